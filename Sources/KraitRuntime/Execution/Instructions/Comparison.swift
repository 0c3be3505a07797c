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
    if left.isInlineFloat(with: right) { return comparison.holds(left.scaledFloat, right.scaledFloat) }
    return nil
}

@inline(__always)
func compare(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison) -> Outcome {
    if let outcome = fastComparison(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index]) {
        r[pc.pointee.a.index] = Value(outcome)
        return next(pc + 1, r, k, t)
    }
    return compareSlow(pc, r, k, t, comparison)
}

@inline(never)
private func compareSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison) -> Outcome {
    if let outcome = t.comparePlain(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index]) {
        r[pc.pointee.a.index] = Value(outcome)
        return next(pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let result = try t.compare(comparison, r[pc.pointee.b.index], r[pc.pointee.c.index])
        r[pc.pointee.a.index] = !result.isBool && t.comparison(at: pc).wantsBool ? Value(try t.isTrue(result)) : result
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

// MARK: - Fused with a jump

/// `isLoop`: behind it stands the back-edge of the loop that it is the condition of, which is taken at once.
@inline(__always)
func jumpComparing(
    _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison, _ source: OperandSource, if sense: Bool, isLoop: Bool = false
) -> Outcome {
    let left = r[pc.pointee.a.index], right = source.read(pc.pointee.b, r, k)
    let fast = source == .float
        ? left.isInlineFloat ? comparison.holds(left.scaledFloat, right.scaledFloat) : nil : fastComparison(comparison, left, right)
    if let outcome = fast {
        if isLoop, outcome != sense { return jumpBackward(pc + 1, r, k, t) }
        return next(outcome == sense ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
    }
    return source == .register ? jumpComparingSlow(pc, r, k, t, comparison) : jumpComparingConstantSlow(pc, r, k, t, comparison)
}

@inline(never)
private func jumpComparingSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison) -> Outcome {
    jumpComparingSlow(pc, r, k, t, comparison, r[pc.pointee.a.index], r[pc.pointee.b.index])
}

@inline(never)
private func jumpComparingConstantSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison) -> Outcome {
    jumpComparingSlow(pc, r, k, t, comparison, r[pc.pointee.a.index], k[pc.pointee.b.index])
}

/// What the `cache` operand of a comparison with a jump says.
enum JumpFlag {
    /// It jumps when the comparison of the bytecode holds.
    static var ifTrue: Int { 1 }
    /// That is `!=`, and the instruction one of `==`, the other way round.
    static var notEqual: Int { 2 }
}

@inline(__always)
private func jumpComparingSlow(
    _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ comparison: Comparison, _ left: Value, _ right: Value
) -> Outcome {
    let flags = Int(pc.pointee.cache), sense = flags & JumpFlag.ifTrue != 0
    let comparison = flags & JumpFlag.notEqual != 0 ? .notEqual : comparison
    if let outcome = t.comparePlain(comparison, left, right) {
        return next(outcome == sense ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        let outcome = t.areExactSets(left, right)
            ? try PythonSet(left).compare(comparison, right, t) == .true : try t.isTrue(try t.compare(comparison, left, right))
        return next(outcome == sense ? pc + 1 + pc.pointee.c.offset : pc + 1, r, k, t)
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

@inline(__always)
func containment(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ sense: Bool) -> Outcome {
    if let answer = t.containsFast(r[pc.pointee.c.index], r[pc.pointee.b.index]) {
        r[pc.pointee.a.index] = Value(answer == sense)
        return next(pc + 1, r, k, t)
    }
    return containmentSlow(pc, r, k, t, sense)
}

@inline(never)
private func containmentSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ sense: Bool) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = Value(try t.contains(r[pc.pointee.c.index], r[pc.pointee.b.index]) == sense)
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
