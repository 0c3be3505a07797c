// From bytes to the text of a program: byte order mark, cookie (PEP 263), line ends, and what can be wrong with them.
//
// In CPython: Parser/tokenizer/helpers.c (check_bom, check_coding_spec, ensure_utf8), file_tokenizer.c, string_tokenizer.c.

import KraitBytecode

/// What `decodeSource` gives; the memory belongs to who takes it.
struct DecodedSource {
    var base: UnsafeMutablePointer<UInt8>
    var count: Int
    var unreadableLine: CompileError?
    var isWellFormed = true
    var hasByteOrderMark = false
    var declaresEncoding = false
    var isFinalNewlineImplied = false
}

/// Zero bytes behind the text.
private let padding = 8

func decodeSource(
    _ bytes: UnsafeRawBufferPointer, origin: SourceText.Origin, filename: PythonString, addNewline: Bool
) throws(CompileError) -> DecodedSource {
    guard bytes.count < Int(Int32.max) - 64 else { throw CompileError(.memoryError, "") }
    var input = bytes.bindMemory(to: UInt8.self)
    var features = ByteFeatures(input)
    if origin != .file && features.hasNUL {
        throw CompileError(.syntaxError, "source code string cannot contain null bytes")
    }

    var hasByteOrderMark = false
    var encoding: String?
    if origin != .string {
        if input.starts(with: [0xEF, 0xBB, 0xBF]) {
            hasByteOrderMark = true
            encoding = "utf-8"
            input = UnsafeBufferPointer(rebasing: input[3...])
        }
        if let cookie = findCookie(input, checkingUTF8: origin == .file && features.hasNonASCII && !hasByteOrderMark) {
            if hasByteOrderMark && cookie != "utf-8" {
                throw encodingError("encoding problem: \(cookie) with BOM", origin)
            }
            encoding = cookie
        }
    }

    var decoded: DecodedSource
    if let encoding, encoding != "utf-8" {
        // A charmap can turn bytes of ASCII into others, but not where the lower half is ASCII, as it is in all we know.
        guard let codec = SourceCodec(named: encoding) else {
            throw encodingError(origin == .file ? "encoding problem: \(encoding)" : "unknown encoding: \(encoding)", origin)
        }
        var text: [UInt8] = []
        if let problem = codec.decode(input, into: &text) {
            throw encodingError(origin == .file ? "encoding problem: \(encoding)" : problem, origin)
        }
        // The encodings we know make at most three bytes of one.
        guard text.count < Int(Int32.max) - 64 else { throw CompileError(.memoryError, "") }
        decoded = text.withUnsafeBufferPointer { copyTranslatingNewlines($0, translate: features.hasCarriageReturn) }
        features.hasNonASCII = false
    } else {
        decoded = copyTranslatingNewlines(input, translate: features.hasCarriageReturn)
    }
    decoded.hasByteOrderMark = hasByteOrderMark
    decoded.declaresEncoding = encoding != nil

    let text = UnsafeBufferPointer(start: UnsafePointer(decoded.base), count: decoded.count)
    let invalid = features.hasNonASCII ? UTF8Decoding.firstInvalidByte(text) : nil
    if invalid != nil && (origin != .file || encoding != nil) { decoded.isWellFormed = false }
    let nul = features.hasNUL ? text.firstIndex(of: 0) : nil
    let unreadable = [decoded.isWellFormed ? invalid : nil, nul].compactMap { $0 }.min()
    if let unreadable {
        let start = (text[..<unreadable].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
        let line = text[..<start].count { $0 == UInt8(ascii: "\n") } + 1
        if unreadable == nul {
            decoded.unreadableLine = CompileError(
                .syntaxError, "source code cannot contain null bytes", line: line, column: 0, endLine: line, endColumn: 0,
                text: String(decoding: text[start..<unreadable], as: UTF8.self))
        } else {
            decoded.unreadableLine = CompileError(
                .syntaxError,
                "Non-UTF-8 code starting with '\\x\(hexadecimal(text[unreadable]))' in file \(filename) on line \(line), "
                    + "but no encoding declared; see https://peps.python.org/pep-0263/ for details")
        }
        decoded.count = start
    } else if addNewline && text.last != UInt8(ascii: "\n") && !(origin == .file && text.isEmpty) {
        decoded.base[decoded.count] = UInt8(ascii: "\n")
        decoded.count += 1
        decoded.isFinalNewlineImplied = true
    }
    (decoded.base + decoded.count).update(repeating: 0, count: padding)
    return decoded
}

/// An error before the first token. In CPython: _PyPegen_raise_tokenizer_init_error.
private func encodingError(_ message: String, _ origin: SourceText.Origin) -> CompileError {
    origin == .file
        ? CompileError(.syntaxError, message)
        : CompileError(.syntaxError, message, line: 0, column: -1)
}

func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
}

