// f-strings: from the pieces that the parser found to `joinedStr` nodes.
//
// In CPython: Parser/action_helpers.c.

import KraitBytecode

/// What stands between the quotes of an f-string, in order.
public enum FormattedStringPart {
    /// A token of kind ``TokenKind/fStringMiddle``.
    case literal(Token)
    /// The result of ``LiteralBuilder/formattedValue(_:debug:conversion:formatSpec:closingBrace:_:)``.
    case field(Expression)
}

extension LiteralBuilder {
    /// `fstring: FSTRING_START fstring_middle* FSTRING_END`. In CPython: _PyPegen_joined_str.
    public func joinedString(start: Token, parts: [FormattedStringPart], end: Token) throws(CompileError) -> Expression {
        let isRaw = source.text(start).contains { $0 | 0x20 == UInt8(ascii: "r") }
        var values: [Expression] = []
        values.reserveCapacity(parts.count)
        for part in parts {
            switch part {
            case .literal(let token):
                // CPython warns of an escape here as if it were at the end of the f-string.
                let value = try literal(token, isRaw: isRaw, warningAt: end)
                if !isEmptyString(value) { values.append(value) }
            case .field(let field):
                // With `=`: the text and the value.
                if case .joinedStr(let both) = field.kind { values.append(contentsOf: both) } else { values.append(field) }
            }
        }
        return tree.expression(.joinedStr(tree.list(values)), start.range.through(end.range))
    }

    private func literal(_ token: Token, isRaw: Bool, warningAt end: Token) throws(CompileError) -> Expression {
        try requireUTF8(source.text(token))
        let text = try decode(source.text(token), isRaw: isRaw, end)
        return tree.expression(.constant(tree.constant(.string(text)), isUnicodeKind: false), token.range)
    }

    /// CPython decodes pieces of f-strings twice, and makes no syntax error of what goes wrong the first time.
    private func requireUTF8(_ text: UnsafeBufferPointer<UInt8>) throws(CompileError) {
        if !source.isWellFormed, let message = UTF8Decoding.errorMessage(text) { throw CompileError(.unicodeDecodeError, message) }
    }

    /// `fstring_conversion: '!' NAME`: checks that nothing is between them. In CPython: _PyPegen_check_fstring_conversion.
    public func conversion(exclamation: Token, name: Token) throws(CompileError) -> Token {
        if exclamation.line != name.line || exclamation.endColumn != name.column {
            throw source.error(
                .syntaxError, "f-string: conversion type must come right after the exclamanation mark",
                at: exclamation.range.through(name.range))
        }
        return name
    }

    /// `fstring_full_format_spec: ':' fstring_format_spec*`; the range is that of the rule.
    /// In CPython: _PyPegen_setup_full_format_spec.
    public func formatSpec(_ parts: [Expression], _ range: SourceRange) throws(CompileError) -> Expression {
        let parts = parts.filter { !isEmptyString($0) }
        if parts.count == 1, case .constant = parts[0].kind { return tree.expression(.joinedStr(tree.list(parts)), range) }
        return parts.isEmpty ? tree.expression(.joinedStr(.empty), range) : try concatenate(parts, range)
    }

    /// `fstring_format_spec: FSTRING_MIDDLE`. In CPython: _PyPegen_decoded_constant_from_token.
    public func formatSpecLiteral(_ token: Token) throws(CompileError) -> Expression {
        let text: PythonString
        do {
            text = try decode(source.text(token), isRaw: false, token)
        } catch {
            // Here CPython forgets to make a SyntaxError of it.
            let prefix = "(unicode error) "
            guard error.message.hasPrefix(prefix) else { throw error }
            throw CompileError(.unicodeDecodeError, String(error.message.dropFirst(prefix.count)))
        }
        return tree.expression(.constant(tree.constant(.string(text)), isUnicodeKind: false), token.range)
    }

    /// `fstring_replacement_field`. A field with `=` comes back as a `joinedStr` of its text and the value, which
    /// ``joinedString(start:parts:end:)`` and ``formatSpec(_:_:)`` take apart. In CPython: _PyPegen_formatted_value.
    ///
    /// - Parameters:
    ///   - debug: the token `=`, if it was there.
    ///   - conversion: the token `!` and the name behind it.
    ///   - formatSpec: the token `:` and the result of ``formatSpec(_:_:)``.
    public func formattedValue(
        _ value: Expression, debug: Token?, conversion: (exclamation: Token, name: Token)?,
        formatSpec: (colon: Token, value: Expression)?, closingBrace: Token, _ range: SourceRange
    ) throws(CompileError) -> Expression {
        var letter: Int32 = -1
        if let conversion {
            let name = source.text(conversion.name)
            guard name.count == 1, [UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "a")].contains(name[0]) else {
                throw source.error(
                    .syntaxError,
                    "f-string: invalid conversion character '\(String(decoding: name, as: UTF8.self))': expected 's', 'r', or 'a'",
                    at: conversion.name.range)
            }
            letter = Int32(name[0])
        } else if debug != nil && formatSpec == nil {
            letter = Int32(UInt8(ascii: "r"))
        }
        let field = tree.expression(.formattedValue(value, conversion: letter, formatSpec: formatSpec?.value), range)
        guard debug != nil else { return field }

        // The text goes from the brace to the first token behind the `=`.
        let textEnd: (line: Int32, column: Int32)
        let lastToken: Token
        if let conversion {
            textEnd = (conversion.name.line, conversion.name.column)
            lastToken = conversion.exclamation
        } else if let formatSpec {
            textEnd = (formatSpec.value.range.line, formatSpec.value.range.column + 1)
            lastToken = formatSpec.colon
        } else {
            textEnd = (range.endLine, range.endColumn)
            lastToken = closingBrace
        }
        let textRange = SourceRange(line: range.line, column: range.column + 1, endLine: textEnd.line, endColumn: textEnd.column - 1)
        let text = try debugText(lastToken)
        let constant = tree.expression(.constant(tree.constant(.string(text)), isUnicodeKind: false), textRange)
        return tree.expression(
            .joinedStr(tree.list([constant, field])),
            SourceRange(line: range.line, column: range.column, endLine: textEnd.line, endColumn: textEnd.column))
    }

    /// The text of a field with `=`, without what CPython takes for comments. In CPython: set_fstring_expr.
    private func debugText(_ token: Token) throws(CompileError) -> PythonString {
        guard token.debugText >= 0, Int(token.debugText) < tokenizer.debugTexts.count else { return "" }
        let place = tokenizer.debugTexts[Int(token.debugText)]
        guard place.start <= place.end else { return "" }
        let text = UnsafeBufferPointer(start: source.base + Int(place.start), count: Int(place.end - place.start))
        try requireUTF8(text)
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var isComment = false
        for byte in text {
            if byte == UInt8(ascii: "#") { isComment = true }
            if byte == UInt8(ascii: "\n") { isComment = false }
            if !isComment { result.append(byte) }
        }
        return PythonString(uncheckedUTF8: result)
    }
}
