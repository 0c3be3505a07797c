#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `float`: a double. Most need no cell (see `Value`); 0.0, infinities, NaNs and extremes have one.
///
///     header | number
///
/// In CPython: Objects/floatobject.c.
public struct Float: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var number: Double
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.float, size: MemoryLayout<Fields>.size)
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A float.
    @inline(__always)
    public func makeFloat(_ number: Double) throws(Raised) -> Value {
        if let value = Value(inlineFloat: number) { return value }
        return try makeFloatCell(number)
    }

    @inline(never)
    private func makeFloatCell(_ number: Double) throws(Raised) -> Value {
        if number.bitPattern == 0, machine.pointee.zeroFloat.isCell { return machine.pointee.zeroFloat }
        let float = Float(cell: try allocate(machine.pointee.shapes.float, size: MemoryLayout<Float.Fields>.size))
        float.fields.pointee.number = number
        return float.value
    }

    /// The number of a float or of an instance of a subclass; nil for anything else.
    @inline(__always)
    public func float(_ value: Value) -> Double? {
        if value.isInlineFloat { return value.inlineFloat }
        return value.is(.float) ? Float(value).fields.pointee.number : nil
    }

    /// The operand of a float's operator: a float, or an int, which OverflowError says is too large; nil for anything else.
    @inline(__always)
    func floatOperand(_ value: Value) throws(Raised) -> Double? {
        if let number = float(value) { return number }
        guard let int = exactInt(value) else { return nil }
        return try doubleOfInt(int)
    }

    /// The double of any number: a float, what `__float__` gives, or an int-like (CPython: `PyFloat_AsDouble`).
    public func double(_ value: Value) throws(Raised) -> Double {
        if let number = float(value) { return number }
        if let int = exactInt(value), value.isSmallInt || value.isBool || value.has(machine.pointee.shapes.int) { return try doubleOfInt(int) }
        let type = value.type(self)
        if !type[.float].isUnbound {
            let result = try callSpecial(type[.float], value)
            return try floatResult(result, of: type)
        }
        if !type[.index].isUnbound { return try doubleOfInt(try indexValue(value)) }
        throw raise(.typeError, "must be real number, not \(type.name)")
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What the `__float__` of a class gave; a subclass's instance is deprecated.
    func floatResult(_ result: Value, of type: Type) throws(Raised) -> Double {
        if result.isInlineFloat { return result.inlineFloat }
        let problem = "\(type.name).__float__ returned non-float (type \(result.type(self).name))"
        guard let number = float(result) else { throw raise(.typeError, problem) }
        if !result.has(machine.pointee.shapes.float) { try warnOfSubclass(problem, "float") }
        return number
    }
}

