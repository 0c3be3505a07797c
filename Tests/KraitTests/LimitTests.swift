import Foundation
import Krait
import Testing

/// Each limit, and that the machine is as good as new after it struck.
@Suite struct LimitTests {
    static let endlessPrograms = [
        "while True: pass",
        "for i in iter(int, 1): pass",
        "def f():\n    return 1\nwhile True: f()",
        "def g():\n    while True: yield 1\nfor x in g(): pass",
        "def g():\n    while True: yield 1\nsum(g())",
        "def g():\n    while True: yield 1\ndef h():\n    yield from g()\nlist(x for x in h() if x == 2)",
        "sorted(range(10), key=lambda x: [0 for _ in iter(int, 1)])",
        "class A:\n    def __eq__(self, other):\n        while True: pass\n    __hash__ = lambda self: 1\n{A(): 1}[A()]",
        "class A:\n    def __repr__(self):\n        while True: pass\nprint([A()])",
        "class A:\n    def __del__(self):\n        while True: pass\nwhile True: A()",
        "try:\n    while True: pass\nexcept BaseException:\n    caught = True\nfinally:\n    caught = True",
        "class M:\n    def __enter__(self): return self\n    def __exit__(self, *a):\n        global caught\n        caught = True\n        return True\nwith M():\n    while True: pass",
        "async def c():\n    while True: pass\nc().send(None)",
        "async def g():\n    while True: yield 1\nasync def c():\n    async for x in g(): pass\nc().send(None)",
        "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
        "class A:\n    def __getattr__(self, name):\n        while True: pass\nA().x",
        "import itertools\nfor x in itertools.count(): pass",
        "sum(itertools.repeat(1)) if (itertools := __import__('itertools')) else 0",
        "while True: 3 ** 20000",
        "'a' * 10 ** 5\nwhile True: 'a' * 10 ** 5",
        "[].extend(iter(int, 1))",
    ]

    private func checkUsable(_ machine: VirtualMachine) throws {
        try machine.run("def total(n):\n    return sum(i for i in range(n))\ntry:\n    raise ValueError('x')\nexcept ValueError as error:\n    found = str(error)")
        #expect(try machine.call("total", 100) == 4950)
        #expect(try machine.evaluate("found") == "x")
        #expect(try machine.evaluate("[1, [2]].__repr__()") == "[1, [2]]")
        #expect(try machine.evaluate("__import__('sys').exception()") as Int? == nil)
    }

    @Test(arguments: endlessPrograms) func fuel(_ program: String) throws {
        let machine = try VirtualMachine(limits: Limits(memory: 64 << 20, fuel: 300_000))
        #expect(throws: PythonError.outOfFuel) { try machine.run(program) }
        #expect(machine.usedFuel > 300_000)
        #expect(try machine.global("caught") == nil)
        try checkUsable(machine)
        #expect(throws: PythonError.outOfFuel) { try machine.run(program) }
        try checkUsable(machine)
    }

    @Test(arguments: endlessPrograms) func time(_ program: String) throws {
        let machine = try VirtualMachine(limits: Limits(memory: 256 << 20, time: .milliseconds(60)))
        let clock = ContinuousClock()
        let took = clock.measure {
            #expect(throws: PythonError.deadlineExceeded) { try machine.run(program) }
        }
        #expect(took < .seconds(20))
        machine.limits.time = nil
        try checkUsable(machine)
    }

    /// The compiler works on another thread.
    @Test(arguments: [
        "'x = 1\\n' * 10 ** 6", "'[' + 'x,' * 10 ** 6 + ']'", "'def f(a, b=1): return a + b\\n' * 10 ** 5", "'(' * 10 ** 6", "'x = 1\\n' * 10 ** 6 + '='",
    ])
    func compilationEnds(_ source: String) throws {
        let machine = try VirtualMachine()
        try machine.run("source = \(source)")
        machine.limits.time = .milliseconds(50)
        let took = ContinuousClock().measure {
            #expect(throws: PythonError.deadlineExceeded) { try machine.run("while True:\n    try: compile(source, 'f', 'exec')\n    except SyntaxError: pass") }
        }
        #expect(took < .seconds(20))
        machine.limits.time = nil
        try checkUsable(machine)
    }

    /// One that makes its like does not keep the program from going on.
    @Test func finalizersThatGoOnForEver() throws {
        let machine = try VirtualMachine()
        try machine.run("""
            import gc
            class C:
                def __del__(self):
                    gc.collect()
                    C()
                    gc.collect()
            C()
            gc.collect()
            """)
        try checkUsable(machine)
    }

