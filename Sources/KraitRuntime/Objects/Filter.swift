/// `filter`: the items for which a function gives something true.
///
///     header | function, or None for the items' own truth | iterator
///
/// In CPython: Python/bltinmodule.c.
struct Filter: CellHandle {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var iterator: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    /// The next item whose truth is `wanted`, unbound at the end.
    func next(wanted: Bool, _ thread: Thread) throws(Raised) -> Value {
        let function = fields.pointee.function, iterator = fields.pointee.iterator
        let isPlain = function.isNone || function == thread.machine.pointee.types.bool
        while true {
            let item = try thread.advanceQuickly(iterator)
            if item.isUnbound { return item }
            try thread.charge(1)
            if try thread.isTrue(isPlain ? item : try thread.call(function, item)) == wanted { return item }
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFilter() throws(Raised) {
        try define(\.filter, "filter", layout: Filter.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over those items for which a function is true; over the true ones if it is None.")
            try builder.staticMethod("__new__", "($type, function, iterable, /)", "Return an iterator over the items for which the function gives something true.") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[2])
                let filter = Filter(try thread.makeInstance(of: Type(arguments[0])))
                filter.fields.pointee.function = arguments[1]
                filter.fields.pointee.iterator = iterator
                return filter.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Filter(arguments[0]).next(wanted: true, thread)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = Filter(arguments[0]).fields.pointee
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.function, fields.iterator))
            }
        }
    }
}
