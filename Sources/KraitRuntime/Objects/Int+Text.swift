import KraitUnicode

// Ints to and from text. Long ones are cut in halves, so that both ways take no longer than a few products of that size.

extension UnsafeMutablePointer where Pointee == ThreadState {
    // MARK: - To text

    /// `repr(int)` of an exact int.
    public func repr(ofInt int: Value) throws(Raised) -> Str {
        if int.isSmallInt {
            let number = int.smallInt, magnitude = number.magnitude
            let length = decimalLength(magnitude), sign = number < 0 ? 1 : 0
            let string = try Str.allocate(count: length + sign, largest: 0x7F, self)
            let place = string.bytes.assumingMemoryBound(to: UInt8.self)
            if sign == 1 { place[0] = 0x2D }
            writeDigits(magnitude, count: length, to: place + sign)
            return string
        }
        let text = try digits(ofInt: int, base: 10, isUpper: false)
        return try Str.make(ascii: text.base, count: text.count, self)
    }

    /// The digits of an int or bool in base 2, 8, 10 or 16, with a minus sign if it is negative. ValueError if there are more decimal ones than allowed.
    func digits(ofInt value: Value, base: Int, isUpper: Bool) throws(Raised) -> NumberText {
        let int = int(value)
        return base == 10 ? try decimalDigits(int) : try binaryDigits(int, bits: base == 2 ? 1 : base == 8 ? 3 : 4, isUpper: isUpper)
    }

    private func binaryDigits(_ int: Value, bits: Int, isUpper: Bool) throws(Raised) -> NumberText {
        try withLimbs(int) { a throws(Raised) in
            let count = Swift.max(1, (a.bitCount + bits - 1) / bits), sign = a.isNegative ? 1 : 0
            let text = try allocateScratch(count + sign)
            if sign == 1 { text[0] = 0x2D }
            let letters: UInt8 = isUpper ? 0x41 : 0x61
            for index in 0..<count {
                if index & 0xFFFF == 0xFFFF { try charge(1 << 12) }
                let bit = index * bits, whole = bit / 64, rest = UInt(bit % 64)
                var digit = whole < a.count ? a.limbs[whole] >> rest : 0
                if Int(rest) + bits > 64, whole + 1 < a.count { digit |= a.limbs[whole + 1] << (64 - rest) }
                let low = UInt8(truncatingIfNeeded: digit) & UInt8(1 << bits - 1)
                text[sign + count - 1 - index] = low < 10 ? low + 0x30 : low - 10 + letters
            }
            return NumberText(base: text, count: count + sign)
        }
    }

    private func decimalDigits(_ int: Value) throws(Raised) -> NumberText {
        if int.isSmallInt {
            let number = int.smallInt
            let length = decimalLength(number.magnitude), sign = number < 0 ? 1 : 0
            let text = try allocateScratch(length + sign)
            if sign == 1 { text[0] = 0x2D }
            writeDigits(number.magnitude, count: length, to: text + sign)
            return NumberText(base: text, count: length + sign)
        }
        let limit = machine.pointee.maximumIntDigits
        let count = LongInt(int).count
        // 64 bits are 19.26 digits.
        if limit > 0, count > 1, (count - 1) > limit / 19 { throw raiseTooManyDigits() }
        var level = 0
        // 19·2^level digits hold the number.
        while level < 48, 19 << level < count * 20 { level += 1 }
        let isNegative = LongInt(int).isNegative
        let width = decimalGroupDigits << level
        let text = try allocateScratch(width + 1)
        try writeDecimal(try absoluteInt(int), level, try powers(of: decimalGroup, levels: level), text + 1)
        var start = 1
        while start < width, text[start] == 0x30 { start += 1 }
        let length = width + 1 - start
        if limit > 0, length > limit { throw raiseTooManyDigits() }
        if isNegative {
            start -= 1
            text[start] = 0x2D
        }
        return NumberText(base: text + start, count: width + 1 - start)
    }

    private func raiseTooManyDigits() -> Raised {
        raise(
            .valueError,
            "Exceeds the limit (\(machine.pointee.maximumIntDigits) digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit")
    }

    /// The powers `group^(2^k)` for k below `levels`.
    private func powers(of group: UInt, levels: Int) throws(Raised) -> Values {
        let powers = try allocateValues(Swift.max(levels, 1))
        powers.base[0] = try makeInt(group)
        for level in 1..<Swift.max(levels, 1) { powers.base[level] = try multiplyInts(powers.base[level - 1], powers.base[level - 1]) }
        return powers
    }

