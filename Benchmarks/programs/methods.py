# Calls of methods, and attributes of instances.
class Point:
    def __init__(self, x):
        self.x = x

    def plus(self, k):
        return self.x + k

    def put(self, k):
        self.x = k


def run():
    point = Point(1)
    i = 0
    while i < 3_000_000:
        point.put(point.plus(1))
        i += 1
    return point.x


assert run() == 3_000_001
