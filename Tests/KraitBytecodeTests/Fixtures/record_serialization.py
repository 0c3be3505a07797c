"""Records how CPython 3.13 reads and writes marshalled objects, .pyc headers, location and exception tables. Run with that CPython, here:

    python3.13 record_serialization.py

Writes marshal_reading.txt, marshal_files.txt, source_hashes.txt and tables.txt; their forms are said where they are written.
"""

import _imp
import dis
import importlib._bootstrap_external as importer
import marshal
import random
import types
import warnings

random.seed(20240607)
warnings.simplefilter("ignore")

SOURCES = [
    "",
    '''
"""A module."""
import os.path
from sys import *
ANSWER = 42, -5, -6, 256, 257, 10**9, 2**31, -2**31, 2**40, -2**100, 10**60, 0.5, -0.0, 1e400, 2j, -0.0 - 1j
TEXTS = "name", "two words", "", "é", "ü1", "中文", "\\U0001F40D", "\\ud800 lone", " ", b"", b"x", b"bytes", ..., None, True, False
LONG = "%s", b"%s"

def first(a, /, b, *rest, c=1, **keywords):
    "Says the first."
    def inner():
        nonlocal a
        a = [x * y for x in rest for y in rest if a]
        return a, "two words", 257, 0.5
    return inner

class Outer:
    """Outer."""
    class Inner[T]:
        x: T = {"p q", "r", 1000, (1, 2)}
        def method(self): return __class__, "Outer.Inner"
    async def work(self, items):
        async with self as lock:
            async for item in items:
                try:
                    await item
                except* (ValueError, TypeError) as group:
                    yield group
                finally:
                    del item

def tests(v):
    match v:
        case {"key": [1, *_], **rest}: return rest
        case Outer(x=1) | None: return (yield from v)
    return v in {1, 2, 3} or v in ("a", "b c") or f"{v!r:>{10}} {v=}"
''' % ("long " * 70, "long " * 70),
    "f = lambda: (yield)\n" + "\n" * 300 + "x = [\n  f,\n\n  g(1,\n" + " " * 200 + "2)]\n",
    "try:\n  try:\n    a\n  finally:\n    b\nexcept E as e:\n  c\nwith a as b, c:\n  pass\n" * 40,
    "x = (" + ", ".join(map(str, range(300))) + ")\ny = " + " + ".join(f"v{i}" for i in range(300)) + "\n",
]
codes = [compile(source, f"/src/file {i}.py", "exec") for i, source in enumerate(SOURCES)]


