// The module `math`: functions of ints.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineIntegerFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("gcd", "(*integers)", "Greatest common divisor.") { t, a throws(Raised) in
            let integers = Tuple(a[0])
            var result = Value(smallInt: 0)
            for index in 0..<integers.count {
                let int = try t.absoluteInt(try t.indexValue(integers[index]))
                result = try t.greatestCommonDivisor(result, int)
            }
            return result
        }
        try builder.method("lcm", "(*integers)", "Least common multiple.") { t, a throws(Raised) in
            let integers = Tuple(a[0])
            var result = Value(smallInt: 1)
            for index in 0..<integers.count {
                let int = try t.absoluteInt(try t.indexValue(integers[index]))
                if t.signOfInt(result) == 0 || t.signOfInt(int) == 0 { result = Value(smallInt: 0); continue }
                let divisor = try t.greatestCommonDivisor(result, int)
                result = try t.multiplyInts(try t.divideInts(result, divisor).quotient, int)
            }
            return result
        }
        try builder.method("isqrt", "(n, /)", "The whole part of the square root of n.") { t, a throws(Raised) in
            let int = try t.indexValue(a[0])
            if t.signOfInt(int) < 0 { throw t.raise(.valueError, "isqrt() argument must be nonnegative") }
            return try t.squareRoot(int)
        }
        try builder.method("factorial", "(n, /)", "The product of all ints from 1 to n.") { t, a throws(Raised) in
            try t.factorial(try t.indexValue(a[0]))
        }
        try builder.method("comb", "(n, k, /)", "In how many ways k items can be chosen from n, without order.") { t, a throws(Raised) in
            let n = try t.indexValue(a[0])
            var k = try t.indexValue(a[1])
            if t.signOfInt(n) < 0 { throw t.raise(.valueError, "n must be a non-negative integer") }
            if t.signOfInt(k) < 0 { throw t.raise(.valueError, "k must be a non-negative integer") }
            let rest = try t.subtractInts(n, k)
            if t.signOfInt(rest) < 0 { return Value(smallInt: 0) }
            if t.compareInts(rest, k) < 0 { k = rest }
            guard let count = t.machineInteger(k) else { throw t.raise(.overflowError, "min(n - k, k) must not exceed \(Int.max)") }
            let product = try t.fallingProduct(n, count)
            return try t.divideInts(product, try t.fallingProduct(k, count)).quotient
        }
        try builder.method("perm", "(n, k=None, /)", "In how many ways k items can be chosen from n, in order.") { t, a throws(Raised) in
            if a[1].isUnbound || a[1].isNone { return try t.factorial(try t.indexValue(a[0])) }
            let n = try t.indexValue(a[0]), k = try t.indexValue(a[1])
            if t.signOfInt(n) < 0 { throw t.raise(.valueError, "n must be a non-negative integer") }
            if t.signOfInt(k) < 0 { throw t.raise(.valueError, "k must be a non-negative integer") }
            if t.compareInts(n, k) < 0 { return Value(smallInt: 0) }
            guard let count = t.machineInteger(k) else { throw t.raise(.overflowError, "k must not exceed \(Int.max)") }
            return try t.fallingProduct(n, count)
        }
    }

    /// Of two ints that are not negative.
    func greatestCommonDivisor(_ first: Value, _ second: Value) throws(Raised) -> Value {
        var a = first, b = second
        while !a.isSmallInt || !b.isSmallInt {
            if signOfInt(b) == 0 { return a }
            if compareInts(a, b) > 0, !b.isSmallInt { (a, b) = try reducePair(a, b) }
            if signOfInt(b) == 0 { return a }
            (a, b) = (b, try divideInts(a, b).remainder)
            try charge(1)
        }
        var x = a.smallInt, y = b.smallInt
        while y != 0 { (x, y) = (y, x % y) }
        return Value(smallInt: x)
    }

    /// Two numbers with the same greatest common divisor, smaller where that goes without division: as many steps of Euclid's algorithm as the highest bits
    /// of both decide are made at once, again and again (Lehmer). `a > b`, both beyond 62 bits.
    private func reducePair(_ a: Value, _ b: Value) throws(Raised) -> (Value, Value) {
        let count = LongInt(a).count
        if count - LongInt(b).count > 1 { return (a, b) }
        let first = try allocateInt(count), second = try allocateInt(count)
        first.limbs.update(from: LongInt(a).limbs, count: count)
        second.limbs.update(from: LongInt(b).limbs, count: LongInt(b).count)
        let x = first.limbs, y = second.limbs
        var length = count
        while length > 1, y[length - 1] != 0 || y[length - 2] != 0 {
            // The highest 62 bits of the larger one, and of the other what stands at the same places.
            let bits = UInt(x[length - 1].leadingZeroBitCount)
            var high = Int(bitPattern: (x[length - 1] &<< bits | (x[length - 2] >> 1) &>> (63 &- bits)) >> 2)
            var low = Int(bitPattern: (y[length - 1] &<< bits | (y[length - 2] >> 1) &>> (63 &- bits)) >> 2)
            // After the steps so far the numbers are ±(p·x - q·y) and ±(s·y - r·x), the signs alternating.
            var p = 1, q = 0, r = 0, s = 1, steps = 0
            while low != r {
                let quotient = (high &+ (p &- 1)) / (low &- r)
                let next = q &+ quotient &* s, rest = high &- quotient &* low
                if next > rest { break }
                (high, low) = (low, rest)
                (p, q, r, s) = (s, r, next, p &+ quotient &* r)
                steps += 1
            }
            if steps == 0 { break }
            try charge(length >> 2 + 1)
            if steps & 1 == 0 {
                Limbs.combine(x, y, length, UInt(p), UInt(q), UInt(s), UInt(r))
            } else {
                Limbs.combine(y, x, length, UInt(p), UInt(q), UInt(s), UInt(r))
                for index in 0..<length { (x[index], y[index]) = (y[index], x[index]) }
            }
            length = Limbs.trimmed(x, length)
        }
        return (finish(first, count, isNegative: false), finish(second, count, isNegative: false))
    }

    /// The whole part of the square root: each step doubles the bits that are known (CPython: `math.isqrt`).
    private func squareRoot(_ int: Value) throws(Raised) -> Value {
        if signOfInt(int) == 0 { return int }
        if int.isSmallInt {
            let number = int.smallInt
            var root = Int(Double(number).squareRoot())
            while root * root > number { root -= 1 }
            while (root + 1) * (root + 1) <= number { root += 1 }
            return Value(smallInt: root)
        }
        let bits = try withLimbs(int) { a throws(Raised) in a.bitCount }
        let half = (bits - 1) / 2
        var root = Value(smallInt: 1), done = 0
        var step = Int.bitWidth - half.leadingZeroBitCount
        while step > 0 {
            step -= 1
            let before = done
            done = half >> step
            let shifted = try shiftLeft(root, by: done - before - 1)
            root = try addInts(shifted, try divideInts(try shiftRight(int, by: 2 * half - before - done + 1), root).quotient)
        }
        return compareInts(try multiplyInts(root, root), int) > 0 ? try subtractInts(root, Value(smallInt: 1)) : root
    }

    private func factorial(_ n: Value) throws(Raised) -> Value {
        if signOfInt(n) < 0 { throw raise(.valueError, "factorial() not defined for negative values") }
        guard let number = machineInteger(n) else { throw raise(.overflowError, "factorial() argument should not exceed \(Int.max)") }
        return try fallingProduct(n, number)
    }

    /// n · (n - 1) · … of `count` factors, none of them negative; halves are multiplied, so that products are of like size.
    private func fallingProduct(_ n: Value, _ count: Int) throws(Raised) -> Value {
        if count == 0 { return Value(smallInt: 1) }
        if n.isSmallInt, count <= 64 {
            // As many factors as fit a machine word are multiplied at once.
            var product = Value.unbound, chunk = n.smallInt
            for index in 1..<Swift.max(count, 1) {
                let factor = n.smallInt &- index
                let (next, overflow) = chunk.multipliedReportingOverflow(by: factor)
                if overflow {
                    let word = try makeInt(chunk)
                    product = product.isUnbound ? word : try multiplyInts(product, word)
                    chunk = factor
                } else {
                    chunk = next
                }
            }
            try charge(count)
            let word = try makeInt(chunk)
            return product.isUnbound ? word : try multiplyInts(product, word)
        }
        if count <= 16 {
            var result = n
            for index in 1..<Swift.max(count, 1) { result = try multiplyInts(result, try subtractInts(n, Value(smallInt: index))) }
            try charge(count)
            return result
        }
        try checkNativeStack()
        let half = count / 2
        return try multiplyInts(try fallingProduct(n, half), try fallingProduct(try subtractInts(n, Value(smallInt: half)), count - half))
    }
}
