// Backslashes in strings and bytes.
//
// In CPython: Objects/unicodeobject.c, _PyUnicode_DecodeUnicodeEscapeInternal; Objects/bytesobject.c, _PyBytes_DecodeEscape.

import KraitBytecode
import KraitUnicode

/// A backslash that means nothing: CPython warns of the first one in a token.
struct InvalidEscape {
    /// What follows the backslash: one character, or up to three octal digits above `\377`.
    var text: String
    var isOctal: Bool

    var message: String { "invalid \(isOctal ? "octal " : "")escape sequence '\\\(text)'" }
}

struct EscapeError: Error {
    var message: String
    /// `unicode error` or `value error`.
    var isUnicode: Bool
}

enum EscapeSequences {
    /// The text of a string whose escapes are not yet replaced. The bytes are UTF-8.
    static func decodeString(
        _ bytes: UnsafeBufferPointer<UInt8>, _ invalid: inout InvalidEscape?
    ) throws(EscapeError) -> PythonString {
        var result = PythonString(uncheckedUTF8: [])
        result.utf8.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let run = index
            while index < bytes.count && bytes[index] != UInt8(ascii: "\\") { index += 1 }
            result.utf8.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[run..<index]))
            guard index < bytes.count else { break }

            let start = index
            index += 1
            // CPython writes such a backslash as `\u005c`, so it is no escape.
            guard index < bytes.count, bytes[index] < 0x80 else {
                result.utf8.append(UInt8(ascii: "\\"))
                continue
            }
            let letter = bytes[index]
            index += 1
            switch letter {
            case UInt8(ascii: "x"): result.append(codePoint: try hexadecimal(bytes, start, &index, 2, "truncated \\xXX escape"))
            case UInt8(ascii: "u"): result.append(codePoint: try hexadecimal(bytes, start, &index, 4, "truncated \\uXXXX escape"))
            case UInt8(ascii: "U"): result.append(codePoint: try hexadecimal(bytes, start, &index, 8, "truncated \\UXXXXXXXX escape"))
            case UInt8(ascii: "N"): result.append(codePoint: try named(bytes, start, &index))
            default:
                switch simple(letter, bytes, &index, &invalid) {
                case .byte(let value): result.append(codePoint: value)
                case .nothing: break
                case .notAnEscape:
                    result.utf8.append(UInt8(ascii: "\\"))
                    result.utf8.append(letter)
                }
            }
        }
        return result
    }

    /// The value of a bytes literal, which is ASCII.
    static func decodeBytes(
        _ bytes: UnsafeBufferPointer<UInt8>, _ invalid: inout InvalidEscape?
    ) throws(EscapeError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < bytes.count else {
                result.append(byte)
                continue
            }
            let letter = bytes[index]
            index += 1
            if letter == UInt8(ascii: "x") {
                guard index + 2 <= bytes.count, let high = digitValue(bytes[index]), let low = digitValue(bytes[index + 1]) else {
                    throw EscapeError(message: "invalid \\x escape at position \(index - 2)", isUnicode: false)
                }
                result.append(high << 4 | low)
                index += 2
                continue
            }
            switch simple(letter, bytes, &index, &invalid) {
            case .byte(let value): result.append(UInt8(truncatingIfNeeded: value))
            case .nothing: break
            case .notAnEscape:
                result.append(UInt8(ascii: "\\"))
                result.append(letter)
            }
        }
        return result
    }

    private enum Simple {
        case byte(UInt32)
        case nothing
        case notAnEscape
    }

    /// What strings and bytes have in common.
    private static func simple(
        _ letter: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ invalid: inout InvalidEscape?
    ) -> Simple {
        switch letter {
        case UInt8(ascii: "\n"): return .nothing
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return .byte(UInt32(letter))
        case UInt8(ascii: "n"): return .byte(10)
        case UInt8(ascii: "t"): return .byte(9)
        case UInt8(ascii: "r"): return .byte(13)
        case UInt8(ascii: "a"): return .byte(7)
        case UInt8(ascii: "b"): return .byte(8)
        case UInt8(ascii: "f"): return .byte(12)
        case UInt8(ascii: "v"): return .byte(11)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            let start = index - 1
            var value = UInt32(letter & 7)
            while index < bytes.count && index < start + 3 && bytes[index] >= UInt8(ascii: "0") && bytes[index] <= UInt8(ascii: "7") {
                value = value << 3 | UInt32(bytes[index] & 7)
                index += 1
            }
            if value > 0xFF && invalid == nil {
                invalid = InvalidEscape(text: String(decoding: bytes[start..<index], as: UTF8.self), isOctal: true)
            }
            return .byte(value)
        default:
            if invalid == nil { invalid = InvalidEscape(text: String(Unicode.Scalar(letter)), isOctal: false) }
            return .notAnEscape
        }
    }

    private static func hexadecimal(
        _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ index: inout Int, _ count: Int, _ truncated: String
    ) throws(EscapeError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard index < bytes.count, let digit = digitValue(bytes[index]) else { throw decodeError(bytes, start, index, truncated) }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        if value > 0x10FFFF { throw decodeError(bytes, start, index, "illegal Unicode character") }
        return value
    }

    /// `\N{name}`
    private static func named(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ index: inout Int) throws(EscapeError) -> UInt32 {
        let malformed = "malformed \\N character escape"
        guard index < bytes.count, bytes[index] == UInt8(ascii: "{") else { throw decodeError(bytes, start, index, malformed) }
        index += 1
        let nameStart = index
        while index < bytes.count && bytes[index] != UInt8(ascii: "}") { index += 1 }
        guard index < bytes.count, index > nameStart else { throw decodeError(bytes, start, index, malformed) }
        let name = UnsafeBufferPointer(rebasing: bytes[nameStart..<index])
        index += 1
        guard let point = codePoint(named: name) else { throw decodeError(bytes, start, index, "unknown Unicode character name") }
        return point
    }

    private static func digitValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): (byte | 0x20) &- UInt8(ascii: "a") &+ 10
        default: nil
        }
    }

    private static func decodeError(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ reason: String) -> EscapeError {
        // Positions are those in the text that CPython decodes.
        let range = rewrittenLength(bytes[..<start])..<rewrittenLength(bytes[..<end])
        let message =
            range.count == 1
            ? "'unicodeescape' codec can't decode byte 0x5c in position \(range.lowerBound): \(reason)"
            : "'unicodeescape' codec can't decode bytes in position \(range.lowerBound)-\(range.upperBound - 1): \(reason)"
        return EscapeError(message: message, isUnicode: true)
    }

    /// How long CPython makes a text before it decodes it: each character beyond ASCII becomes `\UXXXXXXXX`, and a backslash
    /// before one `\u005c`. In CPython: Parser/string_parser.c, decode_unicode_with_escapes.
    private static func rewrittenLength(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var length = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") {
                length += 1
                if index < bytes.endIndex && bytes[index] >= 0x80 {
                    length += 5
                } else if index < bytes.endIndex {
                    length += 1
                    index += 1
                }
            } else if byte < 0x80 {
                length += 1
            } else if byte >= 0xC0 {
                length += 10
            }
        }
        return length
    }
}
