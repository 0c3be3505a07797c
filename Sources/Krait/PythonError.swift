/// Why Python code did not do what it was asked for.
public enum PythonError: Error, Sendable, Equatable {
    /// An exception that nothing caught.
    case exception(PythonException)
    /// The program asked to end (`SystemExit`): with a status, and perhaps with a text that the `python3` command would print to standard error.
    case exit(status: Int32, message: String?)
    /// The work took more than ``Limits/fuel``.
    case outOfFuel
    /// The work took longer than ``Limits/time``.
    case deadlineExceeded
    /// A `MemoryError` that nothing caught: ``Limits/memory`` or the system refused memory.
    case outOfMemory
    /// ``Cancellation/cancel()`` was called.
    case cancelled
    /// A value is of another type than was asked for, or has no counterpart on the other side. The text says what was expected and what was found.
    case conversion(String)
    /// Another native thread is at work in the machine.
    case machineInUse
}

/// A Python exception as text.
public struct PythonException: Error, Equatable {
    /// The name of its class as a traceback shows it: `ValueError`, `json.decoder.JSONDecodeError`.
    public var typeName: String
    /// What `str()` gives for it.
    public var message: String
    /// What `python3` would print: the traceback, causes and contexts, notes and suggestions; ends with a line feed. Empty for one that Swift code made.
    public var traceback: String
    /// Which object it is, for ``VirtualMachine/exceptionObject(of:)``.
    var identifier: Int?

    /// An exception for Swift functions to throw that Python calls: an instance of the built-in class of that name.
    public init(_ typeName: String, _ message: String) {
        self.typeName = typeName
        self.message = message
        traceback = ""
    }

    init(typeName: String, message: String, traceback: String, identifier: Int) {
        self.typeName = typeName
        self.message = message
        self.traceback = traceback
        self.identifier = identifier
    }

    public static func == (left: PythonException, right: PythonException) -> Bool {
        left.typeName == right.typeName && left.message == right.message && left.traceback == right.traceback
    }
}

extension PythonException: CustomStringConvertible {
    /// The last line of the traceback: class and message.
    public var description: String { message.isEmpty ? typeName : "\(typeName): \(message)" }
}

extension PythonError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .exception(let exception): exception.traceback.isEmpty ? exception.description : exception.traceback
        case .exit(let status, let message): "exit status \(status)" + (message.map { ": \($0)" } ?? "")
        case .outOfFuel: "out of fuel"
        case .deadlineExceeded: "deadline exceeded"
        case .outOfMemory: "out of memory"
        case .cancelled: "cancelled"
        case .conversion(let text): text
        case .machineInUse: "the machine is in use by another thread"
        }
    }
}
