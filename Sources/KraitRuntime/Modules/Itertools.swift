// The module `itertools`: the iterators without an end, and those that select or map items. The others are in the files beside.
//
// Each is a cell with its iterator and state; a field is unbound once it is not needed any more. In CPython: Modules/itertoolsmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineItertoolsModule(_ builder: NativeBuilder) throws(Raised) {
        try defineEndlessIterators(builder)
        try defineSelectingIterators(builder)
        try defineMappingIterators(builder)
        try defineCombinatoricIterators(builder)
        try defineGroupingIterators(builder)
        try defineTee(builder)
    }
}

extension NativeBuilder {
    /// `__iter__` of an iterator.
    func returnsItself() throws(Raised) {
        try method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Whether a value can be converted to a number (CPython: `PyNumber_Check`).
    func isNumber(_ value: Value) -> Bool {
        if value.isSmallInt || value.isInlineFloat || value.is(.complex) { return true }
        let type = value.type(self)
        return !type[.index].isUnbound || !type[.int].isUnbound || !type[.float].isUnbound
    }
}

// MARK: - Without an end

struct Count: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var current: Value
        var step: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let current = fields.pointee.current, step = fields.pointee.step
        if current.isSmallInt(with: step), let sum = current.addingSmallInt(step) {
            fields.pointee.current = sum
        } else {
            fields.pointee.current = try thread.binary(.add, current, step)
        }
        return current
    }
}

struct Cycle: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// Unbound after the first pass.
        var iterator: Value
        /// A list of what came so far.
        var saved: Value
        var index: Int
        /// The list has all items already: the first pass adds none.
        var isReplaying: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let saved = List(fields.pointee.saved)
        if !fields.pointee.iterator.isUnbound {
            let item = try thread.advanceQuickly(fields.pointee.iterator)
            if !item.isUnbound {
                if !fields.pointee.isReplaying { try saved.append(item, thread) }
                return item
            }
            fields.pointee.iterator = .unbound
        }
        if saved.count == 0 { return .unbound }
        let index = fields.pointee.index < saved.count ? fields.pointee.index : 0
        fields.pointee.index = index + 1
        return saved[index]
    }
}

struct Repeat: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var element: Value
        /// How often it is still given; negative for ever.
        var remaining: Int
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 1

    func next(_ thread: Thread) throws(Raised) -> Value {
        let remaining = fields.pointee.remaining
        if remaining == 0 { return .unbound }
        if remaining > 0 { fields.pointee.remaining = remaining - 1 }
        return fields.pointee.element
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func defineEndlessIterators(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass("itertools.count", Count.layout, "Evenly spaced values, beginning with start.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, start=0, step=1)") { thread, arguments throws(Raised) in
                for index in 1...2 where !arguments[index].isUnbound && !thread.isNumber(arguments[index]) {
                    throw thread.raise(.typeError, "a number is required")
                }
                let count = try Count.make(arguments, thread)
                count.fields.pointee.current = arguments[1].isUnbound ? Value(smallInt: 0) : arguments[1]
                count.fields.pointee.step = arguments[2].isUnbound ? Value(smallInt: 1) : arguments[2]
                return count.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Count(arguments[0]).next(thread) }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = Count(arguments[0]).fields.pointee
                let current = Str(try thread.repr(fields.current)).text
                if fields.step == Value(smallInt: 1) { return try Str.make("count(\(current))", thread).value }
                return try Str.make("count(\(current), \(Str(try thread.repr(fields.step)).text))", thread).value
            }
            try defineCopyingOfCount(builder)
        }
        try module.makeClass("itertools.cycle", Cycle.layout, "The items of an iterable, again and again.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                let saved = try List.make(thread)
                let cycle = try Cycle.make(arguments, thread)
                cycle.fields.pointee.iterator = iterator
                cycle.fields.pointee.saved = saved.value
                return cycle.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Cycle(arguments[0]).next(thread) }
            try defineCopyingOfCycle(builder)
        }
        try module.makeClass("itertools.repeat", Repeat.layout, "The same object, a number of times or for ever.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, object, times=None)") { thread, arguments throws(Raised) in
                let times = arguments[2].isUnbound ? -1 : Swift.max(0, try thread.index(arguments[2]))
                let result = try Repeat.make(arguments, thread)
                result.fields.pointee.element = arguments[1]
                result.fields.pointee.remaining = times
                return result.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Repeat(arguments[0]).next(thread) }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                let remaining = Repeat(arguments[0]).fields.pointee.remaining
                if remaining < 0 { throw thread.raise(.typeError, "len() of unsized object") }
                return Value(smallInt: remaining)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = Repeat(arguments[0]).fields.pointee
                let text = Str(try thread.repr(fields.element)).text
                return try Str.make(fields.remaining < 0 ? "repeat(\(text))" : "repeat(\(text), \(fields.remaining))", thread).value
            }
            try defineCopyingOfRepeat(builder)
        }
    }
}

