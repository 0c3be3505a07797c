import KraitBytecode

/// Statements that hold blocks.
extension Parser {
    /// `compound_stmt`
    @inline(__always)
    func compoundStatement() throws(SyntaxFailure) -> Statement? {
        switch try kind() {
        case .name: current.softKeyword == .match ? try matchStatement() : nil
        case .if_: try ifStatement()
        case .def: try functionDefinition(decorators: .empty)
        case .class_: try classDefinition(decorators: .empty)
        case .at: try decorated()
        case .async: try asyncStatement()
        case .with: try withStatement()
        case .for_: try forStatement()
        case .try_: try tryStatement()
        case .while_: try whileStatement()
        default: nil
        }
    }

    private func asyncStatement() throws(SyntaxFailure) -> Statement? {
        switch try kindAfterNext() {
        case .def: try functionDefinition(decorators: .empty)
        case .with: try withStatement()
        case .for_: try forStatement()
        default: nil
        }
    }

    /// `decorators` and the definition behind them.
    private func decorated() throws(SyntaxFailure) -> Statement? {
        let base = scratchCount
        defer { scratchCount = base }
        while try take(.at) {
            guard let decorator = try namedExpression(), try take(.newline) else { return nil }
            push(decorator)
        }
        let decorators = takeList(Expression.self, from: base)
        return switch try kind() {
        case .def, .async: try functionDefinition(decorators: decorators)
        case .class_: try classDefinition(decorators: decorators)
        default: nil
        }
    }

    // MARK: Definitions

