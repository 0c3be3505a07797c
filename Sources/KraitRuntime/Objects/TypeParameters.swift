/// `typing.TypeVar`, `ParamSpec`, `TypeVarTuple` and `TypeAliasType`: what type parameter lists and `type` statements make (PEP 695, PEP 696).
///
///     header | name | bound or value | constraints | default | lazy parts … | variance | attributes
///
/// Bounds, constraints, defaults and values of aliases written in source are functions that run when someone asks.
/// In CPython: Objects/typevarobject.c.
public struct TypeParameter: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        /// The bound, or the value of an alias; unbound until it is computed.
        public var bound: Value
        /// A tuple; of an alias the type parameters.
        public var constraints: Value
        /// `typing.NoDefault` is unbound here.
        public var `default`: Value
        /// Functions that compute the above; None once they ran, or if there is none.
        public var boundFunction: Value
        public var constraintsFunction: Value
        public var defaultFunction: Value
        /// Bits: covariant 1, contravariant 2, inferred 4.
        public var variance: Value
        public var module: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let valueCount = 9
    static let layout = Layout(.typeVariable, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: valueCount)
    })

    /// A new parameter with everything empty.
    fileprivate static func make(_ type: Value, name: Value, _ thread: Thread) throws(Raised) -> TypeParameter {
        let parameter = TypeParameter(try thread.makeInstance(of: Type(type)))
        let fields = parameter.fields
        fields.pointee.name = name
        fields.pointee.bound = .none
        fields.pointee.constraints = thread.machine.pointee.emptyTuple
        fields.pointee.default = .unbound
        fields.pointee.boundFunction = .none
        fields.pointee.constraintsFunction = .none
        fields.pointee.defaultFunction = .none
        fields.pointee.variance = Value(smallInt: 0)
        fields.pointee.module = thread.callerModule
        return parameter
    }
}

