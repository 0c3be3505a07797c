import KraitUnicode

/// Why a constant has no `repr()`.
public enum ReprError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An int of more than 4300 digits: CPython raises ValueError.
    case integerTooLong
    /// The text would be longer than the limit. Tuples that share parts can stand for texts of any length.
    case textTooLong

    public var description: String {
        switch self {
        case .integerTooLong:
            "ValueError: Exceeds the limit (4300 digits) for integer string conversion; "
                + "use sys.set_int_max_str_digits() to increase the limit"
        case .textTooLong: "MemoryError"
        }
    }
}

/// The numbers that stand for the addresses of code objects in `<code object f at 0x…>`.
///
/// CPython prints where the object lies in memory, which is another place each time. Here an object has the number of its first
/// appearance in the text, from 1 on: the same text each time, and the same number where it is the same object.
public struct CodeAddresses: Sendable {
    private var numbers: [ObjectIdentifier: Int] = [:]
    /// Keeps the objects alive, so that no two of them have the same identity.
    private var codes: [CodeObject] = []

    public init() {}

    public mutating func address(of code: CodeObject) -> Int {
        if let known = numbers[ObjectIdentifier(code)] { return known }
        codes.append(code)
        numbers[ObjectIdentifier(code)] = codes.count
        return codes.count
    }
}

extension Constant {
    /// What Python's `repr()` gives, in UTF-8.
    ///
    /// The elements of a frozenset come in the order in which CPython has them when `PYTHONHASHSEED` is 0.
    public func repr(limit: Int = 1 << 28) throws(ReprError) -> [UInt8] {
        var output: [UInt8] = []
        var addresses = CodeAddresses()
        try appendRepr(to: &output, addresses: &addresses, limit: limit)
        return output
    }

    /// Appends what ``repr(limit:)`` gives. Throws when `output` gets longer than `limit` bytes.
    public func appendRepr(
        to output: inout [UInt8], addresses: inout CodeAddresses, limit: Int = 1 << 28
    ) throws(ReprError) {
        /// What remains to be written, the next at the end: a loop instead of recursion, because values nest deeply.
        enum Pending {
            case constant(Constant)
            case text(StaticString)
        }
        var pending = [Pending.constant(self)]
        while let next = pending.popLast() {
            if output.count > limit { throw .textTooLong }
            let constant: Constant
            switch next {
            case .text(let text):
                output.append(text)
                continue
            case .constant(let value): constant = value
            }
            switch constant {
            case .none: output.append("None")
            case .ellipsis: output.append("Ellipsis")
            case .bool(let value): output.append(value ? "True" : "False")
            case .int(let value):
                // 4300 decimal digits are 14285 bits.
                if value.magnitude.bitWidth > 14_300 { throw .integerTooLong }
                let digits = value.description.utf8
                if digits.count - (value.signum() < 0 ? 1 : 0) > 4300 { throw .integerTooLong }
                output.append(contentsOf: digits)
            case .float(let value): appendFloat(value, to: &output, decimalPoint: true)
            case .complex(let real, let imaginary): appendComplex(real, imaginary, to: &output)
            case .string(let value): value.appendRepr(to: &output)
            case .bytes(let value): appendBytesRepr(value, to: &output)
            case .tuple(let items):
                output.append("(")
                pending.append(.text(items.count == 1 ? ",)" : ")"))
                for (index, item) in items.enumerated().reversed() {
                    pending.append(.constant(item))
                    if index > 0 { pending.append(.text(", ")) }
                }
            case .frozenSet(let items):
                output.append(items.isEmpty ? "frozenset(" : "frozenset({")
                pending.append(.text(items.isEmpty ? ")" : "})"))
                for (index, item) in Constant.orderInSet(items).enumerated().reversed() {
                    pending.append(.constant(item))
                    if index > 0 { pending.append(.text(", ")) }
                }
            case .code(let code): code.appendRepr(to: &output, addresses: &addresses)
            }
        }
        if output.count > limit { throw .textTooLong }
    }
}

extension CodeObject {
    /// Appends `<code object NAME at 0xADDRESS, file "FILE", line LINE>`.
    public func appendRepr(to output: inout [UInt8], addresses: inout CodeAddresses) {
        output.append("<code object ")
        output.append(contentsOf: fields.name.utf8)
        output.append(" at 0x")
        output.append(contentsOf: String(addresses.address(of: self), radix: 16).utf8)
        output.append(", file \"")
        output.append(contentsOf: fields.filename.utf8)
        output.append("\", line ")
        output.append(contentsOf: String(fields.firstLine == 0 ? -1 : fields.firstLine).utf8)
        output.append(">")
    }
}

extension PythonString {
    /// What Python's `repr()` gives, in UTF-8.
    public var repr: [UInt8] {
        var output: [UInt8] = []
        appendRepr(to: &output)
        return output
    }

