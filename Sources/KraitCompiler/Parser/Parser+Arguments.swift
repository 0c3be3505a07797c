import KraitBytecode

/// What stands between the parentheses of a call or a class definition.
struct CallArguments {
    var positional: NodeList<Expression>
    var keywords: NodeList<Keyword>

    static var none: CallArguments { CallArguments(positional: .empty, keywords: .empty) }
}

/// Calls and their arguments.
extension Parser {
    /// `primary genexp | primary '(' [arguments] ')'`, the function being read; `(` is next.
    func call(_ function: Expression, from start: Int) throws(SyntaxFailure) -> Expression? {
        try descend(by: Parser.trailerDepth)
        defer { ascend(by: Parser.trailerDepth) }
        let bracket = mark
        guard !isExact else {
            if let generator = try generatorExpression() {
                return tree.expression(.call(function, arguments: single(generator), keywords: .empty), range(from: start))
            }
            mark = bracket + 1
            let arguments = try optionalArguments()
            guard try take(.rightParenthesis) else { return nil }
            return tree.expression(
                .call(function, arguments: arguments.positional, keywords: arguments.keywords), range(from: start))
        }

        mark += 1
        if try take(.rightParenthesis) {
            return tree.expression(.call(function, arguments: .empty, keywords: .empty), range(from: start))
        }
        let base = scratchCount
        defer { scratchCount = base }
        if try !beginsKeywordOrStarred() {
            guard let first = try assignmentOrExpression() else { return nil }
            switch try kind() {
            case .for_, .async:
                guard let clauses = try forIfClauses(), try take(.rightParenthesis) else { return nil }
                let generator = tree.expression(.generatorExp(element: first, clauses), range(from: bracket))
                return tree.expression(.call(function, arguments: single(generator), keywords: .empty), range(from: start))
            case .rightParenthesis:
                mark += 1
                return tree.expression(.call(function, arguments: single(first), keywords: .empty), range(from: start))
            case .comma:
                mark += 1
                push(first)
            default:
                return nil
            }
        }
        guard let arguments = try argumentList(from: base), try take(.rightParenthesis) else { return nil }
        return tree.expression(.call(function, arguments: arguments.positional, keywords: arguments.keywords), range(from: start))
    }

    /// `[arguments]`
    func optionalArguments() throws(SyntaxFailure) -> CallArguments {
        let start = mark
        if isExact {
            if let arguments = try arguments(), case .call(_, let positional, let keywords) = arguments.kind {
                return CallArguments(positional: positional, keywords: keywords)
            }
        } else {
            let base = scratchCount
            defer { scratchCount = base }
            if let arguments = try argumentList(from: base) { return arguments }
        }
        mark = start
        return .none
    }

    // MARK: First pass

    @inline(__always)
    private func beginsKeywordOrStarred() throws(SyntaxFailure) -> Bool {
        switch try kind() {
        case .star, .doubleStar: true
        case .name: try kindAfterNext() == .equal
        default: false
        }
    }

    /// Arguments up to `)`, which stays; some may have been pushed since `base`. A keyword's word has its lowest bit set.
    private func argumentList(from base: Int) throws(SyntaxFailure) -> CallArguments? {
        var keywordCount = 0
        var sawDoubleStar = false
        loop: while true {
            let start = mark
            switch try kind() {
            case .rightParenthesis:
                break loop
            case .star:
                guard !sawDoubleStar, let value = try starredExpression() else { return nil }
                push(value)
            case .doubleStar:
                mark += 1
                guard let value = try expression() else { return nil }
                push(keyword: nil, value, from: start)
                keywordCount += 1
                sawDoubleStar = true
            default:
                if try kind() == .name, try kindAfterNext() == .equal {
                    mark += 2
                    guard let value = try expression() else { return nil }
                    push(keyword: identifier(tokens[start]), value, from: start)
                    keywordCount += 1
                } else {
                    guard keywordCount == 0, let value = try assignmentOrExpression(), try kind() != .equal else { return nil }
                    push(value)
                }
            }
            guard try take(.comma) else { break }
        }
        guard try kind() == .rightParenthesis else { return nil }
        if keywordCount == 0 { return CallArguments(positional: takeList(from: base), keywords: .empty) }
        return splitArguments(from: base, keywordCount: keywordCount)
    }

    private func push(keyword name: Identifier?, _ value: Expression, from start: Int) {
        let keyword = tree.make(.init(name: name, value: value, range: range(from: start)), as: Keyword.self)
        push(word: UInt(bitPattern: keyword.record) | 1)
    }

