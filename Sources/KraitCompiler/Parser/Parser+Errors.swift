import KraitBytecode

/// How errors are raised and placed. In CPython: Parser/pegen_errors.c.
extension Parser {
    /// At the last token fetched: `RAISE_SYNTAX_ERROR`.
    func raise(_ message: String, _ category: CompileError.Category = .syntaxError) -> SyntaxFailure {
        raise(message, category, atToken: max(fill - 1, 0))
    }

    /// At the next token: `RAISE_SYNTAX_ERROR_ON_NEXT_TOKEN`.
    func raiseOnNextToken(_ message: String) throws(SyntaxFailure) -> SyntaxFailure {
        _ = try kind()
        return raise(message, atToken: mark)
    }

    private func raise(_ message: String, _ category: CompileError.Category = .syntaxError, atToken index: Int) -> SyntaxFailure {
        if fill == 0 {
            return raise(message, category, at: SourceRange(line: 0, column: -1, endLine: 0, endColumn: -2))
        }
        var range = tokens[index].range
        // A token without a column (the end of a block or of the source) stands where the tokenizer is. Unlike elsewhere, a
        // missing end is not counted from 1.
        if range.column == -1 { range.column = tokenizer.column - 1 }
        if range.endColumn == -1 { range.endColumn = -2 }
        return raise(message, category, at: range)
    }

    /// At a range: `RAISE_SYNTAX_ERROR_KNOWN_LOCATION`, `RAISE_SYNTAX_ERROR_KNOWN_RANGE`.
    func raise(_ message: String, _ category: CompileError.Category = .syntaxError, at range: SourceRange) -> SyntaxFailure {
        fail(source.error(category, message, at: range))
    }

    /// Keeps an error that is about to be thrown.
    func fail(_ error: CompileError) -> SyntaxFailure {
        raised = error
        // The text of a program that is no file: CPython takes the line being read with its end, and an earlier one without.
        if source.origin != .file, let line = error.line, line < tokenizer.line, error.text?.utf8.last == UInt8(ascii: "\n") {
            raised?.text?.removeLast()
        }
        return SyntaxFailure()
    }

    /// From a place up to where the tokenizer is: `RAISE_SYNTAX_ERROR_STARTING_FROM`.
    func raise(_ message: String, startingFrom range: SourceRange) -> SyntaxFailure {
        let end = SourceRange(line: range.line, column: range.column, endLine: tokenizer.line, endColumn: tokenizer.column - 1)
        return raise(message, at: end)
    }

    /// At the part of a target that cannot be one, if there is such a part: `RAISE_SYNTAX_ERROR_INVALID_TARGET`.
    func raiseInvalidTarget(_ variety: TargetVariety, _ expression: Expression) throws(SyntaxFailure) {
        guard let target = invalidTarget(expression, variety) else { return }
        throw raise("cannot \(variety == .delete ? "delete" : "assign to") \(describe(target))", at: target.range)
    }

    /// The version check of CPython's actions, `CHECK_VERSION`.
    @inline(__always)
    func require(_ version: Int, _ feature: String) throws(SyntaxFailure) {
        if featureVersion < version { throw raise("\(feature) only supported in Python 3.\(version) and greater") }
    }

    /// Says what is wrong with a source that did not match: a second pass, and if that finds nothing the last token of the first.
    ///
    /// In CPython: `_PyPegen_run_parser`, `_Pypegen_set_syntax_error`.
    func explainFailure() -> CompileError {
        if options.allowIncompleteInput, tokenizer.isAtEndOfSource {
            raised = nil
            _ = raise("incomplete input", .incompleteInputError)
        }
        if let raised, !raised.category.isSyntaxError { return raised }
        let last = max(fill - 1, 0)
        if raised == nil {
            rewind()
            do {
                _ = try start()
            } catch {}
        }
        if let raised {
            // Errors of the tokenizer further on come first, unless this one is from the tokenizer itself.
            if raised.category.isSyntaxError, !tokenizer.hasFailed { checkRestOfSource() }
            return self.raised ?? raised
        }
        switch tokens[last].kind {
        case .indent: _ = raise("unexpected indent", .indentationError)
        case .dedent: _ = raise("unexpected unindent", .indentationError)
        default:
            _ = raise("invalid syntax", at: tokens[last].range)
            checkRestOfSource()
        }
        return raised ?? CompileError(.systemError, "no error was set")
    }

    /// Reads the tokens up to the end: an error there replaces the one at hand, a bracket that stays open only if it is on an earlier line.
    ///
    /// In CPython: `_PyPegen_tokenize_full_source_to_check_for_errors`.
    private func checkRestOfSource() {
        let line = tokens[max(fill - 1, 0)].line
        tokenizer.isBeyondParser = true
        do {
            while try tokenizer.next().kind != .endMarker {}
        } catch {
            if tokenizer.raisedByParser {
                // CPython's tokenizer only says that it failed here; the parser would make the error.
                guard let bracket = tokenizer.openBracket, line > bracket.line else { return }
                if tokenizer.isInsideFormattedString { return }
                _ = raise("'\(Character(UnicodeScalar(bracket.character)))' was never closed", at: SourceRange(
                    line: bracket.line, column: bracket.column, endLine: bracket.line, endColumn: -1))
            } else if !tokenizer.isInsideFormattedString {
                _ = fail(error)
            }
        }
    }

    /// What CPython calls an expression in messages: `_PyPegen_get_expr_name`.
    func describe(_ expression: Expression) -> String {
        switch expression.kind {
        case .attribute: "attribute"
        case .subscript_: "subscript"
        case .starred: "starred"
        case .name: "name"
        case .list: "list"
        case .tuple: "tuple"
        case .lambda: "lambda"
        case .call: "function call"
        case .boolOp, .binOp, .unaryOp: "expression"
        case .generatorExp: "generator expression"
        case .yield, .yieldFrom: "yield expression"
        case .await: "await expression"
        case .listComp: "list comprehension"
        case .setComp: "set comprehension"
        case .dictComp: "dict comprehension"
        case .dict: "dict literal"
        case .set: "set display"
        case .joinedStr, .formattedValue: "f-string expression"
        case .compare: "comparison"
        case .ifExp: "conditional expression"
        case .namedExpr: "named expression"
        case .slice: "slice"
        case .constant(let index, _):
            switch tree[index] {
            case .none: "None"
            case .bool(true): "True"
            case .bool(false): "False"
            case .ellipsis: "ellipsis"
            default: "literal"
            }
        }
    }
}
