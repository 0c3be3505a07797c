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
    /// `iterable` and `start` have messages of their own where they are wrong.
    private func argumentsOfEnumerate(_ positional: Tuple, keywords: Value) throws(Raised) -> (iterable: Value, start: Value) {
        let keywordCount = keywords.is(.dict) ? Dict(keywords).count : 0, count = positional.count + keywordCount
        if count > 2 { throw raise(.typeError, "enumerate() takes at most 2 arguments (\(count) given)") }
        var iterable = positional.count > 0 ? positional[0] : .unbound, start = positional.count > 1 ? positional[1] : .unbound
        if keywordCount > 0 {
            let iterableName = try intern("iterable"), startName = try intern("start")
            let names = try makeTuple(of: keywords)
            for name in names {
                let isStart = name == startName.value
                guard isStart && start.isUnbound || name == iterableName.value && iterable.isUnbound else {
                    throw raise(.typeError, "'\(Str(name).text)' is an invalid keyword argument for enumerate()")
                }
                guard let value = Dict(keywords).get(interned: Str(name)) else { continue }
                if isStart { start = value } else { iterable = value }
            }
        }
        if iterable.isUnbound { throw raise(.typeError, "enumerate() missing required argument 'iterable'") }
        return (iterable, start)
    }

    func defineEnumerate() throws(Raised) {
        try define(\.enumerate, "enumerate", shape: \.enumerate, layout: Enumerate.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over pairs of a count, which begins at start, and an item of the iterable.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Return an enumerate object.") { thread, arguments throws(Raised) in
                let (iterable, first) = try thread.argumentsOfEnumerate(Tuple(arguments[1]), keywords: arguments[2])
                let start = first.isUnbound ? Value(smallInt: 0) : try thread.indexValue(first)
                let iterator = try thread.iterator(of: iterable)
                let enumerate = Enumerate(try thread.makeInstance(of: Type(arguments[0])))
                enumerate.fields.pointee.iterator = iterator
                enumerate.fields.pointee.index = start
                return enumerate.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Enumerate(arguments[0]).next(thread)
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = Enumerate(arguments[0]).fields.pointee
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.iterator, fields.index))
            }
        }
    }
}
