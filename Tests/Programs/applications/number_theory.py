"""Number theory on big ints: primes, RSA, digits of pi and e, factorials, square roots, bits, bases."""
def pow_mod(b, e, m):
    r = 1
    while e:
        if e & 1: r = r * b % m
        b = b * b % m; e >>= 1
    return r
def is_prime(n, bases=(2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)):
    if n < 2: return False
    for p in bases:
        if n % p == 0: return n == p
    d, s = n - 1, 0
    while not d & 1: d >>= 1; s += 1
    for a in bases:
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
mersenne = [p for p in range(2, 130) if is_prime(p) and is_prime(2 ** p - 1)]
print(mersenne, 2 ** 127 - 1)
p, q = 2 ** 89 - 1, 2 ** 107 - 1
n, phi, e = p * q, (p - 1) * (q - 1), 65537
d = pow(e, -1, phi)
message = int.from_bytes(b'attack at dawn!', 'big')
cipher = pow(message, e, n)
print(cipher, pow_mod(cipher, d, n).to_bytes(15, 'big'), d * e % phi)
def isqrt(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) // 2
        if y >= x: return x
        x = y
root = isqrt(2 * 10 ** 200); print(root, root * root <= 2 * 10 ** 200 < (root + 1) ** 2)
def pi_digits(count):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    while count:
        if 4 * q + r - t < m * t:
            yield m; count -= 1
            q, r, m = 10 * q, 10 * (r - m * t), 10 * (3 * q + r) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
print(''.join(map(str, pi_digits(120))))
f = 1
for i in range(2, 151): f *= i
s = str(f); print(s, len(s), sum(map(int, s)), f.bit_length(), f.bit_count(), f % (10 ** 9 + 7), len(s) - len(s.rstrip('0')))
a, b = -(10 ** 40) - 7, 3 ** 50
print(a // b, a % b, divmod(a, b), divmod(a, -b), -a // b, a >> 70, a << 3, a & b, a | b, a ^ b, ~a, -a % -b, sep='\n')
print(hex(f)[:40], oct(b), bin(b)[-40:], f'{b:,}', f'{b:_x}', f'{a:+050d}', f'{b:>#60b}'[:20], int('zz' * 12, 36), int('-0b1011', 0), int(' 1_000 '), float(f) if f < 10 ** 308 else 'inf')
print(hash(f), hash(2 ** 61 - 1), hash(-a), a == float(a), 10 ** 22 == 1e22, 10 ** 23 == 1e23, 2 ** 53 + 1 == float(2 ** 53 + 1), f / (f - 1), 10 ** 400 / 10 ** 399, round(12345678901234567890, -5), round(-15, -1), round(25, -1))
for bad in (lambda: 1 << -1, lambda: pow(2, -1, 4), lambda: int('1' * 5000), lambda: str(10 ** 5000), lambda: float(10 ** 400), lambda: 10 ** 400 / 3, lambda: (300).to_bytes(1, 'big'), lambda: int('12_'), lambda: 1 % 0, lambda: pow(3, 2, 0), lambda: int(float('nan')), lambda: 2.0 ** 5000, lambda: (-8) ** 0.5, lambda: range(10 ** 30)[10 ** 31]):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(range(10 ** 30)[10 ** 29], len(range(0, 10 ** 18, 7)), sum(range(10 ** 6)), (10 ** 50).__sizeof__() > 20, int.from_bytes(b'\xff\x00', 'little', signed=True), (-2).to_bytes(4, 'little', signed=True), (0.1).as_integer_ratio(), (255).as_integer_ratio(), (3.0).is_integer(), float.fromhex('0x1.8p3'), (0.1).hex())
