// `format(number, specification)`: signs, prefixes, groups and padding around the digits. In CPython: Python/formatter_unicode.c.

/// The parts of a formatted number, in ASCII: sign, prefix, digits that may be grouped, and what follows them.
///
/// Four words: see ``FormatSpecification``.
private struct NumberParts {
    /// 0 for none.
    var sign: UInt8 = 0
    /// `0x`: 0 for none, else the letter.
    var prefix: UInt8 = 0
    var groupSize: UInt8 = 3
    var digits: UnsafePointer<UInt8>
    var digitCount: Int
    /// Characters right behind the digits.
    var restCount: Int

    var rest: UnsafePointer<UInt8> { digits + digitCount }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - int

    /// `format(int, text)` for an int, a bool or an instance of a subclass of int.
    public func formatInt(_ value: Value, _ text: Str) throws(Raised) -> Value {
        if text.count == 0 { return try str(value) }
        return try formatInt(value, try formatSpecification(text, for: value, defaultType: 0x64, defaultAlignment: 0x3E))
    }

    public func formatInt(_ value: Value, _ specification: FormatSpecification) throws(Raised) -> Value {
        let base: Int
        switch specification.typeCharacter {
        case UInt8(ascii: "d"), UInt8(ascii: "n"): base = 10
        case UInt8(ascii: "b"): base = 2
        case UInt8(ascii: "o"): base = 8
        case UInt8(ascii: "x"), UInt8(ascii: "X"): base = 16
        case UInt8(ascii: "c"): base = 0
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"), UInt8(ascii: "G"), UInt8(ascii: "%"):
            return try formatFloat(try doubleOfInt(value), specification, for: value)
        default: throw raiseUnknownFormat(specification, for: value)
        }
        if specification.precision != -1 { throw raise(.valueError, "Precision not allowed in integer format specifier") }
        if specification.coercesNegativeZero { throw raise(.valueError, "Negative zero coercion (z) not allowed in integer format specifier") }
        if base == 0 { return try formatCharacter(value, specification) }
        let number = try digits(ofInt: value, base: base, isUpper: specification.type == 0x58)
        var parts = NumberParts(digits: number.base, digitCount: number.count, restCount: 0)
        var isNegative = false
        if number.base[0] == 0x2D {
            isNegative = true
            parts.digits += 1
            parts.digitCount -= 1
        }
        parts.sign = sign(isNegative, specification)
        if specification.isAlternate, base != 10 { parts.prefix = specification.typeCharacter }
        if base != 10 { parts.groupSize = 4 }
        return try assemble(parts, specification)
    }

    /// The type `c`: the character with that code point.
    private func formatCharacter(_ value: Value, _ specification: FormatSpecification) throws(Raised) -> Value {
        if specification.sign != 0 { throw raise(.valueError, "Sign not allowed with integer format specifier 'c'") }
        if specification.isAlternate { throw raise(.valueError, "Alternate form (#) not allowed with integer format specifier 'c'") }
        guard let number = machineInteger(value) else { throw raise(.overflowError, "Python int too large to convert to C long") }
        guard number >= 0, number < 0x110000 else { throw raise(.overflowError, "%c arg not in range(0x110000)") }
        return try pad(try Str.make(codePoint: UInt32(number), self), specification)
    }

    // MARK: - float

    /// `format(float, text)`.
    public func formatFloat(_ value: Value, _ text: Str) throws(Raised) -> Value {
        if text.count == 0 { return try str(value) }
        let specification = try formatSpecification(text, for: value, defaultType: 0, defaultAlignment: 0x3E)
        return try formatFloat(float(value) ?? 0, specification, for: value)
    }

    /// A double as a specification says; the value is what errors name.
    public func formatFloat(_ number: Double, _ specification: FormatSpecification, for value: Value) throws(Raised) -> Value {
        let isPercent = specification.type == 0x25
        let style = try floatStyle(specification, for: value)
        var text = try text(of: isPercent ? number * 100 : number, style)
        if isPercent {
            // The scratch has room for an exponent, which a percentage does not have; `inf` and `nan` have none.
            let longer = try allocateScratch(text.count + 1)
            longer.update(from: text.base, count: text.count)
            longer[text.count] = 0x25
            text = NumberText(base: longer, count: text.count + 1)
        }
        return try assemble(parts(of: text, specification), specification)
    }

    /// How a specification wants floats to be written.
    private func floatStyle(_ specification: FormatSpecification, for value: Value) throws(Raised) -> FloatStyle {
        if specification.precision > Int(Int32.max) { throw raise(.valueError, "precision too big") }
        var style = FloatStyle(type: specification.typeCharacter, precision: specification.precision == -1 ? 6 : specification.precision)
        switch specification.typeCharacter {
        case 0 where specification.type == 0:
            style.type = specification.precision == -1 ? UInt8(ascii: "r") : UInt8(ascii: "g")
            style.addsPointZero = true
        case UInt8(ascii: "n"): style.type = UInt8(ascii: "g")
        case UInt8(ascii: "%") where !value.is(.complex): style.type = UInt8(ascii: "f")
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"), UInt8(ascii: "G"): break
        default: throw raiseUnknownFormat(specification, for: value)
        }
        style.isAlternate = specification.isAlternate
        style.coercesNegativeZero = specification.coercesNegativeZero
        return style
    }