    private func splitArguments(from base: Int, keywordCount: Int) -> CallArguments {
        let positionalCount = scratchCount - base - keywordCount
        let positional = tree.allocate(Expression.self, count: positionalCount)
        let keywords = tree.allocate(Keyword.self, count: keywordCount)
        var positionalIndex = 0
        var keywordIndex = 0
        for index in base..<scratchCount {
            let word = scratch[index]
            if word & 1 == 0, let record = UnsafeMutablePointer<Expression.Record>(bitPattern: word) {
                (positional + positionalIndex).initialize(to: Expression(record: record))
                positionalIndex += 1
            } else if let record = UnsafeMutablePointer<Keyword.Record>(bitPattern: word & ~1) {
                (keywords + keywordIndex).initialize(to: Keyword(record: record))
                keywordIndex += 1
            }
        }
        return CallArguments(
            positional: NodeList(base: positional, count: positionalIndex), keywords: NodeList(base: keywords, count: keywordIndex))
    }

    // MARK: Second pass

    /// `arguments: args [','] &')' | invalid_arguments`, as a call of nothing in particular.
    private func arguments() throws(SyntaxFailure) -> Expression? {
        try memoized(.arguments) { () throws(SyntaxFailure) -> Expression? in
            let start = self.mark
            if let arguments = try self.positionalAndKeywordArguments() {
                _ = try self.take(.comma)
                if try self.kind() == .rightParenthesis { return arguments }
            }
            if self.reportsErrors {
                self.mark = start
                try self.invalidArguments()
            }
            return nil
        }
    }

    /// `args`
    func positionalAndKeywordArguments() throws(SyntaxFailure) -> Expression? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        var keywordCount = 0
        if try positionalArguments() {
            let end = mark
            if try take(.comma), let count = try keywordArguments() { keywordCount = count } else { mark = end }
        } else {
            mark = start
            guard let count = try keywordArguments() else { return nil }
            keywordCount = count
        }
        let arguments = splitArguments(from: base, keywordCount: keywordCount)
        let nothing = tree.expression(.tuple(.empty, .load), tokens[start].range)
        return tree.expression(
            .call(nothing, arguments: arguments.positional, keywords: arguments.keywords), range(from: start))
    }

    /// Pushes `','.(starred_expression | (assignment_expression | expression !':=') !'=')+`.
    func positionalArguments() throws(SyntaxFailure) -> Bool {
        var end = mark
        var isEmpty = true
        repeat {
            let start = mark
            var value = try starredExpression()
            if value == nil {
                mark = start
                value = try assignmentOrExpression()
                if value != nil, try kind() == .equal { value = nil }
            }
            guard let value else { break }
            push(value)
            isEmpty = false
            end = mark
        } while try take(.comma)
        mark = end
        return !isEmpty
    }

    /// Pushes `kwargs` and gives how many of them are keywords; nil when there are none.
    func keywordArguments() throws(SyntaxFailure) -> Int? {
        let base = scratchCount
        if try !keywordGather({ () throws(SyntaxFailure) -> Bool in try self.keywordOrStarred() }) {
            guard try keywordGather({ () throws(SyntaxFailure) -> Bool in try self.keywordOrDoubleStarred() }) else { return nil }
        } else {
            let end = mark
            var goesOn = try take(.comma)
            if goesOn { goesOn = try keywordGather { () throws(SyntaxFailure) -> Bool in try self.keywordOrDoubleStarred() } }
            if !goesOn { mark = end }
        }
        var count = 0
        for index in base..<scratchCount where scratch[index] & 1 == 1 { count += 1 }
        return count
    }

    /// `','.element+`
    private func keywordGather(_ element: () throws(SyntaxFailure) -> Bool) throws(SyntaxFailure) -> Bool {
        let start = mark
        var end = mark
        repeat {
            guard try element() else { break }
            end = mark
        } while try take(.comma)
        mark = end
        return end != start
    }

    /// `kwarg_or_starred`
    private func keywordOrStarred() throws(SyntaxFailure) -> Bool {
        if try keywordOrError() { return true }
        guard let value = try starredExpression() else { return false }
        push(value)
        return true
    }

    /// `kwarg_or_double_starred`
    private func keywordOrDoubleStarred() throws(SyntaxFailure) -> Bool {
        let start = mark
        if try keywordOrError() { return true }
        guard try take(.doubleStar), let value = try expression() else { return false }
        push(keyword: nil, value, from: start)
        return true
    }

    /// `invalid_kwarg | NAME '=' expression`; the place is the old one if neither is there.
    private func keywordOrError() throws(SyntaxFailure) -> Bool {
        let start = mark
        if reportsErrors {
            try invalidKeyword()
            mark = start
        }
        if try keyword() { return true }
        mark = start
        return false
    }

    /// `NAME '=' expression`
    private func keyword() throws(SyntaxFailure) -> Bool {
        let start = mark
        guard let name = try name(), try take(.equal), let value = try expression() else { return false }
        push(keyword: name, value, from: start)
        return true
    }

    /// `starred_expression`
    func starredExpression() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if reportsErrors {
            try invalidStarredExpression()
            mark = start
        }
        guard try take(.star) else { return nil }
        guard let value = try expression() else {
            mark = start + 1
            if try exactly({ () throws(SyntaxFailure) -> Expression? in try self.expression() }) == nil {
                throw raise("Invalid star expression")
            }
            return nil
        }
        return tree.expression(.starred(value, .load), range(from: start))
    }
}
