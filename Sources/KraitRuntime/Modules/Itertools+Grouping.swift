// `itertools`: iterators that put items together, `pairwise`, `batched`, `zip_longest`, `groupby`, and `tee`, which gives items to several.

/// `pairwise`
struct Pairwise: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// Unbound once it is exhausted.
        var iterator: Value
        /// Unbound before the first item.
        var previous: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        if fields.pointee.iterator.isUnbound { return .unbound }
        var previous = fields.pointee.previous
        if previous.isUnbound {
            previous = try thread.advanceQuickly(fields.pointee.iterator)
            fields.pointee.previous = previous
            if previous.isUnbound { return finish() }
            // Advancing may have come back here.
            if fields.pointee.iterator.isUnbound { return finish() }
        }
        let item: Value
        do throws(Raised) {
            item = try thread.advanceQuickly(fields.pointee.iterator)
        } catch {
            _ = finish()
            throw error
        }
        if item.isUnbound { return finish() }
        fields.pointee.previous = item
        return try thread.tuple(previous, item)
    }

    private func finish() -> Value {
        fields.pointee.iterator = .unbound
        fields.pointee.previous = .unbound
        return .unbound
    }
}

/// `batched`
struct Batched: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// Unbound once it is exhausted.
        var iterator: Value
        var size: Int
        var isStrict: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 1

    func next(_ thread: Thread) throws(Raised) -> Value {
        let iterator = fields.pointee.iterator, size = fields.pointee.size
        if iterator.isUnbound { return .unbound }
        let items = try List.make(capacity: Swift.min(size, 64), thread)
        while items.count < size {
            let item: Value
            do throws(Raised) {
                try thread.charge(1)
                item = try thread.advanceQuickly(iterator)
            } catch {
                fields.pointee.iterator = .unbound
                throw error
            }
            if item.isUnbound {
                if items.count == 0 || fields.pointee.isStrict { fields.pointee.iterator = .unbound }
                if items.count == 0 { return .unbound }
                if fields.pointee.isStrict { throw thread.raise(.valueError, "batched(): incomplete batch") }
                break
            }
            try items.append(item, thread)
        }
        return try Tuple.make(items.base, count: items.count, thread).value
    }
}

/// `zip_longest`
struct ZipLongest: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// A tuple; those that are exhausted are unbound.
        var iterators: Value
        var filler: Value
        var activeCount: Int
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let iterators = Tuple(fields.pointee.iterators)
        if fields.pointee.activeCount == 0 { return .unbound }
        let items = try Tuple.allocate(count: iterators.count, thread)
        for index in 0..<iterators.count {
            var item = fields.pointee.filler
            if !iterators[index].isUnbound {
                let next: Value
                do throws(Raised) {
                    next = try thread.advanceQuickly(iterators[index])
                } catch {
                    fields.pointee.activeCount = 0
                    throw error
                }
                if next.isUnbound {
                    // Advancing may have come back here.
                    if !iterators[index].isUnbound { fields.pointee.activeCount -= 1 }
                    if fields.pointee.activeCount <= 0 {
                        fields.pointee.activeCount = 0
                        return .unbound
                    }
                    iterators.base[index] = .unbound
                } else {
                    item = next
                }
            }
            items.base[index] = item
        }
        return items.value
    }
}

/// `groupby`
struct GroupBy: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var iterator: Value
        /// None for the items themselves.
        var keyFunction: Value
        /// The key of the group that was given last; unbound before the first.
        var targetKey: Value
        /// Key and item that were read last; unbound once given.
        var currentKey: Value
        var currentItem: Value
        /// The group that may still read; unbound if none.
        var grouper: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 6

    /// Reads an item; false at the end.
    fileprivate func step(_ thread: Thread) throws(Raised) -> Bool {
        try thread.charge(1)
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return false }
        let key = fields.pointee.keyFunction.isNone ? item : try thread.call(fields.pointee.keyFunction, item)
        fields.pointee.currentItem = item
        fields.pointee.currentKey = key
        return true
    }

    func next(_ thread: Thread) throws(Raised) -> Value {
        fields.pointee.grouper = .unbound
        while true {
            if !fields.pointee.currentKey.isUnbound {
                if fields.pointee.targetKey.isUnbound { break }
                if !(try thread.isEqual(fields.pointee.targetKey, fields.pointee.currentKey)) { break }
            }
            if !(try step(thread)) { return .unbound }
            try thread.charge(1)
        }
        let key = fields.pointee.currentKey
        fields.pointee.targetKey = key
        return try thread.tuple(key, try makeGrouper(key, thread))
    }

    /// The group that reads from now on.
    fileprivate func makeGrouper(_ key: Value, _ thread: Thread) throws(Raised) -> Value {
        let grouper = Grouper(try thread.makeInstance(of: Type(thread.machine.pointee.types.grouper)))
        grouper.fields.pointee.parent = value
        grouper.fields.pointee.key = key
        fields.pointee.grouper = grouper.value
        return grouper.value
    }
}

