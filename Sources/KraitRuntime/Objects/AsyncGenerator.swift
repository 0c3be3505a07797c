/// `async_generator_asend`, `async_generator_athrow`: the awaitables that run an asynchronous generator to its next `yield`.
///
///     header | generator | what is sent, or the arguments of athrow | mode | state
///
/// A generator's own `yield` and the suspensions of what it awaits leave by the same instruction, whose flag tells them apart: the former ends the
/// awaitable, with the value in StopIteration; the latter go on to the event loop.
/// In CPython: Objects/genobject.c, asynchronous generators.
public struct AsyncStep: CellHandle {
    enum Mode: UInt8 { case send, `throw`, close }
    enum State: UInt8 { case new, iterating, closed }

    public struct Fields {
        public var header: ShapePointer
        public var generator: Value
        /// The value to send, or type, value and traceback to throw.
        public var first: Value
        public var second: Value
        public var third: Value
        var mode: Mode
        var state: State
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.asyncGeneratorStep, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4)
    })

    static func make(
        _ mode: Mode, _ generator: Value, _ thread: Thread, _ first: Value = .none, _ second: Value = .unbound, _ third: Value = .unbound
    ) throws(Raised) -> Value {
        let shapes = thread.machine.pointee.shapes
        let step = AsyncStep(cell: try thread.allocate(mode == .send ? shapes.asyncGeneratorSend : shapes.asyncGeneratorThrow, size: MemoryLayout<Fields>.size))
        step.fields.pointee.generator = generator
        step.fields.pointee.first = first
        step.fields.pointee.second = second
        step.fields.pointee.third = third
        step.fields.pointee.mode = mode
        step.fields.pointee.state = .new
        return step.value
    }

    var generator: Generator { Generator(fields.pointee.generator) }
}

