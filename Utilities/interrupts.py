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
    "division": "a = 1 << 200_000_000\na // 12345678912345678912345",
    "text of int": "import sys\nsys.set_int_max_str_digits(0)\nstr(7 ** 20_000_000)",
    "factorial": "import math\nmath.factorial(5_000_000)",
    "pow": "pow(3, 1 << 2_000_000, (1 << 2_000_000) - 1)",
    "sleep": "import time\ntime.sleep(100)",
    "sort": "import itertools\nl = [(i * 7919) % 1000003 for i in range(300000)]\nwhile True: sorted(l)",
    "sort of tuples": "l = [(i * 7919 % 1000003, 'x') for i in range(200000)]\nwhile True: sorted(l)",
    "input": "input()",
    "range search": "class E(int):\n    def __eq__(self, o): return False\nE(1) in range(10**15)",
    "list equality": "a = [1] * 10**6\nb = [1] * 10**6\nwhile a == b: pass",
    "string search": "('a' * 10**8).count('ab' * 10**4)",
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


def attempt(krait, program, limit):
    """-> (milliseconds, complaint or None)"""
    # The program says when it has begun; reading a whole line keeps the timing free of start-up.
    source = "import sys\nsys.stderr.write('begun\\n'); sys.stderr.flush()\n" + program
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
    options = parser.parse_args()
    failures = 0
    for name, program in PROGRAMS.items():
        if options.only and name not in options.only:
            continue
        milliseconds, complaint = attempt(options.krait, program, options.limit)
        print(f"{name:24} {milliseconds:8.1f} ms  {complaint or 'ok'}", flush=True)
        failures += complaint is not None
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
