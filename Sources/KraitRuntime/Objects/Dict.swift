/// `dict`: a compact table that keeps insertion order.
///
///     Dict       header | table | count
///     DictTable  header | indices: log2, width | first | used, usable | index … | entry: hash, key, value …
///
/// Empty dicts share a table without room.
/// An index says which entry a hash leads to (-1 free, -2 deleted); entries lie in the order of insertion, deleted ones with an unbound key.
/// A value may be unbound only in an abandoned table: global caches point at values in the table, and see there that it was left.
/// In CPython: Objects/dictobject.c.
public struct Dict: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var table: Value
        public var count: Int
        /// Inline caches point into the table: whoever abandons it marks its values unbound.
        public var isWatched: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.dict, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(Dict(cell: cell).fields.pointee.table)
    })

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inlinable @inline(__always) public var table: DictTable { DictTable(fields.pointee.table) }

    public struct Entry {
        public var hash: Int
        public var key: Value
        public var value: Value
    }
}

/// The storage of a dict.
public struct DictTable: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// log2 of the number of indices.
        public var log2Size: UInt8
        /// log2 of the bytes of an index.
        public var log2IndexWidth: UInt8
        /// Changes when entries move within the table: see Dict+Order.swift.
        var generation: UInt16
        /// No entry lies before this one: where the search for the first begins.
        var firstUsed: UInt32
        /// Entries in use, deleted ones included.
        public var used: Int
        /// Entries that there is room for, not counting those taken from the end.
        public var capacity: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 32
    static let layout = Layout(.dictTable, size: headerSize, trace: { cell, marker in
        let table = DictTable(cell: cell)
        // Key and value of each entry, behind its hash.
        marker.mark(UnsafePointer((UnsafeMutableRawPointer(table.entries) + 8).assumingMemoryBound(to: Value.self)), count: table.used, stride: 3, width: 2)
    })

    @inlinable @inline(__always) public var used: Int { fields.pointee.used }
    @inlinable @inline(__always) public var mask: Int { 1 &<< Int(fields.pointee.log2Size) &- 1 }
    @inlinable @inline(__always) var indices: UnsafeMutableRawPointer { cell + 32 }
    @inlinable @inline(__always) public var entries: UnsafeMutablePointer<Dict.Entry> {
        // The sum is far below 64.
        (cell + 32 + 1 &<< (Int(fields.pointee.log2Size) &+ Int(fields.pointee.log2IndexWidth))).assumingMemoryBound(to: Dict.Entry.self)
    }

    @inline(__always)
    func index(at slot: Int) -> Int {
        switch fields.pointee.log2IndexWidth {
        case 0: Int((indices + slot).load(as: Int8.self))
        case 1: Int((indices + slot * 2).load(as: Int16.self))
        case 2: Int((indices + slot * 4).load(as: Int32.self))
        default: (indices + slot * 8).load(as: Int.self)
        }
    }

    @inline(__always)
    func setIndex(_ index: Int, at slot: Int) {
        switch fields.pointee.log2IndexWidth {
        case 0: (indices + slot).storeBytes(of: Int8(truncatingIfNeeded: index), as: Int8.self)
        case 1: (indices + slot * 2).storeBytes(of: Int16(truncatingIfNeeded: index), as: Int16.self)
        case 2: (indices + slot * 4).storeBytes(of: Int32(truncatingIfNeeded: index), as: Int32.self)
        default: (indices + slot * 8).storeBytes(of: index, as: Int.self)
        }
    }

    /// Calls of `step` go through the slots that a hash leads to, each of them at last.
    struct Probe {
        var slot: Int
        private var perturbation: UInt
        private let mask: Int

        @inline(__always)
        init(_ hash: Int, _ mask: Int) {
            self.mask = mask
            slot = hash & mask
            perturbation = UInt(bitPattern: hash)
        }

        @inline(__always)
        mutating func step() {
            perturbation >>= 5
            slot = (slot &* 5 &+ Int(bitPattern: perturbation) &+ 1) & mask
        }
    }

    /// A table with room for at least `capacity` entries.
    static func allocate(capacity: Int, _ thread: Thread) throws(Raised) -> DictTable {
        guard capacity < 1 << 44 else { throw thread.memoryError() }
        var log2Size = 3
        while (1 << log2Size) * 2 / 3 < capacity { log2Size += 1 }
        return try allocate(log2Size: log2Size, thread)
    }

    /// A table of 2^`log2Size` indices and room for two thirds as many entries; none if there is but one index.
    static func allocate(log2Size: Int, _ thread: Thread) throws(Raised) -> DictTable {
        let room = (1 << log2Size) * 2 / 3
        let log2Width = log2Size <= 7 ? 0 : log2Size <= 15 ? 1 : log2Size <= 31 ? 2 : 3
        let indexBytes = 1 << (log2Size + log2Width)
        let table = DictTable(cell: try thread.allocateUnfilled(
            thread.machine.pointee.shapes.dictTable, size: headerSize + indexBytes + room * MemoryLayout<Dict.Entry>.stride))
        table.fields.pointee.log2Size = UInt8(log2Size)
        table.fields.pointee.log2IndexWidth = UInt8(log2Width)
        table.fields.pointee.generation = 0
        table.fields.pointee.firstUsed = 0
        table.fields.pointee.used = 0
        table.fields.pointee.capacity = room
        let indices = table.indices
        try thread.inPieces(indexBytes) { start, end in (indices + start).initializeMemory(as: UInt8.self, repeating: 0xFF, count: end - start) }
        return table
    }

    /// The search of `Dict.positionFast` for one width of indices.
    @inline(__always)
    func find<Index: FixedWidthInteger>(_: Index.Type, _ key: Value, _ hash: Int, free: inout Int, _ thread: Thread) -> Int {
        let indices = self.indices.assumingMemoryBound(to: Index.self), entries = self.entries
        var probe = Probe(hash, mask)
        while true {
            let index = Int(truncatingIfNeeded: indices[probe.slot])
            if index >= 0 {
                let entry = entries + index
                let candidate = entry.pointee.key
                if candidate == key { return index }
                if entry.pointee.hash == hash, !candidate.isUnbound {
                    guard let isEqual = thread.areEqualFast(candidate, key) else { return Dict.Lookup.undecided }
                    if isEqual { return index }
                }
            } else if index == -1 {
                free = probe.slot
                return Dict.Lookup.absent
            }
            probe.step()
        }
    }

    /// Appends an entry whose key is absent; there must be room. `slot` is the free one that the search for it ended at.
    @inline(__always)
    func append(_ entry: Dict.Entry, at slot: Int) {
        let position = used
        setIndex(position, at: slot)
        entries[position] = entry
        fields.pointee.used = position &+ 1
    }

    /// Takes all entries of another table, of which none was deleted, into this one, which is free and has room.
    func fill(from other: DictTable) {
        let count = other.used
        entries.update(from: other.entries, count: count)
        fields.pointee.used = count
        switch fields.pointee.log2IndexWidth {
        case 0: setIndices(Int8.self, count)
        case 1: setIndices(Int16.self, count)
        case 2: setIndices(Int32.self, count)
        default: setIndices(Int.self, count)
        }
    }

    /// The number of entries that a new table of this size has room for.
    var room: Int { (mask + 1) * 2 / 3 }

    /// Moves the entries together and counts them anew; there are `count`. Indices are 0xFF where they are free.
    func compact(count: Int) {
        let entries = self.entries
        var target = 0
        for position in 0..<used where !entries[position].key.isUnbound {
            if target != position { entries[target] = entries[position] }
            target += 1
        }
        indices.initializeMemory(as: UInt8.self, repeating: 0xFF, count: 1 << (Int(fields.pointee.log2Size) &+ Int(fields.pointee.log2IndexWidth)))
        fields.pointee.used = target
        fields.pointee.capacity = room
        fields.pointee.firstUsed = 0
        fields.pointee.generation &+= 1
        switch fields.pointee.log2IndexWidth {
        case 0: setIndices(Int8.self, target)
        case 1: setIndices(Int16.self, target)
        case 2: setIndices(Int32.self, target)
        default: setIndices(Int.self, target)
        }
    }

    @inline(__always)
    private func setIndices<Index: FixedWidthInteger>(_: Index.Type, _ count: Int) {
        let indices = self.indices.assumingMemoryBound(to: Index.self), entries = self.entries, mask = self.mask
        var position = 0
        while position < count {
            var probe = Probe(entries[position].hash, mask)
            while indices[probe.slot] != -1 { probe.step() }
            indices[probe.slot] = Index(truncatingIfNeeded: position)
            position &+= 1
        }
    }

    /// Appends an entry whose key is known to be absent; there must be room.
    @inline(__always)
    func append(_ entry: Dict.Entry) {
        var probe = Probe(entry.hash, mask)
        while index(at: probe.slot) != -1 { probe.step() }
        let position = used
        setIndex(position, at: probe.slot)
        entries[position] = entry
        fields.pointee.used = position &+ 1
    }
}

