import KraitBytecode

/// A program as the tokenizer reads it: UTF-8 with `\n` as the only line end.
///
///     base ──▶ x = 1 \n  y = 2 \n  0 0 0 0 0 0 0 0
///              └──── count ─────┘  └── padding ──┘
///
/// The padding lets a reader look ahead, and load a word, without asking for the end: no text contains a zero byte. Where CPython
/// cannot read a line (a NUL, a byte that is not UTF-8), the text ends before it and ``unreadableLine`` says what to raise there.
public final class SourceText {
    /// Where the bytes come from. CPython checks and reports some errors differently.
    public enum Origin: Sendable {
        /// A file: `python3.13 FILE`.
        case file
        /// Bytes given to `compile()`.
        case bytes
        /// A `str` given to `compile()`: already decoded, neither byte order mark nor cookie mean anything.
        case string
    }

    public let filename: PythonString
    public let origin: Origin
    /// The text, followed by at least eight zero bytes.
    public let base: UnsafePointer<UInt8>
    public let count: Int
    /// Raised by the tokenizer when it comes to the end of the text; nil if the text is all there is.
    let unreadableLine: CompileError?
    /// Whether the text is UTF-8. CPython does not look at every byte when it is told that a source is UTF-8, so names and
    /// strings have to be looked at one by one if not.
    let isWellFormed: Bool
    /// The file began with a byte order mark: it is not in the text, but errors show it.
    let hasByteOrderMark: Bool
    /// A cookie or a byte order mark says what the encoding is.
    let declaresEncoding: Bool
    /// The last line had no line end of its own.
    let isFinalNewlineImplied: Bool

    /// Decodes a program (PEP 263).
    ///
    /// - Parameter mode: A program of mode `exec` ends in a newline, which is added if need be.
    /// - Throws: What CPython raises before it reads a token: an unknown encoding, NUL bytes in a string.
    public convenience init(
        _ bytes: UnsafeRawBufferPointer, origin: Origin, filename: PythonString, mode: CompileOptions.Mode = .exec
    ) throws(CompileError) {
        let decoded = try decodeSource(bytes, origin: origin, filename: filename, addNewline: mode == .exec)
        self.init(decoded, origin, filename)
    }

    /// Takes a program that is at hand as a `str`.
    public convenience init(_ text: PythonString, filename: PythonString, mode: CompileOptions.Mode = .exec) throws(CompileError) {
        let decoded = try text.utf8.withUnsafeBufferPointer { bytes throws(CompileError) in
            try decodeSource(UnsafeRawBufferPointer(bytes), origin: .string, filename: filename, addNewline: mode == .exec)
        }
        self.init(decoded, .string, filename)
    }

    private init(_ decoded: DecodedSource, _ origin: Origin, _ filename: PythonString) {
        self.filename = filename
        self.origin = origin
        base = UnsafePointer(decoded.base)
        count = decoded.count
        unreadableLine = decoded.unreadableLine
        isWellFormed = decoded.isWellFormed
        hasByteOrderMark = decoded.hasByteOrderMark && origin == .file
        declaresEncoding = decoded.declaresEncoding
        isFinalNewlineImplied = decoded.isFinalNewlineImplied
    }

    deinit { UnsafeMutablePointer(mutating: base).deallocate() }

    /// The bytes of a token, valid as long as the source is.
    @inline(__always)
    public func text(_ token: Token) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: base + Int(token.start), count: Int(token.end) - Int(token.start))
    }

    /// The bytes of a line (from 1) without its line end; empty behind the last one. The first call looks for all lines.
    public func line(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        guard number >= 1, number <= lineStarts.count else { return UnsafeBufferPointer(start: base + count, count: 0) }
        let start = Int(lineStarts[number - 1])
        var end = number < lineStarts.count ? Int(lineStarts[number]) : count
        if end > start && base[end - 1] == UInt8(ascii: "\n") { end -= 1 }
        return UnsafeBufferPointer(start: base + start, count: end - start)
    }

    /// Only errors and warnings ask for lines, but there can be many of them.
    private lazy var lineStarts: [Int32] = {
        var starts: [Int32] = count == 0 ? [] : [0]
        for index in 0..<count where base[index] == UInt8(ascii: "\n") && index + 1 < count {
            starts.append(Int32(truncatingIfNeeded: index + 1))
        }
        return starts
    }()
}
