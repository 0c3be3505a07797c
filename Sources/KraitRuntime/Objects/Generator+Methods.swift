// What Python sees of generators and coroutines: their methods and attributes.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineGenerators() throws(Raised) {
        try define(\.generator, "generator", shape: \.generator, layout: Generator.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Return the generator itself.") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Go on until the next yield.") { thread, arguments throws(Raised) in
                try thread.nextOfGenerator(Generator(arguments[0]))
            }
            try defineCommonMethods(builder)
            try builder.property("gi_running", "whether it is running", get: { thread, arguments throws(Raised) in Generator(arguments[0]).isRunning })
            try builder.property("gi_suspended", "whether it is suspended", get: { thread, arguments throws(Raised) in Generator(arguments[0]).isSuspended })
            try builder.property("gi_code", "its code object", get: { thread, arguments throws(Raised) in Generator(arguments[0]).codeObject })
            try builder.property("gi_frame", "its frame", get: { thread, arguments throws(Raised) in try thread.frame(of: Generator(arguments[0])) })
            try builder.property("gi_yieldfrom", "the iterator that it yields from", get: { thread, arguments throws(Raised) in
                Generator(arguments[0]).delegate ?? .none
            })
        }
        try define(\.coroutine, "coroutine", shape: \.coroutine, layout: Generator.coroutineLayout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__await__", "($self, /)", "Return an iterator that runs the coroutine.") { thread, arguments throws(Raised) in
                let wrapper = CoroutineWrapper(cell: try thread.allocate(thread.machine.pointee.shapes.coroutineWrapper, size: CoroutineWrapper.layout.size))
                wrapper.fields.pointee.coroutine = arguments[0]
                return wrapper.value
            }
            try defineCommonMethods(builder)
            try builder.property("cr_running", "whether it is running", get: { thread, arguments throws(Raised) in Generator(arguments[0]).isRunning })
            try builder.property("cr_suspended", "whether it is suspended", get: { thread, arguments throws(Raised) in Generator(arguments[0]).isSuspended })
            try builder.property("cr_code", "its code object", get: { thread, arguments throws(Raised) in Generator(arguments[0]).codeObject })
            try builder.property("cr_frame", "its frame", get: { thread, arguments throws(Raised) in try thread.frame(of: Generator(arguments[0])) })
            try builder.property("cr_await", "what it waits for", get: { thread, arguments throws(Raised) in Generator(arguments[0]).delegate ?? .none })
            try builder.property("cr_origin", "where it was made", get: { thread, arguments throws(Raised) in Generator(arguments[0]).fields.pointee.extra })
        }
        try define(
            \.coroutineWrapper, "coroutine_wrapper", shape: \.coroutineWrapper, layout: CoroutineWrapper.layout, flags: [.cannotInstantiate]
        ) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Return the wrapper itself.") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Go on until the next suspension.") { thread, arguments throws(Raised) in
                try thread.nextOfGenerator(CoroutineWrapper(arguments[0]).coroutine)
            }
            try builder.method("send", "($self, object, /)", "Go on with a value.") { thread, arguments throws(Raised) in
                try thread.value(of: try thread.drive(CoroutineWrapper(arguments[0]).coroutine, sending: arguments[1]))
            }
            try builder.method("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception where the coroutine waits.") { thread, arguments throws(Raised) in
                try thread.throwMethod(CoroutineWrapper(arguments[0]).coroutine, arguments)
            }
            try builder.method("close", "($self, /)", "Raise GeneratorExit where the coroutine waits.") { thread, arguments throws(Raised) in
                try thread.close(CoroutineWrapper(arguments[0]).coroutine)
            }
        }
        try defineAsyncGenerators()
    }

    /// What generators and coroutines have in common.
    private func defineCommonMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("send", "($self, object, /)", "Go on with a value as the result of the yield.") { thread, arguments throws(Raised) in
            try thread.value(of: try thread.drive(Generator(arguments[0]), sending: arguments[1]))
        }
        try builder.method("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception where it waits.") { thread, arguments throws(Raised) in
            try thread.throwMethod(Generator(arguments[0]), arguments)
        }
        try builder.method("close", "($self, /)", "Raise GeneratorExit where it waits.") { thread, arguments throws(Raised) in
            try thread.close(Generator(arguments[0]))
        }
        try defineNames(builder)
    }

    /// Names, text and finalizer of generators of every kind.
    func defineNames(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("__name__", "name of the function", get: { thread, arguments throws(Raised) in Generator(arguments[0]).fields.pointee.name }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__name__ must be set to a string object") }
            Generator(arguments[0]).fields.pointee.name = arguments[1]
            return .none
        })
        try builder.property("__qualname__", "qualified name of the function", get: { thread, arguments throws(Raised) in Generator(arguments[0]).fields.pointee.qualifiedName }, set: { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__qualname__ must be set to a string object") }
            Generator(arguments[0]).fields.pointee.qualifiedName = arguments[1]
            return .none
        })
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let generator = Generator(arguments[0])
            let name = Str(generator.fields.pointee.qualifiedName).text
            return try Str.make("<\(arguments[0].type(thread).name) object \(name) at 0x\(thread.address(of: arguments[0]))>", thread).value
        }
        try builder.method("__del__", "($self, /)", "Close it; called when nobody refers to it any more.") { thread, arguments throws(Raised) in
            try thread.finalize(Generator(arguments[0]))
            return .none
        }
    }

    /// `__next__`: the value that is yielded; unbound at the end.
    func nextOfGenerator(_ generator: Generator) throws(Raised) -> Value {
        if generator.fields.pointee.state == .finished, generator.shape.pointee.kind != .coroutine { return .unbound }
        switch try drive(generator, sending: .none) {
        case .yielded(let value): return value
        case .returned(.none): return .unbound
        case .returned(let value): throw raiseStopIteration(value)
        }
    }

    /// What a method returns for a result: the value that was yielded, or it raises StopIteration with the one that was returned.
    func value(of result: SendResult) throws(Raised) -> Value {
        switch result {
        case .yielded(let value): return value
        case .returned(let value): throw raiseStopIteration(value)
        }
    }

    /// `throw(type, value, traceback)` with the arguments of the method.
    func throwMethod(_ generator: Generator, _ arguments: Arguments) throws(Raised) -> Value {
        if !arguments[2].isUnbound || !arguments[3].isUnbound { try warnOfThrowSignature() }
        return try value(of: try throwInto(generator, Thrown(arguments)))
    }

    func warnOfThrowSignature() throws(Raised) {
        try warn(.deprecationWarning, "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.")
    }
}

extension Generator {
    var isRunning: Value { Value(fields.pointee.state == .running) }
    var isSuspended: Value { Value(fields.pointee.state == .suspended) }
    var codeObject: Value { fields.pointee.code.pointee.codeObject }
}

/// `coroutine_wrapper`: what `coroutine.__await__()` returns, an iterator over a coroutine.
///
///     header | coroutine
public struct CoroutineWrapper: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var coroutine: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(CoroutineWrapper(cell: cell).fields.pointee.coroutine)
    })
    var coroutine: Generator { Generator(fields.pointee.coroutine) }
}
