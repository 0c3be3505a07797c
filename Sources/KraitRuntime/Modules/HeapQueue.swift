// The module `_heapq`: a list as a binary heap, whose item at index i is not greater than those at 2i + 1 and 2i + 2; in a max-heap not less.
//
// Comparisons may run Python code that changes the list: its items are read again after each, and another length is an error.
// In CPython: Modules/_heapqmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineHeapQueueModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("heappush", "(heap, item, /)", "Add an item to a heap.") { thread, arguments throws(Raised) in
            let heap = try thread.heap(arguments[0], "heappush() argument 1")
            try heap.list.append(arguments[1], thread)
            try heap.raise(from: heap.list.count - 1, to: 0, .smallest, thread)
            return .none
        }
        try builder.method("heappop", "(heap, /)", "Take the smallest item out of a heap.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "heappop() argument").pop(.smallest, thread)
        }
        try builder.method("heapreplace", "(heap, item, /)", "Take the smallest item out of a heap, and only then add another.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "heapreplace() argument 1").replace(arguments[1], .smallest, thread)
        }
        try builder.method("heappushpop", "(heap, item, /)", "Add an item to a heap, then take the smallest out.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "heappushpop() argument 1").pushAndPop(arguments[1], thread)
        }
        try builder.method("heapify", "(heap, /)", "Reorder a list so that it is a heap, in linear time.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "heapify() argument").build(.smallest, thread)
            return .none
        }
        try builder.method("_heappop_max", "(heap, /)", "heappop() of a max-heap.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "_heappop_max() argument").pop(.largest, thread)
        }
        try builder.method("_heapreplace_max", "(heap, item, /)", "heapreplace() of a max-heap.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "_heapreplace_max() argument 1").replace(arguments[1], .largest, thread)
        }
        try builder.method("_heapify_max", "(heap, /)", "heapify() for a max-heap.") { thread, arguments throws(Raised) in
            try thread.heap(arguments[0], "_heapify_max() argument").build(.largest, thread)
            return .none
        }
        try builder.set("__about__", try Str.make("A heap is a list whose first item is always the smallest.", self).value)
    }

    private func heap(_ value: Value, _ what: StaticString) throws(Raised) -> ListHeap {
        guard value.is(.list) else { throw raise(.typeError, "\(what) must be list, not \(value.type(self).name)") }
        return ListHeap(list: List(value))
    }
}

/// A list that is a heap, or becomes one.
private struct ListHeap {
    let list: List

    /// Which item comes first.
    enum Order { case smallest, largest }

    /// Whether the first of two items belongs above the second.
    @inline(__always)
    private func isAbove(_ first: Value, _ second: Value, _ order: Order, _ thread: Thread) throws(Raised) -> Bool {
        order == .smallest ? try thread.isLess(first, second) : try thread.isLess(second, first)
    }

    /// Moves the item at an index up to where it belongs, no further than `top`.
    @inline(__always)
    func raise(from start: Int, to top: Int, _ order: Order, _ thread: Thread) throws(Raised) {
        let count = list.count
        if start >= count { throw raiseIndex(thread) }
        var position = start
        while position > top {
            let parent = (position &- 1) >> 1
            let isMisplaced = try isAbove(list[position], list[parent], order, thread)
            if list.count != count { throw raiseChanged(thread) }
            if !isMisplaced { return }
            exchange(position, parent)
            position = parent
        }
    }

    /// Moves the item at an index down to a leaf, and from there up to where it belongs. Most belong near the leaves, and this compares less.
    @inline(__always)
    func lower(_ start: Int, _ order: Order, _ thread: Thread) throws(Raised) {
        let count = list.count
        if start >= count { throw raiseIndex(thread) }
        let firstLeaf = count >> 1
        var position = start
        while position < firstLeaf {
            var child = position &* 2 &+ 1
            if child &+ 1 < count {
                // CPython asks for the left child in a min-heap and for the right one in a max-heap: either way the right one goes up when equal.
                let isLeft = order == .smallest ? try thread.isLess(list[child], list[child + 1]) : try thread.isLess(list[child + 1], list[child])
                if !isLeft { child &+= 1 }
                if list.count != count { throw raiseChanged(thread) }
            }
            exchange(child, position)
            position = child
        }
        try raise(from: position, to: start, order, thread)
    }

