import KraitUnicode

// `str.format` and `str.format_map` (library reference, "Format String Syntax").
//
//     "text {field!conversion:specification} text"        a specification may hold fields itself, one level deep
//
// In CPython: Objects/stringlib/unicode_format.h.

/// What the fields of a format refer to.
struct FormatArguments {
    /// A tuple, or unbound for `format_map`.
    var positional: Value
    /// A mapping, or unbound.
    var named: Value
    private var nextNumber = 0
    private var numbering = Numbering.unknown

    private enum Numbering { case unknown, automatic, manual }

    init(positional: Value, named: Value) {
        self.positional = positional
        self.named = named
    }

    /// The number of a field without a name.
    mutating func automaticNumber(_ thread: Thread) throws(Raised) -> Int {
        if numbering == .manual {
            throw thread.raise(.valueError, "cannot switch from manual field specification to automatic field numbering")
        }
        numbering = .automatic
        nextNumber += 1
        return nextNumber - 1
    }

    mutating func noteManualNumber(_ thread: Thread) throws(Raised) {
        if numbering == .automatic {
            throw thread.raise(.valueError, "cannot switch from automatic field numbering to manual field specification")
        }
        numbering = .manual
    }
}

/// The parts of a field: ranges in the format.
struct FormatField {
    var nameStart = 0, nameEnd = 0
    var specificationStart = 0, specificationEnd = 0
    /// 0 if none was given.
    var conversion: UInt32 = 0
    var hasNestedFields = false
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The text with each field replaced by what it refers to.
    func formatFields(_ format: Str, _ start: Int, _ end: Int, _ arguments: inout FormatArguments, depth: Int = 2) throws(Raised) -> Str {
        if depth <= 0 { throw raise(.valueError, "Max string recursion exceeded") }
        var builder = try TextBuilder(capacity: end - start + 16, self)
        var position = start
        while position < end {
            let literal = position
            while position < end, format[position] != 0x7B, format[position] != 0x7D { position += 1 }
            try builder.append(format, literal, position)
            if position == end { break }
            let brace = format[position]
            position += 1
            if position < end, format[position] == brace {
                try builder.append(brace)
                position += 1
                continue
            }
            if brace == 0x7D { throw raise(.valueError, "Single '}' encountered in format string") }
            if position == end { throw raise(.valueError, "Single '{' encountered in format string") }
            let field = try readField(format, &position, end)
            try builder.append(Str(try render(field, format, &arguments, depth: depth)))
            try charge(1)
        }
        return try builder.finish()
    }

    /// Reads a field from behind its opening brace on.
    func readField(_ format: Str, _ position: inout Int, _ end: Int) throws(Raised) -> FormatField {
        var field = FormatField()
        field.nameStart = position
        var terminator: UInt32 = 0
        name: while position < end {
            let point = format[position]
            position += 1
            switch point {
            case 0x7B: throw raise(.valueError, "unexpected '{' in field name")
            case 0x5B:
                while position < end, format[position] != 0x5D { position += 1 }
            case 0x7D, 0x3A, 0x21:
                terminator = point
                break name
            default: break
            }
        }
        if terminator == 0 { throw raise(.valueError, "expected '}' before end of string") }
        field.nameEnd = position - 1
        if terminator == 0x7D { return field }
        if terminator == 0x21 {
            if position >= end { throw raise(.valueError, "end of string while looking for conversion specifier") }
            field.conversion = format[position]
            position += 1
            if position < end {
                let point = format[position]
                position += 1
                if point == 0x7D { return field }
                if point != 0x3A { throw raise(.valueError, "expected ':' after conversion specifier") }
            }
        }
        field.specificationStart = position
        var nesting = 1
        while position < end {
            let point = format[position]
            position += 1
            if point == 0x7B {
                field.hasNestedFields = true
                nesting += 1
            } else if point == 0x7D {
                nesting -= 1
                if nesting == 0 {
                    field.specificationEnd = position - 1
                    return field
                }
            }
        }
        throw raise(.valueError, "unmatched '{' in format spec")
    }

    private func render(_ field: FormatField, _ format: Str, _ arguments: inout FormatArguments, depth: Int) throws(Raised) -> Value {
        var value = try fieldValue(format, field.nameStart, field.nameEnd, &arguments)
        switch field.conversion {
        case 0: break
        case 0x72: value = try repr(value)
        case 0x73: value = try str(value)
        case 0x61: value = try ascii(value)
        default:
            let letter = field.conversion
            let shown = letter > 32 && letter < 127 ? String(UnicodeScalar(UInt8(letter))) : "\\x" + String(letter, radix: 16)
            throw raise(.valueError, "Unknown conversion specifier \(shown)")
        }
        if field.specificationEnd <= field.specificationStart { return try self.format(value, specification: nil) }
        let specification = field.hasNestedFields
            ? try formatFields(format, field.specificationStart, field.specificationEnd, &arguments, depth: depth - 1)
            : try format.substring(field.specificationStart, field.specificationEnd, self)
        return try self.format(value, specification: specification.value)
    }

    // MARK: - Names of fields

    /// What `name.attribute[item]…` refers to.
    private func fieldValue(_ format: Str, _ start: Int, _ end: Int, _ arguments: inout FormatArguments) throws(Raised) -> Value {
        var position = start
        while position < end, format[position] != 0x2E, format[position] != 0x5B { position += 1 }
        var value = try firstValue(format, start, position, &arguments)
        while position < end {
            let mark = format[position]
            position += 1
            let partStart = position
            if mark == 0x2E {
                while position < end, format[position] != 0x2E, format[position] != 0x5B { position += 1 }
                if position == partStart { throw raise(.valueError, "Empty attribute in format string") }
                value = try getAttribute(value, intern(try format.substring(partStart, position, self)).value)
            } else if mark == 0x5B {
                while position < end, format[position] != 0x5D { position += 1 }
                if position >= end { throw raise(.valueError, "Missing ']' in format string") }
                let partEnd = position
                position += 1
                if partEnd == partStart { throw raise(.valueError, "Empty attribute in format string") }
                if let index = try number(format, partStart, partEnd) {
                    value = try getItem(value, Value(smallInt: index))
                } else {
                    value = try getItem(value, try format.substring(partStart, partEnd, self).value)
                }
            } else {
                throw raise(.valueError, "Only '.' or '[' may follow ']' in format field specifier")
            }
        }
        return value
    }

    private func firstValue(_ format: Str, _ start: Int, _ end: Int, _ arguments: inout FormatArguments) throws(Raised) -> Value {
        var index = try number(format, start, end)
        if start == end {
            index = try arguments.automaticNumber(self)
        } else if index != nil {
            try arguments.noteManualNumber(self)
        }
        guard let index else {
            let name = try format.substring(start, end, self).value
            if arguments.named.isUnbound { throw raiseKeyError(name) }
            return try getItem(arguments.named, name)
        }
        guard arguments.positional.is(.tuple) else { throw raise(.valueError, "Format string contains positional fields") }
        let tuple = Tuple(arguments.positional)
        guard index < tuple.count else { throw raise(.indexError, "Replacement index \(index) out of range for positional args tuple") }
        return tuple[index]
    }

    /// The number that a part of the format is; nil if it is none.
    func number(_ format: Str, _ start: Int, _ end: Int) throws(Raised) -> Int? {
        if start >= end { return nil }
        var result = 0
        for index in start..<end {
            guard let digit = decimalValue(format[index]) else { return nil }
            let (tens, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit))
            if overflow || carry || sum > Value.smallIntRange.upperBound { throw raise(.valueError, "Too many decimal digits in format string") }
            result = sum
        }
        return result
    }
}
