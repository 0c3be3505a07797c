/// The iterators of dicts: over keys, values or items, forwards or backwards; which of them it is says the shape.
///
///     header | dict, None once it is exhausted | number of entries at the beginning, -1 after it changed | next position | entries left
///
/// In CPython: `dictiter_iternextkey` and its siblings in Objects/dictobject.c.
struct DictIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        var dict: Value
        var expected: Int
        var position: Int
        var remaining: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(DictIterator(cell: cell).fields.pointee.dict) })

    static func make(_ shape: ShapePointer, _ dict: Dict, isReversed: Bool, _ thread: Thread) throws(Raised) -> Value {
        let iterator = DictIterator(cell: try thread.allocate(shape, size: MemoryLayout<Fields>.size))
        iterator.fields.pointee.dict = dict.value
        iterator.fields.pointee.expected = dict.count
        iterator.fields.pointee.position = isReversed ? dict.table.used - 1 : 0
        iterator.fields.pointee.remaining = dict.count
        return iterator.value
    }

    /// Where the next entry is, nil at the end, which is final.
    @inline(__always)
    func nextEntry(_ thread: Thread) throws(Raised) -> UnsafeMutablePointer<Dict.Entry>? {
        let value = fields.pointee.dict
        guard value.isCell else { return nil }
        let dict = Dict(value)
        if dict.count != fields.pointee.expected { throw raiseChanged(thread) }
        let table = dict.table
        var position = fields.pointee.position
        while position < table.used {
            let entry = table.entries + position
            position &+= 1
            if entry.pointee.key.isUnbound { continue }
            if fields.pointee.remaining == 0 { break }
            fields.pointee.position = position
            fields.pointee.remaining &-= 1
            return entry
        }
        return try end(thread)
    }

    /// Where the next entry is, nil if there is none or something is to be raised.
    @inline(__always)
    func nextEntryFast() -> UnsafeMutablePointer<Dict.Entry>? {
        let value = fields.pointee.dict
        guard value.isCell, Dict(value).count == fields.pointee.expected, fields.pointee.remaining > 0 else { return nil }
        let table = Dict(value).table
        var position = fields.pointee.position
        while position < table.used {
            let entry = table.entries + position
            position &+= 1
            if entry.pointee.key.isUnbound { continue }
            fields.pointee.position = position
            fields.pointee.remaining &-= 1
            return entry
        }
        return nil
    }

    /// Ends if `nextEntryFast` found no more entries; false if something is to be raised.
    @inline(__always)
    func endFast() -> Bool {
        let value = fields.pointee.dict
        if value.isCell {
            guard Dict(value).count == fields.pointee.expected, fields.pointee.position >= Dict(value).table.used else { return false }
            fields.pointee.dict = .none
        }
        return true
    }

    @inline(never)
    private func raiseChanged(_ thread: Thread) -> Raised {
        fields.pointee.expected = -1
        return thread.raise(.runtimeError, "dictionary changed size during iteration")
    }

    @inline(never)
    private func end(_ thread: Thread) throws(Raised) -> UnsafeMutablePointer<Dict.Entry>? {
        // More entries than there were at the beginning: some were replaced by others.
        if fields.pointee.remaining == 0, Dict(fields.pointee.dict).nextPosition(from: fields.pointee.position) != nil {
            fields.pointee.dict = .none
            throw thread.raise(.runtimeError, "dictionary keys changed during iteration")
        }
        fields.pointee.dict = .none
        return nil
    }

    func previousEntry(_ thread: Thread) throws(Raised) -> UnsafeMutablePointer<Dict.Entry>? {
        let value = fields.pointee.dict
        guard value.isCell else { return nil }
        let dict = Dict(value)
        if dict.count != fields.pointee.expected { throw raiseChanged(thread) }
        let table = dict.table
        var position = Swift.min(fields.pointee.position, table.used - 1)
        while position >= 0 {
            let entry = table.entries + position
            position -= 1
            if entry.pointee.key.isUnbound { continue }
            fields.pointee.position = position
            fields.pointee.remaining &-= 1
            return entry
        }
        fields.pointee.dict = .none
        return nil
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineDictIterators() throws(Raised) {
        try define(\.dictKeyIterator, "dict_keyiterator", shape: \.dictKeyIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try DictIterator(arguments[0]).nextEntry(thread)?.pointee.key ?? .unbound
            }
            try defineDictIterator(builder)
        }
        try define(\.dictValueIterator, "dict_valueiterator", shape: \.dictValueIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try DictIterator(arguments[0]).nextEntry(thread)?.pointee.value ?? .unbound
            }
            try defineDictIterator(builder)
        }
        try define(\.dictItemIterator, "dict_itemiterator", shape: \.dictItemIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                guard let entry = try DictIterator(arguments[0]).nextEntry(thread) else { return .unbound }
                return try thread.tuple(entry.pointee.key, entry.pointee.value)
            }
            try defineDictIterator(builder)
        }
        try define(\.dictReverseKeyIterator, "dict_reversekeyiterator", shape: \.dictReverseKeyIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try DictIterator(arguments[0]).previousEntry(thread)?.pointee.key ?? .unbound
            }
            try defineDictIterator(builder)
        }
        try define(\.dictReverseValueIterator, "dict_reversevalueiterator", shape: \.dictReverseValueIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try DictIterator(arguments[0]).previousEntry(thread)?.pointee.value ?? .unbound
            }
            try defineDictIterator(builder)
        }
        try define(\.dictReverseItemIterator, "dict_reverseitemiterator", shape: \.dictReverseItemIterator, layout: DictIterator.layout) { builder throws(Raised) in
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                guard let entry = try DictIterator(arguments[0]).previousEntry(thread) else { return .unbound }
                return try thread.tuple(entry.pointee.key, entry.pointee.value)
            }
            try defineDictIterator(builder)
        }
    }

    private func defineDictIterator(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
        try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
            let fields = DictIterator(arguments[0]).fields
            guard fields.pointee.dict.isCell, Dict(fields.pointee.dict).count == fields.pointee.expected else { return Value(smallInt: 0) }
            return Value(smallInt: Swift.max(0, fields.pointee.remaining))
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let copy = DictIterator(cell: try thread.allocate(arguments[0].shape, size: MemoryLayout<DictIterator.Fields>.size))
            copy.fields.pointee = DictIterator(arguments[0]).fields.pointee
            let rest = try List.make(thread)
            try rest.extend(iterator: copy.value, thread)
            return try thread.tuple(try thread.builtin("iter"), try thread.tuple(rest.value))
        }
    }
}
