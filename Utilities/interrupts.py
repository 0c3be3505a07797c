#!/usr/bin/env python3
"""Send SIGINT to programs that would run for ever, and check that each ends within 100 ms as CPython would.

    interrupts.py KRAIT [--limit MILLISECONDS]

A program must end with a KeyboardInterrupt's traceback and be killed by SIGINT. Exit status 1 if one does not.
"""

import argparse
import signal
import subprocess
import sys
import time

PROGRAMS = {
    "while": "while True: pass",
    "while with calls": "def f(): pass\nwhile True: f()",
    "for over count": "import itertools\nfor i in itertools.count(): pass",
    "for over repeat": "import itertools\nfor i in itertools.repeat(1): pass",
    "nested comprehension": "[x for x in iter(int, 1)]",
    "set comprehension": "import itertools\n{x & 7 for x in itertools.count()}",
    "generator expression": "any(x < 0 for x in iter(int, 1))",
    "sum of repeat": "import itertools\nsum(itertools.repeat(1))",
    "list of count": "import itertools\nlist(itertools.count())",
    "max of repeat": "import itertools\nmax(itertools.repeat(1))",
    "all of cycle": "import itertools\nall(itertools.cycle([1, 2]))",
    "in of count": "import itertools\n-1 in itertools.count()",
    "join of repeat": "import itertools\n''.join(itertools.repeat('a'))",
    "deque of count": "import collections, itertools\ncollections.deque(itertools.count(), 0)",
    "set of count": "import itertools\nset(itertools.count())",
    "dict of zip": "import itertools\ndict(zip(itertools.count(), itertools.count()))",
    "filter": "import itertools\nnext(filter(None, itertools.repeat(0)))",
    "takewhile": "import itertools\nfor x in itertools.takewhile(lambda x: True, itertools.count()): pass",
    "dropwhile": "import itertools\nnext(itertools.dropwhile(bool, itertools.repeat(1)))",
    "islice": "import itertools\nnext(itertools.islice(itertools.repeat(1), 10**18, None))",
    "power": "10 ** 10 ** 8",
    "multiplication": "a = 3 ** 20_000_000\na * (a + 1)",
    "division": "a = 1 << 200_000_000\nwhile True: a // 12345678912345678912345",
    "text of int": "import sys\nsys.set_int_max_str_digits(0)\nstr(7 ** 20_000_000)",
    "factorial": "import math\nmath.factorial(5_000_000)",
    "pow": "pow(3, 1 << 2_000_000, (1 << 2_000_000) - 1)",
    "sleep": "import time\ntime.sleep(100)",
    "sort": "import itertools\nl = [(i * 7919) % 1000003 for i in range(300000)]\nwhile True: sorted(l)",
    "sort of tuples": "l = [(i * 7919 % 1000003, 'x') for i in range(200000)]\nwhile True: sorted(l)",
    "input": "input()",
    "range search": "class E(int):\n    def __eq__(self, o): return False\nE(1) in range(10**15)",
    "list equality": "a = [1] * 10**6\nb = [1] * 10**6\nwhile a == b: pass",
    "string search": "while True: ('a' * 10**8).count('ab' * 10**4)",
    "list repetition": "while True: [None] * 10**7",
    "exceptions": "while True:\n    try: raise ValueError\n    except ValueError: pass",
    "recursion": "def f(n):\n    if n: f(n - 1); f(n - 1)\nf(60)",
    "lambda": "f = lambda: [f() for _ in (1, 2)] if len(repr(f)) < 0 else None\nwhile 1: f()",
    "generator": "def g():\n    while True: yield\nfor x in g(): pass",
    "delegation": "def g():\n    while True: yield\ndef h(): yield from g()\nfor x in h(): pass",
    "coroutine": "class A:\n    def __await__(self):\n        while True: yield\nasync def f(): await A()\nc = f()\nwhile True: c.send(None)",
    "product": "import itertools\nfor x in itertools.product(range(1000), repeat=1000): pass",
    "format": "while True: f'{1:>10000000}'",
    "dict update": "d = dict.fromkeys(range(10**6))\nwhile True: {}.update(d)",
    "finally": "try:\n    while True: pass\nfinally:\n    x = 1",
    "print": "while True: print('a' * 1000)",
}

