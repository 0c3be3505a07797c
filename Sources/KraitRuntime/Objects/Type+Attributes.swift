// The attributes of classes that `type` computes, and what assigning to them checks (in CPython: Objects/typeobject.c, type_getsets).

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Assigning to a special attribute of a built-in class, or deleting it, is refused.
    private func checkAssignment(_ type: Type, _ name: String, _ value: Value) throws(Raised) {
        if !type.flags.contains(.isHeapType) { throw raise(.typeError, "cannot set '\(name)' attribute of immutable type '\(type.name)'") }
        if value.isUnbound { throw raise(.typeError, "cannot delete '\(name)' attribute of immutable type '\(type.name)'") }
    }

    func defineTypeAttributes(_ builder: NativeBuilder) throws(Raised) {
        try defineTypeNames(builder)
        try defineTypeBases(builder)
        try builder.property("__dict__", get: { thread, arguments throws(Raised) in
            try MappingProxy.make(Type(arguments[0]).fields.pointee.namespace, thread)
        })
        try builder.property("__doc__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            guard let doc = Dict(type.fields.pointee.namespace).get(interned: Str(thread.name(.dunderDoc))) else { return .none }
            return try thread.bind(doc, .unbound, type)
        }, set: { thread, arguments throws(Raised) in
            try thread.checkAssignment(Type(arguments[0]), "__doc__", arguments[1])
            try thread.setInNamespace(Type(arguments[0]), thread.name(.dunderDoc), arguments[1])
            return .none
        })
        try builder.property("__text_signature__", get: { thread, arguments throws(Raised) in .none })
        try builder.property("__abstractmethods__", get: { thread, arguments throws(Raised) in
            let name = thread.name(.dunderAbstractmethods)
            if arguments[0] != thread.machine.pointee.types.type,
                let found = Dict(Type(arguments[0]).fields.pointee.namespace).get(interned: Str(name))
            {
                return found
            }
            throw thread.raise(.attributeError, "__abstractmethods__", name: name, object: arguments[0])
        }, set: { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), name = thread.name(.dunderAbstractmethods)
            if arguments[1].isUnbound {
                guard let position = Dict(type.fields.pointee.namespace).position(ofInterned: Str(name)) else {
                    throw thread.raise(.attributeError, "__abstractmethods__", name: name, object: arguments[0])
                }
                Dict(type.fields.pointee.namespace).remove(at: position)
                type.flags.remove(.isAbstract)
                thread.update(type, name: name)
                return .none
            }
            let isAbstract = try thread.isTrue(arguments[1])
            if !type.flags.contains(.isHeapType) { throw thread.raise(.typeError, "cannot set '__abstractmethods__' attribute of immutable type '\(type.name)'") }
            try thread.setInNamespace(type, name, arguments[1])
            type.flags.set(.isAbstract, isAbstract)
            return .none
        })
        try builder.property("__annotations__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), name = thread.name(.dunderAnnotations)
            guard type.flags.contains(.isHeapType) else { throw thread.raiseAttributeError(arguments[0], name) }
            if let found = Dict(type.fields.pointee.namespace).get(interned: Str(name)) { return try thread.bind(found, .unbound, type) }
            let fresh = try Dict.make(thread).value
            try thread.setInNamespace(type, name, fresh)
            return fresh
        }, set: { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), name = thread.name(.dunderAnnotations)
            guard type.flags.contains(.isHeapType) else {
                throw thread.raise(.typeError, "cannot set '__annotations__' attribute of immutable type '\(type.name)'")
            }
            if !arguments[1].isUnbound {
                try thread.setInNamespace(type, name, arguments[1])
                return .none
            }
            guard let position = Dict(type.fields.pointee.namespace).position(ofInterned: Str(name)) else {
                throw thread.raise(.attributeError, "__annotations__", name: name, object: arguments[0])
            }
            Dict(type.fields.pointee.namespace).remove(at: position)
            thread.update(type, name: name)
            return .none
        })
        try builder.property("__type_params__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            // `type` itself has this descriptor there.
            if type.value == thread.machine.pointee.types.type { return thread.machine.pointee.emptyTuple }
            return Dict(type.fields.pointee.namespace).get(interned: Str(thread.name(.dunderTypeParams))) ?? thread.machine.pointee.emptyTuple
        }, set: { thread, arguments throws(Raised) in
            try thread.checkAssignment(Type(arguments[0]), "__type_params__", arguments[1])
            try thread.setInNamespace(Type(arguments[0]), thread.name(.dunderTypeParams), arguments[1])
            return .none
        })
        try defineTypeNumbers(builder)
    }

    private func setInNamespace(_ type: Type, _ name: Value, _ value: Value) throws(Raised) {
        try Dict(type.fields.pointee.namespace).set(interned: Str(name), value, self)
        update(type, name: name)
    }

    // MARK: - Names

    private func defineTypeNames(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__name__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            return type.flags.contains(.isHeapType) ? type.fields.pointee.name : try thread.intern(Type.lastPart(type.name)).value
        }, set: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            try thread.checkAssignment(type, "__name__", arguments[1])
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "can only assign string to \(type.name).__name__, not '\(arguments[1].type(thread).name)'")
            }
            let text = Str(arguments[1])
            for index in 0..<text.count where text[index] == 0 { throw thread.raise(.valueError, "type name must not contain null characters") }
            try thread.checkEncodable(text)
            type.fields.pointee.name = arguments[1]
            return .none
        })
        try builder.property("__qualname__", get: { thread, arguments throws(Raised) in Type(arguments[0]).fields.pointee.qualifiedName }, set: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            try thread.checkAssignment(type, "__qualname__", arguments[1])
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "can only assign string to \(type.name).__qualname__, not '\(arguments[1].type(thread).name)'")
            }
            type.fields.pointee.qualifiedName = arguments[1]
            return .none
        })
        try builder.property("__module__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            if type.flags.contains(.isHeapType) {
                guard let module = Dict(type.fields.pointee.namespace).get(interned: Str(thread.name(.dunderModule))) else {
                    throw thread.raise(.attributeError, "__module__", name: thread.name(.dunderModule), object: arguments[0])
                }
                return module
            }
            if let module = Dict(type.fields.pointee.namespace).get(interned: Str(thread.name(.dunderModule))), module.is(.str) { return module }
            let name = type.name, last = Type.lastPart(name)
            return name == last ? thread.name(.builtins) : try thread.intern(String(name.dropLast(last.count + 1))).value
        }, set: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            try thread.checkAssignment(type, "__module__", arguments[1])
            try thread.setInNamespace(type, thread.name(.dunderModule), arguments[1])
            let line = Str(thread.name(.dunderFirstlineno))
            if let position = Dict(type.fields.pointee.namespace).position(ofInterned: line) {
                Dict(type.fields.pointee.namespace).remove(at: position)
                thread.update(type, name: line.value)
            }
            return .none
        })
    }

    // MARK: - Bases

    private func defineTypeBases(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__mro__", get: { thread, arguments throws(Raised) in
            let order = Type(arguments[0]).fields.pointee.mro
            return order.isUnbound ? .none : order
        })
        try builder.member("__base__", get: { thread, arguments throws(Raised) in Type(arguments[0]).fields.pointee.base })
        try builder.property("__bases__", get: { thread, arguments throws(Raised) in
            let bases = Type(arguments[0]).fields.pointee.bases
            return bases.isUnbound ? thread.machine.pointee.emptyTuple : bases
        }, set: { thread, arguments throws(Raised) in
            try thread.setBases(Type(arguments[0]), arguments[1])
            return .none
        })
        try builder.method("__subclasses__", "($self, /)", "The classes that have this one as a base, as a list.") { thread, arguments throws(Raised) in
            let list = try List.make(thread)
            let subclasses = Type(arguments[0]).fields.pointee.subclasses
            guard subclasses.is(.list) else { return list.value }
            for index in 0..<List(subclasses).count {
                let referent = WeakReference(List(subclasses)[index]).fields.pointee.referent
                if referent.isCell { try list.append(referent, thread) }
            }
            return list.value
        }
    }

    private func setBases(_ type: Type, _ value: Value) throws(Raised) {
        try checkAssignment(type, "__bases__", value)
        guard value.is(.tuple) else { throw raise(.typeError, "can only assign tuple to \(type.name).__bases__, not \(value.type(self).name)") }
        let bases = Tuple(value)
        if bases.count == 0 { throw raise(.typeError, "can only assign non-empty tuple to \(type.name).__bases__, not ()") }
        for base in bases {
            guard base.is(.type) else {
                throw raise(.typeError, "\(type.name).__bases__ must be tuple of classes, not '\(base.type(self).name)'")
            }
            if Type(base).isSubtype(of: type) || hasBase(Type(base), type) { throw raise(.typeError, "a __bases__ item causes an inheritance cycle") }
        }
        let types = bases.map { Type($0) }
        for base in types where !base.flags.contains(.isBaseType) {
            throw raise(.typeError, "type '\(base.name)' is not an acceptable base type")
        }
        let best = try bestBase(types)
        let old = Type(type.fields.pointee.base)
        guard haveSameLayout(old, best) else {
            if old.fields.pointee.layout.pointee.kind != best.fields.pointee.layout.pointee.kind
                || old.flags.contains(.isHeapType) != best.flags.contains(.isHeapType)
            {
                throw raise(.typeError, "__bases__ assignment: '\(best.name)' deallocator differs from '\(old.name)'")
            }
            throw raise(.typeError, "__bases__ assignment: '\(best.name)' object layout differs from '\(old.name)'")
        }
        // All orders are computed before anything changes.
        let before = type.fields.pointee
        type.fields.pointee.bases = value
        type.fields.pointee.base = best.value
        let changes = try List.make(self)
        do throws(Raised) {
            try updateOrder(type, changes)
        } catch {
            for index in 0..<changes.count / 3 where Type(changes[index * 3]).fields.pointee.mro == changes[index * 3 + 2] {
                Type(changes[index * 3]).fields.pointee.mro = changes[index * 3 + 1]
            }
            if type.fields.pointee.bases == value {
                type.fields.pointee.bases = before.bases
                type.fields.pointee.base = before.base
            }
            update(type)
            machine.resetCaches()
            throw error
        }
        // An mro() may have assigned other bases meanwhile.
        guard type.fields.pointee.bases == value else { return }
        for base in Tuple(before.bases) { removeSubclass(type, from: Type(base)) }
        for base in types { try addSubclass(type, to: base) }
        update(type)
        // Names may now be found in other classes.
        machine.resetCaches()
    }

    /// Computes the resolution order of a class whose bases changed, and of its subclasses. Appends each class, its old and its new order to a list.
    private func updateOrder(_ type: Type, _ changes: List) throws(Raised) {
        try checkNativeStack()
        let before = type.fields.pointee.mro
        let order = try order(of: type, metaclass: type.value.type(self), Tuple(type.fields.pointee.bases).map { Type($0) })
        // An mro() that assigned bases has done this already.
        guard type.fields.pointee.mro == before else { return }
        try setOrder(of: type, order)
        for value in [type.value, before, type.fields.pointee.mro] { try changes.append(value, self) }
        guard type.fields.pointee.subclasses.is(.list) else { return }
        let list = List(type.fields.pointee.subclasses)
        var index = 0
        while index < list.count {
            let referent = WeakReference(list[index]).fields.pointee.referent
            if referent.isCell { try updateOrder(Type(referent), changes) }
            index += 1
        }
    }

    /// Whether a class is another or below it along the first bases, which change before the orders do.
    private func hasBase(_ type: Type, _ other: Type) -> Bool {
        var current = type
        while current != other {
            guard current.fields.pointee.base.is(.type) else { return false }
            current = Type(current.fields.pointee.base)
        }
        return true
    }

    private func removeSubclass(_ type: Type, from base: Type) {
        guard base.fields.pointee.subclasses.is(.list) else { return }
        let list = List(base.fields.pointee.subclasses)
        var kept = 0
        for index in 0..<list.count where WeakReference(list[index]).fields.pointee.referent != type.value {
            list[kept] = list[index]
            kept += 1
        }
        for index in kept..<list.count { list[index] = Value(smallInt: 0) }
        list.fields.pointee.count = kept
    }

    /// Whether instances of two classes look alike: one can become the other. What the classes add to the last base that they share must be the same members.
    func haveSameLayout(_ left: Type, _ right: Type) -> Bool {
        if left == right { return true }
        let a = lastWithFields(left), b = lastWithFields(right)
        if a == b { return true }
        guard a.flags.contains(.isHeapType), b.flags.contains(.isHeapType), a.fields.pointee.base == b.fields.pointee.base else { return false }
        return fieldsMatch(a, b) && memberNames(a) == memberNames(b)
    }

    /// The last class along the bases whose instances have more than those of its base.
    private func lastWithFields(_ type: Type) -> Type {
        var current = type
        while current.flags.contains(.isHeapType), current.fields.pointee.base.is(.type), fieldsMatch(current, Type(current.fields.pointee.base)) {
            current = Type(current.fields.pointee.base)
        }
        return current
    }

    private func fieldsMatch(_ left: Type, _ right: Type) -> Bool {
        let a = left.fields.pointee.layout, b = right.fields.pointee.layout, flags: Type.Flags = [.hasDictionary, .hasWeakReferences]
        return a.pointee.kind == b.pointee.kind && a.pointee.size == b.pointee.size && left.memberCount == right.memberCount
            && left.flags.intersection(flags) == right.flags.intersection(flags)
    }

    /// The names of the members that a class adds, at each offset.
    private func memberNames(_ type: Type) -> [Int: Value] {
        var names: [Int: Value] = [:]
        let namespace = Dict(type.fields.pointee.namespace)
        var position = 0
        while let index = namespace.nextPosition(from: position) {
            let value = namespace.table.entries[index].value
            if value.has(machine.pointee.shapes.memberDescriptor), MemberDescriptor(value).fields.pointee.owner == type.value {
                let member = MemberDescriptor(value).fields.pointee
                names[member.offset] = member.name
            }
            position = index + 1
        }
        return names
    }

    // MARK: - Numbers that describe the layout

    private func defineTypeNumbers(_ builder: NativeBuilder) throws(Raised) {
        try builder.member("__basicsize__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            return Value(smallInt: type.fields.pointee.layout.pointee.size + 8 + type.memberCount * 8)
        })
        try builder.member("__itemsize__", get: { thread, arguments throws(Raised) in
            switch Type(arguments[0]).fields.pointee.layout.pointee.kind {
            case .tuple: Value(smallInt: 8)
            case .int: Value(smallInt: 4)
            case .bytes: Value(smallInt: 1)
            case .type: Value(smallInt: 40)
            default: Value(smallInt: 0)
            }
        })
        try builder.member("__dictoffset__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            guard type.flags.contains(.hasDictionary), type.isLaidOut else { return Value(smallInt: 0) }
            return Value(smallInt: type.flags.contains(.isHeapType) ? -1 : Int(type.fields.pointee.instanceShape.pointee.storeOffset))
        })
        try builder.member("__weakrefoffset__", get: { thread, arguments throws(Raised) in
            Value(smallInt: Type(arguments[0]).flags.contains(.hasWeakReferences) ? -32 : 0)
        })
        try builder.member("__flags__", get: { thread, arguments throws(Raised) in
            let type = Type(arguments[0])
            // Ready, and subject to garbage collection.
            var bits = 1 << 12 | 1 << 14
            bits |= type.flags.contains(.isHeapType) ? 1 << 9 : 1 << 8
            for (flag, bit) in [
                (Type.Flags.isBaseType, 10), (.isSequencePattern, 5), (.isMappingPattern, 6), (.cannotInstantiate, 7), (.isAbstract, 20), (.isException, 30),
                (.isMetaclass, 31),
            ] where type.flags.contains(flag) {
                bits |= 1 << bit
            }
            if type.matchesSelf { bits |= 1 << 22 }
            switch type.fields.pointee.layout.pointee.kind {
            case .int: bits |= 1 << 24
            case .list: bits |= 1 << 25
            case .tuple: bits |= 1 << 26
            case .bytes: bits |= 1 << 27
            case .str: bits |= 1 << 28
            case .dict: bits |= 1 << 29
            default: break
            }
            return Value(smallInt: bits)
        })
    }
}
