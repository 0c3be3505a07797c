// The protocols of `yield from`, `await`, `async for`, `with` and `async with`: what they ask of an object, and what they say when it has not got it.

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - Sending

    /// Sends to any iterator: `__next__` for None, else `send` (CPython: `PyIter_Send`).
    func send(_ value: Value, to receiver: Value) throws(Raised) -> SendResult {
        if receiver.isGeneratorOrCoroutine(self) {
            let generator = Generator(receiver)
            if generator.fields.pointee.state == .finished, receiver.is(.generator) { return .returned(.none) }
            return try drive(generator, sending: value)
        }
        do throws(Raised) {
            if value.isNone, !receiver.type(self)[.next].isUnbound {
                let method = receiver.type(self)[.next]
                if method.is(.nativeFunction), Native(method).isMethodDescriptor(self), Native(method).accepts(receiver: receiver, self) {
                    // Iterators written in Swift return unbound at their end instead of raising.
                    let base = freeRegisters
                    base[0] = receiver
                    let nativeTop = pointee.nativeTop
                    pointee.nativeTop = base + 1
                    defer { pointee.nativeTop = nativeTop }
                    let item = try Native(method).fields.pointee.function(self, Arguments(base: base, count: 1))
                    return item.isUnbound ? .returned(.none) : .yielded(item)
                }
                return .yielded(try callSpecial(method, receiver))
            }
            return .yielded(try call(try getAttribute(receiver, name(.send)), value))
        } catch {
            if let value = takeStopIterationValue() { return .returned(value) }
            throw error
        }
    }

    /// The iterator of `yield from`.
    func yieldFromIterator(_ value: Value) throws(Raised) -> Value {
        if value.is(.generator) { return value }
        if value.is(.coroutine) {
            let flags = pointee.activation.pointee.code.pointee.flags
            if flags.contains(.coroutine) || flags.contains(.iterableCoroutine) { return value }
            throw raise(.typeError, "cannot 'yield from' a coroutine object in a non-coroutine generator")
        }
        return try iterator(of: value)
    }

    // MARK: - Awaiting

    /// The iterator that runs an awaitable: the object itself for coroutines and generators made for it.
    func awaitableIterator(_ value: Value) throws(Raised) -> Value {
        if isNativeCoroutine(value) { return value }
        let method = value.type(self)[.await]
        if method.isUnbound || method.isNone {
            throw raise(.typeError, "object \(value.type(self).name) can't be used in 'await' expression")
        }
        let iterator = try callSpecial(method, value)
        if isNativeCoroutine(iterator) { throw raise(.typeError, "__await__() returned a coroutine") }
        if iterator.type(self)[.next].isUnbound {
            throw raise(.typeError, "__await__() returned non-iterator of type '\(iterator.type(self).name)'")
        }
        return iterator
    }

    private func isNativeCoroutine(_ value: Value) -> Bool {
        value.is(.coroutine) || (value.is(.generator) && Generator(value).fields.pointee.code.pointee.flags.contains(.iterableCoroutine))
    }

    /// The iterator of `await`. The origin tells whether `async with` awaits what `__aenter__` (1) or `__aexit__` (2) returned.
    func awaitable(_ value: Value, origin: Int) throws(Raised) -> Value {
        let iterator: Value
        do throws(Raised) {
            iterator = try awaitableIterator(value)
        } catch {
            if origin > 0, pointee.stop == nil, value.type(self)[.await].isUnbound {
                pointee.exception = .unbound
                throw raise(
                    .typeError,
                    "'async with' received an object from \(origin == 1 ? "__aenter__" : "__aexit__") that does not implement __await__: \(value.type(self).name)")
            }
            throw error
        }
        if iterator.is(.coroutine), Generator(iterator).delegate != nil {
            throw raise(.runtimeError, "coroutine is being awaited already")
        }
        return iterator
    }

    // MARK: - async for

    func asyncIterator(of value: Value) throws(Raised) -> Value {
        let method = value.type(self)[.asyncIterate]
        if method.isUnbound || method.isNone {
            throw raise(.typeError, "'async for' requires an object with __aiter__ method, got \(value.type(self).name)")
        }
        let iterator = try callSpecial(method, value)
        if iterator.type(self)[.asyncNext].isUnbound {
            throw raise(
                .typeError, "'async for' received an object from __aiter__ that does not implement __anext__: \(iterator.type(self).name)")
        }
        return iterator
    }

    /// The iterator that awaits the next item.
    func asyncNext(_ iterator: Value) throws(Raised) -> Value {
        if iterator.is(.asyncGenerator) { return try nextStep(of: iterator) }
        let method = iterator.type(self)[.asyncNext]
        if method.isUnbound || method.isNone {
            throw raise(.typeError, "'async for' requires an iterator with __anext__ method, got \(iterator.type(self).name)")
        }
        let awaitable = try callSpecial(method, iterator)
        do throws(Raised) {
            return try awaitableIterator(awaitable)
        } catch {
            throw raiseFromPending(.typeError, "'async for' received an invalid object from __anext__: \(awaitable.type(self).name)")
        }
    }

    // MARK: - with

    /// The bound `__exit__` of a context manager, and its `__enter__`, not yet called.
    func contextMethods(of manager: Value, isAsync: Bool) throws(Raised) -> (enter: Value, exit: Value) {
        let type = manager.type(self)
        let enter = type[isAsync ? .asyncEnter : .enter], exit = type[isAsync ? .asyncExit : .exit]
        let adjective = isAsync ? "asynchronous " : ""
        if enter.isUnbound { throw raise(.typeError, "'\(type.name)' object does not support the \(adjective)context manager protocol") }
        if exit.isUnbound {
            let missed = isAsync ? "__aexit__" : "__exit__"
            throw raise(.typeError, "'\(type.name)' object does not support the \(adjective)context manager protocol (missed \(missed) method)")
        }
        return (enter, try bind(exit, manager, type))
    }

    // MARK: - Exceptions that must not leave a generator

    /// What leaves a generator in place of an exception: RuntimeError for StopIteration, and for StopAsyncIteration in an asynchronous generator.
    func stopIterationError(_ exception: Value) throws(Raised) -> Value {
        let exceptions = machine.pointee.types.exceptions
        let flags = pointee.activation.pointee.code.pointee.flags
        let kind = flags.contains(.asyncGenerator) ? "async generator" : flags.contains(.coroutine) ? "coroutine" : "generator"
        let message: String
        if matches(exception, exceptions.stopIteration) {
            message = "\(kind) raised StopIteration"
        } else if flags.contains(.asyncGenerator), matches(exception, exceptions.stopAsyncIteration) {
            message = "async generator raised StopAsyncIteration"
        } else {
            return exception
        }
        let error = try makeException(Type(exceptions.runtimeError), try Str.make(message, self).value)
        error.fields.pointee.cause = exception
        error.fields.pointee.context = exception
        error.fields.pointee.suppressesContext = .true
        return error.value
    }
}
