// `format % values` for `str`, `bytes` and `bytearray` (library reference, "printf-style String Formatting").
//
// The format of bytes is read as Latin-1 text and the result turned back into bytes: one implementation for both.
// In CPython: unicode_format in Objects/unicodeobject.c, _PyBytes_FormatEx in Objects/bytesobject.c.

/// One conversion: `%(key)#05.2f`.
private struct Conversion {
    var isLeft = false, hasSign = false, hasBlank = false, isAlternate = false, isZeroFilled = false
    var width = -1
    var precision = -1
    var type: UInt32 = 0
    /// Index of the type in the format.
    var place = 0
}

/// Where the values of a format come from, in order.
private struct PercentArguments {
    /// A tuple of values, or the only one.
    var values: Value
    var isTuple: Bool
    var next = 0
    /// What `%(key)s` looks into; nil if the values are no mapping.
    var mapping: Value?

    var isExhausted: Bool { next >= (isTuple ? Tuple(values).count : 1) }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `str % values`
    func formatPercent(_ format: Str, _ values: Value) throws(Raised) -> Value {
        let isMapping = !values.is(.tuple) && !values.is(.str) && !values.type(self)[.getItem].isUnbound
        return try formatPercent(format, values, isMapping: isMapping, isBytes: false).value
    }

    /// `bytes % values`
    func formatBytes(_ format: Value, _ values: Value) throws(Raised) -> Value {
        let own = ownBytes(format)
        let isMapping = !values.is(.tuple) && !values.is(.str) && !values.is(.bytes) && !values.is(.byteArray) && !values.type(self)[.getItem].isUnbound
        let text = try formatPercent(try Str.make(latin1: own.base, count: own.count, self), values, isMapping: isMapping, isBytes: true)
        return try makeBytes(like: format, count: text.count) { target in
            target.copyMemory(from: text.bytes, byteCount: text.count)
        }
    }

    private func formatPercent(_ format: Str, _ values: Value, isMapping: Bool, isBytes: Bool) throws(Raised) -> Str {
        var arguments = PercentArguments(values: values, isTuple: values.is(.tuple), mapping: isMapping ? values : nil)
        var builder = try TextBuilder(capacity: format.count + 32, self)
        let end = format.count
        var position = 0
        while position < end {
            let start = position
            while position < end, format[position] != 0x25 { position += 1 }
            try builder.append(format, start, position)
            if position == end { break }
            position += 1
            if position < end, format[position] == 0x25 {
                try builder.append(0x25)
                position += 1
                continue
            }
            let conversion = try readConversion(format, &position, &arguments, isBytes: isBytes)
            let value = try nextValue(&arguments)
            try append(value, conversion, to: &builder, isBytes: isBytes)
            if isMapping, arguments.values != values || arguments.isTuple != values.is(.tuple), !arguments.isExhausted {
                throw raiseLeftOver(isBytes: isBytes)
            }
            try charge(1)
        }
        if !arguments.isExhausted, arguments.mapping == nil { throw raiseLeftOver(isBytes: isBytes) }
        return try builder.finish()
    }

    private func raiseLeftOver(isBytes: Bool) -> Raised {
        raise(.typeError, "not all arguments converted during \(isBytes ? "bytes" : "string") formatting")
    }

    private func nextValue(_ arguments: inout PercentArguments) throws(Raised) -> Value {
        if arguments.isExhausted { throw raise(.typeError, "not enough arguments for format string") }
        let index = arguments.next
        arguments.next += 1
        return arguments.isTuple ? Tuple(arguments.values)[index] : arguments.values
    }

    // MARK: - Reading

    /// Reads a conversion from behind the percent sign on; the position moves behind it.
    private func readConversion(_ format: Str, _ position: inout Int, _ arguments: inout PercentArguments, isBytes: Bool) throws(Raised) -> Conversion {
        var result = Conversion()
        let end = format.count
        if position < end, format[position] == 0x28 {
            guard let mapping = arguments.mapping else { throw raise(.typeError, "format requires a mapping") }
            let start = position + 1
            var depth = 1
            position += 1
            while position < end, depth > 0 {
                if format[position] == 0x29 { depth -= 1 } else if format[position] == 0x28 { depth += 1 }
                position += 1
            }
            if depth > 0 { throw raise(.valueError, "incomplete format key") }
            let name = try format.substring(start, position - 1, self)
            let key = isBytes ? try Bytes.make(name.bytes, count: name.count, self).value : name.value
            arguments.values = try getItem(mapping, key)
            arguments.isTuple = false
            arguments.next = 0
        }
        flags: while position < end {
            switch format[position] {
            case 0x2D: result.isLeft = true
            case 0x2B: result.hasSign = true
            case 0x20: result.hasBlank = true
            case 0x23: result.isAlternate = true
            case 0x30: result.isZeroFilled = true
            default: break flags
            }
            position += 1
        }
        if let width = try readNumber(format, &position, &arguments, "width too big") {
            result.width = width
            if width < 0 {
                result.isLeft = true
                result.width = width == .min ? .max : -width
            }
        }
        if position < end, format[position] == 0x2E {
            position += 1
            result.precision = Swift.max(0, try readNumber(format, &position, &arguments, "precision too big") ?? 0)
        }
        if position < end, format[position] == 0x68 || format[position] == 0x6C || format[position] == 0x4C { position += 1 }
        if position >= end { throw raise(.valueError, "incomplete format") }
        result.type = format[position]
        result.place = position
        position += 1
        return result
    }

