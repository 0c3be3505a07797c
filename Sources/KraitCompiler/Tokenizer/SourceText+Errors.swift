// Errors at places of the source: lines and columns as Python counts them.

import KraitBytecode

extension SourceText {
    /// An error that covers a range. In CPython: RAISE_ERROR_KNOWN_LOCATION.
    ///
    /// - Parameter range: Columns in bytes; where one is -1, Python's is 0.
    public func error(_ category: CompileError.Category = .syntaxError, _ message: String, at range: SourceRange) -> CompileError {
        error(
            category, message, line: Int(range.line), column: Int(range.column) + 1, endLine: Int(range.endLine),
            endColumn: Int(range.endColumn) + 1)
    }

    /// An error whose columns count bytes from 1, of a line unless other text is given.
    /// In CPython: _PyPegen_raise_error_known_location.
    func error(
        _ category: CompileError.Category, _ message: String, line: Int, column: Int, endLine: Int, endColumn: Int,
        text other: UnsafeBufferPointer<UInt8>? = nil
    ) -> CompileError {
        let text = Array(String(decoding: other.map(Array.init) ?? shownLine(line), as: UTF8.self).utf8)
        return CompileError(
            category, message, line: line, column: characterOffset(text, column), endLine: endLine,
            endColumn: endColumn > 0 ? characterOffset(text, endColumn) : endColumn, text: String(decoding: text, as: UTF8.self))
    }

    /// The line as errors show it: the end of the line included, of a long line in a file no more than the last part.
    func shownLine(_ number: Int) -> [UInt8] {
        let line = line(number)
        var shown: [UInt8] = number == 1 && hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
        shown.append(contentsOf: line)
        // A line end that is in the text and was in the source.
        let rest = line.baseAddress.map { base + count - ($0 + line.count) } ?? 0
        if rest > 1 || rest == 1 && !isFinalNewlineImplied { shown.append(UInt8(ascii: "\n")) }
        guard origin == .file, let start = Self.lastChunk(of: shown), start > 0 else { return shown }
        let chunk = Array(shown[start...])
        // Without a cookie CPython insists on UTF-8, and takes the line from its buffer if a character was cut.
        let isWhole = declaresEncoding || chunk.withUnsafeBufferPointer { UTF8Decoding.firstInvalidByte($0) == nil }
        return isWhole ? chunk : shown
    }

    /// Where in a line of a file the last part begins that CPython reads, 999 bytes at a time: that is what errors show. nil if
    /// the line ends with a whole part and no line end, which CPython takes for the end of the file.
    ///
    /// In CPython: Python/errors.c, err_programtext.
    static func lastChunk(of line: some Collection<UInt8>) -> Int? {
        let rest = line.count % 999
        if rest != 0 || line.isEmpty { return line.count - rest }
        return line.suffix(1).elementsEqual([UInt8(ascii: "\n")]) ? line.count - 999 : nil
    }

    /// How many characters the first bytes of a line are. In CPython: _PyPegen_byte_offset_to_character_offset.
    private func characterOffset(_ line: [UInt8], _ byteOffset: Int) -> Int {
        if byteOffset <= 0 { return byteOffset }
        // CPython's lines end in a zero byte, which counts as a character.
        let isBehind = byteOffset > line.count
        let count = line.withUnsafeBufferPointer {
            UTF8Decoding.characterCount(UnsafeBufferPointer(rebasing: $0[..<min(byteOffset, line.count)]))
        }
        return count + (isBehind ? 1 : 0)
    }
}
