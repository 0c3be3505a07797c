/// `list`: a growable array of values.
///
///     List   header | items | count
///     items  a cell of values with room for `count` or more; those behind it are 0. Empty lists share one without room.
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
        let items = capacity == 0 ? thread.machine.pointee.emptyValues : try thread.allocateValues(capacity).value
        let list = List(cell: try thread.allocate(thread.machine.pointee.shapes.list, size: MemoryLayout<Fields>.size))
        list.fields.pointee.items = items
        return list
    }

    /// A list of values that lie in memory which the collector knows.
    public static func make(_ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> List {
        if count == 0 { return try make(thread) }
        if count > longCount { return try makeLong(base, count: count, thread) }
        let items = Values(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.values, size: MemoryLayout<Values.Fields>.size + count * 8))
        items.fields.pointee.capacity = count
        items.base.update(from: base, count: count)
        let list = List(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.list, size: MemoryLayout<Fields>.size))
        list.fields.pointee.items = items.value
        list.fields.pointee.count = count
        return list
    }

    /// More items than that are copied in pieces.
    private static var longCount: Int { 1 << 15 }

    @inline(never)
    private static func makeLong(_ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> List {
        let list = try make(capacity: count, thread)
        try thread.copyValues(list.base, base, count)
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

    /// Makes room for at least `capacity` items, and for half as many more.
    @inline(never)
    public func reserve(_ capacity: Int, _ thread: Thread) throws(Raised) {
        if capacity <= self.capacity { return }
        guard capacity < 1 << 44 else { throw thread.memoryError() }
        try setCapacity(Swift.max(4, capacity + capacity >> 1), thread)
    }

    /// Moves the items to storage of another size, which is at least their number.
    func setCapacity(_ capacity: Int, _ thread: Thread) throws(Raised) {
        let fresh = capacity == 0 ? Values(thread.machine.pointee.emptyValues) : try thread.allocateValues(capacity)
        try thread.copyValues(fresh.base, base, count)
        fields.pointee.items = fresh.value
    }

    /// Replaces `removed` items from `position` on by others, which lie in memory that the collector knows and not in this list.
    func replace(_ position: Int, _ removed: Int, by items: UnsafePointer<Value>, count inserted: Int, _ thread: Thread) throws(Raised) {
        let before = count, after = before - removed + inserted
        if after > capacity { try reserve(after, thread) }
        let tail = base + position + removed
        if inserted != removed { (base + position + inserted).update(from: tail, count: before - position - removed) }
        (base + position).update(from: items, count: inserted)
        try truncate(to: after, from: before, thread)
    }

    /// Notes a new count. The places behind it hold nothing any more; storage that is mostly empty shrinks.
    private func truncate(to count: Int, from before: Int, _ thread: Thread) throws(Raised) {
        fields.pointee.count = count
        if count < before { (base + count).update(repeating: Value(smallInt: 0), count: before - count) }
        if capacity > 64, count < capacity >> 2 { try setCapacity(count + count >> 1, thread) }
    }

    /// Removes the item at an index below `count` and returns it.
    func remove(at index: Int, _ thread: Thread) throws(Raised) -> Value {
        let item = base[index], last = count - 1
        try thread.charge((last - index) >> 6)
        (base + index).update(from: base + index + 1, count: last - index)
        try truncate(to: last, from: last + 1, thread)
        return item
    }

    func insert(_ value: Value, at index: Int, _ thread: Thread) throws(Raised) {
        if count == capacity { try reserve(count + 1, thread) }
        (base + index + 1).update(from: base + index, count: count - index)
        base[index] = value
        fields.pointee.count &+= 1
    }

    /// Leaves the list empty.
    func removeAll(_ thread: Thread) {
        fields.pointee.items = thread.machine.pointee.emptyValues
        fields.pointee.count = 0
    }

    // MARK: - Extending

    /// Appends what an iterable gives.
    func extend(_ iterable: Value, _ thread: Thread) throws(Raised) {
        let shapes = thread.machine.pointee.shapes
        if iterable.has(shapes.list) {
            try thread.charge(List(iterable).count)
            let added = List(iterable).count
            try reserveExactly(count + added, thread)
            // The storage is read again: the other list may be this one.
            (base + count).update(from: List(iterable).base, count: added)
            fields.pointee.count += added
        } else if iterable.has(shapes.tuple) {
            let added = Tuple(iterable).count
            try thread.charge(added)
            try reserveExactly(count + added, thread)
            (base + count).update(from: Tuple(iterable).exactBase, count: added)
            fields.pointee.count += added
        } else if iterable.has(shapes.dict) {
            try extend(keysOf: Dict(iterable), thread)
        } else if iterable.has(shapes.set) || iterable.has(shapes.frozenSet) {
            try extend(set: PythonSet(iterable), thread)
        } else {
            let iterator = try thread.iterator(of: iterable)
            let hint = try thread.lengthHint(iterable)
            // Only a hint: one that lies must not take memory.
            if hint > 0, count == 0, hint < 1 << 40 { try reserveExactly(Swift.min(hint, 1 << 20), thread) }
            try extend(iterator: iterator, thread)
        }
    }

    /// Makes room without a reserve, unless the list has grown before.
    private func reserveExactly(_ capacity: Int, _ thread: Thread) throws(Raised) {
        if capacity <= self.capacity { return }
        if count > 0 { return try reserve(capacity, thread) }
        guard capacity < 1 << 44 else { throw thread.memoryError() }
        try setCapacity(capacity, thread)
    }

    func extend(iterator: Value, _ thread: Thread) throws(Raised) {
        if iterator.has(thread.machine.pointee.shapes.rangeIterator) {
            let range = RangeIterator(iterator).fields
            try thread.charge(Swift.max(0, range.pointee.remaining))
            let added = Swift.max(0, range.pointee.remaining)
            try reserveExactly(count + added, thread)
            let target = base + count
            var number = range.pointee.current
            let step = range.pointee.step
            try thread.inPieces(added) { start, end in
                for index in start..<end {
                    target[index] = Value(smallInt: number)
                    number = number &+ step
                }
            }
            range.pointee.current = number
            range.pointee.remaining = 0
            fields.pointee.count += added
            return
        }
        try thread.consume(iterator) { item in
            appendFast(item)
        } slow: { item throws(Raised) in
            try append(item, thread)
            return true
        }
    }

    private func extend(keysOf dict: Dict, _ thread: Thread) throws(Raised) {
        try thread.charge(dict.count)
        try reserveExactly(count + dict.count, thread)
        var position = 0
        while let index = dict.nextPosition(from: position) {
            try append(dict.table.entries[index].key, thread)
            position = index + 1
        }
    }

    private func extend(set: PythonSet, _ thread: Thread) throws(Raised) {
        try thread.charge(set.count)
        try reserveExactly(count + set.count, thread)
        var position = 0
        while let index = set.nextPosition(from: position) {
            try append(set.table.entries[index].key, thread)
            position = index + 1
        }
    }

    // MARK: - Slices

    func slice(_ bounds: Slice.Bounds, _ thread: Thread) throws(Raised) -> Value {
        // A safe point may run code that changes the list: it comes last.
        let (start, _, step, count) = bounds.adjusted(to: self.count)
        if step == 1 {
            let result = try List.make(base + start, count: count, thread)
            try thread.charge(count)
            return result.value
        }
        let result = try List.make(capacity: count, thread)
        let source = base + start, target = result.base
        try thread.inPieces(count) { start, end in
            for index in start..<end { target[index] = source[index &* step] }
        }
        result.fields.pointee.count = count
        try thread.charge(count)
        return result.value
    }

    func setSlice(_ bounds: Slice.Bounds, _ value: Value, _ thread: Thread) throws(Raised) {
        guard value.is(.list) || value.is(.tuple) || !value.type(thread)[.iterate].isUnbound || !value.type(thread)[.getItem].isUnbound else {
            throw thread.raise(.typeError, "must assign iterable to extended slice")
        }
        if bounds.step == 1 {
            let items = try thread.sequence(of: value, apartFrom: self)
            let (start, _, _, count) = bounds.adjusted(to: self.count)
            try replace(start, count, by: items.base, count: items.count, thread)
            return try thread.charge(items.count)
        }
        let items = try thread.sequence(of: value, apartFrom: self)
        let (start, _, step, count) = bounds.adjusted(to: self.count)
        if items.count != count {
            throw thread.raise(.valueError, "attempt to assign sequence of size \(items.count) to extended slice of size \(count)")
        }
        for index in 0..<count { base[start &+ index &* step] = items.base[index] }
    }

    func deleteSlice(_ slice: Slice, _ thread: Thread) throws(Raised) {
        var (start, _, step, count) = try slice.unpack(thread).adjusted(to: self.count)
        if count == 0 { return }
        if step < 0 {
            start = start + (count - 1) * step
            step = -step
        }
        if step == 1 { return try replace(start, count, by: base, count: 0, thread) }
        // Moves the runs between the deleted items down.
        let before = self.count
        var target = start
        for index in 0..<count {
            let from = start + index * step + 1
            let end = index == count - 1 ? before : from + step - 1
            (base + target).update(from: base + from, count: end - from)
            target += end - from
        }
        try truncate(to: before - count, from: before, thread)
    }
}

extension UnsafeMutablePointer<Value> {
    /// Turns the order of the first `count` values around.
    func reverse(_ count: Int) {
        var low = 0, high = count - 1
        while low < high {
            let value = self[low]
            self[low] = self[high]
            self[high] = value
            low += 1
            high -= 1
        }
    }
}
