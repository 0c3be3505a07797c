// How objects take part in copying and pickling: `__reduce_ex__`, `__getstate__` (in CPython: Objects/typeobject.c, reduce_newobj), and `__sizeof__`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCopying(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__reduce_ex__", "($self, protocol, /)", "Helper for pickle.") { thread, arguments throws(Raised) in
            let number = try thread.index(arguments[1])
            let reduce = try thread.getAttribute(arguments[0], thread.name(.dunderReduce))
            // A class with its own __reduce__ knows best.
            let object = Dict(Type(thread.machine.pointee.types.object).fields.pointee.namespace)
            if arguments[0].type(thread).lookup(thread.name(.dunderReduce)) != object.get(interned: Str(thread.name(.dunderReduce))) {
                return try thread.call(reduce)
            }
            return try thread.reduce(arguments[0], number)
        }
        try builder.method("__reduce__", "($self, /)", "Helper for pickle.") { thread, arguments throws(Raised) in try thread.reduce(arguments[0], 0) }
        try builder.method("__getstate__", "($self, /)", "Helper for pickle.") { thread, arguments throws(Raised) in
            try thread.state(of: arguments[0], isRequired: false)
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
            let type = arguments[0].type(thread)
            return Value(smallInt: type.fields.pointee.layout.pointee.size + 8 + type.memberCount * 8)
        }
    }

    private func importCopyreg() throws(Raised) -> Value {
        try importName(try intern("copyreg").value, names: .none, level: Value(smallInt: 0))
    }

    private func pack(_ items: Value...) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: items.count, self)
        for (index, item) in items.enumerated() { tuple.base[index] = item }
        return tuple.value
    }

    private func reduce(_ object: Value, _ number: Int) throws(Raised) -> Value {
        let copyreg = try importCopyreg()
        if number < 2 {
            return try call(try getAttribute(copyreg, try intern("_reduce_ex").value), object, Value(smallInt: number))
        }
        let type = object.type(self)
        if type[.new].isUnbound || type.flags.contains(.cannotInstantiate) { throw raise(.typeError, "cannot pickle '\(type.name)' object") }
        let (positional, keywords) = try newArguments(of: object)
        let function: Value, arguments: Value
        if !keywords.isUnbound, try length(keywords) > 0 {
            function = try getAttribute(copyreg, try intern("__newobj_ex__").value)
            arguments = try pack(type.value, positional.isUnbound ? machine.pointee.emptyTuple : positional, keywords)
        } else {
            function = try getAttribute(copyreg, try intern("__newobj__").value)
            arguments = try prepending(type.value, to: positional).value
        }
        let isContainer = object.is(.list) || object.is(.dict)
        let state = try stateForCopying(object, isRequired: positional.isUnbound && !isContainer)
        let items: Value = object.is(.list) ? try iterator(of: object) : .none
        let pairs: Value = object.is(.dict) ? try iterator(of: try call(try getAttribute(object, name(.items)))) : .none
        return try pack(function, arguments, state, items, pairs)
    }

    /// What the class of an object has under a name, bound to the object; instances and `__getattr__` are not asked.
    func specialAttribute(_ object: Value, _ name: Value) throws(Raised) -> Value? {
        let type = object.type(self)
        guard let found = type.lookup(name) else { return nil }
        return try bind(found, object, type)
    }

    /// What `__getnewargs_ex__` or `__getnewargs__` give; unbound if there is neither.
    private func newArguments(of object: Value) throws(Raised) -> (positional: Value, keywords: Value) {
        if let method = try specialAttribute(object, name(.dunderGetnewargsEx)) {
            let result = try call(method)
            guard result.is(.tuple) else { throw raise(.typeError, "__getnewargs_ex__ should return a tuple, not '\(result.type(self).name)'") }
            guard Tuple(result).count == 2 else { throw raise(.valueError, "__getnewargs_ex__ should return a tuple of length 2, not \(Tuple(result).count)") }
            let positional = Tuple(result)[0], keywords = Tuple(result)[1]
            guard positional.is(.tuple) else {
                throw raise(.typeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '\(positional.type(self).name)'")
            }
            guard keywords.is(.dict) else {
                throw raise(.typeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '\(keywords.type(self).name)'")
            }
            return (positional, keywords)
        }
        guard let method = try specialAttribute(object, name(.dunderGetnewargs)) else { return (.unbound, .unbound) }
        let result = try call(method)
        guard result.is(.tuple) else { throw raise(.typeError, "__getnewargs__ should return a tuple, not '\(result.type(self).name)'") }
        return (result, .unbound)
    }

    /// What `__getstate__` gives.
    func stateForCopying(_ object: Value, isRequired: Bool = false) throws(Raised) -> Value {
        let getState = try getAttribute(object, name(.dunderGetstate))
        let isDefault = getState.is(.nativeFunction) && Native(getState).fields.pointee.owner == machine.pointee.types.object
        return isDefault ? try state(of: object, isRequired: isRequired) : try call(getState)
    }

    /// The attributes of an object: its `__dict__`, and what its `__slots__` hold as a second dict.
    private func state(of object: Value, isRequired: Bool) throws(Raised) -> Value {
        let type = object.type(self)
        if isRequired, [.int, .tuple, .bytes].contains(type.fields.pointee.layout.pointee.kind) {
            throw raise(.typeError, "cannot pickle '\(type.name)' object")
        }
        var state = Value.none
        if let attributes = try getAttributeOrNil(object, name(.dunderDict)), attributes.is(.dict), Dict(attributes).count > 0 { state = attributes }
        let names = try slotNames(of: type)
        if isRequired, !object.isCell || object.shape.pointee.kind != .instance { throw raise(.typeError, "cannot pickle '\(type.name)' object") }
        guard names.is(.list), List(names).count > 0 else { return state }
        let slots = try Dict.make(self)
        var index = 0
        while index < List(names).count {
            let name = List(names)[index]
            index += 1
            if let value = try getAttributeOrNil(object, try attributeName(name)) { try slots.set(name, value, self) }
        }
        return slots.count > 0 ? try pack(state, slots.value) : state
    }

    private func slotNames(of type: Type) throws(Raised) -> Value {
        let key = try intern("__slotnames__")
        if let known = Dict(type.fields.pointee.namespace).get(interned: key) { return known }
        let names = try call(try getAttribute(try importCopyreg(), try intern("_slotnames").value), type.value)
        guard names.is(.list) || names.isNone else { throw raise(.typeError, "copyreg._slotnames didn't return a list or None") }
        return names
    }

    // MARK: - Another class for an object

    /// `object.__class__ = …`.
    func setClass(_ object: Value, _ value: Value) throws(Raised) {
        if value.isUnbound { throw raise(.typeError, "can't delete __class__ attribute") }
        guard value.is(.type) else { throw raise(.typeError, "__class__ must be set to a class, not '\(value.type(self).name)' object") }
        let old = object.type(self), new = Type(value)
        let module = Type(machine.pointee.types.module)
        let areModules = old.isSubtype(of: module) && new.isSubtype(of: module)
        guard areModules || old.flags.contains(.isHeapType) && new.flags.contains(.isHeapType), object.isCell else {
            throw raise(.typeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
        }
        guard new.isLaidOut, areModules || haveSameLayout(old, new) else {
            throw raise(.typeError, "__class__ assignment: '\(new.name)' object layout differs from '\(old.name)'")
        }
        if old == new { return }
        if old[.del].isUnbound, !new[.del].isUnbound, machine.pointee.finalizable.last != object.cell { try noteFinalizable(object.cell) }
        if object.shape.pointee.hasAttributes {
            _ = try Instance(object).makeDictionary(self)
            object.cell.storeBytes(of: try Instance(object).dictionaryShape(for: new, self), as: ShapePointer.self)
        } else {
            object.cell.storeBytes(of: new.fields.pointee.instanceShape, as: ShapePointer.self)
        }
    }
}
