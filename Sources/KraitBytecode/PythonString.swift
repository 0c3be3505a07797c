/// A Python `str` outside of a running machine: a sequence of code points, surrogates included.
///
/// Swift's `String` cannot hold lone surrogates; Python's can. The storage is UTF-8 in which a lone surrogate takes the three
/// bytes that UTF-8 would give its number: what CPython's `surrogatepass` error handler and `marshal` use.
public struct PythonString: Hashable, Sendable {
    /// The code points in UTF-8, lone surrogates as three bytes.
    public var utf8: [UInt8]

    /// Takes bytes that are already in that form.
    @inlinable public init(uncheckedUTF8 bytes: [UInt8]) { utf8 = bytes }

    public init(_ string: String) { utf8 = Array(string.utf8) }

    public init(codePoints: some Sequence<UInt32>) {
        utf8 = []
        for point in codePoints { append(codePoint: point) }
    }

    /// Decodes UTF-8. What is none becomes lone surrogates, one for each byte: CPython's `surrogateescape`.
    public init(escaping bytes: UnsafeRawBufferPointer) {
        utf8 = []
        var parser = Unicode.UTF8.ForwardParser(), rest = bytes.makeIterator(), position = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .emptyInput: return
            case .valid(let scalar):
                utf8 += bytes[position..<position + scalar.count]
                position += scalar.count
            case .error(let length):
                for byte in bytes[position..<position + length] { append(codePoint: 0xDC00 | UInt32(byte)) }
                position += length
            }
        }
    }

    public var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
    public var isEmpty: Bool { utf8.isEmpty }

    /// The text with U+FFFD in the place of each lone surrogate.
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    public mutating func append(codePoint point: UInt32) {
        switch point {
        case ..<0x80: utf8.append(UInt8(truncatingIfNeeded: point))
        case ..<0x800:
            utf8.append(UInt8(truncatingIfNeeded: 0xC0 | point >> 6))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
        case ..<0x10000:
            utf8.append(UInt8(truncatingIfNeeded: 0xE0 | point >> 12))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
        default:
            utf8.append(UInt8(truncatingIfNeeded: 0xF0 | point >> 18 & 0x07))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F))
            utf8.append(UInt8(truncatingIfNeeded: 0x80 | point & 0x3F))
        }
    }
}

extension PythonString: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral value: String) { self.init(value) }
}
