// `super`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What `super(type, object)` finds under a name if it is a plain function, which the caller calls with the object in front; nil otherwise.
    func superMethod(_ type: Value, _ object: Value, _ name: Value) throws(Raised) -> Value? {
        guard type.is(.type) else { return nil }
        let objectType = object.type(self)
        guard objectType.isSubtype(of: Type(type)), let found = lookUp(name, in: objectType, behind: Type(type)) else { return nil }
        if found.is(.function) { return found }
        return found.is(.nativeFunction) && Native(found).isMethodDescriptor(self) ? found : nil
    }

    /// The first attribute of a name in the classes that come behind `type` in the order of `objectType`.
    func lookUp(_ name: Value, in objectType: Type, behind type: Type) -> Value? {
        var isBehind = false
        guard objectType.fields.pointee.mro.is(.tuple) else { return nil }
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
        throw raiseNotSubtype(object, of: type)
    }

    func raiseNotSubtype(_ object: Value, of type: Type) -> Raised {
        let subject = object.is(.type) ? "type \(Type(object).name)" : "instance of \(object.type(self).name)"
        return raise(.typeError, "super(type, obj): obj (\(subject)) is not an instance or subtype of type (\(type.name)).")
    }

    /// Adds the methods of `super`.
    func defineSuper(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            let instance = try thread.makeInstance(of: Type(arguments[0]))
            let fields = SuperObject(instance).fields
            fields.pointee.type = .none
            fields.pointee.object = .none
            fields.pointee.objectType = .none
            return instance
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            if !arguments[2].isUnbound { throw thread.raise(.typeError, "super() takes no keyword arguments") }
            let given = Tuple(arguments[1])
            if given.count > 2 { throw thread.raise(.typeError, "super() expected at most 2 arguments, got \(given.count)") }
            let type: Value, object: Value
            if given.count == 0 {
                (type, object) = try thread.superOfFrame()
            } else {
                type = given[0]
                object = given.count > 1 ? given[1] : .none
            }
            guard type.is(.type) else { throw thread.raise(.typeError, "super() argument 1 must be a type, not \(type.type(thread).name)") }
            let fields = SuperObject(arguments[0]).fields
            let objectType: Value = object.isNone ? .none : try thread.superCheck(Type(type), object).value
            fields.pointee.type = type
            fields.pointee.object = object
            fields.pointee.objectType = objectType
            return .none
        }
        try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
            let fields = SuperObject(arguments[0]).fields
            let name = Str(try thread.attributeName(arguments[1]))
            if fields.pointee.objectType.is(.type), name.value != thread.name(.dunderClass),
                let found = thread.lookUp(name.value, in: Type(fields.pointee.objectType), behind: Type(fields.pointee.type))
            {
                let isClass = fields.pointee.object == fields.pointee.objectType
                return try thread.bind(found, isClass ? .unbound : fields.pointee.object, Type(fields.pointee.objectType))
            }
            guard let value = try thread.genericGetAttribute(arguments[0], arguments[0].type(thread), name.value) else {
                throw thread.raise(.attributeError, "'\(arguments[0].type(thread).name)' object has no attribute '\(name.text)'", name: name.value, object: arguments[0])
            }
            return value
        }
        try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
            let fields = SuperObject(arguments[0]).fields
            if arguments[1].isNone || !fields.pointee.object.isNone { return arguments[0] }
            if !arguments[0].has(thread.machine.pointee.shapes.superObject) {
                return try thread.call(arguments[0].type(thread).value, fields.pointee.type, arguments[1])
            }
            let objectType = try thread.superCheck(Type(fields.pointee.type), arguments[1])
            let proxy = SuperObject(try thread.makeInstance(of: arguments[0].type(thread)))
            proxy.fields.pointee.type = fields.pointee.type
            proxy.fields.pointee.object = arguments[1]
            proxy.fields.pointee.objectType = objectType.value
            return proxy.value
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let fields = SuperObject(arguments[0]).fields.pointee
            let type = fields.type.is(.type) ? Type(fields.type).name : "NULL"
            let object = fields.objectType.is(.type) ? "<\(Type(fields.objectType).name) object>" : "NULL"
            return try Str.make("<super: <class '\(type)'>, \(object)>", thread).value
        }
        try builder.member("__thisclass__", "the class behind which the search begins") { thread, arguments throws(Raised) in SuperObject(arguments[0]).fields.pointee.type }
        try builder.member("__self__", "what attributes are bound to; may be None") { thread, arguments throws(Raised) in
            SuperObject(arguments[0]).fields.pointee.object
        }
        try builder.member("__self_class__", "whose method resolution order is searched; may be None") { thread, arguments throws(Raised) in
            SuperObject(arguments[0]).fields.pointee.objectType
        }
    }

    /// What `super()` means in the running function: the class it is defined in, and its first argument.
    private func superOfFrame() throws(Raised) -> (type: Value, object: Value) {
        let activation = pointee.activation
        let code = Code(activation.pointee.code.pointee.codeObject)
        let fields = code.object.fields
        if activation == pointee.activationBase { throw raise(.runtimeError, "super(): no current frame") }
        if fields.argumentCount == 0 { throw raise(.runtimeError, "super(): no arguments") }
        var object = activation.pointee.registers[0]
        if fields.localKinds.count > 0, fields.localKinds[0].contains(.cell), object.is(.cell) { object = Cell(object).fields.pointee.content }
        if object.isUnbound { throw raise(.runtimeError, "super(): arg[0] deleted") }
        let names = Tuple(code.fields.pointee.localNames)
        for index in 0..<names.count where index < fields.localKinds.count && fields.localKinds[index].contains(.free) && names[index] == name(.dunderClass) {
            let cell = activation.pointee.registers[index]
            guard cell.is(.cell), !Cell(cell).fields.pointee.content.isUnbound else { throw raise(.runtimeError, "super(): empty __class__ cell") }
            let type = Cell(cell).fields.pointee.content
            guard type.is(.type) else { throw raise(.runtimeError, "super(): __class__ is not a type (\(type.type(self).name))") }
            return (type, object)
        }
        throw raise(.runtimeError, "super(): __class__ cell not found")
    }
}
