// Division of magnitudes: schoolbook for short divisors (Knuth, volume 2, algorithm D), recursive for long ones
// (Burnikel and Ziegler, "Fast Recursive Division", 1998).

extension Limbs {
    /// Below this many limbs of divisor or quotient the schoolbook method is faster.
    private static let recursiveThreshold = 80

    /// Divides magnitudes without leading zeros, `aCount >= bCount >= 1`.
    ///
    /// - Parameters:
    ///   - quotient: `aCount - bCount + 1` limbs.
    ///   - remainder: `bCount` limbs.
    static func divide(
        _ quotient: Place, _ remainder: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ thread: Thread
    ) throws(Raised) {
        if bCount == 1 {
            try thread.charge(aCount >> 1)
            remainder[0] = divide(quotient, a, aCount, by: b[0])
            return
        }
        let bits = UInt(b[bCount - 1].leadingZeroBitCount)
        if bCount >= recursiveThreshold, aCount - bCount >= recursiveThreshold {
            return try divideBlocks(quotient, remainder, a, aCount, b, bCount, bits, thread)
        }
        let divisor = try thread.allocateLimbs(bCount)
        _ = shiftLeft(divisor, b, bCount, by: bits)
        let dividend = try thread.allocateLimbs(aCount + 1)
        dividend[aCount] = shiftLeft(dividend, a, aCount, by: bits)
        try thread.charge((aCount - bCount + 1) &* bCount >> 4)
        divideSchool(quotient, dividend, aCount + 1, divisor, bCount)
        shiftRight(remainder, dividend, bCount, by: bits)
    }

    /// Divides in place: the highest bit of the divisor is set, and the highest `bCount` limbs of the dividend are less than it.
    /// The quotient has `aCount - bCount` limbs; the remainder is left in the lowest limbs of `a`, the others become 0.
    private static func divideSchool(_ quotient: Place, _ a: Place, _ aCount: Int, _ b: Source, _ bCount: Int) {
        let top = b[bCount - 1], second = b[bCount - 2]
        var index = aCount &- bCount
        while index > 0 {
            index &-= 1
            let high = a[index &+ bCount], next = a[index &+ bCount &- 1]
            var digit: UInt, rest: UInt, isExact = false
            if high >= top {
                digit = UInt.max
                let (sum, overflow) = next.addingReportingOverflow(top)
                rest = sum
                isExact = overflow
            } else {
                (digit, rest) = top.dividingFullWidth((high, next))
            }
            while !isExact {
                let product = digit.multipliedFullWidth(by: second)
                if product.high < rest || (product.high == rest && product.low <= a[index &+ bCount &- 2]) { break }
                digit &-= 1
                let (sum, overflow) = rest.addingReportingOverflow(top)
                rest = sum
                isExact = overflow
            }
            let borrow = subtractProduct(a + index, b, bCount, by: digit)
            if borrow > high {
                digit &-= 1
                _ = add(a + index, a + index, bCount, b, bCount)
            }
            a[index &+ bCount] = 0
            quotient[index] = digit
        }
    }

    /// Cuts the dividend into blocks as long as the divisor, which is made a multiple of a power of two long so that it can be halved.
    private static func divideBlocks(
        _ quotient: Place, _ remainder: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ bits: UInt, _ thread: Thread
    ) throws(Raised) {
        var unit = 1
        while (bCount + unit - 1) / unit >= recursiveThreshold { unit *= 2 }
        let size = (bCount + unit - 1) / unit * unit
        let padding = size - bCount
        let divisor = try thread.allocateLimbs(size)
        _ = shiftLeft(divisor + padding, b, bCount, by: bits)
        // One limb more than needed, so that the highest block is less than the divisor.
        let blocks = (aCount + 1 + padding + size) / size
        let dividend = try thread.allocateLimbs((blocks + 1) * size)
        dividend[padding + aCount] = shiftLeft(dividend + padding, a, aCount, by: bits)
        let quotients = try thread.allocateLimbs(blocks * size)
        let scratch = try thread.allocateLimbs(2 * size + scratchCount(size))
        var block = blocks
        while block > 0 {
            block -= 1
            try divideTwoByOne(quotients + block * size, dividend + block * size, divisor, size, scratch, thread)
        }
        quotient.update(from: quotients, count: Swift.min(aCount - bCount + 1, blocks * size))
        shiftRight(remainder, dividend + padding, bCount, by: bits)
    }

    /// `2·count` limbs by `count`: quotient of `count` limbs, remainder in the lower half of `a`.
    private static func divideTwoByOne(_ quotient: Place, _ a: Place, _ b: Source, _ count: Int, _ scratch: Place, _ thread: Thread) throws(Raised) {
        if count & 1 == 1 || count < recursiveThreshold {
            try thread.charge(count &* count >> 4)
            return divideSchool(quotient, a, 2 * count, b, count)
        }
        let half = count / 2
        try divideThreeByTwo(quotient + half, a + half, b, half, scratch, thread)
        try divideThreeByTwo(quotient, a, b, half, scratch, thread)
    }

    /// `3·half` limbs by `2·half`: quotient of `half` limbs, remainder in the lower two thirds of `a`.
    private static func divideThreeByTwo(_ quotient: Place, _ a: Place, _ b: Source, _ half: Int, _ scratch: Place, _ thread: Thread) throws(Raised) {
        let high = a + half, bHigh = b + half
        if compare(a + 2 * half, half, bHigh, half) < 0 {
            try divideTwoByOne(quotient, high, bHigh, half, scratch, thread)
        } else {
            // The quotient is all ones: high - (2^n - 1)·bHigh = high - bHigh·2^n + bHigh.
            for index in 0..<half { quotient[index] = UInt.max }
            _ = subtract(a + 2 * half, a + 2 * half, half, bHigh, half)
            _ = add(high, high, 2 * half, bHigh, half)
        }
        try multiply(scratch, quotient, half, b, half, scratch + 2 * half, thread)
        // What is left above the lower two thirds is 0 or 1.
        var above = Int(bitPattern: a[2 * half]) &- Int(bitPattern: subtract(a, a, 2 * half, scratch, 2 * half))
        var one: UInt = 1
        while above < 0 {
            _ = subtract(quotient, quotient, half, &one, 1)
            above &+= Int(bitPattern: add(a, a, 2 * half, b, 2 * half))
        }
        clear(a + 2 * half, half)
    }
}
