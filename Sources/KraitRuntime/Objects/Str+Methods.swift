// The methods of `str`: construction, the protocols of sequences and comparison, searching. Splitting, case and formatting have files of their own.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineText() throws(Raised) {
        try defineStr()
        try defineStrIterator()
        try defineBytes()
    }

    private func defineStr() throws(Raised) {
        try define(\.str, "str", shape: \.str, flags: [.isBaseType, .isBuiltinSequence]) { builder throws(Raised) in
            try builder.set(
                "__doc__",
                try Str.make("str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nText: a sequence of Unicode code points. Of an object, what its __str__ gives; of bytes, what they mean in an encoding.", self).value)
            try defineStrConstruction(builder)
            try defineStrSequence(builder)
            try defineStrComparison(builder)
            try defineStrSearching(builder)
            try defineStrSplitting(builder)
            try defineStrCase(builder)
            try defineStrLayout(builder)
            try defineStrFormatting(builder)
        }
    }

    // MARK: - Construction and conversion

    private func defineStrConstruction(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, object='', encoding='utf-8', errors='strict')", "Make an instance.") { thread, arguments throws(Raised) in
            let object = arguments[1], encoding = arguments[2], errors = arguments[3]
            let type = Type(arguments[0])
            let text: Value
            if object.isUnbound {
                text = thread.machine.pointee.emptyString
            } else if encoding.isUnbound && errors.isUnbound {
                text = try thread.str(object)
            } else {
                for (name, value) in [("encoding", encoding), ("errors", errors)] as [(StaticString, Value)] where !value.isUnbound && !value.is(.str) {
                    throw thread.raise(.typeError, "str() argument '\(name)' must be str, not \(value.type(thread).name)")
                }
                if object.is(.str) { throw thread.raise(.typeError, "decoding str is not supported") }
                guard let content = try thread.bytesLikeOrNil(object) else {
                    throw thread.raise(.typeError, "decoding to str: need a bytes-like object, \(object.type(thread).name) found")
                }
                text = try thread.decode(content, encoding: encoding, errors: errors)
            }
            if type.value == thread.machine.pointee.types.str { return text }
            return try Str.make(Str(text), subclass: type, thread)
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            try Str(arguments[0]).repr(thread).value
        }
        try builder.method("__str__", "($self, /)", "Return str(self).") { thread, arguments throws(Raised) in
            try Str(arguments[0]).exact(thread).value
        }
        try builder.method("__getnewargs__", "($self, /)") { thread, arguments throws(Raised) in
            let own = Str(arguments[0]), copy = try Str.allocate(count: own.count, largest: own.isASCII ? 0x7F : own.width == 1 ? 0xFF : own.width == 2 ? 0xFFFF : 0x10FFFF, thread)
            copy.fill(from: own, 0, own.count, at: 0)
            let tuple = try Tuple.allocate(count: 1, thread)
            tuple.base[0] = copy.value
            return tuple.value
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            // As CPython counts: the header of its objects and a final zero.
            let string = Str(arguments[0])
            return Value(smallInt: (string.isASCII ? 40 : 56) + (string.count + 1) * string.width)
        }
        try builder.method("encode", "($self, /, encoding='utf-8', errors='strict')", "Encode the string as bytes.") { thread, arguments throws(Raised) in
            for index in 1...2 where !arguments[index].isUnbound && !arguments[index].is(.str) {
                throw thread.raise(.typeError, "encode() argument '\(index == 1 ? "encoding" : "errors")' must be str, not \(arguments[index].type(thread).name)")
            }
            return try thread.encode(Str(arguments[0]), encoding: arguments[1], errors: arguments[2])
        }
    }

    // MARK: - Sequence

    private func defineStrSequence(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: Str(arguments[0]).count) }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            try Str(arguments[0]).item(arguments[1], thread)
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try StrIterator.make(Str(arguments[0]), thread)
        }
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "'in <string>' requires string as left operand, not \(arguments[1].type(thread).name)")
            }
            return Value(try Str(arguments[0]).contains(Str(arguments[1]), thread))
        }
        try builder.method("__add__", "($self, value, /)", "Return self+value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "can only concatenate str (not \"\(arguments[1].type(thread).name)\") to str")
            }
            return try Str(arguments[0]).concatenated(Str(arguments[1]), thread).value
        }
        for name in ["__mul__", "__rmul__"] as [StaticString] {
            try builder.method(name, "($self, value, /)", "Return self*value.") { thread, arguments throws(Raised) in
                try Str(arguments[0]).repeated(try thread.repetitionCount(arguments[1]), thread).value
            }
        }
    }

    /// The count of `sequence * count`.
    func repetitionCount(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return value.smallInt }
        if !hasIndex(value) {
            throw raise(.typeError, "can't multiply sequence by non-int of type '\(value.type(self).name)'")
        }
        let int = try indexValue(value)
        if int.isSmallInt { return int.smallInt }
        guard let result = machineInteger(int) else {
            throw raise(.overflowError, "cannot fit '\(value.type(self).name)' into an index-sized integer")
        }
        return result
    }

    // MARK: - Comparison

    private func defineStrComparison(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            try thread.makeInt(Str(arguments[0]).hash(thread))
        }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(Str(arguments[0]) == Str(arguments[1])) : .notImplemented
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(!(Str(arguments[0]) == Str(arguments[1]))) : .notImplemented
        }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(Str.order(Str(arguments[0]), Str(arguments[1])) < 0) : .notImplemented
        }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(Str.order(Str(arguments[0]), Str(arguments[1])) <= 0) : .notImplemented
        }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(Str.order(Str(arguments[0]), Str(arguments[1])) > 0) : .notImplemented
        }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? Value(Str.order(Str(arguments[0]), Str(arguments[1])) >= 0) : .notImplemented
        }
    }

    // MARK: - Searching

    private func defineStrSearching(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("find", "($self, sub, start=None, end=None, /)", "Where sub comes first between start and end; -1 if it does not.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.findInStr(arguments, "find", fromEnd: false))
        }
        try builder.method("rfind", "($self, sub, start=None, end=None, /)", "Where sub comes last between start and end; -1 if it does not.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.findInStr(arguments, "rfind", fromEnd: true))
        }
        try builder.method("index", "($self, sub, start=None, end=None, /)", "Like find, but raise ValueError if sub is not found.") { thread, arguments throws(Raised) in
            let found = try thread.findInStr(arguments, "index", fromEnd: false)
            if found < 0 { throw thread.raise(.valueError, "substring not found") }
            return Value(smallInt: found)
        }
        try builder.method("rindex", "($self, sub, start=None, end=None, /)", "Like rfind, but raise ValueError if sub is not found.") { thread, arguments throws(Raised) in
            let found = try thread.findInStr(arguments, "rindex", fromEnd: true)
            if found < 0 { throw thread.raise(.valueError, "substring not found") }
            return Value(smallInt: found)
        }
        try builder.method("count", "($self, sub, start=None, end=None, /)", "Return how often sub occurs in self[start:end] without overlap.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            let needle = try thread.strArgument(arguments[1], "count", 1)
            let (start, end) = try thread.bounds(arguments[2], arguments[3], count: string.count)
            if start > end { return Value(smallInt: 0) }
            if needle.count == 0 { return Value(smallInt: end - start + 1) }
            return Value(smallInt: try string.occurrences(of: needle, start, end, thread))
        }
        try builder.method("startswith", "($self, prefix, start=None, end=None, /)", "Return whether self[start:end] begins with prefix, or with one of a tuple of prefixes.") { thread, arguments throws(Raised) in
            Value(try thread.strAffix(arguments, "startswith", isPrefix: true))
        }
        try builder.method("endswith", "($self, suffix, start=None, end=None, /)", "Return whether self[start:end] ends with suffix, or with one of a tuple of suffixes.") { thread, arguments throws(Raised) in
            Value(try thread.strAffix(arguments, "endswith", isPrefix: false))
        }
        try builder.method("removeprefix", "($self, prefix, /)", "Return the string without the prefix, if it begins with it.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "removeprefix() argument must be str, not \(arguments[1].type(thread).name)") }
            return try string.substring(string.has(Str(arguments[1]), at: 0) ? Str(arguments[1]).count : 0, string.count, thread).value
        }
        try builder.method("removesuffix", "($self, suffix, /)", "Return the string without the suffix, if it ends with it.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "removesuffix() argument must be str, not \(arguments[1].type(thread).name)") }
            let length = Str(arguments[1]).count
            return try string.substring(0, string.has(Str(arguments[1]), at: string.count - length) ? string.count - length : string.count, thread).value
        }
        try builder.method("replace", "($self, old, new, /, count=-1)", "Return a copy in which new stands for each occurrence of old, or for the first count of them.") { thread, arguments throws(Raised) in
            let old = try thread.strArgument(arguments[1], "replace", 1), new = try thread.strArgument(arguments[2], "replace", 2)
            let count = arguments[3].isUnbound ? -1 : try thread.index(arguments[3])
            return try Str(arguments[0]).replacing(old, new, limit: count < 0 ? .max : count, thread).value
        }
    }

    /// A str argument; TypeError that names function and place for anything else.
    func strArgument(_ value: Value, _ function: StaticString, _ place: Int) throws(Raised) -> Str {
        if value.is(.str) { return Str(value) }
        throw raise(.typeError, "\(function)() argument \(place) must be str, not \(value.isNone ? "None" : value.type(self).name)")
    }

    /// `start` and `end` of `find` and its like: as in slices, but `start` may lie behind the end.
    func bounds(_ first: Value, _ second: Value, count: Int) throws(Raised) -> (start: Int, end: Int) {
        var start = 0, end = count
        if !first.isUnbound && !first.isNone { start = try sliceIndex(first) }
        if !second.isUnbound && !second.isNone { end = try sliceIndex(second) }
        if end > count { end = count } else if end < 0 { end = Swift.max(end &+ count, 0) }
        if start < 0 { start = Swift.max(start &+ count, 0) }
        return (start, end)
    }

    fileprivate func findInStr(_ arguments: Arguments, _ name: StaticString, fromEnd: Bool) throws(Raised) -> Int {
        let string = Str(arguments[0]), needle = try strArgument(arguments[1], name, 1)
        let (start, end) = try bounds(arguments[2], arguments[3], count: string.count)
        if start > end { return -1 }
        return try string.find(needle, start, end, fromEnd: fromEnd, self)
    }

    fileprivate func strAffix(_ arguments: Arguments, _ name: StaticString, isPrefix: Bool) throws(Raised) -> Bool {
        let string = Str(arguments[0])
        let (start, end) = try bounds(arguments[2], arguments[3], count: string.count)
        func matches(_ part: Str) -> Bool {
            if end - start < part.count || start > end { return false }
            if part.count > 1 << 12 { noteWork(part.count >> 6) }
            return string.has(part, at: isPrefix ? start : end - part.count)
        }
        if arguments[1].is(.tuple) {
            for item in Tuple(arguments[1]) {
                guard item.is(.str) else { throw raise(.typeError, "tuple for \(name) must only contain str, not \(item.type(self).name)") }
                if matches(Str(item)) { return true }
            }
            return false
        }
        guard arguments[1].is(.str) else {
            throw raise(.typeError, "\(name) first arg must be str or a tuple of str, not \(arguments[1].type(self).name)")
        }
        return matches(Str(arguments[1]))
    }
}