    /// `class_def_raw`
    private func classDefinition(decorators: NodeList<Expression>) throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidClassDefinition()
            mark = start
        }
        mark += 1
        guard let name = try name() else { return nil }
        let parameters = try typeParameters()
        var bases = CallArguments.none
        if try take(.leftParenthesis) {
            bases = try optionalArguments()
            guard try take(.rightParenthesis) else { return nil }
        }
        guard try take(.colon), let body = try block() else { return nil }
        let definition = tree.make(
            .init(
                name: name, bases: bases.positional, keywords: bases.keywords, body: body, decorators: decorators,
                typeParameters: parameters),
            as: ClassDefinition.self)
        return tree.statement(.classDef(definition), statementRange(from: start))
    }

    /// `function_def_raw`
    private func functionDefinition(decorators: NodeList<Expression>) throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidFunctionDefinition()
            mark = start
        }
        let isAsync = try take(.async)
        guard try take(.def), let name = try name() else { return nil }
        let typeParameters = try typeParameters()
        guard try take(.leftParenthesis) else { return nil }
        let arguments = try optionalParameters(.function)
        guard try take(.rightParenthesis) else { return nil }
        var returns: Expression?
        if try take(.arrow) {
            guard let annotation = try expression() else { return nil }
            returns = annotation
        }
        guard try take(.colon) else { return nil }
        let comment = try functionTypeComment()
        guard let body = try block() else { return nil }
        if isAsync { try require(5, "Async functions are") }
        let definition = tree.make(
            .init(
                name: name, arguments: arguments, body: body, decorators: decorators, returns: returns, typeComment: comment,
                typeParameters: typeParameters),
            as: FunctionDefinition.self)
        return tree.statement(
            isAsync ? .asyncFunctionDef(definition) : .functionDef(definition), statementRange(from: start))
    }

    /// `[func_type_comment]`
    func functionTypeComment() throws(SyntaxFailure) -> Identifier? {
        let start = mark
        if try take(.newline) {
            // Only before an indented block.
            if let comment = try typeComment(), try take(.newline), try kind() == .indent {
                mark -= 1
                return comment
            }
            mark = start
        }
        if reportsErrors {
            try invalidDoubleTypeComments()
            mark = start
        }
        return try typeComment()
    }

    // MARK: Branches and loops

    /// `if_stmt` and `elif_stmt`: a statement for each `elif`, nested in the one before it.
    private func ifStatement() throws(SyntaxFailure) -> Statement? {
        let base = scratchCount
        defer { scratchCount = base }
        var levels = 0
        defer { ascend(by: levels) }
        // Where each test begins, and its node but for `orelse` and its end.
        var orelse: NodeList<Statement> = .empty
        while true {
            let start = mark
            if reportsErrors {
                try invalidIfStatement()
                mark = start
            }
            mark += 1
            guard let test = try namedExpression(), try take(.colon), let body = try block() else { return nil }
            push(tree.statement(.if_(test: test, body: body, orelse: .empty), tokens[start].range))
            guard try kind() == .elif else { break }
            levels += 1
            try descend()
        }
        guard let last = try elseBlock() else { return nil }
        orelse = last
        var index = scratchCount
        while index > base {
            index -= 1
            guard let record = UnsafeMutablePointer<Statement.Record>(bitPattern: scratch[index]) else { return nil }
            let statement = Statement(record: record)
            if case .if_(let test, let body, _) = statement.kind { statement.kind = .if_(test: test, body: body, orelse: orelse) }
            statement.range = statement.range.through(lastRange(from: mark))
            orelse = single(statement)
        }
        return orelse.first
    }

    /// The range of the last token before `end` that is more than white space.
    private func lastRange(from end: Int) -> SourceRange {
        var last = end - 1
        while last > 0 {
            switch tokens[last].kind {
            case .newline, .indent, .dedent, .endMarker: last -= 1
            default: return tokens[last].range
            }
        }
        return tokens[last].range
    }

    /// `[else_block]`: empty when there is none, nil after an error that the second pass has to explain.
    private func elseBlock() throws(SyntaxFailure) -> NodeList<Statement>? {
        guard try kind() == .else_ else { return .empty }
        let start = mark
        if reportsErrors {
            try invalidElseStatement()
            mark = start
        }
        mark += 1
        try force(.colon, ":")
        return try block()
    }

    /// `while_stmt`
    private func whileStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidWhileStatement()
            mark = start
        }
        mark += 1
        guard let test = try namedExpression(), try take(.colon), let body = try block(), let orelse = try elseBlock() else {
            return nil
        }
        return tree.statement(.while_(test: test, body: body, orelse: orelse), statementRange(from: start))
    }

    /// `for_stmt`
    private func forStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidForStatement()
            mark = start
        }
        let isAsync = try take(.async)
        mark += 1
        guard let target = try starTargets(), try take(.in_) else {
            if reportsErrors {
                mark = start
                try invalidForTarget()
            }
            return nil
        }
        guard let iterable = try starExpressions(), try take(.colon) else { return nil }
        let comment = try typeComment()
        guard let body = try block(), let orelse = try elseBlock() else { return nil }
        if isAsync {
            try require(5, "Async for loops are")
            return tree.statement(
                .asyncFor(target: target, iterable: iterable, body: body, orelse: orelse, typeComment: comment),
                statementRange(from: start))
        }
        return tree.statement(
            .for_(target: target, iterable: iterable, body: body, orelse: orelse, typeComment: comment), statementRange(from: start))
    }

    // MARK: With

    /// `with_stmt`
    private func withStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidWithStatementIndent()
            mark = start
        }
        let isAsync = try take(.async)
        mark += 1
        let afterKeyword = mark
        var items: NodeList<WithItem>?
        if try kind() == .leftParenthesis {
            speculation += 1
            defer { speculation -= 1 }
            mark += 1
            items = try withItems()
            if items != nil {
                _ = try take(.comma)
                if !(try take(.rightParenthesis)) { items = nil }
            }
            if items != nil, !(try take(.colon)) { items = nil }
        }
        let isParenthesized = items != nil
        if items == nil {
            mark = afterKeyword
            items = try withItems()
            if items != nil, !(try take(.colon)) { items = nil }
        }
        guard let items else {
            if reportsErrors {
                mark = start
                try invalidWithStatement()
            }
            return nil
        }
        // No type comment after `async with (…)`: it is a slip of the grammar.
        let comment = isAsync && isParenthesized ? nil : try typeComment()
        guard let body = try block() else {
            if reportsErrors {
                mark = start
                try invalidWithStatement()
            }
            return nil
        }
        if isAsync {
            try require(5, "Async with statements are")
            return tree.statement(.asyncWith(items: items, body: body, typeComment: comment), statementRange(from: start))
        }
        return tree.statement(.with(items: items, body: body, typeComment: comment), statementRange(from: start))
    }

    /// `','.with_item+`
    private func withItems() throws(SyntaxFailure) -> NodeList<WithItem>? {
        let base = scratchCount
        defer { scratchCount = base }
        guard let first = try withItem() else { return nil }
        push(first)
        while try take(.comma) {
            let start = mark
            guard let next = try withItem() else {
                mark = start - 1
                break
            }
            push(next)
        }
        return takeList(from: base)
    }

    /// `with_item`
    private func withItem() throws(SyntaxFailure) -> WithItem? {
        let start = mark
        guard let context = try expression() else {
            if reportsErrors {
                mark = start
                try invalidWithItem()
            }
            return nil
        }
        let end = mark
        if try take(.as_), let variable = try starTarget() {
            switch try kind() {
            case .comma, .rightParenthesis, .colon: return tree.make(.init(context: context, variable: variable), as: WithItem.self)
            default: break
            }
        }
        if reportsErrors {
            mark = start
            try invalidWithItem()
        }
        mark = end
        return tree.make(.init(context: context, variable: nil), as: WithItem.self)
    }

    // MARK: Try

    /// `try_stmt`
    private func tryStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        if reportsErrors {
            try invalidTryStatement()
            mark = start
        }
        mark += 1
        try force(.colon, ":")
        guard let body = try block() else { return nil }
        if try kind() == .finally {
            guard let finalbody = try finallyBlock() else { return nil }
            return tree.statement(
                .try_(body: body, handlers: .empty, orelse: .empty, finalbody: finalbody), statementRange(from: start))
        }
        guard try kind() == .except else { return nil }
        let afterBody = mark
        var isStar = false
        var handlers = try exceptBlocks(isStar: false)
        if handlers.isEmpty {
            mark = afterBody
            handlers = try exceptBlocks(isStar: true)
            isStar = true
        }
        guard !handlers.isEmpty, let orelse = try elseBlock() else { return nil }
        var finalbody: NodeList<Statement> = .empty
        if try kind() == .finally {
            guard let statements = try finallyBlock() else { return nil }
            finalbody = statements
        }
        let range = statementRange(from: start)
        if isStar {
            try require(11, "Exception groups are")
            return tree.statement(.tryStar(body: body, handlers: handlers, orelse: orelse, finalbody: finalbody), range)
        }
        return tree.statement(.try_(body: body, handlers: handlers, orelse: orelse, finalbody: finalbody), range)
    }

    /// `except_block+` or `except_star_block+`, empty when there is none.
    func exceptBlocks(isStar: Bool) throws(SyntaxFailure) -> NodeList<ExceptHandler> {
        let base = scratchCount
        defer { scratchCount = base }
        while try kind() == .except {
            let start = mark
            guard let handler = try exceptBlock(isStar: isStar) else {
                mark = start
                break
            }
            push(handler)
        }
        return takeList(from: base)
    }

    /// `except_block` or `except_star_block`
    func exceptBlock(isStar: Bool) throws(SyntaxFailure) -> ExceptHandler? {
        let start = mark
        if reportsErrors {
            try invalidExceptStatementIndent(isStar: isStar)
            mark = start
        }
        if let handler = try plainExceptBlock(isStar: isStar) { return handler }
        if reportsErrors {
            mark = start
            try invalidExceptStatement()
        }
        return nil
    }

    private func plainExceptBlock(isStar: Bool) throws(SyntaxFailure) -> ExceptHandler? {
        let start = mark
        mark += 1
        if isStar, !(try take(.star)) { return nil }
        var type: Expression?
        var name: Identifier?
        let kind = try kind()
        if isStar || kind != .colon {
            guard let expression = try expression() else { return nil }
            type = expression
            name = try optionalAsName()
        }
        guard try take(.colon), let body = try block() else { return nil }
        return tree.make(.init(type: type, name: name, body: body, range: statementRange(from: start)), as: ExceptHandler.self)
    }

    /// `['as' NAME]`
    func optionalAsName() throws(SyntaxFailure) -> Identifier? {
        let start = mark
        if try take(.as_), let name = try name() { return name }
        mark = start
        return nil
    }

    /// `finally_block`
    private func finallyBlock() throws(SyntaxFailure) -> NodeList<Statement>? {
        let start = mark
        if reportsErrors {
            try invalidFinallyStatement()
            mark = start
        }
        mark += 1
        try force(.colon, ":")
        return try block()
    }

    // MARK: Match

    /// `match_stmt`. The keyword is soft: what is no match statement may be an expression that begins with a name.
    private func matchStatement() throws(SyntaxFailure) -> Statement? {
        let start = mark
        speculation += 1
        let subject = try matchHeader()
        speculation -= 1
        if let subject, let cases = try caseBlocks() {
            try require(10, "Pattern matching is")
            return tree.statement(.match(subject: subject, cases: cases), statementRange(from: start))
        }
        if reportsErrors {
            mark = start
            try invalidMatchStatement()
        }
        return nil
    }

    /// `"match" subject_expr ':' NEWLINE INDENT`
    private func matchHeader() throws(SyntaxFailure) -> Expression? {
        mark += 1
        guard let subject = try matchSubject(), try take(.colon), try take(.newline), try take(.indent) else { return nil }
        return subject
    }

    /// `subject_expr`
    func matchSubject() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if let first = try starNamedExpression() {
            if try take(.comma) {
                let base = scratchCount
                defer { scratchCount = base }
                push(first)
                try starNamedExpressions()
                return tree.expression(.tuple(takeList(from: base), .load), range(from: start))
            }
            if !isExact {
                if case .starred = first.kind { return nil }
                return first
            }
        }
        guard isExact else { return nil }
        mark = start
        return try namedExpression()
    }

    /// `case_block+ DEDENT`
    private func caseBlocks() throws(SyntaxFailure) -> NodeList<MatchCase>? {
        let base = scratchCount
        defer { scratchCount = base }
        while try kind() == .name, current.softKeyword == .case_ {
            let start = mark
            guard let block = try caseBlock() else {
                mark = start
                break
            }
            push(block)
        }
        guard scratchCount > base, try take(.dedent) else { return nil }
        return takeList(from: base)
    }

    /// `case_block`
    private func caseBlock() throws(SyntaxFailure) -> MatchCase? {
        let start = mark
        if reportsErrors {
            try invalidCaseBlock()
            mark = start
        }
        mark += 1
        guard let pattern = try patterns() else { return nil }
        let guardExpression = try caseGuard()
        guard try take(.colon), let body = try block() else { return nil }
        return tree.make(.init(pattern: pattern, guardExpression: guardExpression, body: body), as: MatchCase.self)
    }

    /// `[guard]`
    func caseGuard() throws(SyntaxFailure) -> Expression? {
        let start = mark
        if try take(.if_), let test = try namedExpression() { return test }
        mark = start
        return nil
    }
}
