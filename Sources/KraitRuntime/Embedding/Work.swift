// A piece of work that an embedder asks for: limits begin to count with it, and after it the thread is as if nothing had happened, whatever a limit
// left half done.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Begins work on the native thread that calls: up to `fuel` units, for as long as `nanoseconds`. Not within other work. Values lie on the native stack
    /// below `stackBase` only.
    package func beginWork(below stackBase: UnsafeRawPointer, fuel: Int?, nanoseconds: Int?) {
        // Threads with a small stack keep most of it for running.
        enterNativeStack()
        let available = pointee.nativeStackBase &- pointee.nativeStackLimit
        if pointee.nativeStackLimit >= pointee.nativeStackBase || available < 256 << 10 { enterNativeStack(reserve: 64 << 10) }
        pointee.nativeStackBase = UInt(bitPattern: stackBase)
        machine.pointee.fuel = fuel
        machine.pointee.deadline = nanoseconds.map { machine.pointee.host.now(.monotonic).addingReportingOverflow($0) }.map { $0.overflow ? .max : $0.partialValue }
        pointee.consumed = 0
        pointee.grant = 0
        pointee.budget = 0
        machine.pointee.heap.beginWork()
        grantBudget()
        // What others asked for before, such as to cancel, counts at once.
        if machine.pointee.deadline != nil || machine.pointee.cancellationFlag != nil { requestAttention() }
    }

    /// Ends work. Returns the limit that ended it, if one did: then what ran is forgotten, generators among it have ended.
    package func endWork() -> StopReason? {
        let reason = pointee.stop
        machine.pointee.heap.isRunning = false
        machine.pointee.fuel = nil
        machine.pointee.deadline = nil
        if reason != nil { forgetActivations() }
        pointee.stop = nil
        pointee.exception = .unbound
        pointee.takenException = .unbound
        pointee.isReraising = false
        pointee.generatorReturned = false
        pointee.consumed = consumedWork
        pointee.grant = Self.budgetQuantum
        pointee.budget = Self.budgetQuantum
        if pointee.activation == pointee.activationBase, hasLargeStacks { shrinkStacks() }
        if reason != nil { forgetUnfinishedImports() }
        return reason
    }

    /// Modules whose code did not get to its end are imported anew the next time.
    private func forgetUnfinishedImports() {
        _ = quietly { () throws(Raised) in
            guard machine.pointee.modules.is(.dict) else { return }
            let modules = Dict(machine.pointee.modules)
            let initializing = try intern("_initializing").value
            var position = 0
            while let index = modules.nextPosition(from: position) {
                position = index + 1
                let entry = modules.table.entries[index]
                // Neither step runs Python code.
                guard entry.key.is(.str), entry.value.is(.module), let spec = Module(entry.value).dict.get(interned: Str(name(.dunderSpec))),
                    spec.type(self).value == machine.pointee.types.moduleSpec, try getAttributeOrNil(spec, initializing) == .true
                else { continue }
                _ = modules.remove(at: index)
            }
        }
    }

    private func forgetActivations() {
        // A finalizer that does not end keeps its like from taking the next piece of work too.
        let wasFinalizing = pointee.isFinalizing
        while pointee.activation > pointee.activationBase { abandon() }
        pointee.nativeTop = pointee.registerBase
        pointee.handled = .none
        pointee.generator = .unbound
        pointee.reprInProgress = .unbound
        pointee.isFinalizing = false
        if wasFinalizing {
            machine.collect(self)
            machine.pointee.pendingFinalizers = FinalizerQueue()
        }
    }

    /// Writes out what the standard streams hold back.
    package func flushStandardStreams() {
        for known in [KnownName.stdout, .stderr] {
            _ = quietly { () throws(Raised) in
                guard let stream = systemAttribute(known), stream.has(machine.pointee.shapes.textStream), !TextStream(stream).fields.pointee.isClosed else { return }
                try TextStream(stream).flush(self)
            }
        }
    }
}

/// Values that are kept alive by number: an embedder's references.
package struct HandleTable {
    package private(set) var values: [Value] = []
    private var free: [Int] = []

    package subscript(_ number: Int) -> Value { values.indices.contains(number) ? values[number] : .none }

    package mutating func insert(_ value: Value) -> Int {
        if let number = free.popLast() {
            values[number] = value
            return number
        }
        values.append(value)
        return values.count - 1
    }

    package mutating func remove(_ number: Int) {
        guard values.indices.contains(number) else { return }
        values[number] = .none
        free.append(number)
    }

    /// How many are in use.
    package var count: Int { values.count - free.count }
}
