// The text of a float in each of the ways that Python writes it. In CPython: Python/pystrtod.c.

/// A piece of ASCII text in a cell that nobody else knows.
struct NumberText {
    var base: UnsafeMutablePointer<UInt8>
    var count: Int
}

/// How `PyOS_double_to_string` and its callers write a float.
public struct FloatStyle: Sendable {
    /// `e`, `f` or `g`, their upper case, or `r`: as `repr` does.
    public var type: UInt8
    /// Digits behind the point (`e`, `f`) or in all (`g`); `repr` has none.
    public var precision: Int
    /// `#`: keep the point and trailing zeros.
    public var isAlternate = false
    /// Write `1.0`, not `1`.
    public var addsPointZero = false
    /// Write a negative zero, or what rounds to it, without its sign.
    public var coercesNegativeZero = false

    public init(type: UInt8, precision: Int) {
        self.type = type
        self.precision = precision
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Room for bytes, kept alive by the pointer on the native stack.
    func allocateScratch(_ count: Int) throws(Raised) -> UnsafeMutablePointer<UInt8> {
        guard count >= 0, count < Int.max / 16 else { throw memoryError() }
        try charge(count >> 4)
        return (try allocate(machine.pointee.shapes.bytesStorage, size: 16 + count) + 16).assumingMemoryBound(to: UInt8.self)
    }

    /// The text of a float, with a minus sign if it is negative: what `repr`, `%` and `format` build on.
    func text(of number: Double, _ style: FloatStyle) throws(Raised) -> NumberText {
        let isUpper = style.type < 0x61
        let type = style.type | 0x20
        if !number.isFinite {
            let text = try allocateScratch(4)
            var count = 0
            if number.sign == .minus, !number.isNaN { text[0] = 0x2D; count = 1 }
            let word: StaticString = number.isNaN ? (isUpper ? "NAN" : "nan") : (isUpper ? "INF" : "inf")
            (text + count).update(from: word.utf8Start, count: 3)
            return NumberText(base: text, count: count + 3)
        }
        let magnitude = number.magnitude
        var precision = style.precision
        let decimal: DecimalDigits
        switch type {
        case UInt8(ascii: "r"):
            decimal = .shortest(magnitude, into: try allocateScratch(40))
        case UInt8(ascii: "f"):
            let wanted = DecimalDigits.Precision.fractional(precision)
            decimal = .exact(magnitude, wanted, into: try allocateScratch(DecimalDigits.capacity(magnitude, wanted)))
        default:
            if type == UInt8(ascii: "e") { precision += 1 } else if precision == 0 { precision = 1 }
            let wanted = DecimalDigits.Precision.significant(precision)
            decimal = .exact(magnitude, wanted, into: try allocateScratch(DecimalDigits.capacity(magnitude, wanted)))
        }
        // Digits are written from place `first` up to `end`; the point lies before place `point`.
        var point = decimal.point, end = decimal.count, exponent: Int?
        let isZero = decimal.digits[0] == 0x30
        switch type {
        case UInt8(ascii: "f"):
            end = point + precision
        case UInt8(ascii: "e"):
            end = precision
            exponent = point - 1
        case UInt8(ascii: "g"):
            if point <= -4 || point > precision - (style.addsPointZero ? 1 : 0) { exponent = point - 1 }
            if style.isAlternate { end = precision }
        default:
            if point <= -4 || point > 16 { exponent = point - 1 }
        }
        if exponent != nil { point = 1 }
        end = Swift.max(end, exponent == nil && style.addsPointZero ? point + 1 : point)
        let text = try allocateScratch(end - Swift.min(point - 1, 0) + 12)
        var count = 0
        if number.sign == .minus, !(style.coercesNegativeZero && isZero) { text[0] = 0x2D; count = 1 }
        var place = Swift.min(point - 1, 0)
        while place < end {
            if place == point { text[count] = 0x2E; count += 1 }
            text[count] = place >= 0 && place < decimal.count ? decimal.digits[place] : 0x30
            count += 1
            place += 1
        }
        if place == point, style.isAlternate { text[count] = 0x2E; count += 1 }
        if let exponent {
            text[count] = isUpper ? 0x45 : 0x65
            text[count + 1] = exponent < 0 ? 0x2D : 0x2B
            let length = exponent.magnitude >= 100 ? 3 : 2
            writeDigits(exponent.magnitude, count: length, to: text + count + 2)
            count += 2 + length
        }
        return NumberText(base: text, count: count)
    }

    /// `PyOS_double_to_string` as a str: for `%` formatting.
    public func formatFloat(_ number: Double, _ style: FloatStyle) throws(Raised) -> Str {
        let text = try text(of: number, style)
        return try Str.make(ascii: text.base, count: text.count, self)
    }

    /// `repr(number)`.
    public func repr(ofFloat number: Double) throws(Raised) -> Str {
        var style = FloatStyle(type: UInt8(ascii: "r"), precision: 0)
        style.addsPointZero = true
        return try formatFloat(number, style)
    }
}

extension Str {
    /// A string of ASCII characters.
    static func make(ascii bytes: UnsafePointer<UInt8>, count: Int, _ thread: Thread) throws(Raised) -> Str {
        let string = try allocate(count: count, largest: 0x7F, thread)
        if count > 0 { string.bytes.copyMemory(from: bytes, byteCount: count) }
        return string
    }
}
