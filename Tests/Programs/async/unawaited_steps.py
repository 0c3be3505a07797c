# What asend, athrow, aclose and __anext__ return must be awaited: a warning tells if it was not.
import gc
import warnings


async def generator():
    yield 1
    yield 2


class Holder:
    async def method(self):
        yield 1


def drop(name, *arguments):
    getattr(generator(), name)(*arguments)


def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")

    def report(title):
        gc.collect()
        print(title, sorted((warning.category.__name__, str(warning.message), type(warning.source).__name__) for warning in caught))
        caught.clear()

    drop("asend", None)
    report("asend")
    drop("asend", 5)
    report("asend value")
    drop("athrow", ValueError)
    report("athrow")
    drop("aclose")
    report("aclose")
    drop("__anext__")
    report("__anext__")

    def from_method():
        Holder().method().aclose()

    from_method()
    report("method")

    def default():
        anext(generator(), 5)

    default()
    report("anext with a default")

    def several():
        g = generator()
        g.asend(None)
        g.athrow(KeyError)
        g.aclose()

    several()
    report("several")

    print("== these do not warn")

    async def iterate():
        async for item in generator():
            pass
        async for item in generator():
            break
        g = generator()
        return await anext(g), await g.__anext__(), await anext(g, "end"), await g.aclose()

    print(run(iterate()))
    report("awaited")

    def close():
        for step in generator().asend(None), generator().aclose(), generator().athrow(ValueError):
            try:
                step.close()
            except BaseException as error:
                print("close", type(error).__name__, error)

    close()
    report("closed")

    def throw():
        for step in generator().asend(None), generator().aclose(), generator().athrow(ValueError):
            try:
                step.throw(KeyError("k"))
            except BaseException as error:
                print("throw", type(error).__name__, error)

    throw()
    report("thrown into")

    def send():
        for step in generator().asend(None), generator().aclose(), generator().athrow(ValueError):
            for value in 5, None, None:
                try:
                    print("send", step.send(value))
                except BaseException as error:
                    print("send", type(error).__name__, error)

    send()
    report("sent to")

    def refused():
        try:
            generator().aclose().send(5)
        except RuntimeError as error:
            print(error)

    refused()
    report("sent a value, not begun")

    print("== while running")

    class Yielding:
        def __await__(self):
            yield "pause"

    async def pausing():
        await Yielding()
        yield 1

    def running():
        g = pausing()
        step = g.asend(None)
        print(step.send(None), g.ag_running)
        for other in g.asend(None), g.aclose(), g.athrow(ValueError):
            try:
                other.send(None)
            except RuntimeError as error:
                print(error)
        try:
            step.send(None)
        except StopIteration as stop:
            print("value", stop.value)

    running()
    report("running")
    print([hasattr(type(step), "__del__") for step in (generator().asend(None), generator().aclose())])
    gc.collect()
