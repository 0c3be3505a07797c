// Generators, coroutines and asynchronous iteration.

/// The function's activation becomes a generator object, which is what the call returns.
func returnGenerator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let generator: Value
    do throws(Raised) { generator = try t.makeGenerator(resumingAt: pc + 1, sentTo: pc.pointee.a.index) } catch { return unwind(t) }
    let activation = t.pointee.activation
    if activation.pointee.state != 0 { return t.complete(with: generator) }
    t.pointee.activation = activation - 1
    let caller = (activation - 1).pointee
    caller.registers[caller.pc.pointee.a.index] = generator
    return next(caller.pc + 1, caller.registers, caller.code.pointee.constants, t)
}

/// Suspends: r[b] goes to whoever resumed; when it goes on, what was sent is in r[a]. `c` slots of the stack are in use; `cache` holds flags.
func yieldValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let activation = t.pointee.activation
    if activation.pointee.isHolding {
        activation.pointee.pc = pc
        t.pointee.result = r[pc.pointee.b.index]
        return .held
    }
    return t.suspend(yielding: r[pc.pointee.b.index], at: pc, depth: pc.pointee.c.index)
}

/// Sends r[a] to the iterator r[b]: what it yields goes to r[a]; its return value too, with a jump by `c`. `cache` is 1 if the instruction behind
/// yields what was yielded.
func send(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let receiver = r[pc.pointee.b.index], value = r[pc.pointee.a.index]
    guard receiver.isGeneratorOrCoroutine(t), t.canResume(Generator(receiver), sending: value),
        let innermost = t.resume(Generator(receiver), registers: t.freeRegisters, continuation: .delegate, isNativeBoundary: false)
    else { return sendSlow(pc, r, k, t) }
    return t.enter(innermost, sending: value)
}

@inline(never)
private func sendSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let receiver = r[pc.pointee.b.index]
    if receiver.isCell, r[pc.pointee.a.index].isNone, let item = itemInPlace(receiver, receiver.shape, t.machine.pointee.shapes) {
        r[pc.pointee.a.index] = item
        return next(pc + 1, r, k, t)
    }
    do throws(Raised) {
        switch try t.send(r[pc.pointee.a.index], to: r[pc.pointee.b.index]) {
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

/// FOR_ITER over a generator.
@inline(never)
func forIterateGenerator(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let generator = Generator(r[pc.pointee.b.index])
    guard t.canResume(generator, sending: .none),
        let innermost = t.resume(generator, registers: t.freeRegisters, continuation: .iterateGenerator, isNativeBoundary: false)
    else { return forIterateGeneratorSlow(pc, r, k, t) }
    return t.enter(innermost, sending: .none)
}

@inline(never)
private func forIterateGeneratorSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let generator = Generator(r[pc.pointee.b.index])
    if generator.fields.pointee.state == .finished { return next(pc + 1 + pc.pointee.c.offset, r, k, t) }
    if generator.fields.pointee.state == .running {
        _ = t.raiseUnresumable(generator)
    } else {
        _ = t.raise(.recursionError, "maximum recursion depth exceeded")
    }
    return unwind(t)
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

@inline(__always)
func getAwaitable(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = r[pc.pointee.b.index]
    // A coroutine that has not begun is awaited by nobody else.
    if value.isCell, value.shape == t.machine.pointee.shapes.coroutine, Generator(value).fields.pointee.state == .created {
        r[pc.pointee.a.index] = value
        return next(pc + 1, r, k, t)
    }
    return getAwaitableSlow(pc, r, k, t)
}

@inline(never)
private func getAwaitableSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
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
