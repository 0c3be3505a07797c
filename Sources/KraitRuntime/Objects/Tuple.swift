/// `tuple`: a fixed sequence of values.
///
///     header | count 48, offset 16 | value …        in an instance of a subclass the values lie behind its attributes
///
/// In CPython: Objects/tupleobject.c.
public struct Tuple: CellHandle, RandomAccessCollection {
    public struct Fields {
        public var header: ShapePointer
        /// The number of items, and in the upper 16 bits the byte offset of the first one.
        public var countAndOffset: UInt
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 16
    static let layout = Layout(.tuple, size: headerSize, trace: { cell, marker in
        let tuple = Tuple(cell: cell)
        marker.mark(UnsafePointer(tuple.base), count: tuple.count)
    })

    @inlinable @inline(__always) public var count: Int { Int(truncatingIfNeeded: fields.pointee.countAndOffset & 0xFFFF_FFFF_FFFF) }
    @inlinable @inline(__always)
    public var base: UnsafeMutablePointer<Value> { (cell + Int(truncatingIfNeeded: fields.pointee.countAndOffset >> 48)).assumingMemoryBound(to: Value.self) }
    /// The items of a tuple that is no instance of a subclass.
    @inlinable @inline(__always)
    public var exactBase: UnsafeMutablePointer<Value> { (cell + 16).assumingMemoryBound(to: Value.self) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    /// The item at an index, which must be below `count`.
    @inlinable @inline(__always) public subscript(_ index: Int) -> Value { base[index] }

    /// Notes the count in a new instance of a subclass.
    func setCount(_ count: Int) {
        fields.pointee.countAndOffset = UInt(bitPattern: count) | UInt(shape.pointee.instanceSize) << 48
    }

    /// A tuple of `count` items, all of them 0 until they are set.
    @inline(__always)
    public static func allocate(count: Int, _ thread: Thread) throws(Raised) -> Tuple {
        guard count < 1 << 44 else { throw thread.memoryError() }
        let tuple = Tuple(cell: try thread.allocate(thread.machine.pointee.shapes.tuple, size: headerSize + count * 8))
        tuple.fields.pointee.countAndOffset = UInt(bitPattern: count) | 16 << 48
        return tuple
    }

    /// A tuple of values that lie in memory which the collector knows; the empty one is always the same.
    public static func make(_ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> Tuple {
        if count == 0, thread.machine.pointee.emptyTuple.isCell { return Tuple(thread.machine.pointee.emptyTuple) }
        if count > 1 << 15 {
            let tuple = try allocate(count: count, thread)
            try thread.copyValues(tuple.exactBase, base, count)
            return tuple
        }
        let tuple = Tuple(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.tuple, size: headerSize + count * 8))
        tuple.fields.pointee.countAndOffset = UInt(bitPattern: count) | 16 << 48
        tuple.exactBase.update(from: base, count: count)
        return tuple
    }

    /// An instance of a subclass with the items of another tuple.
    static func make(of type: Type, _ items: Tuple, _ thread: Thread) throws(Raised) -> Value {
        let copy = Tuple(try thread.makeInstance(of: type, itemBytes: items.count * 8))
        copy.setCount(items.count)
        copy.base.update(from: items.base, count: items.count)
        return copy.value
    }
}

extension Tuple {
    /// The item at a Python index, counted from the end if negative; nil if there is none.
    @inline(__always)
    public func item(at index: Int) -> Value? {
        let position = index < 0 ? index &+ count : index
        return UInt(bitPattern: position) < UInt(bitPattern: count) ? base[position] : nil
    }

    /// Combines the hashes of the items.
    func hash(_ thread: Thread) throws(Raised) -> Int {
        try thread.checkNativeStack()
        var hash = TupleHash()
        let base = self.base, count = self.count
        var index = 0
        while index < count {
            let known = thread.hashPlain(base[index])
            hash.add(known != nil ? known.unsafelyUnwrapped : try thread.hash(base[index]))
            index &+= 1
            if index & 1023 == 0 { try thread.charge(256) }
        }
        return hash.value(count: count)
    }

