import _circle_b
def value(): return _circle_b.helper() + 1
