/// UTF-8 as Python decodes it: strict, with the messages of `UnicodeDecodeError`, or with U+FFFD in the place of what is wrong.
enum UTF8Decoding {
    /// What stands at one place of the bytes.
    enum Step {
        case valid(UInt32, length: Int)
        /// `length` bytes that begin as a character and go wrong.
        case invalid(reason: StaticString, length: Int)
    }

    /// Reads one character of UTF-8. The index must be inside.
    static func step(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Step {
        let first = bytes[index]
        let length: Int
        var point: UInt32
        // The second byte of some characters has a narrower range: no overlong forms, no surrogates, nothing above U+10FFFF.
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case ..<0x80: return .valid(UInt32(first), length: 1)
        case 0xC2..<0xE0: (length, point) = (2, UInt32(first & 0x1F))
        case 0xE0..<0xF0:
            (length, point) = (3, UInt32(first & 0x0F))
            if first == 0xE0 { low = 0xA0 } else if first == 0xED { high = 0x9F }
        case 0xF0..<0xF5:
            (length, point) = (4, UInt32(first & 0x07))
            if first == 0xF0 { low = 0x90 } else if first == 0xF4 { high = 0x8F }
        default: return .invalid(reason: "invalid start byte", length: 1)
        }
        for offset in 1..<length {
            guard index + offset < bytes.count else { return .invalid(reason: "unexpected end of data", length: offset) }
            let byte = bytes[index + offset]
            guard byte >= low && byte <= high else { return .invalid(reason: "invalid continuation byte", length: offset) }
            point = point << 6 | UInt32(byte & 0x3F)
            (low, high) = (0x80, 0xBF)
        }
        return .valid(point, length: length)
    }

    /// Where the bytes stop to be UTF-8.
    static func firstInvalidByte(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            while index + 8 <= bytes.count && raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                index += 8
            }
            guard index < bytes.count else { return nil }
            guard case .valid(_, let length) = step(bytes, at: index) else { return index }
            index += length
        }
        return nil
    }

    /// The number of characters of `bytes.decode('utf-8', 'replace')`.
    static func characterCount(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var index = 0
        var count = 0
        while index < bytes.count {
            switch step(bytes, at: index) {
            case .valid(_, let length), .invalid(_, let length): index += length
            }
            count += 1
        }
        return count
    }

    /// What `str(UnicodeDecodeError)` says of the first byte that is wrong; nil if none is.
    static func errorMessage(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let index = firstInvalidByte(bytes), case .invalid(let reason, let length) = step(bytes, at: index) else { return nil }
        return decodeErrorMessage(codec: "utf-8", bytes, index..<(index + length), "\(reason)")
    }
}

/// What `str(UnicodeDecodeError(codec, bytes, range.start, range.end, reason))` gives.
func decodeErrorMessage(codec: String, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ reason: String) -> String {
    if range.count == 1 && bytes.indices.contains(range.lowerBound) {
        return "'\(codec)' codec can't decode byte 0x\(hexadecimal(bytes[range.lowerBound])) in position \(range.lowerBound): \(reason)"
    }
    return "'\(codec)' codec can't decode bytes in position \(range.lowerBound)-\(range.upperBound - 1): \(reason)"
}