// MARK: - Steps

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Sends to the awaitable: what it yields is for the event loop. It ends by StopIteration.
    func send(_ value: Value, toStep step: AsyncStep) throws(Raised) -> Value {
        let generator = step.generator
        begin(step)
        if step.fields.pointee.state == .closed { throw raiseReused(step) }
        if step.fields.pointee.mode != .send, generator.fields.pointee.state == .finished {
            step.fields.pointee.state = .closed
            throw raiseStopIteration(.none)
        }
        var sent = value
        if step.fields.pointee.state == .new {
            try checkNotRunning(step)
            if step.fields.pointee.mode != .send {
                if generator.fields.pointee.isClosed {
                    step.fields.pointee.state = .closed
                    throw raiseStopAsyncIteration()
                }
                if !value.isNone {
                    prepare(step)
                    throw raise(.runtimeError, "can't send non-None value to a just-started coroutine")
                }
                step.fields.pointee.state = .iterating
                generator.fields.pointee.isRunningAsync = true
                return try beginThrowing(step)
            }
            if value.isNone { sent = step.fields.pointee.first }
            step.fields.pointee.state = .iterating
        }
        generator.fields.pointee.isRunningAsync = true
        let outcome: SendResult
        do throws(Raised) {
            outcome = try driveAsync(generator, sending: sent)
        } catch {
            throw raiseEnd(step)
        }
        return try advance(step, outcome)
    }

    /// `athrow` and `aclose` begin by raising in the generator.
    private func beginThrowing(_ step: AsyncStep) throws(Raised) -> Value {
        let outcome: SendResult
        do throws(Raised) {
            var thrown = Thrown(step.fields.pointee.first, step.fields.pointee.second, step.fields.pointee.third)
            if step.fields.pointee.mode == .close {
                step.generator.fields.pointee.isClosed = true
                thrown = Thrown(machine.pointee.types.exceptions.generatorExit)
            }
            outcome = try throwInto(step.generator, thrown, closesOnExit: false)
        } catch {
            throw raiseEnd(step)
        }
        return try advance(step, outcome)
    }

    /// `throw` of the awaitable.
    func throwInto(_ step: AsyncStep, _ thrown: Thrown) throws(Raised) -> Value {
        begin(step)
        if step.fields.pointee.state == .closed { throw raiseReused(step) }
        if step.fields.pointee.state == .new {
            try checkNotRunning(step)
            step.fields.pointee.state = .iterating
            step.generator.fields.pointee.isRunningAsync = true
        }
        let outcome: SendResult
        do throws(Raised) {
            outcome = try throwInto(step.generator, thrown)
        } catch {
            throw raiseEnd(step)
        }
        return try advance(step, outcome)
    }

    /// `close` of the awaitable.
    func close(_ step: AsyncStep) throws(Raised) -> Value {
        if step.fields.pointee.state == .closed { return .none }
        let exceptions = machine.pointee.types.exceptions
        do throws(Raised) {
            _ = try throwInto(step, Thrown(exceptions.generatorExit))
        } catch {
            for type in [exceptions.stopIteration, exceptions.stopAsyncIteration, exceptions.generatorExit] {
                if try takeException(matching: type) { return .none }
            }
            throw error
        }
        throw raise(.runtimeError, "coroutine ignored GeneratorExit")
    }

    /// What the generator did: awaits go on to the event loop, its own `yield` ends the step.
    private func advance(_ step: AsyncStep, _ result: SendResult) throws(Raised) -> Value {
        let generator = step.generator
        switch result {
        case .yielded(let value):
            if generator.isAwaiting { return value }
            generator.fields.pointee.isRunningAsync = false
            step.fields.pointee.state = .closed
            if step.fields.pointee.mode == .close { throw raise(.runtimeError, "async generator ignored GeneratorExit") }
            throw raiseStopIteration(value)
        case .returned:
            _ = raiseStopAsyncIteration()
            throw raiseEnd(step)
        }
    }

    /// The generator ended with the pending exception.
    private func raiseEnd(_ step: AsyncStep) -> Raised {
        let generator = step.generator, exceptions = machine.pointee.types.exceptions
        generator.fields.pointee.isRunningAsync = false
        step.fields.pointee.state = .closed
        guard pointee.stop == nil else { return Raised() }
        let isEnd = matches(pointee.exception, exceptions.stopAsyncIteration) || matches(pointee.exception, exceptions.generatorExit)
        if isEnd {
            generator.fields.pointee.isClosed = true
            if step.fields.pointee.mode == .close {
                pointee.exception = .unbound
                return raiseStopIteration(.none)
            }
        }
        return Raised()
    }

    /// Sends to the generator itself: its end is told as a value.
    private func driveAsync(_ generator: Generator, sending value: Value) throws(Raised) -> SendResult {
        if generator.fields.pointee.state == .finished { return .returned(.none) }
        return try drive(generator, sending: value)
    }

    private func checkNotRunning(_ step: AsyncStep) throws(Raised) {
        guard step.generator.fields.pointee.isRunningAsync else { return }
        step.fields.pointee.state = .closed
        let method: String
        switch step.fields.pointee.mode {
        case .send: method = "anext"
        case .throw: method = "athrow"
        case .close: method = "aclose"
        }
        throw raise(.runtimeError, "\(method)(): asynchronous generator is already running")
    }

    private func raiseReused(_ step: AsyncStep) -> Raised {
        raise(.runtimeError, step.fields.pointee.mode == .send ? "cannot reuse already awaited __anext__()/asend()" : "cannot reuse already awaited aclose()/athrow()")
    }

    func raiseStopAsyncIteration() -> Raised {
        do throws(Raised) {
            return raise(try makeException(Type(machine.pointee.types.exceptions.stopAsyncIteration), arguments: Tuple(machine.pointee.emptyTuple)))
        } catch {
            return error
        }
    }

    /// Calls the hooks of `sys.set_asyncgen_hooks` before the generator is first iterated.
    private func callHooks(_ generator: Generator) throws(Raised) {
        if generator.fields.pointee.isHooked { return }
        generator.fields.pointee.isHooked = true
        if !pointee.asyncFinalizer.isNone {
            generator.fields.pointee.extra = pointee.asyncFinalizer
            watch(generator)
        }
        if !pointee.asyncFirstIteration.isNone { _ = try call(pointee.asyncFirstIteration, generator.value) }
    }
}

extension Generator {
    /// Suspended by something that it awaits, not by a `yield` of its own.
    var isAwaiting: Bool { (fields.pointee.pc - 1).pointee.cache & YieldFlag.delegates != 0 }
}

