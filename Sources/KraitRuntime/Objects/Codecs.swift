import KraitUnicode

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// From text to bytes and back: the codecs of the engine, and what happens where one cannot go on.
//
// UTF-8, UTF-16, UTF-32, ASCII and Latin-1 are built in; all other encodings are asked of the search functions that `codecs.register` was given.
// In CPython: Objects/unicodeobject.c, Python/codecs.c.

/// The built-in encodings.
enum Codec: Sendable {
    case utf8, ascii, latin1, utf16, utf16LittleEndian, utf16BigEndian, utf32, utf32LittleEndian, utf32BigEndian
    /// A table of characters; see the module `_codecs`.
    case charmap

    /// The name in errors.
    var name: StaticString {
        switch self {
        case .utf8: "utf-8"
        case .ascii: "ascii"
        case .latin1: "latin-1"
        case .utf16: "utf-16"
        case .utf16LittleEndian: "utf-16-le"
        case .utf16BigEndian: "utf-16-be"
        case .utf32: "utf-32"
        case .utf32LittleEndian: "utf-32-le"
        case .utf32BigEndian: "utf-32-be"
        case .charmap: "charmap"
        }
    }

    /// The codec of a name in any spelling; nil if it is not built in.
    init?(name: Str) {
        let count = name.count
        guard name.isASCII, count >= 2, count <= 16 else { return nil }
        // In lower case, with underscores for spaces and hyphens.
        var normal: (UInt64, UInt64) = (0, 0)
        let isPlain = withUnsafeMutableBytes(of: &normal) { normal in
            for index in 0..<count {
                let unit = UInt8(truncatingIfNeeded: name[index])
                switch unit {
                case 0x30...0x39, 0x61...0x7A: normal[index] = unit
                case 0x41...0x5A: normal[index] = unit | 0x20
                case 0x20, 0x2D, 0x5F: normal[index] = 0x5F
                default: return false
                }
            }
            return true
        }
        guard isPlain else { return nil }
        let codec: Codec? = withUnsafeBytes(of: &normal) { normal in
            func has(_ text: StaticString) -> Bool {
                count == text.utf8CodeUnitCount && normal.baseAddress.map { memcmp($0, text.utf8Start, count) == 0 } ?? false
            }
            switch normal[0] {
            case UInt8(ascii: "u"):
                if has("utf_8") || has("utf8") || has("u8") || has("utf") || has("utf8_ucs2") || has("utf8_ucs4") { return .utf8 }
                if has("utf_16") || has("utf16") || has("u16") { return .utf16 }
                if has("utf_16_le") || has("utf_16le") { return .utf16LittleEndian }
                if has("utf_16_be") || has("utf_16be") { return .utf16BigEndian }
                if has("utf_32") || has("utf32") || has("u32") { return .utf32 }
                if has("utf_32_le") || has("utf_32le") { return .utf32LittleEndian }
                if has("utf_32_be") || has("utf_32be") { return .utf32BigEndian }
                return has("us_ascii") || has("us") ? .ascii : nil
            case UInt8(ascii: "a"): return has("ascii") || has("ascii8") ? .ascii : nil
            case UInt8(ascii: "l"): return has("latin_1") || has("latin1") || has("latin") || has("l1") ? .latin1 : nil
            case UInt8(ascii: "i"): return has("iso_8859_1") || has("iso8859_1") || has("iso8859") || has("iso_8859_1_1987") ? .latin1 : nil
            default:
                if has("646") { return .ascii }
                if has("8859") || has("cp819") { return .latin1 }
                return has("cp65001") ? .utf8 : nil
            }
        }
        guard let codec else { return nil }
        self = codec
    }
}

/// What to do where a codec cannot go on.
enum ErrorHandler {
    case strict, ignore, replace, backslashReplace, surrogateEscape, surrogatePass, xmlCharacterReference, nameReplace
    /// One that was registered, by name: it is looked for when it is needed.
    case other

