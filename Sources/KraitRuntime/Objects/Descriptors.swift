// The small cells that live in class namespaces: `staticmethod`, `classmethod`, members of `__slots__` and computed attributes of built-in classes.

/// `staticmethod` and `classmethod`: a function that binds to nothing, or to the class.
///
///     header | function | attributes
public struct StaticMethod: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var function: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.staticMethod, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(StaticMethod(cell: cell).fields.pointee.function)
    })
    static let classMethodLayout = Layout(.classMethod, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(StaticMethod(cell: cell).fields.pointee.function)
    })
}

/// `member_descriptor`: a slot of an instance at a fixed offset, made by `__slots__`.
///
///     header | name | owner | doc | offset | whether it is plain
public struct MemberDescriptor: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        public var owner: Value
        public var doc: Value
        /// Bytes from the beginning of the cell.
        public var offset: Int
        /// A value that is unbound while the slot is empty, and can be set: nothing to compute or check.
        public var isPlainSlot: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.memberDescriptor, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    /// The offset of a plain slot if instances of a class have it; classes may hold members of others.
    @inline(__always)
    func plainOffset(in type: Type) -> Int? {
        let owner = fields.pointee.owner
        guard fields.pointee.isPlainSlot, owner == type.value || owner.is(.type) && type.isSubtype(of: Type(owner)) else { return nil }
        return fields.pointee.offset
    }
}

