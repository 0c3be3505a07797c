# Arithmetic and comparison of small ints in a loop.
def run():
    total = i = 0
    while i < 20_000_000:
        total = total + i * 3
        i = i + 1
    return total


assert run() == 599_999_970_000_000
