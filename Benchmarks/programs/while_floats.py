# Arithmetic and comparison of floats in a loop.
def run():
    total = i = 0.5
    while i < 10_000_000.0:
        total = total + 1.5
        i = i + 1.0
    return total


assert run() == 15_000_000.5
