// Sorting lists: a stable merge sort that uses the order that is there.
//
//     items   [ run | run | … | what is not looked at yet ]
//
// Runs that ascend or strictly descend are found from left to right, short ones made longer by insertion, and merged in the order of powersort (Munro
// and Wild). Merging gallops where one side wins often (McIlroy; Peters' timsort). The list is empty meanwhile: comparisons may call anything.

extension List {
    /// Sorts the items, by what `key` gives for each if it is not None.
    func sort(key: Value, isReversed: Bool, _ thread: Thread) throws(Raised) {
        let storage = Values(fields.pointee.items), count = self.count
        removeAll(thread)
        let isDone: Bool
        do throws(Raised) {
            try List.sort(storage, count: count, key: key, isReversed: isReversed, thread)
            isDone = true
        } catch {
            isDone = false
        }
        let isModified = self.count > 0 || fields.pointee.items != thread.machine.pointee.emptyValues
        fields.pointee.items = storage.value
        fields.pointee.count = count
        if !isDone { throw Raised() }
        if isModified { throw thread.raise(.valueError, "list modified during sort") }
    }

    private static func sort(_ storage: Values, count: Int, key: Value, isReversed: Bool, _ thread: Thread) throws(Raised) {
        if count < 2, key.isNone { return }
        let items = storage.base
        if key.isNone {
            // Turned around before and after, so that equal items keep their order.
            if isReversed { items.reverse(count) }
            defer { if isReversed { items.reverse(count) } }
            return try sort(keys: storage, values: nil, count: count, thread)
        }
        let keys = try thread.allocateValues(count)
        for index in 0..<count { keys.base[index] = try thread.call(key, items[index]) }
        if count < 2 { return }
        if isReversed {
            items.reverse(count)
            keys.base.reverse(count)
        }
        defer { if isReversed { items.reverse(count) } }
        try sort(keys: keys, values: storage, count: count, thread)
    }

    /// Chooses how to compare: keys that are all ints, floats or strings need no methods.
    private static func sort(keys: Values, values: Values?, count: Int, _ thread: Thread) throws(Raised) {
        let base = keys.base
        let (first, shapes) = (base[0], thread.machine.pointee.shapes)
        var index = 0
        try thread.charge(count)
        if first.isSmallInt {
            while index < count, base[index].isSmallInt { index += 1 }
            if index == count { return try MergeSort.run(SmallIntOrder(), keys, values, count, thread) }
        } else if first.isInlineFloat || first.has(shapes.float) {
            while index < count, base[index].isInlineFloat || base[index].has(shapes.float) { index += 1 }
            if index == count { return try MergeSort.run(FloatOrder(), keys, values, count, thread) }
        } else if first.has(shapes.str) {
            while index < count, base[index].has(shapes.str) { index += 1 }
            if index == count { return try MergeSort.run(StrOrder(), keys, values, count, thread) }
        } else if first.has(shapes.tuple), Tuple(first).count > 0 {
            while index < count, base[index].has(shapes.tuple), Tuple(base[index]).count > 0 { index += 1 }
            if index == count { return try MergeSort.run(TupleOrder(thread: thread), keys, values, count, thread) }
        }
        try MergeSort.run(AnyOrder(thread: thread), keys, values, count, thread)
    }
}

// MARK: - Orders

/// What `<` says of two keys.
private protocol SortOrder {
    func isLess(_ left: Value, _ right: Value) throws(Raised) -> Bool
}

private struct SmallIntOrder: SortOrder {
    @inline(__always) func isLess(_ left: Value, _ right: Value) -> Bool { left.isSmallIntLess(than: right) }
}

private struct FloatOrder: SortOrder {
    @inline(__always) func number(_ value: Value) -> Double { value.isInlineFloat ? value.inlineFloat : Float(value).fields.pointee.number }
    @inline(__always) func isLess(_ left: Value, _ right: Value) -> Bool { number(left) < number(right) }
}

private struct StrOrder: SortOrder {
    @inline(__always) func isLess(_ left: Value, _ right: Value) -> Bool { Str.order(Str(left), Str(right)) < 0 }
}

