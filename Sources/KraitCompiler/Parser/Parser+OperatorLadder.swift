/// The rules from `disjunction` to `await_primary` one by one: as Grammar/python.gram has them and with CPython's memo
/// (``Parser/isExact``). Otherwise ``Parser/operators(_:)`` does all of this.
extension Parser {
    /// `disjunction`
    func disjunctionExactly() throws(SyntaxFailure) -> Expression? {
        try memoized(.disjunction) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            guard let first = try self.conjunction() else { return nil }
            return try self.chain(.or, from: first, at: start) { () throws(SyntaxFailure) -> Expression? in try self.conjunction() }
        }
    }

    /// `conjunction`
    private func conjunction() throws(SyntaxFailure) -> Expression? {
        try memoized(.conjunction) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            guard let first = try self.inversion() else { return nil }
            return try self.chain(.and, from: first, at: start) { () throws(SyntaxFailure) -> Expression? in try self.inversion() }
        }
    }

    private func chain(
        _ keyword: TokenKind, from first: Expression, at start: Int, _ operand: () throws(SyntaxFailure) -> Expression?
    ) throws(SyntaxFailure) -> Expression {
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        var end = mark
        while try take(keyword), let next = try operand() {
            push(next)
            end = mark
        }
        mark = end
        if scratchCount == base + 1 { return first }
        return tree.expression(.boolOp(keyword == .or ? .or : .and, values: takeList(from: base)), range(from: start))
    }

    /// `inversion`
    func inversion() throws(SyntaxFailure) -> Expression? {
        try memoized(.inversion) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if try self.take(.not) {
                try self.descend()
                defer { self.ascend() }
                guard let operand = try self.inversion() else { return nil }
                return self.tree.expression(.unaryOp(.not, operand: operand), self.range(from: start))
            }
            guard let first = try self.bitwiseOr() else { return nil }
            return try self.comparison(from: first, at: start)
        }
    }

    /// The rules `bitwise_or`, `bitwise_xor`, `bitwise_and`, `shift_expr`, `sum` and `term`, each an operand followed by operators of its level.
    func leftRecursive(_ level: Precedence) throws(SyntaxFailure) -> Expression? {
        let rule: Memo.Rule
        switch level {
        case .bitwiseOr: rule = .bitwiseOr
        case .bitwiseXor: rule = .bitwiseXor
        case .bitwiseAnd: rule = .bitwiseAnd
        case .shift: rule = .shift
        case .sum: rule = .sum
        case .term: rule = .term
        default: return try factorExactly()
        }
        let next = Precedence(rawValue: level.rawValue + 1) ?? .factor
        return try memoized(rule) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if self.reportsErrors {
                if level == .shift { try self.invalidArithmetic() }
                if level == .term { try self.invalidFactor() }
                self.mark = start
            }
            guard var left = try self.leftRecursive(next) else { return nil }
            while true {
                let end = self.mark
                let kind = try self.kind()
                guard self.isOperator(kind, of: level) else { return left }
                self.mark += 1
                guard let right = try self.leftRecursive(next) else {
                    self.mark = end
                    return left
                }
                if kind == .at { try self.require(5, "The '@' operator is") }
                left = self.tree.expression(.binOp(left: left, self.binaryOperator(kind), right: right), self.range(from: start))
            }
        }
    }

    private func isOperator(_ kind: TokenKind, of level: Precedence) -> Bool {
        switch level {
        case .bitwiseOr: kind == .verticalBar
        case .bitwiseXor: kind == .circumflex
        case .bitwiseAnd: kind == .ampersand
        case .shift: kind == .leftShift || kind == .rightShift
        case .sum: kind == .plus || kind == .minus
        default: kind == .star || kind == .slash || kind == .doubleSlash || kind == .percent || kind == .at
        }
    }

    /// `factor`
    func factorExactly() throws(SyntaxFailure) -> Expression? {
        try memoized(.factor) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            switch try self.kind() {
            case .plus, .minus, .tilde:
                try self.descend()
                defer { self.ascend() }
                let operation = self.unaryOperator(self.current.kind)
                self.mark += 1
                guard let operand = try self.factorExactly() else { return nil }
                return self.tree.expression(.unaryOp(operation, operand: operand), self.range(from: start))
            default:
                break
            }
            guard let base = try self.memoized(.awaitPrimary, { () throws(SyntaxFailure) -> Expression? in try self.awaitPrimary() })
            else { return nil }
            let end = self.mark
            if try self.take(.doubleStar) {
                try self.descend(by: 2)
                defer { self.ascend(by: 2) }
                if let exponent = try self.factorExactly() {
                    return self.tree.expression(.binOp(left: base, .power, right: exponent), self.range(from: start))
                }
            }
            self.mark = end
            return base
        }
    }
}
