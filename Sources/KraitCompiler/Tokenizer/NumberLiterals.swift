import KraitBytecode

extension LiteralBuilder {
    /// The constant of a number token. In CPython: `_PyPegen_number_token`.
    public func number(_ token: Token) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }
}
