import KraitCompiler
import Testing

@testable import KraitRuntime

/// Makes a machine, runs a program in it and shows both to `inspect`.
private func run(_ source: String, stress interval: Int = 0, inspect: (Machine, Thread, Dict) throws -> Void) throws {
    let code = try compile(source: Array(source.utf8))
    let (machine, thread) = try Machine.make()
    defer { machine.tearDown() }
    thread.enterNativeStack()
    machine.stressCollector(interval: interval)
    let globals = try Dict.make(thread)
    machine.pointee.roots.append(globals.value)
    do {
        _ = try thread.runModule(code, globals: globals)
    } catch {
        Issue.record("\(thread.pointee.exception.type(thread).name)")
    }
    try inspect(machine, thread, globals)
}

@Suite struct HeapTests {
    static let program = """
        class Node:
            def __init__(self, left, right):
                self.left = left
                self.right = right
            def count(self):
                if self.left is None:
                    return 1
                return 1 + self.left.count() + self.right.count()
        def tree(depth):
            if depth == 0:
                return Node(None, None)
            return Node(tree(depth - 1), tree(depth - 1))
        def numbers(n):
            found = []
            i = 0
            while i < n:
                found.append(i * 1.5)
                i += 1
            return found
        total = 0.0
        for x in numbers(40):
            total += x
        kept = [tree(3), (1, 2.5, "text"), {"key": tree(1)}]
        result = kept[0].count()
        """

    /// With a collection at every allocation, a value that nothing keeps is poison at once.
    @Test func programsRunUnderStress() throws {
        let program = HeapTests.program
        try run(program, stress: 1) { machine, thread, globals in
            let name = try thread.intern("result")
            #expect(globals.get(interned: name)?.smallInt == 15)
            #expect(machine.pointee.heap.collectionCount > 100)
            #expect(machine.verifyHeap(thread).isEmpty)
        }
    }

    @Test func theVerifierFindsADanglingReference() throws {
        try run("items = [1, 2, 3]\n") { machine, thread, globals in
            #expect(machine.verifyHeap(thread).isEmpty)
            let name = try thread.intern("items")
            let items = List(try #require(globals.get(interned: name)))
            // A cell that was never allocated.
            items[1] = Value(cell: items.cell + 8)
            #expect(machine.verifyHeap(thread).contains { $0.description.contains("no live cell") })
            items[1] = .none
            #expect(machine.verifyHeap(thread).isEmpty)
        }
    }
}

/// The recorded programs with a collection at every n-th allocation and freed cells poisoned; afterwards the heap is whole.
@Suite struct StressTests {
    /// Not those that run long without stress.
    static let programs = RecordedProgram.all.filter { program in
        !["long_loops", "ints_big", "sorting", "sets", "dicts", "lists", "huge_module", "huge_literals", "float_arithmetic"].contains { program.path.hasSuffix("/\($0).py") }
    }

    /// At every allocation: the small ones.
    @Test(arguments: programs.filter { $0.size < 2500 }) func everyAllocation(_ program: RecordedProgram) throws {
        try check(program, interval: 1)
    }

    /// The others, with an interval that keeps this short.
    @Test(arguments: programs.filter { $0.size >= 2500 }) func manyAllocations(_ program: RecordedProgram) throws {
        try check(program, interval: 4999)
    }

    private func check(_ program: RecordedProgram, interval: Int) throws {
        var result = try program.run(program.path, stress: interval)
        // When objects are finalized decides where their warnings go, which the records of programs without errors do not show.
        if !program.recordsErrors { result.errors = "" }
        try program.check(result)
    }
}
