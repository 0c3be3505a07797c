/// `weakref.ref`: a reference that does not keep its referent alive.
///
///     header | referent | callback | hash
public struct WeakReference: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// None once the referent is dead. Not traced.
        public var referent: Value
        public var callback: Value
        /// The referent's hash, kept from the first time it was asked for; unbound before.
        public var hash: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.weakReference, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = WeakReference(cell: cell).fields
        marker.mark(fields.pointee.callback)
        marker.mark(fields.pointee.hash)
    })
}
