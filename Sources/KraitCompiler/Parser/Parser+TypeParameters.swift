import KraitBytecode

/// Type parameters (PEP 695, PEP 696).
extension Parser {
    /// `[type_params]`: empty when there are none.
    func typeParameters() throws(SyntaxFailure) -> NodeList<TypeParameter> {
        guard try kind() == .leftBracket else { return .empty }
        let start = mark
        if reportsErrors {
            try invalidTypeParameters()
            mark = start
        }
        mark += 1
        let base = scratchCount
        defer { scratchCount = base }
        var end = mark
        repeat {
            guard let parameter = try typeParameter() else { break }
            push(parameter)
            end = mark
        } while try take(.comma)
        mark = end
        if scratchCount > base {
            _ = try take(.comma)
            if try take(.rightBracket) {
                try require(12, "Type parameter lists are")
                return takeList(from: base)
            }
        }
        mark = start
        return .empty
    }

    /// `type_param`
    private func typeParameter() throws(SyntaxFailure) -> TypeParameter? {
        guard isExact else { return try plainTypeParameter() }
        return try memoized(.typeParameter) { () throws(SyntaxFailure) -> TypeParameter? in try self.plainTypeParameter() }
    }

    private func plainTypeParameter() throws(SyntaxFailure) -> TypeParameter? {
        let start = mark
        let variety: TypeParameter.Variety
        switch try kind() {
        case .name: variety = .typeVar
        case .star: variety = .typeVarTuple
        case .doubleStar: variety = .paramSpec
        default: return nil
        }
        if variety != .typeVar { mark += 1 }
        guard let name = try name() else { return nil }
        var bound: Expression?
        if try kind() == .colon {
            let colon = mark
            mark += 1
            let expression =
                variety == .typeVar
                ? try expression() : try exactly { () throws(SyntaxFailure) -> Expression? in try self.expression() }
            if let expression {
                if variety != .typeVar { throw raiseBound(of: variety, expression, colon: tokens[colon].range) }
                bound = expression
            } else {
                mark = colon
            }
        }
        var defaultValue: Expression?
        if try kind() == .equal {
            let end = mark
            mark += 1
            if let expression = try variety == .typeVarTuple ? starExpression() : expression() {
                try require(13, "Type parameter defaults are")
                defaultValue = expression
            } else {
                mark = end
            }
        }
        return tree.make(
            .init(variety: variety, name: name, bound: bound, defaultValue: defaultValue, range: range(from: start)),
            as: TypeParameter.self)
    }

    private func raiseBound(of variety: TypeParameter.Variety, _ bound: Expression, colon: SourceRange) -> SyntaxFailure {
        var what = "bound"
        if case .tuple = bound.kind { what = "constraints" }
        return raise("cannot use \(what) with \(variety == .paramSpec ? "ParamSpec" : "TypeVarTuple")", startingFrom: colon)
    }
}
