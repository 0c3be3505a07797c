import KraitUnicode

/// What a format specification says: the text behind the colon in `f"{x:>10.2f}"` and the second argument of `format`.
///
///     [[fill]align][sign]["z"]["#"]["0"][width][grouping]["." precision][type]
///
/// Library reference, "Format Specification Mini-Language". In CPython: Python/formatter_unicode.c.
public struct FormatSpecification: Sendable {
    // Four words: functions with typed errors that return more crash the optimizer of Swift 6.3.
    public var fill: UInt32 = 0x20
    /// `<`, `>`, `=` or `^`.
    public var alignment: UInt8
    /// `+`, `-`, a space, or 0 if none was given.
    public var sign: UInt8 = 0
    /// `z`: a negative zero is written as a positive one.
    public var coercesNegativeZero = false
    /// `#`
    public var isAlternate = false
    /// -1 if none was given.
    public var width = -1
    /// -1 if none was given.
    public var precision = -1
    /// The presentation type, a code point; the default if none was given.
    public var type: UInt32
    /// `,`, `_`, or 0 if none was given.
    public var grouping: UInt8 = 0

    /// Nothing but defaults: left-aligned for text, right-aligned for numbers.
    public init(type: UInt32, alignment: UInt8) {
        self.type = type
        self.alignment = alignment
    }

    /// The type as an ASCII character; 0 if it is none.
    var typeCharacter: UInt8 { type < 0x80 ? UInt8(truncatingIfNeeded: type) : 0 }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Reads a specification. ValueError names the type of the value that it is for.
    ///
    /// - Parameters:
    ///   - defaultType: the presentation type if the text names none; 0 where floats and complex numbers are written as by `str`.
    ///   - defaultAlignment: `>` for numbers, `<` for anything else.
    public func formatSpecification(_ text: Str, for value: Value, defaultType: UInt32, defaultAlignment: UInt8) throws(Raised) -> FormatSpecification {
        var result = FormatSpecification(type: defaultType, alignment: defaultAlignment)
        let end = text.count
        var position = 0
        var hasFill = false, hasAlignment = false

        func isAlignment(_ index: Int) -> Bool {
            guard index < end else { return false }
            switch text[index] {
            case 0x3C, 0x3D, 0x3E, 0x5E: return true
            default: return false
            }
        }
        func isAt(_ index: Int, _ character: UInt32) -> Bool { index < end && text[index] == character }

        if isAlignment(1) {
            result.fill = text[0]
            result.alignment = UInt8(truncatingIfNeeded: text[1])
            hasFill = true
            hasAlignment = true
            position = 2
        } else if isAlignment(0) {
            result.alignment = UInt8(truncatingIfNeeded: text[0])
            hasAlignment = true
            position = 1
        }
        if isAt(position, 0x20) || isAt(position, 0x2B) || isAt(position, 0x2D) {
            result.sign = UInt8(truncatingIfNeeded: text[position])
            position += 1
        }
        if isAt(position, 0x7A) {
            result.coercesNegativeZero = true
            position += 1
        }
        if isAt(position, 0x23) {
            result.isAlternate = true
            position += 1
        }
        if !hasFill, isAt(position, 0x30) {
            result.fill = 0x30
            if !hasAlignment, defaultAlignment == 0x3E { result.alignment = 0x3D }
            position += 1
        }
        if let width = try readNumber(text, &position) { result.width = width }
        if isAt(position, 0x2C) {
            result.grouping = 0x2C
            position += 1
        }
        if isAt(position, 0x5F) {
            if result.grouping != 0 { throw raise(.valueError, "Cannot specify both ',' and '_'.") }
            result.grouping = 0x5F
            position += 1
        }
        if isAt(position, 0x2C), result.grouping == 0x5F { throw raise(.valueError, "Cannot specify both ',' and '_'.") }
        if isAt(position, 0x2E) {
            position += 1
            guard let precision = try readNumber(text, &position) else { throw raise(.valueError, "Format specifier missing precision") }
            result.precision = precision
        }
        if end - position > 1 {
            throw raise(.valueError, "Invalid format specifier '\(text.text)' for object of type '\(value.type(self).name)'")
        }
        if position < end { result.type = text[position] }
        if result.grouping != 0 { try checkGrouping(result) }
        return result
    }

    /// The decimal number at a position, which moves behind it; nil if there is no digit.
    private func readNumber(_ text: Str, _ position: inout Int) throws(Raised) -> Int? {
        var number: Int?
        while position < text.count, let digit = decimalValue(text[position]) {
            let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit))
            if overflow || carry { throw raise(.valueError, "Too many decimal digits in format string") }
            number = sum
            position += 1
        }
        return number
    }

    /// Only types that write decimal digits, and with `_` the other bases, are grouped.
    private func checkGrouping(_ specification: FormatSpecification) throws(Raised) {
        switch specification.typeCharacter {
        case UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "f"), UInt8(ascii: "g"), UInt8(ascii: "E"), UInt8(ascii: "F"), UInt8(ascii: "G"),
            UInt8(ascii: "%"):
            return
        case UInt8(ascii: "b"), UInt8(ascii: "o"), UInt8(ascii: "x"), UInt8(ascii: "X"):
            if specification.grouping == 0x5F { return }
        case 0 where specification.type == 0:
            return
        default:
            break
        }
        let separator = specification.grouping == 0x2C ? "," : "_"
        throw raise(.valueError, "Cannot specify '\(separator)' with '\(displayedType(specification.type))'.")
    }

    private func displayedType(_ type: UInt32) -> String {
        if type > 32, type < 128 { return String(Character(Unicode.Scalar(UInt8(truncatingIfNeeded: type)))) }
        return "\\x" + String(type, radix: 16)
    }

    /// ValueError for a presentation type that a value's class does not know.
    public func raiseUnknownFormat(_ specification: FormatSpecification, for value: Value) -> Raised {
        raise(.valueError, "Unknown format code '\(displayedType(specification.type))' for object of type '\(value.type(self).name)'")
    }
}
