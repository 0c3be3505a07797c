import CKrait

/// What CPython's message names when native code nests too deep.
struct RecursiveOperation {
    let text: StaticString
    /// How much of the native stack must be left beside the reserve.
    let margin: UInt

    private static var margin: UInt { 32 << 10 }
    static var repr: Self { .init(text: " while getting the repr of an object", margin: margin) }
    static var str: Self { .init(text: " while getting the str of an object", margin: margin) }
    static var comparison: Self { .init(text: " in comparison", margin: margin) }
    static var instanceCheck: Self { .init(text: " in __instancecheck__", margin: margin) }
    static var subclassCheck: Self { .init(text: " in __subclasscheck__", margin: margin) }
    static var abstractSubclassCheck: Self { .init(text: " in __issubclass__", margin: margin) }
    static var call: Self { .init(text: " while calling a Python object", margin: 0) }
}

// Safe points: where a thread looks at what others ask of it.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// How many back-edges and calls pass between two looks. A debug build takes ten times as long for each.
    static var budgetQuantum: Int {
        #if DEBUG
            1000
        #else
            10_000
        #endif
    }

    /// Looks at limits, interrupts, finalizers and weak reference callbacks. Called when the budget is spent, where any Python code may run.
    @inline(never)
    public func safePoint() throws(Raised) {
        try checkLimits()
        if hasLargeStacks { shrinkStacks() }
        if !pointee.isFinalizing, !machine.pointee.pendingFinalizers.isEmpty {
            runFinalizers()
            if pointee.stop != nil { throw Raised() }
            grantBudget()
        }
    }

    /// Looks at limits and interrupts alone, in the midst of native work: finalizers, which could change what is worked on, wait for the next safe point.
    @inline(never)
    public func checkLimits() throws(Raised) {
        let machine = self.machine
        if let reason = pointee.stop ?? machine.exceededLimit(consumed: consumedWork) {
            // The budget stays below zero: whoever goes on is stopped again.
            pointee.stop = reason
            pointee.budget = Swift.min(pointee.budget, -1)
            throw Raised()
        }
        grantBudget()
        if machine.pointee.takeInterrupt() {
            throw raise(try makeException(Type(machine.pointee.types.exceptions.keyboardInterrupt), arguments: Tuple(machine.pointee.emptyTuple)))
        }
    }

    /// Charges work where nothing can be raised: the next that can looks at it.
    @inline(__always)
    func noteWork(_ work: Int) { pointee.budget &-= work }

    /// Charges one turn of a loop that asks an iterator, and so may run Python code anyway: a safe point.
    @inline(__always)
    func chargeStep() throws(Raised) {
        pointee.budget &-= 1
        if pointee.budget < 0 { try safePoint() }
    }

    /// Work charged since it was counted from 0; no more than Int.max.
    package var consumedWork: Int {
        let (current, overflow) = pointee.grant.subtractingReportingOverflow(pointee.budget)
        if overflow { return Int.max }
        let (sum, sumOverflow) = pointee.consumed.addingReportingOverflow(Swift.max(current, 0))
        return sumOverflow ? Int.max : sum
    }

    /// Lets the thread work for a while; no longer than the fuel lasts.
    func grantBudget() {
        pointee.consumed = consumedWork
        // What waits for a safe point gets the next one; under stress every place that could be one is.
        let isUrgent = machine.pointee.heap.stressInterval != 0 || !pointee.isFinalizing && !machine.pointee.pendingFinalizers.isEmpty
        var quantum = isUrgent ? 0 : Self.budgetQuantum
        if let fuel = machine.pointee.fuel { quantum = Swift.max(Swift.min(quantum, fuel &- pointee.consumed), 0) }
        pointee.grant = quantum
        pointee.budget = quantum
    }

    /// Raises RecursionError if native code has nested so deep that the native stack would run out.
    @inline(__always)
    public func checkNativeStack() throws(Raised) {
        if nativeStackPosition() < pointee.nativeStackLimit { throw raiseNativeRecursion("") }
    }

    /// The same for an operation that the message names. It stops a little earlier than the calls it consists of, so that it is the one which tells.
    @inline(__always)
    func checkNativeStack(_ operation: RecursiveOperation) throws(Raised) {
        if nativeStackPosition() < pointee.nativeStackLimit &+ operation.margin { throw raiseNativeRecursion(operation.text) }
    }

    /// The same where the address of a local variable is at hand. Iterators of iterators nest without any other check.
    @inline(__always)
    func checkNativeStack(at address: UnsafeRawPointer) throws(Raised) {
        if UInt(bitPattern: address) < pointee.nativeStackLimit { throw raiseNativeRecursion("") }
    }

    /// An address in the native stack's newest part. A function of its own: a handler with the address of a local variable in it would not end in a tail call.
    @inline(never)
    private func nativeStackPosition() -> UInt {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    }

    @inline(never)
    private func raiseNativeRecursion(_ operation: StaticString) -> Raised {
        // Room to make the exception itself.
        let limit = pointee.nativeStackLimit
        pointee.nativeStackLimit = 0
        defer { pointee.nativeStackLimit = limit }
        return raise(.recursionError, "maximum recursion depth exceeded\(operation)")
    }

    /// Makes StopIteration pending, without a value.
    func raiseStopIteration() {
        do throws(Raised) {
            _ = raise(try makeException(Type(machine.pointee.types.exceptions.stopIteration), arguments: Tuple(machine.pointee.emptyTuple)))
        } catch {}
    }
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// The limit that work so far exceeds.
    // Of the pointer: a method of the state that is no change of it would be given a copy, with a count of references for each of its tables.
    func exceededLimit(consumed: Int) -> StopReason? {
        if let cancellationFlag = pointee.cancellationFlag, krait_load(cancellationFlag) != 0 { return .cancelled }
        if let fuel = pointee.fuel, consumed > fuel { return .fuelLimit }
        if let deadline = pointee.deadline, pointee.host.now(.monotonic) >= deadline { return .timeLimit }
        return nil
    }
}

extension MachineState {
    /// Whether an interrupt (Ctrl-C) was asked for since the last call.
    mutating func takeInterrupt() -> Bool {
        guard let flag = interruptFlag, flag.pointee != 0 else { return false }
        flag.pointee = 0
        return true
    }
}
