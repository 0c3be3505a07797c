// Pattern matching (PEP 634).

func matchMapping(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = Value(r[pc.pointee.b.index].type(t).flags.contains(.isMappingPattern))
    return next(pc + 1, r, k, t)
}

func matchSequence(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = Value(r[pc.pointee.b.index].type(t).flags.contains(.isSequencePattern))
    return next(pc + 1, r, k, t)
}

/// The values of the keys r[c] in the mapping r[b], as a tuple, or None if one is missing.
func matchKeys(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.matchKeys(r[pc.pointee.b.index], r[pc.pointee.c.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

/// The attributes that a class pattern asks for: subject r[b], class, names of keyword patterns; `c` positional ones. None if it does not match.
func matchClass(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        let base = r + pc.pointee.b.index
        r[pc.pointee.a.index] = try t.matchClass(base[0], base[1], positional: pc.pointee.c.index, names: base[2])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
