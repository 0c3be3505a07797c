import KraitBytecode

/// What stands between the quotes of an f-string, in order.
public enum FormattedStringPart {
    /// A token of kind ``TokenKind/fStringMiddle``.
    case literal(Token)
    /// The result of ``LiteralBuilder/formattedValue(_:debug:conversion:formatSpec:closingBrace:_:)``.
    case field(Expression)
}

extension LiteralBuilder {
    /// `fstring: FSTRING_START fstring_middle* FSTRING_END`. In CPython: `_PyPegen_joined_str`.
    public func joinedString(start: Token, parts: [FormattedStringPart], end: Token) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }

    /// `fstring_conversion: '!' NAME`: checks it and gives its letter. In CPython: `_PyPegen_check_fstring_conversion`.
    public func conversion(exclamation: Token, name: Token) throws(CompileError) -> Int32 { throw CompileError(.systemError, "") }

    /// `fstring_full_format_spec: ':' fstring_format_spec*`; the range is that of the rule. In CPython: `_PyPegen_setup_full_format_spec`.
    public func formatSpec(_ parts: [Expression], _ range: SourceRange) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }

    /// `fstring_format_spec: FSTRING_MIDDLE`. In CPython: `_PyPegen_decoded_constant_from_token`.
    public func formatSpecLiteral(_ token: Token) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }

    /// `fstring_replacement_field`. A field with `=` comes back as a `joinedStr` of its text and the value, which only ``joinedString(start:parts:end:)``
    /// takes apart. In CPython: `_PyPegen_formatted_value`.
    ///
    /// - Parameters:
    ///   - debug: the token `=`, if it was there.
    ///   - conversion: the token `!` and the result of ``conversion(exclamation:name:)``.
    ///   - formatSpec: the token `:` and the result of ``formatSpec(_:_:)``.
    public func formattedValue(
        _ value: Expression, debug: Token?, conversion: (exclamation: Token, letter: Int32)?,
        formatSpec: (colon: Token, value: Expression)?, closingBrace: Token, _ range: SourceRange
    ) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }
}