    init(_ name: Value) {
        guard name.is(.str) else { self = .strict; return }
        switch Str(name).text {
        case "strict": self = .strict
        case "ignore": self = .ignore
        case "replace": self = .replace
        case "backslashreplace": self = .backslashReplace
        case "surrogateescape": self = .surrogateEscape
        case "surrogatepass": self = .surrogatePass
        case "xmlcharrefreplace": self = .xmlCharacterReference
        case "namereplace": self = .nameReplace
        default: self = .other
        }
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `str.encode(encoding, errors)`; either may be unbound.
    func encode(_ text: Str, encoding: Value, errors: Value) throws(Raised) -> Value {
        if encoding.isUnbound { return try encode(text, .utf8, errors: errors).value }
        if let codec = Codec(name: Str(encoding)) { return try encode(text, codec, errors: errors).value }
        let result = try callCodec(encoding, 0, text.value, errors)
        if result.is(.bytes) { return result }
        if result.is(.byteArray) { return try Bytes.make(ByteArray(result).bytes, count: ByteArray(result).count, self).value }
        throw raise(
            .typeError, "'\(Str(encoding).text)' encoder returned '\(result.type(self).name)' instead of 'bytes'; use codecs.encode() to encode to arbitrary types")
    }

    /// `bytes.decode(encoding, errors)`; either may be unbound. The object is bytes-like.
    func decode(_ object: Value, encoding: Value, errors: Value) throws(Raised) -> Value {
        if encoding.isUnbound { return try decode(object, .utf8, errors: errors).value }
        if let codec = Codec(name: Str(encoding)) { return try decode(object, codec, errors: errors).value }
        let result = try callCodec(encoding, 1, object, errors)
        guard result.is(.str) else {
            throw raise(
                .typeError, "'\(Str(encoding).text)' decoder returned '\(result.type(self).name)' instead of 'str'; use codecs.decode() to decode to arbitrary types")
        }
        return result
    }

    /// Encodes with a built-in codec.
    func encode(_ text: Str, _ codec: Codec, errors: Value) throws(Raised) -> Bytes {
        try charge(text.count >> 4)
        if codec == .utf8 || codec == .ascii || codec == .latin1, text.isASCII { return try Bytes.make(text.bytes, count: text.count, self) }
        if codec == .latin1, text.width == 1 { return try Bytes.make(text.bytes, count: text.count, self) }
        if text.count > 0, text.count < 1 << 16, let bytes = try encodePlain(text, codec) { return bytes }
        var encoder = TextEncoder(codec: codec, builder: try ByteBuilder(capacity: text.count * (codec == .utf8 ? 2 : 4), self))
        if codec == .utf16 { try encoder.put(0xFEFF) }
        if codec == .utf32 { try encoder.put(0xFEFF) }
        var position = 0
        while position < text.count {
            let point = text[position]
            if encoder.canEncode(point) {
                try encoder.put(point)
                position += 1
                continue
            }
            var end = position + 1
            if encoder.isByteCodec { while end < text.count, !encoder.canEncode(text[end]) { end += 1 } }
            position = try handleEncodeError(&encoder, text, position, end, errors)
        }
        return try encoder.builder.finish()
    }

    /// UTF-8 or UTF-16 of a text that is not too long and has no surrogates; nil otherwise.
    private func encodePlain(_ text: Str, _ codec: Codec) throws(Raised) -> Bytes? {
        switch (codec, text.width) {
        case (.utf8, 1): try encodePlainUTF8(UnsafePointer(text.units8), text.count)
        case (.utf8, 2): try encodePlainUTF8(UnsafePointer(text.units16), text.count)
        case (.utf8, _): try encodePlainUTF8(UnsafePointer(text.units32), text.count)
        case (.utf16, 1), (.utf16LittleEndian, 1): try encodePlainUTF16(UnsafePointer(text.units8), text.count, isMarked: codec == .utf16)
        case (.utf16, 2), (.utf16LittleEndian, 2): try encodePlainUTF16(UnsafePointer(text.units16), text.count, isMarked: codec == .utf16)
        default: nil
        }
    }

    /// Characters of one or two bytes in UTF-16, little-endian, with or without a byte order mark.
    @inline(__always)
    private func encodePlainUTF16<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafePointer<Unit>, _ count: Int, isMarked: Bool) throws(Raised) -> Bytes? {
        if MemoryLayout<Unit>.size > 1 {
            var hasSurrogates = false
            for index in 0..<count { hasSurrogates = hasSurrogates || UInt32(truncatingIfNeeded: units[index]) & 0xF800 == 0xD800 }
            if hasSurrogates { return nil }
        }
        let mark = isMarked ? 1 : 0
        let bytes = try Bytes.allocate(count: (count + mark) * 2, self), target = bytes.bytes
        if isMarked { target.storeBytes(of: UInt16(0xFEFF).littleEndian, as: UInt16.self) }
        for index in 0..<count { target.storeBytes(of: UInt16(truncatingIfNeeded: units[index]).littleEndian, toByteOffset: (index &+ mark) &* 2, as: UInt16.self) }
        return bytes
    }

