/// `set` and `frozenset`: a hash table whose order of iteration is CPython's.
///
///     PythonSet  header | table | count | finger of pop | hash of a frozenset, 0 if not known
///     SetTable   header | mask | fill: entries that are not free | entry: key, hash …
///
/// A free entry has an unbound key and the hash 0, a deleted one an unbound key and the hash -1, which no key has. Empty sets share a table.
/// A search looks at up to ten entries in a row before it jumps (CPython: Objects/setobject.c, `LINEAR_PROBES`).
public struct PythonSet: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var table: Value
        public var count: Int
        var finger: Int
        var hash: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.set, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(PythonSet(cell: cell).fields.pointee.table) })
    static let frozenLayout = Layout(.frozenSet, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(PythonSet(cell: cell).fields.pointee.table) })

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inline(__always) var table: SetTable { SetTable(fields.pointee.table) }
}

/// The storage of a set.
struct SetTable: CellHandle {
    struct Fields {
        var header: ShapePointer
        var mask: Int
        var fill: Int
    }
    struct Entry {
        var key: Value
        var hash: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 32
    static let smallestSize = 8
    static let layout = Layout(.setTable, size: headerSize, trace: { cell, marker in
        let table = SetTable(cell: cell)
        marker.mark(UnsafePointer(UnsafeMutableRawPointer(table.entries).assumingMemoryBound(to: Value.self)), count: table.mask + 1, stride: 2, width: 1)
    })

    @inline(__always) var mask: Int { fields.pointee.mask }
    @inline(__always) var entries: UnsafeMutablePointer<Entry> { (cell + 32).assumingMemoryBound(to: Entry.self) }

    /// An empty table of 2^n entries.
    static func allocate(size: Int, _ thread: Thread) throws(Raised) -> SetTable {
        let blank = Entry(key: .unbound, hash: 0)
        if size <= 1 << 14 {
            let table = try allocateUnfilled(size: size, thread)
            table.entries.update(repeating: blank, count: size)
            return table
        }
        // In pieces, between which a collection may see it.
        guard size < 1 << 44 else { throw thread.memoryError() }
        let table = SetTable(cell: try thread.allocate(thread.machine.pointee.shapes.setTable, size: headerSize + size * MemoryLayout<Entry>.stride))
        table.fields.pointee.mask = size - 1
        table.fields.pointee.fill = 0
        table.entries[0] = blank
        try thread.fillBytes(table.entries, table.entries, MemoryLayout<Entry>.stride, size * MemoryLayout<Entry>.stride)
        return table
    }

    /// The same; the caller fills in the entries.
    static func allocateUnfilled(size: Int, _ thread: Thread) throws(Raised) -> SetTable {
        guard size < 1 << 44 else { throw thread.memoryError() }
        let table = SetTable(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.setTable, size: headerSize + size * MemoryLayout<Entry>.stride))
        table.fields.pointee.mask = size - 1
        table.fields.pointee.fill = 0
        return table
    }

    /// Puts a key that is known to be absent into a table without deleted entries.
    @inline(__always)
    func insertClean(_ key: Value, _ hash: Int) {
        var probe = Probe(hash, mask)
        while true {
            if entries[probe.slot].key.isUnbound {
                entries[probe.slot] = Entry(key: key, hash: hash)
                return
            }
            probe.step(mask)
        }
    }

    /// Calls of `step` go through the entries that a hash leads to.
    struct Probe {
        var slot: Int
        private var perturbation: UInt
        private var base: Int
        private var left: Int

        @inline(__always)
        init(_ hash: Int, _ mask: Int) {
            slot = hash & mask
            base = slot
            perturbation = UInt(bitPattern: hash)
            left = slot &+ 9 <= mask ? 9 : 0
        }

        @inline(__always)
        mutating func step(_ mask: Int) {
            if left > 0 {
                left &-= 1
                slot &+= 1
                return
            }
            perturbation >>= 5
            base = (base &* 5 &+ 1 &+ Int(bitPattern: perturbation)) & mask
            slot = base
            left = slot &+ 9 <= mask ? 9 : 0
        }
    }
}

// MARK: - Making

extension PythonSet {
    public static func make(_ thread: Thread, isFrozen: Bool = false) throws(Raised) -> PythonSet {
        let shapes = thread.machine.pointee.shapes
        let set = PythonSet(cell: try thread.allocate(isFrozen ? shapes.frozenSet : shapes.set, size: MemoryLayout<Fields>.size))
        set.fields.pointee.table = thread.machine.pointee.emptySetTable
        return set
    }

