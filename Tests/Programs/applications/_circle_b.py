import _circle_a
def helper(): return 41
def value(): return _circle_a.value() * 2
try: _circle_a.value
except AttributeError as e: print(e)
