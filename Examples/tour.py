"""A tour of Python, as Krait runs it. Every part prints what it found."""

import itertools
import math
import sys


def section(title):
    """A decorator that runs a function at once, under a headline."""

    def run(function):
        print(f"\n== {title} ==")
        function()
        return function

    return run


# Numbers, text and containers ------------------------------------------------


@section("Numbers of any size")
def numbers():
    factorial = math.prod(range(1, 31))
    print(f"30! = {factorial:,}")
    print("2 ** 200 has", len(str(2**200)), "digits,", (2**200).bit_length(), "bits")
    print(divmod(-7, 2), -7 // 2, -7 % 2, pow(3, 1000, 1_000_007), 0xFF ^ 0b1010)
    print(0.1 + 0.2, round(2.675, 2), 1e16, 1 / 3, float("inf"), -0.0)
    print((3 + 4j) * (1 - 2j), abs(3 + 4j), (2).__class__.__name__, True + True)
    print(int("ff", 16), hex(3735928559), f"{255:#010b} {1234.5678:>12.2f}| {0.000123:e} {42:x^9}")


@section("Text")
def text():
    word = "Krait"
    print(word[::-1], word[1:-1], word * 2, word.center(11, "~"), "ai" in word)
    print("|".join(sorted("bungarus")), "a,b,,c".split(","), "  trim ".strip())
    name, width = "Ünïcödé 🐍", 14
    print(f"{name!r:>{width}} {len(name)=} {name.upper()} {name.encode()[:6]}")
    print("%s is %d years and %.1f%% done" % ("it", 3, 99.5), "{0}-{1}-{0}".format("a", "b"))
    print(f"{'nested ' + f'{1 + 1}' + ' deep'} {{braces}} {3.0!s} {ascii('é')}")
    print("multi\tline".expandtabs(8), "abc".translate(str.maketrans("abc", "xyz")), "ß".casefold())


@section("Containers and comprehensions")
def containers():
    primes = [n for n in range(2, 40) if all(n % d for d in range(2, int(n**0.5) + 1))]
    squares = {n: n * n for n in primes[:5]}
    letters = {c for word in ("tree", "snake") for c in word if c not in "aeiou"}
    first, *middle, last = primes
    print(primes, squares, sorted(letters), first, len(middle), last)
    matrix = [[1, 2, 3], [4, 5, 6]]
    print([list(row) for row in zip(*matrix)], sum((row for row in matrix), []))
    merged = {**squares, "more": [*range(3), *"ab"]} | {"last": None}
    print(merged, list(merged)[-1], dict.fromkeys("aab", 0))
    numbers = list(range(10))
    numbers[2:8:2] = "xyz"
    del numbers[0], numbers[-2:]
    print(numbers, sorted(["pear", "fig", "apple"], key=len), (1, 2) < (1, 3), {1, 2} <= {1, 2, 3})
    if (count := len(numbers)) > 5:
        print("walrus:", count, [y := 1, y**2, y + 2])


# Functions -------------------------------------------------------------------


@section("Functions and closures")
def functions():
    def describe(a, b=2, /, c=3, *rest, d, e=5, **more):
        return f"{a=} {b=} {c=} {rest=} {d=} {e=} {more=}"

    print(describe(1, d=4))
    print(describe(1, 2, 3, 4, 5, **{"d": 6, "f": 7}))
    try:
        describe(d=4)
    except TypeError as error:
        print("TypeError:", error)

    def counter(start=0):
        def step(by=1):
            nonlocal start
            start += by
            return start

        return step

    tick = counter(10)
    print(tick(), tick(5), tick.__closure__[0].cell_contents, tick.__qualname__)

    def memoize(function):
        known = {}

        def wrapper(*args):
            if args not in known:
                known[args] = function(*args)
            return known[args]

        wrapper.known = known
        return wrapper

    @memoize
    def fibonacci(n):
        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)

    print(fibonacci(90), len(fibonacci.known), (lambda *xs: max(xs) - min(xs))(3, 9, 4))


# Classes ---------------------------------------------------------------------


