// Floats from text: decimal as `float()` reads it, hexadecimal as `float.fromhex` does.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `float(text)`.
    public func parseFloat(_ value: Value) throws(Raised) -> Double {
        let text = Str(value)
        if let number = parseFloat(try asciiOfNumber(text), count: text.count) { return number }
        throw raise(.valueError, "could not convert string to float: \(Str(try repr(value)).text)")
    }

    /// The number that ASCII text stands for, with spaces around it and underscores between digits; nil if it is malformed. Overwrites the text.
    func parseFloat(_ text: UnsafeMutablePointer<UInt8>, count: Int) -> Double? {
        var start = 0, end = count
        while start < end, isASCIISpace(text[start]) { start += 1 }
        while end > start, isASCIISpace(text[end - 1]) { end -= 1 }
        var length = 0
        for index in start..<end {
            if text[index] == 0x5F {
                guard index > start, index + 1 < end, isASCIIDigit(text[index - 1]), isASCIIDigit(text[index + 1]) else { return nil }
                continue
            }
            text[length] = text[index]
            length += 1
        }
        guard let (number, used) = DecimalDigits.read(text, count: length), used == length else { return nil }
        return number
    }

    @inline(__always)
    func isASCIIDigit(_ unit: UInt8) -> Bool { unit >= 0x30 && unit <= 0x39 }

    /// `float.fromhex(text)`.
    func parseHexadecimalFloat(_ text: Str) throws(Raised) -> Double {
        func fail() -> Raised { raise(.valueError, "invalid hexadecimal floating-point string") }
        guard text.isASCII else { throw fail() }
        let units = text.bytes.assumingMemoryBound(to: UInt8.self)
        var index = 0, end = text.count
        while index < end, isASCIISpace(units[index]) { index += 1 }
        while end > index, isASCIISpace(units[end - 1]) { end -= 1 }
        var isNegative = false
        if index < end, units[index] == 0x2B || units[index] == 0x2D {
            isNegative = units[index] == 0x2D
            index += 1
        }
        if let (number, length) = DecimalDigits.readName(units + index, count: end - index) {
            guard index + length == end else { throw fail() }
            return isNegative ? -number : number
        }
        if index + 1 < end, units[index] == 0x30, units[index + 1] | 0x20 == 0x78 { index += 2 }
        var mantissa: UInt = 0, exponent = 0, isRest = false, digits = 0, isFraction = false
        while index < end {
            let unit = units[index]
            if unit == 0x2E, !isFraction { isFraction = true; index += 1; continue }
            let digit: UInt
            switch unit {
            case 0x30...0x39: digit = UInt(unit - 0x30)
            case 0x41...0x46: digit = UInt(unit - 0x41 + 10)
            case 0x61...0x66: digit = UInt(unit - 0x61 + 10)
            default: digit = 16
            }
            if digit == 16 { break }
            digits += 1
            if mantissa < 1 << 60 {
                mantissa = mantissa << 4 | digit
                if isFraction { exponent -= 4 }
            } else {
                if digit != 0 { isRest = true }
                if !isFraction { exponent += 4 }
            }
            index += 1
        }
        if digits == 0 { throw fail() }
        if index < end, units[index] | 0x20 == 0x70 {
            index += 1
            var isNegativeExponent = false, number = 0
            if index < end, units[index] == 0x2B || units[index] == 0x2D {
                isNegativeExponent = units[index] == 0x2D
                index += 1
            }
            guard index < end, isASCIIDigit(units[index]) else { throw fail() }
            while index < end, isASCIIDigit(units[index]) {
                if number < 1 << 50 { number = number * 10 + Int(units[index] - 0x30) }
                index += 1
            }
            exponent += isNegativeExponent ? -number : number
        }
        if index != end { throw fail() }
        let result = mantissa == 0 ? 0 : Limbs.double(&mantissa, 1, exponent: exponent, isInexact: isRest)
        if result.isInfinite { throw raise(.overflowError, "hexadecimal value too large to represent as a float") }
        return isNegative ? -result : result
    }

    /// `float.hex()`.
    func hexadecimal(ofFloat number: Double) throws(Raised) -> Str {
        if !number.isFinite { return try repr(ofFloat: number) }
        let text = try allocateScratch(32)
        var count = 0
        func put(_ unit: UInt8) { text[count] = unit; count += 1 }
        if number.sign == .minus { put(0x2D) }
        put(0x30)
        put(0x78)
        put(number.isNormal ? 0x31 : 0x30)
        put(0x2E)
        if number == 0 {
            put(0x30)
        } else {
            for index in 0..<13 {
                let digit = UInt8(truncatingIfNeeded: number.significandBitPattern >> UInt64(48 - index * 4)) & 15
                put(digit < 10 ? digit + 0x30 : digit + 0x57)
            }
        }
        put(0x70)
        let exponent = number == 0 ? 0 : Swift.max(Int(number.exponentBitPattern), 1) - 1023
        put(exponent < 0 ? 0x2D : 0x2B)
        let length = decimalLength(exponent.magnitude)
        writeDigits(exponent.magnitude, count: length, to: text + count)
        return try Str.make(ascii: text, count: count + length, self)
    }
}