    @inline(__always)
    private func encodePlainUTF8<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafePointer<Unit>, _ count: Int) throws(Raised) -> Bytes? {
        var size = count, hasSurrogates = false
        for index in 0..<count {
            let point = UInt32(truncatingIfNeeded: units[index])
            size &+= point < 0x80 ? 0 : 1
            if MemoryLayout<Unit>.size > 1 {
                size &+= (point < 0x800 ? 0 : 1) &+ (point < 0x10000 ? 0 : 1)
                hasSurrogates = hasSurrogates || point & 0xFFFF_F800 == 0xD800
            }
        }
        if hasSurrogates { return nil }
        let bytes = try Bytes.allocate(count: size, self)
        var target = bytes.bytes.assumingMemoryBound(to: UInt8.self)
        for index in 0..<count {
            let point = UInt32(truncatingIfNeeded: units[index])
            if point < 0x80 {
                target[0] = UInt8(truncatingIfNeeded: point)
                target += 1
                continue
            }
            let last = UInt8(truncatingIfNeeded: 0x80 | point & 63)
            if point < 0x800 {
                target[0] = UInt8(truncatingIfNeeded: 0xC0 | point >> 6)
                target[1] = last
                target += 2
            } else if point < 0x10000 {
                target[0] = UInt8(truncatingIfNeeded: 0xE0 | point >> 12)
                target[1] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 63)
                target[2] = last
                target += 3
            } else {
                target[0] = UInt8(truncatingIfNeeded: 0xF0 | point >> 18)
                target[1] = UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 63)
                target[2] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 63)
                target[3] = last
                target += 4
            }
        }
        return bytes
    }

    // MARK: - Errors of encoding

    /// Makes UnicodeEncodeError pending.
    func raiseEncodeError(_ codec: Codec, _ text: Str, _ start: Int, _ end: Int) -> Raised {
        do throws(Raised) { return raise(Exception(try encodeError(codec, text, start, end))) } catch { return error }
    }

    private func encodeError(_ codec: Codec, _ text: Str, _ start: Int, _ end: Int) throws(Raised) -> Value {
        let reason = switch codec {
        case .ascii: "ordinal not in range(128)"
        case .latin1: "ordinal not in range(256)"
        case .charmap: "character maps to <undefined>"
        default: "surrogates not allowed"
        }
        let list = try List.make(capacity: 5, self)
        try list.append(try Str.make("\(codec.name)", self).value, self)
        try list.append(text.value, self)
        try list.append(Value(smallInt: start), self)
        try list.append(Value(smallInt: end), self)
        try list.append(try Str.make(reason, self).value, self)
        return try call(machine.pointee.types.exceptions.unicodeEncodeError, Arguments(base: list.base, count: 5))
    }

    /// Deals with characters that an encoder cannot take; returns where it goes on.
    func handleEncodeError(_ encoder: inout TextEncoder, _ text: Str, _ start: Int, _ end: Int, _ errors: Value) throws(Raised) -> Int {
        let handler = ErrorHandler(errors)
        switch handler {
        case .ignore: return end
        case .replace:
            for index in start..<end { try putReplacement(0x3F, &encoder, text, index, index + 1) }
            return end
        case .backslashReplace, .xmlCharacterReference, .nameReplace:
            var replacement = try TextBuilder(self)
            for index in start..<end { try replacement.append(replacing: text[index], handler) }
            let string = try replacement.finish()
            for index in 0..<string.count { try putReplacement(string[index], &encoder, text, start, end) }
            return end
        case .surrogateEscape where encoder.isByteCodec:
            var position = start
            while position < end, text[position] >= 0xDC80, text[position] <= 0xDCFF {
                try encoder.builder.append(UInt8(truncatingIfNeeded: text[position] - 0xDC00))
                position += 1
            }
            if position == start { throw raiseEncodeError(encoder.codec, text, start, end) }
            return position
        case .surrogatePass where encoder.codec != .ascii && encoder.codec != .latin1 && encoder.codec != .charmap:
            var position = start
            while position < end, text[position] & 0x1F_F800 == 0xD800 {
                try encoder.put(text[position])
                position += 1
            }
            if position == start { throw raiseEncodeError(encoder.codec, text, start, end) }
            return position
        case .strict, .surrogateEscape, .surrogatePass:
            throw raiseEncodeError(encoder.codec, text, start, end)
        case .other:
            let function = try errorHandler(errors)
            let error = try encodeError(encoder.codec, text, start, end)
            let result = try callErrorHandler(function, error, isEncoding: true)
            let replacement = result.replacement, position = try result.position(in: text.count, self)
            // Of the encodings of all characters, replacements are in whole units, and text is ASCII.
            let isWide = encoder.codec != .ascii && encoder.codec != .latin1 && encoder.codec != .charmap
            let isWhole = replacement.is(.bytes) ? Bytes(replacement).count % encoder.unitSize == 0 : Str(replacement).isASCII
            if isWide, !isWhole { throw raiseEncodeError(encoder.codec, text, start, end) }
            if replacement.is(.bytes) {
                try encoder.builder.append(Bytes(replacement).bytes, Bytes(replacement).count)
            } else {
                let string = Str(replacement)
                for index in 0..<string.count {
                    try putReplacement(string[index], &encoder, text, start, end)
                }
            }
            return position
        }
    }

    /// Writes a character that stands for others; UnicodeEncodeError for those if it cannot be encoded either.
    private func putReplacement(_ point: UInt32, _ encoder: inout TextEncoder, _ text: Str, _ start: Int, _ end: Int) throws(Raised) {
        if encoder.codec == .charmap {
            if try putMapped(point, &encoder) { return }
        } else if encoder.canEncode(point) {
            return try encoder.put(point)
        }
        throw raiseEncodeError(encoder.codec, text, start, end)
    }

    // MARK: - Errors of decoding

    /// Makes UnicodeDecodeError pending.
    func raiseDecodeError(_ codec: Codec, _ object: Value, _ start: Int, _ end: Int, _ reason: StaticString) -> Raised {
        do throws(Raised) { return raise(Exception(try decodeError(codec, object, start, end, reason))) } catch { return error }
    }

    private func decodeError(_ codec: Codec, _ object: Value, _ start: Int, _ end: Int, _ reason: StaticString) throws(Raised) -> Value {
        let view = try buffer(object)
        let list = try List.make(capacity: 5, self)
        try list.append(try Str.make("\(codec.name)", self).value, self)
        try list.append(object.is(.bytes) ? object : try Bytes.make(view.base, count: view.count, self).value, self)
        try list.append(Value(smallInt: start), self)
        try list.append(Value(smallInt: end), self)
        try list.append(try Str.make("\(reason)", self).value, self)
        return try call(machine.pointee.types.exceptions.unicodeDecodeError, Arguments(base: list.base, count: 5))
    }

    /// Deals with bytes that a decoder cannot take; returns where it goes on. A registered handler may put other bytes in place of all.
    func handleDecodeError(
        _ codec: Codec, _ object: inout Value, _ view: inout BytesView, _ start: Int, _ end: Int, _ reason: StaticString, _ errors: Value, _ builder: inout TextBuilder
    ) throws(Raised) -> Int {
        let handler = ErrorHandler(errors)
        switch handler {
        case .ignore: return end
        case .replace:
            try builder.append(0xFFFD)
            return end
        case .backslashReplace:
            for index in start..<end {
                try builder.append("\\x")
                try builder.append(hex: UInt32(view[index]), digits: 2)
            }
            return end
        case .surrogateEscape:
            var position = start
            while position < end, position < start + 4, view[position] >= 0x80 {
                try builder.append(0xDC00 + UInt32(view[position]))
                position += 1
            }
            if position == start { throw raiseDecodeError(codec, object, start, end, reason) }
            return position
        case .surrogatePass:
            guard let (point, length) = surrogate(codec, view, start) else { throw raiseDecodeError(codec, object, start, end, reason) }
            try builder.append(point)
            return start + length
        case .xmlCharacterReference, .nameReplace:
            throw raise(.typeError, "don't know how to handle UnicodeDecodeError in error callback")
        case .strict: throw raiseDecodeError(codec, object, start, end, reason)
        case .other:
            let function = try errorHandler(errors)
            let error = try decodeError(codec, object, start, end, reason)
            let attribute = try intern("object").value, given = try getAttribute(error, attribute)
            let result = try callErrorHandler(function, error, isEncoding: false)
            let current = try getAttribute(error, attribute)
            if current != given {
                object = current
                view = try buffer(current)
            }
            let position = try result.position(in: view.count, self)
            try builder.append(Str(result.replacement))
            return position
        }
    }

    /// The surrogate that bytes encode against the rules.
    func surrogate(_ codec: Codec, _ view: BytesView, _ start: Int) -> (point: UInt32, length: Int)? {
        func byte(_ offset: Int) -> UInt32? { start + offset < view.count ? UInt32(view[start + offset]) : nil }
        let point: UInt32, length: Int
        switch codec {
        case .utf8:
            guard let a = byte(0), let b = byte(1), let c = byte(2), a & 0xF0 == 0xE0, b & 0xC0 == 0x80, c & 0xC0 == 0x80 else { return nil }
            point = (a & 15) << 12 | (b & 63) << 6 | c & 63
            length = 3
        case .utf16LittleEndian, .utf16:
            guard let a = byte(0), let b = byte(1) else { return nil }
            point = a | b << 8
            length = 2
        case .utf16BigEndian:
            guard let a = byte(0), let b = byte(1) else { return nil }
            point = a << 8 | b
            length = 2
        case .utf32LittleEndian, .utf32:
            guard let a = byte(0), let b = byte(1), let c = byte(2), let d = byte(3) else { return nil }
            point = a | b << 8 | c << 16 | d << 24
            length = 4
        case .utf32BigEndian:
            guard let a = byte(0), let b = byte(1), let c = byte(2), let d = byte(3) else { return nil }
            point = a << 24 | b << 16 | c << 8 | d
            length = 4
        case .ascii, .latin1, .charmap: return nil
        }
        return point >= 0xD800 && point <= 0xDFFF ? (point, length) : nil
    }
}