class Vector:
    """A class with operators."""

    __slots__ = ("x", "y")
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y

    def __eq__(self, other):
        return isinstance(other, Vector) and (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))

    def __bool__(self):
        return bool(self.x or self.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __contains__(self, value):
        return value in (self.x, self.y)

    def __call__(self, t):
        return self * t


@section("Operators")
def operators():
    v, w = Vector(1, 2), Vector(3, -1)
    v2 = v
    v2 += w
    print(v + w, 3 * v, v @ w, v == Vector(1, 2), v2, bool(Vector(0, 0)), [*v], v[1], 2 in v, v(10))
    try:
        v + 1
    except TypeError as error:
        print("TypeError:", error)
    try:
        v.z = 1
    except AttributeError as error:
        print("AttributeError:", error)
    print(1 < 2 < 3 != 4, not [] and "empty", None or "default", len({v, Vector(1, 2)}))


class Field:
    """A descriptor that checks what is stored."""

    def __init__(self, kind, default=None):
        self.kind, self.default = kind, default

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else instance.__dict__.get(self.name, self.default)

    def __set__(self, instance, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        instance.__dict__[self.name] = value


class RecordMeta(type):
    """A metaclass that writes __init__ and __repr__, as dataclasses do."""

    def __new__(meta, name, bases, namespace, frozen=False):
        cls = super().__new__(meta, name, bases, namespace)
        cls.fields = list(dict.fromkeys(n for base in reversed(cls.__mro__) for n, f in vars(base).items() if isinstance(f, Field)))
        if frozen:
            cls.__delattr__ = lambda self, name: (_ for _ in ()).throw(AttributeError(f"{name} is frozen"))
        return cls

    def __init__(cls, name, bases, namespace, frozen=False):
        super().__init__(name, bases, namespace)

    def __len__(cls):
        return len(cls.fields)


class Record(metaclass=RecordMeta):
    registry = []

    def __init_subclass__(cls, **options):
        Record.registry.append(cls.__name__)

    def __init__(self, **values):
        for name, value in values.items():
            if name not in self.fields:
                raise AttributeError(f"{type(self).__name__} has no field {name!r}")
            setattr(self, name, value)

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{n}={getattr(self, n)!r}' for n in self.fields)})"


class Animal(Record):
    name = Field(str)
    legs = Field(int, 4)

    @property
    def loud(self):
        return self.name.upper()

    @classmethod
    def named(cls, name):
        return cls(name=name)

    @staticmethod
    def kingdom():
        return "Animalia"


class Snake(Animal, frozen=True):
    venomous = Field(bool, False)
    legs = Field(int, 0)

    def __getattr__(self, name):
        return f"<no {name}>"


@section("Classes, descriptors, metaclasses")
def classes():
    krait = Snake(name="krait", venomous=True)
    print(Animal.named("cat"), krait, len(Snake), krait.loud, Snake.kingdom(), krait.fur)
    print(Record.registry, [c.__name__ for c in Snake.__mro__], isinstance(krait, Record))
    for attempt in (lambda: Animal(name=3), lambda: Animal(wings=2), lambda: delattr(krait, "name"), lambda: Animal.named("x").fur):
        try:
            attempt()
        except (TypeError, AttributeError) as error:
            print(f"{type(error).__name__}: {error}")

    class Base:
        def who(self):
            return "Base"

    class Left(Base):
        def who(self):
            return "Left > " + super().who()

    class Right(Base):
        def who(self):
            return "Right > " + super().who()

    class Both(Left, Right):
        def who(self):
            return "Both > " + super().who()

    print(Both().who())
    Point = type("Point", (), {"x": 1, "__repr__": lambda self: f"<{self.x}>"})
    print(Point(), Point.__name__, hasattr(Point, "y"))


# Type parameters -------------------------------------------------------------


def pair[A, B: str](first: A, second: B) -> tuple[A, B]:
    return first, second


def largest[T: (int, str)](items: list[T]) -> T:
    return max(items)


type Pairs[K, V = int] = list[tuple[K, V]]


@section("Type parameters")
def type_parameters():
    print(pair(1, "one"), largest(["b", "c", "a"]), pair.__type_params__, [p.__name__ for p in largest.__type_params__])
    print(largest.__type_params__[0].__constraints__, pair.__type_params__[1].__bound__)
    print(Pairs, Pairs.__value__, Pairs.__type_params__, largest.__annotations__)
    print(list[int] | None, dict[str, list[int]])


# Generators and iteration ----------------------------------------------------


@section("Generators")
def generators():
    def countdown(n):
        while n:
            received = yield n
            n = received if received is not None else n - 1
        return "lift-off"

    def flight():
        result = yield from countdown(3)
        yield result

    print(list(flight()))
    gen = countdown(10)
    print(next(gen), gen.send(3), next(gen))
    gen.close()

    def average():
        total = count = 0
        value = None
        while True:
            try:
                total += yield value
            except ValueError as error:
                value = f"ignored {error}"
            else:
                count += 1
                value = total / count

    running = average()
    next(running)
    print(running.send(10), running.send(20), running.throw(ValueError("bad")), running.send(60))

    def sieve():
        composites = {}
        for n in itertools.count(2):
            if n in composites:
                for p in composites.pop(n):
                    composites.setdefault(n + p, []).append(p)
            else:
                yield n
                composites[n * n] = [n]

    print(list(itertools.islice(sieve(), 15)), sum(x * x for x in range(100)))
    for (i, c), flag in zip(enumerate("abc", start=1), itertools.cycle([True, False])):
        print(i, c, flag, end="; ")
    else:
        print("done")


# Exceptions ------------------------------------------------------------------


class Managed:
    def __init__(self, name, swallow=()):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name, end="; ")
        return self

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, "with", kind.__name__ if kind else None)
        return kind is not None and issubclass(kind, self.swallow)


