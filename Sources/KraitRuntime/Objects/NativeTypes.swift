// The classes of functions written in Swift. All have the fields of `Native`; which class one is tells how it was defined and whether it is bound.
//
//     builtin_function_or_method   a function of a module; a static or class method or a method, bound
//     method_descriptor            a method in the namespace of its class
//     wrapper_descriptor           a special method there; bound it is a method-wrapper
//     classmethod_descriptor       a class method there

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineNativeTypes() throws(Raised) {
        try define(\.nativeFunction, "builtin_function_or_method", shape: \.nativeFunction, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try defineNativeNames(builder)
            try defineBoundComparison(builder)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = Native(arguments[0]).fields.pointee
                let name = "\(fields.definition.pointee.name)"
                if fields.boundSelf.isUnbound || fields.boundSelf.is(.module) { return try Str.make("<built-in function \(name)>", thread).value }
                return try Str.make(
                    "<built-in method \(name) of \(fields.boundSelf.type(thread).name) object at 0x\(thread.address(of: fields.boundSelf))>", thread).value
            }
            try builder.property("__self__", get: { thread, arguments throws(Raised) in
                let fields = Native(arguments[0]).fields.pointee
                if !fields.boundSelf.isUnbound { return fields.boundSelf }
                // A function of a module belongs to the module.
                guard fields.owner.is(.str), thread.machine.pointee.modules.is(.dict) else { return .none }
                return try Dict(thread.machine.pointee.modules).get(fields.owner, thread) ?? .none
            })
            try builder.property("__module__", get: { thread, arguments throws(Raised) in
                let owner = Native(arguments[0]).fields.pointee.owner
                return owner.is(.str) ? owner : .none
            })
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = Native(arguments[0]).fields.pointee
                if fields.boundSelf.isUnbound || fields.boundSelf.is(.module) { return try thread.intern("\(fields.definition.pointee.name)").value }
                return try thread.reduceToAttribute(of: fields.boundSelf, fields)
            }
        }
        for (path, shape, name) in [
            (\Types.methodDescriptor, \Shapes.methodDescriptor, "method_descriptor"),
            (\Types.wrapperDescriptor, \Shapes.wrapperDescriptor, "wrapper_descriptor"),
            (\Types.classMethodDescriptor, \Shapes.classMethodDescriptor, "classmethod_descriptor"),
        ] {
            try define(path, name, shape: shape, flags: [.cannotInstantiate]) { builder throws(Raised) in
                try defineNativeNames(builder)
                try builder.member("__objclass__") { thread, arguments throws(Raised) in Native(arguments[0]).fields.pointee.owner }
                try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                    let fields = Native(arguments[0]).fields.pointee
                    let isSlot = arguments[0].shape == thread.machine.pointee.shapes.wrapperDescriptor
                    let owner = fields.owner.is(.type) ? Type(fields.owner).name : "?"
                    return try Str.make("<\(isSlot ? "slot wrapper" : "method") '\(fields.definition.pointee.name)' of '\(owner)' objects>", thread).value
                }
                try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                    try thread.getNative(Native(arguments[0]), arguments[1], arguments[2])
                }
                try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                    let fields = Native(arguments[0]).fields.pointee
                    return try thread.reduceToAttribute(of: fields.owner, fields)
                }
            }
        }
        try define(\.methodWrapper, "method-wrapper", shape: \.methodWrapper, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try defineNativeNames(builder)
            try defineBoundComparison(builder)
            try builder.member("__self__") { thread, arguments throws(Raised) in Native(arguments[0]).fields.pointee.boundSelf }
            try builder.property("__objclass__", get: { thread, arguments throws(Raised) in Native(arguments[0]).fields.pointee.owner })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = Native(arguments[0]).fields.pointee
                return try Str.make(
                    "<method-wrapper '\(fields.definition.pointee.name)' of \(fields.boundSelf.type(thread).name) object at 0x\(thread.address(of: fields.boundSelf))>",
                    thread).value
            }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = Native(arguments[0]).fields.pointee
                return try thread.reduceToAttribute(of: fields.boundSelf, fields)
            }
        }
    }

    private func defineNativeNames(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
            try thread.callSpread(arguments)
        }
        try builder.property("__name__", get: { thread, arguments throws(Raised) in
            try thread.intern(Native(arguments[0]).fields.pointee.definition.pointee.name).value
        })
        try builder.property("__qualname__", get: { thread, arguments throws(Raised) in
            let native = Native(arguments[0]), fields = native.fields.pointee
            // A method bound to a class is named after that class.
            if fields.boundSelf.is(.type), arguments[0].shape == thread.machine.pointee.shapes.nativeFunction {
                return try thread.intern(Str(Type(fields.boundSelf).fields.pointee.qualifiedName).text + ".\(fields.definition.pointee.name)").value
            }
            return try fields.owner.is(.type) ? thread.intern(native.qualifiedName).value : thread.intern(fields.definition.pointee.name).value
        })
        try builder.property("__doc__", get: { thread, arguments throws(Raised) in
            let doc = Native(arguments[0]).fields.pointee.definition.pointee.doc
            return doc.utf8CodeUnitCount == 0 ? .none : try Str.make("\(doc)", thread).value
        })
        try builder.property("__text_signature__", get: { thread, arguments throws(Raised) in
            let signature = "\(Native(arguments[0]).fields.pointee.definition.pointee.signature)"
            if Native(arguments[0]).fields.pointee.owner.is(.str) {
                return try Str.make("($module" + (signature == "()" ? "" : ", ") + signature.dropFirst(), thread).value
            }
            return try Str.make(signature, thread).value
        })
    }

    /// Bound functions are equal if they are the same function bound to the same object.
    private func defineBoundComparison(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.nativeFunction), arguments[1].shape == arguments[0].shape else { return .notImplemented }
            let left = Native(arguments[0]).fields.pointee, right = Native(arguments[1]).fields.pointee
            return Value(left.definition == right.definition && left.boundSelf == right.boundSelf)
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            let fields = Native(arguments[0]).fields.pointee
            let receiver = fields.boundSelf.isUnbound ? 0 : thread.identityHash(fields.boundSelf)
            return Value(smallInt: (receiver ^ Int(bitPattern: fields.definition) >> 4) & Int.max >> 3)
        }
    }

    /// `getattr(object, name)`, as pickling writes a function.
    private func reduceToAttribute(of object: Value, _ fields: Native.Fields) throws(Raised) -> Value {
        let inner = try Tuple.allocate(count: 2, self)
        inner.base[0] = object
        inner.base[1] = try intern(fields.definition.pointee.name).value
        let result = try Tuple.allocate(count: 2, self)
        result.base[0] = try builtin("getattr")
        result.base[1] = inner.value
        return result.value
    }

    /// `descriptor.__get__(instance, owner)` with the checks of a direct call.
    private func getNative(_ native: Native, _ instance: Value, _ owner: Value) throws(Raised) -> Value {
        let name = native.fields.pointee.definition.pointee.name
        let hasOwner = !owner.isUnbound && !owner.isNone
        if native.fields.pointee.isClassMethod {
            guard hasOwner || !instance.isNone else { throw raise(.typeError, "descriptor '\(name)' for type '\(Type(native.fields.pointee.owner).name)' needs either an object or a type") }
            let type = hasOwner ? owner : instance.type(self).value
            guard type.is(.type) else {
                throw raise(.typeError, "descriptor '\(name)' for type '\(Type(native.fields.pointee.owner).name)' needs a type, not a '\(type.type(self).name)' as arg 2")
            }
            guard Type(type).isSubtype(of: Type(native.fields.pointee.owner)) else {
                throw raise(.typeError, "descriptor '\(name)' requires a subtype of '\(Type(native.fields.pointee.owner).name)' but received '\(Type(type).name)'")
            }
            return try native.bind(instance, Type(type), self)
        }
        if instance.isNone && !(native.fields.pointee.owner == machine.pointee.types.none) {
            if !hasOwner { throw raise(.typeError, "__get__(None, None) is invalid") }
            return native.value
        }
        let ownerType = Type(native.fields.pointee.owner)
        guard instance.type(self).isSubtype(of: ownerType) else {
            throw raise(.typeError, "descriptor '\(name)' for '\(ownerType.name)' objects doesn't apply to a '\(instance.type(self).name)' object")
        }
        return try native.bind(instance, instance.type(self), self)
    }
}
