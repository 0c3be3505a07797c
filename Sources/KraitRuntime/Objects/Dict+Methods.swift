// The class `dict`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineDict() throws(Raised) {
        try define(\.dict, "dict", shape: \.dict, flags: [.isBaseType, .isMappingPattern]) { builder throws(Raised) in
            try builder.doc("dict() -> new empty dictionary\ndict(mapping) -> dictionary with the mapping's pairs\ndict(iterable) -> dictionary with the pairs that the iterable gives\ndict(**kwargs) -> dictionary with the given names and values")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            try builder.method("__init__", "($self, iterable=(), /, **kwargs)", "Initialize an instance.") { thread, arguments throws(Raised) in
                try Dict(arguments[0]).update(arguments[1], keywords: arguments[2], thread)
                return .none
            }
            try builder.set("__hash__", .none)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try thread.reprOfDict(Dict(arguments[0])) }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.dict) else { return .notImplemented }
                return Value(try Dict(arguments[0]).isEqual(to: Dict(arguments[1]), thread))
            }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.dict) else { return .notImplemented }
                return Value(!(try Dict(arguments[0]).isEqual(to: Dict(arguments[1]), thread)))
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try thread.call(thread.machine.pointee.types.genericAlias, arguments[0], arguments[1])
            }
            try defineDictItems(builder)
            try defineDictMethods(builder)
            try defineDictOperators(builder)
        }
        try defineDictViews()
        try defineDictIterators()
    }

    private func defineDictItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: Dict(arguments[0]).count) }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].", traits: .isNoSlot) { thread, arguments throws(Raised) in
            if let value = try Dict(arguments[0]).get(arguments[1], thread) { return value }
            return try thread.missingItem(arguments[0], arguments[1])
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            try Dict(arguments[0]).set(arguments[1], arguments[2], thread)
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            if try Dict(arguments[0]).remove(arguments[1], thread) == nil { throw thread.raiseKeyError(arguments[1]) }
            return .none
        }
        try builder.method("__contains__", "($self, key, /)", "Whether there is such a key.", traits: .isNoSlot) { thread, arguments throws(Raised) in
            Value(try Dict(arguments[0]).position(of: arguments[1], hash: try thread.hash(arguments[1]), thread) != nil)
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try DictIterator.make(thread.machine.pointee.shapes.dictKeyIterator, Dict(arguments[0]), isReversed: false, thread)
        }
        try builder.method("__reversed__", "($self, /)", "Iterate over the keys, last first.") { thread, arguments throws(Raised) in
            try DictIterator.make(thread.machine.pointee.shapes.dictReverseKeyIterator, Dict(arguments[0]), isReversed: true, thread)
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            let table = Dict(arguments[0]).table
            let indexBytes = 1 << (Int(table.fields.pointee.log2Size) + Int(table.fields.pointee.log2IndexWidth))
            return Value(smallInt: 32 + (table.fields.pointee.capacity == 0 ? 0 : DictTable.headerSize + indexBytes + (table.mask + 1) * 2 / 3 * 24))
        }
    }

    private func defineDictMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("get", "($self, key, default=None, /)", "The value of a key; the default if it is missing.") { thread, arguments throws(Raised) in
            if let value = try Dict(arguments[0]).get(arguments[1], thread) { return value }
            return arguments[2].isUnbound ? .none : arguments[2]
        }
        try builder.method("setdefault", "($self, key, default=None, /)", "The value of a key, which gets the default first if it is missing.") { thread, arguments throws(Raised) in
            let dict = Dict(arguments[0]), hash = try thread.hash(arguments[1])
            if let value = try dict.get(arguments[1], hash: hash, thread) { return value }
            let value = arguments[2].isUnbound ? .none : arguments[2]
            try dict.append(arguments[1], hash: hash, value, thread)
            return value
        }
        try builder.method("pop", "($self, key, default=<unrepresentable>, /)", "Take a key out and give its value; the default if it is missing.") { thread, arguments throws(Raised) in
            let dict = Dict(arguments[0])
            if dict.count == 0 {
                // An empty dict does not ask the key for its hash.
                if !arguments[2].isUnbound { return arguments[2] }
            } else if let value = try dict.remove(arguments[1], thread) {
                return value
            }
            if !arguments[2].isUnbound { return arguments[2] }
            throw thread.raiseKeyError(arguments[1])
        }
        try builder.method("popitem", "($self, /)", "Take out the newest pair of key and value.") { thread, arguments throws(Raised) in
            let pair = try Tuple.allocate(count: 2, thread)
            guard let entry = Dict(arguments[0]).removeLast() else { throw thread.raise(.keyError, "popitem(): dictionary is empty") }
            pair.base[0] = entry.key
            pair.base[1] = entry.value
            return pair.value
        }
        try builder.method("update", "($self, iterable=(), /, **kwargs)", "Update the dict from a mapping or an iterable of pairs, and from keywords.") { thread, arguments throws(Raised) in
            try Dict(arguments[0]).update(arguments[1], keywords: arguments[2], thread)
            return .none
        }
        try builder.classMethod("fromkeys", "($type, iterable, value=None, /)", "Make a dict of keys that all have one value.") { thread, arguments throws(Raised) in
            try thread.dictFromKeys(Type(arguments[0]), arguments[1], arguments[2].isUnbound ? .none : arguments[2])
        }
        try builder.method("clear", "($self, /)", "Make it empty.") { thread, arguments throws(Raised) in
            Dict(arguments[0]).removeAll(thread)
            return .none
        }
        try builder.method("copy", "($self, /)", "Another dict with the same keys and values.") { thread, arguments throws(Raised) in try Dict(arguments[0]).copyAsMapping(thread).value }
        try builder.method("keys", "($self, /)", "A view of the keys.") { thread, arguments throws(Raised) in
            try DictView.make(thread.machine.pointee.shapes.dictKeys, arguments[0], thread)
        }
        try builder.method("values", "($self, /)", "A view of the values.") { thread, arguments throws(Raised) in
            try DictView.make(thread.machine.pointee.shapes.dictValues, arguments[0], thread)
        }
        try builder.method("items", "($self, /)", "A view of the pairs of key and value.") { thread, arguments throws(Raised) in
            try DictView.make(thread.machine.pointee.shapes.dictItems, arguments[0], thread)
        }
    }

    private func defineDictOperators(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            let result = try Dict(arguments[0]).copyAsMapping(thread)
            try result.merge(mapping: arguments[1], overrides: true, thread)
            return result.value
        }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else { return .notImplemented }
            let result = try Dict(arguments[1]).copyAsMapping(thread)
            try result.merge(mapping: arguments[0], overrides: true, thread)
            return result.value
        }
        try builder.method("__ior__", "($self, value, /)", "Return self|=value.") { thread, arguments throws(Raised) in
            try Dict(arguments[0]).update(arguments[1], keywords: .unbound, thread)
            return arguments[0]
        }
    }

    // MARK: - Helpers

    /// What `d[key]` gives for a key that is not there: `__missing__` of a subclass, or KeyError.
    func missingItem(_ container: Value, _ key: Value) throws(Raised) -> Value {
        if !container.has(machine.pointee.shapes.dict) {
            let method = container.type(self)[.missing]
            if !method.isUnbound { return try callSpecial(method, container, key) }
        }
        throw raiseKeyError(key)
    }

    private func dictFromKeys(_ type: Type, _ iterable: Value, _ value: Value) throws(Raised) -> Value {
        let result = type.value == machine.pointee.types.dict ? try Dict.make(self).value : try call(type.value)
        let isPlain = result.has(machine.pointee.shapes.dict)
        // Keys whose hashes are known are not asked for them again.
        if isPlain, iterable.has(machine.pointee.shapes.dict) || iterable.has(machine.pointee.shapes.set) || iterable.has(machine.pointee.shapes.frozenSet) {
            try Dict(result).set(keysOf: iterable, to: value, self)
            return result
        }
        try consume(try iterator(of: iterable)) { key in
            isPlain && Dict(result).setFast(key, value, self)
        } slow: { key throws(Raised) in
            if isPlain { try Dict(result).set(key, value, self) } else { try setItem(result, key, value) }
            return true
        }
        return result
    }

    private func reprOfDict(_ dict: Dict) throws(Raised) -> Value {
        if dict.count == 0 { return try Str.make("{}", self).value }
        return try withReprGuard(dict.value, "{...}") { () throws(Raised) in
            let parts = try List.make(self)
            var position = 0
            while let index = dict.nextPosition(from: position) {
                let entry = dict.table.entries[index]
                try parts.append(try repr(entry.key), self)
                try parts.append(try repr(entry.value), self)
                position = index + 1
            }
            return try Str.joining(parts, "{", (": ", ", "), "}", self).value
        }
    }
}

