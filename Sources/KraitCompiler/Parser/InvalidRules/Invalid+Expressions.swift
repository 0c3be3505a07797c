/// The `invalid_` rules of expressions and displays: what to say where they do not match.
///
/// Each rule throws if it has something to say. An alternative that matches but says nothing ends its rule, as in CPython: those behind it
/// are not tried. The caller sets the position back.
extension Parser {
    /// `invalid_expression`
    func invalidExpression() throws(SyntaxFailure) {
        let start = mark

        // Not what looks like a string with a wrong prefix, nor a soft keyword, which can be a name before something else.
        var isExcluded = false
        if try kind() == .name {
            if beginsSoftKeyword(current) { isExcluded = true } else { isExcluded = try kindAfterNext() == .string }
        }
        if !isExcluded, let first = try disjunction(), let second = try expressionWithoutInvalid() {
            if isLegacyStatement(first) || previous.level == 0 { return }
            throw raise("invalid syntax. Perhaps you forgot a comma?", at: first.range.through(second.range))
        }

        mark = start
        if let body = try disjunction(), try take(.if_), let test = try disjunction() {
            switch try kind() {
            case .else_, .colon: break
            default: throw raise("expected 'else' after 'if' expression", at: body.range.through(test.range))
            }
        }

        mark = start
        if try take(.lambda) {
            _ = try optionalParameters(.lambda)
            if try take(.colon) {
                let colon = previous.range
                if try kind() == .fStringMiddle {
                    throw raise(
                        "f-string: lambda expressions are not allowed without parentheses", at: tokens[start].range.through(colon))
                }
            }
        }
    }

    /// Whether a name is a soft keyword or the beginning of one: CPython compares as many letters as the name has. In CPython:
    /// `_PyPegen_soft_keyword_token`.
    private func beginsSoftKeyword(_ name: Token) -> Bool {
        let text = source.text(name)
        return ["_", "case", "match", "type"].contains { (keyword: StaticString) in
            text.count <= keyword.utf8CodeUnitCount
                && text.elementsEqual(UnsafeBufferPointer(start: keyword.utf8Start, count: text.count))
        }
    }

    /// `expression_without_invalid`
    private func expressionWithoutInvalid() throws(SyntaxFailure) -> Expression? {
        let saved = reportsErrors
        reportsErrors = false
        // A string that is read here for the first time warns, as in CPython.
        literals.isSecondPass = false
        defer {
            reportsErrors = saved
            literals.isSecondPass = saved
        }
        return try conditional()
    }

    /// `invalid_legacy_expression`
    func invalidLegacyExpression() throws(SyntaxFailure) {
        guard try take(.name) else { return }
        let name = previous
        if try kind() == .leftParenthesis { return }
        // Expressions in a row nest here.
        try descend(by: 4)
        defer { ascend(by: 4) }
        guard let arguments = try starExpressions(), isLegacyStatement(identifier(name)) else { return }
        let word = tree[identifier(name)].description
        throw raise("Missing parentheses in call to '\(word)'. Did you mean \(word)(...)?", at: name.range.through(arguments.range))
    }

    /// Whether an expression is the name of a statement of Python 2. In CPython: `_PyPegen_check_legacy_stmt`.
    private func isLegacyStatement(_ expression: Expression) -> Bool {
        guard case .name(let name, _) = expression.kind else { return false }
        return isLegacyStatement(name)
    }

    private func isLegacyStatement(_ name: Identifier) -> Bool {
        tree[name] == "print" || tree[name] == "exec"
    }

    /// `invalid_named_expression`
    func invalidNamedExpression() throws(SyntaxFailure) {
        _ = try kind()
        let start = mark
        if memo.find(.invalidNamedExpression, at: start) != nil { return }

        if let target = try expression(), try take(.colonEqual), try expression() != nil {
            throw raise("cannot use assignment expressions with \(describe(target))", at: target.range)
        }

        mark = start
        if try take(.name), try take(.equal), let value = try bitwiseOr(), try !isAssignmentOperator() {
            throw raise("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", at: tokens[start].range.through(value.range))
        }

        mark = start
        if try !beginsDisplayOrConstant() {
            mark = start
            if let target = try bitwiseOr(), try take(.equal), try bitwiseOr() != nil, try !isAssignmentOperator() {
                throw raise(
                    "cannot assign to \(describe(target)) here. Maybe you meant '==' instead of '='?", at: target.range)
            }
        }
        memo.insert(.invalidNamedExpression, at: start, node: 0, mark: start)
    }

    private func isAssignmentOperator() throws(SyntaxFailure) -> Bool {
        switch try kind() {
        case .equal, .colonEqual: true
        default: false
        }
    }

    /// `list | tuple | genexp | 'True' | 'None' | 'False'`
    private func beginsDisplayOrConstant() throws(SyntaxFailure) -> Bool {
        let start = mark
        switch try kind() {
        case .true_, .none, .false_:
            return true
        case .leftBracket, .leftParenthesis, .leftBrace:
            if try listDisplay() != nil { return true }
            mark = start
            if try tupleDisplay() != nil { return true }
            mark = start
            return try generatorExpression() != nil
        default:
            return false
        }
    }

    // MARK: Operators

    /// `invalid_arithmetic`
    func invalidArithmetic() throws(SyntaxFailure) {
        guard try leftRecursive(.sum) != nil else { return }
        switch try kind() {
        case .plus, .minus, .star, .slash, .percent, .doubleSlash, .at: mark += 1
        default: return
        }
        guard try take(.not) else { return }
        let keyword = previous.range
        guard let operand = try inversion() else { return }
        throw raise("'not' after an operator must be parenthesized", at: keyword.through(operand.range))
    }

