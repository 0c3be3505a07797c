import KraitBytecode

/// Parameters of functions have annotations and type comments and end before `)`, those of lambdas do not and end before `:`.
enum ParameterStyle {
    case function, lambda

    var terminator: TokenKind { self == .function ? .rightParenthesis : .colon }
}

/// Parameters of functions and lambdas.
extension Parser {
    /// `[params]` or `[lambda_params]`
    func optionalParameters(_ style: ParameterStyle) throws(SyntaxFailure) -> Arguments {
        let start = mark
        if reportsErrors {
            try invalidParameters(style)
            mark = start
        } else if try kind() == style.terminator {
            return emptyArguments()
        }
        let base = scratchCount
        defer { scratchCount = base }
        if let arguments = try parameters(style) { return arguments }
        mark = start
        return emptyArguments()
    }

    private func emptyArguments() -> Arguments {
        tree.make(
            .init(
                positionalOnly: .empty, positional: .empty, varArgument: nil, keywordOnly: .empty, keywordDefaults: .empty,
                keywordArgument: nil, defaults: .empty),
            as: Arguments.self)
    }

    /// `parameters` or `lambda_parameters`. Each parameter is pushed with its default, zero for none.
    private func parameters(_ style: ParameterStyle) throws(SyntaxFailure) -> Arguments? {
        let base = scratchCount
        var positionalOnlyCount = 0
        var sawDefault = false
        var isAtEnd = false
        loop: while !isAtEnd {
            switch try kind() {
            case .name:
                guard let parameter = try parameter(style) else { return nil }
                let defaultValue = try parameterDefault()
                if defaultValue != nil { sawDefault = true } else if sawDefault { return nil }
                guard let comma = try parameterEnd(style, parameter) else { return nil }
                isAtEnd = !comma
                push(parameter)
                push(word: defaultValue.map { UInt(bitPattern: $0.record) } ?? 0)
            case .slash:
                guard positionalOnlyCount == 0, scratchCount > base else { return nil }
                positionalOnlyCount = (scratchCount - base) / 2
                mark += 1
                if !(try take(.comma)) {
                    guard try kind() == style.terminator else { return nil }
                    isAtEnd = true
                }
                try require(8, "Positional-only parameters are")
            default:
                break loop
            }
        }
        let positionalCount = (scratchCount - base) / 2
        var rest = Rest()
        if !isAtEnd {
            switch try kind() {
            case .star, .doubleStar:
                guard let found = try starEtc(style) else { return nil }
                rest = found
            default:
                if scratchCount == base { return nil }
            }
        }
        let (positionalOnly, positional) = (
            arguments(from: base, count: positionalOnlyCount),
            arguments(from: base + 2 * positionalOnlyCount, count: positionalCount - positionalOnlyCount)
        )
        return tree.make(
            .init(
                positionalOnly: positionalOnly, positional: positional, varArgument: rest.varArgument,
                keywordOnly: rest.keywordOnly, keywordDefaults: rest.keywordDefaults, keywordArgument: rest.keywordArgument,
                defaults: defaults(from: base, count: positionalCount)),
            as: Arguments.self)
    }

    /// What follows the positional parameters.
    private struct Rest {
        var varArgument: Argument?
        var keywordOnly: NodeList<Argument> = .empty
        var keywordDefaults: NodeList<Expression?> = .empty
        var keywordArgument: Argument?
    }

    /// `star_etc`
    private func starEtc(_ style: ParameterStyle) throws(SyntaxFailure) -> Rest? {
        let start = mark
        if reportsErrors {
            try invalidStarEtc(style)
            mark = start
        }
        var rest = Rest()
        if try take(.star) {
            var isAtEnd = false
            if try kind() == .comma {
                mark += 1
                // A bare star needs a parameter behind it.
                guard try kind() == .name else { return nil }
            } else {
                guard let parameter = try parameter(style, isStarred: true), let comma = try parameterEnd(style, parameter) else {
                    return nil
                }
                isAtEnd = !comma
                rest.varArgument = parameter
            }
            let base = scratchCount
            while !isAtEnd, try kind() == .name {
                guard let parameter = try parameter(style) else { return nil }
                let defaultValue = try parameterDefault()
                guard let comma = try parameterEnd(style, parameter) else { return nil }
                isAtEnd = !comma
                push(parameter)
                push(word: defaultValue.map { UInt(bitPattern: $0.record) } ?? 0)
            }
            let count = (scratchCount - base) / 2
            rest.keywordOnly = arguments(from: base, count: count)
            rest.keywordDefaults = takeList(Expression?.self, from: base + 1, count: count)
            scratchCount = base
            if isAtEnd { return rest }
        }
        if try kind() == .doubleStar {
            let start = mark
            if reportsErrors {
                try invalidKeywordsParameter(style)
                mark = start
            }
            mark += 1
            guard let parameter = try parameter(style), try parameterEnd(style, parameter) != nil else { return nil }
            rest.keywordArgument = parameter
        }
        return rest
    }

    /// `param`, or `param_star_annotation`
    private func parameter(_ style: ParameterStyle, isStarred: Bool = false) throws(SyntaxFailure) -> Argument? {
        let start = mark
        guard let name = try name() else { return nil }
        var annotation: Expression?
        if style == .function, try take(.colon) {
            guard let expression = try isStarred ? starExpression() : expression() else { return nil }
            annotation = expression
        }
        return tree.make(.init(name: name, annotation: annotation, typeComment: nil, range: range(from: start)), as: Argument.self)
    }

    /// `[default]`
    func parameterDefault() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.equal) else { return nil }
        if let value = try expression() { return value }
        mark = start
        if reportsErrors {
            try invalidDefault()
            mark = start
        }
        return nil
    }

    /// The comma or the terminator behind a parameter, and a type comment. True for a comma; the terminator stays.
    private func parameterEnd(_ style: ParameterStyle, _ parameter: Argument) throws(SyntaxFailure) -> Bool? {
        let hasComma = try take(.comma)
        if style == .function, let comment = try typeComment() { parameter.record.pointee.typeComment = comment }
        if hasComma { return true }
        return try kind() == style.terminator ? false : nil
    }

    private func arguments(from base: Int, count: Int) -> NodeList<Argument> { takeList(Argument.self, from: base, count: count) }

    /// Every second word.
    private func takeList<Element>(_ type: Element.Type, from base: Int, count: Int) -> NodeList<Element> {
        let end = scratchCount
        defer { scratchCount = end }
        scratchCount = base + 2 * count
        return takeList(type, from: base, every: 2)
    }

    private func defaults(from base: Int, count: Int) -> NodeList<Expression> {
        let end = scratchCount
        defer { scratchCount = end }
        for index in 0..<count where scratch[base + 2 * index + 1] != 0 { push(word: scratch[base + 2 * index + 1]) }
        return takeList(from: end)
    }
}