@section("Exceptions and context managers")
def exceptions():
    def risky(n):
        try:
            if n == 0:
                return "returned"
            return 10 // (n - 1)
        except ZeroDivisionError as error:
            raise LookupError("no luck") from error
        finally:
            print("cleaned up", n, end="; ")

    print(risky(0), risky(3))
    try:
        risky(1)
    except LookupError as error:
        error.add_note("a note")
        print(repr(error), "from", repr(error.__cause__), error.__notes__, error.__traceback__.tb_lineno > 0)

    with Managed("outer", (KeyError,)), Managed("inner") as inner:
        print("inside", inner.name, end="; ")
        {}["missing"]

    try:
        raise ExceptionGroup("several", [ValueError("v"), TypeError("t"), ExceptionGroup("more", [ValueError("w"), OSError(2, "gone")])])
    except* ValueError as group:
        print("values:", [str(e) for e in group.exceptions])
    except* (TypeError, OSError) as group:
        print("rest:", repr(group))

    for end in (3, 9):
        for n in range(end):
            if n == 5:
                print("found", n)
                break
        else:
            print("not found below", end)


# Pattern matching ------------------------------------------------------------


@section("Pattern matching")
def pattern_matching():
    def classify(value):
        match value:
            case 0 | 1:
                return "bit"
            case int(n) if n < 0:
                return f"negative {n}"
            case bool() | int() | float():
                return "number"
            case "yes" | "no" as answer:
                return f"answer {answer}"
            case Vector(0, y):
                return f"on the y axis at {y}"
            case Vector(x=x, y=y) if x == y:
                return f"diagonal {x}"
            case [Vector() as v, *others]:
                return f"{v} and {len(others)} more"
            case []:
                return "nothing"
            case [x] | (x, _):
                return f"starts with {x!r}"
            case {"kind": kind, "size": [w, h], **rest}:
                return f"{kind} of {w}x{h}, {rest}"
            case None:
                return "none"
            case _:
                return f"something else: {type(value).__name__}"

    samples = [1, -5, 2.5, "yes", Vector(0, 7), Vector(2, 2), [Vector(1, 2), 1, 2], [], (8,), ["a", "b"], {"kind": "box", "size": (2, 3), "id": 9}, None, {4}]
    for sample in samples:
        print(f"{sample!r:>45}  {classify(sample)}")


# Coroutines ------------------------------------------------------------------


class Sleep:
    def __init__(self, ticks):
        self.ticks = ticks

    def __await__(self):
        return (yield self.ticks)


class Scheduler:
    """Runs coroutines by turns; its clock advances when all of them sleep."""

    def __init__(self):
        self.now, self.queue, self.order, self.results = 0, [], itertools.count(), {}

    def spawn(self, name, coroutine):
        self.queue.append((self.now, next(self.order), name, coroutine))

    def run(self):
        while self.queue:
            self.queue.sort()
            self.now, _, name, coroutine = self.queue.pop(0)
            try:
                pause = coroutine.send(None)
            except StopIteration as stop:
                self.results[name] = stop.value
            else:
                self.queue.append((self.now + pause, next(self.order), name, coroutine))
        return self.results


@section("Coroutines with a scheduler of their own")
def coroutines():
    scheduler = Scheduler()

    class Resource:
        async def __aenter__(self):
            await Sleep(1)
            return "resource"

        async def __aexit__(self, *details):
            await Sleep(1)
            return False

    async def ticker(name, period, times):
        for n in range(times):
            await Sleep(period)
            yield f"{name}{n}@{scheduler.now}"

    async def worker(name, period):
        async with Resource() as resource:
            seen = [tick async for tick in ticker(name, period, 3)]
            print(name, "saw", seen, "with a", resource)
        return len(seen)

    async def main():
        scheduler.spawn("a", worker("a", 2))
        scheduler.spawn("b", worker("b", 3))
        await Sleep(100)
        return [x async for x in ticker("m", 5, 2)]

    scheduler.spawn("main", main())
    print(scheduler.run(), "at", scheduler.now)


# A small program ---------------------------------------------------------------


@section("An interpreter in the interpreter")
def interpreter():
    def parse(source):
        tokens = iter(source.replace("(", " ( ").replace(")", " ) ").split())

        def read(token):
            if token == "(":
                return [read(inner) for inner in iter(lambda: next(tokens), ")")]
            return int(token) if token.lstrip("-").isdigit() else token

        return read(next(tokens))

    def evaluate(tree, names):
        match tree:
            case int():
                return tree
            case str():
                return names[tree]
            case ["if", test, yes, no]:
                return evaluate(yes if evaluate(test, names) else no, names)
            case ["let", name, value, body]:
                inner = dict(names)
                inner[name] = evaluate(value, inner)
                return evaluate(body, inner)
            case ["fn", [*parameters], body]:
                return lambda *args: evaluate(body, names | own | dict(zip(parameters, args)))
            case [function, *arguments]:
                return evaluate(function, names)(*[evaluate(a, names) for a in arguments])

    own = {"+": lambda *xs: sum(xs), "-": lambda a, b: a - b, "*": lambda *xs: math.prod(xs), "<": lambda a, b: a < b}
    own["fact"] = evaluate(parse("(fn (n) (if (< n 2) 1 (* n (fact (- n 1)))))"), {})
    print(evaluate(parse("(let x 20 (fact (+ x 2)))"), own))


print(f"\nPython {sys.version_info.major}.{sys.version_info.minor}, the end.")