// MARK: - Python classes

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineAsyncGenerators() throws(Raised) {
        try define(\.asyncGenerator, "async_generator", shape: \.asyncGenerator, layout: Generator.asyncLayout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__aiter__", "($self, /)", "Return the generator itself.") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__anext__", "($self, /)", "Return an awaitable for the next value.") { thread, arguments throws(Raised) in
                let step = try thread.nextStep(of: arguments[0])
                thread.prepare(AsyncStep(step))
                return step
            }
            try builder.method("asend", "($self, value, /)", "Return an awaitable that sends a value and gives the next one.") { thread, arguments throws(Raised) in
                try thread.callHooks(Generator(arguments[0]))
                return try thread.makeStep(.send, arguments, arguments[1])
            }
            try builder.method("athrow", "($self, type, value=None, traceback=None, /)", "Return an awaitable that raises an exception where the generator waits.") { thread, arguments throws(Raised) in
                if !arguments[2].isUnbound || !arguments[3].isUnbound {
                    try thread.warn(.deprecationWarning, "the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.")
                }
                try thread.callHooks(Generator(arguments[0]))
                return try thread.makeStep(.throw, arguments, arguments[1], arguments[2], arguments[3])
            }
            try builder.method("aclose", "($self, /)", "Return an awaitable that closes the generator.") { thread, arguments throws(Raised) in
                try thread.callHooks(Generator(arguments[0]))
                return try thread.makeStep(.close, arguments, .none)
            }
            try defineNames(builder)
            try builder.property("ag_running", "whether it is running", get: { thread, arguments throws(Raised) in
                Value(Generator(arguments[0]).fields.pointee.isRunningAsync)
            })
            try builder.property("ag_suspended", "whether it is suspended", get: { thread, arguments throws(Raised) in Generator(arguments[0]).isSuspended })
            try builder.property("ag_code", "its code object", get: { thread, arguments throws(Raised) in Generator(arguments[0]).codeObject })
            try builder.property("ag_frame", "its frame", get: { thread, arguments throws(Raised) in try thread.frame(of: Generator(arguments[0])) })
            try builder.property("ag_await", "what it waits for", get: { thread, arguments throws(Raised) in Generator(arguments[0]).delegate ?? .none })
        }
        try define(
            \.asyncGeneratorSend, "async_generator_asend", shape: \.asyncGeneratorSend, layout: AsyncStep.layout, flags: [.cannotInstantiate], defineStep)
        try define(
            \.asyncGeneratorThrow, "async_generator_athrow", shape: \.asyncGeneratorThrow, layout: AsyncStep.layout, flags: [.cannotInstantiate], defineStep)
        try defineAnextAwaitable()
    }

    private func defineStep(_ builder: NativeBuilder) throws(Raised) {
        for name in ["__iter__", "__await__"] as [StaticString] {
            try builder.method(name, "($self, /)", "Return the awaitable itself.") { thread, arguments throws(Raised) in arguments[0] }
        }
        try builder.method("__next__", "($self, /)", "Go on until the next suspension.") { thread, arguments throws(Raised) in
            try thread.send(.none, toStep: AsyncStep(arguments[0]))
        }
        try builder.method("send", "($self, value, /)", "Go on with a value.") { thread, arguments throws(Raised) in
            try thread.send(arguments[1], toStep: AsyncStep(arguments[0]))
        }
        try builder.method("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception where the generator waits.") { thread, arguments throws(Raised) in
            if !arguments[2].isUnbound || !arguments[3].isUnbound { try thread.warnOfThrowSignature() }
            let step = AsyncStep(arguments[0])
            if step.fields.pointee.state == .closed { throw thread.raiseReused(step) }
            return try thread.throwInto(step, Thrown(arguments))
        }
        try builder.method("close", "($self, /)", "Raise GeneratorExit where the generator waits.") { thread, arguments throws(Raised) in
            try thread.close(AsyncStep(arguments[0]))
        }
        try builder.method("__del__", "($self, /)", "What happens to an awaitable that nobody refers to.") { thread, arguments throws(Raised) in
            try thread.finalize(AsyncStep(arguments[0]))
            return .none
        }
    }

    /// A step that a program asked for: it must be awaited.
    private func makeStep(
        _ mode: AsyncStep.Mode, _ arguments: Arguments, _ first: Value, _ second: Value = .unbound, _ third: Value = .unbound
    ) throws(Raised) -> Value {
        let step = try AsyncStep.make(mode, arguments[0], self, first, second, third)
        prepare(AsyncStep(step))
        return step
    }

    /// `__anext__` of an asynchronous generator.
    func nextStep(of generator: Value) throws(Raised) -> Value {
        try callHooks(Generator(generator))
        return try AsyncStep.make(.send, generator, self)
    }
}

// MARK: - anext with a default