// MARK: - Selecting

/// `chain`
struct Chain: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// Iterates over the iterables.
        var source: Value
        /// Of the iterable at hand; unbound between two.
        var active: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        while !fields.pointee.source.isUnbound {
            if fields.pointee.active.isUnbound {
                let iterable: Value
                do throws(Raised) {
                    iterable = try thread.advanceQuickly(fields.pointee.source)
                    if !iterable.isUnbound { fields.pointee.active = try thread.iterator(of: iterable) }
                } catch {
                    fields.pointee.source = .unbound
                    throw error
                }
                if iterable.isUnbound {
                    fields.pointee.source = .unbound
                    return .unbound
                }
            }
            let item = try thread.advanceQuickly(fields.pointee.active)
            if !item.isUnbound { return item }
            fields.pointee.active = .unbound
            try thread.charge(1)
        }
        return .unbound
    }
}

/// `dropwhile`, `takewhile`, `filterfalse`: what a function says of each item decides.
struct PredicateIterator: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var iterator: Value
        /// `dropwhile`: dropping is over. `takewhile`: taking is.
        var isOver: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    static func make(_ arguments: Arguments, _ thread: Thread) throws(Raised) -> Value {
        let iterator = try thread.iterator(of: arguments[2])
        let result = PredicateIterator(try thread.makeInstance(of: Type(arguments[0])))
        result.fields.pointee.function = arguments[1]
        result.fields.pointee.iterator = iterator
        return result.value
    }

    func nextAfterDropping(_ thread: Thread) throws(Raised) -> Value {
        while true {
            let item = try thread.advanceQuickly(fields.pointee.iterator)
            if item.isUnbound || fields.pointee.isOver { return item }
            try thread.charge(1)
            if !(try thread.isTrue(try thread.call(fields.pointee.function, item))) {
                fields.pointee.isOver = true
                return item
            }
        }
    }

    func nextWhileTaking(_ thread: Thread) throws(Raised) -> Value {
        if fields.pointee.isOver { return .unbound }
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return item }
        if try thread.isTrue(try thread.call(fields.pointee.function, item)) { return item }
        fields.pointee.isOver = true
        return .unbound
    }
}

/// `compress`
struct Compress: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var data: Value
        var selectors: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        while true {
            let item = try thread.advanceQuickly(fields.pointee.data)
            if item.isUnbound { return item }
            let selector = try thread.advanceQuickly(fields.pointee.selectors)
            if selector.isUnbound { return selector }
            try thread.charge(1)
            if try thread.isTrue(selector) { return item }
        }
    }
}

