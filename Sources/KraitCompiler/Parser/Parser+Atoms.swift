import KraitBytecode

/// Atoms: names, literals, and what stands between brackets.
extension Parser {
    /// Rules from a bracket of a display to one within it; see ``Parser/descend(by:)``.
    static let bracketDepth = 29
    /// Rules from a parenthesis to one within it.
    static let groupDepth = 27
    /// Rules from a call or subscript to one in its brackets.
    static let trailerDepth = 24
    /// Rules from an f-string to one in a field of it.
    static let fieldDepth = 33
    /// Rules from a field to one in its format specification.
    static let formatSpecificationDepth = 4

    /// `atom`
    func atom() throws(SyntaxFailure) -> Expression? {
        let start = mark
        switch try kind() {
        case .name:
            mark += 1
            return tree.expression(.name(identifier(tokens[start]), .load), tokens[start].range)
        case .number:
            mark += 1
            return try literal { () throws(CompileError) -> Expression in try self.literals.number(self.tokens[start]) }
        case .string, .fStringStart:
            return try strings()
        case .none:
            mark += 1
            return tree.expression(.constant(noneConstant(), isUnicodeKind: false), tokens[start].range)
        case .true_:
            mark += 1
            return tree.expression(.constant(booleanConstant(true), isUnicodeKind: false), tokens[start].range)
        case .false_:
            mark += 1
            return tree.expression(.constant(booleanConstant(false), isUnicodeKind: false), tokens[start].range)
        case .ellipsis:
            mark += 1
            return tree.expression(.constant(ellipsisConstant(), isUnicodeKind: false), tokens[start].range)
        case .leftParenthesis:
            try descend(by: Parser.groupDepth)
            defer { ascend(by: Parser.groupDepth) }
            return try isExact ? parenthesizedExactly() : parenthesized()
        case .leftBracket:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            return try isExact ? bracketedExactly() : bracketed()
        case .leftBrace:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            return try isExact ? bracedExactly() : braced()
        default:
            return nil
        }
    }

    /// The node that a literal makes, or its error.
    @inline(__always)
    func literal<Node>(_ make: () throws(CompileError) -> Node) throws(SyntaxFailure) -> Node {
        do {
            return try make()
        } catch {
            throw fail(error)
        }
    }

    // MARK: Parentheses