extension Str {
    /// `self[key]`
    func item(_ key: Value, _ thread: Thread) throws(Raised) -> Value {
        if key.is(.slice) {
            let (start, step, length) = try Slice(key).indices(count, thread)
            return try stride(start, step, length, thread).value
        }
        if !thread.hasIndex(key) {
            throw thread.raise(.typeError, "string indices must be integers, not '\(key.type(thread).name)'")
        }
        var index = try thread.subscriptIndex(key)
        if index < 0 { index &+= count }
        guard index >= 0, index < count else { throw thread.raise(.indexError, "string index out of range") }
        return try Str.character(self[index], thread).value
    }

    /// The character at an index, if both are of the usual kind: no new cell is needed for it.
    @inline(__always)
    func characterFast(_ key: Value, _ thread: Thread) -> Value? {
        guard key.isSmallInt, width == 1 else { return nil }
        let index = key.smallInt, position = index < 0 ? index &+ count : index
        guard UInt(bitPattern: position) < UInt(bitPattern: count) else { return nil }
        return thread.machine.pointee.characters[Int(units8[position])]
    }

    /// `self[start:stop]` for small ints and None; nil for other bounds.
    func sliceFast(_ first: Value, _ second: Value, _ thread: Thread) throws(Raised) -> Str? {
        guard first.isSmallInt || first.isNone, second.isSmallInt || second.isNone else { return nil }
        var start = first.isNone ? 0 : first.smallInt, stop = second.isNone ? count : second.smallInt
        if start < 0 { start = max(0, start &+ count) }
        if stop < 0 { stop = max(0, stop &+ count) }
        start = min(start, count)
        return try substring(start, max(start, min(stop, count)), thread)
    }