extension TextBuilder {
    /// Appends what an error handler writes in place of a character.
    mutating func append(replacing point: UInt32, _ handler: ErrorHandler) throws(Raised) {
        switch handler {
        case .xmlCharacterReference:
            try append("&#")
            try append(try Str.make(decimal: Int(point), thread))
            try append(0x3B)
        case .nameReplace:
            guard let name = KraitUnicode.name(of: point) else { return try appendHexEscape(point) }
            try append("\\N{")
            for byte in name { try append(UInt32(byte)) }
            try append(0x7D)
        default: try appendHexEscape(point)
        }
    }
}

/// Writes code points in an encoding.
struct TextEncoder {
    let codec: Codec
    var builder: ByteBuilder
    /// The table of `.charmap`.
    var mapping = Value.unbound

    init(codec: Codec, builder: ByteBuilder) {
        self.codec = codec
        self.builder = builder
    }

    /// Whether bytes may stand in the output at any place.
    var isByteCodec: Bool { codec == .utf8 || codec == .ascii || codec == .latin1 || codec == .charmap }

    var unitSize: Int {
        switch codec {
        case .utf8, .ascii, .latin1, .charmap: 1
        case .utf16, .utf16LittleEndian, .utf16BigEndian: 2
        case .utf32, .utf32LittleEndian, .utf32BigEndian: 4
        }
    }

