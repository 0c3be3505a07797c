import sys

print(sys.version_info[:3], sys.version_info.major, sys.version_info >= (3, 13), sys.hexversion)
print(sys.version_info)
print(sys.float_info)
print(sys.int_info)
print(sys.hash_info)
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform, sys.float_repr_style)
print(type(sys.version_info).__name__, type(sys.version_info).__module__, type(sys.flags).__qualname__)
print(sys.version_info.n_fields, sys.version_info.n_sequence_fields, sys.version_info.n_unnamed_fields)
print(isinstance(sys.version_info, tuple), len(sys.version_info), list(sys.version_info), hash(sys.version_info) == hash(tuple(sys.version_info)))
print(sys.implementation.cache_tag, sys.implementation.version == sys.version_info)
print(sys.flags.optimize, sys.flags.int_max_str_digits, sys.flags.safe_path)
print(sys.argv[1:], len(sys.argv))
print("sys" in sys.builtin_module_names, "builtins" in sys.builtin_module_names, type(sys.builtin_module_names).__name__)
print("asyncio" in sys.stdlib_module_names, "nothing" in sys.stdlib_module_names, type(sys.stdlib_module_names).__name__)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors())
print(sys.modules["sys"] is sys, "__main__" in sys.modules, sys.modules["__main__"].__name__)


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except BaseException as error:
        print(type(error).__name__, error)


attempt(type(sys.version_info), (1, 2, 3, 4, 5))
attempt(type(sys.flags))
attempt(setattr, sys.version_info, "major", 4)
attempt(delattr, sys.version_info, "major")
attempt(sys.intern, "some text")
attempt(sys.intern, 3)


class S(str):
    pass


attempt(sys.intern, S("x"))
print(sys.intern("ab" + "cd") is sys.intern("abcd"))
attempt(sys.setrecursionlimit, 0)
attempt(sys.setrecursionlimit, -5)
attempt(sys.setrecursionlimit, "x")
attempt(sys.setrecursionlimit, 1 << 40)
print(sys.getrecursionlimit())
sys.setrecursionlimit(200)


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


print(100 < depth(0) < 200)
sys.setrecursionlimit(3000)
print(1500 < depth(0) < 3000)
sys.setrecursionlimit(1000)
attempt(sys.set_int_max_str_digits, 10)
attempt(sys.set_int_max_str_digits, -1)
attempt(sys.get_int_max_str_digits)
attempt(sys.exit)
attempt(sys.exit, 5)
attempt(sys.exit, (1, 2))
attempt(sys.exit, "text")
attempt(sys.exit, 1, 2)
for status in (None, 3, "x", (1, 2), (4,), ()):
    try:
        sys.exit(status)
    except SystemExit as e:
        print(repr(e), e.code, e.args)
print(sys.exc_info(), sys.exception())
try:
    [][0]
except IndexError as e:
    print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exception() is e, sys.exc_info()[2] is e.__traceback__)
attempt(sys.getsizeof)
print(sys.getsizeof([]) > 0, sys.getsizeof(""))


class Sized:
    def __sizeof__(self):
        return -1


class Strange:
    def __sizeof__(self):
        return "x"


attempt(sys.getsizeof, Sized())
attempt(sys.getsizeof, Strange())
attempt(sys.getsizeof, Strange(), 7)
sys.displayhook(None)
sys.displayhook([1, "a"])
import builtins

print(builtins._)
print(sys.get_asyncgen_hooks())
attempt(sys.set_asyncgen_hooks, firstiter=3)
attempt(sys.set_asyncgen_hooks, finalizer="x")
events = []
print(sys.is_finalizing(), sys.audit("event", 1, 2))
attempt(sys.audit)
attempt(sys.audit, 3)
print(sys._getframe().f_code.co_name, sys._getframemodulename())
attempt(sys._getframe, 1000)
print(sys.gettrace(), sys.getprofile(), sys.getswitchinterval())
print(sys.warnoptions, sys._xoptions, sys.pycache_prefix)
print(sys.path_hooks is sys.path_hooks, type(sys.path_importer_cache).__name__, type(sys.meta_path).__name__)
