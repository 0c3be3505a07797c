// Division of magnitudes: schoolbook for short divisors (Knuth, volume 2, algorithm D), recursive for long ones
// (Burnikel and Ziegler, "Fast Recursive Division", 1998).

extension Limbs {
    /// Below this many limbs of divisor or quotient the schoolbook method is faster.
    private static let recursiveThreshold = 80

    /// Whether `divide` leaves its operands alone and only writes the limbs of the remainder; else it works in the memory of the remainder.
    static func dividesBlocks(_ aCount: Int, _ bCount: Int) -> Bool { bCount >= recursiveThreshold && aCount - bCount >= recursiveThreshold }

    /// Divides magnitudes without leading zeros, `aCount >= bCount >= 2`.
    ///
    /// - Parameters:
    ///   - quotient: `aCount - bCount + 1` limbs.
    ///   - remainder: `bCount` limbs if `dividesBlocks`, else room for `aCount + 1`; the result is in the lowest `bCount`.
    static func divide(
        _ quotient: Place, _ remainder: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ thread: Thread
    ) throws(Raised) {
        let bits = UInt(b[bCount - 1].leadingZeroBitCount)
        if dividesBlocks(aCount, bCount) { return try divideBlocks(quotient, remainder, a, aCount, b, bCount, bits, thread) }
        try thread.charge(((aCount - bCount + 1) &* bCount) >> 4)
        remainder.update(from: a, count: aCount)
        remainder[aCount] = 0
        // In pieces from the top: what is left of one is less than the divisor. (Two limbs are too few to guess digits from within a piece.)
        var end = aCount + 1 - bCount
        let piece = Swift.max(Thread.piece / bCount, 1)
        while bCount > 2, end > piece {
            let start = end - piece
            divideSchool(quotient + start, remainder + start, piece + bCount, b, bCount, bits)
            end = start
            try thread.checkLimits()
        }
        divideSchool(quotient, remainder, end + bCount, b, bCount, bits)
    }

    /// Divides in place: the highest `bCount` limbs of the dividend are less than the divisor, whose highest limb begins with `bits` zeros.
    /// The quotient has `aCount - bCount` limbs; the remainder is left in the lowest limbs of `a`, the others become 0.
    ///
    /// Only the limbs that a digit is guessed from are shifted so that the highest bit of the divisor is set.
    private static func divideSchool(_ quotient: Place, _ a: Place, _ aCount: Int, _ b: Source, _ bCount: Int, _ bits: UInt) {
        /// A limb as if all were shifted left.
        @inline(__always) func shifted(_ limb: UInt, _ below: UInt) -> UInt { limb &<< bits | (below >> 1) &>> (63 &- bits) }
        let top = shifted(b[bCount &- 1], b[bCount &- 2]), second = shifted(b[bCount &- 2], bCount > 2 ? b[bCount &- 3] : 0)
        var index = aCount &- bCount
        while index > 0 {
            index &-= 1
            let place = index &+ bCount
            let highest = a[place], fourth = place > 2 ? a[place &- 3] : 0
            let high = shifted(highest, a[place &- 1]), next = shifted(a[place &- 1], a[place &- 2]), third = shifted(a[place &- 2], fourth)
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
                if product.high < rest || (product.high == rest && product.low <= third) { break }
                digit &-= 1
                let (sum, overflow) = rest.addingReportingOverflow(top)
                rest = sum
                isExact = overflow
            }
            let borrow = subtractProduct(a + index, b, bCount, by: digit)
            if borrow > highest {
                digit &-= 1
                _ = add(a + index, a + index, bCount, b, bCount)
            }
            a[place] = 0
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
            try thread.charge((count &* count) >> 4)
            return divideSchool(quotient, a, 2 * count, b, count, 0)
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
