import KraitBytecode
import KraitUnicode

/// Turns a source into tokens, one at a time: CPython's parser takes them as it needs them, so an error shows only when the
/// parser gets there.
///
/// An f-string comes as a start, texts and an end, with the tokens of its fields between them; `strings` holds how far we
/// are in each of those that are open:
///
///     f'a{b:{c}}'    fStringStart `f'`   fStringMiddle `a`   { b :   fStringMiddle ``   { c }   fStringMiddle ``   }   fStringEnd `'`
///                    └─ text ──────────────────────────────┘ field └─ text ───────────┘ field └─ text ───────────┘ field └─ text
///
/// In CPython: Parser/lexer/lexer.c.
public final class Tokenizer {
    typealias Pointer = UnsafePointer<UInt8>

    public let source: SourceText
    public let options: CompileOptions

    let base: Pointer
    /// Behind the text: a zero byte, as nowhere in it.
    let end: Pointer
    let classes = ByteClasses.shared
    let keywords = KeywordTable.shared

    // Nothing below is ever accessed twice at a time, so there is no need to check that at run time: it took a third of the time.

    /// What is read next.
    @exclusivity(unchecked) var cursor: Pointer
    /// Where the line begins that the last byte read was in.
    @exclusivity(unchecked) var lineStart: Pointer
    /// Its number, from 1. It moves on when the first byte of the next line is looked at.
    @exclusivity(unchecked) public internal(set) var line: Int32 = 0
    /// Where CPython's buffer begins: the first line of the token. Some columns count from here.
    @exclusivity(unchecked) var bufferStart: Pointer
    /// The indentation comes next.
    @exclusivity(unchecked) var atLineStart = true

    /// Columns of the open blocks, with tabs to multiples of eight and with tabs of one: both must agree.
    @exclusivity(unchecked) var indents: [(column: Int, alternative: Int)] = [(0, 0)]
    /// Indents to return, or dedents if negative.
    @exclusivity(unchecked) var pendingIndents = 0

    struct Bracket {
        var character: UInt8
        var line: Int32
        var column: Int32
    }
    /// Brackets that are open.
    let brackets: UnsafeMutablePointer<Bracket>
    @exclusivity(unchecked) public internal(set) var level = 0

    /// f-strings that are open, the innermost last.
    @exclusivity(unchecked) var strings: [OpenString] = []
    /// The innermost f-string goes on with text, not with tokens of a field.
    @exclusivity(unchecked) var isInText = false

    /// Texts of self-documenting fields, as offsets into the source; see ``Token/debugText``.
    @exclusivity(unchecked) public internal(set) var debugTexts: [(start: Int32, end: Int32)] = []
    /// The token that was returned last; where errors of literals go.
    @exclusivity(unchecked) private(set) var lastToken = Token(kind: .endMarker, level: 0, start: 0, end: 0, line: 0, column: 0, endLine: 0, endColumn: 0)
    /// What was thrown, and why.
    @exclusivity(unchecked) var failure: (error: CompileError, reason: FailureReason)?
    /// The parser gave up, and only looks for errors further on.
    public var isBeyondParser = false
    /// The end of the text was read.
    @exclusivity(unchecked) var isAtEnd = false

    public init(_ source: SourceText, options: CompileOptions) {
        self.source = source
        self.options = options
        base = source.base
        end = source.base + source.count
        cursor = base
        lineStart = base
        bufferStart = base
        brackets = .allocate(capacity: Tokenizer.maximumNesting)
    }

    deinit { brackets.deallocate() }

    static let maximumNesting = 200
    static let maximumIndents = 100

    /// The next token; after the end of the source, end markers forever. Once it threw, it throws the same again.
    ///
    /// Comments `# type: …` and `# type: ignore…` are tokens if `options.typeComments`.
    public func next() throws(CompileError) -> Token {
        if let failure { throw failure.error }
        let token = isInText ? try nextInText() : try nextOfCode()
        lastToken = token
        return token
    }

    /// Ends all open blocks: dedents come next. In CPython, the parser does this at the end of a single statement.
    public func closeBlocks() {
        guard indents.count > 1 else { return }
        pendingIndents = 1 - indents.count
        indents.removeLast(indents.count - 1)
    }

