/// A typed view of a cell: one word, trivial, made wherever it is needed.
///
/// `Fields` is the cell's Swift struct, its header first.
public protocol CellHandle: Equatable {
    associatedtype Fields
    var cell: CellPointer { get }
    init(cell: CellPointer)
}

extension CellHandle {
    @inlinable @inline(__always)
    public var fields: UnsafeMutablePointer<Fields> { cell.assumingMemoryBound(to: Fields.self) }
    @inlinable @inline(__always)
    public var value: Value { Value(cell: cell) }
    @inlinable @inline(__always)
    public var shape: ShapePointer { cell.assumingMemoryBound(to: ShapePointer.self).pointee }

    /// The handle of a value that is known to be such a cell.
    @inlinable @inline(__always)
    public init(_ value: Value) { self.init(cell: value.cell) }
}

/// A run of values that another cell owns: the items of a list, the attributes that did not fit into an instance.
///
///     header | capacity | value … value       all of them valid values
public struct Values: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var capacity: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    @inlinable @inline(__always)
    public var base: UnsafeMutablePointer<Value> { (cell + 16).assumingMemoryBound(to: Value.self) }

    static let layout = Layout(.values, size: 16, trace: { cell, marker in
        let values = Values(cell: cell)
        marker.mark(UnsafePointer(values.base), count: values.fields.pointee.capacity)
    })
}
