// Arithmetic on exact ints of any size. The handlers do what fits 62 bits themselves; bool and subclasses come in through `exactInt`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - Sums and products

    func addInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if left.isSmallInt(with: right) { return try makeInt(left.smallInt &+ right.smallInt) }
        return try withLimbs(left, right) { a, b throws(Raised) in try addSigned(a, b) }
    }

    func subtractInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if left.isSmallInt(with: right) { return try makeInt(left.smallInt &- right.smallInt) }
        return try withLimbs(left, right) { a, b throws(Raised) in
            var negated = b
            negated.isNegative.toggle()
            return try addSigned(a, negated)
        }
    }

    private func addSigned(_ a: IntOperand, _ b: IntOperand) throws(Raised) -> Value {
        if a.isNegative == b.isNegative {
            let (long, short) = a.count >= b.count ? (a, b) : (b, a)
            let result = try allocateUnfilledInt(long.count + 1)
            result.limbs[long.count] = Limbs.add(result.limbs, long.limbs, long.count, short.limbs, short.count)
            return finish(result, long.count + 1, isNegative: a.isNegative)
        }
        let (large, small) = Limbs.compare(a.limbs, a.count, b.limbs, b.count) >= 0 ? (a, b) : (b, a)
        let result = try allocateUnfilledInt(large.count)
        _ = Limbs.subtract(result.limbs, large.limbs, large.count, small.limbs, small.count)
        return finish(result, large.count, isNegative: large.isNegative)
    }

    func multiplyInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        try withLimbs(left, right) { a, b throws(Raised) in
            let count = a.count &+ b.count
            let result = try allocateUnfilledInt(count)
            if b.count == 1 {
                result.limbs[a.count] = Limbs.multiply(result.limbs, a.limbs, a.count, by: b.limbs[0])
            } else if a.count == 1 {
                result.limbs[b.count] = Limbs.multiply(result.limbs, b.limbs, b.count, by: a.limbs[0])
            } else {
                try Limbs.multiply(result.limbs, a.limbs, a.count, b.limbs, b.count, self)
            }
            return finish(result, count, isNegative: a.isNegative != b.isNegative)
        }
    }

    func negateInt(_ int: Value) throws(Raised) -> Value {
        if int.isSmallInt { return try makeInt(-int.smallInt) }
        let long = LongInt(int), count = long.count
        let result = try allocateUnfilledInt(count)
        result.limbs.update(from: long.limbs, count: count)
        return finish(result, count, isNegative: !long.isNegative)
    }

    func absoluteInt(_ int: Value) throws(Raised) -> Value { signOfInt(int) < 0 ? try negateInt(int) : int }

    // MARK: - Quotients

    /// Quotient rounded down and remainder with the sign of the divisor, which must not be 0.
    func divideInts(_ left: Value, _ right: Value) throws(Raised) -> (quotient: Value, remainder: Value) {
        if left.isSmallInt(with: right) {
            let a = left.smallInt, b = right.smallInt
            if b == -1 { return (try makeInt(-a), Value(smallInt: 0)) }
            if b == 0 { return (Value(smallInt: 0), Value(smallInt: 0)) }
            let quotient = a / b, remainder = a % b
            if remainder != 0, (remainder < 0) != (b < 0) { return (Value(smallInt: quotient - 1), Value(smallInt: remainder + b)) }
            return (Value(smallInt: quotient), Value(smallInt: remainder))
        }
        return try withLimbs(left, right) { a, b throws(Raised) in
            var (quotient, remainder) = try divide(a, b, left)
            let sign = signOfInt(remainder)
            if sign != 0, (sign < 0) != b.isNegative {
                quotient = try subtractInts(quotient, Value(smallInt: 1))
                remainder = try addInts(remainder, right)
            }
            return (quotient, remainder)
        }
    }

    /// Quotient rounded towards 0, and remainder.
    @inline(__always)
    private func divide(_ a: IntOperand, _ b: IntOperand, _ left: Value, needsRemainder: Bool = true) throws(Raised) -> (quotient: Value, remainder: Value) {
        if Limbs.compare(a.limbs, a.count, b.limbs, b.count) < 0 { return (Value(smallInt: 0), left) }
        let quotientCount = a.count - b.count + 1, isQuotientNegative = a.isNegative != b.isNegative
        let q = try allocateUnfilledInt(quotientCount)
        if b.count == 1 {
            try charge(a.count >> 1)
            let rest = try Limbs.divide(q.limbs, a.limbs, a.count, by: b.limbs[0], self)
            let quotient = finish(q, quotientCount, isNegative: isQuotientNegative)
            return (quotient, try makeInt(magnitude: rest, isNegative: a.isNegative))
        }
        // What is left after a division in place lies in memory as large as the dividend.
        let room = Limbs.dividesBlocks(a.count, b.count) ? b.count : a.count + 1
        let r = try allocateUnfilledInt(room)
        try Limbs.divide(q.limbs, r.limbs, a.limbs, a.count, b.limbs, b.count, self)
        let quotient = finish(q, quotientCount, isNegative: isQuotientNegative)
        let remainder = finish(r, b.count, isNegative: a.isNegative)
        if !needsRemainder || room <= b.count + 4 || remainder.isSmallInt { return (quotient, remainder) }
        let count = LongInt(remainder).count, copy = try allocateUnfilledInt(count)
        copy.limbs.update(from: LongInt(remainder).limbs, count: count)
        return (quotient, finish(copy, count, isNegative: a.isNegative))
    }

    func floorDivideInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if signOfInt(right) == 0 { throw raise(.zeroDivisionError, "integer division or modulo by zero") }
        if left.isSmallInt(with: right) { return try divideInts(left, right).quotient }
        return try withLimbs(left, right) { a, b throws(Raised) in
            let (quotient, remainder) = try divide(a, b, left, needsRemainder: false)
            let sign = signOfInt(remainder)
            return sign != 0 && (sign < 0) != b.isNegative ? try subtractInts(quotient, Value(smallInt: 1)) : quotient
        }
    }

    func moduloInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if signOfInt(right) == 0 { throw raise(.zeroDivisionError, "integer modulo by zero") }
        return try divideInts(left, right).remainder
    }

    /// `left / right`, rounded once from the exact quotient.
    func trueDivideInts(_ left: Value, _ right: Value) throws(Raised) -> Double {
        if signOfInt(right) == 0 { throw raise(.zeroDivisionError, "division by zero") }
        if left.isSmallInt(with: right), left.smallInt.magnitude <= 1 << 53, right.smallInt.magnitude <= 1 << 53 {
            return Double(left.smallInt) / Double(right.smallInt)
        }
        return try withLimbs(left, right) { a, b throws(Raised) in
            if a.count == 0 { return b.isNegative ? -0.0 : 0 }
            let isNegative = a.isNegative != b.isNegative
            // A quotient of at least 55 bits, and more only if the result is subnormal or the numbers are far apart.
            let difference = a.bitCount - b.bitCount
            if difference > 1024 { throw raise(.overflowError, "integer division result too large for a float") }
            if difference < -1080 { return isNegative ? -0.0 : 0.0 }
            let shift = 66 - difference
            var dividend = try absoluteInt(left)
            let divisor = try absoluteInt(right)
            var isInexact = false
            if shift >= 0 {
                dividend = try shiftLeft(dividend, by: shift)
            } else {
                isInexact = try trailingZeroCount(dividend) < -shift
                dividend = try shiftRight(dividend, by: -shift)
            }
            let (quotient, remainder) = try divideInts(dividend, divisor)
            if signOfInt(remainder) != 0 { isInexact = true }
            // 66 or 67 bits: two limbs, or one in the odd case.
            let result = try withLimbs(quotient) { q throws(Raised) in Limbs.double(q.limbs, q.count, exponent: -shift, isInexact: isInexact) }
            if result.isInfinite { throw raise(.overflowError, "integer division result too large for a float") }
            return isNegative ? -result : result
        }
    }

    /// An int as a double, rounded half to even; OverflowError if it is too large.
    func doubleOfInt(_ value: Value) throws(Raised) -> Double {
        let int = int(value)
        if int.isSmallInt { return Double(int.smallInt) }
        let long = LongInt(int)
        let result = Limbs.double(long.limbs, long.count, exponent: 0, isInexact: false)
        if result.isInfinite { throw raise(.overflowError, "int too large to convert to float") }
        return long.isNegative ? -result : result
    }

    // MARK: - Shifts

    /// How many zero bits a number that is not 0 ends with.
    private func trailingZeroCount(_ int: Value) throws(Raised) -> Int {
        try withLimbs(int) { a throws(Raised) in
            var index = 0
            while index < a.count, a.limbs[index] == 0 { index += 1 }
            return index < a.count ? index * 64 + a.limbs[index].trailingZeroBitCount : 0
        }
    }

    func shiftLeftInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if signOfInt(right) < 0 { throw raise(.valueError, "negative shift count") }
        if signOfInt(left) == 0 { return left }
        guard let count = machineInteger(right) else { throw raise(.overflowError, "too many digits in integer") }
        return try shiftLeft(left, by: count)
    }

    func shiftRightInts(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if signOfInt(right) < 0 { throw raise(.valueError, "negative shift count") }
        guard let count = machineInteger(right) else { return Value(smallInt: signOfInt(left) < 0 ? -1 : 0) }
        return try shiftRight(left, by: count)
    }

    func shiftLeft(_ int: Value, by count: Int) throws(Raised) -> Value {
        if signOfInt(int) == 0 { return int }
        return try withLimbs(int) { a throws(Raised) in
            let whole = count / 64
            let result = try allocateUnfilledInt(a.count + whole + 1)
            let limbs = result.limbs
            limbs[a.count + whole] = Limbs.shiftLeft(limbs + whole, a.limbs, a.count, by: UInt(count % 64))
            Limbs.clear(limbs, whole)
            return finish(result, a.count + whole + 1, isNegative: a.isNegative)
        }
    }

    /// Rounds down, as two's complement does.
    func shiftRight(_ int: Value, by count: Int) throws(Raised) -> Value {
        if int.isSmallInt { return Value(smallInt: int.smallInt >> count) }
        return try withLimbs(int) { a throws(Raised) in
            let whole = count / 64
            if whole >= a.count { return Value(smallInt: a.isNegative ? -1 : 0) }
            let rest = a.count - whole
            let result = try allocateUnfilledInt(rest + 1)
            result.limbs[rest] = 0
            var isLost = Limbs.shiftRight(result.limbs, a.limbs + whole, rest, by: UInt(count % 64))
            if a.isNegative {
                var index = 0
                while !isLost, index < whole { isLost = a.limbs[index] != 0; index += 1 }
                if isLost {
                    index = 0
                    while true {
                        let (sum, overflow) = result.limbs[index].addingReportingOverflow(1)
                        result.limbs[index] = sum
                        if !overflow { break }
                        index += 1
                    }
                }
            }
            return finish(result, rest + 1, isNegative: a.isNegative)
        }
    }

    // MARK: - Bits

    /// `&`, `|` or `^` of two's complement.
    func bitwiseInts(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value {
        if left.isSmallInt(with: right) {
            switch operation {
            case .and: return Value(bits: left.bits & right.bits)
            case .or: return Value(bits: left.bits | right.bits)
            default: return Value(bits: left.bits ^ right.bits)
            }
        }
        return try withLimbs(left, right) { a, b throws(Raised) in
            let isNegative: Bool
            switch operation {
            case .and: isNegative = a.isNegative && b.isNegative
            case .or: isNegative = a.isNegative || b.isNegative
            default: isNegative = a.isNegative != b.isNegative
            }
            // Limbs above a number are 0, or all ones if it is negative.
            var count = Swift.max(a.count, b.count) + 1
            if operation == .and {
                if !a.isNegative { count = Swift.min(count, a.count) }
                if !b.isNegative { count = Swift.min(count, b.count) }
            }
            let result = try allocateUnfilledInt(count)
            switch operation {
            case .and: combine(result.limbs, count, a, b, isNegative: isNegative, &)
            case .or: combine(result.limbs, count, a, b, isNegative: isNegative, |)
            default: combine(result.limbs, count, a, b, isNegative: isNegative, ^)
            }
            return finish(result, count, isNegative: isNegative)
        }
    }

    /// Writes what an operation makes of each pair of limbs.
    @inline(__always)
    private func combine(
        _ result: UnsafeMutablePointer<UInt>, _ count: Int, _ a: IntOperand, _ b: IntOperand, isNegative: Bool, _ operation: (UInt, UInt) -> UInt
    ) {
        var index = 0
        if !a.isNegative, !b.isNegative {
            let both = Swift.min(a.count, b.count, count)
            while index < both {
                result[index] = operation(a.limbs[index], b.limbs[index])
                index &+= 1
            }
            let long = a.count > b.count ? a : b
            while index < count {
                result[index] = operation(index < long.count ? long.limbs[index] : 0, 0)
                index &+= 1
            }
            return
        }
        var aCarry: UInt = 1, bCarry: UInt = 1, carry: UInt = 1
        while index < count {
            var x = index < a.count ? a.limbs[index] : 0
            var y = index < b.count ? b.limbs[index] : 0
            if a.isNegative { let (sum, overflow) = (~x).addingReportingOverflow(aCarry); x = sum; aCarry = overflow ? 1 : 0 }
            if b.isNegative { let (sum, overflow) = (~y).addingReportingOverflow(bCarry); y = sum; bCarry = overflow ? 1 : 0 }
            var z = operation(x, y)
            if isNegative { let (sum, overflow) = (~z).addingReportingOverflow(carry); z = sum; carry = overflow ? 1 : 0 }
            result[index] = z
            index &+= 1
        }
    }

    func invertInt(_ int: Value) throws(Raised) -> Value {
        if int.isSmallInt { return Value(smallInt: ~int.smallInt) }
        return try subtractInts(try negateInt(int), Value(smallInt: 1))
    }

    // MARK: - Powers

    /// `base ** exponent` for an exponent that is not negative.
    func powerInts(_ base: Value, _ exponent: Value) throws(Raised) -> Value {
        if base.isSmallInt, base.smallInt.magnitude <= 2 {
            switch base.smallInt {
            case 0, 1: return signOfInt(exponent) == 0 ? Value(smallInt: 1) : base
            case -1: return Value(smallInt: isOdd(exponent) ? -1 : 1)
            default:
                guard let count = machineInteger(exponent) else { throw raise(.overflowError, "too many digits in integer") }
                let power = try shiftLeft(Value(smallInt: 1), by: count)
                return base.smallInt < 0 && count & 1 == 1 ? try negateInt(power) : power
            }
        }
        guard let count = machineInteger(exponent) else { throw memoryError() }
        var bit = Int.bitWidth - count.leadingZeroBitCount
        var result = Value(smallInt: 1)
        while bit > 0 {
            bit -= 1
            if result != Value(smallInt: 1) { result = try multiplyInts(result, result) }
            if count >> bit & 1 == 1 { result = try multiplyInts(result, base) }
            try charge(1)
        }
        return result
    }

    func isOdd(_ int: Value) -> Bool { int.isSmallInt ? int.smallInt & 1 == 1 : LongInt(int).limbs[0] & 1 == 1 }

    /// `pow(base, exponent, modulus)`.
    func powerInts(_ base: Value, _ exponent: Value, modulus: Value) throws(Raised) -> Value {
        if signOfInt(modulus) == 0 { throw raise(.valueError, "pow() 3rd argument cannot be 0") }
        let positive = try absoluteInt(modulus)
        if positive == Value(smallInt: 1) { return Value(smallInt: 0) }
        var base = try divideInts(base, positive).remainder, exponent = exponent
        if signOfInt(exponent) < 0 {
            exponent = try negateInt(exponent)
            guard let inverse = try inverse(of: base, modulus: positive) else {
                throw raise(.valueError, "base is not invertible for the given modulus")
            }
            base = inverse
        }
        var result = Value(smallInt: 1)
        try withLimbs(exponent) { bits throws(Raised) in
            if positive.isSmallInt, positive.smallInt < 1 << 31 {
                // Products of two residues fit 62 bits.
                let modulus = positive.smallInt, factor = base.smallInt
                var product = 1
                var bit = bits.bitCount
                while bit > 0 {
                    bit -= 1
                    product = product * product % modulus
                    if bits.limbs[bit / 64] >> UInt(bit % 64) & 1 == 1 { product = product * factor % modulus }
                    if bit & 63 == 0 { try charge(16) }
                }
                result = Value(smallInt: product)
                return
            }
            // Four bits of the exponent at a time.
            let powers = try allocateValues(16)
            powers.base[0] = Value(smallInt: 1)
            powers.base[1] = base
            let isLong = bits.bitCount > 16
            if isLong { for index in 2..<16 { powers.base[index] = try multiplyInts(powers.base[index - 1], base, modulus: positive) } }
            var bit = bits.bitCount
            if isLong { bit = (bit + 3) / 4 * 4 }
            while bit > 0 {
                let width = isLong ? 4 : 1
                bit -= width
                if result != Value(smallInt: 1) {
                    for _ in 0..<width { result = try multiplyInts(result, result, modulus: positive) }
                }
                let digit = Int(bits.limbs[bit / 64] >> UInt(bit % 64) & (isLong ? 15 : 1))
                if digit > 0 { result = try multiplyInts(result, powers.base[digit], modulus: positive) }
                try charge(1)
            }
        }
        if signOfInt(modulus) < 0, signOfInt(result) != 0 { return try addInts(result, modulus) }
        return result
    }

    private func multiplyInts(_ left: Value, _ right: Value, modulus: Value) throws(Raised) -> Value {
        try divideInts(try multiplyInts(left, right), modulus).remainder
    }

    /// The number whose product with `int` is 1 modulo `modulus`, if there is one.
    private func inverse(of int: Value, modulus: Value) throws(Raised) -> Value? {
        var a = int, b = modulus
        var x = Value(smallInt: 1), y = Value(smallInt: 0)
        while signOfInt(b) != 0 {
            let (quotient, remainder) = try divideInts(a, b)
            (a, b) = (b, remainder)
            (x, y) = (y, try subtractInts(x, try multiplyInts(quotient, y)))
            try charge(1)
        }
        return a == Value(smallInt: 1) ? try divideInts(x, modulus).remainder : nil
    }

    // MARK: - Comparison

    /// Negative, zero or positive.
    func compareInts(_ left: Value, _ right: Value) -> Int {
        if left.isSmallInt(with: right) { return left.smallInt < right.smallInt ? -1 : left.smallInt == right.smallInt ? 0 : 1 }
        // One without a cell is nearer to 0 than any with one.
        if left.isSmallInt { return LongInt(right).isNegative ? 1 : -1 }
        if right.isSmallInt { return LongInt(left).isNegative ? -1 : 1 }
        let a = LongInt(left), b = LongInt(right)
        if a.isNegative != b.isNegative { return a.isNegative ? -1 : 1 }
        if a.count > 1 << 10 { noteWork(a.count >> 3) }
        let order = Limbs.compare(a.limbs, a.count, b.limbs, b.count)
        return a.isNegative ? -order : order
    }

    /// An int against a double, exactly; nil for NaN.
    func compareInt(_ int: Value, with double: Double) -> Int? {
        if double.isNaN { return nil }
        if int.isSmallInt {
            let number = int.smallInt
            if double >= 0x1p61 { return -1 }
            if double < -0x1p61 { return 1 }
            let whole = Int(double)
            if number != whole { return number < whole ? -1 : 1 }
            let fraction = double - Double(whole)
            return fraction > 0 ? -1 : fraction < 0 ? 1 : 0
        }
        let long = LongInt(int)
        let sign = long.isNegative ? -1 : 1
        if double == 0 || (double < 0) != long.isNegative || double.magnitude < 0x1p60 { return sign }
        if double.isInfinite { return -sign }
        let bits = long.count * 64 - long.limbs[long.count - 1].leadingZeroBitCount
        let doubleBits = Int(double.exponent) + 1
        if bits != doubleBits { return bits < doubleBits ? -sign : sign }
        // As many bits each: the double has 53 of them, and nothing behind the point.
        let mantissa = UInt(double.significandBitPattern) | 1 << 52
        let shift = doubleBits - 53
        let top = long.bits(from: shift)
        if shift >= 0 {
            if top != mantissa { return top < mantissa ? -sign : sign }
            return long.hasBits(below: shift) ? sign : 0
        }
        // 62 bits or more always have 53.
        return 0
    }
}