    /// The innermost open bracket: its character, line (from 1) and byte column (from 0).
    public var openBracket: (character: UInt8, line: Int32, column: Int32)? {
        guard level > 0 else { return nil }
        let bracket = brackets[level - 1]
        return (bracket.character, bracket.line, bracket.column)
    }

    // MARK: - Making tokens

    @inline(__always)
    func offset(_ place: Pointer) -> Int32 { Int32(truncatingIfNeeded: place - base) }

    @inline(__always)
    func column(_ place: Pointer) -> Int32 { Int32(truncatingIfNeeded: place - lineStart) }

    /// A token within one line; the next one begins where it ends.
    @inline(__always)
    func token(_ kind: TokenKind, _ start: Pointer, _ end: Pointer) -> Token {
        cursor = end
        return Token(
            kind: kind, level: UInt16(truncatingIfNeeded: level), start: offset(start), end: offset(end), line: line,
            column: column(start), endLine: line, endColumn: column(end))
    }

    /// A token without text or column: indents, dedents, the end.
    func emptyToken(_ kind: TokenKind, _ place: Pointer) -> Token {
        cursor = place
        return Token(
            kind: kind, level: UInt16(truncatingIfNeeded: level), start: offset(place), end: offset(place), line: line, column: -1,
            endLine: line, endColumn: -1)
    }

    // MARK: - Lines

    /// To be called before the first byte of a line is looked at. False at the end of the text.
    @inline(__always)
    func beginLine(_ place: Pointer, isInToken: Bool) throws(CompileError) -> Bool {
        if place == end {
            try reachEnd(isInToken: isInToken)
            return false
        }
        line &+= 1
        lineStart = place
        if !isInToken { bufferStart = place }
        return true
    }

    @inline(never)
    func reachEnd(isInToken: Bool) throws(CompileError) {
        cursor = end
        isAtEnd = true
        // Before it reads on, CPython's reader of files goes back to the start of its buffer, if no token is begun.
        if source.origin == .file && !isInToken { bufferStart = end }
        if let error = source.unreadableLine { throw fail(error, .raised) }
    }

    /// Goes on behind a backslash: the first byte of the next line.
    func continueLine(_ place: Pointer, isInToken: Bool) throws(CompileError) -> Pointer {
        guard place.pointee == UInt8(ascii: "\n") else {
            throw failAtContinuation(place == end ? place : place + 1)
        }
        let next = place + 1
        if try !beginLine(next, isInToken: isInToken) { throw failAtEnd() }
        return next
    }

    /// Reads the indentation of a line; nil if the line is blank or holds but a comment.
    private func readIndentation(_ start: Pointer) throws(CompileError) -> (place: Pointer, isBlank: Bool) {
        var place = start
        _ = try beginLine(place, isInToken: !strings.isEmpty && source.origin == .file)
        var columns = 0
        var alternative = 0
        var continued = 0
        while true {
            let byte = place.pointee
            if byte == UInt8(ascii: " ") {
                columns &+= 1
                alternative &+= 1
            } else if byte == UInt8(ascii: "\t") {
                columns = (columns | 7) &+ 1
                alternative &+= 1
            } else if byte == 0x0C {
                columns = 0
                alternative = 0
            } else if byte == UInt8(ascii: "\\") {
                // What stands before the first backslash is the indentation, whatever the next line begins with.
                if continued == 0 { continued = columns }
                place = try continueLine(place + 1, isInToken: false)
                continue
            } else {
                break
            }
            place += 1
        }
        let byte = place.pointee
        if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\n") { return (place, true) }
        if level == 0 {
            if continued != 0 { (columns, alternative) = (continued, continued) }
            let current = indents[indents.count - 1]
            if columns != current.column || alternative != current.alternative {
                try changeIndentation(columns, alternative, current)
            }
        }
        return (place, false)
    }

