/// `collections.OrderedDict`: a dict whose entries can change places.
///
///     the fields of Dict | state, which changes with the order
///
/// Entries lie in their order, as in any dict; Dict+Order.swift moves them. In CPython: Objects/odictobject.c.
struct OrderedDict: CellHandle {
    struct Fields {
        var dict: Dict.Fields
        var state: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.dict, size: MemoryLayout<Fields>.stride, trace: { cell, marker in marker.mark(Dict(cell: cell).fields.pointee.table) })

    @inline(__always) var dict: Dict { Dict(cell: cell) }

    static func make(_ thread: Thread) throws(Raised) -> OrderedDict { OrderedDict(try thread.makeInstance(of: Type(thread.machine.pointee.types.orderedDict))) }

    // MARK: - Changing

    @inline(__always)
    func set(_ key: Value, _ value: Value, _ thread: Thread) throws(Raised) {
        guard let hash = thread.hashFast(key) else { return try set(key, hash: try thread.hash(key), value, thread) }
        try set(key, hash: hash, value, thread)
    }

    @inline(__always)
    private func set(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) throws(Raised) {
        let count = dict.count
        if dict.setFast(key, hash: hash, value, thread) {
            if dict.count != count { fields.pointee.state &+= 1 }
            return
        }
        if let position = try dict.position(of: key, hash: hash, thread) {
            dict.table.entries[position].value = value
            return
        }
        try add(key, hash: hash, value, thread)
    }

    func add(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) throws(Raised) {
        try dict.appendOrdered(key, hash: hash, value, thread)
        fields.pointee.state &+= 1
    }

    func remove(at position: Int) -> Value {
        fields.pointee.state &+= 1
        return dict.removeAndTrim(at: position)
    }

    func move(_ key: Value, toEnd: Bool, _ thread: Thread) throws(Raised) {
        if toEnd, let hash = thread.hashFast(key) {
            let position = dict.positionFast(of: key, hash: hash, thread)
            // Whether it is the last one already is seen where the last place is not free.
            if position >= 0, !dict.table.entries[dict.table.used &- 1].key.isUnbound {
                if position == dict.table.used &- 1 { return }
                fields.pointee.state &+= 1
                return try dict.moveToEnd(position, thread)
            }
        }
        guard let end = toEnd ? dict.lastPosition() : dict.firstPosition() else { throw thread.raiseKeyError(key) }
        if dict.table.entries[end].key == key { return }
        guard let position = try dict.position(of: key, hash: try thread.hash(key), thread) else { throw thread.raiseKeyError(key) }
        // The comparison may have changed which one is at the end.
        if position == (toEnd ? dict.lastPosition() : dict.firstPosition()) { return }
        if toEnd { try dict.moveToEnd(position, thread) } else { try dict.moveToFront(position, thread) }
        fields.pointee.state &+= 1
    }

    func removeAll(_ thread: Thread) {
        dict.removeAll(thread)
        fields.pointee.state &+= 1
    }

    /// An OrderedDict with the same entries.
    func copy(_ thread: Thread) throws(Raised) -> OrderedDict {
        let content = try dict.copy(thread), copy = try OrderedDict.make(thread)
        copy.fields.pointee.dict.table = content.fields.pointee.table
        copy.fields.pointee.dict.count = content.count
        return copy
    }

    /// Whether both have equal keys in the same order.
    func hasKeys(of other: OrderedDict, _ thread: Thread) throws(Raised) -> Bool {
        let state = fields.pointee.state, otherState = other.fields.pointee.state
        var position = 0, otherPosition = 0
        while true {
            let index = dict.nextPosition(from: position), otherIndex = other.dict.nextPosition(from: otherPosition)
            guard let index, let otherIndex else { return index == nil && otherIndex == nil }
            if !(try thread.isEqual(dict.table.entries[index].key, other.dict.table.entries[otherIndex].key)) { return false }
            if fields.pointee.state != state || other.fields.pointee.state != otherState {
                throw thread.raise(.runtimeError, "OrderedDict mutated during iteration")
            }
            position = index + 1
            otherPosition = otherIndex + 1
            try thread.charge(1)
        }
    }
}

/// `odict_iterator`: over keys, values or items, forwards or backwards.
///
///     header | dict, None at the end | position of the next entry, -1 if there is none | state and count at the beginning | content, direction
struct OrderedDictIterator: CellHandle {
    enum Content: UInt8 { case keys, values, items }

    struct Fields {
        var header: ShapePointer
        var dict: Value
        var position: Int
        var state: Int
        var count: Int
        var content: Content
        var isReversed: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.stride, trace: { cell, marker in marker.mark(OrderedDictIterator(cell: cell).fields.pointee.dict) })

