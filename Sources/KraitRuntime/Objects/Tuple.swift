/// `tuple`: a fixed sequence of values.
///
///     header | count | value …
///
/// In CPython: Objects/tupleobject.c.
public struct Tuple: CellHandle, RandomAccessCollection {
    public struct Fields {
        public var header: ShapePointer
        public var count: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 16
    static let layout = Layout(.tuple, size: headerSize, trace: { cell, marker in
        let tuple = Tuple(cell: cell)
        marker.mark(UnsafePointer(tuple.base), count: tuple.count)
    })

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inlinable @inline(__always)
    public var base: UnsafeMutablePointer<Value> { (cell + 16).assumingMemoryBound(to: Value.self) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    /// The item at an index, which must be below `count`.
    @inlinable @inline(__always) public subscript(_ index: Int) -> Value { base[index] }

    /// A tuple of `count` items, all of them 0 until they are set.
    public static func allocate(count: Int, _ thread: Thread) throws(Raised) -> Tuple {
        guard count < Int.max / 16 else { throw thread.memoryError() }
        let tuple = Tuple(cell: try thread.allocate(thread.machine.pointee.shapes.tuple, size: headerSize + count * 8))
        tuple.fields.pointee.count = count
        return tuple
    }

    /// A tuple of values that lie in memory which the collector knows.
    public static func make(_ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> Tuple {
        let tuple = try allocate(count: count, thread)
        tuple.base.update(from: base, count: count)
        return tuple
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A tuple of a few values.
    public func tuple(_ first: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 1, self)
        tuple.base[0] = first
        return tuple.value
    }

    public func tuple(_ first: Value, _ second: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 2, self)
        tuple.base[0] = first
        tuple.base[1] = second
        return tuple.value
    }

    public func tuple(_ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 3, self)
        tuple.base[0] = first
        tuple.base[1] = second
        tuple.base[2] = third
        return tuple.value
    }
}