    /// A width or precision: digits, or `*` for one of the values.
    private func readNumber(_ format: Str, _ position: inout Int, _ arguments: inout PercentArguments, _ tooBig: String) throws(Raised) -> Int? {
        if position < format.count, format[position] == 0x2A {
            position += 1
            let value = try nextValue(&arguments)
            guard value.isSmallInt || value.isBool || value.is(.int) else { throw raise(.typeError, "* wants int") }
            guard let number = machineInteger(value) else { throw raise(.overflowError, "Python int too large to convert to C ssize_t") }
            return number
        }
        var number: Int?
        while position < format.count, format[position] &- 0x30 < 10 {
            let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(format[position]) - 0x30)
            if overflow || carry { throw raise(.valueError, tooBig) }
            number = sum
            position += 1
        }
        return number
    }

    // MARK: - Writing

    private func append(_ value: Value, _ conversion: Conversion, to builder: inout TextBuilder, isBytes: Bool) throws(Raised) {
        var conversion = conversion
        switch conversion.type {
        case 0x73 where !isBytes:
            try pad(Str(try str(value)), conversion, to: &builder)
        case 0x73 where isBytes, 0x62 where isBytes:
            try pad(try bytesText(value), conversion, to: &builder)
        case 0x72 where !isBytes:
            try pad(Str(try repr(value)), conversion, to: &builder)
        case 0x61, 0x72:
            try pad(Str(try ascii(value)), conversion, to: &builder)
        case 0x63:
            conversion.precision = -1
            try pad(isBytes ? try byteCharacter(value) : try character(value), conversion, to: &builder)
        case 0x64, 0x69, 0x75, 0x78, 0x58, 0x6F:
            try appendNumber(try integerText(value, conversion), conversion, to: &builder)
        case 0x65, 0x66, 0x67, 0x45, 0x46, 0x47:
            guard let number = try realNumber(value) else {
                throw raise(.typeError, isBytes ? "float argument required, not \(value.type(self).name)" : "must be real number, not \(value.type(self).name)")
            }
            if conversion.precision > Int(Int32.max) { throw raise(.valueError, "precision too big") }
            var style = FloatStyle(type: UInt8(truncatingIfNeeded: conversion.type), precision: conversion.precision == -1 ? 6 : conversion.precision)
            style.isAlternate = conversion.isAlternate
            conversion.isAlternate = false
            try appendNumber(try formatFloat(number, style), conversion, to: &builder)
        default:
            let shown = conversion.type > 31 && conversion.type < 128 ? String(UnicodeScalar(UInt8(conversion.type))) : "?"
            throw raise(.valueError, "unsupported format character '\(shown)' (0x\(String(conversion.type, radix: 16))) at index \(conversion.place)")
        }
    }

    /// Appends text, cut to the precision and filled to the width with blanks.
    private func pad(_ text: Str, _ conversion: Conversion, to builder: inout TextBuilder) throws(Raised) {
        let count = conversion.precision >= 0 ? Swift.min(conversion.precision, text.count) : text.count
        let margin = Swift.max(0, conversion.width - count)
        if !conversion.isLeft { try builder.append(0x20, times: margin) }
        try builder.append(text, 0, count)
        if conversion.isLeft { try builder.append(0x20, times: margin) }
    }

    /// Appends a number: fills between its sign and prefix and its digits with zeros, or around it with blanks.
    private func appendNumber(_ text: Str, _ conversion: Conversion, to builder: inout TextBuilder) throws(Raised) {
        var start = 0, sign: UInt32 = 0
        if text.count > 0, text[0] == 0x2D || text[0] == 0x2B {
            sign = text[0]
            start = 1
        } else if conversion.hasSign {
            sign = 0x2B
        } else if conversion.hasBlank {
            sign = 0x20
        }
        let hasPrefix = conversion.isAlternate && (conversion.type == 0x78 || conversion.type == 0x58 || conversion.type == 0x6F)
        let digits = start + (hasPrefix ? 2 : 0)
        let margin = Swift.max(0, conversion.width - (text.count - start) - (sign == 0 ? 0 : 1))
        let fillsWithZeros = conversion.isZeroFilled && !conversion.isLeft
        if !fillsWithZeros && !conversion.isLeft { try builder.append(0x20, times: margin) }
        if sign != 0 { try builder.append(sign) }
        try builder.append(text, start, digits)
        if fillsWithZeros { try builder.append(0x30, times: margin) }
        try builder.append(text, digits, text.count)
        if conversion.isLeft { try builder.append(0x20, times: margin) }
    }

    // MARK: - Values

    /// Digits of an int with sign and prefix, at least as many as the precision says.
    private func integerText(_ value: Value, _ conversion: Conversion) throws(Raised) -> Str {
        let isDecimal = conversion.type == 0x64 || conversion.type == 0x69 || conversion.type == 0x75
        let int = try integerValue(value, conversion, isDecimal: isDecimal)
        var text: Str
        if isDecimal && int.isSmallInt {
            text = try Str.make(decimal: int.smallInt, self)
        } else {
            var specification = FormatSpecification(type: isDecimal ? 0x64 : conversion.type, alignment: 0x3E)
            specification.isAlternate = conversion.isAlternate && !isDecimal
            text = Str(try formatInt(int, specification))
        }
        let prefix = (text.count > 0 && text[0] == 0x2D ? 1 : 0) + (conversion.isAlternate && !isDecimal ? 2 : 0)
        let missing = conversion.precision - (text.count - prefix)
        if missing > 0 {
            if conversion.precision > Int(Int32.max) { throw raise(.overflowError, "precision too large") }
            var builder = try TextBuilder(capacity: text.count + missing, self)
            try builder.append(text, 0, prefix)
            try builder.append(0x30, times: missing)
            try builder.append(text, prefix, text.count)
            text = try builder.finish()
        }
        return text
    }

    private func integerValue(_ value: Value, _ conversion: Conversion, isDecimal: Bool) throws(Raised) -> Value {
        if value.isSmallInt { return value }
        if let int = exactInt(value) { return int }
        let type = value.type(self)
        do throws(Raised) {
            if isDecimal, !type[.int].isUnbound || !type[.index].isUnbound || !type[.float].isUnbound || value.is(.complex) {
                return try convertToInt(value)
            }
            if !isDecimal, hasIndex(value) { return try indexValue(value) }
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
        }
        let letter = String(UnicodeScalar(UInt8(truncatingIfNeeded: conversion.type)))
        throw raise(.typeError, "%\(letter) format: \(isDecimal ? "a real number" : "an integer") is required, not \(type.name)")
    }

    /// The double of a number; nil if the value is none.
    private func realNumber(_ value: Value) throws(Raised) -> Double? {
        if let number = float(value) { return number }
        if value.isSmallInt { return Double(value.smallInt) }
        let type = value.type(self)
        if !hasIndex(value) && type[.float].isUnbound { return nil }
        return float(try call(machine.pointee.types.float, value))
    }

    private func character(_ value: Value) throws(Raised) -> Str {
        if value.is(.str), Str(value).count == 1 { return Str(value) }
        guard !value.is(.str), hasIndex(value) else { throw raise(.typeError, "%c requires int or char") }
        let int = try indexValue(value)
        guard int.isSmallInt, int.smallInt >= 0, int.smallInt < 0x110000 else { throw raise(.overflowError, "%c arg not in range(0x110000)") }
        return try Str.character(UInt32(int.smallInt), self)
    }

    private func byteCharacter(_ value: Value) throws(Raised) -> Str {
        if value.is(.bytes) || value.is(.byteArray), ownBytes(value).count == 1 { return try Str.character(UInt32(ownBytes(value)[0]), self) }
        guard hasIndex(value) else { throw raise(.typeError, "%c requires an integer in range(256) or a single byte") }
        let int = try indexValue(value)
        guard int.isSmallInt, int.smallInt >= 0, int.smallInt < 256 else { throw raise(.overflowError, "%c arg not in range(256)") }
        return try Str.character(UInt32(int.smallInt), self)
    }

    /// The bytes of a value for `%b`, as Latin-1 text.
    private func bytesText(_ value: Value) throws(Raised) -> Str {
        if isBytesLike(value) {
            let view = try buffer(value, flags: BufferFlags.everything)
            return try Str.make(latin1: view.base, count: view.count, self)
        }
        let method = value.type(self)[.bytes]
        if method.isUnbound {
            throw raise(.typeError, "%b requires a bytes-like object, or an object that implements __bytes__, not '\(value.type(self).name)'")
        }
        let result = try callSpecial(method, value)
        guard result.is(.bytes) else { throw raise(.typeError, "__bytes__ returned non-bytes (type \(result.type(self).name))") }
        return try Str.make(latin1: Bytes(result).bytes, count: Bytes(result).count, self)
    }
}
