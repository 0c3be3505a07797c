// The classes `OrderedDict`, `odict_keys` and its siblings, `odict_iterator`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineOrderedDict(_ module: NativeBuilder) throws(Raised) {
        try defineOrderedDictViews()
        machine.pointee.types.orderedDict = try module.makeClass(
            "collections.OrderedDict", OrderedDict.layout, "Dictionary that remembers insertion order", base: machine.pointee.types.dict,
            flags: [.isBaseType, .hasWeakReferences], hasAttributes: true
        ) { builder throws(Raised) in
            try builder.attributeDictionary()
            try builder.set("__hash__", .none)
            try defineOrderedItems(builder)
            try defineOrderedMethods(builder)
            try defineOrderedCopying(builder)
            try defineOrderedComparison(builder)
        }.value
    }

    private func defineOrderedItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, **kwargs)", "Initialize an instance.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[1])
            if given.count > 1 { throw thread.raise(.typeError, "expected at most 1 arguments, got \(given.count)") }
            try thread.update(ordered: arguments[0], given, keywords: arguments[2])
            return .none
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            try OrderedDict(arguments[0]).set(arguments[1], arguments[2], thread)
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            guard try thread.take(arguments[1], outOf: OrderedDict(arguments[0])) != nil else { throw thread.raiseKeyError(arguments[1]) }
            return .none
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try OrderedDictIterator.make(arguments[0], .keys, isReversed: false, thread)
        }
        try builder.method("__reversed__", "($self, /)", "od.__reversed__() <==> reversed(od)") { thread, arguments throws(Raised) in
            try OrderedDictIterator.make(arguments[0], .keys, isReversed: true, thread)
        }
        try builder.method("keys", "($self, /)", "A view of the keys.") { thread, arguments throws(Raised) in
            try DictView.make(Type(thread.machine.pointee.types.orderedDictKeys).fields.pointee.instanceShape, arguments[0], thread)
        }
        try builder.method("values", "($self, /)", "A view of the values.") { thread, arguments throws(Raised) in
            try DictView.make(Type(thread.machine.pointee.types.orderedDictValues).fields.pointee.instanceShape, arguments[0], thread)
        }
        try builder.method("items", "($self, /)", "A view of the pairs of key and value.") { thread, arguments throws(Raised) in
            try DictView.make(Type(thread.machine.pointee.types.orderedDictItems).fields.pointee.instanceShape, arguments[0], thread)
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            let size = try thread.callSpecial(Type(thread.machine.pointee.types.dict)[.sizeof], arguments[0])
            return Value(smallInt: (size.isSmallInt ? size.smallInt : 0) + MemoryLayout<OrderedDict.Fields>.size - MemoryLayout<Dict.Fields>.size)
        }
    }

    private func defineOrderedMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("update", "($self, /, *args, **kwargs)", "Update from a mapping or an iterable of pairs, and from keywords.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[1])
            if given.count > 1 { throw thread.raise(.typeError, "update() takes at most 1 positional argument (\(given.count) given)") }
            try thread.update(ordered: arguments[0], given, keywords: arguments[2])
            return .none
        }
        try builder.method("setdefault", "($self, /, key, default=None)", "The value of a key, which gets the default first if it is missing.") { thread, arguments throws(Raised) in
            let dict = arguments[0], key = arguments[1], value = arguments[2].isUnbound ? .none : arguments[2]
            if dict.isExactly(thread.machine.pointee.types.orderedDict) {
                let hash = try thread.hash(key)
                if let known = try Dict(dict).get(key, hash: hash, thread) { return known }
                try OrderedDict(dict).add(key, hash: hash, value, thread)
                return value
            }
            if try thread.contains(dict, key) { return try thread.getItem(dict, key) }
            try thread.setItem(dict, key, value)
            return value
        }
        try builder.method("pop", "($self, /, key, default=<unrepresentable>)", "Take a key out and give its value; the default if it is missing.") { thread, arguments throws(Raised) in
            if let value = try thread.take(arguments[1], outOf: OrderedDict(arguments[0])) { return value }
            if arguments[2].isUnbound { throw thread.raiseKeyError(arguments[1]) }
            return arguments[2]
        }
        try builder.method("popitem", "($self, /, last=True)", "Take out a pair of key and value: the last one, or the first one if last is false.") { thread, arguments throws(Raised) in
            let isLast = arguments[1].isUnbound ? true : try thread.isTrue(arguments[1]), ordered = OrderedDict(arguments[0])
            let pair = try Tuple.allocate(count: 2, thread)
            guard let position = isLast ? ordered.dict.lastPosition() : ordered.dict.firstPosition() else { throw thread.raise(.keyError, "dictionary is empty") }
            pair.base[0] = ordered.dict.table.entries[position].key
            pair.base[1] = ordered.remove(at: position)
            return pair.value
        }
        try builder.method(
            "move_to_end", "($self, /, key, last=True)", "Move an existing key to the end, or to the beginning if last is false; KeyError if there is none."
        ) { thread, arguments throws(Raised) in
            let isLast = arguments[2].isUnbound ? true : try thread.isTrue(arguments[2])
            try OrderedDict(arguments[0]).move(arguments[1], toEnd: isLast, thread)
            return .none
        }
        try builder.method("clear", "($self, /)", "Make it empty.") { thread, arguments throws(Raised) in
            OrderedDict(arguments[0]).removeAll(thread)
            return .none
        }
        try builder.classMethod("fromkeys", "($type, /, iterable, value=None)", "Make an ordered dict of keys that all have one value.") { thread, arguments throws(Raised) in
            let result = try thread.call(arguments[0]), value = arguments[2].isUnbound ? .none : arguments[2]
            let iterator = try thread.iterator(of: arguments[1])
            while let key = try thread.nextItem(iterator) { try thread.setOrderedItem(result, key, value) }
            return result
        }
    }

    /// Removes a key; returns its value, or nil if there is none.
    private func take(_ key: Value, outOf ordered: OrderedDict) throws(Raised) -> Value? {
        guard let position = try ordered.dict.position(of: key, hash: try hash(key), self) else { return nil }
        return ordered.remove(at: position)
    }

    private func update(ordered target: Value, _ given: Tuple, keywords: Value) throws(Raised) {
        if given.count > 0 { try update(ordered: target, from: given[0]) }
        if keywords.is(.dict) { try update(ordered: target, entriesOf: Dict(keywords)) }
    }

    // MARK: - Copies, text, comparison

    private func defineOrderedCopying(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("copy", "($self, /)", "od.copy() -> a shallow copy of od") { thread, arguments throws(Raised) in
            let value = arguments[0]
            if value.isExactly(thread.machine.pointee.types.orderedDict) { return try OrderedDict(value).copy(thread).value }
            let copy = try thread.call(value.type(thread).value), iterator = try OrderedDictIterator.make(value, .keys, isReversed: false, thread)
            while let key = try thread.nextItem(iterator) { try thread.setItem(copy, key, try thread.getItem(value, key)) }
            return copy
        }
        try builder.method("__reduce__", "($self, /)", "Return state information for pickling") { thread, arguments throws(Raised) in
            let state = try thread.stateForCopying(arguments[0])
            let items = try thread.call(try thread.getAttribute(arguments[0], thread.name(.items)))
            let iterator = try thread.iterator(of: items)
            let result = try Tuple.allocate(count: 5, thread)
            result.base[0] = arguments[0].type(thread).value
            result.base[1] = thread.machine.pointee.emptyTuple
            result.base[2] = state
            result.base[3] = .none
            result.base[4] = iterator
            return result.value
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let value = arguments[0], name = Type.lastPart(value.type(thread).name)
            if Dict(value).count == 0 { return try Str.make("\(name)()", thread).value }
            return try thread.withReprGuard(value, "...") { () throws(Raised) in
                let isPlain = value.isExactly(thread.machine.pointee.types.orderedDict)
                let content = isPlain ? try Dict(value).copy(thread) : try Dict(value).copyAsMapping(thread)
                var text = try TextBuilder(capacity: 64, thread)
                try text.append(Str(try Str.make(name, thread).value))
                try text.append("(")
                try text.append(Str(try thread.repr(content.value)))
                try text.append(")")
                return try text.finish().value
            }
        }
    }

    private func defineOrderedComparison(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            return Value(try thread.isEqual(ordered: arguments[0], to: arguments[1]))
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            return Value(!(try thread.isEqual(ordered: arguments[0], to: arguments[1])))
        }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            let result = try thread.call(arguments[0].type(thread).value, arguments[0])
            try thread.update(ordered: result, from: arguments[1])
            return result
        }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            let result = try thread.call(arguments[0].type(thread).value, arguments[1])
            try thread.update(ordered: result, from: arguments[0])
            return result
        }
        try builder.method("__ior__", "($self, value, /)", "Return self|=value.") { thread, arguments throws(Raised) in
            try thread.update(ordered: arguments[0], from: arguments[1])
            return arguments[0]
        }
    }

    /// With another OrderedDict the order counts.
    private func isEqual(ordered value: Value, to other: Value) throws(Raised) -> Bool {
        guard try Dict(value).isEqual(to: Dict(other), self) else { return false }
        guard other.type(self).isSubtype(of: Type(machine.pointee.types.orderedDict)) else { return true }
        return try OrderedDict(value).hasKeys(of: OrderedDict(other), self)
    }

    // MARK: - Views and iterators

    private func defineOrderedDictViews() throws(Raised) {
        let types = machine.pointee.types
        types.orderedDictIterator = try makeBuiltinType("odict_iterator", base: Type(types.object), layout: machine.layout(OrderedDictIterator.layout), flags: .cannotInstantiate) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                try OrderedDictIterator(arguments[0]).next(thread)
            }
            try builder.method("__reduce__", "($self, /)", "Return state information for pickling") { thread, arguments throws(Raised) in
                let copy = OrderedDictIterator(try thread.makeInstance(of: arguments[0].type(thread)))
                let header = copy.fields.pointee.header
                copy.fields.pointee = OrderedDictIterator(arguments[0]).fields.pointee
                copy.fields.pointee.header = header
                let rest = try List.make(thread)
                try rest.extend(iterator: copy.value, thread)
                return try thread.tuple(try thread.builtin("iter"), try thread.tuple(rest.value))
            }
        }.value
        types.orderedDictKeys = try makeBuiltinType("odict_keys", base: Type(types.dictKeys), flags: .cannotInstantiate) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .keys, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the keys, last first.") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .keys, isReversed: true, thread)
            }
        }.value
        types.orderedDictValues = try makeBuiltinType("odict_values", base: Type(types.dictValues), flags: .cannotInstantiate) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .values, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the values, last first.") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .values, isReversed: true, thread)
            }
        }.value
        types.orderedDictItems = try makeBuiltinType("odict_items", base: Type(types.dictItems), flags: .cannotInstantiate) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .items, isReversed: false, thread)
            }
            try builder.method("__reversed__", "($self, /)", "Iterate over the pairs, last first.") { thread, arguments throws(Raised) in
                try OrderedDictIterator.make(DictView(arguments[0]).fields.pointee.dict, .items, isReversed: true, thread)
            }
        }.value
    }
}
