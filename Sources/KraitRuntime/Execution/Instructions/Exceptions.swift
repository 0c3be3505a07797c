// Raising, handling, `with`.

/// Begins to handle an exception: r[a] holds it and gets the one that was handled before; it moves one up.
@inline(__always)
func pushExceptionInfo(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let slot = pc.pointee.a.index
    let exception = r[slot]
    r[slot + 1] = exception
    r[slot] = t.pointee.handled
    // Anything else is the work of bytecode that no compiler made.
    if exception.is(.exception) { t.pointee.handled = exception }
    return next(pc + 1, r, k, t)
}

@inline(__always)
func popException(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let handled = r[pc.pointee.a.index]
    t.pointee.handled = handled.is(.exception) ? handled : .none
    return next(pc + 1, r, k, t)
}

@inline(__always)
func checkExceptionMatch(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let exception = r[pc.pointee.b.index], classes = r[pc.pointee.c.index]
    // Of the very class: an exception is only of a class that derives from BaseException.
    if exception.is(.exception), exception.shape.pointee.type == classes {
        r[pc.pointee.a.index] = .true
        return next(pc + 1, r, k, t)
    }
    return checkExceptionMatchSlow(pc, r, k, t)
}

@inline(never)
private func checkExceptionMatchSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = Value(try t.checkMatch(r[pc.pointee.b.index], r[pc.pointee.c.index]))
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `except*`: r[a] exception, r[a + 1] type; becomes rest and match.
func checkGroupMatch(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.a.index
        let (rest, match) = try t.splitGroup(base[0], base[1])
        base[0] = rest
        base[1] = match
        if !match.isNone { t.pointee.handled = match }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// `raise`, `raise r[a]`, `raise r[a] from r[a + 1]` for `b` 0, 1, 2.
func raise(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let base = r + pc.pointee.a.index
    do throws(Raised) {
        switch pc.pointee.b {
        case 0: try t.reraiseHandled()
        case 1: try t.raiseValue(base[0], cause: nil)
        default: try t.raiseValue(base[0], cause: base[1])
        }
    } catch {}
    return unwind(t)
}

/// Raises r[a] again; with `c`, as if where the offset in r[b] says.
func reraise(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let exception = r[pc.pointee.a.index]
    if !exception.is(.exception) {
        _ = t.raise(.systemError, "RERAISE needs an exception")
        return unwind(t)
    }
    t.pointee.exception = exception
    t.pointee.isReraising = true
    guard pc.pointee.c > 0, r[pc.pointee.b.index].isSmallInt else { return unwind(t) }
    let activation = t.pointee.activation
    guard let origin = activation.pointee.code.instruction(at: r[pc.pointee.b.index].smallInt) else { return unwind(t) }
    // The frame is where the exception came from; its handler is the one around this instruction.
    activation.pointee.pc = origin
    return unwind(t, at: pc)
}

// MARK: - with

/// Enters the context of r[b]: r[a - 1] gets its `__exit__`, r[a] what `__enter__` returned.
func beforeWith(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { enterContext(isAsync: false, pc, r, k, t) }

/// The same for `__aexit__` and `__aenter__`, whose result is awaited next.
func beforeAsyncWith(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { enterContext(isAsync: true, pc, r, k, t) }

@inline(__always)
private func enterContext(isAsync: Bool, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let manager = r[pc.pointee.b.index]
        let (enter, exit) = try t.contextMethods(of: manager, isAsync: isAsync)
        r[pc.pointee.a.index - 1] = exit
        if enter.is(.function) {
            let base = t.freeRegisters
            base[0] = manager
            try t.push(Function(enter), registers: base, given: 1)
            return t.enter()
        }
        r[pc.pointee.a.index] = try t.callSpecial(enter, manager)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// Calls `__exit__` in r[b] with type, exception and traceback of the exception in r[b + 3].
func withExceptStart(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let base = r + pc.pointee.b.index
    do throws(Raised) {
        let exception = base[3]
        guard exception.is(.exception) else { throw t.raise(.systemError, "WITH_EXCEPT_START needs an exception") }
        let free = t.freeRegisters
        free[0] = exception.type(t).value
        free[1] = exception
        free[2] = Exception(exception).traceback
        switch try t.beginCall(base[0], Arguments(base: free, count: 3), keywordNames: nil) {
        case .value(let value): r[pc.pointee.a.index] = value
        case .entered: return t.enter()
        }
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
