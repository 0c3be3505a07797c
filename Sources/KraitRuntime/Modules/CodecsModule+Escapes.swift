import KraitUnicode

// The codecs of `_codecs` for escape sequences and for tables of characters: `unicode_escape`, `raw_unicode_escape`, `escape`, `charmap`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func result(_ value: Value, _ length: Int) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 2, self)
        tuple.base[0] = value
        tuple.base[1] = Value(smallInt: length)
        return tuple.value
    }

    func defineEscapeCodecs(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("unicode_escape_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in
            let text = try thread.strArgument(arguments[0], "unicode_escape_encode", 1)
            var builder = try TextBuilder(capacity: text.count, thread)
            for index in 0..<text.count {
                let point = text[index]
                switch point {
                case 0x5C: try builder.append("\\\\")
                case 0x09: try builder.append("\\t")
                case 0x0A: try builder.append("\\n")
                case 0x0D: try builder.append("\\r")
                case 0x20..<0x7F: try builder.append(point)
                default: try builder.appendHexEscape(point)
                }
            }
            let escaped = try builder.finish()
            return try thread.result(try Bytes.make(escaped.bytes, count: escaped.count, thread).value, text.count)
        }
        try builder.method("raw_unicode_escape_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in
            let text = try thread.strArgument(arguments[0], "raw_unicode_escape_encode", 1)
            var builder = try TextBuilder(capacity: text.count, thread)
            for index in 0..<text.count {
                let point = text[index]
                if point < 0x100 { try builder.append(point) } else { try builder.appendHexEscape(point) }
            }
            let escaped = try builder.finish()
            return try thread.result(try Bytes.make(escaped.bytes, count: escaped.count, thread).value, text.count)
        }
        try builder.method("escape_encode", "(data, errors=None, /)") { thread, arguments throws(Raised) in
            guard arguments[0].is(.bytes) else { throw thread.raise(.typeError, "escape_encode() argument 1 must be bytes, not \(arguments[0].type(thread).name)") }
            let bytes = Bytes(arguments[0])
            let quoted = Str(try thread.repr(try Bytes.make(bytes.bytes, count: bytes.count, thread).value))
            // The repr without its quotes; single quotes are always escaped.
            var builder = try ByteBuilder(capacity: quoted.count, thread)
            let quote = quoted[1]
            for index in 2..<(quoted.count - 1) {
                if quote == 0x22, quoted[index] == 0x27 { try builder.append(0x5C) }
                try builder.append(UInt8(truncatingIfNeeded: quoted[index]))
            }
            return try thread.result(try builder.finish().value, bytes.count)
        }
        try builder.method("unicode_escape_decode", "(data, errors=None, final=True, /)") { thread, arguments throws(Raised) in
            try thread.decodeEscapes(arguments, isRaw: false)
        }
        try builder.method("raw_unicode_escape_decode", "(data, errors=None, final=True, /)") { thread, arguments throws(Raised) in
            try thread.decodeEscapes(arguments, isRaw: true)
        }
        try builder.method("escape_decode", "(data, errors=None, /)") { thread, arguments throws(Raised) in
            try thread.decodeByteEscapes(arguments)
        }
    }

    /// Text with escape sequences as in string literals; raw: only `\u` and `\U`.
    private func decodeEscapes(_ arguments: Arguments, isRaw: Bool) throws(Raised) -> Value {
        var source = arguments[0]
        if source.is(.str) { source = try encode(Str(source), .utf8, errors: .unbound).value }
        let view = try buffer(source), errors = arguments[1].isNone ? Value.unbound : arguments[1]
        let isFinal = arguments[2].isUnbound ? true : try isTrue(arguments[2])
        var builder = try TextBuilder(capacity: view.count, self)
        var position = 0
        func byte(_ place: Int) -> UInt8 { place < view.count ? view[place] : 0 }
        while position < view.count {
            let first = view[position]
            if first != 0x5C {
                try builder.append(UInt32(first))
                position += 1
                continue
            }
            if position + 1 >= view.count {
                if isRaw && isFinal { try builder.append(0x5C); position += 1; continue }
                if !isFinal { break }
                position = try escapeError(source, view, position, view.count, "\\ at end of string", errors, &builder)
                continue
            }
            let letter = view[position + 1]
            var digits = 0
            switch letter {
            case UInt8(ascii: "u"): digits = 4
            case UInt8(ascii: "U"): digits = 8
            case UInt8(ascii: "x") where !isRaw: digits = 2
            default: break
            }
            if digits > 0 {
                var number: UInt32 = 0, place = position + 2
                while place < view.count, place < position + 2 + digits, let digit = hexValue(view[place]) {
                    number = number << 4 | UInt32(digit)
                    place += 1
                }
                if place < position + 2 + digits {
                    if place == view.count && !isFinal { break }
                    let reason: StaticString = digits == 2 ? "truncated \\xXX escape" : digits == 4 ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape"
                    position = try escapeError(source, view, position, place, reason, errors, &builder)
                } else if number > 0x10FFFF {
                    position = try escapeError(source, view, position, place, isRaw ? "\\Uxxxxxxxx out of range" : "illegal Unicode character", errors, &builder)
                } else {
                    try builder.append(number)
                    position = place
                }
                continue
            }
            if isRaw {
                try builder.append(0x5C)
                try builder.append(UInt32(letter))
                position += 2
                continue
            }
            if letter == UInt8(ascii: "N") {
                var end = position + 2
                if byte(end) == 0x7B { while end < view.count, view[end] != 0x7D { end += 1 } }
                if byte(position + 2) == 0x7B, end < view.count, end > position + 3,
                    let point = KraitUnicode.codePoint(named: UnsafeBufferPointer(start: view.units + position + 3, count: end - position - 3))
                {
                    try builder.append(point)
                    position = end + 1
                } else {
                    let isKnownForm = byte(position + 2) == 0x7B && end < view.count && end > position + 3
                    position = try escapeError(
                        source, view, position, isKnownForm ? end + 1 : end, isKnownForm ? "unknown Unicode character name" : "malformed \\N character escape", errors, &builder)
                }
                continue
            }
            position += try simpleEscape(view, position, &builder)
        }
        return try result(try builder.finish().value, position)
    }

    private func escapeError(
        _ source: Value, _ view: BytesView, _ start: Int, _ end: Int, _ reason: StaticString, _ errors: Value, _ builder: inout TextBuilder
    ) throws(Raised) -> Int {
        switch ErrorHandler(errors) {
        case .ignore: return end
        case .replace:
            try builder.append(0xFFFD)
            return end
        case .other:
            let error = try escapeException(source, view, start, end, reason)
            let result = try callErrorHandler(try errorHandler(errors), error, isEncoding: false)
            let replacement = result.replacement, position = try result.position(in: view.count, self)
            try builder.append(Str(replacement))
            return position
        default: throw raise(Exception(try escapeException(source, view, start, end, reason)))
        }
    }

    private func escapeException(_ source: Value, _ view: BytesView, _ start: Int, _ end: Int, _ reason: StaticString) throws(Raised) -> Value {
        let list = try List.make(capacity: 5, self)
        try list.append(try Str.make("unicodeescape", self).value, self)
        try list.append(source.is(.bytes) ? source : try Bytes.make(view.base, count: view.count, self).value, self)
        try list.append(Value(smallInt: start), self)
        try list.append(Value(smallInt: end), self)
        try list.append(try Str.make("\(reason)", self).value, self)
        return try call(machine.pointee.types.exceptions.unicodeDecodeError, Arguments(base: list.base, count: 5))
    }

    /// An escape of one letter or up to three octal digits; returns its length.
    private func simpleEscape(_ view: BytesView, _ position: Int, _ builder: inout TextBuilder) throws(Raised) -> Int {
        let letter = view[position + 1]
        switch letter {
        case 0x0A: break
        case 0x5C, 0x27, 0x22: try builder.append(UInt32(letter))
        case UInt8(ascii: "b"): try builder.append(8)
        case UInt8(ascii: "f"): try builder.append(12)
        case UInt8(ascii: "t"): try builder.append(9)
        case UInt8(ascii: "n"): try builder.append(10)
        case UInt8(ascii: "r"): try builder.append(13)
        case UInt8(ascii: "v"): try builder.append(11)
        case UInt8(ascii: "a"): try builder.append(7)
        case 0x30...0x37:
            var number: UInt32 = 0, length = 1
            while length < 4, position + length < view.count, view[position + length] &- 0x30 < 8 {
                number = number << 3 | UInt32(view[position + length] - 0x30)
                length += 1
            }
            try builder.append(number)
            return length
        default:
            try builder.append(0x5C)
            try builder.append(UInt32(letter))
        }
        return 2
    }

    private func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }

    /// Bytes with escape sequences as in bytes literals.
    private func decodeByteEscapes(_ arguments: Arguments) throws(Raised) -> Value {
        var source = arguments[0]
        if source.is(.str) { source = try encode(Str(source), .utf8, errors: .unbound).value }
        let view = try buffer(source), handler = ErrorHandler(arguments[1].isNone ? .unbound : arguments[1])
        var builder = try TextBuilder(capacity: view.count, self)
        var position = 0
        while position < view.count {
            if view[position] != 0x5C {
                try builder.append(UInt32(view[position]))
                position += 1
                continue
            }
            guard position + 1 < view.count else { throw raise(.valueError, "Trailing \\ in string") }
            if view[position + 1] == UInt8(ascii: "x") {
                if position + 3 < view.count, let high = hexValue(view[position + 2]), let low = hexValue(view[position + 3]) {
                    try builder.append(UInt32(high << 4 | low))
                    position += 4
                    continue
                }
                switch handler {
                case .strict: throw raise(.valueError, "invalid \\x escape at position \(position)")
                case .replace: try builder.append(0x3F)
                case .ignore: break
                default: throw raise(.valueError, "decoding error; unknown error handling code: \(Str(arguments[1]).text)")
                }
                position += position + 2 < view.count && hexValue(view[position + 2]) != nil ? 3 : 2
                continue
            }
            let before = builder.count
            position += try simpleEscape(view, position, &builder)
            // Octal escapes beyond a byte keep their low eight bits.
            if builder.count == before + 1 { try builder.truncateLastToByte() }
        }
        let text = try builder.finish()
        return try result(try Bytes.make(text.bytes, count: text.count, self).value, view.count)
    }

    // MARK: - Tables of characters

    func defineCharacterMaps(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("charmap_decode", "(data, errors=None, mapping=None, /)") { thread, arguments throws(Raised) in
            try thread.decodeCharacterMap(arguments)
        }
        try builder.method("charmap_encode", "(str, errors=None, mapping=None, /)") { thread, arguments throws(Raised) in
            try thread.encodeCharacterMap(arguments)
        }
        try builder.method("charmap_build", "(map, /)") { thread, arguments throws(Raised) in
            let table = try thread.strArgument(arguments[0], "charmap_build", 1)
            let result = try Dict.make(thread)
            for index in 0..<Swift.min(table.count, 256) where table[index] != 0xFFFE {
                try result.set(Value(smallInt: Int(table[index])), Value(smallInt: index), thread)
            }
            return result.value
        }
    }

    private func lookUp(_ mapping: Value, _ key: Value) throws(Raised) -> Value? {
        if mapping.has(machine.pointee.shapes.dict) { return try Dict(mapping).get(key, self) }
        do throws(Raised) {
            return try getItem(mapping, key)
        } catch {
            if try takeException(matching: machine.pointee.types.exceptions.lookupError) { return nil }
            throw error
        }
    }

    private func decodeCharacterMap(_ arguments: Arguments) throws(Raised) -> Value {
        var object = arguments[0], view = try buffer(object)
        let size = view.count, errors = arguments[1].isNone ? Value.unbound : arguments[1], mapping = arguments[2]
        if mapping.isUnbound || mapping.isNone { return try result(try Str.make(latin1: view.base, count: view.count, self).value, view.count) }
        var builder = try TextBuilder(capacity: view.count, self)
        var position = 0
        while position < view.count {
            try charge(1)
            let byte = view[position]
            if mapping.is(.str) {
                if Int(byte) < Str(mapping).count, Str(mapping)[Int(byte)] != 0xFFFE {
                    try builder.append(Str(mapping)[Int(byte)])
                    position += 1
                    continue
                }
            } else if let found = try lookUp(mapping, Value(smallInt: Int(byte))), !found.isNone {
                if found.is(.str) {
                    if !(Str(found).count == 1 && Str(found)[0] == 0xFFFE) {
                        try builder.append(Str(found))
                        position += 1
                        continue
                    }
                } else {
                    guard hasIndex(found) else { throw raise(.typeError, "character mapping must return integer, None or str") }
                    let number = try index(found)
                    guard number >= 0, number <= 0x10FFFF else { throw raise(.typeError, "character mapping must be in range(0x110000)") }
                    if number != 0xFFFE {
                        try builder.append(UInt32(number))
                        position += 1
                        continue
                    }
                }
            }
            position = try handleDecodeError(.charmap, &object, &view, position, position + 1, "character maps to <undefined>", errors, &builder)
        }
        return try result(try builder.finish().value, size)
    }

    private func encodeCharacterMap(_ arguments: Arguments) throws(Raised) -> Value {
        let text = try strArgument(arguments[0], "charmap_encode", 1), errors = arguments[1].isNone ? Value.unbound : arguments[1]
        if arguments[2].isUnbound || arguments[2].isNone { return try result(try encode(text, .latin1, errors: errors).value, text.count) }
        var encoder = TextEncoder(codec: .charmap, builder: try ByteBuilder(capacity: text.count, self))
        encoder.mapping = arguments[2]
        var position = 0
        while position < text.count {
            try charge(1)
            if try putMapped(text[position], &encoder) {
                position += 1
                continue
            }
            var end = position + 1
            while end < text.count, try !canMap(text[end], encoder.mapping) { end += 1 }
            position = try handleEncodeError(&encoder, text, position, end, errors)
        }
        return try result(try encoder.builder.finish().value, text.count)
    }

    private func canMap(_ point: UInt32, _ mapping: Value) throws(Raised) -> Bool {
        guard let found = try lookUp(mapping, Value(smallInt: Int(point))) else { return false }
        return !found.isNone
    }

    /// Writes what the table of an encoder has for a character; false if it has nothing.
    func putMapped(_ point: UInt32, _ encoder: inout TextEncoder) throws(Raised) -> Bool {
        guard let found = try lookUp(encoder.mapping, Value(smallInt: Int(point))), !found.isNone else { return false }
        if found.is(.bytes) {
            try encoder.builder.append(Bytes(found).bytes, Bytes(found).count)
            return true
        }
        guard found.isSmallInt || found.isBool || found.is(.int) else {
            throw raise(.typeError, "character mapping must return integer, bytes or None, not \(found.type(self).name)")
        }
        let number = try index(found)
        guard number >= 0, number < 256 else { throw raise(.typeError, "character mapping must be in range(256)") }
        try encoder.builder.append(UInt8(number))
        return true
    }
}