    /// `invalid_factor`
    func invalidFactor() throws(SyntaxFailure) {
        switch try kind() {
        case .plus, .minus, .tilde: mark += 1
        default: return
        }
        guard try take(.not) else { return }
        let keyword = previous.range
        guard let operand = try factorExactly() else { return }
        throw raise("'not' after an operator must be parenthesized", at: keyword.through(operand.range))
    }

    // MARK: Displays and comprehensions

    /// `invalid_group`
    func invalidGroup() throws(SyntaxFailure) {
        guard try take(.leftParenthesis) else { return }
        let start = mark
        if let value = try starredExpression(), try take(.rightParenthesis) {
            throw raise("cannot use starred expression here", at: value.range)
        }
        mark = start
        if try take(.doubleStar), try expression() != nil, try take(.rightParenthesis) {
            throw raise("cannot use double starred expression here", at: tokens[start].range)
        }
    }

    /// `invalid_comprehension`
    func invalidComprehension() throws(SyntaxFailure) {
        let bracket = try kind()
        switch bracket {
        case .leftBracket, .leftParenthesis, .leftBrace: mark += 1
        default: return
        }
        let start = mark
        if let element = try starredExpression(), try forIfClauses() != nil {
            throw raise("iterable unpacking cannot be used in comprehension", at: element.range)
        }
        if bracket == .leftParenthesis { return }

        let message = "did you forget parentheses around the comprehension target?"
        mark = start
        let base = scratchCount
        defer { scratchCount = base }
        guard let first = try starNamedExpression(), try take(.comma) else { return }
        let comma = previous.range
        let afterComma = mark
        if try starNamedExpressions() {
            let elements = takeList(Expression.self, from: base)
            if let last = elements.last, try forIfClauses() != nil { throw raise(message, at: first.range.through(last.range)) }
        }
        mark = afterComma
        if try forIfClauses() != nil { throw raise(message, at: first.range.through(comma)) }
    }

    /// `invalid_dict_comprehension`
    func invalidDictionaryComprehension() throws(SyntaxFailure) {
        guard try take(.leftBrace), try take(.doubleStar) else { return }
        let stars = previous.range
        guard try bitwiseOr() != nil, try forIfClauses() != nil, try take(.rightBrace) else { return }
        throw raise("dict unpacking cannot be used in dict comprehension", at: stars)
    }

    /// `invalid_double_starred_kvpairs`
    func invalidDoubleStarredPairs() throws(SyntaxFailure) {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        if try pushPair() {
            // The last comma is not followed by a pair.
            var end = mark
            while try take(.comma), try pushPair() { end = mark }
            mark = end
            if try take(.comma) { try invalidPair() }
        }
        mark = start
        try invalidPairValue()
    }

    /// `invalid_kvpair`
    private func invalidPair() throws(SyntaxFailure) {
        let start = mark
        if let key = try expression(), try kind() != .colon {
            throw raise(
                "':' expected after dictionary key",
                at: SourceRange(line: key.range.line, column: key.range.endColumn - 1, endLine: key.range.endLine, endColumn: -1))
        }
        mark = start
        try invalidPairValue()
    }

    private func invalidPairValue() throws(SyntaxFailure) {
        guard try expression() != nil, try take(.colon) else { return }
        let colon = previous.range
        switch try kind() {
        case .star:
            let star = current.range
            mark += 1
            if try bitwiseOr() != nil { throw raise("cannot use a starred expression in a dictionary value", startingFrom: star) }
        case .rightBrace, .comma:
            throw raise("expression expected after dictionary key and ':'", at: colon)
        default:
            break
        }
    }

    // MARK: Targets

    /// `invalid_for_target`
    func invalidForTarget() throws(SyntaxFailure) {
        _ = try take(.async)
        guard try take(.for_), let target = try starExpressions() else { return }
        try raiseInvalidTarget(.forLoop, target)
    }

    // MARK: f-strings

    /// `invalid_replacement_field`
    func invalidReplacementField() throws(SyntaxFailure) {
        guard try take(.leftBrace) else { return }
        switch try kind() {
        case .equal, .exclamation, .colon, .rightBrace:
            let found = String(decoding: source.text(current), as: UTF8.self)
            throw raise("f-string: valid expression required before '\(found)'", at: current.range)
        default:
            break
        }
        let start = mark
        guard try annotatedRightSide() != nil else {
            mark = start
            throw try raiseOnNextToken("f-string: expecting a valid expression after '{'")
        }
        switch try kind() {
        case .equal, .exclamation, .colon, .rightBrace: break
        default: throw try raiseOnNextToken("f-string: expecting '=', or '!', or ':', or '}'")
        }
        if try take(.equal) {
            switch try kind() {
            case .exclamation, .colon, .rightBrace: break
            default: throw try raiseOnNextToken("f-string: expecting '!', or ':', or '}'")
            }
        }
        if try take(.exclamation) {
            switch try kind() {
            case .colon, .rightBrace: throw try raiseOnNextToken("f-string: missing conversion character")
            case .name: mark += 1
            default: throw try raiseOnNextToken("f-string: invalid conversion character")
            }
        }
        switch try kind() {
        case .colon, .rightBrace: break
        default: throw try raiseOnNextToken("f-string: expecting ':' or '}'")
        }
        let beforeColon = mark
        if try take(.colon) {
            _ = try formatSpecificationParts()
            if try kind() != .rightBrace { throw try raiseOnNextToken("f-string: expecting '}', or format specs") }
        }
        mark = beforeColon
        if try kind() != .rightBrace { throw try raiseOnNextToken("f-string: expecting '}'") }
    }
}
