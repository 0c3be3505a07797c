// `super`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What `super(type, object)` finds under a name if it is a plain function, which the caller calls with the object in front; nil otherwise.
    func superMethod(_ type: Value, _ object: Value, _ name: Value) throws(Raised) -> Value? {
        guard type.is(.type) else { return nil }
        let objectType = object.type(self)
        guard objectType.isSubtype(of: Type(type)), let found = lookUp(name, in: objectType, behind: Type(type)) else { return nil }
        if found.has(machine.pointee.shapes.function) { return found }
        return found.is(.nativeFunction) && Native(found).isMethodDescriptor(self) ? found : nil
    }

    /// The first attribute of a name in the classes that come behind `type` in the order of `objectType`.
    func lookUp(_ name: Value, in objectType: Type, behind type: Type) -> Value? {
        var isBehind = false
        for item in Tuple(objectType.fields.pointee.mro) {
            if isBehind, let found = Dict(Type(item).fields.pointee.namespace).get(interned: Str(name)) { return found }
            if item == type.value { isBehind = true }
        }
        return nil
    }

    /// A `super` object. `superValue` is what the code found under the name `super`.
    func makeSuper(_ superValue: Value, _ type: Value, _ object: Value, hasTwoArguments: Bool) throws(Raised) -> Value {
        if superValue != machine.pointee.types.superObject {
            return hasTwoArguments ? try call(superValue, type, object) : try call(superValue)
        }
        guard type.is(.type) else {
            throw raise(.typeError, "super() argument 1 must be a type, not \(type.type(self).name)")
        }
        let proxy = SuperObject(cell: try allocate(machine.pointee.shapes.superObject, size: MemoryLayout<SuperObject.Fields>.size))
        proxy.fields.pointee.type = type
        proxy.fields.pointee.object = object
        proxy.fields.pointee.objectType = try superCheck(Type(type), object).value
        return proxy.value
    }

    /// The class in whose order `super` looks: the object itself if it is a subclass, else its class.
    func superCheck(_ type: Type, _ object: Value) throws(Raised) -> Type {
        if object.is(.type), Type(object).isSubtype(of: type) { return Type(object) }
        let objectType = object.type(self)
        if objectType.isSubtype(of: type) { return objectType }
        if let claimed = try getAttributeOrNil(object, name(.dunderClass)), claimed.is(.type), claimed != objectType.value,
            Type(claimed).isSubtype(of: type)
        {
            return Type(claimed)
        }
        throw raise(.typeError, "super(type, obj): obj (\(object.is(.type) ? "type" : "instance of") \(object.is(.type) ? Type(object).name : objectType.name)) is not an instance or subtype of type (\(type.name)).")
    }

    /// Adds the methods of `super`.
    func defineSuper(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
            guard arguments[0].is(.superObject), arguments[1].is(.str) else { throw thread.raise(.typeError, "attribute name must be string") }
            let fields = SuperObject(arguments[0]).fields
            let name = thread.intern(Str(arguments[1]))
            if fields.pointee.objectType.is(.type), name.value != thread.name(.dunderClass),
                let found = thread.lookUp(name.value, in: Type(fields.pointee.objectType), behind: Type(fields.pointee.type))
            {
                let isClass = fields.pointee.object == fields.pointee.objectType
                return try thread.bind(found, isClass ? .unbound : fields.pointee.object, Type(fields.pointee.objectType))
            }
            guard let value = try thread.genericGetAttribute(arguments[0], arguments[0].type(thread), name.value) else {
                throw thread.raise(.attributeError, "'super' object has no attribute '\(name.text)'", name: name.value, object: arguments[0])
            }
            return value
        }
    }
}
