/// What is known of a function written in Swift besides its pointer: name, signature and doc, as its definition wrote them.
///
///     definition   name | signature | doc | arity, traits | parameters ─▶ [parameter, parameter …]
///
/// Definitions lie in memory of the machine, so that making the thousand functions that it starts with costs no allocation each; names of parameters are
/// ranges of the signature's bytes.
public struct NativeDefinition {
    public let name: StaticString
    /// `__text_signature__`: `($self, object, /)`.
    public let signature: StaticString
    public let doc: StaticString
    public let parameters: UnsafeBufferPointer<NativeParameter>
    /// Positional arguments that must be there, and that have a parameter of their own.
    public let minimumPositional: Int
    public let maximumPositional: Int
    public internal(set) var traits: Traits

    public struct Traits: OptionSet, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Takes `*args`.
        public static let isVariadic = Traits(rawValue: 1)
        /// A call with positional arguments between minimum and maximum needs no sorting.
        public static let isSimple = Traits(rawValue: 2)
        /// It is `__new__`: the first argument is the class to make an instance of.
        public static let isNew = Traits(rawValue: 4)
        /// Named after an operation of the language: its descriptor is a `wrapper_descriptor`.
        public static let isSlot = Traits(rawValue: 8)
        /// Positional arguments are counted, and named in errors, before keywords are looked at (CPython: `_PyArg_CheckPositional`).
        public static let checksPositionalsFirst = Traits(rawValue: 16)
        /// Named like an operation of the language, but an ordinary method (CPython: `METH_COEXIST`).
        public static let isNoSlot = Traits(rawValue: 32)
        /// Has a keyword-only parameter that must be given.
        public static let needsKeyword = Traits(rawValue: 64)
    }

    @inline(__always) public var isVariadic: Bool { traits.contains(.isVariadic) }
    @inline(__always) public var isSimple: Bool { traits.contains(.isSimple) }
}

/// One parameter of a native function.
public struct NativeParameter: Sendable {
    public enum Kind: UInt8, Sendable { case positionalOnly, positional, keywordOnly, variadic, keywords }
    /// Where its name lies in the signature.
    var start: UInt16
    var length: UInt16
    public var kind: Kind
    public var isOptional: Bool
}

extension NativeDefinition {
    /// Whether a method with this name is what CPython keeps in a slot of the type.
    static func isSlotName(_ name: StaticString) -> Bool {
        guard name.utf8CodeUnitCount > 5, name.utf8Start[0] == UInt8(ascii: "_"), name.utf8Start[1] == UInt8(ascii: "_") else { return false }
        switch "\(name)" {
        case "__init__", "__del__", "__repr__", "__str__", "__hash__", "__bool__", "__getattribute__", "__getattr__", "__setattr__", "__delattr__",
            "__get__", "__set__", "__delete__", "__call__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__", "__len__", "__getitem__",
            "__setitem__", "__delitem__", "__iter__", "__next__", "__contains__", "__aiter__", "__anext__", "__await__", "__neg__", "__pos__", "__abs__",
            "__invert__", "__int__", "__float__", "__index__", "__buffer__", "__release_buffer__",
            "__add__", "__sub__", "__mul__", "__matmul__", "__truediv__", "__floordiv__", "__mod__", "__divmod__", "__pow__", "__lshift__", "__rshift__",
            "__and__", "__xor__", "__or__", "__radd__", "__rsub__", "__rmul__", "__rmatmul__", "__rtruediv__", "__rfloordiv__", "__rmod__", "__rdivmod__",
            "__rpow__", "__rlshift__", "__rrshift__", "__rand__", "__rxor__", "__ror__", "__iadd__", "__isub__", "__imul__", "__imatmul__", "__itruediv__",
            "__ifloordiv__", "__imod__", "__ipow__", "__ilshift__", "__irshift__", "__iand__", "__ixor__", "__ior__":
            return true
        default: return false
        }
    }

    /// The bytes of a parameter's name.
    func nameBytes(of parameter: NativeParameter) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: signature.utf8Start + Int(parameter.start), count: Int(parameter.length))
    }

    public func name(of parameter: NativeParameter) -> String { String(decoding: nameBytes(of: parameter), as: UTF8.self) }

    /// The parameter of one of some kinds with a name.
    func parameter(named name: Str, _ isWanted: (NativeParameter.Kind) -> Bool) -> Int? {
        guard name.isASCII else { return nil }
        for (index, parameter) in parameters.enumerated() where Int(parameter.length) == name.count && isWanted(parameter.kind) {
            if compareBytes(nameBytes(of: parameter).baseAddress.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(name.bytes), name.bytes, name.count) == 0 { return index }
        }
        return nil
    }
}

