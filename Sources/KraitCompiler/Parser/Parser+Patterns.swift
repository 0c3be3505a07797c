import KraitBytecode

/// The patterns of `case`.
extension Parser {
    /// `patterns: open_sequence_pattern | pattern`
    func patterns() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        guard let first = try maybeStarPattern() else { return nil }
        if try take(.comma) {
            let base = scratchCount
            defer { scratchCount = base }
            push(first)
            try maybeSequencePattern()
            return pattern(.sequence(takeList(from: base)), from: start)
        }
        // A star needs a comma.
        return tokens[start].kind == .star ? nil : first
    }

    private func pattern(_ kind: Pattern.Kind, from start: Int) -> Pattern {
        tree.make(.init(kind: kind, range: range(from: start)), as: Pattern.self)
    }

    /// Pushes `[maybe_sequence_pattern: ','.maybe_star_pattern+ ','?]`.
    private func maybeSequencePattern() throws(SyntaxFailure) {
        while true {
            let start = mark
            guard let next = try maybeStarPattern() else {
                mark = start
                return
            }
            push(next)
            guard try take(.comma) else { return }
        }
    }

    /// `maybe_star_pattern: star_pattern | pattern`
    private func maybeStarPattern() throws(SyntaxFailure) -> Pattern? {
        try kind() == .star ? try starPattern() : try pattern()
    }

    /// `star_pattern`
    private func starPattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        mark += 1
        if let name = try captureTarget() { return pattern(.star(name), from: start) }
        mark = start + 1
        guard try takeSoft(.underscore) else { return nil }
        return pattern(.star(nil), from: start)
    }

    /// `pattern: as_pattern | or_pattern`
    func pattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        guard let alternatives = try orPattern() else { return nil }
        guard try kind() == .as_ else { return alternatives }
        let end = mark
        mark += 1
        if let name = try captureTarget() { return pattern(.as_(alternatives, name: name), from: start) }
        if reportsErrors {
            mark = start
            try invalidAsPattern()
        }
        mark = end
        return alternatives
    }

    /// `or_pattern: '|'.closed_pattern+`
    func orPattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        guard let first = try closedPattern() else { return nil }
        guard try kind() == .verticalBar else { return first }
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        var end = mark
        while try take(.verticalBar), let next = try closedPattern() {
            push(next)
            end = mark
        }
        mark = end
        if scratchCount == base + 1 { return first }
        return pattern(.or(takeList(from: base)), from: start)
    }

    /// `closed_pattern`
    private func closedPattern() throws(SyntaxFailure) -> Pattern? {
        guard isExact else { return try plainClosedPattern() }
        return try memoized(.closedPattern) { () throws(SyntaxFailure) -> Pattern? in try self.plainClosedPattern() }
    }

    private func plainClosedPattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        switch try kind() {
        case .number, .minus, .string, .fStringStart, .none, .true_, .false_:
            if let singleton = try singleton() { return pattern(.singleton(singleton), from: start) }
            guard let value = try literalExpression() else { return nil }
            return pattern(.value(value), from: start)
        case .name:
            return try namePattern()
        case .leftParenthesis:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            return try parenthesizedPattern()
        case .leftBracket:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            mark += 1
            let base = scratchCount
            defer { scratchCount = base }
            try maybeSequencePattern()
            guard try take(.rightBracket) else { return nil }
            return pattern(.sequence(takeList(from: base)), from: start)
        case .leftBrace:
            try descend(by: Parser.bracketDepth)
            defer { ascend(by: Parser.bracketDepth) }
            return try mappingPattern()
        default:
            return nil
        }
    }

    // MARK: Literals

    private func singleton() throws(SyntaxFailure) -> ConstantIndex? {
        switch try kind() {
        case .none:
            mark += 1
            return noneConstant()
        case .true_:
            mark += 1
            return booleanConstant(true)
        case .false_:
            mark += 1
            return booleanConstant(false)
        default:
            return nil
        }
    }

    /// `literal_expr`
    private func literalExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        switch try kind() {
        case .string, .fStringStart:
            return try strings()
        case .number, .minus:
            guard let number = try signedNumber() else { return nil }
            let operation: BinaryOperator
            switch try kind() {
            case .plus: operation = .add
            case .minus: operation = .subtract
            default: return number
            }
            try checkReal(number)
            mark += 1
            guard try kind() == .number, let imaginary = try atom() else { return nil }
            guard isComplex(imaginary) else { throw raise("imaginary number required in complex literal", at: imaginary.range) }
            return tree.expression(.binOp(left: number, operation, right: imaginary), range(from: start))
        default:
            guard let constant = try singleton() else { return nil }
            return tree.expression(.constant(constant, isUnicodeKind: false), range(from: start))
        }
    }

    /// `signed_number: NUMBER | '-' NUMBER`
    private func signedNumber() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if try kind() == .number { return try atom() }
        mark += 1
        guard try kind() == .number, let number = try atom() else { return nil }
        return tree.expression(.unaryOp(.minus, operand: number), range(from: start))
    }

    /// In CPython: `_PyPegen_ensure_real`.
    private func checkReal(_ number: Expression) throws(SyntaxFailure) {
        var operand = number
        if case .unaryOp(_, let inner) = number.kind { operand = inner }
        if isComplex(operand) { throw raise("real number required in complex literal", at: operand.range) }
    }

    private func isComplex(_ number: Expression) -> Bool {
        guard case .constant(let index, _) = number.kind, case .complex = tree[index] else { return false }
        return true
    }

    // MARK: Names

    /// `capture_pattern`, `wildcard_pattern`, `value_pattern` or `class_pattern`.
    private func namePattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        switch try kindAfterNext() {
        case .dot, .leftParenthesis:
            guard let value = try nameOrAttribute() else { return nil }
            switch try kind() {
            case .leftParenthesis: return try classPattern(value, from: start)
            case .dot, .equal: return nil
            default:
                if case .attribute = value.kind { return pattern(.value(value), from: start) }
                return nil
            }
        case .equal:
            return try wildcard()
        default:
            if let wildcard = try wildcard() { return wildcard }
            guard let name = try captureTarget() else { return nil }
            return pattern(.as_(nil, name: name), from: start)
        }
    }

    /// `wildcard_pattern`
    private func wildcard() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        guard try takeSoft(.underscore) else { return nil }
        return pattern(.as_(nil, name: nil), from: start)
    }

    /// `pattern_capture_target: !"_" NAME !('.' | '(' | '=')`
    private func captureTarget() throws(SyntaxFailure) -> Identifier? {
        guard try kind() == .name, current.softKeyword != .underscore else { return nil }
        mark += 1
        let token = previous
        switch try kind() {
        case .dot, .leftParenthesis, .equal: return nil
        default: return identifier(token)
        }
    }

    /// `name_or_attr`
    func nameOrAttribute() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard let name = try name() else { return nil }
        var value = tree.expression(.name(name, .load), range(from: start))
        while try kind() == .dot {
            mark += 1
            guard let attribute = try self.name() else {
                mark -= 1
                return value
            }
            value = tree.expression(.attribute(value, attribute, .load), range(from: start))
        }
        return value
    }

    // MARK: Brackets

    /// `group_pattern | sequence_pattern` in parentheses.
    private func parenthesizedPattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        mark += 1
        if try take(.rightParenthesis) { return pattern(.sequence(.empty), from: start) }
        guard let first = try maybeStarPattern() else { return nil }
        if try take(.rightParenthesis) { return tokens[start + 1].kind == .star ? nil : first }
        guard try take(.comma) else { return nil }
        let base = scratchCount
        defer { scratchCount = base }
        push(first)
        try maybeSequencePattern()
        guard try take(.rightParenthesis) else { return nil }
        return pattern(.sequence(takeList(from: base)), from: start)
    }

    /// `mapping_pattern`
    private func mappingPattern() throws(SyntaxFailure) -> Pattern? {
        let start = mark
        mark += 1
        let base = scratchCount
        defer { scratchCount = base }
        var rest: Identifier?
        while try kind() != .rightBrace {
            if try take(.doubleStar) {
                guard let name = try captureTarget() else { return nil }
                rest = name
                _ = try take(.comma)
                break
            }
            guard let key = try mappingKey(), try take(.colon), let value = try pattern() else { return nil }
            push(key)
            push(value)
            guard try take(.comma) else { break }
        }
        guard try take(.rightBrace) else { return nil }
        let (keys, patterns) = takePairs(Expression.self, from: base)
        return pattern(.mapping(keys: keys, patterns: patterns, rest: rest), from: start)
    }

    /// `literal_expr | attr`
    private func mappingKey() throws(SyntaxFailure) -> Expression? {
        guard try kind() == .name else { return try literalExpression() }
        guard let key = try nameOrAttribute(), case .attribute = key.kind else { return nil }
        return key
    }

    /// The keys and patterns pushed in turn.
    private func takePairs<Key>(_ type: Key.Type, from base: Int) -> (NodeList<Key>, NodeList<Pattern>) {
        let keys = takeList(Key.self, from: base, every: 2)
        scratchCount += 1
        let patterns = takeList(Pattern.self, from: base + 1, every: 2)
        scratchCount -= 1
        return (keys, patterns)
    }

    /// `class_pattern`, the class being read; `(` is next.
    private func classPattern(_ value: Expression, from start: Int) throws(SyntaxFailure) -> Pattern? {
        try descend(by: Parser.bracketDepth)
        defer { ascend(by: Parser.bracketDepth) }
        mark += 1
        let base = scratchCount
        defer { scratchCount = base }
        let matches = try positionalPatterns()
        let positional = takeList(Pattern.self, from: base)
        scratchCount = base
        if matches, try keywordPatterns(), try take(.rightParenthesis) {
            let names = tree.allocate(Identifier.self, count: (scratchCount - base) / 2)
            for index in 0..<(scratchCount - base) / 2 {
                (names + index).initialize(to: Identifier(rawValue: Int32(truncatingIfNeeded: scratch[base + 2 * index])))
            }
            let (_, keywordPatterns) = takePairs(UInt.self, from: base)
            let keywordNames = NodeList(base: names, count: keywordPatterns.count)
            return pattern(
                .class_(value, patterns: positional, keywordNames: keywordNames, keywordPatterns: keywordPatterns), from: start)
        }
        if reportsErrors {
            mark = start
            try invalidClassPattern()
        }
        return nil
    }

    /// Pushes the positional patterns of a class pattern and takes the comma behind them. False when something else is wrong.
    private func positionalPatterns() throws(SyntaxFailure) -> Bool {
        while try kind() != .rightParenthesis {
            if try kind() == .name, try kindAfterNext() == .equal { return true }
            guard let next = try pattern() else { return false }
            push(next)
            guard try take(.comma) else { return try kind() == .rightParenthesis }
        }
        return true
    }

    /// Pushes names and patterns of `keyword_patterns` and takes the comma behind them. False when something else is wrong.
    private func keywordPatterns() throws(SyntaxFailure) -> Bool {
        while try kind() != .rightParenthesis {
            guard try keywordPattern() != nil else { return false }
            guard try take(.comma) else { return true }
        }
        return true
    }

    /// Pushes the name and the pattern of `keyword_pattern: NAME '=' pattern`, which it also returns.
    @discardableResult
    func keywordPattern() throws(SyntaxFailure) -> Pattern? {
        guard let name = try name(), try take(.equal), let value = try pattern() else { return nil }
        push(word: UInt(name.rawValue))
        push(value)
        return value
    }
}