    private func changeIndentation(_ columns: Int, _ alternative: Int, _ current: (column: Int, alternative: Int)) throws(CompileError) {
        if columns == current.column { throw failAtIndentation(.inconsistentTabs) }
        if columns > current.column {
            if indents.count >= Tokenizer.maximumIndents { throw failAtIndentation(.tooManyIndents) }
            if alternative <= current.alternative { throw failAtIndentation(.inconsistentTabs) }
            pendingIndents += 1
            indents.append((columns, alternative))
            return
        }
        while let last = indents.last, indents.count > 1, columns < last.column {
            pendingIndents -= 1
            indents.removeLast()
        }
        let outer = indents[indents.count - 1]
        if columns != outer.column { throw failAtIndentation(.unknownDedent) }
        if alternative != outer.alternative { throw failAtIndentation(.inconsistentTabs) }
    }

    // MARK: - Tokens of code

    func nextOfCode() throws(CompileError) -> Token {
        var place = cursor
        while true {
            var isBlank = false
            if atLineStart {
                atLineStart = false
                (place, isBlank) = try readIndentation(place)
                if pendingIndents != 0 {
                    cursor = place
                    return pendingIndent()
                }
            } else if pendingIndents != 0 {
                return pendingIndent()
            }

            while true {
                while classes[place.pointee] == .space { place += 1 }
                let start = place
                let byte = place.pointee
                switch classes[byte] {
                case .name: return try name(start)
                case .punctuation: return try operatorToken(start)
                case .openBracket, .closeBracket: return try bracket(start)
                case .quote: return try string(start, prefixLength: 0)
                case .digit: return try number(start)
                case .dot:
                    if classes[start[1]] == .digit { return try number(start) }
                    if start[1] == UInt8(ascii: ".") && start[2] == UInt8(ascii: ".") { return token(.ellipsis, start, start + 3) }
                    return token(.dot, start, start + 1)
                case .newline:
                    atLineStart = true
                    place += 1
                    if !isBlank && level == 0 { return token(.newline, start, place) }
                case .comment:
                    while place.pointee != UInt8(ascii: "\n") && place != end { place += 1 }
                    if options.typeComments, let token = typeComment(start, place, isBlank) { return token }
                    if place == end { continue }
                    // The newline begins where the comment does.
                    atLineStart = true
                    place += 1
                    if !isBlank && level == 0 { return token(.newline, start, place) }
                case .backslash:
                    place = try continueLine(start + 1, isInToken: true)
                    continue
                case .space, .other:
                    if start == end { return try endMarker() }
                    throw fail("invalid non-printable character U+\(hexadecimalPoint(UInt32(byte)))", at: start + 1)
                }
                break
            }
        }
    }

    private func pendingIndent() -> Token {
        if pendingIndents < 0 {
            pendingIndents += 1
            return emptyToken(.dedent, cursor)
        }
        pendingIndents -= 1
        return emptyToken(.indent, cursor)
    }

    private func endMarker() throws(CompileError) -> Token {
        // Where no newline ended the text, the end comes up here.
        if !isAtEnd { try reachEnd(isInToken: true) }
        if level > 0 { throw failAtEnd() }
        return emptyToken(.endMarker, end)
    }

    // MARK: - Names

    @inline(__always)
    private func name(_ start: Pointer) throws(CompileError) -> Token {
        var place = start
        while classes.isNameByte(place.pointee) { place += 1 }
        let byte = place.pointee
        if byte >= 0x80 { return try nameBeyondASCII(start, place) }
        let length = place - start
        if length <= 2 && classes[byte] == .quote && isStringPrefix(start, length) { return try string(start, prefixLength: length) }
        var result = token(.name, start, place)
        if length <= 8 {
            let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian & (~0 >> UInt64(truncatingIfNeeded: 64 - length * 8))
            if let keyword = keywords.find(word) {
                result.kind = keyword.kind
                result.softKeyword = keyword.softKeyword
            }
        }
        return result
    }

