// Union, intersection, difference and the tests between sets, in the order in which CPython visits keys: it decides the order of the result.

extension PythonSet {
    /// Whether a value is a set or frozenset.
    @inline(__always)
    static func isSet(_ value: Value) -> Bool { value.is(.set) || value.is(.frozenSet) }

    /// Calls `body`, which runs no Python code, with key and hash of each entry as long as it returns true. Returns where it did not, nil at the end.
    @inline(__always)
    private func prefix(_ thread: Thread, _ body: (Value, Int) throws(Raised) -> Bool) throws(Raised) -> Int? {
        let entries = table.entries
        var index = 0, left = count
        while left > 0 {
            let entry = entries[index]
            if !entry.key.isUnbound {
                if !(try body(entry.key, entry.hash)) { return index }
                left &-= 1
            }
            index &+= 1
            if index & (Thread.piece &- 1) == 0 { try thread.checkLimits() }
        }
        return nil
    }

    /// Calls `body` with key and hash of each entry from a place on. The set may change on the way.
    private func forEach(from start: Int = 0, _ thread: Thread, _ body: (Value, Int) throws(Raised) -> Bool) throws(Raised) {
        var position = start
        while let index = nextPosition(from: position) {
            let entry = table.entries[index]
            if !(try body(entry.key, entry.hash)) { return }
            position = index + 1
            try thread.charge(1)
        }
    }

    /// Calls `body` with each item of an iterable and its hash.
    private static func forEach(of iterable: Value, _ thread: Thread, _ body: (Value, Int) throws(Raised) -> Bool) throws(Raised) {
        try thread.consume(try thread.iterator(of: iterable)) { _ in false } slow: { key throws(Raised) in try body(key, try thread.hash(key)) }
    }

    func intersection(_ other: Value, _ thread: Thread) throws(Raised) -> PythonSet {
        if other == value { return try copy(thread) }
        if PythonSet.isSet(other) {
            // The smaller one is gone through.
            let (large, small) = PythonSet(other).count > count ? (PythonSet(other), self) : (self, PythonSet(other))
            try thread.charge(small.count)
            if let result = try small.keys(in: large, areThere: true, isFrozen: value.is(.frozenSet), thread) { return result }
            let result = try makeEmpty(thread)
            let undecided = try small.prefix(thread) { key, hash throws(Raised) in
                let position = large.positionFast(of: key, hash: hash, thread)
                if position >= 0 { try result.insertNew(key, hash: hash, thread) }
                return position != PythonSet.undecided
            }
            guard let undecided else { return result }
            try small.forEach(from: undecided, thread) { key, hash throws(Raised) in
                if try large.contains(key, hash: hash, thread) { try result.insert(key, hash: hash, thread) }
                return true
            }
            return result
        }
        let result = try makeEmpty(thread)
        try PythonSet.forEach(of: other, thread) { key, hash throws(Raised) in
            if try contains(key, hash: hash, thread) { try result.insert(key, hash: hash, thread) }
            return true
        }
        return result
    }

    /// A new set of the keys that are in another set, or that are not. Nil if keys are too many, only `==` can tell, or two of them lead to the same entry, so that
    /// where they lie depends on the tables that the set would have had as it grew.
    @inline(__always)
    private func keys(in other: PythonSet, areThere: Bool, isFrozen: Bool, _ thread: Thread) throws(Raised) -> PythonSet? {
        if count > 64 { return nil }
        // The bit of each entry, in their order.
        var chosen: UInt64 = 0, bit: UInt64 = 1
        let undecided = try prefix(thread) { key, hash in
            let position = other.positionFast(of: key, hash: hash, thread)
            if (position >= 0) == areThere { chosen |= bit }
            bit &<<= 1
            return position != PythonSet.undecided
        }
        if undecided != nil { return nil }
        let result = try PythonSet.make(thread, isFrozen: isFrozen)
        let chosenCount = chosen.nonzeroBitCount
        if chosenCount == 0 { return result }
        // What growing with each key would have led to.
        let size = chosenCount < 5 ? 8 : chosenCount < 19 ? 32 : 128
        let table = try SetTable.allocate(size: size, thread)
        let entries = table.entries
        var isSpaced = true
        bit = 1
        _ = try prefix(thread) { key, hash in
            if chosen & bit != 0 {
                let place = entries + (hash & (size &- 1))
                isSpaced = place.pointee.key.isUnbound
                place.pointee = SetTable.Entry(key: key, hash: hash)
            }
            bit &<<= 1
            return isSpaced
        }
        if !isSpaced { return nil }
        table.fields.pointee.fill = chosenCount
        result.fields.pointee.table = table.value
        result.fields.pointee.count = chosenCount
        return result
    }

