import KraitRuntime

/// A Swift type whose values have counterparts in Python.
///
/// | Swift | Python | taken from Python |
/// |---|---|---|
/// | `Bool` | `bool` | `bool` |
/// | `Int`, `Int64`, `Int32`, `UInt`, `UInt64`, `UInt32`, `UInt8` | `int` | `int` within range, `bool` |
/// | ``PythonInteger`` | `int` | `int` of any size, `bool` |
/// | `Double`, `Float` | `float` | `float`, `int` within range |
/// | `String` | `str` | `str` without lone surrogates |
/// | `[UInt8]` | `bytes` | `bytes`, `bytearray`, `memoryview` |
/// | arrays | `list` | `list`, `tuple`, `set`, iterators and other iterables, but neither text, bytes nor `dict` |
/// | dictionaries | `dict` | `dict` |
/// | sets | `set` | `set`, `frozenset` |
/// | optionals | `None` or the value | the same |
/// | ``PythonObject`` | itself | anything |
///
/// Types of your own conform by converting themselves to one of these.
public protocol PythonConvertible {
    /// A Python object that stands for the value.
    func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject

    /// The value that a Python object stands for.
    ///
    /// - Throws: ``PythonError/conversion(_:)`` if it stands for none.
    init(_ object: PythonObject) throws(PythonError)

    /// The Python object for an array of such values: a `list`, but `bytes` for `UInt8`.
    static func pythonObject(of array: [Self], in machine: VirtualMachine) throws(PythonError) -> PythonObject

    /// The array that a Python object stands for.
    static func array(_ object: PythonObject) throws(PythonError) -> [Self]
}

extension PythonConvertible {
    public static func pythonObject(of array: [Self], in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.core.hold { () throws(PythonError) in
            var objects: [PythonObject] = [], values: [KraitRuntime.Value] = []
            objects.reserveCapacity(array.count)
            for element in array {
                let object = try element.pythonObject(in: machine)
                objects.append(object)
                values.append(try machine.core.value(object))
            }
            defer { withExtendedLifetime(objects) {} }
            return try machine.make { thread throws(Raised) in
                try thread.charge(values.count)
                return try thread.makeList(values)
            }
        }
    }

    public static func array(_ object: PythonObject) throws(PythonError) -> [Self] {
        let value = object.value
        if !value.isCell || value.is(.str) || value.is(.bytes) || value.is(.byteArray) || value.is(.dict) { throw object.mismatch("an iterable") }
        return try object.core.hold { () throws(PythonError) in
            var result: [Self] = []
            for element in try object.elements() { result.append(try Self(element)) }
            return result
        }
    }
}

extension VirtualMachine {
    func make(_ body: (Thread) throws(Raised) -> KraitRuntime.Value) throws(PythonError) -> PythonObject {
        try core.perform { thread throws(Raised) in PythonObject(core, try body(thread)) }
    }
}

extension PythonObject {
    func mismatch(_ expected: String) -> PythonError { .conversion("expected \(expected), got \(typeName)") }
}

extension PythonObject: PythonConvertible {
    /// The object itself.
    ///
    /// - Throws: ``PythonError/conversion(_:)`` if it belongs to another machine.
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        _ = try machine.core.value(self)
        return self
    }

    public convenience init(_ object: PythonObject) throws(PythonError) { self.init(object.core, object.value) }
}

// MARK: - Numbers

extension Bool: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject { try machine.make { _ in Value(self) } }

    public init(_ object: PythonObject) throws(PythonError) {
        guard object.value.isBool else { throw object.mismatch("bool") }
        self = object.value == .true
    }
}

extension PythonConvertible where Self: FixedWidthInteger {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.make { thread throws(Raised) in
            if let int = Int(exactly: self) { return try thread.makeInt(int) }
            return try thread.makeInt(UInt(truncatingIfNeeded: self))
        }
    }

    public init(_ object: PythonObject) throws(PythonError) {
        let value = object.value
        let thread = object.core.thread
        guard thread.exactInt(value) != nil else { throw object.mismatch("int") }
        let number = thread.machineInteger(value).flatMap { Self(exactly: $0) } ?? thread.machineUnsigned(value).flatMap { Self(exactly: $0) }
        guard let number else { throw .conversion("int out of the range of \(Self.self)") }
        self = number
    }
}

extension Int: PythonConvertible {}
extension Int64: PythonConvertible {}
extension Int32: PythonConvertible {}
extension Int16: PythonConvertible {}
extension Int8: PythonConvertible {}
extension UInt: PythonConvertible {}
extension UInt64: PythonConvertible {}
extension UInt32: PythonConvertible {}
extension UInt16: PythonConvertible {}

extension UInt8: PythonConvertible {
    public static func pythonObject(of array: [UInt8], in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.make { thread throws(Raised) in
            try thread.charge(array.count >> 4)
            return try thread.makeBytes(array)
        }
    }