extension LongInt {
    /// 64 bits of the magnitude from a place on.
    fileprivate func bits(from place: Int) -> UInt {
        let whole = place / 64, rest = UInt(place % 64)
        var result = limbs[whole] >> rest
        if rest > 0, whole + 1 < count { result |= limbs[whole + 1] << (64 - rest) }
        return result
    }

    fileprivate func hasBits(below place: Int) -> Bool {
        let whole = place / 64
        for index in 0..<whole where limbs[index] != 0 { return true }
        return limbs[whole] & (1 << UInt(place % 64) - 1) != 0
    }
}

extension Limbs {
    /// magnitude · 2^exponent, rounded half to even once; `isInexact` says that a little is missing. Infinity if it is too large.
    static func double(_ limbs: Source, _ count: Int, exponent: Int, isInexact: Bool) -> Double {
        if count == 0 { return 0 }
        // The 64 highest bits, the lowest of them set if anything lies below.
        let zeros = UInt(limbs[count - 1].leadingZeroBitCount)
        var top = limbs[count - 1] << zeros, isRest = isInexact
        if count > 1 {
            if zeros > 0 { top |= limbs[count - 2] >> (64 - zeros) }
            if limbs[count - 2] << zeros != 0 { isRest = true }
            var index = count - 2
            while !isRest, index > 0 { index -= 1; isRest = limbs[index] != 0 }
        }
        let scale = exponent + (count * 64 - 64)  - Int(zeros)
        if scale + 64 > 1025 { return .infinity }
        if scale + 64 < -1080 { return 0 }
        // Subnormal results have fewer bits: those that go are gathered in the lowest that stays.
        let lost = Swift.max(11, -1074 - scale)
        if lost > 64 { return 0 }
        if lost == 64 { return top > 1 << 63 || (top == 1 << 63 && isRest) ? 0x1p-1074 : 0 }
        var kept = top >> UInt(lost)
        let half: UInt = 1 << UInt(lost - 1), rest = top & (1 << UInt(lost) - 1)
        if rest > half || (rest == half && (isRest || kept & 1 == 1)) { kept += 1 }
        return Double(sign: .plus, exponent: scale + lost, significand: Double(kept))
    }
}
