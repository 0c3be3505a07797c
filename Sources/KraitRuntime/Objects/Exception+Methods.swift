// The methods of BaseException, and what its subclasses share.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBaseException(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
            try thread.newBaseException(arguments)
        }
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            _ = try thread.initializeBaseException(arguments)
            return .none
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            try thread.checkNativeStack()
            let values = Exception(arguments[0]).arguments, name = arguments[0].type(thread).name
            let text = Str(try thread.repr(values.count == 1 ? values[0] : values.value)).utf8
            let open = values.count == 1 ? "(" : "", close = values.count == 1 ? ")" : ""
            return try Str.make(utf8: Array((name + open).utf8) + text + Array(close.utf8), thread).value
        }
        try builder.method("__str__", "($self, /)", "Return str(self).") { thread, arguments throws(Raised) in try thread.baseExceptionText(arguments[0]) }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
            let type = arguments[0].type(thread).value, values = Exception(arguments[0]).fields.pointee.arguments
            guard thread.hasAttributes(arguments[0]) else { return try thread.tuple(type, values) }
            return try thread.tuple(type, values, try Instance(arguments[0]).makeDictionary(thread).value)
        }
        try builder.method("__setstate__", "($self, state, /)") { thread, arguments throws(Raised) in
            if arguments[1].isNone { return .none }
            guard arguments[1].is(.dict) else { throw thread.raise(.typeError, "state is not a dictionary") }
            let state = Dict(arguments[1])
            var position = 0
            while let index = state.nextPosition(from: position) {
                let entry = state.table.entries[index]
                try thread.setAttribute(arguments[0], try thread.attributeName(entry.key), entry.value)
                position = index + 1
            }
            return .none
        }
        try builder.method("with_traceback", "($self, object, /)", "Set self.__traceback__ to the object and return self.") { thread, arguments throws(Raised) in
            try thread.setTraceback(arguments[0], arguments[1])
            return arguments[0]
        }
        try builder.method("add_note", "($self, object, /)", "Add a note that tracebacks show.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "note must be a str, not '\(arguments[1].type(thread).name)'") }
            try thread.addNote(arguments[1], to: arguments[0])
            return .none
        }
        try defineChainAttributes(builder)
        try builder.property("__dict__", "dictionary for instance variables", get: { thread, arguments throws(Raised) in
            try Instance(arguments[0]).makeDictionary(thread).value
        }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) else {
                throw thread.raise(.typeError, arguments[1].isUnbound ? "cannot delete __dict__" : "__dict__ must be set to a dictionary, not a '\(arguments[1].type(thread).name)'")
            }
            try Instance(arguments[0]).setDictionary(Dict(arguments[1]), thread)
            return .none
        })
    }

    private func defineChainAttributes(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("args", get: { thread, arguments throws(Raised) in Exception(arguments[0]).fields.pointee.arguments }, set: { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { throw thread.raise(.typeError, "args may not be deleted") }
            Exception(arguments[0]).fields.pointee.arguments = try thread.tuple(of: arguments[1])
            return .none
        })
        try builder.property("__traceback__", get: { thread, arguments throws(Raised) in Exception(arguments[0]).traceback }, set: { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { throw thread.raise(.typeError, "__traceback__ may not be deleted") }
            try thread.setTraceback(arguments[0], arguments[1])
            return .none
        })
        try builder.property("__context__", "exception context", get: { thread, arguments throws(Raised) in
            Exception(arguments[0]).fields.pointee.context
        }, set: { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { throw thread.raise(.typeError, "__context__ may not be deleted") }
            guard arguments[1].isNone || arguments[1].is(.exception) else {
                throw thread.raise(.typeError, "exception context must be None or derive from BaseException")
            }
            Exception(arguments[0]).fields.pointee.context = arguments[1]
            return .none
        })
        try builder.property("__cause__", "exception cause", get: { thread, arguments throws(Raised) in
            Exception(arguments[0]).fields.pointee.cause
        }, set: { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { throw thread.raise(.typeError, "__cause__ may not be deleted") }
            guard arguments[1].isNone || arguments[1].is(.exception) else {
                throw thread.raise(.typeError, "exception cause must be None or derive from BaseException")
            }
            Exception(arguments[0]).setCause(arguments[1])
            return .none
        })
        try builder.property("__suppress_context__", get: { thread, arguments throws(Raised) in
            Exception(arguments[0]).fields.pointee.suppressesContext
        }, set: { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { throw thread.raise(.typeError, "can't delete numeric/char attribute") }
            guard arguments[1].isBool else { throw thread.raise(.typeError, "attribute value type must be bool") }
            Exception(arguments[0]).fields.pointee.suppressesContext = arguments[1]
            return .none
        })
    }

    // MARK: - Construction

    /// `BaseException.__new__(type, *args, **kwargs)`.
    func newBaseException(_ arguments: Arguments) throws(Raised) -> Value {
        guard arguments[0].is(.type), Type(arguments[0]).isSubtype(of: Type(machine.pointee.types.exceptions.baseException)) else {
            throw raise(.typeError, "BaseException.__new__(X): X is not a subtype of BaseException")
        }
        let instance = try makeInstance(of: Type(arguments[0]))
        if arguments[1].is(.tuple) { Exception(instance).fields.pointee.arguments = arguments[1] }
        return instance
    }

    /// `BaseException.__init__(self, *args, **kwargs)`.
    func initializeBaseException(_ arguments: Arguments) throws(Raised) -> Exception {
        if arguments[2].is(.dict), Dict(arguments[2]).count > 0 {
            throw raise(.typeError, "\(arguments[0].type(self).name)() takes no keyword arguments")
        }
        let exception = Exception(arguments[0])
        if arguments[1].is(.tuple) { exception.fields.pointee.arguments = arguments[1] }
        return exception
    }

    /// `BaseException.__str__`.
    func baseExceptionText(_ exception: Value) throws(Raised) -> Value {
        let values = Exception(exception).arguments
        switch values.count {
        case 0: return machine.pointee.emptyString
        case 1: return try str(values[0])
        default: return try str(values.value)
        }
    }

    // MARK: - Attributes

    /// Whether an instance has attributes of its own.
    func hasAttributes(_ object: Value) -> Bool {
        let shape = object.shape
        guard shape.pointee.hasAttributes else { return false }
        return shape.pointee.isDictionaryMode || shape.pointee.attributeCount > 0
    }

    /// A copy of an exception's attributes.
    func exceptionState(_ exception: Value) throws(Raised) -> Dict {
        let copy = try Dict.make(self)
        guard hasAttributes(exception) else { return copy }
        let own = try Instance(exception).makeDictionary(self)
        var position = 0
        while let index = own.nextPosition(from: position) {
            let entry = own.table.entries[index]
            try copy.set(entry.key, hash: entry.hash, entry.value, self)
            position = index + 1
        }
        return copy
    }

    fileprivate func setTraceback(_ exception: Value, _ traceback: Value) throws(Raised) {
        guard traceback.isNone || traceback.is(.traceback) else { throw raise(.typeError, "__traceback__ must be a traceback or None") }
        Exception(exception).traceback = traceback
    }

    /// Appends to the list `__notes__`, which is made if there is none.
    func addNote(_ note: Value, to exception: Value) throws(Raised) {
        let key = name(.dunderNotes)
        let notes: Value
        if let known = try getAttributeOrNil(exception, key) {
            notes = known
        } else {
            notes = try List.make(self).value
            try setAttribute(exception, key, notes)
        }
        guard notes.is(.list) else { throw raise(.typeError, "Cannot add note: __notes__ is not a list") }
        try List(notes).append(note, self)
    }

    /// Adds a note to the pending exception: `throw thread.addNote("…")`.
    func addNote(_ text: String) -> Raised {
        guard pointee.stop == nil, pointee.exception.is(.exception) else { return Raised() }
        let exception = pointee.exception
        pointee.exception = .unbound
        do throws(Raised) {
            try addNote(try Str.make(text, self).value, to: exception)
        } catch {
            if pointee.stop != nil { return error }
        }
        pointee.exception = exception
        return Raised()
    }

    /// `tuple(iterable)`.
    func tuple(of iterable: Value) throws(Raised) -> Value {
        if iterable.has(machine.pointee.shapes.tuple) { return iterable }
        let list = try List.make(self)
        if iterable.is(.tuple) {
            return try Tuple.make(Tuple(iterable).base, count: Tuple(iterable).count, self).value
        }
        let iterator = try iterator(of: iterable)
        while let item = try nextItem(iterator) { try list.append(item, self) }
        return try Tuple.make(list.base, count: list.count, self).value
    }
}

extension Exception {
    /// `raise … from cause`: None for no cause. The context is not shown then.
    func setCause(_ cause: Value) {
        fields.pointee.cause = cause
        fields.pointee.suppressesContext = .true
    }
}
