// The clean-up of docstrings that the compiler does.
//
// In CPython: _PyCompile_CleanDoc, Python/compile.c.

import KraitBytecode

/// A docstring with tabs expanded and the common indentation removed. Blank lines at its ends stay, as opposed to
/// `inspect.cleandoc`.
///
/// Throws where CPython raises `UnicodeEncodeError`: a docstring with lone surrogates.
func cleanedDocstring(_ text: PythonString) throws(CompileError) -> PythonString {
    let newline = UInt8(ascii: "\n"), space = UInt8(ascii: " ")
    let bytes = expandingTabs(text.utf8)
    if let error = surrogateError(bytes) { throw error }

    var margin = Int.max
    var index = (bytes.firstIndex(of: newline) ?? bytes.count - 1) + 1
    while index < bytes.count {
        let start = index
        while index < bytes.count && bytes[index] == space { index += 1 }
        if index < bytes.count && bytes[index] != newline { margin = min(margin, index - start) }
        while index < bytes.count && bytes[index] != newline { index += 1 }
        index += 1
    }
    if margin == Int.max { margin = 0 }

    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    index = 0
    while index < bytes.count && bytes[index] == space { index += 1 }
    if index == 0 && margin == 0 { return PythonString(uncheckedUTF8: bytes) }
    var isFirst = true
    while index < bytes.count {
        if !isFirst {
            var removed = 0
            while removed < margin && index < bytes.count && bytes[index] == space {
                index += 1
                removed += 1
            }
        }
        isFirst = false
        while index < bytes.count {
            result.append(bytes[index])
            index += 1
            if bytes[index - 1] == newline { break }
        }
    }
    return PythonString(uncheckedUTF8: result)
}

/// `str.expandtabs()`: a column is a code point, lines end at `\n` and `\r`.
private func expandingTabs(_ bytes: [UInt8]) -> [UInt8] {
    if !bytes.contains(UInt8(ascii: "\t")) { return bytes }
    var result: [UInt8] = []
    var column = 0
    for byte in bytes {
        switch byte {
        case UInt8(ascii: "\t"):
            let width = 8 - column % 8
            for _ in 0..<width { result.append(UInt8(ascii: " ")) }
            column += width
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            result.append(byte)
            column = 0
        default:
            result.append(byte)
            if byte & 0xC0 != 0x80 { column += 1 }
        }
    }
    return result
}

private func surrogateError(_ bytes: [UInt8]) -> CompileError? {
    var position = 0
    for index in bytes.indices {
        if bytes[index] == 0xED, index + 2 < bytes.count, bytes[index + 1] >= 0xA0 {
            let point = UInt32(0xD000) | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
            return CompileError(
                .unicodeEncodeError,
                "'utf-8' codec can't encode character '\\u\(String(point, radix: 16))' in position \(position): surrogates not allowed")
        }
        if bytes[index] & 0xC0 != 0x80 { position += 1 }
    }
    return nil
}
