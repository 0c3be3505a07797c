from .cart import Cart
from .item import Item
