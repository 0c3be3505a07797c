"""Counts words the way a small text tool would."""
import sys
from collections import Counter, defaultdict, OrderedDict, deque, namedtuple

TEXT = """
The quick brown fox jumps over the lazy dog. The dog barks; the fox runs away!
"Why?" asked the dog -- nobody knew. Über-cool naïve café: 3.14, 2,718 and 1e5.
"""

def tokens(text):
    word = []
    for ch in text:
        if ch.isalpha() or ch == "'":
            word.append(ch)
        elif word:
            yield ''.join(word).casefold()
            word.clear()
    if word:
        yield ''.join(word).casefold()

counts = Counter(tokens(TEXT))
for word, n in counts.most_common(5):
    print(f"{word:<10}|{n:>3}|{'#' * n:^9}|")
index = defaultdict(list)
for number, line in enumerate(TEXT.strip().splitlines(), 1):
    for w in tokens(line):
        if number not in index[w]:
            index[w].append(number)
for w in sorted(index, key=lambda w: (-len(index[w]), w))[:8]:
    print(w, *index[w], sep=' -> ')
print(counts['missing'], counts.total(), len(counts))
print(counts & Counter(the=2, fox=9))
print(counts - Counter(the=4, dog=1))
print(Counter(a=1) + Counter(a=-3, b=2), +Counter(a=-1), -Counter(a=-1))
words = sorted(set(tokens(TEXT)), key=len)
print(words[-1], max(words), min(words))
table = str.maketrans({'e': '3', 'o': '0', 'a': None})
print(TEXT.strip().splitlines()[0].translate(table))
print(TEXT.title().split('\n')[2])
print(TEXT.count('the'), TEXT.find('fox'), TEXT.rfind('fox'), TEXT.index('dog'))
for n, line in enumerate(TEXT.expandtabs().splitlines(keepends=True)):
    print(n, repr(line[:20]), len(line), line.partition(' ')[0].strip(), sep='\t', end=';\n')
Point = namedtuple('Point', 'x y z', defaults=[0])
p = Point(1, y=2)
print(p, p._replace(z=5), p._asdict(), Point._fields, Point._field_defaults)
x, y, z = p
print(x + y + z, p == (1, 2, 0), hash(p) == hash((1, 2, 0)), p.index(2))
d = deque(range(5), maxlen=5)
d.append(9); d.rotate(2); d.appendleft(-1)
print(d, d.maxlen, list(reversed(d)))
od = OrderedDict.fromkeys('hello')
od.move_to_end('h'); print(od, od.popitem(last=False), list(od))
print('{0!r:>8} {1:08.3f} {2:+,d} {name!s:_^11} {3:#x} {3:#b} {4:e}'.format('q', 3.14159, 1234567, 255, 12345.678, name='mid'))
print('%-8s|%05d|%+.2e|%x|%c|%%|%r' % ('left', 42, 1234.5, 255, 'A', 'q'))
sys.stderr.write('done\n')