private struct AnyOrder: SortOrder {
    let thread: Thread
    func isLess(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        if left.isSmallInt(with: right) { return left.isSmallIntLess(than: right) }
        if left.isInlineFloat(with: right) { return left.inlineFloat < right.inlineFloat }
        if thread.areExactStrings(left, right) { return Str.order(Str(left), Str(right)) < 0 }
        try thread.charge(1)
        return try thread.isTrue(try thread.compare(.less, left, right))
    }
}

/// Tuples that are not empty: most differ in their first items.
private struct TupleOrder: SortOrder {
    let thread: Thread
    func isLess(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        let a = Tuple(left), b = Tuple(right)
        try thread.charge(1)
        for index in 0..<Swift.min(a.count, b.count) {
            let first = a[index], second = b[index]
            if try thread.isEqual(first, second) { continue }
            return try AnyOrder(thread: thread).isLess(first, second)
        }
        return a.count < b.count
    }
}

// MARK: - Merging

/// All throwing methods are mutating: the optimizer of Swift 6.3 crashes on large structs that such functions take by value.
private struct MergeSort<Order: SortOrder> {
    let order: Order
    let thread: Thread
    let keys: UnsafeMutablePointer<Value>
    /// What the keys belong to, moved as they are; nil if the keys are the items themselves.
    let values: UnsafeMutablePointer<Value>?
    let count: Int
    /// A run that is being merged, keys and then values. It grows as runs do.
    var scratch: Values
    var scratchCount = 0
    /// How often one side must win in a row before merging gallops.
    var minGallop = 7

    struct Run {
        var start: Int
        var count: Int
        /// The depth of the boundary to the next run in the merge tree.
        var power = 0
    }

    static func run(_ order: Order, _ keys: Values, _ values: Values?, _ count: Int, _ thread: Thread) throws(Raised) {
        var sort = MergeSort(
            order: order, thread: thread, keys: keys.base, values: values?.base, count: count, scratch: Values(thread.machine.pointee.emptyValues))
        try sort.sort()
    }

    private mutating func sort() throws(Raised) {
        var pending: [Run] = []
        let minimum = minimumRun(count)
        var start = 0
        while start < count {
            var length = try countRun(from: start)
            if length < minimum {
                let forced = Swift.min(minimum, count - start)
                try insertionSort(start, length, forced)
                length = forced
            }
            try thread.charge(length)
            if length == count { return }
            if let last = pending.last {
                let power = boundaryPower(last.start, last.count, length)
                while pending.count > 1, pending[pending.count - 2].power > power { try mergeLastTwo(&pending) }
                pending[pending.count - 1].power = power
            }
            pending.append(Run(start: start, count: length))
            start += length
        }
        while pending.count > 1 { try mergeLastTwo(&pending) }
    }

    /// Between 32 and 64, such that the number of runs is a power of two or just less.
    private func minimumRun(_ count: Int) -> Int {
        var rest = count, bits = 0
        while rest >= 64 {
            bits |= rest & 1
            rest >>= 1
        }
        return rest + bits
    }

    private func boundaryPower(_ start: Int, _ count1: Int, _ count2: Int) -> Int {
        var a = 2 * start + count1
        var b = a + count1 + count2
        var power = 0
        while true {
            power += 1
            if a >= count {
                a -= count
                b -= count
            } else if b >= count {
                return power
            }
            a <<= 1
            b <<= 1
        }
    }

    /// The length of the run that begins at an index; a strictly descending one is turned around.
    private mutating func countRun(from start: Int) throws(Raised) -> Int {
        if start + 1 == count { return 1 }
        var end = start + 2
        if try order.isLess(keys[start + 1], keys[start]) {
            while end < count, try order.isLess(keys[end], keys[end - 1]) { end += 1 }
            reverse(start, end)
        } else {
            while end < count, !(try order.isLess(keys[end], keys[end - 1])) { end += 1 }
        }
        return end - start
    }

    private func reverse(_ start: Int, _ end: Int) {
        (keys + start).reverse(end - start)
        if let values { (values + start).reverse(end - start) }
    }

