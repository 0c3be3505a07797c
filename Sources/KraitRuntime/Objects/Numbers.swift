// `int` and `bool` as objects: conversion, the methods of the classes. Arithmetic on ints that fit 62 bits is in the handlers too.

/// `int` beyond 62 bits: sign and magnitude in 64-bit limbs, least significant first.
///
///     header | limb count, negative if the number is | limb …
public struct LongInt: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var signedCount: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let headerSize = 16
    static let layout = Layout(.int, size: headerSize)

    public var limbs: UnsafeMutablePointer<UInt> { (cell + 16).assumingMemoryBound(to: UInt.self) }
    public var count: Int { abs(fields.pointee.signedCount) }
    public var isNegative: Bool { fields.pointee.signedCount < 0 }

    public var number: Integer {
        Integer(magnitude: Array(UnsafeBufferPointer(start: limbs, count: count)), isNegative: isNegative)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An int of any size.
    public func makeInt(_ number: Integer) throws(Raised) -> Value {
        if let small = number.machineInteger, let value = Value(exactlySmallInt: small) { return value }
        let words = number.magnitude
        let int = LongInt(cell: try allocate(machine.pointee.shapes.int, size: LongInt.headerSize + words.count * 8))
        for (index, word) in words.enumerated() { int.limbs[index] = word }
        int.fields.pointee.signedCount = number.isNegative ? -words.count : words.count
        return int.value
    }

    public func makeInt(_ number: Int) throws(Raised) -> Value {
        if let value = Value(exactlySmallInt: number) { return value }
        return try makeInt(Integer(number))
    }

    /// The number of an int or bool; nil for anything else.
    public func integer(_ value: Value) -> Integer? {
        if value.isSmallInt { return Integer(value.smallInt) }
        if value.isBool { return Integer(value == .true ? 1 : 0) }
        return value.is(.int) ? LongInt(value).number : nil
    }

    func hashOfInt(_ value: Value) throws(Raised) -> Int? {
        if value.isBool { return value == .true ? 1 : 0 }
        guard let number = integer(value) else { return nil }
        var remainder = 0
        let modulus = (1 << 61) - 1
        for limb in number.magnitude.reversed() {
            // 2^64 is 8 modulo 2^61 - 1.
            remainder = (remainder * 8 % modulus + Int(limb % UInt(modulus))) % modulus
        }
        let hash = number.isNegative ? -remainder : remainder
        return hash == -1 ? -2 : hash
    }

    /// What `operator.index` gives, as a machine integer; OverflowError if it does not fit.
    public func index(_ value: Value) throws(Raised) -> Int {
        let int = try indexValue(value)
        if int.isSmallInt { return int.smallInt }
        guard let result = integer(int)?.machineInteger else {
            throw raise(.overflowError, "Python int too large to convert to C ssize_t")
        }
        return result
    }

    /// The same for slices: numbers too large become the largest.
    public func sliceIndex(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return value.smallInt }
        if !hasIndex(value) {
            throw raise(.typeError, "slice indices must be integers or None or have an __index__ method")
        }
        let int = try indexValue(value)
        if int.isSmallInt { return int.smallInt }
        return integer(int)?.isNegative == true ? Int.min : Int.max
    }

    /// `operator.index(value)`: an int.
    public func indexValue(_ value: Value) throws(Raised) -> Value {
        if value.isSmallInt { return value }
        if value.isBool { return Value(smallInt: value == .true ? 1 : 0) }
        if value.is(.int) { return value }
        let method = value.type(self)[.index]
        if method.isUnbound { throw raise(.typeError, "'\(value.type(self).name)' object cannot be interpreted as an integer") }
        let result = try callSpecial(method, value)
        guard result.isSmallInt || result.is(.int) || result.isBool else {
            throw raise(.typeError, "__index__ returned non-int (type \(result.type(self).name))")
        }
        return result.isBool ? Value(smallInt: result == .true ? 1 : 0) : result
    }

    func defineNumbers() throws(Raised) {
        try define(\.int, "int", shape: \.int, layout: LongInt.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                guard let number = thread.integer(arguments[0]) else { throw thread.raise(.typeError, "expected int") }
                return try Str.make(number.digits, thread).value
            }
            try builder.method("__format__", "($self, format_spec, /)", "Format the number as a specification says.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
                return try thread.formatInt(arguments[0], Str(arguments[1]))
            }
            try builder.method("__add__", "($self, value, /)") { thread, arguments throws(Raised) in
                guard let a = thread.integer(arguments[0]), let b = thread.integer(arguments[1]) else { return .notImplemented }
                return try thread.makeInt(a + b)
            }
            try builder.method("__sub__", "($self, value, /)") { thread, arguments throws(Raised) in
                guard let a = thread.integer(arguments[0]), let b = thread.integer(arguments[1]) else { return .notImplemented }
                return try thread.makeInt(a - b)
            }
            try builder.method("__mul__", "($self, value, /)") { thread, arguments throws(Raised) in
                guard let a = thread.integer(arguments[0]), let b = thread.integer(arguments[1]) else { return .notImplemented }
                return try thread.makeInt(a * b)
            }
        }
        try define(\.bool, "bool", base: machine.pointee.types.int) { builder throws(Raised) in
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                try Str.make(arguments[0] == .true ? "True" : "False", thread).value
            }
        }
        try define(\.float, "float", shape: \.float, layout: Float.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.method("__format__", "($self, format_spec, /)", "Format the number as a specification says.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
                return try thread.formatFloat(arguments[0], Str(arguments[1]))
            }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                try thread.repr(ofFloat: thread.float(arguments[0]) ?? 0).value
            }
        }
        machine.pointee.zeroFloat = try makeFloat(0)
    }

    /// The number of an int or bool as a machine integer; nil if it does not fit.
    public func machineInteger(_ value: Value) -> Int? { integer(value)?.machineInteger }

    func doubleOfInt(_ value: Value) throws(Raised) -> Double { Double(machineInteger(value) ?? 0) }

    /// The digits of an int, with a minus sign if it is negative.
    func digits(ofInt value: Value, base: Int, isUpper: Bool) throws(Raised) -> NumberText {
        let text = base == 10 ? (integer(value)?.digits ?? "") : String(machineInteger(value) ?? 0, radix: base, uppercase: isUpper)
        let place = try allocateScratch(text.utf8.count)
        for (index, unit) in text.utf8.enumerated() { place[index] = unit }
        return NumberText(base: place, count: text.utf8.count)
    }

    func makeComplex(_ real: Double, _ imaginary: Double) throws(Raised) -> Value { throw raise(.notImplementedError, "complex") }
}
