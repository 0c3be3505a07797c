import KraitRuntime

/// A Python machine: its own heap, classes, modules and globals. Several run side by side in one process, each on a thread of its own.
///
///     let machine = try VirtualMachine(limits: Limits(memory: 64 << 20, time: .seconds(1)))
///     try machine.run("def area(width, height): return width * height")
///     let area: Int = try machine.call("area", 6, 7)
///
/// A machine works on the native thread that calls it, and returns when the work is done. It is not `Sendable`: one task or thread uses it at a time
/// (an actor that owns one makes it shareable), and an operation that begins while another thread is inside throws ``PythonError/machineInUse``.
/// Only ``cancellation`` may be used from anywhere at any time. How deep Python code recurses through built-in functions depends on the size of the calling
/// thread's stack; when it ends Python gets `RecursionError`.
///
/// Whatever Python code does, the machine stays usable: after an exception, an exit, the end of fuel or time, or a cancellation.
public final class VirtualMachine {
    let core: MachineCore

    /// Makes a machine with built-in classes and modules, and an empty `__main__`.
    ///
    /// - Parameters:
    ///   - limits: What it may use. Making it counts to none of them.
    ///   - environment: What it reaches of the outside world.
    /// - Throws: ``PythonError/outOfMemory`` if the system has no memory for it.
    public init(limits: Limits = Limits(), environment: Environment = .sandboxed) throws(PythonError) {
        core = try MachineCore(limits: limits, environment: environment)
    }

    init(_ core: MachineCore) { self.core = core }

    /// What the machine may use. Changes hold from the next piece of work on, that of memory at once.
    public var limits: Limits {
        get { core.limits }
        set { core.limits = newValue }
    }

    /// Ends the work of this machine from another thread.
    public var cancellation: Cancellation { core.cancellation }

    /// Units of fuel that the last piece of work took.
    public var usedFuel: Int { core.usedFuel }

    /// Bytes of the machine's heap in use, garbage included; what ``Limits/memory`` is compared with.
    public var usedMemory: Int { core.machine.pointee.heap.usedBytes }

    // MARK: - Running

    /// Runs a program in the namespace of `__main__`, where its names stay.
    ///
    /// - Parameter filename: The name that tracebacks show.
    /// - Throws: ``PythonError``; for a program that is none, the exception is `SyntaxError`.
    public func run(_ source: String, filename: String = "<string>") throws(PythonError) {
        try run(source: Array(source.utf8), isText: true, filename)
    }

    /// Runs the bytes of a source file, which may declare their encoding, or of a `.pyc` file of Python 3.13, in the namespace of `__main__`.
    ///
    /// Bytecode is verified before it runs: whatever the bytes hold, the worst is an exception.
    public func run(contents bytes: [UInt8], filename: String = "<string>") throws(PythonError) {
        guard VirtualMachine.isCompiled(bytes) || filename.hasSuffix(".pyc") else { return try run(source: bytes, isText: false, filename) }
        _ = try core.perform { thread throws(Raised) in try thread.run(pyc: bytes, name: filename, globals: globals(thread)) }
    }

    /// Runs a `.py` or `.pyc` file. The file is read with the rights of the process, whatever the machine itself may read.
    ///
    /// - Throws: ``PythonError/exception(_:)`` with an `OSError` if the file cannot be read.
    public func run(contentsOfFile path: String) throws(PythonError) {
        let system = SystemHost()
        let bytes: [UInt8]
        do throws(HostError) {
            bytes = try system.readFile(path)
        } catch {
            throw .exception(PythonException("OSError", "[Errno \(error.number)] \(system.message(of: error.number)): '\(path)'"))
        }
        try run(contents: bytes, filename: path)
    }

    private func run(source: [UInt8], isText: Bool, _ filename: String) throws(PythonError) {
        _ = try core.perform { thread throws(Raised) in
            try thread.run(source: source, isExpression: false, isText: isText, filename: filename, globals: globals(thread))
        }
    }