    public static func array(_ object: PythonObject) throws(PythonError) -> [UInt8] {
        try object.core.hold { () throws(PythonError) in
            guard object.core.thread.isBytesLike(object.value) else { throw object.mismatch("bytes") }
            return try object.core.perform { thread throws(Raised) in
                let view = try thread.buffer(object.value)
                return Array(UnsafeRawBufferPointer(start: view.base, count: view.count))
            }
        }
    }
}

/// An int of any size, as decimal digits.
public struct PythonInteger: PythonConvertible, Hashable, Sendable, CustomStringConvertible {
    /// The digits, after a minus sign if the number is negative.
    public let description: String

    /// Nil unless the text is decimal digits, perhaps after a minus sign.
    public init?(_ text: String) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let significant = digits.drop { $0 == "0" }
        description = significant.isEmpty ? "0" : (text.hasPrefix("-") ? "-" : "") + significant
    }

    public init(_ int: Int) { description = String(int) }

    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.make { thread throws(Raised) in try thread.makeInt(decimal: description) }
    }

    public init(_ object: PythonObject) throws(PythonError) {
        guard let int = object.core.thread.exactInt(object.value) else { throw object.mismatch("int") }
        description = try object.core.perform { thread throws(Raised) in try thread.decimalText(ofInt: int) }
    }
}

extension Double: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.make { thread throws(Raised) in try thread.makeFloat(self) }
    }

    public init(_ object: PythonObject) throws(PythonError) {
        let value = object.value, thread = object.core.thread
        if let number = thread.float(value) {
            self = number
        } else if thread.exactInt(value) != nil {
            self = try object.core.perform { thread throws(Raised) in try thread.double(value) }
        } else {
            throw object.mismatch("float")
        }
    }
}

extension Swift.Float: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject { try Double(self).pythonObject(in: machine) }
    public init(_ object: PythonObject) throws(PythonError) { self.init(try Double(object)) }
}

// MARK: - Text

extension String: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.make { thread throws(Raised) in
            try thread.charge(utf8.count >> 4)
            return try thread.makeText(self)
        }
    }

    /// The text of a `str`. (``PythonObject/str()`` is the text of anything.)
    public init(_ object: PythonObject) throws(PythonError) {
        guard object.value.is(.str) else { throw object.mismatch("str") }
        guard let text = object.core.thread.text(of: object.value) else { throw .conversion("str with lone surrogates") }
        self = text
    }
}

// MARK: - Containers

extension Array: PythonConvertible where Element: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject { try Element.pythonObject(of: self, in: machine) }
    public init(_ object: PythonObject) throws(PythonError) { self = try Element.array(object) }
}

extension Dictionary: PythonConvertible where Key: PythonConvertible, Value: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.core.hold { () throws(PythonError) in
            let result = try machine.make { thread throws(Raised) in try Dict.make(capacity: count, thread).value }
            for (key, value) in self { try result.setItem(key, to: value) }
            return result
        }
    }

    /// Of keys that are equal as Swift values the last one counts.
    public init(_ object: PythonObject) throws(PythonError) {
        guard object.value.is(.dict) else { throw object.mismatch("dict") }
        var result: [Key: Value] = [:]
        try object.core.hold { () throws(PythonError) in
            let pairs = try object.core.perform { thread throws(Raised) in
                let dict = Dict(object.value)
                var pairs: [(PythonObject, PythonObject)] = [], position = 0
                while let index = dict.nextPosition(from: position) {
                    let entry = dict.table.entries[index]
                    pairs.append((PythonObject(object.core, entry.key), PythonObject(object.core, entry.value)))
                    position = index + 1
                }
                try thread.charge(pairs.count)
                return pairs
            }
            for (key, value) in pairs { result[try Key(key)] = try Value(value) }
        }
        self = result
    }
}

extension Set: PythonConvertible where Element: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        try machine.core.hold { () throws(PythonError) in
            let result = try machine.make { thread throws(Raised) in try PythonSet.make(thread).value }
            for element in self {
                let object = try element.pythonObject(in: machine)
                let value = try machine.core.value(object)
                _ = try machine.core.perform { thread throws(Raised) in try PythonSet(result.value).insert(value, thread) }
                withExtendedLifetime(object) {}
            }
            return result
        }
    }

    public init(_ object: PythonObject) throws(PythonError) {
        guard object.value.is(.set) || object.value.is(.frozenSet) else { throw object.mismatch("set") }
        self = Set(try Element.array(object))
    }
}

extension Optional: PythonConvertible where Wrapped: PythonConvertible {
    public func pythonObject(in machine: VirtualMachine) throws(PythonError) -> PythonObject {
        guard let self else { return try machine.make { _ in Value.none } }
        return try self.pythonObject(in: machine)
    }

    public init(_ object: PythonObject) throws(PythonError) { self = object.isNone ? nil : .some(try Wrapped(object)) }
}
