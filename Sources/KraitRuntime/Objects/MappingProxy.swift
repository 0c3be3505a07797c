/// `mappingproxy`: a view of a mapping that cannot be written through; `__dict__` of classes.
///
///     header | mapping
///
/// In CPython: Objects/descrobject.c.
public struct MappingProxy: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var mapping: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.mappingProxy, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(MappingProxy(cell: cell).fields.pointee.mapping)
    })

    static func make(_ mapping: Value, _ thread: Thread) throws(Raised) -> Value {
        let proxy = try thread.makeInstance(of: Type(thread.machine.pointee.types.mappingProxy))
        MappingProxy(proxy).fields.pointee.mapping = mapping
        return proxy
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What a proxy stands for; other values stand for themselves.
    private func unwrapped(_ value: Value) -> Value { value.is(.mappingProxy) ? MappingProxy(value).fields.pointee.mapping : value }

    private func callMethod(_ proxy: Value, _ method: KnownName) throws(Raised) -> Value {
        try call(try getAttribute(unwrapped(proxy), name(method)))
    }

    func defineMappingProxy() throws(Raised) {
        try define(\.mappingProxy, "mappingproxy", layout: MappingProxy.layout, flags: [.isMappingPattern]) { builder throws(Raised) in
            try builder.doc("Read-only proxy of a mapping.")
            try builder.staticMethod("__new__", "($type, mapping)", "Make an instance.") { thread, arguments throws(Raised) in
                let mapping = arguments[1]
                if mapping.type(thread)[.getItem].isUnbound || mapping.is(.list) || mapping.is(.tuple) {
                    throw thread.raise(.typeError, "mappingproxy() argument must be a mapping, not \(mapping.type(thread).name)")
                }
                return try MappingProxy.make(mapping, thread)
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                try thread.getItem(thread.unwrapped(arguments[0]), arguments[1])
            }
            try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in
                try thread.makeInt(try thread.length(thread.unwrapped(arguments[0])))
            }
            try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
                Value(try thread.contains(thread.unwrapped(arguments[0]), arguments[1]))
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                try thread.iterator(of: thread.unwrapped(arguments[0]))
            }
            try builder.method("__reversed__", "($self, /)", "D.__reversed__() -> reverse iterator") { thread, arguments throws(Raised) in
                let mapping = thread.unwrapped(arguments[0])
                return try thread.call(try thread.getAttribute(mapping, thread.name(of: .reversed)))
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try thread.checkNativeStack()
                return try Str.make("mappingproxy(\(Str(try thread.repr(thread.unwrapped(arguments[0]))).text))", thread).value
            }
            try builder.method("__str__", "($self, /)", "Return str(self).") { thread, arguments throws(Raised) in try thread.str(thread.unwrapped(arguments[0])) }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                try thread.makeInt(try thread.hash(thread.unwrapped(arguments[0])))
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                try thread.compare(.equal, thread.unwrapped(arguments[0]), arguments[1])
            }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
                try thread.compare(.notEqual, thread.unwrapped(arguments[0]), arguments[1])
            }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
                try thread.binary(.or, thread.unwrapped(arguments[0]), thread.unwrapped(arguments[1]))
            }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
                try thread.binary(.or, thread.unwrapped(arguments[1]), thread.unwrapped(arguments[0]))
            }
            try builder.method("__ior__", "($self, value, /)", "Return self|=value.") { thread, arguments throws(Raised) in
                throw thread.raise(.typeError, "'|=' is not supported by mappingproxy; use '|' instead")
            }
            try builder.method("get", "($self, key, default=None, /)", "Return the value for key if key is in the mapping, else default.") { thread, arguments throws(Raised) in
                let get = try thread.getAttribute(thread.unwrapped(arguments[0]), thread.name(.get))
                return try thread.call(get, arguments[1], arguments[2].isUnbound ? .none : arguments[2])
            }
            try builder.method("keys", "($self, /)", "D.keys() -> a set-like object providing a view on D's keys") { thread, arguments throws(Raised) in
                try thread.callMethod(arguments[0], .keys)
            }
            try builder.method("values", "($self, /)", "D.values() -> an object providing a view on D's values") { thread, arguments throws(Raised) in
                try thread.callMethod(arguments[0], .values)
            }
            try builder.method("items", "($self, /)", "D.items() -> a set-like object providing a view on D's items") { thread, arguments throws(Raised) in
                try thread.callMethod(arguments[0], .items)
            }
            try builder.method("copy", "($self, /)", "D.copy() -> a shallow copy of D") { thread, arguments throws(Raised) in
                try thread.call(try thread.getAttribute(thread.unwrapped(arguments[0]), try thread.intern("copy").value))
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }
    }
}
