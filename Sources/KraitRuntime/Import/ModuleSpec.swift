// What a module knows of its import: `__spec__` and `__loader__`. The classes carry the names that they have in importlib.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineImportTypes() throws(Raised) {
        try define(\.moduleSpec, "ModuleSpec", flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
            try builder.set("__module__", try intern("_frozen_importlib").value)
            try builder.method("__init__", "($self, name, loader, *, origin=None, loader_state=None, is_package=None)") { thread, arguments throws(Raised) in
                let isPackage = arguments[5].isUnbound ? false : try thread.isTrue(arguments[5])
                try thread.fillSpec(
                    arguments[0], name: arguments[1], loader: arguments[2], origin: arguments[3].isUnbound ? .none : arguments[3],
                    path: isPackage ? try List.make(thread).value : .none, hasLocation: false)
                if !arguments[4].isUnbound { try thread.setAttribute(arguments[0], try thread.intern("loader_state").value, arguments[4]) }
                return .none
            }
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in try thread.describeSpec(arguments[0]) }
            try builder.property("parent", "The package that the module lies in.", get: { thread, arguments throws(Raised) in try thread.parent(ofSpec: arguments[0]) })
            try builder.property("has_location", get: { thread, arguments throws(Raised) in
                try thread.getAttribute(arguments[0], try thread.intern("_set_fileattr").value)
            }, set: { thread, arguments throws(Raised) in
                try thread.setAttribute(arguments[0], try thread.intern("_set_fileattr").value, Value(try thread.isTrue(arguments[1])))
                return .none
            })
        }
        try define(\.sourceLoader, "SourceFileLoader", flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
            try builder.set("__module__", try intern("_frozen_importlib_external").value)
            try defineSourceLoader(builder)
        }
        try define(\.builtinImporter, "BuiltinImporter", flags: [.isBaseType]) { builder throws(Raised) in
            try builder.set("__module__", try intern("_frozen_importlib").value)
            for name in ["get_source", "get_code"] as [StaticString] {
                try builder.staticMethod(name, "(fullname, /)") { thread, arguments throws(Raised) in .none }
            }
            try builder.staticMethod("is_package", "(fullname, /)") { thread, arguments throws(Raised) in .false }
        }
        try define(\.namespaceLoader, "NamespaceLoader", flags: [.isBaseType], hasAttributes: true) { builder throws(Raised) in
            try builder.set("__module__", try intern("_frozen_importlib_external").value)
            try builder.method("is_package", "($self, fullname, /)") { thread, arguments throws(Raised) in .true }
            try builder.method("get_source", "($self, fullname, /)") { thread, arguments throws(Raised) in thread.machine.pointee.emptyString }
        }
    }

    private func defineSourceLoader(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, fullname, path)") { thread, arguments throws(Raised) in
            try thread.setAttribute(arguments[0], thread.name(.name), arguments[1])
            try thread.setAttribute(arguments[0], thread.name(.path), arguments[2])
            return .none
        }
        try builder.method("get_filename", "($self, name=None)", "The path of the source file.") { thread, arguments throws(Raised) in
            try thread.getAttribute(arguments[0], thread.name(.path))
        }
        try builder.method("get_source", "($self, fullname=None)", "The text of the source file.") { thread, arguments throws(Raised) in
            let path = try thread.getAttribute(arguments[0], thread.name(.path))
            guard path.is(.str) else { return .none }
            var bytes: [UInt8] = [], failure: HostError?
            do throws(HostError) { bytes = try thread.machine.pointee.host.readFile(Str(path).text) } catch { failure = error }
            if let failure { throw thread.raiseOSError(failure, filename: path) }
            return try thread.decode(bytes, errors: "strict")
        }
        try builder.method("get_code", "($self, fullname=None)", "The code object of the module.") { thread, arguments throws(Raised) in
            let path = try thread.getAttribute(arguments[0], thread.name(.path))
            guard path.is(.str) else { return .none }
            return try thread.code(ofFile: Str(path).text).value
        }
        try builder.method("is_package", "($self, fullname)", "Whether the module is a package.") { thread, arguments throws(Raised) in
            let path = try thread.getAttribute(arguments[0], thread.name(.path))
            return Value(path.is(.str) && Str(path).text.hasSuffix("/__init__.py"))
        }
        try builder.method("create_module", "($self, spec)") { thread, arguments throws(Raised) in .none }
        try builder.method("exec_module", "($self, module)", "Run the module's code in its namespace.") { thread, arguments throws(Raised) in
            let path = try thread.getAttribute(arguments[0], thread.name(.path))
            guard path.is(.str), arguments[1].is(.module) else { throw thread.raise(.typeError, "exec_module() argument must be a module") }
            return try thread.runModule(try thread.code(ofFile: Str(path).text), globals: Module(arguments[1]).dict)
        }
    }

    // MARK: - Making

    /// The spec of a module written in Swift.
    func makeBuiltinSpec(_ name: Value) throws(Raised) -> Value {
        try makeSpec(name, loader: machine.pointee.types.builtinImporter, origin: try intern("built-in").value, path: .none, hasLocation: false)
    }

    func makeSpec(_ name: Value, loader: Value, origin: Value, path: Value, hasLocation: Bool) throws(Raised) -> Value {
        let spec = try makeInstance(of: Type(machine.pointee.types.moduleSpec))
        try fillSpec(spec, name: name, loader: loader, origin: origin, path: path, hasLocation: hasLocation)
        return spec
    }

    func makeSourceSpec(_ name: Value, _ file: String, isPackage: Bool) throws(Raised) -> Value {
        let fileValue = try Str.make(file, self).value
        let loader = try makeInstance(of: Type(machine.pointee.types.sourceLoader))
        try setAttribute(loader, self.name(.name), name)
        try setAttribute(loader, self.name(.path), fileValue)
        var path = Value.none
        if isPackage {
            let list = try List.make(self)
            try list.append(try Str.make(String(file.prefix(file.utf8.count - (file.hasSuffix("c") ? "/__init__.pyc" : "/__init__.py").utf8.count)), self).value, self)
            path = list.value
        }
        let spec = try makeSpec(name, loader: loader, origin: fileValue, path: path, hasLocation: true)
        if !file.hasSuffix(".pyc") { try setAttribute(spec, try intern("cached").value, try Str.make(cachePath(of: file), self).value) }
        return spec
    }

    fileprivate func fillSpec(_ spec: Value, name: Value, loader: Value, origin: Value, path: Value, hasLocation: Bool) throws(Raised) {
        for (text, value) in [
            ("name", name), ("loader", loader), ("origin", origin), ("loader_state", .none), ("submodule_search_locations", path),
            ("_uninitialized_submodules", .none), ("_set_fileattr", Value(hasLocation)), ("cached", .none), ("_initializing", .false),
        ] as [(String, Value)] {
            try setAttribute(spec, try intern(text).value, value)
        }
        try setAttribute(spec, try intern("_uninitialized_submodules").value, try List.make(self).value)
    }

    fileprivate func parent(ofSpec spec: Value) throws(Raised) -> Value {
        let name = try getAttribute(spec, self.name(.name))
        if !(try getAttribute(spec, try intern("submodule_search_locations").value)).isNone { return name }
        guard name.is(.str) else { return .none }
        let text = Str(name).text
        return try Str.make(text.lastIndex(of: ".").map { String(text[..<$0]) } ?? "", self).value
    }

    fileprivate func describeSpec(_ spec: Value) throws(Raised) -> Value {
        func text(_ attribute: String) throws(Raised) -> String? {
            let value = try getAttribute(spec, try intern(attribute).value)
            return value.isNone ? nil : Str(try repr(value)).text
        }
        var parts = ["name=\(try text("name") ?? "None")", "loader=\(try text("loader") ?? "None")"]
        if let origin = try text("origin") { parts.append("origin=\(origin)") }
        if let path = try text("submodule_search_locations") { parts.append("submodule_search_locations=\(path)") }
        return try Str.make("ModuleSpec(\(parts.joined(separator: ", ")))", self).value
    }

    /// Sets the attributes of a module that come from its spec.
    func initialize(_ module: Module, spec: Value) throws(Raised) {
        func attribute(_ text: String) throws(Raised) -> Value { try getAttribute(spec, try intern(text).value) }
        try module.dict.set(interned: Str(name(.dunderPackage)), try parent(ofSpec: spec), self)
        try module.dict.set(interned: Str(name(.dunderLoader)), try attribute("loader"), self)
        try module.dict.set(interned: Str(name(.dunderSpec)), spec, self)
        let path = try attribute("submodule_search_locations")
        if !path.isNone { try module.dict.set(interned: Str(name(.dunderPath)), path, self) }
        guard try isTrue(try attribute("_set_fileattr")) else { return }
        try module.dict.set(interned: Str(name(.dunderFile)), try attribute("origin"), self)
        let cached = try attribute("cached")
        if !cached.isNone { try module.dict.set(interned: Str(name(.dunderCached)), cached, self) }
    }
}
