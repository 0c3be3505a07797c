import CKrait

// A collection: what is reachable is marked, weak references to the rest are cleared, finalizers of the rest are queued, and the heap sweeps as it needs cells.
//
//     mark roots ─▶ unreachable objects with a finalizer?
//                     no  ─▶ clear weak references ─▶ sweep
//                     yes ─▶ mark from those that reference counts would have freed ─▶ clear weak references ─▶ mark from those in cycles ─▶ sweep
//
// An object whose finalizer is queued, and all that it refers to, lives until it has run; what it brought back to life stays (PEP 442). References to
// objects outside of cycles are cleared only when those are gone for good, as in CPython, where `__del__` comes before the callbacks.

/// What the module `gc` knows and sets.
struct CollectorState {
    var isEnabled = true
    var thresholds = (2000, 10, 10)
    var debugFlags = 0
    /// `gc.garbage` and `gc.callbacks`: lists, unbound before the module is made.
    var garbage = Value.unbound
    var callbacks = Value.unbound
    /// Inside of `gc.collect()`.
    var isCollecting = false
    /// Complete collections, and objects in cycles that they found.
    var completeCount = 0
    /// Of those, the ones that asked for the middle generation only.
    var middleCount = 0
    var collectedCount = 0
    /// Objects in unreachable cycles that the last complete collection found and that finalizers do not keep.
    var unreachableCount = 0
    /// Those that finalizers keep: gone if they are still unreachable when these have run.
    var kept: [CellPointer] = []
    /// What goes to `gc.garbage` under `DEBUG_SAVEALL`.
    var saved: [Value] = []

    static let saveAll = 32
}

/// Finalizers and callbacks in the order in which they run.
struct FinalizerQueue {
    enum Entry {
        /// An object whose `__del__` is due.
        case object(Value)
        /// A weak reference whose callback is due.
        case reference(Value)

        var value: Value {
            switch self {
            case .object(let value), .reference(let value): value
            }
        }
    }

    private var entries: [Entry] = []
    private var head = 0

    var isEmpty: Bool { head == entries.count }
    var count: Int { entries.count - head }
    /// What an object with a finalizer takes, at most, between its death and its end.
    static var bytesForEach: Int { 48 }

    mutating func append(_ entry: Entry) { entries.append(entry) }
    mutating func reserve(_ more: Int) { entries.reserveCapacity(entries.count + more) }

    mutating func popFirst() -> Entry? {
        guard head < entries.count else { return nil }
        head += 1
        let entry = entries[head - 1]
        if head == entries.count {
            entries.removeAll(keepingCapacity: head < 1024)
            head = 0
        } else if head >= 1024, head >= entries.count / 2 {
            entries.removeFirst(head)
            head = 0
        }
        return entry
    }

    func mark(_ marker: inout Marker) {
        for entry in entries[head...] { marker.mark(entry.value) }
    }
}

/// What `krait_with_spilled_registers` hands through.
private struct CollectionContext {
    var body: (UnsafeMutableRawPointer) -> Void
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// Collects. A complete collection also finds out which of the unreachable objects are in cycles, which takes longer: `gc.collect()`.
    public func collect(_ thread: Thread, isComplete: Bool = false) {
        if pointee.collectionSuspended > 0 { return }
        krait_clear_stack(32 << 10)
        withNativeStack { stack in collect(thread, stackTop: stack, isComplete: isComplete) }
        // What marking had in its hands lies in frames that the next calls take without filling them.
        krait_clear_stack(32 << 10)
    }

    /// Calls `body` with the lowest address of the native stack that callers use, all registers spilled above it.
    func withNativeStack(_ body: (UnsafeMutableRawPointer) -> Void) {
        withoutActuallyEscaping(body) { body in
            var context = CollectionContext(body: body)
            withUnsafeMutablePointer(to: &context) { pointer in
                krait_with_spilled_registers({ context, stack in
                    guard let context, let stack else { return }
                    context.assumingMemoryBound(to: CollectionContext.self).pointee.body(stack)
                }, pointer)
            }
        }
    }

