import Krait
import Testing

/// Memory full of objects with `__del__`: they stay until their finalizers have run, which takes a machine that can run something.
@Suite struct FinalizerMemoryTests {
    static let growths: [(name: String, program: String)] = [
        ("linked", "class C:\n    def __init__(self, x): self.x = x\n    def __del__(self): pass\nx = None\nwhile True: x = C(x)"),
        ("plain", "class C:\n    def __init__(self, x): self.x = x\nx = None\nwhile True: x = C(x)"),
        ("in a list", "class C:\n    def __del__(self): pass\nx = []\nwhile True: x.append(C())"),
        ("with slots", "class C:\n    __slots__ = ()\n    def __del__(self): pass\nx = []\nwhile True: x.append(C())"),
        ("in cycles", "class C:\n    def __init__(self):\n        self.x = self\n    def __del__(self): pass\nx = []\nwhile True: x.append(C())"),
        ("that count", "n = [0]\nclass C:\n    def __init__(self, x): self.x = x\n    def __del__(self): n[0] += 1\nx = None\nwhile True: x = C(x)"),
        ("generators", "def g():\n    try: yield 1\n    finally: pass\nx = []\nwhile True:\n    x.append(g())\n    next(x[-1])"),
        ("callbacks", "import _weakref\nclass C: pass\nx = []\nwhile True:\n    c = C()\n    x.append((c, _weakref.ref(c, lambda r: 0)))"),
        ("with text", "class C:\n    def __init__(self): self.x = 'a' * 1000\n    def __del__(self): pass\nx = []\nwhile True: x.append(C())"),
    ]

    @Test(arguments: growths.map(\.name), [6, 64]) func growth(_ name: String, _ megabytes: Int) throws {
        let program = "x = C = c = None\n" + (try #require(Self.growths.first { $0.name == name }).program)
        let machine = try VirtualMachine(limits: Limits(memory: megabytes << 20))
        for _ in 0..<(megabytes > 8 ? 1 : 3) {
            #expect(throws: PythonError.outOfMemory) { try machine.run(program) }
            try machine.run("x = C = c = None")
            try machine.run("def total(n):\n    return sum(i for i in range(n))\nassert total(100) == 4950 and [1, [2]].__repr__() == '[1, [2]]'")
            // Nothing is in the way of work that takes memory.
            try machine.run("assert len([[i] for i in range(5000)]) == 5000")
            let indented = program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
            try machine.run("try:\n\(indented)\nexcept MemoryError:\n    x = 'caught'")
            #expect(try machine.global("x", as: String.self) == "caught")
        }
        try machine.run("C = c = None\nimport gc\ngc.collect()\ngc.collect()")
        #expect(machine.usedMemory < machine.limits.memory ?? 0)
    }

    /// Who ends while finalizers wait leaves a machine that goes on with them.
    @Test func garbageWithFinalizers() throws {
        let machine = try VirtualMachine(limits: Limits(memory: 6 << 20))
        try machine.run("n = [0]\nclass C:\n    def __init__(self, x): self.x = x\n    def __del__(self): n[0] += 1\nfor i in range(200000): C(None)\nx = None\nfor i in range(200000): x = C(x) if i % 1000 else None")
        try machine.run("x = None\nimport gc\ngc.collect()\nassert n[0] == 400000 - 200, n")
    }
}
