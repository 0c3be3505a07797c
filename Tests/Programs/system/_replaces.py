import sys
class M:
    anything = 3
sys.modules[__name__] = M()
