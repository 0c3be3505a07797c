import KraitBytecode
import KraitCompiler

/// What is known of warnings without the library's module `warnings`, whose attributes count instead once it is loaded. In CPython: Python/_warnings.c.
struct WarningState {
    /// A list of the filters, `(action, message, category, module, line)`; unbound before the first warning.
    var filters = Value.unbound
    /// The texts that `once` showed: a dict.
    var onceRegistry = Value.unbound
    /// What happens to warnings that no filter matches: a str.
    var defaultAction = Value.unbound
    /// Changes with the filters: what modules remember of shown warnings holds for one version.
    var version = 0
}

/// A warning and where it comes from.
private struct Warning {
    var category: Value
    /// A str, or an instance of a warning class.
    var message: Value
    var filename: Value
    var line: Int
    /// The name of the module; unbound to take it from the file's name.
    var module: Value
    /// What the module remembers; none for nothing.
    var registry: Value
    /// The line's text, if a loader gave it.
    var sourceLine = Value.none
    /// The object that the warning is about.
    var source = Value.none
}

/// What the compiler warned of, while it ran.
private final class CompilerWarnings: @unchecked Sendable {
    var all: [CompileWarning] = []
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - For native code

    /// Warns, as of the running Python function; raises the warning if the filters say so.
    func warn(_ kind: ExceptionKind, _ message: String) throws(Raised) {
        _ = try warn(machine.pointee.types.exceptions[kind], try Str.make(message, self).value, level: 1, source: .none, skipping: nil)
    }

    /// Warns of a coroutine that was thrown away before it began.
    func warnOfUnawaited(_ coroutine: Generator, name: String) throws(Raised) {
        if let function = try warningsAttribute("_warn_unawaited_coroutine") {
            _ = try call(function, coroutine.value)
            return
        }
        try warnOfUnawaited("coroutine '\(name)' was never awaited", source: coroutine.value)
    }

    /// The same of what `asend`, `athrow`, `aclose` or `__anext__` returned.
    func warnOfUnawaited(_ step: AsyncStep) throws(Raised) {
        let method: String
        switch step.fields.pointee.mode {
        case .send: method = "asend"
        case .throw: method = "athrow"
        case .close: method = "aclose"
        }
        let name = Str(try repr(step.generator.fields.pointee.qualifiedName)).text
        try warnOfUnawaited("coroutine method '\(method)' of \(name) was never awaited", source: step.generator.value)
    }

    private func warnOfUnawaited(_ message: String, source: Value) throws(Raised) {
        let text = try Str.make(message, self).value
        if try warn(machine.pointee.types.exceptions.runtimeWarning, text, level: 1, source: source, skipping: nil) {
            try complain("RuntimeWarning: Enable tracemalloc to get the object allocation traceback")
        }
    }

    /// Compiles a program and issues the compiler's warnings; a filter turns them into syntax errors.
    ///
    /// The compiler runs on a stack of its own, where no Python code may run: its warnings wait until it has ended, and come before its error.
    func compileAndWarn(_ source: [UInt8], _ origin: SourceText.Origin, _ options: CompileOptions) throws(Raised) -> Result<CodeObject, CompileError> {
        let warnings = CompilerWarnings()
        var options = options
        options.warn = { warning in warnings.all.append(warning) }
        var result = try compileWithinLimits(source, origin, options)
        var issued = 0
        while issued < warnings.all.count {
            let warning = warnings.all[issued]
            let kind: ExceptionKind = warning.category == .syntaxWarning ? .syntaxWarning : .deprecationWarning
            let category = machine.pointee.types.exceptions[kind]
            do throws(Raised) {
                if warning.line == 0 {
                    try warn(kind, warning.message)
                } else {
                    let message = try Str.make(warning.message, self).value, file = try Str.make(utf8: options.filename.utf8, self).value
                    _ = try warn(Warning(category: category, message: message, filename: file, line: warning.line, module: .unbound, registry: .none))
                }
                issued += 1
            } catch {
                guard try takeException(matching: category) else { throw error }
                guard warning.line == 0 else { return .failure(syntaxError(of: warning, in: options.filename, origin)) }
                // The compiler leaves for run time what may not be done now; its other warnings are the same.
                issued = warnings.all[..<issued].count { $0.line != 0 }
                warnings.all = []
                options.warn = { (warning) throws(CompileError) in
                    if warning.line == 0 { throw CompileError(.syntaxError, warning.message) }
                    warnings.all.append(warning)
                }
                result = try compileWithinLimits(source, origin, options)
            }
        }
        return result
    }

