"""Runs a package of several modules with relative imports, plugins, cycles, lazy attributes and __all__."""
import sys
print(__name__, __file__.rsplit('/', 1)[-1].removesuffix('c'), __package__, __spec__, __doc__.split()[0])
from _shop import *
from _shop import VERSION as V, models
import _shop.models.item as item_module, _shop.plugins
print(sorted(n for n in dir() if not n.startswith('__')))
print(V, models.__name__, item_module.Item.__module__, item_module.__package__, _shop.models is models)
cart = Cart()
cart += item_module.Item('pen', 2), item_module.Item('book', 15.5)
print(cart, cart.total)
for name, fn in sorted(_shop.plugins.registry.items()): print(name, fn(cart))
print(_shop.lazy_value, 'lazy_value' in vars(_shop))
try: _shop.nothing
except AttributeError as e: print(e)
for code in ('from _shop import nope', 'import _shop.nope', 'from _shop.models import *; import nope.x', 'from . import x', 'from .. import y', 'from _shop.broken import z', 'import _shop.broken', 'from _shop.models.item import Itme', 'import _shop.models.item.deeper'):
    try: exec(code, {'__name__': '__main__', '__package__': None})
    except ImportError as e: print(type(e).__name__, e.msg, e.name, e.path and e.path.rsplit('/', 2)[-2:])
    except Exception as e: print(type(e).__name__, e)
print('_shop.broken' in sys.modules, [m for m in sorted(sys.modules) if m.startswith('_shop')])
print(_shop.__path__[0].rsplit('/', 1)[-1], _shop.__spec__.name, _shop.__spec__.submodule_search_locations == _shop.__path__, _shop.__spec__.parent, item_module.__spec__.parent)
import _circle_a
print(_circle_a.value(), _circle_a._circle_b.value())
del sys.modules['_shop.models.item']
from _shop.models import item
print(item is item_module)
import _shop.models.item as again
print(again is item_module, again is item)
if __name__ == '__main__': sys.exit(main(['p', '-v', '3']))
