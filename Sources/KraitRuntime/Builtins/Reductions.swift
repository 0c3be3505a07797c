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
            try thread.sort(list, key: arguments[1].isUnbound ? .none : arguments[1], isReversed: isReversed)
            return list.value
        }
    }

    private func containsTruth(_ truth: Bool, in iterable: Value) throws(Raised) -> Bool {
        let iterator = try iterator(of: iterable)
        while true {
            let item = try advance(iterator)
            if item.isUnbound { return false }
            try charge(1)
            if try isTrue(item) == truth { return true }
        }
    }

    // MARK: - max and min

    private func extreme(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let function = comparison == .greater ? "max" : "min"
        let given = Tuple(arguments[0]), key: Value = arguments[1].isUnbound ? .none : arguments[1]
        if given.count == 0 { throw raise(.typeError, "\(function) expected at least 1 argument, got 0") }
        if given.count > 1, !arguments[2].isUnbound {
            throw raise(.typeError, "Cannot specify a default for \(function)() with multiple positional arguments")
        }
        let iterator = given.count > 1 ? Value.unbound : try iterator(of: given[0])
        var best = Value.unbound, bestKey = Value.unbound, index = 0
        while true {
            let item: Value
            if iterator.isUnbound {
                if index == given.count { break }
                item = given[index]
                index += 1
            } else {
                item = try advance(iterator)
                if item.isUnbound { break }
            }
            try charge(1)
            let itemKey = key.isNone ? item : try call(key, item)
            if best.isUnbound {
                best = item
                bestKey = itemKey
            } else if try isBetter(comparison, itemKey, bestKey) {
                best = item
                bestKey = itemKey
            }
        }
        if !best.isUnbound { return best }
        if !arguments[2].isUnbound { return arguments[2] }
        throw raise(.valueError, "\(function)() iterable argument is empty")
    }

    @inline(__always)
    private func isBetter(_ comparison: Comparison, _ item: Value, _ best: Value) throws(Raised) -> Bool {
        if item.isSmallInt(with: best) { return comparison == .greater ? best.isSmallIntLess(than: item) : item.isSmallIntLess(than: best) }
        if item.isInlineFloat(with: best) { return comparison == .greater ? item.inlineFloat > best.inlineFloat : item.inlineFloat < best.inlineFloat }
        return try isTrue(try compare(comparison, item, best))
    }

    // MARK: - sum

    private func sum(_ iterable: Value, start: Value) throws(Raised) -> Value {
        let iterator = try iterator(of: iterable)
        if start.is(.str) { throw raise(.typeError, "sum() can't sum strings [use ''.join(seq) instead]") }
        if start.is(.bytes) { throw raise(.typeError, "sum() can't sum bytes [use b''.join(seq) instead]") }
        if start.is(.byteArray) { throw raise(.typeError, "sum() can't sum bytearray [use b''.join(seq) instead]") }
        var result = start.isUnbound ? Value(smallInt: 0) : start
        // Ints, then floats, each as long as that is all there is.
        var item = try advance(iterator)
        if result.isSmallInt {
            while !item.isUnbound {
                if item.isSmallInt {
                    guard let sum = result.addingSmallInt(item) else { break }
                    result = sum
                } else if item == .true {
                    guard let sum = result.addingSmallInt(Value(smallInt: 1)) else { break }
                    result = sum
                } else if item != .false {
                    break
                }
                try charge(1)
                item = try advance(iterator)
            }
            // One float makes all that follows float.
            if !item.isUnbound, isExactFloat(item) {
                result = try binary(.add, result, item)
                item = try advance(iterator)
            }
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

    /// Adds floats and ints with compensation for lost digits (Neumaier), up to the first item that is neither: that is returned too, unbound at the end.
    private func sumFloats(_ first: Double, _ firstItem: Value, _ iterator: Value) throws(Raised) -> (Value, Value) {
        var sum = first, compensation = 0.0, item = firstItem
        while !item.isUnbound {
            if isExactFloat(item), let number = float(item) {
                let total = sum + number
                compensation += sum.magnitude >= number.magnitude ? (sum - total) + number : (number - total) + sum
                sum = total
            } else if item.isSmallInt {
                sum += Double(item.smallInt)
            } else if item.isBool {
                sum += item == .true ? 1 : 0
            } else if item.is(.int), let int = machineInteger(item) {
                sum += Double(int)
            } else {
                break
            }
            try charge(1)
            item = try advance(iterator)
        }
        // The compensation must neither change the sign of a zero nor make an infinity NaN.
        if compensation != 0, compensation.isFinite { sum += compensation }
        return (try makeFloat(sum), item)
    }

    // MARK: - sorted

    /// Sorts a list as its own `sort` does.
    func sort(_ list: List, key: Value, isReversed: Bool) throws(Raised) {
        let sort = try getAttribute(list.value, try intern("sort").value)
        let names = try tuple(name(.key), name(.reverse))
        let base = freeRegisters
        base[0] = key
        base[1] = Value(isReversed)
        _ = try call(sort, Arguments(base: base, count: 0), keywordNames: Tuple(names))
    }
}