/// `super`: looks attributes up behind a class in the method resolution order of an object.
public struct SuperObject: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var type: Value
        /// None if unbound.
        public var object: Value
        public var objectType: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.superObject, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineDescriptors() throws(Raised) {
        try defineComputed()
        try defineMembers()
        try defineProperty()
        try defineStaticMethods()
        try defineMappingProxy()
        try define(\.superObject, "super", shape: \.superObject, layout: SuperObject.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("super() -> as super(__class__, first argument)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; obj is an instance of type\nsuper(type, type2) -> bound super object; type2 is a subclass of type\n\nLooks attributes up behind a class in the method resolution order.")
            try defineSuper(builder)
        }
    }

    // MARK: - staticmethod and classmethod

    /// Wraps the function of a class body that is a static or class method by its name.
    func makeStaticMethod(_ shape: ShapePointer, _ function: Value) throws(Raised) -> Value {
        let wrapper = try makeInstance(of: Type(shape.pointee.type))
        StaticMethod(wrapper).fields.pointee.function = function
        try copyFunctionAttributes(wrapper, function)
        return wrapper
    }

    /// What `functools.wraps` copies.
    private func copyFunctionAttributes(_ wrapper: Value, _ function: Value) throws(Raised) {
        for attribute in [KnownName.dunderModule, .dunderName, .dunderQualname, .dunderDoc, .dunderAnnotations] {
            guard let value = try getAttributeOrNil(function, name(attribute)) else { continue }
            try setAttribute(wrapper, name(attribute), value)
        }
    }

    private func defineStaticMethods() throws(Raised) {
        for (path, shape, name, layout, doc) in [
            (\Types.staticMethod, \Shapes.staticMethod, "staticmethod", StaticMethod.layout, "Make a function a static method: it gets neither instance nor class." as StaticString),
            (\Types.classMethod, \Shapes.classMethod, "classmethod", StaticMethod.classMethodLayout, "Make a function a class method: its first argument is the class."),
        ] {
            try define(path, name, shape: shape, layout: layout, flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
                try builder.doc(doc)
                try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                    let instance = try thread.makeInstance(of: Type(arguments[0]))
                    StaticMethod(instance).fields.pointee.function = .none
                    return instance
                }
                try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
                    let name = arguments[0].is(.staticMethod) ? "staticmethod" : "classmethod"
                    if !arguments[2].isUnbound { throw thread.raise(.typeError, "\(name)() takes no keyword arguments") }
                    let given = Tuple(arguments[1])
                    guard given.count == 1 else { throw thread.raise(.typeError, "\(name) expected 1 argument, got \(given.count)") }
                    StaticMethod(arguments[0]).fields.pointee.function = given[0]
                    try thread.copyFunctionAttributes(arguments[0], given[0])
                    return .none
                }
                try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                    let function = StaticMethod(arguments[0]).fields.pointee.function
                    if arguments[0].is(.staticMethod) { return function }
                    let hasOwner = !arguments[2].isUnbound && !arguments[2].isNone
                    return try BoundMethod.make(function, hasOwner ? arguments[2] : arguments[1].type(thread).value, thread)
                }
                if name == "staticmethod" {
                    try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                        let function = StaticMethod(arguments[0]).fields.pointee.function
                        return try thread.withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
                            try thread.call(function, sorted, keywordNames: names)
                        }
                    }
                }
                try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                    let name = arguments[0].is(.staticMethod) ? "staticmethod" : "classmethod"
                    return try Str.make("<\(name)(\(Str(try thread.repr(StaticMethod(arguments[0]).fields.pointee.function)).text))>", thread).value
                }
                try builder.member("__func__") { thread, arguments throws(Raised) in StaticMethod(arguments[0]).fields.pointee.function }
                try builder.member("__wrapped__") { thread, arguments throws(Raised) in StaticMethod(arguments[0]).fields.pointee.function }
                try builder.property("__isabstractmethod__", get: { thread, arguments throws(Raised) in
                    Value(try thread.isMarkedAbstract(StaticMethod(arguments[0]).fields.pointee.function))
                })
                try builder.attributeDictionary()
            }
        }
    }

    // MARK: - Computed attributes

    private func checkOwner(_ descriptor: GetSetDescriptor.Fields, _ instance: Value) throws(Raised) {
        if instance.type(self).isSubtype(of: Type(descriptor.owner)) { return }
        throw raise(
            .typeError,
            "descriptor '\(Str(descriptor.name).text)' for '\(Type(descriptor.owner).name)' objects doesn't apply to a '\(instance.type(self).name)' object")
    }

    private func getComputed(_ descriptor: GetSetDescriptor, _ arguments: Arguments) throws(Raised) -> Value {
        if arguments[1].isNone, descriptor.fields.pointee.owner != machine.pointee.types.none { return descriptor.value }
        try checkOwner(descriptor.fields.pointee, arguments[1])
        return try descriptor.fields.pointee.getter(self, Arguments(base: arguments.base + 1, count: 1))
    }

    /// Sets, or deletes if `count` is 1.
    private func setComputed(_ descriptor: GetSetDescriptor, _ arguments: Arguments, count: Int) throws(Raised) -> Value {
        try checkOwner(descriptor.fields.pointee, arguments[1])
        guard let setter = descriptor.fields.pointee.setter else {
            if descriptor.value.has(machine.pointee.shapes.nativeMember) { throw raise(.attributeError, "readonly attribute") }
            throw raise(.attributeError, "attribute '\(Str(descriptor.fields.pointee.name).text)' of '\(Type(descriptor.fields.pointee.owner).name)' objects is not writable")
        }
        return try setter(self, Arguments(base: arguments.base + 1, count: count))
    }

    private func defineComputed() throws(Raised) {
        try define(\.getSetDescriptor, "getset_descriptor", shape: \.getSetDescriptor, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                try thread.getComputed(GetSetDescriptor(arguments[0]), arguments)
            }
            try builder.method("__set__", "($self, instance, value, /)", "What assigning through an instance does.") { thread, arguments throws(Raised) in
                try thread.setComputed(GetSetDescriptor(arguments[0]), arguments, count: 2)
            }
            try builder.method("__delete__", "($self, instance, /)", "What deleting through an instance does.") { thread, arguments throws(Raised) in
                try thread.setComputed(GetSetDescriptor(arguments[0]), arguments, count: 1)
            }
            try defineDescriptorNames(builder)
        }
    }

    /// `__name__`, `__objclass__` and so on: all descriptors begin with their name and their class.
    private func defineDescriptorNames(_ builder: NativeBuilder) throws(Raised) {
        try builder.member("__name__") { thread, arguments throws(Raised) in GetSetDescriptor(arguments[0]).fields.pointee.name }
        try builder.member("__objclass__") { thread, arguments throws(Raised) in GetSetDescriptor(arguments[0]).fields.pointee.owner }
        try builder.property("__qualname__", get: { thread, arguments throws(Raised) in
            let fields = GetSetDescriptor(arguments[0]).fields.pointee
            return try Str.make(Str(Type(fields.owner).fields.pointee.qualifiedName).text + "." + Str(fields.name).text, thread).value
        })
        try builder.property("__doc__", get: { thread, arguments throws(Raised) in
            let doc = GetSetDescriptor(arguments[0]).fields.pointee.doc
            return doc.is(.str) && Str(doc).count == 0 ? .none : doc
        })
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let fields = GetSetDescriptor(arguments[0]).fields.pointee
            let isMember = arguments[0].type(thread).value == thread.machine.pointee.types.memberDescriptor
            return try Str.make("<\(isMember ? "member" : "attribute") '\(Str(fields.name).text)' of '\(Type(fields.owner).name)' objects>", thread).value
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let fields = GetSetDescriptor(arguments[0]).fields.pointee
            let inner = try Tuple.allocate(count: 2, thread)
            inner.base[0] = fields.owner
            inner.base[1] = fields.name
            let result = try Tuple.allocate(count: 2, thread)
            result.base[0] = try thread.builtin("getattr")
            result.base[1] = inner.value
            return result.value
        }
    }

    // MARK: - Members

    private func checkMember(_ member: MemberDescriptor.Fields, _ instance: Value) throws(Raised) {
        guard instance.isCell, instance.type(self).isSubtype(of: Type(member.owner)) else {
            throw raise(.typeError, "descriptor '\(Str(member.name).text)' for '\(Type(member.owner).name)' objects doesn't apply to a '\(instance.type(self).name)' object")
        }
    }

    private func defineMembers() throws(Raised) {
        try define(\.memberDescriptor, "member_descriptor", shape: \.memberDescriptor, layout: MemberDescriptor.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                if arguments[0].is(.getSetDescriptor) { return try thread.getComputed(GetSetDescriptor(arguments[0]), arguments) }
                if arguments[1].isNone { return arguments[0] }
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                let value = (arguments[1].cell + member.offset).load(as: Value.self)
                if value.isUnbound {
                    throw thread.raise(.attributeError, "'\(thread.qualifiedName(of: arguments[1].type(thread)))' object has no attribute '\(Str(member.name).text)'")
                }
                return value
            }
            try builder.method("__set__", "($self, instance, value, /)", "What assigning through an instance does.") { thread, arguments throws(Raised) in
                if arguments[0].is(.getSetDescriptor) { return try thread.setComputed(GetSetDescriptor(arguments[0]), arguments, count: 2) }
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                if !member.isPlainSlot { throw thread.raise(.attributeError, "readonly attribute") }
                (arguments[1].cell + member.offset).storeBytes(of: arguments[2], as: Value.self)
                return .none
            }
            try builder.method("__delete__", "($self, instance, /)", "What deleting through an instance does.") { thread, arguments throws(Raised) in
                if arguments[0].is(.getSetDescriptor) { return try thread.setComputed(GetSetDescriptor(arguments[0]), arguments, count: 1) }
                let member = MemberDescriptor(arguments[0]).fields.pointee
                try thread.checkMember(member, arguments[1])
                if !member.isPlainSlot { throw thread.raise(.attributeError, "readonly attribute") }
                let place = (arguments[1].cell + member.offset).assumingMemoryBound(to: Value.self)
                if place.pointee.isUnbound { throw thread.raise(.attributeError, Str(member.name).text) }
                place.pointee = .unbound
                return .none
            }
            try defineDescriptorNames(builder)
        }
        // Read-only fields of built-in classes are members too, but are read by a function.
        machine.pointee.shapes.nativeMember.pointee.type = machine.pointee.types.memberDescriptor
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `__dict__` of classes and modules, where that of another base is asked for it.
    fileprivate func namespaceOfItsOwn(_ object: Value) throws(Raised) -> Value {
        if object.is(.type) { return try MappingProxy.make(Type(object).fields.pointee.namespace, self) }
        if object.is(.module) { return Module(object).fields.pointee.dict }
        throw raise(.attributeError, "This object has no __dict__")
    }
}

