// What `iter` makes of things without `__iter__`: of sequences that only have `__getitem__`, and of callables with a sentinel.
// In CPython: Objects/iterobject.c.

/// `iterator`: asks a sequence for index after index until IndexError.
///
///     header | sequence, None once it is exhausted | next index
struct IndexIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        var sequence: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(IndexIterator(cell: cell).fields.pointee.sequence)
    })

    func next(_ thread: Thread) throws(Raised) -> Value {
        let sequence = fields.pointee.sequence
        if sequence.isNone { return .unbound }
        let index = fields.pointee.index
        guard let key = Value(exactlySmallInt: index) else { throw thread.raise(.overflowError, "iter index too large") }
        do throws(Raised) {
            let item = try thread.getItem(sequence, key)
            fields.pointee.index = index &+ 1
            return item
        } catch {
            guard try thread.takeEndOfSequence() else { throw error }
            fields.pointee.sequence = .none
            return .unbound
        }
    }
}

/// `callable_iterator`: what a function gives until it gives something equal to the sentinel.
///
///     header | function, None once it is exhausted | sentinel
struct CallableIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var sentinel: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    func next(_ thread: Thread) throws(Raised) -> Value {
        let function = fields.pointee.function
        if function.isUnbound { return .unbound }
        do throws(Raised) {
            let item = try thread.call(function)
            // The call may have exhausted this very iterator.
            if fields.pointee.function.isUnbound { return .unbound }
            if !(try thread.isEqual(fields.pointee.sentinel, item)) { return item }
        } catch {
            guard try thread.takeException(matching: thread.machine.pointee.types.exceptions.stopIteration) else { throw error }
        }
        fields.pointee.function = .unbound
        fields.pointee.sentinel = .unbound
        return .unbound
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An iterator over a sequence without `__iter__`.
    func sequenceIterator(of sequence: Value) throws(Raised) -> Value {
        let iterator = IndexIterator(try makeInstance(of: Type(machine.pointee.types.iterator)))
        iterator.fields.pointee.sequence = sequence
        return iterator.value
    }

    func callableIterator(_ function: Value, sentinel: Value) throws(Raised) -> Value {
        let iterator = CallableIterator(try makeInstance(of: Type(machine.pointee.types.callableIterator)))
        iterator.fields.pointee.function = function
        iterator.fields.pointee.sentinel = sentinel
        return iterator.value
    }

    func defineIndexIterators() throws(Raised) {
        try define(\.iterator, "iterator", layout: IndexIterator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try IndexIterator(arguments[0]).next(thread)
            }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                let fields = IndexIterator(arguments[0]).fields
                if fields.pointee.sequence.isNone { return Value(smallInt: 0) }
                if fields.pointee.sequence.type(thread)[.length].isUnbound { return .notImplemented }
                return try thread.makeInt(Swift.max(0, try thread.length(fields.pointee.sequence) - fields.pointee.index))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iter = try thread.builtin("iter")
                let fields = IndexIterator(arguments[0]).fields.pointee
                if fields.sequence.isNone { return try thread.tuple(iter, try thread.tuple(thread.machine.pointee.emptyTuple)) }
                return try thread.tuple(iter, try thread.tuple(fields.sequence), try thread.makeInt(fields.index))
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let index = try thread.index(arguments[1])
                if !IndexIterator(arguments[0]).fields.pointee.sequence.isNone {
                    IndexIterator(arguments[0]).fields.pointee.index = Swift.max(0, index)
                }
                return .none
            }
        }
        try define(\.callableIterator, "callable_iterator", layout: CallableIterator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try CallableIterator(arguments[0]).next(thread)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iter = try thread.builtin("iter")
                let fields = CallableIterator(arguments[0]).fields.pointee
                if fields.function.isUnbound { return try thread.tuple(iter, try thread.tuple(thread.machine.pointee.emptyTuple)) }
                return try thread.tuple(iter, try thread.tuple(fields.function, fields.sentinel))
            }
        }
    }

    func defineIteration() throws(Raised) {
        try defineSlice()
        try defineRange()
        try defineIndexIterators()
        try defineEnumerate()
        try defineZip()
        try defineMap()
        try defineFilter()
        try defineReversed()
    }
}
