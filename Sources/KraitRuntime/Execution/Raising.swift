// `raise`, and what `except` and `except*` ask.
// In CPython: Python/ceval.c, do_raise and _PyEval_Check…; Python/errors.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func isExceptionClass(_ value: Value) -> Bool {
        value.is(.type) && Type(value).flags.contains(.isException)
    }

    // MARK: - raise

    /// `raise value`, `raise value from cause`: makes the exception pending and throws.
    func raiseValue(_ value: Value, cause: Value?) throws(Raised) {
        let exception = try instantiate(value, "exceptions must derive from BaseException")
        if let cause {
            Exception(exception).setCause(cause.isNone ? .none : try instantiate(cause, "exception causes must derive from BaseException"))
        }
        throw raise(Exception(exception))
    }

    /// An exception itself; a class is called.
    private func instantiate(_ value: Value, _ message: String) throws(Raised) -> Value {
        if value.is(.exception) { return value }
        guard isExceptionClass(value) else { throw raise(.typeError, message) }
        let type = Type(value)
        if type.flags.contains(.plainException), value.type(self).value == machine.pointee.types.type { return try makeInstance(of: type) }
        let exception = try call(value)
        guard exception.is(.exception) else {
            let made = Str(try repr(exception.type(self).value)).text
            throw raise(.typeError, "calling \(Str(try repr(value)).text) should have returned an instance of BaseException, not \(made)")
        }
        return exception
    }

    /// `raise`: the exception being handled, as it is.
    func reraiseHandled() throws(Raised) {
        let handled = currentlyHandled
        guard handled.is(.exception) else { throw raise(.runtimeError, "No active exception to reraise") }
        pointee.exception = handled
        pointee.isReraising = true
        throw Raised()
    }

    // MARK: - except

    /// `except classes`: whether an exception is an instance of a class or of one in a tuple.
    func checkMatch(_ exception: Value, _ classes: Value) throws(Raised) -> Bool {
        if isExceptionClass(classes) { return exception.type(self).isSubtype(of: Type(classes)) }
        try checkClasses(classes)
        return matchesAny(exception, classes)
    }

    private func checkClasses(_ classes: Value) throws(Raised) {
        let isValid = classes.is(.tuple) ? Tuple(classes).allSatisfy { isExceptionClass($0) } : isExceptionClass(classes)
        if !isValid { throw raise(.typeError, "catching classes that do not inherit from BaseException is not allowed") }
    }

    /// The same for classes that were checked.
    func matchesAny(_ exception: Value, _ classes: Value) -> Bool {
        let type = exception.type(self)
        if classes.is(.tuple) { return Tuple(classes).contains { $0.is(.type) && type.isSubtype(of: Type($0)) } }
        return classes.is(.type) && type.isSubtype(of: Type(classes))
    }

    // MARK: - except*

    /// `except* classes`: the part of an exception that does not match and the part that does, None for nothing. One that is no group is wrapped.
    func splitGroup(_ exception: Value, _ classes: Value) throws(Raised) -> (Value, Value) {
        try checkClasses(classes)
        let groups = Type(machine.pointee.types.exceptions.baseExceptionGroup)
        let catchesGroups = classes.is(.tuple) ? Tuple(classes).contains { Type($0).isSubtype(of: groups) } : Type(classes).isSubtype(of: groups)
        if catchesGroups { throw raise(.typeError, "catching ExceptionGroup with except* is not allowed. Use except instead.") }
        guard exception.is(.exception) else { return (.none, .none) }
        if matchesAny(exception, classes) {
            if isGroup(exception) { return (.none, exception) }
            let list = try List.make(self)
            try list.append(exception, self)
            return (.none, try makeGroup(machine.pointee.emptyString, Tuple.make(list.base, count: 1, self).value))
        }
        guard isGroup(exception) else { return (exception, .none) }
        let pair = try call(try getAttribute(exception, try intern("split").value), classes)
        let name = exception.type(self).name
        guard pair.is(.tuple) else { throw raise(.typeError, "\(name).split must return a tuple, not \(pair.type(self).name)") }
        guard Tuple(pair).count >= 2 else { throw raise(.typeError, "\(name).split must return a 2-tuple, got tuple of size \(Tuple(pair).count)") }
        return (Tuple(pair)[1], Tuple(pair)[0])
    }

    /// The end of a `try` with `except*`: what is to be raised of the exceptions that its clauses raised and left over, None if nothing.
    func prepareReraiseStar(_ original: Value, _ exceptions: Value) throws(Raised) -> Value {
        guard exceptions.is(.list) else { throw raise(.systemError, "bad internal call") }
        let list = List(exceptions)
        if list.count == 0 { return .none }
        // A naked exception was wrapped: only one clause could run.
        guard isGroup(original) else { return list[0] }
        let raised = try List.make(self), reraised = try List.make(self)
        for index in 0..<list.count where !list[index].isNone {
            try (hasSameMetadata(list[index], original) ? reraised : raised).append(list[index], self)
        }
        let rest = try project(original, onto: reraised)
        if raised.count == 0 { return rest }
        if !rest.isNone { try raised.append(rest, self) }
        if raised.count == 1 { return raised[0] }
        return try makeGroup(machine.pointee.emptyString, raised.value)
    }

    /// Whether a group was split off another one, or is that itself: nothing was raised in between.
    private func hasSameMetadata(_ exception: Value, _ original: Value) -> Bool {
        guard isGroup(exception), isGroup(original) else { return false }
        let left = Exception(exception).fields.pointee, right = Exception(original).fields.pointee
        return left.traceback == right.traceback && left.cause == right.cause && left.context == right.context
    }
}
