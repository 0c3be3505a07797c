/// `int`: a whole number of any size.
///
///     up to 62 bits       no cell: see `Value`
///     beyond              header | limb count, negative if the number is | limb …     64 bits each, least significant first, no leading zeros
///     of a subclass       header | the number as an exact int | attributes …
///
/// A number that fits 62 bits never has a cell of class `int`, so equal ints without a cell are the same value.
/// In CPython: Objects/longobject.c.
public struct LongInt: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var signedCount: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let headerSize = 16
    static let layout = Layout(.int, size: headerSize)
    /// Of instances of subclasses: the number lies where the count is in exact ints.
    static let subclassLayout = Layout(.int, size: headerSize, trace: { cell, marker in marker.mark(LongInt(cell: cell).number) })

    @inlinable @inline(__always) var limbs: UnsafeMutablePointer<UInt> { (cell + 16).assumingMemoryBound(to: UInt.self) }
    @inline(__always) var count: Int { Int(bitPattern: fields.pointee.signedCount.magnitude) }
    @inline(__always) var isNegative: Bool { fields.pointee.signedCount < 0 }

    /// The number of an instance of a subclass.
    @inline(__always) var number: Value {
        get { (cell + 8).load(as: Value.self) }
        nonmutating set { (cell + 8).storeBytes(of: newValue, as: Value.self) }
    }
}

/// An int as the kernels see it: sign and magnitude, in memory that lives as long as the function that got it.
struct IntOperand {
    var limbs: UnsafePointer<UInt>
    var count: Int
    var isNegative: Bool

    /// Of an exact int; a number without a cell is spilled to `spill`.
    @inline(__always)
    init(_ value: Value, spill: UnsafeMutablePointer<UInt>) {
        if value.isSmallInt {
            let number = value.smallInt
            spill.pointee = number.magnitude
            limbs = UnsafePointer(spill)
            count = number == 0 ? 0 : 1
            isNegative = number < 0
        } else {
            let int = LongInt(value)
            limbs = UnsafePointer(int.limbs)
            count = int.count
            isNegative = int.isNegative
        }
    }

    /// Bits of the magnitude.
    @inline(__always)
    var bitCount: Int { count == 0 ? 0 : count &* 64 &- limbs[count &- 1].leadingZeroBitCount }
}

// MARK: - Making

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An int whose limbs, 0 now, the caller fills in and then passes to `finish`.
    @inline(__always)
    func allocateInt(_ count: Int) throws(Raised) -> LongInt {
        if count > 1 << 12 { try chargeInt(count) }
        return LongInt(cell: try allocate(machine.pointee.shapes.int, size: LongInt.headerSize &+ count &* 8))
    }

    /// The same where the caller fills in all of the limbs; they may hold anything before.
    @inline(__always)
    func allocateUnfilledInt(_ count: Int) throws(Raised) -> LongInt {
        if count > 1 << 12 { try chargeInt(count) }
        let int = LongInt(cell: try allocateUnfilled(machine.pointee.shapes.int, size: LongInt.headerSize &+ count &* 8))
        int.fields.pointee.signedCount = 0
        return int
    }

    @inline(never)
    private func chargeInt(_ count: Int) throws(Raised) {
        guard count < Int.max / 64 else { throw memoryError() }
        try charge(count >> 1)
    }

    /// The value of an int whose limbs were written: without leading zeros, and without a cell if it fits.
    @inline(__always)
    func finish(_ int: LongInt, _ count: Int, isNegative: Bool) -> Value {
        let count = Limbs.trimmed(int.limbs, count)
        if count <= 1 {
            let limb = count == 0 ? 0 : int.limbs[0]
            if limb <= UInt(Value.smallIntRange.upperBound) || (isNegative && limb == Value.smallIntRange.lowerBound.magnitude) {
                return Value(smallInt: isNegative ? 0 &- Int(bitPattern: limb) : Int(bitPattern: limb))
            }
        }
        int.fields.pointee.signedCount = isNegative ? -count : count
        return int.value
    }

    public func makeInt(_ number: Int) throws(Raised) -> Value {
        if let value = Value(exactlySmallInt: number) { return value }
        return try makeInt(magnitude: number.magnitude, isNegative: number < 0)
    }

    public func makeInt(_ number: UInt) throws(Raised) -> Value { try makeInt(magnitude: number, isNegative: false) }

    func makeInt(magnitude: UInt, isNegative: Bool) throws(Raised) -> Value {
        let int = try allocateInt(1)
        int.limbs[0] = magnitude
        return finish(int, 1, isNegative: isNegative)
    }

    /// An int from limbs that lie outside of the heap.
    public func makeInt(limbs: some Collection<UInt>, isNegative: Bool) throws(Raised) -> Value {
        let int = try allocateInt(limbs.count)
        var count = 0
        for limb in limbs { int.limbs[count] = limb; count += 1 }
        return finish(int, count, isNegative: isNegative)
    }

    /// The whole part of a finite double.
    func makeInt(truncating number: Double) throws(Raised) -> Value {
        if number.magnitude < 0x1p61 { return Value(smallInt: Int(number)) }
        let exponent = Int(number.exponent) - 52
        let mantissa = UInt(number.significandBitPattern) | 1 << 52
        let int = try allocateInt(exponent / 64 + 2)
        let limbs = int.limbs, shift = UInt(exponent % 64)
        limbs[exponent / 64] = mantissa << shift
        limbs[exponent / 64 + 1] = shift == 0 ? 0 : mantissa >> (64 - shift)
        return finish(int, exponent / 64 + 2, isNegative: number < 0)
    }
}

