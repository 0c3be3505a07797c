// Arithmetic and bit operations.
//
// Fast paths: two small ints, two floats, an int and a float for the four basic operations. Everything else goes to `binarySlow`, which
// looks at the bytecode for whether it is in place.

extension Thread {
    /// Notes where the running activation is: before anything that may allocate, raise, call, or look at frames.
    @inline(__always)
    func sync(_ pc: PC) { pointee.activation.pointee.pc = pc }
}

/// The number that an exact float or a small int stands for in mixed arithmetic; nil for anything else.
@inline(__always)
private func mixedFloat(_ value: Value, _ t: Thread) -> Double? {
    if value.isInlineFloat { return value.inlineFloat }
    if value.isSmallInt {
        let int = value.smallInt
        // Larger ints may round, and overflow is for the slow path to tell.
        if int.magnitude < 1 << 53 { return Double(int) }
    }
    if value.has(t.machine.pointee.shapes.float) { return Float(value).fields.pointee.number }
    return nil
}

@inline(__always)
func add(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let sum = left.addingSmallInt(right) { r[pc.pointee.a.index] = sum; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let sum = Value(inlineFloat: left.inlineFloat + right.inlineFloat) {
        r[pc.pointee.a.index] = sum
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.add, pc, r, k, t)
}

@inline(__always)
func subtract(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let difference = left.subtractingSmallInt(right) { r[pc.pointee.a.index] = difference; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let difference = Value(inlineFloat: left.inlineFloat - right.inlineFloat) {
        r[pc.pointee.a.index] = difference
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.subtract, pc, r, k, t)
}

@inline(__always)
func multiply(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let product = left.multipliedSmallInt(by: right) { r[pc.pointee.a.index] = product; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let product = Value(inlineFloat: left.inlineFloat * right.inlineFloat) {
        r[pc.pointee.a.index] = product
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.multiply, pc, r, k, t)
}

@inline(__always)
func divide(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isInlineFloat(with: right), let quotient = Value(inlineFloat: left.inlineFloat / right.inlineFloat) {
        r[pc.pointee.a.index] = quotient
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.divide, pc, r, k, t)
}

@inline(__always)
func floorDivide(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right), let quotient = flooredQuotient(left, right) {
        r[pc.pointee.a.index] = quotient
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.floorDivide, pc, r, k, t)
}

@inline(__always)
func modulo(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right), let remainder = flooredRemainder(left, right) {
        r[pc.pointee.a.index] = remainder
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.modulo, pc, r, k, t)
}

@inline(__always)
func leftShift(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right), let shifted = shiftedLeft(left, right) {
        r[pc.pointee.a.index] = shifted
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.leftShift, pc, r, k, t)
}

@inline(__always)
func rightShift(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right), right.smallInt >= 0 {
        r[pc.pointee.a.index] = Value(smallInt: left.smallInt >> right.smallInt)
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.rightShift, pc, r, k, t)
}

@inline(__always)
func bitAnd(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        r[pc.pointee.a.index] = Value(bits: left.bits & right.bits)
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.and, pc, r, k, t)
}

@inline(__always)
func bitOr(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        r[pc.pointee.a.index] = Value(bits: left.bits | right.bits)
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.or, pc, r, k, t)
}

@inline(__always)
func bitXor(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = r[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        r[pc.pointee.a.index] = Value(bits: left.bits ^ right.bits)
        return next(pc + 1, r, k, t)
    }
    return arithmeticSlow(.xor, pc, r, k, t)
}

