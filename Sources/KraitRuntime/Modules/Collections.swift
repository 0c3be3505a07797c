// The module `_collections`: `deque`, `OrderedDict`, `defaultdict`, and what `collections` wants done quickly.

/// `defaultdict`: a dict that makes the values of missing keys.
///
///     the fields of Dict | default factory, or None
struct DefaultDict: CellHandle {
    struct Fields {
        var dict: Dict.Fields
        var factory: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.dict, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(Dict(cell: cell).fields.pointee.table)
        marker.mark(DefaultDict(cell: cell).fields.pointee.factory)
    })
}

/// `_tuplegetter`: the property of a named tuple's field.
struct TupleGetter: CellHandle {
    struct Fields {
        var header: ShapePointer
        var doc: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in marker.mark(TupleGetter(cell: cell).fields.pointee.doc) })

    /// The item that the property stands for; nil if the object is no tuple or has no such item.
    @inline(__always)
    func item(of object: Value) -> Value? {
        let index = fields.pointee.index
        guard object.is(.tuple), index >= 0, index < Tuple(object).count else { return nil }
        return Tuple(object)[index]
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCollectionsModule(_ builder: NativeBuilder) throws(Raised) {
        try defineDeque(builder)
        try defineDefaultDict(builder)
        try defineOrderedDict(builder)
        try defineTupleGetter(builder)
        try builder.method("_count_elements", "(mapping, iterable, /)", "Add how often each item comes to the numbers of a mapping.") { thread, arguments throws(Raised) in
            try thread.countElements(arguments[0], arguments[1])
            return .none
        }
    }

    private func defineDefaultDict(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.defaultDict = try module.makeClass(
            "collections.defaultdict", DefaultDict.layout, "A dict that calls a factory for the values of missing keys.", base: machine.pointee.types.dict,
            flags: [.isBaseType, .hasWeakReferences]
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let dict = try thread.makeInstance(of: Type(arguments[0]))
                DefaultDict(dict).fields.pointee.factory = .none
                return dict
            }
            try builder.method("__init__", "($self, *args, **kwargs)", "Initialize an instance.") { thread, arguments throws(Raised) in
                let given = Tuple(arguments[1])
                var factory = Value.none, rest = thread.machine.pointee.emptyTuple
                if given.count > 0 {
                    factory = given[0]
                    if !factory.isNone, !thread.isCallable(factory) { throw thread.raise(.typeError, "first argument must be callable or None") }
                    rest = try Tuple.make(given.base + 1, count: given.count - 1, thread).value
                }
                if Tuple(rest).count > 1 { throw thread.raise(.typeError, "dict expected at most 1 argument, got \(Tuple(rest).count)") }
                DefaultDict(arguments[0]).fields.pointee.factory = factory
                try Dict(arguments[0]).update(Tuple(rest).count > 0 ? Tuple(rest)[0] : .unbound, keywords: arguments[2], thread)
                return .none
            }
            try builder.method("__missing__", "($self, key, /)", "Make, keep and return the value of a missing key.") { thread, arguments throws(Raised) in
                let factory = DefaultDict(arguments[0]).fields.pointee.factory
                if factory.isNone { throw thread.raiseKeyError(arguments[1]) }
                let value = try thread.call(factory)
                try thread.setItem(arguments[0], arguments[1], value)
                return value
            }
            try builder.property("default_factory", "What makes the value of a missing key; may be None.", get: { thread, arguments throws(Raised) in
                DefaultDict(arguments[0]).fields.pointee.factory
            }, set: { thread, arguments throws(Raised) in
                DefaultDict(arguments[0]).fields.pointee.factory = arguments[1].isUnbound ? .none : arguments[1]
                return .none
            })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let dict = arguments[0]
                let items = Str(try thread.callSpecial(Type(thread.machine.pointee.types.dict)[.repr], dict)).text
                let factory = DefaultDict(dict).fields.pointee.factory
                // A factory that is a method of this very dict would show it again.
                let text = try thread.beginRepr(factory) ? Str(try thread.reprAndEnd(factory)).text : "..."
                let name = dict.type(thread).name.split(separator: ".").last.map(String.init) ?? ""
                return try Str.make("\(name)(\(text), \(items))", thread).value
            }
            for name in ["copy", "__copy__"] as [StaticString] {
                try builder.method(name, "($self, /)", "Return a shallow copy.") { thread, arguments throws(Raised) in
                    try thread.call(arguments[0].type(thread).value, DefaultDict(arguments[0]).fields.pointee.factory, arguments[0])
                }
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let factory = DefaultDict(arguments[0]).fields.pointee.factory
                let items = try thread.call(try thread.getAttribute(arguments[0], thread.name(.items)))
                let result = try Tuple.allocate(count: 5, thread)
                result.base[0] = arguments[0].type(thread).value
                result.base[1] = factory.isNone ? thread.machine.pointee.emptyTuple : try thread.tuple(factory)
                result.base[2] = .none
                result.base[3] = .none
                result.base[4] = try thread.iterator(of: items)
                return result.value
            }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.dict) else { return .notImplemented }
                let result = try thread.call(arguments[0].type(thread).value, DefaultDict(arguments[0]).fields.pointee.factory, arguments[0])
                if result.is(.dict) { try Dict(result).update(arguments[1], keywords: .unbound, thread) }
                return result
            }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.dict) else { return .notImplemented }
                let result = try thread.call(arguments[0].type(thread).value, DefaultDict(arguments[0]).fields.pointee.factory, arguments[1])
                if result.is(.dict) { try Dict(result).update(arguments[0], keywords: .unbound, thread) }
                return result
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }.value
    }

    /// The `repr` of a value whose guard was entered.
    private func reprAndEnd(_ value: Value) throws(Raised) -> Value {
        defer { endRepr() }
        return try repr(value)
    }

    private func defineTupleGetter(_ module: NativeBuilder) throws(Raised) {
        machine.pointee.types.tupleGetter = try module.makeClass("collections._tuplegetter", TupleGetter.layout, "", flags: []) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, index, doc, /)") { thread, arguments throws(Raised) in
                let index = try thread.index(arguments[1])
                let getter = TupleGetter(try thread.makeInstance(of: Type(arguments[0])))
                getter.fields.pointee.index = index
                getter.fields.pointee.doc = arguments[2]
                return getter.value
            }
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                let index = TupleGetter(arguments[0]).fields.pointee.index, instance = arguments[1]
                if let item = TupleGetter(arguments[0]).item(of: instance) { return item }
                if instance.is(.tuple) { throw thread.raise(.indexError, "tuple index out of range") }
                if instance.isNone {
                    if arguments[2].isUnbound || arguments[2].isNone { throw thread.raise(.typeError, "__get__(None, None) is invalid") }
                    return arguments[0]
                }
                throw thread.raise(
                    .typeError, "descriptor for index '\(index)' for tuple subclasses doesn't apply to '\(instance.type(thread).name)' object")
            }
            try builder.method("__set__", "($self, instance, value, /)", "What assigning through an instance does.") { thread, arguments throws(Raised) in
                throw thread.raise(.attributeError, "can't set attribute")
            }
            try builder.method("__delete__", "($self, instance, /)", "What deleting through an instance does.") { thread, arguments throws(Raised) in
                throw thread.raise(.attributeError, "can't delete attribute")
            }
            try builder.property("__doc__", get: { thread, arguments throws(Raised) in TupleGetter(arguments[0]).fields.pointee.doc }, set: { thread, arguments throws(Raised) in
                TupleGetter(arguments[0]).fields.pointee.doc = arguments[1].isUnbound ? .none : arguments[1]
                return .none
            })
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = TupleGetter(arguments[0]).fields.pointee
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(Value(smallInt: fields.index), fields.doc))
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = TupleGetter(arguments[0]).fields.pointee
                return try Str.make("_tuplegetter(\(fields.index), \(Str(try thread.repr(fields.doc)).text))", thread).value
            }
        }.value
    }

    /// `mapping[item] = mapping.get(item, 0) + 1` for each item.
    private func countElements(_ mapping: Value, _ iterable: Value) throws(Raised) {
        let iterator = try iterator(of: iterable), one = Value(smallInt: 1)
        let get = try getAttribute(mapping, name(.get))
        // A dict whose `get` and `__setitem__` are dict's own is used directly.
        let dictType = Type(machine.pointee.types.dict)
        let isPlain = mapping.is(.dict) && mapping.type(self)[.setItem] == dictType[.setItem]
            && mapping.type(self).lookup(name(.get)) == dictType.lookup(name(.get))
        while true {
            let item = try advanceQuickly(iterator)
            if item.isUnbound { return }
            try charge(1)
            if isPlain {
                if let hash = hashFast(item) {
                    let position = Dict(mapping).positionFast(of: item, hash: hash, self)
                    if position >= 0 {
                        let place = Dict(mapping).table.entries + position
                        if place.pointee.value.isSmallInt, let sum = place.pointee.value.addingSmallInt(one) {
                            place.pointee.value = sum
                            continue
                        }
                    }
                }
                let hash = try hash(item)
                let count = try Dict(mapping).get(item, hash: hash, self) ?? Value(smallInt: 0)
                try Dict(mapping).set(item, hash: hash, try binary(.add, count, one), self)
            } else {
                let count = try call(get, item, Value(smallInt: 0))
                try setItem(mapping, item, try binary(.add, count, one))
            }
        }
    }
}
