// The iterators that loops advance in place.

/// Iterates over a list; sees items that are appended on the way.
public struct ListIterator: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// None once it is exhausted.
        public var list: Value
        public var index: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(ListIterator(cell: cell).fields.pointee.list)
    })

    /// The next item, or nil if there may be none.
    @inline(__always)
    func nextFast() -> Value? {
        let list = fields.pointee.list
        guard list.isCell else { return nil }
        let index = fields.pointee.index
        guard index < List(list).count else { return nil }
        fields.pointee.index = index &+ 1
        return List(list)[index]
    }
}