// MARK: - Reading

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The number of an int, a bool or an instance of a subclass as an exact int; nil for anything else.
    @inline(__always)
    public func exactInt(_ value: Value) -> Value? {
        if value.isSmallInt { return value }
        if value.isBool { return Value(smallInt: value == .true ? 1 : 0) }
        guard value.is(.int) else { return nil }
        return value.shape == machine.pointee.shapes.int ? value : LongInt(value).number
    }

    /// The same where the value is known to be one.
    @inline(__always)
    func int(_ value: Value) -> Value { exactInt(value) ?? Value(smallInt: 0) }

    /// The number of an int or bool as a machine integer; nil if it does not fit, or is none.
    public func machineInteger(_ value: Value) -> Int? {
        guard let int = exactInt(value) else { return nil }
        if int.isSmallInt { return int.smallInt }
        let long = LongInt(int)
        guard long.count == 1 else { return nil }
        let limb = long.limbs[0]
        if long.isNegative { return limb <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- limb) : nil }
        return Int(exactly: limb)
    }

    /// The same without sign; nil if it is negative too.
    public func machineUnsigned(_ value: Value) -> UInt? {
        guard let int = exactInt(value) else { return nil }
        if int.isSmallInt { return UInt(exactly: int.smallInt) }
        let long = LongInt(int)
        return long.count == 1 && !long.isNegative ? long.limbs[0] : nil
    }

    /// Negative, 0 or positive as an exact int is.
    @inline(__always)
    func signOfInt(_ int: Value) -> Int { int.isSmallInt ? int.smallInt.signum() : LongInt(int).fields.pointee.signedCount }

    /// The two ints' limbs for the time of a function.
    @inline(__always)
    func withLimbs<Result>(_ first: Value, _ second: Value, _ body: (IntOperand, IntOperand) throws(Raised) -> Result) throws(Raised) -> Result {
        var spill: (UInt, UInt) = (0, 0)
        return try withUnsafeMutablePointer(to: &spill.0) { one throws(Raised) in
            try withUnsafeMutablePointer(to: &spill.1) { two throws(Raised) in
                try body(IntOperand(first, spill: one), IntOperand(second, spill: two))
            }
        }
    }

    @inline(__always)
    func withLimbs<Result>(_ value: Value, _ body: (IntOperand) throws(Raised) -> Result) throws(Raised) -> Result {
        var spill: UInt = 0
        return try withUnsafeMutablePointer(to: &spill) { place throws(Raised) in try body(IntOperand(value, spill: place)) }
    }

    /// The hash of an int or bool: itself modulo 2^61 - 1; nil for anything else.
    func hashOfInt(_ value: Value) -> Int? {
        guard let int = exactInt(value) else { return nil }
        if int.isSmallInt { return hashOfSmallInt(int.smallInt) }
        let long = LongInt(int)
        let modulus: UInt = 1 << 61 - 1
        var remainder: UInt = 0
        var index = long.count
        if index > 1 << 10 { noteWork(index >> 2) }
        while index > 0 {
            index &-= 1
            // 2^64 is 8 modulo 2^61 - 1.
            let limb = long.limbs[index]
            let sum = (remainder << 3 & modulus) &+ (remainder >> 58) &+ (limb & modulus) &+ (limb >> 61)
            remainder = (sum & modulus) &+ (sum >> 61)
            if remainder >= modulus { remainder &-= modulus }
        }
        let hash = long.isNegative ? -Int(remainder) : Int(remainder)
        return hash == -1 ? -2 : hash
    }

    /// What `operator.index` gives, as a machine integer; OverflowError if it does not fit.
    public func index(_ value: Value) throws(Raised) -> Int {
        let int = try indexValue(value)
        if int.isSmallInt { return int.smallInt }
        guard let result = machineInteger(int) else { throw raise(.overflowError, "Python int too large to convert to C ssize_t") }
        return result
    }

    /// The same for slices: numbers too large become the largest.
    public func sliceIndex(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return value.smallInt }
        if value.type(self)[.index].isUnbound {
            throw raise(.typeError, "slice indices must be integers or None or have an __index__ method")
        }
        let int = try indexValue(value)
        return machineInteger(int) ?? (signOfInt(int) < 0 ? Int.min : Int.max)
    }

    /// `operator.index(value)` as an exact int.
    public func indexValue(_ value: Value) throws(Raised) -> Value {
        if let int = exactInt(value) { return int }
        let method = value.type(self)[.index]
        if method.isUnbound { throw raise(.typeError, "'\(value.type(self).name)' object cannot be interpreted as an integer") }
        let result = try callSpecial(method, value)
        return try exactInt(result, from: "__index__")
    }

    /// The int that a special method gave; a subclass's instance is deprecated.
    func exactInt(_ result: Value, from method: StaticString) throws(Raised) -> Value {
        if result.isSmallInt || result.has(machine.pointee.shapes.int) { return result }
        let problem = "\(method) returned non-int (type \(result.type(self).name))"
        guard let int = exactInt(result) else { throw raise(.typeError, problem) }
        try warnOfSubclass(problem, "int")
        return int
    }

    func warnOfSubclass(_ problem: String, _ type: StaticString) throws(Raised) {
        try warn(.deprecationWarning, "\(problem).  The ability to return an instance of a strict subclass of \(type) is deprecated, "
            + "and may be removed in a future version of Python.")
    }
}
