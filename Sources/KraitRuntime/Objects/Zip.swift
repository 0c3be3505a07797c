/// `zip`: tuples of the next items of several iterators.
///
///     header | iterators, a tuple | strict, a bool
///
/// In CPython: Python/bltinmodule.c.
struct Zip: CellHandle {
    struct Fields {
        var header: ShapePointer
        var iterators: Value
        var isStrict: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    /// The next tuple, unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let iterators = Tuple(fields.pointee.iterators)
        let count = iterators.count
        if count == 2 {
            let first = try thread.advanceQuickly(iterators[0])
            if first.isUnbound { return try finish(0, iterators, thread) }
            let second = try thread.advanceQuickly(iterators[1])
            if second.isUnbound { return try finish(1, iterators, thread) }
            return try thread.tuple(first, second)
        }
        if count == 0 { return .unbound }
        let items = try Tuple.allocate(count: count, thread)
        for index in 0..<count {
            let item = try thread.advanceQuickly(iterators[index])
            if item.isUnbound { return try finish(index, iterators, thread) }
            items.base[index] = item
        }
        return items.value
    }

    /// The next items of the two iterators, without a tuple; false at the end.
    @inline(__always)
    func nextPair(_ first: inout Value, _ second: inout Value, _ thread: Thread) throws(Raised) -> Bool {
        let iterators = Tuple(fields.pointee.iterators)
        first = try thread.advanceQuickly(iterators[0])
        if first.isUnbound { return try end(0, iterators, thread) }
        second = try thread.advanceQuickly(iterators[1])
        return second.isUnbound ? try end(1, iterators, thread) : true
    }

    /// How many iterators there are.
    @inline(__always) var count: Int { Tuple(fields.pointee.iterators).count }

    /// The next items of two or three iterators into as many registers, all or none; returns whether there were any.
    func next(into target: UnpackTarget, _ thread: Thread) throws(Raised) -> Bool {
        let iterators = Tuple(fields.pointee.iterators)
        let first = try thread.advanceQuickly(iterators[0])
        if first.isUnbound { return try end(0, iterators, thread) }
        let second = try thread.advanceQuickly(iterators[1])
        if second.isUnbound { return try end(1, iterators, thread) }
        if iterators.count == 3 {
            let third = try thread.advanceQuickly(iterators[2])
            if third.isUnbound { return try end(2, iterators, thread) }
            target[2] = third
        }
        target[0] = first
        target[1] = second
        return true
    }

    private func end(_ index: Int, _ iterators: Tuple, _ thread: Thread) throws(Raised) -> Bool {
        _ = try finish(index, iterators, thread)
        return false
    }

    /// The iterator at `index` has ended: with `strict` all must.
    private func finish(_ index: Int, _ iterators: Tuple, _ thread: Thread) throws(Raised) -> Value {
        guard try thread.isTrue(fields.pointee.isStrict) else { return .unbound }
        func others(_ index: Int) -> String { index == 1 ? " 1" : "s 1-\(index)" }
        if index > 0 { throw thread.raise(.valueError, "zip() argument \(index + 1) is shorter than argument\(others(index))") }
        for index in 1..<Swift.max(1, iterators.count) where !(try thread.advanceQuickly(iterators[index])).isUnbound {
            throw thread.raise(.valueError, "zip() argument \(index + 1) is longer than argument\(others(index))")
        }
        return .unbound
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The only keyword argument of `zip`.
    private func isZipStrict(keywords: Value) throws(Raised) -> Bool {
        guard keywords.is(.dict) else { return false }
        let count = Dict(keywords).count
        if count > 1 { throw raise(.typeError, "zip() takes at most 1 keyword argument (\(count) given)") }
        if let value = Dict(keywords).get(interned: try intern("strict")) { return try isTrue(value) }
        let names = try makeTuple(of: keywords)
        throw raise(.typeError, "zip() got an unexpected keyword argument '\(Str(names[0]).text)'\(hintOfName(Str(names[0]).utf8, among: [Array("strict".utf8)]))")
    }

    func defineZip() throws(Raised) {
        try define(\.zip, "zip", shape: \.zip, layout: Zip.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over several iterables at once: tuples of one item of each, until the shortest ends.\nWith strict=True they must be equally long.")
            try builder.staticMethod("__new__", "($type, *iterables, **kwargs)", "Return an iterator over tuples of the next items of all iterables.") { thread, arguments throws(Raised) in
                let isStrict = try thread.isZipStrict(keywords: arguments[2])
                let iterators = try thread.iterators(of: Tuple(arguments[1]))
                let zip = Zip(try thread.makeInstance(of: Type(arguments[0])))
                zip.fields.pointee.iterators = iterators.value
                zip.fields.pointee.isStrict = Value(isStrict)
                return zip.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Zip(arguments[0]).next(thread) }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = Zip(arguments[0]).fields.pointee
                let type = arguments[0].type(thread).value
                if fields.isStrict == .true { return try thread.tuple(type, fields.iterators, .true) }
                return try thread.tuple(type, fields.iterators)
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                Zip(arguments[0]).fields.pointee.isStrict = Value(try thread.isTrue(arguments[1]))
                return .none
            }
        }
    }
}