// MARK: - Operations

extension Dict {
    /// An empty dict with room for `capacity` entries. Empty dicts share a table without room.
    public static func make(capacity: Int = 0, _ thread: Thread) throws(Raised) -> Dict {
        let table = capacity == 0 ? thread.machine.pointee.emptyDictTable : try DictTable.allocate(capacity: capacity, thread).value
        let dict = Dict(cell: try thread.allocate(thread.machine.pointee.shapes.dict, size: MemoryLayout<Fields>.stride))
        dict.fields.pointee.table = table
        return dict
    }

    /// The position of the entry of an interned string, or nil. Never runs Python code.
    @inline(__always)
    public func position(ofInterned name: Str) -> Int? {
        let table = self.table
        let hash = name.fields.pointee.hash
        let entries = table.entries
        var probe = DictTable.Probe(hash, table.mask)
        while true {
            let index = table.index(at: probe.slot)
            if index >= 0 {
                let key = entries[index].key
                if key.bits == name.value.bits { return index }
                if entries[index].hash == hash, key.is(.str), Str(key) == name { return index }
            } else if index == -1 {
                return nil
            }
            probe.step()
        }
    }

    /// The value of an interned string, or nil. Never runs Python code.
    @inline(__always)
    public func get(interned name: Str) -> Value? {
        guard let position = position(ofInterned: name) else { return nil }
        return table.entries[position].value
    }