@inline(__always)
func power(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { arithmeticSlow(.power, pc, r, k, t) }

@inline(__always)
func matrixMultiply(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome { binarySlow(pc, r, k, t) }

// MARK: - With a constant on the right

@inline(__always)
func addConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let sum = left.addingSmallInt(right) { r[pc.pointee.a.index] = sum; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let sum = Value(inlineFloat: left.inlineFloat + right.inlineFloat) {
        r[pc.pointee.a.index] = sum
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.add, pc, r, k, t)
}

@inline(__always)
func subtractConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let difference = left.subtractingSmallInt(right) { r[pc.pointee.a.index] = difference; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let difference = Value(inlineFloat: left.inlineFloat - right.inlineFloat) {
        r[pc.pointee.a.index] = difference
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.subtract, pc, r, k, t)
}

@inline(__always)
func multiplyConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        if let product = left.multipliedSmallInt(by: right) { r[pc.pointee.a.index] = product; return next(pc + 1, r, k, t) }
    } else if left.isInlineFloat(with: right), let product = Value(inlineFloat: left.inlineFloat * right.inlineFloat) {
        r[pc.pointee.a.index] = product
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.multiply, pc, r, k, t)
}

@inline(__always)
func floorDivideConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right), let quotient = flooredQuotient(left, right) {
        r[pc.pointee.a.index] = quotient
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.floorDivide, pc, r, k, t)
}

@inline(__always)
func moduloConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right), let remainder = flooredRemainder(left, right) {
        r[pc.pointee.a.index] = remainder
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.modulo, pc, r, k, t)
}

@inline(__always)
func bitAndConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right) {
        r[pc.pointee.a.index] = Value(bits: left.bits & right.bits)
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.and, pc, r, k, t)
}

@inline(__always)
func leftShiftConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right), let shifted = shiftedLeft(left, right) {
        r[pc.pointee.a.index] = shifted
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.leftShift, pc, r, k, t)
}

@inline(__always)
func rightShiftConstant(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let left = r[pc.pointee.b.index], right = k[pc.pointee.c.index]
    if left.isSmallInt(with: right), right.smallInt >= 0 {
        r[pc.pointee.a.index] = Value(smallInt: left.smallInt >> right.smallInt)
        return next(pc + 1, r, k, t)
    }
    return constantSlow(.rightShift, pc, r, k, t)
}

// MARK: - Small-int arithmetic that may not apply

/// The quotient rounded down; nil if the divisor is 0 or the result needs more than 62 bits.
@inline(__always)
private func flooredQuotient(_ left: Value, _ right: Value) -> Value? {
    let divisor = right.smallInt, dividend = left.smallInt
    if divisor > 0 {
        let quotient = dividend / divisor
        return Value(smallInt: dividend < 0 && quotient &* divisor != dividend ? quotient - 1 : quotient)
    }
    if divisor >= -1 { return nil }
    let quotient = dividend / divisor
    return Value(smallInt: dividend > 0 && quotient &* divisor != dividend ? quotient - 1 : quotient)
}

/// The remainder with the sign of the divisor; nil if the divisor is 0.
@inline(__always)
private func flooredRemainder(_ left: Value, _ right: Value) -> Value? {
    let divisor = right.smallInt, dividend = left.smallInt
    if divisor > 0 {
        let remainder = dividend % divisor
        return Value(smallInt: remainder < 0 ? remainder + divisor : remainder)
    }
    if divisor >= -1 { return nil }
    let remainder = dividend % divisor
    return Value(smallInt: remainder > 0 ? remainder + divisor : remainder)
}

@inline(__always)
private func shiftedLeft(_ left: Value, _ right: Value) -> Value? {
    let count = right.smallInt
    guard count >= 0, count < 62 else { return nil }
    let shifted = Int64(bitPattern: left.bits) << Int64(count)
    return shifted >> Int64(count) == Int64(bitPattern: left.bits) ? Value(bits: UInt64(bitPattern: shifted)) : nil
}

// MARK: - Slow paths

/// Numbers of any size and kind, and what raises; the rest goes on to `binaryGeneric`.
@inline(never)
private func arithmeticSlow(_ operation: BinaryOperation, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    arithmetic(operation, r[pc.pointee.b.index], r[pc.pointee.c.index], pc, r, k, t)
}

@inline(never)
private func constantSlow(_ operation: BinaryOperation, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    arithmetic(operation, r[pc.pointee.b.index], k[pc.pointee.c.index], pc, r, k, t)
}