extension DecimalDigits {
    /// `inf`, `infinity` or `nan` in any case, and its length.
    static func readName(_ text: UnsafePointer<UInt8>, count: Int) -> (Double, Int)? {
        func begins(_ word: StaticString) -> Bool {
            if count < word.utf8CodeUnitCount { return false }
            for index in 0..<word.utf8CodeUnitCount where text[index] | 0x20 != word.utf8Start[index] { return false }
            return true
        }
        if begins("infinity") { return (.infinity, 8) }
        if begins("inf") { return (.infinity, 3) }
        if begins("nan") { return (.nan, 3) }
        return nil
    }

    /// The longest number that ASCII text begins with, correctly rounded, and its length; nil if there is none.
    static func read(_ text: UnsafePointer<UInt8>, count: Int) -> (Double, Int)? {
        var index = 0, isNegative = false
        if index < count, text[index] == 0x2B || text[index] == 0x2D {
            isNegative = text[index] == 0x2D
            index += 1
        }
        if let (number, length) = readName(text + index, count: count - index) { return (isNegative ? -number : number, index + length) }
        let start = index
        var mantissa: UInt = 0, digitCount = 0, significant = 0, exponent = 0, isFraction = false
        while index < count {
            let unit = text[index]
            if unit == 0x2E, !isFraction { isFraction = true; index += 1; continue }
            guard unit >= 0x30, unit <= 0x39 else { break }
            digitCount += 1
            if significant < 19 {
                mantissa = mantissa &* 10 &+ UInt(unit - 0x30)
                if mantissa > 0 { significant += 1 }
                if isFraction { exponent -= 1 }
            } else {
                significant += 1
                if !isFraction { exponent += 1 }
            }
            index += 1
        }
        if digitCount == 0 { return nil }
        if index < count, text[index] | 0x20 == 0x65 {
            var place = index + 1, isNegativeExponent = false, number = 0
            if place < count, text[place] == 0x2B || text[place] == 0x2D {
                isNegativeExponent = text[place] == 0x2D
                place += 1
            }
            if place < count, text[place] >= 0x30, text[place] <= 0x39 {
                while place < count, text[place] >= 0x30, text[place] <= 0x39 {
                    if number < 1 << 50 { number = number * 10 + Int(text[place] - 0x30) }
                    place += 1
                }
                exponent += isNegativeExponent ? -number : number
                index = place
            }
        }
        let result = number(mantissa, exponent, isComplete: significant <= 19) ?? slowNumber(text + start, count: index - start)
        return (isNegative ? -result : result, index)
    }

    /// mantissa · 10^exponent where one rounding gives it: both are exact doubles. Nil elsewhere.
    private static func number(_ mantissa: UInt, _ exponent: Int, isComplete: Bool) -> Double? {
        guard isComplete else { return nil }
        if mantissa == 0 { return 0 }
        guard mantissa <= 1 << 53, exponent.magnitude <= 22 else { return nil }
        var power = 1.0
        for _ in 0..<exponent.magnitude { power *= 10 }
        return exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
    }

    private static func slowNumber(_ text: UnsafePointer<UInt8>, count: Int) -> Double {
        var string = String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
        // Swift wants a digit before the point.
        if string.first == "." { string = "0" + string }
        return Double(string) ?? 0
    }

    /// The double that is nearest to the digits.
    var number: Double {
        var mantissa: UInt = 0
        if count <= 19 {
            for index in 0..<count { mantissa = mantissa &* 10 &+ UInt(digits[index] - 0x30) }
            if let number = DecimalDigits.number(mantissa, point - count, isComplete: true) { return number }
        }
        let text = String(decoding: UnsafeBufferPointer(start: digits, count: count), as: UTF8.self)
        return Double("0." + text + "e" + String(point)) ?? 0
    }
}
