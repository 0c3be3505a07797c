// `BaseExceptionGroup` and `ExceptionGroup`: several exceptions in one, as a tree (PEP 654).
//
//     fields   message, a str | exceptions, a tuple of one or more

extension UnsafeMutablePointer where Pointee == ThreadState {
    func isGroup(_ exception: Value) -> Bool { matches(exception, machine.pointee.types.exceptions.baseExceptionGroup) }

    /// `BaseExceptionGroup(message, exceptions)`: an ExceptionGroup if it can be one.
    func makeGroup(_ message: Value, _ exceptions: Value) throws(Raised) -> Value {
        try call(machine.pointee.types.exceptions.baseExceptionGroup, message, exceptions)
    }

    func defineExceptionGroup(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            try thread.newGroup(arguments)
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            _ = try thread.initializeBaseException(arguments)
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let group = Exception(arguments[0])
            let count = group.members.count
            let message = group[field: ExceptionField.groupMessage]
            let text = message.is(.str) ? Str(message).utf8 : []
            return try Str.make(utf8: text + Array(" (\(count) sub-exception\(count == 1 ? "" : "s"))".utf8), thread).value
        }
        try builder.classMethod("__class_getitem__", "($type, item, /)", "See PEP 585") { thread, arguments throws(Raised) in
            try thread.call(thread.machine.pointee.types.genericAlias, arguments[0], arguments[1])
        }
        try builder.method("derive", "($self, exceptions, /)", "Make a group like this one of other exceptions.") { thread, arguments throws(Raised) in
            try thread.makeGroup(Exception(arguments[0])[field: ExceptionField.groupMessage], arguments[1])
        }
        try builder.method("split", "($self, matcher_value, /)", "Return the part that matches and the rest.") { thread, arguments throws(Raised) in
            try thread.checkMatcher(arguments[1])
            let (match, rest) = try thread.split(arguments[0], wantsRest: true) { exception throws(Raised) in try thread.isMatch(exception, arguments[1]) }
            return try thread.tuple(match, rest)
        }
        try builder.method("subgroup", "($self, matcher_value, /)", "Return the part that matches.") { thread, arguments throws(Raised) in
            try thread.checkMatcher(arguments[1])
            return try thread.split(arguments[0], wantsRest: false) { exception throws(Raised) in try thread.isMatch(exception, arguments[1]) }.match
        }
        try builder.property("message", "exception message", get: { thread, arguments throws(Raised) in Exception(arguments[0]).field(ExceptionField.groupMessage) })
        try builder.property("exceptions", "nested exceptions", get: { thread, arguments throws(Raised) in Exception(arguments[0]).field(ExceptionField.exceptions) })
    }

    private func newGroup(_ arguments: Arguments) throws(Raised) -> Value {
        let types = machine.pointee.types.exceptions
        let values = Tuple(arguments[1])
        if values.count != 2 { throw raise(.typeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (\(values.count) given)") }
        if !values[0].is(.str) {
            throw raise(.typeError, "BaseExceptionGroup.__new__() argument 1 must be str, not \(nameForArgument(values[0]))")
        }
        let kind = values[1].kind
        guard kind != .dict, kind != .set, kind != .frozenSet, !values[1].type(self)[.getItem].isUnbound else {
            throw raise(.typeError, "second argument (exceptions) must be a sequence")
        }
        let members = Tuple(try tuple(of: values[1]))
        if members.count == 0 { throw raise(.valueError, "second argument (exceptions) must be a non-empty sequence") }
        var hasBaseExceptions = false
        for (index, member) in members.enumerated() {
            guard member.is(.exception) else { throw raise(.valueError, "Item \(index) of second argument (exceptions) is not an exception") }
            if !matches(member, types.exception) { hasBaseExceptions = true }
        }
        var type = Type(arguments[0])
        if type.value == types.baseExceptionGroup {
            if !hasBaseExceptions { type = Type(types.exceptionGroup) }
        } else if hasBaseExceptions, type.value == types.exceptionGroup {
            throw raise(.typeError, "Cannot nest BaseExceptions in an ExceptionGroup")
        } else if hasBaseExceptions, type.isSubtype(of: Type(types.exception)) {
            throw raise(.typeError, "Cannot nest BaseExceptions in '\(type.name)'")
        }
        let group = Exception(try makeInstance(of: type))
        group.fields.pointee.arguments = arguments[1]
        group[field: ExceptionField.groupMessage] = values[0]
        group[field: ExceptionField.exceptions] = members.value
        return group.value
    }

    // MARK: - Splitting

    private func checkMatcher(_ matcher: Value) throws(Raised) {
        func isExceptionClass(_ value: Value) -> Bool { value.is(.type) && Type(value).flags.contains(.isException) }
        if isExceptionClass(matcher) { return }
        if matcher.has(machine.pointee.shapes.tuple), Tuple(matcher).allSatisfy({ isExceptionClass($0) }) { return }
        if !matcher.is(.type), isCallable(matcher) { return }
        throw raise(.typeError, "expected an exception type, a tuple of exception types, or a callable (other than a class)")
    }

    private func isMatch(_ exception: Value, _ matcher: Value) throws(Raised) -> Bool {
        if matcher.is(.type) || matcher.has(machine.pointee.shapes.tuple) { return matchesAny(exception, matcher) }
        return try isTrue(try call(matcher, exception))
    }

    /// The leaves and whole subtrees that match, and the rest, in groups like the given one. None for nothing.
    private func split(
        _ exception: Value, wantsRest: Bool, _ isMatch: (Value) throws(Raised) -> Bool
    ) throws(Raised) -> (match: Value, rest: Value) {
        try checkNativeStack()
        if try isMatch(exception) { return (exception, .none) }
        guard isGroup(exception) else { return (.none, wantsRest ? exception : .none) }
        let matching = try List.make(self), rest = try List.make(self)
        for member in Exception(exception).members {
            let parts = try split(member, wantsRest: wantsRest, isMatch)
            if !parts.match.isNone { try matching.append(parts.match, self) }
            if wantsRest, !parts.rest.isNone { try rest.append(parts.rest, self) }
        }
        return (try subset(of: exception, matching), wantsRest ? try subset(of: exception, rest) : .none)
    }

    /// A group derived from another one, with its traceback, chain and notes.
    private func subset(of group: Value, _ members: List) throws(Raised) -> Value {
        if members.count == 0 { return .none }
        let derived = try call(try getAttribute(group, try intern("derive").value), members.value)
        guard isGroup(derived) else { throw raise(.typeError, "derive must return an instance of BaseExceptionGroup") }
        let source = Exception(group).fields, target = Exception(derived)
        if source.pointee.traceback.is(.traceback) { target.traceback = source.pointee.traceback }
        target.fields.pointee.context = source.pointee.context
        target.setCause(source.pointee.cause)
        if let notes = try getAttributeOrNil(group, name(.dunderNotes)), notes.is(.list) || notes.is(.tuple) {
            let copy = try List.make(self)
            let items = Tuple(try tuple(of: notes))
            for item in items { try copy.append(item, self) }
            try setAttribute(derived, name(.dunderNotes), copy.value)
        }
        return derived
    }

    /// The part of a group whose leaves are among those of other groups.
    func project(_ group: Value, onto kept: List) throws(Raised) -> Value {
        var leaves: Set<UInt64> = []
        func collect(_ exception: Value) throws(Raised) {
            try checkNativeStack()
            guard isGroup(exception) else {
                leaves.insert(exception.bits)
                return
            }
            for member in Exception(exception).members { try collect(member) }
        }
        for index in 0..<kept.count { try collect(kept[index]) }
        return try split(group, wantsRest: false) { exception throws(Raised) in !isGroup(exception) && leaves.contains(exception.bits) }.match
    }
}

extension Exception {
    /// The exceptions of a group.
    var members: Tuple {
        let exceptions = self[field: ExceptionField.exceptions]
        // Unbound only if __new__ was passed by.
        return exceptions.is(.tuple) ? Tuple(exceptions) : Tuple(fields.pointee.arguments)
    }
}
