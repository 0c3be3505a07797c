import KraitBytecode
import KraitCompiler

/// What to run as `__main__`.
public enum Program: Sendable {
    /// A `.py` or `.pyc` file, or a folder with a `__main__.py`.
    case file(String)
    /// `-c`.
    case command(String)
    /// `-m`.
    case module(String)
    /// Everything that standard input holds. The name is what `sys.argv` begins with: `-`, or nothing if it was not asked for.
    case standardInput(name: String)
}

/// How a program ended.
public enum ProgramEnd: Equatable, Sendable {
    /// With an exit status.
    case status(Int32)
    /// With a KeyboardInterrupt that nobody caught: the process should die of SIGINT.
    case interrupted
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Runs a program to its end: exit functions, finalizers and flushing included. Errors are printed as CPython prints them.
    public func run(_ program: Program) -> ProgramEnd {
        var end = ProgramEnd.status(0)
        do throws(Raised) {
            end = try runMain(program)
        } catch {
            end = endOfProgram()
        }
        return finish(end)
    }

    private func runMain(_ program: Program) throws(Raised) -> ProgramEnd {
        let module = try Module.make("__main__", self)
        try Dict(machine.pointee.modules).set(interned: Str(name(.dunderMain)), module.value, self)
        try module.dict.set(interned: Str(name(.dunderBuiltins)), try builtinsModule(), self)
        try module.dict.set(interned: Str(name(.dunderAnnotations)), try Dict.make(self).value, self)
        // What `-W` says is for the library to understand.
        if !machine.pointee.configuration.warningOptions.isEmpty { _ = try load(try intern("warnings").value) }
        let code: CodeObject
        switch program {
        case .file(let path) where fileKind(path.isEmpty ? machine.pointee.host.absolutePath("") : path) == .folder:
            try setProgramArguments(path, folder: machine.pointee.host.absolutePath(path), isProgram: true)
            guard let found = try fileOfMain(inFolder: path) else {
                try complain("\(machine.pointee.configuration.programName): can't find '__main__' module in '\(machine.pointee.host.absolutePath(path))'")
                return .status(1)
            }
            try initialize(module, spec: found.spec)
            _ = try runModule(try self.code(ofFile: found.file), globals: module.dict)
            return .status(0)
        case .file(let path):
            try setProgramArguments(path, folder: folder(ofScript: path))
            let path = machine.pointee.host.absolutePath(path)
            try module.dict.set(interned: Str(name(.dunderFile)), try Str.make(path, self).value, self)
            try module.dict.set(interned: Str(name(.dunderCached)), .none, self)
            let loader = try makeInstance(of: Type(machine.pointee.types.sourceLoader))
            try setAttribute(loader, self.name(.name), self.name(.dunderMain))
            try setAttribute(loader, self.name(.path), try Str.make(path, self).value)
            try module.dict.set(interned: Str(name(.dunderLoader)), loader, self)
            var bytes: [UInt8]
            do throws(HostError) {
                bytes = try machine.pointee.host.readFile(path)
            } catch {
                try complain("\(machine.pointee.configuration.programName): can't open file '\(path)': [Errno \(error.number)] \(machine.pointee.host.message(of: error.number))")
                return .status(2)
            }
            if PycFile.isPyc(bytes) || path.hasSuffix(".pyc") {
                guard PycFile.isPyc(bytes) else { throw raise(.runtimeError, "Bad magic number in .pyc file") }
                code = try readPyc(bytes, name: path)
            } else {
                // The line's end stays, so that the others keep their numbers.
                if machine.pointee.configuration.skipsFirstLine { bytes.removeFirst(bytes.firstIndex(of: 10) ?? bytes.count) }
                guard let compiled = try compileMain(bytes, origin: .file, filename: path) else { return .status(1) }
                code = compiled
            }
        case .command(let text):
            try setProgramArguments("-c", folder: "")
            try module.dict.set(interned: Str(name(.dunderLoader)), machine.pointee.types.builtinImporter, self)
            machine.pointee.sources["<string>"] = Array(text.utf8)
            guard let compiled = try compileMain(Array(text.utf8) + [10], origin: .string, filename: "<string>") else { return .status(1) }
            code = compiled
        case .standardInput(let name):
            try setProgramArguments(name, folder: "")
            try module.dict.set(interned: Str(self.name(.dunderLoader)), machine.pointee.types.builtinImporter, self)
            let bytes = try readStandardInput()
            guard let compiled = try compileMain(bytes, origin: .file, filename: "<stdin>") else { return .status(1) }
            code = compiled
        case .module(let moduleName):
            try setProgramArguments("-m", folder: machine.pointee.host.absolutePath(""))
            guard let found = try findProgram(moduleName) else { return .status(1) }
            if let arguments = systemAttribute(.argv), arguments.is(.list), List(arguments).count > 0 { List(arguments)[0] = try Str.make(found.file, self).value }
            try initialize(module, spec: found.spec)
            _ = try runModule(try self.code(ofFile: found.file), globals: module.dict)
            return .status(0)
        }
        _ = try runModule(code, globals: module.dict)
        return .status(0)
    }