    private func collect(_ thread: Thread, stackTop: UnsafeMutableRawPointer, isComplete: Bool) {
        pointee.heap.finishSweep()
        for thread in pointee.threads { thread.watchNewestCoroutine() }
        var marker = Marker(pointee.heap)
        markRoots(&marker)
        if let base = UnsafeRawPointer(bitPattern: thread.pointee.nativeStackBase) {
            marker.markConservatively(from: UnsafeRawPointer(stackTop), to: base)
        }
        complete(&marker)
        markReserve(&marker)
        noteKept()
        let dead = takeDeadFinalizable()
        if dead.isEmpty && !isComplete {
            pointee.weakReferences.clearDead(into: &pointee.pendingFinalizers)
        } else {
            queueFinalizers(dead, &marker, isComplete: isComplete)
        }
        pointee.pendingFinalizers.mark(&marker)
        complete(&marker)
        pointee.interned.removeDead()
        clearDeadCaches(marker)
        countTables()
        marker.tearDown()
        pointee.heap.beginSweep()
        pointee.heap.collectionCount += 1
        if pointee.heap.stressInterval != 0 { pointee.heap.finishSweep() }
        pointee.heap.allocatedBytes = 0
        pointee.heap.allowance = pointee.heap.nextAllowance
        pointee.heap.returnSurplus()
        pointee.heap.waitsForFinalizers = !pointee.pendingFinalizers.isEmpty
        if pointee.heap.waitsForFinalizers { thread.requestAttention() }
    }

    /// Marks all that is waiting, and what that leads to.
    private func complete(_ marker: inout Marker) {
        marker.drain()
        // Each round marks more than the one before, or is the last.
        while marker.isIncomplete {
            marker.isIncomplete = false
            pointee.heap.forEachBlock { block in
                for index in 0..<block.pointee.cellCount {
                    let cell = block.firstCell + index * block.pointee.cellSize
                    if BlockHeader.isMarked(cell) { marker.markAgain(from: cell) }
                }
            }
        }
    }

    /// The MemoryError made in advance lives, but if nobody has it any more, not what it tells of where memory ended: those frames may hold all that filled it.
    func markReserve(_ marker: inout Marker) {
        guard pointee.reserveMemoryError.isCell else { return }
        if !BlockHeader.isMarked(pointee.reserveMemoryError.cell) {
            let exception = Exception(pointee.reserveMemoryError)
            exception.traceback = .none
            exception.fields.pointee.context = .none
            exception.fields.pointee.cause = .none
        }
        marker.mark(pointee.reserveMemoryError)
        complete(&marker)
    }

    func markRoots(_ marker: inout Marker) {
        marker.mark(pointee.modules)
        marker.mark(pointee.builtins)
        marker.mark(pointee.system)
        marker.mark(pointee.importFunction)
        marker.mark(pointee.exitFunctions)
        marker.mark(pointee.currentContext)
        marker.mark(pointee.emptyTuple)
        marker.mark(pointee.emptyString)
        marker.mark(pointee.zeroFloat)
        marker.mark(pointee.emptyValues)
        marker.mark(pointee.emptyDictTable)
        marker.mark(pointee.emptySetTable)
        marker.mark(pointee.codecRegistry)
        marker.mark(pointee.warnings.filters)
        marker.mark(pointee.warnings.onceRegistry)
        marker.mark(pointee.warnings.defaultAction)
        marker.mark(pointee.hostFunctionType)
        for value in pointee.handles.values { marker.mark(value) }
        marker.mark(pointee.collector.garbage)
        marker.mark(pointee.collector.callbacks)
        marker.mark(UnsafePointer(pointee.characters), count: 256)
        marker.mark(UnsafePointer(pointee.shortBytes), count: 257)
        for value in pointee.specialNames { marker.mark(value) }
        for value in pointee.roots { marker.mark(value) }
        for value in pointee.collector.saved { marker.mark(value) }
        pointee.pendingFinalizers.mark(&marker)
        for index in 0..<KnownName.allCases.count { marker.mark(pointee.names[index]) }
        marker.mark(UnsafePointer(pointee.types.base), count: Types.count + ExceptionTypes.count)
        for index in 0..<Shapes.count where pointee.shapes.base[index] != Shapes.none { marker.mark(cell: CellPointer(pointee.shapes.base[index])) }
        for thread in pointee.threads { thread.markRoots(&marker) }
    }

    // MARK: - Finalizers

    /// The unreachable objects with a finalizer, the oldest first. Each is found once.
    private func takeDeadFinalizable() -> [CellPointer] {
        var dead: [CellPointer] = []
        pointee.finalizable.removeAll { cell in
            if BlockHeader.isMarked(cell) { return false }
            if !Generator.isFinished(cell) { dead.append(cell) }
            return true
        }
        if pointee.finalizable.capacity > 1024, pointee.finalizable.count < pointee.finalizable.capacity / 4 { pointee.finalizable = Array(pointee.finalizable) }
        return dead
    }

