// Attribute lookup as the data model says, in one place: what `object.__getattribute__`, `type.__getattribute__` and the instructions do.
//
//     x.name    1. what the class has under that name, if it is a data descriptor: its __get__
//               2. what the instance has
//               3. what the class has: its __get__, or the value itself
//               4. __getattr__, else AttributeError
//
// In CPython: Objects/object.c, _PyObject_GenericGetAttrWithDict; Objects/typeobject.c, type_getattro.

/// Where an attribute was found, for instructions that remember it.
enum AttributePlace {
    /// In the instance at a byte offset.
    case slot(Int)
    /// In the instance's overflow storage: offset of the store, offset in it.
    case overflow(Int, Int)
    /// A `__slots__` member at a byte offset; may be unbound.
    case member(Int)
    /// In the class, not bound to the instance.
    case classValue(Type, Value)
    /// In the class, a function to be bound.
    case method(Type, Value)
    /// In the class, a class method made of this Python function.
    case classMethod(Type, Value)
    /// In the class, a property with this getter, a Python function that takes one argument.
    case property(Type, Value)
    /// In the class, a computed attribute of a built-in class that this one is or inherits from.
    case computed(Type, Value)
    /// The object is a class, and the value needs no binding.
    case ofClass(Type, Value)
    /// The object is a class, and has a class method made of this Python function.
    case classMethodOfClass(Type, Value)
    /// The object is a module: the place of the value.
    case ofModule(UnsafePointer<Value>)
    /// Anything else: ask `getAttribute`.
    case other
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Finds out where an attribute lies, without running Python code.
    func lookUpAttribute(_ object: Value, _ name: Value) throws(Raised) -> AttributePlace {
        let type = object.type(self)
        guard type.flags.contains(.standardGetAttribute) else {
            if object.is(.type) { return lookUpClassAttribute(Type(object), metaclass: type, name) }
            if object.is(.module) { return lookUpModuleAttribute(object, type, name) }
            return .other
        }
        let inClass = lookUp(type, name)
        if let inClass, inClass.isCell {
            let descriptorType = Type(inClass.shape.pointee.type)
            if inClass.has(machine.pointee.shapes.memberDescriptor) {
                return MemberDescriptor(inClass).plainOffset(in: type).map { .member($0) } ?? .other
            }
            if inClass.has(machine.pointee.shapes.property) {
                let getter = Property(inClass).fields.pointee.getter
                if object.isCell, type[.getAttr].isUnbound, getter.is(.function), try Function(getter).isSimple(arguments: 1, self) {
                    return .property(type, getter)
                }
                return .other
            }
            if let place = computedPlace(inClass, object, type) { return place }
            if descriptorType.flags.contains(.isDataDescriptor) { return .other }
        }
        if object.isCell, object.shape.pointee.hasAttributes {
            let shape = object.shape
            if shape.pointee.isDictionaryMode {
                // The dict may get or lose the name at any time.
                return .other
            }
            if let index = shape.attributeIndex(of: name) {
                let store = Int(shape.pointee.storeOffset), capacity = Int(shape.pointee.inlineCapacity)
                return index < capacity ? .slot(store + 8 + index * 8) : .overflow(store, 16 + (index - capacity) * 8)
            }
        }
        guard let inClass else { return .other }
        if !inClass.isCell { return .classValue(type, inClass) }
        switch inClass.shape.pointee.kind {
        case .function, .cacheWrapper: return .method(type, inClass)
        case .nativeFunction where Native(inClass).fields.pointee.isClassMethod: return .other
        case .nativeFunction: return Native(inClass).isMethodDescriptor(self) ? .method(type, inClass) : .classValue(type, inClass)
        default:
            if inClass.isExactly(machine.pointee.types.staticMethod) { return .classValue(type, StaticMethod(inClass).fields.pointee.function) }
            if let function = functionOfClassMethod(inClass) { return .classMethod(type, function) }
            return Type(inClass.shape.pointee.type).flags.contains(.isDescriptor) ? .other : .classValue(type, inClass)
        }
    }

