// The built-in exception classes: which derives from which, and the fields of those that need little code for them. `OSError`, `SyntaxError`, the
// `UnicodeError`s and exception groups have files of their own.
// In CPython: Objects/exceptions.c; library reference, "Exception hierarchy".

extension ExceptionKind {
    /// The class it derives from; nil for BaseException. ExceptionGroup has a second base, Exception.
    var base: ExceptionKind? {
        switch self {
        case .baseException: nil
        case .baseExceptionGroup, .generatorExit, .keyboardInterrupt, .systemExit, .exception: .baseException
        case .exceptionGroup: .baseExceptionGroup
        case .floatingPointError, .overflowError, .zeroDivisionError: .arithmeticError
        case .moduleNotFoundError: .importError
        case .indexError, .keyError: .lookupError
        case .unboundLocalError: .nameError
        case .blockingIOError, .childProcessError, .connectionError, .fileExistsError, .fileNotFoundError, .interruptedError, .isADirectoryError,
            .notADirectoryError, .permissionError, .processLookupError, .timeoutError: .osError
        case .brokenPipeError, .connectionAbortedError, .connectionRefusedError, .connectionResetError: .connectionError
        case .notImplementedError, .pythonFinalizationError, .recursionError: .runtimeError
        case .incompleteInputError, .indentationError: .syntaxError
        case .tabError: .indentationError
        case .unicodeError: .valueError
        case .unicodeDecodeError, .unicodeEncodeError, .unicodeTranslateError: .unicodeError
        case .bytesWarning, .deprecationWarning, .encodingWarning, .futureWarning, .importWarning, .pendingDeprecationWarning, .resourceWarning,
            .runtimeWarning, .syntaxWarning, .unicodeWarning, .userWarning: .warning
        default: .exception
        }
    }

    /// How many fields the class adds to BaseException's; nil if it has those of its base.
    fileprivate var fieldCount: Int? {
        switch self {
        case .baseException: 0
        case .stopIteration, .systemExit, .nameError: 1
        case .baseExceptionGroup, .attributeError: 2
        case .importError: 4
        case .osError, .unicodeDecodeError, .unicodeEncodeError, .unicodeTranslateError: 5
        case .syntaxError: 8
        default: nil
        }
    }