    /// Queues finalizers in the order in which CPython runs them, and clears weak references where it does.
    private func queueFinalizers(_ dead: [CellPointer], _ marker: inout Marker, isComplete: Bool) {
        pointee.pendingFinalizers.reserve(dead.count)
        guard var graph = DeadObjects(finalizable: dead, self, isComplete: isComplete) else {
            for cell in dead { pointee.pendingFinalizers.append(.object(Value(cell: cell))) }
            pointee.weakReferences.clearDead(into: &pointee.pendingFinalizers)
            return
        }
        defer { graph.tearDown() }
        graph.release()
        for cell in graph.released {
            // References to a generator are gone before it ends (in CPython: `gen_dealloc`).
            if Generator.isGenerator(cell) { pointee.weakReferences.clear(cell, into: &pointee.pendingFinalizers) }
            pointee.pendingFinalizers.append(.object(Value(cell: cell)))
        }
        pointee.pendingFinalizers.mark(&marker)
        complete(&marker)
        pointee.weakReferences.clearDead(into: &pointee.pendingFinalizers)
        for cell in graph.finalizableInCycles { pointee.pendingFinalizers.append(.object(Value(cell: cell))) }
        pointee.pendingFinalizers.mark(&marker)
        complete(&marker)
        guard isComplete else { return }
        let savesAll = pointee.collector.debugFlags & CollectorState.saveAll != 0
        graph.forEachContainerInCycles { cell in
            if savesAll {
                pointee.collector.saved.append(Value(cell: cell))
                pointee.collector.unreachableCount += 1
            } else if BlockHeader.isMarked(cell) {
                pointee.collector.kept.append(cell)
            } else {
                pointee.collector.unreachableCount += 1
            }
        }
        for value in pointee.collector.saved { marker.mark(value) }
    }

