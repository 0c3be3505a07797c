// The classes `set` and `frozenset`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSets() throws(Raised) {
        try define(\.set, "set", shape: \.set, layout: PythonSet.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("A collection in which each element is once.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            try builder.method("__init__", "($self, iterable=(), /)", "Initialize an instance.") { thread, arguments throws(Raised) in
                let set = PythonSet(arguments[0])
                if set.count > 0 { set.removeAll(thread) }
                if !arguments[1].isUnbound { try set.update(arguments[1], thread) }
                return .none
            }
            try builder.set("__hash__", .none)
            try defineSetProtocol(builder)
            try defineSetOperators(builder)
            try defineSetMethods(builder)
            try defineSetInPlaceOperators(builder)
            try defineSetUpdates(builder)
        }
        try define(\.frozenSet, "frozenset", shape: \.frozenSet, layout: PythonSet.frozenLayout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("A set that never changes, and so has a hash.")
            try builder.staticMethod("__new__", "($type, iterable=(), /)", "Make an instance.") { thread, arguments throws(Raised) in
                let isExact = arguments[0] == thread.machine.pointee.types.frozenSet
                if isExact, arguments[1].has(thread.machine.pointee.shapes.frozenSet) { return arguments[1] }
                let set = PythonSet(try thread.makeInstance(of: Type(arguments[0])))
                if !arguments[1].isUnbound { try set.update(arguments[1], thread) }
                return set.value
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                try thread.makeInt(PythonSet(arguments[0]).hashOfKeys())
            }
            try defineSetProtocol(builder)
            try defineSetOperators(builder)
            try defineSetMethods(builder)
        }
        try define(\.setIterator, "set_iterator", shape: \.setIterator, layout: SetIterator.layout) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try SetIterator(arguments[0]).next(thread) }
            try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
                let fields = SetIterator(arguments[0]).fields
                guard fields.pointee.set.isCell, PythonSet(fields.pointee.set).count == fields.pointee.expected else { return Value(smallInt: 0) }
                return Value(smallInt: Swift.max(0, fields.pointee.remaining))
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let copy = SetIterator(cell: try thread.allocate(thread.machine.pointee.shapes.setIterator, size: MemoryLayout<SetIterator.Fields>.size))
                copy.fields.pointee = SetIterator(arguments[0]).fields.pointee
                let rest = try List.make(thread)
                try rest.extend(iterator: copy.value, thread)
                return try thread.tuple(try thread.builtin("iter"), try thread.tuple(rest.value))
            }
        }
    }

    private func defineSetProtocol(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: PythonSet(arguments[0]).count) }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try SetIterator.make(PythonSet(arguments[0]), thread)
        }
        try builder.method("__contains__", "($self, object, /)", "Whether something is an element.", traits: .isNoSlot) { thread, arguments throws(Raised) in
            Value(try thread.contains(PythonSet(arguments[0]), setKey: arguments[1]))
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try thread.reprOfSet(arguments[0]) }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            let table = PythonSet(arguments[0]).table
            return Value(smallInt: 40 + (table.value == thread.machine.pointee.emptySetTable ? 0 : SetTable.headerSize + (table.mask + 1) * 16))
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let keys = try thread.makeList(of: arguments[0])
            let state = try thread.stateForCopying(arguments[0])
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(keys.value), state)
        }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.less, arguments[1], thread) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.lessOrEqual, arguments[1], thread) }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.equal, arguments[1], thread) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.notEqual, arguments[1], thread) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.greater, arguments[1], thread) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try PythonSet(arguments[0]).compare(.greaterOrEqual, arguments[1], thread) }
    }

    private func defineSetOperators(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__and__", "($self, value, /)", "Return self&value.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[0]).intersection(arguments[1], thread).value : .notImplemented
        }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            let result = try PythonSet(arguments[0]).copy(thread)
            try result.update(arguments[1], thread)
            return result.value
        }
        try builder.method("__sub__", "($self, value, /)", "Return self-value.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[0]).difference(arguments[1], thread).value : .notImplemented
        }
        try builder.method("__xor__", "($self, value, /)", "Return self^value.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[0]).symmetricDifference(arguments[1], thread).value : .notImplemented
        }
        // The same with the operands exchanged: the left one decides the class of the result.
        try builder.method("__rand__", "($self, value, /)", "Return value&self.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[1]).intersection(arguments[0], thread).value : .notImplemented
        }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            let result = try PythonSet(arguments[1]).copy(thread)
            try result.update(arguments[0], thread)
            return result.value
        }
        try builder.method("__rsub__", "($self, value, /)", "Return value-self.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[1]).difference(arguments[0], thread).value : .notImplemented
        }
        try builder.method("__rxor__", "($self, value, /)", "Return value^self.") { thread, arguments throws(Raised) in
            PythonSet.isSet(arguments[1]) ? try PythonSet(arguments[1]).symmetricDifference(arguments[0], thread).value : .notImplemented
        }
    }

    private func defineSetMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("copy", "($self, /)", "Another set with the same elements.") { thread, arguments throws(Raised) in
            arguments[0].has(thread.machine.pointee.shapes.frozenSet) ? arguments[0] : try PythonSet(arguments[0]).copy(thread).value
        }
        try builder.method("union", "($self, /, *others)", "The elements of this and all others.") { thread, arguments throws(Raised) in
            let result = try PythonSet(arguments[0]).copy(thread)
            for other in Tuple(arguments[1]) where other != arguments[0] { try result.update(other, thread) }
            return result.value
        }
        try builder.method("intersection", "($self, /, *others)", "The elements that are in all of the others too.") { thread, arguments throws(Raised) in
            try PythonSet(arguments[0]).intersection(all: Tuple(arguments[1]), thread).value
        }
        try builder.method("difference", "($self, /, *others)", "The elements that are in none of the others.") { thread, arguments throws(Raised) in
            let set = PythonSet(arguments[0]), others = Tuple(arguments[1])
            if others.count == 0 { return try set.copy(thread).value }
            let result = try set.difference(others[0], thread)
            for index in 1..<Swift.max(1, others.count) { try result.subtract(others[index], thread) }
            return result.value
        }
        try builder.method("symmetric_difference", "($self, other, /)", "The elements that are in exactly one of the two.") { thread, arguments throws(Raised) in
            try PythonSet(arguments[0]).symmetricDifference(arguments[1], thread).value
        }
        try builder.method("isdisjoint", "($self, other, /)", "Whether nothing is in both.") { thread, arguments throws(Raised) in
            Value(try PythonSet(arguments[0]).isDisjoint(with: arguments[1], thread))
        }
        try builder.method("issubset", "($self, other, /)", "Whether all elements are in another set.") { thread, arguments throws(Raised) in
            Value(try PythonSet(arguments[0]).isSubset(of: arguments[1], thread))
        }
        try builder.method("issuperset", "($self, other, /)", "Whether all elements of another set are in this one.") { thread, arguments throws(Raised) in
            Value(try PythonSet(arguments[0]).isSuperset(of: arguments[1], thread))
        }
        try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
            try thread.call(thread.machine.pointee.types.genericAlias, arguments[0], arguments[1])
        }
    }

    private func defineSetInPlaceOperators(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__iand__", "($self, value, /)", "Return self&=value.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            let set = PythonSet(arguments[0])
            set.takeContents(of: try set.intersection(arguments[1], thread))
            return arguments[0]
        }
        try builder.method("__ior__", "($self, value, /)", "Return self|=value.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            try PythonSet(arguments[0]).update(arguments[1], thread)
            return arguments[0]
        }
        try builder.method("__isub__", "($self, value, /)", "Return self-=value.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            try PythonSet(arguments[0]).subtract(arguments[1], thread)
            return arguments[0]
        }
        try builder.method("__ixor__", "($self, value, /)", "Return self^=value.") { thread, arguments throws(Raised) in
            guard PythonSet.isSet(arguments[1]) else { return .notImplemented }
            try PythonSet(arguments[0]).formSymmetricDifference(arguments[1], thread)
            return arguments[0]
        }
    }

    private func defineSetUpdates(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("add", "($self, object, /)", "Put an element in; nothing happens if it is there.") { thread, arguments throws(Raised) in
            try PythonSet(arguments[0]).insert(arguments[1], thread)
            return .none
        }
        try builder.method("discard", "($self, object, /)", "Take an element out, if it is in.") { thread, arguments throws(Raised) in
            _ = try thread.remove(setKey: arguments[1], from: PythonSet(arguments[0]))
            return .none
        }
        try builder.method("remove", "($self, object, /)", "Take an element out; KeyError if it is not in.") { thread, arguments throws(Raised) in
            if try thread.remove(setKey: arguments[1], from: PythonSet(arguments[0])) { return .none }
            throw thread.raiseKeyError(arguments[1])
        }
        try builder.method("pop", "($self, /)", "Take out some element.") { thread, arguments throws(Raised) in
            if let key = PythonSet(arguments[0]).removeAny() { return key }
            throw thread.raise(.keyError, "pop from an empty set")
        }
        try builder.method("clear", "($self, /)", "Make it empty.") { thread, arguments throws(Raised) in
            PythonSet(arguments[0]).removeAll(thread)
            return .none
        }
        try builder.method("update", "($self, /, *others)", "Put in the elements of all others.") { thread, arguments throws(Raised) in
            for other in Tuple(arguments[1]) { try PythonSet(arguments[0]).update(other, thread) }
            return .none
        }
        try builder.method("intersection_update", "($self, /, *others)", "Keep only what is in all others too.") { thread, arguments throws(Raised) in
            let set = PythonSet(arguments[0])
            set.takeContents(of: try set.intersection(all: Tuple(arguments[1]), thread))
            return .none
        }
        try builder.method("difference_update", "($self, /, *others)", "Take out the elements of all others.") { thread, arguments throws(Raised) in
            for other in Tuple(arguments[1]) { try PythonSet(arguments[0]).subtract(other, thread) }
            return .none
        }
        try builder.method("symmetric_difference_update", "($self, other, /)", "Keep or add what is in exactly one of the two.") { thread, arguments throws(Raised) in
            try PythonSet(arguments[0]).formSymmetricDifference(arguments[1], thread)
            return .none
        }
    }

    // MARK: - Helpers

    /// Calls `body` with a key and, if the key is a set that has no hash, with a frozenset in its place.
    private func withSetKey(_ key: Value, _ body: (Value) throws(Raised) -> Bool) throws(Raised) -> Bool {
        guard key.is(.set) else { return try body(key) }
        do throws(Raised) {
            return try body(key)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
        }
        let frozen = try PythonSet.make(self, isFrozen: true)
        try frozen.update(key, self)
        return try body(frozen.value)
    }

    func contains(_ set: PythonSet, setKey key: Value) throws(Raised) -> Bool {
        try withSetKey(key) { key throws(Raised) in try set.contains(key, self) }
    }

    private func remove(setKey key: Value, from set: PythonSet) throws(Raised) -> Bool {
        try withSetKey(key) { key throws(Raised) in try set.remove(key, hash: try hash(key), self) }
    }

    private func reprOfSet(_ value: Value) throws(Raised) -> Value {
        let set = PythonSet(value), isPlain = value.has(machine.pointee.shapes.set)
        let name = value.type(self).name
        if set.count == 0 { return try Str.make("\(name)()", self).value }
        guard try beginRepr(value) else { return try Str.make("\(name)(...)", self).value }
        defer { endRepr() }
        let keys = try makeList(of: value)
        for index in 0..<keys.count { keys[index] = try repr(keys[index]) }
        let text = try Str.joining(keys, "{", (", ", ", "), "}", self)
        if isPlain { return text.value }
        let parts = try List.make(self)
        try parts.append(value.type(self).fields.pointee.name, self)
        try parts.append(text.value, self)
        return try Str.joining(parts, "", ("(", "("), ")", self).value
    }
}