    func difference(_ other: Value, _ thread: Thread) throws(Raised) -> PythonSet {
        let isDict = other.has(thread.machine.pointee.shapes.dict)
        let otherCount = isDict ? Dict(other).count : PythonSet.isSet(other) ? PythonSet(other).count : 0
        if !isDict && !PythonSet.isSet(other) || count >> 2 > otherCount {
            let result = try copy(thread)
            try result.subtract(other, thread)
            return result
        }
        try thread.charge(count)
        if !isDict, let result = try keys(in: PythonSet(other), areThere: false, isFrozen: value.is(.frozenSet), thread) { return result }
        let result = try makeEmpty(thread)
        let undecided = try prefix(thread) { key, hash throws(Raised) in
            let position = isDict ? Dict(other).positionFast(of: key, hash: hash, thread) : PythonSet(other).positionFast(of: key, hash: hash, thread)
            if position == PythonSet.absent { try result.insertNew(key, hash: hash, thread) }
            return position != PythonSet.undecided
        }
        guard let undecided else { return result }
        try forEach(from: undecided, thread) { key, hash throws(Raised) in
            let isThere: Bool
            if isDict {
                isThere = try Dict(other).position(of: key, hash: hash, thread) != nil
            } else {
                isThere = try PythonSet(other).contains(key, hash: hash, thread)
            }
            if !isThere { try result.insert(key, hash: hash, thread) }
            return true
        }
        return result
    }

    /// `self -= other`
    func subtract(_ other: Value, _ thread: Thread) throws(Raised) {
        if other == value { return removeAll(thread) }
        if PythonSet.isSet(other) {
            var keys = PythonSet(other)
            // Of a much larger set only the common keys matter.
            if keys.count >> 3 > count { keys = try intersection(other, thread) }
            try thread.charge(keys.count)
            let undecided = try keys.prefix(thread) { key, hash in
                let position = positionFast(of: key, hash: hash, thread)
                if position >= 0 { remove(at: position) }
                return position != PythonSet.undecided
            }
            if let undecided {
                try keys.forEach(from: undecided, thread) { key, hash throws(Raised) in
                    _ = try remove(key, hash: hash, thread)
                    return true
                }
            }
        } else {
            try PythonSet.forEach(of: other, thread) { key, hash throws(Raised) in
                _ = try remove(key, hash: hash, thread)
                return true
            }
        }
        // Many deleted entries slow searches down.
        if table.fields.pointee.fill - count > table.mask / 4 { try resize(moreThan: count > 50000 ? count * 2 : count * 4, thread) }
    }

    /// `self ^= other`
    func formSymmetricDifference(_ other: Value, _ thread: Thread) throws(Raised) {
        if other == value { return removeAll(thread) }
        func toggle(_ key: Value, _ hash: Int) throws(Raised) {
            if !(try remove(key, hash: hash, thread)) { try insert(key, hash: hash, thread) }
        }
        if other.has(thread.machine.pointee.shapes.dict) {
            var position = 0
            while let index = Dict(other).nextPosition(from: position) {
                let entry = Dict(other).table.entries[index]
                try toggle(entry.key, entry.hash)
                position = index + 1
                try thread.charge(1)
            }
            return
        }
        let keys = PythonSet.isSet(other) ? PythonSet(other) : try thread.makeSet(of: other)
        try keys.forEach(thread) { key, hash throws(Raised) in
            try toggle(key, hash)
            return true
        }
    }

