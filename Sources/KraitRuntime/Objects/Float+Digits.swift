// From doubles to decimal digits: exact to any precision, or the shortest that read back as the same number.

/// Decimal digits of a finite number that is not negative: `0.d₁d₂d₃… × 10^point`.
///
/// The digits are ASCII, without leading zeros; there is at least one (0 is `0` with point 1).
struct DecimalDigits {
    var digits: UnsafeMutablePointer<UInt8>
    var count: Int
    var point: Int

    /// How many digits are wanted.
    enum Precision {
        case significant(Int)
        case fractional(Int)
    }
}

/// 10^19, the largest power of ten in a limb.
let decimalGroup: UInt = 10_000_000_000_000_000_000
let decimalGroupDigits = 19

/// Writes a number with leading zeros, `count` digits.
@inline(__always)
func writeDigits(_ number: UInt, count: Int, to place: UnsafeMutablePointer<UInt8>) {
    var rest = number, index = count
    while index >= 8 {
        index &-= 8
        let quotient = rest / 100_000_000
        UnsafeMutableRawPointer(place + index).storeBytes(of: eightDigits(rest &- quotient &* 100_000_000), as: UInt64.self)
        rest = quotient
    }
    while index > 0 {
        index &-= 1
        let quotient = rest / 10
        place[index] = UInt8(truncatingIfNeeded: rest &- quotient &* 10) &+ 0x30
        rest = quotient
    }
}

/// The eight decimal digits of a number below 10^8 as they lie in memory: divided by 10,000, then both halves by 100, then all four parts by 10 at once.
@inline(__always)
private func eightDigits(_ number: UInt) -> UInt64 {
    let high = UInt64(number) / 10000
    let fours = high | (UInt64(number) &- high &* 10000) << 32
    let hundreds = (fours &* 10486) >> 20 & 0x0000_007F_0000_007F
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (pairs &* 103) >> 10 & 0x000F_000F_000F_000F
    return (tens | (pairs &- tens &* 10) << 8 | 0x3030_3030_3030_3030).littleEndian
}

/// How many decimal digits a number has; 1 for 0.
@inline(__always)
func decimalLength(_ number: UInt) -> Int {
    var count = 1, rest = number
    while rest >= 10000 { rest /= 10000; count &+= 4 }
    return rest < 10 ? count : rest < 100 ? count &+ 1 : rest < 1000 ? count &+ 2 : count &+ 3
}

extension DecimalDigits {
    /// Bytes that the digits of a number take at most while they are made.
    static func capacity(_ number: Double, _ precision: Precision) -> Int {
        let wanted = switch precision {
        case .significant(let count): count
        case .fractional(let count): count
        }
        let integer = number >= 1 ? Int(number.exponent) / 3 + 2 : 1
        return integer + Swift.min(Swift.max(wanted, 0), 1100) + 3 * decimalGroupDigits
    }

    /// The digits of a finite number that is not negative, rounded half to even from its exact value.
    static func exact(_ number: Double, _ precision: Precision, into digits: UnsafeMutablePointer<UInt8>) -> DecimalDigits {
        var result = DecimalDigits(digits: digits, count: 0, point: 0)
        if number == 0 {
            digits[0] = 0x30
            return DecimalDigits(digits: digits, count: 1, point: 1)
        }
        let mantissa = UInt(number.significandBitPattern) | (number.isNormal ? 1 << 52 : 0)
        let exponent = Swift.max(Int(number.exponentBitPattern), 1) - 1075
        // 1074 bits behind the point, or 1024 before it.
        let isRest = withUnsafeTemporaryAllocation(of: UInt.self, capacity: 18) { limbs in
            guard let base = limbs.baseAddress else { return false }
            result.writeInteger(mantissa, exponent, base)
            return exponent < 0 ? result.writeFraction(mantissa, -exponent, base, precision) : false
        }
        result.round(precision, isRest: isRest)
        return result
    }

    /// The digits before the point.
    private mutating func writeInteger(_ mantissa: UInt, _ exponent: Int, _ limbs: UnsafeMutablePointer<UInt>) {
        if exponent <= 0 {
            let integer = exponent > -64 ? mantissa >> UInt(-exponent) : 0
            if integer == 0 { return }
            count = decimalLength(integer)
            writeDigits(integer, count: count, to: digits)
            point = count
            return
        }
        var limbCount = exponent / 64 + 2
        for index in 0..<limbCount { limbs[index] = 0 }
        let shift = UInt(exponent % 64)
        limbs[exponent / 64] = mantissa << shift
        limbs[exponent / 64 + 1] = shift == 0 ? 0 : mantissa >> (64 - shift)
        while limbCount > 0, limbs[limbCount - 1] == 0 { limbCount -= 1 }
        // Groups come out last first: they are written from the end of a region and moved to its start.
        let groups = limbCount * 20 / decimalGroupDigits + 1
        var place = groups * decimalGroupDigits
        let end = place
        while limbCount > 0 {
            var remainder: UInt = 0, index = limbCount
            while index > 0 {
                index -= 1
                (limbs[index], remainder) = decimalGroup.dividingFullWidth((remainder, limbs[index]))
            }
            if limbs[limbCount - 1] == 0 { limbCount -= 1 }
            if place < decimalGroupDigits { break }
            place -= decimalGroupDigits
            writeDigits(remainder, count: decimalGroupDigits, to: digits + place)
        }
        while place < end, digits[place] == 0x30 { place += 1 }
        count = end - place
        digits.update(from: digits + place, count: count)
        point = count
    }

