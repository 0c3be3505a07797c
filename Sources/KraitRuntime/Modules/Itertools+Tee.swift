// `itertools.tee`: several iterators over the items of one.
//
//     tee, index ─▶ block ─▶ block ─▶ block      the items that were read, in order; a block nobody points to any more goes
//       tee, index ───┘                └▶ next: unbound where nothing was read yet
//
// Each iterator knows the block and the place in it of its next item.

/// `_tee`
struct Tee: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var block: Value
        /// Of the next item: at most the block's capacity.
        var index: Int
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 1

    func next(_ thread: Thread) throws(Raised) -> Value {
        if fields.pointee.index >= TeeBlock.capacity {
            fields.pointee.block = try TeeBlock(fields.pointee.block).following(thread)
            fields.pointee.index = 0
        }
        let item = try TeeBlock(fields.pointee.block).item(at: fields.pointee.index, thread)
        if !item.isUnbound { fields.pointee.index &+= 1 }
        return item
    }

    /// Another iterator that goes on at the same place.
    func copy(_ thread: Thread) throws(Raised) -> Value {
        let copy = Tee(try thread.makeInstance(of: value.type(thread)))
        copy.fields.pointee.block = fields.pointee.block
        copy.fields.pointee.index = fields.pointee.index
        return copy.value
    }

    static func make(_ type: Type, _ iterator: Value, _ thread: Thread) throws(Raised) -> Value {
        let block = try TeeBlock.make(iterator, thread)
        let tee = Tee(try thread.makeInstance(of: type))
        tee.fields.pointee.block = block
        return tee.value
    }
}

/// `_tee_dataobject`: items that tee iterators share.
struct TeeBlock: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var iterator: Value
        var next: Value
        /// A cell of values.
        var storage: Value
        /// How many items were read.
        var count: Int
        var isRunning: Bool
    }
    let cell: CellPointer
    init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 3
    /// CPython's: copies show where a block ends.
    static var capacity: Int { 57 }

    var items: UnsafeMutablePointer<Value> { Values(fields.pointee.storage).base }

    static func make(_ iterator: Value, _ thread: Thread) throws(Raised) -> Value {
        let storage = try thread.allocateValues(capacity)
        let block = TeeBlock(try thread.makeInstance(of: Type(thread.machine.pointee.types.teeBlock)))
        block.fields.pointee.iterator = iterator
        block.fields.pointee.next = .unbound
        block.fields.pointee.storage = storage.value
        return block.value
    }

    fileprivate func following(_ thread: Thread) throws(Raised) -> Value {
        if fields.pointee.next.isUnbound { fields.pointee.next = try TeeBlock.make(fields.pointee.iterator, thread) }
        return fields.pointee.next
    }

    /// The item at an index that is at most the number of those read; unbound at the end.
    fileprivate func item(at index: Int, _ thread: Thread) throws(Raised) -> Value {
        if index < fields.pointee.count { return items[index] }
        if fields.pointee.isRunning { throw thread.raise(.runtimeError, "cannot re-enter the tee iterator") }
        fields.pointee.isRunning = true
        let item: Value
        do throws(Raised) {
            item = try thread.advance(fields.pointee.iterator)
            fields.pointee.isRunning = false
        } catch {
            fields.pointee.isRunning = false
            throw error
        }
        if item.isUnbound { return item }
        items[fields.pointee.count] = item
        fields.pointee.count &+= 1
        return item
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineTee(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.teeBlock = try module.makeClass("itertools._tee_dataobject", TeeBlock.layout, "Items that tee iterators share.", flags: []) { builder throws(Raised) in
            try defineCopyingOfTeeBlock(builder)
        }.value
        machine.pointee.types.teeIterator = try module.makeClass("itertools._tee", Tee.layout, "One of several iterators over the same items.", flags: [.hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, iterable, /)") { thread, arguments throws(Raised) in
                let iterator = try thread.iterator(of: arguments[1])
                if iterator.type(thread).value == thread.machine.pointee.types.teeIterator { return try Tee(iterator).copy(thread) }
                return try Tee.make(Type(arguments[0]), iterator, thread)
            }
            try builder.returnsItself()
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try Tee(arguments[0]).next(thread) }
            try builder.method("__copy__", "($self, /)", "Another iterator that goes on from the same place.") { thread, arguments throws(Raised) in try Tee(arguments[0]).copy(thread) }
            try defineCopyingOfTee(builder)
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