    func symmetricDifference(_ other: Value, _ thread: Thread) throws(Raised) -> PythonSet {
        let result = try thread.makeSet(of: other, isFrozen: value.is(.frozenSet))
        try result.formSymmetricDifference(value, thread)
        return result
    }

    func isDisjoint(with other: Value, _ thread: Thread) throws(Raised) -> Bool {
        if other == value { return count == 0 }
        var isDisjoint = true
        if PythonSet.isSet(other) {
            let (large, small) = PythonSet(other).count > count ? (PythonSet(other), self) : (self, PythonSet(other))
            try thread.charge(small.count)
            var isUndecided = false
            let position = try small.prefix(thread) { key, hash in
                let position = large.positionFast(of: key, hash: hash, thread)
                isUndecided = position == PythonSet.undecided
                return position == PythonSet.absent
            }
            guard let position else { return true }
            if !isUndecided { return false }
            try small.forEach(from: position, thread) { key, hash throws(Raised) in
                isDisjoint = !(try large.contains(key, hash: hash, thread))
                return isDisjoint
            }
        } else {
            try PythonSet.forEach(of: other, thread) { key, hash throws(Raised) in
                isDisjoint = !(try contains(key, hash: hash, thread))
                return isDisjoint
            }
        }
        return isDisjoint
    }

    func isSubset(of other: Value, _ thread: Thread) throws(Raised) -> Bool {
        if !PythonSet.isSet(other) { return try intersection(other, thread).count == count }
        try thread.charge(count)
        let large = PythonSet(other)
        if count > large.count { return false }
        var isSubset = true
        let position = try prefix(thread) { key, hash in
            let position = large.positionFast(of: key, hash: hash, thread)
            isSubset = position == PythonSet.undecided
            return position >= 0
        }
        guard let position else { return true }
        if !isSubset { return false }
        try forEach(from: position, thread) { key, hash throws(Raised) in
            isSubset = try large.contains(key, hash: hash, thread)
            return isSubset
        }
        return isSubset
    }

    func isSuperset(of other: Value, _ thread: Thread) throws(Raised) -> Bool {
        if PythonSet.isSet(other) { return try PythonSet(other).isSubset(of: value, thread) }
        var isSuperset = true
        try PythonSet.forEach(of: other, thread) { key, hash throws(Raised) in
            isSuperset = try contains(key, hash: hash, thread)
            return isSuperset
        }
        return isSuperset
    }

    func compare(_ comparison: Comparison, _ other: Value, _ thread: Thread) throws(Raised) -> Value {
        guard PythonSet.isSet(other) else { return .notImplemented }
        let right = PythonSet(other)
        switch comparison {
        case .equal, .notEqual:
            var isEqual = count == right.count
            if isEqual, fields.pointee.hash != 0, right.fields.pointee.hash != 0 { isEqual = fields.pointee.hash == right.fields.pointee.hash }
            if isEqual { isEqual = try isSubset(of: other, thread) }
            return Value(isEqual == (comparison == .equal))
        case .lessOrEqual: return Value(try isSubset(of: other, thread))
        case .greaterOrEqual: return Value(try right.isSubset(of: value, thread))
        case .less: return Value(count < right.count ? try isSubset(of: other, thread) : false)
        case .greater: return Value(count > right.count ? try right.isSubset(of: value, thread) : false)
        }
    }

    /// The hash of the keys, whatever their order (CPython: `frozenset_hash`).
    func hashOfKeys() -> Int {
        if fields.pointee.hash != 0 { return fields.pointee.hash }
        var hash: UInt = 0
        let table = self.table
        for index in 0...table.mask where !table.entries[index].key.isUnbound {
            let bits = UInt(bitPattern: table.entries[index].hash)
            hash ^= ((bits ^ 89_869_747) ^ (bits << 16)) &* 3_644_798_167
        }
        hash ^= UInt(bitPattern: count &+ 1) &* 1_927_868_237
        hash ^= (hash >> 11) ^ (hash >> 25)
        hash = hash &* 69069 &+ 907_133_923
        if hash == UInt.max { hash = 590_923_713 }
        fields.pointee.hash = Int(bitPattern: hash)
        return Int(bitPattern: hash)
    }
}
