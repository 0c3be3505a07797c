// `itertools`: what copies of the iterators are made from, `__reduce__` and `__setstate__`, which 3.14 no longer has. Every use warns of that.
//
//     (class, arguments[, state])      the class is called with the arguments, and the new iterator gets the state
//
// A state comes from anywhere: indices out of range go to the nearest that is in range, and nothing else is believed.

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func warnOfCopying() throws(Raised) {
        try warn(.deprecationWarning, "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.")
    }

    // MARK: - Reading a state

    /// The items of a state that is a tuple.
    private func stateItems(_ state: Value, _ least: Int, _ most: Int) throws(Raised) -> Tuple {
        guard state.is(.tuple) else { throw raise(.typeError, "state is not a tuple") }
        let items = Tuple(state), bound = items.count < least ? least : most
        if items.count >= least, items.count <= most { return items }
        let word = least == most ? "exactly" : items.count < least ? "at least" : "at most"
        throw raise(.typeError, "function takes \(word) \(bound) argument\(bound == 1 ? "" : "s") (\(items.count) given)")
    }

    private func stateItem(_ items: Tuple, _ index: Int, _ kind: CellKind, _ name: StaticString) throws(Raised) -> Value {
        if items[index].is(kind) { return items[index] }
        throw raise(.typeError, "argument \(index + 1) must be \(name), not \(items[index].isNone ? "None" : items[index].type(self).name)")
    }

    /// An int, as it is: `__index__` is not asked.
    private func stateInteger(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return value.smallInt }
        guard value.isBool || value.is(.int) else { throw raise(.typeError, "an integer is required") }
        guard let number = machineInteger(exactInt(value) ?? value) else { throw raise(.overflowError, "Python int too large to convert to C ssize_t") }
        return number
    }

    /// The tuple of as many indices as a state must have.
    private func stateIndices(_ state: Value, count: Int) throws(Raised) -> Tuple {
        guard state.is(.tuple), Tuple(state).count == count else { throw raise(.valueError, "invalid arguments") }
        return Tuple(state)
    }

    /// Two items as a tuple, or the one if there is no other.
    private func tuple(_ first: Value, optional second: Value) throws(Raised) -> Value {
        second.isUnbound ? try tuple(first) : try tuple(first, second)
    }

    private func tuple(of values: UnsafeMutablePointer<Value>, _ count: Int) throws(Raised) -> Value {
        try Tuple.make(values, count: count, self).value
    }

    // MARK: - Without an end

    func defineCopyingOfCount(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Count(arguments[0]).fields.pointee
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.current, optional: fields.step == Value(smallInt: 1) ? .unbound : fields.step))
        }
    }

    func defineCopyingOfRepeat(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Repeat(arguments[0]).fields.pointee
            let remaining = fields.remaining < 0 ? Value.unbound : Value(smallInt: fields.remaining)
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.element, optional: remaining))
        }
    }

    func defineCopyingOfCycle(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Cycle(arguments[0]).fields, type = arguments[0].type(thread).value
            if !fields.pointee.iterator.isUnbound {
                let state = try thread.tuple(fields.pointee.saved, Value(fields.pointee.isReplaying))
                return try thread.tuple(type, try thread.tuple(fields.pointee.iterator), state)
            }
            // The copy goes through the rest of the round, then through the list.
            let saved = List(fields.pointee.saved), iterator = try thread.iterator(of: saved.value)
            ListIterator(iterator).fields.pointee.index = fields.pointee.index < saved.count ? fields.pointee.index : 0
            return try thread.tuple(type, try thread.tuple(iterator), try thread.tuple(saved.value, .true))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let items = try thread.stateItems(arguments[1], 2, 2), saved = try thread.stateItem(items, 0, .list, "list")
            let isReplaying = try thread.index(items[1]) != 0
            let fields = Cycle(arguments[0]).fields
            fields.pointee.saved = saved
            fields.pointee.isReplaying = isReplaying
            fields.pointee.index = 0
            return .none
        }
    }

    // MARK: - Selecting and mapping

    func defineCopyingOfChain(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Chain(arguments[0]).fields.pointee, type = arguments[0].type(thread).value, none = thread.machine.pointee.emptyTuple
            if fields.source.isUnbound { return try thread.tuple(type, none) }
            return try thread.tuple(type, none, try thread.tuple(fields.source, optional: fields.active))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let items = try thread.stateItems(arguments[1], 1, 2)
            for item in items where item.type(thread)[.next].isUnbound { throw thread.raise(.typeError, "Arguments must be iterators.") }
            let fields = Chain(arguments[0]).fields
            fields.pointee.source = items[0]
            fields.pointee.active = items.count > 1 ? items[1] : .unbound
            return .none
        }
    }

    /// `dropwhile` and `takewhile`.
    func defineCopyingOfPredicate(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = PredicateIterator(arguments[0]).fields.pointee
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.function, fields.iterator), Value(smallInt: fields.isOver ? 1 : 0))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            PredicateIterator(arguments[0]).fields.pointee.isOver = try thread.isTrue(arguments[1])
            return .none
        }
    }

    /// `filterfalse`, `compress`, `starmap`: two values are all they have.
    func defineCopyingOfPair(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Compress(arguments[0]).fields.pointee
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.data, fields.selectors))
        }
    }

    func defineCopyingOfSlice(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = ItemSlice(arguments[0]).fields.pointee, type = arguments[0].type(thread).value
            if fields.iterator.isUnbound {
                let nothing = try thread.iterator(of: try List.make(thread).value)
                return try thread.tuple(type, try thread.tuple(nothing, Value(smallInt: 0)), Value(smallInt: 0))
            }
            let given = try Tuple.allocate(count: 4, thread)
            given.base[0] = fields.iterator
            given.base[1] = try thread.makeInt(fields.wanted)
            given.base[2] = fields.stop == -1 ? .none : try thread.makeInt(fields.stop)
            given.base[3] = try thread.makeInt(fields.step)
            return try thread.tuple(type, given.value, try thread.makeInt(fields.taken))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            ItemSlice(arguments[0]).fields.pointee.taken = try thread.stateInteger(arguments[1])
            return .none
        }
    }

    func defineCopyingOfAccumulate(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Accumulate(arguments[0]).fields.pointee, type = arguments[0].type(thread).value, types = thread.machine.pointee.types
            if !fields.initial.isNone {
                let items = try thread.call(types.chain, try thread.tuple(fields.initial), fields.iterator)
                return try thread.tuple(type, try thread.tuple(items, fields.function), .none)
            }
            if fields.total.isNone {
                // None as a state means that there is none: it becomes the first item, which is left out.
                let items = try thread.call(types.chain, try thread.tuple(.none), fields.iterator)
                let all = try thread.call(type, items, fields.function)
                return try thread.tuple(types.itemSlice, try thread.tuple(all, Value(smallInt: 1), .none))
            }
            return try thread.tuple(type, try thread.tuple(fields.iterator, fields.function), fields.total.isUnbound ? .none : fields.total)
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            Accumulate(arguments[0]).fields.pointee.total = arguments[1]
            return .none
        }
    }

    // MARK: - Combinations

    func defineCopyingOfProduct(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Product(arguments[0]).fields.pointee, type = arguments[0].type(thread).value
            if fields.isOver { return try thread.tuple(type, try thread.tuple(thread.machine.pointee.emptyTuple)) }
            if fields.result.isUnbound { return try thread.tuple(type, fields.pools) }
            return try thread.tuple(type, fields.pools, try thread.tuple(of: Values(fields.indices).base, Tuple(fields.pools).count))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let product = Product(arguments[0]), pools = Tuple(product.fields.pointee.pools)
            let state = try thread.stateIndices(arguments[1], count: pools.count)
            let result = try Tuple.allocate(count: pools.count, thread), indices = Values(product.fields.pointee.indices).base
            for place in 0..<pools.count {
                let index = try thread.stateInteger(state[place]), pool = Tuple(pools[place])
                if pool.count == 0 {
                    product.fields.pointee.isOver = true
                    return .none
                }
                let inRange = Swift.max(0, Swift.min(index, pool.count - 1))
                indices[place] = Value(smallInt: inRange)
                result.base[place] = pool[inRange]
            }
            product.fields.pointee.result = result.value
            return .none
        }
    }

    /// What `permutations`, `combinations` and `combinations_with_replacement` reduce to, but for the state of one that has begun.
    private func reduceSelection(_ selection: Selection, _ state: (Selection.Fields) throws(Raised) -> Value) throws(Raised) -> Value {
        try warnOfCopying()
        let fields = selection.fields.pointee, type = selection.value.type(self).value, size = try makeInt(fields.size)
        if !fields.hasBegun { return try tuple(type, try tuple(fields.pool, size)) }
        if fields.isOver { return try tuple(type, try tuple(machine.pointee.emptyTuple, size)) }
        return try tuple(type, try tuple(fields.pool, size), try state(fields))
    }

    private func reduceCombinations(_ arguments: Arguments) throws(Raised) -> Value {
        try reduceSelection(Selection(arguments[0])) { fields throws(Raised) in try tuple(of: Values(fields.indices).base, fields.size) }
    }

    /// - Parameter isRepeating: Whether items are used again, so that the last index is the same for all places.
    private func setStateOfCombinations(_ arguments: Arguments, isRepeating: Bool) throws(Raised) -> Value {
        try warnOfCopying()
        let fields = Selection(arguments[0]).fields, size = fields.pointee.size, count = Tuple(fields.pointee.pool).count
        let state = try stateIndices(arguments[1], count: size), indices = Values(fields.pointee.indices).base
        for place in 0..<size {
            let index = try stateInteger(state[place]), last = isRepeating ? count - 1 : place + count - size
            if !fields.pointee.isOver { indices[place] = Value(smallInt: Swift.max(0, Swift.min(index, last))) }
        }
        fields.pointee.hasBegun = true
        return .none
    }

    func defineCopyingOfCombinations(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in try thread.reduceCombinations(arguments) }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.setStateOfCombinations(arguments, isRepeating: false)
        }
    }

    func defineCopyingOfRepeatingCombinations(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in try thread.reduceCombinations(arguments) }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.setStateOfCombinations(arguments, isRepeating: true)
        }
    }

    func defineCopyingOfPermutations(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.reduceSelection(Selection(arguments[0])) { fields throws(Raised) in
                let indices = try thread.tuple(of: Values(fields.indices).base, Tuple(fields.pool).count)
                return try thread.tuple(indices, try thread.tuple(of: Values(fields.cycles).base, fields.size))
            }
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Selection(arguments[0]).fields, size = fields.pointee.size, count = Tuple(fields.pointee.pool).count
            let items = try thread.stateItems(arguments[1], 2, 2)
            let first = try thread.stateItem(items, 0, .tuple, "tuple"), second = try thread.stateItem(items, 1, .tuple, "tuple")
            let newIndices = try thread.stateIndices(first, count: count), newCycles = try thread.stateIndices(second, count: size)
            for place in 0..<count {
                let index = try thread.stateInteger(newIndices[place])
                if !fields.pointee.isOver { Values(fields.pointee.indices).base[place] = Value(smallInt: Swift.max(0, Swift.min(index, count - 1))) }
            }
            for place in 0..<size {
                let left = try thread.stateInteger(newCycles[place])
                if !fields.pointee.isOver { Values(fields.pointee.cycles).base[place] = Value(smallInt: Swift.max(1, Swift.min(left, count - place))) }
            }
            fields.pointee.hasBegun = true
            return .none
        }
    }

    // MARK: - Grouping

    func defineCopyingOfZipLongest(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = ZipLongest(arguments[0]).fields.pointee, iterators = Tuple(fields.iterators)
            let given = try Tuple.allocate(count: iterators.count, thread)
            for index in 0..<iterators.count { given.base[index] = iterators[index].isUnbound ? thread.machine.pointee.emptyTuple : iterators[index] }
            return try thread.tuple(arguments[0].type(thread).value, given.value, fields.filler)
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            ZipLongest(arguments[0]).fields.pointee.filler = arguments[1]
            return .none
        }
    }

    func defineCopyingOfGroupBy(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = GroupBy(arguments[0]).fields.pointee, type = arguments[0].type(thread).value
            let given = try thread.tuple(fields.iterator, fields.keyFunction)
            if fields.targetKey.isUnbound || fields.currentKey.isUnbound || fields.currentItem.isUnbound { return try thread.tuple(type, given) }
            return try thread.tuple(type, given, try thread.tuple(fields.currentKey, fields.currentItem, fields.targetKey))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let items = try thread.stateItems(arguments[1], 3, 3), fields = GroupBy(arguments[0]).fields
            fields.pointee.currentKey = items[0]
            fields.pointee.currentItem = items[1]
            fields.pointee.targetKey = items[2]
            return .none
        }
    }

    func defineCopyingOfGrouper(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Grouper(arguments[0]).fields.pointee
            if GroupBy(fields.parent).fields.pointee.grouper == arguments[0] {
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.parent, fields.key))
            }
            return try thread.tuple(try thread.builtin("iter"), try thread.tuple(thread.machine.pointee.emptyTuple))
        }
    }

    func defineCopyingOfTee(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let fields = Tee(arguments[0]).fields.pointee
            return try thread.tuple(
                arguments[0].type(thread).value, try thread.tuple(thread.machine.pointee.emptyTuple), try thread.tuple(fields.block, Value(smallInt: fields.index)))
        }
        try builder.method("__setstate__", "($self, state, /)", "Go on from a state.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let items = try thread.stateItems(arguments[1], 2, 2), blockType = Type(thread.machine.pointee.types.teeBlock)
            guard items[0].type(thread) == blockType else {
                throw thread.raise(.typeError, "argument 1 must be itertools._tee_dataobject, not \(items[0].isNone ? "None" : items[0].type(thread).name)")
            }
            let index = try thread.index(items[1])
            // A place behind what was read would be filled by an item that comes later.
            guard index >= 0, index <= TeeBlock(items[0]).fields.pointee.count else { throw thread.raise(.valueError, "Index out of range") }
            Tee(arguments[0]).fields.pointee.block = items[0]
            Tee(arguments[0]).fields.pointee.index = index
            return .none
        }
    }

    func defineCopyingOfTeeBlock(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, iterable, values, next, /)") { thread, arguments throws(Raised) in
            guard arguments[2].is(.list) else {
                throw thread.raise(.typeError, "teedataobject() argument 2 must be list, not \(arguments[2].isNone ? "None" : arguments[2].type(thread).name)")
            }
            let block = TeeBlock(try TeeBlock.make(arguments[1], thread)), items = List(arguments[2])
            guard items.count <= TeeBlock.capacity else { throw thread.raise(.valueError, "Invalid arguments") }
            for index in 0..<items.count { block.items[index] = items[index] }
            block.fields.pointee.count = items.count
            if items.count == TeeBlock.capacity {
                guard arguments[3].isNone || arguments[3].type(thread).value == thread.machine.pointee.types.teeBlock else {
                    throw thread.raise(.valueError, "Invalid arguments")
                }
                if !arguments[3].isNone { block.fields.pointee.next = arguments[3] }
            } else if !arguments[3].isNone {
                throw thread.raise(.valueError, "Invalid arguments")
            }
            return block.value
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            try thread.warnOfCopying()
            let block = TeeBlock(arguments[0]), items = try List.make(block.items, count: block.fields.pointee.count, thread)
            let next = block.fields.pointee.next
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(block.fields.pointee.iterator, items.value, next.isUnbound ? .none : next))
        }
    }
}
