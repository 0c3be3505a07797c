"""Uncaught failure in a thread of calls: finally, with, generator, property, __del__-free, notes, cause, and the exit status."""
import sys, atexit
atexit.register(lambda: print('atexit', file=sys.stderr))
class Guard:
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', a[0].__name__, file=sys.stderr)
class Config:
    def __init__(self, values): self._values = values
    @property
    def port(self):
        try: return int(self._values['port'])
        except ValueError as error:
            error.add_note('port must be a number'); error.add_note(f'values: {self._values}')
            raise
    def __getattr__(self, name):
        try: return self._values[name]
        except KeyError: raise AttributeError(f'no setting {name!r}', name=name, obj=self) from None
def settings():
    for text in ('8080', 'http'):
        yield Config({'port': text})
def start(config, *, retries=0):
    with Guard():
        return (lambda c: c.port + retries)(config)
def main():
    total = 0
    for config in settings():
        try: total += start(config, retries=1)
        finally: print('so far', total)
    return total
try: Config({}).prot
except AttributeError as e: print(e, e.name)
try: main()
except ValueError as e:
    raise RuntimeError('could not start',
                       len(e.__notes__)) from e
