/// The magnitude of an int constant: as many words as it takes. Most have one and no storage.
///
/// Constants are read, written, compared and now and then folded; what folding may make is small, so the plain algorithms do.
public struct BigUInt: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// The lowest word.
    private var low: UInt
    /// The words above it, the highest of them not 0.
    private var high: [UInt]

    public init(_ word: UInt) {
        low = word
        high = []
    }

    public init(integerLiteral value: UInt) { self.init(value) }

    public init<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer) { self.init(UInt(truncatingIfNeeded: value)) }

    /// The number of words from the lowest on; zeros at the end do not count.
    public init(words: [UInt]) {
        var count = words.count
        while count > 0, words[count - 1] == 0 { count -= 1 }
        low = count > 0 ? words[0] : 0
        high = count > 1 ? Array(words[1..<count]) : []
    }

    /// From the lowest on; none for 0.
    public var words: [UInt] { high.isEmpty ? (low == 0 ? [] : [low]) : [low] + high }

    public var isZero: Bool { low == 0 && high.isEmpty }

    /// How many bits the number has: 0 has none.
    public var bitWidth: Int {
        if let top = high.last { return (high.count + 1) * UInt.bitWidth - top.leadingZeroBitCount }
        return UInt.bitWidth - low.leadingZeroBitCount
    }

    /// The number, if it is one word.
    fileprivate var word: UInt? { high.isEmpty ? low : nil }
    fileprivate var lowestWord: UInt { low }
}

extension BigUInt: Comparable {
    public static func < (a: BigUInt, b: BigUInt) -> Bool {
        if a.high.count != b.high.count { return a.high.count < b.high.count }
        for index in a.high.indices.reversed() where a.high[index] != b.high[index] { return a.high[index] < b.high[index] }
        return a.low < b.low
    }
}

extension BigUInt {
    public static func + (a: BigUInt, b: BigUInt) -> BigUInt {
        if let x = a.word, let y = b.word {
            let (sum, overflow) = x.addingReportingOverflow(y)
            return overflow ? BigUInt(words: [sum, 1]) : BigUInt(sum)
        }
        let long = a.high.count >= b.high.count ? a.words : b.words, short = a.high.count >= b.high.count ? b.words : a.words
        var result = long, carry: UInt = 0
        for index in result.indices {
            let (sum, first) = result[index].addingReportingOverflow(index < short.count ? short[index] : 0)
            let (total, second) = sum.addingReportingOverflow(carry)
            result[index] = total
            carry = first || second ? 1 : 0
        }
        if carry != 0 { result.append(1) }
        return BigUInt(words: result)
    }

    /// `a - b`, which is not negative.
    public static func - (a: BigUInt, b: BigUInt) -> BigUInt {
        var result = a.words, borrow: UInt = 0
        let other = b.words
        for index in result.indices {
            let (difference, first) = result[index].subtractingReportingOverflow(index < other.count ? other[index] : 0)
            let (total, second) = difference.subtractingReportingOverflow(borrow)
            result[index] = total
            borrow = first || second ? 1 : 0
        }
        return BigUInt(words: result)
    }

    public static func * (a: BigUInt, b: BigUInt) -> BigUInt {
        if let x = a.word, let y = b.word {
            let (high, low) = x.multipliedFullWidth(by: y)
            return high == 0 ? BigUInt(low) : BigUInt(words: [low, high])
        }
        let x = a.words, y = b.words
        var result = [UInt](repeating: 0, count: x.count + y.count)
        for i in x.indices {
            var carry: UInt = 0
            for j in y.indices {
                var (high, low) = x[i].multipliedFullWidth(by: y[j])
                for addend in [result[i + j], carry] {
                    let (sum, overflow) = low.addingReportingOverflow(addend)
                    low = sum
                    if overflow { high &+= 1 }
                }
                result[i + j] = low
                carry = high
            }
            result[i + y.count] = carry
        }
        return BigUInt(words: result)
    }

    public static func << (a: BigUInt, distance: Int) -> BigUInt {
        let words = a.words, whole = distance / UInt.bitWidth, part = distance % UInt.bitWidth
        var result = [UInt](repeating: 0, count: whole + words.count + 1)
        for (index, word) in words.enumerated() {
            result[whole + index] |= word << part
            if part > 0 { result[whole + index + 1] = word >> (UInt.bitWidth - part) }
        }
        return BigUInt(words: result)
    }

    public static func >> (a: BigUInt, distance: Int) -> BigUInt {
        let words = a.words, whole = distance / UInt.bitWidth, part = distance % UInt.bitWidth
        if whole >= words.count { return 0 }
        var result = Array(words[whole...])
        if part > 0 {
            for index in result.indices {
                result[index] = result[index] >> part | (index + 1 < result.count ? result[index + 1] << (UInt.bitWidth - part) : 0)
            }
        }
        return BigUInt(words: result)
    }