// MARK: - What the bytecode makes

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `[T]`, `[T: bound]`, `[T: (a, b)]`: bound and constraints are functions that compute them.
    func makeTypeVariable(name: Value, bound: Value, constraints: Value) throws(Raised) -> Value {
        let variable = try TypeParameter.make(machine.pointee.types.typeVariable, name: name, self)
        variable.fields.pointee.variance = Value(smallInt: 4)
        if !bound.isUnbound { variable.fields.pointee.boundFunction = bound }
        if !constraints.isUnbound { variable.fields.pointee.constraintsFunction = constraints }
        return variable.value
    }

    /// `[**P]`.
    func makeParameterSpecification(name: Value) throws(Raised) -> Value {
        let parameter = try TypeParameter.make(machine.pointee.types.parameterSpecification, name: name, self)
        parameter.fields.pointee.variance = Value(smallInt: 4)
        return parameter.value
    }

    /// `[*Ts]`.
    func makeTypeVariableTuple(name: Value) throws(Raised) -> Value {
        try TypeParameter.make(machine.pointee.types.typeVariableTuple, name: name, self).value
    }

    /// `[T = default]`: the default is a function that computes it.
    func setTypeParameterDefault(_ parameter: Value, _ function: Value) throws(Raised) -> Value {
        guard parameter.is(.typeVariable) else { throw raise(.systemError, "SET_TYPEPARAM_DEFAULT needs a type parameter") }
        TypeParameter(parameter).fields.pointee.defaultFunction = function
        return parameter
    }

    /// `type name[parameters] = value`: name, parameters or None, and a function that computes the value.
    func makeTypeAlias(_ parts: Value) throws(Raised) -> Value {
        guard parts.is(.tuple), Tuple(parts).count == 3 else { throw raise(.systemError, "TYPEALIAS needs a tuple of three") }
        let alias = try TypeParameter.make(machine.pointee.types.typeAlias, name: Tuple(parts)[0], self)
        if Tuple(parts)[1].is(.tuple) { alias.fields.pointee.constraints = Tuple(parts)[1] }
        alias.fields.pointee.boundFunction = Tuple(parts)[2]
        return alias.value
    }

    /// `class C[T]`: the base `typing.Generic[T]`.
    func subscriptGeneric(_ parameters: Value) throws(Raised) -> Value {
        guard parameters.is(.tuple) else { throw raise(.systemError, "SUBSCRIPT_GENERIC needs a tuple") }
        return try callTyping("_GenericAlias", machine.pointee.types.generic, try unpackVariableTuples(Tuple(parameters)).value)
    }

    /// Type parameters with each `*Ts` as `Unpack[Ts]`.
    private func unpackVariableTuples(_ parameters: Tuple) throws(Raised) -> Tuple {
        let result = try Tuple.allocate(count: parameters.count, self)
        for index in 0..<parameters.count {
            let parameter = parameters[index]
            let isTuple = parameter.isCell && parameter.shape.pointee.type == machine.pointee.types.typeVariableTuple
            result.base[index] = isTuple ? try unpack(parameter) : parameter
        }
        return result
    }

    private func unpack(_ parameter: Value) throws(Raised) -> Value {
        try getItem(try getAttribute(try importTyping(), try intern("Unpack").value), parameter)
    }

    private func importTyping() throws(Raised) -> Value {
        try importName(try intern("typing").value, names: .none, level: Value(smallInt: 0))
    }

    /// Calls a function of the module `typing`: the parts of generics that are written in Python.
    private func callTyping(_ function: String, _ arguments: Value...) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: arguments.count, self)
        for (index, value) in arguments.enumerated() { tuple.base[index] = value }
        return try callTyping(function, tuple, keywords: .unbound)
    }

    private func callTyping(_ function: String, _ arguments: Tuple, keywords: Value) throws(Raised) -> Value {
        let callee = try getAttribute(try importTyping(), try intern(function).value)
        return try withSpread(arguments, keywords: keywords) { sorted, names throws(Raised) in try call(callee, sorted, keywordNames: names) }
    }

    /// `__module__` of the running function.
    fileprivate var callerModule: Value {
        let function = pointee.activation.pointee.function
        return function.is(.function) ? Function(function).fields.pointee.module : .none
    }
}

// MARK: - Parts that are computed on demand

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func bound(of parameter: TypeParameter) throws(Raised) -> Value {
        let function = parameter.fields.pointee.boundFunction
        if !function.isNone {
            parameter.fields.pointee.bound = try call(function)
            parameter.fields.pointee.boundFunction = .none
        }
        return parameter.fields.pointee.bound
    }

    private func constraints(of parameter: TypeParameter) throws(Raised) -> Value {
        let function = parameter.fields.pointee.constraintsFunction
        if !function.isNone {
            parameter.fields.pointee.constraints = try call(function)
            parameter.fields.pointee.constraintsFunction = .none
        }
        return parameter.fields.pointee.constraints
    }

    private func `default`(of parameter: TypeParameter) throws(Raised) -> Value {
        let function = parameter.fields.pointee.defaultFunction
        if !function.isNone {
            parameter.fields.pointee.default = try call(function)
            parameter.fields.pointee.defaultFunction = .none
        }
        let value = parameter.fields.pointee.default
        return value.isUnbound ? machine.pointee.types.noDefault : value
    }

    fileprivate func varianceName(of parameter: Value) throws(Raised) -> Value {
        let fields = TypeParameter(parameter).fields
        let variance = fields.pointee.variance.smallInt
        if variance & 4 != 0 { return fields.pointee.name }
        return try Str.make((variance & 1 != 0 ? "+" : variance & 2 != 0 ? "-" : "~") + Str(fields.pointee.name).text, self).value
    }

    /// A tuple of arguments for a type parameter that got none: its default, if it is the next in turn.
    fileprivate func addDefault(of parameter: Value, _ alias: Value, _ arguments: Value) throws(Raised) -> Value {
        let parameters = try getAttribute(alias, name(.dunderParameters))
        let index = try self.index(try call(try getAttribute(parameters, try intern("index").value), parameter))
        let count = try length(arguments)
        if index < count { return arguments }
        if index == count {
            let value = try `default`(of: TypeParameter(parameter))
            if value != machine.pointee.types.noDefault {
                let rest = try Tuple.allocate(count: 1, self)
                rest.base[0] = value
                return try binary(.add, arguments, rest.value)
            }
        }
        throw raise(.typeError, "Too few arguments for \(Str(try str(alias)).text); actual \(count), expected at least \(index &+ 1)")
    }

    fileprivate func checkName(_ function: String, _ name: Value) throws(Raised) {
        if !name.is(.str) { throw raise(.typeError, "\(function)() argument 'name' must be str, not \(name.type(self).name)") }
    }

    fileprivate func variance(_ covariant: Value, _ contravariant: Value, _ inferred: Value) throws(Raised) -> Value {
        let isCovariant = covariant.isUnbound ? false : try isTrue(covariant)
        let isContravariant = contravariant.isUnbound ? false : try isTrue(contravariant)
        let isInferred = inferred.isUnbound ? false : try isTrue(inferred)
        if isCovariant && isContravariant { throw raise(.valueError, "Bivariant types are not supported.") }
        if isInferred && (isCovariant || isContravariant) { throw raise(.valueError, "Variance cannot be specified with infer_variance.") }
        return Value(smallInt: (isCovariant ? 1 : 0) | (isContravariant ? 2 : 0) | (isInferred ? 4 : 0))
    }
}