extension Dict {
    /// Sets all keys of a dict or set to one value.
    fileprivate func set(keysOf container: Value, to value: Value, _ thread: Thread) throws(Raised) {
        let isDict = container.is(.dict)
        try reserve(isDict ? Dict(container).count : PythonSet(container).count, thread)
        var position = 0
        while let index = isDict ? Dict(container).nextPosition(from: position) : PythonSet(container).nextPosition(from: position) {
            let key = isDict ? Dict(container).table.entries[index].key : PythonSet(container).table.entries[index].key
            let hash = isDict ? Dict(container).table.entries[index].hash : PythonSet(container).table.entries[index].hash
            try set(key, hash: hash, value, thread)
            position = index + 1
            try thread.charge(1)
        }
    }

    /// Whether both have equal values for the same keys. Comparing may change either.
    func isEqual(to other: Dict, _ thread: Thread) throws(Raised) -> Bool {
        if count != other.count { return false }
        try thread.checkNativeStack(.comparison)
        var position = 0
        while let index = nextPosition(from: position) {
            let entry = table.entries[index]
            guard let value = try other.get(entry.key, hash: entry.hash, thread) else { return false }
            if !(try thread.isEqual(entry.value, value)) { return false }
            position = index + 1
            try thread.charge(1)
        }
        return true
    }
}
