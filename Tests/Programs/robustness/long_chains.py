# Exceptions in chains, groups and tracebacks that are long or deep: raised, printed, forgotten.
import gc
import sys


class Sink:
    def __init__(self):
        self.text = ''
        self.count = 0

    def write(self, text):
        text = text.replace(__file__.removesuffix("c"), 'FILE')
        self.count += len(text)
        self.text = (self.text + text)[-200:]

    def flush(self):
        pass


def show(name, exception):
    stderr, sys.stderr = sys.stderr, Sink()
    try:
        sys.excepthook(type(exception), exception, exception.__traceback__)
        sink = sys.stderr
    finally:
        sys.stderr = stderr
    print(name, sink.count, repr(sink.text[-120:]))


def chain(count, attribute):
    exception = ValueError(0)
    for number in range(1, count):
        following = ValueError(number)
        setattr(following, attribute, exception)
        exception = following
    return exception


def caught(function):
    try:
        function()
    except BaseException as error:
        return error


def throw(exception):
    raise exception


def throw_within(first, second):
    try:
        raise first
    except Exception:
        raise second


for attribute in '__context__', '__cause__':
    for count in 10, 3000:
        show(f'{attribute} {count}', chain(count, attribute))
    long = chain(100_000, attribute)
    print(type(caught(lambda: throw(long))), caught(lambda: throw_within(long, KeyError(1))).__context__ is long)
    print(caught(lambda: throw_within(KeyError(1), long)) is long)
    del long
    gc.collect()

# A chain that ends in a circle.
first, second, third = ValueError(1), ValueError(2), ValueError(3)
first.__context__, second.__context__, third.__context__ = second, third, second
show('circle', first)
show('handled', caught(lambda: throw_within(first, KeyError('x'))))
show('raised', caught(lambda: throw_within(KeyError('x'), first)))

# Groups: deep, wide, and one that holds the same members again and again.
group = ValueError('innermost')
for _ in range(50):
    group = ExceptionGroup('nested', [group])
show('deep', group)
show('wide', ExceptionGroup('wide', [ValueError(number) for number in range(1000)]))
show('of many', ExceptionGroup('wide', [ExceptionGroup('inner', [KeyError(number)] * 30) for number in range(20)]))
for _ in range(100_000):
    group = ExceptionGroup('nested', [group])
del group
gc.collect()

# Notes, and a traceback of many entries.
noted = ValueError('noted')
for number in range(1000):
    noted.add_note(f'note {number}')
show('notes', noted)


def down(count):
    if count:
        return down(count - 1)
    raise ValueError('bottom')


def there(count):
    if not count: raise ValueError('between')
    return back(count - 1)


def back(count):
    return there(count)


sys.setrecursionlimit(20_000)
show('same line', caught(lambda: down(10_000)))
show('two lines', caught(lambda: there(300)))
for limit in 0, 1, 2, 5, 40:
    sys.tracebacklimit = limit
    show(f'limit {limit}', caught(lambda: down(50)))
