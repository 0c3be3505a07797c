import Krait
import Testing

/// Memory stays within its limit however it grows, comes back, and is not lost by whatever is done thousands of times.
@Suite struct MemoryTests {
    /// Each goes on until memory ends; what it made hangs on `x`.
    static let growths: [(name: String, program: String)] = [
        ("list append", "x = []\nwhile True: x.append([1, 2, 3])"),
        ("list repeat", "x = [0]\nwhile True: x *= 2"),
        ("list extend", "x = [0]\nwhile True: x.extend(x)"),
        ("list slice", "x = [0]\nwhile True: x[:0] = x"),
        ("list sum", "x = [0]\nwhile True: x = x + x"),
        ("list comprehension", "x = [[i] for i in iter(int, 1)]"),
        ("nested lists", "x = []\nwhile True: x = [x, x]"),
        ("nested tuples", "x = ()\nwhile True: x = (x, 1.5)"),
        ("tuple sum", "x = (1,)\nwhile True: x = x + x"),
        ("tuple repeat", "x = (1, 2) * 10 ** 8"),
        ("str sum", "x = 'a'\nwhile True: x = x + x"),
        ("str augmented", "x = '\\u1234'\nwhile True: x += '0123456789' * 20000"),
        ("str repeat", "x = 'ab'\nwhile True: x *= 3"),
        ("str join", "x = 'ab'\nwhile True: x = x.join([x, x, x])"),
        ("str formats", "x = 'ab'\nwhile True:\n    x = f'{x}{x}'\n    x = '%s%s' % (x, x)\n    x = '{0}{0}'.format(x)"),
        ("str replace", "x = 'ab'\nwhile True: x = x.replace('a', 'aaa')"),
        ("str padding", "x = 'ab'\nwhile True: x = x.center(len(x) * 2)"),
        ("str translate", "x = 'ab'\nwhile True: x = x.translate({97: 'aab'})"),
        ("str encode", "x = []\nwhile True: x.append(('\\u1234' * 10000).encode())"),
        ("str split", "x = []\nwhile True: x.append(('a ' * 5000).split())"),
        ("str splitlines", "x = []\nwhile True: x.append(('a\\n' * 5000).splitlines())"),
        ("strings", "x = []\nwhile True: x.append(str(len(x)) * 10)"),
        ("repr", "x = 'ab'\nwhile True: x = repr([x, x])"),
        ("format width", "x = format(1, '1000000000')"),
        ("bytes sum", "x = b'a'\nwhile True: x = x + x"),
        ("bytes join", "x = b'ab'\nwhile True: x = x.join([x, x, x])"),
        ("bytes replace", "x = b'ab'\nwhile True: x = x.replace(b'a', b'aaa')"),
        ("bytearray extend", "x = bytearray(b'a')\nwhile True: x.extend(x)"),
        ("bytearray append", "x = bytearray()\nwhile True: x += b'0123456789' * 10000"),
        ("bytes of size", "x = []\nwhile True: x.append(bytes(100000))"),
        ("hex", "x = b'ab'\nwhile True: x = x.hex().encode()"),
        ("int power", "x = 3 ** (10 ** 9)"),
        ("int shift", "x = 1\nwhile True: x <<= 4000000"),
        ("int product", "x = (1 << 30000000) * (1 << 30000000)"),
        ("int to bytes", "x = (1).to_bytes(10 ** 8)"),
        ("ints", "x = []\nwhile True: x.append(1 << 1000)"),
        ("floats of cells", "x = []\nwhile True: x.append(1e300 * 1.5)"),
        ("complex", "x = []\nwhile True: x.append(1j * len(x))"),
        ("dict", "x = {}\nwhile True: x[len(x)] = None"),
        ("dict of text", "x = {}\nwhile True: x[str(len(x))] = None"),
        ("dict comprehension", "x = {i: [i] for i in range(10 ** 9)}"),
        ("dict update", "x = {}\nwhile True: x.update({len(x) + i: i for i in range(1000)})"),
        ("dict fromkeys", "x = dict.fromkeys(range(10 ** 9))"),
        ("set", "x = set()\nwhile True: x.add(len(x))"),
        ("set union", "x = {0}\nwhile True: x |= {len(x) + i for i in range(1000)}"),
        ("frozenset", "x = frozenset(range(10 ** 9))"),
        ("deque", "from _collections import deque\nx = deque()\nwhile True: x.append(1.5)"),
        ("deque extend", "from _collections import deque\nx = deque([1])\nwhile True: x.extend(x)"),
        ("registers", "exec('def f(' + ','.join(f'a{i}=0' for i in range(1000)) + '): return f()')\nf()"),
        ("instances", "class C:\n    def __init__(self, x): self.x = x\nx = None\nwhile True: x = C(x)"),
        ("slots", "class C:\n    __slots__ = 'x', 'y'\nx = []\nwhile True: x.append(C())"),
        ("attributes of an instance", "class C: pass\nx = C()\ni = 0\nwhile True:\n    setattr(x, f'a{i}', [i])\n    i += 1"),
        ("attributes of instances", "class C: pass\nx = []\nwhile True:\n    x.append(C())\n    setattr(x[-1], f'a{len(x)}', x)"),
        ("attributes of a class", "class C: pass\ni = 0\nwhile True:\n    setattr(C, f'a{i}', i)\n    i += 1"),
        ("globals", "x = {}\nwhile True: exec(f'a{len(x)} = 1', x)"),
        ("classes", "x = []\nwhile True: x.append(type('C', (), {}))"),
        ("class statements", "x = []\nwhile True:\n    class C:\n        def f(self): pass\n    x.append(C)"),
        ("functions", "x = []\nwhile True: x.append(lambda: 0)"),
        ("closures", "def f(n): return lambda: n\nx = []\nwhile True: x.append(f(x))"),
        ("bound methods", "x = []\nwhile True: x.append(x.append)"),
        ("code", "x = []\nwhile True: x.append(compile(f'a{len(x)} = {len(x)}', 'f', 'exec'))"),
        ("code that ran", "x = []\nwhile True:\n    d = {}\n    exec('def f(n):\\n    return [i for i in range(n)]\\nf(1)', d)\n    x.append(d)"),
        ("large source", "x = compile('x = [' + '1,' * 1000000 + ']', 'f', 'exec')"),
        ("large code", "x = []\nwhile True: x.append(compile('x = [' + 'a,' * 5000 + ']', 'f', 'exec'))"),
        ("interned", "import sys\nx = []\nwhile True: x.append(sys.intern(f'name{len(x)}'))"),
        ("weak references", "import _weakref\nclass C: pass\nx = []\nwhile True:\n    c = C()\n    x.append((c, _weakref.ref(c, lambda r: 0)))"),
        ("weak references to one", "import _weakref\nclass C: pass\nc = C()\nx = []\nwhile True: x.append(_weakref.ref(c, print))"),
        ("generators", "def g():\n    yield 1\nx = []\nwhile True:\n    x.append(g())\n    next(x[-1])"),
        ("coroutines", "async def g(): pass\nx = []\nwhile True:\n    x.append(g())\n    try: x[-1].send(None)\n    except StopIteration: pass"),
        ("iterators", "x = []\nwhile True: x.append(map(str, iter(x)))"),
        ("exceptions", "def f(n):\n    if n: f(n - 1)\n    raise ValueError(n)\nx = []\nwhile True:\n    try: f(3)\n    except ValueError as e: x.append(e)"),
        ("chained exceptions", "x = None\nwhile True:\n    try:\n        try: raise ValueError\n        finally: raise KeyError from x\n    except KeyError as e: x = e"),
        ("frames", "import sys\ndef f(): return sys._getframe()\nx = []\nwhile True: x.append(f())"),
        ("products", "from itertools import product\nx = list(product(range(1000), repeat=3))"),
        ("permutations", "from itertools import permutations\nx = list(permutations(range(12)))"),
        ("tee", "from itertools import count, tee\na, x = tee(count())\nfor i in a: pass"),
        ("cycle", "from itertools import count, cycle\nfor i in cycle(count()): pass"),
        ("zip", "x = list(zip(range(10 ** 9), range(10 ** 9)))"),
        ("sorted", "x = sorted(range(10 ** 9))"),
        ("slices", "x = []\nwhile True: x.append(slice(x, len(x)))"),
        ("ranges", "x = []\nwhile True: x.append(range(len(x)))"),
        ("aliases", "x = []\nwhile True: x.append(list[len(x)])"),
        ("arguments", "def f(*a): return f(*a, *a)\nx = f(1, 2)"),
        ("keywords", "def f(**a): return a\nx = []\nwhile True: x.append(f(**{f'a{len(x)}': 1}))"),
        ("memoryviews", "x = []\nwhile True: x.append(memoryview(bytes(1000)))"),
        ("properties", "x = []\nwhile True: x.append(property(lambda self: 0))"),
        ("recursion", "def f(x): return f([0] * 5000 + [x])\nx = f(0)"),
    ]

