// Python's arithmetic of int, float and complex, as constant folding needs it. Nil stands for an exception (ZeroDivisionError,
// OverflowError, TypeError).

import KraitBytecode

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

struct Complex {
    var real: Double
    var imaginary: Double

    init(_ real: Double, _ imaginary: Double) {
        self.real = real
        self.imaginary = imaginary
    }
}

enum Number {
    case integer(BigInt)
    case float(Double)
    case complex(Complex)

    var negated: Number {
        switch self {
        case .integer(let value): .integer(-value)
        case .float(let value): .float(-value)
        case .complex(let value): .complex(Complex(-value.real, -value.imaginary))
        }
    }

    /// Both operands as the wider of their types. Nil if an int does not fit into a float.
    private enum Pair {
        case integers(BigInt, BigInt)
        case floats(Double, Double)
        case complexes(Complex, Complex)

        init?(_ left: Number, _ right: Number) {
            switch (left, right) {
            case (.integer(let a), .integer(let b)): self = .integers(a, b)
            case (.complex, _), (_, .complex):
                guard let a = left.asComplex, let b = right.asComplex else { return nil }
                self = .complexes(a, b)
            default:
                guard let a = left.asDouble, let b = right.asDouble else { return nil }
                self = .floats(a, b)
            }
        }
    }

    private var asDouble: Double? {
        switch self {
        case .integer(let value): Double(roundingToNearest: value)
        case .float(let value): value
        case .complex: nil
        }
    }

    private var asComplex: Complex? {
        if case .complex(let value) = self { return value }
        return asDouble.map { Complex($0, 0) }
    }

    static func add(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?: .integer(a + b)
        case .floats(let a, let b)?: .float(a + b)
        case .complexes(let a, let b)?: .complex(Complex(a.real + b.real, a.imaginary + b.imaginary))
        case nil: nil
        }
    }

    static func subtract(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?: .integer(a - b)
        case .floats(let a, let b)?: .float(a - b)
        case .complexes(let a, let b)?: .complex(Complex(a.real - b.real, a.imaginary - b.imaginary))
        case nil: nil
        }
    }

    static func multiply(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?: .integer(a * b)
        case .floats(let a, let b)?: .float(a * b)
        case .complexes(let a, let b)?: .complex(a * b)
        case nil: nil
        }
    }

    static func divide(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?: Double(dividing: a, by: b).map { .float($0) }
        case .floats(let a, let b)?: b == 0 ? nil : .float(a / b)
        case .complexes(let a, let b)?: (a / b).map { .complex($0) }
        case nil: nil
        }
    }

    static func floorDivide(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?:
            guard let (quotient, remainder) = quotientAndRemainder(a, b) else { return nil }
            return .integer(!remainder.isZero && (remainder < 0) != (b < 0) ? quotient - 1 : quotient)
        case .floats(let a, let b)?: return b == 0 ? nil : .float(floorQuotient(a, b))
        case .complexes?, nil: return nil
        }
    }

    static func modulo(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let a, let b)?:
            guard let remainder = quotientAndRemainder(a, b)?.remainder else { return nil }
            return .integer(!remainder.isZero && (remainder < 0) != (b < 0) ? remainder + b : remainder)
        case .floats(let a, let b)?:
            if b == 0 { return nil }
            let remainder = a.truncatingRemainder(dividingBy: b)
            if remainder == 0 { return .float(b.sign == .minus ? -0.0 : 0.0) }
            return .float((b < 0) != (remainder < 0) ? remainder + b : remainder)
        case .complexes?, nil: return nil
        }
    }

    /// Towards zero. Nil also for operands so long (a hundred thousand hexadecimal digits) that dividing them would take
    /// seconds: CPython folds these.
    private static func quotientAndRemainder(_ a: BigInt, _ b: BigInt) -> (quotient: BigInt, remainder: BigInt)? {
        if b.isZero { return nil }
        let steps = Swift.max(0, a.magnitude.bitWidth - b.magnitude.bitWidth) / 64 * (b.magnitude.bitWidth / 64)
        return steps > 20_000_000 ? nil : a.quotientAndRemainder(dividingBy: b)
    }

    /// In CPython: Objects/floatobject.c, _float_div_mod.
    private static func floorQuotient(_ a: Double, _ b: Double) -> Double {
        let remainder = a.truncatingRemainder(dividingBy: b)
        var quotient = (a - remainder) / b
        if remainder != 0 && (b < 0) != (remainder < 0) { quotient -= 1 }
        if quotient == 0 { return (a / b).sign == .minus ? -0.0 : 0.0 }
        let floor = quotient.rounded(.down)
        return quotient - floor > 0.5 ? floor + 1 : floor
    }

    static func power(_ left: Number, _ right: Number) -> Number? {
        switch Pair(left, right) {
        case .integers(let base, let exponent)?:
            if exponent < 0 {
                guard let a = Double(roundingToNearest: base), let b = Double(roundingToNearest: exponent) else { return nil }
                return power(a, b)
            }
            // The exponent is small, or the base is 0 (see the limits of folding).
            if base.isZero { return .integer(exponent.isZero ? 1 : 0) }
            return Int(exactly: exponent).map { .integer(base.power($0)) }
        case .floats(let a, let b)?: return power(a, b)
        case .complexes(let a, let b)?: return Complex.power(a, b).map { .complex($0) }
        case nil: return nil
        }
    }

    /// In CPython: Objects/floatobject.c, float_pow.
    private static func power(_ base: Double, _ exponent: Double) -> Number? {
        if exponent == 0 { return .float(1) }
        if base == 0 && exponent < 0 && exponent.isFinite { return nil }
        if base < 0 && base.isFinite && exponent.isFinite && exponent != exponent.rounded(.down) {
            return Complex.power(Complex(base, 0), Complex(exponent, 0)).map { .complex($0) }
        }
        let result = pow(base, exponent)
        if result.isInfinite && base.isFinite && exponent.isFinite { return nil }
        return .float(result)
    }
}

