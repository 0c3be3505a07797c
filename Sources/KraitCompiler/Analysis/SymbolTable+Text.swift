// The symbol table as text, for tests and for people who want to see it.

extension SymbolTable {
    /// A line for each scope and each of its names, scopes within indented. The numbers are those of CPython's `_symtable`.
    ///
    ///     type name line=… nested=… parameters=…
    ///     - name flags
    ///
    /// Names that only pass through a scope come last, sorted: their order means nothing.
    public func text(of tree: SyntaxTree) -> String {
        var text = ""
        append(top, tree, indentation: "", to: &text)
        return text
    }

    private func append(_ scope: Scope, _ tree: SyntaxTree, indentation: String, to text: inout String) {
        let parameters = scope.parameters.map { tree[$0].description }.joined(separator: ",")
        text += "\(indentation)\(scope.kind.rawValue) \(tree[scope.name]) line=\(scope.range.line) nested=\(scope.isNested ? 1 : 0)"
        text += " parameters=\(parameters)\n"
        func line(_ symbol: Symbol) -> String {
            "\(indentation)- \(tree[symbol.name]) \(Int(symbol.flags.rawValue) | Int(symbol.resolution.rawValue) << 12)\n"
        }
        for symbol in scope.symbols where !symbol.flags.isEmpty { text += line(symbol) }
        for text_ in scope.symbols.filter(\.flags.isEmpty).map(line).sorted() { text += text_ }
        for child in scope.children { append(child, tree, indentation: indentation + "  ", to: &text) }
    }
}
