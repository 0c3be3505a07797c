// The module `_contextvars`: variables whose values depend on the context in which code runs (PEP 567). In CPython: Python/context.c.
//
// A context is a dict that is copied whenever the context is; a copy for each task costs as much as there are variables.

/// `Context`: the values of variables.
///
///     header | dict from variable to value | context in which it was entered, or None | whether it is entered
struct Context: CellHandle {
    struct Fields {
        var header: ShapePointer
        var values: Value
        var previous: Value
        var isEntered: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    var values: Dict { Dict(fields.pointee.values) }

    static func make(_ values: Dict, _ thread: Thread) throws(Raised) -> Context {
        let context = Context(try thread.makeInstance(of: Type(thread.machine.pointee.types.context)))
        context.fields.pointee.values = values.value
        context.fields.pointee.previous = .none
        context.fields.pointee.isEntered = false
        return context
    }
}

/// `ContextVar`.
///
///     header | name | default, or unbound
struct ContextVariable: CellHandle {
    struct Fields {
        var header: ShapePointer
        var name: Value
        var initial: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })
}

/// `Token`: how to undo one `set`.
///
///     header | variable | context | value before, or unbound | whether it was used
struct ContextToken: CellHandle {
    struct Fields {
        var header: ShapePointer
        var variable: Value
        var context: Value
        var old: Value
        var isUsed: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineContextModule(_ builder: NativeBuilder) throws(Raised) {
        try defineContext(builder)
        try defineContextVariable(builder)
        try defineContextToken(builder)
        try builder.method("copy_context", "()", "A copy of the context in which the code runs.") { thread, arguments throws(Raised) in
            try Context.make(try thread.currentContext().values.copy(thread), thread).value
        }
    }

    private func currentContext() throws(Raised) -> Context {
        if machine.pointee.currentContext.isUnbound { machine.pointee.currentContext = try Context.make(try Dict.make(self), self).value }
        return Context(machine.pointee.currentContext)
    }

    private func isVariable(_ value: Value) -> Bool { value.isCell && value.shape.pointee.type == machine.pointee.types.contextVariable }

    // MARK: - Context

    private func run(_ context: Context, _ function: Value, _ positional: Tuple, keywords: Value) throws(Raised) -> Value {
        if context.fields.pointee.isEntered { throw raise(.runtimeError, "cannot enter context: \(Str(try repr(context.value)).text) is already entered") }
        context.fields.pointee.previous = try currentContext().value
        context.fields.pointee.isEntered = true
        machine.pointee.currentContext = context.value
        defer {
            machine.pointee.currentContext = context.fields.pointee.previous
            context.fields.pointee.previous = .none
            context.fields.pointee.isEntered = false
        }
        return try withSpread(positional, keywords: keywords) { arguments, names throws(Raised) in try call(function, arguments, keywordNames: names) }
    }

    private func contextValue(_ context: Value, _ key: Value) throws(Raised) -> Value? {
        guard isVariable(key) else { throw raise(.typeError, "a ContextVar key was expected, got \(Str(try repr(key)).text)") }
        return try Context(context).values.get(key, self)
    }

