// Driving generators from native code: `send`, `throw` and `close` (in CPython: `gen_send_ex2`, `_gen_throw`, `gen_close` of Objects/genobject.c).

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Sends a value. A generator that has ended raises StopIteration, a coroutine RuntimeError.
    func drive(_ generator: Generator, sending value: Value) throws(Raised) -> SendResult {
        guard canResume(generator, sending: value) else { throw raiseUnresumable(generator) }
        try checkNativeStack()
        guard let innermost = resume(generator, registers: freeRegisters, continuation: .delegate, isNativeBoundary: true) else {
            throw raise(.recursionError, "maximum recursion depth exceeded")
        }
        return try result(ofDriving: dispatch(enter(innermost, sending: value)))
    }

    /// Raises an exception where the generator, or what it delegates to, waits. It must not be running.
    private func drive(_ generator: Generator, raising exception: Exception, intoDelegates: Bool) throws(Raised) -> SendResult {
        try checkNativeStack()
        let delegation = generator.fields.pointee.delegation
        if !intoDelegates { generator.fields.pointee.delegation = nil }
        guard let innermost = resume(generator, registers: freeRegisters, continuation: .delegate, isNativeBoundary: true) else {
            generator.fields.pointee.delegation = delegation
            throw raise(.recursionError, "maximum recursion depth exceeded")
        }
        // The place of the YIELD_VALUE, whose handlers are asked.
        pointee.activation.pointee.pc = innermost.fields.pointee.pc - 1
        // Too deep a chain is not stacked to its end.
        if intoDelegates, innermost.fields.pointee.delegation != nil {
            _ = raise(.recursionError, "maximum recursion depth exceeded")
        } else if pointee.handled.isNone {
            // Only what the generator itself handles becomes the context (in CPython: `_PyErr_ChainStackItem`).
            pointee.exception = exception.value
            pointee.isReraising = false
        } else {
            _ = raise(exception)
        }
        return try result(ofDriving: dispatch(unwind(self)))
    }

    private func result(ofDriving outcome: Outcome) throws(Raised) -> SendResult {
        guard outcome == .returned else { throw Raised() }
        if pointee.generatorReturned {
            pointee.generatorReturned = false
            return .returned(takeResult())
        }
        return .yielded(takeResult())
    }

    // MARK: - throw

    /// `throw(type, value, traceback)`: goes to the iterator that the generator delegates to first, as it was given. Without `closesOnExit`, GeneratorExit
    /// is passed on like any other exception instead of closing that iterator.
    func throwInto(_ generator: Generator, _ thrown: Thrown, closesOnExit: Bool = true) throws(Raised) -> SendResult {
        try checkNativeStack()
        if generator.fields.pointee.state == .running { throw raiseUnresumable(generator) }
        if let delegate = generator.delegate {
            if closesOnExit, thrown.matches(machine.pointee.types.exceptions.generatorExit, self) {
                if let failure = failureClosing(delegate, for: generator) { return try drive(generator, raising: failure, intoDelegates: false) }
            } else if let result = try throwIntoDelegate(delegate, of: generator, thrown, closesOnExit: closesOnExit) {
                return result
            }
        }
        let exception = try exceptionToThrow(thrown)
        switch generator.fields.pointee.state {
        case .created, .suspended: return try drive(generator, raising: exception, intoDelegates: false)
        case .running: throw raiseUnresumable(generator)
        case .finished:
            if generator.shape.pointee.kind == .coroutine { throw raiseUnresumable(generator) }
            throw raise(exception)
        }
    }

    /// Nil if the delegate cannot be thrown into.
    private func throwIntoDelegate(
        _ delegate: Value, of generator: Generator, _ thrown: Thrown, closesOnExit: Bool
    ) throws(Raised) -> SendResult? {
        if let result = try throwIntoChain(delegate, of: generator, thrown) { return result }
        let result: SendResult
        generator.fields.pointee.state = .running
        do throws(Raised) {
            if delegate.isGeneratorOrCoroutine(self) {
                result = try throwInto(Generator(delegate), thrown, closesOnExit: closesOnExit)
            } else {
                let method: Value?
                do throws(Raised) {
                    method = try getAttributeOrNil(delegate, name(.throw))
                } catch {
                    generator.fields.pointee.state = .suspended
                    throw error
                }
                guard let method else {
                    generator.fields.pointee.state = .suspended
                    return nil
                }
                result = .yielded(try thrown.call(method, self))
            }
        } catch {
            if generator.fields.pointee.state == .running { generator.fields.pointee.state = .suspended }
            guard pointee.stop == nil, pointee.exception.is(.exception) else { throw error }
            let raised = Exception(pointee.exception)
            pointee.exception = .unbound
            return try drive(generator, raising: raised, intoDelegates: false)
        }
        if generator.fields.pointee.state == .running { generator.fields.pointee.state = .suspended }
        switch result {
        case .yielded: return result
        case .returned(let value):
            // The delegate has ended: its StopIteration is what the generator's `yield from` sees.
            return try drive(generator, raising: try makeStopIteration(value), intoDelegates: false)
        }
    }

    /// A chain of generators, down to one that waits for nothing, is thrown into without recursion. Nil if it ends otherwise.
    private func throwIntoChain(_ delegate: Value, of generator: Generator, _ thrown: Thrown) throws(Raised) -> SendResult? {
        guard generator.fields.pointee.delegation != nil, delegate.isGeneratorOrCoroutine(self) else { return nil }
        // What comes back up gets another context wherever a generator handles an exception: those take it one after the other.
        guard generator.fields.pointee.handled.isNone else { return nil }
        var innermost = Generator(delegate)
        while innermost.fields.pointee.delegation != nil, let next = innermost.delegate, next.isGeneratorOrCoroutine(self) {
            guard innermost.fields.pointee.handled.isNone else { return nil }
            innermost = Generator(next)
        }
        guard innermost.fields.pointee.state == .suspended, innermost.delegate == nil, thrown.isException(self) else { return nil }
        let exception = try exceptionToThrow(thrown)
        // Making the exception may have run anything.
        guard innermost.fields.pointee.state == .suspended, generator.fields.pointee.state == .suspended else { return nil }
        return try drive(generator, raising: exception, intoDelegates: true)
    }

    // MARK: - close

    /// `close()`: raises GeneratorExit where the generator waits. Returns what it returned.
    func close(_ generator: Generator) throws(Raised) -> Value {
        switch generator.fields.pointee.state {
        case .created:
            begin(generator)
            generator.finish()
            return .none
        case .finished: return .none
        case .running: throw raiseUnresumable(generator)
        case .suspended: break
        }
        try checkNativeStack()
        let failure = generator.delegate.flatMap { failureClosing($0, for: generator) }
        if pointee.stop != nil { throw Raised() }
        if failure == nil, generator.fields.pointee.state == .suspended, (generator.fields.pointee.pc - 1).pointee.cache & YieldFlag.mustClose == 0 {
            // No handler would run.
            generator.finish()
            return .none
        }
        guard generator.fields.pointee.state == .suspended else { return .none }
        do throws(Raised) {
            let exit: Exception
            if let failure {
                exit = failure
            } else {
                exit = try makeException(Type(machine.pointee.types.exceptions.generatorExit), arguments: Tuple(machine.pointee.emptyTuple))
                // As if it were raised by who closes.
                setContext(of: exit)
            }
            switch try drive(generator, raising: exit, intoDelegates: false) {
            case .yielded: throw raise(.runtimeError, "\(generator.description(self)) ignored GeneratorExit")
            case .returned(let value): return value
            }
        } catch {
            if let value = takeStopIterationValue() { return value }
            if try takeException(matching: machine.pointee.types.exceptions.generatorExit) { return .none }
            throw error
        }
    }

    /// Closes the iterator that a generator delegates to, which counts as running meanwhile. Returns the exception that this raised.
    private func failureClosing(_ delegate: Value, for generator: Generator) -> Exception? {
        generator.fields.pointee.state = .running
        defer { if generator.fields.pointee.state == .running { generator.fields.pointee.state = .suspended } }
        do throws(Raised) {
            if delegate.isGeneratorOrCoroutine(self) {
                _ = try close(Generator(delegate))
            } else {
                let method: Value?
                do throws(Raised) {
                    method = try getAttributeOrNil(delegate, name(.close))
                } catch {
                    if pointee.stop == nil { reportUnraisable(delegate) }
                    return nil
                }
                if let method { _ = try call(method) }
            }
            return nil
        } catch {
            guard pointee.stop == nil, pointee.exception.is(.exception) else { return nil }
            let exception = Exception(pointee.exception)
            pointee.exception = .unbound
            return exception
        }
    }

    // MARK: - Exceptions

    func makeStopIteration(_ value: Value) throws(Raised) -> Exception {
        let type = Type(machine.pointee.types.exceptions.stopIteration)
        if value.isNone { return try makeException(type, arguments: Tuple(machine.pointee.emptyTuple)) }
        let exception = try makeException(type, value)
        exception[field: 0] = value
        return exception
    }

    func raiseStopIteration(_ value: Value) -> Raised {
        do throws(Raised) { return raise(try makeStopIteration(value)) } catch { return error }
    }

    /// The exception that the arguments of `throw` mean.
    func exceptionToThrow(_ thrown: Thrown) throws(Raised) -> Exception {
        let type = thrown.type, value = thrown.value, traceback = thrown.traceback
        if !traceback.isUnbound, !traceback.isNone, !traceback.is(.traceback) {
            throw raise(.typeError, "throw() third argument must be a traceback object")
        }
        let exception: Exception
        if type.is(.type), Type(type).isSubtype(of: Type(machine.pointee.types.exceptions.baseException)) {
            do throws(Raised) {
                exception = try instantiate(Type(type), value)
            } catch {
                // Why there is no instance is thrown instead.
                guard pointee.stop == nil, pointee.exception.is(.exception) else { throw error }
                exception = Exception(pointee.exception)
                pointee.exception = .unbound
            }
        } else if type.is(.exception) {
            if !value.isUnbound, !value.isNone { throw raise(.typeError, "instance exception may not have a separate value") }
            exception = Exception(type)
        } else {
            throw raise(.typeError, "exceptions must be classes or instances deriving from BaseException, not \(type.type(self).name)")
        }
        if traceback.is(.traceback) { exception.traceback = traceback }
        return exception
    }

    private func instantiate(_ type: Type, _ value: Value) throws(Raised) -> Exception {
        if value.is(.exception), value.type(self).isSubtype(of: type) { return Exception(value) }
        let instance: Value
        if value.isUnbound || value.isNone {
            instance = try call(type.value)
        } else if value.is(.tuple) {
            instance = try withSpread(Tuple(value), keywords: .unbound) { arguments, names throws(Raised) in
                try call(type.value, arguments, keywordNames: names)
            }
        } else {
            instance = try call(type.value, value)
        }
        guard instance.is(.exception) else {
            throw raise(.typeError, "calling \(try text(ofRepresenting: type.value)) should have returned an instance of BaseException, not \(instance.type(self).name)")
        }
        return Exception(instance)
    }

    private func text(ofRepresenting value: Value) throws(Raised) -> String {
        let text = try repr(value)
        return text.is(.str) ? Str(text).text : ""
    }

    /// Raises a RuntimeError or TypeError in place of the pending exception, which becomes its cause.
    func raiseFromPending(_ kind: ExceptionKind, _ message: String) -> Raised {
        guard pointee.stop == nil, pointee.exception.is(.exception) else { return Raised() }
        let cause = pointee.exception
        pointee.exception = .unbound
        let raised = raise(kind, message)
        if pointee.exception.is(.exception), pointee.exception != cause {
            let exception = Exception(pointee.exception)
            exception.fields.pointee.cause = cause
            exception.fields.pointee.context = cause
            exception.fields.pointee.suppressesContext = .true
        }
        return raised
    }
}

/// The arguments of `throw`, unbound where they were left out.
struct Thrown {
    var type: Value
    var value: Value
    var traceback: Value

    init(_ type: Value, _ value: Value = .unbound, _ traceback: Value = .unbound) {
        self.type = type
        self.value = value
        self.traceback = traceback
    }

    /// Of a method whose first argument is the object.
    init(_ arguments: Arguments) { self.init(arguments[1], arguments[2], arguments[3]) }

    /// An exception, or a class of exceptions, of a class.
    func matches(_ kind: Value, _ thread: Thread) -> Bool {
        if type.is(.type) { return Type(type).isSubtype(of: Type(kind)) }
        return thread.matches(type, kind)
    }

    func isException(_ thread: Thread) -> Bool { matches(thread.machine.pointee.types.exceptions.baseException, thread) }

    /// Calls another object's `throw` with what was given.
    func call(_ method: Value, _ thread: Thread) throws(Raised) -> Value {
        if value.isUnbound { return try thread.call(method, type) }
        if traceback.isUnbound { return try thread.call(method, type, value) }
        return try thread.call(method, type, value, traceback)
    }
}
