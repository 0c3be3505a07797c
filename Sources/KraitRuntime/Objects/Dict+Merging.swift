// Filling dicts from mappings, pairs and keywords.

extension Dict {
    /// Adds what a mapping holds: a dict directly, anything else by its `keys()` and `[]`. Keys that are there already keep their values unless
    /// `overrides`.
    func merge(mapping: Value, overrides: Bool, _ thread: Thread) throws(Raised) {
        if mapping.is(.dict), mapping.has(thread.machine.pointee.shapes.dict) || usesStandardIteration(mapping, thread) {
            return try merge(Dict(mapping), overrides: overrides, thread)
        }
        let keys = try keyList(of: mapping, thread)
        var index = 0
        while index < keys.count {
            let key = keys[index]
            index += 1
            let hash = try thread.hash(key)
            if !overrides, try position(of: key, hash: hash, thread) != nil { continue }
            try set(key, hash: hash, try thread.getItem(mapping, key), thread)
            try thread.charge(1)
        }
    }

    /// A new dict with the same entries; a subclass with an `__iter__` of its own is asked for them as any mapping (CPython: `PyDict_Copy`).
    func copyAsMapping(_ thread: Thread) throws(Raised) -> Dict {
        if value.has(thread.machine.pointee.shapes.dict) || count == 0 || usesStandardIteration(value, thread) { return try copy(thread) }
        let copy = try Dict.make(thread)
        try copy.merge(mapping: value, overrides: true, thread)
        return copy
    }

    /// What `keys()` of a mapping gives, as a list.
    private func keyList(of mapping: Value, _ thread: Thread) throws(Raised) -> List {
        let keys = try thread.call(try thread.getAttribute(mapping, thread.name(.keys)))
        let list = try List.make(thread)
        let iterator: Value
        do throws(Raised) {
            iterator = try thread.iterator(of: keys)
        } catch {
            guard try thread.takeException(matching: thread.machine.pointee.types.exceptions.typeError) else { throw error }
            throw thread.raise(.typeError, "\(mapping.type(thread).name).keys() returned a non-iterable (type \(keys.type(thread).name))")
        }
        try list.extend(iterator: iterator, thread)
        return list
    }

    /// Whether iterating over an instance of a subclass gives the table's entries.
    private func usesStandardIteration(_ mapping: Value, _ thread: Thread) -> Bool {
        mapping.type(thread)[.iterate] == Type(thread.machine.pointee.types.dict)[.iterate]
    }

    private func merge(_ other: Dict, overrides: Bool, _ thread: Thread) throws(Raised) {
        if other == self || other.count == 0 { return }
        try thread.charge(other.count)
        if count == 0 {
            let copy = try other.copy(thread)
            if count == 0 {
                replaceTable(copy.table)
                fields.pointee.count = copy.count
                return
            }
        }
        try reserve(count + other.count, thread)
        let expected = other.count
        var position = 0
        while let index = other.nextPosition(from: position) {
            let entry = other.table.entries[index]
            if overrides {
                try set(entry.key, hash: entry.hash, entry.value, thread)
            } else if try self.position(of: entry.key, hash: entry.hash, thread) == nil {
                try set(entry.key, hash: entry.hash, entry.value, thread)
            }
            if other.count != expected { throw thread.raise(.runtimeError, "dict mutated during update") }
            position = index + 1
        }
    }

    /// Adds what a mapping holds until a key comes that is there already or is no str, which is returned.
    func mergeKeys(_ mapping: Value, _ thread: Thread) throws(Raised) -> Value? {
        guard mapping.is(.dict), mapping.has(thread.machine.pointee.shapes.dict) || usesStandardIteration(mapping, thread) else {
            let keys = try keyList(of: mapping, thread)
            var index = 0
            while index < keys.count {
                let key = keys[index], hash = try thread.hash(key)
                if try position(of: key, hash: hash, thread) != nil { return key }
                try set(key, hash: hash, try thread.getItem(mapping, key), thread)
                index += 1
                try thread.charge(1)
            }
            return nil
        }
        let source = Dict(mapping)
        var position = 0
        while let index = source.nextPosition(from: position) {
            let entry = source.table.entries[index]
            if try self.position(of: entry.key, hash: entry.hash, thread) != nil { return entry.key }
            try set(entry.key, hash: entry.hash, entry.value, thread)
            position = index + 1
        }
        return nil
    }

    /// Adds the pairs that an iterable gives.
    func merge(pairs: Value, _ thread: Thread) throws(Raised) {
        if pairs.has(thread.machine.pointee.shapes.zip), Zip(pairs).count == 2 {
            var key = Value.unbound, value = Value.unbound
            while try Zip(pairs).nextPair(&key, &value, thread) {
                if !setFast(key, value, thread) { try set(key, value, thread) }
                try thread.charge(1)
            }
            return
        }
        var number = 0
        try thread.consume(try thread.iterator(of: pairs)) { element in
            guard element.has(thread.machine.pointee.shapes.tuple), Tuple(element).count == 2 else { return false }
            let pair = Tuple(element).exactBase
            if !setFast(pair[0], pair[1], thread) { return false }
            number &+= 1
            return true
        } slow: { element throws(Raised) in
            if element.has(thread.machine.pointee.shapes.tuple), Tuple(element).count == 2 {
                try set(Tuple(element)[0], Tuple(element)[1], thread)
            } else {
                let pair = try pair(element, number: number, thread)
                guard pair.count == 2 else {
                    throw thread.raise(.valueError, "dictionary update sequence element #\(number) has length \(pair.count); 2 is required")
                }
                try set(pair[0], pair[1], thread)
            }
            number += 1
            return true
        }
    }

    private func pair(_ element: Value, number: Int, _ thread: Thread) throws(Raised) -> Tuple {
        if element.is(.list) { return try Tuple.make(List(element).base, count: List(element).count, thread) }
        do throws(Raised) {
            let iterator = try thread.iterator(of: element)
            let items = try List.make(thread)
            try items.extend(iterator: iterator, thread)
            return try Tuple.make(items.base, count: items.count, thread)
        } catch {
            guard try thread.takeException(matching: thread.machine.pointee.types.exceptions.typeError) else { throw error }
            throw thread.raise(.typeError, "cannot convert dictionary update sequence element #\(number) to a sequence")
        }
    }

    /// `update(other, **keywords)`; both are unbound if they were not given.
    func update(_ other: Value, keywords: Value, _ thread: Thread) throws(Raised) {
        if !other.isUnbound {
            var isMapping = other.is(.dict)
            if !isMapping { isMapping = try thread.getAttributeOrNil(other, thread.name(.keys)) != nil }
            if isMapping {
                try merge(mapping: other, overrides: true, thread)
            } else {
                try merge(pairs: other, thread)
            }
        }
        if keywords.is(.dict) { try merge(Dict(keywords), overrides: true, thread) }
    }
}
