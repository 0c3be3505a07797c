// The class `collections.deque`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineDeque(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.deque = try module.makeClass(
            "collections.deque", Deque.layout, "A list-like sequence that grows and shrinks quickly at both ends.",
            flags: [.isBaseType, .hasWeakReferences, .isSequencePattern]
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try Deque.make(of: Type(arguments[0]), maximum: -1, thread).value
            }
            try builder.method("__init__", "($self, iterable=(), maxlen=None)", "Initialize an instance.") { thread, arguments throws(Raised) in
                let deque = Deque(arguments[0])
                var maximum = -1
                if !arguments[2].isUnbound, !arguments[2].isNone {
                    guard arguments[2].isSmallInt || arguments[2].isBool || arguments[2].is(.int) else { throw thread.raise(.typeError, "an integer is required") }
                    maximum = try thread.index(arguments[2])
                    if maximum < 0 { throw thread.raise(.valueError, "maxlen must be non-negative") }
                }
                deque.fields.pointee.maximum = maximum
                if deque.count > 0 { deque.removeAll(thread) }
                if !arguments[1].isUnbound { try deque.extend(arguments[1], isLeft: false, thread) }
                return .none
            }
            try defineDequeEnds(builder)
            try defineDequeSequence(builder)
            try defineDequeOperators(builder)
            try defineDequeSearch(builder)
        }.value
        machine.pointee.types.dequeIterator = try module.makeClass("collections._deque_iterator", DequeIterator.layout, "Iterates over a deque.", flags: []) { builder throws(Raised) in
            try defineDequeIterator(builder)
        }.value
        machine.pointee.types.dequeReverseIterator = try module.makeClass("collections._deque_reverse_iterator", DequeIterator.layout, "Iterates over a deque backwards.", flags: []) { builder throws(Raised) in
            try defineDequeIterator(builder)
        }.value
    }

    private func isDeque(_ value: Value) -> Bool { value.isCell && value.type(self).isSubtype(of: Type(machine.pointee.types.deque)) }

    private func defineDequeIterator(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, deque, index=0, /)") { thread, arguments throws(Raised) in
            guard thread.isDeque(arguments[1]) else {
                throw thread.raise(.typeError, "\(Type(arguments[0]).name)() argument 1 must be collections.deque, not \(arguments[1].type(thread).name)")
            }
            let iterator = try DequeIterator.make(
                Deque(arguments[1]), isReversed: arguments[0] == thread.machine.pointee.types.dequeReverseIterator, thread)
            if !arguments[2].isUnbound {
                let fields = DequeIterator(iterator).fields
                fields.pointee.remaining -= Swift.max(0, Swift.min(try thread.index(arguments[2]), fields.pointee.remaining))
            }
            return iterator
        }
        try builder.returnsItself()
        try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try DequeIterator(arguments[0]).next(thread) }
        try builder.method("__length_hint__", "($self, /)", "About how many items are to come.") { thread, arguments throws(Raised) in
            Value(smallInt: DequeIterator(arguments[0]).fields.pointee.remaining)
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let fields = DequeIterator(arguments[0]).fields.pointee
            let given = Value(smallInt: Deque(fields.deque).count - fields.remaining)
            return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.deque, given))
        }
    }

    private func defineDequeEnds(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("append", "($self, item, /)", "Add an item on the right.") { thread, arguments throws(Raised) in
            try Deque(arguments[0]).append(arguments[1], thread)
            return .none
        }
        try builder.method("appendleft", "($self, item, /)", "Add an item on the left.") { thread, arguments throws(Raised) in
            try Deque(arguments[0]).appendLeft(arguments[1], thread)
            return .none
        }
        try builder.method("pop", "($self, /)", "Take the last item on the right.") { thread, arguments throws(Raised) in
            guard Deque(arguments[0]).count > 0 else { throw thread.raise(.indexError, "pop from an empty deque") }
            return Deque(arguments[0]).removeLast()
        }
        try builder.method("popleft", "($self, /)", "Take the first item on the left.") { thread, arguments throws(Raised) in
            guard Deque(arguments[0]).count > 0 else { throw thread.raise(.indexError, "pop from an empty deque") }
            return Deque(arguments[0]).removeFirst()
        }
        try builder.method("extend", "($self, iterable, /)", "Add items on the right, in their order.") { thread, arguments throws(Raised) in
            try Deque(arguments[0]).extend(arguments[1], isLeft: false, thread)
            return .none
        }
        try builder.method("extendleft", "($self, iterable, /)", "Add items on the left, one after the other.") { thread, arguments throws(Raised) in
            try Deque(arguments[0]).extend(arguments[1], isLeft: true, thread)
            return .none
        }
        try builder.method("rotate", "($self, n=1, /)", "Move n items from the right end to the left one; the other way for a negative number.") { thread, arguments throws(Raised) in
            let steps = arguments[1].isUnbound ? 1 : try thread.index(arguments[1])
            try thread.charge(Deque(arguments[0]).count / 4)
            Deque(arguments[0]).rotate(steps)
            return .none
        }
        try builder.method("clear", "($self, /)", "Make it empty.") { thread, arguments throws(Raised) in
            Deque(arguments[0]).removeAll(thread)
            return .none
        }
        try builder.method("reverse", "($self, /)", "Reverse the deque in place.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            var low = 0, high = deque.count - 1
            while low < high {
                (deque[low], deque[high]) = (deque[high], deque[low])
                low += 1
                high -= 1
            }
            try thread.charge(deque.count / 4)
            return .none
        }
        try builder.method("copy", "($self, /)", "Another deque with the same items.") { thread, arguments throws(Raised) in try Deque(arguments[0]).copyOfSameClass(thread) }
        try builder.method("__copy__", "($self, /)", "Another deque with the same items.") { thread, arguments throws(Raised) in try Deque(arguments[0]).copyOfSameClass(thread) }
        try builder.property("maxlen", "how many items it may have; None for any number", get: { thread, arguments throws(Raised) in
            let maximum = Deque(arguments[0]).maximum
            return maximum < 0 ? .none : Value(smallInt: maximum)
        })
    }

    private func defineDequeSequence(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("__hash__", .none)
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: Deque(arguments[0]).count) }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try DequeIterator.make(Deque(arguments[0]), isReversed: false, thread)
        }
        try builder.method("__reversed__", "($self, /)", "Iterate from right to left.") { thread, arguments throws(Raised) in
            try DequeIterator.make(Deque(arguments[0]), isReversed: true, thread)
        }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            let key = arguments[1]
            if !key.isSmallInt, !key.isBool, key.type(thread)[.index].isUnbound {
                throw thread.raise(.typeError, "sequence index must be integer, not '\(key.type(thread).name)'")
            }
            let deque = Deque(arguments[0])
            return deque[try thread.dequeIndex(deque, key)]
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            deque[try thread.dequeIndex(deque, arguments[1])] = arguments[2]
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            deque.remove(at: try thread.dequeIndex(deque, arguments[1]))
            return .none
        }
        try builder.method("insert", "($self, index, value, /)", "Put a value in front of a position.") { thread, arguments throws(Raised) in
            var index = try thread.index(arguments[1])
            let deque = Deque(arguments[0])
            if deque.count == deque.maximum { throw thread.raise(.indexError, "deque already at its maximum size") }
            if index < 0 { index = Swift.max(0, index &+ deque.count) }
            try thread.charge(deque.count / 4)
            try deque.insert(arguments[2], at: Swift.min(index, deque.count), thread)
            return .none
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            return try thread.withReprGuard(deque.value, "[...]") { () throws(Raised) in
                let items = try thread.collect(deque.value)
                let name = Str(deque.value.type(thread).fields.pointee.name).text.split(separator: ".").last.map(String.init) ?? ""
                let text = Str(try thread.repr(items.value)).text
                return try Str.make(deque.maximum < 0 ? "\(name)(\(text))" : "\(name)(\(text), maxlen=\(deque.maximum))", thread).value
            }
        }
        try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            let state = try thread.call(try thread.getAttribute(deque.value, try thread.intern("__getstate__").value))
            let iterator = try thread.iterator(of: deque.value)
            let result = try Tuple.allocate(count: 4, thread)
            result.base[0] = deque.value.type(thread).value
            result.base[1] = deque.maximum < 0 ? thread.machine.pointee.emptyTuple
                : try thread.tuple(thread.machine.pointee.emptyTuple, Value(smallInt: deque.maximum))
            result.base[2] = state
            result.base[3] = iterator
            return result.value
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            Value(smallInt: Deque.layout.size + Values(Deque(arguments[0]).fields.pointee.items).fields.pointee.capacity * 8)
        }
        try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
            try GenericAlias.make(arguments[0], arguments[1], thread)
        }
    }

    /// The index below the deque's count that a key means.
    private func dequeIndex(_ deque: Deque, _ key: Value) throws(Raised) -> Int {
        var index = try index(key)
        if index < 0 { index = index &+ deque.count }
        guard index >= 0, index < deque.count else { throw raise(.indexError, "deque index out of range") }
        return index
    }

    private func defineDequeOperators(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__add__", "($self, value, /)", "Return self+value.") { thread, arguments throws(Raised) in
            guard thread.isDeque(arguments[1]) else {
                throw thread.raise(.typeError, "can only concatenate deque (not \"\(arguments[1].type(thread).name)\") to deque")
            }
            let result = try Deque(arguments[0]).copyOfSameClass(thread)
            try Deque(result).extend(arguments[1], isLeft: false, thread)
            return result
        }
        try builder.method("__iadd__", "($self, value, /)", "Implement self+=value.") { thread, arguments throws(Raised) in
            try Deque(arguments[0]).extend(arguments[1], isLeft: false, thread)
            return arguments[0]
        }
        for name in ["__mul__", "__rmul__"] as [StaticString] {
            try builder.method(name, "($self, value, /)", "Return self*value.") { thread, arguments throws(Raised) in
                guard arguments[1].isSmallInt || !arguments[1].type(thread)[.index].isUnbound else {
                    throw thread.raise(.typeError, "can't multiply sequence by non-int of type '\(arguments[1].type(thread).name)'")
                }
                return try Deque(arguments[0]).repeated(try thread.index(arguments[1]), thread)
            }
        }
        try builder.method("__imul__", "($self, value, /)", "Implement self*=value.") { thread, arguments throws(Raised) in
            guard arguments[1].isSmallInt || !arguments[1].type(thread)[.index].isUnbound else {
                throw thread.raise(.typeError, "can't multiply sequence by non-int of type '\(arguments[1].type(thread).name)'")
            }
            try Deque(arguments[0]).repeatInPlace(try thread.index(arguments[1]), thread)
            return arguments[0]
        }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try thread.compareDeques(.equal, arguments) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try thread.compareDeques(.notEqual, arguments) }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try thread.compareDeques(.less, arguments) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try thread.compareDeques(.lessOrEqual, arguments) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try thread.compareDeques(.greater, arguments) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try thread.compareDeques(.greaterOrEqual, arguments) }
    }

    /// The first items that differ decide, then the lengths. Both are gone through with iterators, which notice changes.
    private func compareDeques(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        guard isDeque(arguments[0]), isDeque(arguments[1]) else { return .notImplemented }
        let left = Deque(arguments[0]), right = Deque(arguments[1])
        if comparison == .equal || comparison == .notEqual, left.count != right.count { return Value(comparison == .notEqual) }
        try checkNativeStack(.comparison)
        let leftItems = try DequeIterator.make(left, isReversed: false, self), rightItems = try DequeIterator.make(right, isReversed: false, self)
        while true {
            let first = try DequeIterator(leftItems).next(self)
            if first.isUnbound { break }
            let second = try DequeIterator(rightItems).next(self)
            if second.isUnbound { break }
            try charge(1)
            if try isEqual(first, second) { continue }
            // Asked again, as CPython does.
            return Value(try isTrue(try compare(comparison, first, second)))
        }
        return Value(comparison.holds(left.count, right.count))
    }

    private func defineDequeSearch(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            return Value(try deque.firstIndex(of: arguments[1], from: 0, to: deque.count, changeMayEnd: true, thread) != nil)
        }
        try builder.method("count", "($self, value, /)", "How many items equal a value.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            var found = 0, start = 0
            while let index = try deque.firstIndex(of: arguments[1], from: start, to: deque.count, thread) {
                found += 1
                start = index + 1
            }
            return Value(smallInt: found)
        }
        try builder.method("index", "($self, value, start=0, stop=sys.maxsize, /)", "Where a value comes first; ValueError if nowhere.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            func bound(_ value: Value, _ missing: Int) throws(Raised) -> Int {
                let index = value.isUnbound ? missing : try thread.sliceIndex(value)
                return Swift.min(index < 0 ? Swift.max(0, index &+ deque.count) : index, deque.count)
            }
            let start = try bound(arguments[2], 0), stop = try bound(arguments[3], deque.count)
            if let index = try deque.firstIndex(of: arguments[1], from: start, to: stop, changeMayEnd: true, thread) { return Value(smallInt: index) }
            throw thread.raise(.valueError, "\(Str(try thread.repr(arguments[1])).text) is not in deque")
        }
        try builder.method("remove", "($self, value, /)", "Take out the first item that equals a value.") { thread, arguments throws(Raised) in
            let deque = Deque(arguments[0])
            guard let index = try deque.firstIndex(of: arguments[1], from: 0, to: deque.count, error: .indexError, thread) else {
                throw thread.raise(.valueError, "\(Str(try thread.repr(arguments[1])).text) is not in deque")
            }
            deque.remove(at: index)
            return .none
        }
    }
}