    /// The file that `-m` means; says so and returns nil if there is none.
    private func findProgram(_ name: String) throws(Raised) -> (file: String, spec: Value)? {
        do throws(Raised) {
            return try fileOfProgram(name)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.importError) else { throw error }
            try complain("\(machine.pointee.configuration.programName): \(Str(try str(pointee.takenException)).text)")
            return nil
        }
    }

    /// Compiles the program; prints what is wrong with it and returns nil if it is no program.
    private func compileMain(_ source: [UInt8], origin: SourceText.Origin, filename: String) throws(Raised) -> CodeObject? {
        var options = CompileOptions()
        options.filename = PythonString(filename)
        options.optimization = machine.pointee.configuration.optimization
        switch try compileAndWarn(source, origin, options) {
        case .success(let object): return object
        case .failure(let error):
            try write(try Str.make(error.rendered(filename: options.filename), self).value, to: systemAttribute(.stderr) ?? .none)
            return nil
        }
    }

    func readPyc(_ bytes: [UInt8], name: String) throws(Raised) -> CodeObject {
        do throws(MarshalError) {
            return try PycFile(reading: bytes, name: PythonString(name)).code
        } catch {
            throw raise(.runtimeError, error.message)
        }
    }

    private func readStandardInput() throws(Raised) -> [UInt8] {
        guard let stream = systemAttribute(.stdin), stream.has(machine.pointee.shapes.textStream) else { return [] }
        return try TextStream(stream).readBytes(limit: .max, stopsAtLineEnd: false, self)
    }

    private func folder(ofScript path: String) -> String {
        let resolved = machine.pointee.host.resolvedPath(path) ?? machine.pointee.host.absolutePath(path)
        guard let slash = resolved.lastIndex(of: "/") else { return "" }
        return slash == resolved.startIndex ? "/" : String(resolved[..<slash])
    }

    /// Sets `sys.argv`, and puts a folder first on `sys.path`: always if it is the program itself.
    private func setProgramArguments(_ first: String, folder: String, isProgram: Bool = false) throws(Raised) {
        let list = try List.make(self)
        try list.append(try Str.make(first, self).value, self)
        for argument in machine.pointee.configuration.arguments { try list.append(try Str.make(utf8: argument.utf8, self).value, self) }
        try setSystemAttribute("argv", list.value)
        machine.pointee.scriptFolder = folder
        if !isProgram, machine.pointee.configuration.isIsolated || machine.pointee.configuration.hasSafePath { return }
        guard let path = systemAttribute(.path), path.is(.list) else { return }
        try List(path).append(.none, self)
        let items = List(path)
        for index in stride(from: items.count - 1, to: 0, by: -1) { items[index] = items[index - 1] }
        items[0] = try Str.make(folder, self).value
    }

    // MARK: - The end

    /// Writes a line to standard error.
    func complain(_ text: String) throws(Raised) {
        guard let stream = systemAttribute(.stderr), !stream.isNone else { return }
        try write(try Str.make(text + "\n", self).value, to: stream)
    }

    /// What the exception that ended the program means; prints it unless it is SystemExit.
    private func endOfProgram() -> ProgramEnd {
        if let reason = pointee.stop {
            pointee.stop = nil
            pointee.exception = .unbound
            try? complain("krait: \(reason)")
            return .status(1)
        }
        let exception = pointee.exception
        flushStandardStream(.stdout)
        if matches(exception, machine.pointee.types.exceptions.systemExit) { return .status(status(ofExit: exception)) }
        pointee.exception = exception
        if let exit = printUncaught() { return .status(status(ofExit: exit)) }
        return matches(exception, machine.pointee.types.exceptions.keyboardInterrupt) ? .interrupted : .status(1)
    }

    /// The exit status that SystemExit means; prints its argument if that is no number.
    private func status(ofExit exception: Value) -> Int32 {
        pointee.exception = .unbound
        do throws(Raised) {
            let code = try getAttribute(exception, name(.code))
            if code.isNone { return 0 }
            if code.isBool { return code == .true ? 1 : 0 }
            if code.isSmallInt { return Int32(truncatingIfNeeded: code.smallInt & 0xFF) }
            if code.is(.int) { return 0xFF }
            if let stream = systemAttribute(.stderr), !stream.isNone {
                try write(try str(code), to: stream)
                try write(try Str.make("\n", self).value, to: stream)
            }
        } catch {
            pointee.exception = .unbound
        }
        return 1
    }

    /// Flushes a standard stream, whatever it is by now; false if that fails.
    @discardableResult
    private func flushStandardStream(_ known: KnownName, reportsFailure: Bool = false) -> Bool {
        let saved = pointee.exception
        defer { pointee.exception = saved }
        do throws(Raised) {
            guard let stream = systemAttribute(known), !stream.isNone else { return true }
            if stream.has(machine.pointee.shapes.textStream) {
                if !TextStream(stream).fields.pointee.isClosed { try TextStream(stream).flush(self) }
            } else {
                _ = try call(try getAttribute(stream, name(.flush)))
            }
            return true
        } catch {
            if reportsFailure { reportUnraisable(.none, "Exception ignored on flushing sys.stdout") }
            return false
        }
    }

    /// Finalizers and flushing.
    private func finish(_ end: ProgramEnd) -> ProgramEnd {
        pointee.exception = .unbound
        runExitFunctions()
        pointee.exception = .unbound
        let isOutputWritten = flushStandardStream(.stdout, reportsFailure: true), areErrorsWritten = flushStandardStream(.stderr)
        finalizeModules()
        flushStandardStream(.stdout)
        flushStandardStream(.stderr)
        return isOutputWritten && areErrorsWritten ? end : .status(120)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Runs the finalizers of all objects that are left. (CPython: `finalize_modules` in Python/pylifecycle.c.)
    fileprivate func finalizeModules() {
        watchNewestCoroutine()
        if machine.pointee.finalizable.isEmpty && machine.pointee.pendingFinalizers.isEmpty { return }
        machine.pointee.isShuttingDown = true
        _ = collectGarbage()
        // What modules hold, in the order in which CPython's collector comes to it; then what something else holds, the oldest first. A finalizer may make
        // more, but not for ever.
        var rounds = 0
        while !machine.pointee.finalizable.isEmpty, rounds < 8, pointee.stop == nil {
            for cell in machine.finalizableByModule() where !Generator.isFinished(cell) { machine.pointee.pendingFinalizers.append(.object(Value(cell: cell))) }
            machine.pointee.finalizable = []
            runFinalizers()
            watchNewestCoroutine()
            rounds += 1
        }
    }
}

extension PycFile {
    /// Whether bytes begin like a `.pyc` file of the newest version.
    static func isPyc(_ bytes: [UInt8]) -> Bool { bytes.count >= 4 && bytes[2] == 13 && bytes[3] == 10 && bytes[0] > 127 }
}