extension PythonSet {
    fileprivate func intersection(all others: Tuple, _ thread: Thread) throws(Raised) -> PythonSet {
        if others.count == 0 { return try copy(thread) }
        var result = self
        for other in others { result = try result.intersection(other, thread) }
        return result
    }
}

/// Iterates over a set; notices when the set changes its size.
///
///     header | set, None once it is exhausted | number of keys at the beginning, -1 after it changed | next entry | keys left
struct SetIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        var set: Value
        var expected: Int
        var position: Int
        var remaining: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(SetIterator(cell: cell).fields.pointee.set) })

    static func make(_ set: PythonSet, _ thread: Thread) throws(Raised) -> Value {
        let iterator = SetIterator(cell: try thread.allocate(thread.machine.pointee.shapes.setIterator, size: MemoryLayout<Fields>.size))
        iterator.fields.pointee.set = set.value
        iterator.fields.pointee.expected = set.count
        iterator.fields.pointee.remaining = set.count
        return iterator.value
    }

    /// The next key, nil if there is none or something is to be raised.
    @inline(__always)
    func nextFast() -> Value? {
        let value = fields.pointee.set
        guard value.isCell, PythonSet(value).count == fields.pointee.expected else { return nil }
        // What never changes need not be looked through to the end of its table.
        if fields.pointee.remaining == 0, value.shape.pointee.kind == .frozenSet { return nil }
        let table = PythonSet(value).table, entries = table.entries, mask = table.mask
        var position = fields.pointee.position
        while position <= mask {
            let key = entries[position].key
            position &+= 1
            if key.isUnbound { continue }
            fields.pointee.position = position
            fields.pointee.remaining &-= 1
            return key
        }
        return nil
    }

    /// Ends if `nextFast` found no more keys; false if something is to be raised.
    @inline(__always)
    func endFast() -> Bool {
        let value = fields.pointee.set
        guard !value.isCell || PythonSet(value).count == fields.pointee.expected else { return false }
        fields.pointee.set = .none
        return true
    }

    /// The next key, unbound at the end.
    @inline(__always)
    func next(_ thread: Thread) throws(Raised) -> Value {
        let value = fields.pointee.set
        guard value.isCell else { return .unbound }
        let set = PythonSet(value)
        guard set.count == fields.pointee.expected else {
            fields.pointee.expected = -1
            throw thread.raise(.runtimeError, "Set changed size during iteration")
        }
        if let position = set.nextPosition(from: fields.pointee.position) {
            fields.pointee.position = position &+ 1
            fields.pointee.remaining &-= 1
            return set.table.entries[position].key
        }
        fields.pointee.set = .none
        return .unbound
    }
}
