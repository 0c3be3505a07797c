import KraitBytecode

/// An encoding that a cookie can name. The lower half of each is ASCII.
enum SourceCodec {
    case utf8
    case ascii
    case latin1
    /// The upper half: 128 code points; U+FFFE where there is none.
    case characterMap([UInt32])

    /// Finds a codec as `codecs.lookup` does: letters in any case, and all that is neither letter nor digit the same.
    init?(named name: String) {
        var normalized = ""
        var gap = false
        for character in name.lowercased().utf8 {
            switch character {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
                if gap && !normalized.isEmpty { normalized += "_" }
                gap = false
                normalized.unicodeScalars.append(Unicode.Scalar(character == UInt8(ascii: ".") ? UInt8(ascii: "_") : character))
            default: gap = true
            }
        }
        switch normalized {
        case "utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001", "utf_8_sig": self = .utf8
        case "ascii", "646", "us_ascii", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "csascii", "ibm367",
            "iso646_us", "iso_646.irv_1991", "iso_ir_6", "us":
            self = .ascii
        case "latin_1", "latin1", "latin", "l1", "iso8859", "iso8859_1", "iso_8859_1", "8859", "cp819", "csisolatin1", "ibm819",
            "iso_8859_1_1987", "iso_ir_100":
            self = .latin1
        default:
            guard let map = characterMaps.first(where: { $0.names.contains(normalized) }) else { return nil }
            var points: [UInt32] = []
            points.reserveCapacity(128)
            var point: UInt32 = 0
            for (index, digit) in "\(map.upperHalf)".utf8.enumerated() {
                point = point << 4 | UInt32(digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "a") &+ 10)
                if index % 4 == 3 {
                    points.append(point)
                    point = 0
                }
            }
            guard points.count == 128 else { return nil }
            self = .characterMap(points)
        }
    }

    /// Appends the text in UTF-8. Returns what CPython's `UnicodeDecodeError` says if there is a byte that has no meaning.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, into text: inout [UInt8]) -> String? {
        text.reserveCapacity(bytes.count + bytes.count / 4)
        if case .utf8 = self {
            if let message = UTF8Decoding.errorMessage(bytes) { return message }
            text.append(contentsOf: bytes)
            return nil
        }
        var result = PythonString(uncheckedUTF8: [])
        swap(&result.utf8, &text)
        defer { swap(&result.utf8, &text) }
        for (index, byte) in bytes.enumerated() {
            if byte < 0x80 {
                result.utf8.append(byte)
                continue
            }
            switch self {
            case .utf8, .ascii:
                return decodeErrorMessage(codec: "ascii", bytes, index..<(index + 1), "ordinal not in range(128)")
            case .latin1: result.append(codePoint: UInt32(byte))
            case .characterMap(let points):
                let point = points[Int(byte & 0x7F)]
                if point == 0xFFFE {
                    return decodeErrorMessage(codec: "charmap", bytes, index..<(index + 1), "character maps to <undefined>")
                }
                result.append(codePoint: point)
            }
        }
        return nil
    }
}
