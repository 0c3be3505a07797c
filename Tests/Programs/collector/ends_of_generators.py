# Weak references to generators end before their `finally` blocks run, and one gc.collect() finds what finalizers let go of.
import gc
import sys
import types
import weakref


def suspended():
    try:
        yield
    finally:
        events.append(("finally", reference()))


events = []


def drop():
    global reference
    generator = suspended()
    reference = weakref.ref(generator, lambda _: events.append(("callback", None)))
    next(generator)


drop()
gc.collect()
print(events)


def resurrected():
    global frame
    try:
        yield
    finally:
        frame = sys._getframe()


def drop_frame():
    global reference
    generator = resurrected()
    reference = weakref.ref(generator)
    next(generator)


drop_frame()
gc.collect()
print(reference(), frame.f_code.co_name)
del frame


class Cycle:
    def __init__(self):
        self.cycle = self


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        print("exit", details[0] and details[0].__name__)


def guarded(references):
    with Guard():
        for reference in references:
            item = reference()
            if item is not None:
                yield item


def iterate():
    items = [Cycle() for _ in range(5)]
    references = [weakref.ref(item) for item in items]
    iterator = guarded(references)
    next(iterator)
    del items
    gc.collect()
    print([reference() is not None for reference in references])
    del iterator
    gc.collect()
    print([reference() is not None for reference in references])


iterate()

print("== statistics")
gc.disable()
old = gc.get_stats()
gc.collect(0)
new = gc.get_stats()
print([b["collections"] - a["collections"] for a, b in zip(old, new)])
gc.collect(1)
gc.collect(2)
new = gc.get_stats()
print([b["collections"] - a["collections"] for a, b in zip(old, new)])
gc.enable()

print("== f_lineno outside of trace functions")
for value in 1, "a", 1.5, None, True:
    try:
        sys._getframe().f_lineno = value
    except Exception as error:
        print(type(error).__name__, error)
try:
    del sys._getframe().f_lineno
except Exception as error:
    print(type(error).__name__, error)

print("== builtins of functions with globals that have none")


def function(s):
    return len(s)


namespace = {}
made = types.FunctionType(function.__code__, namespace)
print(made.__builtins__ is function.__builtins__, made("abc"), namespace)
safe = {"None": None, "len": lambda s: "safe"}
namespace = {"type": type, "__builtins__": safe}
exec("def first(s): return len(s)\nsecond = type(first)(first.__code__, {})\nthird = type(first)(first.__code__, {'len': lambda s: 'own'})", namespace)
print(namespace["first"].__builtins__ is safe, namespace["second"].__builtins__ is safe, [namespace[name]("ab") for name in ("first", "second", "third")])
print("__builtins__" in namespace["second"].__globals__)