    /// The error that a filter makes of a warning.
    private func syntaxError(of warning: CompileWarning, in filename: PythonString, _ origin: SourceText.Origin) -> CompileError {
        var error = CompileError.syntaxError(warning.message, warning.range)
        if origin == .file {
            let line = SourceLines(machine).line(warning.line, of: filename.description)
            if !line.isEmpty { error.text = line.map(String.init).joined() }
        }
        return error
    }

    /// Compiles within the machine's limits of memory and time.
    private func compileWithinLimits(_ source: [UInt8], _ origin: SourceText.Origin, _ options: CompileOptions) throws(Raised) -> Result<CodeObject, CompileError> {
        let result: Result<CodeObject, CompileError>
        var options = options
        options.stackSize = machine.pointee.systemMemory.compilerStack
        let reserved = try memoryToCompile(source)
        try takeOutside(reserved)
        defer { giveBackOutside(reserved) }
        if machine.pointee.heap.limit != .max { options.foldingBytes = machine.pointee.heap.room / 4 }
        var interruption: Raised?
        do throws(CompileError) {
            result = .success(try compile(source: source, origin: origin, options: options, isWanted: {
                do throws(Raised) {
                    try checkLimits()
                    return true
                } catch {
                    interruption = error
                    return false
                }
            }))
        } catch {
            result = .failure(error)
        }
        // The program may have been finished in the meantime.
        if let interruption { throw interruption }
        return result
    }

    /// About what the compiler takes at most for a program: trees, tables and instructions for each word and each other character. A `with` becomes more
    /// instructions than any other word.
    private func memoryToCompile(_ source: [UInt8]) throws(Raised) -> Int {
        var words = 0, withs = 0
        // The last four bytes.
        var recent: UInt32 = 0
        var isInWord = false
        try inPieces(source.count) { start, end in
            for byte in source[start..<end] {
                let isWord = byte > 0x7F || byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                if byte != 0x20, !isWord || !isInWord { words += 1 }
                isInWord = isWord
                recent = recent << 8 | UInt32(byte)
                if recent == 0x7769_7468 { withs += 1 }
            }
        }
        return 4 * source.count + 160 * words + 3000 * withs
    }

    // MARK: - Where a warning comes from

    /// `warnings.warn`: the place is that of the `level`-th caller. Whether it was shown here.
    private func warn(_ category: Value, _ message: Value, level: Int, source: Value, skipping prefixes: Value?) throws(Raised) -> Bool {
        var activation = pointee.activation
        func isSkipped() -> Bool {
            guard let prefixes else { return false }
            let file = Code(activation.pointee.code.pointee.codeObject).fields.pointee.filename
            return Tuple(prefixes).contains { $0.is(.str) && Str(file).has(Str($0), at: 0) }
        }
        var rest = level
        while rest > 1, activation > pointee.activationBase {
            activation -= 1
            while activation > pointee.activationBase, isSkipped() { activation -= 1 }
            rest -= 1
        }
        var globals = machine.pointee.system, filename = try intern("<sys>").value, line = 0
        if activation > pointee.activationBase {
            let code = activation.pointee.code
            globals = code.pointee.globals
            filename = Code(code.pointee.codeObject).fields.pointee.filename
            let known = Code(code.pointee.codeObject).line(at: code.bytecodeOffset(of: activation.pointee.pc))
            line = known.isSmallInt ? known.smallInt : 0
        }
        guard globals.is(.dict) else { return false }
        let registryName = try intern("__warningregistry__")
        var registry = Dict(globals).get(interned: registryName) ?? .none
        if registry.isNone {
            registry = try Dict.make(self).value
            try Dict(globals).set(interned: registryName, registry, self)
        }
        let name = Dict(globals).get(interned: Str(self.name(.dunderName))) ?? .none
        let module = name.isNone || name.is(.str) ? name : try intern("<string>").value
        return try warn(
            Warning(category: category, message: message, filename: filename, line: line, module: module, registry: registry, source: source))
    }