    static func make(_ value: Value, _ content: Content, isReversed: Bool, _ thread: Thread) throws(Raised) -> Value {
        let iterator = OrderedDictIterator(try thread.makeInstance(of: Type(thread.machine.pointee.types.orderedDictIterator)))
        let dict = Dict(value)
        iterator.fields.pointee.dict = value
        iterator.fields.pointee.position = (isReversed ? dict.lastPosition() : dict.firstPosition()) ?? -1
        iterator.fields.pointee.state = OrderedDict(value).fields.pointee.state
        iterator.fields.pointee.count = dict.count
        iterator.fields.pointee.content = content
        iterator.fields.pointee.isReversed = isReversed
        return iterator.value
    }

    /// The next item, unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        guard fields.pointee.dict.isCell else { return .unbound }
        let ordered = OrderedDict(fields.pointee.dict), dict = ordered.dict, position = fields.pointee.position
        if position < 0 {
            fields.pointee.dict = .none
            return .unbound
        }
        if ordered.fields.pointee.state != fields.pointee.state {
            fields.pointee.dict = .none
            throw thread.raise(.runtimeError, "OrderedDict mutated during iteration")
        }
        if dict.count != fields.pointee.count {
            fields.pointee.count = -1
            throw thread.raise(.runtimeError, "OrderedDict changed size during iteration")
        }
        let table = dict.table
        // Methods of dict may have changed it without notice.
        guard position < table.used, !table.entries[position].key.isUnbound else {
            fields.pointee.dict = .none
            return .unbound
        }
        let entry = table.entries[position]
        if fields.pointee.isReversed {
            var previous = position &- 1
            while previous >= 0, table.entries[previous].key.isUnbound { previous &-= 1 }
            fields.pointee.position = previous
        } else {
            fields.pointee.position = dict.nextPosition(from: position &+ 1) ?? -1
        }
        switch fields.pointee.content {
        case .keys: return entry.key
        case .values: return entry.value
        case .items: return try thread.tuple(entry.key, entry.value)
        }
    }
}

// MARK: - Filling

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What `update` and the constructor do with one argument. A `__setitem__` of a subclass is used.
    func update(ordered target: Value, from source: Value) throws(Raised) {
        if source.has(machine.pointee.shapes.dict) { return try update(ordered: target, entriesOf: Dict(source)) }
        if let keys = try getAttributeOrNil(source, name(.keys)) {
            let iterator = try iterator(of: try call(keys))
            while let key = try nextItem(iterator) { try setOrderedItem(target, key, try getItem(source, key)) }
            return
        }
        if let items = try getAttributeOrNil(source, name(.items)) { return try update(ordered: target, pairs: try call(items)) }
        try update(ordered: target, pairs: source)
    }

    func update(ordered target: Value, entriesOf source: Dict) throws(Raised) {
        var position = 0
        while let index = source.nextPosition(from: position) {
            let entry = source.table.entries[index]
            try setOrderedItem(target, entry.key, entry.value)
            position = index + 1
            try charge(1)
        }
    }

    private func update(ordered target: Value, pairs: Value) throws(Raised) {
        let iterator = try iterator(of: pairs)
        while let pair = try nextItem(iterator) {
            if pair.has(machine.pointee.shapes.tuple), Tuple(pair).count == 2 {
                try setOrderedItem(target, Tuple(pair).exactBase[0], Tuple(pair).exactBase[1])
                continue
            }
            let parts = try self.iterator(of: pair)
            guard let key = try nextItem(parts) else { throw raise(.valueError, "need more than 0 values to unpack") }
            guard let value = try nextItem(parts) else { throw raise(.valueError, "need more than 1 value to unpack") }
            if try nextItem(parts) != nil { throw raise(.valueError, "too many values to unpack (expected 2)") }
            try setOrderedItem(target, key, value)
        }
    }

    /// `target[key] = value` with the class's own `__setitem__`.
    @inline(__always)
    func setOrderedItem(_ target: Value, _ key: Value, _ value: Value) throws(Raised) {
        if hasOrderedItems(target) { return try OrderedDict(target).set(key, value, self) }
        try setItem(target, key, value)
    }

    private func hasOrderedItems(_ value: Value) -> Bool {
        let ordered = machine.pointee.types.orderedDict
        return value.isCell && (value.shape.pointee.type == ordered || value.is(.dict) && Type(value.shape.pointee.type)[.setItem] == Type(ordered)[.setItem])
    }
}
