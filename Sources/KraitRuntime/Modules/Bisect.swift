// The module `_bisect`: searching and inserting in sorted sequences. In CPython: Modules/_bisectmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBisectModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("bisect_right", "(a, x, lo=0, hi=None, *, key=None)", "The index behind all items that are not greater than x.") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.bisect(arguments, item: arguments[1], isLeft: false))
        }
        try builder.method("bisect_left", "(a, x, lo=0, hi=None, *, key=None)", "The index of the first item that is not less than x.") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.bisect(arguments, item: arguments[1], isLeft: true))
        }
        try builder.method("insort_right", "(a, x, lo=0, hi=None, *, key=None)", "Insert x behind all items that are not greater.") { thread, arguments throws(Raised) in
            try thread.insertSorted(arguments, isLeft: false)
        }
        try builder.method("insort_left", "(a, x, lo=0, hi=None, *, key=None)", "Insert x before all items that are not less.") { thread, arguments throws(Raised) in
            try thread.insertSorted(arguments, isLeft: true)
        }
    }

    private func insertSorted(_ arguments: Arguments, isLeft: Bool) throws(Raised) -> Value {
        let hasKey = !arguments[4].isUnbound && !arguments[4].isNone
        let item = hasKey ? try call(arguments[4], arguments[1]) : arguments[1]
        let place = try bisect(arguments, item: item, isLeft: isLeft)
        if arguments[0].has(machine.pointee.shapes.list) {
            try List(arguments[0]).insert(arguments[1], at: place, self)
        } else {
            _ = try call(try getAttribute(arguments[0], try intern("insert").value), try makeInt(place), arguments[1])
        }
        return .none
    }

    /// Where an item belongs in a sorted sequence: `arguments` are the sequence, the item, the bounds and the key function.
    private func bisect(_ arguments: Arguments, item: Value, isLeft: Bool) throws(Raised) -> Int {
        let sequence = arguments[0]
        var low = arguments[2].isUnbound ? 0 : try index(arguments[2])
        if low < 0 { throw raise(.valueError, "lo must be non-negative") }
        var high = arguments[3].isUnbound || arguments[3].isNone ? try length(sequence) : try index(arguments[3])
        let key = arguments[4].isUnbound || arguments[4].isNone ? Value.none : arguments[4]
        while low < high {
            try charge(1)
            let middle = low + (high - low) / 2
            var other: Value
            if sequence.has(machine.pointee.shapes.list) {
                guard middle < List(sequence).count else { throw raise(.indexError, "list index out of range") }
                other = List(sequence)[middle]
            } else {
                other = try getItem(sequence, try makeInt(middle))
            }
            if !key.isNone { other = try call(key, other) }
            let isBefore = isLeft ? try isLess(other, item) : try !isLess(item, other)
            if isBefore { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