    /// Sorts `length` items of which the first `sorted` are in order, by binary insertion.
    private mutating func insertionSort(_ start: Int, _ sorted: Int, _ length: Int) throws(Raised) {
        for index in start + sorted..<start + length {
            let key = keys[index]
            var low = start, high = index
            while low < high {
                let middle = low + (high - low) >> 1
                if try order.isLess(key, keys[middle]) { high = middle } else { low = middle + 1 }
            }
            (keys + low + 1).update(from: keys + low, count: index - low)
            keys[low] = key
            if let values {
                let value = values[index]
                (values + low + 1).update(from: values + low, count: index - low)
                values[low] = value
            }
        }
    }

    // MARK: - Galloping

    /// Where a key belongs among sorted ones, before those equal to it. The search begins at `hint`.
    private mutating func gallopLeft(_ key: Value, _ run: UnsafeMutablePointer<Value>, _ count: Int, hint: Int) throws(Raised) -> Int {
        var low: Int, high: Int, step = 1
        if try order.isLess(run[hint], key) {
            low = hint
            high = hint + 1
            while high < count, try order.isLess(run[high], key) {
                low = high
                step <<= 1
                high = hint + step
            }
            high = Swift.min(high, count)
            low += 1
        } else {
            high = hint
            low = hint - 1
            while low >= 0, !(try order.isLess(run[low], key)) {
                high = low
                step <<= 1
                low = hint - step
            }
            low = Swift.max(low, -1) + 1
        }
        while low < high {
            let middle = low + (high - low) >> 1
            if try order.isLess(run[middle], key) { low = middle + 1 } else { high = middle }
        }
        return high
    }

    /// The same behind those equal to it.
    private mutating func gallopRight(_ key: Value, _ run: UnsafeMutablePointer<Value>, _ count: Int, hint: Int) throws(Raised) -> Int {
        var low: Int, high: Int, step = 1
        if try order.isLess(key, run[hint]) {
            high = hint
            low = hint - 1
            while low >= 0, try order.isLess(key, run[low]) {
                high = low
                step <<= 1
                low = hint - step
            }
            low = Swift.max(low, -1) + 1
        } else {
            low = hint
            high = hint + 1
            while high < count, !(try order.isLess(key, run[high])) {
                low = high
                step <<= 1
                high = hint + step
            }
            high = Swift.min(high, count)
            low += 1
        }
        while low < high {
            let middle = low + (high - low) >> 1
            if try order.isLess(key, run[middle]) { high = middle } else { low = middle + 1 }
        }
        return high
    }

    // MARK: - Merging two runs

    private mutating func mergeLastTwo(_ pending: inout [Run]) throws(Raised) {
        let right = pending.removeLast(), left = pending[pending.count - 1]
        pending[pending.count - 1].count += right.count
        try thread.charge(left.count + right.count)
        // What is in its place already stays.
        let skipped = try gallopRight(keys[right.start], keys + left.start, left.count, hint: 0)
        let start = left.start + skipped, leftCount = left.count - skipped
        if leftCount == 0 { return }
        let rightCount = try gallopLeft(keys[start + leftCount - 1], keys + right.start, right.count, hint: right.count - 1)
        if rightCount == 0 { return }
        if leftCount <= rightCount {
            try mergeLow(start, leftCount, right.start, rightCount)
        } else {
            try mergeHigh(start, leftCount, right.start, rightCount)
        }
    }

    private mutating func save(_ start: Int, _ length: Int) throws(Raised) {
        if scratchCount < length {
            scratch = try thread.allocateValues(values == nil ? length : length * 2)
            scratchCount = length
        }
        scratch.base.update(from: keys + start, count: length)
        if let values { (scratch.base + scratchCount).update(from: values + start, count: length) }
    }

    @inline(__always)
    private func move(_ from: Int, to target: Int, _ length: Int = 1) {
        if length == 1 {
            keys[target] = keys[from]
            if let values { values[target] = values[from] }
        } else {
            (keys + target).update(from: keys + from, count: length)
            if let values { (values + target).update(from: values + from, count: length) }
        }
    }

    @inline(__always)
    private func restore(_ from: Int, to target: Int, _ length: Int = 1) {
        let saved = scratch.base
        for index in 0..<length { keys[target + index] = saved[from + index] }
        if let values { for index in 0..<length { values[target + index] = saved[scratchCount + from + index] } }
    }