    static let limit = 6 << 20

    @Test(arguments: growths.map(\.name)) func growth(_ name: String) throws {
        // The names are there: making room for one may be more than a full machine can do.
        let program = "x = C = c = None\n" + (try #require(MemoryTests.growths.first { $0.name == name }).program)
        let machine = try VirtualMachine(limits: Limits(memory: MemoryTests.limit))
        #expect(throws: PythonError.outOfMemory) { try machine.run(program) }
        // A table that doubled may be noticed late.
        #expect(machine.usedMemory <= MemoryTests.limit + MemoryTests.limit / 8)
        try machine.run("x = C = c = None")
        try machine.run("def total(n):\n    return sum(i for i in range(n))\nassert total(100) == 4950 and [1, [2]].__repr__() == '[1, [2]]'")
        // Python can catch it, and goes on.
        let indented = program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        try machine.run("try:\n\(indented)\nexcept MemoryError:\n    x = 'caught'")
        #expect(try machine.global("x", as: String.self) == "caught")
        try machine.run("C = c = a = d = i = e = f = g = None\nimport gc\ngc.collect()\ngc.collect()")
        // The machine itself takes about 2 MiB; blocks that a few cells keep, more.
        #expect(machine.usedMemory < MemoryTests.limit * 7 / 8)
    }

    /// What a program may do over and over: afterwards, as much memory is in use as before.
    static let habits = [
        "[i for i in range(50)]", "str(i) * 20", "{i: str(i)}", "{i, i + 1}", "type('C', (), {'x': i})", "compile(f'a{i} = {i}', 'f', 'exec')",
        "exec(f'def f{i}(): return {i}\\nf{i}()', {})", "sys.intern(f'name{i}')", "setattr(C(), f'a{i % 50}', i)", "_weakref.ref(C(), print)", "next(g())", "list(g())",
        "x = []; x.append(x)", "c = C(); c.c = c", "f = lambda: f", "D()", "recurse(20)", "[*map(str, range(9))]", "'a b c'.split()", "list(itertools.product('ab', repeat=3))",
        "try: 1 / 0\n    except ZeroDivisionError as e: pass", "try: recurse(-1)\n    except RecursionError: pass", "try: [0] * 10 ** 13\n    except MemoryError: pass",
        "try: compile('1 +', 'f', 'exec')\n    except SyntaxError: pass", "class E(Exception): pass", "globals().update({f'v{i % 9}': i})", "gc.collect() if i % 100 == 0 else 0",
    ]

    @Test(arguments: habits) func habit(_ statement: String) throws {
        let machine = try VirtualMachine()
        try machine.run("""
            import sys, gc, itertools, _weakref
            class C: pass
            class D:
                def __del__(self): pass
            def g():
                yield 1
                yield 2
            def recurse(n): return n and recurse(n - 1)
            def work(n):
              for i in range(n):
                \(statement)
              gc.collect()
            """)
        let rounds = statement.contains("-1") ? 5 : 300
        _ = try machine.call("work", rounds, as: Int?.self)
        let before = machine.usedMemory
        for _ in 0..<3 { _ = try machine.call("work", rounds, as: Int?.self) }
        #expect(machine.usedMemory <= before + 128 << 10)
    }

    /// Garbage does not pile up: each loop makes many times what may be in use at its end.
    @Test(arguments: [
        "C(i, i)", "(i, i + 1)", "str(i) + 'abcdefgh'", "[i, i, i, i]", "i * 1e300 * 1e10", "x = C(i, None); x.y = x", "x = [].append", "next(g())", "{i: i}", "range(i)", "(lambda: i)()",
        "b'0123456789' * 10", "1 << 100",
    ])
    func shortLives(_ statement: String) throws {
        let machine = try VirtualMachine(limits: Limits(memory: 24 << 20))
        try machine.run("""
            class C:
                def __init__(self, x, y):
                    self.x = x
                    self.y = y
            def g(): yield 1
            def work(n):
                for i in range(n): \(statement)
            """)
        // At least 16 bytes of garbage a round, and far more together than the limit allows if none of it went.
        _ = try machine.call("work", 100_000, as: Int?.self)
        let first = machine.usedMemory
        _ = try machine.call("work", 200_000, as: Int?.self)
        #expect(machine.usedMemory <= max(first, 20 << 20) + 1 << 20)
    }
}
