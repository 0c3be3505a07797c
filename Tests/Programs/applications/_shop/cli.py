from __future__ import annotations
from .models import item as _item, cart
def main(argv: list[str]) -> int:
    print('main', argv, cart.Cart.__name__, _item.Item('x', 1), main.__annotations__)
    return len(argv)