    /// The divisor is not 0.
    public func quotientAndRemainder(dividingBy divisor: BigUInt) -> (quotient: BigUInt, remainder: BigUInt) {
        if self < divisor { return (0, self) }
        if let small = divisor.word {
            var quotient = words, remainder: UInt = 0
            for index in quotient.indices.reversed() { (quotient[index], remainder) = small.dividingFullWidth((remainder, quotient[index])) }
            return (BigUInt(words: quotient), BigUInt(remainder))
        }
        return divideLong(by: divisor)
    }

    /// Long division (Knuth, The Art of Computer Programming, volume 2, algorithm D).
    private func divideLong(by divisor: BigUInt) -> (quotient: BigUInt, remainder: BigUInt) {
        let shift = divisor.words[divisor.high.count].leadingZeroBitCount
        let v = (divisor << shift).words
        var u = (self << shift).words
        while u.count <= words.count { u.append(0) }
        let n = v.count, m = u.count - n - 1
        var quotient = [UInt](repeating: 0, count: m + 1)
        for j in stride(from: m, through: 0, by: -1) {
            var estimate = UInt.max, rest = u[j + n - 1], isExact = false
            if u[j + n] < v[n - 1] {
                (estimate, rest) = v[n - 1].dividingFullWidth((u[j + n], u[j + n - 1]))
                isExact = true
            } else {
                let (sum, overflow) = rest.addingReportingOverflow(v[n - 1])
                rest = sum
                isExact = !overflow
            }
            // The estimate is at most two too large.
            while isExact {
                let (high, low) = estimate.multipliedFullWidth(by: v[n - 2])
                if (high, low) <= (rest, u[j + n - 2]) { break }
                estimate -= 1
                let (sum, overflow) = rest.addingReportingOverflow(v[n - 1])
                rest = sum
                isExact = !overflow
            }
            var borrow: UInt = 0, carry: UInt = 0
            for i in 0..<n {
                var (high, low) = estimate.multipliedFullWidth(by: v[i])
                let (product, overflow) = low.addingReportingOverflow(carry)
                low = product
                if overflow { high &+= 1 }
                carry = high
                let (difference, first) = u[i + j].subtractingReportingOverflow(low)
                let (total, second) = difference.subtractingReportingOverflow(borrow)
                u[i + j] = total
                borrow = first || second ? 1 : 0
            }
            let (difference, first) = u[j + n].subtractingReportingOverflow(carry)
            let (total, second) = difference.subtractingReportingOverflow(borrow)
            u[j + n] = total
            if first || second {
                estimate -= 1
                var carry: UInt = 0
                for i in 0..<n {
                    let (sum, first) = u[i + j].addingReportingOverflow(v[i])
                    let (total, second) = sum.addingReportingOverflow(carry)
                    u[i + j] = total
                    carry = first || second ? 1 : 0
                }
                u[j + n] = u[j + n] &+ carry
            }
            quotient[j] = estimate
        }
        return (BigUInt(words: quotient), BigUInt(words: Array(u[..<n])) >> shift)
    }

    public static func % (a: BigUInt, b: BigUInt) -> BigUInt { a.quotientAndRemainder(dividingBy: b).remainder }
}

/// An int constant: a sign and a magnitude.
public struct BigInt: Hashable, Sendable, ExpressibleByIntegerLiteral {
    public enum Sign: Sendable { case plus, minus }

    /// Plus for 0.
    public let sign: Sign
    public let magnitude: BigUInt

    public init(sign: Sign, magnitude: BigUInt) {
        self.sign = magnitude.isZero ? .plus : sign
        self.magnitude = magnitude
    }

    public init(_ magnitude: BigUInt) { self.init(sign: .plus, magnitude: magnitude) }

    /// A number of at most 64 bits.
    public init<Integer: FixedWidthInteger>(_ value: Integer) {
        self.init(sign: value < 0 ? .minus : .plus, magnitude: BigUInt(UInt(truncatingIfNeeded: value.magnitude)))
    }

    public init(integerLiteral value: Int) { self.init(value) }

    /// A float without a fraction.
    public init?(exactly value: Double) {
        guard value.isFinite, value == value.rounded(.towardZero) else { return nil }
        if value == 0 {
            self = 0
            return
        }
        let exponent = Int(value.exponent) - 52, significand = BigUInt(UInt(value.significandBitPattern | 1 << 52))
        self.init(sign: value < 0 ? .minus : .plus, magnitude: exponent < 0 ? significand >> -exponent : significand << exponent)
    }

