#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The module `math`: functions of floats. Those of ints and of many numbers are beside this file. In CPython: Modules/mathmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineMathModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("pi", try makeFloat(.pi))
        try builder.set("e", try makeFloat(2.718281828459045))
        try builder.set("tau", try makeFloat(2 * .pi))
        try builder.set("inf", try makeFloat(.infinity))
        try builder.set("nan", try makeFloat(.nan))
        try defineElementaryFunctions(builder)
        try definePowersAndLogarithms(builder)
        try defineFloatParts(builder)
        try defineRounding(builder)
        try defineIntegerFunctions(builder)
        try defineSums(builder)
    }

    func raiseDomainError() -> Raised { raise(.valueError, "math domain error") }
    func raiseRangeError() -> Raised { raise(.overflowError, "math range error") }

    /// A function's value at a number: NaN where none went in, or an infinity from a finite number, is an error.
    @inline(__always)
    private func apply(_ value: Value, canOverflow: Bool = false, _ function: (Double) -> Double) throws(Raised) -> Value {
        let number = try double(value)
        let result = function(number)
        if !result.isFinite { try check(result, number, canOverflow: canOverflow) }
        return try makeFloat(result)
    }

    private func check(_ result: Double, _ number: Double, canOverflow: Bool) throws(Raised) {
        if result.isNaN, !number.isNaN { throw raiseDomainError() }
        if result.isInfinite, number.isFinite { throw canOverflow ? raiseRangeError() : raiseDomainError() }
    }

    /// The same for two numbers.
    @inline(__always)
    private func apply(_ first: Value, _ second: Value, _ function: (Double, Double) -> Double) throws(Raised) -> Value {
        let a = try double(first), b = try double(second)
        let result = function(a, b)
        if result.isNaN, !a.isNaN, !b.isNaN { throw raiseDomainError() }
        if result.isInfinite, a.isFinite, b.isFinite { throw raiseRangeError() }
        return try makeFloat(result)
    }

    private func defineElementaryFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("sin", "(x, /)", "The sine of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { sin($0) } }
        try builder.method("cos", "(x, /)", "The cosine of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { cos($0) } }
        try builder.method("tan", "(x, /)", "The tangent of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { tan($0) } }
        try builder.method("asin", "(x, /)", "The arc sine of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { asin($0) } }
        try builder.method("acos", "(x, /)", "The arc cosine of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { acos($0) } }
        try builder.method("atan", "(x, /)", "The arc tangent of x, in radians.") { t, a throws(Raised) in try t.apply(a[0]) { atan($0) } }
        try builder.method("sinh", "(x, /)", "The hyperbolic sine of x.") { t, a throws(Raised) in try t.apply(a[0], canOverflow: true) { sinh($0) } }
        try builder.method("cosh", "(x, /)", "The hyperbolic cosine of x.") { t, a throws(Raised) in try t.apply(a[0], canOverflow: true) { cosh($0) } }
        try builder.method("tanh", "(x, /)", "The hyperbolic tangent of x.") { t, a throws(Raised) in try t.apply(a[0]) { tanh($0) } }
        try builder.method("asinh", "(x, /)", "The inverse hyperbolic sine of x.") { t, a throws(Raised) in try t.apply(a[0]) { asinh($0) } }
        try builder.method("acosh", "(x, /)", "The inverse hyperbolic cosine of x.") { t, a throws(Raised) in try t.apply(a[0]) { acosh($0) } }
        try builder.method("atanh", "(x, /)", "The inverse hyperbolic tangent of x.") { t, a throws(Raised) in try t.apply(a[0]) { atanh($0) } }
        try builder.method("erf", "(x, /)", "The error function at x.") { t, a throws(Raised) in try t.apply(a[0]) { erf($0) } }
        try builder.method("erfc", "(x, /)", "One minus the error function at x.") { t, a throws(Raised) in try t.apply(a[0]) { erfc($0) } }
        try builder.method("sqrt", "(x, /)", "The square root of x.") { t, a throws(Raised) in try t.apply(a[0]) { $0.squareRoot() } }
        try builder.method("cbrt", "(x, /)", "The cube root of x.") { t, a throws(Raised) in try t.apply(a[0]) { cbrt($0) } }
        try builder.method("fabs", "(x, /)", "The magnitude of x as a float.") { t, a throws(Raised) in try t.apply(a[0]) { $0.magnitude } }
        try builder.method("exp", "(x, /)", "e raised to the power of x.") { t, a throws(Raised) in try t.apply(a[0], canOverflow: true) { exp($0) } }
        try builder.method("exp2", "(x, /)", "2 raised to the power of x.") { t, a throws(Raised) in try t.apply(a[0], canOverflow: true) { exp2($0) } }
        try builder.method("expm1", "(x, /)", "exp(x) - 1, exact for small x.") { t, a throws(Raised) in try t.apply(a[0], canOverflow: true) { expm1($0) } }
        try builder.method("atan2", "(y, x, /)", "The angle of the point (x, y), in radians.") { t, a throws(Raised) in try t.apply(a[0], a[1]) { atan2($0, $1) } }
        try builder.method("copysign", "(x, y, /)", "The magnitude of x with the sign of y.") { t, a throws(Raised) in try t.apply(a[0], a[1]) { copysign($0, $1) } }
        try builder.method("degrees", "(x, /)", "The angle x from radians to degrees.") { t, a throws(Raised) in try t.makeFloat(try t.double(a[0]) * (180 / .pi)) }
        try builder.method("radians", "(x, /)", "The angle x from degrees to radians.") { t, a throws(Raised) in try t.makeFloat(try t.double(a[0]) * (.pi / 180)) }
        try builder.method("gamma", "(x, /)", "The gamma function at x.") { t, a throws(Raised) in try t.makeFloat(try t.gamma(try t.double(a[0]))) }
        try builder.method("lgamma", "(x, /)", "The logarithm of the magnitude of the gamma function at x.") { t, a throws(Raised) in
            try t.makeFloat(try t.logGamma(try t.double(a[0])))
        }
    }

    // MARK: - Powers and logarithms

    private func logarithm(_ value: Value, _ function: (Double) -> Double) throws(Raised) -> Double {
        if let int = exactInt(value) {
            if signOfInt(int) <= 0 { throw raiseDomainError() }
            if !int.isSmallInt {
                // 2^e · m, where a float could not hold it.
                let bits = try withLimbs(int) { a throws(Raised) in a.bitCount }
                if bits > 1023 {
                    let shift = bits - 64
                    let top = try doubleOfInt(try shiftRight(int, by: shift))
                    return function(scalbn(top, -64)) + function(2) * Double(shift + 64)
                }
            }
            return function(try doubleOfInt(int))
        }
        let number = try double(value)
        if number.isNaN { return number }
        if number <= 0 { throw raiseDomainError() }
        return number.isInfinite ? number : function(number)
    }

    private func definePowersAndLogarithms(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("log", "(x, base=math.e, /)", "The logarithm of x to a base; the natural one if none is given.") { t, a throws(Raised) in
            let numerator = try t.logarithm(a[0]) { log($0) }
            if a[1].isUnbound { return try t.makeFloat(numerator) }
            let denominator = try t.logarithm(a[1]) { log($0) }
            if denominator == 0 { throw t.raise(.zeroDivisionError, "float division by zero") }
            return try t.makeFloat(numerator / denominator)
        }
        try builder.method("log2", "(x, /)", "The logarithm of x to base 2.") { t, a throws(Raised) in try t.makeFloat(try t.logarithm(a[0]) { log2($0) }) }
        try builder.method("log10", "(x, /)", "The logarithm of x to base 10.") { t, a throws(Raised) in try t.makeFloat(try t.logarithm(a[0]) { log10($0) }) }
        try builder.method("log1p", "(x, /)", "The natural logarithm of 1 + x, exact for small x.") { t, a throws(Raised) in try t.apply(a[0]) { log1p($0) } }
        try builder.method("pow", "(x, y, /)", "x raised to the power of y, as a float.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1])
            let result = pow(x, y)
            if !result.isFinite, x.isFinite, y.isFinite { throw result.isNaN || x == 0 ? t.raiseDomainError() : t.raiseRangeError() }
            return try t.makeFloat(result)
        }
        try builder.method("fma", "(x, y, z, /)", "x * y + z, rounded once.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1]), z = try t.double(a[2])
            let result = fma(x, y, z)
            if result.isNaN, !x.isNaN, !y.isNaN, !z.isNaN { throw t.raise(.valueError, "invalid operation in fma") }
            if result.isInfinite, x.isFinite, y.isFinite, z.isFinite { throw t.raise(.overflowError, "overflow in fma") }
            return try t.makeFloat(result)
        }
    }

    // MARK: - Parts and neighbours of floats

    private func defineFloatParts(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("fmod", "(x, y, /)", "The remainder of x / y with the sign of x.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1])
            let result = fmod(x, y)
            if result.isNaN, !x.isNaN, !y.isNaN { throw t.raiseDomainError() }
            return try t.makeFloat(result)
        }
        try builder.method("remainder", "(x, y, /)", "The difference between x and the closest multiple of y.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1])
            let result = remainder(x, y)
            if result.isNaN, !x.isNaN, !y.isNaN { throw t.raiseDomainError() }
            return try t.makeFloat(result)
        }
        try builder.method("modf", "(x, /)", "The fractional and the whole part of x, both with its sign.") { t, a throws(Raised) in
            let x = try t.double(a[0])
            if x.isInfinite { return try t.makePair(try t.makeFloat(copysign(0, x)), try t.makeFloat(x)) }
            let whole = x.rounded(.towardZero)
            return try t.makePair(try t.makeFloat(copysign(x - whole, x)), try t.makeFloat(whole))
        }
        try builder.method("frexp", "(x, /)", "Mantissa and exponent of x: x is m * 2**e, with m from 0.5 to 1.") { t, a throws(Raised) in
            let x = try t.double(a[0])
            if x == 0 || !x.isFinite { return try t.makePair(try t.makeFloat(x), Value(smallInt: 0)) }
            let exponent = Int(x.exponent) + 1
            return try t.makePair(try t.makeFloat(copysign(x.significand / 2, x)), Value(smallInt: exponent))
        }
        try builder.method("ldexp", "(x, i, /)", "x * 2**i") { t, a throws(Raised) in
            let x = try t.double(a[0])
            guard let exponent = t.exactInt(a[1]) else { throw t.raise(.typeError, "Expected an int as second argument to ldexp.") }
            if x == 0 || !x.isFinite { return try t.makeFloat(x) }
            let count = t.machineInteger(exponent) ?? (t.signOfInt(exponent) < 0 ? Int.min : Int.max)
            let result = scalbn(x, Int32(Swift.min(Swift.max(count, -10_000), 10_000)))
            if result.isInfinite { throw t.raiseRangeError() }
            return try t.makeFloat(result)
        }
        try builder.method("isnan", "(x, /)", "Whether x is a NaN.") { t, a throws(Raised) in Value(try t.double(a[0]).isNaN) }
        try builder.method("isinf", "(x, /)", "Whether x is an infinity.") { t, a throws(Raised) in Value(try t.double(a[0]).isInfinite) }
        try builder.method("isfinite", "(x, /)", "Whether x is neither an infinity nor a NaN.") { t, a throws(Raised) in Value(try t.double(a[0]).isFinite) }
        try builder.method("isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two numbers are close to each other.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1])
            let relative = a[2].isUnbound ? 1e-9 : try t.double(a[2]), absolute = a[3].isUnbound ? 0 : try t.double(a[3])
            if relative < 0 || absolute < 0 { throw t.raise(.valueError, "tolerances must be non-negative") }
            if x == y { return .true }
            if x.isInfinite || y.isInfinite { return .false }
            let difference = (x - y).magnitude
            return Value(difference <= (relative * y).magnitude || difference <= (relative * x).magnitude || difference <= absolute)
        }
        try builder.method("ulp", "(x, /)", "The value of the lowest bit of x.") { t, a throws(Raised) in
            let x = try t.double(a[0]).magnitude
            if !x.isFinite { return try t.makeFloat(x) }
            let above = x.nextUp
            return try t.makeFloat(above.isInfinite ? x - x.nextDown : above - x)
        }
        try builder.method("nextafter", "(x, y, /, *, steps=None)", "The float that is some steps from x towards y.") { t, a throws(Raised) in
            let x = try t.double(a[0]), y = try t.double(a[1])
            if a[2].isUnbound || a[2].isNone { return try t.makeFloat(nextafter(x, y)) }
            let steps = try t.indexValue(a[2])
            if t.signOfInt(steps) < 0 { throw t.raise(.valueError, "steps must be a non-negative integer") }
            return try t.makeFloat(Double.moved(x, towards: y, steps: t.machineUnsigned(steps) ?? UInt.max))
        }
    }

    // MARK: - Rounding

    private func defineRounding(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("ceil", "(x, /)", "The smallest int that is not less than x.") { t, a throws(Raised) in try t.roundForMath(a[0], .ceiling, .up) }
        try builder.method("floor", "(x, /)", "The largest int that is not greater than x.") { t, a throws(Raised) in try t.roundForMath(a[0], .floor, .down) }
        try builder.method("trunc", "(x, /)", "The whole part of x, as its class defines it.") { t, a throws(Raised) in
            if let number = t.exactFloat(a[0]) { return try t.intOfFloat(number, .towardZero) }
            let method = a[0].type(t)[.truncate]
            if method.isUnbound { throw t.raise(.typeError, "type \(a[0].type(t).name) doesn't define __trunc__ method") }
            return try t.callSpecial(method, a[0])
        }
    }

    @inline(__always)
    private func exactFloat(_ value: Value) -> Double? {
        if value.isInlineFloat { return value.inlineFloat }
        return value.has(machine.pointee.shapes.float) ? Float(value).fields.pointee.number : nil
    }

    private func roundForMath(_ value: Value, _ method: SpecialMethod, _ rule: FloatingPointRoundingRule) throws(Raised) -> Value {
        if let number = exactFloat(value) { return try intOfFloat(number, rule) }
        if value.isSmallInt { return value }
        let function = value.type(self)[method]
        if !function.isUnbound { return try callSpecial(function, value) }
        return try intOfFloat(try double(value), rule)
    }
}

extension Double {
    /// The double that lies `steps` representable numbers from `x` towards `y`.
    fileprivate static func moved(_ x: Double, towards y: Double, steps: UInt) -> Double {
        if x.isNaN || y.isNaN { return x + y }
        if steps == 0 || x == y { return steps == 0 ? x : y }
        let signBit: UInt64 = 1 << 63
        let from = x.bitPattern & ~signBit, to = y.bitPattern & ~signBit, steps = UInt64(steps)
        if x.sign != y.sign {
            // Through zero.
            if steps >= from + to { return y }
            if steps < from { return Double(bitPattern: x.bitPattern - steps) }
            return Double(bitPattern: y.bitPattern & signBit | (steps - from))
        }
        if from > to { return from - to > steps ? Double(bitPattern: x.bitPattern - steps) : y }
        return to - from > steps ? Double(bitPattern: x.bitPattern + steps) : y
    }
}
