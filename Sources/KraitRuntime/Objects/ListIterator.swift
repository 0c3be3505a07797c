/// The iterators of `list` and `tuple`, forwards and, for lists, backwards; which of them it is says the shape.
///
///     header | sequence, None once it is exhausted | index of the next item
///
/// In CPython: Objects/listobject.c, Objects/tupleobject.c.
public struct ListIterator: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var sequence: Value
        public var index: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(ListIterator(cell: cell).fields.pointee.sequence)
    })

    static func make(_ shape: ShapePointer, _ sequence: Value, index: Int, _ thread: Thread) throws(Raised) -> Value {
        let iterator = ListIterator(cell: try thread.allocate(shape, size: MemoryLayout<Fields>.size))
        iterator.fields.pointee.sequence = sequence
        iterator.fields.pointee.index = index
        return iterator.value
    }

    /// The next item of a list, or nil if there is none. The list may grow on the way.
    @inline(__always)
    func nextOfList() -> Value? {
        let list = fields.pointee.sequence, index = fields.pointee.index
        guard list.isCell, index < List(list).count else { return nil }
        fields.pointee.index = index &+ 1
        return List(list)[index]
    }

    @inline(__always)
    func nextOfTuple() -> Value? {
        let tuple = fields.pointee.sequence, index = fields.pointee.index
        guard tuple.isCell, index < Tuple(tuple).count else { return nil }
        fields.pointee.index = index &+ 1
        return Tuple(tuple)[index]
    }

    @inline(__always)
    func nextOfReversed() -> Value? {
        let list = fields.pointee.sequence, index = fields.pointee.index
        guard list.isCell, index >= 0, index < List(list).count else { return nil }
        fields.pointee.index = index &- 1
        return List(list)[index]
    }

    /// The next item, or unbound at the end, which is final.
    func next(_ thread: Thread) -> Value {
        let shapes = thread.machine.pointee.shapes
        let item = shape == shapes.tupleIterator ? nextOfTuple() : shape == shapes.listIterator ? nextOfList() : nextOfReversed()
        if let item { return item }
        fields.pointee.sequence = .none
        return .unbound
    }

    /// How many items are left.
    fileprivate func remaining(_ thread: Thread) -> Int {
        let sequence = fields.pointee.sequence, shapes = thread.machine.pointee.shapes
        guard sequence.isCell else { return 0 }
        if shape == shapes.tupleIterator { return Swift.max(0, Tuple(sequence).count - fields.pointee.index) }
        if shape == shapes.listIterator { return Swift.max(0, List(sequence).count - fields.pointee.index) }
        return List(sequence).count < fields.pointee.index + 1 ? 0 : fields.pointee.index + 1
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What the iterators of lists and tuples have in common.
    func defineListIterator(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
        try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
            ListIterator(arguments[0]).next(thread)
        }
        try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
            Value(smallInt: ListIterator(arguments[0]).remaining(thread))
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let iterator = ListIterator(arguments[0])
            let isReversed = iterator.shape == thread.machine.pointee.shapes.listReverseIterator
            let function = try thread.builtin(isReversed ? "reversed" : "iter")
            guard iterator.fields.pointee.sequence.isCell else {
                let empty = isReversed || iterator.shape == thread.machine.pointee.shapes.listIterator
                    ? try List.make(thread).value : thread.machine.pointee.emptyTuple
                return try thread.tuple(function, try thread.tuple(empty))
            }
            return try thread.tuple(function, try thread.tuple(iterator.fields.pointee.sequence), Value(smallInt: iterator.fields.pointee.index))
        }
        try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
            let iterator = ListIterator(arguments[0]), index = try thread.index(arguments[1])
            let sequence = iterator.fields.pointee.sequence
            guard sequence.isCell else { return .none }
            let count = sequence.is(.list) ? List(sequence).count : Tuple(sequence).count
            let isReversed = iterator.shape == thread.machine.pointee.shapes.listReverseIterator
            iterator.fields.pointee.index = isReversed ? Swift.max(-1, Swift.min(index, count - 1)) : Swift.max(0, Swift.min(index, count))
            return .none
        }
    }

    /// A value of the builtins that the running function sees, which may be any mapping: asking for it may run Python code.
    func builtin(_ name: StaticString) throws(Raised) -> Value {
        let running = pointee.activation.pointee.code.pointee.builtins
        let text = try intern("\(name)")
        if let value = try getOptionalItem(running.isCell ? running : machine.pointee.builtins, text.value) { return value }
        throw raise(.attributeError, "\(name)")
    }
}