    private func lookUpClassAttribute(_ type: Type, metaclass: Type, _ name: Value) -> AttributePlace {
        guard metaclass[.getAttribute] == Type(machine.pointee.types.type)[.getAttribute] else { return .other }
        if let inMetaclass = lookUp(metaclass, name) { return computedPlace(inMetaclass, type.value, metaclass) ?? .other }
        guard let value = lookUp(type, name) else { return .other }
        if !value.isCell { return .ofClass(type, value) }
        if value.is(.nativeFunction), Native(value).fields.pointee.isClassMethod { return .other }
        if value.is(.function) || value.is(.nativeFunction) || !Type(value.shape.pointee.type).flags.contains(.isDescriptor) { return .ofClass(type, value) }
        if value.isExactly(machine.pointee.types.staticMethod) { return .ofClass(type, StaticMethod(value).fields.pointee.function) }
        if let function = functionOfClassMethod(value) { return .classMethodOfClass(type, function) }
        return .other
    }

    private func computedPlace(_ descriptor: Value, _ object: Value, _ type: Type) -> AttributePlace? {
        guard object.isCell, descriptor.is(.getSetDescriptor), type[.getAttr].isUnbound,
            type.isSubtype(of: Type(GetSetDescriptor(descriptor).fields.pointee.owner))
        else { return nil }
        return .computed(type, descriptor)
    }

    private func functionOfClassMethod(_ value: Value) -> Value? {
        guard value.isExactly(machine.pointee.types.classMethod) else { return nil }
        let function = StaticMethod(value).fields.pointee.function
        return function.is(.function) ? function : nil
    }

    private func lookUpModuleAttribute(_ object: Value, _ type: Type, _ name: Value) -> AttributePlace {
        guard object.has(machine.pointee.shapes.module), lookUp(type, name) == nil else { return .other }
        let dict = Dict(Module(object).fields.pointee.dict)
        guard let position = dict.position(ofInterned: Str(name)) else { return .other }
        dict.fields.pointee.isWatched = true
        let entry = UnsafeRawPointer(dict.table.entries + position) + (MemoryLayout<Dict.Entry>.offset(of: \.value) ?? 16)
        return .ofModule(entry.assumingMemoryBound(to: Value.self))
    }

    // MARK: - Getting

    /// `object.name`, with everything that classes can do to it. The name is an interned string.
    public func getAttribute(_ object: Value, _ name: Value) throws(Raised) -> Value {
        do throws(Raised) {
            if let value = try findAttribute(object, name) { return value }
        } catch {
            completeAttributeError(object, name)
            throw error
        }
        throw raiseAttributeError(object, name)
    }

    /// A pending AttributeError that says neither of what nor of which name it is gets told.
    @inline(never)
    func completeAttributeError(_ object: Value, _ name: Value) {
        let pending = pointee.exception
        guard matches(pending, machine.pointee.types.exceptions.attributeError) else { return }
        let exception = Exception(pending)
        guard exception[field: ExceptionField.name].isUnbound, exception[field: ExceptionField.object].isUnbound else { return }
        exception[field: ExceptionField.name] = name
        exception[field: ExceptionField.object] = object
    }

    /// The same, nil where AttributeError is raised, by whomever.
    public func getAttributeOrNil(_ object: Value, _ name: Value) throws(Raised) -> Value? {
        do throws(Raised) {
            return try findAttribute(object, name)
        } catch {
            if try takeException(matching: machine.pointee.types.exceptions.attributeError) { return nil }
            throw error
        }
    }

