/// A Python value in one 64-bit word, copied freely: no reference counts anywhere near it.
///
///     …………………………………………………………………… 00   small int: 62 bits, two's complement
///     …………………… address ……………………… 01   heap cell: its address plus 1
///     biased, rotated double ……… 10   float of magnitude 2^-255 ..< 2^257
///     …………… number ………………………………… 11   singleton
///
/// Ints beyond 62 bits and floats beyond that range (0.0 among them) are heap cells. Only this file knows the bits.
@frozen
public struct Value: Equatable, Hashable, Sendable {
    public var bits: UInt64
    @inlinable @inline(__always) public init(bits: UInt64) { self.bits = bits }
}

// MARK: - Singletons

extension Value {
    /// No value: an unassigned local, an empty slot. Python code never sees it.
    @inlinable @inline(__always) public static var unbound: Value { Value(bits: 3) }
    @inlinable @inline(__always) public static var none: Value { Value(bits: 7) }
    @inlinable @inline(__always) public static var `false`: Value { Value(bits: 11) }
    @inlinable @inline(__always) public static var `true`: Value { Value(bits: 15) }
    @inlinable @inline(__always) public static var ellipsis: Value { Value(bits: 19) }
    @inlinable @inline(__always) public static var notImplemented: Value { Value(bits: 23) }

    @inlinable @inline(__always) public init(_ bool: Bool) { self = bool ? .true : .false }

    @inlinable @inline(__always) public var isUnbound: Bool { bits == 3 }
    @inlinable @inline(__always) public var isNone: Bool { bits == 7 }
    @inlinable @inline(__always) public var isBool: Bool { bits == 11 || bits == 15 }
}

// MARK: - Values without a cell

extension Value {
    /// The same for values of the same class, of those that have no cell; none of them is the address of a shape.
    @inline(__always) var immediateKey: UInt64 { bits & 3 == 3 ? bits : bits & 3 }
}

// MARK: - Small ints

extension Value {
    /// The range of ints that need no cell.
    @inlinable public static var smallIntRange: ClosedRange<Int> { -(1 << 61)...(1 << 61) - 1 }

    /// An int that is known to fit into 62 bits.
    @inlinable @inline(__always) public init(smallInt: Int) { bits = UInt64(bitPattern: Int64(smallInt)) << 2 }

    /// An int if it fits into 62 bits.
    @inlinable @inline(__always) public init?(exactlySmallInt int: Int) {
        let shifted = int &<< 2
        if shifted >> 2 != int { return nil }
        bits = UInt64(bitPattern: Int64(shifted))
    }

    @inlinable @inline(__always) public var isSmallInt: Bool { bits & 3 == 0 }
    /// The number; meaningful only if ``isSmallInt``.
    @inlinable @inline(__always) public var smallInt: Int { Int(Int64(bitPattern: bits) >> 2) }

    /// Whether both are small ints: one test for two operands.
    @inlinable @inline(__always) public func isSmallInt(with other: Value) -> Bool { (bits | other.bits) & 3 == 0 }

    /// The sum, or nil on overflow; both must be small ints.
    @inlinable @inline(__always) public func addingSmallInt(_ other: Value) -> Value? {
        let (sum, overflow) = Int64(bitPattern: bits).addingReportingOverflow(Int64(bitPattern: other.bits))
        return overflow ? nil : Value(bits: UInt64(bitPattern: sum))
    }

    /// The difference, or nil on overflow; both must be small ints.
    @inlinable @inline(__always) public func subtractingSmallInt(_ other: Value) -> Value? {
        let (difference, overflow) = Int64(bitPattern: bits).subtractingReportingOverflow(Int64(bitPattern: other.bits))
        return overflow ? nil : Value(bits: UInt64(bitPattern: difference))
    }

    /// The product, or nil on overflow; both must be small ints.
    @inlinable @inline(__always) public func multipliedSmallInt(by other: Value) -> Value? {
        let (product, overflow) = Int64(bitPattern: bits).multipliedReportingOverflow(by: Int64(other.smallInt))
        return overflow ? nil : Value(bits: UInt64(bitPattern: product))
    }

    /// Signed order of two small ints without untagging.
    @inlinable @inline(__always) public func isSmallIntLess(than other: Value) -> Bool {
        Int64(bitPattern: bits) < Int64(bitPattern: other.bits)
    }
}

// MARK: - Floats

extension Value {
    @inlinable @inline(__always) static var floatBias: UInt64 { 0x1000_0000_0000_0000 }

    /// A float that needs no cell, or nil for 0.0, infinities, NaN and extremes.
    @inlinable @inline(__always) public init?(inlineFloat double: Double) {
        let biased = double.bitPattern &+ Value.floatBias
        bits = biased << 3 | biased >> 61
        if bits & 3 != 2 { return nil }
    }

    @inlinable @inline(__always) public var isInlineFloat: Bool { bits & 3 == 2 }
    /// The number; meaningful only if ``isInlineFloat``.
    @inlinable @inline(__always) public var inlineFloat: Double {
        Double(bitPattern: (bits >> 3 | bits << 61) &- Value.floatBias)
    }

    /// The number times 2^256: a biased exponent is that of a double again, of 2^1 ..< 2^513. Sums and differences of two such numbers and their order are
    /// the numbers' own, a product or quotient is if one factor or the divisor is not scaled; rounding is the same, as nothing near the ends of a double's
    /// range is without a cell. It saves the bias in both directions, which every operation on the last one's result would wait for.
    @inlinable @inline(__always) public var scaledFloat: Double { Double(bitPattern: bits >> 3 | bits << 61) }

    /// A float that needs no cell from its number times 2^256, or nil.
    @inlinable @inline(__always) public init?(scaledFloat double: Double) {
        bits = double.bitPattern << 3 | double.bitPattern >> 61
        if bits & 3 != 2 { return nil }
    }

    /// Whether both are floats without a cell.
    @inlinable @inline(__always) public func isInlineFloat(with other: Value) -> Bool {
        // One test of the two tags: what is 2 in both leaves no bit after subtracting 2.
        ((bits &- 2) | (other.bits &- 2)) & 3 == 0
    }
}

// MARK: - Cells

extension Value {
    @inlinable @inline(__always) public init(cell: UnsafeMutableRawPointer) {
        bits = UInt64(UInt(bitPattern: cell)) &+ 1
    }

    @inlinable @inline(__always) public var isCell: Bool { bits & 3 == 1 }

    /// The cell; meaningful only if ``isCell``.
    @inlinable @inline(__always) public var cell: UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(bitPattern: UInt(bits &- 1)).unsafelyUnwrapped
    }

    /// The shape of the cell; meaningful only if ``isCell``.
    @inlinable @inline(__always) public var shape: ShapePointer { cell.assumingMemoryBound(to: ShapePointer.self).pointee }

    /// Whether this is a cell of exactly that shape: two tests, one load.
    @inlinable @inline(__always) public func has(_ shape: ShapePointer) -> Bool { isCell && self.shape == shape }
    /// Whether this is a cell of exactly that type, whatever attributes it has.
    @inlinable @inline(__always) public func isExactly(_ type: Value) -> Bool { isCell && shape.pointee.type == type }
}
