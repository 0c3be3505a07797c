/// `module`: a namespace.
///
///     header | dict
///
/// In CPython: Objects/moduleobject.c.
public struct Module: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var dict: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.module, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(Module(cell: cell).fields.pointee.dict)
    })

    public var dict: Dict { Dict(fields.pointee.dict) }

    /// A module with the attributes that every module has.
    public static func make(_ name: String, doc: Value = .none, _ thread: Thread) throws(Raised) -> Module {
        let dict = try Dict.make(capacity: 10, thread)
        let module = Module(cell: try thread.allocate(thread.machine.pointee.shapes.module, size: layout.size))
        module.fields.pointee.dict = dict.value
        try module.initialize(try thread.intern(name).value, doc, thread)
        return module
    }

    fileprivate func initialize(_ name: Value, _ doc: Value, _ thread: Thread) throws(Raised) {
        try dict.set(interned: Str(thread.name(.dunderName)), name, thread)
        try dict.set(interned: Str(thread.name(.dunderDoc)), doc, thread)
        try dict.set(interned: Str(thread.name(.dunderPackage)), .none, thread)
        try dict.set(interned: Str(thread.name(.dunderLoader)), .none, thread)
        try dict.set(interned: Str(thread.name(.dunderSpec)), .none, thread)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineModule() throws(Raised) {
        try define(\.module, "module", shape: \.module, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Make a module object with a name and, perhaps, a docstring.")
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let dict = try Dict.make(capacity: 10, thread)
                let module = try thread.makeInstance(of: Type(arguments[0]))
                Module(module).fields.pointee.dict = dict.value
                return module
            }
            try builder.method("__init__", "($self, /, name, doc=None)", "Create a module object.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.str) else { throw thread.raise(.typeError, "module() argument 'name' must be str, not \(arguments[1].type(thread).name)") }
                try Module(arguments[0]).initialize(arguments[1], arguments[2].isUnbound ? .none : arguments[2], thread)
                return .none
            }
            try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
                try thread.moduleAttribute(arguments[0], try thread.attributeName(arguments[1]))
            }
            try builder.method("__setattr__", "($self, name, value, /)", "Implement setattr(self, name, value).") { thread, arguments throws(Raised) in
                try thread.setModuleAttribute(arguments[0], try thread.attributeName(arguments[1]), arguments[2])
                return .none
            }
            try builder.method("__delattr__", "($self, name, /)", "Implement delattr(self, name).") { thread, arguments throws(Raised) in
                try thread.setModuleAttribute(arguments[0], try thread.attributeName(arguments[1]), nil)
                return .none
            }
            try builder.member("__dict__") { thread, arguments throws(Raised) in Module(arguments[0]).fields.pointee.dict }
            try builder.property("__annotations__", get: { thread, arguments throws(Raised) in
                let dict = Module(arguments[0]).dict, name = Str(thread.name(.dunderAnnotations))
                if let found = dict.get(interned: name) { return found }
                let fresh = try Dict.make(thread).value
                try dict.set(interned: name, fresh, thread)
                return fresh
            }, set: { thread, arguments throws(Raised) in
                let dict = Module(arguments[0]).dict, name = Str(thread.name(.dunderAnnotations))
                if !arguments[1].isUnbound {
                    try dict.set(interned: name, arguments[1], thread)
                    return .none
                }
                guard let position = dict.position(ofInterned: name) else { throw thread.raise(.attributeError, "__annotations__") }
                dict.remove(at: position)
                return .none
            })
            try defineListing(module: builder)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try Str.make(try thread.moduleText(Module(arguments[0])), thread).value
            }
        }
    }

    // MARK: - Attributes

    /// What `module.__getattribute__` finds: the attribute of the object, then what the module's own `__getattr__` makes.
    private func moduleAttribute(_ module: Value, _ attribute: Value) throws(Raised) -> Value {
        if let value = try findModuleAttribute(module, module.type(self), attribute) { return value }
        throw raiseModuleAttributeError(module, attribute)
    }

    /// The same, nil where it raises AttributeError.
    func findModuleAttribute(_ module: Value, _ type: Type, _ attribute: Value) throws(Raised) -> Value? {
        let inClass = type.lookup(attribute)
        if let inClass, inClass.isCell, Type(inClass.shape.pointee.type).flags.contains(.isDataDescriptor) { return try bind(inClass, module, type) }
        let dict = Module(module).dict
        if let value = dict.get(interned: Str(attribute)) { return value }
        if let inClass { return try bind(inClass, module, type) }
        if let hook = dict.get(interned: Str(name(of: .getAttr))) { return try call(hook, attribute) }
        return nil
    }

    private func setModuleAttribute(_ module: Value, _ attribute: Value, _ value: Value?) throws(Raised) {
        let type = module.type(self)
        if let inClass = type.lookup(attribute), inClass.isCell, Type(inClass.shape.pointee.type).flags.contains(.isDataDescriptor) {
            let method = Type(inClass.shape.pointee.type)[value == nil ? .delete : .set]
            if method.isUnbound { throw raise(.attributeError, value == nil ? "__delete__" : "__set__") }
            if let value { _ = try callSpecial(method, inClass, module, value) } else { _ = try callSpecial(method, inClass, module) }
            return
        }
        let dict = Module(module).dict
        if let value { return try dict.set(interned: Str(attribute), value, self) }
        guard let position = dict.position(ofInterned: Str(attribute)) else {
            throw raise(.attributeError, "'\(type.name)' object has no attribute '\(Str(attribute).text)'", name: attribute, object: module)
        }
        dict.remove(at: position)
    }

    /// A module that is still being imported, or was shadowed by a file of the same name, is what people look for here.
    func raiseModuleAttributeError(_ module: Value, _ attribute: Value) -> Raised {
        do throws(Raised) {
            let text = Str(attribute).text
            guard let known = Module(module).dict.get(interned: Str(name(.dunderName))), known.is(.str) else {
                return raise(.attributeError, "module has no attribute '\(text)'", name: attribute, object: module)
            }
            let moduleName = Str(known).text
            var message = "module '\(moduleName)' has no attribute '\(text)'"
            let (origin, isInitializing) = try loadingState(of: module)
            if let origin, isPossiblyShadowing(origin), isStandardLibraryName(moduleName) {
                message += " (consider renaming '\(origin)' since it has the same name as the standard library module named '\(moduleName)' and the import system gives it precedence)"
            } else if isInitializing, let origin, isPossiblyShadowing(origin) {
                message += " (consider renaming '\(origin)' if it has the same name as a third-party module you intended to import)"
            } else if isInitializing {
                message = "partially initialized module '\(moduleName)'" + (origin.map { " from '\($0)'" } ?? "") + " has no attribute '\(text)' (most likely due to a circular import)"
            }
            return raise(.attributeError, message, name: attribute, object: module)
        } catch {
            return error
        }
    }

    // MARK: - Text

    /// `<module 'x' from 'x.py'>`, by its spec or its other attributes (in CPython: importlib._bootstrap._module_repr).
    private func moduleText(_ module: Module) throws(Raised) -> String {
        func attribute(_ name: KnownName) -> Value { module.dict.get(interned: Str(self.name(name))) ?? .none }
        let spec = attribute(.dunderSpec), loader = attribute(.dunderLoader)
        if !spec.isNone {
            let name = try getAttribute(spec, self.name(.name))
            let text = name.isNone ? "'?'" : Str(try repr(name)).text
            let origin = try getAttributeOrNil(spec, try intern("origin").value) ?? .none
            if origin.isNone {
                let specLoader = try getAttributeOrNil(spec, try intern("loader").value) ?? .none
                if specLoader.type(self).value == machine.pointee.types.namespaceLoader {
                    let path = try getAttributeOrNil(spec, try intern("submodule_search_locations").value) ?? .none
                    return "<module \(text) (namespace) from \(Str(try repr(path)).text)>"
                }
                return specLoader.isNone ? "<module \(text)>" : "<module \(text) (\(Str(try repr(specLoader)).text))>"
            }
            if let hasLocation = try getAttributeOrNil(spec, try intern("has_location").value), try isTrue(hasLocation) {
                return "<module \(text) from \(Str(try repr(origin)).text)>"
            }
            return "<module \(text) (\(Str(try str(origin)).text))>"
        }
        let name = module.dict.get(interned: Str(self.name(.dunderName)))
        let text = try name.map { value throws(Raised) in Str(try repr(value)).text } ?? "'?'"
        if let file = module.dict.get(interned: Str(self.name(.dunderFile))) { return "<module \(text) from \(Str(try repr(file)).text)>" }
        return loader.isNone ? "<module \(text)>" : "<module \(text) (\(Str(try repr(loader)).text))>"
    }
}
