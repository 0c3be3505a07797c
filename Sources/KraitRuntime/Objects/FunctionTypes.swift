// The classes of functions, methods, cells and code, and of the descriptors in class namespaces.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFunctions() throws(Raised) {
        try define(\.function, "function", shape: \.function, hasAttributes: true) { builder throws(Raised) in
            try builder.method("__call__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in try thread.callSpread(arguments) }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                let name = Str(Function(arguments[0]).fields.pointee.qualifiedName).text
                return try Str.make("<function \(name) at 0x\(thread.address(of: arguments[0]))>", thread).value
            }
            try builder.method("__get__", "($self, instance, owner=None, /)") { thread, arguments throws(Raised) in
                arguments[1].isNone ? arguments[0] : try BoundMethod.make(arguments[0], arguments[1], thread)
            }
            try defineFunctionAttributes(builder)
        }
        try define(\.nativeFunction, "builtin_function_or_method", shape: \.nativeFunction) { builder throws(Raised) in
            try builder.method("__call__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in try thread.callSpread(arguments) }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                let native = Native(arguments[0])
                let name = "\(native.fields.pointee.definition.pointee.name)"
                if native.isMethodDescriptor(thread) {
                    return try Str.make("<method '\(name)' of '\(Type(native.fields.pointee.owner).name)' objects>", thread).value
                }
                let receiver = native.fields.pointee.boundSelf
                if receiver.isUnbound || receiver.isNone { return try Str.make("<built-in function \(name)>", thread).value }
                return try Str.make("<built-in method \(name) of \(receiver.type(thread).name) object at 0x\(thread.address(of: receiver))>", thread).value
            }
            try builder.property("__name__", get: { thread, arguments throws(Raised) in
                try thread.intern("\(Native(arguments[0]).fields.pointee.definition.pointee.name)").value
            })
            try builder.property("__qualname__", get: { thread, arguments throws(Raised) in try thread.intern(Native(arguments[0]).qualifiedName).value })
            try builder.property("__self__", get: { thread, arguments throws(Raised) in
                let receiver = Native(arguments[0]).fields.pointee.boundSelf
                return receiver.isUnbound ? .none : receiver
            })
            try builder.property("__doc__", get: { thread, arguments throws(Raised) in
                try Str.make("\(Native(arguments[0]).fields.pointee.definition.pointee.doc)", thread).value
            })
            try builder.property("__text_signature__", get: { thread, arguments throws(Raised) in
                try Str.make("\(Native(arguments[0]).fields.pointee.definition.pointee.signature)", thread).value
            })
        }
        try define(\.boundMethod, "method", shape: \.boundMethod) { builder throws(Raised) in
            try builder.method("__call__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in try thread.callSpread(arguments) }
            try builder.property("__func__", get: { thread, arguments throws(Raised) in BoundMethod(arguments[0]).fields.pointee.function })
            try builder.property("__self__", get: { thread, arguments throws(Raised) in BoundMethod(arguments[0]).fields.pointee.receiver })
            try builder.method("__getattribute__", "($self, name, /)") { thread, arguments throws(Raised) in
                let name = try thread.attributeName(arguments[1])
                let type = arguments[0].type(thread)
                if type.lookup(name) != nil, let value = try thread.genericGetAttribute(arguments[0], type, name), name != thread.name(.dunderDoc) { return value }
                return try thread.getAttribute(BoundMethod(arguments[0]).fields.pointee.function, name)
            }
            try builder.method("__eq__", "($self, value, /)") { thread, arguments throws(Raised) in
                guard arguments[1].is(.boundMethod) else { return .notImplemented }
                let left = BoundMethod(arguments[0]).fields.pointee, right = BoundMethod(arguments[1]).fields.pointee
                return Value(left.receiver.isIdentical(to: right.receiver) && left.function == right.function)
            }
            try builder.method("__hash__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = BoundMethod(arguments[0]).fields.pointee
                return Value(smallInt: thread.identityHash(fields.receiver) ^ thread.identityHash(fields.function))
            }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = BoundMethod(arguments[0]).fields.pointee
                let name = try thread.getAttributeOrNil(fields.function, thread.name(.dunderQualname)) ?? thread.name(.underscore)
                let receiver = Str(try thread.repr(fields.receiver)).text
                return try Str.make("<bound method \(name.is(.str) ? Str(name).text : "?") of \(receiver)>", thread).value
            }
        }
        try define(\.cell, "cell", shape: \.cell, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.property("cell_contents", get: { thread, arguments throws(Raised) in
                let content = Cell(arguments[0]).fields.pointee.content
                if content.isUnbound { throw thread.raise(.valueError, "cell is empty") }
                return content
            }, set: { thread, arguments throws(Raised) in
                Cell(arguments[0]).fields.pointee.content = arguments[1]
                return .none
            })
        }
        try define(\.module, "module", shape: \.module, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.method("__getattribute__", "($self, name, /)") { thread, arguments throws(Raised) in
                let name = try thread.attributeName(arguments[1])
                guard arguments[0].is(.module) else { throw thread.raise(.typeError, "expected a module") }
                if let value = Module(arguments[0]).dict.get(interned: Str(name)) { return value }
                if let value = try thread.genericGetAttribute(arguments[0], arguments[0].type(thread), name) { return value }
                if let hook = Module(arguments[0]).dict.get(interned: try thread.intern("__getattr__")) { return try thread.call(hook, name) }
                throw thread.raiseModuleAttributeError(arguments[0], name)
            }
            try builder.method("__setattr__", "($self, name, value, /)") { thread, arguments throws(Raised) in
                try Module(arguments[0]).dict.set(interned: Str(try thread.attributeName(arguments[1])), arguments[2], thread)
                return .none
            }
            try builder.property("__dict__", get: { thread, arguments throws(Raised) in Module(arguments[0]).fields.pointee.dict })
            try defineListing(module: builder)
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
                let name = Module(arguments[0]).dict.get(interned: Str(thread.name(.dunderName)))
                return try Str.make("<module '\(name.map { $0.is(.str) ? Str($0).text : "?" } ?? "?")'>", thread).value
            }
        }
    }

    private func defineFunctionAttributes(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__code__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.code }, set: { thread, arguments throws(Raised) in
            try thread.setCode(Function(arguments[0]), arguments[1])
            return .none
        })
        try builder.property("__globals__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.globals })
        try builder.property("__closure__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.closure })
        try builder.property("__defaults__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.defaults }, set: { thread, arguments throws(Raised) in
            let value: Value = arguments[1].isUnbound ? .none : arguments[1]
            guard value.isNone || value.is(.tuple) else { throw thread.raise(.typeError, "__defaults__ must be set to a tuple object") }
            Function(arguments[0]).fields.pointee.defaults = value
            return .none
        })
        try builder.property("__kwdefaults__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.keywordDefaults }, set: { thread, arguments throws(Raised) in
            let value: Value = arguments[1].isUnbound ? .none : arguments[1]
            guard value.isNone || value.is(.dict) else { throw thread.raise(.typeError, "__kwdefaults__ must be set to a dict object") }
            Function(arguments[0]).fields.pointee.keywordDefaults = value
            return .none
        })
        try builder.property("__name__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.name }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__name__ must be set to a string object") }
            Function(arguments[0]).fields.pointee.name = arguments[1]
            return .none
        })
        try builder.property("__qualname__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.qualifiedName }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__qualname__ must be set to a string object") }
            Function(arguments[0]).fields.pointee.qualifiedName = arguments[1]
            return .none
        })
        try builder.property("__doc__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.doc }, set: { thread, arguments throws(Raised) in
            Function(arguments[0]).fields.pointee.doc = arguments[1].isUnbound ? .none : arguments[1]
            return .none
        })
        try builder.property("__module__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.module }, set: { thread, arguments throws(Raised) in
            Function(arguments[0]).fields.pointee.module = arguments[1].isUnbound ? .none : arguments[1]
            return .none
        })
        try builder.property("__annotations__", get: { thread, arguments throws(Raised) in
            let fields = Function(arguments[0]).fields
            if !fields.pointee.annotations.is(.dict) {
                // The compiler leaves a tuple of names and values; it becomes a dict when someone asks.
                let dict = try Dict.make(thread)
                if fields.pointee.annotations.is(.tuple) {
                    let pairs = Tuple(fields.pointee.annotations)
                    for index in stride(from: 0, to: pairs.count - 1, by: 2) { try dict.set(pairs[index], pairs[index + 1], thread) }
                }
                fields.pointee.annotations = dict.value
            }
            return fields.pointee.annotations
        }, set: { thread, arguments throws(Raised) in
            guard arguments[1].isUnbound || arguments[1].isNone || arguments[1].is(.dict) else {
                throw thread.raise(.typeError, "__annotations__ must be set to a dict object")
            }
            Function(arguments[0]).fields.pointee.annotations = arguments[1].isNone ? .unbound : arguments[1]
            return .none
        })
        try builder.property("__type_params__", get: { thread, arguments throws(Raised) in
            let parameters = Function(arguments[0]).fields.pointee.typeParameters
            return parameters.isUnbound ? thread.machine.pointee.emptyTuple : parameters
        })
        try builder.property("__dict__", get: { thread, arguments throws(Raised) in try Instance(arguments[0]).makeDictionary(thread).value })
    }

    func raiseModuleAttributeError(_ module: Value, _ name: Value) -> Raised {
        let known = Module(module).dict.get(interned: Str(self.name(.dunderName)))
        let text = known.map { $0.is(.str) ? Str($0).text : "" } ?? ""
        return raise(.attributeError, text.isEmpty ? "module has no attribute '\(Str(name).text)'" : "module '\(text)' has no attribute '\(Str(name).text)'", name: name, object: module)
    }

    /// Calls `arguments[0]` with the tuple and dict that `(*args, **kwargs)` became: what `__call__` of callables does.
    func callSpread(_ arguments: Arguments) throws(Raised) -> Value {
        let callee = arguments[0]
        guard arguments[1].is(.tuple) else { return try call(callee) }
        return try withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
            try call(callee, sorted, keywordNames: names)
        }
    }

    /// Lays the items of a tuple and the values of a dict out as the arguments of a call.
    func withSpread<Result>(
        _ tuple: Tuple, keywords: Value, _ body: (Arguments, Tuple?) throws(Raised) -> Result
    ) throws(Raised) -> Result {
        let count = tuple.count
        let extra = keywords.is(.dict) ? Dict(keywords).count : 0
        let base = freeRegisters
        guard base + count + extra + 66 < pointee.registerLimit else { throw raise(.recursionError, "maximum recursion depth exceeded") }
        base.update(from: tuple.base, count: count)
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = base + count + extra
        defer { pointee.nativeTop = nativeTop }
        for index in 0..<extra { base[count + index] = .unbound }
        if extra == 0 { return try body(Arguments(base: base, count: count), nil) }
        let names = try Tuple.allocate(count: extra, self)
        var position = 0, index = 0
        while let entry = Dict(keywords).nextPosition(from: position), index < extra {
            let item = Dict(keywords).table.entries[entry]
            guard item.key.is(.str) else { throw raise(.typeError, "keywords must be strings") }
            names.base[index] = item.key
            base[count + index] = item.value
            index += 1
            position = entry + 1
        }
        return try body(Arguments(base: base, count: count), names)
    }

    // MARK: - Descriptors

    func defineDescriptors() throws(Raised) {
        try define(\.getSetDescriptor, "getset_descriptor", shape: \.getSetDescriptor) { builder throws(Raised) in
            try builder.method("__get__", "($self, instance, owner=None, /)") { thread, arguments throws(Raised) in
                if arguments[1].isNone { return arguments[0] }
                let descriptor = GetSetDescriptor(arguments[0]).fields.pointee
                guard arguments[1].type(thread).isSubtype(of: Type(descriptor.owner)) else {
                    throw thread.raise(.typeError, "descriptor '\(Str(descriptor.name).text)' for '\(Type(descriptor.owner).name)' objects doesn't apply to a '\(arguments[1].type(thread).name)' object")
                }
                return try descriptor.getter(thread, Arguments(base: arguments.base + 1, count: 1))
            }
            try builder.method("__set__", "($self, instance, value, /)") { thread, arguments throws(Raised) in
                let descriptor = GetSetDescriptor(arguments[0]).fields.pointee
                guard arguments[1].type(thread).isSubtype(of: Type(descriptor.owner)) else {
                    throw thread.raise(.typeError, "descriptor '\(Str(descriptor.name).text)' for '\(Type(descriptor.owner).name)' objects doesn't apply to a '\(arguments[1].type(thread).name)' object")
                }
                guard let setter = descriptor.setter else {
                    throw thread.raise(.attributeError, "attribute '\(Str(descriptor.name).text)' of '\(Type(descriptor.owner).name)' objects is not writable")
                }
                return try setter(thread, Arguments(base: arguments.base + 1, count: 2))
            }
            try builder.method("__delete__", "($self, instance, /)") { thread, arguments throws(Raised) in
                let descriptor = GetSetDescriptor(arguments[0]).fields.pointee
                guard let setter = descriptor.setter else {
                    throw thread.raise(.attributeError, "attribute '\(Str(descriptor.name).text)' of '\(Type(descriptor.owner).name)' objects is not writable")
                }
                return try setter(thread, Arguments(base: arguments.base + 1, count: 1))
            }
        }
        try define(\.property, "property", shape: \.property, layout: Property.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)") { thread, arguments throws(Raised) in
                let instance = try thread.makeInstance(of: Type(arguments[0]))
                let values = (instance.cell + 8).assumingMemoryBound(to: Value.self)
                for index in 0..<6 { values[index] = .none }
                return instance
            }
            try builder.method("__init__", "($self, /, fget=None, fset=None, fdel=None, doc=None)") { thread, arguments throws(Raised) in
                let fields = Property(arguments[0]).fields
                fields.pointee.getter = arguments[1].isUnbound ? .none : arguments[1]
                fields.pointee.setter = arguments[2].isUnbound ? .none : arguments[2]
                fields.pointee.deleter = arguments[3].isUnbound ? .none : arguments[3]
                fields.pointee.doc = arguments[4].isUnbound ? .none : arguments[4]
                if fields.pointee.doc.isNone, !fields.pointee.getter.isNone {
                    fields.pointee.doc = try thread.getAttributeOrNil(fields.pointee.getter, thread.name(.dunderDoc)) ?? .none
                }
                return .none
            }
            try builder.method("__get__", "($self, instance, owner=None, /)") { thread, arguments throws(Raised) in
                if arguments[1].isNone { return arguments[0] }
                let getter = Property(arguments[0]).fields.pointee.getter
                if getter.isNone { throw thread.raisePropertyError(arguments[0], arguments[1], "getter") }
                return try thread.call(getter, arguments[1])
            }
            try builder.method("__set__", "($self, instance, value, /)") { thread, arguments throws(Raised) in
                let setter = Property(arguments[0]).fields.pointee.setter
                if setter.isNone { throw thread.raisePropertyError(arguments[0], arguments[1], "setter") }
                _ = try thread.call(setter, arguments[1], arguments[2])
                return .none
            }
            try builder.method("__delete__", "($self, instance, /)") { thread, arguments throws(Raised) in
                let deleter = Property(arguments[0]).fields.pointee.deleter
                if deleter.isNone { throw thread.raisePropertyError(arguments[0], arguments[1], "deleter") }
                _ = try thread.call(deleter, arguments[1])
                return .none
            }
            try builder.method("__set_name__", "($self, owner, name, /)") { thread, arguments throws(Raised) in
                Property(arguments[0]).fields.pointee.name = arguments[2]
                return .none
            }
            try builder.method("getter", "($self, function, /)") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0]) { $0.getter = arguments[1] }
            }
            try builder.method("setter", "($self, function, /)") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0]) { $0.setter = arguments[1] }
            }
            try builder.method("deleter", "($self, function, /)") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0]) { $0.deleter = arguments[1] }
            }
            try builder.property("fget", get: { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.getter })
            try builder.property("fset", get: { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.setter })
            try builder.property("fdel", get: { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.deleter })
            try builder.property("__doc__", get: { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.doc })
        }
        for (path, shape, name, layout) in [
            (\Types.staticMethod, \Shapes.staticMethod, "staticmethod", StaticMethod.layout),
            (\Types.classMethod, \Shapes.classMethod, "classmethod", StaticMethod.classMethodLayout),
        ] {
            try define(path, name, shape: shape, layout: layout, flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
                try builder.staticMethod("__new__", "($type, function, /)") { thread, arguments throws(Raised) in
                    let instance = try thread.makeInstance(of: Type(arguments[0]))
                    StaticMethod(instance).fields.pointee.function = arguments[1]
                    return instance
                }
                try builder.method("__init__", "($self, function, /)") { thread, arguments throws(Raised) in .none }
                try builder.method("__get__", "($self, instance, owner=None, /)") { thread, arguments throws(Raised) in
                    let function = StaticMethod(arguments[0]).fields.pointee.function
                    if arguments[0].is(.staticMethod) { return function }
                    let owner = arguments[2].is(.type) ? arguments[2] : arguments[1].type(thread).value
                    return function.is(.function) ? try BoundMethod.make(function, owner, thread) : try BoundMethod.make(function, owner, thread)
                }
                try builder.property("__func__", get: { thread, arguments throws(Raised) in StaticMethod(arguments[0]).fields.pointee.function })
            }
        }
        try define(\.memberDescriptor, "member_descriptor", shape: \.memberDescriptor, layout: MemberDescriptor.layout) { builder throws(Raised) in
            try builder.method("__get__", "($self, instance, owner=None, /)") { thread, arguments throws(Raised) in
                if arguments[1].isNone { return arguments[0] }
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                let value = (arguments[1].cell + member.offset).load(as: Value.self)
                if value.isUnbound { throw thread.raiseAttributeError(arguments[1], member.name) }
                return value
            }
            try builder.method("__set__", "($self, instance, value, /)") { thread, arguments throws(Raised) in
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                (arguments[1].cell + member.offset).storeBytes(of: arguments[2], as: Value.self)
                return .none
            }
            try builder.method("__delete__", "($self, instance, /)") { thread, arguments throws(Raised) in
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                let place = (arguments[1].cell + member.offset).assumingMemoryBound(to: Value.self)
                if place.pointee.isUnbound { throw thread.raiseAttributeError(arguments[1], member.name) }
                place.pointee = .unbound
                return .none
            }
        }
        try defineMappingProxy()
        try define(\.superObject, "super", shape: \.superObject, layout: SuperObject.layout, flags: [.isBaseType]) { builder throws(Raised) in try defineSuper(builder) }
    }

    fileprivate func checkMember(_ member: MemberDescriptor.Fields, _ instance: Value) throws(Raised) {
        guard instance.isCell, instance.type(self).isSubtype(of: Type(member.owner)) else {
            throw raise(.typeError, "descriptor '\(Str(member.name).text)' for '\(Type(member.owner).name)' objects doesn't apply to a '\(instance.type(self).name)' object")
        }
    }

    fileprivate func raisePropertyError(_ property: Value, _ object: Value, _ what: String) -> Raised {
        let name = Property(property).fields.pointee.name
        let type = object.type(self).name
        return raise(.attributeError, name.is(.str) ? "property '\(Str(name).text)' of '\(type)' object has no \(what)" : "property of '\(type)' object has no \(what)")
    }

    fileprivate func copyProperty(_ property: Value, _ change: (inout Property.Fields) -> Void) throws(Raised) -> Value {
        let copy = try makeInstance(of: property.type(self))
        let source = Property(property).fields.pointee
        let fields = Property(copy).fields
        fields.pointee.getter = source.getter
        fields.pointee.setter = source.setter
        fields.pointee.deleter = source.deleter
        fields.pointee.doc = source.doc
        fields.pointee.name = source.name
        fields.pointee.inheritsDoc = source.inheritsDoc
        change(&fields.pointee)
        return copy
    }
}