/// `islice`
struct ItemSlice: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// Unbound once it is exhausted.
        var iterator: Value
        /// The number of the next item to give.
        var wanted: Int
        /// -1 for no end.
        var stop: Int
        var step: Int
        /// How many were taken from the iterator.
        var taken: Int
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 1

    func next(_ thread: Thread) throws(Raised) -> Value {
        let iterator = fields.pointee.iterator, stop = fields.pointee.stop
        if iterator.isUnbound { return .unbound }
        while fields.pointee.taken < fields.pointee.wanted {
            if (try thread.advanceQuickly(iterator)).isUnbound { return finish() }
            try thread.charge(1)
            fields.pointee.taken &+= 1
        }
        if stop != -1, fields.pointee.taken >= stop { return finish() }
        let item = try thread.advanceQuickly(iterator)
        if item.isUnbound { return finish() }
        fields.pointee.taken &+= 1
        let (following, overflow) = fields.pointee.wanted.addingReportingOverflow(fields.pointee.step)
        fields.pointee.wanted = overflow || (stop != -1 && following > stop) ? stop : following
        return item
    }

    private func finish() -> Value {
        fields.pointee.iterator = .unbound
        return .unbound
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func defineSelectingIterators(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.chain = try module.makeClass("itertools.chain", Chain.layout, "The items of one iterable after the other.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *iterables)") { thread, arguments throws(Raised) in
                try thread.makeChain(Type(arguments[0]), arguments[1])
            }
            try builder.classMethod("from_iterable", "($type, iterable, /)", "A chain of the iterables that an iterable gives.") { thread, arguments throws(Raised) in
                try thread.makeChain(Type(arguments[0]), arguments[1])
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Chain(arguments[0]).next(thread) }
            try defineCopyingOfChain(builder)
        }.value
        try module.makeClass("itertools.dropwhile", PredicateIterator.layout, "The items from the first for which the function gives something false.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, predicate, iterable, /)") { thread, arguments throws(Raised) in try PredicateIterator.make(arguments, thread) }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try PredicateIterator(arguments[0]).nextAfterDropping(thread)
            }
            try defineCopyingOfPredicate(builder)
        }
        try module.makeClass("itertools.takewhile", PredicateIterator.layout, "The items up to the first for which the function gives something false.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, predicate, iterable, /)") { thread, arguments throws(Raised) in try PredicateIterator.make(arguments, thread) }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try PredicateIterator(arguments[0]).nextWhileTaking(thread)
            }
            try defineCopyingOfPredicate(builder)
        }
        try module.makeClass("itertools.filterfalse", Filter.layout, "The items for which the function gives something false.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, function, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[2])
                let filter = Filter(try thread.makeInstance(of: Type(arguments[0])))
                filter.fields.pointee.function = arguments[1]
                filter.fields.pointee.iterator = iterator
                return filter.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Filter(arguments[0]).next(wanted: false, thread)
            }
            try defineCopyingOfPair(builder)
        }
        try module.makeClass("itertools.compress", Compress.layout, "The items for which the selector beside is true.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, data, selectors)") { thread, arguments throws(Raised) in
                let data = try thread.iterator(of: arguments[1]), selectors = try thread.iterator(of: arguments[2])
                let compress = try Compress.make(arguments, thread)
                compress.fields.pointee.data = data
                compress.fields.pointee.selectors = selectors
                return compress.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Compress(arguments[0]).next(thread) }
            try defineCopyingOfPair(builder)
        }
        machine.pointee.types.itemSlice = try module.makeClass("itertools.islice", ItemSlice.layout, "The items that a slice would select.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, start, stop=None, step=None, /)") { thread, arguments throws(Raised) in
                try thread.makeItemSlice(arguments)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try ItemSlice(arguments[0]).next(thread) }
            try defineCopyingOfSlice(builder)
        }.value
    }

    private func makeChain(_ type: Type, _ iterables: Value) throws(Raised) -> Value {
        let source = try iterator(of: iterables)
        let chain = Chain(try makeInstance(of: type))
        chain.fields.pointee.source = source
        chain.fields.pointee.active = .unbound
        return chain.value
    }

    private func makeItemSlice(_ arguments: Arguments) throws(Raised) -> Value {
        // Whatever is wrong with a bound, the message is the same.
        func bound(_ value: Value) throws(Raised) -> Int? {
            do throws(Raised) {
                return try index(value)
            } catch {
                if try takeException(matching: machine.pointee.types.exceptions.baseException) { return nil }
                throw error
            }
        }
        let hasStart = !arguments[3].isUnbound
        let stopArgument = hasStart ? arguments[3] : arguments[2]
        let indicesMessage = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        var start = 0, stop = -1, step = 1
        if hasStart, !arguments[2].isNone {
            guard let index = try bound(arguments[2]) else { throw raise(.valueError, indicesMessage) }
            start = index
        }
        if !stopArgument.isNone {
            guard let index = try bound(stopArgument), index != -1 else {
                throw raise(.valueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            }
            stop = index
        }
        if start < 0 || stop < -1 { throw raise(.valueError, indicesMessage) }
        if !arguments[4].isUnbound, !arguments[4].isNone {
            guard let index = try bound(arguments[4]), index >= 1 else {
                throw raise(.valueError, "Step for islice() must be a positive integer or None.")
            }
            step = index
        }
        let iterator = try iterator(of: arguments[1])
        let slice = try ItemSlice.make(arguments, self)
        slice.fields.pointee.iterator = iterator
        slice.fields.pointee.wanted = start
        slice.fields.pointee.stop = stop
        slice.fields.pointee.step = step
        slice.fields.pointee.taken = 0
        return slice.value
    }
}

