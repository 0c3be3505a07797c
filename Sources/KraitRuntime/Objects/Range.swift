/// `range`: an arithmetic progression of ints of any size.
///
///     header | start | stop | step | length        all ints
///
/// In CPython: Objects/rangeobject.c.
public struct PythonRange: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var start: Value
        public var stop: Value
        public var step: Value
        public var length: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.range, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4)
    })
}

// MARK: - Operations

extension PythonRange {
    /// A range of ints; the step is not 0.
    public static func make(_ start: Value, _ stop: Value, _ step: Value, _ thread: Thread) throws(Raised) -> PythonRange {
        let length = try length(start, stop, step, thread)
        let range = PythonRange(cell: try thread.allocate(thread.machine.pointee.shapes.range, size: layout.size))
        range.fields.pointee.start = start
        range.fields.pointee.stop = stop
        range.fields.pointee.step = step
        range.fields.pointee.length = length
        return range
    }

    private static func length(_ start: Value, _ stop: Value, _ step: Value, _ thread: Thread) throws(Raised) -> Value {
        if start.isSmallInt(with: stop) && step.isSmallInt {
            if step.smallInt == 1 { return try thread.makeInt(Swift.max(0, stop.smallInt &- start.smallInt)) }
            let low = step.smallInt > 0 ? start.smallInt : stop.smallInt, high = step.smallInt > 0 ? stop.smallInt : start.smallInt
            // Differences of 62-bit numbers fit.
            return try thread.makeInt(low < high ? (high - low - 1) / abs(step.smallInt) + 1 : 0)
        }
        let isDescending = thread.signOfInt(step) < 0
        let low = isDescending ? stop : start, high = isDescending ? start : stop
        if !(thread.isIntLess(low, high)) { return Value(smallInt: 0) }
        let one = Value(smallInt: 1)
        let last = try thread.binary(.subtract, try thread.binary(.subtract, high, low), one)
        let size = isDescending ? try thread.binary(.subtract, Value(smallInt: 0), step) : step
        return try thread.binary(.add, try thread.binary(.floorDivide, last, size), one)
    }

    /// The number of items if it and all items are small ints.
    @inline(__always)
    public var smallCount: Int? {
        let f = fields.pointee
        guard f.start.isSmallInt(with: f.stop), f.step.isSmallInt(with: f.length) else { return nil }
        return f.length.smallInt
    }

    /// The int `start + index * step`; the index is an int.
    func item(_ index: Value, _ thread: Thread) throws(Raised) -> Value {
        let f = fields.pointee
        if f.start.isSmallInt, let offset = index.isSmallInt(with: f.step) ? index.multipliedSmallInt(by: f.step) : nil,
            let item = f.start.addingSmallInt(offset)
        {
            return item
        }
        return try thread.binary(.add, f.start, try thread.binary(.multiply, index, f.step))
    }

    /// The item at an index that counts from the end if negative; raises IndexError.
    func item(at given: Value, _ thread: Thread) throws(Raised) -> Value {
        var index = given
        let length = fields.pointee.length
        if thread.signOfInt(index) < 0 { index = try thread.binary(.add, index, length) }
        if thread.signOfInt(index) >= 0, thread.isIntLess(index, length) { return try item(index, thread) }
        throw thread.raise(.indexError, "range object index out of range")
    }

    func slice(_ slice: Slice, _ thread: Thread) throws(Raised) -> Value {
        let (start, stop, step) = try slice.longIndices(fields.pointee.length, thread)
        let newStep = try thread.binary(.multiply, fields.pointee.step, step)
        return try PythonRange.make(try item(start, thread), try item(stop, thread), newStep, thread).value
    }

    /// Whether an int is one of the items.
    func contains(int: Value, _ thread: Thread) throws(Raised) -> Bool {
        let f = fields.pointee
        let isAscending = thread.signOfInt(f.step) > 0
        let isBeforeStart = isAscending ? thread.isIntLess(int, f.start) : thread.isIntLess(f.start, int)
        if isBeforeStart { return false }
        let isBeforeStop = isAscending ? thread.isIntLess(int, f.stop) : thread.isIntLess(f.stop, int)
        if !isBeforeStop { return false }
        if int.isSmallInt(with: f.start) && f.step.isSmallInt { return (int.smallInt - f.start.smallInt) % f.step.smallInt == 0 }
        let remainder = try thread.binary(.modulo, try thread.binary(.subtract, int, f.start), f.step)
        return thread.signOfInt(remainder) == 0
    }

