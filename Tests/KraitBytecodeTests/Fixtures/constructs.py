"""Something of everything that bytecode can show: `record_disassembly.py` compiles it and records what dis prints."""
from __future__ import annotations
import os.path as path, sys
from collections import *

values = (0, 1, -1, 10**30, 1.5, 1e16, 1e-5, 123456789012345680.0, 1e22, -0.0, 1e308 * 10, 2j, -3.25j, True, None, ...)
texts = ('it\'s', "\"", "\"'", '\t\n\r\\\x00\x7f\x80\xa0\xad', 'ä€𝄞\u200b\ud800\ue000\U000e0001', b"it's\x00\xff\"", (), ('x',), ((1, 2), (3,)))


def sets(x):
    return (x in {1, 2, 3}, x in {40, 8, 16, 24, 32, 'a', None}, x in {'spam', 'eggs', 'ham', b'', b'x', 'ä', '€', '𝄞'},
            x in {(1, 2), (1, 'b'), 2**61 - 1, -1, -2, 0.5, 1e300, 3j, ()}, {0, 'zero', 0.25}, x not in {*range(3)})


def loops(n, *args, key=None, **kwargs):
    for i in range(n):
        if i % 2:
            continue
        elif i > 10 and key is not None or not args:
            break
    else:
        n += 1
    while n < 5 <= 6 != 7 >= 2:
        n -= 1; n **= 2; n //= 3; n @= key
    return [(a, b) for a in args if a for b in a], {c: d for c, *_, d in kwargs}, {e for e in args} if n else ~n


async def coroutines(manager, things):
    async with manager as m, m.other:
        async for thing in things:
            await thing
            yield {e async for e in thing}
    try:
        return
    finally:
        await m


def generators(stream):
    got = yield
    result = yield from stream
    with open(got) as f, f:
        yield (yield result)
    try:
        raise ValueError(got) from None
    except (ValueError, TypeError) as error:
        print(f'{error!r:>{10}} {got=} {result!s} {got!a:}', file=sys.stderr)
    return lambda a, /, b=1, *, c=2: (a, b, c, got, stream)


def except_groups():
    try:
        values[0:1], values[::2], values[1:2] = texts, 3, ...
    except* OSError as group:
        del group.errno, values[0]
        raise
    finally:
        assert values, 'message'


class Base[T: int, *Ts, **P](path.Base, metaclass=type, **{}):
    field: list[T] = []
    type Alias[U] = dict[U, T]

    def method(self, *args: T, x: int = 3) -> None:
        super().method(*args, **{'a': 1}, x=x)
        super(Base, self).attribute
        self.a.b = __class__
        global counter
        counter = self.method(1, name=2, other=x)
        nonlocal_ = [lambda: x]

        def inner():
            nonlocal x
            del x
        return inner


def patterns(subject):
    match subject:
        case [1, -2.5, *rest] | (rest, None):
            return rest
        case {'key': value, **others} if value:
            return value, others
        case Base(a, b=2) as whole:
            return a, whole
        case 'text' | b'bytes' | True:
            return
        case _:
            del subject


@(decorator := print)
def far(x):
    if x:
        x = (x.a1.b.c.d.e.f.g.h.i.j.k, x.a2.b.c.d.e.f.g.h.i.j.k, x.a3.b.c.d.e.f.g.h.i.j.k, x.a4.b.c.d.e.f.g.h.i.j.k)
        x = (x.a1.b.c.d.e.f.g.h.i.j.k, x.a2.b.c.d.e.f.g.h.i.j.k, x.a3.b.c.d.e.f.g.h.i.j.k, x.a4.b.c.d.e.f.g.h.i.j.k)
    while x:
        x = (x.a1.b.c.d.e.f.g.h.i.j.k, x.a2.b.c.d.e.f.g.h.i.j.k, x.a3.b.c.d.e.f.g.h.i.j.k, x.a4.b.c.d.e.f.g.h.i.j.k)
    return x