    private func defineContext(_ builder: NativeBuilder) throws(Raised) {
        machine.pointee.types.context = try builder.makeClass("_contextvars.Context", Context.layout, "Values of context variables.", flags: [.hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an empty context.") { thread, arguments throws(Raised) in
                if Tuple(arguments[1]).count > 0 || arguments[2].is(.dict) { throw thread.raise(.typeError, "Context() does not accept any arguments") }
                return try Context.make(try Dict.make(thread), thread).value
            }
            try builder.method("run", "($self, /, *args, **kwargs)", "Call a function in this context.") { thread, arguments throws(Raised) in
                let given = Tuple(arguments[1])
                if given.count == 0 { throw thread.raise(.typeError, "run() missing 1 required positional argument") }
                return try thread.run(Context(arguments[0]), given[0], try Tuple.make(given.base + 1, count: given.count - 1, thread), keywords: arguments[2])
            }
            try builder.method("copy", "($self, /)", "Another context with the same values.") { thread, arguments throws(Raised) in
                try Context.make(try Context(arguments[0]).values.copy(thread), thread).value
            }
            try builder.method("get", "($self, key, default=None, /)", "The value of a variable, or a default.") { thread, arguments throws(Raised) in
                try thread.contextValue(arguments[0], arguments[1]) ?? (arguments[2].isUnbound ? .none : arguments[2])
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                guard let value = try thread.contextValue(arguments[0], arguments[1]) else { throw thread.raiseKeyError(arguments[1]) }
                return value
            }
            try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
                Value(try thread.contextValue(arguments[0], arguments[1]) != nil)
            }
            try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in Value(smallInt: Context(arguments[0]).values.count) }
            // Those of a copy, since variables may be set meanwhile.
            for name in ["__iter__", "keys"] as [StaticString] {
                try builder.method(name, "($self, /)", "Iterate over the context.") { thread, arguments throws(Raised) in
                    try thread.iterator(of: try Context(arguments[0]).values.copy(thread).value)
                }
            }
            try builder.method("values", "($self, /)", "Iterate over the values.") { thread, arguments throws(Raised) in
                try thread.contextView(arguments[0], isValues: true)
            }
            try builder.method("items", "($self, /)", "Iterate over the pairs of variable and value.") { thread, arguments throws(Raised) in
                try thread.contextView(arguments[0], isValues: false)
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].isCell, arguments[1].shape.pointee.type == thread.machine.pointee.types.context else { return .notImplemented }
                return try thread.compare(.equal, Context(arguments[0]).fields.pointee.values, Context(arguments[1]).fields.pointee.values)
            }
            try builder.set("__hash__", .none)
        }.value
    }

    private func contextView(_ context: Value, isValues: Bool) throws(Raised) -> Value {
        let copy = try Context(context).values.copy(self)
        let shapes = machine.pointee.shapes
        return try iterator(of: try DictView.make(isValues ? shapes.dictValues : shapes.dictItems, copy.value, self))
    }

    // MARK: - ContextVar

    private func describe(_ variable: ContextVariable) throws(Raised) -> String {
        let fields = variable.fields.pointee
        var text = "<ContextVar name=" + Str(try repr(fields.name)).text
        if !fields.initial.isUnbound { text += " default=" + Str(try repr(fields.initial)).text }
        return text + " at 0x\(address(of: variable.value))>"
    }

    private func reset(_ variable: ContextVariable, _ value: Value) throws(Raised) {
        guard value.isCell, value.shape.pointee.type == machine.pointee.types.contextToken else {
            throw raise(.typeError, "expected an instance of Token, got \(Str(try repr(value)).text)")
        }
        let token = ContextToken(value).fields
        if token.pointee.isUsed { throw raise(.runtimeError, "\(Str(try repr(value)).text) has already been used once") }
        if token.pointee.variable != variable.value { throw raise(.valueError, "\(Str(try repr(value)).text) was created by a different ContextVar") }
        let context = try currentContext()
        if token.pointee.context != context.value { throw raise(.valueError, "\(Str(try repr(value)).text) was created in a different Context") }
        token.pointee.isUsed = true
        if !token.pointee.old.isUnbound { return try context.values.set(variable.value, token.pointee.old, self) }
        if let position = try context.values.position(of: variable.value, hash: try hash(variable.value), self) { context.values.remove(at: position) }
    }

    private func defineContextVariable(_ builder: NativeBuilder) throws(Raised) {
        machine.pointee.types.contextVariable = try builder.makeClass(
            "_contextvars.ContextVar", ContextVariable.layout, "A variable whose value depends on the context.", flags: []
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, name, /, *, default=None)", "Make a variable.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.str) else { throw thread.raise(.typeError, "context variable name must be a str") }
                let variable = try thread.makeInstance(of: Type(arguments[0]))
                ContextVariable(variable).fields.pointee.name = arguments[1]
                ContextVariable(variable).fields.pointee.initial = arguments[2]
                return variable
            }
            try builder.method("get", "($self, default=None, /)", "The value in this context, a default, or the variable's default.") { thread, arguments throws(Raised) in
                if let value = try thread.currentContext().values.get(arguments[0], thread) { return value }
                if !arguments[1].isUnbound { return arguments[1] }
                let initial = ContextVariable(arguments[0]).fields.pointee.initial
                if !initial.isUnbound { return initial }
                throw thread.raise(Exception(try thread.call(thread.machine.pointee.types.exceptions.lookupError, arguments[0])))
            }
            try builder.method("set", "($self, value, /)", "Set the value in this context; returns a token that undoes it.") { thread, arguments throws(Raised) in
                let context = try thread.currentContext()
                let token = ContextToken(try thread.makeInstance(of: Type(thread.machine.pointee.types.contextToken)))
                token.fields.pointee.variable = arguments[0]
                token.fields.pointee.context = context.value
                token.fields.pointee.old = try context.values.get(arguments[0], thread) ?? .unbound
                token.fields.pointee.isUsed = false
                try context.values.set(arguments[0], arguments[1], thread)
                return token.value
            }
            try builder.method("reset", "($self, token, /)", "Undo the set that gave a token.") { thread, arguments throws(Raised) in
                try thread.reset(ContextVariable(arguments[0]), arguments[1])
                return .none
            }
            try builder.member("name", "the name that it was made with") { thread, arguments throws(Raised) in ContextVariable(arguments[0]).fields.pointee.name }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                try Str.make(try thread.describe(ContextVariable(arguments[0])), thread).value
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }.value
    }

    // MARK: - Token

    private func defineContextToken(_ builder: NativeBuilder) throws(Raised) {
        let missing = try makeBuiltinType("Token.MISSING", base: Type(machine.pointee.types.object), flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try Str.make("<Token.MISSING>", thread).value }
        }
        let none = try makeInstance(of: missing)
        machine.pointee.types.missingToken = none
        machine.pointee.types.contextToken = try builder.makeClass("_contextvars.Token", ContextToken.layout, "What undoes one set of a variable.", flags: []) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)") { thread, arguments throws(Raised) in
                throw thread.raise(.runtimeError, "Tokens can only be created by ContextVars")
            }
            try builder.set("MISSING", none)
            try builder.property("var", get: { thread, arguments throws(Raised) in ContextToken(arguments[0]).fields.pointee.variable })
            try builder.property("old_value", get: { thread, arguments throws(Raised) in
                let old = ContextToken(arguments[0]).fields.pointee.old
                return old.isUnbound ? thread.machine.pointee.types.missingToken : old
            })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let token = ContextToken(arguments[0]).fields.pointee
                let variable = Str(try thread.repr(token.variable)).text
                return try Str.make("<Token\(token.isUsed ? " used" : "") var=\(variable) at 0x\(thread.address(of: arguments[0]))>", thread).value
            }
            try builder.set("__hash__", .none)
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }.value
    }
}
