// Generators, coroutines and asynchronous iteration.

/// The function's activation becomes a generator object, which is what the call returns.
func returnGenerator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let generator = try t.makeGenerator(resumingAt: pc + 1, sentTo: pc.pointee.a.index)
        return t.complete(with: generator)
    } catch {
        return unwind(t)
    }
}

/// Suspends: r[b] goes to whoever resumed; when it goes on, what was sent is in r[a]. `c` slots of the stack are in use.
func yieldValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    return t.suspend(yielding: r[pc.pointee.b.index], at: pc, depth: pc.pointee.c.index)
}

/// Sends r[a] to the iterator r[b]: what it yields goes to r[a]; its return value too, with a jump by `c`.
func send(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let receiver = r[pc.pointee.b.index], value = r[pc.pointee.a.index]
    do throws(Raised) {
        if receiver.isCell,
            receiver.shape == t.machine.pointee.shapes.generator || receiver.shape == t.machine.pointee.shapes.coroutine
        {
            try t.resume(Generator(receiver), sending: value, continuation: .delegate)
            return t.enter()
        }
        switch try t.send(value, to: receiver) {
        case .yielded(let item):
            r[pc.pointee.a.index] = item
            return next(pc + 1, r, k, t)
        case .returned(let result):
            r[pc.pointee.a.index] = result
            return next(pc + 1 + pc.pointee.c.offset, r, k, t)
        }
    } catch {
        return unwind(t)
    }
}

/// An exception was thrown into a delegation: r[a] iterator, r[a + 1] last value, r[a + 2] exception. StopIteration gives its value.
func cleanupThrow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let base = r + pc.pointee.a.index
    let exception = base[2]
    guard exception.is(.exception) else {
        _ = t.raise(.systemError, "CLEANUP_THROW needs an exception")
        return unwind(t)
    }
    t.pointee.exception = exception
    if let value = t.takeStopIterationValue() {
        base[0] = .none
        base[1] = value
        return next(pc + 1, r, k, t)
    }
    t.pointee.isReraising = true
    return unwind(t)
}

func getYieldFromIterator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.yieldFromIterator(r[pc.pointee.b.index]) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

func getAwaitable(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.awaitable(r[pc.pointee.b.index], origin: pc.pointee.c.index)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

func getAsyncIterator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.asyncIterator(of: r[pc.pointee.b.index]) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

func getAsyncNext(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) { r[pc.pointee.a.index] = try t.asyncNext(r[pc.pointee.b.index]) } catch { return unwind(t) }
    return next(pc + 1, r, k, t)
}

/// StopAsyncIteration in r[b] ends the loop; any other exception is raised again.
func endAsyncFor(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let exception = r[pc.pointee.b.index]
    if t.matches(exception, t.machine.pointee.types.exceptions.stopAsyncIteration) { return next(pc + 1, r, k, t) }
    guard exception.is(.exception) else {
        _ = t.raise(.systemError, "END_ASYNC_FOR needs an exception")
        return unwind(t)
    }
    t.pointee.exception = exception
    t.pointee.isReraising = true
    return unwind(t)
}
