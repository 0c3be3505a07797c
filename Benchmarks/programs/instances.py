# Making instances.
class Pair:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def run():
    i = 0
    while i < 3_000_000:
        Pair(i, 2)
        i += 1


run()
