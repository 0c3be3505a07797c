import CKrait
import Foundation
import KraitCompiler
import Testing

@testable import KraitRuntime

/// Memory that the system refuses: what a machine without a limit of its own may have.
@Suite struct SystemMemoryTests {
    @Test func memoryOfTheSystem() {
        let memory = SystemMemory(memory: 512 << 20, addressSpace: .max)
        #expect(memory.limit == 512 << 20 - 64 << 20 - 16 << 20)
        #expect(memory.addresses == .max && memory.registers == 16 << 20 && memory.compilerStack == .max)
        #expect(SystemMemory(memory: .max, addressSpace: .max).limit == .max)
        // There is always enough to say that there is not enough.
        #expect(SystemMemory(memory: 1 << 20, addressSpace: .max).limit == 4 << 20)
    }

    @Test(arguments: [30 << 20, 500 << 20, 4 << 30, 1 << 40]) func addressSpace(_ bytes: Int) {
        let memory = SystemMemory(memory: .max, addressSpace: bytes)
        let stacks = memory.registers * MemoryLayout<Value>.stride + memory.activations * MemoryLayout<Activation>.stride
        #expect(memory.addresses + stacks + memory.compilerStack <= bytes - bytes / 4)
        #expect(memory.addresses >= bytes / 4 && memory.limit == memory.addresses)
    }

    /// Control groups of both versions, each limited by the groups that it is in.
    @Test func controlGroups() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ path: String) throws {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: false, encoding: .utf8)
        }
        let physical = krait_system_memory(root.path)
        #expect(physical > 1 << 20)
        try write("0::/user.slice/a:b/run\n", "proc/self/cgroup")
        #expect(krait_system_memory(root.path) == physical)
        try write("max\n", "sys/fs/cgroup/user.slice/a:b/run/memory.max")
        try write("max\n", "sys/fs/cgroup/user.slice/memory.max")
        #expect(krait_system_memory(root.path) == physical)
        try write("104857600\n", "sys/fs/cgroup/user.slice/a:b/memory.max")
        #expect(krait_system_memory(root.path) == 100 << 20)
        // In a container the group's folder is the root, whatever it is called outside.
        try write("52428800\n", "sys/fs/cgroup/memory.max")
        #expect(krait_system_memory(root.path) == 50 << 20)
        try write("12:cpu,cpuacct:/x\n4:memory:/docker/1\n0::/\n", "proc/self/cgroup")
        try write("9223372036854771712\n", "sys/fs/cgroup/memory/docker/1/memory.limit_in_bytes")
        #expect(krait_system_memory(root.path) == 50 << 20)
        try write("31457280\n", "sys/fs/cgroup/memory/memory.limit_in_bytes")
        #expect(krait_system_memory(root.path) == 30 << 20)
        try write("nonsense", "proc/self/cgroup")
        #expect(krait_system_memory(root.path) == physical)
    }

    /// A heap that has few addresses ends in MemoryError, gives addresses back, and goes on.
    @Test(arguments: [
        "x = []\nwhile True: x.append([1, 2, 3])", "x = 'a'\nwhile True: x += x", "x = []\nwhile True: x.append('a' * 9000)", "x = []\nwhile True: x.append([0] * 100000)",
        "x = {}\nwhile True: x[len(x)] = str(len(x))", "x = []\nwhile True: x.append(compile('a' + ' + b' * 1000, '', 'exec'))", "x = compile('x = [' + 'a, ' * 10 ** 6 + ']', '', 'exec')",
        "x = []\nwhile True:\n    x.append(' ' * 20000)\n    x.append((len(x), 1.5))", "x = compile(' ' * (30 << 20), '', 'exec')",
    ]) func fewAddresses(_ program: String) throws {
        let (machine, thread) = try Machine.make()
        defer { machine.tearDown() }
        thread.enterNativeStack()
        // What earlier work left above on this thread's stack keeps nothing alive.
        var marker: UInt8 = 0
        withUnsafeMutablePointer(to: &marker) { thread.pointee.nativeStackBase = UInt(bitPattern: $0) }
        machine.pointee.heap.addressLimit = 24 << 20
        machine.pointee.heap.limit = 24 << 20
        let globals = try Dict.make(thread)
        machine.pointee.roots.append(globals.value)
        func run(_ source: String) throws {
            do {
                _ = try thread.runModule(try compile(source: Array(source.utf8)), globals: globals)
            } catch let raised as Raised {
                Issue.record("\(thread.pointee.exception.type(thread).name)")
                throw raised
            }
        }
        let indented = program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        for _ in 0..<3 {
            try run("try:\n\(indented)\nexcept MemoryError: x = None\nelse: raise ValueError")
            // What one kind of growth had, another can have.
            try run("x = [0] * (1 << 20)\nx = None\nx = [(i, 1.5) for i in range(50000)]\nx = None")
        }
        #expect(machine.verifyHeap(thread).isEmpty)
    }

    /// The compiler on a small stack: less may be nested, and nothing overflows.
    @Test(arguments: ["not ", "-", "lambda: ", "a if b else "]) func smallCompilerStack(_ prefix: String) throws {
        var options = CompileOptions()
        options.stackSize = 8 << 20
        func source(_ depth: Int) -> [UInt8] { Array((String(repeating: prefix, count: depth) + "a").utf8) }
        _ = try compile(source: source(50), options: options)
        #expect(throws: CompileError.self) { try compile(source: source(2900), options: options) }
        let chain = Array(("a" + String(repeating: ".b", count: 9000)).utf8)
        #expect(throws: CompileError.self) { try compile(source: chain, options: options) }
        options.stackSize = .max
        _ = try compile(source: chain, options: options)
    }
}

/// The command under limits of the system, which only a process has.
@Suite(.enabled(if: ReleaseBuild.isCurrent)) struct LimitedProcessTests {
    @Test(arguments: [100_000, 200_000], [
        "x = []\nwhile True: x.append([1, 2, 3])", "x = 'a'\nwhile True: x += x", "x = []\nwhile True: x.append(str(len(x)) * 2000)", "x = {}\nwhile True: x[len(x)] = [x]",
        "x = []\nwhile True: x.append(compile('a' + ' + b' * 1000, '', 'exec'))", "x = compile('x = [' + 'a, ' * 10 ** 7 + ']', '', 'exec')",
        "def f(x): return f([0] * 5000 + [x])\nimport sys\nsys.setrecursionlimit(10 ** 6)\nx = f(0)",
    ]) func growth(_ kilobytes: Int, _ program: String) throws {
        let indented = program.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
        let source = "x = None\ntry:\n\(indented)\nexcept (MemoryError, RecursionError): x = None\nprint(sum([i for i in range(1000)]), len([0] * 100000))"
        let result = try ReleaseBuild.run(["-c", source], folder: RecordedProgram.folder, kilobytes: kilobytes)
        #expect(result.status == "" && result.output == "499500 100000\n" && result.errors == "")
    }
}