/// A copy of the bytes with `\n` for `\r\n` and `\r`, room for one more byte and for the padding behind them.
private func copyTranslatingNewlines(_ input: UnsafeBufferPointer<UInt8>, translate: Bool) -> DecodedSource {
    let place = UnsafeMutablePointer<UInt8>.allocate(capacity: input.count + 1 + padding)
    guard let start = input.baseAddress else { return DecodedSource(base: place, count: 0) }
    if !translate {
        place.initialize(from: start, count: input.count)
        return DecodedSource(base: place, count: input.count)
    }
    var count = 0
    var index = 0
    while index < input.count {
        var byte = input[index]
        index += 1
        if byte == UInt8(ascii: "\r") {
            byte = UInt8(ascii: "\n")
            if index < input.count && input[index] == UInt8(ascii: "\n") { index += 1 }
        }
        place[count] = byte
        count += 1
    }
    return DecodedSource(base: place, count: count)
}

/// What kinds of bytes a source has, found eight at a time.
private struct ByteFeatures {
    var hasNonASCII = false
    var hasCarriageReturn = false
    var hasNUL = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        let returns = ones &* 0x0D
        var nonASCII: UInt64 = 0
        var candidates: UInt64 = 0
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            nonASCII |= word
            let crossed = word ^ returns
            // A bit is set where a byte is 0 or 13, and by chance elsewhere: looked at again below.
            candidates |= ((word &- ones) & ~word) | ((crossed &- ones) & ~crossed)
            index += 8
        }
        hasNonASCII = nonASCII & highs != 0
        if candidates & highs != 0 {
            hasCarriageReturn = bytes.contains(0x0D)
            hasNUL = bytes.contains(0)
        }
        for byte in bytes[index...] {
            if byte >= 0x80 { hasNonASCII = true }
            if byte == 0x0D { hasCarriageReturn = true }
            if byte == 0 { hasNUL = true }
        }
    }
}

// MARK: - Cookies

/// The encoding that a comment in the first or second line names, normalized as CPython does it.
///
/// - Parameter checkingUTF8: a line that is not UTF-8 ends the search, since CPython refuses it before it reads on.
private func findCookie(_ input: UnsafeBufferPointer<UInt8>, checkingUTF8: Bool) -> String? {
    var rest = input[...]
    for _ in 0..<2 {
        let end = rest.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? rest.endIndex
        let line = rest[rest.startIndex..<end]
        if let cookie = cookie(in: line) { return cookie }
        // Only blank and comment lines may come before.
        let first = line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != 0x0C }
        guard first == nil || first == UInt8(ascii: "#"), end < rest.endIndex else { return nil }
        if checkingUTF8 && UTF8Decoding.firstInvalidByte(UnsafeBufferPointer(rebasing: line)) != nil { return nil }
        let isPair = rest[end] == UInt8(ascii: "\r") && end + 1 < rest.endIndex && rest[end + 1] == UInt8(ascii: "\n")
        rest = rest[(end + (isPair ? 2 : 1))...]
    }
    return nil
}

private func cookie(in line: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
    guard let hash = line.firstIndex(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") && $0 != 0x0C }),
        line[hash] == UInt8(ascii: "#")
    else { return nil }
    let word = Array("coding".utf8)
    var index = hash
    while index + word.count < line.endIndex {
        defer { index += 1 }
        guard line[index...].starts(with: word) else { continue }
        var start = index + word.count
        guard line[start] == UInt8(ascii: ":") || line[start] == UInt8(ascii: "=") else { continue }
        repeat { start += 1 } while start < line.endIndex && (line[start] == UInt8(ascii: " ") || line[start] == UInt8(ascii: "\t"))
        var end = start
        while end < line.endIndex && isEncodingNameByte(line[end]) { end += 1 }
        if start < end { return normalizedEncoding(line[start..<end]) }
    }
    return nil
}

private func isEncodingNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
    default: false
    }
}

/// The few spellings that the tokenizer knows by itself. In CPython: get_normal_name.
private func normalizedEncoding(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let text = String(decoding: name, as: UTF8.self)
    let start = String(decoding: text.utf8.prefix(12).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }, as: UTF8.self).lowercased()
    if start == "utf-8" || start.hasPrefix("utf-8-") { return "utf-8" }
    for latin in ["latin-1", "iso-8859-1", "iso-latin-1"] where start == latin || start.hasPrefix(latin + "-") { return "iso-8859-1" }
    return text
}
