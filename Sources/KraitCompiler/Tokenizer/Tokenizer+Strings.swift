// String tokens, and the pieces of f-strings (PEP 701).

/// An f-string whose end was not reached. In CPython: tokenizer_mode.
struct OpenString {
    var quote: UInt8
    /// 1 or 3.
    var quoteSize: UInt8
    var isRaw: Bool
    /// Where it begins: shown if it never ends.
    var start: UnsafePointer<UInt8>
    var lineStart: UnsafePointer<UInt8>
    var line: Int32
    /// Brackets that are open within it, those of its fields included.
    var bracketDepth: Int32 = 0
    /// How deep the fields are nested, from 0; -1 outside of any.
    var fieldDepth: Int32 = -1
    var isInFormatSpec = false
    /// An `=` was seen in the expression of the field.
    var isDebug = false
    /// The text of the expression, for `{x = }`; it has no end until the field goes on with `!`, `:` or `}`.
    var expressionStart: Int32 = -1
    var expressionEnd: Int32 = -1
}

extension Tokenizer {
    static let maximumOpenStrings = 150
    static let maximumFieldDepth: Int32 = 3

    /// A string token that begins with `prefixLength` letters.
    func string(_ start: Pointer, prefixLength: Int) throws(CompileError) -> Token {
        if prefixLength > 0 && (start[0] | 0x20 == UInt8(ascii: "f") || start[prefixLength - 1] | 0x20 == UInt8(ascii: "f")) {
            return try openString(start, prefixLength)
        }
        let quote = start[prefixLength]
        var place = start + prefixLength + 1
        let isTriple = place[0] == quote && place[1] == quote
        let firstLine = line
        let firstLineStart = lineStart
        var hasEscapedQuote = false
        if isTriple { place += 2 }
        while true {
            let byte = place.pointee
            if byte == quote {
                if !isTriple { break }
                if place[1] == quote && place[2] == quote {
                    place += 2
                    break
                }
            } else if byte == UInt8(ascii: "\\") {
                place += 1
                if place.pointee == quote { hasEscapedQuote = true }
                if place.pointee == UInt8(ascii: "\n") {
                    _ = try beginLine(place + 1, isInToken: true)
                } else if place == end {
                    continue
                }
            } else if byte == UInt8(ascii: "\n") && isTriple {
                _ = try beginLine(place + 1, isInToken: true)
            } else if byte == UInt8(ascii: "\n") || byte == 0 {
                let lastLine = line
                line = firstLine
                lineStart = firstLineStart
                throw failAtOpenString(start, quote, isTriple, lastLine, hasEscapedQuote)
            }
            place += 1
        }
        place += 1
        cursor = place
        return Token(
            kind: .string, level: UInt16(truncatingIfNeeded: level), start: offset(start), end: offset(place), line: firstLine,
            column: Int32(truncatingIfNeeded: start - firstLineStart), endLine: line, endColumn: column(place))
    }

    private func failAtOpenString(
        _ start: Pointer, _ quote: UInt8, _ isTriple: Bool, _ lastLine: Int32, _ hasEscapedQuote: Bool
    ) -> CompileError {
        // The quote that should end the f-string begins a string of its field: the field is not closed.
        if let string = strings.last, string.quote == quote, (string.quoteSize == 3) == isTriple {
            return fail("f-string: expecting '}'", at: start + 1)
        }
        if isTriple { return fail("unterminated triple-quoted string literal (detected at line \(lastLine))", at: start + 1) }
        let hint = hasEscapedQuote ? "; perhaps you escaped the end quote?" : ""
        return fail("unterminated string literal (detected at line \(lastLine))\(hint)", at: start + 1)
    }

    // MARK: - f-strings

    private func openString(_ start: Pointer, _ prefixLength: Int) throws(CompileError) -> Token {
        let quote = start[prefixLength]
        var place = start + prefixLength + 1
        var quoteSize: UInt8 = 1
        if place[0] == quote && place[1] == quote {
            place += 2
            quoteSize = 3
        }
        // CPython counts what is around all strings as one level.
        if strings.count + 1 >= Tokenizer.maximumOpenStrings { throw fail("too many nested f-strings", at: place) }
        strings.append(
            OpenString(quote: quote, quoteSize: quoteSize, isRaw: prefixLength == 2, start: start, lineStart: lineStart, line: line))
        isInText = true
        return token(.fStringStart, start, place)
    }

