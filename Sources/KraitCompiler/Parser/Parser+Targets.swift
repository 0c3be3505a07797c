import KraitBytecode

/// The places where a target may stand, which have rules of their own about what it may be.
enum TargetVariety { case star, delete, forLoop }

/// Targets of assignments, loops, `with` and `del`.
extension Parser {
    // MARK: Expressions as targets

    /// Turns an expression into the target that CPython's `star_targets` or, to delete, `del_targets` would have read in its place. False if
    /// it is none.
    func makeTarget(_ expression: Expression, _ context: ExpressionContext = .store) -> Bool {
        switch expression.kind {
        case .name(let name, _): expression.kind = .name(name, context)
        case .attribute(let value, let name, _): expression.kind = .attribute(value, name, context)
        case .subscript_(let value, let index, _): expression.kind = .subscript_(value, index: index, context)
        case .starred(let value, _):
            guard context == .store, makeTarget(value, context) else { return false }
            expression.kind = .starred(value, context)
        case .tuple(let elements, _):
            for element in elements where !makeTarget(element, context) { return false }
            expression.kind = .tuple(elements, context)
        case .list(let elements, _):
            for element in elements where !makeTarget(element, context) { return false }
            expression.kind = .list(elements, context)
        default: return false
        }
        return true
    }

