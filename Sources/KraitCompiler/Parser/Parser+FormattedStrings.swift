import KraitBytecode

/// Strings and f-strings.
extension Parser {
    /// `strings: (fstring|string)+`
    func strings() throws(SyntaxFailure) -> Expression? {
        if isExact { return try memoized(.strings) { () throws(SyntaxFailure) -> Expression? in try self.plainStrings() } }
        // A text that is read twice must not warn twice.
        if speculation > 0 || hasStringMemo {
            hasStringMemo = true
            return try memoized(.strings) { () throws(SyntaxFailure) -> Expression? in try self.plainStrings() }
        }
        return try plainStrings()
    }

    private func plainStrings() throws(SyntaxFailure) -> Expression? {
        let start = mark
        var parts: [Expression] = []
        if try kind() == .string {
            // The value is made before the next token is looked at: an error in it is placed at the last one.
            let string = try stringLiteral()
            switch try kind() {
            case .string, .fStringStart: parts.append(string)
            default: return string
            }
        }
        loop: while true {
            let partStart = mark
            switch try kind() {
            case .string:
                parts.append(try stringLiteral())
            case .fStringStart:
                guard let formatted = try formattedString() else {
                    mark = partStart
                    break loop
                }
                parts.append(formatted)
            default:
                break loop
            }
        }
        if parts.isEmpty { return nil }
        let range = range(from: start)
        return try literal { () throws(CompileError) -> Expression in try self.literals.concatenate(parts, range) }
    }

    private func stringLiteral() throws(SyntaxFailure) -> Expression {
        let token = current
        mark += 1
        return try literal { () throws(CompileError) -> Expression in try self.literals.string(token) }
    }

    /// `fstring: FSTRING_START fstring_middle* FSTRING_END`
    private func formattedString() throws(SyntaxFailure) -> Expression? {
        let start = current
        mark += 1
        var parts: [FormattedStringPart] = []
        while true {
            switch try kind() {
            case .fStringMiddle:
                parts.append(.literal(current))
                mark += 1
            case .fStringEnd:
                mark += 1
                let end = previous
                return try literal { () throws(CompileError) -> Expression in
                    try self.literals.joinedString(start: start, parts: parts, end: end)
                }
            default:
                guard let field = try replacementField() else { return nil }
                parts.append(.field(field))
            }
        }
    }

    /// `fstring_replacement_field`
    private func replacementField() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let field = try plainReplacementField() { return field }
        if reportsErrors {
            mark = start
            try invalidReplacementField()
        }
        return nil
    }

    private func plainReplacementField() throws(SyntaxFailure) -> Expression? {
        let start = mark
        guard try take(.leftBrace) else { return nil }
        try descend(by: Parser.fieldDepth)
        let matched = try annotatedRightSide()
        ascend(by: Parser.fieldDepth)
        guard let value = matched else { return nil }
        let debug: Token? = try take(.equal) ? previous : nil
        var conversion: (exclamation: Token, name: Token)?
        if try take(.exclamation) {
            let exclamation = previous
            guard try take(.name) else { return nil }
            let name = previous
            let checked = try literal { () throws(CompileError) -> Token in
                try self.literals.conversion(exclamation: exclamation, name: name)
            }
            conversion = (exclamation, checked)
        }
        var specification: (colon: Token, value: Expression)?
        if try take(.colon) {
            let colon = previous
            try descend(by: Parser.formatSpecificationDepth)
            specification = (colon, try formatSpecification())
            ascend(by: Parser.formatSpecificationDepth)
        }
        guard try take(.rightBrace) else { return nil }
        let brace = previous
        let range = range(from: start)
        return try literal { () throws(CompileError) -> Expression in
            try self.literals.formattedValue(
                value, debug: debug, conversion: conversion, formatSpec: specification, closingBrace: brace, range)
        }
    }

    /// `fstring_full_format_spec`, the colon being read.
    private func formatSpecification() throws(SyntaxFailure) -> Expression {
        let start = mark - 1
        let parts = try formatSpecificationParts()
        let range = range(from: start)
        return try literal { () throws(CompileError) -> Expression in try self.literals.formatSpec(parts, range) }
    }

    /// `fstring_format_spec*`
    func formatSpecificationParts() throws(SyntaxFailure) -> [Expression] {
        var parts: [Expression] = []
        while true {
            let start = mark
            if try take(.fStringMiddle) {
                let token = previous
                parts.append(try literal { () throws(CompileError) -> Expression in try self.literals.formatSpecLiteral(token) })
            } else if try kind() == .leftBrace, let field = try replacementField() {
                parts.append(field)
            } else {
                mark = start
                return parts
            }
        }
    }
}
