import KraitRuntime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs one program on a machine of its own, under limits.
struct Execution {
    /// Work, in units of the machine's fuel.
    var fuel = 200_000
    /// Bytes of the heap.
    var memory = 96 << 20
    /// Nanoseconds of real time.
    var time = 3_000_000_000

    /// What the heap looks like at the end, if something is wrong with it.
    func run(_ file: [UInt8], number: Int) -> String? {
        let host = EmptyHost(program: file)
        guard let (machine, thread) = try? Machine.make(host: host) else { return "no machine" }
        machine.pointee.fuel = fuel
        machine.pointee.deadline = host.now(.monotonic) + time
        machine.pointee.heap.limit = memory
        // Now and then the collector has more to do.
        if number % 16 == 0 { machine.stressCollector(interval: 200) }
        _ = thread.run(.file(EmptyHost.path))
        let problems = machine.verifyHeap(thread)
        machine.tearDown()
        return problems.first?.description
    }
}

/// A world with nothing in it but one file.
private final class EmptyHost: SystemHost, @unchecked Sendable {
    static let path = "/fuzz.pyc"
    private let program: [UInt8]

    init(program: [UInt8]) { self.program = program }

    override func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int { 0 }
    override func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(HostError) -> Int { bytes.count }
    override func isTerminal(_ descriptor: Int32) -> Bool { false }
    override func isOpen(_ descriptor: Int32) -> Bool { descriptor < 3 }
    override func readFile(_ path: String) throws(HostError) -> [UInt8] {
        if path == Self.path { return program }
        throw HostError(number: ENOENT)
    }
    override func status(_ path: String) throws(HostError) -> FileStatus { throw HostError(number: ENOENT) }
    override func names(inFolder path: String) throws(HostError) -> [String] { throw HostError(number: ENOENT) }
    override func absolutePath(_ path: String) -> String { path }
    override func resolvedPath(_ path: String) -> String? { nil }
    override func environmentVariable(_ name: String) -> String? { nil }
    override func sleep(nanoseconds: Int) {}
}