    /// The attribute, nil if the standard lookup does not find it; a method that looks it up may raise AttributeError itself.
    private func findAttribute(_ object: Value, _ name: Value) throws(Raised) -> Value? {
        let type = object.type(self)
        if type.flags.contains(.standardGetAttribute) {
            if type[.getAttr].isUnbound { return try genericGetAttribute(object, type, name) }
            do throws(Raised) {
                if let value = try genericGetAttribute(object, type, name) { return value }
            } catch {
                guard try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
            }
        } else if object.is(.type), type[.getAttribute] == Type(machine.pointee.types.type)[.getAttribute] {
            if type[.getAttr].isUnbound { return try typeGetAttribute(Type(object), metaclass: type, name) }
            do throws(Raised) {
                if let value = try typeGetAttribute(Type(object), metaclass: type, name) { return value }
            } catch {
                guard try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
            }
        } else {
            do throws(Raised) {
                return try callSpecial(type[.getAttribute], object, name)
            } catch {
                guard try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
                if type[.getAttr].isUnbound {
                    pointee.exception = pointee.takenException
                    throw error
                }
            }
        }
        let fallback = type[.getAttr]
        if fallback.isUnbound { return nil }
        return try callSpecial(fallback, object, name)
    }

    /// What `object.__getattribute__` finds, nil where it raises AttributeError.
    public func genericGetAttribute(_ object: Value, _ type: Type, _ name: Value) throws(Raised) -> Value? {
        let inClass = lookUp(type, name)
        if let inClass, inClass.isCell {
            let descriptorType = Type(inClass.shape.pointee.type)
            if descriptorType.flags.contains(.isDataDescriptor), !descriptorType[.get].isUnbound {
                if let value = plainSlot(inClass, object, type) { return value }
                return try bind(inClass, object, type)
            }
        }
        if object.isCell, let value = Instance(object).get(name) { return value }
        guard let inClass else { return nil }
        return try bind(inClass, object, type)
    }

    /// The value of a `__slots__` member, or of the field of a named tuple, that a class has for its instances; nil for anything else, and if it is unbound.
    @inline(__always)
    private func plainSlot(_ descriptor: Value, _ object: Value, _ type: Type) -> Value? {
        if descriptor.has(machine.pointee.shapes.memberDescriptor) {
            guard let offset = MemberDescriptor(descriptor).plainOffset(in: type) else { return nil }
            let value = (object.cell + offset).load(as: Value.self)
            return value.isUnbound ? nil : value
        }
        guard descriptor.isExactly(machine.pointee.types.tupleGetter) else { return nil }
        return TupleGetter(descriptor).item(of: object)
    }

    /// What `type.__getattribute__` finds, nil where it raises AttributeError.
    public func typeGetAttribute(_ type: Type, metaclass: Type, _ name: Value) throws(Raised) -> Value? {
        let inMetaclass = lookUp(metaclass, name)
        if let inMetaclass, inMetaclass.isCell, Type(inMetaclass.shape.pointee.type).flags.contains(.isDataDescriptor),
            !Type(inMetaclass.shape.pointee.type)[.get].isUnbound
        {
            return try bind(inMetaclass, type.value, metaclass)
        }
        if let value = lookUp(type, name) { return try bind(value, .unbound, type) }
        guard let inMetaclass else { return nil }
        return try bind(inMetaclass, type.value, metaclass)
    }

    /// What a value found in a class becomes when it is asked for through an instance; unbound stands for the class itself.
    public func bind(_ value: Value, _ instance: Value, _ owner: Type) throws(Raised) -> Value {
        guard value.isCell else { return value }
        switch value.shape.pointee.kind {
        case .function where value.is(.function):
            return instance.isUnbound ? value : try BoundMethod.make(value, instance, self)
        case .nativeFunction:
            return try Native(value).bind(instance, owner, self)
        case .cacheWrapper:
            return instance.isUnbound || instance.isNone ? value : try BoundMethod.make(value, instance, self)
        case .staticMethod where value.isExactly(machine.pointee.types.staticMethod):
            return StaticMethod(value).fields.pointee.function
        case .classMethod where value.isExactly(machine.pointee.types.classMethod):
            return try BoundMethod.make(StaticMethod(value).fields.pointee.function, owner.value, self)
        case .getSetDescriptor where instance.isNone:
            // Its `__get__` would take None for the class itself.
            let base = freeRegisters, nativeTop = pointee.nativeTop
            base[0] = instance
            pointee.nativeTop = base + 1
            defer { pointee.nativeTop = nativeTop }
            return try GetSetDescriptor(value).fields.pointee.getter(self, Arguments(base: base, count: 1))
        default:
            let getter = Type(value.shape.pointee.type)[.get]
            if getter.isUnbound { return value }
            return try callSpecial(getter, value, instance.isUnbound ? .none : instance, owner.value)
        }
    }

