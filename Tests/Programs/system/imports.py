import sys


def attempt(statement):
    try:
        exec(statement, {"__name__": "__main__", "sys": sys})
        print(statement.splitlines()[-1], "ok")
    except BaseException as e:
        path = getattr(e, "path", None)
        print(statement.splitlines()[-1], "->", type(e).__name__, e, getattr(e, "name", None), path and path.rpartition("/")[2])


for statement in [
    "import nope", "import _package.nope", "import _module.x", "from _module import y", "from _package import zork", "from . import a",
    "import _circular1", "import _package.sub.deep", "from _package.sub import deep, v", "from _package import *", "from _package.sub import *",
    "__import__('')", "__import__('_module', level=-1)", "__import__(3)", "from ..x import y", "import _bad", "import _raiser", "import _raiser",
    "sys.modules['zz'] = None\nimport zz", "import sys.x", "from sys import nope", "import _namespace.inner", "from _namespace import inner, other",
    "import _replaces", "from _replaces import anything", "import _lazy; print(_lazy.computed); _lazy.missing", "from _lazy import computed",
    "from _lazy import missing", "__import__('_package.sub', fromlist=['deep', 3])", "import _package.beyond", "_module = __import__('_package.sub.deep'); print(_module.__name__)",
    "print(__import__('_package.sub.deep', fromlist=['v']).__name__)",
]:
    attempt(statement)

import _module
import _package.sub.deep as deep
import _namespace

print(_module.__name__, _module.__package__ == "", _module.__doc__, _module.__file__.rpartition("/")[2], _module.__cached__.rpartition("/")[2])
print(deep.__name__, deep.__package__, deep.__spec__.name, deep.__spec__.parent, deep.__spec__.has_location, deep.__loader__ is deep.__spec__.loader)
print([p.rpartition("/")[2] for p in _package.__path__], _package.__package__, _package.__spec__.submodule_search_locations == _package.__path__)
print(_namespace.__spec__.origin, _namespace.__spec__.loader is None, hasattr(_namespace, "__file__"), _namespace.__package__)
print("_circular1" in sys.modules, "_bad" in sys.modules, "_raiser" in sys.modules, "_package.sub.deep" in sys.modules)
print(__name__, __package__, __spec__, __file__ == sys.path[0] + "/imports.py", __builtins__.__name__)
print(repr(sys), repr(sys.modules["__main__"]).replace(sys.path[0], ""))

# A replaced __import__.
import builtins

original = builtins.__import__


def recording(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level, globals is not None and globals["__name__"])
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = recording
import _module
from _package.sub import deep as d
builtins.__import__ = original
del _module
import _module as m1
del sys.modules["_module"]
import _module as m2
print(m1 is m2, m1.x == m2.x)