# One native step each that takes long by itself: an object of 10 to 200 MB, searched, copied, compared, converted.
LARGE = {
    "list growth": ("", "a = []\n    for i in range(10**8): a.append(i)"),
    "list copy": ("a = [None] * 10**7", "a.copy()"),
    "list slice": ("a = [None] * 10**7", "a[1:]"),
    "list extended slice": ("a = [None] * 10**7", "a[::2]"),
    "list slice assignment": ("a = [None] * 10**7\nb = [1] * 10**7", "a[:] = b"),
    "list slice deletion": ("a = [None] * 10**7", "b = a[:]; del b[::2]"),
    "list deletion in front": ("a = [None] * 10**7", "del a[0]; a.append(1)"),
    "list insertion in front": ("a = [None] * 10**7", "a.insert(0, 1); a.pop()"),
    "list addition": ("a = [None] * 10**7", "a + a"),
    "list repetition of two": ("", "[1, 2] * 10**7"),
    "list in-place repetition": ("", "a = [1, 2]; a *= 10**7"),
    "list reversal": ("a = [None] * 10**7", "a.reverse()"),
    "list search": ("a = [1.5] * 10**7", "2.5 in a"),
    "list count": ("a = ['ab'] * 10**7", "a.count('cd')"),
    "list order": ("a = [1.5] * 10**7\nb = [1.5] * 10**7", "a < b"),
    "list of list": ("a = [None] * 10**7", "list(a)"),
    "list of range": ("", "list(range(10**7))"),
    "list of set": ("a = set(range(10**6))", "list(a)"),
    "list clearing": ("", "a = [None] * 10**7; a.clear()"),
    "list of strings sorted": ("a = [str(i * 7919 % 1000003) for i in range(10**5)]", "sorted(a)"),
    "list of floats sorted": ("a = [i * 7919 % 1000003 / 7 for i in range(3 * 10**5)]", "sorted(a)"),
    "list of lists sorted": ("a = [[i * 7919 % 1000003] for i in range(10**5)]", "sorted(a)"),
    "list sorted by key": ("a = list(range(10**6))", "sorted(a, key=None, reverse=True)"),
    "list representation": ("a = [1] * 10**6", "repr(a)"),
    "tuple of list": ("a = [None] * 10**7", "tuple(a)"),
    "tuple hash": ("a = (1,) * 10**7", "hash(a)"),
    "tuple repetition": ("a = (1, 2)", "a * 10**7"),
    "tuple equality": ("a = (1,) * 10**7\nb = (1,) * 10**7", "a == b"),
    "tuple addition": ("a = (1,) * 10**7", "a + a"),
    "dict copy": ("a = dict.fromkeys(range(10**6))", "a.copy()"),
    "dict equality": ("a = dict.fromkeys(range(10**6))\nb = a.copy()", "a == b"),
    "dict growth": ("", "a = {}\n    for i in range(10**7): a[i] = i"),
    "dict from keys": ("a = list(range(10**6))", "dict.fromkeys(a)"),
    "dict items": ("a = dict.fromkeys(range(10**6))", "list(a.items())"),
    "dict union": ("a = dict.fromkeys(range(10**6))", "a | a"),
    "dict representation": ("a = dict.fromkeys(range(10**5))", "repr(a)"),
    "dict deletions": ("", "a = dict.fromkeys(range(10**6))\n    while a: a.popitem()"),
    "set growth": ("", "a = set()\n    for i in range(10**7): a.add(i)"),
    "set copy": ("a = set(range(10**6))", "a.copy()"),
    "set union": ("a = set(range(10**6))", "a | a"),
    "set intersection": ("a = set(range(10**6))\nb = a.copy()", "a & b"),
    "set difference": ("a = set(range(10**6))\nb = a.copy()", "a - b"),
    "set equality": ("a = set(range(10**6))\nb = a.copy()", "a == b"),
    "set hash": ("a = frozenset(range(10**6))", "hash(frozenset(a))"),
    "set of list": ("a = list(range(10**6))", "set(a)"),
    "string repetition": ("", "'ab' * 10**8"),
    "string repetition of one": ("", "'a' * 10**8"),
    "string addition": ("a = 'a' * 10**8", "a + a"),
    "string padding": ("a = 'ab'", "a.center(10**8)"),
    "string zero padding": ("a = '12'", "a.zfill(10**8)"),
    "string equality": ("a = 'a' * 10**8\nb = 'a' * 10**8", "a == b"),
    "string order": ("a = 'a' * 10**8\nb = 'a' * 10**8 + '\\u0100'", "a < b"),
    "string hash": ("a = 'a' * 10**8", "hash(a + 'b')"),
    "string find": ("a = 'a' * 10**8", "a.find('b')"),
    "string find of two": ("a = 'a' * 10**8", "a.find('ab')"),
    "string find from the right": ("a = 'a' * 10**8", "a.rfind('ba')"),
    "string find, hard": ("a = 'ab' * 10**7\nb = 'ab' * 10**5 + 'aa'", "a.find(b)"),
    "string find from the right, hard": ("a = 'a' * 10**6\nb = 'b' + 'a' * 10**5", "a.rfind(b)"),
    "string count": ("a = 'ab' * 10**7", "a.count('ab')"),
    "string count in wide text": ("a = '\\u0100b' * 10**7", "a.count('bb')"),
    "string replace": ("a = 'ab' * 10**7", "a.replace('a', 'xyz')"),
    "string replace of long": ("a = 'ab' * 10**7", "a.replace('ab', '')"),
    "string split": ("a = 'ab ' * 10**6", "a.split()"),
    "string split at": ("a = 'ab,' * 10**6", "a.split(',')"),
    "string lines": ("a = 'ab\\n' * 10**6", "a.splitlines()"),
    "string join": ("a = ['ab'] * 10**6", "','.join(a)"),
    "string join of long": ("a = ['ab' * 10**5] * 10**3", "''.join(a)"),
    "string upper": ("a = 'ab' * 10**7", "a.upper()"),
    "string title": ("a = 'ab ' * 10**7", "a.title()"),
    "string casefold": ("a = '\\xdf\\u0100' * 10**6", "a.casefold()"),
    "string strip": ("a = ' ' * 10**8", "a.strip()"),
    "string strip of characters": ("a = 'ab' * 10**7", "a.strip('ab')"),
    "string slice": ("a = 'a' * 10**8", "a[1:]"),
    "string reversal": ("a = 'ab' * 10**7", "a[::-1]"),
    "string predicates": ("a = 'ab' * 10**7", "a.isalpha(); a.isalnum(); a.islower(); a.isidentifier(); a.isprintable()"),
    "string translation": ("a = 'ab' * 10**6", "a.translate({97: 'x'})"),
    "string expansion of tabs": ("a = 'a\\t' * 10**6", "a.expandtabs()"),
    "string representation": ("a = 'ab' * 10**7", "repr(a)"),
    "string escapes": ("a = '\\n' * 10**7", "repr(a)"),
    "string encoding": ("a = 'ab' * 10**7", "a.encode()"),
    "string encoding, wide": ("a = '\\u0100b' * 10**6", "a.encode()"),
    "string encoding to UTF-16": ("a = '\\u0100b' * 10**6", "a.encode('utf-16')"),
    "string decoding": ("a = b'ab' * 10**7", "a.decode()"),
    "string decoding of wide": ("a = '\\u0100b'.encode() * 10**6", "a.decode()"),
    "string decoding of Latin-1": ("a = b'\\xff' * 10**7", "a.decode('latin-1')"),
    "string list": ("a = 'ab' * 10**7", "list(a)"),
    "string partition": ("a = 'ab' * 10**7", "a.partition('b')"),
    "string prefix": ("a = 'a' * 10**8\nb = 'a' * 10**8", "a.startswith(b)"),
    "string format": ("a = 'ab' * 10**7", "'{:>30000000}'.format(a)"),
    "string percent": ("a = 'ab' * 10**7", "'%30000000s' % a"),
    "string widening": ("a = 'a' * 10**7", "a + '\\u0100'"),
    "bytes repetition": ("", "b'ab' * 10**8"),
    "bytes addition": ("a = b'a' * 10**8", "a + a"),
    "bytes of zeros": ("", "bytes(10**8)"),
    "bytes of list": ("a = [1] * 10**7", "bytes(a)"),
    "bytes equality": ("a = bytes(10**8)\nb = bytes(10**8)", "a == b"),
    "bytes find": ("a = b'a' * 10**8", "a.find(b'ab')"),
    "bytes replace": ("a = b'ab' * 10**7", "a.replace(b'a', b'xyz')"),
    "bytes split": ("a = b'ab ' * 10**6", "a.split()"),
    "bytes join": ("a = [b'ab'] * 10**6", "b','.join(a)"),
    "bytes upper": ("a = b'ab' * 10**7", "a.upper()"),
    "bytes hex": ("a = b'ab' * 10**7", "a.hex()"),
    "bytes from hex": ("a = 'ab' * 10**7", "bytes.fromhex(a)"),
    "bytes representation": ("a = b'ab' * 10**7", "repr(a)"),
    "bytes reversal": ("a = b'ab' * 10**7", "a[::-1]"),
    "bytes hash": ("a = b'ab' * 10**7", "hash(a + b'')"),
    "bytes translation": ("a = b'ab' * 10**7\nb = bytes(256)", "a.translate(b)"),
    "bytes padding": ("a = b'ab'", "a.center(10**8)"),
    "bytearray growth": ("a = b'a' * 10**7", "b = bytearray()\n    for i in range(10): b += a"),
    "bytearray in-place repetition": ("", "a = bytearray(b'ab'); a *= 10**8"),
    "bytearray slice deletion": ("a = bytearray(10**7)", "b = a[:]; del b[::2]"),
    "bytearray deletion in front": ("a = bytearray(10**8)", "a.insert(0, 1); del a[:1]"),
    "bytearray reversal": ("a = bytearray(10**8)", "a.reverse()"),
    "memoryview equality": ("a = memoryview(bytes(10**7))\nb = memoryview(bytearray(10**7))", "a == b"),
    "memoryview list": ("a = memoryview(bytes(10**7))", "a.tolist()"),
    "memoryview bytes": ("a = memoryview(bytes(10**7))[::2]", "a.tobytes()"),
    "deque of list": ("import collections\na = [1] * 10**6", "collections.deque(a)"),
    "deque copy": ("import collections\na = collections.deque([1] * 10**6)", "a.copy()"),
    "deque rotation": ("import collections\na = collections.deque([1] * 10**7)", "a.rotate(10**6)"),
    "deque equality": ("import collections\na = collections.deque([1] * 10**6)\nb = a.copy()", "a == b"),
    "deque count": ("import collections\na = collections.deque([1.5] * 10**6)", "a.count(2)"),
    "deque reversal": ("import collections\na = collections.deque([1] * 10**7)", "a.reverse()"),
    "integer addition": ("a = 1 << 10**9", "a + a"),
    "integer negation": ("a = 1 << 10**9", "-a"),
    "integer shift": ("a = 1 << 10**9", "a >> 1; a << 1"),
    "integer and": ("a = 1 << 10**9", "a & (a + 1)"),
    "integer comparison": ("a = 1 << 10**9\nb = a + 1", "a < b; a == b"),
    "integer hash": ("a = 1 << 10**9", "hash(a)"),
    "integer bits": ("a = (1 << 10**9) - 1", "a.bit_count()"),
    "integer bytes": ("a = 1 << 10**9", "a.to_bytes(2 * 10**8, 'big')"),
    "integer from bytes": ("a = b'a' * 10**8", "int.from_bytes(a, 'big')"),
    "integer in hexadecimal": ("a = 1 << 10**9", "hex(a)"),
    "integer from hexadecimal": ("a = 'f' * 10**8", "int(a, 16)"),
    "integer text": ("import sys\nsys.set_int_max_str_digits(0)\na = 7 ** 10**6", "str(a)"),
    "integer from text": ("import sys\nsys.set_int_max_str_digits(0)\na = '7' * 10**6", "int(a)"),
    "integer division by small": ("a = 1 << 10**9", "a // 7; a % 7"),
    "integer division": ("a = 3 ** 10**6\nb = 7 ** 3 * 10**5", "a // b"),
    "integer square": ("a = (1 << 10**7) - 1", "a * a"),
    "integer multiplication by small": ("a = (1 << 10**9) - 1", "a * 7"),
    "integer root": ("import math\na = (1 << 10**7) - 1", "math.isqrt(a)"),
    "integer greatest common divisor": ("import math\na = 3 ** 10**5\nb = 7 ** 10**5", "math.gcd(a, b)"),
    "integer inverse": ("a = 3 ** 10**5\nb = 7 ** 10**5", "pow(a, -1, b)"),
    "integer power": ("a = 3 ** 10**5", "a ** 100"),
    "integer to float": ("a = 3 ** 10**6\nb = 3 ** (10**6 + 1)", "a / b"),
    "combinations": ("import math", "math.comb(10**7, 10**6)"),
    "permutations of numbers": ("import math", "math.perm(10**7, 10**6)"),
    "float sum": ("import math\na = [0.1] * 10**7", "math.fsum(a)"),
    "sum of list": ("a = [1] * 10**7", "sum(a)"),
    "sum of floats": ("a = [1.5] * 10**7", "sum(a)"),
    "sum of range": ("", "sum(range(10**8))"),
    "minimum of list": ("a = [1.5] * 10**7", "min(a)"),
    "any of list": ("a = [0] * 10**7", "any(a)"),
    "in range": ("class C(int): pass\na = range(10**15)", "C(5) + 10**15 in a; a.count(1.5)"),
    "iterators": ("", "list(enumerate(range(10**6))); list(zip(range(10**6), range(10**6))); list(map(abs, range(10**6))); list(reversed(range(10**6)))"),
    "permutations": ("import itertools", "list(itertools.permutations(range(10), 9))"),
    "combinations of items": ("import itertools", "for x in itertools.combinations(range(10**6), 10**5): pass"),
    "accumulate": ("import itertools\na = [1] * 10**6", "list(itertools.accumulate(a))"),
    "chain": ("import itertools\na = [[]] * 10**7", "list(itertools.chain.from_iterable(a))"),
    "compress": ("import itertools\na = [0] * 10**7", "list(itertools.compress(a, a))"),
    "pairs": ("import itertools\na = [0] * 10**6", "list(itertools.pairwise(a))"),
    "batches": ("import itertools\na = [0] * 10**7", "list(itertools.batched(a, 10**6))"),
    "tee": ("import itertools\na = [0] * 10**6", "x, y = itertools.tee(a); list(x)"),
    "unpacking": ("a = [0] * 10**7", "x, *y = a"),
    "call with many arguments": ("a = (0,) * 10**6\ndef f(*a): pass", "f(*a)"),
    "call with many keywords": ("a = dict.fromkeys(map(str, range(10**5)))\ndef f(**a): pass", "f(**a)"),
    "compilation": ("a = 'x = 1\\n' * 10**6", "compile(a, '', 'exec')"),
    "evaluation of a long sum": ("a = '1 + ' * 10**5 + 'x'", "compile(a, '', 'exec')"),
    "collection": ("import gc\na = [[] for i in range(10**6)]", "gc.collect()"),
    "writing": ("import sys\na = 'ab' * 10**7", "sys.stdout.write(a)"),
    "slicing of range": ("a = range(10**18)", "a[::3]; a.index(10**17 + 1)"),
    "classes": ("", "class A: pass"),
}
for name, (setup, step) in LARGE.items():
    PROGRAMS[name] = f"{setup}\nBEGUN\nwhile True:\n    {step}"