// MARK: - Mapping

/// `starmap`
struct StarMap: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var iterator: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return item }
        if item.is(.tuple) { return try thread.call(fields.pointee.function, Tuple(item)) }
        let items = try thread.collect(item)
        return try thread.call(fields.pointee.function, try Tuple.make(items.base, count: items.count, thread))
    }
}

/// `accumulate`
struct Accumulate: NativeIterator {
    struct Fields {
        var header: ShapePointer
        /// None for addition.
        var function: Value
        var iterator: Value
        /// Unbound before the first item.
        var total: Value
        /// What is given first; None for nothing, and afterwards.
        var initial: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 4

    func next(_ thread: Thread) throws(Raised) -> Value {
        if !fields.pointee.initial.isNone {
            fields.pointee.total = fields.pointee.initial
            fields.pointee.initial = .none
            return fields.pointee.total
        }
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return item }
        let total = fields.pointee.total, function = fields.pointee.function
        if total.isUnbound {
            fields.pointee.total = item
        } else if !function.isNone {
            fields.pointee.total = try thread.call(function, total, item)
        } else if total.isSmallInt(with: item), let sum = total.addingSmallInt(item) {
            fields.pointee.total = sum
        } else {
            fields.pointee.total = try thread.binary(.add, total, item)
        }
        return fields.pointee.total
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func defineMappingIterators(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass("itertools.starmap", StarMap.layout, "What a function gives for the items, each spread as its arguments.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, function, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[2])
                let map = try StarMap.make(arguments, thread)
                map.fields.pointee.function = arguments[1]
                map.fields.pointee.iterator = iterator
                return map.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try StarMap(arguments[0]).next(thread) }
            try defineCopyingOfPair(builder)
        }
        try module.makeClass("itertools.accumulate", Accumulate.layout, "Running totals, or what a function gives for the total and each item.") { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, func=None, *, initial=None)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                let accumulate = try Accumulate.make(arguments, thread)
                accumulate.fields.pointee.iterator = iterator
                accumulate.fields.pointee.function = arguments[2].isUnbound ? .none : arguments[2]
                accumulate.fields.pointee.initial = arguments[3].isUnbound ? .none : arguments[3]
                accumulate.fields.pointee.total = .unbound
                return accumulate.value
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Accumulate(arguments[0]).next(thread) }
            try defineCopyingOfAccumulate(builder)
        }
    }
}