    /// The value of an expression in the namespace of `__main__`.
    ///
    ///     let answer: Int = try machine.evaluate("6 * 7")
    ///
    /// - Throws: ``PythonError``; ``PythonError/conversion(_:)`` if the value is no `Value`.
    public func evaluate<Value: PythonConvertible>(_ expression: String, as type: Value.Type = Value.self) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in
            let object = try core.perform { thread throws(Raised) in
                // As `eval` does: a line that is indented is an expression all the same.
                let text = Array(expression.utf8.drop { $0 == 0x20 || $0 == 0x09 })
                return PythonObject(core, try thread.run(source: text, isExpression: true, isText: true, filename: "<string>", globals: globals(thread)))
            }
            return try Value(object)
        }
    }

    private func globals(_ thread: Thread) -> Dict { Dict(core.machine.pointee.handles[core.globals]) }

    /// Whether bytes begin as a `.pyc` file of any version of Python 3 does.
    private static func isCompiled(_ bytes: [UInt8]) -> Bool { bytes.count >= 4 && bytes[1] < 16 && bytes[2] == 13 && bytes[3] == 10 }

    // MARK: - Names

    /// What a name means in `__main__`; nil if it means nothing. Names of built-in functions and classes are found too.
    public func global(_ name: String) throws(PythonError) -> PythonObject? {
        try core.perform { thread throws(Raised) in
            let name = try thread.intern(name)
            let value = globals(thread).get(interned: name) ?? Dict(thread.machine.pointee.builtins).get(interned: name)
            return value.map { PythonObject(core, $0) }
        }
    }

    /// The same as a Swift value.
    ///
    /// - Throws: ``PythonError/exception(_:)`` with a `NameError` if it means nothing.
    public func global<Value: PythonConvertible>(_ name: String, as type: Value.Type) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in try Value(try existing(name)) }
    }

    private func existing(_ name: String) throws(PythonError) -> PythonObject {
        if let object = try global(name) { return object }
        return try core.perform { thread throws(Raised) in throw thread.raise(.nameError, "name '\(name)' is not defined") }
    }

    /// Gives a name in `__main__` a value.
    public func setGlobal(_ name: String, to value: some PythonConvertible) throws(PythonError) {
        try core.hold { () throws(PythonError) in
            let object = try value.pythonObject(in: self)
            let value = try core.value(object)
            try core.perform { thread throws(Raised) in try globals(thread).set(interned: try thread.intern(name), value, thread) }
            withExtendedLifetime(object) {}
        }
    }

    /// The names of `__main__`, in the order in which they were set.
    public func globalNames() throws(PythonError) -> [String] {
        try core.perform { thread throws(Raised) in
            let dict = globals(thread)
            var names: [String] = [], position = 0
            while let index = dict.nextPosition(from: position) {
                let key = dict.table.entries[index].key
                if key.is(.str), let name = thread.text(of: key) { names.append(name) }
                position = index + 1
            }
            return names
        }
    }

    /// Calls what a name means in `__main__` or among the built-in functions.
    public func call<Value: PythonConvertible>(
        _ name: String, _ arguments: any PythonConvertible..., keywords: KeyValuePairs<String, any PythonConvertible> = [:], as type: Value.Type = Value.self
    ) throws(PythonError) -> Value {
        try core.hold { () throws(PythonError) in try Value(try existing(name).invoke(arguments, keywords)) }
    }

    /// A module by its name, imported if it was not yet.
    public func importModule(_ name: String) throws(PythonError) -> PythonObject {
        try core.hold { () throws(PythonError) in
            guard let function = try global("__import__") else { throw .conversion("no __import__") }
            // A name for the module itself instead of the package around it.
            return try function.invoke([name], ["fromlist": ["*"]])
        }
    }

    /// A Python object that stands for a Swift value.
    public func object(_ value: some PythonConvertible) throws(PythonError) -> PythonObject { try value.pythonObject(in: self) }

    /// The object of an exception, if it is the one that this machine threw last; its attributes tell more than its text.
    public func exceptionObject(of exception: PythonException) -> PythonObject? { core.object(ofException: exception) }

    // MARK: - Output

    /// What the machine has printed since this was called last, if its sandbox captures output; bytes that are no UTF-8 are replaced.
    public func takeOutput() -> String {
        guard let host = core.host as? SandboxHost else { return "" }
        defer { host.output = [] }
        return String(decoding: host.output, as: UTF8.self)
    }

    /// The same for standard error.
    public func takeErrorOutput() -> String {
        guard let host = core.host as? SandboxHost else { return "" }
        defer { host.errorOutput = [] }
        return String(decoding: host.errorOutput, as: UTF8.self)
    }

    // MARK: - Memory

    /// Frees what nobody refers to, and runs the finalizers that are due.
    public func collectGarbage() throws(PythonError) {
        try core.perform { thread throws(Raised) in
            thread.machine.collect(thread)
            try thread.safePoint()
        }
    }
}
