/// `reversed`: the items of a sequence from the last to the first, by index.
///
///     header | sequence, None once it is exhausted | next index
///
/// In CPython: Objects/enumobject.c.
struct Reversed: CellHandle {
    struct Fields {
        var header: ShapePointer
        var sequence: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(Reversed(cell: cell).fields.pointee.sequence)
    })

    func next(_ thread: Thread) throws(Raised) -> Value {
        let index = fields.pointee.index, sequence = fields.pointee.sequence
        if index >= 0 {
            do throws(Raised) {
                let item = try thread.getItem(sequence, try thread.makeInt(index))
                fields.pointee.index = index - 1
                return item
            } catch {
                guard try thread.takeEndOfSequence() else { throw error }
            }
        }
        fields.pointee.index = -1
        fields.pointee.sequence = .none
        return .unbound
    }

    func lengthHint(_ thread: Thread) throws(Raised) -> Int {
        let left = fields.pointee.index + 1
        if fields.pointee.sequence.isNone { return 0 }
        return try thread.length(fields.pointee.sequence) < left ? 0 : left
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineReversed() throws(Raised) {
        try define(\.reversed, "reversed", layout: Reversed.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Iterate over a sequence from its end.")
            try builder.staticMethod("__new__", "($type, object, /)", "Return a reverse iterator over the values of the given sequence.") { thread, arguments throws(Raised) in
                let sequence = arguments[1]
                let method = sequence.type(thread)[.reversed]
                if method.isNone { throw thread.raise(.typeError, "'\(sequence.type(thread).name)' object is not reversible") }
                if !method.isUnbound { return try thread.callSpecial(method, sequence) }
                guard thread.isSequence(sequence) else { throw thread.raise(.typeError, "'\(sequence.type(thread).name)' object is not reversible") }
                let count = try thread.length(sequence)
                let reversed = Reversed(try thread.makeInstance(of: Type(arguments[0])))
                reversed.fields.pointee.sequence = sequence
                reversed.fields.pointee.index = count - 1
                return reversed.value
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try Reversed(arguments[0]).next(thread)
            }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                try thread.makeInt(try Reversed(arguments[0]).lengthHint(thread))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let fields = Reversed(arguments[0]).fields.pointee
                let type = arguments[0].type(thread).value
                if fields.sequence.isNone { return try thread.tuple(type, try thread.tuple(thread.machine.pointee.emptyTuple)) }
                return try thread.tuple(type, try thread.tuple(fields.sequence), try thread.makeInt(fields.index))
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let fields = Reversed(arguments[0]).fields
                let index = try thread.index(arguments[1])
                if fields.pointee.sequence.isNone { return .none }
                let count = try thread.length(fields.pointee.sequence)
                fields.pointee.index = Swift.max(-1, Swift.min(index, count - 1))
                return .none
            }
        }
    }
}