    /// `tuple | group | genexp`
    private func parenthesized() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 1
        switch try kind() {
        case .rightParenthesis:
            mark += 1
            return tree.expression(.tuple(.empty, .load), range(from: start))
        case .yield:
            guard let value = try yieldExpression(), try take(.rightParenthesis) else { return nil }
            return value
        default:
            break
        }
        guard let first = try starNamedExpression() else { return nil }
        switch try kind() {
        case .comma:
            mark += 1
            let base = scratchCount
            defer { scratchCount = base }
            push(first)
            try starNamedExpressions()
            guard try take(.rightParenthesis) else { return nil }
            return tree.expression(.tuple(takeList(from: base), .load), range(from: start))
        case .rightParenthesis:
            if case .starred = first.kind, tokens[start + 1].kind == .star { return nil }
            mark += 1
            return first
        case .for_, .async:
            if tokens[start + 1].kind == .star { return nil }
            guard let clauses = try forIfClauses(), try take(.rightParenthesis) else { return nil }
            return tree.expression(.generatorExp(element: first, clauses), range(from: start))
        default:
            return nil
        }
    }

    private func parenthesizedExactly() throws(SyntaxFailure) -> Expression? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }

        // tuple
        mark += 1
        let afterBracket = mark
        if let first = try starNamedExpression(), try take(.comma) {
            push(first)
            try starNamedExpressions()
        } else {
            mark = afterBracket
        }
        if try take(.rightParenthesis) { return tree.expression(.tuple(takeList(from: base), .load), range(from: start)) }

        // group
        mark = afterBracket
        if let value = try yieldExpression(), try take(.rightParenthesis) { return value }
        mark = afterBracket
        if try kind() != .yield, let value = try namedExpression(), try take(.rightParenthesis) { return value }
        if reportsErrors {
            mark = start
            try invalidGroup()
        }

        mark = start
        return try generatorExpression()
    }

    /// `genexp`. As in CPython, `invalid_comprehension` is tried here before any bracket.
    func generatorExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if try take(.leftParenthesis), let element = try assignmentOrExpression(), let clauses = try forIfClauses(),
            try take(.rightParenthesis)
        {
            return tree.expression(.generatorExp(element: element, clauses), range(from: start))
        }
        if reportsErrors {
            mark = start
            try invalidComprehension()
        }
        return nil
    }

    // MARK: Brackets

    /// `list | listcomp`
    private func bracketed() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 1
        if try take(.rightBracket) { return tree.expression(.list(.empty, .load), range(from: start)) }
        guard let first = try starNamedExpression() else { return nil }
        return try elements(from: start, first: first, .rightBracket, { .list($0, .load) }, { .listComp(element: $0, $1) })
    }

    /// What stands in brackets or braces behind the first element: further ones, or the clauses of a comprehension.
    @inline(__always)
    private func elements(
        from start: Int, first: Expression, _ end: TokenKind, _ display: (NodeList<Expression>) -> Expression.Kind,
        _ comprehension: (Expression, NodeList<Comprehension>) -> Expression.Kind
    ) throws(SyntaxFailure) -> Expression? {
        switch try kind() {
        case .for_, .async:
            if tokens[start + 1].kind == .star { return nil }
            guard let clauses = try forIfClauses(), try take(end) else { return nil }
            return tree.expression(comprehension(first, clauses), range(from: start))
        default:
            let base = scratchCount
            defer { scratchCount = base }
            push(first)
            if try take(.comma) { try starNamedExpressions() }
            guard try take(end) else { return nil }
            return tree.expression(display(takeList(from: base)), range(from: start))
        }
    }

    private func bracketedExactly() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let list = try listDisplay() { return list }
        mark = start + 1
        if let element = try namedExpression(), let clauses = try forIfClauses(), try take(.rightBracket) {
            return tree.expression(.listComp(element: element, clauses), range(from: start))
        }
        if reportsErrors {
            mark = start
            try invalidComprehension()
        }
        return nil
    }

    /// `list`
    func listDisplay() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.leftBracket) else { return nil }
        let base = scratchCount
        defer { scratchCount = base }
        try starNamedExpressions()
        guard try take(.rightBracket) else { return nil }
        return tree.expression(.list(takeList(from: base), .load), range(from: start))
    }

    /// `tuple`
    func tupleDisplay() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.leftParenthesis) else { return nil }
        let base = scratchCount
        defer { scratchCount = base }
        let afterBracket = mark
        if let first = try starNamedExpression(), try take(.comma) {
            push(first)
            try starNamedExpressions()
        } else {
            mark = afterBracket
        }
        guard try take(.rightParenthesis) else { return nil }
        return tree.expression(.tuple(takeList(from: base), .load), range(from: start))
    }

    // MARK: Braces

    /// `dict | set | dictcomp | setcomp`
    private func braced() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let display = try bracedDisplay() { return display }
        mark = start + 1
        // Tried in the first pass too: CPython's generator overlooks `invalid_` rules between other items.
        try exactly { () throws(SyntaxFailure) in try self.invalidDoubleStarredPairs() }
        return nil
    }

    private func bracedDisplay() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 1
        switch try kind() {
        case .rightBrace:
            mark += 1
            return tree.expression(.dict(keys: .empty, values: .empty), range(from: start))
        case .doubleStar:
            return try dictionary(from: start, first: nil)
        case .star:
            return try set(from: start, first: starNamedExpression())
        default:
            break
        }
        // A key is no assignment expression.
        if try kind() == .name, try kindAfterNext() == .colonEqual { return try set(from: start, first: namedExpression()) }
        guard let first = try expression() else { return nil }
        switch try kind() {
        case .colon: return try dictionary(from: start, first: first)
        case .colonEqual: return nil
        default: return try set(from: start, first: first)
        }
    }

    /// A set or set comprehension whose first element is read.
    private func set(from start: Int, first: Expression?) throws(SyntaxFailure) -> Expression? {
        guard let first else { return nil }
        return try elements(from: start, first: first, .rightBrace, { .set($0) }, { .setComp(element: $0, $1) })
    }

    /// A dictionary or dictionary comprehension whose first key, if it has one, is read.
    private func dictionary(from start: Int, first: Expression?) throws(SyntaxFailure) -> Expression? {
        let base = scratchCount
        defer { scratchCount = base }
        if let first {
            mark += 1
            guard let value = try expression() else { return nil }
            switch try kind() {
            case .for_, .async:
                guard let clauses = try forIfClauses(), try take(.rightBrace) else { return nil }
                return tree.expression(.dictComp(key: first, value: value, clauses), range(from: start))
            default:
                push(first)
                push(value)
            }
        } else {
            guard try pushPair() else { return nil }
        }
        while try take(.comma) {
            if try kind() == .rightBrace { break }
            guard try pushPair() else { return nil }
        }
        guard try take(.rightBrace) else { return nil }
        return dictionaryDisplay(from: start, pairs: base)
    }

    /// The node for keys and values pushed in turn; a zero stands for the key of `**`.
    private func dictionaryDisplay(from start: Int, pairs base: Int) -> Expression {
        let keys = takeList(Expression?.self, from: base, every: 2)
        scratchCount += 1
        let values = takeList(Expression.self, from: base + 1, every: 2)
        scratchCount -= 1
        return tree.expression(.dict(keys: keys, values: values), range(from: start))
    }

    /// Pushes key and value of `double_starred_kvpair: '**' bitwise_or | kvpair`.
    func pushPair() throws(SyntaxFailure) -> Bool {
        if try take(.doubleStar) {
            guard let value = try bitwiseOr() else { return false }
            push(word: 0)
            push(value)
            return true
        }
        guard let (key, value) = try pair() else { return false }
        push(key)
        push(value)
        return true
    }

    /// `kvpair: expression ':' expression`
    private func pair() throws(SyntaxFailure) -> (Expression, Expression)? {
        guard let key = try expression(), try take(.colon), let value = try expression() else { return nil }
        return (key, value)
    }

    private func bracedExactly() throws(SyntaxFailure) -> Expression? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }

        // dict
        mark += 1
        var end = mark
        while try pushPair() {
            end = mark
            guard try take(.comma) else { break }
            end = mark
        }
        mark = end
        if try take(.rightBrace) { return tree.expression(.dict(keys: .empty, values: .empty), range(from: start)) }
        // Tried even where `invalid_` rules are off, as in the first pass.
        mark = start + 1
        try invalidDoubleStarredPairs()

        // set
        scratchCount = base
        mark = start + 1
        if try starNamedExpressions(), try take(.rightBrace) { return tree.expression(.set(takeList(from: base)), range(from: start)) }

        // dictcomp
        mark = start + 1
        if let (key, value) = try pair(), let clauses = try forIfClauses(), try take(.rightBrace) {
            return tree.expression(.dictComp(key: key, value: value, clauses), range(from: start))
        }
        if reportsErrors {
            mark = start
            try invalidDictionaryComprehension()
        }

        // setcomp
        mark = start + 1
        if let element = try namedExpression(), let clauses = try forIfClauses(), try take(.rightBrace) {
            return tree.expression(.setComp(element: element, clauses), range(from: start))
        }
        if reportsErrors {
            mark = start
            try invalidComprehension()
        }
        return nil
    }

    // MARK: Comprehensions

    /// `for_if_clauses: for_if_clause+`
    func forIfClauses() throws(SyntaxFailure) -> NodeList<Comprehension>? {
        let base = scratchCount
        defer { scratchCount = base }
        while true {
            switch try kind() {
            case .for_, .async: break
            default: return scratchCount == base ? nil : takeList(from: base)
            }
            let start = mark
            guard let clause = try forIfClause() else {
                mark = start
                return scratchCount == base ? nil : takeList(from: base)
            }
            push(clause)
        }
    }

    /// `for_if_clause`
    private func forIfClause() throws(SyntaxFailure) -> Comprehension? {
        let start = mark
        let isAsync = try take(.async)
        guard try take(.for_) else { return nil }
        if !isExact, failedForClauses.contains(start) { return nil }
        if let target = try starTargets(), try take(.in_) {
            // The grammar commits here (`~`).
            guard let iterable = try disjunction() else { return nil }
            let base = scratchCount
            defer { scratchCount = base }
            var end = mark
            while try take(.if_) {
                guard let condition = try disjunction() else { break }
                push(condition)
                end = mark
            }
            mark = end
            if isAsync { try require(6, "Async comprehensions are") }
            return tree.make(
                .init(target: target, iterable: iterable, conditions: takeList(from: base), isAsync: isAsync), as: Comprehension.self)
        }
        mark = start + (isAsync ? 2 : 1)
        try exactly { () throws(SyntaxFailure) in try self.checkForVariables() }
        if reportsErrors {
            mark = start
            try invalidForTarget()
        }
        // Whoever tries here again learns at once, or nested clauses would take exponential time.
        if !isExact { failedForClauses.insert(start) }
        return nil
    }

    /// `(bitwise_or (',' bitwise_or)* [',']) !'in'`
    private func checkForVariables() throws(SyntaxFailure) {
        guard try bitwiseOr() != nil else { return }
        var end = mark
        while try take(.comma), try bitwiseOr() != nil { end = mark }
        mark = end
        _ = try take(.comma)
        if try kind() != .in_ { throw raise("'in' expected after for-loop variables") }
    }
}
