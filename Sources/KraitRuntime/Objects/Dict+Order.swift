// Another order of a dict's entries than that of insertion, for `OrderedDict` and caches. An entry moves to a free place behind the last or before the first:
// its index stays where it is and says the new position.
//
//     entries    [ free | A | B | C | free ]   B to the end:   [ free | A | – | C | B ]      B to the front: [ B | A | – | C | free ]

extension Dict {
    /// The position of the first entry; nil if there is none.
    @inline(__always)
    func firstPosition() -> Int? {
        let table = self.table
        guard let position = nextPosition(from: Int(table.fields.pointee.firstUsed)) else { return nil }
        table.fields.pointee.firstUsed = UInt32(clamping: position)
        return position
    }

    /// The position of the last entry; nil if there is none.
    @inline(__always)
    func lastPosition() -> Int? {
        let table = self.table
        var position = table.used &- 1
        while position >= 0, table.entries[position].key.isUnbound { position &-= 1 }
        return position >= 0 ? position : nil
    }

    /// Removes the entry at a position and lets go of the places at the end that are free then: looking for the last entry stays quick.
    @discardableResult
    func removeAndTrim(at position: Int) -> Value {
        let value = remove(at: position), table = self.table
        if position == table.used &- 1, !fields.pointee.isWatched {
            var used = position
            while used > 0, table.entries[used &- 1].key.isUnbound { used &-= 1 }
            // The indices of removed entries stay spent.
            table.fields.pointee.capacity &-= table.used &- used
            table.fields.pointee.used = used
            if Int(table.fields.pointee.firstUsed) > used { table.fields.pointee.firstUsed = UInt32(clamping: used) }
        }
        return value
    }

    /// Makes the entry at a position the last one.
    @inline(__always)
    func moveToEnd(_ position: Int, _ thread: Thread) throws(Raised) {
        if position == table.used &- 1 { return }
        var position = position
        if table.used >= table.fields.pointee.capacity { position = try makeRoom(behind: position, thread) }
        let end = table.used
        move(position, to: end)
        table.fields.pointee.used = end &+ 1
    }

    /// Makes the entry at a position the first one.
    func moveToFront(_ position: Int, _ thread: Thread) throws(Raised) {
        guard let first = firstPosition(), position != first else { return }
        if first > 0, first <= Int(UInt32.max) {
            move(position, to: first - 1)
            table.fields.pointee.firstUsed = UInt32(first - 1)
            return
        }
        let entry = table.entries[position]
        try makeGap(thread)
        guard let gap = firstPosition(), gap > 0, gap <= Int(UInt32.max) else { throw thread.memoryError() }
        move(self.position(of: entry), to: gap - 1)
        table.fields.pointee.firstUsed = UInt32(gap - 1)
    }

    /// Sets the value of a key that is absent behind all others.
    func appendOrdered(_ key: Value, hash: Int, _ value: Value, _ thread: Thread) throws(Raised) {
        if table.used >= table.fields.pointee.capacity { try makeRoom(thread) }
        try append(key, hash: hash, value, thread)
    }

    @inline(__always)
    private func move(_ position: Int, to target: Int) {
        let table = self.table, entry = table.entries[position]
        var probe = DictTable.Probe(entry.hash, table.mask)
        while table.index(at: probe.slot) != position { probe.step() }
        table.setIndex(target, at: probe.slot)
        table.entries[target] = entry
        table.entries[position] = Entry(hash: 0, key: .unbound, value: .unbound)
    }

    /// Makes room at the end; returns the new position of an entry.
    @inline(never)
    private func makeRoom(behind position: Int, _ thread: Thread) throws(Raised) -> Int {
        let entry = table.entries[position]
        try makeRoom(thread)
        return self.position(of: entry)
    }

    /// Where an entry is that is known to be there: its key is the same object.
    private func position(of entry: Entry) -> Int {
        let table = self.table
        var probe = DictTable.Probe(entry.hash, table.mask)
        while true {
            let index = table.index(at: probe.slot)
            if index >= 0, table.entries[index].key == entry.key { return index }
            probe.step()
        }
    }

    /// Where half of the places are free, the entries move together; else there is a larger table.
    private func makeRoom(_ thread: Thread) throws(Raised) {
        try thread.charge(count >> 2)
        if !fields.pointee.isWatched, table.room > 0, count <= table.room >> 1 { table.compact(count: count) } else { try grow(thread) }
    }

    /// Moves the entries to a table with as many free places before the first as there are entries.
    private func makeGap(_ thread: Thread) throws(Raised) {
        let gap = Swift.max(count, 4)
        guard count < 1 << 40 else { throw thread.memoryError() }
        try thread.charge(count >> 2)
        let fresh = try DictTable.allocate(capacity: gap + count * 2 + 4, thread), old = table
        for position in 0..<gap { fresh.entries[position] = Entry(hash: 0, key: .unbound, value: .unbound) }
        fresh.fields.pointee.used = gap
        for position in 0..<old.used where !old.entries[position].key.isUnbound { fresh.append(old.entries[position]) }
        fresh.fields.pointee.firstUsed = UInt32(clamping: gap)
        replaceTable(fresh)
    }
}