    /// Appends what Python's `repr()` gives. In CPython: Objects/unicodeobject.c, unicode_repr.
    public func appendRepr(to output: inout [UInt8]) {
        let quote = quoteForRepr(utf8)
        output.append(quote)
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte < 0x80 {
                appendEscapedASCII(byte, quote: quote, to: &output)
                index += 1
                continue
            }
            let (point, length) = codePoint(at: index)
            if isPrintable(point) {
                output.append(contentsOf: utf8[index..<index + length])
            } else if point <= 0xFF {
                output.append("\\x")
                appendHexadecimal(point, digits: 2, to: &output)
            } else if point <= 0xFFFF {
                output.append("\\u")
                appendHexadecimal(point, digits: 4, to: &output)
            } else {
                output.append("\\U")
                appendHexadecimal(point, digits: 8, to: &output)
            }
            index += length
        }
        output.append(quote)
    }

    /// The code point that begins at a byte, and how many bytes it takes; bytes that begin none stand for themselves.
    func codePoint(at index: Int) -> (point: UInt32, length: Int) {
        let first = UInt32(utf8[index])
        let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length > 1, index + length <= utf8.count else { return (first, 1) }
        var point = first & (0x7F >> UInt32(length))
        for offset in 1..<length { point = point << 6 | UInt32(utf8[index + offset] & 0x3F) }
        return (point, length)
    }
}

extension [UInt8] {
    /// Appends ASCII text that is part of the program.
    mutating func append(_ text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// Appends what Python's `repr()` gives for bytes. In CPython: Objects/bytesobject.c, PyBytes_Repr.
func appendBytesRepr(_ bytes: [UInt8], to output: inout [UInt8]) {
    let quote = quoteForRepr(bytes)
    output.append("b")
    output.append(quote)
    for byte in bytes {
        if byte < 0x80 {
            appendEscapedASCII(byte, quote: quote, to: &output)
        } else {
            output.append("\\x")
            appendHexadecimal(UInt32(byte), digits: 2, to: &output)
        }
    }
    output.append(quote)
}

/// Single quotes, unless the text has single quotes and no double ones.
private func quoteForRepr(_ bytes: [UInt8]) -> UInt8 {
    bytes.contains(UInt8(ascii: "'")) && !bytes.contains(UInt8(ascii: "\"")) ? UInt8(ascii: "\"") : UInt8(ascii: "'")
}

private func appendEscapedASCII(_ byte: UInt8, quote: UInt8, to output: inout [UInt8]) {
    switch byte {
    case quote, UInt8(ascii: "\\"):
        output.append("\\")
        output.append(byte)
    case 0x09: output.append("\\t")
    case 0x0A: output.append("\\n")
    case 0x0D: output.append("\\r")
    case ..<0x20, 0x7F:
        output.append("\\x")
        appendHexadecimal(UInt32(byte), digits: 2, to: &output)
    default: output.append(byte)
    }
}

private func appendHexadecimal(_ value: UInt32, digits: Int, to output: inout [UInt8]) {
    for position in (0..<digits).reversed() {
        let digit = UInt8(truncatingIfNeeded: value >> UInt32(4 * position) & 15)
        output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
}

// MARK: - Floating-point numbers

/// The shortest digits that read back as the same number, with an exponent below 1e-4 and from 1e16 on.
/// In CPython: Python/pystrtod.c, format_float_short with format code 'r'.
private func appendFloat(_ value: Double, to output: inout [UInt8], decimalPoint: Bool) {
    if value.isNaN { return output.append("nan") }
    if value.sign == .minus { output.append("-") }
    if value.isInfinite { return output.append("inf") }

    // Swift finds the same shortest digits; only their arrangement differs: take them apart.
    var digits: [UInt8] = []
    var pointPosition: Int?
    var exponent = 0
    var rest = Substring(value.magnitude.description)
    if let mark = rest.firstIndex(of: "e") {
        exponent = Int(rest[rest.index(after: mark)...]) ?? 0
        rest = rest[..<mark]
    }
    for byte in rest.utf8 {
        if byte == UInt8(ascii: ".") { pointPosition = digits.count } else { digits.append(byte) }
    }
    // The number is 0.DIGITS × 10^magnitude.
    var magnitude = (pointPosition ?? digits.count) + exponent
    let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leadingZeros)
    magnitude -= leadingZeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty {
        digits = [UInt8(ascii: "0")]
        magnitude = 1
    }

    if magnitude > 16 || magnitude < -3 {
        output.append(digits[0])
        if digits.count > 1 {
            output.append(".")
            output.append(contentsOf: digits[1...])
        }
        let power = magnitude - 1
        output.append(power < 0 ? "e-" : "e+")
        if power.magnitude < 10 { output.append("0") }
        output.append(contentsOf: String(power.magnitude).utf8)
    } else if magnitude <= 0 {
        output.append("0.")
        for _ in 0..<(-magnitude) { output.append("0") }
        output.append(contentsOf: digits)
    } else if digits.count > magnitude {
        output.append(contentsOf: digits[..<magnitude])
        output.append(".")
        output.append(contentsOf: digits[magnitude...])
    } else {
        output.append(contentsOf: digits)
        for _ in digits.count..<magnitude { output.append("0") }
        if decimalPoint { output.append(".0") }
    }
}

/// In CPython: Objects/complexobject.c, complex_repr.
private func appendComplex(_ real: Double, _ imaginary: Double, to output: inout [UInt8]) {
    if real == 0, real.sign == .plus {
        appendFloat(imaginary, to: &output, decimalPoint: false)
        return output.append("j")
    }
    output.append("(")
    appendFloat(real, to: &output, decimalPoint: false)
    if imaginary.isNaN || imaginary.sign == .plus { output.append("+") }
    appendFloat(imaginary, to: &output, decimalPoint: false)
    output.append("j)")
}
