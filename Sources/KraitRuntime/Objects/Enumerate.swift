/// `enumerate`: pairs of a count and an item.
///
///     header | iterator | next count, an int
///
/// In CPython: Objects/enumobject.c.
struct Enumerate: CellHandle {
    struct Fields {
        var header: ShapePointer
        var iterator: Value
        var index: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    /// The next pair, unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return item }
        return try thread.tuple(try count(thread), item)
    }

    /// The same into two registers; returns whether there was one.
    func next(into target: UnpackTarget, _ thread: Thread) throws(Raised) -> Bool {
        let item = try thread.advanceQuickly(fields.pointee.iterator)
        if item.isUnbound { return false }
        target[0] = try count(thread)
        target[1] = item
        return true
    }

    @inline(__always)
    private func count(_ thread: Thread) throws(Raised) -> Value {
        let index = fields.pointee.index, one = Value(smallInt: 1)
        if index.isSmallInt, let sum = index.addingSmallInt(one) {
            fields.pointee.index = sum
        } else {
            fields.pointee.index = try thread.binary(.add, index, one)
        }
        return index
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineEnumerate() throws(Raised) {
        try define(\.enumerate, "enumerate", shape: \.enumerate, layout: Enumerate.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over pairs of a count, which begins at start, and an item of the iterable.")
            try builder.staticMethod("__new__", "($type, iterable, start=0)", "Return an enumerate object.") { thread, arguments throws(Raised) in
                let start = arguments[2].isUnbound ? Value(smallInt: 0) : try thread.indexValue(arguments[2])
                let iterator = try thread.iterator(of: arguments[1])
                let enumerate = Enumerate(try thread.makeInstance(of: Type(arguments[0])))
                enumerate.fields.pointee.iterator = iterator
                enumerate.fields.pointee.index = start
                return enumerate.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Enumerate(arguments[0]).next(thread)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = Enumerate(arguments[0]).fields.pointee
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.iterator, fields.index))
            }
        }
    }
}