// MARK: - The classes

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineTypeParameters() throws(Raised) {
        try defineNoDefault()
        try defineTypeVariable()
        try defineParameterSpecification()
        try defineTypeVariableTuple()
        try defineTypeAlias()
        try defineGeneric()
    }

    private func defineNoDefault() throws(Raised) {
        let type = try makeBuiltinType("typing.NoDefaultType", base: Type(machine.pointee.types.object)) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)") { thread, arguments throws(Raised) in
                if Tuple(arguments[1]).count > 0 || !arguments[2].isUnbound { throw thread.raise(.typeError, "NoDefaultType takes no arguments") }
                return thread.machine.pointee.types.noDefault
            }
            try builder.doc("The class of NoDefault.")
            try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in try Str.make("typing.NoDefault", thread).value }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in try Str.make("NoDefault", thread).value }
        }
        machine.pointee.types.noDefault = try makeInstance(of: type)
    }

    /// What type variables and parameter specifications have in common.
    private func defineCommon(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__name__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.name })
        try builder.property("__default__", "The default of the type parameter.", get: { thread, arguments throws(Raised) in
            try thread.`default`(of: TypeParameter(arguments[0]))
        })
        try builder.method("has_default", "($self, /)", "Whether there is a default.") { thread, arguments throws(Raised) in
            let fields = TypeParameter(arguments[0]).fields
            return Value(!fields.pointee.default.isUnbound || !fields.pointee.defaultFunction.isNone)
        }
        try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.name }
        try builder.method("__mro_entries__", "($self, bases, /)") { thread, arguments throws(Raised) in
            throw thread.raise(.typeError, "Cannot subclass an instance of \(Type.lastPart(arguments[0].type(thread).name))")
        }
        try builder.property("__module__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.module }, set: { thread, arguments throws(Raised) in
            TypeParameter(arguments[0]).fields.pointee.module = arguments[1].isUnbound ? .none : arguments[1]
            return .none
        })
    }

    private func defineVariance(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__bound__", get: { thread, arguments throws(Raised) in try thread.bound(of: TypeParameter(arguments[0])) })
        try builder.property("__covariant__", get: { thread, arguments throws(Raised) in
            Value(TypeParameter(arguments[0]).fields.pointee.variance.smallInt & 1 != 0)
        })
        try builder.property("__contravariant__", get: { thread, arguments throws(Raised) in
            Value(TypeParameter(arguments[0]).fields.pointee.variance.smallInt & 2 != 0)
        })
        try builder.property("__infer_variance__", get: { thread, arguments throws(Raised) in
            Value(TypeParameter(arguments[0]).fields.pointee.variance.smallInt & 4 != 0)
        })
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try thread.varianceName(of: arguments[0]) }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
            try thread.callTyping("_make_union", arguments[0], arguments[1])
        }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
            try thread.callTyping("_make_union", arguments[1], arguments[0])
        }
    }

    private func defineTypeVariable() throws(Raised) {
        try define(\.typeVariable, "typing.TypeVar", layout: TypeParameter.layout, flags: [.hasWeakReferences], hasAttributes: true) { builder throws(Raised) in
            try builder.staticMethod(
                "__new__", "($type, name, *constraints, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
                "Make an instance."
            ) { thread, arguments throws(Raised) in
                try thread.checkName("typevar", arguments[1])
                let variance = try thread.variance(arguments[5], arguments[6], arguments[7])
                var bound = arguments[3]
                if bound.isUnbound { bound = .none }
                if !bound.isNone { bound = try thread.callTyping("_type_check", bound, try Str.make("Bound must be a type.", thread).value) }
                let constraints = Tuple(arguments[2])
                if constraints.count == 1 { throw thread.raise(.typeError, "A single constraint is not allowed") }
                if constraints.count > 0, !bound.isNone { throw thread.raise(.typeError, "Constraints cannot be combined with bound=...") }
                let variable = try TypeParameter.make(arguments[0], name: arguments[1], thread)
                variable.fields.pointee.bound = bound
                variable.fields.pointee.constraints = constraints.value
                variable.fields.pointee.default = arguments[4] == thread.machine.pointee.types.noDefault ? .unbound : arguments[4]
                variable.fields.pointee.variance = variance
                return variable.value
            }
            try defineCommon(builder)
            try defineVariance(builder)
            try builder.property("__constraints__", get: { thread, arguments throws(Raised) in try thread.constraints(of: TypeParameter(arguments[0])) })
            try builder.method("__typing_subst__", "($self, arg, /)") { thread, arguments throws(Raised) in
                try thread.callTyping("_typevar_subst", arguments[0], arguments[1])
            }
            try builder.method("__typing_prepare_subst__", "($self, alias, args, /)") { thread, arguments throws(Raised) in
                try thread.addDefault(of: arguments[0], arguments[1], arguments[2])
            }
        }
    }

    private func defineParameterSpecification() throws(Raised) {
        try define(\.parameterSpecification, "typing.ParamSpec", layout: TypeParameter.layout, flags: [.hasWeakReferences], hasAttributes: true) { builder throws(Raised) in
            try builder.staticMethod(
                "__new__", "($type, name, *, bound=None, default=typing.NoDefault, covariant=False, contravariant=False, infer_variance=False)",
                "Make an instance."
            ) { thread, arguments throws(Raised) in
                try thread.checkName("paramspec", arguments[1])
                let variance = try thread.variance(arguments[4], arguments[5], arguments[6])
                var bound = arguments[2]
                if bound.isUnbound { bound = .none }
                if !bound.isNone { bound = try thread.callTyping("_type_check", bound, try Str.make("Bound must be a type.", thread).value) }
                let parameter = try TypeParameter.make(arguments[0], name: arguments[1], thread)
                parameter.fields.pointee.bound = bound
                parameter.fields.pointee.default = arguments[3] == thread.machine.pointee.types.noDefault ? .unbound : arguments[3]
                parameter.fields.pointee.variance = variance
                return parameter.value
            }
            try defineCommon(builder)
            try defineVariance(builder)
            try builder.property("args", "Represents positional arguments.", get: { thread, arguments throws(Raised) in
                let part = try TypeParameter.make(thread.machine.pointee.types.parameterSpecificationArguments, name: .none, thread)
                part.fields.pointee.bound = arguments[0]
                return part.value
            })
            try builder.property("kwargs", "Represents keyword arguments.", get: { thread, arguments throws(Raised) in
                let part = try TypeParameter.make(thread.machine.pointee.types.parameterSpecificationKeywords, name: .none, thread)
                part.fields.pointee.bound = arguments[0]
                return part.value
            })
            try builder.method("__typing_subst__", "($self, arg, /)") { thread, arguments throws(Raised) in
                try thread.callTyping("_paramspec_subst", arguments[0], arguments[1])
            }
            try builder.method("__typing_prepare_subst__", "($self, alias, args, /)") { thread, arguments throws(Raised) in
                try thread.callTyping("_paramspec_prepare_subst", arguments[0], arguments[1], arguments[2])
            }
        }
        for (path, name) in [
            (\Types.parameterSpecificationArguments, "typing.ParamSpecArgs"), (\Types.parameterSpecificationKeywords, "typing.ParamSpecKwargs"),
        ] {
            try define(path, name, layout: TypeParameter.layout, flags: [.hasWeakReferences]) { builder throws(Raised) in
                try builder.staticMethod("__new__", "($type, origin)", "Make an instance.") { thread, arguments throws(Raised) in
                    let part = try TypeParameter.make(arguments[0], name: .none, thread)
                    part.fields.pointee.bound = arguments[1]
                    return part.value
                }
                try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                    let origin = TypeParameter(arguments[0]).fields.pointee.bound
                    let isParameter = origin.isCell && origin.shape.pointee.type == thread.machine.pointee.types.parameterSpecification
                    let text = isParameter ? Str(TypeParameter(origin).fields.pointee.name).text : Str(try thread.repr(origin)).text
                    let isArguments = arguments[0].type(thread).value == thread.machine.pointee.types.parameterSpecificationArguments
                    return try Str.make(text + (isArguments ? ".args" : ".kwargs"), thread).value
                }
                try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                    guard arguments[1].type(thread) == arguments[0].type(thread) else { return .notImplemented }
                    return try thread.compare(.equal, TypeParameter(arguments[0]).fields.pointee.bound, TypeParameter(arguments[1]).fields.pointee.bound)
                }
                try builder.set("__hash__", .none)
                try builder.method("__mro_entries__", "($self, bases, /)") { thread, arguments throws(Raised) in
                    throw thread.raise(.typeError, "Cannot subclass an instance of \(Type.lastPart(arguments[0].type(thread).name))")
                }
                try builder.property("__origin__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.bound })
            }
        }
    }

    private func defineTypeVariableTuple() throws(Raised) {
        try define(\.typeVariableTuple, "typing.TypeVarTuple", layout: TypeParameter.layout, flags: [.hasWeakReferences], hasAttributes: true) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, name, *, default=typing.NoDefault)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.checkName("typevartuple", arguments[1])
                let parameter = try TypeParameter.make(arguments[0], name: arguments[1], thread)
                parameter.fields.pointee.default = arguments[2] == thread.machine.pointee.types.noDefault ? .unbound : arguments[2]
                return parameter.value
            }
            try defineCommon(builder)
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                TypeParameter(arguments[0]).fields.pointee.name
            }
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
                let single = try Tuple.allocate(count: 1, thread)
                single.base[0] = try thread.unpack(arguments[0])
                return try thread.iterator(of: single.value)
            }
            try builder.method("__typing_subst__", "($self, arg, /)") { thread, arguments throws(Raised) in
                throw thread.raise(.typeError, "Substitution of bare TypeVarTuple is not supported")
            }
            try builder.method("__typing_prepare_subst__", "($self, alias, args, /)") { thread, arguments throws(Raised) in
                try thread.callTyping("_typevartuple_prepare_subst", arguments[0], arguments[1], arguments[2])
            }
        }
    }

    private func defineTypeAlias() throws(Raised) {
        try define(\.typeAlias, "typing.TypeAliasType", layout: TypeParameter.layout, flags: [.hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, name, value, *, type_params=())", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.checkName("typealias", arguments[1])
                if !arguments[3].isUnbound, !arguments[3].is(.tuple) { throw thread.raise(.typeError, "type_params must be a tuple") }
                let alias = try TypeParameter.make(arguments[0], name: arguments[1], thread)
                alias.fields.pointee.bound = arguments[2]
                if arguments[3].is(.tuple) { alias.fields.pointee.constraints = arguments[3] }
                return alias.value
            }
            try builder.property("__name__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.name })
            try builder.property("__module__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.module })
            try builder.property("__value__", get: { thread, arguments throws(Raised) in try thread.bound(of: TypeParameter(arguments[0])) })
            try builder.property("__type_params__", get: { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.constraints })
            try builder.property("__parameters__", get: { thread, arguments throws(Raised) in
                try thread.unpackVariableTuples(Tuple(TypeParameter(arguments[0]).fields.pointee.constraints)).value
            })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                TypeParameter(arguments[0]).fields.pointee.name
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                if Tuple(TypeParameter(arguments[0]).fields.pointee.constraints).count == 0 {
                    throw thread.raise(.typeError, "Only generic type aliases are subscriptable")
                }
                return try GenericAlias.make(arguments[0], arguments[1], thread)
            }
            try builder.method("__or__", "($self, value, /)", "Return self|value.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[0], arguments[1])
            }
            try builder.method("__ror__", "($self, value, /)", "Return value|self.") { thread, arguments throws(Raised) in
                try thread.unionOfTypes(arguments[1], arguments[0])
            }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in TypeParameter(arguments[0]).fields.pointee.name }
        }
    }

    private func defineGeneric() throws(Raised) {
        try define(\.generic, "typing.Generic", flags: [.isBaseType]) { builder throws(Raised) in
            try builder.classMethod("__class_getitem__", "($type, /, *args, **kwargs)", "Parameterizes a generic class.") { thread, arguments throws(Raised) in
                try thread.callTyping("_generic_class_getitem", try thread.prepending(arguments[0], to: arguments[1]), keywords: arguments[2])
            }
            try builder.classMethod("__init_subclass__", "($type, /, *args, **kwargs)", "Prepares a generic subclass.") { thread, arguments throws(Raised) in
                try thread.callTyping("_generic_init_subclass", try thread.prepending(arguments[0], to: arguments[1]), keywords: arguments[2])
            }
        }
    }

    /// A tuple with one more item in front.
    func prepending(_ first: Value, to rest: Value) throws(Raised) -> Tuple {
        let count = rest.is(.tuple) ? Tuple(rest).count : 0
        let tuple = try Tuple.allocate(count: count + 1, self)
        tuple.base[0] = first
        if count > 0 { (tuple.base + 1).update(from: Tuple(rest).base, count: count) }
        return tuple
    }

    /// The module `_typing`, from which `typing` takes what is defined here.
    func defineTypingModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("_idfunc", "(x, /)", "Return the argument.") { thread, arguments throws(Raised) in arguments[0] }
        let types = machine.pointee.types
        try builder.set("TypeVar", types.typeVariable)
        try builder.set("ParamSpec", types.parameterSpecification)
        try builder.set("TypeVarTuple", types.typeVariableTuple)
        try builder.set("ParamSpecArgs", types.parameterSpecificationArguments)
        try builder.set("ParamSpecKwargs", types.parameterSpecificationKeywords)
        try builder.set("TypeAliasType", types.typeAlias)
        try builder.set("Generic", types.generic)
        try builder.set("NoDefault", types.noDefault)
    }
}
