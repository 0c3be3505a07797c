# PEP 688: __buffer__ and __release_buffer__, of classes written in Python and of the built-in ones.
import gc
import sys
from collections.abc import Buffer


def attempt(title, function, *arguments):
    try:
        print(title, "->", function(*arguments))
    except Exception as error:
        print(title, "->", type(error).__name__, error)


class Data:
    def __init__(self, data=b"hello"):
        self.data = bytearray(data)

    def __buffer__(self, flags):
        print("get", flags)
        self.view = memoryview(self.data)
        return self.view

    def __release_buffer__(self, view):
        print("release", view is self.view)


print("== views of views")
data = Data()
view = memoryview(data)
print(type(view.obj).__name__, view.format, view.readonly, view.tobytes())
attempt("inner", data.view.release)
part, again = view[1:], memoryview(view)
attempt("resize", data.data.append, 1)
view.release()
print("one")
part.release()
print("two")
again.release()
print("three")
attempt("inner", data.view.release)
attempt("resize", data.data.append, 33)
print(bytes(data.data))
with memoryview(data) as view:
    view[0] = ord("J")
print(data.data)

print("== dropped without release")


def drop():
    memoryview(data)


drop()
gc.collect()

print("== who asks how")
data = Data()
for name, use in {
    "bytes": bytes, "bytearray": bytearray, "+": lambda x: b"a" + x, "==": lambda x: b"hello" == x, "find": b"hello".find, "extend": lambda x: bytearray().extend(x),
    "from_bytes": int.from_bytes, "str": lambda x: str(x, "ascii"), "%": lambda x: b"%b" % x, "replace": lambda x: b"xhellox".replace(x, b"1"), "+=": lambda x: bytearray(b"a").__iadd__(x),
    "in": lambda x: x in b"hello!", "split": b"ahellob".split, "strip": b"h".strip, "startswith": b"hello".startswith, "view ==": lambda x: memoryview(b"hello") == x,
    "slice": lambda x: memoryview(bytearray(5)).__setitem__(slice(0, 5), x), "count": b"a".count, "removeprefix": b"a".removeprefix, "<": lambda x: b"hello" < x,
    "fromhex": bytes.fromhex,
}.items():
    attempt(name, use, data)

print("== built-in classes")
for value in b"abc", bytearray(b"abc"), memoryview(b"abc"), memoryview(bytearray(b"abcd")).cast("H"):
    kind = type(value)
    print(kind.__name__, [name for name in ("__buffer__", "__release_buffer__") if name in vars(kind)], isinstance(value, Buffer))
    for flags in 0, 1, 4, 8, 0x11C, 0x11D, 0x98, "a", 2**70, 2**31, None:
        def get():
            view = value.__buffer__(flags)
            return view.format, view.readonly, view.ndim, view.itemsize, view.shape, view.strides, view.obj is value
        attempt(flags, get)
    attempt("_from_flags 0", lambda: memoryview._from_flags(value, 0).format)
    attempt("_from_flags 1", lambda: memoryview._from_flags(value, 1).format)
array = bytearray(b"abc")
view = array.__buffer__(0)
for argument in view, view, memoryview(b"x"), 5:
    attempt("__release_buffer__", array.__release_buffer__, argument)
print(isinstance(data, Buffer), isinstance(5, Buffer), issubclass(Data, Buffer))

print("== what goes wrong")
sys.unraisablehook = lambda unraisable: print("unraisable", unraisable.exc_type.__name__, unraisable.err_msg, unraisable.object)


class NoView:
    def __buffer__(self, flags):
        return 5


class NoFlags:
    def __buffer__(self):
        return memoryview(b"")


class Raises:
    def __buffer__(self, flags):
        raise KeyError("x")


class IsNone:
    __buffer__ = None


class IsProperty:
    __buffer__ = property(lambda self: 1 / 0)


class Released:
    def __buffer__(self, flags):
        view = memoryview(b"abc")
        view.release()
        return view


class Steps:
    def __buffer__(self, flags):
        return memoryview(b"abcdef")[::2]


class Wide:
    def __buffer__(self, flags):
        return memoryview(b"abcdef").cast("H")


class BadRelease:
    def __buffer__(self, flags):
        return memoryview(b"abcdef")

    def __release_buffer__(self, view):
        1 / 0