/// The definitions of one machine.
struct NativeDefinitions {
    private var blocks: [UnsafeMutableRawPointer] = []
    private var free = UnsafeMutableRawPointer(bitPattern: 16).unsafelyUnwrapped
    private var left = 0
    private static let blockSize = 64 << 10

    /// Reads a signature: `/` ends positional-only parameters, `*` begins keyword-only ones, `=` marks optional ones.
    mutating func make(_ name: StaticString, _ signature: StaticString, _ doc: StaticString) -> UnsafeMutablePointer<NativeDefinition> {
        let text = UnsafeBufferPointer(start: signature.utf8Start, count: signature.utf8CodeUnitCount)
        let commas = text.reduce(2) { $1 == UInt8(ascii: ",") ? $0 + 1 : $0 }
        let definition = take(MemoryLayout<NativeDefinition>.stride).bindMemory(to: NativeDefinition.self, capacity: 1)
        let parameters = take((commas * MemoryLayout<NativeParameter>.stride + 15) & ~15).bindMemory(to: NativeParameter.self, capacity: commas)
        var count = 0, minimum = 0, maximum = 0, kind = NativeParameter.Kind.positional
        var traits: NativeDefinition.Traits = [.isSimple]
        var index = 1
        while index < text.count - 1 {
            var start = index, depth = 0, quote: UInt8 = 0, equals = -1
            // One word, up to a comma that is in no quotes or brackets.
            while index < text.count - 1 {
                let byte = text[index]
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                    quote = byte
                } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                    depth += 1
                } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                    depth -= 1
                } else if byte == UInt8(ascii: "="), equals < 0 {
                    equals = index
                } else if byte == UInt8(ascii: ","), depth == 0 {
                    break
                }
                index += 1
            }
            var end = equals >= 0 ? equals : index
            index += 1
            while start < end, text[start] == UInt8(ascii: " ") { start += 1 }
            while end > start, text[end - 1] == UInt8(ascii: " ") { end -= 1 }
            guard start < end else { continue }
            var parameterKind = kind
            switch text[start] {
            case UInt8(ascii: "/"):
                for place in 0..<count { parameters[place].kind = .positionalOnly }
                continue
            case UInt8(ascii: "*") where end == start + 1:
                kind = .keywordOnly
                continue
            case UInt8(ascii: "*") where text[start + 1] == UInt8(ascii: "*"):
                parameterKind = .keywords
                start += 2
            case UInt8(ascii: "*"):
                parameterKind = .variadic
                kind = .keywordOnly
                traits.insert(.isVariadic)
                start += 1
            case UInt8(ascii: "$"):
                parameterKind = .positionalOnly
                start += 1
            default: break
            }
            let isOptional = equals >= 0 || parameterKind == .keywords || parameterKind == .variadic
            if parameterKind == .positional || parameterKind == .positionalOnly {
                maximum += 1
                if !isOptional { minimum += 1 }
            } else {
                traits.remove(.isSimple)
                if !isOptional { traits.insert(.needsKeyword) }
            }
            parameters[count] = NativeParameter(start: UInt16(truncatingIfNeeded: start), length: UInt16(truncatingIfNeeded: end - start), kind: parameterKind, isOptional: isOptional)
            count += 1
        }
        definition.initialize(to: NativeDefinition(
            name: name, signature: signature, doc: doc, parameters: UnsafeBufferPointer(start: parameters, count: count), minimumPositional: minimum,
            maximumPositional: maximum, traits: traits))
        return definition
    }

    private mutating func take(_ bytes: Int) -> UnsafeMutableRawPointer {
        if bytes > left {
            let size = Swift.max(NativeDefinitions.blockSize, bytes)
            free = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
            blocks.append(free)
            left = size
        }
        defer {
            free += bytes
            left -= bytes
        }
        return free
    }

    mutating func tearDown() {
        for block in blocks { block.deallocate() }
        blocks = []
        left = 0
    }
}
