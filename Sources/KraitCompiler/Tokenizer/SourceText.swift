import KraitBytecode

/// A program as the tokenizer reads it: UTF-8 with `\n` as the only line end.
public final class SourceText {
    /// Where the bytes come from. CPython checks and reports some errors differently.
    public enum Origin: Sendable {
        /// A file: `python3.13 FILE`.
        case file
        /// Bytes given to `compile()`.
        case bytes
        /// A `str` given to `compile()`: already decoded, cookies are not looked at.
        case string
    }

    public let filename: PythonString
    public let origin: Origin
    /// The text, followed by a zero byte.
    public let base: UnsafePointer<UInt8>
    public let count: Int

    public init(_ bytes: UnsafeRawBufferPointer, origin: Origin, filename: PythonString) throws(CompileError) {
        self.filename = filename
        self.origin = origin
        let place = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + 1)
        for index in 0..<bytes.count { place[index] = bytes[index] }
        place[bytes.count] = 0
        base = UnsafePointer(place)
        count = bytes.count
    }

    deinit { UnsafeMutablePointer(mutating: base).deallocate() }

    /// The bytes of a token, valid as long as the source is.
    @inline(__always)
    public func text(_ token: Token) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + Int(token.start), count: Int(token.end - token.start))
    }

    /// The bytes of a line (from 1), without its line end; empty behind the last one.
    public func line(_ number: Int) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: 0) }

    /// An error with the line's text, its byte columns (from 0) turned to those of Python (code points from 1).
    /// A column of -1 stays what CPython makes of it (`RAISE_ERROR_KNOWN_LOCATION`).
    public func error(_ category: CompileError.Category = .syntaxError, _ message: String, at range: SourceRange) -> CompileError {
        CompileError(category, message, line: Int(range.line), column: Int(range.column + 1))
    }
}