    /// An empty set of the built-in class that this one is of.
    func makeEmpty(_ thread: Thread) throws(Raised) -> PythonSet { try PythonSet.make(thread, isFrozen: value.is(.frozenSet)) }

    /// A new set of the same built-in class with the same keys.
    func copy(_ thread: Thread) throws(Raised) -> PythonSet {
        let copy = try makeEmpty(thread)
        try copy.merge(self, thread)
        return copy
    }
}

// MARK: - Looking up

extension PythonSet {
    static var absent: Int { -1 }
    static var undecided: Int { -2 }

    /// The entry with a key, absent, or undecided if only `==` can tell. Never runs Python code.
    @inline(__always)
    func positionFast(of key: Value, hash: Int, _ thread: Thread) -> Int {
        var free = 0
        return positionFast(of: key, hash: hash, free: &free, thread)
    }

    /// The same; where the key is absent, `free` is the entry that takes it: the last deleted one on the way, or the free one at its end (CPython: `set_add_entry`).
    @inline(__always)
    func positionFast(of key: Value, hash: Int, free: inout Int, _ thread: Thread) -> Int {
        let table = self.table
        let entries = table.entries, mask = table.mask
        var probe = SetTable.Probe(hash, mask), deleted = -1
        while true {
            let entry = entries + probe.slot
            let candidate = entry.pointee.key
            if entry.pointee.hash == hash {
                if candidate == key { return probe.slot }
                if candidate.isUnbound {
                    free = deleted >= 0 ? deleted : probe.slot
                    return PythonSet.absent
                }
                guard let isEqual = thread.areEqualFast(candidate, key) else { return PythonSet.undecided }
                if isEqual { return probe.slot }
            } else if candidate.isUnbound {
                if entry.pointee.hash == 0 {
                    free = deleted >= 0 ? deleted : probe.slot
                    return PythonSet.absent
                }
                deleted = probe.slot
            }
            probe.step(mask)
        }
    }

