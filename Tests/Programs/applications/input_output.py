"""Reads numbers and commands from standard input like a contest program; prints with sep, end, file."""
import sys
name = input('name? ')
print(f'hello, {name!r}')
n, *rest = map(int, input().split())
print(n, rest, sum(rest), sep=', ', end='.\n')
rows = [list(map(float, input().split(','))) for _ in range(n)]
print(*rows, sep='\n', file=sys.stdout)
print(*[f'{x:6.2f}' for r in rows for x in r], sep='|', end='|\n')
print('to stderr', 1, file=sys.stderr, flush=True)
line = sys.stdin.readline()
print(repr(line), repr(sys.stdin.readline()), repr(sys.stdin.read(5)))
stack = []
for line in sys.stdin:
    match line.split():
        case []: continue
        case ['push', *values]: stack.extend(map(int, values))
        case ['add' | 'mul' as op]:
            b, a = stack.pop(), stack.pop()
            stack.append(a + b if op == 'add' else a * b)
        case ['quit']: break
        case [word, *_]: print(f'unknown {word}', file=sys.stderr)
    print(stack)
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
sys.stdout.write('no newline')
print(end='')
print(); print('', '', sep='x'); print(sep='y'); print(None, True, [1, 'a'], b'x', 1e100, sep='\t')
class Tee:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s); return len(s)
tee = Tee()
print('a', 'b', file=tee); print(tee.parts)
old, sys.stdout = sys.stdout, tee
print('captured', end='')
sys.stdout = old
print(tee.parts[3:], sys.stdout.write('abc\n'), sys.stdout.encoding, sys.stdin.fileno(), sys.stdout.name)
for bad in (lambda: print(sep=1), lambda: print(end=b''), lambda: print(foo=1), lambda: print('x', file=3), lambda: input(1, 2)):
    try: bad()
    except Exception as e: print(type(e).__name__, e)
try: input('more? ')
except EOFError as e: print('EOF', e)
sys.exit(f'bye {name}')