extension NativeBuilder {
    /// A field that can only be read (`member_descriptor`).
    public func member(_ name: StaticString, _ doc: StaticString = "", get: NativeFunction) throws(Raised) {
        try property(name, doc, get: get)
        guard let made = namespace.get(interned: try thread.intern(name)) else { return }
        made.cell.storeBytes(of: thread.machine.pointee.shapes.nativeMember, as: ShapePointer.self)
    }

    /// `__dict__` of instances with attributes of their own.
    public func attributeDictionary() throws(Raised) {
        try property("__dict__", "dictionary for instance variables", get: { thread, arguments throws(Raised) in
            guard arguments[0].isCell, arguments[0].shape.pointee.hasAttributes else { return try thread.namespaceOfItsOwn(arguments[0]) }
            return try Instance(arguments[0]).makeDictionary(thread).value
        }, set: { thread, arguments throws(Raised) in
            guard arguments[0].isCell, arguments[0].shape.pointee.hasAttributes else {
                let isType = arguments[0].is(.type)
                throw thread.raise(.attributeError, isType ? "attribute '__dict__' of 'type' objects is not writable" : "readonly attribute")
            }
            var base = arguments[0].type(thread)
            while base.flags.contains(.isHeapType), base.fields.pointee.base.is(.type) { base = Type(base.fields.pointee.base) }
            if arguments[1].isUnbound, !base.flags.contains(.hasDictionary) {
                try Instance(arguments[0]).setDictionary(try Dict.make(thread), thread)
                return .none
            }
            guard arguments[1].is(.dict) else {
                throw thread.raise(.typeError, arguments[1].isUnbound ? "cannot delete __dict__" : "__dict__ must be set to a dictionary, not a '\(arguments[1].type(thread).name)'")
            }
            try Instance(arguments[0]).setDictionary(Dict(arguments[1]), thread)
            return .none
        })
    }
}
