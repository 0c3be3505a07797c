/// A Python 3.13 code object: what the compiler makes, `.pyc` files hold and the engine lowers.
///
/// Immutable, so that it can be shared between threads and machines; ``replacing(_:)`` makes a changed copy.
/// Names and meaning of the fields are those of CPython's `code` type (data model reference, "Code objects").
public final class CodeObject: Sendable {
    /// The values of all fields, in a form that can be changed.
    public struct Fields: Sendable {
        public var argumentCount = 0
        public var positionalOnlyArgumentCount = 0
        public var keywordOnlyArgumentCount = 0
        public var stackSize = 0
        public var flags: Flags = []
        /// The bytecode with its inline caches, all caches zero.
        public var code: [UInt8] = []
        public var constants: [Constant] = []
        public var names: [PythonString] = []
        /// Locals, then cells that are not arguments, then free variables; ``localKinds`` has one entry for each.
        public var localsPlusNames: [PythonString] = []
        public var localKinds: [LocalKind] = []
        public var filename: PythonString = ""
        public var name: PythonString = ""
        public var qualifiedName: PythonString = ""
        public var firstLine = 0
        /// The location table as in `co_linetable` (CPython: InternalDocs/code_objects.md).
        public var lineTable: [UInt8] = []
        /// The exception table as in `co_exceptiontable` (CPython: InternalDocs/exception_handling.md).
        public var exceptionTable: [UInt8] = []
        public init() {}
    }

    public let fields: Fields
    public init(_ fields: Fields) { self.fields = fields }

    /// A copy of this object with some fields changed: `code.replacing { $0.name = "f" }`.
    public func replacing(_ change: (inout Fields) -> Void) -> CodeObject {
        var copy = fields
        change(&copy)
        return CodeObject(copy)
    }

    /// `co_flags` (CPython: Include/cpython/code.h).
    public struct Flags: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
        @inlinable public static var optimized: Flags { Flags(rawValue: 0x0001) }
        @inlinable public static var newLocals: Flags { Flags(rawValue: 0x0002) }
        @inlinable public static var varArguments: Flags { Flags(rawValue: 0x0004) }
        @inlinable public static var varKeywords: Flags { Flags(rawValue: 0x0008) }
        @inlinable public static var nested: Flags { Flags(rawValue: 0x0010) }
        @inlinable public static var generator: Flags { Flags(rawValue: 0x0020) }
        @inlinable public static var coroutine: Flags { Flags(rawValue: 0x0080) }
        @inlinable public static var iterableCoroutine: Flags { Flags(rawValue: 0x0100) }
        @inlinable public static var asyncGenerator: Flags { Flags(rawValue: 0x0200) }
        @inlinable public static var futureDivision: Flags { Flags(rawValue: 0x20000) }
        @inlinable public static var futureAbsoluteImport: Flags { Flags(rawValue: 0x40000) }
        @inlinable public static var futureWithStatement: Flags { Flags(rawValue: 0x80000) }
        @inlinable public static var futurePrintFunction: Flags { Flags(rawValue: 0x100000) }
        @inlinable public static var futureUnicodeLiterals: Flags { Flags(rawValue: 0x200000) }
        @inlinable public static var futureBarryAsBDFL: Flags { Flags(rawValue: 0x400000) }
        @inlinable public static var futureGeneratorStop: Flags { Flags(rawValue: 0x800000) }
        @inlinable public static var futureAnnotations: Flags { Flags(rawValue: 0x1000000) }
        @inlinable public static var noMonitoringEvents: Flags { Flags(rawValue: 0x2000000) }
    }

    /// One entry of `co_localspluskinds`.
    public struct LocalKind: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// A local of an inlined comprehension, not visible in `locals()`.
        public static let hidden = LocalKind(rawValue: 0x10)
        public static let local = LocalKind(rawValue: 0x20)
        public static let cell = LocalKind(rawValue: 0x40)
        public static let free = LocalKind(rawValue: 0x80)
    }
}

extension CodeObject: Hashable {
    /// Equality as CPython's `code_richcompare`: everything but the file name and the qualified name. Two copies of one
    /// `lambda` in a duplicated `finally` body are equal, and share one constant.
    public static func == (left: CodeObject, right: CodeObject) -> Bool {
        if left === right { return true }
        let a = left.fields, b = right.fields
        return a.name == b.name && a.argumentCount == b.argumentCount
            && a.positionalOnlyArgumentCount == b.positionalOnlyArgumentCount
            && a.keywordOnlyArgumentCount == b.keywordOnlyArgumentCount
            && a.flags == b.flags && a.firstLine == b.firstLine && a.code == b.code && a.constants == b.constants
            && a.names == b.names && a.localsPlusNames == b.localsPlusNames && a.localKinds == b.localKinds
            && a.lineTable == b.lineTable && a.exceptionTable == b.exceptionTable
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(fields.name)
        hasher.combine(fields.firstLine)
        hasher.combine(fields.code)
        hasher.combine(fields.lineTable)
        hasher.combine(fields.flags)
        hasher.combine(fields.argumentCount)
        hasher.combine(fields.keywordOnlyArgumentCount)
        hasher.combine(fields.positionalOnlyArgumentCount)
    }
}

extension CodeObject {
    /// About how many bytes of memory the object takes, code objects among its constants apart.
    public var byteCount: Int {
        let arrays = [fields.code.count, fields.lineTable.count, fields.exceptionTable.count, fields.localKinds.count, fields.name.utf8.count, fields.qualifiedName.utf8.count]
        return 320 + arrays.reduce(0) { $0 + $1 + 32 } + fields.names.byteCount + fields.localsPlusNames.byteCount + fields.constants.reduce(0) { $0 + $1.byteCount }
    }
}

extension [PythonString] {
    fileprivate var byteCount: Int { reduce(32) { $0 + 48 + $1.utf8.count } }
}

extension Constant {
    /// About how many bytes of memory it takes, but for a code object.
    fileprivate var byteCount: Int {
        let own = MemoryLayout<Constant>.stride
        return switch self {
        case .none, .ellipsis, .bool, .float, .code: own
        case .complex: own + 32
        case .int(let int): own + 64 + int.magnitude.words.count * 8
        case .string(let text): own + 40 + text.utf8.count
        case .bytes(let bytes): own + 40 + bytes.count
        case .tuple(let items), .frozenSet(let items): items.reduce(own + 32) { $0 + $1.byteCount }
        }
    }
}