    /// The next token where an f-string goes on with text.
    func nextInText() throws(CompileError) -> Token {
        let start = cursor
        var string = strings[strings.count - 1]
        if start[0] == UInt8(ascii: "{") && start[1] != UInt8(ascii: "{") {
            try enterField(start)
            return try nextOfCode()
        }
        if isQuote(start, string) {
            strings.removeLast()
            isInText = false
            return token(.fStringEnd, start, start + Int(string.quoteSize))
        }

        let firstLine = line
        let firstColumn = column(start)
        /// The token: its text may end before what was read.
        func middle(_ textEnd: Pointer, readTo place: Pointer) -> Token {
            cursor = place
            return Token(
                kind: .fStringMiddle, level: UInt16(truncatingIfNeeded: level), start: offset(start), end: offset(textEnd),
                line: firstLine, column: firstColumn, endLine: line, endColumn: column(place))
        }
        /// Hands over to the tokens of a field, which begin at `place`.
        func leaveText() {
            strings[strings.count - 1].isInFormatSpec = false
            isInText = false
        }

        let isInFormatSpec = string.isInFormatSpec && string.fieldDepth >= 0
        var place = start
        var isNamedCharacter = false
        while true {
            let byte = place.pointee
            if byte == string.quote {
                if isQuote(place, string) { return middle(place, readTo: place) }
            } else if byte == UInt8(ascii: "{") {
                beginExpression(place + 1)
                if place[1] == byte && !isInFormatSpec { return middle(place + 1, readTo: place + 2) }
                try enterField(place)
                strings[strings.count - 1].isInFormatSpec = false
                return middle(place, readTo: place)
            } else if byte == UInt8(ascii: "}") {
                if isNamedCharacter { return middle(place + 1, readTo: place + 1) }
                if place[1] == byte && !isInFormatSpec && string.bracketDepth == 0 { return middle(place + 1, readTo: place + 2) }
                leaveText()
                return middle(place, readTo: place)
            } else if byte == UInt8(ascii: "\\") {
                let next = place[1]
                if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") {
                    if !string.isRaw {
                        try warn(escapeWarningCategory, "invalid escape sequence '\\\(Unicode.Scalar(next))'", at: place + 2)
                    }
                } else if next == UInt8(ascii: "\n") {
                    place += 1
                    _ = try beginLine(place + 1, isInToken: true)
                } else if !string.isRaw && next == UInt8(ascii: "N") && place[2] == UInt8(ascii: "{") {
                    isNamedCharacter = true
                    place += 2
                } else if place + 1 != end {
                    place += 1
                }
            } else if byte == UInt8(ascii: "\n") {
                if string.quoteSize == 1 {
                    if !isInFormatSpec { throw failAtOpenString(&string) }
                    leaveText()
                    return middle(place, readTo: place)
                }
                _ = try beginLine(place + 1, isInToken: true)
            } else if place == end {
                if !isAtEnd { try reachEnd(isInToken: true) }
                throw failAtOpenString(&string)
            }
            place += 1
        }
    }

    @inline(__always)
    private func isQuote(_ place: Pointer, _ string: OpenString) -> Bool {
        place[0] == string.quote && (string.quoteSize == 1 || (place[1] == string.quote && place[2] == string.quote))
    }

    private func failAtOpenString(_ string: inout OpenString) -> CompileError {
        let lastLine = line
        line = string.line
        lineStart = string.lineStart
        let kind = string.quoteSize == 3 ? "triple-quoted f-string" : "f-string"
        return fail("unterminated \(kind) literal (detected at line \(lastLine))", at: string.start + 1)
    }

    /// Goes from text into a field that begins at `place`.
    private func enterField(_ place: Pointer) throws(CompileError) {
        let index = strings.count - 1
        strings[index].fieldDepth += 1
        if strings[index].fieldDepth >= Tokenizer.maximumFieldDepth {
            throw fail("f-string: expressions nested too deeply", at: place)
        }
        isInText = false
    }

    // MARK: - Fields

    private func beginExpression(_ place: Pointer) {
        strings[strings.count - 1].expressionStart = offset(place)
        strings[strings.count - 1].expressionEnd = -1
    }

    /// Notes where the text of an expression begins or ends, at a `{`, `}`, `!` or `:` within a field. Which of these count
    /// follows CPython, oddities included: `f'{a!=b=}'` documents itself as `a`.
    func endExpression(_ byte: UInt8, _ place: Pointer) -> (debugText: Int32, beginsFormatSpec: Bool) {
        let index = strings.count - 1
        let string = strings[index]
        guard string.fieldDepth >= 0 else { return (-1, false) }
        let depth = string.bracketDepth - (byte == UInt8(ascii: "{") ? 0 : 1)
        var debugText: Int32 = -1
        if depth == 0 || (depth == 1 && (string.isDebug || string.isInFormatSpec)) {
            if byte == UInt8(ascii: "{") {
                beginExpression(place + 1)
            } else {
                if string.expressionEnd < 0 { strings[index].expressionEnd = offset(place) }
                if string.isDebug && string.expressionStart >= 0 {
                    debugText = Int32(truncatingIfNeeded: debugTexts.count)
                    debugTexts.append((string.expressionStart, strings[index].expressionEnd))
                }
            }
        }
        guard byte == UInt8(ascii: ":") && depth == string.fieldDepth else { return (debugText, false) }
        strings[index].isInFormatSpec = true
        isInText = true
        return (debugText, true)
    }

    /// Follows a closing bracket within an f-string; the `}` of a field leads back to text.
    func closeFieldBracket(_ byte: UInt8, _ start: Pointer) throws(CompileError) {
        let index = strings.count - 1
        strings[index].bracketDepth -= 1
        if strings[index].bracketDepth < 0 {
            throw fail("f-string: unmatched '\(Unicode.Scalar(byte))'", at: start + 1)
        }
        if byte == UInt8(ascii: "}") && strings[index].bracketDepth == strings[index].fieldDepth {
            strings[index].fieldDepth -= 1
            strings[index].isInFormatSpec = false
            strings[index].isDebug = false
            isInText = true
        }
    }
}
