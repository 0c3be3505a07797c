/// `weakref.ref` and the weak proxies: references that do not keep their referent alive.
///
///     header | referent | callback | hash | next reference to the same referent
///
/// The collector clears them and queues their callbacks (`WeakReferenceTable`). In CPython: Objects/weakrefobject.c.
public struct WeakReference: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// None once the referent is dead. Not traced.
        public var referent: Value
        public var callback: Value
        /// The referent's hash, kept from the first time it was asked for; unbound before.
        public var hash: Value
        /// See ``WeakReferenceTable``. Not traced.
        var next: CellPointer?
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.weakReference, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = WeakReference(cell: cell).fields
        marker.mark(fields.pointee.callback)
        marker.mark(fields.pointee.hash)
    })
}

extension WeakReference {
    /// Whether it is of a built-in class and without a callback: of those there is one for each object.
    var isPlain: Bool {
        // Before there are classes, there are only plain ones.
        fields.pointee.callback.isNone && (!shape.pointee.type.isCell || !Type(shape.pointee.type).flags.contains(.isHeapType))
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A weak reference of a class; the plain ones without a callback are shared.
    private func makeWeakReference(_ type: Type, to value: Value, callback: Value) throws(Raised) -> Value {
        guard value.isCell, value.type(self).flags.contains(.hasWeakReferences) else {
            throw raise(.typeError, "cannot create weak reference to '\(value.type(self).name)' object")
        }
        let hasCallback = !callback.isUnbound && !callback.isNone
        if !hasCallback, !type.flags.contains(.isHeapType) {
            for cell in machine.pointee.weakReferences.references(to: value.cell) {
                let known = WeakReference(cell: cell)
                if known.shape.pointee.type == type.value, known.fields.pointee.callback.isNone { return known.value }
            }
        }
        let reference = try makeInstance(of: type)
        let fields = WeakReference(reference).fields
        fields.pointee.referent = value
        fields.pointee.callback = hasCallback ? callback : .none
        fields.pointee.hash = .unbound
        machine.pointee.weakReferences.add(WeakReference(reference), to: value.cell)
        return reference
    }

    /// Classes of the built-in objects that weak references can refer to.
    func markWeaklyReferenceable() {
        let types = machine.pointee.types
        for type in [
            types.type, types.function, types.nativeFunction, types.boundMethod, types.module, types.code, types.set, types.frozenSet, types.generator,
            types.coroutine, types.asyncGenerator, types.memoryView,
        ] where type.is(.type) {
            Type(type).flags.insert(.hasWeakReferences)
        }
    }

    func defineWeakReferences() throws(Raised) {
        try define(\.weakReference, "weakref.ReferenceType", shape: \.weakReference, layout: WeakReference.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, object, callback=None, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeWeakReference(Type(arguments[0]), to: arguments[1], callback: arguments[2])
            }
            try builder.method("__init__", "($self, object, callback=None, /)") { thread, arguments throws(Raised) in .none }
            try builder.method("__call__", "($self, /)", "What a call does.") { thread, arguments throws(Raised) in
                WeakReference(arguments[0]).fields.pointee.referent
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let fields = WeakReference(arguments[0]).fields
                if !fields.pointee.hash.isUnbound { return fields.pointee.hash }
                let referent = fields.pointee.referent
                guard referent.isCell else { throw thread.raise(.typeError, "weak object has gone away") }
                fields.pointee.hash = try thread.makeInt(try thread.hash(referent))
                return fields.pointee.hash
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.weakReference) else { return .notImplemented }
                let left = WeakReference(arguments[0]).fields.pointee.referent, right = WeakReference(arguments[1]).fields.pointee.referent
                if !left.isCell || !right.isCell { return Value(arguments[0] == arguments[1]) }
                return try thread.compare(.equal, left, right)
            }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.weakReference) else { return .notImplemented }
                let left = WeakReference(arguments[0]).fields.pointee.referent, right = WeakReference(arguments[1]).fields.pointee.referent
                if !left.isCell || !right.isCell { return Value(arguments[0] != arguments[1]) }
                return try thread.compare(.notEqual, left, right)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let referent = WeakReference(arguments[0]).fields.pointee.referent
                let own = thread.address(of: arguments[0])
                guard referent.isCell else { return try Str.make("<weakref at 0x\(own); dead>", thread).value }
                var text = "<weakref at 0x\(own); to '\(referent.type(thread).name)' at 0x\(thread.address(of: referent))"
                if let name = try thread.specialAttribute(referent, thread.name(.dunderName)), name.is(.str) { text += " (\(Str(name).text))" }
                return try Str.make(text + ">", thread).value
            }
            try builder.property("__callback__", get: { thread, arguments throws(Raised) in
                let fields = WeakReference(arguments[0]).fields
                return fields.pointee.referent.isCell ? fields.pointee.callback : .none
            })
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }
        try define(\.weakProxy, "weakref.ProxyType", layout: WeakReference.proxyLayout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try defineProxy(builder)
        }
        try define(\.weakCallableProxy, "weakref.CallableProxyType", layout: WeakReference.proxyLayout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try defineProxy(builder)
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                let referent = try thread.referent(arguments[0])
                return try thread.withSpread(Tuple(arguments[1]), keywords: arguments[2]) { sorted, names throws(Raised) in
                    try thread.call(referent, sorted, keywordNames: names)
                }
            }
        }
    }

    // MARK: - Proxies

    /// What a proxy stands for; ReferenceError if it is dead. Other values stand for themselves.
    private func referent(_ value: Value) throws(Raised) -> Value {
        let types = machine.pointee.types
        guard value.isCell, value.shape.pointee.type == types.weakProxy || value.shape.pointee.type == types.weakCallableProxy else { return value }
        let referent = WeakReference(value).fields.pointee.referent
        if !referent.isCell { throw raise(.referenceError, "weakly-referenced object no longer exists") }
        return referent
    }

    /// The module `_weakref`.
    func defineWeakReferenceModule(_ builder: NativeBuilder) throws(Raised) {
        let types = machine.pointee.types
        try builder.set("ref", types.weakReference)
        try builder.set("ReferenceType", types.weakReference)
        try builder.set("ProxyType", types.weakProxy)
        try builder.set("CallableProxyType", types.weakCallableProxy)
        try builder.method("proxy", "(object, callback=None, /)", "Make an object that stands for another while that one lives.") { thread, arguments throws(Raised) in
            let types = thread.machine.pointee.types
            let isCallable = arguments[0].isCell && !arguments[0].type(thread)[.call].isUnbound
            return try thread.makeWeakReference(Type(isCallable ? types.weakCallableProxy : types.weakProxy), to: arguments[0], callback: arguments[1])
        }
        try builder.method("getweakrefcount", "(object, /)", "How many weak references lead to an object.") { thread, arguments throws(Raised) in
            Value(smallInt: arguments[0].isCell ? thread.machine.pointee.weakReferences.references(to: arguments[0].cell).count : 0)
        }
        try builder.method("getweakrefs", "(object, /)", "The weak references that lead to an object.") { thread, arguments throws(Raised) in
            let list = try List.make(thread)
            if arguments[0].isCell {
                let count = thread.machine.pointee.weakReferences.references(to: arguments[0].cell).count
                try list.reserve(count, thread)
                for cell in thread.machine.pointee.weakReferences.references(to: arguments[0].cell) { try list.append(Value(cell: cell), thread) }
            }
            return list.value
        }
        try builder.method("_remove_dead_weakref", "(dct, key, /)", "Delete an entry whose value is a dead weak reference.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.dict) else { throw thread.raise(.typeError, "_remove_dead_weakref() argument 1 must be dict, not \(arguments[0].type(thread).name)") }
            let dict = Dict(arguments[0])
            guard let position = try dict.position(of: arguments[1], hash: try thread.hash(arguments[1]), thread) else { return .none }
            let value = dict.table.entries[position].value
            guard value.is(.weakReference) else { throw thread.raise(.typeError, "not a weakref") }
            if !WeakReference(value).fields.pointee.referent.isCell { dict.remove(at: position) }
            return .none
        }
    }
}