    /// Digits of a radix of at most 36, perhaps behind a `-`.
    public init?(_ text: String, radix: Int = 10) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        if digits.isEmpty { return nil }
        var magnitude: BigUInt = 0
        for character in digits {
            guard let digit = character.hexDigitValue, digit < radix else { return nil }
            magnitude = magnitude * BigUInt(UInt(radix)) + BigUInt(UInt(digit))
        }
        self.init(sign: text.hasPrefix("-") ? .minus : .plus, magnitude: magnitude)
    }

    public var isZero: Bool { magnitude.isZero }

    /// -1, 0 or 1.
    public func signum() -> Int { magnitude.isZero ? 0 : sign == .minus ? -1 : 1 }
}

extension BigInt: Comparable {
    public static func < (a: BigInt, b: BigInt) -> Bool {
        if a.sign != b.sign { return a.sign == .minus }
        return a.sign == .plus ? a.magnitude < b.magnitude : b.magnitude < a.magnitude
    }
}

extension BigInt: CustomStringConvertible {
    /// Decimal digits.
    public var description: String {
        var parts: [String] = [], rest = magnitude
        while rest.words.count > 1 || rest.lowestWord >= 1_000_000_000_000_000_000 {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
            let digits = String(remainder.lowestWord)
            parts.append(String(repeating: "0", count: 18 - digits.count) + digits)
            rest = quotient
        }
        parts.append(String(rest.lowestWord))
        return (sign == .minus ? "-" : "") + parts.reversed().joined()
    }
}

extension BigInt {
    public static prefix func - (a: BigInt) -> BigInt { BigInt(sign: a.sign == .minus ? .plus : .minus, magnitude: a.magnitude) }

    public static func + (a: BigInt, b: BigInt) -> BigInt {
        if a.sign == b.sign { return BigInt(sign: a.sign, magnitude: a.magnitude + b.magnitude) }
        return a.magnitude < b.magnitude
            ? BigInt(sign: b.sign, magnitude: b.magnitude - a.magnitude) : BigInt(sign: a.sign, magnitude: a.magnitude - b.magnitude)
    }

    public static func - (a: BigInt, b: BigInt) -> BigInt { a + -b }

    public static func * (a: BigInt, b: BigInt) -> BigInt {
        BigInt(sign: a.sign == b.sign ? .plus : .minus, magnitude: a.magnitude * b.magnitude)
    }

    public static func << (a: BigInt, distance: Int) -> BigInt { BigInt(sign: a.sign, magnitude: a.magnitude << distance) }

    /// Towards zero. The divisor is not 0.
    public func quotientAndRemainder(dividingBy divisor: BigInt) -> (quotient: BigInt, remainder: BigInt) {
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        return (BigInt(sign: sign == divisor.sign ? .plus : .minus, magnitude: quotient), BigInt(sign: sign, magnitude: remainder))
    }

    /// The exponent is not negative.
    public func power(_ exponent: Int) -> BigInt {
        var result: BigInt = 1, factor = self, bits = exponent
        while bits > 0 {
            if bits & 1 == 1 { result = result * factor }
            bits >>= 1
            if bits > 0 { factor = factor * factor }
        }
        return result
    }

    /// A bitwise operator works on two's complements, which go on to the left for ever.
    private static func combine(_ a: BigInt, _ b: BigInt, _ operation: (UInt, UInt) -> UInt) -> BigInt {
        let count = Swift.max(a.magnitude.words.count, b.magnitude.words.count) + 1
        let x = a.complement(count), y = b.complement(count)
        let words = (0..<count).map { operation(x[$0], y[$0]) }
        if words[count - 1] >> (UInt.bitWidth - 1) == 0 { return BigInt(BigUInt(words: words)) }
        return -(BigInt(BigUInt(words: words.map { ~$0 })) + 1)
    }

    private func complement(_ count: Int) -> [UInt] {
        // -n is the complement of n - 1.
        var words = (sign == .minus ? magnitude - 1 : magnitude).words
        words += Array(repeating: 0, count: count - words.count)
        return sign == .minus ? words.map { ~$0 } : words
    }

    public static func & (a: BigInt, b: BigInt) -> BigInt { combine(a, b, &) }
    public static func | (a: BigInt, b: BigInt) -> BigInt { combine(a, b, |) }
    public static func ^ (a: BigInt, b: BigInt) -> BigInt { combine(a, b, ^) }
}

extension FixedWidthInteger {
    /// The number, if it fits.
    public init?(exactly value: BigInt) {
        guard let word = value.magnitude.word else { return nil }
        if value.sign == .plus {
            self.init(exactly: word)
        } else {
            guard word <= Int.min.magnitude else { return nil }
            self.init(exactly: Int(truncatingIfNeeded: 0 &- word))
        }
    }
}

extension UInt64 {
    /// The lowest 64 bits.
    public init(truncatingIfNeeded value: BigUInt) { self.init(value.lowestWord) }
}