    /// The same of a few ints and strings; nil if there is anything else.
    func hashOfPlainItems(_ thread: Thread) -> Int? {
        let base = exactBase, count = self.count
        if count > 16 { return nil }
        var hash = TupleHash()
        var index = 0
        while index < count {
            guard let lane = thread.hashPlain(base[index]) else { return nil }
            hash.add(lane)
            index &+= 1
        }
        return hash.value(count: count)
    }

    func slice(_ bounds: Slice.Bounds, _ thread: Thread) throws(Raised) -> Value {
        let (start, _, step, count) = bounds.adjusted(to: self.count)
        if count == self.count, step == 1, shape == thread.machine.pointee.shapes.tuple { return value }
        if count == 0 { return thread.machine.pointee.emptyTuple }
        try thread.charge(count)
        if step == 1 { return try Tuple.make(base + start, count: count, thread).value }
        let result = try Tuple.allocate(count: count, thread)
        for index in 0..<count { result.exactBase[index] = base[start &+ index &* step] }
        return result.value
    }
}

/// How the hashes of items become that of a tuple (CPython: the xxHash of `tuplehash`).
private struct TupleHash {
    private var accumulator: UInt = 2_870_177_450_012_600_261

    @inline(__always)
    mutating func add(_ hash: Int) {
        accumulator = accumulator &+ UInt(bitPattern: hash) &* 14_029_467_366_897_019_727
        accumulator = accumulator << 31 | accumulator >> 33
        accumulator = accumulator &* 11_400_714_785_074_694_791
    }

    @inline(__always)
    func value(count: Int) -> Int {
        let result = accumulator &+ (UInt(bitPattern: count) ^ (2_870_177_450_012_600_261 ^ 3_527_539))
        return result == UInt.max ? 1_546_275_796 : Int(bitPattern: result)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A tuple of a few values.
    public func tuple(_ first: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 1, self)
        tuple.base[0] = first
        return tuple.value
    }

    public func tuple(_ first: Value, _ second: Value) throws(Raised) -> Value {
        let tuple = Tuple(cell: try allocateUnfilled(machine.pointee.shapes.tuple, size: Tuple.headerSize + 16))
        tuple.fields.pointee.countAndOffset = 2 | 16 << 48
        tuple.exactBase[0] = first
        tuple.exactBase[1] = second
        return tuple.value
    }

    public func tuple(_ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 3, self)
        tuple.base[0] = first
        tuple.base[1] = second
        tuple.base[2] = third
        return tuple.value
    }
}

// MARK: - The class

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A tuple of what an iterable gives: the same one if it is a tuple itself.
    public func makeTuple(of iterable: Value) throws(Raised) -> Tuple {
        if iterable.has(machine.pointee.shapes.tuple) { return Tuple(iterable) }
        if iterable.has(machine.pointee.shapes.list) {
            try charge(List(iterable).count)
            return try Tuple.make(List(iterable).base, count: List(iterable).count, self)
        }
        // Most are short: the list, which nobody keeps, need not grow.
        let items = try List.make(capacity: 12, self)
        try items.extend(iterable, self)
        return try Tuple.make(items.base, count: items.count, self)
    }