// MARK: - Arithmetic

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The value of an operator; nil if floats do not have it.
    func floatArithmetic(_ operation: BinaryOperation, _ a: Double, _ b: Double) throws(Raised) -> Value? {
        switch operation {
        case .add: return try makeFloat(a + b)
        case .subtract: return try makeFloat(a - b)
        case .multiply: return try makeFloat(a * b)
        case .divide:
            if b == 0 { throw raise(.zeroDivisionError, "float division by zero") }
            return try makeFloat(a / b)
        case .floorDivide:
            if b == 0 { throw raise(.zeroDivisionError, "float floor division by zero") }
            return try makeFloat(Double.floorDivision(a, b).quotient)
        case .modulo:
            if b == 0 { throw raise(.zeroDivisionError, "float modulo by zero") }
            return try makeFloat(Double.modulo(a, b))
        case .power: return try floatPower(a, b)
        default: return nil
        }
    }

    /// `a ** b`: a float, or a complex number if a negative number has a broken exponent.
    func floatPower(_ a: Double, _ b: Double) throws(Raised) -> Value {
        if b == 0 { return try makeFloat(1) }
        if a.isNaN { return try makeFloat(a) }
        if b.isNaN { return try makeFloat(a == 1 ? 1 : b) }
        if b.isInfinite {
            let magnitude = a.magnitude
            if magnitude == 1 { return try makeFloat(1) }
            return try makeFloat((b > 0) == (magnitude > 1) ? .infinity : 0)
        }
        let isOdd = fmod(b.magnitude, 2) == 1
        if a.isInfinite {
            if b > 0 { return try makeFloat(isOdd ? a : a.magnitude) }
            return try makeFloat(isOdd ? copysign(0, a) : 0)
        }
        if a == 0 {
            if b < 0 { throw raise(.zeroDivisionError, "0.0 cannot be raised to a negative power") }
            return try makeFloat(isOdd ? a : 0)
        }
        var base = a
        if a < 0 {
            if b != b.rounded(.down) { return try makeComplex(try power(Complex.Number(a, 0), Complex.Number(b, 0))) }
            base = -a
        }
        let isNegative = a < 0 && isOdd
        if base == 1 { return try makeFloat(isNegative ? -1 : 1) }
        let result = pow(base, b)
        if result.isInfinite { throw raiseOutOfRange() }
        return try makeFloat(isNegative ? -result : result)
    }

    /// OverflowError as the C library's range errors become one.
    private func raiseOutOfRange() -> Raised {
        do throws(Raised) {
            let arguments = try Tuple.allocate(count: 2, self)
            arguments.base[0] = Value(smallInt: 34)
            arguments.base[1] = try Str.make("Numerical result out of range", self).value
            return raise(try makeException(Type(machine.pointee.types.exceptions.overflowError), arguments: arguments))
        } catch {
            return error
        }
    }

    /// The hash of a double, equal to that of an int with the same value; NaNs hash by identity.
    func hash(ofFloat number: Double, _ value: Value) -> Int {
        if number.isNaN { return identityHash(value) }
        return hash(ofFloat: number)
    }

    private func hash(ofFloat number: Double) -> Int {
        if number.isInfinite { return number < 0 ? -314_159 : 314_159 }
        if number == 0 { return 0 }
        let mantissa = UInt(number.significandBitPattern) | (number.isNormal ? 1 << 52 : 0)
        let exponent = Swift.max(Int(number.exponentBitPattern), 1) - 1075
        // A product with a power of two modulo 2^61 - 1 is a rotation of 61 bits.
        let modulus: UInt = 1 << 61 - 1
        let shift = UInt((exponent % 61 + 61) % 61)
        let rotated = (mantissa << shift & modulus) | mantissa >> (61 - shift)
        let hash = number < 0 ? -Int(rotated) : Int(rotated)
        return hash == -1 ? -2 : hash
    }

    /// Rounds to a number of decimal digits behind the point, half to even from the exact value.
    func round(_ number: Double, digits: Int) throws(Raised) -> Double {
        if !number.isFinite || digits > 323 { return number }
        if digits < -308 { return 0 * number }
        let magnitude = number.magnitude
        let wanted = DecimalDigits.Precision.fractional(digits)
        let decimal = DecimalDigits.exact(magnitude, wanted, into: try allocateScratch(DecimalDigits.capacity(magnitude, wanted)))
        let result = decimal.number
        if result.isInfinite { throw raise(.overflowError, "rounded value too large to represent") }
        return copysign(result, number)
    }
}

extension Double {
    /// The remainder with the sign of the divisor, which must not be 0.
    @inline(__always)
    static func modulo(_ a: Double, _ b: Double) -> Double {
        let remainder = fmod(a, b)
        if remainder == 0 { return copysign(0, b) }
        return (b < 0) != (remainder < 0) ? remainder + b : remainder
    }

    /// Quotient rounded down, and remainder; the divisor must not be 0.
    static func floorDivision(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
        var remainder = fmod(a, b)
        var quotient = (a - remainder) / b
        if remainder == 0 {
            remainder = copysign(0, b)
        } else if (b < 0) != (remainder < 0) {
            remainder += b
            quotient -= 1
        }
        if quotient == 0 { return (copysign(0, a / b), remainder) }
        let floored = quotient.rounded(.down)
        return (quotient - floored > 0.5 ? floored + 1 : floored, remainder)
    }
}
