import KraitBytecode

/// Makes the nodes of literals. The parser calls it once a rule has matched, in the order of CPython's actions, since errors
/// and warnings come from here.
public struct LiteralBuilder {
    let tokenizer: Tokenizer
    let tree: SyntaxTree
    let options: CompileOptions

    public init(tokenizer: Tokenizer, tree: SyntaxTree, options: CompileOptions) {
        self.tokenizer = tokenizer
        self.tree = tree
        self.options = options
    }

    /// The constant of one string token. In CPython: `_PyPegen_constant_from_string`.
    public func string(_ token: Token) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }

    /// Adjacent strings and f-strings (results of ``string(_:)`` and ``joinedString(start:parts:end:)``) as one node: a constant or a joined string.
    /// In CPython: `_PyPegen_concatenate_strings`.
    public func concatenate(_ strings: [Expression], _ range: SourceRange) throws(CompileError) -> Expression { throw CompileError(.systemError, "") }
}
