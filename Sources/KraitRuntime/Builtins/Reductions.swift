// The functions of `builtins` that go through an iterable: `all`, `any`, `max`, `min`, `sum`, `sorted`. In CPython: Python/bltinmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineReductions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("all", "(iterable, /)", "Whether no item of the iterable is false.") { thread, arguments throws(Raised) in
            Value(!(try thread.containsTruth(false, in: arguments[0])))
        }
        try builder.method("any", "(iterable, /)", "Whether some item of the iterable is true.") { thread, arguments throws(Raised) in
            Value(try thread.containsTruth(true, in: arguments[0]))
        }
        try builder.method("max", "(*args, key=None, default=None)", "Return the largest item of an iterable or of two or more arguments.") { thread, arguments throws(Raised) in
            try thread.extreme(.greater, arguments)
        }
        try builder.method("min", "(*args, key=None, default=None)", "Return the smallest item of an iterable or of two or more arguments.") { thread, arguments throws(Raised) in
            try thread.extreme(.less, arguments)
        }
        try builder.method("sum", "(iterable, /, start=0)", "Return the sum of a start value and an iterable of numbers.") { thread, arguments throws(Raised) in
            try thread.sum(arguments[0], start: arguments[1])
        }
        try builder.method("sorted", "(iterable, /, *, key=None, reverse=False)", "The items of an iterable as a sorted list.", traits: .checksPositionalsFirst) { thread, arguments throws(Raised) in
            let list = try thread.collect(arguments[0])
            let isReversed = arguments[2].isUnbound ? false : try thread.isTrue(arguments[2])
            try list.sort(key: arguments[1].isUnbound ? .none : arguments[1], isReversed: isReversed, thread)
            return list.value
        }
    }

    private func containsTruth(_ truth: Bool, in iterable: Value) throws(Raised) -> Bool {
        var isThere = false
        try consume(try iterator(of: iterable)) { item in
            item.isBool && item != Value(truth)
        } slow: { item throws(Raised) in
            isThere = try isTrue(item) == truth
            return !isThere
        }
        return isThere
    }

    // MARK: - max and min

    private func extreme(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let function = comparison == .greater ? "max" : "min"
        let given = Tuple(arguments[0]), key: Value = arguments[1].isUnbound ? .none : arguments[1]
        if given.count == 0 { throw raise(.typeError, "\(function) expected at least 1 argument, got 0") }
        if given.count > 1, !arguments[2].isUnbound {
            throw raise(.typeError, "Cannot specify a default for \(function)() with multiple positional arguments")
        }
        var search = ExtremeSearch(comparison, key: key)
        if given.count > 1 {
            for item in given { try search.consider(item, self) }
            try charge(given.count)
        } else {
            try consume(try iterator(of: given[0])) { item in
                search.considerFast(item)
            } slow: { item throws(Raised) in
                try search.consider(item, self)
                return true
            }
        }
        if !search.best.isUnbound { return search.best }
        if !arguments[2].isUnbound { return arguments[2] }
        throw raise(.valueError, "\(function)() iterable argument is empty")
    }

    // MARK: - sum

    private func sum(_ iterable: Value, start: Value) throws(Raised) -> Value {
        let iterator = try iterator(of: iterable)
        if start.is(.str) { throw raise(.typeError, "sum() can't sum strings [use ''.join(seq) instead]") }
        if start.is(.bytes) { throw raise(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]") }
        if start.is(.byteArray) { throw raise(.typeError, "sum() can't sum bytearray [use b''.join(seq) instead]") }
        var result = start.isUnbound ? Value(smallInt: 0) : start
        // Ints, then floats, each as long as that is all there is. `item` is the one that ended it.
        var item = Value.unbound
        if result.isSmallInt {
            try consume(iterator) { item in
                guard let number = item.isSmallInt ? item : item.isBool ? Value(smallInt: item == .true ? 1 : 0) : nil,
                    let sum = result.addingSmallInt(number)
                else { return false }
                result = sum
                return true
            } slow: { last throws(Raised) in
                item = last
                return false
            }
            if item.isUnbound { return result }
            // One float makes all that follows float.
            if isExactFloat(item) {
                result = try binary(.add, result, item)
                item = try advance(iterator)
            }
        } else {
            item = try advance(iterator)
        }
        if !item.isUnbound, isExactFloat(result), let first = float(result) { (result, item) = try sumFloats(first, item, iterator) }
        while !item.isUnbound {
            try charge(1)
            result = try binary(.add, result, item)
            item = try advance(iterator)
        }
        return result
    }

    private func isExactFloat(_ value: Value) -> Bool { value.isInlineFloat || value.has(machine.pointee.shapes.float) }

    /// Adds floats and ints, up to the first item that is neither: that is returned too, unbound at the end.
    private func sumFloats(_ first: Double, _ firstItem: Value, _ iterator: Value) throws(Raised) -> (Value, Value) {
        var sum = FloatSum(first), last = Value.unbound
        if sum.add(firstItem, self) {
            try consume(iterator) { item in
                sum.add(item, self)
            } slow: { item throws(Raised) in
                last = item
                return false
            }
        } else {
            last = firstItem
        }
        return (try makeFloat(sum.value), last)
    }
}