for kind in NoView, NoFlags, Raises, IsNone, IsProperty, Released, Steps, Wide, BadRelease:
    for name, use in {
        "bytes": bytes, "+": lambda x: b"" + x, "SIMPLE": lambda x: memoryview._from_flags(x, 0), "WRITABLE": lambda x: memoryview._from_flags(x, 1), "bytearray": bytearray, "memoryview": memoryview,
    }.items():
        def run():
            result = use(kind())
            text = bytes(result), getattr(result, "format", "")
            if isinstance(result, memoryview):
                result.release()
            return text
        attempt(f"{kind.__name__} {name}", run)

print("== subclasses of bytearray")


class Overrides(bytearray):
    def __buffer__(self, flags):
        print("override")
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        print("released", view.tobytes())
        super().__release_buffer__(view)


value = Overrides(b"hello")
with memoryview(value) as view:
    print(view.tobytes())
    attempt("clear", value.clear)
attempt("clear", value.clear)


class Other(bytearray):
    def __buffer__(self, flags):
        return memoryview(b"other")


with memoryview(Other(b"own")) as view:
    print(view.tobytes(), bytes(Other(b"own")), b"" + Other(b"own"))


class OnlyRelease(bytearray):
    def __release_buffer__(self, view):
        for name, use in {
            "memoryview": lambda: memoryview(view), "cast": lambda: view.cast("b"), "toreadonly": view.toreadonly, "slice": lambda: view[:1], "__buffer__": lambda: view.__buffer__(0),
        }.items():
            attempt(name, use)
        print(view.tobytes())
        global smuggled
        smuggled = view


value = OnlyRelease(b"hello")
with memoryview(value):
    pass
attempt("clear", value.clear)
attempt("smuggled", lambda: smuggled.tobytes())


class First:
    def __buffer__(self, flags):
        return memoryview(b"first")


class Mixed(First, bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


print(memoryview(Mixed(b"last")).tobytes())

print("== memory that is not in one piece")
steps = memoryview(b"abcdef")[::2]
for name, use in {
    "+": lambda: b"" + steps, "find": lambda: b"a".find(steps), "join": lambda: b"".join([steps]), "bytes": lambda: bytes(steps), "in": lambda: steps in b"x", "%": lambda: b"%b" % steps,
    "==": lambda: steps == b"ace", "from_bytes": lambda: int.from_bytes(steps), "str": lambda: str(steps, "ascii"), "int": lambda: int(memoryview(b"1234")[::2]), "hex": steps.hex,
}.items():
    attempt(name, use)
for value in b"x", bytearray(b"x"), memoryview(b"x"), memoryview(b"12"):
    attempt("int", int, value)
attempt("int base", int, memoryview(b"12"), 16)
attempt("eval", eval, memoryview(b"1 + 1"))
attempt("slices", lambda: memoryview(b"abc")[slice(0, 1),])

print("== error handlers that put other bytes in place")
import codecs


def longer(error):
    error.object = b"\x00" * 8
    return "!", error.start


codecs.register_error("longer", longer)
for encoding in "utf-16", "utf-32", "utf-8", "ascii":
    given = b"\x00" if encoding in ("utf-16", "utf-32") else b"\xff"
    attempt(encoding, lambda: ascii(given.decode(encoding, "longer")))
for name in "surrogatepass", "surrogateescape", "xmlcharrefreplace", "namereplace", "ignore", "replace", "backslashreplace":
    handler = codecs.lookup_error(name)
    for error in (
        UnicodeEncodeError("utf-8", "a\udc80b", 1, 2, "e"), UnicodeTranslateError("\udc80", 0, 1, "t"), UnicodeDecodeError("utf-8", b"\x80\xed\xa0\x80", 1, 2, "d"),
        UnicodeEncodeError("ascii", "abc", 5, 10, "e"), UnicodeEncodeError("utf-16-le", "\ud800", 0, 1, "e"),
    ):
        attempt(f"{name} {error.reason}", handler, error)
codecs.register_error("given", lambda error: (replacement, error.end))
for encoding, replacement in ("utf-8", "é"), ("utf-16-le", b"a"), ("utf-16-le", b"ab"), ("utf-32-be", b"ab"), ("utf-8", b"\xff"), ("latin-1", "é"):
    attempt(f"{encoding} {replacement}", ("€" if encoding == "latin-1" else "\udc80").encode, encoding, "given")