@inline(__always)
private func arithmetic(
    _ operation: BinaryOperation, _ left: Value, _ right: Value, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread
) -> Outcome {
    let mixed = mixedArithmetic(operation, left, right, t)
    if let mixed, let value = Value(inlineFloat: mixed) {
        r[pc.pointee.a.index] = value
        return next(pc + 1, r, k, t)
    }
    t.sync(pc)
    do throws(Raised) {
        if let mixed {
            r[pc.pointee.a.index] = try t.makeFloat(mixed)
            return next(pc + 1, r, k, t)
        }
        // Whether the operator is in place makes no difference to numbers and strings.
        if left.has(t.machine.pointee.shapes.str) {
            if let value = try t.operateOnStr(operation, left, right) {
                r[pc.pointee.a.index] = value
                return next(pc + 1, r, k, t)
            }
        } else if let value = try t.arithmetic(operation, left, right) {
            r[pc.pointee.a.index] = value
            return next(pc + 1, r, k, t)
        }
    } catch {
        return unwind(t)
    }
    return binaryGeneric(left, right, pc, r, k, t)
}

@inline(__always)
private func mixedArithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value, _ t: Thread) -> Double? {
    guard let a = mixedFloat(left, t), let b = mixedFloat(right, t) else { return nil }
    switch operation {
    case .add where !left.isSmallInt || !right.isSmallInt: return a + b
    case .subtract where !left.isSmallInt || !right.isSmallInt: return a - b
    case .multiply where !left.isSmallInt || !right.isSmallInt: return a * b
    case .divide where b != 0: return a / b
    default: return nil
    }
}

/// Any operator on any operands: the types' methods, as the data model says.
@inline(never)
func binarySlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    binaryGeneric(r[pc.pointee.b.index], r[pc.pointee.c.index], pc, r, k, t)
}

@inline(__always)
private func binaryGeneric(_ left: Value, _ right: Value, _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let (operation, isInPlace) = t.binaryOperation(at: pc)
    do throws(Raised) {
        switch try t.beginBinary(operation, isInPlace: isInPlace, left, right) {
        case .value(let value):
            r[pc.pointee.a.index] = value
            return next(pc + 1, r, k, t)
        case .entered:
            return t.enter()
        }
    } catch {
        return unwind(t)
    }
}

// MARK: - Unary

@inline(__always)
func negate(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let operand = r[pc.pointee.b.index]
    if operand.isSmallInt, let result = Value(smallInt: 0).subtractingSmallInt(operand) {
        r[pc.pointee.a.index] = result
        return next(pc + 1, r, k, t)
    }
    if operand.isInlineFloat, let result = Value(inlineFloat: -operand.inlineFloat) {
        r[pc.pointee.a.index] = result
        return next(pc + 1, r, k, t)
    }
    return unarySlow(pc, r, k, t)
}

@inline(__always)
func invert(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let operand = r[pc.pointee.b.index]
    if operand.isSmallInt {
        r[pc.pointee.a.index] = Value(smallInt: ~operand.smallInt)
        return next(pc + 1, r, k, t)
    }
    return unarySlow(pc, r, k, t)
}

/// `not` of a bool: the compiler puts `toBool` before it.
@inline(__always)
func not(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    r[pc.pointee.a.index] = Value(r[pc.pointee.b.index] == .false)
    return next(pc + 1, r, k, t)
}

@inline(never)
private func unarySlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    let opcode = t.opcode(at: pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = try t.unary(opcode == .unaryNegative ? .negative : .invert, r[pc.pointee.b.index])
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}

@inline(__always)
func toBool(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    let operand = r[pc.pointee.b.index]
    if operand.isBool {
        r[pc.pointee.a.index] = operand
        return next(pc + 1, r, k, t)
    }
    if operand.isSmallInt {
        r[pc.pointee.a.index] = Value(operand.bits != 0)
        return next(pc + 1, r, k, t)
    }
    return toBoolSlow(pc, r, k, t)
}

@inline(never)
private func toBoolSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread) -> Outcome {
    t.sync(pc)
    do throws(Raised) {
        r[pc.pointee.a.index] = Value(try t.isTrue(r[pc.pointee.b.index]))
    } catch {
        return unwind(t)
    }
    return next(pc + 1, r, k, t)
}
