import KraitBytecode
import KraitCompiler

// Finding modules and loading them: native ones by name, files along `sys.path` or a package's `__path__`.
//
//     entry/name/__init__.py   a package
//     entry/name.py            a module; its code comes from entry/__pycache__/name.cpython-313.pyc if that is of this very source
//     entry/name.pyc           a module without source
//     entry/name/              a part of a namespace package, if no entry has any of the above

/// A module that was found, not yet loaded.
private enum FoundModule {
    case source(path: String, isPackage: Bool)
    case bytecode(path: String, isPackage: Bool)
    case namespace([String])
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Finds a module and loads it; nil if there is none of that name. The path is the package's; None for a module that lies in no package.
    func findAndLoad(_ name: Value, path: Value) throws(Raised) -> Value? {
        if let module = try loadByFinders(name, path: path) { return module }
        let text = Str(name).text
        if path.isNone {
            if let module = try loadNative(name) { return module }
            if text == "_frozen_importlib" || text == "_frozen_importlib_external" { return try loadBootstrap(name, text) }
        }
        let tail = text.lastIndex(of: ".").map { String(text[text.index(after: $0)...]) } ?? text
        guard let found = try find(tail, along: path.isNone ? systemAttribute(.path) ?? .none : path) else { return nil }
        switch found {
        case .source(let file, let isPackage), .bytecode(let file, let isPackage):
            return try loadFile(name, file, isPackage: isPackage)
        case .namespace(let portions):
            return try loadNamespace(name, portions)
        }
    }

    private func loadNative(_ name: Value) throws(Raised) -> Value? {
        let text = Str(name).text
        guard NativeModule(rawValue: text) != nil else { return nil }
        let spec = try makeBuiltinSpec(name)
        guard let module = try makeNativeModule(text) else { return nil }
        try initialize(module, spec: spec)
        try modules.set(interned: Str(name), module.value, self)
        return module.value
    }

    /// importlib's own machinery, which CPython has built in: the same files of the standard library.
    private func loadBootstrap(_ name: Value, _ text: String) throws(Raised) -> Value? {
        guard let library = machine.pointee.standardLibrary else { return nil }
        let module = try loadFile(name, library + (text.hasSuffix("l") ? "/importlib/_bootstrap_external.py" : "/importlib/_bootstrap.py"), isPackage: false)
        if text == "_frozen_importlib" {
            let system = modules.get(interned: Str(self.name(.sys))) ?? .none
            _ = try call(try getAttribute(module, try intern("_install").value), system, try load(try intern("_imp").value))
            _ = try call(try getAttribute(module, try intern("_install_external_importers").value))
        }
        return module
    }

    // MARK: - Searching

    private func find(_ name: String, along path: Value) throws(Raised) -> FoundModule? {
        if path.isNone { return nil }
        let host = machine.pointee.host
        var portions: [String] = []
        let entries = try iterator(of: path)
        while let entry = try nextItem(entries) {
            guard entry.is(.str) else { continue }
            try charge(10)
            let folder = Str(entry).count == 0 ? host.absolutePath("") : host.absolutePath(Str(entry).text)
            let base = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            let isFolder = fileKind(base) == .folder
            if isFolder {
                if fileKind(base + "/__init__.py") == .file { return .source(path: base + "/__init__.py", isPackage: true) }
                if fileKind(base + "/__init__.pyc") == .file { return .bytecode(path: base + "/__init__.pyc", isPackage: true) }
            }
            if fileKind(base + ".py") == .file { return .source(path: base + ".py", isPackage: false) }
            if fileKind(base + ".pyc") == .file { return .bytecode(path: base + ".pyc", isPackage: false) }
            if isFolder { portions.append(base) }
        }
        return portions.isEmpty ? nil : .namespace(portions)
    }

    func fileKind(_ path: String) -> FileStatus.Kind? {
        do throws(HostError) { return try machine.pointee.host.status(path).kind } catch { return nil }
    }

    /// The file of a module that `-m` names, and what it is called there: the module itself, or a package's `__main__`.
    func fileOfProgram(_ name: String) throws(Raised) -> (file: String, spec: Value) {
        var full = name, path = systemAttribute(.path) ?? .none
        if let dot = name.lastIndex(of: ".") {
            let parent = try load(try intern(String(name[..<dot])).value)
            path = try getAttributeOrNil(parent, self.name(.dunderPath)) ?? .none
        }
        var found = try find(String(name.split(separator: ".").last ?? ""), along: path)
        let isPackage = switch found {
        case .source(_, let isPackage): isPackage
        case .namespace: !name.isEmpty
        default: false
        }
        if isPackage {
            let package = try load(try intern(name).value)
            full = name + ".__main__"
            found = try find("__main__", along: try getAttributeOrNil(package, self.name(.dunderPath)) ?? .none)
            if found == nil {
                throw raise(.importError, "No module named \(full); '\(name)' is a package and cannot be directly executed")
            }
        }
        guard case .source(let file, _)? = found else { throw raise(.importError, "No module named \(name)") }
        let spec = try makeSourceSpec(try intern(full).value, file, isPackage: false)
        return (file, spec)
    }