    /// The position of an int that is one of the items.
    func position(of int: Value, _ thread: Thread) throws(Raised) -> Value {
        let f = fields.pointee
        return try thread.binary(.floorDivide, try thread.binary(.subtract, int, f.start), f.step)
    }

    static func isEqual(_ left: PythonRange, _ right: PythonRange, _ thread: Thread) throws(Raised) -> Bool {
        if left.cell == right.cell { return true }
        let a = left.fields.pointee, b = right.fields.pointee
        if !(try thread.isIntEqual(a.length, b.length)) { return false }
        if a.length == Value(smallInt: 0) { return true }
        if !(try thread.isIntEqual(a.start, b.start)) { return false }
        if a.length == Value(smallInt: 1) { return true }
        return try thread.isIntEqual(a.step, b.step)
    }

    /// An iterator over the items, from the last to the first if `isReversed`.
    func makeIterator(isReversed: Bool, _ thread: Thread) throws(Raised) -> Value {
        let f = fields.pointee
        if let count = smallCount, !isReversed || count > 0, f.step.smallInt > Value.smallIntRange.lowerBound {
            // All items are small ints.
            let step = f.step.smallInt
            return try RangeIterator.make(
                start: isReversed ? f.start.smallInt &+ (count &- 1) &* step : f.start.smallInt, step: isReversed ? 0 &- step : step, count: count, thread)
        }
        var start = f.start, step = f.step
        if isReversed, f.length != Value(smallInt: 0) {
            start = try item(try thread.binary(.subtract, f.length, Value(smallInt: 1)), thread)
            step = try thread.binary(.subtract, Value(smallInt: 0), f.step)
        }
        if let count = smallCount, start.isSmallInt(with: step) {
            return try RangeIterator.make(start: start.smallInt, step: step.smallInt, count: count, thread)
        }
        return try LongRangeIterator.make(start, step, f.length, thread)
    }
}