extension Complex {
    static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }

    /// Smith's method. Nil for division by zero. In CPython: Objects/complexobject.c, _Py_c_quot.
    static func / (a: Complex, b: Complex) -> Complex? {
        if abs(b.real) >= abs(b.imaginary) {
            if b.real == 0 { return nil }
            let ratio = b.imaginary / b.real
            let denominator = b.real + b.imaginary * ratio
            return Complex((a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator)
        }
        if abs(b.imaginary) >= abs(b.real) {
            let ratio = b.real / b.imaginary
            let denominator = b.real * ratio + b.imaginary
            return Complex((a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator)
        }
        return Complex(.nan, .nan)
    }

    /// In CPython: Objects/complexobject.c, complex_pow.
    static func power(_ base: Complex, _ exponent: Complex) -> Complex? {
        let result: Complex
        if exponent.imaginary == 0 && exponent.real == exponent.real.rounded(.down) && abs(exponent.real) <= 100 {
            guard let value = power(base, Int(exponent.real)) else { return nil }
            result = value
        } else if base.real == 0 && base.imaginary == 0 {
            if exponent.imaginary != 0 || exponent.real < 0 { return nil }
            result = Complex(0, 0)
        } else {
            let magnitude = hypot(base.real, base.imaginary)
            let angle = atan2(base.imaginary, base.real)
            var length = pow(magnitude, exponent.real)
            var phase = angle * exponent.real
            if exponent.imaginary != 0 {
                length *= exp(-angle * exponent.imaginary)
                phase += exponent.imaginary * log(magnitude)
            }
            // Sine and cosine of infinity are domain errors.
            if phase.isInfinite { return nil }
            result = Complex(length * cos(phase), length * sin(phase))
        }
        return result.real.isInfinite || result.imaginary.isInfinite ? nil : result
    }

    private static func power(_ base: Complex, _ exponent: Int) -> Complex? {
        var result = Complex(1, 0)
        var factor = base
        var bits = exponent.magnitude
        while bits > 0 {
            if bits & 1 != 0 { result = result * factor }
            bits >>= 1
            factor = factor * factor
        }
        return exponent > 0 ? result : Complex(1, 0) / result
    }
}

extension Double {
    /// The nearest double, ties to even; nil if it would be infinite.
    init?(roundingToNearest value: BigInt) {
        guard let magnitude = Double(mantissa: value.magnitude, exponent: 0, hasRemainder: false) else { return nil }
        self = value < 0 ? -magnitude : magnitude
    }

    /// The double nearest to the exact quotient; nil for division by zero and for a result too large.
    init?(dividing numerator: BigInt, by denominator: BigInt) {
        if denominator.isZero { return nil }
        // Enough bits in the quotient that a remainder only decides between the two sides of a tie.
        let shift = Swift.max(0, 66 - (numerator.magnitude.bitWidth - denominator.magnitude.bitWidth))
        let (quotient, remainder) = (numerator.magnitude << shift).quotientAndRemainder(dividingBy: denominator.magnitude)
        guard let magnitude = Double(mantissa: quotient, exponent: -shift, hasRemainder: !remainder.isZero) else { return nil }
        self = (numerator < 0) != (denominator < 0) ? -magnitude : magnitude
    }

    /// `mantissa × 2^exponent`, and a little more if there is a remainder, to nearest, ties to even; nil if it would be infinite.
    private init?(mantissa: BigUInt, exponent: Int, hasRemainder: Bool) {
        let bits = mantissa.bitWidth
        // Bits that the result has room for: fewer than 53 if it is subnormal.
        let kept = Swift.min(53, bits + exponent + 1074)
        if kept < 0 || mantissa.isZero {
            self = 0
            return
        }
        var rounded = mantissa
        var scale = exponent
        let dropped = bits - kept
        if dropped > 0 {
            rounded = mantissa >> dropped
            scale += dropped
            let half = BigUInt(1) << (dropped - 1)
            let rest = mantissa - (rounded << dropped)
            if rest > half || (rest == half && (hasRemainder || UInt64(truncatingIfNeeded: rounded) & 1 == 1)) { rounded = rounded + 1 }
        }
        self = scalbn(Double(UInt64(truncatingIfNeeded: rounded)), Int32(clamping: scale))
        if isInfinite { return nil }
    }
}
