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

    /// An error from one byte to behind another. In CPython: _PyTokenizer_syntaxerror_known_range.
    func fail(_ message: String, from start: Pointer, to last: Pointer) -> CompileError {
        fail(
            CompileError(
                .syntaxError, message, line: Int(line), column: characterCount(to: start + 1), endLine: Int(line),
                endColumn: characterCount(to: last), text: currentLine),
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
                self.error(.indentationError, "unindent does not match any outer indentation level", at: errorToken)
            }
        return fail(error, .status)
    }

    func failAtContinuation(_ place: Pointer) -> CompileError {
        cursor = place
        return fail(
            statusError(
                .syntaxError, "unexpected character after line continuation character",
                column: Int(place - bufferStart)),
            .status)
    }

    /// The text ended within a statement.
    func failAtEnd() -> CompileError {
        cursor = max(end, cursor)
        return fail(unclosedBracketError() ?? error(.syntaxError, "unexpected EOF while parsing", at: errorToken), .status)
    }

    /// A name or string that is not UTF-8.
    func failAtDecoding(_ message: String) -> CompileError {
        fail(error(.syntaxError, message, at: errorToken), .raised)
    }

    private func statusError(_ category: CompileError.Category, _ message: String, column: Int = 1) -> CompileError {
        source.error(category, message, line: Int(line), column: column, endLine: Int(line), endColumn: 0)
    }

    /// The token that stands for what the tokenizer could not read.
    private var errorToken: Token { emptyToken(.error, cursor) }

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

    /// Whether the tokenizer can go on: neither failed nor at the end.
    public var isOK: Bool { failure == nil && !isAtEnd }

    /// An error at a token. A token without columns is where the tokenizer stands. In CPython: _PyPegen_raise_error.
    public func error(_ category: CompileError.Category, _ message: String, at token: Token) -> CompileError {
        let column = token.column >= 0 ? Int(token.column) + 1 : cursor == bufferStart ? 0 : Int(max(0, cursor - lineStart))
        return source.error(
            category, message, line: Int(token.line), column: column, endLine: Int(token.endLine),
            endColumn: token.endColumn >= 0 ? Int(token.endColumn) + 1 : -1)
    }

    /// An error at the token that was fetched last. In CPython: RAISE_SYNTAX_ERROR.
    public func error(_ message: String) -> CompileError {
        if tokenCount == 0 { return source.error(.syntaxError, message, line: 0, column: 0, endLine: 0, endColumn: -1) }
        return error(.syntaxError, message, at: lastToken)
    }

    /// An error from a place to where the tokenizer stands. In CPython: RAISE_SYNTAX_ERROR_STARTING_FROM.
    public func error(_ message: String, startingFrom range: SourceRange) -> CompileError {
        source.error(
            .syntaxError, message, line: Int(range.line), column: Int(range.column) + 1, endLine: Int(line),
            endColumn: Int(max(0, cursor - lineStart)))
    }

    /// That the innermost open bracket was never closed; nil if none is open.
    public func unclosedBracketError() -> CompileError? {
        guard let bracket = openBracket else { return nil }
        return source.error(
            .syntaxError, "'\(Unicode.Scalar(bracket.character))' was never closed", line: Int(bracket.line),
            column: Int(bracket.column) + 1, endLine: Int(bracket.line), endColumn: 0)
    }

    /// Reads the rest of the source for an error that says more than the parser's "invalid syntax" at `line`.
    /// In CPython: _PyPegen_tokenize_full_source_to_check_for_errors.
    public func errorInRest(afterErrorAt line: Int32) -> CompileError? {
        do throws(CompileError) {
            while try next().kind != .endMarker {}
            return nil
        } catch {
            if let failure, failure.reason == .raised { return failure.error }
            if let bracket = openBracket, line > bracket.line { return unclosedBracketError() }
            return nil
        }
    }
}
