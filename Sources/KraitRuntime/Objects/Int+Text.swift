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
            try charge(count >> 4)
            var index = 0
            if bits == 4 {
                // A limb is 16 digits.
                var limb = 0
                while index + 16 <= count {
                    let end = UnsafeMutableRawPointer(text + (sign + count - index)), both = a.limbs[limb]
                    end.storeBytes(of: hexDigits(UInt32(truncatingIfNeeded: both), letters), toByteOffset: -8, as: UInt64.self)
                    end.storeBytes(of: hexDigits(UInt32(truncatingIfNeeded: both >> 32), letters), toByteOffset: -16, as: UInt64.self)
                    index &+= 16
                    limb &+= 1
                }
            }
            while index < count {
                let bit = index * bits, whole = bit / 64, rest = UInt(bit % 64)
                var digit = whole < a.count ? a.limbs[whole] >> rest : 0
                if Int(rest) + bits > 64, whole + 1 < a.count { digit |= a.limbs[whole + 1] << (64 - rest) }
                let low = UInt8(truncatingIfNeeded: digit) & UInt8(1 << bits - 1)
                text[sign + count - 1 - index] = low < 10 ? low + 0x30 : low - 10 + letters
                index &+= 1
            }
            return NumberText(base: text, count: count + sign)
        }
    }

    /// Eight hexadecimal digits as they lie in memory.
    @inline(__always)
    private func hexDigits(_ number: UInt32, _ letters: UInt8) -> UInt64 {
        // Each half byte gets a byte, and what comes behind 9 the distance to the letters.
        var digits = UInt64(number)
        digits = (digits << 16 | digits) & 0x0000_FFFF_0000_FFFF
        digits = (digits << 8 | digits) & 0x00FF_00FF_00FF_00FF
        digits = (digits << 4 | digits) & 0x0F0F_0F0F_0F0F_0F0F
        let beyond = (digits &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return (digits &+ 0x3030_3030_3030_3030 &+ beyond &* UInt64(letters &- 0x3A)).bigEndian
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
        try writeDecimal(try absoluteInt(int), level, count > longestDivided ? try powers(of: decimalGroup, levels: level) : nil, text + 1)
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

    /// Limbs of the longest number whose digits are made by dividing again and again.
    private var longestDivided: Int { 24 }

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
    private func writeDecimal(_ number: Value, _ level: Int, _ powers: Values?, _ text: UnsafeMutablePointer<UInt8>) throws(Raised) {
        let width = decimalGroupDigits << level
        if level > 0, !number.isSmallInt, LongInt(number).count > longestDivided, let powers {
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
        if base == 10, text.width == 1, let number = plainInt(text.units8, text.count) { return number }
        let ascii = try asciiOfNumber(text)
        return try parseInt(ascii, count: text.count, base: base, literal: value)
    }

    /// The int that up to 18 decimal digits stand for, with a sign and spaces around them or not; nil of other texts.
    func plainInt(_ text: UnsafePointer<UInt8>, _ count: Int) -> Value? {
        var start = 0, end = count
        while start < end, isASCIISpace(text[start]) { start &+= 1 }
        while end > start, isASCIISpace(text[end &- 1]) { end &-= 1 }
        var isNegative = false
        if start < end, text[start] == 0x2B || text[start] == 0x2D {
            isNegative = text[start] == 0x2D
            start &+= 1
        }
        guard start < end, end &- start <= 18 else { return nil }
        var number = 0
        while start < end {
            let digit = text[start] &- 0x30
            if digit > 9 { return nil }
            number = number &* 10 &+ Int(digit)
            start &+= 1
        }
        return Value(smallInt: isNegative ? 0 &- number : number)
    }

    /// The text, unless it is ASCII with spaces and decimal digits of all scripts as such, and `?` for everything else that is not.
    func asciiOfNumber(_ text: Str) throws(Raised) -> UnsafeMutablePointer<UInt8> {
        let ascii = try allocateScratch(text.count)
        if text.isASCII {
            if text.count > 0 { UnsafeMutableRawPointer(ascii).copyMemory(from: text.bytes, byteCount: text.count) }
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
        var digitCount = 0, isValid = start < end, wasUnderscore = true, allDigits: UInt8 = 0
        for index in start..<Swift.max(start, end) {
            let unit = text[index]
            if index & 0xFFFF == 0xFFFF { try charge(1 << 10) }
            var digit = unit &- 0x30
            if digit > 9 {
                let letter = (unit | 0x20) &- 0x61
                digit = letter < 26 ? letter &+ 10 : 255
            }
            if digit < UInt8(truncatingIfNeeded: radix) {
                wasUnderscore = false
                allDigits |= digit
                text[digitCount] = digit
                digitCount &+= 1
            } else if unit == 0x5F, !wasUnderscore {
                wasUnderscore = true
            } else {
                isValid = false
                break
            }
        }
        let limit = machine.pointee.maximumIntDigits
        if radix & (radix - 1) != 0, limit > 0, digitCount > limit, digitCount > 640 {
            throw raise(
                .valueError,
                "Exceeds the limit (\(limit) digits) for integer string conversion: value has \(digitCount) digits; use sys.set_int_max_str_digits() to increase the limit")
        }
        if !isValid || wasUnderscore || (mustBeZero && allDigits != 0) {
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
        if count <= groupDigits * longestMultiplied { return try number(digits: digits, count: count, base: UInt(base), groupDigits) }
        var level = 0
        while level < 48, groupDigits << level < count { level += 1 }
        return try number(digits: digits, count: count, base: UInt(base), groupDigits, level, try powers(of: group, levels: level))
    }

    private func number(
        digits: UnsafePointer<UInt8>, count: Int, base: UInt, _ groupDigits: Int, _ level: Int, _ powers: Values
    ) throws(Raised) -> Value {
        if count <= groupDigits * longestMultiplied || level == 0 { return try number(digits: digits, count: count, base: base, groupDigits) }
        let low = groupDigits << (level - 1)
        if count <= low { return try number(digits: digits, count: count, base: base, groupDigits, level - 1, powers) }
        let high = try number(digits: digits, count: count - low, base: base, groupDigits, level - 1, powers)
        let rest = try number(digits: digits + (count - low), count: low, base: base, groupDigits, level - 1, powers)
        return try addInts(try multiplyInts(high, powers.base[level - 1]), rest)
    }

    /// Groups of digits of the longest number that is made by multiplying again and again.
    private var longestMultiplied: Int { 32 }

    /// A number of not too many digits, group by group.
    private func number(digits: UnsafePointer<UInt8>, count: Int, base: UInt, _ groupDigits: Int) throws(Raised) -> Value {
        let result = try allocateInt(count / groupDigits + 1)
        var limbCount = 0, index = 0
        try charge(count >> 3)
        while index < count {
            // The first group is the short one.
            let length = index == 0 && count % groupDigits != 0 ? count % groupDigits : groupDigits
            var chunk: UInt = 0, factor: UInt = 1
            let end = index + length
            if base == 10 {
                while index + 8 <= end {
                    chunk = chunk &* 100_000_000 &+ UInt(numberOfEightDigits(digits + index))
                    factor = factor &* 100_000_000
                    index += 8
                }
            }
            while index < end {
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
        // Digits gather below a limb from the last one on; what does not fit the limb begins the next one.
        var limb: UInt = 0, filled: UInt = 0, place = 0, index = count
        while index > 0 {
            index &-= 1
            if index & 0xFFFF == 0xFFFF { try charge(1 << 10) }
            let digit = UInt(digits[index])
            limb |= digit &<< filled
            filled &+= UInt(bits)
            if filled >= 64 {
                result.limbs[place] = limb
                place &+= 1
                filled &-= 64
                limb = digit &>> (UInt(bits) &- filled)
            }
        }
        if filled > 0 { result.limbs[place] = limb }
        return finish(result, limbCount, isNegative: false)
    }

    /// What eight decimal digits, given as values, stand for: pairs, then fours, then all at once.
    @inline(__always)
    private func numberOfEightDigits(_ digits: UnsafePointer<UInt8>) -> UInt64 {
        var number = UInt64(littleEndian: UnsafeRawPointer(digits).loadUnaligned(as: UInt64.self))
        number = (number &* (10 << 8 + 1)) >> 8 & 0x00FF_00FF_00FF_00FF
        number = (number &* (100 << 16 + 1)) >> 16 & 0x0000_FFFF_0000_FFFF
        return (number &* (10000 << 32 + 1)) >> 32
    }
}
