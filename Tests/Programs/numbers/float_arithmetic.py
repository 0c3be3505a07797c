# Floats with and without a cell: arithmetic and comparison at both ends of the range where they need none, and far beyond.
values = []
for exponent in (-1074, -1030, -1022, -600, -513, -512, -511, -300, -258, -257, -256, -255, -254, -128, -60, -1, 0, 1, 52, 53,
                 127, 128, 200, 255, 256, 257, 258, 300, 511, 512, 513, 700, 1000, 1023):
    for mantissa in (1.0, 1.0000000000000002, 1.5, 1.9999999999999998):
        value = mantissa * 2.0 ** exponent
        values.append(value)
        values.append(-value)
values += [0.0, -0.0, float("inf"), float("-inf"), float("nan"), 0.1, 1 / 3, 3.141592653589793]

def mixed(total, value):
    for character in value.hex():
        total = (total * 31 + ord(character)) % 1000000007
    return total

def four(a, b):
    total = mixed(0, a + b)
    total = mixed(total, a - b)
    total = mixed(total, a * b)
    if b != 0.0:
        total = mixed(total, a / b)
    order = (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a > b) + 32 * (a >= b)
    return (total * 64 + order) % 1000000007

def row(a):
    total = 0
    for b in values:
        total = (total * 7 + four(a, b)) % 1000000007
    return total

for value in values:
    print(value.hex(), row(value))

def constants(x):
    a = x + 1.5
    b = a + 0.25
    c = b - 3.0
    d = c - 1e-70
    e = d * 1.1
    f = e * 2e70
    g = f / 3.0
    h = g / 1e-80
    a += 1e70
    b -= 1e-78
    c *= 1e77
    d /= 1e77
    return a, b, c, d, e, f, g, h

for value in values:
    total = 0
    for result in constants(value):
        total = mixed(total, result)
    print(total, -value)

def loop(start, step, end):
    turns = 0
    while start < end:
        start = start + step
        start += 0.125
        turns += 1
    while start >= 0.5:
        start -= 0.25
        start = start - 0.5
        turns += 1
    return start, turns

print(loop(0.5, 0.375, 100.0), loop(-3.0, 0.5, 7.25))

def grow(factor):
    x, turns = 1.0, 0
    while x < 1e308 and x > 1e-308 and turns < 3000:
        x = x * factor
        turns += 1
    return x, turns

print(grow(1.37), grow(0.61), grow(-1.0)[1])

# A sum that falls to zero and comes back, and ints among floats.
def zero(x):
    found = []
    for step in (0.5, -0.5, -0.5, 0.5, 0, 1, 2 ** 53 + 1, -(2 ** 53), True):
        x = x + step
        found.append(x)
        found.append(x * 2)
        found.append(x - 1)
    return found

print(zero(0.0), zero(-0.5))

# Loops that a float ends, whatever counts.
def bounds(x, step):
    turns = []
    while x < 10.5:
        x += step
        turns.append(x)
    while x <= 20.25:
        x += step
    turns.append(x)
    while x > 3.5:
        x -= step
    turns.append(x)
    while x >= 1e-3:
        x *= 0.5
    turns.append(x)
    return turns

print(bounds(0.25, 2.5), bounds(1, 3), bounds(True, 2), bounds(0.0, 0.5)[-3:])

class Counter:
    def __init__(self, value):
        self.value = value
    def __lt__(self, other):
        self.value += 1
        return self.value < other
    __le__ = __gt__ = __ge__ = lambda self, other: False
    def __iadd__(self, other):
        return Counter(self.value + other)
    def __repr__(self):
        return f"Counter({self.value})"

def ends(x):
    while x < 5.5:
        x += 0.5
    return x

print(ends(Counter(1)), ends(5.5), ends(float("nan")), ends(float("inf")))
for wrong in ("text", None, 1j):
    try:
        ends(wrong)
    except TypeError as error:
        print(error)
