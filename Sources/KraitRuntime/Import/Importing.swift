import KraitBytecode

// The import statement: `importlib.__import__` and `_gcd_import` in Swift.
//
//     import a.b      a ─▶ sys.modules, else found and loaded; then a.b along a.__path__; the statement gets a
//     from a import b a, then its attribute b, else the submodule a.b
//
// Language reference, "The import system"; in CPython: Lib/importlib/_bootstrap.py, Python/import.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    var modules: Dict { Dict(machine.pointee.modules) }

    /// The instruction `IMPORT_NAME`: calls `builtins.__import__`, which a program may have replaced.
    func importName(_ name: Value, names: Value, level: Value) throws(Raised) -> Value {
        let activation = pointee.activation.pointee
        let builtins = activation.code.pointee.builtins
        guard let function = try getOptionalItem(builtins, self.name(.dunderImport)) else { throw raise(.importError, "__import__ not found") }
        if function == machine.pointee.importFunction {
            guard level.isSmallInt else { return try importModule(name, globals: activation.code.pointee.globals, names: names, level: 0) }
            return try importModule(name, globals: activation.code.pointee.globals, names: names, level: level.smallInt)
        }
        let arguments = try Tuple.allocate(count: 5, self)
        arguments.base[0] = name
        arguments.base[1] = activation.code.pointee.globals
        arguments.base[2] = activation.hasNamespace ? activation.second : .none
        arguments.base[3] = names
        arguments.base[4] = level
        return try call(function, Arguments(base: arguments.base, count: 5))
    }

    func defineImport(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", "Import a module, as the import statement does.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "module name must be a string") }
            var level = 0
            if !arguments[4].isUnbound {
                level = try thread.cInt(arguments[4])
            }
            return try thread.importModule(
                thread.intern(Str(arguments[0])).value, globals: arguments[1], names: arguments[3].isUnbound ? .none : arguments[3], level: level)
        }
        machine.pointee.importFunction = builder.namespace.get(interned: Str(name(.dunderImport))) ?? .unbound
    }

    /// `__import__`: what the statement binds.
    func importModule(_ name: Value, globals: Value, names: Value, level: Int) throws(Raised) -> Value {
        if level < 0 { throw raise(.valueError, "level must be >= 0") }
        if level == 0, names.isNone, let module = loadedModule(name), !Str(name).containsDot { return module }
        let full = level == 0 ? name : try resolve(Str(name), level: level, globals: globals)
        if Str(full).count == 0 { throw raise(.valueError, "Empty module name") }
        let module = try load(full)
        if !names.isUnbound, try isTrue(names) {
            if let path = try getAttributeOrNil(module, self.name(.dunderPath)), !path.isNone { try importListed(names, from: module) }
            return module
        }
        if level == 0 {
            let text = Str(name).text
            guard let dot = text.firstIndex(of: ".") else { return module }
            return try load(try intern(String(text[..<dot])).value)
        }
        if Str(name).count == 0 { return module }
        // Of a relative name the part up to its first dot.
        let text = Str(name).text, fullText = Str(full).text
        guard let dot = text.firstIndex(of: ".") else { return module }
        let wanted = String(fullText.dropLast(text.distance(from: dot, to: text.endIndex)))
        guard let top = loadedModule(try intern(wanted).value) else { throw raise(.keyError, "'\(wanted)' not in sys.modules as expected") }
        return top
    }

    /// What `sys.modules` has under a name, unless that is None or being set up.
    @inline(__always)
    func loadedModule(_ name: Value) -> Value? {
        guard machine.pointee.modules.is(.dict), let module = modules.get(interned: Str(name)), !module.isNone else { return nil }
        return module
    }

    /// The full name that a relative one means in a module.
    private func resolve(_ name: Str, level: Int, globals: Value) throws(Raised) -> Value {
        guard globals.is(.dict) else { throw raise(.typeError, "globals must be a dict") }
        let dict = Dict(globals)
        var package = dict.get(interned: Str(self.name(.dunderPackage))) ?? .none
        let spec = dict.get(interned: Str(self.name(.dunderSpec))) ?? .none
        if !package.isNone {
            guard package.is(.str) else { throw raise(.typeError, "package must be a string") }
        } else if !spec.isNone {
            package = try getAttribute(spec, try intern("parent").value)
            guard package.is(.str) else { throw raise(.typeError, "__spec__.parent must be a string") }
        } else {
            try warn(.importWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__")
            guard let own = dict.get(interned: Str(self.name(.dunderName))) else { throw raise(.keyError, "'__name__' not in globals") }
            guard own.is(.str) else { throw raise(.typeError, "__name__ must be a string") }
            package = own
            if dict.get(interned: Str(self.name(.dunderPath))) == nil {
                let text = Str(own).text
                package = try Str.make(text.lastIndex(of: ".").map { String(text[..<$0]) } ?? "", self).value
            }
        }
        if Str(package).count == 0 { throw raise(.importError, "attempted relative import with no known parent package") }
        var base = Str(package).text[...]
        for _ in 1..<level {
            guard let dot = base.lastIndex(of: ".") else { throw raise(.importError, "attempted relative import beyond top-level package") }
            base = base[..<dot]
        }
        return try intern(name.count == 0 ? String(base) : "\(base).\(name.text)").value
    }

    /// The module with a full name: loads it, and before it the packages that it lies in, if need be.
    func load(_ name: Value) throws(Raised) -> Value {
        try checkNativeStack()
        if let module = modules.get(interned: Str(name)) {
            if module.isNone { throw raise(.moduleNotFoundError, "import of \(Str(name).text) halted; None in sys.modules", name: name) }
            return module
        }
        let text = Str(name).text
        var path = Value.none, parent = Value.none, child = Value.none
        if let dot = text.lastIndex(of: ".") {
            let parentName = try intern(String(text[..<dot])).value
            parent = try load(parentName)
            if let module = modules.get(interned: Str(name)), !module.isNone { return module }
            guard let known = try getAttributeOrNil(parent, self.name(.dunderPath)) else {
                throw raise(.moduleNotFoundError, "No module named '\(text)'; '\(Str(parentName).text)' is not a package", name: name)
            }
            path = known
            child = try intern(String(text[text.index(after: dot)...])).value
        }
        guard let module = try findAndLoad(name, path: path) else { throw raise(.moduleNotFoundError, "No module named '\(text)'", name: name) }
        if !parent.isNone { try setAttribute(parent, child, module) }
        return module
    }

    /// `from package import names`: those that the package does not have and that are its submodules are loaded.
    private func importListed(_ names: Value, from package: Value) throws(Raised) {
        let list = try iterator(of: names)
        while let item = try nextItem(list) {
            guard item.is(.str) else {
                throw raise(.typeError, "Item in \("``from list''") must be str, not \(item.type(self).name)")
            }
            if Str(item).count == 1, Str(item)[0] == UInt32(UInt8(ascii: "*")) {
                if let all = try getAttributeOrNil(package, name(.dunderAll)), all != names { try importListed(all, from: package) }
                continue
            }
            let attribute = intern(Str(item)).value
            if try getAttributeOrNil(package, attribute) != nil { continue }
            guard let packageName = try getAttributeOrNil(package, name(.dunderName)), packageName.is(.str) else { continue }
            let full = try intern("\(Str(packageName).text).\(Str(item).text)").value
            do throws(Raised) {
                _ = try load(full)
            } catch {
                // A name that is no module is for the statement to complain of; an error inside of the module is not.
                guard matches(pointee.exception, machine.pointee.types.exceptions.moduleNotFoundError) else { throw error }
                let missing = Exception(pointee.exception)[field: ExceptionField.name]
                guard missing.is(.str), Str(missing) == Str(full), modules.get(interned: Str(full)) == nil,
                    try takeException(matching: machine.pointee.types.exceptions.moduleNotFoundError)
                else { throw error }
            }
        }
    }

    // MARK: - from … import

    /// The instruction `IMPORT_FROM`.
    func importFrom(_ module: Value, _ name: Value) throws(Raised) -> Value {
        if let value = try getAttributeOrNil(module, name) { return value }
        let moduleName = try getAttributeOrNil(module, self.name(.dunderName)) ?? .none
        if moduleName.is(.str), let loaded = modules.get(interned: try intern("\(Str(moduleName).text).\(Str(name).text)")) { return loaded }
        let shown = moduleName.is(.str) ? try repr(moduleName) : try Str.make("'<unknown module name>'", self).value
        let (origin, isInitializing) = try loadingState(of: module)
        let wanted = Str(try repr(name)).text, from = Str(shown).text
        var message = "cannot import name \(wanted) from \(from) (unknown location)"
        if isInitializing {
            message = "cannot import name \(wanted) from partially initialized module \(from) (most likely due to a circular import)" + (origin.map { " (\($0))" } ?? "")
        } else if let origin {
            message = "cannot import name \(wanted) from \(from) (\(origin))"
        }
        let exception = try makeException(Type(machine.pointee.types.exceptions.importError), try Str.make(message, self).value)
        exception[field: ExceptionField.importMessage] = Tuple(exception.fields.pointee.arguments)[0]
        exception[field: ExceptionField.name] = moduleName
        exception[field: ExceptionField.path] = try origin.map { text throws(Raised) in try Str.make(text, self).value } ?? .none
        exception[field: ExceptionField.nameFrom] = name
        throw raise(exception)
    }

    /// Where a module's file lies, if its spec or it itself says so, and whether it is still being loaded.
    func loadingState(of module: Value) throws(Raised) -> (origin: String?, isInitializing: Bool) {
        // The attributes of modules are looked up without `getAttribute`, which asks here when it fails.
        func attribute(_ known: KnownName) throws(Raised) -> Value? {
            module.is(.module) ? Module(module).dict.get(interned: Str(name(known))) : try getAttributeOrNil(module, name(known))
        }
        let spec = try attribute(.dunderSpec) ?? .none
        var origin: String?, isInitializing = false
        if !spec.isNone {
            if let flag = try getAttributeOrNil(spec, try intern("_initializing").value) { isInitializing = try isTrue(flag) }
            if let has = try getAttributeOrNil(spec, try intern("has_location").value), try isTrue(has),
                let text = try getAttributeOrNil(spec, try intern("origin").value), text.is(.str)
            {
                origin = Str(text).text
            }
        }
        if origin == nil, let file = try attribute(.dunderFile), file.is(.str) { origin = Str(file).text }
        return (origin, isInitializing)
    }

    /// Whether a file lies in the folder that the program put first on the search path.
    func isPossiblyShadowing(_ origin: String) -> Bool {
        if machine.pointee.configuration.hasSafePath { return false }
        guard let first = machine.pointee.scriptFolder else { return false }
        var parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        if parts.popLast() == "__init__.py" { _ = parts.popLast() }
        let folder = parts.joined(separator: "/")
        return folder == (first.isEmpty ? machine.pointee.host.absolutePath("") : first)
    }

    func isStandardLibraryName(_ name: String) -> Bool { standardLibraryNames.split(separator: " ").contains { $0 == name } }

    // MARK: - Running code

    /// Runs a module's code in a namespace.
    public func runModule(_ object: CodeObject, globals: Dict) throws(Raised) -> Value { try runModule(try Code.make(object, self), globals: globals) }

    func runModule(_ code: Code, globals: Dict) throws(Raised) -> Value {
        try checkNativeStack()
        if globals.get(interned: Str(name(.dunderBuiltins))) == nil { try globals.set(interned: Str(name(.dunderBuiltins)), machine.pointee.builtins, self) }
        let function = try Function.make(code, globals: globals.value, self)
        try push(function, registers: freeRegisters, given: 0)
        pointee.activation.pointee.second = globals.value
        pointee.activation.pointee.hasNamespace = true
        return try run()
    }
}

extension Str {
    fileprivate var containsDot: Bool {
        for index in 0..<count where self[index] == UInt32(UInt8(ascii: ".")) { return true }
        return false
    }
}
