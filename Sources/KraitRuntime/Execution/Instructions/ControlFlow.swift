// Jumps, returns, and the safe points that limits, signals and other threads depend on.

@inline(__always)
func jump(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    next(pc + 1 + pc.pointee.longOffset, r, k, t)
}

/// A back-edge: counts down the budget.
@inline(__always)
func jumpBackward(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.pointee.budget &-= 1
    if t.pointee.budget < 0 { return safePoint(pc, r, k, t) }
    return next(pc + 1 + pc.pointee.longOffset, r, k, t)
}

/// Looks at what is asked, then runs the same instruction again.
@inline(never)
func safePoint(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        try t.safePoint()
    } catch {
        return unwind(t)
    }
    if t.pointee.budget < 1 { t.pointee.budget = 1 }
    return next(pc, r, k, t)
}

@inline(__always)
func jumpIfTrue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let condition = r[pc.pointee.a.index]
    if condition.isBool { return next(condition == .true ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t) }
    return jumpOnTruthSlow(pc, r, k, t)
}

@inline(__always)
func jumpIfFalse(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let condition = r[pc.pointee.a.index]
    if condition.isBool { return next(condition == .false ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t) }
    return jumpOnTruthSlow(pc, r, k, t)
}

/// `cache` is 1 if the jump is taken when the condition is true.
@inline(never)
private func jumpOnTruthSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let isTrue = try t.isTrue(r[pc.pointee.a.index])
        return next(isTrue == (pc.pointee.cache == 1) ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
    } catch {
        return unwind(t)
    }
}

@inline(__always)
func jumpIfNone(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    next(r[pc.pointee.a.index].isNone ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfNotNone(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    next(r[pc.pointee.a.index].isNone ? pc + 1 : pc + 1 + pc.pointee.c.offset, r, k, t)
}

@inline(__always)
func jumpIfSame(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    next(r[pc.pointee.a.index].isIdentical(to: r[pc.pointee.b.index]) ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfNotSame(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    next(r[pc.pointee.a.index].isIdentical(to: r[pc.pointee.b.index]) ? pc + 1 : pc + 1 + pc.pointee.c.offset, r, k, t)
}

// MARK: - Returning

@inline(__always)
func returnValue(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    leave(with: r[pc.pointee.a.index], t)
}

@inline(__always)
func returnConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    leave(with: k[pc.pointee.a.index], t)
}

/// Ends the running activation: the value goes to register `a` of the instruction at which the caller waits.
@inline(__always)
private func leave(with value: Value, _ t: Thread) -> Outcome {
    let activation = t.pointee.activation
    var result = value
    if activation.pointee.state != 0 {
        // `__init__` gives the instance that it was called for.
        guard activation.pointee.state == UInt64(Continuation.construct.rawValue), value.isNone else { return leaveSlow(value, t) }
        result = activation.pointee.first
    }
    t.pointee.activation = activation - 1
    let caller = (activation - 1).pointee
    caller.registers[caller.pc.pointee.a.index] = result
    return next(caller.pc + 1, caller.registers, caller.code.pointee.constants, t)
}

@inline(never)
private func leaveSlow(_ value: Value, _ t: Thread) -> Outcome { t.complete(with: value) }


