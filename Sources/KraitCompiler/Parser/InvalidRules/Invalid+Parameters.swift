/// The `invalid_` rules of parameters, of functions and of lambdas, and the rules of which they are made. Those read over
/// parameters without making nodes.
extension Parser {
    /// `invalid_parameters` and `invalid_lambda_parameters`
    func invalidParameters(_ style: ParameterStyle) throws(SyntaxFailure) {
        let start = mark
        if try take(.slash) {
            if try take(.comma) { throw raise("at least one argument must precede /", at: tokens[start].range) }
        }

        mark = start
        if try skipSlash(style) {
            try skipMaybeDefaults(style)
            if try kind() == .slash { throw raise("/ may appear only once", at: current.range) }
        }

        mark = start
        _ = try skipSlashWithoutDefault(style)
        while try skipWithoutDefault(style) != nil {}
        if try skipSlashWithDefault(style) ? true : skipWithDefaults(style), let parameter = try skipWithoutDefault(style) {
            throw raise("parameter without a default follows parameter with a default", at: parameter)
        }

        mark = start
        while try skipWithoutDefault(style) != nil {}
        if try take(.leftParenthesis) {
            let bracket = previous.range
            if try skipParenthesized(style) {
                _ = try take(.comma)
                if try take(.rightParenthesis) {
                    let what = style == .function ? "Function" : "Lambda expression"
                    throw raise("\(what) parameters cannot be parenthesized", at: bracket.through(previous.range))
                }
            }
        }

        mark = start
        _ = try skipSlash(style)
        try skipMaybeDefaults(style)
        if try take(.star) {
            let hasParameter = try take(.comma) ? true : skipWithoutDefault(style) != nil
            if hasParameter {
                try skipMaybeDefaults(style)
                if try kind() == .slash { throw raise("/ must be ahead of *", at: current.range) }
            }
        }

        mark = start
        if try skipMaybeDefaults(style), try take(.slash), try kind() == .star {
            throw raise("expected comma between / and *", at: current.range)
        }
    }

    /// `param_no_default+`, or of a lambda `','.lambda_param+`, in parentheses.
    private func skipParenthesized(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let start = mark
        if style == .function {
            while try skipWithoutDefault(style) != nil {}
            return mark > start
        }
        var end = start
        repeat {
            guard try skipParameter(style) != nil else { break }
            end = mark
        } while try take(.comma)
        mark = end
        return end > start
    }

    /// `invalid_star_etc` and `invalid_lambda_star_etc`
    func invalidStarEtc(_ style: ParameterStyle) throws(SyntaxFailure) {
        let start = mark
        guard try take(.star) else { return }
        let star = previous.range

        var isBare = try kind() == style.terminator
        if isBare {
            mark += 1
        } else if try take(.comma) {
            switch try kind() {
            case style.terminator, .doubleStar:
                isBare = true
                mark += 1
            default: break
            }
        }
        if isBare {
            let message = "named arguments must follow bare *"
            throw style == .function ? raise(message, at: star) : raise(message)
        }

        if style == .function {
            mark = start + 1
            if try take(.comma), try take(.typeComment) { throw raise("bare * has associated type comment") }
        }

        mark = start + 1
        if try skipParameter(style) != nil, try kind() == .equal {
            throw raise("var-positional argument cannot have default value", at: current.range)
        }

        mark = start + 1
        if try skipWithoutDefaultOrComma(style) {
            try skipMaybeDefaults(style)
            if try take(.star) {
                let second = previous.range
                if try skipWithoutDefaultOrComma(style) { throw raise("* argument may appear only once", at: second) }
            }
        }
    }

    /// `invalid_kwds` and `invalid_lambda_kwds`
    func invalidKeywordsParameter(_ style: ParameterStyle) throws(SyntaxFailure) {
        guard try take(.doubleStar), try skipParameter(style) != nil else { return }
        switch try kind() {
        case .equal:
            throw raise("var-keyword argument cannot have default value", at: current.range)
        case .comma:
            mark += 1
            let message = "arguments cannot follow var-keyword argument"
            let start = mark
            if let parameter = try skipParameter(style) { throw raise(message, at: parameter) }
            mark = start
            switch try kind() {
            case .star, .doubleStar, .slash: throw raise(message, at: current.range)
            default: break
            }
        default:
            break
        }
    }

    /// `invalid_default`
    func invalidDefault() throws(SyntaxFailure) {
        let start = mark
        guard try take(.equal) else { return }
        switch try kind() {
        case .rightParenthesis, .comma: throw raise("expected default value expression", at: tokens[start].range)
        default: break
        }
    }

    // MARK: Parameters without nodes

    /// `param`, and its range.
    private func skipParameter(_ style: ParameterStyle) throws(SyntaxFailure) -> SourceRange? {
        let start = mark
        guard try take(.name) else { return nil }
        if style == .function {
            let end = mark
            var isAnnotated = try take(.colon)
            if isAnnotated { isAnnotated = try expression() != nil }
            if !isAnnotated { mark = end }
        }
        return range(from: start)
    }

    /// What follows a parameter: a comma, or the terminator, which stays; a type comment with them.
    private func skipParameterEnd(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let hasComma = try take(.comma)
        if style == .function { _ = try take(.typeComment) }
        return try hasComma ? true : kind() == style.terminator
    }

    /// `param_no_default`, and the range of its parameter. Does not move where it does not match, like all of these.
    private func skipWithoutDefault(_ style: ParameterStyle) throws(SyntaxFailure) -> SourceRange? {
        let start = mark
        if let parameter = try skipParameter(style), try skipParameterEnd(style) { return parameter }
        mark = start
        return nil
    }

    /// `param_no_default | ','`
    private func skipWithoutDefaultOrComma(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        try skipWithoutDefault(style) != nil ? true : take(.comma)
    }

    /// `param_with_default+`
    private func skipWithDefaults(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let start = mark
        var end = mark
        while try skipParameter(style) != nil, try parameterDefault() != nil, try skipParameterEnd(style) { end = mark }
        mark = end
        return end > start
    }

    /// `param_maybe_default*`. True if there is one.
    @discardableResult
    private func skipMaybeDefaults(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let start = mark
        var end = mark
        while try skipParameter(style) != nil {
            _ = try parameterDefault()
            guard try skipParameterEnd(style) else { break }
            end = mark
        }
        mark = end
        return end > start
    }

    /// `slash_no_default | slash_with_default`
    private func skipSlash(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        try skipSlashWithoutDefault(style) ? true : skipSlashWithDefault(style)
    }

    /// `slash_no_default`
    private func skipSlashWithoutDefault(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let start = mark
        while try skipWithoutDefault(style) != nil {}
        if mark > start, try skipSlashToken(style) { return true }
        mark = start
        return false
    }

    /// `slash_with_default`
    private func skipSlashWithDefault(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        let start = mark
        while try skipWithoutDefault(style) != nil {}
        if try skipWithDefaults(style), try skipSlashToken(style) { return true }
        mark = start
        return false
    }

    private func skipSlashToken(_ style: ParameterStyle) throws(SyntaxFailure) -> Bool {
        guard try take(.slash) else { return false }
        return try take(.comma) ? true : kind() == style.terminator
    }
}
