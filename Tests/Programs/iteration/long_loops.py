# Every way to go on after an instruction, more often than a native stack has room for frames.
ROUNDS = 30_000


class Counter:
    def __init__(self, limit):
        self.limit = limit
        self.count = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.count >= self.limit:
            raise StopIteration
        self.count += 1
        return self.count


class Number:
    def __init__(self, value):
        self.value = value

    def __add__(self, other):
        return Number(self.value + other.value)

    def __radd__(self, other):
        return Number(other + self.value)

    def __lt__(self, other):
        return self.value < other.value

    def __eq__(self, other):
        return self.value == other.value

    def __bool__(self):
        return self.value != 0

    def __contains__(self, item):
        return item == self.value

    def __getitem__(self, index):
        return self.value + index

    def __setitem__(self, index, value):
        self.value = value

    def __getattr__(self, name):
        return len(name)

    @property
    def double(self):
        return self.value * 2

    def __call__(self, x, *, y=0):
        return self.value + x + y

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return True


def generator(n):
    for i in range(n):
        yield i


def delegating(n):
    result = yield from generator(n)
    return result


def short_loops():
    total = 0
    for i in range(ROUNDS):
        for item in Counter(1):
            total += item
    return total


def short_generators():
    total = 0
    for i in range(ROUNDS):
        for item in delegating(2):
            total += item
    return total


def nested_ends():
    count = 0
    for i in range(ROUNDS):
        try:
            next(generator(0))
        except StopIteration:
            count += 1
    return count


def raising():
    count = 0
    for i in range(ROUNDS):
        try:
            if i % 2:
                raise ValueError(i)
            [][i]
        except (ValueError, IndexError):
            count += 1
        finally:
            count += 1
    return count


def operators():
    a, b = Number(1), Number(2)
    count = 0
    for i in range(ROUNDS):
        if a < b and not a == b and a:
            count += 1
        c = a + b
        c = 1 + c
        if 1 in a:
            count += a[1]
        a[0] = 1
        count += a.double + a.missing + a(1, y=2)
        del c
    return count


def contexts():
    count = 0
    for i in range(ROUNDS):
        with Number(i) as number:
            count += 1
            raise KeyError(number)
    return count


def big_numbers():
    x = 1 << 70
    count = 0
    for i in range(ROUNDS):
        y = x + i
        y = y - x
        y = y * 2 // 2 % 1000003
        if y > 1.5 and x > y and 0.5 < x:
            count += 1
        s = 'a' + str(i)
        if s == 'a1' or s in ('a2', 'a3'):
            count += 1
    return count


def calls(a, b=2, *args, c=3, **kwargs):
    return a + b + c + len(args) + len(kwargs)


def calling():
    count = 0
    for i in range(ROUNDS):
        count += calls(1) + calls(1, 2, 3, c=4, d=5) + calls(*(1, 2), **{'e': 3})
        first, *rest = (1, 2, 3)
        count += first + len(rest)
        count += len([x for x in (1, 2)]) + len({x: x for x in 'ab'}) + len({x for x in 'ab'})
        match rest:
            case [2, y]:
                count += y
            case _:
                pass
    return count


async def answer():
    return 1


async def awaiting():
    count = 0
    for i in range(ROUNDS):
        count += await answer()
    return count


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


print(short_loops())
print(short_generators())
print(nested_ends())
print(raising())
print(operators())
print(contexts())
print(big_numbers())
print(calling())
print(run(awaiting()))
