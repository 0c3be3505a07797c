/// The `invalid_` rules of statements that hold blocks: a missing colon, a missing block, and what cannot go together.
extension Parser {
    /// `NEWLINE` behind the head of a statement, where a colon should be.
    private func raiseIfNewline() throws(SyntaxFailure) {
        if try take(.newline) { throw raise("expected ':'") }
    }

    /// `':' NEWLINE !INDENT`
    private func raiseIfBlockIsMissing(after statement: String, at keyword: Int) throws(SyntaxFailure) {
        if try take(.colon), try lacksIndent() {
            throw raise("expected an indented block after \(statement) on line \(tokens[keyword].line)", .indentationError)
        }
    }

    /// `invalid_if_stmt` and `invalid_elif_stmt`
    func invalidIfStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        guard try namedExpression() != nil else { return }
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: tokens[start].kind == .if_ ? "'if' statement" : "'elif' statement", at: start)
    }

    /// `invalid_else_stmt`
    func invalidElseStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        try raiseIfBlockIsMissing(after: "'else' statement", at: start)
    }

    /// `invalid_while_stmt`
    func invalidWhileStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        guard try namedExpression() != nil else { return }
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: "'while' statement", at: start)
    }

    /// `invalid_for_stmt`
    func invalidForStatement() throws(SyntaxFailure) {
        _ = try take(.async)
        let keyword = mark
        guard try take(.for_), try starTargets() != nil, try take(.in_), try starExpressions() != nil else { return }
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: "'for' statement", at: keyword)
    }

    // MARK: With

    /// `invalid_with_item`
    func invalidWithItem() throws(SyntaxFailure) {
        guard try expression() != nil, try take(.as_), let target = try expression() else { return }
        switch try kind() {
        case .comma, .rightParenthesis, .colon: try raiseInvalidTarget(.star, target)
        default: break
        }
    }

    /// `invalid_with_stmt`
    func invalidWithStatement() throws(SyntaxFailure) {
        _ = try take(.async)
        guard try take(.with) else { return }
        let start = mark
        if try skipWithItems(inParentheses: false) { try raiseIfNewline() }
        mark = start
        if try skipWithItems(inParentheses: true) { try raiseIfNewline() }
    }

    /// `invalid_with_stmt_indent`
    func invalidWithStatementIndent() throws(SyntaxFailure) {
        _ = try take(.async)
        let keyword = mark
        guard try take(.with) else { return }
        let start = mark
        if try skipWithItems(inParentheses: false) { try raiseIfBlockIsMissing(after: "'with' statement", at: keyword) }
        mark = start
        if try skipWithItems(inParentheses: true) { try raiseIfBlockIsMissing(after: "'with' statement", at: keyword) }
    }

    /// `','.(expression ['as' star_target])+` or `'(' ','.(expressions ['as' star_target])+ ','? ')'`
    private func skipWithItems(inParentheses: Bool) throws(SyntaxFailure) -> Bool {
        if inParentheses, !(try take(.leftParenthesis)) { return false }
        var end = mark
        var isEmpty = true
        repeat {
            guard try (inParentheses ? expressions() : expression()) != nil else { break }
            end = mark
            if try take(.as_), try starTarget() != nil { end = mark }
            mark = end
            isEmpty = false
        } while try take(.comma)
        mark = end
        if isEmpty || !inParentheses { return !isEmpty }
        _ = try take(.comma)
        return try take(.rightParenthesis)
    }

    // MARK: Try

    /// `invalid_try_stmt`
    func invalidTryStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        try raiseIfBlockIsMissing(after: "'try' statement", at: start)

        mark = start + 1
        guard try take(.colon) else { return }
        let afterColon = mark
        if try block() != nil {
            switch try kind() {
            case .except, .finally: break
            default: throw raise("expected 'except' or 'finally' block")
            }
        }

        let message = "cannot have both 'except' and 'except*' on the same 'try'"
        mark = afterColon
        try skipBlocks()
        let afterBlocks = mark
        if try !exceptBlocks(isStar: false).isEmpty {
            let keyword = mark
            if try take(.except), try take(.star) {
                let range = tokens[keyword].range.through(previous.range)
                if try expression() != nil {
                    _ = try optionalAsName()
                    if try take(.colon) { throw raise(message, at: range) }
                }
            }
        }

        mark = afterBlocks
        if try !exceptBlocks(isStar: true).isEmpty {
            let keyword = mark
            if try take(.except) {
                if try expression() != nil { _ = try optionalAsName() } else { mark = keyword + 1 }
                if try take(.colon) { throw raise(message, at: tokens[keyword].range) }
            }
        }
    }

    /// `block*`
    private func skipBlocks() throws(SyntaxFailure) {
        var end = mark
        while try block() != nil { end = mark }
        mark = end
    }

    /// `invalid_except_stmt`
    func invalidExceptStatement() throws(SyntaxFailure) {
        let start = mark
        guard try take(.except) else { return }
        let hasStar = try take(.star)
        let afterStar = mark
        if let type = try expression() {
            let end = mark
            if try take(.comma), try expressions() != nil {
                _ = try optionalAsName()
                if try take(.colon) { throw raise("multiple exception types must be parenthesized", startingFrom: type.range) }
            }
            mark = end
            _ = try optionalAsName()
            try raiseIfNewline()
        }
        mark = start + 1
        try raiseIfNewline()
        if hasStar {
            mark = afterStar
            switch try kind() {
            case .newline, .colon:
                mark += 1
                throw raise("expected one or more exception types")
            default: break
            }
        }
    }

    /// `invalid_except_stmt_indent` and `invalid_except_star_stmt_indent`
    func invalidExceptStatementIndent(isStar: Bool) throws(SyntaxFailure) {
        let start = mark
        guard try take(.except) else { return }
        if isStar, !(try take(.star)) { return }
        let statement = isStar ? "'except*' statement" : "'except' statement"
        if try expression() != nil {
            _ = try optionalAsName()
            try raiseIfBlockIsMissing(after: statement, at: start)
        }
        if !isStar {
            mark = start + 1
            try raiseIfBlockIsMissing(after: statement, at: start)
        }
    }

    /// `invalid_finally_stmt`
    func invalidFinallyStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        try raiseIfBlockIsMissing(after: "'finally' statement", at: start)
    }

    // MARK: Match

    /// `invalid_match_stmt`
    func invalidMatchStatement() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        guard try matchSubject() != nil else { return }
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: "'match' statement", at: start)
    }

    /// `invalid_case_block`
    func invalidCaseBlock() throws(SyntaxFailure) {
        let start = mark
        mark += 1
        guard try patterns() != nil else { return }
        _ = try caseGuard()
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: "'case' statement", at: start)
    }

    /// `invalid_as_pattern`
    func invalidAsPattern() throws(SyntaxFailure) {
        guard try orPattern() != nil, try take(.as_) else { return }
        if current(is: .underscore) { throw raise("cannot use '_' as a target", at: current.range) }
        if try kind() != .name, let target = try expression() { throw raise("invalid pattern target", at: target.range) }
    }

    private func current(is keyword: SoftKeyword) -> Bool { mark < fill && current.softKeyword == keyword }

    /// `invalid_class_pattern`
    func invalidClassPattern() throws(SyntaxFailure) {
        guard try nameOrAttribute() != nil, try take(.leftParenthesis) else { return }
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }

        // [positional_patterns ','] keyword_patterns ',' positional_patterns
        if !(try skipPatterns() != nil ? take(.comma) : false) { mark = start }
        var hasKeywords = false
        var end = mark
        repeat {
            guard try keywordPattern() != nil else { break }
            hasKeywords = true
            end = mark
        } while try take(.comma)
        mark = end
        if hasKeywords, try take(.comma), let range = try skipPatterns() {
            throw raise("positional patterns follow keyword patterns", at: range)
        }
    }

    /// `positional_patterns`, and the range from the first to the last.
    private func skipPatterns() throws(SyntaxFailure) -> SourceRange? {
        guard let first = try pattern() else { return nil }
        var range = first.record.pointee.range
        var end = mark
        while try take(.comma), let next = try pattern() {
            range = range.through(next.record.pointee.range)
            end = mark
        }
        mark = end
        return range
    }

    // MARK: Definitions

    /// `invalid_def_raw`
    func invalidFunctionDefinition() throws(SyntaxFailure) {
        _ = try take(.async)
        let keyword = mark
        guard try take(.def), try take(.name) else { return }
        let afterName = mark

        _ = try typeParameters()
        if try take(.leftParenthesis) {
            _ = try optionalParameters(.function)
            if try take(.rightParenthesis) {
                try skipReturns()
                try raiseIfBlockIsMissing(after: "function definition", at: keyword)
            }
        }

        mark = afterName
        _ = try typeParameters()
        try force(.leftParenthesis, "(")
        _ = try optionalParameters(.function)
        guard try take(.rightParenthesis) else { return }
        try skipReturns()
        try force(.colon, ":")
        _ = try functionTypeComment()
        _ = try block()
    }

    /// `['->' expression]`
    private func skipReturns() throws(SyntaxFailure) {
        let start = mark
        if try take(.arrow), try expression() != nil { return }
        mark = start
    }

    /// `invalid_class_def_raw`
    func invalidClassDefinition() throws(SyntaxFailure) {
        let start = mark
        guard try take(.class_), try take(.name) else { return }
        _ = try typeParameters()
        let end = mark
        var hasArguments = try take(.leftParenthesis)
        if hasArguments {
            _ = try optionalArguments()
            hasArguments = try take(.rightParenthesis)
        }
        if !hasArguments { mark = end }
        try raiseIfNewline()
        try raiseIfBlockIsMissing(after: "class definition", at: start)
    }

    /// `invalid_double_type_comments`
    func invalidDoubleTypeComments() throws(SyntaxFailure) {
        if try take(.typeComment), try take(.newline), try take(.typeComment), try take(.newline), try take(.indent) {
            throw raise("Cannot have two type comments on def")
        }
    }
}