    /// What looking for a key without running Python code says.
    enum Lookup {
        static var absent: Int { -1 }
        static var undecided: Int { -2 }
    }

    /// The position of the entry of a key, `Lookup.absent`, or `Lookup.undecided` if only `==` can tell. Never runs Python code.
    @inline(__always)
    func positionFast(of key: Value, hash: Int, _ thread: Thread) -> Int {
        var free = 0
        return positionFast(of: key, hash: hash, free: &free, thread)
    }

    /// The same; where the key is absent, `free` is the slot that takes it.
    @inline(__always)
    func positionFast(of key: Value, hash: Int, free: inout Int, _ thread: Thread) -> Int {
        let table = self.table
        switch table.fields.pointee.log2IndexWidth {
        case 0: return table.find(Int8.self, key, hash, free: &free, thread)
        case 1: return table.find(Int16.self, key, hash, free: &free, thread)
        case 2: return table.find(Int32.self, key, hash, free: &free, thread)
        default: return table.find(Int.self, key, hash, free: &free, thread)
        }
    }

    /// The position of the entry of a key, or nil. Comparing keys may run Python code that changes the dict; then the search begins again.
    public func position(of key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Int? {
        let position = positionFast(of: key, hash: hash, thread)
        if position != Lookup.undecided { return position == Lookup.absent ? nil : position }
        return try positionSlow(of: key, hash: hash, thread)
    }

    @inline(never)
    private func positionSlow(of key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Int? {
        while true {
            let table = self.table, generation = table.fields.pointee.generation
            var probe = DictTable.Probe(hash, table.mask)
            search: while true {
                let index = table.index(at: probe.slot)
                if index >= 0 {
                    let entry = table.entries[index]
                    if entry.key == key { return index }
                    if entry.hash == hash && !entry.key.isUnbound {
                        let isEqual = try thread.isEqual(entry.key, key)
                        // The comparison may have run code that changed this dict.
                        if self.table != table || table.fields.pointee.generation != generation || index >= table.used
                            || table.entries[index].key != entry.key
                        {
                            break search
                        }
                        if isEqual { return index }
                    }
                } else if index == -1 {
                    return nil
                }
                probe.step()
            }
            try thread.charge(1)
        }
    }

    public func get(_ key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Value? {
        guard let position = try position(of: key, hash: hash, thread) else { return nil }
        return table.entries[position].value
    }

    /// The value of a key, or nil; raises TypeError if the key has no hash.
    public func get(_ key: Value, _ thread: Thread) throws(Raised) -> Value? {
        try get(key, hash: try thread.hash(key), thread)
    }

    public func set(_ key: Value, _ value: Value, _ thread: Thread) throws(Raised) {
        try set(key, hash: try thread.hash(key), value, thread)
    }

    /// Sets the value of a key; the first key that was equal stays.
    public func set(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) throws(Raised) {
        if setFast(key, hash: hash, value, thread) { return }
        if let position = try position(of: key, hash: hash, thread) {
            table.entries[position].value = value
            return
        }
        try append(key, hash: hash, value, thread)
    }

    /// Sets the value of an interned string. Never runs Python code.
    public func set(interned name: Str, _ value: Value, _ thread: Thread) throws(Raised) {
        if let position = position(ofInterned: name) {
            table.entries[position].value = value
            return
        }
        try append(name.value, hash: name.fields.pointee.hash, value, thread)
    }

    /// Adds an entry whose key is known to be absent.
    @inline(__always)
    func append(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) throws(Raised) {
        if table.used == table.fields.pointee.capacity { try grow(thread) }
        table.append(Entry(hash: hash, key: key, value: value))
        fields.pointee.count &+= 1
    }

    /// Makes room for more entries: three indices for each that is in use (CPython: `GROWTH_RATE`).
    @inline(never)
    func grow(_ thread: Thread) throws(Raised) {
        guard count < 1 << 44 else { throw thread.memoryError() }
        var log2Size = 3
        while 1 << log2Size < count * 3 { log2Size += 1 }
        try move(to: try DictTable.allocate(log2Size: log2Size, thread), thread)
    }

    /// Makes room for `capacity` entries in all.
    func reserve(_ capacity: Int, _ thread: Thread) throws(Raised) {
        if table.used + capacity - count <= table.fields.pointee.capacity { return }
        try move(to: try DictTable.allocate(capacity: capacity, thread), thread)
    }

    /// Moves the entries to a new table without the deleted ones.
    private func move(to fresh: DictTable, _ thread: Thread) throws(Raised) {
        let old = table
        if old.used == count {
            fresh.fill(from: old)
        } else {
            try thread.inPieces(old.used) { start, end in
                for index in start..<end where !old.entries[index].key.isUnbound { fresh.append(old.entries[index]) }
            }
        }
        replaceTable(fresh)
    }

    /// Puts another table in place; caches that point into the old one notice.
    func replaceTable(_ fresh: DictTable) {
        let old = table
        fields.pointee.table = fresh.value
        if fields.pointee.isWatched {
            for index in 0..<old.used { old.entries[index].value = .unbound }
            old.fields.pointee.used = 0
        }
    }

    /// Removes the entry at a position and returns its value.
    @discardableResult
    public func remove(at position: Int) -> Value {
        let table = self.table
        let entry = table.entries[position]
        var probe = DictTable.Probe(entry.hash, table.mask)
        while table.index(at: probe.slot) != position { probe.step() }
        table.setIndex(-2, at: probe.slot)
        table.entries[position] = Entry(hash: 0, key: .unbound, value: .unbound)
        fields.pointee.count &-= 1
        return entry.value
    }

    /// Removes a key and returns its value, or nil if it was absent.
    public func remove(_ key: Value, _ thread: Thread) throws(Raised) -> Value? {
        guard let position = try position(of: key, hash: try thread.hash(key), thread) else { return nil }
        return remove(at: position)
    }

    public func removeAll(_ thread: Thread) {
        replaceTable(DictTable(thread.machine.pointee.emptyDictTable))
        fields.pointee.count = 0
    }

    /// Removes the last entry and returns it; nil if there is none.
    func removeLast() -> Entry? {
        let table = self.table
        var position = table.used - 1
        while position >= 0, table.entries[position].key.isUnbound { position -= 1 }
        guard position >= 0 else { return nil }
        let entry = table.entries[position]
        remove(at: position)
        // Caches of globals take the number of used entries for a version.
        if !fields.pointee.isWatched {
            // The index of a removed entry stays spent: room counts what may still be appended before no index is free.
            table.fields.pointee.capacity &-= table.used &- position
            table.fields.pointee.used = position
        }
        return entry
    }

    /// The position of the first entry at or behind `position` that is not deleted, or nil at the end.
    @inline(__always)
    public func nextPosition(from position: Int) -> Int? {
        let table = self.table
        var index = position
        while index < table.used {
            if !table.entries[index].key.isUnbound { return index }
            index += 1
        }
        return nil
    }

    /// A copy that keeps the order.
    public func copy(_ thread: Thread) throws(Raised) -> Dict {
        try thread.charge(count >> 2)
        if count > 0, table.used == count {
            // Nothing was deleted: the copy of the table is as good.
            let fresh = try DictTable.allocate(log2Size: Int(table.fields.pointee.log2Size), thread)
            try thread.copyBytes(fresh.indices, table.indices, UnsafeRawPointer(table.entries) - UnsafeRawPointer(table.indices))
            try thread.copyBytes(fresh.entries, table.entries, table.used * MemoryLayout<Entry>.stride)
            fresh.fields.pointee.used = table.used
            fresh.fields.pointee.capacity = table.fields.pointee.capacity
            let copy = try Dict.make(thread)
            copy.fields.pointee.table = fresh.value
            copy.fields.pointee.count = count
            return copy
        }
        let copy = try Dict.make(capacity: count, thread)
        let from = table, to = copy.table
        try thread.inPieces(from.used) { start, end in
            for index in start..<end where !from.entries[index].key.isUnbound { to.append(from.entries[index]) }
        }
        copy.fields.pointee.count = count
        return copy
    }
}
