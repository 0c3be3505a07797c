# Generators driven by a loop, alone and one through another.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def relay(n):
    yield from count(n)


def run():
    total = 0
    for x in count(3_000_000):
        total += x
    for x in relay(1_000_000):
        total += x
    return total + sum(x for x in range(1_000_000))


assert run() == 4_499_998_500_000 + 2 * 499_999_500_000
