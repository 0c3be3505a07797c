# A sum of floats, counted by an int.
def run():
    total, i = 0.5, 0
    while i < 10_000_000:
        total = total + 1.5
        i = i + 1
    return total


assert run() == 15_000_000.5