    /// The entry with a key, or nil. Comparing may run Python code that changes the set; then the search begins again.
    @inline(__always)
    func position(of key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Int? {
        let position = positionFast(of: key, hash: hash, thread)
        if position >= 0 { return position }
        return position == PythonSet.absent ? nil : try positionSlow(of: key, hash: hash, thread)
    }

    /// When `isInserting`, a key that was equal counts even if it is not there any more (CPython: `set_add_entry`).
    @inline(never)
    private func positionSlow(of key: Value, hash: Int, isInserting: Bool = false, _ thread: Thread) throws(Raised) -> Int? {
        while true {
            let table = self.table
            var probe = SetTable.Probe(hash, table.mask)
            search: while true {
                let entry = table.entries[probe.slot]
                if entry.key.isUnbound {
                    if entry.hash == 0 { return nil }
                } else if entry.hash == hash {
                    if entry.key == key { return probe.slot }
                    let isEqual = try thread.isEqual(entry.key, key)
                    if isEqual, isInserting { return probe.slot }
                    if self.table != table || table.entries[probe.slot].key != entry.key { break search }
                    if isEqual { return probe.slot }
                }
                probe.step(table.mask)
            }
            try thread.charge(1)
        }
    }

    public func contains(_ key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Bool { try position(of: key, hash: hash, thread) != nil }

    public func contains(_ key: Value, _ thread: Thread) throws(Raised) -> Bool { try contains(key, hash: try thread.hash(key), thread) }

    /// The first entry at or behind `position` that holds a key, or nil at the end.
    @inline(__always)
    func nextPosition(from position: Int) -> Int? {
        let table = self.table
        var index = position
        while index <= table.mask {
            if !table.entries[index].key.isUnbound { return index }
            index &+= 1
        }
        return nil
    }
}

// MARK: - Changing

extension PythonSet {
    /// Adds a key; returns whether it was absent.
    @discardableResult
    public func insert(_ key: Value, _ thread: Thread) throws(Raised) -> Bool { try insert(key, hash: try thread.hash(key), thread) }

    /// Adds an int or `str` key to a set that has room; false if that takes more.
    @inline(__always)
    func insertFast(_ key: Value, _ thread: Thread) -> Bool {
        guard let hash = thread.hashFast(key) else { return false }
        return insertFast(key, hash: hash, thread)
    }

    /// The same for any key whose hash is known, if no `==` is needed.
    @inline(__always)
    private func insertFast(_ key: Value, hash: Int, _ thread: Thread) -> Bool {
        var free = 0
        let position = positionFast(of: key, hash: hash, free: &free, thread)
        if position >= 0 { return true }
        let table = self.table
        guard position == PythonSet.absent, table.entries[free].hash == 0, (table.fields.pointee.fill &+ 1) &* 5 < table.mask &* 3,
            table.value != thread.machine.pointee.emptySetTable
        else { return false }
        table.entries[free] = SetTable.Entry(key: key, hash: hash)
        table.fields.pointee.fill &+= 1
        fields.pointee.count &+= 1
        return true
    }

    @discardableResult
    func insert(_ key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Bool {
        var free = 0
        var position = positionFast(of: key, hash: hash, free: &free, thread)
        if position == PythonSet.undecided {
            if try positionSlow(of: key, hash: hash, isInserting: true, thread) != nil { return false }
            free = placeOfAbsent(hash)
            position = PythonSet.absent
        }
        if position >= 0 { return false }
        if fields.pointee.table == thread.machine.pointee.emptySetTable {
            fields.pointee.table = try SetTable.allocate(size: SetTable.smallestSize, thread).value
        }
        let table = self.table
        let isDeleted = table.entries[free].hash == -1
        table.entries[free] = SetTable.Entry(key: key, hash: hash)
        fields.pointee.count &+= 1
        if isDeleted { return true }
        table.fields.pointee.fill &+= 1
        if table.fields.pointee.fill &* 5 >= table.mask &* 3 { try resize(moreThan: count > 50000 ? count * 2 : count * 4, thread) }
        return true
    }

    /// Adds a key that equals none in the set, whose entries are none of them deleted.
    @inline(__always)
    func insertNew(_ key: Value, hash: Int, _ thread: Thread) throws(Raised) {
        let table = self.table, entries = table.entries, mask = table.mask
        var probe = SetTable.Probe(hash, mask)
        while !entries[probe.slot].key.isUnbound {
            // The same hash: CPython asks `==`.
            if entries[probe.slot].hash == hash {
                try insert(key, hash: hash, thread)
                return
            }
            probe.step(mask)
        }
        let fill = table.fields.pointee.fill &+ 1
        guard fill &* 5 < mask &* 3, table.value != thread.machine.pointee.emptySetTable else {
            try insert(key, hash: hash, thread)
            return
        }
        entries[probe.slot] = SetTable.Entry(key: key, hash: hash)
        table.fields.pointee.fill = fill
        fields.pointee.count &+= 1
    }

    /// The entry that takes a key which is known to be absent.
    private func placeOfAbsent(_ hash: Int) -> Int {
        let table = self.table
        var probe = SetTable.Probe(hash, table.mask), deleted = -1
        while !table.entries[probe.slot].key.isUnbound || table.entries[probe.slot].hash != 0 {
            if table.entries[probe.slot].hash == -1 { deleted = probe.slot }
            probe.step(table.mask)
        }
        return deleted >= 0 ? deleted : probe.slot
    }

    /// Moves the keys to a table of more than `least` entries, without deleted ones.
    func resize(moreThan least: Int, _ thread: Thread) throws(Raised) {
        var size = SetTable.smallestSize
        while size <= least { size <<= 1 }
        if size == SetTable.smallestSize, table.mask == size - 1, table.fields.pointee.fill == count { return }
        let fresh = try SetTable.allocate(size: size, thread)
        let old = table
        try thread.inPieces(old.mask + 1) { start, end in
            for index in start..<end where !old.entries[index].key.isUnbound { fresh.insertClean(old.entries[index].key, old.entries[index].hash) }
        }
        fresh.fields.pointee.fill = count
        fields.pointee.table = fresh.value
    }

    func remove(at position: Int) {
        table.entries[position] = SetTable.Entry(key: .unbound, hash: -1)
        fields.pointee.count &-= 1
    }

    /// Removes a key; returns whether it was there.
    func remove(_ key: Value, hash: Int, _ thread: Thread) throws(Raised) -> Bool {
        guard let position = try position(of: key, hash: hash, thread) else { return false }
        remove(at: position)
        return true
    }

    func removeAll(_ thread: Thread) {
        fields.pointee.table = thread.machine.pointee.emptySetTable
        fields.pointee.count = 0
    }

    /// Removes some key, nil if there is none: searches go on where the last one ended.
    func removeAny() -> Value? {
        if count == 0 { return nil }
        let table = self.table
        var index = fields.pointee.finger & table.mask
        while table.entries[index].key.isUnbound { index = index == table.mask ? 0 : index + 1 }
        let key = table.entries[index].key
        remove(at: index)
        fields.pointee.finger = index + 1
        return key
    }

    /// Takes what another set holds, which is not used any more.
    func takeContents(of other: PythonSet) {
        fields.pointee.table = other.fields.pointee.table
        fields.pointee.count = other.count
    }

    // MARK: - Adding many

    /// Adds what an iterable gives.
    func update(_ iterable: Value, _ thread: Thread) throws(Raised) {
        if iterable.is(.set) || iterable.is(.frozenSet) { return try merge(PythonSet(iterable), thread) }
        if iterable.has(thread.machine.pointee.shapes.dict) { return try merge(keysOf: Dict(iterable), thread) }
        if iterable.has(thread.machine.pointee.shapes.list) {
            let list = List(iterable)
            var index = 0
            while index < list.count {
                try insert(list[index], thread)
                index += 1
                try thread.charge(1)
            }
            return
        }
        try thread.consume(try thread.iterator(of: iterable)) { key in
            insertFast(key, thread)
        } slow: { key throws(Raised) in
            try insert(key, thread)
            return true
        }
    }

    private func merge(_ other: PythonSet, _ thread: Thread) throws(Raised) {
        if other == self || other.count == 0 { return }
        try thread.charge(other.count)
        if table.value == thread.machine.pointee.emptySetTable { return try copyKeys(of: other, thread) }
        if (table.fields.pointee.fill + other.count) * 5 >= table.mask * 3 { try resize(moreThan: (count + other.count) * 2, thread) }
        if table.fields.pointee.fill == 0 {
            return try fill(table, with: other, thread)
        }
        var position = 0, done = 0
        while let index = other.nextPosition(from: position) {
            let entry = other.table.entries[index]
            if !insertFast(entry.key, hash: entry.hash, thread) { try insert(entry.key, hash: entry.hash, thread) }
            position = index + 1
            done &+= 1
            if done & (Thread.piece &- 1) == 0 { try thread.checkLimits() }
        }
    }

    /// The same where nothing was ever in this set.
    private func copyKeys(of other: PythonSet, _ thread: Thread) throws(Raised) {
        var size = SetTable.smallestSize
        if other.count &* 5 >= (size &- 1) &* 3 { while size <= other.count &* 2 { size <<= 1 } }
        let from = other.table
        if from.mask == size - 1, from.fields.pointee.fill == other.count {
            let bytes = size &* MemoryLayout<SetTable.Entry>.stride
            // What takes several pieces may be looked at by the collector in between.
            let table = bytes <= Thread.piece ? try SetTable.allocateUnfilled(size: size, thread) : try SetTable.allocate(size: size, thread)
            try thread.copyBytes(table.entries, from.entries, bytes)
            table.fields.pointee.fill = other.count
            fields.pointee.table = table.value
            fields.pointee.count = other.count
        } else {
            let table = try SetTable.allocate(size: size, thread)
            fields.pointee.table = table.value
            try fill(table, with: other, thread)
        }
    }

    /// Puts the keys of another set into this one's table, which is free.
    private func fill(_ table: SetTable, with other: PythonSet, _ thread: Thread) throws(Raised) {
        let from = other.table
        var filled = 0
        try thread.inPieces(from.mask + 1) { start, end in
            for index in start..<end where !from.entries[index].key.isUnbound {
                table.insertClean(from.entries[index].key, from.entries[index].hash)
                filled &+= 1
            }
            // Whoever is ended here has a set of some of the keys.
            table.fields.pointee.fill = filled
            fields.pointee.count = filled
        }
    }

    private func merge(keysOf dict: Dict, _ thread: Thread) throws(Raised) {
        try thread.charge(dict.count)
        if (table.fields.pointee.fill + dict.count) * 5 >= table.mask * 3 { try resize(moreThan: (count + dict.count) * 2, thread) }
        var position = 0, done = 0
        while let index = dict.nextPosition(from: position) {
            let entry = dict.table.entries[index]
            try insert(entry.key, hash: entry.hash, thread)
            position = index + 1
            done &+= 1
            if done & (Thread.piece &- 1) == 0 { try thread.checkLimits() }
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A new set of what an iterable gives.
    func makeSet(of iterable: Value, isFrozen: Bool = false) throws(Raised) -> PythonSet {
        let set = try PythonSet.make(self, isFrozen: isFrozen)
        try set.update(iterable, self)
        return set
    }
}
