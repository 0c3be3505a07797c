# Big ints: every operator against identities and recorded digests.
def generator(seed):
    state = seed
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 18446744073709551616
        yield state >> 11

random = generator(42)

def number(bits):
    result = 0
    while bits > 0:
        result = (result << 53) | next(random)
        bits -= 53
    return result

def check(condition, *what):
    if not condition:
        print("WRONG", *what)

SIZES = [1, 30, 61, 62, 63, 64, 65, 100, 127, 128, 129, 500, 1000, 3000, 6000, 12000, 30000]

total = 0
for a_bits in SIZES:
    for b_bits in SIZES:
        for sign in range(4):
            a = number(a_bits)
            b = number(b_bits) + 1
            if sign & 1:
                a = -a
            if sign & 2:
                b = -b
            q, r = divmod(a, b)
            check(q * b + r == a, "divmod", a_bits, b_bits)
            check((r >= 0) == (b > 0) or r == 0, "sign", a_bits, b_bits)
            check(abs(r) < abs(b), "size", a_bits, b_bits)
            check(a // b == q and a % b == r)
            check((a + b) - b == a)
            check((a - b) + b == a)
            check(a * b == b * a)
            check((a + b) * (a - b) == a * a - b * b, "binomial", a_bits, b_bits)
            check((a & b) + (a | b) == a + b, "and or")
            check((a ^ b) == (a | b) - (a & b), "xor")
            check(~a == -a - 1)
            check(hash(a) == hash(-a) * -1 or hash(a) in (-2, -1), "hash")
            total = (total * 31 + q + r + (a & b) + (a ^ b)) % (2**127 - 1)
print(total)

for shift in [0, 1, 5, 61, 62, 63, 64, 65, 100, 128, 1000]:
    for value in [0, 1, -1, 2**61 - 1, 2**61, -2**61, -2**61 - 1, 2**64, -2**64, 12345678901234567890123, -12345678901234567890123, 2**128 - 1, -2**128]:
        check(value << shift == value * 2**shift, "<<", value, shift)
        check(value >> shift == value // 2**shift, ">>", value, shift)

for value in [2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**64, 10**18, 10**19, 10**20, 10**38, 10**100]:
    print(value, -value, value + 1, value - 1, -value - 1, hash(value), hash(-value), value.bit_length(), value.bit_count())

for bits in [10, 100, 1000, 5000, 14000]:
    a = number(bits)
    check(int(str(a)) == a, "str", bits)
    check(int(str(-a)) == -a)
    check(int(hex(a), 16) == a and int(bin(a), 2) == a and int(oct(a), 8) == a, "bases", bits)
    check(int(hex(-a), 0) == -a and int(bin(-a), 0) == -a and int(oct(-a), 0) == -a)
    print(str(a)[:30], len(str(a)))

print(3**200, (-3)**201, 7**0, 0**0, (-1)**(10**20), 2**100)
print(pow(3, 10**20, 10**9 + 7), pow(3, -1, 11), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 10**5, 2**127 - 1))
print(pow(12345678901234567890, 98765432109876543210, 10**40 + 7))
print(pow(12345678901234567890, -3, 10**40 + 7))
print((10**50) / (10**49), 10**400 / 10**399, 1 / 3, 2**1023 / 1, (2**53 + 1) / 1, (2**54 + 3) / 2, -(10**30) / 7, 7 / 10**30, 1 / 2**1074, 3 / 2**1075, 1 / 2**1075, 5 / 10**320)
print(float(2**53 + 1), float(2**53 + 3), float(2**64 - 1), float(2**1024 - 2**970 - 1), float(-(10**25)), float(10**22), float(10**23))
for big in [2**1024, 2**1024 - 2**970]:
    try:
        float(big)
    except OverflowError as error:
        print(error)

# Comparison with floats is exact.
for value, number_ in [(2**53, 2.0**53), (2**53 + 1, 2.0**53), (2**62, 2.0**62), (2**62 + 1, 2.0**62), (2**62 - 1, 2.0**62), (10**30, 1e30), (10**400, 1e308), (10**400, float("inf")), (-10**400, float("-inf")), (5, float("nan")), (2**61, 2.0**61), (2**61 - 1, 2.0**61), (-2**61, -2.0**61), (0, -0.0), (1, 1.5), (-1, -1.5), (2, 1.5), (-2, -1.5), (0, 5e-324), (0, -5e-324)]:
    print(value < number_, value <= number_, value == number_, value != number_, value > number_, value >= number_, number_ < value, number_ == value)

# Limits of conversion.
for action in [lambda: str(10**4300), lambda: int("1" * 4301), lambda: "%d" % 10**4300, lambda: f"{10**4300}"]:
    try:
        action()
    except ValueError as error:
        print(error)
print(len(str(10**4299)), len(hex(10**4300)))
