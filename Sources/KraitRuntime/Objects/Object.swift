// `object` and `type`: what every value and every class can do.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineObjectAndType() throws(Raised) {
        let object = Type(machine.pointee.types.object)
        try defineObject(NativeBuilder(thread: self, namespace: Dict(object.fields.pointee.namespace), owner: object.value))
        update(object)
        let type = Type(machine.pointee.types.type)
        try defineType(NativeBuilder(thread: self, namespace: Dict(type.fields.pointee.namespace), owner: type.value))
        update(type)
    }

    private func defineObject(_ builder: NativeBuilder) throws(Raised) {
        try builder.doc("The base of all classes.\n\nAn instance of it has no attributes of its own, and none can be set.")
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "object.__new__(X): X is not a type object (\(arguments[0].type(thread).name))") }
            let type = Type(arguments[0]), objectType = Type(thread.machine.pointee.types.object)
            let hasArguments = (arguments[1].is(.tuple) && Tuple(arguments[1]).count > 0) || arguments[2].is(.dict)
            if hasArguments {
                if type[.new] != objectType[.new] { throw thread.raise(.typeError, "object.__new__() takes exactly one argument (the type to instantiate)") }
                if type[.`init`] == objectType[.`init`] { throw thread.raise(.typeError, "\(type.name)() takes no arguments") }
            }
            if type.flags.contains(.isAbstract) { throw try thread.raiseAbstract(type) }
            return try thread.makeInstance(of: type)
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)", "Initialize an instance.") { thread, arguments throws(Raised) in
            let type = arguments[0].type(thread), objectType = Type(thread.machine.pointee.types.object)
            let hasArguments = (arguments[1].is(.tuple) && Tuple(arguments[1]).count > 0) || arguments[2].is(.dict)
            if hasArguments {
                if type[.`init`] != objectType[.`init`] {
                    throw thread.raise(.typeError, "object.__init__() takes exactly one argument (the instance to initialize)")
                }
                if type[.new] == objectType[.new] {
                    throw thread.raise(.typeError, "\(type.name).__init__() takes exactly one argument (the instance to initialize)")
                }
            }
            return .none
        }
        try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
            let name = try thread.attributeName(arguments[1])
            if let value = try thread.genericGetAttribute(arguments[0], arguments[0].type(thread), name) { return value }
            throw thread.raiseAttributeError(arguments[0], name)
        }
        try builder.method("__setattr__", "($self, name, value, /)", "Implement setattr(self, name, value).") { thread, arguments throws(Raised) in
            try thread.refuseClass(arguments[0], "__setattr__")
            try thread.genericSetAttribute(arguments[0], arguments[0].type(thread), try thread.attributeName(arguments[1]), arguments[2])
            return .none
        }
        try builder.method("__delattr__", "($self, name, /)", "Implement delattr(self, name).") { thread, arguments throws(Raised) in
            try thread.refuseClass(arguments[0], "__delattr__")
            try thread.genericSetAttribute(arguments[0], arguments[0].type(thread), try thread.attributeName(arguments[1]), nil)
            return .none
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let type = arguments[0].type(thread)
            return try Str.make("<\(thread.displayName(of: type)) object at 0x\(thread.address(of: arguments[0]))>", thread).value
        }
        try builder.method("__str__", "($self, /)", "Return str(self).") { thread, arguments throws(Raised) in try thread.repr(arguments[0]) }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            Value(smallInt: thread.identityHash(arguments[0]))
        }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            arguments[0].isIdentical(to: arguments[1]) ? .true : .notImplemented
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            let method = arguments[0].type(thread)[.equal]
            if method.isUnbound { return .notImplemented }
            let result = try thread.callSpecial(method, arguments[0], arguments[1])
            return result == .notImplemented ? result : Value(!(try thread.isTrue(result)))
        }
        for name in ["__lt__", "__le__", "__gt__", "__ge__"] as [StaticString] {
            try builder.method(name, "($self, value, /)") { thread, arguments throws(Raised) in .notImplemented }
        }
        try builder.classMethod("__init_subclass__", "($type, /, *args, **kwargs)", "Told of each new subclass.") { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), qualified = Str(type.fields.pointee.qualifiedName).text
            if !arguments[2].isUnbound { throw thread.raise(.typeError, "\(qualified).__init_subclass__() takes no keyword arguments") }
            let given = Tuple(arguments[1]).count
            if given > 0 { throw thread.raise(.typeError, "\(qualified).__init_subclass__() takes no arguments (\(given) given)") }
            return .none
        }
        try builder.classMethod("__subclasshook__", "($type, object, /)") { thread, arguments throws(Raised) in .notImplemented }
        try builder.method("__format__", "($self, format_spec, /)") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
            if Str(arguments[1]).count > 0 {
                throw thread.raise(.typeError, "unsupported format string passed to \(arguments[0].type(thread).name).__format__")
            }
            return try thread.str(arguments[0])
        }
        try defineListing(object: builder)
        try builder.property("__class__", "the object's class", get: { thread, arguments throws(Raised) in arguments[0].type(thread).value }, set: { thread, arguments throws(Raised) in
            try thread.setClass(arguments[0], arguments[1])
            return .none
        })
        try defineCopying(builder)
    }

    private func defineType(_ builder: NativeBuilder) throws(Raised) {
        try builder.doc("type(object) -> the class of an object\ntype(name, bases, dict, **kwds) -> a new class")
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type), arguments[1].is(.tuple), Tuple(arguments[1]).count == 3 else {
                throw thread.raise(.typeError, "type.__new__() takes exactly 3 arguments (\(arguments[1].is(.tuple) ? Tuple(arguments[1]).count : 0) given)")
            }
            let items = Tuple(arguments[1])
            guard items[0].is(.str) else { throw thread.raise(.typeError, "type.__new__() argument 1 must be str, not \(items[0].type(thread).name)") }
            let text = Str(items[0])
            for index in 0..<text.count where text[index] == 0 { throw thread.raise(.valueError, "type name must not contain null characters") }
            guard items[1].is(.tuple) else { throw thread.raise(.typeError, "type.__new__() argument 2 must be tuple, not \(items[1].type(thread).name)") }
            guard items[2].is(.dict) else { throw thread.raise(.typeError, "type.__new__() argument 3 must be dict, not \(items[2].type(thread).name)") }
            for base in Tuple(items[1]) where !base.is(.type) {
                if try thread.getAttributeOrNil(base, thread.name(.dunderMroEntries)) != nil {
                    throw thread.raise(.typeError, "type() doesn't support MRO entry resolution; use types.new_class()")
                }
            }
            let winner = try thread.mostDerivedMetaclass(Type(arguments[0]), Tuple(items[1])), new = winner[.new]
            if winner != Type(arguments[0]), new != Type(thread.machine.pointee.types.type)[.new] {
                // The metaclass of a base makes the class.
                let function = try thread.bind(new, .unbound, winner)
                let full = try Tuple.allocate(count: 4, thread)
                full.base[0] = winner.value
                for index in 0..<3 { full.base[index + 1] = items[index] }
                return try thread.withSpread(full, keywords: arguments[2]) { sorted, names throws(Raised) in
                    try thread.call(function, sorted, keywordNames: names)
                }
            }
            return try thread.makeType(winner, items[0], Tuple(items[1]), Dict(items[2]), keywords: arguments[2])
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)", "Initialize an instance.") { thread, arguments throws(Raised) in
            let count = Tuple(arguments[1]).count
            if !arguments[2].isUnbound, count == 1 { throw thread.raise(.typeError, "type.__init__() takes no keyword arguments") }
            if count != 1, count != 3 { throw thread.raise(.typeError, "type.__init__() takes 1 or 3 arguments") }
            return .none
        }
        try builder.classMethod("__prepare__", "($type, /, *args, **kwargs)", "Make the namespace that a class body fills.") { thread, arguments throws(Raised) in
            try Dict.make(thread).value
        }
        try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type), arguments[1].is(.tuple) else { throw thread.raise(.typeError, "bad call") }
            return try thread.withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
                try thread.construct(Type(arguments[0]), sorted, keywordNames: names)
            }
        }
        try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
            let name = try thread.attributeName(arguments[1])
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "expected a type") }
            if let value = try thread.typeGetAttribute(Type(arguments[0]), metaclass: arguments[0].type(thread), name) { return value }
            throw thread.raiseAttributeError(arguments[0], name)
        }
        try builder.method("__setattr__", "($self, name, value, /)") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "expected a type") }
            try thread.setTypeAttribute(Type(arguments[0]), try thread.attributeName(arguments[1]), arguments[2])
            return .none
        }
        try builder.method("__delattr__", "($self, name, /)") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "expected a type") }
            try thread.setTypeAttribute(Type(arguments[0]), try thread.attributeName(arguments[1]), nil)
            return .none
        }
        try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
            guard arguments[0].is(.type) else { throw thread.raise(.typeError, "expected a type") }
            return try Str.make("<class '\(thread.displayName(of: Type(arguments[0])))'>", thread).value
        }
        try builder.method("__instancecheck__", "($self, instance, /)", "What isinstance() asks.") { thread, arguments throws(Raised) in
            Value(try thread.isPlainInstance(arguments[1], of: arguments[0]))
        }
        try builder.method("__subclasscheck__", "($self, subclass, /)", "What issubclass() asks.") { thread, arguments throws(Raised) in
            Value(try thread.isPlainSubclass(arguments[1], of: arguments[0]))
        }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
            try thread.unionOfTypes(arguments[0], arguments[1])
        }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
            try thread.unionOfTypes(arguments[1], arguments[0])
        }
        try defineListing(type: builder)
        try builder.method("mro", "($self, /)", "Where attributes are looked for, in order.") { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            let bases = Tuple(type.fields.pointee.bases).map { Type($0) }
            let order = try thread.linearize(type, bases: bases)
            let list = try List.make(capacity: order.count, thread)
            for item in order { try list.append(item.value, thread) }
            return list.value
        }
        try defineTypeAttributes(builder)
    }

    /// Classes have their own way to set attributes, which a call of `object`'s must not go around.
    private func refuseClass(_ object: Value, _ method: StaticString) throws(Raised) {
        if object.is(.type) { throw raise(.typeError, "can't apply this \(method) to \(object.type(self).name) object") }
    }

    // MARK: - Construction

    /// `type.__call__`: `__new__`, then `__init__` if the result is an instance.
    func construct(_ type: Type, _ arguments: Arguments, keywordNames: Tuple?) throws(Raised) -> Value {
        if type.value == machine.pointee.types.type {
            let keywordCount = keywordNames?.count ?? 0
            if arguments.count == 1, keywordCount == 0 { return arguments[0].type(self).value }
            if arguments.count == 1 { throw raise(.typeError, "type() takes no keyword arguments") }
            if arguments.count != 3, arguments.count + keywordCount != 3 || keywordCount > 0 { throw raise(.typeError, "type() takes 1 or 3 arguments") }
        }
        let new = type[.new]
        if new.isUnbound || type.flags.contains(.cannotInstantiate) { throw raise(.typeError, "cannot create '\(type.flags.contains(.isHeapType) ? type.name : displayName(of: type))' instances") }
        let total = arguments.count + (keywordNames?.count ?? 0)
        let base = freeRegisters
        try reserveRegisters(base + total + 66)
        // The arguments are wanted twice: they are kept, and each call gets a copy.
        let kept = base > arguments.base && base < arguments.base + total ? arguments.base + total : base
        if kept != arguments.base { for index in 0..<total { kept[index] = arguments.base[index] } }
        let nativeTop = pointee.nativeTop
        pointee.nativeTop = kept + total + 1
        defer { pointee.nativeTop = nativeTop }
        func withReceiver(_ receiver: Value) -> Arguments {
            let copy = freeRegisters
            copy[0] = receiver
            for index in 0..<total { copy[index + 1] = kept[index] }
            return Arguments(base: copy, count: arguments.count + 1)
        }
        let instance: Value
        if isNewOfContainer(new) {
            instance = try makeInstance(of: type)
        } else {
            instance = try call(try bind(new, .unbound, type), withReceiver(type.value), keywordNames: keywordNames)
        }
        guard instance.type(self).isSubtype(of: type) else { return instance }
        kept[total] = instance
        let initializer = instance.type(self)[.`init`]
        // Where there is a `__new__`, that of `object` has nothing to do.
        let objectType = Type(machine.pointee.types.object)
        if initializer.isUnbound || initializer == objectType[.`init`] && instance.type(self)[.new] != objectType[.new] { return instance }
        let result: Value
        if takesReceiver(initializer) {
            result = try call(initializer, withReceiver(instance), keywordNames: keywordNames)
        } else {
            // It may be anything that can be called, or that gives such when it is bound.
            let bound = try bind(initializer, instance, instance.type(self))
            let full = withReceiver(instance)
            result = try call(bound, Arguments(base: full.base + 1, count: arguments.count), keywordNames: keywordNames)
        }
        if !result.isNone { throw raise(.typeError, "__init__() should return None, not '\(result.type(self).name)'") }
        return instance
    }

    /// Whether a `__new__` is that of `dict`, `list` or `set`, which looks at no arguments.
    private func isNewOfContainer(_ new: Value) -> Bool {
        let types = machine.pointee.types
        return new == Type(types.dict)[.new] || new == Type(types.list)[.new] || new == Type(types.set)[.new]
    }

    func raiseAbstract(_ type: Type) throws(Raised) -> Raised {
        let names = try List.make(self)
        let items = try iterator(of: try getAttribute(type.value, name(.dunderAbstractmethods)))
        while let item = try nextItem(items) { try names.append(item, self) }
        _ = try call(try getAttribute(names.value, try intern("sort").value))
        var text = ""
        for index in 0..<names.count {
            guard names[index].is(.str) else { throw raise(.typeError, "sequence item \(index): expected str instance, \(names[index].type(self).name) found") }
            text += (index > 0 ? "', '" : "") + Str(names[index]).text
        }
        return raise(.typeError, "Can't instantiate abstract class \(type.name) without an implementation for abstract method\(names.count > 1 ? "s" : "") '\(text)'")
    }

    /// Sets or deletes an attribute of a class itself.
    func setTypeAttribute(_ type: Type, _ name: Value, _ value: Value?) throws(Raised) {
        if !type.flags.contains(.isHeapType) {
            throw raise(.typeError, "cannot set '\(Str(name).text)' attribute of immutable type '\(displayName(of: type))'")
        }
        let metaclass = type.value.type(self)
        if let found = metaclass.lookup(name), found.isCell, Type(found.shape.pointee.type).flags.contains(.isDataDescriptor) {
            let method = Type(found.shape.pointee.type)[value == nil ? .delete : .set]
            if method.isUnbound { throw raise(.attributeError, value == nil ? "__delete__" : "__set__") }
            if let value { _ = try callSpecial(method, found, type.value, value) } else { _ = try callSpecial(method, found, type.value) }
            return
        }
        let namespace = Dict(type.fields.pointee.namespace)
        let before = type.lookup(name)
        if let value {
            try namespace.set(interned: Str(name), value, self)
        } else {
            guard let position = namespace.position(ofInterned: Str(name)) else { throw raiseAttributeError(type.value, name) }
            namespace.remove(at: position)
        }
        update(type, name: name)
        // Caches of instance attributes trust that the shape tells where a name is found.
        if isDataDescriptor(before) || isDataDescriptor(value) { machine.resetCaches() }
    }

    private func isDataDescriptor(_ value: Value?) -> Bool {
        guard let value, value.isCell else { return false }
        return Type(value.shape.pointee.type).flags.contains(.isDataDescriptor)
    }

    // MARK: - Names and addresses for people

    /// The interned form of an attribute name; TypeError for anything but a str.
    func attributeName(_ value: Value) throws(Raised) -> Value {
        guard value.is(.str) else { throw raise(.typeError, "attribute name must be string, not '\(value.type(self).name)'") }
        return Str(value).fields.pointee.isInterned ? value : intern(Str(value)).value
    }

    /// `module.qualname`, without the module for built-in classes.
    func displayName(of type: Type) -> String {
        let qualified = Str(type.fields.pointee.qualifiedName).text
        guard let module = Dict(type.fields.pointee.namespace).get(interned: Str(name(.dunderModule))), module.is(.str) else {
            return type.flags.contains(.isHeapType) ? qualified : type.name
        }
        let text = Str(module).text
        return text == "builtins" ? qualified : text + "." + qualified
    }

    /// The same for messages, where classes of the main module go without it, too (CPython: `%T`).
    func qualifiedName(of type: Type) -> String {
        let name = displayName(of: type)
        return name.hasPrefix("__main__.") ? String(name.dropFirst(9)) : name
    }

    func address(of value: Value) -> String {
        let digits = String(identity(of: value), radix: 16)
        return String(repeating: "0", count: Swift.max(0, 12 - digits.count)) + digits
    }

    /// `id(value)`.
    public func identity(of value: Value) -> Int {
        value.isCell ? Int(bitPattern: value.cell) : Int(truncatingIfNeeded: (value.bits &* 0x9E37_79B9_7F4A_7C15) >> 4)
    }

    /// No two cells share one: else they would be compared wherever they lie in the same set.
    func identityHash(_ value: Value) -> Int {
        if value.isCell { return Int(bitPattern: value.cell) >> 4 }
        let address = UInt(bitPattern: identity(of: value))
        return Int(bitPattern: (address >> 4 | address << 60)) >> 2
    }
}