def attempt(krait, program, limit):
    """-> (milliseconds, complaint or None)"""
    # The program says when it has begun; reading a whole line keeps the timing free of start-up.
    begun = "import sys; sys.stderr.write('begun\\n'); sys.stderr.flush()\n"
    source = program.replace("BEGUN\n", begun) if "BEGUN" in program else begun + program
    process = subprocess.Popen(
        [krait, "-c", source], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    process.stderr.readline()
    time.sleep(0.5)
    if process.poll() is not None:
        return 0, f"ended by itself: {process.returncode} {process.stderr.read()[-200:]}"
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return 10_000, "does not end"
    milliseconds = (time.monotonic() - started) * 1000
    errors = process.stderr.read()
    process.stdin.close()
    if process.returncode != -signal.SIGINT:
        return milliseconds, f"status {process.returncode}: {errors[-200:]}"
    if not errors.rstrip().endswith("KeyboardInterrupt") or "Traceback" not in errors:
        return milliseconds, f"no traceback: {errors[-200:]!r}"
    return milliseconds, None if milliseconds <= limit else "too late"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("krait")
    parser.add_argument("--limit", type=float, default=100)
    parser.add_argument("--only", action="append")
    parser.add_argument("--turns", type=int, default=1, help="the best of so many counts: for a machine with other work")
    options = parser.parse_args()
    failures = 0
    for name, program in PROGRAMS.items():
        if options.only and name not in options.only:
            continue
        for _ in range(options.turns):
            milliseconds, complaint = attempt(options.krait, program, options.limit)
            if complaint != "too late": break
        print(f"{name:24} {milliseconds:8.1f} ms  {complaint or 'ok'}", flush=True)
        failures += complaint is not None
    print(f"{len(options.only or PROGRAMS) - failures} of {len(options.only or PROGRAMS)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
