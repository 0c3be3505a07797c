/// `collections.deque`: a sequence that grows and shrinks at both ends.
///
///     header | items ─▶ [capacity values, a power of two] | head | count | maximum | version
///     item i lies at (head + i) mod capacity; places in no use are 0
///
/// In CPython: Modules/_collectionsmodule.c.
struct Deque: CellHandle {
    struct Fields {
        var header: ShapePointer
        var items: Value
        var head: Int
        var count: Int
        /// `maxlen`, or -1.
        var maximum: Int
        /// Changes with the number or the order of the items.
        var version: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(Deque(cell: cell).fields.pointee.items)
    })

    @inline(__always) var count: Int { fields.pointee.count }
    @inline(__always) var maximum: Int { fields.pointee.maximum }
    @inline(__always) private var base: UnsafeMutablePointer<Value> { Values(fields.pointee.items).base }
    @inline(__always) private var mask: Int { Values(fields.pointee.items).fields.pointee.capacity &- 1 }

    /// The item at an index, which must be below `count`.
    @inline(__always)
    subscript(_ index: Int) -> Value {
        get { base[(fields.pointee.head &+ index) & mask] }
        nonmutating set { base[(fields.pointee.head &+ index) & mask] = newValue }
    }

    static func make(of type: Type, maximum: Int, _ thread: Thread) throws(Raised) -> Deque {
        let deque = Deque(try thread.makeInstance(of: type))
        deque.fields.pointee.items = thread.machine.pointee.emptyValues
        deque.fields.pointee.maximum = maximum
        return deque
    }

    // MARK: - Changing

    private func makeRoom(_ thread: Thread) throws(Raised) {
        let capacity = mask + 1
        if count < capacity { return }
        let larger = try thread.allocateValues(Swift.max(8, capacity &* 2))
        for index in 0..<count { larger.base[index] = self[index] }
        fields.pointee.items = larger.value
        fields.pointee.head = 0
    }

    func append(_ value: Value, _ thread: Thread) throws(Raised) {
        fields.pointee.version &+= 1
        if count == maximum {
            if count == 0 { return }
            _ = removeFirst()
        }
        try makeRoom(thread)
        fields.pointee.count += 1
        self[count - 1] = value
    }

    func appendLeft(_ value: Value, _ thread: Thread) throws(Raised) {
        fields.pointee.version &+= 1
        if count == maximum {
            if count == 0 { return }
            _ = removeLast()
        }
        try makeRoom(thread)
        fields.pointee.head = (fields.pointee.head &- 1) & mask
        fields.pointee.count += 1
        self[0] = value
    }

    func removeFirst() -> Value {
        let item = self[0]
        self[0] = Value(smallInt: 0)
        fields.pointee.head = (fields.pointee.head &+ 1) & mask
        fields.pointee.count -= 1
        fields.pointee.version &+= 1
        return item
    }

    func removeLast() -> Value {
        let item = self[count - 1]
        self[count - 1] = Value(smallInt: 0)
        fields.pointee.count -= 1
        fields.pointee.version &+= 1
        return item
    }

    func removeAll(_ thread: Thread) {
        fields.pointee.items = thread.machine.pointee.emptyValues
        fields.pointee.head = 0
        fields.pointee.count = 0
        fields.pointee.version &+= 1
    }

    func remove(at index: Int) {
        for place in index..<count - 1 { self[place] = self[place + 1] }
        _ = removeLast()
    }

    func insert(_ value: Value, at index: Int, _ thread: Thread) throws(Raised) {
        try append(value, thread)
        var place = count - 1
        while place > index {
            self[place] = self[place - 1]
            place -= 1
        }
        self[index] = value
    }

    func rotate(_ steps: Int) {
        guard count > 1 else { return }
        var left = steps % count
        if left < 0 { left += count }
        if left * 2 <= count {
            for _ in 0..<left {
                let item = removeLast()
                fields.pointee.head = (fields.pointee.head &- 1) & mask
                fields.pointee.count += 1
                self[0] = item
            }
        } else {
            for _ in 0..<count - left {
                let item = removeFirst()
                fields.pointee.count += 1
                self[count - 1] = item
            }
        }
    }

    func extend(_ iterable: Value, isLeft: Bool, _ thread: Thread) throws(Raised) {
        // A deque that is extended by itself takes what it has now.
        let source = iterable == value ? try copy(thread).value : iterable
        let iterator = try thread.iterator(of: source)
        while true {
            let item = try thread.advance(iterator)
            if item.isUnbound { return }
            try thread.chargeStep()
            if isLeft { try appendLeft(item, thread) } else { try append(item, thread) }
        }
    }

    /// A plain deque with the same items and `maxlen`.
    private func copy(_ thread: Thread) throws(Raised) -> Deque {
        let copy = try Deque.make(of: Type(thread.machine.pointee.types.deque), maximum: maximum, thread)
        for index in 0..<count {
            try copy.append(self[index], thread)
            try thread.charge(1)
        }
        return copy
    }

    /// A copy of the same class: a subclass is called with the items, and with `maxlen` if there is one.
    func copyOfSameClass(_ thread: Thread) throws(Raised) -> Value {
        let type = value.type(thread).value
        if type == thread.machine.pointee.types.deque { return try copy(thread).value }
        let result = maximum < 0 ? try thread.call(type, value) : try thread.call(type, value, Value(smallInt: maximum))
        guard result.isCell, result.type(thread).isSubtype(of: Type(thread.machine.pointee.types.deque)) else {
            throw thread.raise(.typeError, "\(Type(type).name)() must return a deque, not \(result.type(thread).name)")
        }
        return result
    }

    func repeated(_ times: Int, _ thread: Thread) throws(Raised) -> Value {
        let result = try copyOfSameClass(thread)
        try Deque(result).repeatInPlace(times, thread)
        return result
    }

    func repeatInPlace(_ times: Int, _ thread: Thread) throws(Raised) {
        if times <= 0 { return removeAll(thread) }
        let count = self.count
        let (total, overflow) = count.multipliedReportingOverflow(by: times)
        if maximum < 0, overflow || total > Int.max / 16 { throw thread.memoryError() }
        let items = try copy(thread)
        // With a `maxlen`, only the last rounds leave anything.
        let rounds = maximum < 0 || count == 0 ? times : Swift.min(times, maximum / count + 2)
        for _ in 1..<Swift.max(rounds, 1) {
            try thread.charge(count + 1)
            for index in 0..<count { try append(items[index], thread) }
        }
    }

    /// The first index below `stop` whose item is equal to a value, or nil. The comparisons must not change the deque, but for the one that ends the search if
    /// `changeMayEnd`.
    func firstIndex(of value: Value, from start: Int, to stop: Int, error: ExceptionKind = .runtimeError, changeMayEnd: Bool = false, _ thread: Thread) throws(Raised) -> Int? {
        let version = fields.pointee.version
        var index = start
        while index < stop {
            try thread.charge(1)
            if version != fields.pointee.version { throw thread.raise(error, "deque mutated during iteration") }
            let isEqual = try thread.isEqual(self[index], value)
            if isEqual, changeMayEnd { return index }
            if version != fields.pointee.version { throw thread.raise(error, "deque mutated during iteration") }
            if isEqual { return index }
            index += 1
        }
        return nil
    }
}

