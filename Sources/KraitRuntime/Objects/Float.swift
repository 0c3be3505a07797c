#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `float`: a double. Most need no cell (see `Value`); 0.0, infinities, NaNs and extremes have one.
///
///     header | number
public struct Float: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var number: Double
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.float, size: MemoryLayout<Fields>.size)
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A float.
    @inline(__always)
    public func makeFloat(_ number: Double) throws(Raised) -> Value {
        if let value = Value(inlineFloat: number) { return value }
        return try makeFloatCell(number)
    }

    @inline(never)
    private func makeFloatCell(_ number: Double) throws(Raised) -> Value {
        if number.bitPattern == 0, machine.pointee.zeroFloat.isCell { return machine.pointee.zeroFloat }
        let float = Float(cell: try allocate(machine.pointee.shapes.float, size: MemoryLayout<Float.Fields>.size))
        float.fields.pointee.number = number
        return float.value
    }

    /// The number of a float or of an instance of a subclass; nil for anything else.
    @inline(__always)
    public func float(_ value: Value) -> Double? {
        if value.isInlineFloat { return value.inlineFloat }
        return value.is(.float) ? Float(value).fields.pointee.number : nil
    }
}
