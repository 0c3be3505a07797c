// What number tokens are worth.

import KraitBytecode

extension LiteralBuilder {
    /// The constant of a number token. In CPython: _PyPegen_number_token.
    public func number(_ token: Token) throws(CompileError) -> Expression {
        let text = source.text(token)
        if let version = options.featureVersion, version < 6, text.contains(UInt8(ascii: "_")) {
            throw tokenizer.error("Underscores in numeric literals are only supported in Python 3.6 and greater")
        }
        switch NumberLiteral.value(of: text) {
        case .value(let constant): return tree.expression(.constant(tree.constant(constant), isUnicodeKind: false), token.range)
        case .tooManyDigits(let count):
            // Without columns: nobody overlooks such a number.
            throw source.error(
                .syntaxError,
                "Exceeds the limit (\(NumberLiteral.maximumDigits) digits) for integer string conversion: value has \(count) digits; "
                    + "use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
                    + "decimal conversion limits.",
                line: Int(token.line), column: 0, endLine: Int(token.endLine), endColumn: 0)
        }
    }
}

enum NumberLiteral {
    enum Result {
        case value(Constant)
        case tooManyDigits(Int)
    }

    /// What `sys.get_int_max_str_digits()` is unless somebody changes it.
    static let maximumDigits = 4300

    /// The value of a token that the tokenizer accepted as a number.
    static func value(of text: UnsafeBufferPointer<UInt8>) -> Result {
        guard let last = text.last else { return .value(.int(0)) }
        if text.count > 2 && text[0] == UInt8(ascii: "0") {
            switch text[1] | 0x20 {
            case UInt8(ascii: "x"): return .value(.int(powerOfTwo(text[2...], bits: 4)))
            case UInt8(ascii: "o"): return .value(.int(powerOfTwo(text[2...], bits: 3)))
            case UInt8(ascii: "b"): return .value(.int(powerOfTwo(text[2...], bits: 1)))
            default: break
            }
        }
        if last | 0x20 == UInt8(ascii: "j") {
            return .value(.complex(real: 0, imaginary: float(UnsafeBufferPointer(rebasing: text.dropLast()))))
        }
        if let integer = integer(text) { return integer }
        return .value(.float(float(text)))
    }

    /// Digits with underscores; nil if there is anything else.
    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Result? {
        var value: UInt64 = 0
        var count = 0
        for byte in text {
            if byte == UInt8(ascii: "_") { continue }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
            count += 1
        }
        if count <= 18 { return .value(.int(BigInt(Int64(truncatingIfNeeded: value)))) }
        let digits = text.drop { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "_") }
        if digits.isEmpty { return .value(.int(0)) }
        if count > maximumDigits { return .tooManyDigits(count) }
        return .value(.int(decimal(digits)))
    }

    /// Eighteen digits at a time: quadratic, but of numbers that are limited.
    private static func decimal(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> BigInt {
        var result = BigInt(0)
        var chunk: UInt64 = 0
        var scale: UInt64 = 1
        for byte in digits where byte != UInt8(ascii: "_") {
            chunk = chunk * 10 + UInt64(byte &- UInt8(ascii: "0"))
            scale *= 10
            if scale == 1_000_000_000_000_000_000 {
                result = result * BigInt(scale) + BigInt(chunk)
                (chunk, scale) = (0, 1)
            }
        }
        return scale > 1 ? result * BigInt(scale) + BigInt(chunk) : result
    }

    /// Digits of two, eight or sixteen, of any count: packed from the last one on.
    private static func powerOfTwo(_ digits: Slice<UnsafeBufferPointer<UInt8>>, bits: Int) -> BigInt {
        var words: [UInt] = []
        var word: UInt = 0
        var filled = 0
        for byte in digits.reversed() where byte != UInt8(ascii: "_") {
            let digit = UInt(byte <= UInt8(ascii: "9") ? byte &- UInt8(ascii: "0") : (byte | 0x20) &- UInt8(ascii: "a") &+ 10)
            word |= digit << UInt(filled)
            filled += bits
            if filled >= UInt.bitWidth {
                words.append(word)
                filled -= UInt.bitWidth
                word = digit >> UInt(bits - filled)
            }
        }
        if words.isEmpty { return BigInt(word) }
        words.append(word)
        return BigInt(BigUInt(words: words))
    }

    /// The nearest double, ties to even; infinity where it is too large.
    static func float(_ text: UnsafeBufferPointer<UInt8>) -> Double {
        var mantissa: UInt64 = 0
        var digits = 0
        var exponent = 0
        var index = 0
        var isFraction = false
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte == UInt8(ascii: "_") { continue }
            if byte == UInt8(ascii: ".") {
                isFraction = true
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            if mantissa != 0 { digits += 1 }
            if isFraction { exponent -= 1 }
        }
        if digits <= 15 {
            if mantissa == 0 { return 0 }
            // Behind the `e`: at most a few digits matter here, longer ones take the other way.
            if index < text.count || isExponentMark(text.last) {
                var written = 0
                var isNegative = false
                for byte in text[min(index, text.count)...] {
                    if byte == UInt8(ascii: "-") { isNegative = true }
                    let digit = byte &- UInt8(ascii: "0")
                    if digit < 10 && written < 10_000 { written = written * 10 + Int(digit) }
                }
                exponent += isNegative ? -written : written
            }
            // Both factors are exact, so the result is rounded once.
            if exponent >= 0 && exponent <= 22 { return Double(mantissa) * powersOfTen[exponent] }
            if exponent < 0 && exponent >= -22 { return Double(mantissa) / powersOfTen[-exponent] }
        }
        // Swift's conversion is correctly rounded and knows no locale.
        return Double(String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)) ?? 0
    }

    private static func isExponentMark(_ byte: UInt8?) -> Bool { byte.map { $0 | 0x20 == UInt8(ascii: "e") } ?? false }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ]
}
