// `function`: its constructor and attributes.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFunctionType() throws(Raised) {
        try define(\.function, "function", shape: \.function, hasAttributes: true) { builder throws(Raised) in
            try builder.doc("Make a function of a code object and a dictionary of globals.")
            try builder.staticMethod(
                "__new__", "($type, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)", "Create a function object."
            ) { thread, arguments throws(Raised) in try thread.newFunction(arguments) }
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                try thread.callSpread(arguments)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let name = Str(Function(arguments[0]).fields.pointee.qualifiedName).text
                return try Str.make("<function \(name) at 0x\(thread.address(of: arguments[0]))>", thread).value
            }
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                if !arguments[1].isNone { return try BoundMethod.make(arguments[0], arguments[1], thread) }
                if arguments[2].isUnbound || arguments[2].isNone { throw thread.raise(.typeError, "__get__(None, None) is invalid") }
                return arguments[0]
            }
            try defineFunctionCode(builder)
            try defineFunctionNames(builder)
            try defineFunctionAnnotations(builder)
            try builder.attributeDictionary()
        }
    }

    private func newFunction(_ arguments: Arguments) throws(Raised) -> Value {
        let code = arguments[1], globals = arguments[2]
        guard code.is(.code) else { throw raise(.typeError, "function() argument 'code' must be code, not \(code.type(self).name)") }
        guard globals.is(.dict) else { throw raise(.typeError, "function() argument 'globals' must be dict, not \(globals.type(self).name)") }
        func optional(_ index: Int) -> Value { arguments[index].isUnbound ? .none : arguments[index] }
        let name = optional(3), defaults = optional(4), closure = optional(5), keywordDefaults = optional(6)
        if !name.isNone, !name.is(.str) { throw raise(.typeError, "arg 3 (name) must be None or string") }
        if !defaults.isNone, !defaults.is(.tuple) { throw raise(.typeError, "arg 4 (defaults) must be None or tuple") }
        let free = Code(code).freeCount
        if !closure.is(.tuple) {
            if free > 0 && closure.isNone { throw raise(.typeError, "arg 5 (closure) must be tuple") }
            if !closure.isNone { throw raise(.typeError, "arg 5 (closure) must be None or tuple") }
        }
        if !keywordDefaults.isNone, !keywordDefaults.is(.dict) { throw raise(.typeError, "arg 6 (kwdefaults) must be None or dict") }
        let given = closure.is(.tuple) ? Tuple(closure).count : 0
        if given != free { throw raise(.valueError, "\(Str(Code(code).fields.pointee.name).text) requires closure of length \(free), not \(given)") }
        if closure.is(.tuple) {
            for item in Tuple(closure) where !item.is(.cell) { throw raise(.typeError, "arg 5 (closure) expected cell, found \(item.type(self).name)") }
        }
        let function = try Function.make(Code(code), globals: globals, self)
        let fields = function.fields
        if name.is(.str) { fields.pointee.name = name }
        fields.pointee.defaults = defaults
        fields.pointee.keywordDefaults = keywordDefaults
        fields.pointee.closure = free > 0 ? closure : .none
        return function.value
    }

    private func defineFunctionCode(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__code__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.code }, set: { thread, arguments throws(Raised) in
            try thread.setCode(Function(arguments[0]), arguments[1])
            return .none
        })
        try builder.member("__globals__") { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.globals }
        try builder.member("__closure__") { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.closure }
        try builder.member("__builtins__") { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.builtins }
        try builder.property("__defaults__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.defaults }, set: { thread, arguments throws(Raised) in
            let value: Value = arguments[1].isUnbound ? .none : arguments[1]
            guard value.isNone || value.is(.tuple) else { throw thread.raise(.typeError, "__defaults__ must be set to a tuple object") }
            Function(arguments[0]).fields.pointee.defaults = value
            return .none
        })
        try builder.property("__kwdefaults__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.keywordDefaults }, set: { thread, arguments throws(Raised) in
            let value: Value = arguments[1].isUnbound ? .none : arguments[1]
            guard value.isNone || value.is(.dict) else { throw thread.raise(.typeError, "__kwdefaults__ must be set to a dict object") }
            Function(arguments[0]).fields.pointee.keywordDefaults = value
            return .none
        })
    }

    private func defineFunctionNames(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__name__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.name }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__name__ must be set to a string object") }
            Function(arguments[0]).fields.pointee.name = arguments[1]
            return .none
        })
        try builder.property("__qualname__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.qualifiedName }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__qualname__ must be set to a string object") }
            Function(arguments[0]).fields.pointee.qualifiedName = arguments[1]
            return .none
        })
        try builder.property("__doc__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.doc }, set: { thread, arguments throws(Raised) in
            Function(arguments[0]).fields.pointee.doc = arguments[1].isUnbound ? .none : arguments[1]
            return .none
        })
        try builder.property("__module__", get: { thread, arguments throws(Raised) in Function(arguments[0]).fields.pointee.module }, set: { thread, arguments throws(Raised) in
            Function(arguments[0]).fields.pointee.module = arguments[1].isUnbound ? .none : arguments[1]
            return .none
        })
    }

    private func defineFunctionAnnotations(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__annotations__", get: { thread, arguments throws(Raised) in
            let fields = Function(arguments[0]).fields
            if !fields.pointee.annotations.is(.dict) {
                // The compiler leaves a tuple of names and values; it becomes a dict when someone asks.
                let dict = try Dict.make(thread)
                if fields.pointee.annotations.is(.tuple) {
                    let pairs = Tuple(fields.pointee.annotations)
                    for index in stride(from: 0, to: pairs.count - 1, by: 2) { try dict.set(pairs[index], pairs[index + 1], thread) }
                }
                fields.pointee.annotations = dict.value
            }
            return fields.pointee.annotations
        }, set: { thread, arguments throws(Raised) in
            guard arguments[1].isUnbound || arguments[1].isNone || arguments[1].is(.dict) else {
                throw thread.raise(.typeError, "__annotations__ must be set to a dict object")
            }
            Function(arguments[0]).fields.pointee.annotations = arguments[1].isNone ? .unbound : arguments[1]
            return .none
        })
        try builder.property("__type_params__", get: { thread, arguments throws(Raised) in
            let parameters = Function(arguments[0]).fields.pointee.typeParameters
            return parameters.isUnbound ? thread.machine.pointee.emptyTuple : parameters
        }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.tuple) else { throw thread.raise(.typeError, "__type_params__ must be set to a tuple") }
            Function(arguments[0]).fields.pointee.typeParameters = arguments[1]
            return .none
        })
    }
}

extension Code {
    /// How many variables of enclosing functions the code uses.
    var freeCount: Int { fields.pointee.freeCount }
}
