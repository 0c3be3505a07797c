/// `map`: what a function gives for the next items of its iterators.
///
///     header | function | iterators, a tuple
///
/// In CPython: Python/bltinmodule.c.
struct Map: CellHandle {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var iterators: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    /// The next result, unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let iterators = Tuple(fields.pointee.iterators)
        if iterators.count == 1 {
            let item = try thread.advanceQuickly(iterators[0])
            return item.isUnbound ? item : try thread.call(fields.pointee.function, item)
        }
        // The items are gathered in free registers, which are taken from now on.
        let count = iterators.count, base = thread.freeRegisters
        try thread.reserveRegisters(base + count + 64)
        base.update(repeating: .unbound, count: count)
        let nativeTop = thread.pointee.nativeTop
        thread.pointee.nativeTop = base + count
        defer { thread.pointee.nativeTop = nativeTop }
        for index in 0..<count {
            let item = try thread.advanceQuickly(iterators[index])
            if item.isUnbound { return item }
            base[index] = item
        }
        return try thread.call(fields.pointee.function, Arguments(base: base, count: count))
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Calls anything with the items of a tuple.
    func call(_ callee: Value, _ items: Tuple) throws(Raised) -> Value {
        let result = try call(callee, Arguments(base: items.base, count: items.count))
        // Until here the items were reachable through this handle alone.
        return withExtendedLifetime(items.cell) { result }
    }

    func defineMap() throws(Raised) {
        try define(\.map, "map", layout: Map.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over what a function gives for the items of the iterables, until the shortest ends.")
            try builder.staticMethod("__new__", "($type, *iterables)", "Return an iterator over what the function gives for items of the iterables.") { thread, arguments throws(Raised) in
                let given = Tuple(arguments[1])
                guard given.count >= 2 else { throw thread.raise(.typeError, "map() must have at least two arguments.") }
                let iterables = try Tuple.make(given.base + 1, count: given.count - 1, thread)
                let iterators = try thread.iterators(of: iterables)
                let map = Map(try thread.makeInstance(of: Type(arguments[0])))
                map.fields.pointee.function = given[0]
                map.fields.pointee.iterators = iterators.value
                return map.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Map(arguments[0]).next(thread) }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iterators = Tuple(Map(arguments[0]).fields.pointee.iterators)
                let parts = try Tuple.allocate(count: iterators.count + 1, thread)
                parts.base[0] = Map(arguments[0]).fields.pointee.function
                for index in 0..<iterators.count { parts.base[index + 1] = iterators[index] }
                return try thread.tuple(arguments[0].type(thread).value, parts.value)
            }
        }
    }
}
