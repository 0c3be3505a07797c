/// `slice`: start, stop, step.
///
///     header | start | stop | step        None where the program left one out
///
/// In CPython: Objects/sliceobject.c.
public struct Slice: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var start: Value
        public var stop: Value
        public var step: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.slice, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    public static func make(_ start: Value, _ stop: Value, _ step: Value, _ thread: Thread) throws(Raised) -> Slice {
        let slice = Slice(cell: try thread.allocate(thread.machine.pointee.shapes.slice, size: layout.size))
        slice.fields.pointee.start = start
        slice.fields.pointee.stop = stop
        slice.fields.pointee.step = step
        return slice
    }

    /// Start, stop and step as machine integers, None filled in; they do not depend on a length yet (CPython: `PySlice_Unpack`).
    ///
    /// Call it before the length is read: an `__index__` may change the sequence.
    public func unpack(_ thread: Thread) throws(Raised) -> Bounds {
        let step = fields.pointee.step.isNone ? 1 : try thread.sliceIndex(fields.pointee.step)
        if step == 0 { throw thread.raise(.valueError, "slice step cannot be zero") }
        let start = fields.pointee.start.isNone ? (step < 0 ? Int.max : 0) : try thread.sliceIndex(fields.pointee.start)
        let stop = fields.pointee.stop.isNone ? (step < 0 ? Int.min : Int.max) : try thread.sliceIndex(fields.pointee.stop)
        return Bounds(start: start, stop: stop, step: Swift.max(step, -Int.max))
    }

    /// The indices that the slice means in a sequence of `length` items. If an `__index__` may change the length, use `unpack`.
    public func indices(_ length: Int, _ thread: Thread) throws(Raised) -> (start: Int, step: Int, count: Int) {
        let range = try unpack(thread).adjusted(to: length)
        return (range.start, range.step, range.count)
    }

    /// What a slice says, as machine integers.
    public struct Bounds {
        public var start: Int
        public var stop: Int
        public var step: Int

        /// First index, step and number of the items meant in a sequence of `length` items; `stop` is where they end (CPython: `PySlice_AdjustIndices`).
        public func adjusted(to length: Int) -> (start: Int, stop: Int, step: Int, count: Int) {
            func bound(_ given: Int) -> Int {
                var index = given
                if index < 0 {
                    index = index &+ length
                    return index < 0 ? (step < 0 ? -1 : 0) : index
                }
                return index >= length ? (step < 0 ? length - 1 : length) : index
            }
            let start = bound(start), stop = bound(stop)
            let count = step < 0
                ? (stop < start ? (start - stop - 1) / -step + 1 : 0)
                : (start < stop ? (stop - start - 1) / step + 1 : 0)
            return (start, stop, step, count)
        }
    }

    /// Start, stop and step as ints for a length of any size, as `slice.indices` gives them (CPython: `_PySlice_GetLongIndices`).
    func longIndices(_ length: Value, _ thread: Thread) throws(Raised) -> (start: Value, stop: Value, step: Value) {
        let zero = Value(smallInt: 0)
        let step = fields.pointee.step.isNone ? Value(smallInt: 1) : try thread.evaluateSliceIndex(fields.pointee.step)
        let sign = thread.signOfInt(step)
        if sign == 0 { throw thread.raise(.valueError, "slice step cannot be zero") }
        let isNegative = sign < 0
        let lower = isNegative ? Value(smallInt: -1) : zero
        let upper = isNegative ? try thread.binary(.subtract, length, Value(smallInt: 1)) : length
        func bound(_ given: Value, _ missing: Value) throws(Raised) -> Value {
            if given.isNone { return missing }
            let index = try thread.evaluateSliceIndex(given)
            if thread.signOfInt(index) < 0 {
                let moved = try thread.binary(.add, index, length)
                return thread.isIntLess(moved, lower) ? lower : moved
            }
            return thread.isIntLess(upper, index) ? upper : index
        }
        let start = try bound(fields.pointee.start, isNegative ? upper : lower)
        let stop = try bound(fields.pointee.stop, isNegative ? lower : upper)
        return (start, stop, step)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The int that a part of a slice means.
    fileprivate func evaluateSliceIndex(_ value: Value) throws(Raised) -> Value {
        if value.isSmallInt { return value }
        if !value.isBool, value.type(self)[.index].isUnbound {
            throw raise(.typeError, "slice indices must be integers or None or have an __index__ method")
        }
        return try indexValue(value)
    }

    /// Whether one int is less than another.
    func isIntLess(_ left: Value, _ right: Value) -> Bool { compareInts(left, right) < 0 }

    func isIntEqual(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        if left.isSmallInt(with: right) { return left == right }
        return try isTrue(try compare(.equal, left, right))
    }

    /// Combines hashes as those of a tuple's items (CPython: the xxHash of `tuplehash`).
    func combineHashes(_ hashes: (Int, Int, Int)) -> Int {
        let (prime1, prime2, prime5): (UInt, UInt, UInt) = (11_400_714_785_074_694_791, 14_029_467_366_897_019_727, 2_870_177_450_012_600_261)
        var accumulator = prime5
        func add(_ lane: Int) {
            accumulator = accumulator &+ UInt(bitPattern: lane) &* prime2
            accumulator = accumulator << 31 | accumulator >> 33
            accumulator = accumulator &* prime1
        }
        add(hashes.0)
        add(hashes.1)
        add(hashes.2)
        return Int(bitPattern: accumulator)
    }

    func defineSlice() throws(Raised) {
        try define(\.slice, "slice", shape: \.slice, layout: Slice.layout) { builder throws(Raised) in
            try builder.doc("slice(stop)\nslice(start, stop[, step])\n\nMake a slice object: the positions of an extended slicing.")
            try builder.staticMethod("__new__", "($type, start=None, stop=None, step=None, /)") { thread, arguments throws(Raised) in
                if arguments[1].isUnbound { throw thread.raise(.typeError, "slice expected at least 1 argument, got 0") }
                if arguments[2].isUnbound { return try Slice.make(.none, arguments[1], .none, thread).value }
                return try Slice.make(arguments[1], arguments[2], arguments[3].isUnbound ? .none : arguments[3], thread).value
            }
            try builder.property("start", get: { thread, arguments throws(Raised) in Slice(arguments[0]).fields.pointee.start })
            try builder.property("stop", get: { thread, arguments throws(Raised) in Slice(arguments[0]).fields.pointee.stop })
            try builder.property("step", get: { thread, arguments throws(Raised) in Slice(arguments[0]).fields.pointee.step })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = Slice(arguments[0]).fields
                let start = try thread.repr(fields.pointee.start), stop = try thread.repr(fields.pointee.stop), step = try thread.repr(fields.pointee.step)
                return try Str.make("slice(\(Str(start).text), \(Str(stop).text), \(Str(step).text))", thread).value
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let fields = Slice(arguments[0]).fields
                let hashes = (try thread.hash(fields.pointee.start), try thread.hash(fields.pointee.stop), try thread.hash(fields.pointee.step))
                let hash = thread.combineHashes(hashes)
                return try thread.makeInt(hash == -1 ? 1_546_275_796 : hash)
            }
            try defineSliceComparisons(builder)
            try builder.method("indices", "($self, length, /)", "Return the start, stop and step that the slice means for a sequence of the given length.") { thread, arguments throws(Raised) in
                let length = try thread.indexValue(arguments[1])
                if thread.signOfInt(length) < 0 { throw thread.raise(.valueError, "length should not be negative") }
                let (start, stop, step) = try Slice(arguments[0]).longIndices(length, thread)
                return try thread.tuple(start, stop, step)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let parts = try Slice(arguments[0]).parts(thread)
                return try thread.tuple(arguments[0].type(thread).value, parts)
            }
        }
    }

    private func defineSliceComparisons(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try thread.compareSlices(.equal, arguments) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try thread.compareSlices(.notEqual, arguments) }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try thread.compareSlices(.less, arguments) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try thread.compareSlices(.lessOrEqual, arguments) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try thread.compareSlices(.greater, arguments) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try thread.compareSlices(.greaterOrEqual, arguments) }
    }

    /// Slices compare as the tuples of their parts.
    private func compareSlices(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        guard arguments[1].is(.slice) else { return .notImplemented }
        if arguments[0] == arguments[1] {
            switch comparison {
            case .equal, .lessOrEqual, .greaterOrEqual: return .true
            default: return .false
            }
        }
        return try compare(comparison, try Slice(arguments[0]).parts(self), try Slice(arguments[1]).parts(self))
    }
}

extension Slice {
    /// `(start, stop, step)`.
    fileprivate func parts(_ thread: Thread) throws(Raised) -> Value {
        try thread.tuple(fields.pointee.start, fields.pointee.stop, fields.pointee.step)
    }
}
