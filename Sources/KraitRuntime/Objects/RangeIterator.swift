// The iterators of `range`: one for small ints, which loops advance in place, and one for ints of any size.

/// `range_iterator`: iterates over a `range` of small ints.
///
///     header | next item | step | items left
public struct RangeIterator: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var current: Int
        public var step: Int
        /// How many are left; the last of them is a small int as well.
        public var remaining: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size)

    public static func make(start: Int, step: Int, count: Int, _ thread: Thread) throws(Raised) -> Value {
        let iterator = RangeIterator(cell: try thread.allocate(thread.machine.pointee.shapes.rangeIterator, size: layout.size))
        iterator.fields.pointee.current = start
        iterator.fields.pointee.step = step
        iterator.fields.pointee.remaining = count
        return iterator.value
    }

    /// The next item, nil at the end.
    @inline(__always)
    func nextFast() -> Value? {
        let item = next()
        return item.isUnbound ? nil : item
    }

    /// The next item, unbound at the end.
    @inline(__always)
    func next() -> Value {
        let remaining = fields.pointee.remaining
        if remaining <= 0 { return .unbound }
        let value = fields.pointee.current
        fields.pointee.remaining = remaining &- 1
        fields.pointee.current = value &+ fields.pointee.step
        return Value(smallInt: value)
    }
}

/// `longrange_iterator`: iterates over a `range` of ints of any size.
///
///     header | next item | step | items left        all ints
public struct LongRangeIterator: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var current: Value
        public var step: Value
        public var remaining: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    static func make(_ start: Value, _ step: Value, _ count: Value, _ thread: Thread) throws(Raised) -> Value {
        let iterator = LongRangeIterator(try thread.makeInstance(of: Type(thread.machine.pointee.types.longRangeIterator)))
        iterator.fields.pointee.current = start
        iterator.fields.pointee.step = step
        iterator.fields.pointee.remaining = count
        return iterator.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineRangeIterators() throws(Raised) {
        try define(\.rangeIterator, "range_iterator", shape: \.rangeIterator, layout: RangeIterator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in RangeIterator(arguments[0]).next() }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                Value(smallInt: Swift.max(0, RangeIterator(arguments[0]).fields.pointee.remaining))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = RangeIterator(arguments[0]).fields.pointee
                let start = try thread.makeInt(fields.current), step = try thread.makeInt(fields.step)
                return try thread.reduceRangeIterator(start, step, try thread.makeInt(fields.remaining))
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let fields = RangeIterator(arguments[0]).fields
                let skipped = Swift.max(0, Swift.min(try thread.index(arguments[1]), fields.pointee.remaining))
                fields.pointee.current = fields.pointee.current &+ skipped &* fields.pointee.step
                fields.pointee.remaining -= skipped
                return .none
            }
        }
        try define(\.longRangeIterator, "longrange_iterator", layout: LongRangeIterator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                let fields = LongRangeIterator(arguments[0]).fields
                if thread.signOfInt(fields.pointee.remaining) <= 0 { return .unbound }
                let item = fields.pointee.current
                fields.pointee.current = try thread.binary(.add, item, fields.pointee.step)
                fields.pointee.remaining = try thread.binary(.subtract, fields.pointee.remaining, Value(smallInt: 1))
                return item
            }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                LongRangeIterator(arguments[0]).fields.pointee.remaining
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = LongRangeIterator(arguments[0]).fields.pointee
                return try thread.reduceRangeIterator(fields.current, fields.step, fields.remaining)
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let fields = LongRangeIterator(arguments[0]).fields
                var skipped = try thread.indexValue(arguments[1])
                if thread.signOfInt(skipped) < 0 { return .none }
                if thread.isIntLess(fields.pointee.remaining, skipped) { skipped = fields.pointee.remaining }
                fields.pointee.current = try thread.binary(.add, fields.pointee.current, try thread.binary(.multiply, skipped, fields.pointee.step))
                fields.pointee.remaining = try thread.binary(.subtract, fields.pointee.remaining, skipped)
                return .none
            }
        }
    }

    /// `(iter, (range(…),), None)`.
    private func reduceRangeIterator(_ start: Value, _ step: Value, _ remaining: Value) throws(Raised) -> Value {
        let stop = try binary(.add, start, try binary(.multiply, step, remaining))
        let range = try PythonRange.make(start, stop, step, self)
        return try tuple(try builtin("iter"), try tuple(range.value), .none)
    }
}