    func defineTuple() throws(Raised) {
        try define(\.tuple, "tuple", shape: \.tuple, flags: [.isBaseType, .isBuiltinSequence, .isSequencePattern]) { builder throws(Raised) in
            try builder.doc("Built-in immutable sequence.\n\nHolds the items of the iterable; a tuple itself is given back as it is.")
            try builder.staticMethod("__new__", "($type, iterable=(), /)", "Make an instance.") { thread, arguments throws(Raised) in
                let items = arguments[1].isUnbound ? Tuple(thread.machine.pointee.emptyTuple) : try thread.makeTuple(of: arguments[1])
                let type = Type(arguments[0])
                if type.value == thread.machine.pointee.types.tuple { return items.value }
                return try Tuple.make(of: type, items, thread)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                if tuple.count == 0 { return try Str.make("()", thread).value }
                return try thread.withReprGuard(tuple.value, "(...)") { () throws(Raised) in
                    let parts = try List.make(capacity: tuple.count, thread)
                    for index in 0..<tuple.count { try parts.append(try thread.repr(tuple[index]), thread) }
                    return try Str.joining(parts, "(", (", ", ", "), tuple.count == 1 ? ",)" : ")", thread).value
                }
            }
            try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: Tuple(arguments[0]).count) }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                try thread.makeInt(try Tuple(arguments[0]).hash(thread))
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try ListIterator.make(thread.machine.pointee.shapes.tupleIterator, arguments[0], index: 0, thread)
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                if arguments[1].is(.slice) { return try tuple.slice(try Slice(arguments[1]).unpack(thread), thread) }
                if let item = tuple.item(at: try thread.sequenceIndex(arguments[1], of: "tuple")) { return item }
                throw thread.raise(.indexError, "tuple index out of range")
            }
            try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                for index in 0..<tuple.count {
                    if try thread.isEqual(tuple[index], arguments[1]) { return .true }
                    if index & 1023 == 1023 { try thread.charge(256) }
                }
                return .false
            }
            try builder.method("__add__", "($self, value, /)", "Return self+value.") { thread, arguments throws(Raised) in
                let left = Tuple(arguments[0])
                guard arguments[1].is(.tuple) else {
                    throw thread.raise(.typeError, "can only concatenate tuple (not \"\(arguments[1].type(thread).name)\") to tuple")
                }
                let right = Tuple(arguments[1]), shape = thread.machine.pointee.shapes.tuple
                if left.count == 0, right.shape == shape { return right.value }
                if right.count == 0, left.shape == shape { return left.value }
                try thread.charge(left.count + right.count)
                let result = try Tuple.allocate(count: left.count + right.count, thread)
                try thread.copyValues(result.exactBase, left.base, left.count)
                try thread.copyValues(result.exactBase + left.count, right.base, right.count)
                return result.value
            }
            for name in ["__mul__", "__rmul__"] as [StaticString] {
                try builder.method(name, "($self, value, /)", "Return self*value.") { thread, arguments throws(Raised) in
                    let tuple = Tuple(arguments[0]), times = Swift.max(0, try thread.repetitions(arguments[1]))
                    if times == 0 || tuple.count == 0 { return thread.machine.pointee.emptyTuple }
                    if times == 1, tuple.shape == thread.machine.pointee.shapes.tuple { return tuple.value }
                    let (total, overflow) = tuple.count.multipliedReportingOverflow(by: times)
                    guard !overflow else { throw thread.memoryError() }
                    let result = try Tuple.allocate(count: total, thread)
                    try thread.repeatItems(tuple.base, count: tuple.count, times: times, to: result.exactBase)
                    try thread.charge(total)
                    return result.value
                }
            }
            try defineSequenceComparisons(builder)
            try builder.method("index", "($self, value, start=0, stop=sys.maxsize, /)", "Return the first index of value.") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                let (start, stop) = try thread.searchBounds(arguments, count: tuple.count)
                var index = start
                while index < Swift.min(stop, tuple.count) {
                    if try thread.isEqual(tuple[index], arguments[1]) { return Value(smallInt: index) }
                    index += 1
                    if index & 1023 == 0 { try thread.charge(256) }
                }
                throw thread.raise(.valueError, "tuple.index(x): x not in tuple")
            }
            try builder.method("count", "($self, value, /)", "How many items equal a value.") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                var count = 0
                for index in 0..<tuple.count {
                    if try thread.isEqual(tuple[index], arguments[1]) { count += 1 }
                    if index & 1023 == 1023 { try thread.charge(256) }
                }
                return Value(smallInt: count)
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try thread.call(thread.machine.pointee.types.genericAlias, arguments[0], arguments[1])
            }
            try builder.method("__getnewargs__", "($self, /)") { thread, arguments throws(Raised) in
                let tuple = Tuple(arguments[0])
                let items = try Tuple.make(tuple.base, count: tuple.count, thread)
                return try thread.tuple(items.value)
            }
        }
        try define(\.tupleIterator, "tuple_iterator", shape: \.tupleIterator, layout: ListIterator.layout) { builder throws(Raised) in
            try defineListIterator(builder)
        }
    }
}
