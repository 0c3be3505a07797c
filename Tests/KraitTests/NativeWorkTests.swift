import Foundation
import Krait
import Testing

/// Native operations that take long by themselves: whatever is to end them does so within a second, in the midst of one, and leaves the machine usable.
@Suite(.serialized) struct NativeWorkTests {
    static let setup = """
        import _collections as collections, itertools, math, sys
        sys.set_int_max_str_digits(0)
        n = 10 ** 6
        items = [None] * n
        floats = [i * 7919 % 1000003 / 7 for i in range(10 ** 5)]
        numbers = list(range(n))
        strings = [str(i * 7919 % 1000003) for i in range(10 ** 5)]
        pairs = [(i * 7919 % 1000003, 'x') for i in range(10 ** 5)]
        same = [1.5] * n
        large = (1,) * n
        table = dict.fromkeys(range(10 ** 5))
        group = set(range(10 ** 5))
        queue = collections.deque([1.5] * 10 ** 5)
        text = 'ab' * n
        other = 'ab' * n
        wide = '\\u0100b' * 10 ** 5
        lines = 'ab\\n' * 10 ** 5
        spaces = ' ' * n
        data = b'ab' * n
        array = bytearray(n)
        view = memoryview(bytes(n))
        huge = 3 ** (10 ** 5)
        bits = 1 << 10 ** 7
        class Never:
            def __eq__(self, other): return False
        class Zero(int): pass
        never = Never()
        half = set(range(n // 2, n))
        display = '[' + 'a, ' * n + ']'
        pairsDisplay = '{' + 'a: 1, ' * (n // 2) + '}'
        literal = 'x = "' + 'a' * 10 ** 7 + '"'
        word = 'a' * 10 ** 7
        """

