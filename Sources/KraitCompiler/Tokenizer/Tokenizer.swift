import KraitBytecode

/// Turns a source into tokens, one at a time.
///
/// In CPython: Parser/lexer/lexer.c.
public final class Tokenizer {
    public let source: SourceText
    /// Brackets that are open now.
    public internal(set) var level = 0
    /// Line of the character that is read next, from 1.
    public internal(set) var line: Int32 = 1
    /// Texts of self-documenting fields, as offsets into the source; see ``Token/debugText``.
    public internal(set) var debugTexts: [(start: Int32, end: Int32)] = []

    public init(_ source: SourceText, options: CompileOptions) { self.source = source }

    /// The next token; after the end of the source, end markers forever.
    public func next() throws(CompileError) -> Token {
        Token(kind: .endMarker, level: 0, start: 0, end: 0, line: 1, column: 0, endLine: 1, endColumn: 0)
    }

    /// The token that stands where ``next()`` threw: pegen counts it as fetched, errors may be placed at it.
    public internal(set) var errorToken: Token?

    /// The innermost open bracket: its character, line (from 1) and byte column (from 0).
    public var openBracket: (character: UInt8, line: Int32, column: Int32)? { nil }
}
