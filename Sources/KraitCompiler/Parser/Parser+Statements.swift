import KraitBytecode

/// Statements and the simple ones among them.
extension Parser {
    // MARK: Sequences of statements

    /// `statements: statement+`, which may be none here: the end of a file or block follows.
    func statements() throws(SyntaxFailure) -> NodeList<Statement>? {
        let base = scratchCount
        defer { scratchCount = base }
        while true {
            switch try kind() {
            case .endMarker, .dedent: return takeList(from: base)
            default: guard try statement() else { return nil }
            }
        }
    }

    /// Pushes the statements of `statement: compound_stmt | simple_stmts`. False when there is none.
    @inline(__always)
    private func statement() throws(SyntaxFailure) -> Bool {
        let start = mark
        if let compound = try compoundStatement() {
            push(compound)
            return true
        }
        mark = start
        return try simpleStatements()
    }

    /// `interactive: statement_newline`
    func interactiveStatement() throws(SyntaxFailure) -> NodeList<Statement>? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        if let compound = try compoundStatement(), try take(.newline) { return single(compound) }
        mark = start
        if try simpleStatements() { return takeList(from: base) }
        mark = start
        switch try kind() {
        case .newline:
            mark += 1
            return single(tree.statement(.pass, range(from: start)))
        default:
            // At the end of the source the interactive loop of CPython ends; compiling has nothing to compile.
            return nil
        }
    }

    /// Pushes the statements of one line: `simple_stmts: ';'.simple_stmt+ [';'] NEWLINE`.
    func simpleStatements() throws(SyntaxFailure) -> Bool {
        guard let first = try simpleStatement() else { return false }
        push(first)
        while try take(.semicolon) {
            let start = mark
            guard let next = try simpleStatement() else {
                mark = start
                break
            }
            push(next)
        }
        return try take(.newline)
    }

    /// `block: NEWLINE INDENT statements DEDENT | simple_stmts | invalid_block`
    func block() throws(SyntaxFailure) -> NodeList<Statement>? {
        guard isExact else { return try plainBlock() }
        _ = try kind()
        let start = mark
        if let found = memo.find(.block, at: start) {
            mark = found.mark
            return found.node == 0 ? nil : .empty
        }
        var matches = try plainBlock() != nil
        if !matches {
            mark = start
            try invalidBlock()
            mark = start
            matches = false
        }
        // Nobody looks at the statements of the second pass.
        memo.insert(.block, at: start, node: matches ? 1 : 0, mark: mark)
        return matches ? .empty : nil
    }

    private func plainBlock() throws(SyntaxFailure) -> NodeList<Statement>? {
        if try take(.newline) {
            guard try take(.indent) else { return nil }
            try descend(by: 6)
            defer { ascend(by: 6) }
            guard let body = try statements(), !body.isEmpty, try take(.dedent) else { return nil }
            return body
        }
        let base = scratchCount
        defer { scratchCount = base }
        guard try simpleStatements() else { return nil }
        return takeList(from: base)
    }

    // MARK: Simple statements

    /// `simple_stmt`
    func simpleStatement() throws(SyntaxFailure) -> Statement? {
        if isExact { return try memoized(.simpleStatement) { () throws(SyntaxFailure) -> Statement? in try self.simpleStatementExactly() } }
        return switch try kind() {
        case .return_, .import_, .from, .raise, .pass, .del, .yield, .assert, .break_, .continue_, .global, .nonlocal:
            try keywordStatement()
        default:
            try expressionStatement()
        }
    }

    /// In the second pass assignments are tried first, in CPython's order.
    private func simpleStatementExactly() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if let assignment = try assignmentExactly() { return assignment }
        mark = start
        if current.softKeyword == .type, let alias = try typeAlias() { return alias }
        mark = start
        if let value = try starExpressions() { return tree.statement(.expr(value), range(from: start)) }
        mark = start
        return try keywordStatement()
    }

    private func keywordStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        switch try kind() {
        case .return_:
            mark += 1
            let value = try optionalStarExpressions()
            return tree.statement(.return_(value), range(from: start))
        case .import_, .from:
            return try importStatement()
        case .raise:
            mark += 1
            let afterKeyword = mark
            guard let exception = try expression() else {
                mark = afterKeyword
                return tree.statement(.raise(exception: nil, cause: nil), range(from: start))
            }
            let cause = try clause(.from)
            return tree.statement(.raise(exception: exception, cause: cause), range(from: start))
        case .pass:
            mark += 1
            return tree.statement(.pass, range(from: start))
        case .break_:
            mark += 1
            return tree.statement(.break_, range(from: start))
        case .continue_:
            mark += 1
            return tree.statement(.continue_, range(from: start))
        case .del:
            return try deleteStatement()
        case .yield:
            guard let value = try yieldExpression() else { return nil }
            return tree.statement(.expr(value), range(from: start))
        case .assert:
            mark += 1
            guard let test = try expression() else { return nil }
            let message = try clause(.comma)
            return tree.statement(.assert(test: test, message: message), range(from: start))
        case .global, .nonlocal:
            mark += 1
            let isGlobal = tokens[start].kind == .global
            guard let names = try namesAfterCommas() else { return nil }
            return tree.statement(isGlobal ? .global(names) : .nonlocal(names), range(from: start))
        default:
            return nil
        }
    }

    /// `[star_expressions]`
    func optionalStarExpressions() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let value = try starExpressions() { return value }
        mark = start
        return nil
    }

    /// `[keyword z=expression { z }]`
    private func clause(_ keyword: TokenKind) throws(SyntaxFailure) -> Expression? {
        let start = mark
        if try take(keyword), let value = try expression() { return value }
        mark = start
        return nil
    }

    /// `','.NAME+`
    private func namesAfterCommas() throws(SyntaxFailure) -> NodeList<Identifier>? {
        let base = scratchCount
        defer { scratchCount = base }
        guard let first = try name() else { return nil }
        push(word: UInt(first.rawValue))
        while try take(.comma) {
            guard let next = try name() else {
                mark -= 1
                break
            }
            push(word: UInt(next.rawValue))
        }
        return takeIdentifiers(from: base)
    }

    /// `del_stmt: 'del' del_targets &(';' | NEWLINE) | invalid_del_stmt`
    private func deleteStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        mark += 1
        if let targets = try deleteTargets() {
            let kind = try kind()
            if kind == .semicolon || kind == .newline { return tree.statement(.delete(targets), range(from: start)) }
        }
        if reportsErrors {
            mark = start
            try invalidDeleteStatement()
        }
        return nil
    }

    // MARK: Expressions and assignments

    /// A statement that begins with an expression. What the expression turns out to be, an assignment's target or all there is,
    /// the token after it tells.
    private func expressionStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if current.softKeyword == .type, try kindAfterNext() == .name { return try typeAlias() }
        guard let value = try starExpressions() else { return nil }
        switch try kind() {
        case .equal:
            return try assignment(to: value, from: start)
        case .colon:
            guard isSingleTarget(value), makeTarget(value) else { return nil }
            mark += 1
            let isSimple = mark == start + 2
            guard let annotation = try expression() else { return nil }
            var assigned: Expression?
            if try take(.equal) {
                guard let right = try annotatedRightSide() else { return nil }
                assigned = right
            }
            try require(6, isSimple ? "Variable annotation syntax is" : "Variable annotations syntax is")
            let kind = Statement.Kind.annAssign(
                target: value, annotation: annotation, value: assigned, isSimple: isSimple && tokens[start].kind == .name)
            return tree.statement(kind, range(from: start))
        default:
            guard let operation = try augmentedOperator() else { return tree.statement(.expr(value), range(from: start)) }
            guard isSingleTarget(value), makeTarget(value) else { return nil }
            mark += 1
            guard let right = try annotatedRightSide() else { return nil }
            return tree.statement(.augAssign(target: value, operation, value: right), range(from: start))
        }
    }

    /// `(star_targets '=')+ (yield_expr | star_expressions) !'=' [TYPE_COMMENT]`, the first target being read; `=` is next.
    private func assignment(to first: Expression, from start: Int) throws(SyntaxFailure) -> Statement? {
        let base = scratchCount
        defer { scratchCount = base }
        var value = first
        var isYield = false
        while try kind() == .equal {
            guard !isYield, makeTarget(value) else { return nil }
            push(value)
            mark += 1
            isYield = try kind() == .yield
            guard let right = try annotatedRightSide() else { return nil }
            value = right
        }
        let comment = try typeComment()
        return tree.statement(.assign(targets: takeList(from: base), value: value, typeComment: comment), range(from: start))
    }

    /// `annotated_rhs: yield_expr | star_expressions`
    func annotatedRightSide() throws(SyntaxFailure) -> Expression? {
        try kind() == .yield ? try yieldExpression() : try starExpressions()
    }

    /// `[TYPE_COMMENT]`
    func typeComment() throws(SyntaxFailure) -> Identifier? {
        guard try take(.typeComment) else { return nil }
        return tree.identifiers.intern(source.text(previous))
    }

    /// The operator of `augassign`, which stays the next token.
    func augmentedOperator() throws(SyntaxFailure) -> BinaryOperator? {
        switch try kind() {
        case .plusEqual: return .add
        case .minusEqual: return .subtract
        case .starEqual: return .multiply
        case .atEqual:
            if featureVersion < 5 {
                mark += 1
                try require(5, "The '@' operator is")
            }
            return .matrixMultiply
        case .slashEqual: return .divide
        case .percentEqual: return .modulo
        case .ampersandEqual: return .bitAnd
        case .verticalBarEqual: return .bitOr
        case .circumflexEqual: return .bitXor
        case .leftShiftEqual: return .leftShift
        case .rightShiftEqual: return .rightShift
        case .doubleStarEqual: return .power
        case .doubleSlashEqual: return .floorDivide
        default: return nil
        }
    }

    /// `assignment` by its grammar, for the second pass. The tree it makes is not used.
    private func assignmentExactly() throws(SyntaxFailure) -> Statement? {
        let start = mark
        func matched() -> Statement { tree.statement(.pass, range(from: start)) }

        if try take(.name), try take(.colon), try expression() != nil {
            try annotatedAssignmentEnd()
            try require(6, "Variable annotation syntax is")
            return matched()
        }

        mark = start
        var isTarget = false
        if try take(.leftParenthesis) {
            isTarget = try singleTarget() != nil
            if isTarget { isTarget = try take(.rightParenthesis) }
        }
        if !isTarget {
            mark = start
            isTarget = try singleSubscriptOrAttribute() != nil
        }
        if isTarget, try take(.colon), try expression() != nil {
            try annotatedAssignmentEnd()
            try require(6, "Variable annotations syntax is")
            return matched()
        }

        mark = start
        var targetsEnd = start
        while try starTargets() != nil, try take(.equal) { targetsEnd = mark }
        mark = targetsEnd
        if targetsEnd != start, try annotatedRightSide() != nil, try kind() != .equal {
            _ = try take(.typeComment)
            return matched()
        }

        mark = start
        if try singleTarget() != nil, try augmentedOperator() != nil {
            mark += 1
            // The grammar commits here (`~`).
            return try annotatedRightSide() == nil ? nil : matched()
        }

        mark = start
        try invalidAssignment()
        return nil
    }

    /// `['=' annotated_rhs]`
    private func annotatedAssignmentEnd() throws(SyntaxFailure) {
        let start = mark
        if try take(.equal), try annotatedRightSide() != nil { return }
        mark = start
    }

    // MARK: Import

    /// `import_stmt: invalid_import | import_name | import_from`
    private func importStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidImport()
            mark = start
        }
        return try kind() == .import_ ? try importName() : try importFrom()
    }

    /// `import_name: 'import' dotted_as_names`
    private func importName() throws(SyntaxFailure) -> Statement? {
        let start = mark
        mark += 1
        let base = scratchCount
        defer { scratchCount = base }
        repeat {
            let aliasStart = mark
            guard let module = try dottedName() else {
                if scratchCount == base { return nil }
                mark = aliasStart - 1
                break
            }
            let asName = try aliasName()
            push(tree.make(.init(name: module, asName: asName, range: range(from: aliasStart)), as: Alias.self))
        } while try take(.comma)
        return tree.statement(.import_(takeList(from: base)), range(from: start))
    }

    /// `['as' NAME]`
    private func aliasName() throws(SyntaxFailure) -> Identifier? {
        let start = mark
        if try take(.as_), let name = try name() { return name }
        mark = start
        return nil
    }

    /// `dotted_name: dotted_name '.' NAME | NAME`
    func dottedName() throws(SyntaxFailure) -> Identifier? {
        guard let first = try name() else { return nil }
        guard try kind() == .dot else { return first }
        var bytes = tree[first].utf8
        while try take(.dot) {
            guard let next = try name() else {
                mark -= 1
                break
            }
            bytes.append(UInt8(ascii: "."))
            bytes.append(contentsOf: tree[next].utf8)
        }
        return bytes.withUnsafeBufferPointer { tree.identifiers.intern($0) }
    }

    /// `import_from`
    private func importFrom() throws(SyntaxFailure) -> Statement? {
        let start = mark
        mark += 1
        var level: Int32 = 0
        while true {
            let kind = try kind()
            if kind == .dot { level &+= 1 } else if kind == .ellipsis { level &+= 3 } else { break }
            mark += 1
        }
        let module = try dottedName()
        guard module != nil || level > 0, try take(.import_), let names = try importFromTargets() else { return nil }
        if let module, level == 0, tree[module] == "__future__" {
            for alias in names where tree[alias.record.pointee.name] == "barry_as_FLUFL" { usesBarryAsFLUFL = true }
        }
        return tree.statement(.importFrom(module: module, names: names, level: level), range(from: start))
    }

    /// `import_from_targets`
    private func importFromTargets() throws(SyntaxFailure) -> NodeList<Alias>? {
        let start = mark
        let base = scratchCount
        defer { scratchCount = base }
        switch try kind() {
        case .leftParenthesis:
            mark += 1
            if try importFromNames() {
                _ = try take(.comma)
                if try take(.rightParenthesis) { return takeList(from: base) }
            }
        case .star:
            mark += 1
            let star = StaticString("*").withUTF8Buffer { tree.identifiers.intern($0) }
            push(tree.make(.init(name: star, asName: nil, range: range(from: start)), as: Alias.self))
            return takeList(from: base)
        default:
            if try importFromNames(), try kind() != .comma { return takeList(from: base) }
        }
        if reportsErrors {
            mark = start
            try invalidImportFromTargets()
        }
        return nil
    }

    /// Pushes `import_from_as_names: ','.import_from_as_name+`.
    func importFromNames() throws(SyntaxFailure) -> Bool {
        var end = mark
        var isEmpty = true
        repeat {
            let start = mark
            guard let name = try name() else { break }
            let asName = try aliasName()
            push(tree.make(.init(name: name, asName: asName, range: range(from: start)), as: Alias.self))
            end = mark
            isEmpty = false
        } while try take(.comma)
        mark = end
        return !isEmpty
    }

    // MARK: Type aliases

    /// `type_alias: "type" NAME [type_params] '=' expression`
    private func typeAlias() throws(SyntaxFailure) -> Statement? {
        let start = mark
        mark += 1
        guard try kind() == .name else { return nil }
        mark += 1
        let name = tree.expression(.name(identifier(previous), .store), previous.range)
        let parameters = try typeParameters()
        guard try take(.equal), let value = try expression() else { return nil }
        try require(12, "Type statement is")
        return tree.statement(.typeAlias(name: name, typeParameters: parameters, value: value), range(from: start))
    }

    // MARK: Function types

    /// `func_type: '(' [type_expressions] ')' '->' expression NEWLINE* ENDMARKER`
    func functionType() throws(SyntaxFailure) -> (NodeList<Expression>, Expression)? {
        guard try take(.leftParenthesis) else { return nil }
        let base = scratchCount
        defer { scratchCount = base }
        try typeExpressions()
        let arguments = takeList(Expression.self, from: base)
        guard try take(.rightParenthesis), try take(.arrow), let returns = try expression() else { return nil }
        while try take(.newline) {}
        guard try take(.endMarker) else { return nil }
        return (arguments, returns)
    }

    /// Pushes `[type_expressions]`: expressions, then `*expression`, then `**expression`.
    private func typeExpressions() throws(SyntaxFailure) {
        /// 0 while plain expressions may come, 1 after `*`, 2 after `**`.
        var stage = 0
        var end = mark
        repeat {
            let next: Int
            switch try kind() {
            case .star: next = 1
            case .doubleStar: next = 2
            default: next = 0
            }
            guard next == 0 ? stage == 0 : next > stage else { break }
            if next > 0 { mark += 1 }
            guard let value = try expression() else { break }
            push(value)
            stage = next
            end = mark
            if stage == 2 { break }
        } while try take(.comma)
        mark = end
    }
}
