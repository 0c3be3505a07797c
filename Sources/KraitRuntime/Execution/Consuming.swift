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
    @inline(__always)
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
        while true {
            let item = try advanceQuickly(iterator)
            if item.isUnbound { return }
            try chargeStep()
            if quick(item) { continue }
            if !(try slow(item)) { return }
        }
    }

    /// Goes through what an iterable gives.
    @inline(__always)
    func consume(all iterable: Value, quick: (Value) -> Bool, slow: (Value) throws(Raised) -> Bool) throws(Raised) {
        try consume(try iterator(of: iterable), quick: quick, slow: slow)
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
