/// The `invalid_` rules of simple statements.
extension Parser {
    /// `invalid_block`
    func invalidBlock() throws(SyntaxFailure) {
        if try lacksIndent() { throw raise("expected an indented block", .indentationError) }
    }

    /// `NEWLINE !INDENT`
    func lacksIndent() throws(SyntaxFailure) -> Bool {
        guard try take(.newline) else { return false }
        return try kind() != .indent
    }

    /// `invalid_assignment`
    func invalidAssignment() throws(SyntaxFailure) {
        let start = mark
        if let target = try invalidAnnotationTarget(), try take(.colon), try expression() != nil {
            throw raise("only single target (not \(describe(target))) can be annotated", at: target.range)
        }

        mark = start
        if let first = try starNamedExpression(), try take(.comma) {
            let base = scratchCount
            defer { scratchCount = base }
            while try starNamedExpressions() {}
            if try take(.colon), try expression() != nil {
                throw raise("only single target (not tuple) can be annotated", at: first.range)
            }
        }

        mark = start
        if let target = try expression(), try take(.colon), try expression() != nil {
            throw raise("illegal target for annotation", at: target.range)
        }

        mark = start
        try skipAssignedTargets()
        let end = mark
        if let target = try starExpressions(), try take(.equal) {
            try raiseInvalidTarget(.star, target)
            return
        }

        mark = end
        if let target = try yieldExpression(), try take(.equal) {
            throw raise("assignment to yield expression not possible", at: target.range)
        }

        mark = start
        if let target = try starExpressions(), try augmentedOperator() != nil {
            mark += 1
            if try annotatedRightSide() != nil {
                throw raise("'\(describe(target))' is an illegal expression for augmented assignment", at: target.range)
            }
        }
    }

    /// `(star_targets '=')*`
    private func skipAssignedTargets() throws(SyntaxFailure) {
        var end = mark
        while try starTargets() != nil, try take(.equal) { end = mark }
        mark = end
    }

    /// `invalid_ann_assign_target`
    private func invalidAnnotationTarget() throws(SyntaxFailure) -> Expression? {
        let start = mark
        switch try kind() {
        case .leftBracket:
            return try listDisplay()
        case .leftParenthesis:
            if let tuple = try tupleDisplay() { return tuple }
            mark = start + 1
            guard let target = try invalidAnnotationTarget(), try take(.rightParenthesis) else { return nil }
            return target
        default:
            return nil
        }
    }

    /// `invalid_del_stmt`
    func invalidDeleteStatement() throws(SyntaxFailure) {
        if try take(.del), let target = try starExpressions() { try raiseInvalidTarget(.delete, target) }
    }

    /// `invalid_import`
    func invalidImport() throws(SyntaxFailure) {
        let start = mark
        guard try take(.import_) else { return }
        var hasNames = false
        while try dottedName() != nil {
            hasNames = true
            guard try take(.comma) else { break }
        }
        if hasNames, previous.kind == .comma { mark -= 1 }
        if hasNames, try take(.from), try dottedName() != nil {
            throw raise("Did you mean to use 'from ... import ...' instead?", startingFrom: tokens[start].range)
        }

        mark = start + 1
        if try kind() == .newline { throw raiseMissingNames() }
    }

    /// `invalid_import_from_targets`
    func invalidImportFromTargets() throws(SyntaxFailure) {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        if try importFromNames(), try take(.comma), try take(.newline) {
            throw raise("trailing comma not allowed without surrounding parentheses")
        }
        mark = start
        if try kind() == .newline { throw raiseMissingNames() }
    }

    private func raiseMissingNames() -> SyntaxFailure {
        raise("Expected one or more names after 'import'", startingFrom: current.range)
    }

    /// `invalid_type_params`
    func invalidTypeParameters() throws(SyntaxFailure) {
        if try take(.leftBracket), try kind() == .rightBracket {
            let bracket = current.range
            mark += 1
            throw raise("Type parameter list cannot be empty", startingFrom: bracket)
        }
    }
}
