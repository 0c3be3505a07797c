import CKrait

// The module `gc`. In CPython: Modules/gcmodule.c.
//
// There is one generation; thresholds and switching off are remembered, but memory is collected when it is due.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineGarbageCollectionModule(_ builder: NativeBuilder) throws(Raised) {
        machine.pointee.collector.garbage = try List.make(self).value
        machine.pointee.collector.callbacks = try List.make(self).value
        try builder.set("garbage", machine.pointee.collector.garbage)
        try builder.set("callbacks", machine.pointee.collector.callbacks)
        for (name, flag) in [("DEBUG_STATS", 1), ("DEBUG_COLLECTABLE", 2), ("DEBUG_UNCOLLECTABLE", 4), ("DEBUG_SAVEALL", 32), ("DEBUG_LEAK", 38)] as [(StaticString, Int)] {
            try builder.set(name, Value(smallInt: flag))
        }
        try defineCollecting(builder)
        try defineSettings(builder)
        try defineLooking(builder)
    }

    private func defineCollecting(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("collect", "(generation=2)", "Collect garbage now; return the number of unreachable objects found.") { thread, arguments throws(Raised) in
            // What this leaves on the native stack counts as reachable: it does nothing else before the collection.
            krait_clear_stack(32 << 10)
            return try thread.collect(generation: arguments[0])
        }
        try builder.method("enable", "()", "Enable automatic collection.") { thread, arguments throws(Raised) in
            thread.machine.pointee.collector.isEnabled = true
            return .none
        }
        try builder.method("disable", "()", "Disable automatic collection.") { thread, arguments throws(Raised) in
            thread.machine.pointee.collector.isEnabled = false
            return .none
        }
        try builder.method("isenabled", "()", "Return whether automatic collection is enabled.") { thread, arguments throws(Raised) in
            Value(thread.machine.pointee.collector.isEnabled)
        }
        try builder.method("freeze", "()", "Ignore all objects of today in collections to come.") { thread, arguments throws(Raised) in .none }
        try builder.method("unfreeze", "()", "Look at frozen objects again.") { thread, arguments throws(Raised) in .none }
        try builder.method("get_freeze_count", "()", "Return the number of frozen objects.") { thread, arguments throws(Raised) in Value(smallInt: 0) }
    }

    @inline(never)
    private func collect(generation: Value) throws(Raised) -> Value {
        let generation = generation.isUnbound ? 2 : try cInt(generation)
        guard (0...2).contains(generation) else { throw self.raise(.valueError, "invalid generation") }
        if machine.pointee.collector.isCollecting { return Value(smallInt: 0) }
        // The callbacks belong to it: one that collects would be called again and again.
        machine.pointee.collector.isCollecting = true
        defer { machine.pointee.collector.isCollecting = false }
        try callCollectorCallbacks("start", generation: generation, collected: 0)
        let count = collectAll()
        // All are complete; the statistics show what was asked for.
        if generation < 2 { machine.pointee.collector.completeCount -= 1 }
        if generation == 1 { machine.pointee.collector.middleCount += 1 }
        // However much it was: loops of collections end.
        noteWork(Thread.budgetQuantum)
        if pointee.stop != nil { throw Raised() }
        try keepSaved()
        try callCollectorCallbacks("stop", generation: generation, collected: count)
        return Value(smallInt: count)
    }

    /// Tells `gc.callbacks` of a collection. Exceptions in them are reported.
    private func callCollectorCallbacks(_ phase: StaticString, generation: Int, collected: Int) throws(Raised) {
        let callbacks = List(machine.pointee.collector.callbacks)
        if callbacks.count == 0 { return }
        let information = try Dict.make(self)
        try information.set(interned: try intern("generation"), Value(smallInt: generation), self)
        try information.set(interned: try intern("collected"), Value(smallInt: collected), self)
        try information.set(interned: try intern("uncollectable"), Value(smallInt: 0), self)
        let name = try intern(phase).value
        var index = 0
        while index < callbacks.count {
            let callback = callbacks[index]
            do throws(Raised) {
                _ = try call(callback, name, information.value)
            } catch {
                if pointee.stop != nil { throw error }
                reportUnraisable(callback)
            }
            index += 1
        }
    }

    /// Moves what `DEBUG_SAVEALL` found to `gc.garbage`.
    private func keepSaved() throws(Raised) {
        // They are roots until the list has all of them.
        var index = 0
        while index < machine.pointee.collector.saved.count {
            try List(machine.pointee.collector.garbage).append(machine.pointee.collector.saved[index], self)
            index += 1
        }
        machine.pointee.collector.saved = []
    }

    private func defineSettings(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("get_threshold", "()", "Return the thresholds of the generations.") { thread, arguments throws(Raised) in
            let thresholds = thread.machine.pointee.collector.thresholds
            return try thread.tuple(Value(smallInt: thresholds.0), Value(smallInt: thresholds.1), Value(smallInt: thresholds.2))
        }
        try builder.method("set_threshold", "(*thresholds)", "Set the thresholds of the generations.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[0])
            guard (1...3).contains(given.count) else { throw thread.raise(.typeError, "gc.set_threshold requires 1 to 3 arguments") }
            var thresholds = thread.machine.pointee.collector.thresholds
            thresholds.0 = try thread.cInt(given[0])
            if given.count > 1 { thresholds.1 = try thread.cInt(given[1]) }
            if given.count > 2 { thresholds.2 = try thread.cInt(given[2]) }
            thread.machine.pointee.collector.thresholds = thresholds
            return .none
        }
        try builder.method("get_count", "()", "Return how much was allocated since the last collection.") { thread, arguments throws(Raised) in
            let count = thread.machine.pointee.heap.allocatedBytes / 64
            return try thread.tuple(Value(smallInt: count), Value(smallInt: 0), Value(smallInt: 0))
        }
        try builder.method("get_debug", "()", "Return the debugging flags.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.machine.pointee.collector.debugFlags)
        }
        try builder.method("set_debug", "(flags, /)", "Set the debugging flags.") { thread, arguments throws(Raised) in
            thread.machine.pointee.collector.debugFlags = try thread.cInt(arguments[0])
            return .none
        }
        try builder.method("get_stats", "()", "Return a list of dicts with statistics of the generations.") { thread, arguments throws(Raised) in
            let list = try List.make(thread)
            let state = thread.machine.pointee.collector
            let numbers = [(thread.machine.pointee.heap.collectionCount - state.completeCount - state.middleCount, 0), (state.middleCount, 0), (state.completeCount, state.collectedCount)]
            for (collections, collected) in numbers {
                let entry = try Dict.make(thread)
                try list.append(entry.value, thread)
                try entry.set(interned: try thread.intern("collections"), Value(smallInt: Swift.max(0, collections)), thread)
                try entry.set(interned: try thread.intern("collected"), Value(smallInt: collected), thread)
                try entry.set(interned: try thread.intern("uncollectable"), Value(smallInt: 0), thread)
            }
            return list.value
        }
    }

    private func defineLooking(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("is_tracked", "(obj, /)", "Return whether the collector looks at the object.") { thread, arguments throws(Raised) in
            Value(arguments[0].isTracked)
        }
        try builder.method("is_finalized", "(obj, /)", "Return whether the object was finalized.") { thread, arguments throws(Raised) in
            let value = arguments[0]
            guard value.isTracked, !value.type(thread)[.del].isUnbound else { return .false }
            switch value.shape.pointee.kind {
            case .generator, .coroutine, .asyncGenerator: return .false
            default: return Value(!thread.machine.pointee.finalizable.contains(value.cell))
            }
        }
        try builder.method("get_objects", "(generation=None)", "Return a list of all objects that the collector looks at.") { thread, arguments throws(Raised) in
            var generation = -1
            if !arguments[0].isUnbound, !arguments[0].isNone {
                guard arguments[0].is(.int) || arguments[0].isSmallInt || arguments[0].isBool else {
                    throw thread.raise(.typeError, "argument should be integer or None, not '\(arguments[0].type(thread).name)'")
                }
                generation = try thread.cInt(arguments[0])
                if generation >= 3 { throw thread.raise(.valueError, "generation parameter must be less than the number of available generations (3)") }
                if generation < 0 { throw thread.raise(.valueError, "generation parameter cannot be negative") }
            }
            // The youngest and the middle generation are always empty.
            if generation == 0 || generation == 1 { return try List.make(thread).value }
            return try thread.trackedObjects { _ in true }.value
        }
        try builder.method("get_referents", "(*objs)", "Return a list of the objects that those given refer to directly.") { thread, arguments throws(Raised) in
            let list = try List.make(thread)
            for value in Tuple(arguments[0]) where value.isCell {
                for referent in thread.referents(of: value.cell) { try list.append(referent, thread) }
            }
            return list.value
        }
        try builder.method("get_referrers", "(*objs)", "Return a list of the objects that refer directly to any of those given.") { thread, arguments throws(Raised) in
            let wanted = Set(Tuple(arguments[0]).map(\.bits))
            let own = arguments[0].cell
            if wanted.isEmpty { return try List.make(thread).value }
            return try thread.trackedObjects { cell in cell != own && thread.referents(of: cell).contains { wanted.contains($0.bits) } }.value
        }
    }

    /// The live objects that the collector looks at and that `isWanted` takes.
    private func trackedObjects(where isWanted: (CellPointer) -> Bool) throws(Raised) -> List {
        _ = collectGarbage()
        if pointee.stop != nil { throw Raised() }
        machine.pointee.heap.finishSweep()
        var found: [Value] = []
        machine.pointee.heap.forEachCell { cell in if cell.isTracked, isWanted(cell) { found.append(Value(cell: cell)) } }
        // Nothing is allocated, and so nothing collected, before the list has all of them.
        machine.pointee.collectionSuspended += 1
        defer { machine.pointee.collectionSuspended -= 1 }
        let list = try List.make(capacity: found.count, self)
        for value in found { try list.append(value, self) }
        return list
    }

    /// The values that an object refers to directly: storage that belongs to it is looked through.
    private func referents(of cell: CellPointer) -> [Value] {
        let shape = cell.load(as: ShapePointer.self)
        var found: [Value] = []
        switch shape.pointee.kind {
        case .list: found = (0..<List(cell: cell).count).reversed().map { List(cell: cell)[$0] }
        case .tuple: found = Tuple(cell: cell).reversed()
        case .dict:
            let dict = Dict(cell: cell)
            var position = 0
            while let index = dict.nextPosition(from: position) {
                found += [dict.table.entries[index].value, dict.table.entries[index].key]
                position = index + 1
            }
        case .set, .frozenSet:
            let table = PythonSet(cell: cell).table
            for index in 0...table.mask where !table.entries[index].key.isUnbound { found.append(table.entries[index].key) }
        default:
            var visitor = Marker(machine.pointee.heap, purpose: .visiting)
            defer { visitor.tearDown() }
            var pending = [cell]
            while let next = pending.popLast() {
                visitor.visit(next)
                for target in visitor.visited.dropFirst() {
                    switch target.load(as: ShapePointer.self).pointee.kind {
                    // Attributes are added below.
                    case .values where shape.pointee.hasAttributes: break
                    case .values, .setTable, .dictTable: pending.append(target)
                    case .shape, .bytesStorage: break
                    default: found.append(Value(cell: target))
                    }
                }
            }
        }
        if shape.pointee.hasAttributes, !shape.pointee.isDictionaryMode {
            let instance = Instance(Value(cell: cell))
            let attributes = (0..<Int(shape.pointee.attributeCount)).map { instance.place($0).pointee }
            found = found.filter { !attributes.contains($0) } + attributes
        }
        let type = shape.pointee.type
        if type.is(.type), Type(type).flags.contains(.isHeapType) { found.append(type) }
        return found.filter { !$0.isUnbound }
    }
}