    fileprivate var doc: String {
        switch self {
        case .baseException: "The class that every exception derives from."
        case .baseExceptionGroup: "Several exceptions of any kind, raised together."
        case .exceptionGroup: ""
        case .generatorExit: "A generator is asked to exit."
        case .keyboardInterrupt: "The user interrupted the program."
        case .systemExit: "The interpreter is asked to exit."
        case .exception: "The class that all errors which programs may handle derive from."
        case .arithmeticError: "The class of arithmetic errors."
        case .floatingPointError: "Arithmetic on floats went wrong."
        case .overflowError: "A number does not fit."
        case .zeroDivisionError: "Something was divided by zero."
        case .assertionError: "An assertion failed."
        case .attributeError: "An object has no such attribute."
        case .bufferError: "A buffer operation failed."
        case .eofError: "Input ended before anything was read."
        case .importError: "An import cannot find the module, or the name in it."
        case .moduleNotFoundError: "A module was not found."
        case .lookupError: "The class of failed lookups."
        case .indexError: "A sequence index is out of range."
        case .keyError: "A mapping has no such key."
        case .memoryError: "Memory ran out."
        case .nameError: "A name is not found."
        case .unboundLocalError: "A local variable is used before it has a value."
        case .osError: "The class of errors of the operating system."
        case .blockingIOError: "An input or output operation would block."
        case .childProcessError: "An operation on a child process failed."
        case .connectionError: "A connection failed."
        case .brokenPipeError: "The other end of a pipe is closed."
        case .connectionAbortedError: "The connection was aborted."
        case .connectionRefusedError: "The connection was refused."
        case .connectionResetError: "The connection was reset."
        case .fileExistsError: "A file exists already."
        case .fileNotFoundError: "A file or directory was not found."
        case .interruptedError: "A system call was interrupted by a signal."
        case .isADirectoryError: "The operation does not work on directories."
        case .notADirectoryError: "A directory was expected."
        case .permissionError: "Permissions do not allow the operation."
        case .processLookupError: "A process was not found."
        case .timeoutError: "Time ran out."
        case .referenceError: "A weak reference was used after its referent was gone."
        case .runtimeError: "An error that fits no other class."
        case .notImplementedError: "A method or function is not implemented."
        case .pythonFinalizationError: "The operation is not possible while the interpreter shuts down."
        case .recursionError: "Calls are nested too deep."
        case .stopAsyncIteration: "An asynchronous iterator is at its end."
        case .stopIteration: "An iterator is at its end."
        case .syntaxError: "The source is not valid Python."
        case .incompleteInputError: "The source ends too early."
        case .indentationError: "The indentation is wrong."
        case .tabError: "Tabs and spaces are mixed."
        case .systemError: "An error inside of the interpreter."
        case .typeError: "An argument has an inappropriate type."
        case .valueError: "An argument has the right type and an inappropriate value."
        case .unicodeError: "A Unicode error."
        case .unicodeDecodeError: "Bytes cannot be decoded."
        case .unicodeEncodeError: "A str cannot be encoded."
        case .unicodeTranslateError: "A str cannot be translated."
        case .warning: "The class of warnings."
        case .bytesWarning: "A warning about bytes that are used like str."
        case .deprecationWarning: "Something is used that will go away."
        case .encodingWarning: "A warning about default encodings."
        case .futureWarning: "A warning about what will change its meaning."
        case .importWarning: "A warning about likely mistakes in imports."
        case .pendingDeprecationWarning: "A warning about what will be deprecated."
        case .resourceWarning: "A warning about the use of resources."
        case .runtimeWarning: "A warning about dubious behaviour at run time."
        case .syntaxWarning: "A warning about dubious syntax."
        case .unicodeWarning: "A warning about Unicode."
        case .userWarning: "A warning of the program's own."
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineExceptions() throws(Raised) {
        let types = machine.pointee.types.exceptions
        for kind in ExceptionKind.allCases {
            let base = Type(kind.base.map { types[$0] } ?? machine.pointee.types.object)
            let layout = kind.fieldCount.map { machine.layout(Exception.layout(fieldCount: $0)) }
            types[kind] = try makeBuiltinType(kind.name, base: base, layout: layout, flags: [.isBaseType, .isException], hasAttributes: true).value
            let namespace = Dict(Type(types[kind]).fields.pointee.namespace)
            try namespace.set(interned: Str(name(.dunderDoc)), kind.doc.isEmpty ? .none : try Str.make(kind.doc, self).value, self)
        }
        // Groups of Exceptions are Exceptions too.
        let group = Type(types.exceptionGroup), bases = [Type(types.baseExceptionGroup), Type(types.exception)]
        let tuple = try Tuple.allocate(count: 2, self)
        tuple.base[0] = bases[0].value
        tuple.base[1] = bases[1].value
        group.fields.pointee.bases = tuple.value
        try setOrder(of: group, try linearize(group, bases: bases))
        try addSubclass(group, to: bases[1])

        try extend(.baseException) { builder throws(Raised) in try defineBaseException(builder) }
        try extend(.stopIteration) { builder throws(Raised) in
            try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
                let exception = try thread.initializeBaseException(arguments)
                exception[field: ExceptionField.value] = exception.arguments.first ?? .unbound
                return .none
            }
            try builder.field("value", ExceptionField.value, "generator return value")
        }
        try extend(.systemExit) { builder throws(Raised) in
            try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
                let exception = try thread.initializeBaseException(arguments)
                let values = exception.arguments
                exception[field: ExceptionField.value] = values.count > 1 ? values.value : values.first ?? .unbound
                return .none
            }
            try builder.field("code", ExceptionField.value, "exception code")
        }
        try extend(.keyError) { builder throws(Raised) in
            try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
                // The key alone could be empty or ambiguous.
                let values = Exception(arguments[0]).arguments
                return values.count == 1 ? try thread.repr(values[0]) : try thread.baseExceptionText(arguments[0])
            }
        }
        try extend(.nameError) { builder throws(Raised) in
            try builder.method("__init__", "($self, /, *args, name=None)") { thread, arguments throws(Raised) in
                let exception = Exception(arguments[0])
                exception.fields.pointee.arguments = arguments[1]
                exception[field: ExceptionField.name] = arguments[2]
                return .none
            }
            try builder.field("name", ExceptionField.name, "name")
        }
        try extend(.attributeError) { builder throws(Raised) in try defineAttributeError(builder) }
        try extend(.importError) { builder throws(Raised) in try defineImportError(builder) }
        try extend(.osError) { builder throws(Raised) in try defineOSError(builder) }
        try extend(.syntaxError) { builder throws(Raised) in try defineSyntaxError(builder) }
        try extend(.unicodeEncodeError) { builder throws(Raised) in try defineUnicodeEncodeError(builder) }
        try extend(.unicodeDecodeError) { builder throws(Raised) in try defineUnicodeDecodeError(builder) }
        try extend(.unicodeTranslateError) { builder throws(Raised) in try defineUnicodeTranslateError(builder) }
        try extend(.baseExceptionGroup) { builder throws(Raised) in try defineExceptionGroup(builder) }
        update(Type(types.baseException))
    }

    private func extend(_ kind: ExceptionKind, _ define: (NativeBuilder) throws(Raised) -> Void) throws(Raised) {
        let type = Type(machine.pointee.types.exceptions[kind])
        try define(NativeBuilder(thread: self, namespace: Dict(type.fields.pointee.namespace), owner: type.value))
    }

    private func defineAttributeError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, name=None, obj=None)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            exception.fields.pointee.arguments = arguments[1]
            exception[field: ExceptionField.name] = arguments[2]
            exception[field: ExceptionField.object] = arguments[3]
            return .none
        }
        try builder.field("name", ExceptionField.name, "attribute name")
        try builder.field("obj", ExceptionField.object, "object")
        try builder.method("__getstate__", "($self, /)") { thread, arguments throws(Raised) in try thread.attributeErrorState(arguments[0]) }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let state = try thread.attributeErrorState(arguments[0])
            return try thread.tuple(arguments[0].type(thread).value, Exception(arguments[0]).fields.pointee.arguments, state)
        }
    }

    /// The object is left out: it could be anything.
    private func attributeErrorState(_ exception: Value) throws(Raised) -> Value {
        let state = try exceptionState(exception)
        let known = Exception(exception)[field: ExceptionField.name]
        if !known.isUnbound { try state.set(interned: Str(name(.name)), known, self) }
        try state.set(interned: Str(name(.args)), Exception(exception).fields.pointee.arguments, self)
        return state.value
    }

    private func defineImportError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, name=None, path=None, name_from=None)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            exception.fields.pointee.arguments = arguments[1]
            exception[field: ExceptionField.name] = arguments[2]
            exception[field: ExceptionField.path] = arguments[3]
            exception[field: ExceptionField.nameFrom] = arguments[4]
            exception[field: ExceptionField.importMessage] = exception.arguments.count == 1 ? exception.arguments[0] : .unbound
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let message = Exception(arguments[0])[field: ExceptionField.importMessage]
            return message.has(thread.machine.pointee.shapes.str) ? message : try thread.baseExceptionText(arguments[0])
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            let type = arguments[0].type(thread).value
            let state = try thread.exceptionState(arguments[0])
            let fields: [(KnownName, Int)] = [(.name, ExceptionField.name), (.path, ExceptionField.path), (.nameFrom, ExceptionField.nameFrom)]
            for (name, index) in fields where !exception[field: index].isUnbound {
                try state.set(interned: Str(thread.name(name)), exception[field: index], thread)
            }
            if state.count == 0 { return try thread.tuple(type, exception.fields.pointee.arguments) }
            return try thread.tuple(type, exception.fields.pointee.arguments, state.value)
        }
        try builder.field("msg", ExceptionField.importMessage, "exception message")
        try builder.field("name", ExceptionField.name, "module name")
        try builder.field("path", ExceptionField.path, "module path")
        try builder.field("name_from", ExceptionField.nameFrom, "what was to be imported from the module")
    }
}