    /// Counts what finalizers kept and did not bring back to life.
    private func noteKept() {
        for cell in pointee.collector.kept where !BlockHeader.isMarked(cell) { pointee.collector.unreachableCount += 1 }
        pointee.collector.kept = []
    }
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// The objects that wait for their finalizer, those first that are reached first from the namespaces of modules, from `__main__` on.
    func finalizableByModule() -> [CellPointer] {
        guard !pointee.finalizable.isEmpty, pointee.modules.is(.dict) else { return pointee.finalizable }
        var left = Set(pointee.finalizable)
        var found: [CellPointer] = []
        var visitor = Marker(pointee.heap, purpose: .visiting)
        // Between collections the mark bits are free to say what was visited.
        pointee.heap.finishSweep()
        defer {
            pointee.heap.clearMarks()
            visitor.tearDown()
        }
        var queue: [CellPointer] = []
        var isList = false
        /// Adds what an object refers to: its storage is looked through at once.
        func expand(_ cell: CellPointer) {
            visitor.visit(cell)
            var references = Array(visitor.visited.dropFirst())
            let shape = cell.load(as: ShapePointer.self)
            if shape.pointee.kind == .tuple || shape.pointee.kind == .values && isList { references.reverse() }
            isList = shape.pointee.kind == .list
            for target in references where !BlockHeader.isMarked(target) {
                switch target.load(as: ShapePointer.self).pointee.kind {
                case .shape, .bytesStorage, .str, .bytes, .int, .float: continue
                case .values, .dictTable, .setTable:
                    _ = BlockHeader.testAndMark(target)
                    expand(target)
                default:
                    _ = BlockHeader.testAndMark(target)
                    queue.append(target)
                    if left.remove(target) != nil { found.append(target) }
                }
            }
        }
        if let main = Dict(pointee.modules).get(interned: Str(pointee.names[Int(KnownName.dunderMain.rawValue)])), main.isCell { expand(main.cell) }
        expand(pointee.modules.cell)
        var index = 0
        while index < queue.count, !left.isEmpty {
            isList = false
            expand(queue[index])
            index += 1
        }
        return found + pointee.finalizable.filter { left.contains($0) }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Collects everything that is unreachable and runs finalizers and callbacks. Returns how many objects were found in unreachable cycles: what CPython's
    /// collector, which never sees what reference counts free, would have found.
    func collectGarbage() -> Int {
        if machine.pointee.collector.isCollecting { return 0 }
        machine.pointee.collector.isCollecting = true
        defer { machine.pointee.collector.isCollecting = false }
        return collectAll()
    }

    /// The same for who has said so in `isCollecting`.
    func collectAll() -> Int {
        let machine = self.machine
        machine.pointee.collector.unreachableCount = 0
        // Whoever took an exception has looked at it by now.
        pointee.takenException = .unbound
        krait_clear_stack(32 << 10)
        machine.collect(self, isComplete: true)
        // What finalizers kept alive may be gone when they have run.
        var rounds = 0
        while !machine.pointee.pendingFinalizers.isEmpty, rounds < 4, pointee.stop == nil, !pointee.isFinalizing {
            runFinalizers()
            pointee.takenException = .unbound
            krait_clear_stack(32 << 10)
            machine.collect(self)
            rounds += 1
        }
        // Who asks for a collection wants the memory.
        machine.pointee.heap.finishSweep()
        if machine.pointee.heap.idleMemory > Heap.idleBytes { machine.pointee.heap.returnIdleMemory() }
        let found = machine.pointee.collector.unreachableCount
        machine.pointee.collector.completeCount += 1
        machine.pointee.collector.collectedCount += found
        return found
    }

    /// Runs what the collector queued. Exceptions are reported, not raised, but for the end of everything (`stop`).
    func runFinalizers() {
        if pointee.isFinalizing { return }
        pointee.isFinalizing = true
        // A limit that strikes here leaves it so: `endWork` then forgets what waits.
        defer { pointee.isFinalizing = pointee.stop != nil }
        let saved = pointee.exception
        pointee.exception = .unbound
        // What finalizers make that needs finalizing waits for the next safe point: the program that runs would else never go on.
        for _ in 0..<machine.pointee.pendingFinalizers.count {
            guard pointee.stop == nil, let entry = machine.pointee.pendingFinalizers.popFirst() else { break }
            switch entry {
            case .reference(let reference):
                let callback = WeakReference(reference).fields.pointee.callback
                WeakReference(reference).fields.pointee.callback = .none
                if callback.isNone { continue }
                do throws(Raised) { _ = try call(callback, reference) } catch { reportUnraisable(callback) }
            case .object(let object):
                let method = object.type(self)[.del]
                if method.isUnbound { continue }
                do throws(Raised) { _ = try callSpecial(method, object) } catch { reportUnraisable(method) }
            }
        }
        pointee.exception = saved
        machine.pointee.heap.waitsForFinalizers = !machine.pointee.pendingFinalizers.isEmpty
    }

    /// Marks what the registers of all activations hold, and what the activations themselves refer to.
    func markRoots(_ marker: inout Marker) {
        marker.mark(pointee.exception)
        marker.mark(pointee.handled)
        marker.mark(pointee.result)
        marker.mark(pointee.takenException)
        marker.mark(pointee.generator)
        marker.mark(pointee.asyncFirstIteration)
        marker.mark(pointee.asyncFinalizer)
        marker.mark(pointee.reprInProgress)
        var activation = pointee.activationBase
        var top = pointee.registerBase
        while activation <= pointee.activation {
            marker.mark(activation.pointee.function)
            if activation.pointee.hasFrame { marker.mark(activation.pointee.frame) }
            if activation.pointee.state & ~0x100 != 0 {
                marker.mark(activation.pointee.first)
                marker.mark(activation.pointee.second)
            }
            let code = activation.pointee.code
            marker.mark(code.pointee.codeObject)
            // Slots in use may be about to be written and name cells that are long freed, hence the careful look.
            let registers = activation.pointee.registers, slots = registers + code.pointee.localCount
            marker.markConservatively(from: registers, to: slots)
            var live = code.liveSlots(at: activation.pointee.pc)
            if live >> 31 != 0 { marker.markConservatively(from: slots + 31, to: registers + code.pointee.registerCount) }
            live &= 0x7FFF_FFFF
            while live != 0 {
                marker.markConservatively(UInt(slots[live.trailingZeroBitCount].bits))
                live &= live - 1
            }
            // Arguments of native calls lie behind the registers of the caller. (Those of a delegating generator are not on the stack.)
            if registers >= pointee.registerBase, registers < pointee.registerLimit {
                if top < registers { marker.markConservatively(from: top, to: registers) }
                top = registers + code.pointee.registerCount
            }
            activation += 1
        }
        if top < pointee.nativeTop { marker.markConservatively(from: top, to: pointee.nativeTop) }
    }

    /// Makes the next safe point look at what is asked.
    func requestAttention() {
        // What was consumed stays what it was: fuel depends on the program alone.
        pointee.grant &-= pointee.budget &+ 1
        pointee.budget = -1
    }
}
