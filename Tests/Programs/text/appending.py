# Texts that grow at their end.
def grow(parts, n):
    s = ''
    kept = []
    for i in range(n):
        s += parts[i % len(parts)]
        if i % 97 == 0:
            kept.append(s)
    return s, kept


for parts in (['x'], ['ab', 'c', ''], ['é'], ['日本', 'x'], ['x', '\U0001F600'], ['a' * 300]):
    s, kept = grow(parts, 2000)
    print(len(s), hash(s) == hash(''.join(parts[i % len(parts)] for i in range(2000))), s == ''.join(parts[i % len(parts)] for i in range(2000)))
    print([len(k) for k in kept][-3:], all(s.startswith(k) for k in kept), all(k in s for k in kept[:5]), s[-3:] == kept[-1][-3:], s.isascii())
    d = {k: len(k) for k in kept}
    print(all(d[s[:len(k)]] == len(k) for k in kept))


def fork():
    s = ''
    for i in range(400):
        s += 'ab'
    a = s
    b = s
    a += 'LEFT'
    b += 'RIGHT'
    s += 'THIRD'
    a += '!'
    b += '?'
    return a[-8:], b[-8:], s[-8:], len(a), len(b), len(s), a[:800] == b[:800] == s[:800]


print(fork())


def widen():
    s = ''
    for i in range(500):
        s += 'a'
    t = s
    for c in 'é日\U0001F600':
        s += c
        for i in range(10):
            s += 'b'
    return t == 'a' * 500, s[495:], len(s), s.upper()[-4:]


print(widen())


class Buffer:
    def __init__(self):
        self.text = ''

    def write(self, part):
        self.text += part


b = Buffer()
for i in range(1000):
    b.write(str(i))
print(len(b.text), b.text[-6:], b.text.count('99'), b.text.find('500501'), b.text.replace('1', '')[:10])
d = {'k': ''}
for i in range(1000):
    d['k'] += 'z'
print(len(d['k']), set(d['k']))


class S(str):
    pass


def subclass():
    s = S('q')
    for i in range(300):
        s += 'r'
    t = 'x' * 300
    for i in range(10):
        t += S('y')
    u = 'w' * 300
    for i in range(10):
        u = u + u[:3]
    for i in range(6):
        u += u
    return type(s).__name__, len(s), type(t).__name__, len(t), len(u), u[-2:]


print(subclass())
text = ''
for i in range(3000):
    text += chr(97 + i % 26)
import sys
print(len(text), text[2990:], sys.intern(text) is sys.intern(text), f'{text:.5}', '%.4s' % text, text.encode()[-3:], int(('1' * 5)), text.split('z')[3], repr(text)[-5:])
exec(compile(f'value = {text!r}', '<s>', 'exec'))
print(value == text, text == value + '', {text: 1}[value])
for i in range(5):
    text += str(i)
    print(text[-3:], text.encode('utf-16-le')[-2:], text.isidentifier(), text.swapcase()[-1], text.rpartition('a')[2][-2:])
