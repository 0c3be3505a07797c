import KraitBytecode
import KraitCompiler
import Testing

@testable import KraitRuntime

/// Runs a program on a machine of its own and hands over the int that it leaves in `result`.
private func result(
    of source: String, configure: (Machine) -> Void = { _ in }, inspect: (Machine) -> Void = { _ in }
) throws -> Int? {
    let code = try compile(source: Array(source.utf8))
    let (machine, thread) = try Machine.make()
    defer { machine.tearDown() }
    thread.enterNativeStack()
    configure(machine)
    let globals = try Dict.make(thread)
    machine.pointee.roots.append(globals.value)
    do {
        _ = try thread.runModule(code, globals: globals)
    } catch {
        Issue.record("\(thread.pointee.exception.type(thread).name)")
    }
    inspect(machine)
    guard let value = globals.get(interned: try thread.intern("result")), value.isSmallInt else { return nil }
    return value.smallInt
}

@Suite struct EngineTests {
    @Test func recursion() throws {
        #expect(try result(of: "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nresult = fib(15)\n") == 610)
    }

    @Test func loopsOverIntsAndFloats() throws {
        #expect(try result(of: "i = s = 0\nwhile i < 1000:\n    s += i * 3\n    i += 1\nresult = s\n") == 1_498_500)
        #expect(try result(of: "x = 0.5\nresult = 0\nwhile x < 1e6:\n    x = x * 2.0\n    result += 1\n") == 21)
    }

    @Test func floorDivisionAndRemainderRoundDown() throws {
        #expect(try result(of: "a, b = -7, 2\nresult = (a // b) * 100 + a % b\n") == -399)
        #expect(try result(of: "a, b = 7, -2\nresult = (a // b) * 100 + a % b\n") == -401)
    }

    @Test func intsGrowBeyondAWord() throws {
        #expect(try result(of: "x = 1 << 60\ny = x * x - (x * x - 5)\nresult = y\n") == 5)
    }

    @Test func classesMethodsAndClosures() throws {
        let program = """
            class P:
                scale = 10
                def __init__(self, x):
                    self.x = x
                def value(self, k=1):
                    return self.x * self.scale * k
            class Q(P):
                def value(self, k=1):
                    return super().value(k) + 1
            def adder(n):
                def add(x):
                    return x + n
                return add
            result = adder(5)(Q(2).value(k=3) + P(1).value())
            """
        #expect(try result(of: program) == 76)
    }

    @Test func generatorsAndExceptions() throws {
        let program = """
            def g(n):
                i = 0
                while i < n:
                    try:
                        yield i
                    finally:
                        i += 1
            result = 0
            for x in g(10):
                result += x
            try:
                {}["missing"]
            except KeyError:
                result += 100
            """
        #expect(try result(of: program) == 145)
    }

    /// Objects that are reachable survive a collection.
    @Test func collectionKeepsWhatIsReachable() throws {
        let program = """
            class Node:
                def __init__(self, next, value):
                    self.next = next
                    self.value = value
            kept = None
            i = 0
            while i < 30000:
                Node(None, i)
                if i % 100 == 0:
                    kept = Node(kept, i)
                i += 1
            result = 0
            while kept is not None:
                result += kept.value
                kept = kept.next
            """
        var collections = 0
        let sum = try result(
            of: program, configure: { $0.pointee.heap.minimumAllowance = 1 << 20; $0.pointee.heap.allowance = 1 << 20 }, inspect: { collections = $0.pointee.heap.collectionCount })
        #expect(collections > 0)
        #expect(sum == 4_485_000)
    }
}

@Suite struct ValueTests {
    @Test(arguments: [1.0, -1.0, 1.5, -2.25e70, 1e-70, .pi, 0x1p-255, -0x1.fffffp256])
    func inlineFloatsComeBack(_ number: Double) {
        #expect(Value(inlineFloat: number)?.inlineFloat == number)
    }

    @Test(arguments: [0.0, -0.0, .infinity, .nan, 1e-300, 1e300])
    func otherFloatsNeedACell(_ number: Double) { #expect(Value(inlineFloat: number) == nil) }

    @Test func smallIntsComeBack() {
        for int in [0, 1, -1, 1 << 60, -(1 << 61), (1 << 61) - 1] { #expect(Value(exactlySmallInt: int)?.smallInt == int) }
        #expect(Value(exactlySmallInt: 1 << 61) == nil)
    }
}