    /// The digits behind the point, as many as are needed to round; returns whether something is left behind them.
    private mutating func writeFraction(_ mantissa: UInt, _ bits: Int, _ limbs: UnsafeMutablePointer<UInt>, _ precision: Precision) -> Bool {
        let limbCount = (bits + 63) / 64
        for index in 0..<limbCount { limbs[index] = 0 }
        let fraction = bits < 64 ? mantissa & (1 << UInt(bits) - 1) : mantissa
        let shift = UInt(limbCount * 64 - bits)
        limbs[0] = fraction << shift
        if shift > 0, limbCount > 1 { limbs[1] = fraction >> (64 - shift) }
        var low = 0, produced = 0
        while true {
            while low < limbCount, limbs[low] == 0 { low += 1 }
            if low == limbCount { return false }
            switch precision {
            case .significant(let wanted): if count > wanted { return true }
            case .fractional(let wanted): if produced > wanted { return true }
            }
            var carry: UInt = 0
            for index in low..<limbCount {
                let (high, product) = limbs[index].multipliedFullWidth(by: decimalGroup)
                let (sum, overflow) = product.addingReportingOverflow(carry)
                limbs[index] = sum
                carry = high &+ (overflow ? 1 : 0)
            }
            produced += decimalGroupDigits
            if count == 0 {
                if carry == 0 { point -= decimalGroupDigits; continue }
                count = decimalLength(carry)
                point -= decimalGroupDigits - count
                writeDigits(carry, count: count, to: digits)
            } else {
                writeDigits(carry, count: decimalGroupDigits, to: digits + count)
                count += decimalGroupDigits
            }
        }
    }

    /// Cuts after the wanted digits, half to even.
    private mutating func round(_ precision: Precision, isRest: Bool) {
        let kept = switch precision {
        case .significant(let wanted): wanted
        case .fractional(let wanted): point &+ wanted
        }
        if kept < count {
            var isUp = false
            if kept >= 0 {
                let next = digits[kept]
                isUp = next > 0x35
                if next == 0x35 {
                    isUp = isRest || (kept > 0 && digits[kept - 1] & 1 == 1)
                    var index = kept + 1
                    while !isUp, index < count { isUp = digits[index] != 0x30; index += 1 }
                }
            }
            count = Swift.max(kept, 0)
            if isUp {
                while count > 0, digits[count - 1] == 0x39 { count -= 1 }
                if count > 0 {
                    digits[count - 1] += 1
                } else {
                    digits[0] = 0x31
                    count = 1
                    point += 1
                }
            }
        }
        while count > 0, digits[count - 1] == 0x30 { count -= 1 }
        if count == 0 {
            digits[0] = 0x30
            count = 1
            point = 1
        }
    }

    /// The fewest digits that read back as the same number, the closest of them to it.
    static func shortest(_ number: Double, into digits: UnsafeMutablePointer<UInt8>) -> DecimalDigits {
        var result = DecimalDigits(digits: digits, count: 0, point: 0)
        if number == 0 {
            digits[0] = 0x30
            return DecimalDigits(digits: digits, count: 1, point: 1)
        }
        // Swift describes doubles with the shortest digits; only its layout differs.
        var exponent = 0, isNegativeExponent = false, state = 0
        for unit in number.description.utf8 {
            switch unit {
            case 0x2E: state = 1
            case 0x65: state = 2
            case 0x2D: isNegativeExponent = true
            case 0x30...0x39:
                if state == 2 { exponent = exponent * 10 + Int(unit) - 0x30; continue }
                if result.count == 0 && unit == 0x30 {
                    if state == 1 { result.point -= 1 }
                    continue
                }
                if state == 0 { result.point += 1 }
                digits[result.count] = unit
                result.count += 1
            default: break
            }
        }
        result.point += isNegativeExponent ? -exponent : exponent
        while result.count > 1, digits[result.count - 1] == 0x30 { result.count -= 1 }
        return result
    }
}