    /// Writes 19·2^level digits of a number that has no more.
    private func writeDecimal(_ number: Value, _ level: Int, _ powers: Values, _ text: UnsafeMutablePointer<UInt8>) throws(Raised) {
        let width = decimalGroupDigits << level
        if level > 0, !number.isSmallInt, LongInt(number).count > 24 {
            let half = width / 2
            let (high, low) = try divideInts(number, powers.base[level - 1])
            try writeDecimal(high, level - 1, powers, text)
            try writeDecimal(low, level - 1, powers, text + half)
            return
        }
        try withLimbs(number) { a throws(Raised) in
            let rest = try allocateLimbs(a.count)
            rest.update(from: a.limbs, count: a.count)
            var count = a.count, place = width
            try charge((count * count) >> 2)
            while count > 0, place > 0 {
                let group = Limbs.divide(rest, rest, count, by: decimalGroup)
                count = Limbs.trimmed(rest, count)
                place -= decimalGroupDigits
                writeDigits(group, count: decimalGroupDigits, to: text + place)
            }
            for index in 0..<place { text[index] = 0x30 }
        }
    }

    // MARK: - From text

    /// `int(text, base)`: spaces around, a sign, a prefix, single underscores between digits, digits of any script.
    public func parseInt(_ value: Value, base: Int) throws(Raised) -> Value {
        let text = Str(value)
        if base == 10, let number = plainInt(text) { return number }
        let ascii = try asciiOfNumber(text)
        return try parseInt(ascii, count: text.count, base: base, literal: value)
    }

    /// The int that up to 18 digits without anything around them stand for; nil of other texts.
    private func plainInt(_ text: Str) -> Value? {
        let count = text.count
        guard text.isASCII, count > 0, count <= 18 else { return nil }
        let digits = text.bytes.assumingMemoryBound(to: UInt8.self)
        var number = 0
        for index in 0..<count {
            let digit = digits[index] &- 0x30
            if digit > 9 { return nil }
            number = number &* 10 &+ Int(digit)
        }
        return Value(smallInt: number)
    }

    /// The text with spaces and decimal digits of all scripts as ASCII, and `?` for everything else that is not.
    func asciiOfNumber(_ text: Str) throws(Raised) -> UnsafeMutablePointer<UInt8> {
        let ascii = try allocateScratch(text.count)
        if text.isASCII {
            if text.count > 0 { UnsafeMutableRawPointer(ascii).copyMemory(from: text.bytes, byteCount: text.count) }
            for index in 0..<text.count where ascii[index] < 0x20 && isSpace(UInt32(ascii[index])) { ascii[index] = 0x20 }
            return ascii
        }
        for index in 0..<text.count {
            let point = text[index]
            if isSpace(point) { ascii[index] = 0x20 }
            else if point < 0x80 { ascii[index] = UInt8(point) }
            else if let digit = decimalValue(point) { ascii[index] = digit + 0x30 }
            else { ascii[index] = 0x3F }
        }
        return ascii
    }

    /// The same for ASCII; `literal` is what ValueError shows.
    func parseInt(_ text: UnsafeMutablePointer<UInt8>, count: Int, base: Int, literal: Value) throws(Raised) -> Value {
        var start = 0, end = count, radix = base
        while start < end, isASCIISpace(text[start]) { start += 1 }
        while end > start, isASCIISpace(text[end - 1]) { end -= 1 }
        var isNegative = false, mustBeZero = false
        if start < end, text[start] == 0x2B || text[start] == 0x2D {
            isNegative = text[start] == 0x2D
            start += 1
        }
        var prefixBase = 10
        if end - start > 1, text[start] == 0x30 {
            switch text[start + 1] | 0x20 {
            case 0x78: prefixBase = 16
            case 0x6F: prefixBase = 8
            case 0x62: prefixBase = 2
            default: break
            }
        }
        if radix == 0 {
            radix = prefixBase
            if start < end, text[start] == 0x30, prefixBase == 10 { mustBeZero = true }
        }
        if prefixBase != 10, prefixBase == radix {
            start += 2
            if start < end, text[start] == 0x5F { start += 1 }
        }
        // The digits' values move to the front, without underscores.
        var digitCount = 0, isValid = start < end, wasUnderscore = true, isZero = true
        for index in start..<Swift.max(start, end) {
            let unit = text[index]
            if index & 0xFFFF == 0xFFFF { try charge(1 << 10) }
            if unit == 0x5F {
                if wasUnderscore { isValid = false; break }
                wasUnderscore = true
                continue
            }
            wasUnderscore = false
            let digit: UInt8
            switch unit {
            case 0x30...0x39: digit = unit - 0x30
            case 0x41...0x5A: digit = unit - 0x41 + 10
            case 0x61...0x7A: digit = unit - 0x61 + 10
            default: digit = 255
            }
            if digit >= UInt8(radix) { isValid = false; break }
            if digit != 0 { isZero = false }
            text[digitCount] = digit
            digitCount += 1
        }
        let limit = machine.pointee.maximumIntDigits
        if radix & (radix - 1) != 0, limit > 0, digitCount > limit, digitCount > 640 {
            throw raise(
                .valueError,
                "Exceeds the limit (\(limit) digits) for integer string conversion: value has \(digitCount) digits; use sys.set_int_max_str_digits() to increase the limit")
        }
        if !isValid || wasUnderscore || (mustBeZero && !isZero) {
            throw raise(.valueError, "invalid literal for int() with base \(base): \(try shortRepr(literal))")
        }
        let number = try number(digits: text, count: digitCount, base: radix)
        return isNegative ? try negateInt(number) : number
    }

