// What lists and tuples have in common: indices, repetition, comparison, and unpacking of any iterable.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The machine integer of an index into a sequence (CPython: `PyNumber_AsSsize_t` with IndexError).
    func sequenceIndex(_ key: Value, of typeName: StaticString) throws(Raised) -> Int {
        if key.isSmallInt { return key.smallInt }
        if !key.isBool, !key.is(.int), key.type(self)[.index].isUnbound {
            throw raise(.typeError, "\(typeName) indices must be integers or slices, not \(key.type(self).name)")
        }
        return try indexForItem(key)
    }

    /// What `operator.index` gives, as a machine integer; IndexError if it does not fit.
    func indexForItem(_ key: Value) throws(Raised) -> Int {
        let int = try indexValue(key)
        if int.isSmallInt { return int.smallInt }
        if let number = machineInteger(int) { return number }
        throw raise(.indexError, "cannot fit '\(key.type(self).name)' into an index-sized integer")
    }

    /// How often a sequence is to be repeated.
    func repetitions(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return value.smallInt }
        let int = try indexValue(value)
        if int.isSmallInt { return int.smallInt }
        if let number = machineInteger(int) { return number }
        throw raise(.overflowError, "cannot fit '\(value.type(self).name)' into an index-sized integer")
    }

    /// Writes `count` values `times` times; `times` is positive and the target has room.
    func repeatItems(_ source: UnsafeMutablePointer<Value>, count: Int, times: Int, to target: UnsafeMutablePointer<Value>) throws(Raised) {
        if count == 1, times < 4096 { return target.update(repeating: source[0], count: times) }
        try fillBytes(target, source, count &* 8, count &* times &* 8)
    }

    /// Start and stop of `index(value, start, stop)`, arguments 2 and 3, for a sequence of `count` items.
    func searchBounds(_ arguments: Arguments, count: Int) throws(Raised) -> (start: Int, stop: Int) {
        func bound(_ value: Value, _ missing: Int) throws(Raised) -> Int {
            if value.isUnbound { return missing }
            if !value.isSmallInt, !value.isBool, !value.is(.int), value.type(self)[.index].isUnbound {
                throw raise(.typeError, "slice indices must be integers or have an __index__ method")
            }
            let index = try sliceIndex(value)
            return index < 0 ? Swift.max(0, index &+ count) : index
        }
        return (try bound(arguments[2], 0), try bound(arguments[3], Int.max))
    }

    // MARK: - Comparison

    func defineSequenceComparisons(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try thread.compareSequences(.less, arguments) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try thread.compareSequences(.lessOrEqual, arguments) }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try thread.compareSequences(.equal, arguments) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try thread.compareSequences(.notEqual, arguments) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try thread.compareSequences(.greater, arguments) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try thread.compareSequences(.greaterOrEqual, arguments) }
    }

    /// Compares two lists or two tuples: the first items that differ decide, then the lengths.
    private func compareSequences(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let left = arguments[0], right = arguments[1]
        guard right.kind == left.kind else { return .notImplemented }
        func count(_ sequence: Value) -> Int { sequence.is(.list) ? List(sequence).count : Tuple(sequence).count }
        func item(_ sequence: Value, _ index: Int) -> Value { sequence.is(.list) ? List(sequence)[index] : Tuple(sequence)[index] }
        if comparison == .equal || comparison == .notEqual, count(left) != count(right) { return Value(comparison == .notEqual) }
        try checkNativeStack(.comparison)
        var index = 0
        // Comparing may change lists.
        while true {
            let start = index
            index = endOfSame(left, right, from: start)
            if index &- start == Self.piece {
                try checkLimits()
                continue
            }
            guard index < count(left), index < count(right) else { break }
            let first = item(left, index), second = item(right, index)
            if !first.isIdentical(to: second), !(try isEqual(first, second)) {
                if index >= count(left) || index >= count(right) { break }
                switch comparison {
                case .equal: return .false
                case .notEqual: return .true
                default:
                    // What was compared may have made place for others.
                    let first = item(left, index), second = item(right, index)
                    if first.isSmallInt(with: second) { return Value(comparison.holds(first.smallInt, second.smallInt)) }
                    if areExactStrings(first, second) { return Value(comparison.holds(Str.order(Str(first), Str(second)), 0)) }
                    return try compare(comparison, first, second)
                }
            }
            index += 1
            if index & 1023 == 0 { try charge(1024) }
        }
        try charge(index & 1023)
        return Value(comparison.holds(count(left), count(right)))
    }

    /// The index from which on the items of two lists or tuples are not the same any more.
    private func endOfSame(_ left: Value, _ right: Value, from start: Int) -> Int {
        let isList = left.is(.list)
        let first = isList ? List(left).base : Tuple(left).base, second = isList ? List(right).base : Tuple(right).base
        let count = isList ? Swift.min(List(left).count, List(right).count) : Swift.min(Tuple(left).count, Tuple(right).count)
        let end = Swift.min(count, start &+ Self.piece)
        var index = start
        while index < end, first[index] == second[index] { index &+= 1 }
        return index
    }

    // MARK: - Unpacking

    /// A new list of what an iterable gives. Errors are those of iterating.
    public func makeList(of iterable: Value) throws(Raised) -> List {
        let list = try List.make(self)
        try list.extend(iterable, self)
        return list
    }

    /// All items of an iterable, as a cell that the collector knows: the tuple itself, or a new list's items.
    public func unpackAll(_ iterable: Value) throws(Raised) -> Tuple { try makeTuple(of: iterable) }

    /// The items for `a, b = value`, or with `after` for `a, *rest, b = value`.
    func unpack(_ value: Value, before: Int, after: Int?) throws(Raised) -> Tuple {
        let shapes = machine.pointee.shapes
        if value.has(shapes.tuple) {
            try checkUnpacked(Tuple(value).count, before: before, after: after)
            return Tuple(value)
        }
        if value.has(shapes.list) {
            try checkUnpacked(List(value).count, before: before, after: after)
            return try Tuple.make(List(value).base, count: List(value).count, self)
        }
        if value.type(self)[.iterate].isUnbound, value.type(self)[.getItem].isUnbound || value.is(.type) {
            throw raise(.typeError, "cannot unpack non-iterable \(value.type(self).name) object")
        }
        let iterator = try iterator(of: value)
        if after != nil {
            let items = try List.make(self)
            try items.extend(iterator: iterator, self)
            try checkUnpacked(items.count, before: before, after: after)
            return try Tuple.make(items.base, count: items.count, self)
        }
        let items = try Tuple.allocate(count: before, self)
        for index in 0..<before {
            guard let item = try nextItem(iterator) else {
                try checkUnpacked(index, before: before, after: nil)
                return items
            }
            items.exactBase[index] = item
        }
        if try nextItem(iterator) != nil { throw raise(.valueError, "too many values to unpack (expected \(before))") }
        return items
    }

    private func checkUnpacked(_ count: Int, before: Int, after: Int?) throws(Raised) {
        if let after {
            if count < before + after {
                throw raise(.valueError, "not enough values to unpack (expected at least \(before + after), got \(count))")
            }
        } else if count < before {
            throw raise(.valueError, "not enough values to unpack (expected \(before), got \(count))")
        } else if count > before {
            throw raise(.valueError, "too many values to unpack (expected \(before))")
        }
    }

    // MARK: - Displays and calls with `*` and `**`

    /// `[*value]`
    func extendDisplay(_ list: List, _ value: Value) throws(Raised) {
        if value.type(self)[.iterate].isUnbound || value.type(self)[.iterate].isNone, value.type(self)[.getItem].isUnbound {
            throw raise(.typeError, "Value after * must be an iterable, not \(value.type(self).name)")
        }
        try list.extend(value, self)
    }

    /// `{**value}`
    func updateDisplay(_ dict: Dict, _ value: Value) throws(Raised) {
        do throws(Raised) {
            try dict.merge(mapping: value, overrides: true, self)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
            throw raise(.typeError, "'\(value.type(self).name)' object is not a mapping")
        }
    }

    /// `f(**value)`: a key that is there already is an error.
    func mergeKeywords(_ dict: Dict, _ value: Value, callable: Value) throws(Raised) {
        let key: Value
        do throws(Raised) {
            guard let duplicate = try dict.mergeKeys(value, self) else { return }
            key = duplicate
        } catch {
            if try takeException(matching: machine.pointee.types.exceptions.attributeError) {
                throw raise(.typeError, "\(try describeFunction(callable)) argument after ** must be a mapping, not \(value.type(self).name)")
            }
            // A KeyError is taken for a duplicate, whoever raised it (in CPython: `_PyEval_FormatKwargsError`).
            let pending = pointee.exception
            guard matches(pending, machine.pointee.types.exceptions.keyError), pending.is(.exception) else { throw error }
            let details = Exception(pending).fields.pointee.arguments
            guard details.is(.tuple), Tuple(details).count == 1 else { throw error }
            guard try takeException(matching: machine.pointee.types.exceptions.keyError) else { throw error }
            key = Tuple(details)[0]
        }
        throw raise(.typeError, "\(try describeFunction(callable)) got multiple values for keyword argument '\(Str(try str(key)).text)'")
    }

    /// `f(*value)`
    func spreadArguments(_ value: Value, of callable: Value) throws(Raised) -> Tuple {
        if value.type(self)[.iterate].isUnbound || value.type(self)[.iterate].isNone, value.type(self)[.getItem].isUnbound {
            throw raise(.typeError, "\(try describeFunction(callable)) argument after * must be an iterable, not \(value.type(self).name)")
        }
        return try makeTuple(of: value)
    }

    /// `module.function()` for messages (CPython: `_PyObject_FunctionStr`).
    private func describeFunction(_ callable: Value) throws(Raised) -> String {
        guard let qualified = try getAttributeOrNil(callable, name(.dunderQualname)), qualified.is(.str) else {
            return Str(try str(callable)).text
        }
        if let module = try getAttributeOrNil(callable, name(.dunderModule)), module.is(.str), Str(module).text != "builtins" {
            return "\(Str(module).text).\(Str(qualified).text)()"
        }
        return "\(Str(qualified).text)()"
    }
}
