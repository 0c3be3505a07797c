from . import item as it
from ..plugins import register
class Cart:
    def __init__(self): self.items = []
    def __iadd__(self, items): self.items += items; return self
    @property
    def total(self): return sum(i.price for i in self.items)
    def __len__(self): return len(self.items)
    def __repr__(self): return f'{type(self).__qualname__}({self.items})'
@register('count')
def count(cart): return len(cart)
@register
def kinds(cart): return {type(i) is it.Item for i in cart.items}
