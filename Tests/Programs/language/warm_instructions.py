# Instructions that become faster ones where they run again and again, and go back when what they see changes.
import math
import sys


class Number:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n

    def __le__(self, other):
        return self.n <= other.n

    def __gt__(self, other):
        return self.n > other.n

    def __ge__(self, other):
        return self.n >= other.n

    def __matmul__(self, other):
        return f"{self.n}@{other.n}"


def comparisons(a, b):
    found = []
    if a < b:
        found.append("<")
    if a <= b:
        found.append("<=")
    if a > b:
        found.append(">")
    if a >= b:
        found.append(">=")
    if not a < b:
        found.append("!<")
    if not a <= b:
        found.append("!<=")
    if not a > b:
        found.append("!>")
    if not a >= b:
        found.append("!>=")
    while not a <= b:
        a = b
    while not a >= b:
        a = b
    while a > b:
        a = b
    if a < b or a > b or a <= b:
        found.append("or")
    if a >= b and not (a > b or a < b):
        found.append("and")
    return " ".join(found)


for left, right in [(1, 2), (2, 1), (1, 1), (1.5, 2.5), (2.5, 1), ("a", "b"), ("b", "a"), ((1, 2), (1, 3)), (2**80, 2**90), (Number(1), Number(2)), (Number(3), Number(2)), (float("nan"), 1.0)]:
    print(comparisons(left, right))


def constants(a):
    found = []
    if a < 5 or a > 50:
        found.append("outside")
    if a <= 5 or a >= 50:
        found.append("edge")
    if not (a < 5 or a <= 4):
        found.append("high")
    if not (a > 5 or a >= 6):
        found.append("low")
    while a > 5 or a >= 7:
        a = 0
    while not a <= 5:
        a = 0
    while a < 0 or a <= -1:
        a = 3
    return a, found


for value in (0, 5, 6, 50, 51, -3, 5.0, 7.5, True):
    print(constants(value))
for function in (comparisons, constants):
    try:
        print(function(*("x", 1)[: function.__code__.co_argcount]))
    except TypeError as error:
        print("TypeError:", error)


class Slots:
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a


class Plain:
    kind = "class value"

    def __init__(self, n):
        self.n = n

    @property
    def double(self):
        return self.n * 2

    def method(self, x):
        return self.n + x


class Many:
    def __init__(self):
        for i in range(40):
            setattr(self, f"a{i}", i)


def attributes(rounds):
    slots, plain, many = Slots(1), Plain(2), Many()
    total = 0
    for i in range(rounds):
        total += slots.a + plain.n + plain.double + len(plain.kind) + many.a0 + many.a39 + Plain.method(plain, 1) + plain.method(i)
        bound = plain.method
        total += bound(1) + math.floor(2.5) + math.gcd(12, i) + len(sys.path[:0])
        many.a39 += 1
        slots.a = i
    return total


print(attributes(50))


# The same places see other things.
def access(thing):
    try:
        return thing.n, thing.double, thing.method(1)
    except AttributeError as error:
        return str(error)


class Other:
    double = 7
    n = "n"

    def __getattr__(self, name):
        return lambda *args: (name, args)


class Unset:
    __slots__ = ("n", "double", "method")


things = [Plain(1), Plain(2), Other(), Plain(3), math, Unset(), type("T", (), {"n": 1, "double": 2, "method": print}), Plain(4)]
for thing in things * 2:
    print(access(thing))
Plain.double = "replaced"
print(access(Plain(5)))
del Plain.double
print(access(Plain(6)))


def generator_loops():
    def count(n):
        for i in range(n):
            yield i

    total = 0
    for round in range(5):
        for x in count(10):
            total += x
        for x in (y * 2 for y in count(5)):
            total += x
    for source in (count(3), [1, 2], iter((1, 2)), {3: 4}, "ab", range(2), count(2)):
        for x in source:
            total += len(str(x))
    return total


print(generator_loops())


def through(module, rounds):
    return [module.floor(2.5 + i) for i in range(rounds)]


print(through(math, 20), through(type("M", (), {"floor": staticmethod(lambda x: -x)}), 2), through(math, 2))
print(Number(1) @ Number(2))
for attempt in range(2):
    try:
        1 @ 2
    except TypeError as error:
        print("TypeError:", error)


def bound_calls(callables):
    return [c(2) for c in callables]


plain = Plain(10)
print(bound_calls([plain.method, plain.method, abs, [].append, plain.method, lambda x: x * 2, str, Plain(1).method, "a".__mul__]))