def nested(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from nested(constant)


def reading():
    """Marshalled bytes in hex, a tab, what CPython makes of them: its repr, `code` for a code object, or `!` and the exception."""
    values = [
        None, True, False, ..., 0, 1, -1, 255, -256, 32767, 32768, 2**31 - 1, -2**31, 2**31, -2**31 - 1, 2**45, 2**60 - 1, 2**60, -2**64, 2**75 + 1, 7**200,
        0.0, -0.0, 1.5, 1e308, float("inf"), 1j, complex(-0.0, 2.5), "", "a", "abc", "a" * 300, "é", "\udc80", "中\U0001F40D", b"", b"\0\xff", b"x" * 300,
        (), (1,), (1, "a", (2.5, b"b"), None), tuple(range(300)), frozenset(), frozenset([1]), ("same", "same"),
    ]
    inputs = [marshal.dumps(v) for v in values] + [marshal.dumps(v, version) for v in values for version in (0, 1, 2, 3)]
    # Sizes that lie, references that lead nowhere, wrong types, numbers out of range.
    inputs += [
        b"", b"?", b"S\x00"[1:], b"0", b")\x010", b">\x01\0\0\0" + b"0", b"r\0\0\0\0", b"r\xff\xff\xff\xff", b"r", b")\x02i\1\0\0\0r\0\0\0\0",
        b")\x02\xe9\1\0\0\0r\0\0\0\0", b")\x02\xe9\1\0\0\0r\1\0\0\0", b"\xbe\1\0\0\0r\0\0\0\0", b"s\xff\xff\xff\xff", b"s\x05\0\0\0abc",
        b"s\xff\xff\xff\x7f", b"a\xff\xff\xff\xff", b"a\xff\xff\xff\x7f", b"u\0\0\0\x80", b"u\x02\0\0\0\xc3\xa9", b"t\x02\0\0\0\xc3\xa9",
        b"u\x01\0\0\0\xff", b"u\x01\0\0\0\xc3", b"u\x02\0\0\0\xc3\x28", b"u\x03\0\0\0\xe2\x82\x28", b"u\x02\0\0\0\xe2\x82", b"u\x03\0\0\0\xed\xa0\x80",
        b"u\x04\0\0\0\xf0\x9f\x90\x8d", b"u\x04\0\0\0\xf4\x90\x80\x80", b"u\x03\0\0\0\xf0\x9f\x90", b"u\x04\0\0\0\xf0\x9f\x90\x41", b"u\x02\0\0\0\xc0\x80",
        b"u\x03\0\0\0\xe0\x80\x80", b"u\x05\0\0\0ab\xc3\x28c", b"a\x02\0\0\0\xc3\xa9", b"z\x01\xff", b"Z\x05ab", b"(\xff\xff\xff\xff", b"(\2\0\0\0N",
        b">\xff\xff\xff\xff", b")\x03NN", b"l\0\0\0\0", b"l\1\0\0\0\5\0", b"l\1\0\0\0\0\0", b"l\xff\xff\xff\xff\5\0", b"l\2\0\0\0\xff\xff\1\0",
        b"l\2\0\0\0\xff\x7f\1\0", b"l\0\0\0\x80", b"l\2\0\0\0\5\0", b"l\5\0\0\0\1\0\2\0\3\0\4\0\5\0", b"l\6\0\0\0\1\0\2\0\3\0\4\0\5\0\0\0",
        b"I\1\0\0\0\0\0\0\x80", b"I\1\0", b"f\x031.5", b"f\x04-inf", b"f\x03abc", b"f\x00", b"f\x05", b"x\x011\x012", b"g\0\0", b"y" + bytes(12), b"i\1\2", b"N" * 3,
        b"c", b"c" + bytes(20), b"c" + bytes(20) + b"N" * 20, b"\xff", b"\x80", b">\x02\0\0\0i\1\0\0\0i\1\0\0\0", b"z\x02\xe9b",
        b")\x01" * 1998 + b"N", b")\x01" * 1999 + b"N", b")\x01" * 2000 + b"N", b")\x01" * 3000 + b"N",
    ]
    small = marshal.dumps(compile("def f(a, *b, c=1): return a", "f", "exec"))
    inputs += [small[:n] for n in range(0, len(small), 7)]
    for i in range(0, len(small)):
        for flip in (1, 0x80, 0xFF)[i % 3:i % 3 + 2]:
            changed = bytearray(small)
            changed[i] ^= flip
            inputs.append(bytes(changed))
    for data in dict.fromkeys(inputs):
        try:
            value = marshal.loads(data)
        except Exception as error:
            text = str(error).replace("\n", " ")
            if isinstance(error, SystemError) and "bad argument" in text:
                text = text[text.index("bad argument"):]
            yield data.hex(), f"!{type(error).__name__}: {text}"
        else:
            if isinstance(value, (list, dict, set)) or value is StopIteration:
                continue
            if any(isinstance(v, (types.CodeType, list, dict, set)) or v is StopIteration for v in (value if isinstance(value, tuple) else (value,))):
                yield data.hex(), "code"
            else:
                yield data.hex(), ascii(value) if len(ascii(value)) < 2000 else "long"


def files():
    """For each of SOURCES the .pyc in hex."""
    for code in codes:
        yield importer._code_to_timestamp_pyc(code, 1700000000, 4321).hex(),


def hashes():
    """Contents in hex, a tab, the hash of the source in hex."""
    for size in [*range(0, 20), 63, 64, 65, 200]:
        data = bytes((i * 7 + size) % 256 for i in range(size))
        yield data.hex() or "-", _imp.source_hash(importer._RAW_MAGIC_NUMBER, data).hex()


def varint(n):
    out = []
    while n >= 64:
        out.append(64 | n & 63)
        n >>= 6
    return bytes(out + [n])


def random_line_table():
    out, units = b"", 0
    for _ in range(random.randrange(1, 12)):
        kind, length = random.randrange(16), random.randrange(8)
        units += length + 1
        out += bytes([128 | kind << 3 | length])
        if kind < 10:
            out += bytes([random.randrange(128)])
        elif kind < 13:
            out += bytes([random.randrange(128), random.randrange(128)])
        elif kind == 13:
            out += varint(random.randrange(200))
        elif kind == 14:
            out += varint(random.randrange(400)) + varint(random.randrange(5)) + varint(random.choice([0, 3, 90, 5000])) + varint(random.choice([0, 3, 90, 5000]))
    return out, units


def tables():
    """`L`, first line, table in hex, co_lines, co_positions in runs; or `E`, exception table in hex, entries. Tabs between."""
    for code in codes:
        for c in nested(code):
            yield lines(c)
            entries = " ".join(f"{e.start},{e.end},{e.target},{e.depth},{int(e.lasti)}" for e in dis._parse_exception_table(c))
            yield "E", c.co_exceptiontable.hex() or "-", entries or "-"
    for _ in range(60):
        table, units = random_line_table()
        yield lines(codes[0].replace(co_code=b"\x1e\0" * units, co_linetable=table, co_firstlineno=random.randrange(1, 500)))


def lines(code):
    spans = " ".join(f"{start},{end},{line}" for start, end, line in code.co_lines())
    positions = []
    for position in code.co_positions():
        if positions and positions[-1][0] == position:
            positions[-1][1] += 1
        else:
            positions.append([position, 1])
    runs = " ".join(f"{count}:" + ",".join(str(-1 if p is None else p) for p in position) for position, count in positions)
    return "L", str(code.co_firstlineno), code.co_linetable.hex() or "-", spans or "-", runs or "-"


for name, rows in [("marshal_reading", reading), ("marshal_files", files), ("source_hashes", hashes), ("tables", tables)]:
    with open(name + ".txt", "w") as file:
        for row in rows():
            print(*row, sep="\t", file=file)