    /// Whether an expression is what `single_target` matches: a name, an attribute or a subscript, parentheses or not.
    func isSingleTarget(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name, .attribute, .subscript_: true
        default: false
        }
    }

    /// The part of an expression that keeps it from being a target. In CPython: `_PyPegen_get_invalid_target`.
    func invalidTarget(_ expression: Expression, _ variety: TargetVariety) -> Expression? {
        switch expression.kind {
        case .list(let elements, _), .tuple(let elements, _):
            for element in elements {
                if let invalid = invalidTarget(element, variety) { return invalid }
            }
            return nil
        case .starred(let value, _):
            return variety == .delete ? expression : invalidTarget(value, variety)
        case .compare(let left, let operations, _):
            // `a in b` is what `for a in b` looks like when read as an expression.
            guard variety == .forLoop else { return expression }
            return operations.first == .in_ ? invalidTarget(left, variety) : nil
        case .name, .subscript_, .attribute:
            return nil
        default:
            return expression
        }
    }

    // MARK: Star targets

    /// `star_targets`
    func starTargets() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard let first = try starTarget() else { return nil }
        guard try kind() == .comma else { return first }
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        try furtherTargets { () throws(SyntaxFailure) -> Expression? in try self.starTarget() }
        return tree.expression(.tuple(takeList(from: base), .store), range(from: start))
    }

    /// Pushes `(',' target)* [',']`.
    private func furtherTargets(_ target: () throws(SyntaxFailure) -> Expression?) throws(SyntaxFailure) {
        while try take(.comma) {
            let start = mark
            guard let next = try target() else {
                mark = start
                return
            }
            push(next)
        }
    }

    /// `star_target`
    func starTarget() throws(SyntaxFailure) -> Expression? {
        guard isExact else { return try plainStarTarget() }
        return try memoized(.starTarget) { () throws(SyntaxFailure) -> Expression? in try self.plainStarTarget() }
    }

    private func plainStarTarget() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.star) else { return try targetWithStarAtom() }
        guard try kind() != .star, let value = try starTarget() else { return nil }
        return tree.expression(.starred(value, .store), range(from: start))
    }

    /// `target_with_star_atom`. In the first pass an expression is read and made a target: read as one and then as the other, nested targets
    /// would take exponential time.
    func targetWithStarAtom() throws(SyntaxFailure) -> Expression? {
        guard isExact else {
            guard let target = try primary(), makeTarget(target) else { return nil }
            return target
        }
        return try memoized(.targetWithStarAtom) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if let target = try self.subscriptOrAttribute(.store) { return target }
            self.mark = start
            return try self.targetAtom(
                .store, element: { () throws(SyntaxFailure) -> Expression? in try self.starTarget() },
                inner: { () throws(SyntaxFailure) -> Expression? in try self.targetWithStarAtom() })
        }
    }

    /// `star_atom` and `del_t_atom`: a name, or targets in brackets. `inner` is what parentheses may enclose without a comma.
    private func targetAtom(
        _ context: ExpressionContext, element: () throws(SyntaxFailure) -> Expression?, inner: () throws(SyntaxFailure) -> Expression?
    ) throws(SyntaxFailure) -> Expression? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        switch try kind() {
        case .name:
            mark += 1
            return tree.expression(.name(identifier(previous), context), previous.range)
        case .leftParenthesis:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            mark += 1
            if try kind() != .star {
                if let target = try inner() {
                    if try take(.rightParenthesis) { return target }
                    if try kind() != .comma { return nil }
                    push(target)
                } else {
                    mark = start + 1
                    guard try take(.rightParenthesis) else { return nil }
                    return tree.expression(.tuple(.empty, context), range(from: start))
                }
            } else {
                guard let first = try element(), try kind() == .comma else { return nil }
                push(first)
            }
            try furtherTargets(element)
            guard try take(.rightParenthesis) else { return nil }
            return tree.expression(.tuple(takeList(from: base), context), range(from: start))
        case .leftBracket:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            mark += 1
            if let first = try element() {
                push(first)
                try furtherTargets(element)
            } else {
                mark = start + 1
            }
            guard try take(.rightBracket) else { return nil }
            return tree.expression(.list(takeList(from: base), context), range(from: start))
        default:
            return nil
        }
    }

    // MARK: Single targets

    /// `single_target`
    func singleTarget() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let target = try singleSubscriptOrAttribute() { return target }
        mark = start
        switch try kind() {
        case .name:
            mark += 1
            return tree.expression(.name(identifier(previous), .store), previous.range)
        case .leftParenthesis:
            mark += 1
            guard let target = try singleTarget(), try take(.rightParenthesis) else { return nil }
            return target
        default:
            return nil
        }
    }

    /// `single_subscript_attribute_target`
    func singleSubscriptOrAttribute() throws(SyntaxFailure) -> Expression? { try subscriptOrAttribute(.store) }

    // MARK: Primaries of targets

    private func isTrailer(_ kind: TokenKind) -> Bool {
        switch kind {
        case .leftParenthesis, .leftBracket, .dot: true
        default: false
        }
    }

    /// `t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead`
    private func subscriptOrAttribute(_ context: ExpressionContext) throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard let value = try targetPrimary() else { return nil }
        switch try kind() {
        case .dot:
            mark += 1
            guard let name = try name(), try !isTrailer(kind()) else { return nil }
            return tree.expression(.attribute(value, name, context), range(from: start))
        case .leftBracket:
            mark += 1
            guard let index = try slices(), try take(.rightBracket), try !isTrailer(kind()) else { return nil }
            return tree.expression(.subscript_(value, index: index, context), range(from: start))
        default:
            return nil
        }
    }

    /// `t_primary`: a primary up to its last trailer, for the second pass.
    private func targetPrimary() throws(SyntaxFailure) -> Expression? {
        try memoized(.targetPrimary) { () throws(SyntaxFailure) -> Expression? in try self.plainTargetPrimary() }
    }

    private func plainTargetPrimary() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard var value = try atom(), try isTrailer(kind()) else { return nil }
        while true {
            let end = mark
            var longer: Expression?
            switch try kind() {
            case .dot:
                mark += 1
                if let name = try name() { longer = tree.expression(.attribute(value, name, .load), range(from: start)) }
            case .leftBracket:
                mark += 1
                if let index = try slices(), try take(.rightBracket) {
                    longer = tree.expression(.subscript_(value, index: index, .load), range(from: start))
                }
            default:
                longer = try call(value, from: start)
            }
            guard let longer, try isTrailer(kind()) else {
                mark = end
                if reportsErrors, try kind() == .leftBracket {
                    _ = try generatorExpression()
                    mark = end
                }
                return value
            }
            value = longer
        }
    }

    // MARK: Delete targets

    /// `del_targets`
    func deleteTargets() throws(SyntaxFailure) -> NodeList<Expression>? {
        let base = scratchCount
        defer { scratchCount = base }
        guard let first = try deleteTarget() else { return nil }
        push(first)
        try furtherTargets { () throws(SyntaxFailure) -> Expression? in try self.deleteTarget() }
        return takeList(from: base)
    }

    /// `del_target`
    private func deleteTarget() throws(SyntaxFailure) -> Expression? {
        guard isExact else {
            guard let target = try primary(), makeTarget(target, .delete) else { return nil }
            return target
        }
        return try memoized(.deleteTarget) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if let target = try self.subscriptOrAttribute(.delete) { return target }
            self.mark = start
            let element = { () throws(SyntaxFailure) -> Expression? in try self.deleteTarget() }
            return try self.targetAtom(.delete, element: element, inner: element)
        }
    }
}
