/// `list`: a growable array of values.
///
///     List   header | items | count
///     items  a cell of values with room for more than `count`; those behind it are 0
///
/// In CPython: Objects/listobject.c.
public struct List: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var items: Value
        public var count: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.list, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(List(cell: cell).fields.pointee.items)
    })

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inlinable @inline(__always) public var base: UnsafeMutablePointer<Value> { Values(fields.pointee.items).base }
    @inlinable @inline(__always) public var capacity: Int { Values(fields.pointee.items).fields.pointee.capacity }

    /// The item at an index, which must be below `count`.
    @inlinable @inline(__always)
    public subscript(_ index: Int) -> Value {
        get { base[index] }
        nonmutating set { base[index] = newValue }
    }
}

extension List {
    /// An empty list with room for `capacity` items.
    public static func make(capacity: Int = 0, _ thread: Thread) throws(Raised) -> List {
        let items = try thread.allocateValues(Swift.max(capacity, 4))
        let list = List(cell: try thread.allocate(thread.machine.pointee.shapes.list, size: layout.size))
        list.fields.pointee.items = items.value
        return list
    }

    /// A list of values that lie in memory which the collector knows.
    public static func make(_ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> List {
        let list = try make(capacity: count, thread)
        list.base.update(from: base, count: count)
        list.fields.pointee.count = count
        return list
    }

    /// The item at a Python index, counted from the end if negative; nil if there is none.
    @inline(__always)
    public func item(at index: Int) -> Value? {
        let position = index < 0 ? index &+ count : index
        return UInt(bitPattern: position) < UInt(bitPattern: count) ? base[position] : nil
    }

    /// Replaces the item at a Python index; returns false if there is none.
    @inline(__always)
    public func setItem(at index: Int, _ value: Value) -> Bool {
        let position = index < 0 ? index &+ count : index
        guard UInt(bitPattern: position) < UInt(bitPattern: count) else { return false }
        base[position] = value
        return true
    }

    /// Appends if there is room.
    @inline(__always)
    public func appendFast(_ value: Value) -> Bool {
        let count = self.count
        guard count < capacity else { return false }
        base[count] = value
        fields.pointee.count = count &+ 1
        return true
    }

    /// Appends in amortized constant time. Throws MemoryError when the machine's limit is reached; the list is then unchanged.
    @inline(__always)
    public func append(_ value: Value, _ thread: Thread) throws(Raised) {
        if appendFast(value) { return }
        try reserve(count + 1, thread)
        _ = appendFast(value)
    }

    /// Makes room for at least `capacity` items, growing by an eighth beyond that.
    public func reserve(_ capacity: Int, _ thread: Thread) throws(Raised) {
        if capacity <= self.capacity { return }
        let larger = try thread.allocateValues(Swift.max(8, capacity + capacity >> 1))
        larger.base.update(from: base, count: count)
        fields.pointee.items = larger.value
    }
}