/// `_deque_iterator`, `_deque_reverse_iterator`
struct DequeIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        var deque: Value
        var version: Int
        /// How many items are left.
        var remaining: Int
        var isReversed: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(DequeIterator(cell: cell).fields.pointee.deque)
    })

    static func make(_ deque: Deque, isReversed: Bool, _ thread: Thread) throws(Raised) -> Value {
        let types = thread.machine.pointee.types
        let iterator = DequeIterator(try thread.makeInstance(of: Type(isReversed ? types.dequeReverseIterator : types.dequeIterator)))
        iterator.fields.pointee.deque = deque.value
        iterator.fields.pointee.version = deque.fields.pointee.version
        iterator.fields.pointee.remaining = deque.count
        iterator.fields.pointee.isReversed = isReversed
        return iterator.value
    }

    func next(_ thread: Thread) throws(Raised) -> Value {
        let deque = Deque(fields.pointee.deque), remaining = fields.pointee.remaining
        if deque.fields.pointee.version != fields.pointee.version {
            fields.pointee.remaining = 0
            throw thread.raise(.runtimeError, "deque mutated during iteration")
        }
        if remaining == 0 { return .unbound }
        fields.pointee.remaining = remaining - 1
        return fields.pointee.isReversed ? deque[remaining - 1] : deque[deque.count - remaining]
    }
}