    /// A name with a character beyond ASCII at `place`, or what looks like one (PEP 3131).
    private func nameBeyondASCII(_ start: Pointer, _ firstOther: Pointer) throws(CompileError) -> Token {
        var place = firstOther
        while classes.isNameByte(place.pointee) || place.pointee >= 0x80 { place += 1 }
        let bytes = UnsafeBufferPointer(start: start, count: place - start)
        if !source.isWellFormed, let message = UTF8Decoding.errorMessage(bytes) {
            cursor = place
            throw failAtDecoding(message)
        }
        var index = firstOther - start
        while index < bytes.count {
            guard case .valid(let point, let length) = UTF8Decoding.step(bytes, at: index) else { break }
            if !(index == 0 ? isIdentifierStart(point) : isIdentifierContinue(point)) {
                let message =
                    isPrintable(point)
                    ? "invalid character '\(Unicode.Scalar(point).map(String.init) ?? "")' (U+\(hexadecimalPoint(point)))"
                    : "invalid non-printable character U+\(hexadecimalPoint(point))"
                throw fail(message, at: start + index + length)
            }
            index += length
        }
        return token(.name, start, place)
    }

    /// `%04X`
    private func hexadecimalPoint(_ point: UInt32) -> String {
        let digits = String(point, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    /// Whether one or two letters can stand before a quote.
    @inline(__always)
    private func isStringPrefix(_ start: Pointer, _ length: Int) -> Bool {
        let first = start[0] | 0x20
        if length == 1 {
            return first == UInt8(ascii: "f") || first == UInt8(ascii: "r") || first == UInt8(ascii: "b") || first == UInt8(ascii: "u")
        }
        let second = start[1] | 0x20
        return first == UInt8(ascii: "r")
            ? second == UInt8(ascii: "b") || second == UInt8(ascii: "f")
            : second == UInt8(ascii: "r") && (first == UInt8(ascii: "b") || first == UInt8(ascii: "f"))
    }

    // MARK: - Operators

    private func operatorToken(_ start: Pointer) throws(CompileError) -> Token {
        let first = start[0]
        var debugText: Int32 = -1
        if !strings.isEmpty && (first == UInt8(ascii: ":") || first == UInt8(ascii: "!")) {
            let ended = endExpression(first, start)
            debugText = ended.debugText
            if ended.beginsFormatSpec {
                var result = token(.colon, start, start + 1)
                result.debugText = debugText
                return result
            }
        }
        let (kind, length) = operatorKind(first, start[1], start[2])
        if kind == .equal && !strings.isEmpty { strings[strings.count - 1].isDebug = true }
        var result = token(kind, start, start + length)
        result.debugText = debugText
        return result
    }

    @inline(__always)
    private func operatorKind(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> (TokenKind, Int) {
        let equals = second == UInt8(ascii: "=")
        switch first {
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: "="): return equals ? (.equalEqual, 2) : (.equal, 1)
        case UInt8(ascii: ":"): return equals ? (.colonEqual, 2) : (.colon, 1)
        case UInt8(ascii: "*"):
            if second == first { return third == UInt8(ascii: "=") ? (.doubleStarEqual, 3) : (.doubleStar, 2) }
            return equals ? (.starEqual, 2) : (.star, 1)
        case UInt8(ascii: "-"):
            if second == UInt8(ascii: ">") { return (.arrow, 2) }
            return equals ? (.minusEqual, 2) : (.minus, 1)
        case UInt8(ascii: "+"): return equals ? (.plusEqual, 2) : (.plus, 1)
        case UInt8(ascii: "@"): return equals ? (.atEqual, 2) : (.at, 1)
        case UInt8(ascii: "%"): return equals ? (.percentEqual, 2) : (.percent, 1)
        case UInt8(ascii: "|"): return equals ? (.verticalBarEqual, 2) : (.verticalBar, 1)
        case UInt8(ascii: "&"): return equals ? (.ampersandEqual, 2) : (.ampersand, 1)
        case UInt8(ascii: "^"): return equals ? (.circumflexEqual, 2) : (.circumflex, 1)
        case UInt8(ascii: "/"):
            if second == first { return third == UInt8(ascii: "=") ? (.doubleSlashEqual, 3) : (.doubleSlash, 2) }
            return equals ? (.slashEqual, 2) : (.slash, 1)
        case UInt8(ascii: "<"):
            if second == first { return third == UInt8(ascii: "=") ? (.leftShiftEqual, 3) : (.leftShift, 2) }
            if second == UInt8(ascii: ">") { return (.notEqual, 2) }
            return equals ? (.lessEqual, 2) : (.less, 1)
        case UInt8(ascii: ">"):
            if second == first { return third == UInt8(ascii: "=") ? (.rightShiftEqual, 3) : (.rightShift, 2) }
            return equals ? (.greaterEqual, 2) : (.greater, 1)
        case UInt8(ascii: "!"): return equals ? (.notEqual, 2) : (.exclamation, 1)
        case UInt8(ascii: "~"): return (.tilde, 1)
        case UInt8(ascii: ";"): return (.semicolon, 1)
        default: return (.other, 1)
        }
    }

    private func bracket(_ start: Pointer) throws(CompileError) -> Token {
        let byte = start.pointee
        var debugText: Int32 = -1
        if !strings.isEmpty && (byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")) {
            debugText = endExpression(byte, start).debugText
        }
        let kind: TokenKind
        switch byte {
        case UInt8(ascii: "("): kind = .leftParenthesis
        case UInt8(ascii: "["): kind = .leftBracket
        case UInt8(ascii: "{"): kind = .leftBrace
        case UInt8(ascii: ")"): kind = .rightParenthesis
        case UInt8(ascii: "]"): kind = .rightBracket
        default: kind = .rightBrace
        }
        if classes[byte] == .openBracket {
            if level >= Tokenizer.maximumNesting { throw fail("too many nested parentheses", at: start + 1) }
            brackets[level] = Bracket(character: byte, line: line, column: column(start))
            level += 1
            if !strings.isEmpty { strings[strings.count - 1].bracketDepth += 1 }
        } else {
            try closeBracket(byte, start)
        }
        var result = token(kind, start, start + 1)
        result.debugText = debugText
        return result
    }

    @inline(__always)
    private func closeBracket(_ byte: UInt8, _ start: Pointer) throws(CompileError) {
        if let string = strings.last, string.bracketDepth == 0, byte == UInt8(ascii: "}") {
            throw fail("f-string: single '}' is not allowed", at: start + 1)
        }
        if level == 0 { throw fail("unmatched '\(character(byte))'", at: start + 1) }
        level -= 1
        let opening = brackets[level]
        // `(` and `)` are neighbours in ASCII, `[` and `]`, `{` and `}` have one between them.
        if byte != opening.character &+ (opening.character == UInt8(ascii: "(") ? 1 : 2) {
            throw failAtMismatch(byte, opening, start)
        }
        if !strings.isEmpty { try closeFieldBracket(byte, start) }
    }

    private func failAtMismatch(_ byte: UInt8, _ opening: Bracket, _ start: Pointer) -> CompileError {
        if let string = strings.last, opening.character == UInt8(ascii: "{"), string.bracketDepth - 1 == string.fieldDepth {
            return fail("f-string: unmatched '\(character(byte))'", at: start + 1)
        }
        let place = opening.line == line ? "" : " on line \(opening.line)"
        return fail(
            "closing parenthesis '\(character(byte))' does not match opening parenthesis '\(character(opening.character))'\(place)",
            at: start + 1)
    }

    private func character(_ byte: UInt8) -> Character { Character(Unicode.Scalar(byte)) }

    // MARK: - Type comments

    /// The token of a comment `# type: …`; nil if it is another comment.
    private func typeComment(_ start: Pointer, _ commentEnd: Pointer, _ isBlank: Bool) -> Token? {
        var place = start
        for byte in [UInt8]("# type: ".utf8) {
            if byte == UInt8(ascii: " ") {
                while place.pointee == UInt8(ascii: " ") || place.pointee == UInt8(ascii: "\t") { place += 1 }
            } else if place.pointee == byte {
                place += 1
            } else {
                return nil
            }
        }
        let word = Array("ignore".utf8)
        let rest = UnsafeBufferPointer(start: place, count: commentEnd - place)
        guard rest.starts(with: word), rest.count == word.count || !isWordByte(rest[word.count]) else {
            return token(.typeComment, place, commentEnd)
        }
        var result = token(.typeIgnore, place + word.count, commentEnd)
        if isBlank {
            // The comment is alone on its line, which then counts for nothing. The line end becomes a part of the tag.
            if commentEnd != end {
                cursor = commentEnd + 1
                result.end += 1
                atLineStart = true
            }
        }
        result.endLine = line
        return result
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (classes.isNameByte(byte) && byte != UInt8(ascii: "_"))
    }
}