/// A sum with compensation for lost digits (Neumaier).
private struct FloatSum {
    private var sum: Double
    private var compensation = 0.0

    init(_ first: Double) { sum = first }

    /// Adds an exact float, or an int that fits a machine word, without compensation; returns false for anything else.
    @inline(__always)
    mutating func add(_ item: Value, _ thread: Thread) -> Bool {
        let number: Double
        if item.isInlineFloat {
            number = item.inlineFloat
        } else if item.has(thread.machine.pointee.shapes.float) {
            number = Float(item).fields.pointee.number
        } else if item.isSmallInt {
            sum += Double(item.smallInt)
            return true
        } else {
            guard let int = thread.machineInteger(item) else { return false }
            sum += Double(int)
            return true
        }
        let total = sum + number
        compensation += sum.magnitude >= number.magnitude ? (sum - total) + number : (number - total) + sum
        sum = total
        return true
    }

    /// The compensation must neither change the sign of a zero nor make an infinity NaN.
    var value: Double { compensation != 0 && compensation.isFinite ? sum + compensation : sum }
}

/// The search of `max` and `min`.
private struct ExtremeSearch {
    private let comparison: Comparison
    private let key: Value
    /// The best item so far, unbound before the first, and what the key function made of it.
    private(set) var best = Value.unbound
    private var bestKey = Value.unbound

    init(_ comparison: Comparison, key: Value) {
        self.comparison = comparison
        self.key = key
    }

    /// Takes one more number into account; false if that takes calls.
    @inline(__always)
    mutating func considerFast(_ item: Value) -> Bool {
        guard key.isNone, let isBetter = isBetterFast(item) else { return false }
        if isBetter {
            best = item
            bestKey = item
        }
        return true
    }

    mutating func consider(_ item: Value, _ thread: Thread) throws(Raised) {
        let itemKey = key.isNone ? item : try thread.call(key, item)
        if !best.isUnbound {
            let known = isBetterFast(itemKey)
            let isBetter = known == nil ? try thread.isTrue(try thread.compare(comparison, itemKey, bestKey)) : known == true
            if !isBetter { return }
        }
        best = item
        bestKey = itemKey
    }

    @inline(__always)
    private func isBetterFast(_ item: Value) -> Bool? {
        if item.isSmallInt(with: bestKey) { return comparison == .greater ? bestKey.isSmallIntLess(than: item) : item.isSmallIntLess(than: bestKey) }
        if item.isInlineFloat(with: bestKey) { return comparison == .greater ? item.inlineFloat > bestKey.inlineFloat : item.inlineFloat < bestKey.inlineFloat }
        return nil
    }
}