    private func parts(of text: NumberText, _ specification: FormatSpecification) -> NumberParts {
        var start = 0
        let isNegative = text.count > 0 && text.base[0] == 0x2D
        if isNegative { start = 1 }
        var end = start
        while end < text.count, text.base[end] >= 0x30, text.base[end] <= 0x39 { end += 1 }
        return NumberParts(
            sign: sign(isNegative, specification), digits: text.base + start, digitCount: end - start, restCount: text.count - end)
    }

    private func sign(_ isNegative: Bool, _ specification: FormatSpecification) -> UInt8 {
        if isNegative { return 0x2D }
        return specification.sign == 0x2D ? 0 : specification.sign
    }

    // MARK: - complex

    /// `format(complex, text)`.
    func formatComplex(_ value: Value, real: Double, imaginary: Double, _ text: Str) throws(Raised) -> Value {
        if text.count == 0 { return try str(value) }
        var specification = try formatSpecification(text, for: value, defaultType: 0, defaultAlignment: 0x3E)
        if specification.fill == 0x30 { throw raise(.valueError, "Zero padding is not allowed in complex format specifier") }
        if specification.alignment == 0x3D { throw raise(.valueError, "'=' alignment flag is not allowed in complex format specifier") }
        var style = try floatStyle(specification, for: value)
        style.addsPointZero = false
        let hasParentheses = specification.type == 0
        let hidesReal = hasParentheses && real == 0 && real.sign == .plus
        let padding = specification
        specification.width = -1
        specification.alignment = 0x3C
        let realText = try self.text(of: real, style), imaginaryText = try self.text(of: imaginary, style)
        let first = Str(try assemble(parts(of: realText, specification), specification))
        if !hidesReal { specification.sign = 0x2B }
        let second = Str(try assemble(parts(of: imaginaryText, specification), specification))
        let buffer = try allocateScratch(first.count + second.count + 3)
        var count = 0
        func append(_ string: Str) {
            for index in 0..<string.count { buffer[count] = UInt8(truncatingIfNeeded: string[index]); count += 1 }
        }
        if hasParentheses && !hidesReal { buffer[count] = 0x28; count += 1 }
        if !hidesReal { append(first) }
        append(second)
        buffer[count] = 0x6A
        count += 1
        if hasParentheses && !hidesReal { buffer[count] = 0x29; count += 1 }
        return try pad(try Str.make(ascii: buffer, count: count, self), padding)
    }

    // MARK: - Putting together

    /// A text filled up to the width of a specification.
    public func pad(_ text: Str, _ specification: FormatSpecification) throws(Raised) -> Value {
        let padding = specification.width - text.count
        if padding <= 0 { return text.value }
        var largest: UInt32 = specification.fill
        if !text.isASCII { for index in 0..<text.count { largest = Swift.max(largest, text[index]) } }
        try charge(padding >> 4)
        let result = try Str.allocate(count: specification.width, largest: Swift.max(largest, text.isASCII ? 0 : 0x80), self)
        let left = switch specification.alignment {
        case 0x3E: padding
        case 0x5E: padding / 2
        default: 0
        }
        try result.fill(specification.fill, from: 0, count: left, self)
        try inPieces(text.count) { start, end in for index in start..<end { result.store(text[index], at: left + index) } }
        try result.fill(specification.fill, from: left + text.count, count: padding - left, self)
        return result.value
    }

    private func assemble(_ parts: NumberParts, _ specification: FormatSpecification) throws(Raised) -> Value {
        let others = (parts.sign == 0 ? 0 : 1) + (parts.prefix == 0 ? 0 : 2) + parts.restCount
        if specification.width > Int.max / 16 { throw memoryError() }
        // Zeros that fill up count as digits: they are grouped too.
        let minimum = specification.fill == 0x30 && specification.alignment == 0x3D ? specification.width - others : 0
        let size = specification.grouping == 0 ? Int.max / 4 : Int(parts.groupSize)
        var digitCount = parts.digitCount, groupedCount = 0
        if digitCount > 0 {
            var filled = minimum > 0 ? minimum - minimum / (size + 1) : 0
            if filled > 0, filled + (filled - 1) / size < minimum { filled += 1 }
            digitCount = Swift.max(digitCount, filled)
            groupedCount = digitCount + (digitCount - 1) / size
        }
        let count = Swift.max(others + groupedCount, specification.width)
        let padding = count - others - groupedCount
        try charge(count >> 4)
        let result = try Str.allocate(count: count, largest: padding > 0 ? specification.fill : 0x7F, self)
        var place = 0
        func fill(_ amount: Int) throws(Raised) {
            try result.fill(specification.fill, from: place, count: amount, self)
            place += amount
        }
        func put(_ character: UInt8) { result.store(UInt32(character), at: place); place += 1 }
        let left = switch specification.alignment {
        case 0x3E: padding
        case 0x5E: padding / 2
        default: 0
        }
        try fill(left)
        if parts.sign != 0 { put(parts.sign) }
        if parts.prefix != 0 { put(0x30); put(parts.prefix) }
        if specification.alignment == 0x3D { try fill(padding) }
        let zeros = digitCount - parts.digitCount
        if zeros == 0, specification.grouping == 0, result.width == 1, digitCount <= Thread.piece {
            (result.units8 + place).update(from: parts.digits, count: digitCount)
            place += digitCount
        } else {
            for index in 0..<digitCount {
                if index & 0xFFF == 0xFFF { try checkLimits() }
                if index > 0, (digitCount - index) % size == 0 { put(specification.grouping) }
                put(index < zeros ? 0x30 : parts.digits[index - zeros])
            }
        }
        for index in 0..<parts.restCount { put(parts.rest[index]) }
        try fill(count - place)
        return result.value
    }
}