    /// The first 200 characters of a value's `repr`.
    func shortRepr(_ value: Value) throws(Raised) -> String {
        let text = Str(try repr(value))
        return text.count <= 200 ? text.text : String(String.UnicodeScalarView(text.text.unicodeScalars.prefix(200)))
    }

    @inline(__always)
    func isASCIISpace(_ unit: UInt8) -> Bool { unit == 0x20 || (unit >= 0x09 && unit <= 0x0D) }

    /// A number from the values of its digits.
    private func number(digits: UnsafePointer<UInt8>, count: Int, base: Int) throws(Raised) -> Value {
        if base & (base - 1) == 0 { return try number(digits: digits, count: count, bits: base.trailingZeroBitCount) }
        // As many digits as a limb holds.
        var group = UInt(base), groupDigits = 1
        while true {
            let (next, overflow) = group.multipliedReportingOverflow(by: UInt(base))
            if overflow { break }
            group = next
            groupDigits += 1
        }
        var level = 0
        while level < 48, groupDigits << level < count { level += 1 }
        return try number(digits: digits, count: count, base: UInt(base), groupDigits, level, try powers(of: group, levels: level))
    }

    private func number(
        digits: UnsafePointer<UInt8>, count: Int, base: UInt, _ groupDigits: Int, _ level: Int, _ powers: Values
    ) throws(Raised) -> Value {
        if count > groupDigits * 32, level > 0 {
            let low = groupDigits << (level - 1)
            if count <= low { return try number(digits: digits, count: count, base: base, groupDigits, level - 1, powers) }
            let high = try number(digits: digits, count: count - low, base: base, groupDigits, level - 1, powers)
            let rest = try number(digits: digits + (count - low), count: low, base: base, groupDigits, level - 1, powers)
            return try addInts(try multiplyInts(high, powers.base[level - 1]), rest)
        }
        let result = try allocateInt(count / groupDigits + 1)
        var limbCount = 0, index = 0
        try charge(count >> 3)
        while index < count {
            // The first group is the short one.
            let length = index == 0 && count % groupDigits != 0 ? count % groupDigits : groupDigits
            var chunk: UInt = 0, factor: UInt = 1
            for _ in 0..<length {
                chunk = chunk &* base &+ UInt(digits[index])
                factor = factor &* base
                index += 1
            }
            let carry = Limbs.multiply(result.limbs, result.limbs, limbCount, by: factor, carry: chunk)
            if carry > 0 {
                result.limbs[limbCount] = carry
                limbCount += 1
            }
        }
        return finish(result, limbCount, isNegative: false)
    }

    private func number(digits: UnsafePointer<UInt8>, count: Int, bits: Int) throws(Raised) -> Value {
        let limbCount = (count * bits + 63) / 64
        let result = try allocateInt(limbCount)
        try charge(count >> 3)
        for index in 0..<count {
            if index & 0xFFFF == 0xFFFF { try charge(1 << 10) }
            let place = (count - 1 - index) * bits, whole = place / 64, rest = UInt(place % 64)
            let digit = UInt(digits[index])
            result.limbs[whole] |= digit << rest
            if Int(rest) + bits > 64, whole + 1 < limbCount { result.limbs[whole + 1] |= digit >> (64 - rest) }
        }
        return finish(result, limbCount, isNegative: false)
    }
}
