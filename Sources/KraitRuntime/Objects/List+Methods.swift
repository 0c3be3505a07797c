// The class `list`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineList() throws(Raised) {
        try define(\.list, "list", shape: \.list, flags: [.isBaseType, .isBuiltinSequence, .isSequencePattern]) { builder throws(Raised) in
            try builder.doc("A sequence that can be changed.\n\nBegins with the items of the iterable; empty if none is given.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            try builder.method("__init__", "($self, iterable=(), /)", "Initialize an instance.") { thread, arguments throws(Raised) in
                let list = List(arguments[0])
                if list.count > 0 { list.removeAll(thread) }
                if !arguments[1].isUnbound { try list.extend(arguments[1], thread) }
                return .none
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let list = List(arguments[0])
                if list.count == 0 { return try Str.make("[]", thread).value }
                return try thread.withReprGuard(list.value, "[...]") { () throws(Raised) in
                    let parts = try List.make(thread)
                    var index = 0
                    while index < list.count {
                        try parts.append(try thread.repr(list[index]), thread)
                        index += 1
                    }
                    return try Str.joining(parts, "[", (", ", ", "), "]", thread).value
                }
            }
            try builder.set("__hash__", .none)
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try thread.call(thread.machine.pointee.types.genericAlias, arguments[0], arguments[1])
            }
            try defineListItems(builder)
            try defineListOperators(builder)
            try defineSequenceComparisons(builder)
            try defineListMethods(builder)
            try defineListSearch(builder)
        }
        try define(\.listIterator, "list_iterator", shape: \.listIterator, layout: ListIterator.layout) { builder throws(Raised) in
            try defineListIterator(builder)
        }
        try define(\.listReverseIterator, "list_reverseiterator", shape: \.listReverseIterator, layout: ListIterator.layout) { builder throws(Raised) in
            try defineListIterator(builder)
        }
    }

    private func defineListItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: List(arguments[0]).count) }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try ListIterator.make(thread.machine.pointee.shapes.listIterator, arguments[0], index: 0, thread)
        }
        try builder.method("__reversed__", "($self, /)", "Iterate from the end.") { thread, arguments throws(Raised) in
            try ListIterator.make(thread.machine.pointee.shapes.listReverseIterator, arguments[0], index: List(arguments[0]).count - 1, thread)
        }
        try builder.method("__getitem__", "($self, index, /)", "Return self[index].", traits: .isNoSlot) { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            if arguments[1].is(.slice) { return try list.slice(try Slice(arguments[1]).unpack(thread), thread) }
            if let item = list.item(at: try thread.sequenceIndex(arguments[1], of: "list")) { return item }
            throw thread.raise(.indexError, "list index out of range")
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            if arguments[1].is(.slice) {
                try list.setSlice(try Slice(arguments[1]).unpack(thread), arguments[2], thread)
                return .none
            }
            if list.setItem(at: try thread.sequenceIndex(arguments[1], of: "list"), arguments[2]) { return .none }
            throw thread.raise(.indexError, "list assignment index out of range")
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            if arguments[1].is(.slice) {
                try list.deleteSlice(Slice(arguments[1]), thread)
                return .none
            }
            let index = try thread.sequenceIndex(arguments[1], of: "list")
            let position = index < 0 ? index &+ list.count : index
            guard position >= 0, position < list.count else { throw thread.raise(.indexError, "list assignment index out of range") }
            _ = try list.remove(at: position, thread)
            return .none
        }
    }

    private func defineListOperators(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__add__", "($self, value, /)", "Return self+value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.list) else {
                throw thread.raise(.typeError, "can only concatenate list (not \"\(arguments[1].type(thread).name)\") to list")
            }
            let left = List(arguments[0]), right = List(arguments[1])
            try thread.charge(left.count + right.count)
            let result = try List.make(capacity: left.count + right.count, thread)
            try thread.copyValues(result.base, left.base, left.count)
            try thread.copyValues(result.base + left.count, right.base, right.count)
            result.fields.pointee.count = left.count + right.count
            return result.value
        }
        try builder.method("__iadd__", "($self, value, /)", "Implement self+=value.") { thread, arguments throws(Raised) in
            try List(arguments[0]).extend(arguments[1], thread)
            return arguments[0]
        }
        for name in ["__mul__", "__rmul__"] as [StaticString] {
            try builder.method(name, "($self, value, /)", "Return self*value.") { thread, arguments throws(Raised) in
                let times = Swift.max(0, try thread.repetitions(arguments[1])), list = List(arguments[0])
                let (total, overflow) = list.count.multipliedReportingOverflow(by: times)
                guard !overflow, total < 1 << 44 else { throw thread.memoryError() }
                let result = try List.make(capacity: total, thread)
                if total > 0 { try thread.repeatItems(list.base, count: list.count, times: times, to: result.base) }
                result.fields.pointee.count = total
                try thread.charge(total)
                return result.value
            }
        }
        try builder.method("__imul__", "($self, value, /)", "Implement self*=value.") { thread, arguments throws(Raised) in
            let times = Swift.max(0, try thread.repetitions(arguments[1])), list = List(arguments[0])
            let count = list.count
            let (total, overflow) = count.multipliedReportingOverflow(by: times)
            guard !overflow, total < 1 << 44 else { throw thread.memoryError() }
            if total == 0 {
                list.removeAll(thread)
            } else if times > 1 {
                if total > list.capacity { try list.setCapacity(total, thread) }
                try thread.repeatItems(list.base, count: count, times: times, to: list.base)
                list.fields.pointee.count = total
                try thread.charge(total)
            }
            return arguments[0]
        }
    }

    private func defineListMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("append", "($self, object, /)", "Add an item behind the last one.") { thread, arguments throws(Raised) in
            try List(arguments[0]).append(arguments[1], thread)
            return .none
        }
        try builder.method("extend", "($self, iterable, /)", "Extend the list by the items of an iterable.") { thread, arguments throws(Raised) in
            try List(arguments[0]).extend(arguments[1], thread)
            return .none
        }
        try builder.method("insert", "($self, index, object, /)", "Put an item in front of a position.") { thread, arguments throws(Raised) in
            let index = try thread.index(arguments[1]), list = List(arguments[0])
            let position = index < 0 ? Swift.max(0, index &+ list.count) : Swift.min(index, list.count)
            let moved = list.count - position
            try list.insert(arguments[2], at: position, thread)
            try thread.charge(moved >> 4)
            return .none
        }
        try builder.method("pop", "($self, index=-1, /)", "Take out the item at a position, the last one if none is given.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            if arguments[1].isUnbound, list.count > 0 {
                let last = list.count - 1, item = list[last]
                if last > 64, last < list.capacity >> 2 { return try list.remove(at: last, thread) }
                list[last] = Value(smallInt: 0)
                list.fields.pointee.count = last
                return item
            }
            let index = arguments[1].isUnbound ? -1 : try thread.index(arguments[1])
            if list.count == 0 { throw thread.raise(.indexError, "pop from empty list") }
            let position = index < 0 ? index &+ list.count : index
            guard position >= 0, position < list.count else { throw thread.raise(.indexError, "pop index out of range") }
            let item = try list.remove(at: position, thread)
            try thread.charge((list.count - position) >> 4)
            return item
        }
        try builder.method("clear", "($self, /)", "Remove all items from the list.") { thread, arguments throws(Raised) in
            List(arguments[0]).removeAll(thread)
            return .none
        }
        try builder.method("copy", "($self, /)", "Another list with the same items.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            try thread.charge(list.count)
            return try List.make(list.base, count: list.count, thread).value
        }
        try builder.method("reverse", "($self, /)", "Reverse the list in place.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            try thread.charge(list.count)
            list.base.reverse(list.count)
            return .none
        }
        try builder.method("sort", "($self, /, *, key=None, reverse=False)", "Bring the items into order; those that are equal keep theirs.") { thread, arguments throws(Raised) in
            let isReversed = arguments[2].isUnbound ? false : try thread.isTrue(arguments[2])
            try List(arguments[0]).sort(key: arguments[1].isUnbound ? .none : arguments[1], isReversed: isReversed, thread)
            return .none
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            let capacity = List(arguments[0]).capacity
            return Value(smallInt: 32 + (capacity > 0 ? 16 + capacity * 8 : 0))
        }
    }

    private func defineListSearch(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            Value(try List(arguments[0]).firstIndex(of: arguments[1], from: 0, to: Int.max, thread) != nil)
        }
        try builder.method("index", "($self, value, start=0, stop=sys.maxsize, /)", "Return the first index of value.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            let (start, stop) = try thread.searchBounds(arguments, count: list.count)
            if let index = try list.firstIndex(of: arguments[1], from: start, to: stop, thread) { return Value(smallInt: index) }
            throw thread.raise(.valueError, "\(Str(try thread.repr(arguments[1])).text) is not in list")
        }
        try builder.method("count", "($self, value, /)", "How many items equal a value.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            var count = 0, index = 0
            while let found = try list.firstIndex(of: arguments[1], from: index, to: Int.max, thread) {
                count += 1
                index = found + 1
            }
            return Value(smallInt: count)
        }
        try builder.method("remove", "($self, value, /)", "Take out the first item that equals a value.") { thread, arguments throws(Raised) in
            let list = List(arguments[0])
            guard let index = try list.firstIndex(of: arguments[1], from: 0, to: Int.max, thread) else {
                throw thread.raise(.valueError, "list.remove(x): x not in list")
            }
            // Comparing may have shortened the list.
            if index < list.count { _ = try list.remove(at: index, thread) }
            return .none
        }
    }

    /// The items of an iterable, copied if they are those of the list that is about to change.
    func sequence(of value: Value, apartFrom list: List) throws(Raised) -> (base: UnsafeMutablePointer<Value>, count: Int) {
        if value.has(machine.pointee.shapes.list), value != list.value { return (List(value).base, List(value).count) }
        if value.has(machine.pointee.shapes.list) || value.has(machine.pointee.shapes.tuple) {
            let items = try makeTuple(of: value)
            return (items.base, items.count)
        }
        // The iterator alone is asked how much it gives.
        let items = try makeList(of: try iterator(of: value))
        return (items.base, items.count)
    }

    /// What `operator.length_hint` gives; the default if there is no hint.
    func lengthHint(_ value: Value, default fallback: Int = 0) throws(Raised) -> Int {
        let type = value.type(self)
        if !type[.length].isUnbound {
            do throws(Raised) {
                return try length(value)
            } catch {
                guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            }
        }
        let method = type[.lengthHint]
        if method.isUnbound { return fallback }
        let result: Value
        do throws(Raised) {
            result = try callSpecial(method, value)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            return fallback
        }
        if result == .notImplemented { return fallback }
        guard result.isSmallInt || result.is(.int) || result.isBool else {
            throw raise(.typeError, "__length_hint__ must be an integer, not \(result.type(self).name)")
        }
        let hint = try index(result)
        if hint < 0 { throw raise(.valueError, "__length_hint__() should return >= 0") }
        return hint
    }
}

extension List {
    /// The index of the first item equal to a value from `start` on and before `stop`, or nil. Comparing may change the list: the index may lie behind its end then.
    func firstIndex(of value: Value, from start: Int, to stop: Int, _ thread: Thread) throws(Raised) -> Int? {
        let isInt = value.isSmallInt, strShape = thread.machine.pointee.shapes.str
        var index = start
        while index < Swift.min(stop, count) {
            let item = base[index]
            // Other small ints and strings differ from an int without a question.
            if item == value { return index }
            if !(isInt && (item.isSmallInt || item.has(strShape))), try thread.isEqual(item, value) { return index }
            index &+= 1
            if index & 1023 == 0 { try thread.charge(256) }
        }
        return nil
    }
}