/// `anext_awaitable`: the awaitable of `anext(iterator, default)`.
///
///     header | what is awaited | default
public struct AnextAwaitable: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var awaitable: Value
        public var defaultValue: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func defineAnextAwaitable() throws(Raised) {
        try define(
            \.anextAwaitable, "anext_awaitable", shape: \.anextAwaitable, layout: AnextAwaitable.layout, flags: [.cannotInstantiate]
        ) { builder throws(Raised) in
            for name in ["__iter__", "__await__"] as [StaticString] {
                try builder.method(name, "($self, /)", "Return the awaitable itself.") { thread, arguments throws(Raised) in arguments[0] }
            }
            try builder.method("__next__", "($self, /)", "Go on until the next suspension.") { thread, arguments throws(Raised) in
                try thread.withDefault(AnextAwaitable(arguments[0])) { iterator throws(Raised) in
                    switch try thread.send(.none, to: iterator) {
                    case .yielded(let value): return value
                    case .returned(let value): throw thread.raiseStopIteration(value)
                    }
                }
            }
            try builder.method("send", "($self, value, /)", "Go on with a value.") { thread, arguments throws(Raised) in
                try thread.withDefault(AnextAwaitable(arguments[0])) { iterator throws(Raised) in
                    try thread.call(try thread.getAttribute(iterator, thread.name(.send)), arguments[1])
                }
            }
            try builder.method("throw", "($self, type, value=None, traceback=None, /)", "Raise an exception in what is awaited.") { thread, arguments throws(Raised) in
                try thread.withDefault(AnextAwaitable(arguments[0])) { iterator throws(Raised) in
                    let method = try thread.getAttribute(iterator, thread.name(.throw))
                    if arguments[2].isUnbound { return try thread.call(method, arguments[1]) }
                    return try thread.call(method, arguments[1], arguments[2], arguments[3].isUnbound ? .none : arguments[3])
                }
            }
            try builder.method("close", "($self, /)", "Close what is awaited.") { thread, arguments throws(Raised) in
                try thread.withDefault(AnextAwaitable(arguments[0])) { iterator throws(Raised) in
                    try thread.call(try thread.getAttribute(iterator, thread.name(.close)))
                }
            }
        }
    }

    /// Runs a step of what is awaited; its StopAsyncIteration becomes the default.
    private func withDefault(_ awaitable: AnextAwaitable, _ step: (Value) throws(Raised) -> Value) throws(Raised) -> Value {
        var iterator = try awaitableIterator(awaitable.fields.pointee.awaitable)
        if iterator.is(.coroutine) { iterator = try callSpecial(iterator.type(self)[.await], iterator) }
        do throws(Raised) {
            return try step(iterator)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.stopAsyncIteration) else { throw error }
            throw raiseStopIteration(awaitable.fields.pointee.defaultValue)
        }
    }

    /// The built-in functions `aiter` and `anext`.
    func defineAsyncFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("aiter", "(async_iterable, /)", "Return the asynchronous iterator of an object.") { thread, arguments throws(Raised) in
            try thread.asyncIteratorOrRaise(of: arguments[0])
        }
        try builder.method("anext", "(aiterator, default=<unrepresentable>, /)", "Return an awaitable for the next item, or the default at the end.") { thread, arguments throws(Raised) in
            try thread.asyncNext(arguments[0], default: arguments[1])
        }
    }

    /// `aiter(object)`.
    private func asyncIteratorOrRaise(of object: Value) throws(Raised) -> Value {
        let method = object.type(self)[.asyncIterate]
        if method.isUnbound || method.isNone { throw raise(.typeError, "'\(object.type(self).name)' object is not an async iterable") }
        let iterator = try callSpecial(method, object)
        if iterator.type(self)[.asyncNext].isUnbound {
            throw raise(.typeError, "aiter() returned not an async iterator of type '\(iterator.type(self).name)'")
        }
        return iterator
    }

    /// `anext(iterator, default)`.
    private func asyncNext(_ iterator: Value, default defaultValue: Value) throws(Raised) -> Value {
        let method = iterator.type(self)[.asyncNext]
        if method.isUnbound || method.isNone { throw raise(.typeError, "'\(iterator.type(self).name)' object is not an async iterator") }
        let awaitable = try callSpecial(method, iterator)
        if defaultValue.isUnbound { return awaitable }
        let result = AnextAwaitable(cell: try allocate(machine.pointee.shapes.anextAwaitable, size: AnextAwaitable.layout.size))
        result.fields.pointee.awaitable = awaitable
        result.fields.pointee.defaultValue = defaultValue
        return result.value
    }
}