    /// A copy in which `new` stands for the first `limit` occurrences of `old`.
    func replacing(_ old: Str, _ new: Str, limit: Int, _ thread: Thread) throws(Raised) -> Str {
        if limit == 0 || old.count > count || (old.count > 0 && old.width > width) { return try exact(thread) }
        if old.count == 0 {
            if new.count == 0 { return try exact(thread) }
            let places = min(limit, count + 1)
            var builder = try TextBuilder(capacity: count, thread)
            for index in 0...count {
                if index < places { try builder.append(new) }
                if index == places { try builder.append(self, index, count); break }
                if index < count { try builder.append(self[index]) }
            }
            try thread.charge(count)
            return try builder.finish()
        }
        let number = try occurrences(of: old, 0, count, limit: limit, thread)
        if number == 0 { return try exact(thread) }
        let (growth, overflow) = number.multipliedReportingOverflow(by: new.count - old.count)
        let (total, overflowAgain) = count.addingReportingOverflow(growth)
        if overflow || overflowAgain { throw thread.raise(.overflowError, "replace string is too long") }
        if total == 0 { return Str(thread.machine.pointee.emptyString) }
        try thread.charge(total >> 4 &+ number)
        let result = try Str.allocate(count: total, largest: max(bound, new.bound), thread)
        switch width {
        case 1: try replace(units8, old, new, number, isAll: limit >= count, in: result, thread)
        case 2: try replace(units16, old, new, number, isAll: limit >= count, in: result, thread)
        default: try replace(units32, old, new, number, isAll: limit >= count, in: result, thread)
        }
        // Without the old text the rest may be narrower.
        if old.bound == bound, new.bound < bound { return try result.narrowed(thread) }
        return result
    }

