class random:
    x = 12345
    @classmethod
    def bits(c): c.x = (c.x * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff; return c.x >> 33
    @classmethod
    def randrange(c, n): return c.bits() % n
    @classmethod
    def randint(c, a, b): return a + c.bits() % (b - a + 1)
    @classmethod
    def choice(c, s): return s[c.bits() % len(s)]
import math, sys
sys.set_int_max_str_digits(0)
def big(bits): 
    n = 0
    while n.bit_length() < bits: n = (n << 31) | random.bits()
    return n >> (n.bit_length() - bits) if bits else 0
h = 0
def add(*x):
    global h
    for v in x: h = (h * 1000003 ^ (v if isinstance(v, int) else sum(v.encode()) + len(v) * 7919 + (ord(v[0]) if v else 0))) % (2**127 - 1)
for bits in (0, 1, 3, 19, 61, 62, 63, 64, 65, 127, 128, 129, 192, 193, 257, 1000, 1601, 2600, 9999):
    for k in range(4 if bits < 2000 else 1):
        a, b = big(bits), big(max(0, bits - random.randint(0, 70)))
        if k & 1: a = -a
        if k & 2: b = -b
        for f in (hex, oct, bin, str): add(f(a), f(b))
        add(a & b, a | b, a ^ b, a & -b, a | -b, a ^ -b, ~a)
        if bits < 5000: add(math.gcd(a, b), math.lcm(a, b)); g = big(77); add(math.gcd(a * g, b * g))
        add(int(str(a)), int(hex(b), 16), int(oct(a), 0), int(bin(b), 2), int(' %d ' % a), int(('%d' % b).encode()))
        assert int(str(a)) == a and int(hex(b), 0) == b and int(bin(a), 2) == a and int(oct(b), 8) == b
        for base in (3, 7, 10, 16, 32, 36):
            t = ''.join('0123456789abcdefghijklmnopqrstuvwxyz'[random.randrange(base)] for _ in range(max(1, bits // 5)))
            add(int(t, base), int('_'.join(t), base), int('-' + t.upper(), base))
        if bits:
            n = (abs(a).bit_length() + 7) // 8
            for m in (n, n + 1, n + 7, n + 8, n + 9):
                for o in ('little', 'big'):
                    for s in (False, True):
                        try: x = a.to_bytes(m, o, signed=s)
                        except OverflowError as e: add(str(e)); continue
                        assert int.from_bytes(x, o, signed=s) == a; add(x.hex())
    print(bits, h)
for n in range(0, 70): print(n, math.factorial(n), [math.comb(n, k) for k in range(0, n + 2, 3)], [math.perm(n, k) for k in range(0, n + 2, 5)])
for n in (2**62, 2**64 + 5, 10**30): print([math.comb(n, k) for k in range(5)], [math.perm(n, k) for k in range(5)])
for t in ('', ' ', '+', '-', '+-1', '1 2', ' 1', '1\n', '\x1c1\x1d', '1_0', '_1', '1_', '1__0', '\xa012\xa0', '٣٤', '12a', '0x1', '00', '-0', '+07', '1'*18, '9'*19, '-'+'9'*18, '-' + '9'*19, ' -5 ', '- 5', '\x0012', '12\x00', '9'*20, '1'*700, '0_0'):
    for base in (10, 0, 16, 36):
        for v in (t, t.encode()):
            try: print(repr(t)[:30], base, int(v, base) if base != 10 else int(v))
            except ValueError as e: print(repr(t)[:30], base, e)
for i in range(30): print([str(random.bits() ** k) for k in (1, 2, 3, 5)], '%.17g' % (random.bits() / 7), repr(random.bits() / 3e9), f'{random.bits() * 1.5:,.3f}')
for f in (0.0, 1e22, 1e23, 123456789.125, 5e-324, 1.7976931348623157e308, 99999999.0, 100000000.0, 12345678.9): print(repr(f), '%f' % f, '%.20e' % f, '%g' % f)