    // MARK: - Deciding

    /// Shows a warning, raises it or forgets it, as the filters say. Whether it was shown here, not by the module `warnings`.
    private func warn(_ given: Warning) throws(Raised) -> Bool {
        var warning = given
        // A module without a name is one that was torn down.
        if warning.module.isNone { return false }
        if warning.module.isUnbound { warning.module = try moduleName(ofFile: warning.filename) }
        if !warning.registry.isNone, !warning.registry.is(.dict) { throw raise(.typeError, "'registry' must be a dict or None") }
        let text: Value
        if try isInstance(warning.message, of: machine.pointee.types.exceptions.warning) {
            text = try str(warning.message)
            warning.category = warning.message.type(self).value
        } else {
            text = warning.message
            warning.message = try call(warning.category, text)
        }
        let line = Value(smallInt: warning.line)
        let key = try tuple(text, warning.category, line)
        if !warning.registry.isNone, try isKnown(key, in: Dict(warning.registry)) { return false }
        let (action, filter) = try self.action(for: warning, text)
        switch action {
        case "error":
            guard warning.message.is(.exception) else { throw raise(.typeError, "exceptions must derive from BaseException") }
            throw raise(Exception(warning.message))
        case "ignore": return false
        case "always": break
        case "once":
            try remember(key, in: warning.registry)
            try setUpWarnings()
            let registry = try warningsAttribute("onceregistry") ?? machine.pointee.warnings.onceRegistry
            guard registry.is(.dict) else { throw raise(.typeError, "_warnings.onceregistry must be a dict, not '\(registry.type(self).name)'") }
            if try isKnown(try tuple(text, warning.category), in: warning.registry.isNone ? Dict(registry) : Dict(warning.registry), thenRemember: true) { return false }
        case "module":
            try remember(key, in: warning.registry)
            if !warning.registry.isNone,
                try isKnown(try tuple(text, warning.category, Value(smallInt: 0)), in: Dict(warning.registry), thenRemember: true)
            { return false }
        case "default": try remember(key, in: warning.registry)
        default:
            throw raise(.runtimeError, "Unrecognized action (\(Str(try repr(try intern(action).value)).text)) in warnings.filters:\n \(Str(try str(filter)).text)")
        }
        return try show(warning, text)
    }

    private func remember(_ key: Value, in registry: Value) throws(Raised) {
        if !registry.isNone { try Dict(registry).set(key, .true, self) }
    }

    /// Whether a registry has a key; what it remembers from before a change of the filters is dropped.
    private func isKnown(_ key: Value, in registry: Dict, thenRemember: Bool = false) throws(Raised) -> Bool {
        let version = try intern("version")
        if registry.get(interned: version) != Value(smallInt: machine.pointee.warnings.version) {
            registry.removeAll(self)
            try registry.set(interned: version, Value(smallInt: machine.pointee.warnings.version), self)
        } else if let known = try registry.get(key, self), try isTrue(known) {
            return true
        }
        if thenRemember { try registry.set(key, .true, self) }
        return false
    }

    /// What the first filter that matches says, and the filter.
    private func action(for warning: Warning, _ text: Value) throws(Raised) -> (String, Value) {
        try setUpWarnings()
        if let filters = try warningsAttribute("filters") { machine.pointee.warnings.filters = filters }
        let filters = machine.pointee.warnings.filters
        guard filters.is(.list) else { throw raise(.valueError, "_warnings.filters must be a list") }
        var index = 0
        while index < List(filters).count {
            let filter = List(filters)[index]
            guard filter.is(.tuple), Tuple(filter).count == 5 else { throw raise(.valueError, "_warnings.filters item \(index) isn't a 5-tuple") }
            let parts = Tuple(filter)
            guard parts[0].is(.str) else { throw raise(.typeError, "action must be a string, not '\(parts[0].type(self).name)'") }
            let isMatch = try matchesFilter(parts[1], text)
            let isModule = try matchesFilter(parts[3], warning.module)
            let isCategory = try isSubclass(warning.category, of: parts[2])
            let line = try self.index(parts[4])
            if isCategory, isMatch, isModule, line == 0 || line == warning.line { return (Str(parts[0]).text, filter) }
            index += 1
        }
        if let action = try warningsAttribute("defaultaction") { machine.pointee.warnings.defaultAction = action }
        let action = machine.pointee.warnings.defaultAction
        guard action.is(.str) else { throw raise(.typeError, "_warnings.defaultaction must be a string, not '\(action.type(self).name)'") }
        return (Str(action).text, .none)
    }

