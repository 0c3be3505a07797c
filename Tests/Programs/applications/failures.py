"""Tracebacks with chained causes, notes, groups, recursion and ^^^^ markers."""
import sys, _show
class AppError(Exception):
    """Has more than a message."""
    def __init__(self, code, **details): super().__init__(code, details); self.code = code
def load(config):
    try:
        return config['server']['ports'][0]['number'] + config['offset']
    except KeyError as e:
        e.add_note('while loading the configuration')
        raise AppError(3, key=e.args[0]) from e
def start(config):
    try: port = load(config)
    except AppError:
        [x for x in range(3) if 1 // (x - 1)]
def run_all(*jobs):
    errors = []
    for j in jobs:
        try: j()
        except Exception as e: errors.append(e)
    if errors: raise ExceptionGroup('some jobs failed', errors)
def deep(n): return deep(n - 1) if n else undefined_name
class Meta(type):
    def __getattr__(cls, name): raise AttributeError(f'{cls.__name__} has no {name}')
class Thing(metaclass=Meta): attribute = 1
for job in (lambda: load({}), lambda: start({'server': {}}), lambda: deep(2), lambda: Thing.attribut, lambda: sys.exitt, lambda: 'abc'.uper(), lambda: (1).real.x.y,
            lambda: [1, 2][5], lambda: {}['k'], lambda: int('x1'), lambda: None(), lambda: (lambda a, *, b: 0)(1), lambda: 'a' + 1, lambda: len(5)):
    try: job()
    except Exception as e: _show.show(e)
try:
    run_all(lambda: 1 / 0, lambda: run_all(lambda: int('q'), lambda: load({'server': None})), lambda: None)
except* ValueError as g:
    print('values', g.exceptions, g)
except* ZeroDivisionError as g:
    print('zero', g.exceptions)
except* TypeError as g:
    print('type', [type(e).__name__ for e in g.exceptions])
def f(): f()
try: f()
except RecursionError as e: print(e)
try:
    try: raise ValueError('first')
    finally: raise KeyError('second')
except KeyError as e: print(repr(e.__context__), e.__suppress_context__)
run_all(lambda: load({'server': {'ports': [{'number': 'a'}]}, 'offset': 1}), lambda: start({}))