extension WeakReference {
    /// Proxies have the fields of references, but are no instances of `weakref.ref`.
    static let proxyLayout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = WeakReference(cell: cell).fields
        marker.mark(fields.pointee.callback)
        marker.mark(fields.pointee.hash)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Everything that a proxy passes on to its referent.
    private func defineProxy(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
            try thread.getAttribute(try thread.referent(arguments[0]), try thread.attributeName(arguments[1]))
        }
        try builder.method("__setattr__", "($self, name, value, /)", "Implement setattr(self, name, value).") { thread, arguments throws(Raised) in
            try thread.setAttribute(try thread.referent(arguments[0]), try thread.attributeName(arguments[1]), arguments[2])
            return .none
        }
        try builder.method("__delattr__", "($self, name, /)", "Implement delattr(self, name).") { thread, arguments throws(Raised) in
            try thread.deleteAttribute(try thread.referent(arguments[0]), try thread.attributeName(arguments[1]))
            return .none
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let referent = WeakReference(arguments[0]).fields.pointee.referent
            return try Str.make(
                "<weakproxy at 0x\(thread.address(of: arguments[0])) to \(referent.type(thread).name) at 0x\(thread.address(of: referent))>", thread).value
        }
        try builder.method("__str__", "($self, /)", "Return str(self).") { thread, arguments throws(Raised) in try thread.str(try thread.referent(arguments[0])) }
        try builder.method("__bytes__", "($self, /)") { thread, arguments throws(Raised) in
            let referent = try thread.referent(arguments[0])
            return try thread.call(try thread.getAttribute(referent, thread.name(of: .bytes)))
        }
        try builder.set("__hash__", .none)
        try builder.method("__bool__", "($self, /)", "True if self else False") { thread, arguments throws(Raised) in
            Value(try thread.isTrue(try thread.referent(arguments[0])))
        }
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.length(try thread.referent(arguments[0])))
        }
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            Value(try thread.contains(try thread.referent(arguments[0]), arguments[1]))
        }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            try thread.getItem(try thread.referent(arguments[0]), arguments[1])
        }
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            try thread.setItem(try thread.referent(arguments[0]), arguments[1], arguments[2])
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            try thread.deleteItem(try thread.referent(arguments[0]), arguments[1])
            return .none
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try thread.iterator(of: try thread.referent(arguments[0]))
        }
        try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
            let referent = try thread.referent(arguments[0])
            if referent.type(thread)[.next].isUnbound {
                throw thread.raise(.typeError, "Weakref proxy referenced a non-iterator '\(referent.type(thread).name)' object")
            }
            return try thread.nextItem(referent) ?? .unbound
        }
        try builder.method("__reversed__", "($self, /)") { thread, arguments throws(Raised) in
            try thread.call(try thread.getAttribute(try thread.referent(arguments[0]), thread.name(of: .reversed)))
        }
        try builder.method("__eq__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.equal, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__ne__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.notEqual, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__lt__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.less, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__le__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.lessOrEqual, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__gt__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.greater, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__ge__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.compare(.greaterOrEqual, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__neg__", "($self, /)") { thread, arguments throws(Raised) in try thread.unary(.negative, try thread.referent(arguments[0])) }
        try builder.method("__pos__", "($self, /)") { thread, arguments throws(Raised) in try thread.unary(.positive, try thread.referent(arguments[0])) }
        try builder.method("__invert__", "($self, /)") { thread, arguments throws(Raised) in try thread.unary(.invert, try thread.referent(arguments[0])) }
        try builder.method("__abs__", "($self, /)") { thread, arguments throws(Raised) in
            try thread.call(try thread.getAttribute(try thread.referent(arguments[0]), thread.name(of: .absolute)))
        }
        try builder.method("__int__", "($self, /)") { thread, arguments throws(Raised) in
            try thread.call(try thread.getAttribute(try thread.referent(arguments[0]), thread.name(of: .int)))
        }
        try builder.method("__float__", "($self, /)") { thread, arguments throws(Raised) in
            try thread.call(try thread.getAttribute(try thread.referent(arguments[0]), thread.name(of: .float)))
        }
        try builder.method("__index__", "($self, /)") { thread, arguments throws(Raised) in
            try thread.call(try thread.getAttribute(try thread.referent(arguments[0]), thread.name(of: .index)))
        }
        try builder.method("__add__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.add, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__radd__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.add, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__iadd__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.add, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__sub__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.subtract, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rsub__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.subtract, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__isub__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.subtract, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__mul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.multiply, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rmul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.multiply, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__imul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.multiply, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__matmul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.matrixMultiply, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rmatmul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.matrixMultiply, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__imatmul__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.matrixMultiply, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__truediv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.divide, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rtruediv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.divide, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__itruediv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.divide, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__floordiv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.floorDivide, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rfloordiv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.floorDivide, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__ifloordiv__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.floorDivide, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__mod__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.modulo, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rmod__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.modulo, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__imod__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.modulo, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__pow__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.power, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rpow__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.power, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__ipow__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.power, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__lshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.leftShift, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rlshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.leftShift, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__ilshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.leftShift, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.rightShift, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rrshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.rightShift, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__irshift__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.rightShift, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__and__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.and, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rand__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.and, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__iand__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.and, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__xor__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.xor, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__rxor__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.xor, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__ixor__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.xor, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__or__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.or, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
        try builder.method("__ror__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.or, try thread.referent(arguments[1]), try thread.referent(arguments[0]))
        }
        try builder.method("__ior__", "($self, value, /)") { thread, arguments throws(Raised) in
            try thread.binary(.or, isInPlace: true, try thread.referent(arguments[0]), try thread.referent(arguments[1]))
        }
    }
}