    /// The `__main__` of a folder that is run as a program; nil if there is none.
    func fileOfMain(inFolder folder: String) throws(Raised) -> (file: String, spec: Value)? {
        guard case .source(let file, _)? = try find("__main__", along: try tuple(try Str.make(folder, self).value)) else { return nil }
        return (file, try makeSourceSpec(name(.dunderMain), file, isPackage: false))
    }

    // MARK: - Loading

    private func loadNamespace(_ name: Value, _ portions: [String]) throws(Raised) -> Value {
        let list = try List.make(self)
        for portion in portions { try list.append(try Str.make(portion, self).value, self) }
        let loader = try makeInstance(of: Type(machine.pointee.types.namespaceLoader))
        let spec = try makeSpec(name, loader: loader, origin: .none, path: list.value, hasLocation: false)
        let module = try Module.make(Str(name).text, self)
        try initialize(module, spec: spec)
        try modules.set(interned: Str(name), module.value, self)
        return module.value
    }

    private func loadFile(_ name: Value, _ file: String, isPackage: Bool) throws(Raised) -> Value {
        let spec = try makeSourceSpec(name, file, isPackage: isPackage)
        let module = try Module.make(Str(name).text, self)
        try initialize(module, spec: spec)
        let initializing = try intern("_initializing").value
        try setAttribute(spec, initializing, .true)
        try modules.set(interned: Str(name), module.value, self)
        do throws(Raised) {
            _ = try runModule(try code(ofFile: file), globals: module.dict)
        } catch {
            let pending = pointee.exception
            if pointee.stop == nil {
                pointee.exception = .unbound
                _ = try modules.remove(name, self)
                try setAttribute(spec, initializing, .false)
                pointee.exception = pending
            }
            throw error
        }
        try setAttribute(spec, initializing, .false)
        // A module may put something else into its place.
        guard let loaded = modules.get(interned: Str(name)) else {
            throw raise(.importError, "module '\(Str(name).text)' not in sys.modules", name: name)
        }
        return loaded
    }

    /// The code of a source or `.pyc` file.
    func code(ofFile file: String) throws(Raised) -> Code {
        let host = machine.pointee.host
        do throws(HostError) {
            if file.hasSuffix(".pyc") { return try self.codeOfBytecode(try host.readFile(file), file) }
            if let cached = self.cachedCode(of: file) { return try self.codeOfCache(cached) }
            let source = try host.readFile(file)
            return try self.codeOfSource(source, file)
        } catch {
            if error.number < 0 { throw Raised() }
            throw raiseOSError(error, filename: try Str.make(file, self).value)
        }
    }

    // An error of Python inside of a block that throws host errors travels as a negative number.

    private func codeOfBytecode(_ bytes: [UInt8], _ file: String) throws(HostError) -> Code {
        do throws(Raised) { return try Code.make(try readPyc(bytes, name: file), self) } catch { throw HostError(number: -1) }
    }

    private func codeOfCache(_ object: CodeObject) throws(HostError) -> Code {
        do throws(Raised) { return try Code.make(object, self) } catch { throw HostError(number: -1) }
    }

    private func codeOfSource(_ source: [UInt8], _ file: String) throws(HostError) -> Code {
        var options = CompileOptions()
        options.filename = PythonString(file)
        options.optimization = machine.pointee.configuration.optimization
        do throws(Raised) { return try compileSource(source, .file, options) } catch { throw HostError(number: -1) }
    }

    /// Where CPython keeps the compiled form of a source file. In CPython: importlib.util.cache_from_source.
    func cachePath(of file: String) -> String {
        let slash = file.lastIndex(of: "/")
        let folder = slash.map { String(file[...$0]) } ?? ""
        let name = slash.map { file[file.index(after: $0)...] } ?? file[...]
        let optimization = machine.pointee.configuration.optimization
        return "\(folder)__pycache__/\(name.dropLast(3)).cpython-313\(optimization == 0 ? "" : ".opt-\(min(optimization, 2))").pyc"
    }

    /// The compiled form of a source file, if there is one that was made of it as it is now.
    private func cachedCode(of file: String) -> CodeObject? {
        let host = machine.pointee.host
        do {
            let bytes = try host.readFile(cachePath(of: file))
            let (version, validation) = try PycFile.readHeader(bytes, name: PythonString(file))
            guard version.magicNumber == BytecodeVersion.python313.magicNumber else { return nil }
            switch validation {
            case .timestamp(let time, let size):
                let status = try host.status(file)
                guard UInt32(truncatingIfNeeded: status.modified) == time, UInt32(truncatingIfNeeded: status.size) == size else { return nil }
            case .hash(let hash, let isChecked):
                if isChecked, PycFile.sourceHash(try host.readFile(file)) != hash { return nil }
            }
            let code = try PycFile(reading: bytes, name: PythonString(file)).code
            // A file that was moved names its old place.
            return code.fields.filename == PythonString(file) ? code : nil
        } catch {
            return nil
        }
    }
}
