# Exceptions raised and caught, in one function and through a call.
def inside(rounds):
    caught = 0
    for _ in range(rounds):
        try:
            raise ValueError
        except ValueError:
            caught += 1
    return caught


def fail():
    raise KeyError("x")


def through(rounds):
    caught = 0
    for _ in range(rounds):
        try:
            fail()
        except KeyError as error:
            caught += 1
    return caught


assert inside(2_000_000) + through(1_000_000) == 3_000_000
