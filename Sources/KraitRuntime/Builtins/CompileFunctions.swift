import KraitBytecode
import KraitCompiler

// `compile`, `eval` and `exec`, and how errors of the compiler become exceptions. In CPython: Python/bltinmodule.c, Python/pythonrun.c.

/// The bits of `compile`'s `flags` besides those of `from __future__`.
private enum CompileFlags {
    static let nested = 0x10
    static let dontImplyDedent = 0x200
    static let onlySyntaxTree = 0x400
    static let typeComments = 0x1000
    static let allowTopLevelAwait = 0x2000
    static let allowIncompleteInput = 0x4000
    static let optimizedSyntaxTree = 0x8400
    /// `from __future__` features, as in `co_flags`.
    static let future = 0x1FE0000
    static let all = future | nested | dontImplyDedent | typeComments | allowTopLevelAwait | allowIncompleteInput | optimizedSyntaxTree
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCompileFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method(
            "compile", "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
            "Make a code object, or a syntax tree, of source."
        ) { thread, arguments throws(Raised) in try thread.compileFunction(arguments) }
        try builder.method("eval", "(source, /, globals=None, locals=None)", "The value of an expression, as source or code object.") { thread, arguments throws(Raised) in
            try thread.eval(arguments)
        }
        try builder.method("exec", "(source, /, globals=None, locals=None, *, closure=None)", "Run statements, as source or code object.") { thread, arguments throws(Raised) in
            try thread.exec(arguments)
        }
    }

    // MARK: - compile

    private func compileFunction(_ arguments: Arguments) throws(Raised) -> Value {
        let filename = try filename(arguments[1])
        guard arguments[2].is(.str) else { throw raise(.typeError, "compile() argument 'mode' must be str, not \(arguments[2].type(self).name)") }
        var flags = arguments[3].isUnbound ? 0 : try index(arguments[3])
        let inherits = arguments[4].isUnbound ? true : !(try isTrue(arguments[4]))
        let optimization = arguments[5].isUnbound ? -1 : try index(arguments[5])
        let featureVersion = arguments[6].isUnbound ? -1 : try index(arguments[6])
        if flags & ~CompileFlags.all != 0 { throw raise(.valueError, "compile(): unrecognised flags") }
        if optimization < -1 || optimization > 2 { throw raise(.valueError, "compile(): invalid optimize value") }
        if inherits { flags |= inheritedFutureFlags }
        var options = CompileOptions()
        let wantsTree = flags & CompileFlags.onlySyntaxTree != 0
        switch Str(arguments[2]).text {
        case "exec": options.mode = .exec
        case "eval": options.mode = .eval
        case "single": options.mode = .single
        case "func_type":
            if !wantsTree { throw raise(.valueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST") }
            options.mode = .functionType
        default:
            throw raise(.valueError, wantsTree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'")
        }
        if wantsTree { throw raise(.notImplementedError, "compile() cannot make syntax trees") }
        options.filename = filename
        options.optimization = optimization < 0 ? 0 : optimization
        options.futureFeatures = CodeObject.Flags(rawValue: UInt32(flags & CompileFlags.future))
        options.typeComments = flags & CompileFlags.typeComments != 0
        options.allowIncompleteInput = flags & CompileFlags.allowIncompleteInput != 0
        options.allowTopLevelAwait = flags & CompileFlags.allowTopLevelAwait != 0
        options.dontImplyDedent = flags & CompileFlags.dontImplyDedent != 0
        if featureVersion >= 0 { options.featureVersion = featureVersion }
        let (source, origin) = try sourceBytes(arguments[0], "compile() arg 1 must be a string, bytes or AST object")
        return try compileSource(source, origin, options).value
    }

    /// The features of `from __future__` that are on in the running code.
    private var inheritedFutureFlags: Int { Int(pointee.activation.pointee.code.pointee.flags.rawValue) & CompileFlags.future }

    /// The name of a file as `open` takes it: text, bytes or a path object.
    private func filename(_ value: Value) throws(Raised) -> PythonString {
        var name = value
        if !name.is(.str), !name.is(.bytes) {
            let method = name.type(self)[.fspath]
            if method.isUnbound { throw raise(.typeError, "expected str, bytes or os.PathLike object, not \(name.type(self).name)") }
            name = try callSpecial(method, name)
        }
        if name.is(.str) { return PythonString(uncheckedUTF8: Str(name).utf8) }
        guard name.is(.bytes) else {
            throw raise(.typeError, "expected \(value.type(self).name).__fspath__() to return str or bytes, not \(name.type(self).name)")
        }
        return PythonString(uncheckedUTF8: try rawBytes(of: name))
    }

    /// The program text of a str, bytes or bytes-like object.
    private func sourceBytes(_ source: Value, _ message: String) throws(Raised) -> ([UInt8], SourceText.Origin) {
        if source.is(.str) {
            try checkEncodable(Str(source))
            // At least so much more is needed to compile it.
            try reserveOutside(Str(source).count &* 5)
            return (try Str(source).utf8(self), .string)
        }
        guard let view = try bufferOrNil(source) else { throw raise(.typeError, message) }
        try charge(view.count)
        try reserveOutside(view.count &* 5)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(view.count)
        try inPieces(view.count) { start, end in bytes += UnsafeBufferPointer(start: view.units + start, count: end - start) }
        return (bytes, .bytes)
    }

    /// The bytes of a bytes-like object.
    private func rawBytes(of object: Value) throws(Raised) -> [UInt8] {
        let view = try buffer(object)
        try charge(view.count >> 4)
        return Array(UnsafeRawBufferPointer(start: view.base, count: view.count))
    }

    /// Lone surrogates have no place in a program.
    func checkEncodable(_ text: Str) throws(Raised) {
        if text.width == 1 { return }
        var start = text.count
        try inPieces(text.count) { first, end in
            if start == text.count { start = (first..<end).first { text[$0] & 0xFFFF_F800 == 0xD800 } ?? start }
        }
        if start == text.count { return }
        let first = start
        while start < text.count, text[start] & 0xFFFF_F800 == 0xD800 { start += 1 }
        let details = try Tuple.allocate(count: 5, self)
        details.base[0] = try intern("utf-8").value
        details.base[1] = text.value
        details.base[2] = Value(smallInt: first)
        details.base[3] = Value(smallInt: start)
        details.base[4] = try Str.make("surrogates not allowed", self).value
        let exception = try call(machine.pointee.types.exceptions[.unicodeEncodeError], details)
        throw exception.is(.exception) ? raise(Exception(exception)) : raise(.unicodeError, "surrogates not allowed")
    }

    /// Compiles a program; errors become exceptions.
    func compileSource(_ source: [UInt8], _ origin: SourceText.Origin, _ options: CompileOptions) throws(Raised) -> Code {
        try charge(source.count)
        switch try compileAndWarn(source, origin, options) {
        case .success(let object): return try Code.make(object, self)
        case .failure(let error): throw raise(error, filename: options.filename)
        }
    }

    // MARK: - Errors

    /// Makes the exception pending that an error of the compiler stands for.
    public func raise(_ error: CompileError, filename: PythonString) -> Raised {
        do throws(Raised) {
            guard error.category.isSyntaxError else { return raise(error.category.exceptionKind, error.message) }
            let message = try Str.make(error.message, self)
            let type = machine.pointee.types.exceptions[error.category.exceptionKind]
            let exception: Value
            if let line = error.line {
                let details = try Tuple.allocate(count: 6, self)
                for position in 0..<6 { details.base[position] = .none }
                details.base[0] = try Str.make(utf8: filename.utf8, self).value
                details.base[1] = Value(smallInt: line)
                if let column = error.column { details.base[2] = Value(smallInt: column) }
                if let text = error.text { details.base[3] = try Str.make(text, self).value }
                if let endLine = error.endLine { details.base[4] = Value(smallInt: endLine) }
                if let endColumn = error.endColumn { details.base[5] = Value(smallInt: endColumn) }
                exception = try call(type, message.value, details.value)
            } else {
                exception = try call(type, message.value)
            }
            return exception.is(.exception) ? raise(Exception(exception)) : raise(.syntaxError, error.message)
        } catch {
            return error
        }
    }

    // MARK: - eval and exec

    private func eval(_ arguments: Arguments) throws(Raised) -> Value {
        let (globals, locals) = try namespaces(arguments[1], arguments[2], isExec: false)
        let source = arguments[0]
        if source.is(.code) {
            if Code(source).object.fields.localKinds.contains(where: { $0.contains(.free) }) {
                throw raise(.typeError, "code object passed to eval() may not contain free variables")
            }
            return try runCode(Code(source), globals: globals, locals: locals)
        }
        var (bytes, origin) = try sourceBytes(source, "eval() arg 1 must be a string, bytes or code object")
        if let start = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) { bytes.removeFirst(start) }
        var options = CompileOptions()
        options.mode = .eval
        options.futureFeatures = CodeObject.Flags(rawValue: UInt32(inheritedFutureFlags))
        return try runCode(try compileSource(bytes, origin, options), globals: globals, locals: locals)
    }

    private func exec(_ arguments: Arguments) throws(Raised) -> Value {
        let (globals, locals) = try namespaces(arguments[1], arguments[2], isExec: true)
        let source = arguments[0], closure: Value = arguments[3].isUnbound ? .none : arguments[3]
        if source.is(.code) {
            let freeCount = Code(source).object.fields.localKinds.lazy.filter { $0.contains(.free) }.count
            if freeCount == 0 {
                if !closure.isNone { throw raise(.typeError, "cannot use a closure with this code object") }
            } else {
                guard closure.has(machine.pointee.shapes.tuple), Tuple(closure).count == freeCount, Tuple(closure).allSatisfy({ $0.is(.cell) }) else {
                    throw raise(.typeError, "code object requires a closure of exactly length \(freeCount)")
                }
            }
            _ = try runCode(Code(source), globals: globals, locals: locals, closure: closure)
            return .none
        }
        if !closure.isNone { throw raise(.typeError, "closure can only be used when source is a code object") }
        let (bytes, origin) = try sourceBytes(source, "exec() arg 1 must be a string, bytes or code object")
        var options = CompileOptions()
        options.futureFeatures = CodeObject.Flags(rawValue: UInt32(inheritedFutureFlags))
        _ = try runCode(try compileSource(bytes, origin, options), globals: globals, locals: locals)
        return .none
    }

    /// The globals and locals that `eval` and `exec` were given, or those of the caller.
    private func namespaces(_ givenGlobals: Value, _ givenLocals: Value, isExec: Bool) throws(Raised) -> (globals: Value, locals: Value) {
        var globals: Value = givenGlobals.isUnbound ? .none : givenGlobals
        var locals: Value = givenLocals.isUnbound ? .none : givenLocals
        func isMapping(_ value: Value) -> Bool { !value.type(self)[.getItem].isUnbound }
        if !isExec, !locals.isNone, !isMapping(locals) { throw raise(.typeError, "locals must be a mapping") }
        if !isExec, !globals.isNone, !globals.is(.dict) {
            throw raise(.typeError, isMapping(globals) ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict")
        }
        if globals.isNone {
            globals = currentGlobals
            if !globals.is(.dict) {
                throw raise(.systemError, isExec ? "globals and locals cannot be NULL" : "eval must be given globals and locals when called without a frame")
            }
            if locals.isNone { locals = try currentLocals() }
        } else if locals.isNone {
            locals = globals
        }
        if isExec {
            guard globals.is(.dict) else { throw raise(.typeError, "exec() globals must be a dict, not \(globals.type(self).name)") }
            guard isMapping(locals) else { throw raise(.typeError, "locals must be a mapping or None, not \(locals.type(self).name)") }
        }
        if Dict(globals).get(interned: Str(name(.dunderBuiltins))) == nil {
            let running = pointee.activation.pointee.code.pointee.builtins
            try Dict(globals).set(interned: Str(name(.dunderBuiltins)), running.is(.dict) ? running : machine.pointee.builtins, self)
        }
        return (globals, locals)
    }

    /// Runs a code object with these namespaces; `locals` only matter to code that is no function's.
    func runCode(_ code: Code, globals: Value, locals: Value, closure: Value = .none) throws(Raised) -> Value {
        try checkNativeStack()
        let function = try Function.make(code, globals: globals, self)
        function.fields.pointee.closure = closure
        try push(function, registers: freeRegisters, given: 0)
        if !code.object.fields.flags.contains(.optimized) {
            pointee.activation.pointee.second = locals
            pointee.activation.pointee.hasNamespace = true
        }
        return try run()
    }
}

extension CompileError.Category {
    /// The class of the exception.
    var exceptionKind: ExceptionKind {
        switch self {
        case .syntaxError: .syntaxError
        case .indentationError: .indentationError
        case .tabError: .tabError
        case .incompleteInputError: .incompleteInputError
        case .valueError: .valueError
        case .unicodeEncodeError: .unicodeError
        case .unicodeDecodeError: .unicodeError
        case .overflowError: .overflowError
        case .memoryError: .memoryError
        case .recursionError: .recursionError
        case .systemError: .systemError
        case .abandoned: .keyboardInterrupt
        }
    }
}
