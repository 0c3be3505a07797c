"""Sums, products and quotients of ints of all lengths around the limits of limbs, with limbs of zeros and of ones, checked by identities."""

state = 12345


def bits(count):
    global state
    result = 0
    for _ in range(count // 32 + 1):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        result = result << 32 | state >> 32
    return result % (1 << count) if count else 0


def pick(items):
    return items[bits(32) % len(items)]


def number(count):
    kind = bits(4)
    if kind < 3:
        value = (1 << count) - pick((0, 1, 2))
    elif kind < 6:
        # Runs of ones and zeros carry far.
        value = (1 << count) - (1 << count // 2) + pick((-1, 0, 1))
    else:
        value = bits(count)
    return -value if bits(1) else value


lengths = (1, 40, 61, 62, 63, 64, 65, 100, 127, 128, 129, 191, 192, 193, 256, 320, 640, 1000, 2600, 5100, 5200, 10400, 12000)
checked = 0
for trial in range(1500):
    a, b = number(pick(lengths)), number(pick(lengths))
    if bits(3) == 0:
        a = b * number(pick(lengths)) + pick((-1, 0, 1))
    if b == 0:
        continue
    q, r = divmod(a, b)
    assert q * b + r == a, (a, b)
    assert 0 <= r < b or b < r <= 0, (a, b)
    assert a // b == q and a % b == r
    assert (a + b) - b == a and (a - b) + b == a and a - a == 0
    assert (a + b) * (a - b) == a * a - b * b
    assert (a + b) ** 2 == a ** 2 + 2 * a * b + b ** 2
    assert (a << 13) >> 13 == a and a >> 64 == a // (1 << 64)
    assert -a + a == 0 and ~a == -a - 1
    assert (a & b) + (a | b) == a + b and (a ^ b) == (a | b) - (a & b)
    checked += 1
print(checked > 1000)

digest = 0
for trial in range(300):
    a, b = number(trial * 11 + 3), number(trial * 7 % 1300 + 2) or 1
    values = a + b, a - b, a * b, a // b, a % b, -a, ~a, a ^ b, a & b, a | b, pow(a, 3, abs(b)), str(a)
    for value in values[:-1]:
        digest = (digest * 31 + value) % (1 << 61)
    digest = (digest * 31 + len(values[-1])) % (1 << 61)
print(digest)

# Remainders of long dividends by short divisors, kept.
kept = [(7 ** 2000) % (3 ** n) for n in range(1, 200, 13)]
print([k % 1000007 for k in kept])

# Carries through every limb.
for n in (62, 63, 64, 65, 128, 192, 256, 257, 320):
    ones = (1 << n) - 1
    assert ones + 1 == 1 << n and (1 << n) - 1 == ones and ones * ones == (1 << 2 * n) - (2 << n) + 1
    assert divmod((1 << 2 * n) - 1, ones) == ((1 << n) + 1, 0)
    assert divmod(1 << 2 * n, ones) == ((1 << n) + 1, 1)
    print(n, hex(ones + ones)[-4:], (ones * -1) // 2 == -(1 << n - 1), -ones // (1 << 40) == -(1 << n - 40), (-ones) % 10)
for divisor in (0, -0):
    for operation in (lambda: (1 << 200) // divisor, lambda: (1 << 200) % divisor, lambda: divmod(1 << 200, divisor)):
        try:
            operation()
        except ZeroDivisionError as error:
            print(error)
