// Comparison, identity and containment, alone and fused with the conditional jump that follows.

/// The rich comparisons, in the order of the operand of `COMPARE_OP`.
public enum Comparison: UInt8, Sendable {
    case less, lessOrEqual, equal, notEqual, greater, greaterOrEqual

    /// The method that the left operand is asked for.
    @inline(__always) var method: SpecialMethod {
        switch self {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .equal: .equal
        case .notEqual: .notEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }

    /// The comparison with operands exchanged.
    @inline(__always) var reflected: Comparison {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .equal: .equal
        case .notEqual: .notEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    @inline(__always)
    func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .notEqual: left != right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        }
    }
}

/// The outcome for two small ints or two floats without a cell; nil for anything else.
@inline(__always)
private func fastComparison(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
    if left.isSmallInt(with: right) { return comparison.holds(Int64(bitPattern: left.bits), Int64(bitPattern: right.bits)) }
    if left.isInlineFloat(with: right) { return comparison.holds(left.inlineFloat, right.inlineFloat) }
    return nil
}

@inline(__always)
private func compare(_ comparison: Comparison, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    if let outcome = fastComparison(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index]) {
        r[pc.pointee.a.index] = Value(outcome)
        return next(pc + 1, r, k, t)
    }
    return compareSlow(comparison, pc, r, k, t)
}

@inline(__always) func less(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.less, pc, r, k, t) }
@inline(__always) func lessOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.lessOrEqual, pc, r, k, t) }
@inline(__always) func equal(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.equal, pc, r, k, t) }
@inline(__always) func notEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.notEqual, pc, r, k, t) }
@inline(__always) func greater(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.greater, pc, r, k, t) }
@inline(__always) func greaterOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { compare(.greaterOrEqual, pc, r, k, t) }

@inline(never)
private func compareSlow(_ comparison: Comparison, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    if let outcome = t.comparePlain(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index]) {
        r[pc.pointee.a.index] = Value(outcome)
        return next(pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let wantsBool = t.comparison(at: pc).wantsBool
        let result = try t.compare(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index])
        r[pc.pointee.a.index] = wantsBool && !result.isBool ? Value(try t.isTrue(result)) : result
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Fused with a jump

@inline(__always)
func jumpIfLess(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.less, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.less, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfLessOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.lessOrEqual, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.lessOrEqual, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.equal, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.equal, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfGreater(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greater, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.greater, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfGreaterOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greaterOrEqual, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.greaterOrEqual, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessLess(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.less, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.less, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessLessOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.lessOrEqual, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.lessOrEqual, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.equal, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.equal, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessGreater(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greater, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.greater, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessGreaterOrEqual(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greaterOrEqual, r[pc.pointee.a.index], r[pc.pointee.b.index]) else { return jumpCompareSlow(.greaterOrEqual, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfLessConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.less, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.less, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfLessOrEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.lessOrEqual, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.lessOrEqual, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.equal, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.equal, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfGreaterConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greater, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.greater, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpIfGreaterOrEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greaterOrEqual, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.greaterOrEqual, pc, r, k, t) }
    return next(outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessLessConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.less, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.less, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessLessOrEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.lessOrEqual, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.lessOrEqual, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.equal, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.equal, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessGreaterConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greater, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.greater, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(__always)
func jumpUnlessGreaterOrEqualConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    guard let outcome = fastComparison(.greaterOrEqual, r[pc.pointee.a.index], k[pc.pointee.b.index]) else { return jumpCompareConstantSlow(.greaterOrEqual, pc, r, k, t) }
    return next(!outcome ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
}

@inline(never)
private func jumpCompareSlow(_ comparison: Comparison, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    jumpCompare(comparison, r[pc.pointee.a.index], r[pc.pointee.b.index], pc, r, k, t)
}

@inline(never)
private func jumpCompareConstantSlow(_ comparison: Comparison, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    jumpCompare(comparison, r[pc.pointee.a.index], k[pc.pointee.b.index], pc, r, k, t)
}

/// A flag of the instruction says whether it jumps when the comparison of the bytecode holds: `!=` jumps as `==` does, the other way round.
@inline(__always)
private func jumpCompare(
    _ comparison: Comparison, _ left: Value, _ right: Value, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread
) -> Outcome {
    let comparison = comparison == .equal ? t.comparison(at: pc).0 : comparison
    if let outcome = t.comparePlain(comparison, left, right) {
        return next(outcome == (pc.pointee.cache == 1) ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let outcome = try t.isTrue(try t.compare(comparison, left, right))
        return next(outcome == (pc.pointee.cache == 1) ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
    } catch {
        return unwind(t)
    }
}

// MARK: - Identity and containment

@inline(__always)
func isSame(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = Value(r[pc.pointee.b.index].isIdentical(to: r[pc.pointee.c.index]))
    return next(pc + 1, r, k, t)
}

@inline(__always)
func isNotSame(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = Value(!r[pc.pointee.b.index].isIdentical(to: r[pc.pointee.c.index]))
    return next(pc + 1, r, k, t)
}

func contains(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { containment(true, pc, r, k, t) }

func containsNot(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { containment(false, pc, r, k, t) }

@inline(__always)
private func containment(_ sense: Bool, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    if let answer = t.containsFast(r[pc.pointee.c.index], r[pc.pointee.b.index]) {
        r[pc.pointee.a.index] = Value(answer == sense)
        return next(pc + 1, r, k, t)
    }
    return containmentSlow(sense, pc, r, k, t)
}

@inline(never)
private func containmentSlow(_ sense: Bool, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = Value(try t.contains(r[pc.pointee.c.index], r[pc.pointee.b.index]) == sense)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