extension NativeBuilder {
    /// An attribute that is a field of an exception: None where it was not set.
    func field(_ name: StaticString, _ index: Int, _ doc: StaticString = "") throws(Raised) {
        switch index {
        case 0:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(0) }, set: { _, a throws(Raised) in Exception(a[0])[field: 0] = a[1]; return .none })
        case 1:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(1) }, set: { _, a throws(Raised) in Exception(a[0])[field: 1] = a[1]; return .none })
        case 2:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(2) }, set: { _, a throws(Raised) in Exception(a[0])[field: 2] = a[1]; return .none })
        case 3:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(3) }, set: { _, a throws(Raised) in Exception(a[0])[field: 3] = a[1]; return .none })
        case 4:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(4) }, set: { _, a throws(Raised) in Exception(a[0])[field: 4] = a[1]; return .none })
        case 5:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(5) }, set: { _, a throws(Raised) in Exception(a[0])[field: 5] = a[1]; return .none })
        case 6:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(6) }, set: { _, a throws(Raised) in Exception(a[0])[field: 6] = a[1]; return .none })
        default:
            try property(name, doc, get: { _, a throws(Raised) in Exception(a[0]).field(7) }, set: { _, a throws(Raised) in Exception(a[0])[field: 7] = a[1]; return .none })
        }
    }
}
