import CKrait
import KraitRuntime

/// What of the outside world a machine reaches.
public enum Environment: Sendable {
    /// What a ``Sandbox`` grants, and nothing else.
    case sandbox(Sandbox)
    /// All that the process may do: its standard streams, files, environment, clocks. For programs that are trusted.
    case system

    /// No files, no environment, output captured.
    public static var sandboxed: Environment { .sandbox(Sandbox()) }
}

/// What a machine that runs untrusted code may reach. Without changes: nothing but the clock and random numbers.
public struct Sandbox: Sendable {
    /// Where output goes.
    public enum Output: Sendable {
        /// It is kept: ``VirtualMachine/takeOutput()`` and ``VirtualMachine/takeErrorOutput()`` give it.
        case capture
        /// It is passed on as it comes, on the native thread that runs the machine. The bytes are UTF-8 unless a program wrote others.
        case forward(@Sendable (OutputStream, [UInt8]) -> Void)
        /// It vanishes.
        case discard
    }

    /// What standard input holds.
    public var input: [UInt8]
    public var output: Output
    /// How many bytes are kept at most of each stream by ``Output/capture``; what exceeds it is dropped.
    public var capturedBytes: Int
    /// Files that exist for the machine, by absolute path; they cannot be written. A path ending in `.py` in a folder of ``searchPath`` is a module.
    public var files: [String: [UInt8]]
    /// Folders of the system whose files the machine may read. Symbolic links that lead out of them are refused.
    public var readableFolders: [String]
    /// Folders where `import` looks: of ``files``, or of the system below ``readableFolders``.
    public var searchPath: [String]
    /// The variables of the environment.
    public var environment: [String: String]
    /// Nanoseconds since 1970, nil for the real time. Time limits do not depend on it.
    public var clock: (@Sendable () -> Int)?

    public init(
        input: [UInt8] = [], output: Output = .capture, capturedBytes: Int = 16 << 20, files: [String: [UInt8]] = [:], readableFolders: [String] = [],
        searchPath: [String] = [], environment: [String: String] = [:], clock: (@Sendable () -> Int)? = nil
    ) {
        self.input = input
        self.output = output
        self.capturedBytes = capturedBytes
        self.files = files
        self.readableFolders = readableFolders
        self.searchPath = searchPath
        self.environment = environment
        self.clock = clock
    }
}

/// One of the two streams that programs write to.
public enum OutputStream: Sendable { case standardOutput, standardError }

/// The host of a sandboxed machine. Only used by the thread that runs the machine.
final class SandboxHost: Host, @unchecked Sendable {
    private let sandbox: Sandbox
    private let system = SystemHost()
    private var inputPosition = 0
    var output: [UInt8] = [], errorOutput: [UInt8] = []

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    private static let badDescriptor = HostError(number: 9), noSuchFile = HostError(number: 2), isFolder = HostError(number: 21)

    // MARK: - Descriptors

    func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        guard descriptor == 0 else { throw Self.badDescriptor }
        let count = min(buffer.count, sandbox.input.count - inputPosition)
        guard count > 0 else { return 0 }
        buffer.copyBytes(from: sandbox.input[inputPosition..<inputPosition + count])
        inputPosition += count
        return count
    }

    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(HostError) -> Int {
        guard descriptor == 1 || descriptor == 2 else { throw Self.badDescriptor }
        switch sandbox.output {
        case .capture:
            let kept = descriptor == 1 ? output.count : errorOutput.count
            let part = bytes.prefix(max(0, sandbox.capturedBytes - kept))
            if descriptor == 1 { output += part } else { errorOutput += part }
        case .forward(let receive): receive(descriptor == 1 ? .standardOutput : .standardError, Array(bytes))
        case .discard: break
        }
        return bytes.count
    }

    func isTerminal(_ descriptor: Int32) -> Bool { false }
    func isOpen(_ descriptor: Int32) -> Bool { (0...2).contains(descriptor) }

    // MARK: - Files

    /// The path in the system of a file that may be read.
    private func readable(_ path: String) throws(HostError) -> String {
        guard !sandbox.readableFolders.isEmpty, let resolved = system.resolvedPath(path) else { throw Self.noSuchFile }
        for folder in sandbox.readableFolders {
            guard let root = system.resolvedPath(folder) else { continue }
            if resolved == root || resolved.hasPrefix(root == "/" ? root : root + "/") { return resolved }
        }
        throw Self.noSuchFile
    }

    /// What the files of the sandbox have directly in a folder.
    private func grantedNames(in folder: String) -> Set<String> {
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return Set(sandbox.files.keys.lazy.filter { $0.hasPrefix(prefix) }.map { path in String(path.dropFirst(prefix.count).prefix { $0 != "/" }) })
    }

    func readFile(_ path: String) throws(HostError) -> [UInt8] {
        if let bytes = sandbox.files[path] { return bytes }
        if !grantedNames(in: path).isEmpty { throw Self.isFolder }
        return try system.readFile(try readable(path))
    }

    func status(_ path: String) throws(HostError) -> FileStatus {
        if let bytes = sandbox.files[path] { return FileStatus(kind: .file, size: bytes.count, modified: 0) }
        if !grantedNames(in: path).isEmpty { return FileStatus(kind: .folder, size: 0, modified: 0) }
        return try system.status(try readable(path))
    }

    func names(inFolder path: String) throws(HostError) -> [String] {
        let granted = grantedNames(in: path)
        if !granted.isEmpty { return granted.sorted() }
        return try system.names(inFolder: try readable(path))
    }

    /// The working directory is the root: that of the process stays unknown.
    func absolutePath(_ path: String) -> String { path.hasPrefix("/") ? path : "/" + path }

    func resolvedPath(_ path: String) -> String? {
        if sandbox.files[path] != nil { return path }
        do throws(HostError) { return try readable(path) } catch { return nil }
    }

    // MARK: - The process

    func environmentVariable(_ name: String) -> String? { sandbox.environment[name] }
    var processIdentifier: Int { 1 }
    func message(of error: Int32) -> String { system.message(of: error) }

    // MARK: - Time

    func now(_ clock: HostClock) -> Int {
        if clock == .realTime, let read = sandbox.clock { return read() }
        return system.now(clock)
    }
    func resolution(of clock: HostClock) -> Int { system.resolution(of: clock) }
    func sleep(nanoseconds: Int) { system.sleep(nanoseconds: nanoseconds) }
    func localCalendar(_ seconds: Int) -> HostCalendar? { system.utcCalendar(seconds) }
    func utcCalendar(_ seconds: Int) -> HostCalendar? { system.utcCalendar(seconds) }
    func seconds(ofLocal calendar: inout HostCalendar) -> Int? { system.seconds(ofLocal: &calendar) }
    func formatted(_ calendar: HostCalendar, _ format: String) -> String { system.formatted(calendar, format) }
    func fillWithRandom(_ buffer: UnsafeMutableRawBufferPointer) throws(HostError) { try system.fillWithRandom(buffer) }
}
