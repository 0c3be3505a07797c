/// Arithmetic on magnitudes: runs of 64-bit limbs, least significant first, in memory that the caller owns.
///
/// Results may overwrite an operand of the same length where a function says so. Functions that may work for long take the thread, charge their work and
/// keep their scratch memory in the heap.
enum Limbs {
    typealias Place = UnsafeMutablePointer<UInt>
    typealias Source = UnsafePointer<UInt>

    /// The count without leading zeros.
    @inline(__always)
    static func trimmed(_ limbs: Source, _ count: Int) -> Int {
        var count = count
        while count > 0, limbs[count &- 1] == 0 { count &-= 1 }
        return count
    }

    @inline(__always)
    static func clear(_ place: Place, _ count: Int) { if count > 0 { place.update(repeating: 0, count: count) } }

    /// Negative, zero or positive; neither has leading zeros.
    static func compare(_ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> Int {
        if aCount != bCount { return aCount - bCount }
        var index = aCount
        while index > 0 {
            index &-= 1
            if a[index] != b[index] { return a[index] < b[index] ? -1 : 1 }
        }
        return 0
    }

    // MARK: - Sums

    // Carries are added as numbers, never chosen by a condition: of `overflow ? 1 : 0` the compiler makes a branch, which random limbs mispredict.

    /// The sum of two limbs and a carry.
    @inline(__always)
    private static func sum(_ x: UInt, _ y: UInt, _ carry: inout Bool) -> UInt {
        let (first, overflowOne) = x.addingReportingOverflow(y)
        let (second, overflowTwo) = first.addingReportingOverflow(carry.limb)
        carry = overflowOne != overflowTwo
        return second
    }

    @inline(__always)
    private static func difference(_ x: UInt, _ y: UInt, _ borrow: inout Bool) -> UInt {
        let (first, overflowOne) = x.subtractingReportingOverflow(y)
        let (second, overflowTwo) = first.subtractingReportingOverflow(borrow.limb)
        borrow = overflowOne != overflowTwo
        return second
    }

    /// result = a + b, with `aCount >= bCount`; returns the carry. The result may be either operand.
    static func add(_ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> UInt { combine(result, a, aCount, b, bCount, sum) }

    /// result = a - b, with `aCount >= bCount`; returns the borrow. The result may be either operand.
    static func subtract(_ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) -> UInt { combine(result, a, aCount, b, bCount, difference) }

    @inline(__always)
    private static func combine(
        _ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ step: (UInt, UInt, inout Bool) -> UInt
    ) -> UInt {
        var carry = false
        var index = 0
        // Four at a time, the carry stays in the processor's flag.
        while index &+ 4 <= bCount {
            let first = step(a[index], b[index], &carry), second = step(a[index &+ 1], b[index &+ 1], &carry)
            let third = step(a[index &+ 2], b[index &+ 2], &carry), fourth = step(a[index &+ 3], b[index &+ 3], &carry)
            result[index] = first
            result[index &+ 1] = second
            result[index &+ 2] = third
            result[index &+ 3] = fourth
            index &+= 4
        }
        while index < bCount {
            result[index] = step(a[index], b[index], &carry)
            index &+= 1
        }
        while carry, index < aCount {
            result[index] = step(a[index], 0, &carry)
            index &+= 1
        }
        if index < aCount, result != a { (result + index).update(from: a + index, count: aCount &- index) }
        return carry.limb
    }

    // MARK: - One limb

    /// result = a * factor + carry; returns the limb above. The result may be `a`.
    @inline(__always)
    static func multiply(_ result: Place, _ a: Source, _ count: Int, by factor: UInt, carry: UInt = 0) -> UInt {
        var carry = carry
        var index = 0
        while index < count {
            let (high, low) = a[index].multipliedFullWidth(by: factor)
            let (sum, overflow) = low.addingReportingOverflow(carry)
            result[index] = sum
            carry = high &+ overflow.limb
            index &+= 1
        }
        return carry
    }

    /// result += a * factor; returns the limb above.
    @inline(__always)
    static func addProduct(_ result: Place, _ a: Source, _ count: Int, by factor: UInt) -> UInt {
        var carry: UInt = 0
        var index = 0
        while index < count {
            let (high, low) = a[index].multipliedFullWidth(by: factor)
            let (first, overflowOne) = low.addingReportingOverflow(carry)
            let (second, overflowTwo) = first.addingReportingOverflow(result[index])
            result[index] = second
            carry = high &+ overflowOne.limb &+ overflowTwo.limb
            index &+= 1
        }
        return carry
    }

    /// result -= a * factor; returns what is still to be subtracted above.
    @inline(__always)
    static func subtractProduct(_ result: Place, _ a: Source, _ count: Int, by factor: UInt) -> UInt {
        var borrow: UInt = 0
        var index = 0
        while index < count {
            let (high, low) = a[index].multipliedFullWidth(by: factor)
            let (first, overflowOne) = low.addingReportingOverflow(borrow)
            let (second, overflowTwo) = result[index].subtractingReportingOverflow(first)
            result[index] = second
            borrow = high &+ overflowOne.limb &+ overflowTwo.limb
            index &+= 1
        }
        return borrow
    }

    /// The same for any number of limbs, in pieces.
    static func divide(_ quotient: Place, _ a: Source, _ count: Int, by divisor: UInt, _ thread: Thread) throws(Raised) -> UInt {
        var remainder: UInt = 0, end = count
        while end > Thread.piece {
            let start = end - Thread.piece
            remainder = divide(quotient + start, a + start, Thread.piece, by: divisor, after: remainder)
            end = start
            try thread.checkLimits()
        }
        return divide(quotient, a, end, by: divisor, after: remainder)
    }

    /// quotient = a / divisor, with a remainder `above` that was left of higher limbs; returns the remainder. The quotient may be `a`.
    @inline(__always)
    static func divide(_ quotient: Place, _ a: Source, _ count: Int, by divisor: UInt, after above: UInt = 0) -> UInt {
        var remainder = above
        var index = count
        if count > 3, divisor >> 63 != 0 {
            let reciprocal = divisor.dividingFullWidth((~divisor, UInt.max)).quotient
            while index > 0 {
                index &-= 1
                (quotient[index], remainder) = divide(remainder, a[index], by: divisor, reciprocal: reciprocal)
            }
            return remainder
        }
        while index > 0 {
            index &-= 1
            if remainder == 0, a[index] < divisor {
                remainder = a[index]
                quotient[index] = 0
            } else {
                (quotient[index], remainder) = divisor.dividingFullWidth((remainder, a[index]))
            }
        }
        return remainder
    }

    /// Two limbs, the higher of them less than the divisor, whose highest bit is set, by multiplication with what (2^128 - 1) / divisor is beyond 2^64.
    /// (N. Möller, T. Granlund: Improved Division by Invariant Integers, algorithm 4.)
    @inline(__always)
    private static func divide(_ high: UInt, _ low: UInt, by divisor: UInt, reciprocal: UInt) -> (quotient: UInt, remainder: UInt) {
        let product = reciprocal.multipliedFullWidth(by: high)
        let (fraction, carry) = product.low.addingReportingOverflow(low)
        var quotient = product.high &+ high &+ (carry ? 2 : 1)
        var remainder = low &- quotient &* divisor
        if remainder > fraction {
            quotient &-= 1
            remainder &+= divisor
        }
        if remainder >= divisor {
            quotient &+= 1
            remainder &-= divisor
        }
        return (quotient, remainder)
    }

    /// (a, b) = (p·a - q·b, s·b - r·a), neither of which is negative or longer.
    static func combine(_ a: Place, _ b: Place, _ count: Int, _ p: UInt, _ q: UInt, _ s: UInt, _ r: UInt) {
        /// The next limb of factor · x - other · y.
        @inline(__always) func step(_ x: UInt, _ factor: UInt, _ above: inout UInt, _ y: UInt, _ other: UInt, _ below: inout UInt, _ borrow: inout Bool) -> UInt {
            let plus = x.multipliedFullWidth(by: factor), minus = y.multipliedFullWidth(by: other)
            let (one, overflowOne) = plus.low.addingReportingOverflow(above)
            let (two, overflowTwo) = minus.low.addingReportingOverflow(below)
            above = plus.high &+ overflowOne.limb
            below = minus.high &+ overflowTwo.limb
            return difference(one, two, &borrow)
        }
        var above: UInt = 0, below: UInt = 0, borrow = false, otherAbove: UInt = 0, otherBelow: UInt = 0, otherBorrow = false
        for index in 0..<count {
            let x = a[index], y = b[index]
            a[index] = step(x, p, &above, y, q, &below, &borrow)
            b[index] = step(y, s, &otherAbove, x, r, &otherBelow, &otherBorrow)
        }
    }

    // MARK: - Shifts by less than a limb

    /// result = a << bits; returns the bits shifted out. The result may be `a`, or lie above it.
    static func shiftLeft(_ result: Place, _ a: Source, _ count: Int, by bits: UInt) -> UInt {
        if bits == 0 {
            var index = count
            while index > 0 { index &-= 1; result[index] = a[index] }
            return 0
        }
        if count == 0 { return 0 }
        let out = a[count - 1] >> (64 &- bits)
        var index = count &- 1
        while index > 0 {
            result[index] = a[index] << bits | a[index &- 1] >> (64 &- bits)
            index &-= 1
        }
        result[0] = a[0] << bits
        return out
    }

    /// result = a >> bits; returns whether a bit that was set was lost. The result may be `a`, or lie below it.
    @discardableResult
    static func shiftRight(_ result: Place, _ a: Source, _ count: Int, by bits: UInt) -> Bool {
        if bits == 0 {
            for index in 0..<count { result[index] = a[index] }
            return false
        }
        if count == 0 { return false }
        let isLost = a[0] << (64 &- bits) != 0
        for index in 0..<count &- 1 { result[index] = a[index] >> bits | a[index &+ 1] << (64 &- bits) }
        result[count - 1] = a[count - 1] >> bits
        return isLost
    }

    // MARK: - Products

    /// Below this many limbs the schoolbook method is faster than Karatsuba's.
    static let karatsubaThreshold = 40

    /// result = a * b, `aCount + bCount` limbs that are neither operand.
    static func multiply(_ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ thread: Thread) throws(Raised) {
        if aCount < bCount { return try multiply(result, b, bCount, a, aCount, thread) }
        if bCount < karatsubaThreshold {
            try thread.charge((aCount &* bCount) >> 4)
            return multiplySchool(result, a, aCount, b, bCount)
        }
        let scratch = try thread.allocateLimbs(scratchCount(aCount))
        try multiply(result, a, aCount, b, bCount, scratch, thread)
    }

    /// Limbs of scratch for a product whose longer operand has that many limbs.
    static func scratchCount(_ count: Int) -> Int { 4 &* count &+ 1024 }

    private static func multiplySchool(_ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int) {
        if bCount == 0 { return clear(result, aCount) }
        if a == b, aCount == bCount, aCount > 2 { return squareSchool(result, a, aCount) }
        result[aCount] = multiply(result, a, aCount, by: b[0])
        for index in 1..<bCount { result[index &+ aCount] = addProduct(result + index, a, aCount, by: b[index]) }
    }

    /// Each product of two different limbs is made once and doubled.
    private static func squareSchool(_ result: Place, _ a: Source, _ count: Int) {
        result[0] = 0
        result[count] = multiply(result + 1, a + 1, count - 1, by: a[0])
        for index in 1..<count &- 1 {
            let above = index &+ 1
            result[index &+ count] = addProduct(result + (index &+ above), a + above, count &- above, by: a[index])
        }
        result[2 &* count &- 1] = shiftLeft(result, result, 2 &* count &- 1, by: 1)
        var carry: UInt = 0
        for index in 0..<count {
            let (high, low) = a[index].multipliedFullWidth(by: a[index])
            let (first, overflowOne) = result[2 &* index].addingReportingOverflow(low)
            let (second, overflowTwo) = first.addingReportingOverflow(carry)
            result[2 &* index] = second
            let (third, overflowThree) = result[2 &* index &+ 1].addingReportingOverflow(high)
            let (fourth, overflowFour) = third.addingReportingOverflow(overflowOne.limb &+ overflowTwo.limb)
            result[2 &* index &+ 1] = fourth
            carry = overflowThree.limb &+ overflowFour.limb
        }
    }

    /// The same with scratch memory for all levels of the recursion.
    static func multiply(
        _ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ scratch: Place, _ thread: Thread
    ) throws(Raised) {
        if aCount < bCount { return try multiply(result, b, bCount, a, aCount, scratch, thread) }
        if bCount < karatsubaThreshold {
            try thread.charge((aCount &* bCount) >> 4)
            return multiplySchool(result, a, aCount, b, bCount)
        }
        let half = (aCount + 1) / 2
        if bCount <= half { return try multiplyUnbalanced(result, a, aCount, b, bCount, scratch, thread) }
        // (a1·B + a0)·(b1·B + b0) = a1b1·B² + ((a1 + a0)(b1 + b0) - a1b1 - a0b0)·B + a0b0
        let aHigh = aCount - half, bHigh = bCount - half
        try multiply(result, a, half, b, half, scratch, thread)
        try multiply(result + 2 * half, a + half, aHigh, b + half, bHigh, scratch, thread)
        let aSum = scratch
        aSum[half] = add(aSum, a, half, a + half, aHigh)
        var bSum = aSum
        if a != b || aCount != bCount {
            bSum = scratch + half + 1
            bSum[half] = add(bSum, b, half, b + half, bHigh)
        }
        let middle = scratch + 2 * (half + 1)
        try multiply(middle, aSum, half + 1, bSum, half + 1, middle + 2 * (half + 1), thread)
        _ = subtract(middle, middle, 2 * half + 2, result, 2 * half)
        _ = subtract(middle, middle, 2 * half + 2, result + 2 * half, aHigh + bHigh)
        let above = aCount + bCount - half
        _ = add(result + half, result + half, above, middle, Swift.min(trimmed(middle, 2 * half + 2), above))
    }

    /// The longer operand in pieces as long as the shorter one.
    private static func multiplyUnbalanced(
        _ result: Place, _ a: Source, _ aCount: Int, _ b: Source, _ bCount: Int, _ scratch: Place, _ thread: Thread
    ) throws(Raised) {
        clear(result, aCount + bCount)
        var offset = 0
        while offset < aCount {
            let count = Swift.min(bCount, aCount - offset)
            try multiply(scratch, b, bCount, a + offset, count, scratch + 2 * bCount, thread)
            _ = add(result + offset, result + offset, aCount + bCount - offset, scratch, bCount + count)
            offset += count
        }
    }
}

extension Bool {
    /// 1 or 0, without a branch.
    @inline(__always) fileprivate var limb: UInt { UInt(unsafeBitCast(self, to: UInt8.self)) }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Room for limbs, zeroed, kept alive by the pointer on the native stack.
    func allocateLimbs(_ count: Int) throws(Raised) -> UnsafeMutablePointer<UInt> {
        guard count >= 0, count < Int.max / 16 else { throw memoryError() }
        try charge(count >> 1)
        return (try allocate(machine.pointee.shapes.bytesStorage, size: 16 + count * 8) + 16).assumingMemoryBound(to: UInt.self)
    }
}
