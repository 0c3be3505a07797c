// Native loops over iterators: what reductions, conversions and updates of containers have in common.
//
// A generator that native code goes through need not be suspended at each item. It is *held* at its `yield`: its activation and its registers stay on the stack, and the next
// item is a jump to the instruction behind the `yield`. While it is held it counts as running, and nobody may look: before anything that may run Python code, raise or look at
// frames it is suspended as by any `yield`.
//
//     native code   dispatch ──▶ … yield          held: quick(item)         suspended: slow(item)
//                       ▲                            │                          │
//                       └────────────────────────────┴──────────────────────────┘

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Goes through what is left of an iterator.
    ///
    /// - Parameters:
    ///   - quick: Deals with an item if that neither runs Python code nor raises; returns false if it takes more, or if the loop is to end.
    ///   - slow: Deals with an item for which `quick` returned false. Returns whether the loop goes on.
    @inline(always)
    func consume(_ iterator: Value, quick: (Value) -> Bool, slow: (Value) throws(Raised) -> Bool) throws(Raised) {
        if iterator.has(machine.pointee.shapes.generator) {
            var isHeld = false
            while true {
                let item = try nextHolding(Generator(iterator), &isHeld)
                if item.isUnbound { return }
                if quick(item) { continue }
                if isHeld { release(Generator(iterator), &isHeld) }
                if !(try slow(item)) { return }
            }
        }
        let source = ItemSource(iterator, self)
        while true {
            let item = try source.next(self)
            if item.isUnbound { return }
            try chargeStep()
            if quick(item) { continue }
            if !(try slow(item)) { return }
        }
    }

    /// Whether an iterator advances in place, and how.
    @inline(__always)
    fileprivate func kind(of iterator: Value) -> ItemSource.Kind {
        guard iterator.isCell else { return .other }
        let shape = iterator.shape, shapes = machine.pointee.shapes
        if shape == shapes.listIterator { return .list }
        if shape == shapes.tupleIterator { return .tuple }
        if shape == shapes.rangeIterator { return .range }
        if shape == shapes.setIterator { return .set }
        if shape == shapes.dictKeyIterator { return .keys }
        if shape == shapes.dictValueIterator { return .values }
        if shape == shapes.strASCIIIterator { return .text }
        if shape == shapes.listReverseIterator { return .reversedList }
        return .other
    }

    /// Runs a generator to its next item, unbound at its end. `isHeld` says whether it waits there with its activation on the stack.
    @inline(never)
    private func nextHolding(_ generator: Generator, _ isHeld: inout Bool) throws(Raised) -> Value {
        let outcome: Outcome
        if isHeld {
            let activation = pointee.activation
            let yield = activation.pointee.pc, registers = activation.pointee.registers
            registers[yield.pointee.a.index] = .none
            outcome = dispatch(next(yield + 1, registers, activation.pointee.code.pointee.constants, self))
        } else {
            outcome = try resumeHolding(generator)
        }
        isHeld = outcome == .held
        if isHeld { return takeResult() }
        guard outcome == .returned else { throw Raised() }
        let value = takeResult()
        if pointee.generatorReturned {
            pointee.generatorReturned = false
            return .unbound
        }
        return value
    }

    @inline(never)
    private func resumeHolding(_ generator: Generator) throws(Raised) -> Outcome {
        guard canResume(generator, sending: .none) else {
            if generator.fields.pointee.state == .finished {
                pointee.generatorReturned = true
                return .returned
            }
            throw raiseUnresumable(generator)
        }
        try checkNativeStack()
        guard let innermost = resume(generator, registers: freeRegisters, continuation: .delegate, isNativeBoundary: true, isHolding: true) else {
            throw raise(.recursionError, "maximum recursion depth exceeded")
        }
        return dispatch(enter(innermost, sending: .none))
    }

    /// Suspends a generator that is held.
    @inline(never)
    private func release(_ generator: Generator, _ isHeld: inout Bool) {
        isHeld = false
        suspendHeld()
    }
}

/// An iterator that is asked again and again: what it is was found out before.
private struct ItemSource {
    enum Kind { case list, tuple, range, set, keys, values, text, reversedList, other }

    private let iterator: Value
    private let kind: Kind
    /// Of other iterators whose class defines it natively.
    private let function: NativePointer?

    @inline(__always)
    init(_ iterator: Value, _ thread: Thread) {
        self.iterator = iterator
        kind = thread.kind(of: iterator)
        function = kind == .other && iterator.isCell ? thread.nativeNext(of: iterator) : nil
    }

    /// The next item, unbound at the end.
    @inline(always)
    func next(_ thread: Thread) throws(Raised) -> Value {
        switch kind {
        case .list: if let item = ListIterator(iterator).nextOfList() { return item }
        case .tuple: if let item = ListIterator(iterator).nextOfTuple() { return item }
        case .range: if let item = RangeIterator(iterator).nextFast() { return item }
        case .set: if let item = SetIterator(iterator).nextFast() { return item }
        case .keys: if let entry = DictIterator(iterator).nextEntryFast() { return entry.pointee.key }
        case .values: if let entry = DictIterator(iterator).nextEntryFast() { return entry.pointee.value }
        case .text: if let item = StrIterator(iterator).nextFast(thread) { return item }
        case .reversedList: if let item = ListIterator(iterator).nextOfReversed() { return item }
        case .other: if let function { return try thread.advance(iterator, function) }
        }
        return try thread.advanceOutOfLine(iterator)
    }
}