    /// Writes the text with `new` for the first `number` occurrences of `old`, of which there are that many, into a string that is being made.
    @inline(__always)
    private func replace<Unit: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, _ old: Str, _ new: Str, _ number: Int, isAll: Bool, in result: Str, _ thread: Thread
    ) throws(Raised) {
        if old.count == 1, new.count == 1, count <= Thread.piece {
            let one = Unit(truncatingIfNeeded: old[0]), limit = isAll ? Int.max : number
            switch result.width {
            case MemoryLayout<Unit>.size: return exchange(units, one, result.bytes.assumingMemoryBound(to: Unit.self), new[0], limit)
            case 2: return exchange(units, one, result.units16, new[0], limit)
            default: return exchange(units, one, result.units32, new[0], limit)
            }
        }
        let needle = try old.widened(to: width, thread).assumingMemoryBound(to: Unit.self)
        let oldCount = old.count, newCount = new.count
        var position = 0, target = 0
        for done in 0..<number {
            let found = try Search.first(units + position, count - position, needle, oldCount, thread)
            if found < 0 { break }
            result.fill(from: units + position, count: found, at: target)
            result.fill(from: new, 0, newCount, at: target + found)
            position += found + oldCount
            target += found + newCount
            if done & 0xFFF == 0xFFF { try thread.checkLimits() }
        }
        result.fill(from: units + position, count: count - position, at: target)
    }

    /// Copies the text with another character in place of the first `limit` times, of which there are that many unless it is the greatest number.
    @inline(__always)
    private func exchange<Unit: FixedWidthInteger & UnsignedInteger, Target: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, _ one: Unit, _ target: UnsafeMutablePointer<Target>, _ other: UInt32, _ limit: Int
    ) {
        let other = Target(truncatingIfNeeded: other), count = self.count
        if limit == Int.max {
            for index in 0..<count { target[index] = units[index] == one ? other : Target(truncatingIfNeeded: units[index]) }
            return
        }
        var left = limit
        for index in 0..<count {
            let isOne = units[index] == one && left > 0
            target[index] = isOne ? other : Target(truncatingIfNeeded: units[index])
            if isOne { left &-= 1 }
        }
    }

    /// The same text in the least width that holds it.
    private func narrowed(_ thread: Thread) throws(Raised) -> Str {
        switch width {
        case 1: try Str.bitUnion(units8, count) < 0x80 ? Str.make(units8, count: count, thread) : self
        case 2: try Str.bitUnion(units16, count) < 0x100 ? Str.make(units16, count: count, thread) : self
        default: try Str.bitUnion(units32, count) < 0x10000 ? Str.make(units32, count: count, thread) : self
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An index in brackets: IndexError if no sequence can be that long.
    func subscriptIndex(_ key: Value) throws(Raised) -> Int {
        if key.isSmallInt { return key.smallInt }
        let int = try indexValue(key)
        if int.isSmallInt { return int.smallInt }
        guard let result = machineInteger(int) else {
            throw raise(.indexError, "cannot fit '\(key.type(self).name)' into an index-sized integer")
        }
        return result
    }
}

// MARK: - Iteration

/// Iterates over the characters of a string.
struct StrIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// None once it is exhausted.
        var string: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(StrIterator(cell: cell).fields.pointee.string)
    })

    static func make(_ string: Str, _ thread: Thread) throws(Raised) -> Value {
        let shape = string.isASCII ? thread.machine.pointee.shapes.strASCIIIterator : thread.machine.pointee.shapes.strIterator
        let iterator = StrIterator(cell: try thread.allocate(shape, size: layout.size))
        iterator.fields.pointee.string = string.value
        return iterator.value
    }

    /// The next character if it needs no new cell and there is one.
    @inline(__always)
    func nextFast(_ thread: Thread) -> Value? {
        let value = fields.pointee.string
        guard value.isCell else { return nil }
        let string = Str(value), index = fields.pointee.index
        guard string.width == 1, index < string.count else { return nil }
        fields.pointee.index = index &+ 1
        return thread.machine.pointee.characters[Int(string.units8[index])]
    }

    /// The next character, or unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let value = fields.pointee.string
        guard value.isCell else { return .unbound }
        let string = Str(value), index = fields.pointee.index
        guard index < string.count else {
            fields.pointee.string = .none
            return .unbound
        }
        fields.pointee.index = index + 1
        return try Str.character(string[index], thread).value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func defineStrIterator() throws(Raised) {
        func methods(_ builder: NativeBuilder) throws(Raised) {
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try StrIterator(arguments[0]).next(thread)
            }
            try builder.method("__length_hint__", "($self, /)", "Return an estimate of how many items are left.") { thread, arguments throws(Raised) in
                let fields = StrIterator(arguments[0]).fields
                return Value(smallInt: fields.pointee.string.isCell ? Str(fields.pointee.string).count - fields.pointee.index : 0)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iter = try thread.builtin("iter"), fields = StrIterator(arguments[0]).fields
                return try thread.reduceIterator(iter, fields.pointee.string, index: fields.pointee.index, empty: thread.machine.pointee.emptyString)
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let fields = StrIterator(arguments[0]).fields, index = try thread.index(arguments[1])
                if fields.pointee.string.isCell { fields.pointee.index = Swift.max(0, Swift.min(index, Str(fields.pointee.string).count)) }
                return .none
            }
        }
        try define(\.strIterator, "str_iterator", shape: \.strIterator, layout: StrIterator.layout, flags: [.cannotInstantiate], methods)
        try define(\.strASCIIIterator, "str_ascii_iterator", shape: \.strASCIIIterator, layout: StrIterator.layout, flags: [.cannotInstantiate], methods)
    }

    /// Whether a shape is that of an iterator over a string.
    @inline(__always)
    func isStrIterator(_ shape: ShapePointer) -> Bool {
        let shapes = machine.pointee.shapes
        return shape == shapes.strASCIIIterator || shape == shapes.strIterator
    }

    /// What `__reduce__` of an iterator over a sequence gives: `iter`, its argument, and the position unless it is at its end.
    func reduceIterator(_ iter: Value, _ sequence: Value, index: Int, empty: Value) throws(Raised) -> Value {
        let argument = try Tuple.allocate(count: 1, self)
        argument.base[0] = sequence.isCell ? sequence : empty
        let result = try Tuple.allocate(count: sequence.isCell ? 3 : 2, self)
        result.base[0] = iter
        result.base[1] = argument.value
        if sequence.isCell { result.base[2] = Value(smallInt: index) }
        return result.value
    }
}