    @inline(__always)
    func canEncode(_ point: UInt32) -> Bool {
        switch codec {
        case .ascii: point < 0x80
        case .latin1: point < 0x100
        default: point & 0x1F_F800 != 0xD800
        }
    }

    mutating func put(_ point: UInt32) throws(Raised) {
        switch codec {
        case .ascii, .latin1, .charmap: try builder.append(UInt8(truncatingIfNeeded: point))
        case .utf8:
            if point < 0x80 { return try builder.append(UInt8(point)) }
            if point < 0x800 {
                try builder.append(0xC0 | UInt8(truncatingIfNeeded: point >> 6))
            } else {
                if point < 0x10000 {
                    try builder.append(0xE0 | UInt8(truncatingIfNeeded: point >> 12))
                } else {
                    try builder.append(0xF0 | UInt8(truncatingIfNeeded: point >> 18))
                    try builder.append(0x80 | UInt8(truncatingIfNeeded: point >> 12 & 63))
                }
                try builder.append(0x80 | UInt8(truncatingIfNeeded: point >> 6 & 63))
            }
            try builder.append(0x80 | UInt8(truncatingIfNeeded: point & 63))
        case .utf16, .utf16LittleEndian, .utf16BigEndian:
            if point < 0x10000 { return try put16(UInt16(truncatingIfNeeded: point)) }
            try put16(UInt16(truncatingIfNeeded: 0xD800 + (point - 0x10000) >> 10))
            try put16(UInt16(truncatingIfNeeded: 0xDC00 + (point - 0x10000) & 0x3FF))
        case .utf32, .utf32LittleEndian:
            for shift in [0, 8, 16, 24] as [UInt32] { try builder.append(UInt8(truncatingIfNeeded: point >> shift)) }
        case .utf32BigEndian:
            for shift in [24, 16, 8, 0] as [UInt32] { try builder.append(UInt8(truncatingIfNeeded: point >> shift)) }
        }
    }

    private mutating func put16(_ unit: UInt16) throws(Raised) {
        let high = UInt8(truncatingIfNeeded: unit >> 8), low = UInt8(truncatingIfNeeded: unit)
        try builder.append(codec == .utf16BigEndian ? high : low)
        try builder.append(codec == .utf16BigEndian ? low : high)
    }
}