    /// Recursion of every kind on a thread with a small stack.
    @Test func smallStacks() throws {
        for size in [512 << 10, 1 << 20] {
            nonisolated(unsafe) var failure: (any Error)?
            nonisolated(unsafe) var done = 0
            let ended = DispatchSemaphore(value: 0)
            let thread = Foundation.Thread {
                defer { ended.signal() }
                do {
                    let machine = try VirtualMachine(limits: Limits(memory: 64 << 20, recursionDepth: 1 << 40))
                    for program in [
                        "x = []\nfor i in range(100000): x = [x]\nrepr(x)", "class A:\n    def __eq__(self, o): return [self] == [o]\nA() == A()",
                        "def f(): return sorted([2, 1], key=lambda x: f())\nf()", "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x",
                        "x = iter([1])\nfor i in range(100000): x = map(abs, x)\nnext(x)", "x = ()\nfor i in range(100000): x = (x,)\nhash(x)", "x = int\nfor i in range(100000): x = (x,)\nisinstance('', x)",
                        "s = 'exec(s)'\nexec(s)",
                    ] {
                        do {
                            try machine.run("import sys\nsys.setrecursionlimit(10 ** 9)\n" + program)
                        } catch let error as PythonError where error.exception?.typeName == "RecursionError" {
                            done += 1
                        }
                    }
                } catch {
                    failure = error
                }
            }
            thread.stackSize = size
            thread.start()
            ended.wait()
            #expect(failure == nil)
            #expect(done == 8)
        }
    }

    @Test func sleepersWake() throws {
        let machine = try VirtualMachine(limits: Limits(time: .milliseconds(50)))
        let took = try ContinuousClock().measure {
            #expect(throws: PythonError.deadlineExceeded) { try machine.run("import time\ntime.sleep(1000)") }
            machine.limits.time = nil
            let cancellation = machine.cancellation
            let thread = Foundation.Thread {
                usleep(50_000)
                cancellation.cancel()
            }
            thread.start()
            #expect(throws: PythonError.cancelled) { try machine.run("time.sleep(1000)") }
            try checkUsable(machine)
        }
        #expect(took < .seconds(20))
    }

    @Test func fuelIsTheSameEverywhere() throws {
        let program = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nf(12)\nx = [i for i in range(1000)]"
        var used: Set<Int> = []
        for _ in 0..<3 {
            let machine = try VirtualMachine()
            try machine.run(program)
            used.insert(machine.usedFuel)
            let exact = machine.usedFuel
            // That much is enough, and not one unit less.
            machine.limits.fuel = exact
            try machine.run(program)
            machine.limits.fuel = exact - 1
            #expect(throws: PythonError.outOfFuel) { try machine.run(program) }
        }
        #expect(used.count == 1)
    }

    @Test func eachPieceOfWorkHasItsOwnFuel() throws {
        let machine = try VirtualMachine(limits: Limits(fuel: 20_000))
        for _ in 0..<50 { try machine.run("for i in range(5000): pass") }
        #expect(throws: PythonError.outOfFuel) { try machine.run("for i in range(50000): pass") }
    }

    @Test func memory() throws {
        let machine = try VirtualMachine(limits: Limits(memory: 8 << 20))
        for program in [
            "x = [0] * 10 ** 12", "x = 'a' * 10 ** 9", "x = []\nwhile True: x.append([])", "x = b'a' * 10 ** 9", "x = bytearray(10 ** 9)",
            "x = {}\ni = 0\nwhile True:\n    x[i] = i\n    i += 1", "x = 'ab'\nwhile True: x += x", "x = 1\nwhile True: x <<= 1000000", "x = list(range(10 ** 8))",
            "x = set()\ni = 0\nwhile True:\n    x.add(i)\n    i += 1", "def f(*a): return f(*a, *a)\nf(1, 2)", "x = tuple(iter(int, 1))",
            "class A: pass\nx = None\nwhile True:\n    y = A()\n    y.x = x\n    x = y",
        ] {
            #expect(throws: PythonError.outOfMemory, "\(program)") { try machine.run(program) }
            #expect(machine.usedMemory <= 8 << 20)
            try machine.run("x = y = None")
            try checkUsable(machine)
        }
        // Python code may catch it, and goes on.
        try machine.run("try:\n    [0] * 10 ** 10\nexcept MemoryError:\n    caught = True")
        #expect(try machine.global("caught", as: Bool.self))
    }

