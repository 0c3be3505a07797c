import KraitBytecode
import KraitCompiler

// What an embedder does with a machine that native code within it does otherwise.

/// What there is to tell about an exception.
package struct ExceptionDescription {
    package var typeName: String
    package var message: String
    package var traceback: String
    /// What SystemExit means: a status, and a text for standard error.
    package var exit: (status: Int32, message: String?)?
    /// The machine had no memory left.
    package var isMemoryLimit: Bool
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The module `__main__`, empty but for what a module has.
    package func makeMainModule() throws(Raised) -> Module {
        let module = try Module.make("__main__", self)
        try Dict(machine.pointee.modules).set(interned: Str(name(.dunderMain)), module.value, self)
        try module.dict.set(interned: Str(name(.dunderBuiltins)), try builtinsModule(), self)
        try module.dict.set(interned: Str(name(.dunderAnnotations)), try Dict.make(self).value, self)
        return module
    }

    package func appendToSearchPath(_ folders: [String]) throws(Raised) {
        guard let path = systemAttribute(.path), path.is(.list) else { return }
        for folder in folders { try List(path).append(try Str.make(folder, self).value, self) }
    }

    /// Compiles and runs source in a namespace; what an expression gives, None otherwise.
    package func run(source: [UInt8], isExpression: Bool, isText: Bool, filename: String, globals: Dict) throws(Raised) -> Value {
        var options = CompileOptions()
        options.filename = PythonString(filename)
        options.optimization = machine.pointee.configuration.optimization
        if isExpression { options.mode = .eval }
        machine.pointee.sources[filename] = source
        let code = try compileSource(source, isText ? .string : .file, options)
        return try runCode(code, globals: globals.value, locals: globals.value)
    }

    /// Runs a `.pyc` file.
    package func run(pyc bytes: [UInt8], name: String, globals: Dict) throws(Raised) -> Value {
        try charge(bytes.count)
        return try runModule(try readPyc(bytes, name: name), globals: globals)
    }

    /// Calls with arguments that handles keep alive.
    package func call(_ callee: Value, _ positional: [Value], keywords: [(name: Str, value: Value)]) throws(Raised) -> Value {
        let total = positional.count + keywords.count
        var names: Tuple?
        if !keywords.isEmpty {
            let tuple = try Tuple.allocate(count: keywords.count, self)
            for (index, keyword) in keywords.enumerated() { tuple.base[index] = intern(keyword.name).value }
            names = tuple
        }
        let base = freeRegisters
        guard total < 1 << 20 else { throw raise(.recursionError, "maximum recursion depth exceeded") }
        try reserveRegisters(base + total + 65)
        for (index, value) in positional.enumerated() { base[index] = value }
        for (index, keyword) in keywords.enumerated() { base[positional.count + index] = keyword.value }
        return try call(callee, Arguments(base: base, count: positional.count), keywordNames: names)
    }

    /// Takes the pending exception and says what it is. Runs Python code: `__str__`, for one.
    package func describeException() -> (exception: Value, description: ExceptionDescription) {
        let exception = pointee.exception
        pointee.exception = .unbound
        pointee.isReraising = false
        guard exception.is(.exception) else {
            return (.none, ExceptionDescription(typeName: "SystemError", message: "error without an exception", traceback: "", isMemoryLimit: false))
        }
        var description = ExceptionDescription(
            typeName: typeName(exception.type(self)), message: "", traceback: "", isMemoryLimit: exception == machine.pointee.reserveMemoryError)
        description.message = quietly { () throws(Raised) in displayText(try str(exception)) } ?? ""
        if matches(exception, machine.pointee.types.exceptions.systemExit) {
            description.exit = exit(of: exception)
        } else {
            description.traceback = report(of: exception)
        }
        return (exception, description)
    }

    private func exit(of exception: Value) -> (Int32, String?) {
        let code = quietly { () throws(Raised) in try getAttribute(exception, name(.code)) } ?? Exception(exception).field(ExceptionField.value)
        if code.isNone { return (0, nil) }
        if let number = exactInt(code) { return (number.isSmallInt ? Int32(number.smallInt & 0xFF) : 0xFF, nil) }
        return (1, quietly { () throws(Raised) in displayText(try str(code)) })
    }

    /// Makes an exception of a class pending whose name the namespace of builtins has; RuntimeError for other names.
    package func raise(named name: String, _ message: String) -> Raised {
        do throws(Raised) {
            let found = Dict(machine.pointee.builtins).get(interned: try intern(name)) ?? .none
            let text = try Str.make(message, self).value
            guard found.is(.type), Type(found).flags.contains(.isException) else { return raise(.runtimeError, name.isEmpty ? message : "\(name): \(message)") }
            let exception = try call(found, text)
            return exception.is(.exception) ? raise(Exception(exception)) : raise(.runtimeError, message)
        } catch {
            return error
        }
    }

    package func raiseExit(status: Int, message: String?) -> Raised {
        do throws(Raised) {
            let argument = try message.map { text throws(Raised) in try Str.make(text, self).value } ?? Value(smallInt: status)
            return raise(try makeException(Type(machine.pointee.types.exceptions.systemExit), argument))
        } catch {
            return error
        }
    }

    /// Makes an exception pending that passed through Swift code. Whoever called that gets an entry in the traceback.
    package func raiseAgain(_ exception: Value) -> Raised {
        guard exception.is(.exception) else { return raise(.systemError, "error without an exception") }
        pointee.exception = exception
        pointee.isReraising = false
        return Raised()
    }

    // MARK: - Values

    package func makeText(_ text: String) throws(Raised) -> Value { try Str.make(text, self).value }

    /// The text of a str; nil if it has lone surrogates.
    package func text(of value: Value) -> String? {
        let string = Str(value)
        if string.width > 1 {
            for index in 0..<string.count where string[index] & 0xFFFF_F800 == 0xD800 { return nil }
        }
        return string.text
    }

    /// `str(value)` and `repr(value)`.
    package func display(_ value: Value, isRepr: Bool) throws(Raised) -> String { displayText(isRepr ? try repr(value) : try str(value)) }

    package func makeInt(decimal text: String) throws(Raised) -> Value {
        try withoutDigitLimit { () throws(Raised) in try parseInt(try Str.make(text, self).value, base: 10) }
    }

    package func decimalText(ofInt int: Value) throws(Raised) -> String {
        try withoutDigitLimit { () throws(Raised) in try repr(ofInt: int).text }
    }

    private func withoutDigitLimit<Result>(_ body: () throws(Raised) -> Result) throws(Raised) -> Result {
        let limit = machine.pointee.maximumIntDigits
        machine.pointee.maximumIntDigits = 0
        defer { machine.pointee.maximumIntDigits = limit }
        return try body()
    }

    package func makeList(_ values: [Value]) throws(Raised) -> Value {
        try values.withUnsafeBufferPointer { buffer throws(Raised) in
            guard let base = buffer.baseAddress else { return try List.make(self).value }
            return try List.make(base, count: buffer.count, self).value
        }
    }

    /// A list of what an iterable gives.
    package func list(of iterable: Value) throws(Raised) -> List { try collect(iterable) }

    /// The name of a value's class.
    package func className(of value: Value) -> String {
        let type = value.type(self)
        // The namespace of `function` has `__module__` for its instances.
        let module = Dict(type.fields.pointee.namespace).get(interned: Str(name(.dunderModule)))
        return module.map { !$0.is(.str) } ?? false ? type.name : typeName(type)
    }

    package func canCall(_ value: Value) -> Bool { isCallable(value) }

    /// An attribute; unbound if there is none.
    package func findAttribute(_ object: Value, _ attribute: String) throws(Raised) -> Value {
        do throws(Raised) {
            return try getAttribute(object, try intern(attribute).value)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.attributeError) else { throw error }
            return .unbound
        }
    }
}