    static let steps = [
        "items.copy()", "items[1:]", "items[::2]", "x = items[:]; x[:] = numbers", "x = items[:]; del x[::2]", "del items[0]; items.append(1)", "items.insert(0, 1); items.pop()", "items + items", "[1] * n", "[1, 2] * n",
        "x = [1, 2]; x *= n", "items.reverse()", "2.5 in same", "same.count(2.5)", "same.index(1.5, n - 1)", "same < same[:]", "same == same[:]", "list(items)", "list(range(n))", "list(group)", "sorted(numbers, reverse=True)", "sorted(floats)", "sorted(strings)",
        "sorted(pairs)", "sorted(strings, key=len)", "repr(numbers)", "tuple(items)", "hash(large)", "large + large", "large * 2", "large == (1,) * n", "large.count(2)", "2 in large", "large[::2]", "x, *y = large",
        "table.copy()", "table == dict(table)", "dict.fromkeys(numbers)", "list(table.items())", "table | table", "{}.update(table)", "repr(table)", "never in table.values()", "table.keys() & group", "dict(zip(numbers, numbers))",
        "group.copy()", "group | group", "group & set(group)", "group - set(group)", "group == set(group)", "set(numbers)", "hash(frozenset(group))", "group.issubset(numbers)",
        "group ^ half", "half | group", "half & set(half)", "half - group", "half == set(half)", "half <= set(half)", "half.isdisjoint(group)", "x = set(half); x |= group", "x = set(half); x &= group", "x = set(half); x -= group", "x = set(half); x ^= group", "half.symmetric_difference(table)",
        "numbers == numbers[:]", "numbers != list(numbers)", "floats == floats[:]", "table.keys() == set(table)", "table.items() == dict(table).items()",
        "collections.deque(numbers)", "queue.copy()", "queue.rotate(1000)", "queue == queue.copy()", "queue.count(2)", "queue.reverse()", "queue * 3", "2 in queue",
        "'ab' * n", "'a' * n", "text + text", "'ab'.center(n)", "'12'.zfill(n)", "text == other", "text < other", "hash(text + 'b')", "text.find('ba' * 3 + 'c')", "text.rfind('ac')", "text.find('ab' * 10 ** 4 + 'aa')", "('a' * 10 ** 5).rfind('b' + 'a' * 10 ** 3)",
        "text.count('ab')", "wide.count('bb')", "text.replace('a', 'xyz')", "text.split('b')", "lines.split()", "lines.splitlines()", "','.join(strings)", "''.join([text] * 3)", "text.upper()", "lines.title()", "wide.casefold()", "spaces.strip()", "text.strip('ab')",
        "text[1:]", "text[::-1]", "text.isalpha()", "text.isprintable()", "text.islower()", "wide.translate({97: 'x'})", "lines.expandtabs()", "repr(text)", "ascii(wide)", "text.encode()", "wide.encode('utf-16')", "data.decode()", "list(text)", "text.startswith(other)", "f'{text:>3000000}'", "'%3000000s' % text", "'%-3000000s' % '\\u0100'", "'%03000000d' % 5", "text.center(n * 3)", "text.ljust(n * 3, '\\u0100')", "format(5, '03000000')", "format('', '\\u0100>3000000')", "text + '\\u0100'",
        "b'ab' * n", "data + data", "bytes(n)", "bytes(numbers[:256] * 100)", "data == bytes(data)", "data.find(b'ac')", "data.replace(b'a', b'xyz')", "data.split(b'b')", "b','.join([data] * 3)", "data.upper()", "data.hex()", "bytes.fromhex(text)", "repr(data)", "data[::-1]", "data.translate(bytes(256))", "data.center(n * 3)",
        "x = bytearray(); x += data", "x = bytearray(b'ab'); x *= n", "x = array[:]; del x[::2]", "array.insert(0, 1); del array[:1]", "array.reverse()", "view == array", "view.tolist()", "view[::2].tobytes()",
        "huge * huge", "huge ** 10", "huge // 12345678912345678912345", "huge * huge // huge", "str(huge)", "int('7' * 10 ** 4)", "bits + bits", "-bits", "bits >> 1", "bits & (bits + 1)", "bits < bits + 1", "hash(bits)", "bits.bit_count()", "bits.to_bytes(2 * 10 ** 6, 'big')", "int.from_bytes(data, 'big')", "hex(bits)", "int(text, 16)",
        "bits // 7", "math.isqrt(huge)", "math.gcd(huge, 7 ** 10 ** 4)", "pow(3, huge, 10 ** 50 + 1)", "pow(3, -1, huge - 1)", "math.factorial(10 ** 4)", "math.comb(10 ** 5, 10 ** 4)", "huge / (huge + 1)",
        "math.fsum(floats)", "sum(numbers)", "sum(floats)", "sum(range(n))", "min(numbers)", "max(floats)", "any(x for x in ())", "any([0] * n)", "all(same)", "Zero(5) in range(10 ** 15)", "list(enumerate(numbers))", "list(zip(numbers, numbers))", "list(map(abs, numbers))", "list(filter(None, numbers))", "list(reversed(numbers))",
        "list(itertools.permutations(range(8)))", "next(itertools.combinations(range(n), 10 ** 5))", "list(itertools.accumulate(numbers))", "list(itertools.chain(numbers, numbers))", "list(itertools.compress(numbers, numbers))", "list(itertools.pairwise(numbers))", "list(itertools.islice(numbers, 0, n, 3))",
        "(lambda *a: 0)(*large)", "(lambda **k: 0)(**{s: 0 for s in strings})", "compile('x = 1\\n' * 10 ** 4, '', 'exec')", "compile(display, '', 'exec')", "compile(pairsDisplay, '', 'exec')", "compile(literal, '', 'exec')", "compile(word, '', 'exec')",
        "compile('#' + word, '', 'exec')", "compile('x = (' + '\\n' * 10 ** 6 + ')', '', 'exec')", "compile(literal.encode(), '', 'exec')", "[*numbers, *numbers]", "{*group}", "{**table}",
    ]

    private static func prepare() throws -> VirtualMachine {
        let machine = try VirtualMachine(limits: Limits(memory: 1 << 30))
        try machine.run(setup)
        return machine
    }

    private func check(_ machine: VirtualMachine, _ step: String, expecting expected: PythonError, whenStarting start: () -> Void = {}) throws {
        let took = ContinuousClock().measure {
            start()
            #expect(throws: expected, "\(step)") { try machine.run("while True:\n    \(step)") }
        }
        // 50 ms of work, and at most as long again for what cannot be cut; the rest is for machines with other work.
        #expect(took < .seconds(2), "\(step) took \(took)")
        machine.limits.time = nil
        machine.limits.fuel = nil
        #expect(try machine.evaluate("sum([i for i in range(10)]) + len(repr([1, 'a']))") == 53, "\(step)")
    }

    @Test func deadline() throws {
        let machine = try Self.prepare()
        for step in Self.steps {
            machine.limits.time = .milliseconds(50)
            try check(machine, step, expecting: .deadlineExceeded)
        }
    }

    @Test func fuel() throws {
        let machine = try Self.prepare()
        for step in Self.steps {
            machine.limits.fuel = 50_000
            try check(machine, step, expecting: .outOfFuel)
        }
    }

    @Test func cancellation() throws {
        let machine = try Self.prepare()
        let cancellation = machine.cancellation
        for step in Self.steps {
            try check(machine, step, expecting: .cancelled) {
                Foundation.Thread {
                    usleep(30_000)
                    cancellation.cancel()
                }.start()
            }
            cancellation.reset()
        }
    }
}
