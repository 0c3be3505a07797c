// `dir`: the names of an object's attributes (in CPython: Objects/object.c, PyObject_Dir; Objects/typeobject.c, object___dir___impl).

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `dir(value)`: what `__dir__` gives, as a sorted list.
    func attributeList(_ value: Value) throws(Raised) -> Value {
        let method = value.type(self)[.dir]
        if method.isUnbound { throw raise(.typeError, "object does not provide __dir__") }
        let names = try callSpecial(method, value)
        let list = try List.make(self)
        let items = try iterator(of: names)
        while let item = try nextItem(items) { try list.append(item, self) }
        _ = try call(try getAttribute(list.value, try intern("sort").value))
        return list.value
    }

    /// The names in a class and its bases.
    private func addClassNames(_ type: Type, to names: Dict) throws(Raised) {
        guard type.fields.pointee.mro.is(.tuple) else { return try addKeys(Dict(type.fields.pointee.namespace), to: names) }
        let order = Tuple(type.fields.pointee.mro)
        for index in 0..<order.count { try addKeys(Dict(Type(order[index]).fields.pointee.namespace), to: names) }
    }

    private func addKeys(_ dict: Dict, to names: Dict) throws(Raised) {
        var position = 0
        while let index = dict.nextPosition(from: position) {
            let entry = dict.table.entries[index]
            try names.set(entry.key, hash: entry.hash, .none, self)
            position = index + 1
        }
    }

    private func keyList(_ names: Dict) throws(Raised) -> Value {
        let list = try List.make(capacity: names.count, self)
        var position = 0
        while let index = names.nextPosition(from: position) {
            try list.append(names.table.entries[index].key, self)
            position = index + 1
        }
        return list.value
    }

    func defineListing(object builder: NativeBuilder) throws(Raised) {
        try builder.method("__dir__", "($self, /)", "The names of all attributes.") { thread, arguments throws(Raised) in
            let names = try Dict.make(thread)
            if let own = try thread.getAttributeOrNil(arguments[0], thread.name(.dunderDict)), own.is(.dict) { try thread.addKeys(Dict(own), to: names) }
            if let claimed = try thread.getAttributeOrNil(arguments[0], thread.name(.dunderClass)), claimed.is(.type) {
                try thread.addClassNames(Type(claimed), to: names)
            }
            return try thread.keyList(names)
        }
    }

    func defineListing(type builder: NativeBuilder) throws(Raised) {
        try builder.method("__dir__", "($self, /)", "The names of all attributes of the class and its bases.") { thread, arguments throws(Raised) in
            let names = try Dict.make(thread)
            try thread.addClassNames(Type(arguments[0]), to: names)
            return try thread.keyList(names)
        }
    }

    func defineListing(module builder: NativeBuilder) throws(Raised) {
        try builder.method("__dir__", "($self, /)", "__dir__() -> list") { thread, arguments throws(Raised) in
            guard let own = try thread.getAttributeOrNil(arguments[0], thread.name(.dunderDict)), own.is(.dict) else {
                throw thread.raise(.typeError, "<module>.__dict__ is not a dictionary")
            }
            if let hook = Dict(own).get(interned: try thread.intern("__dir__")) { return try thread.call(hook) }
            return try thread.keyList(Dict(own))
        }
    }
}
