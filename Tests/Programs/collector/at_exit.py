class F:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('del', self.name, len(log))
log = [1, 2, 3]
b = F('b')
a = F('a')
cycle = F('cycle')
cycle.me = cycle
def gen():
    try:
        yield
    finally:
        print('closed')
g = gen()
next(g)
items = [F('i1'), F('i2')]
class Bad:
    def __del__(self):
        log.append(ValueError('at exit'))
bad = Bad()
print('end')
