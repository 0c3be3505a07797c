// Arithmetic and bit operations.
//
// Fast paths: two small ints, two floats, an int and a float for the four basic operations. Everything else goes to slow paths, the last of which
// looks at the bytecode for whether it is in place.

extension Thread {
    /// Notes where the running activation is: before anything that may allocate, raise, call, or look at frames.
    @inline(__always)
    func sync(_ pc: PC) { pointee.activation.pointee.pc = pc }
}

/// The number that an exact float or a small int stands for in mixed arithmetic; nil for anything else.
@inline(__always)
func mixedFloat(_ value: Value, _ t: Thread) -> Double? {
    if value.isInlineFloat { return value.inlineFloat }
    if value.isSmallInt {
        let int = value.smallInt
        // Larger ints may round, and overflow is for the slow path to tell.
        if int.magnitude < 1 << 53 { return Double(int) }
    }
    if value.has(t.machine.pointee.shapes.float) { return Float(value).fields.pointee.number }
    return nil
}

/// Where an instruction finds its right operand.
enum OperandSource {
    case register, constant
    /// A constant that is a float without a cell: only the left operand needs a look.
    case float

    @inline(__always) func read(_ index: UInt16, _ r: Registers, _ k: Registers) -> Value { self == .register ? r[index.index] : k[index.index] }
}

/// All binary operators: each instruction has a copy of this with its operation and source.
@inline(__always)
func arithmetic(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ operation: BinaryOperation, _ source: OperandSource) -> Outcome {
    let left = r[pc.pointee.b.index], right = source.read(pc.pointee.c, r, k)
    if let result = source == .float ? left.isInlineFloat ? floatArithmetic(operation, left, right) : nil : fastArithmetic(operation, left, right) {
        r[pc.pointee.a.index] = result
        return next(pc + 1, r, k, t)
    }
    // The four arguments of a handler stay in their registers: what is added comes behind them.
    return source == .register ? arithmeticSlow(pc, r, k, t, operation) : constantSlow(pc, r, k, t, operation)
}

/// The result for two small ints or two floats without a cell, if it is one too; nil for anything else.
@inline(__always)
func fastArithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value? {
    if left.isSmallInt(with: right) {
        switch operation {
        case .add: return left.addingSmallInt(right)
        case .subtract: return left.subtractingSmallInt(right)
        case .multiply: return left.multipliedSmallInt(by: right)
        case .floorDivide: return flooredQuotient(left, right)
        case .modulo: return flooredRemainder(left, right)
        case .leftShift: return shiftedLeft(left, right)
        case .rightShift: return right.smallInt >= 0 ? Value(smallInt: left.smallInt >> right.smallInt) : nil
        case .and: return Value(bits: left.bits & right.bits)
        case .or: return Value(bits: left.bits | right.bits)
        case .xor: return Value(bits: left.bits ^ right.bits)
        case .divide, .power, .matrixMultiply: return nil
        }
    }
    return left.isInlineFloat(with: right) ? floatArithmetic(operation, left, right) : nil
}

/// The result for two floats without a cell, if it is one too; nil for the operators that take more than an instruction.
@inline(__always)
private func floatArithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value) -> Value? {
    switch operation {
    case .add: return Value(scaledFloat: left.scaledFloat + right.scaledFloat)
    case .subtract: return Value(scaledFloat: left.scaledFloat - right.scaledFloat)
    case .multiply: return Value(scaledFloat: left.scaledFloat * right.inlineFloat)
    // Zero is not among floats without a cell.
    case .divide: return Value(scaledFloat: left.scaledFloat / right.inlineFloat)
    default: return nil
    }
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
private func arithmeticSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ operation: BinaryOperation) -> Outcome {
    arithmeticSlow(pc, r, k, t, operation, r[pc.pointee.b.index], r[pc.pointee.c.index])
}

@inline(never)
private func constantSlow(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ operation: BinaryOperation) -> Outcome {
    arithmeticSlow(pc, r, k, t, operation, r[pc.pointee.b.index], k[pc.pointee.c.index])
}

@inline(__always)
private func arithmeticSlow(
    _ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ operation: BinaryOperation, _ left: Value, _ right: Value
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
            if operation == .add, pc.pointee.a == pc.pointee.b, right.has(t.machine.pointee.shapes.str) {
                r[pc.pointee.a.index] = try Str(left).appended(Str(right), t).value
                return next(pc + 1, r, k, t)
            }
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
    return binaryGeneric(pc, r, k, t, left, right)
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
@inline(__always)
private func binaryGeneric(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread, _ left: Value, _ right: Value) -> Outcome {
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