    /// None matches everything, a str only itself, a pattern by its method `match`.
    private func matchesFilter(_ pattern: Value, _ text: Value) throws(Raised) -> Bool {
        if pattern.isNone { return true }
        if pattern.has(machine.pointee.shapes.str) { return try isEqual(pattern, text) }
        return try isTrue(try call(try getAttribute(pattern, try intern("match").value), text))
    }

    private func moduleName(ofFile filename: Value) throws(Raised) -> Value {
        guard filename.is(.str) else { return .none }
        let text = Str(filename).text
        if text.isEmpty { return try intern("<unknown>").value }
        return try Str.make(text.hasSuffix(".py") ? String(text.dropLast(3)) : text, self).value
    }

    /// An attribute of the module `warnings`, if that is loaded and has it.
    private func warningsAttribute(_ name: String) throws(Raised) -> Value? {
        guard machine.pointee.modules.is(.dict), let module = modules.get(interned: try intern("warnings")), !module.isNone else { return nil }
        return try getAttributeOrNil(module, try intern(name).value)
    }

    // MARK: - Showing

    private func show(_ warning: Warning, _ text: Value) throws(Raised) -> Bool {
        guard let function = try warningsAttribute("_showwarnmsg") else {
            try showPlainly(warning, text)
            return true
        }
        guard isCallable(function) else { throw raise(.typeError, "warnings._showwarnmsg() must be set to a callable") }
        guard let type = try warningsAttribute("WarningMessage") else { throw raise(.runtimeError, "unable to get warnings.WarningMessage") }
        let arguments = try Tuple.allocate(count: 7, self)
        for index in 0..<7 { arguments.base[index] = .none }
        arguments.base[0] = warning.message
        arguments.base[1] = warning.category
        arguments.base[2] = warning.filename
        arguments.base[3] = Value(smallInt: warning.line)
        arguments.base[6] = warning.source
        _ = try call(function, try call(type, arguments))
        return false
    }

    /// `file:line: Category: text` and the line itself, on standard error.
    private func showPlainly(_ warning: Warning, _ text: Value) throws(Raised) {
        let name = try getAttribute(warning.category, self.name(.dunderName))
        var message = "\(displayText(warning.filename)):\(warning.line): \(displayText(name)): \(displayText(try str(text)))\n"
        var line = Line()
        if warning.sourceLine.is(.str) {
            line = Line(Str(warning.sourceLine).text.unicodeScalars)
        } else if warning.filename.is(.str) {
            line = SourceLines(machine).line(warning.line, of: Str(warning.filename).text)
        }
        var shown = String.UnicodeScalarView()
        shown.append(contentsOf: line.drop { $0 == " " || $0 == "\t" || $0 == "\u{c}" })
        while let last = shown.last, last.isBlank { shown.removeLast() }
        if !shown.isEmpty { message += "  \(String(shown))\n" }
        guard let stream = systemAttribute(.stderr), !stream.isNone else { return }
        do throws(Raised) {
            try write(try Str.make(message, self).value, to: stream)
        } catch {
            // A stream that fails is no reason to fail; what stops the machine is.
            guard try takeException(matching: machine.pointee.types.exceptions.exception) else { throw error }
        }
    }

    // MARK: - The module

    /// The filters as they are before a program changes them.
    private func setUpWarnings() throws(Raised) {
        if machine.pointee.warnings.filters.isCell { return }
        let exceptions = machine.pointee.types.exceptions, filters = try List.make(self)
        for (action, category, module) in [
            ("default", exceptions.deprecationWarning, "__main__"), ("ignore", exceptions.deprecationWarning, ""),
            ("ignore", exceptions.pendingDeprecationWarning, ""), ("ignore", exceptions.importWarning, ""), ("ignore", exceptions.resourceWarning, ""),
        ] {
            let filter = try Tuple.allocate(count: 5, self)
            filter.base[0] = try intern(action).value
            filter.base[1] = .none
            filter.base[2] = category
            filter.base[3] = module.isEmpty ? .none : try intern(module).value
            filter.base[4] = Value(smallInt: 0)
            try filters.append(filter.value, self)
        }
        machine.pointee.warnings.onceRegistry = try Dict.make(self).value
        machine.pointee.warnings.defaultAction = try intern("default").value
        machine.pointee.warnings.filters = filters.value
    }