// MARK: - The class

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineRange() throws(Raised) {
        try define(\.range, "range", shape: \.range, layout: PythonRange.layout, flags: [.isSequencePattern]) { builder throws(Raised) in
            try builder.doc("range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe integers from start to before stop, by step.")
            try builder.staticMethod("__new__", "($type, start=0, stop=None, step=1, /)") { thread, arguments throws(Raised) in
                if arguments[2].isUnbound {
                    if arguments[1].isUnbound { throw thread.raise(.typeError, "range expected at least 1 argument, got 0") }
                    return try PythonRange.make(Value(smallInt: 0), try thread.indexValue(arguments[1]), Value(smallInt: 1), thread).value
                }
                let start = try thread.indexValue(arguments[1]), stop = try thread.indexValue(arguments[2])
                let step = arguments[3].isUnbound ? Value(smallInt: 1) : try thread.indexValue(arguments[3])
                if step == Value(smallInt: 0) { throw thread.raise(.valueError, "range() arg 3 must not be zero") }
                return try PythonRange.make(start, stop, step, thread).value
            }
            try builder.property("start", get: { thread, arguments throws(Raised) in PythonRange(arguments[0]).fields.pointee.start })
            try builder.property("stop", get: { thread, arguments throws(Raised) in PythonRange(arguments[0]).fields.pointee.stop })
            try builder.property("step", get: { thread, arguments throws(Raised) in PythonRange(arguments[0]).fields.pointee.step })
            try defineRangeSequence(builder)
            try defineRangeIdentity(builder)
        }
        try defineRangeIterators()
    }

    private func defineRangeSequence(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.index(PythonRange(arguments[0]).fields.pointee.length))
        }
        try builder.method("__bool__", "($self, /)", "True if self else False") { thread, arguments throws(Raised) in
            Value(PythonRange(arguments[0]).fields.pointee.length != Value(smallInt: 0))
        }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            let range = PythonRange(arguments[0]), key = arguments[1]
            if key.isSmallInt { return try range.item(at: key, thread) }
            if key.is(.slice) { return try range.slice(Slice(key), thread) }
            if !key.isBool, key.type(thread)[.index].isUnbound {
                throw thread.raise(.typeError, "range indices must be integers or slices, not \(key.type(thread).name)")
            }
            return try range.item(at: try thread.indexValue(key), thread)
        }
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            let item = arguments[1]
            if item.isSmallInt || item.isBool || item.has(thread.machine.pointee.shapes.int) {
                return Value(try PythonRange(arguments[0]).contains(int: try thread.indexValue(item), thread))
            }
            let iterator = try PythonRange(arguments[0]).makeIterator(isReversed: false, thread)
            while let candidate = try thread.nextItem(iterator) {
                try thread.charge(1)
                if try thread.isEqual(candidate, item) { return .true }
            }
            return .false
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try PythonRange(arguments[0]).makeIterator(isReversed: false, thread)
        }
        try builder.method("__reversed__", "($self, /)", "Iterate from the end.") { thread, arguments throws(Raised) in
            try PythonRange(arguments[0]).makeIterator(isReversed: true, thread)
        }
        try builder.method("count", "($self, value, /)", "How many items equal a value.") { thread, arguments throws(Raised) in
            let item = arguments[1]
            if item.isSmallInt || item.isBool || item.has(thread.machine.pointee.shapes.int) {
                return Value(smallInt: try PythonRange(arguments[0]).contains(int: try thread.indexValue(item), thread) ? 1 : 0)
            }
            let iterator = try PythonRange(arguments[0]).makeIterator(isReversed: false, thread)
            var count = 0
            while let candidate = try thread.nextItem(iterator) {
                try thread.charge(1)
                if try thread.isEqual(candidate, item) { count += 1 }
            }
            return Value(smallInt: count)
        }
        try builder.method("index", "($self, value, /)", "Where a value comes; ValueError if nowhere.") { thread, arguments throws(Raised) in
            let item = arguments[1]
            if item.isSmallInt || item.isBool || item.has(thread.machine.pointee.shapes.int) {
                let int = try thread.indexValue(item)
                if try PythonRange(arguments[0]).contains(int: int, thread) { return try PythonRange(arguments[0]).position(of: int, thread) }
                throw thread.raise(.valueError, "\(Str(try thread.repr(item)).text) is not in range")
            }
            let iterator = try PythonRange(arguments[0]).makeIterator(isReversed: false, thread)
            var position = 0
            while let candidate = try thread.nextItem(iterator) {
                try thread.charge(1)
                if try thread.isEqual(candidate, item) { return Value(smallInt: position) }
                position += 1
            }
            throw thread.raise(.valueError, "sequence.index(x): x not in sequence")
        }
    }

    private func defineRangeIdentity(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.range) else { return .notImplemented }
            return Value(try PythonRange.isEqual(PythonRange(arguments[0]), PythonRange(arguments[1]), thread))
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.range) else { return .notImplemented }
            return Value(!(try PythonRange.isEqual(PythonRange(arguments[0]), PythonRange(arguments[1]), thread)))
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            let fields = PythonRange(arguments[0]).fields
            let tuple = try Tuple.allocate(count: 3, thread)
            let length = fields.pointee.length
            tuple.base[0] = length
            tuple.base[1] = length == Value(smallInt: 0) ? .none : fields.pointee.start
            tuple.base[2] = length == Value(smallInt: 0) || length == Value(smallInt: 1) ? .none : fields.pointee.step
            return try thread.makeInt(try thread.hash(tuple.value))
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let fields = PythonRange(arguments[0]).fields
            let start = Str(try thread.repr(fields.pointee.start)).text, stop = Str(try thread.repr(fields.pointee.stop)).text
            if fields.pointee.step == Value(smallInt: 1) { return try Str.make("range(\(start), \(stop))", thread).value }
            return try Str.make("range(\(start), \(stop), \(Str(try thread.repr(fields.pointee.step)).text))", thread).value
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let fields = PythonRange(arguments[0]).fields
            let parts = try thread.tuple(fields.pointee.start, fields.pointee.stop, fields.pointee.step)
            return try thread.tuple(arguments[0].type(thread).value, parts)
        }
    }
}