/// `_grouper`: the items of one group.
struct Grouper: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var parent: Value
        var key: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let parent = GroupBy(fields.pointee.parent)
        if parent.fields.pointee.grouper != value { return .unbound }
        if parent.fields.pointee.currentItem.isUnbound, !(try parent.step(thread)) { return .unbound }
        if parent.fields.pointee.currentKey.isUnbound { return .unbound }
        if !(try thread.isEqual(fields.pointee.key, parent.fields.pointee.currentKey)) { return .unbound }
        let item = parent.fields.pointee.currentItem
        parent.fields.pointee.currentItem = .unbound
        parent.fields.pointee.currentKey = .unbound
        return item
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineGroupingIterators(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass("itertools.pairwise", Pairwise.layout, "Pairs of items that follow each other.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                let pairwise = try Pairwise.make(arguments, thread)
                pairwise.fields.pointee.iterator = iterator
                pairwise.fields.pointee.previous = .unbound
                return pairwise.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Pairwise(arguments[0]).next(thread) }
        }
        try module.makeClass("itertools.batched", Batched.layout, "Tuples of n items; the last may have less.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, n, *, strict=False)") { thread, arguments throws(Raised) in
                let size = try thread.index(arguments[2])
                let isStrict = arguments[3].isUnbound ? false : try thread.isTrue(arguments[3])
                if size < 1 { throw thread.raise(.valueError, "n must be at least one") }
                let iterator = try thread.iterator(of: arguments[1])
                let batched = try Batched.make(arguments, thread)
                batched.fields.pointee.iterator = iterator
                batched.fields.pointee.size = size
                batched.fields.pointee.isStrict = isStrict
                return batched.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Batched(arguments[0]).next(thread) }
        }
        try module.makeClass("itertools.zip_longest", ZipLongest.layout, "Tuples of the next items, up to the longest iterable.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *iterables, fillvalue=None)") { thread, arguments throws(Raised) in
                let iterators = try thread.iterators(of: Tuple(arguments[1]))
                let zip = try ZipLongest.make(arguments, thread)
                zip.fields.pointee.iterators = iterators.value
                zip.fields.pointee.filler = arguments[2].isUnbound ? .none : arguments[2]
                zip.fields.pointee.activeCount = iterators.count
                return zip.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try ZipLongest(arguments[0]).next(thread) }
            try defineCopyingOfZipLongest(builder)
        }
        machine.pointee.types.groupBy = try module.makeClass("itertools.groupby", GroupBy.layout, "Keys and groups of items that follow each other with the same key.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, key=None)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                let group = try GroupBy.make(arguments, thread)
                let fields = group.fields
                fields.pointee.iterator = iterator
                fields.pointee.keyFunction = arguments[2].isUnbound ? .none : arguments[2]
                fields.pointee.targetKey = .unbound
                fields.pointee.currentKey = .unbound
                fields.pointee.currentItem = .unbound
                fields.pointee.grouper = .unbound
                return group.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try GroupBy(arguments[0]).next(thread) }
            try defineCopyingOfGroupBy(builder)
        }.value
        machine.pointee.types.grouper = try module.makeClass("itertools._grouper", Grouper.layout, "The items of one group.", flags: []) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, parent, tgtkey, /)") { thread, arguments throws(Raised) in
                guard arguments[1].type(thread).isSubtype(of: Type(thread.machine.pointee.types.groupBy)) else {
                    throw thread.raise(.typeError, "_grouper() argument 1 must be itertools.groupby, not \(arguments[1].isNone ? "None" : arguments[1].type(thread).name)")
                }
                return try GroupBy(arguments[1]).makeGrouper(arguments[2], thread)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Grouper(arguments[0]).next(thread) }
            try defineCopyingOfGrouper(builder)
        }.value
    }
}
