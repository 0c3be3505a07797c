/// One token: a trivial value that points into the source.
public struct Token: Sendable {
    public var kind: TokenKind
    /// What a name could mean where the grammar asks for it; the kind of such a token is ``TokenKind/name``.
    public var softKeyword: SoftKeyword
    /// How many brackets are open after this token.
    public var level: UInt16
    /// Where the text begins and ends in the bytes of ``SourceText``.
    public var start, end: Int32
    /// Lines from 1; columns in bytes from 0. A column is -1 where CPython gives none (some error and end tokens).
    public var line, column, endLine, endColumn: Int32
    /// The place in ``Tokenizer/debugTexts`` of the text of a self-documenting f-string field (`f"{x = }"`) that ends at this
    /// token; -1 for most tokens.
    public var debugText: Int32

    @inline(__always)
    public init(
        kind: TokenKind, softKeyword: SoftKeyword = .none, level: UInt16, start: Int32, end: Int32, line: Int32, column: Int32,
        endLine: Int32, endColumn: Int32, debugText: Int32 = -1
    ) {
        self.kind = kind
        self.softKeyword = softKeyword
        self.level = level
        self.start = start
        self.end = end
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
        self.debugText = debugText
    }

    public var range: SourceRange {
        @inline(__always) get { SourceRange(line: line, column: column, endLine: endLine, endColumn: endColumn) }
    }
}

/// Names that are keywords only in some places of the grammar.
public enum SoftKeyword: UInt8, Sendable { case none, case_, match, type, underscore }

/// The kinds of tokens: those of CPython's `token` module, each keyword a kind of its own.
public enum TokenKind: UInt8, Sendable {
    case endMarker, name, number, string, newline, indent, dedent
    case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
    case colon, comma, semicolon, plus, minus, star, slash, verticalBar, ampersand, less, greater, equal, dot, percent
    case equalEqual, notEqual, lessEqual, greaterEqual, tilde, circumflex, leftShift, rightShift, doubleStar
    case plusEqual, minusEqual, starEqual, slashEqual, percentEqual, ampersandEqual, verticalBarEqual, circumflexEqual
    case leftShiftEqual, rightShiftEqual, doubleStarEqual, doubleSlash, doubleSlashEqual, at, atEqual, arrow, ellipsis
    case colonEqual, exclamation
    /// A character that is no token of the language: `$`, `?` or a lone backquote.
    case other
    case typeIgnore, typeComment, fStringStart, fStringMiddle, fStringEnd
    /// The place where the tokenizer found an error.
    case error

    case false_, none, true_, and, as_, assert, async, await, break_, class_, continue_, def, del, elif, else_, except, finally
    case for_, from, global, if_, import_, in_, is_, lambda, nonlocal, not, or, pass, raise, return_, try_, while_, with, yield

    public var isKeyword: Bool {
        @inline(__always) get { rawValue >= TokenKind.false_.rawValue }
    }
}