    /// Merges from the left; the left run is the shorter one and moves out of the way.
    private mutating func mergeLow(_ a: Int, _ aCount: Int, _ b: Int, _ bCount: Int) throws(Raised) {
        try save(a, aCount)
        let saved = scratch.base
        var target = a, left = 0, leftCount = aCount, right = b, rightCount = bCount
        // However it ends, the rest of the left run fits the gap.
        defer { restore(left, to: target, leftCount) }
        func takeLeft(_ length: Int = 1) {
            restore(left, to: target, length)
            target += length
            left += length
            leftCount -= length
        }
        func takeRight(_ length: Int = 1) {
            move(right, to: target, length)
            target += length
            right += length
            rightCount -= length
        }
        takeRight()
        var gallop = minGallop
        defer { minGallop = gallop }
        while leftCount > 1, rightCount > 0 {
            var leftWins = 0, rightWins = 0
            while leftWins < gallop && rightWins < gallop {
                if try order.isLess(keys[right], saved[left]) {
                    takeRight()
                    rightWins += 1
                    leftWins = 0
                    if rightCount == 0 { return }
                } else {
                    takeLeft()
                    leftWins += 1
                    rightWins = 0
                    if leftCount == 1 { break }
                }
            }
            if leftCount == 1 { break }
            gallop += 1
            repeat {
                if gallop > 1 { gallop -= 1 }
                leftWins = try gallopRight(keys[right], saved + left, leftCount, hint: 0)
                takeLeft(leftWins)
                if leftCount <= 1 { break }
                takeRight()
                if rightCount == 0 { return }
                rightWins = try gallopLeft(saved[left], keys + right, rightCount, hint: 0)
                takeRight(rightWins)
                if rightCount == 0 { return }
                takeLeft()
                if leftCount == 1 { break }
            } while leftWins >= 7 || rightWins >= 7
            gallop += 1
        }
        // The last of the left run is the largest of all.
        if leftCount == 1 { takeRight(rightCount) }
    }

    /// Merges from the right; the right run is the shorter one and moves out of the way.
    private mutating func mergeHigh(_ a: Int, _ aCount: Int, _ b: Int, _ bCount: Int) throws(Raised) {
        try save(b, bCount)
        let saved = scratch.base
        // `end` is behind the gap.
        var end = b + bCount, leftCount = aCount, rightCount = bCount
        defer { restore(0, to: end - rightCount, rightCount) }
        func takeLeft(_ length: Int = 1) {
            end -= length
            leftCount -= length
            move(a + leftCount, to: end, length)
        }
        func takeRight(_ length: Int = 1) {
            end -= length
            rightCount -= length
            restore(rightCount, to: end, length)
        }
        takeLeft()
        var gallop = minGallop
        defer { minGallop = gallop }
        while rightCount > 1, leftCount > 0 {
            var leftWins = 0, rightWins = 0
            while leftWins < gallop && rightWins < gallop {
                if try order.isLess(saved[rightCount - 1], keys[a + leftCount - 1]) {
                    takeLeft()
                    leftWins += 1
                    rightWins = 0
                    if leftCount == 0 { return }
                } else {
                    takeRight()
                    rightWins += 1
                    leftWins = 0
                    if rightCount == 1 { break }
                }
            }
            if rightCount == 1 { break }
            gallop += 1
            repeat {
                if gallop > 1 { gallop -= 1 }
                leftWins = leftCount - (try gallopRight(saved[rightCount - 1], keys + a, leftCount, hint: leftCount - 1))
                takeLeft(leftWins)
                if leftCount == 0 { return }
                takeRight()
                if rightCount == 1 { break }
                rightWins = rightCount - (try gallopLeft(keys[a + leftCount - 1], saved, rightCount, hint: rightCount - 1))
                takeRight(rightWins)
                if rightCount <= 1 { break }
                takeLeft()
                if leftCount == 0 { return }
            } while leftWins >= 7 || rightWins >= 7
            gallop += 1
        }
        // The first of the right run is the smallest of all.
        if rightCount == 1 { takeLeft(leftCount) }
    }
}
