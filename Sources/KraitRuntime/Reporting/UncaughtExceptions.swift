// Exceptions that nothing catches: at the end of a program, and where none can be raised.
// In CPython: Python/pythonrun.c, _PyErr_PrintEx; Python/errors.c, _PyErr_WriteUnraisableMsg.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Prints the pending exception through `sys.excepthook`, and forgets it. Not for SystemExit. Returns the SystemExit that the hook raised, if any.
    @discardableResult
    public func printUncaught() -> Value? {
        guard pointee.stop == nil, pointee.exception.is(.exception) else { return nil }
        let exception = pointee.exception
        pointee.exception = .unbound
        pointee.isReraising = false
        return printUncaught(exception)
    }

    private func printUncaught(_ exception: Value) -> Value? {
        let type = exception.type(self).value, traceback = Exception(exception).traceback
        _ = quietly { () throws(Raised) in
            for (key, value) in [("last_exc", exception), ("last_type", type), ("last_value", exception), ("last_traceback", traceback)] {
                try setSystemAttribute(key, value)
            }
        }
        guard let hook = systemAttribute(.excepthook), !hook.isNone else {
            writeError("sys.excepthook is missing\n")
            display(exception)
            return nil
        }
        do throws(Raised) {
            _ = try call(hook, type, exception, traceback)
        } catch {
            let failure = pointee.exception
            guard pointee.stop == nil, failure.is(.exception) else { return nil }
            pointee.exception = .unbound
            if matches(failure, machine.pointee.types.exceptions.systemExit) { return failure }
            writeError("Error in sys.excepthook:\n")
            display(failure)
            writeError("\nOriginal exception was:\n")
            display(exception)
        }
        return nil
    }

    /// What `sys.excepthook` does unless a program replaces it.
    public func display(_ exception: Value) {
        guard exception.is(.exception) else { return writeError("TypeError: print_exception(): Exception expected for value, \(exception.type(self).name) found\n") }
        writeError(report(of: exception))
    }

    /// Writes to `sys.stderr`, or to the descriptor if that is gone.
    func writeError(_ text: String) {
        let isWritten = quietly { () throws(Raised) -> Bool in
            guard let stream = systemAttribute(.stderr) else { return false }
            if !stream.isNone { try write(try Str.make(text, self).value, to: stream) }
            return true
        } ?? false
        if isWritten { return }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            guard let count = bytes.withUnsafeBytes({ buffer in try? machine.pointee.host.write(2, buffer) }), count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    // MARK: - Where nothing can be raised

    /// Reports the pending exception, which came from an object's finalizer or callback, to `sys.unraisablehook`, and forgets it.
    func reportUnraisable(_ object: Value, _ message: String? = nil) {
        guard pointee.stop == nil else { return }
        let exception = pointee.exception
        pointee.exception = .unbound
        guard exception.is(.exception) else { return }
        let text: Value = message.flatMap { message in quietly { () throws(Raised) in try Str.make(message, self).value } } ?? .none
        do throws(Raised) {
            guard let hook = systemAttribute(.unraisablehook), !hook.isNone else {
                displayUnraisable(exception, text, object)
                return
            }
            _ = try call(hook, try unraisableArguments(exception, text, object))
        } catch {
            guard pointee.stop == nil else { return }
            let failure = pointee.exception
            pointee.exception = .unbound
            displayUnraisable(exception, text, object)
            if failure.is(.exception) {
                displayUnraisable(failure, quietly { () throws(Raised) in try Str.make("Exception ignored in sys.unraisablehook", self).value } ?? .none, .none)
            }
        }
    }

    /// What `sys.unraisablehook` gets: an object with these attributes.
    private func unraisableArguments(_ exception: Value, _ message: Value, _ object: Value) throws(Raised) -> Value {
        let namespace = try makeInstance(of: try unraisableType())
        let values: [(String, Value)] = [
            ("exc_type", exception.type(self).value), ("exc_value", exception), ("exc_traceback", Exception(exception).traceback), ("err_msg", message),
            ("object", object.isUnbound ? .none : object),
        ]
        for (key, value) in values { try Instance(namespace).set(try intern(key).value, value, self) }
        return namespace
    }

    /// `sys.UnraisableHookArgs`.
    private func unraisableType() throws(Raised) -> Type {
        if machine.pointee.system.is(.dict), let known = Dict(machine.pointee.system).get(interned: try intern("UnraisableHookArgs")), known.is(.type) { return Type(known) }
        let type = try makeBuiltinType("UnraisableHookArgs", base: Type(machine.pointee.types.object), flags: [.cannotInstantiate], hasAttributes: true)
        try setSystemAttribute("UnraisableHookArgs", type.value)
        return type
    }

    /// What `sys.unraisablehook` does unless a program replaces it.
    public func displayUnraisable(_ exception: Value, _ message: Value, _ object: Value) {
        var text = ""
        let isObjectKnown = !object.isNone && !object.isUnbound
        if message.is(.str) { text = displayText(message) }
        if isObjectKnown {
            let shown = quietly { () throws(Raised) in displayText(try repr(object)) } ?? "<object repr() failed>"
            text += message.is(.str) ? ": \(shown)" : "Exception ignored in: \(shown)"
        }
        if !text.isEmpty { text += message.is(.str) && !isObjectKnown ? ":\n" : "\n" }
        guard exception.is(.exception) else { return writeError(text) }
        var budget = ReportBudget(self)
        let entries = stackEntries(Exception(exception).traceback, limit: nil, &budget)
        if !entries.isEmpty {
            text += "Traceback (most recent call last):\n" + formatStack(entries, SourceLines(machine), &budget, marks: false)
        }
        writeError(text + lastLine(of: exception))
    }

    /// Class and message of an exception, without notes and chain.
    private func lastLine(of exception: Value) -> String {
        let type = typeName(exception.type(self))
        let message = quietly { () throws(Raised) in displayText(try str(exception)) } ?? "<exception str() failed>"
        return message.isEmpty ? type + "\n" : "\(type): \(message)\n"
    }

    // MARK: - sys

    func defineExceptionHooks(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("excepthook", "(exctype, value, traceback, /)", "Print an exception that nothing caught.") { thread, arguments throws(Raised) in
            if arguments[1].is(.exception), arguments[2].is(.traceback), Exception(arguments[1]).traceback.isNone {
                Exception(arguments[1]).traceback = arguments[2]
            }
            thread.display(arguments[1])
            return .none
        }
        try builder.method("unraisablehook", "(unraisable, /)", "Print an exception that could not be raised.") { thread, arguments throws(Raised) in
            let exception = try thread.getAttribute(arguments[0], try thread.intern("exc_value").value)
            let message = try thread.getAttribute(arguments[0], try thread.intern("err_msg").value)
            let object = try thread.getAttribute(arguments[0], try thread.intern("object").value)
            thread.displayUnraisable(exception, message, object)
            return .none
        }
        try builder.method("exception", "()", "Return the exception being handled, or None.") { thread, arguments throws(Raised) in thread.currentlyHandled }
        try builder.method("exc_info", "()", "Return type, value and traceback of the exception being handled, or Nones.") { thread, arguments throws(Raised) in
            let handled = thread.currentlyHandled
            guard handled.is(.exception) else { return try thread.tuple(.none, .none, .none) }
            return try thread.tuple(handled.type(thread).value, handled, Exception(handled).traceback)
        }
        try builder.method("_getframe", "(depth=0, /)", "Return the frame of a caller.") { thread, arguments throws(Raised) in
            try thread.currentFrame(depth: arguments[0].isUnbound ? 0 : try thread.index(arguments[0]))
        }
        for (copy, known) in [("__excepthook__", KnownName.excepthook), ("__unraisablehook__", .unraisablehook)] {
            if let hook = systemAttribute(known) { try setSystemAttribute(copy, hook) }
        }
    }
}
