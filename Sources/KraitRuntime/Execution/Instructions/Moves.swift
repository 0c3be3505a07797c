// Moves between registers, constants, and checks that a local variable is bound.

@inline(__always)
func move(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = r[pc.pointee.b.index]
    return next(pc + 1, r, k, t)
}

@inline(__always)
func loadConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = k[pc.pointee.b.index | pc.pointee.c.index << 16]
    return next(pc + 1, r, k, t)
}

/// Raises UnboundLocalError if local `b` is unbound, else copies it.
@inline(__always)
func checkBound(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let value = r[pc.pointee.b.index]
    if value.isUnbound { return raiseUnboundLocal(pc, r, k, t) }
    r[pc.pointee.a.index] = value
    return next(pc + 1, r, k, t)
}

@inline(never)
private func raiseUnboundLocal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    t.raiseUnboundLocal(pc.pointee.b.index)
    return unwind(t)
}

@inline(__always)
func deleteLocal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    if r[pc.pointee.b.index].isUnbound { return raiseUnboundLocal(pc, r, k, t) }
    r[pc.pointee.b.index] = .unbound
    return next(pc + 1, r, k, t)
}

/// Saves a local that an inlined comprehension uses for itself.
@inline(__always)
func moveAndClear(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = r[pc.pointee.b.index]
    r[pc.pointee.b.index] = .unbound
    return next(pc + 1, r, k, t)
}
