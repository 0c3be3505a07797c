/// `property`: an attribute computed by functions.
///
///     header | getter | setter | deleter | doc | name | whether the doc is the getter's
///
/// In CPython: Objects/descrobject.c.
public struct Property: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// None where there is none.
        public var getter: Value
        public var setter: Value
        public var deleter: Value
        public var doc: Value
        /// Unbound until `__set_name__`.
        public var name: Value
        public var inheritsDoc: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.property, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 6)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineProperty() throws(Raised) {
        try define(\.property, "property", shape: \.property, layout: Property.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("A computed attribute: functions that get, set and delete it, and a docstring.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let instance = try thread.makeInstance(of: Type(arguments[0]))
                let fields = Property(instance).fields
                for path in [\Property.Fields.getter, \.setter, \.deleter, \.doc] { fields.pointee[keyPath: path] = .none }
                fields.pointee.name = .unbound
                fields.pointee.inheritsDoc = .false
                return instance
            }
            try builder.method("__init__", "($self, /, fget=None, fset=None, fdel=None, doc=None)", "Property attribute.") { thread, arguments throws(Raised) in
                try thread.initializeProperty(arguments)
                return .none
            }
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                if arguments[1].isNone { return arguments[0] }
                let getter = Property(arguments[0]).fields.pointee.getter
                if getter.isNone { throw try thread.raisePropertyError(arguments[0], arguments[1], "getter") }
                return try thread.call(getter, arguments[1])
            }
            try builder.method("__set__", "($self, instance, value, /)", "What assigning through an instance does.") { thread, arguments throws(Raised) in
                let setter = Property(arguments[0]).fields.pointee.setter
                if setter.isNone { throw try thread.raisePropertyError(arguments[0], arguments[1], "setter") }
                _ = try thread.call(setter, arguments[1], arguments[2])
                return .none
            }
            try builder.method("__delete__", "($self, instance, /)", "What deleting through an instance does.") { thread, arguments throws(Raised) in
                let deleter = Property(arguments[0]).fields.pointee.deleter
                if deleter.isNone { throw try thread.raisePropertyError(arguments[0], arguments[1], "deleter") }
                _ = try thread.call(deleter, arguments[1])
                return .none
            }
            try builder.method("__set_name__", "($self, /, *args)", "Told the name that the class gives the property.") { thread, arguments throws(Raised) in
                let given = Tuple(arguments[1])
                guard given.count == 2 else { throw thread.raise(.typeError, "__set_name__() takes 2 positional arguments but \(given.count) were given") }
                Property(arguments[0]).fields.pointee.name = given[1]
                return .none
            }
            try builder.method("getter", "($self, object, /)", "The same property with another function for reading.") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0], getter: arguments[1], setter: .none, deleter: .none)
            }
            try builder.method("setter", "($self, object, /)", "The same property with another function for writing.") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0], getter: .none, setter: arguments[1], deleter: .none)
            }
            try builder.method("deleter", "($self, object, /)", "The same property with another function for deleting.") { thread, arguments throws(Raised) in
                try thread.copyProperty(arguments[0], getter: .none, setter: .none, deleter: arguments[1])
            }
            try builder.member("fget") { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.getter }
            try builder.member("fset") { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.setter }
            try builder.member("fdel") { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.deleter }
            try builder.property("__doc__", get: { thread, arguments throws(Raised) in Property(arguments[0]).fields.pointee.doc }, set: { thread, arguments throws(Raised) in
                Property(arguments[0]).fields.pointee.doc = arguments[1].isUnbound ? .none : arguments[1]
                return .none
            })
            try builder.property("__name__", get: { thread, arguments throws(Raised) in
                guard let name = try thread.propertyName(arguments[0]) else {
                    throw thread.raise(.attributeError, "'\(arguments[0].type(thread).name)' object has no attribute '__name__'", name: thread.name(.dunderName), object: arguments[0])
                }
                return name
            }, set: { thread, arguments throws(Raised) in
                Property(arguments[0]).fields.pointee.name = arguments[1]
                return .none
            })
            try builder.property("__isabstractmethod__", get: { thread, arguments throws(Raised) in
                let fields = Property(arguments[0]).fields.pointee
                for function in [fields.getter, fields.setter, fields.deleter] where try thread.isMarkedAbstract(function) { return .true }
                return .false
            })
        }
    }

    /// Whether a function, or what wraps one, has a true `__isabstractmethod__`.
    func isMarkedAbstract(_ function: Value) throws(Raised) -> Bool {
        guard !function.isNone, let mark = try getAttributeOrNil(function, name(.dunderIsabstractmethod)) else { return false }
        return try isTrue(mark)
    }

    private func initializeProperty(_ arguments: Arguments) throws(Raised) {
        func optional(_ index: Int) -> Value { arguments[index].isUnbound ? .none : arguments[index] }
        let fields = Property(arguments[0]).fields
        fields.pointee.getter = optional(1)
        fields.pointee.setter = optional(2)
        fields.pointee.deleter = optional(3)
        fields.pointee.doc = .none
        fields.pointee.name = .unbound
        fields.pointee.inheritsDoc = .false
        var doc = optional(4)
        if doc.isNone, !fields.pointee.getter.isNone {
            doc = try getAttributeOrNil(fields.pointee.getter, name(.dunderDoc)) ?? .none
            fields.pointee.inheritsDoc = Value(!doc.isNone)
        }
        if arguments[0].has(machine.pointee.shapes.property) {
            fields.pointee.doc = doc
            return
        }
        // The class of a subclass has a `__doc__` that would hide this one: the instance keeps it itself.
        do throws(Raised) {
            try setAttribute(arguments[0], name(.dunderDoc), doc)
        } catch {
            guard fields.pointee.inheritsDoc == .false, try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
        }
    }

    private func copyProperty(_ property: Value, getter: Value, setter: Value, deleter: Value) throws(Raised) -> Value {
        let fields = Property(property).fields.pointee
        let arguments = try Tuple.allocate(count: 4, self)
        arguments.base[0] = getter.isNone ? fields.getter : getter
        arguments.base[1] = setter.isNone ? fields.setter : setter
        arguments.base[2] = deleter.isNone ? fields.deleter : deleter
        arguments.base[3] = fields.inheritsDoc == .true && !arguments[0].isNone ? .none : fields.doc
        let copy = try call(property.type(self).value, Arguments(base: arguments.base, count: 4))
        if copy.has(machine.pointee.shapes.property) { Property(copy).fields.pointee.name = fields.name }
        return copy
    }

    /// The name that the class gave, else the getter's.
    private func propertyName(_ property: Value) throws(Raised) -> Value? {
        let fields = Property(property).fields.pointee
        if !fields.name.isUnbound { return fields.name }
        return fields.getter.isNone ? nil : try getAttributeOrNil(fields.getter, name(.dunderName))
    }

    private func raisePropertyError(_ property: Value, _ object: Value, _ part: String) throws(Raised) -> Raised {
        let type = Str(try repr(object.type(self).fields.pointee.qualifiedName)).text
        if let name = try propertyName(property), !name.isNone {
            return raise(.attributeError, "property \(Str(try repr(name)).text) of \(type) object has no \(part)")
        }
        return raise(.attributeError, "property of \(type) object has no \(part)")
    }
}
