// `itertools.tee`: several iterators over the items of one.
//
//     tee ─▶ link ─▶ link ─▶ link      one link for each item, in order; a link nobody points to any more goes
//      tee ──────────┘        └▶ next: unbound where nothing was read yet
//
// Each iterator knows the link before its next item. What all share is a source: the iterator, and whether it is running just now.

/// `_tee`
struct Tee: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var source: Value
        /// The link of the item that was given last.
        var link: Value
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    func next(_ thread: Thread) throws(Raised) -> Value {
        let known = TeeLink(fields.pointee.link).fields.pointee.next
        if !known.isUnbound {
            fields.pointee.link = known
            return TeeLink(known).fields.pointee.item
        }
        let source = TeeLink(fields.pointee.source).fields
        if source.pointee.isRunning { throw thread.raise(.runtimeError, "cannot re-enter the tee iterator") }
        source.pointee.isRunning = true
        let item: Value
        do throws(Raised) {
            item = try thread.advance(source.pointee.item)
            source.pointee.isRunning = false
        } catch {
            source.pointee.isRunning = false
            throw error
        }
        if item.isUnbound { return item }
        let link = try TeeLink.make(item, thread)
        TeeLink(fields.pointee.link).fields.pointee.next = link
        fields.pointee.link = link
        return item
    }

    /// Another iterator that goes on at the same place.
    func copy(_ thread: Thread) throws(Raised) -> Value {
        let copy = Tee(try thread.makeInstance(of: value.type(thread)))
        copy.fields.pointee.source = fields.pointee.source
        copy.fields.pointee.link = fields.pointee.link
        return copy.value
    }

    static func make(_ type: Type, _ iterator: Value, _ thread: Thread) throws(Raised) -> Value {
        let source = try TeeLink.make(iterator, thread), link = try TeeLink.make(.none, thread)
        let tee = Tee(try thread.makeInstance(of: type))
        tee.fields.pointee.source = source
        tee.fields.pointee.link = link
        return tee.value
    }
}

/// An item and what follows; also the source, whose item is the iterator.
struct TeeLink: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var item: Value
        var next: Value
        var isRunning: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 2

    static func make(_ item: Value, _ thread: Thread) throws(Raised) -> Value {
        let link = TeeLink(try thread.makeInstance(of: Type(thread.machine.pointee.types.teeLink)))
        link.fields.pointee.item = item
        link.fields.pointee.next = .unbound
        return link.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineTee(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.teeLink = try module.makeClass("itertools._tee_dataobject", TeeLink.layout, "Items that tee iterators share.", flags: [.cannotInstantiate]) { builder throws(Raised) in }.value
        machine.pointee.types.teeIterator = try module.makeClass("itertools._tee", Tee.layout, "One of several iterators over the same items.", flags: [.hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                if iterator.type(thread).value == thread.machine.pointee.types.teeIterator { return try Tee(iterator).copy(thread) }
                return try Tee.make(Type(arguments[0]), iterator, thread)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Tee(arguments[0]).next(thread) }
            try builder.method("__copy__", "($self, /)", "Another iterator that goes on from the same place.") { thread, arguments throws(Raised) in try Tee(arguments[0]).copy(thread) }
        }.value
        try module.method("tee", "(iterable, n=2, /)", "Make several iterators of one, as a tuple.") { thread, arguments throws(Raised) in
            let count = arguments[1].isUnbound ? 2 : try thread.index(arguments[1])
            if count < 0 { throw thread.raise(.valueError, "n must be >= 0") }
            let result = try Tuple.allocate(count: count, thread)
            if count == 0 { return result.value }
            var iterator = try thread.iterator(of: arguments[0])
            var copy = try thread.getAttributeOrNil(iterator, thread.name(.dunderCopy))
            if copy == nil {
                iterator = try Tee.make(Type(thread.machine.pointee.types.teeIterator), iterator, thread)
                copy = try thread.getAttributeOrNil(iterator, thread.name(.dunderCopy))
            }
            result.base[0] = iterator
            guard let copy else { return result.value }
            for index in 1..<Swift.max(count, 1) { result.base[index] = try thread.call(copy) }
            return result.value
        }
    }
}
