// The module `_string`: how formats are read, for `string.Formatter`. In CPython: Objects/stringlib/unicode_format.h, formatter_parser.

/// What `formatter_parser` returns: an iterator over the literal texts of a format, each with the field behind it.
///
///     header | format | position
struct FormatParser: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var format: Value
        var position: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static var valueCount: Int { 1 }

    /// Literal text, name of the field, specification, conversion: the last three are None where no field follows. Unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let format = Str(fields.pointee.format), end = format.count
        var position = fields.pointee.position
        if position >= end { return .unbound }
        let literal = position
        while position < end, format[position] != 0x7B, format[position] != 0x7D { position += 1 }
        try thread.charge((position - literal) >> 4 + 1)
        if position < end, position + 1 < end, format[position + 1] == format[position] {
            // A doubled brace ends the literal and is a part of it.
            fields.pointee.position = position + 2
            return try tuple(format, literal, position + 1, nil, thread)
        }
        if position == end {
            fields.pointee.position = end
            return try tuple(format, literal, end, nil, thread)
        }
        if format[position] == 0x7D { throw thread.raise(.valueError, "Single '}' encountered in format string") }
        if position + 1 == end { throw thread.raise(.valueError, "Single '{' encountered in format string") }
        var behind = position + 1
        let field = try thread.readField(format, &behind, end)
        fields.pointee.position = behind
        return try tuple(format, literal, position, field, thread)
    }

    private func tuple(_ format: Str, _ start: Int, _ end: Int, _ field: FormatField?, _ thread: Thread) throws(Raised) -> Value {
        let result = try Tuple.allocate(count: 4, thread)
        for index in 0..<4 { result.base[index] = .none }
        result.base[0] = try format.substring(start, end, thread).value
        guard let field else { return result.value }
        result.base[1] = try format.substring(field.nameStart, field.nameEnd, thread).value
        result.base[2] = try format.substring(field.specificationStart, field.specificationEnd, thread).value
        if field.conversion != 0 { result.base[3] = try Str.character(field.conversion, thread).value }
        return result.value
    }
}

/// What `formatter_field_name_split` returns besides the first part of a name: an iterator over the rest, attributes and items.
///
///     header | name | position
struct FieldNameParser: NativeIterator {
    struct Fields {
        var header: ShapePointer
        var name: Value
        var position: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static var valueCount: Int { 1 }

    /// Whether it is an attribute, and its name, or the item's key: a number if it looks like one. Unbound at the end.
    func next(_ thread: Thread) throws(Raised) -> Value {
        let name = Str(fields.pointee.name), end = name.count
        var position = fields.pointee.position
        if position >= end { return .unbound }
        let mark = name[position]
        position += 1
        let start = position
        switch mark {
        case 0x2E:
            while position < end, name[position] != 0x2E, name[position] != 0x5B { position += 1 }
            fields.pointee.position = position
            if position == start { throw thread.raise(.valueError, "Empty attribute in format string") }
            return try thread.tuple(.true, try name.substring(start, position, thread).value)
        case 0x5B:
            while position < end, name[position] != 0x5D { position += 1 }
            if position >= end { throw thread.raise(.valueError, "Missing ']' in format string") }
            fields.pointee.position = position + 1
            if position == start { throw thread.raise(.valueError, "Empty attribute in format string") }
            if let index = try thread.number(name, start, position) { return try thread.tuple(.false, Value(smallInt: index)) }
            return try thread.tuple(.false, try name.substring(start, position, thread).value)
        default:
            throw thread.raise(.valueError, "Only '.' or '[' may follow ']' in format field specifier")
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStringModule(_ builder: NativeBuilder) throws(Raised) {
        machine.pointee.types.formatParser = try builder.makeClass("_string.formatteriterator", FormatParser.layout, "The parts of a format.", flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try FormatParser(arguments[0]).next(thread) }
        }.value
        machine.pointee.types.fieldNameParser = try builder.makeClass("_string.fieldnameiterator", FieldNameParser.layout, "The parts of a field's name.", flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in try FieldNameParser(arguments[0]).next(thread) }
        }.value
        try builder.method("formatter_parser", "(format, /)", "Iterate over the parts of a format.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "expected str, got \(arguments[0].type(thread).name)") }
            let parser = FormatParser(try thread.makeInstance(of: Type(thread.machine.pointee.types.formatParser)))
            parser.fields.pointee.format = arguments[0]
            parser.fields.pointee.position = 0
            return parser.value
        }
        try builder.method("formatter_field_name_split", "(name, /)", "The first part of a field's name, and an iterator over the rest.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "expected str, got \(arguments[0].type(thread).name)") }
            let name = Str(arguments[0])
            var end = 0
            while end < name.count, name[end] != 0x2E, name[end] != 0x5B { end += 1 }
            let parser = FieldNameParser(try thread.makeInstance(of: Type(thread.machine.pointee.types.fieldNameParser)))
            parser.fields.pointee.name = arguments[0]
            parser.fields.pointee.position = end
            let first: Value? = if let index = try thread.number(name, 0, end) { Value(smallInt: index) } else { nil }
            if let first { return try thread.tuple(first, parser.value) }
            return try thread.tuple(try name.substring(0, end, thread).value, parser.value)
        }
        // The classes are not named in the module.
        for name in ["formatteriterator", "fieldnameiterator"] {
            if let position = builder.namespace.position(ofInterned: try intern(name)) { builder.namespace.remove(at: position) }
        }
    }
}
