"""A _shop."""
from .models import Cart, Item
from .cli import main
from . import models as _models
VERSION = '1.' + str(len(__name__))
__all__ = ['Cart', 'main', 'VERSION', 'models']
from . import models
def __getattr__(name):
    if name.startswith('lazy_'):
        globals()[name] = name.upper()
        return globals()[name]
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
