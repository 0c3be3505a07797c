#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// The decoders of the built-in encodings.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Decodes all of a bytes-like object with a built-in codec.
    func decode(_ object: Value, _ codec: Codec, errors: Value) throws(Raised) -> Str {
        var order = codec
        return try decode(object, &order, errors: errors, isFinal: true).text
    }

    /// Decodes a bytes-like object; unless it is final, an unfinished character at its end stays. `utf16` and `utf32` become the variant that a byte
    /// order mark names.
    func decode(_ object: Value, _ codec: inout Codec, errors: Value, isFinal: Bool) throws(Raised) -> (text: Str, consumed: Int) {
        let view = try buffer(object)
        try charge(view.count >> 4)
        switch codec {
        case .latin1, .charmap: return (try Str.make(latin1: view.base, count: view.count, self), view.count)
        case .utf8: return try decodeUTF8(object, view, errors: errors, isFinal: isFinal)
        case .ascii:
            if isASCII(view) { return (try Str.make(latin1: view.base, count: view.count, self), view.count) }
            return (try decodeASCII(object, view, errors: errors), view.count)
        case .utf16, .utf16LittleEndian, .utf16BigEndian: return try decodeUTF16(object, view, &codec, errors: errors, isFinal: isFinal)
        case .utf32, .utf32LittleEndian, .utf32BigEndian: return try decodeUTF32(object, view, &codec, errors: errors, isFinal: isFinal)
        }
    }

    private func isASCII(_ view: BytesView) -> Bool { asciiPrefix(view, 0) == view.count }

    /// Where the ASCII bytes from `start` on end.
    @inline(__always)
    private func asciiPrefix(_ view: BytesView, _ start: Int) -> Int {
        var position = start
        while position + 8 <= view.count, view.base.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 { position &+= 8 }
        while position < view.count, view[position] < 0x80 { position &+= 1 }
        return position
    }

    private func decodeASCII(_ object: Value, _ view: BytesView, errors: Value) throws(Raised) -> Str {
        var object = object, view = view
        var builder = try TextBuilder(capacity: view.count, self)
        var position = 0
        while position < view.count {
            if view[position] < 0x80 {
                try builder.append(UInt32(view[position]))
                position += 1
            } else {
                position = try handleDecodeError(.ascii, &object, &view, position, position + 1, "ordinal not in range(128)", errors, &builder)
            }
        }
        return try builder.finish()
    }

    // MARK: - UTF-8

    private func decodeUTF8(_ object: Value, _ view: BytesView, errors: Value, isFinal: Bool) throws(Raised) -> (text: Str, consumed: Int) {
        var object = object, view = view
        let plain = asciiPrefix(view, 0)
        if plain == view.count { return (try Str.make(latin1: view.base, count: view.count, self), view.count) }
        if view.count < 1 << 16, let text = try decodePlainUTF8(view, after: plain) { return (text, view.count) }
        var builder = try TextBuilder(capacity: view.count, self)
        var position = plain
        try builder.append(latin1: view.base, plain)
        while position < view.count {
            let first = view[position]
            if first < 0x80 {
                let end = asciiPrefix(view, position)
                try builder.append(latin1: view.base + position, end - position)
                position = end
                continue
            }
            let (point, length, problem) = decodeCharacter(view, position)
            if problem == nil {
                try builder.append(point)
                position += length
                continue
            }
            guard let problem else { break }
            // An unfinished character at the end waits for the rest.
            if !isFinal && problem.utf8CodeUnitCount == UTF8Problem.unexpectedEnd.utf8CodeUnitCount { return (try builder.finish(), position) }
            position = try handleDecodeError(.utf8, &object, &view, position, position + length, problem, errors, &builder)
        }
        return (try builder.finish(), view.count)
    }

    /// The text of bytes that are not too many if nothing is wrong with them, nil otherwise: all are looked at before the string is made. The first `plain`
    /// are ASCII.
    private func decodePlainUTF8(_ view: BytesView, after plain: Int) throws(Raised) -> Str? {
        var position = plain, count = plain, union: UInt32 = 0
        while position < view.count {
            let first = view[position]
            if first < 0x80 {
                position &+= 1
            } else if first &- 0xC2 < 0x1E, position &+ 1 < view.count, view[position &+ 1] & 0xC0 == 0x80 {
                union |= UInt32(first & 0x1F) << 6
                position &+= 2
            } else {
                let (point, length, problem) = decodeCharacter(view, position)
                if problem != nil { return nil }
                union |= point
                position &+= length
            }
            count &+= 1
        }
        if count == 1, union < 0x100 { return try Str.character(decodeCharacter(view, 0).point, self) }
        let string = try Str.allocate(count: count, largest: Swift.max(union, 0x80), self)
        switch string.width {
        case 1: fillPlain(string.units8, view)
        case 2: fillPlain(string.units16, view)
        default: fillPlain(string.units32, view)
        }
        return string
    }

    /// Writes the characters of UTF-8 without mistakes.
    @inline(__always)
    private func fillPlain<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafeMutablePointer<Unit>, _ view: BytesView) {
        var target = units, position = 0
        while position < view.count {
            let first = UInt32(view[position])
            var point = first
            if first >= 0x80 {
                let second = UInt32(view[position &+ 1] & 63)
                if first < 0xE0 {
                    point = (first & 31) << 6 | second
                    position &+= 1
                } else if first < 0xF0 {
                    point = (first & 15) << 12 | second << 6 | UInt32(view[position &+ 2] & 63)
                    position &+= 2
                } else {
                    point = (first & 7) << 18 | second << 12 | UInt32(view[position &+ 2] & 63) << 6 | UInt32(view[position &+ 3] & 63)
                    position &+= 3
                }
            }
            position &+= 1
            target.pointee = Unit(truncatingIfNeeded: point)
            target += 1
        }
    }

    /// The character that begins at a place and its length; or how many bytes are wrong, and why.
    @inline(__always)
    private func decodeCharacter(_ view: BytesView, _ position: Int) -> (point: UInt32, length: Int, problem: StaticString?) {
        let first = view[position]
        if first < 0xC2 || first > 0xF4 { return (0, 1, UTF8Problem.invalidStart) }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        var point = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length {
            guard position + offset < view.count else { return (0, offset, UTF8Problem.unexpectedEnd) }
            let byte = view[position + offset]
            var isGood = byte & 0xC0 == 0x80
            if offset == 1 {
                // Neither overlong forms, nor surrogates, nor numbers beyond U+10FFFF.
                switch first {
                case 0xE0: isGood = isGood && byte >= 0xA0
                case 0xED: isGood = isGood && byte < 0xA0
                case 0xF0: isGood = isGood && byte >= 0x90
                case 0xF4: isGood = isGood && byte < 0x90
                default: break
                }
            }
            if !isGood { return (0, offset, UTF8Problem.invalidContinuation) }
            point = point << 6 | UInt32(byte & 0x3F)
        }
        return (point, length, nil)
    }

    // MARK: - UTF-16 and UTF-32

    private func decodeUTF16(_ object: Value, _ view: BytesView, _ codec: inout Codec, errors: Value, isFinal: Bool) throws(Raised) -> (text: Str, consumed: Int) {
        var object = object, view = view
        var position = 0
        if codec == .utf16, view.count >= 2 {
            if view[0] == 0xFF && view[1] == 0xFE { position = 2; codec = .utf16LittleEndian }
            if view[0] == 0xFE && view[1] == 0xFF { position = 2; codec = .utf16BigEndian }
        }
        let isBig = codec == .utf16BigEndian
        let name: Codec = isBig ? .utf16BigEndian : .utf16LittleEndian
        func unit(_ view: BytesView, _ place: Int) -> UInt32 {
            isBig ? UInt32(view[place]) << 8 | UInt32(view[place + 1]) : UInt32(view[place + 1]) << 8 | UInt32(view[place])
        }
        var builder = try TextBuilder(capacity: view.count / 2, self)
        while position < view.count {
            guard position + 1 < view.count else {
                if !isFinal { break }
                position = try handleDecodeError(name, &object, &view, position, view.count, "truncated data", errors, &builder)
                continue
            }
            let first = unit(view, position)
            if first & 0xF800 != 0xD800 {
                try builder.append(first)
                position += 2
            } else if first >= 0xDC00 {
                position = try handleDecodeError(name, &object, &view, position, position + 2, "illegal encoding", errors, &builder)
            } else if position + 3 >= view.count {
                if !isFinal { break }
                position = try handleDecodeError(name, &object, &view, position, view.count, "unexpected end of data", errors, &builder)
            } else {
                let second = unit(view, position + 2)
                if second & 0xFC00 == 0xDC00 {
                    try builder.append(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
                    position += 4
                } else {
                    position = try handleDecodeError(name, &object, &view, position, position + 2, "illegal UTF-16 surrogate", errors, &builder)
                }
            }
        }
        return (try builder.finish(), position)
    }

    private func decodeUTF32(_ object: Value, _ view: BytesView, _ codec: inout Codec, errors: Value, isFinal: Bool) throws(Raised) -> (text: Str, consumed: Int) {
        var object = object, view = view
        var position = 0
        if codec == .utf32, view.count >= 4 {
            let mark = view.base.loadUnaligned(as: UInt32.self).littleEndian
            if mark == 0xFEFF { position = 4; codec = .utf32LittleEndian }
            if mark == 0xFFFE_0000 { position = 4; codec = .utf32BigEndian }
        }
        let isBig = codec == .utf32BigEndian, name: Codec = isBig ? .utf32BigEndian : .utf32LittleEndian
        var builder = try TextBuilder(capacity: view.count / 4, self)
        while position < view.count {
            guard position + 3 < view.count else {
                if !isFinal { break }
                position = try handleDecodeError(name, &object, &view, position, view.count, "truncated data", errors, &builder)
                continue
            }
            let raw = view.base.loadUnaligned(fromByteOffset: position, as: UInt32.self)
            let point = isBig ? raw.bigEndian : raw.littleEndian
            if point & 0xFFFF_F800 == 0xD800 {
                position = try handleDecodeError(name, &object, &view, position, position + 4, "code point in surrogate code point range(0xd800, 0xe000)", errors, &builder)
            } else if point > 0x10FFFF {
                position = try handleDecodeError(name, &object, &view, position, position + 4, "code point not in range(0x110000)", errors, &builder)
            } else {
                try builder.append(point)
                position += 4
            }
        }
        return (try builder.finish(), position)
    }
}

/// Why UTF-8 cannot be decoded.
private enum UTF8Problem {
    static let invalidStart: StaticString = "invalid start byte"
    static let invalidContinuation: StaticString = "invalid continuation byte"
    static let unexpectedEnd: StaticString = "unexpected end of data"
}
