/// The `invalid_` rules of call arguments.
extension Parser {
    /// `invalid_arguments`
    func invalidArguments() throws(SyntaxFailure) {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }

        // Keyword arguments, then `*iterable`s.
        var hasKeywords = false
        if try positionalArguments(), try take(.comma) { hasKeywords = try keywordArguments() != nil }
        if !hasKeywords {
            mark = start
            hasKeywords = try keywordArguments() != nil
        }
        if hasKeywords, try take(.comma) {
            let comma = previous.range
            if try starredArguments() {
                throw raise("iterable argument unpacking follows keyword argument unpacking", startingFrom: comma)
            }
        }

        mark = start
        if let element = try expression(), let clauses = try forIfClauses(), try take(.comma) {
            let end = mark
            if try positionalAndKeywordArguments() == nil {
                mark = end
                var hasGenerator = try expression() != nil
                if hasGenerator { hasGenerator = try forIfClauses() != nil }
                if !hasGenerator { mark = end }
            }
            throw raiseUnparenthesizedGenerator(element, clauses)
        }

        mark = start
        if try take(.name), try take(.equal) {
            let range = tokens[start].range.through(previous.range)
            if try expression() != nil, try forIfClauses() != nil {
                throw raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: range)
            }
        }

        mark = start
        let hasArguments = try positionalAndKeywordArguments() != nil
        if !(try hasArguments ? take(.comma) : false) { mark = start }
        let name = mark
        if try take(.name), try take(.equal) {
            switch try kind() {
            case .comma, .rightParenthesis:
                throw raise("expected argument value expression", at: tokens[name].range.through(previous.range))
            default: break
            }
        }

        mark = start
        guard let arguments = try positionalAndKeywordArguments(), case .call(_, let positional, let keywords) = arguments.kind else {
            return
        }
        let end = mark
        if let clauses = try forIfClauses() {
            // With one argument the generator is all there is.
            if positional.count > 1, let last = positional.last { throw raiseUnparenthesizedGenerator(last, clauses) }
            return
        }

        mark = end
        guard try take(.comma) else { return }
        let afterComma = mark
        if let element = try expression(), let clauses = try forIfClauses() {
            throw raiseUnparenthesizedGenerator(element, clauses)
        }

        mark = afterComma
        if try positionalAndKeywordArguments() != nil {
            var unpacks = false
            for keyword in keywords where keyword.record.pointee.name == nil { unpacks = true }
            throw raise("positional argument follows keyword argument\(unpacks ? " unpacking" : "")")
        }
    }

    /// `','.(starred_expression !'=')+`, at least the first.
    private func starredArguments() throws(SyntaxFailure) -> Bool {
        var isEmpty = true
        repeat {
            guard try starredExpression() != nil, try kind() != .equal else { break }
            isEmpty = false
        } while try take(.comma)
        return !isEmpty
    }

    private func raiseUnparenthesizedGenerator(_ element: Expression, _ clauses: NodeList<Comprehension>) -> SyntaxFailure {
        // In CPython: `_PyPegen_get_last_comprehension_item`.
        var end = element.range
        if let last = clauses.last { end = (last.record.pointee.conditions.last ?? last.record.pointee.iterable).range }
        return raise("Generator expression must be parenthesized", at: element.range.through(end))
    }

    /// `invalid_kwarg`
    func invalidKeyword() throws(SyntaxFailure) {
        let start = mark
        switch try kind() {
        case .true_, .false_, .none:
            mark += 1
            if try take(.equal) {
                let word = String(decoding: source.text(tokens[start]), as: UTF8.self)
                throw raise("cannot assign to \(word)", at: tokens[start].range.through(previous.range))
            }
        default:
            break
        }

        mark = start
        let beginsWithKeyword = try kind() == .name ? kindAfterNext() == .equal : false
        if beginsWithKeyword {
            mark += 2
            let range = tokens[start].range.through(previous.range)
            if try expression() != nil, try forIfClauses() != nil {
                throw raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: range)
            }
        }

        mark = start
        if !beginsWithKeyword, let value = try expression(), try take(.equal) {
            throw raise(
                "expression cannot contain assignment, perhaps you meant \"==\"?", at: value.range.through(previous.range))
        }

        mark = start
        if try take(.doubleStar), try expression() != nil, try take(.equal), let value = try expression() {
            throw raise("cannot assign to keyword argument unpacking", at: tokens[start].range.through(value.range))
        }
    }

    /// `invalid_starred_expression`
    func invalidStarredExpression() throws(SyntaxFailure) {
        let start = mark
        if try take(.star), try expression() != nil, try take(.equal), let value = try expression() {
            throw raise("cannot assign to iterable argument unpacking", at: tokens[start].range.through(value.range))
        }
    }
}