    @Test func recursion() throws {
        let machine = try VirtualMachine(limits: Limits(recursionDepth: 200))
        for program in [
            "def f(): f()\nf()", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())", "class A:\n    def __getattr__(self, n): return getattr(self, n)\nA().x",
            "x = []\nfor i in range(100000): x = [x]\nrepr(x)", "class A:\n    def __eq__(self, o): return [self] == [o]\nA() == A()",
            "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): f()\nf()",
        ] {
            #expect(performing: { try machine.run(program) }, throws: { ($0 as? PythonError)?.exception?.typeName == "RecursionError" })
            try checkUsable(machine)
        }
        #expect(try machine.evaluate("(lambda f: f(f, 150))(lambda f, n: n and f(f, n - 1) + 1)") == 150)
    }

    /// What was running when a limit struck has ended.
    @Test func generatorsThatWereRunningHaveEnded() throws {
        let machine = try VirtualMachine(limits: Limits(fuel: 100_000))
        try machine.run("""
            def endless(log):
                try:
                    yield 1
                    while True: pass
                finally:
                    log.append('finally')
            def outer():
                yield from inner
                yield 'more'
            log = []
            inner = endless(log)
            gen = outer()
            first = next(gen)
            async def agen():
                yield 1
                while True: pass
            ag = agen()
            async def drive():
                return await ag.__anext__()
            """)
        #expect(throws: PythonError.outOfFuel) { try machine.run("next(gen)") }
        #expect(try machine.evaluate("next(gen, 'ended')") == "ended")
        #expect(try machine.evaluate("next(inner, 'ended')") == "ended")
        #expect(try machine.evaluate("repr([inner.gi_running, inner.gi_frame is None, log])") == "[False, True, []]")
        try machine.run("try:\n    drive().send(None)\nexcept StopIteration as e:\n    got = e.value")
        #expect(try machine.global("got", as: Int.self) == 1)
        #expect(throws: PythonError.outOfFuel) { try machine.run("drive().send(None)") }
        #expect(performing: { try machine.run("drive().send(None)") }, throws: { ($0 as? PythonError)?.exception?.typeName == "StopAsyncIteration" })
    }

    @Test func containersInUseStayWhole() throws {
        let machine = try VirtualMachine(limits: Limits(fuel: 100_000))
        try machine.run("items = list(range(20, 0, -1))\ndef key(x):\n    while x == 5: pass\n    return x")
        #expect(throws: PythonError.outOfFuel) { try machine.run("items.sort(key=key)") }
        #expect(try machine.evaluate("sorted(items)") == Array(1...20))
        try machine.run("items.sort(); table = {i: i for i in range(100)}")
        #expect(throws: PythonError.outOfFuel) { try machine.run("for k in table:\n    while k == 50: pass") }
        #expect(try machine.evaluate("len(table)") == 100)
        try machine.run("table['x'] = 1")
    }

    @Test func anInterruptedImportCanBeRepeated() throws {
        let sandbox = Sandbox(files: ["/lib/slow.py": Array("import builtins\nwhile not hasattr(builtins, 'go'): pass\nanswer = 42\n".utf8)], searchPath: ["/lib"])
        let machine = try VirtualMachine(limits: Limits(fuel: 100_000), environment: .sandbox(sandbox))
        #expect(throws: PythonError.outOfFuel) { try machine.run("import slow") }
        try machine.run("import builtins\nbuiltins.go = True\nimport slow")
        #expect(try machine.evaluate("slow.answer") == 42)
    }

    @Test func cancelling() throws {
        let machine = try VirtualMachine()
        let cancellation = machine.cancellation
        // A thread, not a task: tasks wait for the threads that tests run on.
        Foundation.Thread {
            usleep(50_000)
            cancellation.cancel()
        }.start()
        #expect(throws: PythonError.cancelled) { try machine.run("while True: pass") }
        #expect(!cancellation.isRequested)
        try checkUsable(machine)
        // Before work begins it ends the next.
        cancellation.cancel()
        #expect(throws: PythonError.cancelled) { try machine.run("while True: pass") }
        cancellation.cancel()
        cancellation.reset()
        try checkUsable(machine)
    }

    @Test func cancellingRepeatedly() throws {
        let machine = try VirtualMachine()
        let cancellation = machine.cancellation
        for round in 0..<20 {
            let thread = Foundation.Thread {
                usleep(UInt32(2000 + round * 100))
                cancellation.cancel()
            }
            thread.start()
            #expect(throws: PythonError.cancelled) { try machine.run("def g():\n    while True:\n        try:\n            yield [i for i in range(50)]\n        finally:\n            pass\nfor x in g(): sorted(x)") }
        }
        try checkUsable(machine)
    }
}

extension PythonError {
    var exception: PythonException? {
        if case .exception(let exception) = self { return exception }
        return nil
    }
}
