# Contexts and tracebacks of exceptions thrown into generators that delegate to others, each with and without an exception that its caller handles.
import sys


def describe(error):
    parts, seen = [], set()
    while error is not None:
        if id(error) in seen:
            parts.append("CYCLE")
            break
        seen.add(id(error))
        frames, traceback = [], error.__traceback__
        while traceback:
            code = traceback.tb_frame.f_code
            frames.append(f"{code.co_name}:{traceback.tb_lineno - code.co_firstlineno}")
            traceback = traceback.tb_next
        cause = f"<-{type(error.__cause__).__name__}" if error.__cause__ else ""
        parts.append(f"{type(error).__name__}({error}){cause}{'!' if error.__suppress_context__ else ''}[{','.join(frames)}]")
        error = error.__context__
    return " ".join(parts)


def raises():
    try:
        yield 1
    except Exception:
        raise KeyError("raises")


def raises_finally():
    try:
        yield 1
    finally:
        raise KeyError("finally")


def passes():
    yield 1


def handles():
    try:
        raise IndexError("own")
    except IndexError:
        yield 1


def handles_and_raises():
    try:
        raise IndexError("own")
    except IndexError:
        try:
            yield 1
        except ValueError:
            yield 2
        raise


def goes_on():
    try:
        yield 1
    except ValueError:
        pass
    yield 2
    try:
        yield 3
    except ValueError as error:
        raise TypeError("from") from error


class Raising:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *arguments):
        raise KeyError("throw")


class Passing(Raising):
    def throw(self, error, *arguments):
        raise error


class Deaf:
    def __iter__(self):
        return self

    def __next__(self):
        return 1


def plain(inner):
    return (yield from inner())


def replaces(inner):
    try:
        return (yield from inner())
    except Exception:
        raise RuntimeError("replaced")


def within(inner):
    try:
        raise OSError("within")
    except OSError:
        return (yield from inner())


def within_and_catches(inner):
    try:
        raise OSError("within")
    except OSError:
        try:
            return (yield from inner())
        except KeyError:
            yield "caught"
            raise


def swallows(inner):
    try:
        yield from inner()
    except Exception:
        pass
    try:
        yield "after"
    except Exception:
        raise LookupError("after")


OPERATIONS = {
    "throw": lambda generator: [generator.throw(ValueError("v")), generator.send(None), generator.throw(ValueError("w"))],
    "class": lambda generator: generator.throw(ValueError),
    "exit": lambda generator: generator.throw(GeneratorExit("x")),
    "close": lambda generator: generator.close(),
    "twice": lambda generator: (generator.throw(ValueError("a")), generator.throw(TypeError("b"))),
}


def use(make, is_handling, operation):
    generator = make()
    try:
        next(generator)
        if is_handling:
            try:
                raise AttributeError("handled")
            except AttributeError:
                return repr(operation(generator))
        return repr(operation(generator))
    except BaseException as error:
        return describe(error)


def delegating(outer, inner):
    return lambda: outer(inner)


for inner in raises, raises_finally, passes, handles, handles_and_raises, goes_on, Raising, Passing, Deaf:
    for first in plain, replaces, within, within_and_catches, swallows:
        for second in None, within, within_and_catches:
            make = delegating(first, inner)
            if second:
                make = delegating(second, make)
            for name, operation in OPERATIONS.items():
                for is_handling in False, True:
                    print(inner.__name__, first.__name__, second and second.__name__, name, is_handling, use(make, is_handling, operation))
print(sys.exception())
