#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `complex`: two doubles.
///
///     header | real | imaginary
///
/// In CPython: Objects/complexobject.c.
public struct Complex: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var real: Double
        public var imaginary: Double
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.complex, size: MemoryLayout<Fields>.size)

    /// The number as native code computes with it.
    public struct Number: Equatable, Sendable {
        public var real: Double
        public var imaginary: Double
        @inline(__always) public init(_ real: Double, _ imaginary: Double) {
            self.real = real
            self.imaginary = imaginary
        }
    }

    var number: Number { Number(fields.pointee.real, fields.pointee.imaginary) }
}

extension Complex.Number {
    static func + (a: Self, b: Self) -> Self { Self(a.real + b.real, a.imaginary + b.imaginary) }
    static func - (a: Self, b: Self) -> Self { Self(a.real - b.real, a.imaginary - b.imaginary) }
    static func * (a: Self, b: Self) -> Self {
        Self(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }

    /// The quotient, scaled so that it does not overflow on the way; nil for a divisor of 0.
    func divided(by b: Self) -> Self? {
        let real = b.real.magnitude, imaginary = b.imaginary.magnitude
        if real >= imaginary {
            if real == 0 { return nil }
            let ratio = b.imaginary / b.real, denominator = b.real + b.imaginary * ratio
            return Self((self.real + self.imaginary * ratio) / denominator, (self.imaginary - self.real * ratio) / denominator)
        }
        if imaginary >= real {
            let ratio = b.real / b.imaginary, denominator = b.real * ratio + b.imaginary
            return Self((self.real * ratio + self.imaginary) / denominator, (self.imaginary * ratio - self.real) / denominator)
        }
        return Self(.nan, .nan)
    }

    var isInfinite: Bool { real.isInfinite || imaginary.isInfinite }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    public func makeComplex(_ number: Complex.Number) throws(Raised) -> Value {
        let complex = Complex(cell: try allocate(machine.pointee.shapes.complex, size: MemoryLayout<Complex.Fields>.size))
        complex.fields.pointee.real = number.real
        complex.fields.pointee.imaginary = number.imaginary
        return complex.value
    }

    public func makeComplex(_ real: Double, _ imaginary: Double) throws(Raised) -> Value { try makeComplex(Complex.Number(real, imaginary)) }

    /// The operand of a complex number's operator; nil for anything that is not a number.
    private func complexOperand(_ value: Value) throws(Raised) -> Complex.Number? {
        if value.is(.complex) { return Complex(value).number }
        guard let real = try floatOperand(value) else { return nil }
        return Complex.Number(real, 0)
    }

    /// The value of an operator; nil if complex numbers do not have it.
    func complexArithmetic(_ operation: BinaryOperation, _ a: Complex.Number, _ b: Complex.Number) throws(Raised) -> Value? {
        switch operation {
        case .add: return try makeComplex(a + b)
        case .subtract: return try makeComplex(a - b)
        case .multiply: return try makeComplex(a * b)
        case .divide:
            guard let quotient = a.divided(by: b) else { throw raise(.zeroDivisionError, "complex division by zero") }
            return try makeComplex(quotient)
        case .power: return try makeComplex(try power(a, b))
        default: return nil
        }
    }

    func power(_ a: Complex.Number, _ b: Complex.Number) throws(Raised) -> Complex.Number {
        func raiseZero() -> Raised { raise(.zeroDivisionError, "0.0 to a negative or complex power") }
        let result: Complex.Number
        if b.imaginary == 0, b.real == b.real.rounded(.down), b.real.magnitude <= 100 {
            let exponent = Int(b.real)
            var product = Complex.Number(1, 0), square = a, bit = 1
            while bit <= exponent.magnitude {
                if Int(exponent.magnitude) & bit != 0 { product = product * square }
                bit <<= 1
                square = square * square
            }
            if exponent > 0 {
                result = product
            } else {
                guard let inverse = Complex.Number(1, 0).divided(by: product) else { throw raiseZero() }
                result = inverse
            }
        } else if a.real == 0, a.imaginary == 0 {
            if b.imaginary != 0 || b.real < 0 { throw raiseZero() }
            result = Complex.Number(0, 0)
        } else {
            let magnitude = hypot(a.real, a.imaginary), angle = atan2(a.imaginary, a.real)
            var length = pow(magnitude, b.real), phase = angle * b.real
            if b.imaginary != 0 {
                length *= exp(-angle * b.imaginary)
                phase += b.imaginary * log(magnitude)
            }
            result = Complex.Number(length * cos(phase), length * sin(phase))
        }
        if result.isInfinite { throw raise(.overflowError, "complex exponentiation") }
        return result
    }

    func repr(ofComplex number: Complex.Number) throws(Raised) -> Str {
        let style = FloatStyle(type: UInt8(ascii: "r"), precision: 0)
        let imaginary = try text(of: number.imaginary, style)
        let hasReal = number.real != 0 || number.real.sign == .minus
        let real = try text(of: number.real, style)
        let buffer = try allocateScratch(real.count + imaginary.count + 4)
        var count = 0
        func put(_ unit: UInt8) { buffer[count] = unit; count += 1 }
        if hasReal {
            put(0x28)
            (buffer + count).update(from: real.base, count: real.count)
            count += real.count
            if imaginary.base[0] != 0x2D { put(0x2B) }
        }
        (buffer + count).update(from: imaginary.base, count: imaginary.count)
        count += imaginary.count
        put(0x6A)
        if hasReal { put(0x29) }
        return try Str.make(ascii: buffer, count: count, self)
    }

    // MARK: - From text and numbers

    /// `complex(text)`.
    private func parseComplex(_ value: Value) throws(Raised) -> Complex.Number {
        let text = Str(value)
        let units = try asciiOfNumber(text)
        if let number = parseComplex(units, count: text.count) { return number }
        throw raise(.valueError, "complex() arg is a malformed string")
    }

    private func parseComplex(_ text: UnsafeMutablePointer<UInt8>, count: Int) -> Complex.Number? {
        var end = 0
        for index in 0..<count {
            if text[index] == 0x5F {
                guard index > 0, index + 1 < count, isASCIIDigit(text[index - 1]), isASCIIDigit(text[index + 1]) else { return nil }
                continue
            }
            text[end] = text[index]
            end += 1
        }
        var index = 0
        func skipSpaces() { while index < end, isASCIISpace(text[index]) { index += 1 } }
        func isUnit() -> Bool { index < end && text[index] | 0x20 == 0x6A }
        func isSign() -> Bool { index < end && (text[index] == 0x2B || text[index] == 0x2D) }
        skipSpaces()
        let hasParenthesis = index < end && text[index] == 0x28
        if hasParenthesis { index += 1; skipSpaces() }
        var result = Complex.Number(0, 0)
        /// An imaginary unit without a number: 1, perhaps with a sign.
        func bareUnit() -> Double {
            var sign = 1.0
            if isSign() {
                sign = text[index] == 0x2D ? -1 : 1
                index += 1
            }
            return sign
        }
        if let (first, used) = DecimalDigits.read(text + index, count: end - index) {
            index += used
            if isUnit() {
                result.imaginary = first
                index += 1
            } else {
                result.real = first
                if isSign() {
                    if let (second, used) = DecimalDigits.read(text + index, count: end - index) {
                        index += used
                        result.imaginary = second
                    } else {
                        result.imaginary = bareUnit()
                    }
                    guard isUnit() else { return nil }
                    index += 1
                }
            }
        } else {
            result.imaginary = bareUnit()
            guard isUnit() else { return nil }
            index += 1
        }
        skipSpaces()
        if hasParenthesis {
            guard index < end, text[index] == 0x29 else { return nil }
            index += 1
            skipSpaces()
        }
        return index == end ? result : nil
    }

    /// The number that `__complex__` gives; nil if there is no such method.
    private func complexFromMethod(_ value: Value) throws(Raised) -> Complex.Number? {
        let method = value.type(self)[.complex]
        if method.isUnbound { return nil }
        let result = try callSpecial(method, value)
        let problem = "__complex__ returned non-complex (type \(result.type(self).name))"
        guard result.is(.complex) else { throw raise(.typeError, problem) }
        if !result.has(machine.pointee.shapes.complex) { try warnOfSubclass(problem, "complex") }
        return Complex(result).number
    }

    /// Any number as a complex one (CPython: `PyComplex_AsCComplex`).
    public func complex(_ value: Value) throws(Raised) -> Complex.Number {
        if value.is(.complex) { return Complex(value).number }
        if let number = try complexFromMethod(value) { return number }
        return Complex.Number(try double(value), 0)
    }

    private func construct(_ first: Value, _ second: Value) throws(Raised) -> Complex.Number {
        if first.is(.str) {
            if !second.isUnbound { throw raise(.typeError, "complex() can't take second arg if first is a string") }
            return try parseComplex(first)
        }
        if second.is(.str) { throw raise(.typeError, "complex() second arg can't be a string") }
        var real = Complex.Number(0, 0), isRealComplex = false
        if !first.isUnbound {
            if first.is(.complex), first.has(machine.pointee.shapes.complex) {
                real = Complex(first).number
                isRealComplex = true
            } else if let number = try complexFromMethod(first) {
                real = number
                isRealComplex = true
            } else {
                let type = first.type(self)
                if float(first) == nil, exactInt(first) == nil, type[.float].isUnbound, type[.index].isUnbound {
                    throw raise(.typeError, "complex() first argument must be a string or a number, not '\(type.name)'")
                }
                real.real = try double(first)
            }
        }
        if second.isUnbound { return real }
        var imaginary = Complex.Number(0, 0)
        if second.is(.complex) {
            imaginary = Complex(second).number
        } else {
            let type = second.type(self)
            if float(second) == nil, exactInt(second) == nil, type[.float].isUnbound, type[.index].isUnbound {
                throw raise(.typeError, "complex() second argument must be a number, not '\(type.name)'")
            }
            imaginary.real = try double(second)
        }
        // real + imaginary·j, where either may itself be complex.
        let isImaginaryComplex = second.is(.complex)
        return Complex.Number(
            isImaginaryComplex ? real.real - imaginary.imaginary : real.real, isRealComplex ? imaginary.real + real.imaginary : imaginary.real)
    }

    // MARK: - Methods

    func defineComplex() throws(Raised) {
        try define(\.complex, "complex", shape: \.complex, layout: Complex.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Make a complex number of text, of a number, or of real and imaginary part.")
            try builder.staticMethod("__new__", "($type, real=0, imag=0)", "Make a complex number from real and imaginary part, or from a text.") { thread, arguments throws(Raised) in
                let type = Type(arguments[0])
                let isExact = type.value == thread.machine.pointee.types.complex
                if isExact, arguments[2].isUnbound, arguments[1].has(thread.machine.pointee.shapes.complex) { return arguments[1] }
                let number = try thread.construct(arguments[1], arguments[2])
                if isExact { return try thread.makeComplex(number) }
                let instance = try thread.makeInstance(of: type)
                Complex(instance).fields.pointee.real = number.real
                Complex(instance).fields.pointee.imaginary = number.imaginary
                return instance
            }
            try defineComplexArithmetic(builder)
            try defineComplexMethods(builder)
        }
    }

    func operateOnComplex(_ operation: BinaryOperation, _ arguments: Arguments, isReflected: Bool) throws(Raised) -> Value {
        guard let other = try complexOperand(arguments[1]) else { return .notImplemented }
        let own = Complex(arguments[0]).number
        return try complexArithmetic(operation, isReflected ? other : own, isReflected ? own : other) ?? .notImplemented
    }

    private func equals(_ arguments: Arguments, isEqual: Bool) -> Value {
        let own = Complex(arguments[0]).number
        if arguments[1].is(.complex) { return Value((own == Complex(arguments[1]).number) == isEqual) }
        if let other = float(arguments[1]) { return Value((own.imaginary == 0 && own.real == other) == isEqual) }
        guard let int = exactInt(arguments[1]) else { return .notImplemented }
        return Value((own.imaginary == 0 && compareInt(int, with: own.real) == 0) == isEqual)
    }

    private func defineComplexArithmetic(_ builder: NativeBuilder) throws(Raised) {
        try defineArithmetic(builder, hasRemainder: false)
        try builder.method("__pow__", "($self, value, mod=None, /)", "Return pow(self, value, mod).") { t, a throws(Raised) in
            if !a[2].isUnbound, !a[2].isNone { throw t.raise(.valueError, "complex modulo") }
            return try t.operate(.power, a)
        }
        try builder.method("__rpow__", "($self, value, mod=None, /)", "Return pow(value, self, mod).") { t, a throws(Raised) in
            if !a[2].isUnbound, !a[2].isNone { throw t.raise(.valueError, "complex modulo") }
            return try t.operate(.power, a, isReflected: true)
        }
        try builder.method("__neg__", "($self, /)", "-self") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            return try t.makeComplex(-number.real, -number.imaginary)
        }
        try builder.method("__pos__", "($self, /)", "+self") { t, a throws(Raised) in try t.makeComplex(Complex(a[0]).number) }
        try builder.method("__abs__", "($self, /)", "abs(self)") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            let result = hypot(number.real, number.imaginary)
            if result.isInfinite, number.real.isFinite, number.imaginary.isFinite { throw t.raise(.overflowError, "absolute value too large") }
            return try t.makeFloat(result)
        }
        try builder.method("__bool__", "($self, /)", "True if self else False") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            return Value(number.real != 0 || number.imaginary != 0)
        }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { t, a throws(Raised) in t.equals(a, isEqual: true) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { t, a throws(Raised) in t.equals(a, isEqual: false) }
        for name in ["__lt__", "__le__", "__gt__", "__ge__"] as [StaticString] {
            try builder.method(name, "($self, value, /)", "Complex numbers have no order.") { t, a throws(Raised) in .notImplemented }
        }
    }

    private func defineComplexMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { t, a throws(Raised) in try t.repr(ofComplex: Complex(a[0]).number).value }
        try builder.method("__format__", "($self, format_spec, /)", "Format the number as a specification says.") { t, a throws(Raised) in
            guard a[1].is(.str) else { throw t.raise(.typeError, "__format__() argument must be str, not \(a[1].type(t).name)") }
            let number = Complex(a[0]).number
            return try t.formatComplex(a[0], real: number.real, imaginary: number.imaginary, Str(a[1]))
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            let real = t.hash(ofFloat: number.real, a[0]), imaginary = t.hash(ofFloat: number.imaginary, a[0])
            let hash = real &+ 1_000_003 &* imaginary
            return try t.makeInt(hash == -1 ? -2 : hash)
        }
        try builder.method("__complex__", "($self, /)", "The number as an exact complex.") { t, a throws(Raised) in
            a[0].has(t.machine.pointee.shapes.complex) ? a[0] : try t.makeComplex(Complex(a[0]).number)
        }
        try builder.method("conjugate", "($self, /)", "The number with the imaginary part negated.") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            return try t.makeComplex(number.real, -number.imaginary)
        }
        try builder.method("__getnewargs__", "($self, /)") { t, a throws(Raised) in
            let number = Complex(a[0]).number
            return try t.makePair(try t.makeFloat(number.real), try t.makeFloat(number.imaginary))
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes in memory.") { t, a throws(Raised) in Value(smallInt: 32) }
        try builder.member("real", "what does not belong to the imaginary unit", get: { t, a throws(Raised) in try t.makeFloat(Complex(a[0]).fields.pointee.real) })
        try builder.member("imag", "what belongs to the imaginary unit", get: { t, a throws(Raised) in try t.makeFloat(Complex(a[0]).fields.pointee.imaginary) })
    }
}
