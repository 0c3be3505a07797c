# Operations that have a quick way for common values: the same results beyond it.
import itertools


def show(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


tables = [
    {97: 98}, {97: 'b'}, {97: 'bcd'}, {97: ''}, {97: None}, {97: 0xE9}, {97: 0x20AC}, {97: 0x1F600}, {97: -1}, {97: 0x110000}, {97: 1.5}, {97: True}, {97: 10 ** 30},
    str.maketrans('abc', 'xyz', 'd'), {}, {0xE9: 101, 97: 0xEA}, [None] * 98, ['x'] * 200, 'q' * 120,
]
for text in ('', 'a', 'abcabc', 'bbab', 'h\xe9a', 'a\u20aca', 'a' * 5000 + 'b', '\U0001F600a'):
    for table in tables:
        def translated():
            result = text.translate(table)
            return ascii(result) if len(result) < 20 else (len(result), ascii(result[:3]), ascii(result[-3:]))
        show(translated)


class Odd(dict):
    def __missing__(self, key):
        return chr(key + 1)


class Stops(dict):
    def __missing__(self, key):
        raise KeyError(key)


show(lambda: 'abc'.translate(Odd({97: 120})))
show(lambda: 'abc'.translate(Stops({97: 120})))

for number in (0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 55, 2 ** 60, 2 ** 61, 2 ** 62, 2 ** 63, 2 ** 64 - 1, 2 ** 64, -1, -128, -129, -(2 ** 61), True):
    for length in (0, 1, 2, 7, 8, 9):
        for order in ('little', 'big'):
            for signed in (False, True):
                def there_and_back():
                    data = number.to_bytes(length, order, signed=signed)
                    assert int.from_bytes(data, order, signed=signed) == number
                    return data
                show(there_and_back)
for data in (b'', b'\0', b'\xff', b'\x80\0', b'\xff' * 7, b'\xff' * 8, b'\x80' + b'\0' * 6, b'\x01' * 9, bytearray(b'\x01\x02'), memoryview(b'\x01\x02'), [1, 2]):
    show(lambda: [int.from_bytes(data, order, signed=signed) for order in ('little', 'big') for signed in (False, True)])


class Int(int):
    pass


show(lambda: type(Int.from_bytes(b'\x05', 'big')).__name__)
show(lambda: Int(300).to_bytes(2, 'big'))
show(lambda: (5).to_bytes(1, 'middle'))
show(lambda: (5).to_bytes(1, 5))
show(lambda: (5).to_bytes(-1, 'big'))
show(lambda: int.from_bytes(b'1', 'x'))
show(lambda: int.from_bytes('1', 'big'))
show(lambda: int.from_bytes(5, 'big'))

for number in (0, 1, 9, 10, 15, 16, 255, -1, -16, 2 ** 60, 2 ** 61 - 1, -(2 ** 61), 2 ** 62, -(2 ** 70), True, Int(17)):
    show(lambda: (hex(number), oct(number), bin(number)))
show(lambda: hex(1.5))

for text in ('h\xe9llo', '\u20ac', '\xe9', '\U0001F600x\xff\u0800\u07ff', '\ud800x', 'a\udfff', '\ufffe' * 100, '\xe9' * 70000):
    for name in ('utf-8', 'utf8', 'UTF-8', 'utf_8', 'latin-1', 'ascii'):
        def encoded():
            data = text.encode(name)
            return data if len(data) < 50 else (len(data), data[:5], data[-5:])
        show(encoded)
    show(lambda: text[:50].encode('utf-8', 'surrogatepass'))
    show(lambda: text[:5].encode('utf-8', 'backslashreplace'))

for text in ('abcdefg', 'h\xe9llo w\xf6rld', 'a\u20acb\u20acc', '\U0001F600bc', 'ab' * 5000):
    for part in (slice(None, None, -1), slice(None, None, 2), slice(5, 0, -2), slice(1, None, 3), slice(0, 0, -1)):
        def stepped():
            result = text[part]
            return ascii(result) if len(result) < 20 else (len(result), result[:3], result[-3:])
        show(stepped)

for text in ('', '   ', 'a', ' a b  c ', 'a\tb\nc\x1fd\x85e', '\u2003x\u2003y ', 'word ' * 1000):
    show(lambda: (len(text.split()), text.split()[:5], text.split(None, 1)[:1], text.split(None, 2)[-1:] if len(text) < 50 else None))


def reversing():
    items = [1, 2, 3, 4]
    iterator = reversed(items)
    first = next(iterator)
    del items[1:]
    return first, list(iterator), list(iterator)


show(reversing)
items = [1, 2, 3]
show(lambda: (sum(reversed(items)), list(reversed(items)), tuple(reversed([])), max(reversed(items)), set(reversed('ab'))))


def growing():
    items = [1]
    for item in itertools.chain(items, items):
        if len(items) < 5:
            items.append(item + 1)
        yield item


show(lambda: list(growing()))
show(lambda: list(itertools.chain.from_iterable([[1], (2,), range(3, 5), {5: 1}, {6}, 'ab', iter([7]), (x for x in (8, 9)), reversed([10, 11])])))
show(lambda: list(itertools.zip_longest([1, 2], (3,), range(3), 'ab', {1: 2}, fillvalue='-')))
show(lambda: list(itertools.islice(itertools.cycle((1, 2, 3)), 7)))
show(lambda: [list(group) for _, group in itertools.groupby([1, 1, 2, 2, 2, 3])])
