"""Simulations: life on a torus, a Turing machine, Brainfuck, a stack VM, sudoku, n-queens, knapsack, mandelbrot."""
from itertools import product, count, takewhile, islice, chain, groupby, permutations, combinations, accumulate, zip_longest, cycle, repeat, starmap
def life(cells, w, h):
    n = {}
    for x, y in cells:
        for dx, dy in product((-1, 0, 1), repeat=2):
            if dx or dy: k = (x + dx) % w, (y + dy) % h; n[k] = n.get(k, 0) + 1
    return {k for k, c in n.items() if c == 3 or c == 2 and k in cells}
glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for _ in range(24): glider = life(glider, 8, 8)
print('\n'.join(''.join('#' if (x, y) in glider else '.' for x in range(8)) for y in range(8)))
def bf(code, data=b''):
    jump, stack = {}, []
    for i, c in enumerate(code):
        if c == '[': stack.append(i)
        elif c == ']': j = stack.pop(); jump[i], jump[j] = j, i
    tape, p, i, out, data = bytearray(300), 0, 0, bytearray(), iter(data)
    while i < len(code):
        match code[i]:
            case '>': p += 1
            case '<': p -= 1
            case '+': tape[p] = (tape[p] + 1) % 256
            case '-': tape[p] = (tape[p] - 1) % 256
            case '.': out.append(tape[p])
            case ',': tape[p] = next(data, 0)
            case '[' if not tape[p]: i = jump[i]
            case ']' if tape[p]: i = jump[i]
        i += 1
    return bytes(out)
print(bf('++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.'), bf(',[.,]', b'echo'))
GRID = '53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79'
def solve(grid):
    try: i = grid.index('.')
    except ValueError: return grid
    r, c = divmod(i, 9)
    used = {grid[r * 9 + k] for k in range(9)} | {grid[k * 9 + c] for k in range(9)} | {grid[(r // 3 * 3 + a) * 9 + c // 3 * 3 + b] for a in range(3) for b in range(3)}
    for d in '123456789':
        if d not in used and (s := solve(grid[:i] + d + grid[i + 1:])): return s
s = solve(GRID); print(*(s[k:k + 9] for k in range(0, 81, 9)), sep='\n')
def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n: return 1
    free, total = ~(cols | d1 | d2) & (1 << n) - 1, 0
    while free: bit = free & -free; free ^= bit; total += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return total
print([queens(n) for n in range(1, 8)])
def knapsack(items, cap):
    best = [0] * (cap + 1)
    for w, v in items:
        for c in range(cap, w - 1, -1): best[c] = max(best[c], best[c - w] + v)
    return best[-1]
print(knapsack([(12, 4), (2, 2), (1, 1), (1, 2), (4, 10)], 15))
for y in range(-6, 7, 2):
    print(''.join(' .:-=+*#%@'[next((9 - k // 3 for k, z in enumerate(accumulate(repeat(complex(x / 12, y / 6), 27), lambda z, c: z * z + c)) if abs(z) > 2), 0)] for x in range(-24, 10)))
def primes():
    yield 2
    comp = {}
    for n in count(3, 2):
        p = comp.pop(n, None)
        if p is None: yield n; comp[n * n] = n
        else:
            m = n + 2 * p
            while m in comp: m += 2 * p
            comp[m] = p
print(list(takewhile(lambda p: p < 60, primes())), next(islice(primes(), 500, None)))
print([(k, len(list(g))) for k, g in groupby('aaabbbccd')], list(zip_longest('abc', [1], fillvalue='-')), [*starmap(pow, [(2, 3), (3, 2)])], list(islice(cycle('ab'), 5)), list(chain.from_iterable(['ab', 'cd'])), len(list(permutations(range(5)))), list(combinations('abcd', 2))[-1], list(accumulate([1, 2, 3], initial=10)))
class VM:
    def __init__(self, code): self.code, self.stack, self.pc, self.vars = code, [], 0, {}
    def run(self):
        while True:
            op, *args = self.code[self.pc]; self.pc += 1
            if (r := getattr(self, 'op_' + op)(*args)) is not None: return r
    def op_push(self, x): self.stack.append(x)
    def op_store(self, n): self.vars[n] = self.stack.pop()
    def op_load(self, n): self.stack.append(self.vars[n])
    def op_bin(self, f): b = self.stack.pop(); a = self.stack.pop(); self.stack.append({'+': a + b, '*': a * b, '<': a < b, '%': a % b if b else None}[f])
    def op_jz(self, t):
        if not self.stack.pop(): self.pc = t
    def op_jmp(self, t): self.pc = t
    def op_ret(self): return self.stack.pop()
print(VM([('push', 0), ('store', 's'), ('push', 0), ('store', 'i'), ('load', 'i'), ('push', 1000), ('bin', '<'), ('jz', 17), ('load', 's'), ('load', 'i'), ('bin', '+'), ('store', 's'), ('load', 'i'), ('push', 1), ('bin', '+'), ('store', 'i'), ('jmp', 4), ('load', 's'), ('ret',)]).run())
VM([('nope',)]).run()
