// What can go wrong, and where CPython says it did.
//
// In CPython: Parser/tokenizer/helpers.c and Parser/pegen_errors.c.

import KraitBytecode

/// Why the tokenizer stopped. CPython's parser treats errors that come with an exception and those that are but a status differently.
enum FailureReason {
    /// The tokenizer raised an exception itself.
    case raised
    /// A status (`E_EOF`, `E_DEDENT`, `E_TABSPACE`, `E_TOODEEP`, `E_LINECONT`) of which the parser makes an exception.
    case status
}

enum IndentationProblem { case inconsistentTabs, tooManyIndents, unknownDedent }

extension Tokenizer {
    // MARK: - Failing

    /// Stops with an error: ``next()`` throws it from now on.
    func fail(_ error: CompileError, _ reason: FailureReason) -> CompileError {
        failure = (error, reason)
        return error
    }

    /// An error behind the last byte read. In CPython: _PyTokenizer_syntaxerror.
    func fail(_ message: String, at place: Pointer) -> CompileError {
        cursor = place
        let column = characterCount(to: place)
        return fail(
            CompileError(
                .syntaxError, message, line: Int(line), column: column, endLine: Int(line), endColumn: column, text: currentLine),
            .raised)
    }

    /// An error from one byte to another. CPython counts bytes here. In CPython: _PyTokenizer_syntaxerror_known_range.
    func fail(_ message: String, from start: Pointer, to last: Pointer) -> CompileError {
        fail(
            CompileError(
                .syntaxError, message, line: Int(line), column: start - lineStart + 1, endLine: Int(line),
                endColumn: last - lineStart + 1, text: currentLine),
            .raised)
    }

    private func characterCount(to place: Pointer) -> Int {
        UTF8Decoding.characterCount(UnsafeBufferPointer(start: lineStart, count: max(0, place - lineStart)))
    }

    private var currentLine: String {
        var place = lineStart
        while place != end && place.pointee != UInt8(ascii: "\n") { place += 1 }
        return String(decoding: UnsafeBufferPointer(start: lineStart, count: place - lineStart), as: UTF8.self)
    }

    func failAtIndentation(_ problem: IndentationProblem) -> CompileError {
        cursor = lineStart
        while cursor != end && cursor.pointee != UInt8(ascii: "\n") { cursor += 1 }
        if cursor != end { cursor += 1 }
        let error =
            switch problem {
            case .inconsistentTabs:
                statusError(.tabError, "inconsistent use of tabs and spaces in indentation")
            case .tooManyIndents:
                statusError(.indentationError, "too many levels of indentation")
            case .unknownDedent:
                self.error(.indentationError, "unindent does not match any outer indentation level", at: emptyToken(.error, cursor))
            }
        return fail(error, .status)
    }

    func failAtContinuation(_ place: Pointer) -> CompileError {
        cursor = place
        // The column counts from the start of CPython's buffer, which may be lines above. For a string it shows the buffer, too.
        var lineEnd = place
        while lineEnd != end && lineEnd[-1] != UInt8(ascii: "\n") { lineEnd += 1 }
        let buffer = UnsafeBufferPointer(start: bufferStart, count: max(0, lineEnd - bufferStart))
        return fail(
            source.error(
                .syntaxError, "unexpected character after line continuation character", line: Int(line),
                column: place - bufferStart, endLine: Int(line), endColumn: 0, text: source.origin == .file ? nil : buffer),
            .status)
    }

    /// The text ended within a statement.
    func failAtEnd() -> CompileError {
        cursor = max(end, cursor)
        guard let bracket = openBracket else {
            return fail(error(.syntaxError, "unexpected EOF while parsing", at: emptyToken(.error, cursor)), .status)
        }
        let message = "'\(Unicode.Scalar(bracket.character))' was never closed"
        return fail(
            source.error(
                .syntaxError, message, line: Int(bracket.line), column: Int(bracket.column) + 1, endLine: Int(bracket.line),
                endColumn: 0),
            .status)
    }

    /// A name that is not UTF-8. It is CPython's parser that makes a syntax error of that.
    func failAtDecoding(_ message: String) -> CompileError {
        fail(
            isBeyondParser
                ? CompileError(.unicodeDecodeError, message)
                : error(.syntaxError, "(unicode error) \(message)", at: emptyToken(.error, cursor)),
            .raised)
    }

    private func statusError(_ category: CompileError.Category, _ message: String) -> CompileError {
        source.error(category, message, line: Int(line), column: 1, endLine: Int(line), endColumn: 0)
    }

    // MARK: - Warnings

    var escapeWarningCategory: CompileWarning.Category {
        if let version = options.featureVersion, version < 12 { return .deprecationWarning }
        return .syntaxWarning
    }

    func warn(_ category: CompileWarning.Category, _ message: String, at place: Pointer) throws(CompileError) {
        guard let warn = options.warn else { return }
        let range = SourceRange(line: line, column: column(place) - 1, endLine: line, endColumn: column(place) - 1)
        do {
            try warn(CompileWarning(category, message, line: Int(line), range: range))
        } catch {
            throw fail(error, .raised)
        }
    }

    // MARK: - For the parser

    /// Whether ``next()`` threw.
    public var hasFailed: Bool { failure != nil }

    /// Whether the end of the source was reached.
    public var isAtEndOfSource: Bool { isAtEnd }

    /// Whether CPython's tokenizer would have reported but a status, of which its parser makes the exception.
    public var raisedByParser: Bool { failure?.reason == .status }

    /// Whether an f-string is open.
    public var isInsideFormattedString: Bool { !strings.isEmpty }

    /// Where the tokenizer stands in its line, in bytes from 0.
    public var column: Int32 { cursor == bufferStart ? 0 : Int32(truncatingIfNeeded: max(0, cursor - lineStart)) }

    /// The token that stands for what ``next()`` could not read; nil unless it threw. It has no columns.
    public var errorToken: Token? { failure == nil ? nil : emptyToken(.error, cursor) }

    /// An error at a token. A token without columns is where the tokenizer stands. In CPython: _PyPegen_raise_error.
    func error(_ category: CompileError.Category, _ message: String, at token: Token) -> CompileError {
        source.error(
            category, message, line: Int(token.line), column: Int(token.column >= 0 ? token.column + 1 : column),
            endLine: Int(token.endLine), endColumn: token.endColumn >= 0 ? Int(token.endColumn) + 1 : -1)
    }

    /// An error at the token that was fetched last. In CPython: RAISE_SYNTAX_ERROR.
    func error(_ message: String) -> CompileError { error(.syntaxError, message, at: lastToken) }
}
