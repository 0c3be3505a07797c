import KraitBytecode

/// Expressions from the loosest binding down to primaries.
extension Parser {
    // MARK: Lists of expressions

    /// `expressions`
    func expressions() throws(SyntaxFailure) -> Expression? { try tuple { parser throws(SyntaxFailure) in try parser.expression() } }

    /// `star_expressions`
    func starExpressions() throws(SyntaxFailure) -> Expression? { try tuple { parser throws(SyntaxFailure) in try parser.starExpression() } }

    /// One element, or a tuple where a comma stands behind it.
    @inline(__always)
    private func tuple(of element: (Parser) throws(SyntaxFailure) -> Expression?) throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard let first = try element(self) else { return nil }
        guard try kind() == .comma else { return first }
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        while try take(.comma) {
            let afterComma = mark
            guard let next = try element(self) else {
                mark = afterComma
                break
            }
            push(next)
        }
        return tree.expression(.tuple(takeList(from: base), .load), range(from: start))
    }

    /// `star_expression`
    func starExpression() throws(SyntaxFailure) -> Expression? {
        guard isExact else { return try kind() == .star ? try starred() : try expression() }
        return try memoized(.starExpression) { () throws(SyntaxFailure) -> Expression? in
            try self.kind() == .star ? try self.starred() : try self.expression()
        }
    }

    /// `'*' bitwise_or`
    private func starred() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 1
        guard let value = try bitwiseOr() else { return nil }
        return tree.expression(.starred(value, .load), range(from: start))
    }

    /// Pushes `star_named_expressions: ','.star_named_expression+ [',']`. False when there is none.
    @discardableResult
    func starNamedExpressions() throws(SyntaxFailure) -> Bool {
        let base = scratchCount
        while true {
            let start = mark
            guard let next = try starNamedExpression() else {
                mark = start
                break
            }
            push(next)
            guard try take(.comma) else { break }
        }
        return scratchCount > base
    }

    /// `star_named_expression`
    func starNamedExpression() throws(SyntaxFailure) -> Expression? {
        try kind() == .star ? try starred() : try namedExpression()
    }

    // MARK: Assignment expressions

    /// `named_expression: assignment_expression | invalid_named_expression | expression !':='`
    func namedExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let assignment = try assignmentExpression() { return assignment }
        mark = start
        if reportsErrors {
            try invalidNamedExpression()
            mark = start
        }
        guard let value = try expression(), try kind() != .colonEqual else { return nil }
        return value
    }

    /// `assignment_expression: NAME ':=' ~ expression`
    @inline(__always)
    func assignmentExpression() throws(SyntaxFailure) -> Expression? {
        guard try kind() == .name, try kindAfterNext() == .colonEqual else { return nil }
        return try assignmentExpressionWithTarget()
    }

    private func assignmentExpressionWithTarget() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 2
        guard let value = try expression() else { return nil }
        try require(8, "Assignment expressions are")
        let target = tree.expression(.name(identifier(tokens[start]), .store), tokens[start].range)
        return tree.expression(.namedExpr(target: target, value: value), range(from: start))
    }

    /// `assignment_expression | expression !':='`
    func assignmentOrExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let assignment = try assignmentExpression() { return assignment }
        mark = start
        guard let value = try expression(), try kind() != .colonEqual else { return nil }
        return value
    }

    // MARK: Expression

    /// `expression`
    func expression() throws(SyntaxFailure) -> Expression? {
        guard isExact else { return try conditional() }
        return try memoized(.expression) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if self.reportsErrors {
                try self.invalidExpression()
                self.mark = start
                try self.invalidLegacyExpression()
                self.mark = start
            }
            return try self.conditional()
        }
    }

    /// `disjunction 'if' disjunction 'else' expression | disjunction | lambdef`
    func conditional() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if try kind() == .lambda { return try lambda() }
        guard let value = try disjunction() else { return nil }
        guard try kind() == .if_ else { return value }
        let end = mark
        mark += 1
        if let test = try disjunction(), try take(.else_) {
            try descend()
            defer { ascend() }
            if let orelse = try expression() {
                return tree.expression(.ifExp(test: test, body: value, orelse: orelse), range(from: start))
            }
        }
        mark = end
        return value
    }

    /// `lambdef`
    private func lambda() throws(SyntaxFailure) -> Expression? {
        let start = mark
        try descend(by: 2)
        defer { ascend(by: 2) }
        mark += 1
        // Rules from here to a default value.
        let levels = try kind() == .colon ? 0 : 6
        try descend(by: levels)
        let arguments = try optionalParameters(.lambda)
        ascend(by: levels)
        guard try take(.colon), let body = try expression() else { return nil }
        return tree.expression(.lambda(arguments, body: body), range(from: start))
    }

    /// `yield_expr`
    func yieldExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.yield) else { return nil }
        if try take(.from) {
            if let value = try expression() { return tree.expression(.yieldFrom(value), range(from: start)) }
            mark = start + 1
        }
        let value = try optionalStarExpressions()
        return tree.expression(.yield(value), range(from: start))
    }

    // MARK: Operators

    /// `disjunction`
    @inline(__always)
    func disjunction() throws(SyntaxFailure) -> Expression? {
        isExact ? try disjunctionExactly() : try operators(.or)
    }

    /// `bitwise_or`
    @inline(__always)
    func bitwiseOr() throws(SyntaxFailure) -> Expression? {
        isExact ? try leftRecursive(.bitwiseOr) : try operators(.bitwiseOr)
    }

    /// How strongly operators bind, as the rules of the grammar follow each other.
    enum Precedence: UInt8 {
        case none, or, and, not, comparison, bitwiseOr, bitwiseXor, bitwiseAnd, shift, sum, term, factor, power
    }

    @inline(__always)
    private func precedence(_ kind: TokenKind) -> Precedence {
        switch kind {
        case .or: .or
        case .and: .and
        case .less, .greater, .equalEqual, .notEqual, .lessEqual, .greaterEqual, .in_, .is_, .not: .comparison
        case .verticalBar: .bitwiseOr
        case .circumflex: .bitwiseXor
        case .ampersand: .bitwiseAnd
        case .leftShift, .rightShift: .shift
        case .plus, .minus: .sum
        case .star, .slash, .percent, .doubleSlash, .at: .term
        case .doubleStar: .power
        default: .none
        }
    }

    /// All rules from `disjunction` to `power` in one, by precedence climbing: operators that bind at least as strongly as `minimum`.
    func operators(_ minimum: Precedence) throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard var left = try operand(minimum) else { return nil }
        while true {
            let kind = try kind()
            let strength = precedence(kind)
            guard strength != .none, strength.rawValue >= minimum.rawValue else { return left }
            switch strength {
            case .or, .and:
                guard let chain = try booleanChain(kind, from: left, at: start) else { return nil }
                left = chain
            case .comparison:
                guard let chain = try comparison(from: left, at: start) else { return nil }
                // Nothing compared: the token is for someone else (`not`).
                if chain == left { return left }
                left = chain
            case .power:
                // Only an operand directly before it takes `**`; then it is part of the operand.
                return left
            default:
                mark += 1
                guard let next = Precedence(rawValue: strength.rawValue + 1), let right = try operators(next) else { return nil }
                if kind == .at { try require(5, "The '@' operator is") }
                left = tree.expression(.binOp(left: left, binaryOperator(kind), right: right), range(from: start))
            }
        }
    }

    /// What operators stand between: prefixed, or a primary with its power.
    @inline(__always)
    private func operand(_ minimum: Precedence) throws(SyntaxFailure) -> Expression? {
        switch try kind() {
        case .not: try minimum.rawValue <= Precedence.not.rawValue ? negation() : nil
        case .plus, .minus, .tilde: try prefixed()
        default: try power()
        }
    }

    /// `'not' inversion`
    private func negation() throws(SyntaxFailure) -> Expression? {
        let start = mark
        try descend()
        defer { ascend() }
        mark += 1
        guard let operand = try operators(.not) else { return nil }
        return tree.expression(.unaryOp(.not, operand: operand), range(from: start))
    }

    /// `('+' | '-' | '~') factor`
    private func prefixed() throws(SyntaxFailure) -> Expression? {
        let start = mark
        try descend()
        defer { ascend() }
        let operation = unaryOperator(current.kind)
        mark += 1
        guard let operand = try factor() else { return nil }
        return tree.expression(.unaryOp(operation, operand: operand), range(from: start))
    }

    func unaryOperator(_ kind: TokenKind) -> UnaryOperator {
        switch kind {
        case .plus: .plus
        case .minus: .minus
        default: .invert
        }
    }

    /// `factor`
    private func factor() throws(SyntaxFailure) -> Expression? {
        switch try kind() {
        case .plus, .minus, .tilde: try prefixed()
        default: try power()
        }
    }

    /// `power: await_primary '**' factor | await_primary`
    @inline(__always)
    private func power() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard let base = try awaitPrimary() else { return nil }
        guard try kind() == .doubleStar else { return base }
        try descend(by: 2)
        defer { ascend(by: 2) }
        mark += 1
        guard let exponent = try factor() else { return nil }
        return tree.expression(.binOp(left: base, .power, right: exponent), range(from: start))
    }

    /// `conjunction ('or' conjunction)+` or `inversion ('and' inversion)+`
    private func booleanChain(_ keyword: TokenKind, from first: Expression, at start: Int) throws(SyntaxFailure) -> Expression? {
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        while try take(keyword) {
            guard let next = try operators(keyword == .or ? .and : .not) else { return nil }
            push(next)
        }
        return tree.expression(.boolOp(keyword == .or ? .or : .and, values: takeList(from: base)), range(from: start))
    }

    /// `bitwise_or compare_op_bitwise_or_pair+`, the first operand being read. That operand alone if no operator follows.
    func comparison(from first: Expression, at start: Int) throws(SyntaxFailure) -> Expression? {
        let base = scratchCount
        defer { scratchCount = base }
        var end = mark
        while let operation = try comparisonOperator() {
            guard let operand = try bitwiseOr() else {
                if isExact { break }
                return nil
            }
            push(word: UInt(operation.rawValue))
            push(operand)
            end = mark
        }
        mark = end
        let count = (scratchCount - base) / 2
        if count == 0 { return first }
        let operations = tree.allocate(ComparisonOperator.self, count: count)
        for index in 0..<count {
            let operation = ComparisonOperator(rawValue: UInt8(truncatingIfNeeded: scratch[base + 2 * index])) ?? .equal
            (operations + index).initialize(to: operation)
        }
        let operands = tree.allocate(Expression.self, count: count)
        for index in 0..<count {
            guard let record = UnsafeMutablePointer<Expression.Record>(bitPattern: scratch[base + 2 * index + 1]) else { return nil }
            (operands + index).initialize(to: Expression(record: record))
        }
        return tree.expression(
            .compare(left: first, NodeList(base: operations, count: count), comparators: NodeList(base: operands, count: count)),
            range(from: start))
    }

    /// Takes the operator of `compare_op_bitwise_or_pair`.
    private func comparisonOperator() throws(SyntaxFailure) -> ComparisonOperator? {
        switch try kind() {
        case .equalEqual:
            mark += 1
            return .equal
        case .notEqual:
            mark += 1
            return try isInequality(previous) ? .notEqual : nil
        case .less:
            mark += 1
            return .less
        case .lessEqual:
            mark += 1
            return .lessOrEqual
        case .greater:
            mark += 1
            return .greater
        case .greaterEqual:
            mark += 1
            return .greaterOrEqual
        case .in_:
            mark += 1
            return .in_
        case .not:
            mark += 1
            return try take(.in_) ? .notIn : nil
        case .is_:
            mark += 1
            return try take(.not) ? .isNot : .is_
        default:
            return nil
        }
    }

    /// In CPython: `_PyPegen_check_barry_as_flufl`.
    private func isInequality(_ token: Token) throws(SyntaxFailure) -> Bool {
        let isDiamond = source.text(token).first == UInt8(ascii: "<")
        if usesBarryAsFLUFL, !isDiamond { throw raise("with Barry as BDFL, use '<>' instead of '!='") }
        return usesBarryAsFLUFL == isDiamond
    }

    func binaryOperator(_ kind: TokenKind) -> BinaryOperator {
        switch kind {
        case .plus: .add
        case .minus: .subtract
        case .star: .multiply
        case .slash: .divide
        case .percent: .modulo
        case .at: .matrixMultiply
        case .doubleSlash: .floorDivide
        case .leftShift: .leftShift
        case .rightShift: .rightShift
        case .verticalBar: .bitOr
        case .circumflex: .bitXor
        case .ampersand: .bitAnd
        default: .power
        }
    }

    // MARK: Primaries

    /// `await_primary`
    @inline(__always)
    func awaitPrimary() throws(SyntaxFailure) -> Expression? {
        try kind() == .await ? try awaitExpression() : try primary()
    }

    private func awaitExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        mark += 1
        guard let value = try primary() else { return nil }
        try require(5, "Await expressions are")
        return tree.expression(.await(value), range(from: start))
    }

    /// `primary`
    func primary() throws(SyntaxFailure) -> Expression? {
        guard isExact else { return try plainPrimary() }
        return try memoized(.primary) { () throws(SyntaxFailure) -> Expression? in try self.plainPrimary() }
    }

    @inline(__always)
    private func plainPrimary() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard var value = try atom() else { return nil }
        while true {
            let end = mark
            switch try kind() {
            case .dot:
                mark += 1
                guard let name = try name() else {
                    mark = end
                    return value
                }
                value = tree.expression(.attribute(value, name, .load), range(from: start))
            case .leftParenthesis:
                guard let call = try call(value, from: start) else {
                    mark = end
                    return value
                }
                value = call
            case .leftBracket:
                if reportsErrors {
                    _ = try generatorExpression()
                    mark = end
                }
                mark += 1
                guard let index = try slices(), try take(.rightBracket) else {
                    mark = end
                    return value
                }
                value = tree.expression(.subscript_(value, index: index, .load), range(from: start))
            case .leftBrace:
                if reportsErrors {
                    _ = try generatorExpression()
                    mark = end
                }
                return value
            default:
                return value
            }
        }
    }

    /// `slices: slice !',' | ','.(slice | starred_expression)+ [',']`
    func slices() throws(SyntaxFailure) -> Expression? {
        let start = mark
        try descend(by: Parser.trailerDepth)
        defer { ascend(by: Parser.trailerDepth) }
        let base = scratchCount
        defer { scratchCount = base }
        var end = start
        repeat {
            let isStarred = try kind() == .star
            guard let element = try isStarred ? starredExpression() : slice() else { break }
            if end == start, !isStarred, try kind() != .comma { return element }
            push(element)
            end = mark
        } while try take(.comma)
        if scratchCount == base { return nil }
        mark = end
        _ = try take(.comma)
        return tree.expression(.tuple(takeList(from: base), .load), range(from: start))
    }

    /// `slice: [expression] ':' [expression] [':' [expression]] | named_expression`
    private func slice() throws(SyntaxFailure) -> Expression? {
        let start = mark
        var lower: Expression?
        if try kind() != .colon {
            lower = try expression()
            if lower == nil {
                guard isExact else { return nil }
                mark = start
            }
        }
        if try take(.colon) {
            let upper = try optionalExpression()
            var step: Expression?
            if try take(.colon) { step = try optionalExpression() }
            return tree.expression(.slice(lower: lower, upper: upper, step: step), range(from: start))
        }
        if !isExact, let lower, try kind() != .colonEqual { return lower }
        mark = start
        return try namedExpression()
    }

    /// `[expression]`
    private func optionalExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let value = try expression() { return value }
        mark = start
        return nil
    }
}