    @inline(__always)
    private func exchange(_ first: Int, _ second: Int) {
        let base = list.base
        let value = base[first]
        base[first] = base[second]
        base[second] = value
    }

    @inline(__always)
    func pop(_ order: Order, _ thread: Thread) throws(Raised) -> Value {
        let count = list.count
        if count == 0 { throw raiseIndex(thread) }
        let last = try list.remove(at: count - 1, thread)
        if count == 1 { return last }
        let top = list[0]
        list[0] = last
        try chargeDepth(thread)
        try lower(0, order, thread)
        return top
    }

    @inline(__always)
    func replace(_ item: Value, _ order: Order, _ thread: Thread) throws(Raised) -> Value {
        if list.count == 0 { throw raiseIndex(thread) }
        let top = list[0]
        list[0] = item
        try chargeDepth(thread)
        try lower(0, order, thread)
        return top
    }

    func pushAndPop(_ item: Value, _ thread: Thread) throws(Raised) -> Value {
        if list.count == 0 { return item }
        if !(try thread.isLess(list[0], item)) { return item }
        return try replace(item, .smallest, thread)
    }

    /// Sinks all items that have children. In a long list those of one branch follow each other, as they lie close together (in CPython:
    /// `cache_friendly_heapify`): the heap is the same, and so is the order of comparisons.
    func build(_ order: Order, _ thread: Thread) throws(Raised) {
        let count = list.count
        if order == .largest || count <= 2500 {
            var position = count >> 1 - 1
            while position >= 0 {
                try thread.charge(1)
                try lower(position, order, thread)
                position -= 1
            }
            return
        }
        let parents = count >> 1, leftmost = 1 << (Int.bitWidth - 1 - (parents + 1).leadingZeroBitCount) - 1
        try lowerBranches(from: leftmost - 1, downTo: parents >> 1, order, thread)
        try lowerBranches(from: parents - 1, downTo: leftmost, order, thread)
    }

    private func lowerBranches(from last: Int, downTo first: Int, _ order: Order, _ thread: Thread) throws(Raised) {
        var start = last
        while start >= first {
            var position = start
            while true {
                try thread.charge(1)
                try lower(position, order, thread)
                if position & 1 == 0 { break }
                position >>= 1
            }
            start -= 1
        }
    }

    @inline(__always)
    private func chargeDepth(_ thread: Thread) throws(Raised) { try thread.charge((Int.bitWidth - list.count.leadingZeroBitCount) >> 1) }

    @inline(never)
    private func raiseIndex(_ thread: Thread) -> Raised { thread.raise(.indexError, "index out of range") }

    @inline(never)
    private func raiseChanged(_ thread: Thread) -> Raised { thread.raise(.runtimeError, "list changed size during iteration") }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The truth of `left < right`.
    @inline(__always)
    func isLess(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        if left.isSmallInt(with: right) { return left.isSmallIntLess(than: right) }
        return try isLessSlow(left, right)
    }

    @inline(never)
    private func isLessSlow(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        if left.isInlineFloat(with: right) { return left.scaledFloat < right.scaledFloat }
        let tuple = machine.pointee.shapes.tuple
        if left.has(tuple), right.has(tuple), Tuple(left).count > 0, Tuple(right).count > 0 {
            // Most pairs differ in their first items, which often are numbers.
            let first = Tuple(left).exactBase[0], second = Tuple(right).exactBase[0]
            if first != second {
                if first.isSmallInt(with: second) { return first.isSmallIntLess(than: second) }
                if first.isInlineFloat(with: second) { return first.scaledFloat < second.scaledFloat }
            }
        } else if let isLess = comparePlain(.less, left, right) {
            return isLess
        }
        return try isTrue(try compare(.less, left, right))
    }
}