    func defineWarningsModule(_ builder: NativeBuilder) throws(Raised) {
        try setUpWarnings()
        try builder.set("filters", machine.pointee.warnings.filters)
        try builder.set("_onceregistry", machine.pointee.warnings.onceRegistry)
        try builder.set("_defaultaction", machine.pointee.warnings.defaultAction)
        try builder.method("_filters_mutated", "()", "The filters changed: what was shown may be shown again.") { thread, arguments throws(Raised) in
            thread.machine.pointee.warnings.version += 1
            return .none
        }
        try builder.method(
            "warn", "(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", "Issue a warning, or maybe ignore it or raise an exception."
        ) { thread, arguments throws(Raised) in
            let category = try thread.warningCategory(arguments[0], arguments[1])
            var level = arguments[2].isUnbound ? 1 : try thread.index(arguments[2])
            var prefixes: Value?
            if !arguments[4].isUnbound {
                guard arguments[4].is(.tuple) else {
                    throw thread.raise(.typeError, "warn() argument 'skip_file_prefixes' must be tuple, not \(thread.argumentName(arguments[4]))")
                }
                for prefix in Tuple(arguments[4]) where !prefix.is(.str) {
                    throw thread.raise(.typeError, "Found non-str '\(prefix.type(thread).name)' in skip_file_prefixes.")
                }
                if Tuple(arguments[4]).count > 0 {
                    prefixes = arguments[4]
                    level = Swift.max(level, 2)
                }
            }
            _ = try thread.warn(category, arguments[0], level: level, source: arguments[3].isUnbound ? .none : arguments[3], skipping: prefixes)
            return .none
        }
        try builder.method(
            "warn_explicit", "(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
            "Issue a warning, or maybe ignore it or raise an exception."
        ) { thread, arguments throws(Raised) in
            guard arguments[2].is(.str) else {
                throw thread.raise(.typeError, "warn_explicit() argument 'filename' must be str, not \(thread.argumentName(arguments[2]))")
            }
            var warning = Warning(
                category: arguments[1], message: arguments[0], filename: arguments[2], line: try thread.cInt(arguments[3]), module: arguments[4],
                registry: arguments[5].isUnbound ? .none : arguments[5], source: arguments[7].isUnbound ? .none : arguments[7])
            if !arguments[6].isUnbound, !arguments[6].isNone {
                guard arguments[6].is(.dict) else {
                    throw thread.raise(.typeError, "module_globals must be a dict, not '\(arguments[6].type(thread).name)'")
                }
                warning.sourceLine = try thread.sourceLine(warning.line, Dict(arguments[6]))
            }
            _ = try thread.warn(warning)
            return .none
        }
    }

    /// The class that a warning belongs to: the message's own if that is a warning, else the one given.
    private func warningCategory(_ message: Value, _ category: Value) throws(Raised) -> Value {
        let warning = machine.pointee.types.exceptions.warning
        if try isInstance(message, of: warning) { return message.type(self).value }
        if category.isUnbound || category.isNone { return machine.pointee.types.exceptions.userWarning }
        guard category.is(.type), Type(category).isSubtype(of: Type(warning)) else {
            throw raise(.typeError, "category must be a Warning subclass, not '\(category.type(self).name)'")
        }
        return category
    }

    /// A line of the source that a module's loader gives; none if it gives none.
    private func sourceLine(_ number: Int, _ globals: Dict) throws(Raised) -> Value {
        guard let loader = globals.get(interned: Str(name(.dunderLoader))), let module = globals.get(interned: Str(name(.dunderName))),
            let function = try getAttributeOrNil(loader, try intern("get_source").value)
        else { return .none }
        let source = try call(function, module)
        guard source.is(.str), number > 0 else { return .none }
        let lines = Str(source).text.split(separator: "\n", omittingEmptySubsequences: false)
        guard number <= lines.count else { throw raise(.indexError, "list index out of range") }
        return try Str.make(String(lines[number - 1]), self).value
    }
}