    // MARK: - Setting

    /// Whether `object.name = …` does nothing but set the instance's own attribute.
    func storesPlainly(_ object: Value, _ name: Value) -> Bool {
        let type = object.type(self)
        guard type.flags.contains(.standardSetAttribute), object.shape.pointee.hasAttributes else { return false }
        guard let inClass = lookUp(type, name), inClass.isCell else { return true }
        return !Type(inClass.shape.pointee.type).flags.contains(.isDataDescriptor)
    }

    /// The `__slots__` member that an attribute of an object is, if setting it is nothing but a store.
    func memberSlot(_ object: Value, _ name: Value) -> AttributePlace? {
        let type = object.type(self)
        guard type.flags.contains(.standardSetAttribute), let inClass = lookUp(type, name), inClass.has(machine.pointee.shapes.memberDescriptor),
            let offset = MemberDescriptor(inClass).plainOffset(in: type)
        else { return nil }
        return .member(offset)
    }

    public func setAttribute(_ object: Value, _ name: Value, _ value: Value) throws(Raised) {
        let type = object.type(self)
        if type.flags.contains(.standardSetAttribute) { return try genericSetAttribute(object, type, name, value) }
        _ = try callSpecial(type[.setAttr], object, name, value)
    }

    public func deleteAttribute(_ object: Value, _ name: Value) throws(Raised) {
        let type = object.type(self)
        if type.flags.contains(.standardSetAttribute) { return try genericSetAttribute(object, type, name, nil) }
        _ = try callSpecial(type[.delAttr], object, name)
    }

    /// What `object.__setattr__` does, and `__delattr__` where the value is nil.
    public func genericSetAttribute(_ object: Value, _ type: Type, _ name: Value, _ value: Value?) throws(Raised) {
        let inClass = lookUp(type, name)
        if let inClass, inClass.isCell {
            let descriptorType = Type(inClass.shape.pointee.type)
            if descriptorType.flags.contains(.isDataDescriptor) {
                if let value, inClass.has(machine.pointee.shapes.memberDescriptor), let offset = MemberDescriptor(inClass).plainOffset(in: type) {
                    (object.cell + offset).storeBytes(of: value, as: Value.self)
                    return
                }
                let method = descriptorType[value == nil ? .delete : .set]
                if method.isUnbound { throw raise(.attributeError, value == nil ? "__delete__" : "__set__") }
                if let value { _ = try callSpecial(method, inClass, object, value) } else { _ = try callSpecial(method, inClass, object) }
                return
            }
        }
        if object.isCell, object.shape.pointee.hasAttributes {
            if let value { return try Instance(object).set(name, value, self) }
            if try Instance(object).remove(name, self) { return }
        }
        let text = Str(name).text
        if object.isCell, object.shape.pointee.hasAttributes || inClass == nil {
            throw object.shape.pointee.hasAttributes ? raiseAttributeError(object, name) : raise(
                .attributeError, "'\(type.name)' object has no attribute '\(text)'" + " and no __dict__ for setting new attributes",
                name: name, object: object)
        }
        throw raise(
            .attributeError,
            inClass == nil
                ? "'\(type.name)' object has no attribute '\(text)'" + " and no __dict__ for setting new attributes"
                : "'\(type.name)' object attribute '\(text)' is read-only", name: name, object: object)
    }

    func raiseAttributeError(_ object: Value, _ name: Value) -> Raised {
        let text = Str(name).text
        if object.is(.type) {
            return raise(.attributeError, "type object '\(Type(object).name)' has no attribute '\(text)'", name: name, object: object)
        }
        if object.has(machine.pointee.shapes.module) { return raiseModuleAttributeError(object, name) }
        return raise(.attributeError, "'\(object.type(self).name)' object has no attribute '\(text)'", name: name, object: object)
    }
}
