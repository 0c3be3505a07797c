// Statements, but for definitions (CodeGenerator+Functions, +Classes), `try` and `with` (+Exceptions), `match` (+Patterns)
// and assignments (+Assignments).

import KraitBytecode

extension CodeGenerator {
    mutating func visit(_ statements: NodeList<Statement>) throws(CompileError) {
        for statement in statements { try visit(statement) }
    }

    mutating func visit(_ statement: Statement) throws(CompileError) {
        try stop.check()
        let range = statement.range
        switch statement.kind {
        case .functionDef(let function): try visitFunction(statement, function, isAsync: false)
        case .asyncFunctionDef(let function): try visitFunction(statement, function, isAsync: true)
        case .classDef(let definition): try visitClass(statement, definition)
        case .typeAlias(let name, let parameters, let value): try visitTypeAlias(statement, name, parameters, value)
        case .return_(let value): try visitReturn(statement, value)
        case .delete(let targets): for target in targets { try visit(target) }
        case .assign(let targets, let value, _):
            try visit(value)
            for index in 0..<targets.count {
                if index < targets.count - 1 { emit(.copy, 1, range) }
                try visit(targets[index])
            }
        case .augAssign(let target, let operation, let value):
            try visitAugmentedAssignment(statement, target, operation, value)
        case .annAssign(let target, let annotation, let value, let isSimple):
            try visitAnnotatedAssignment(statement, target, annotation, value, isSimple: isSimple)
        case .for_(let target, let iterable, let body, let orelse, _):
            try visitFor(statement, target, iterable, body, orelse)
        case .asyncFor(let target, let iterable, let body, let orelse, _):
            try visitAsyncFor(statement, target, iterable, body, orelse)
        case .while_(let test, let body, let orelse): try visitWhile(statement, test, body, orelse)
        case .if_(let test, let body, let orelse): try visitIf(statement, test, body, orelse)
        case .with(let items, let body, _): try visitWith(statement, items, 0, body)
        case .asyncWith(let items, let body, _): try visitAsyncWith(statement, items, 0, body)
        case .match(let subject, let cases): try visitMatch(subject, cases)
        case .raise(let exception, let cause):
            var count = 0
            if let exception {
                try visit(exception)
                count = 1
                if let cause {
                    try visit(cause)
                    count = 2
                }
            }
            emit(.raiseVarargs, count, range)
        case .try_(let body, let handlers, let orelse, let finalbody):
            try visitTry(TryParts(range, body, handlers, orelse, finalbody, isStar: false))
        case .tryStar(let body, let handlers, let orelse, let finalbody):
            try visitTry(TryParts(range, body, handlers, orelse, finalbody, isStar: true))
        case .assert(let test, let message): try visitAssert(statement, test, message)
        case .import_(let names): for alias in names { try visitImport(alias, range) }
        case .importFrom(let module, let names, let level): try visitImportFrom(statement, module, names, level)
        case .global, .nonlocal: break
        case .expr(let value): try visitExpressionStatement(value, range)
        case .pass: emit(.nop, range)
        case .break_: try visitBreak(range)
        case .continue_: try visitContinue(range)
        }
    }

    /// The body of a module or class, with its docstring and the set-up of `__annotations__`.
    mutating func visitBody(_ body: NodeList<Statement>, _ range: SourceRange) throws(CompileError) {
        let range = unit.kind == .module ? body.first?.range ?? range : range
        if hasAnnotations(body) { emit(.setupAnnotations, range) }
        var first = 0
        if let docstring = docstring(body) {
            first = 1
            if options.optimization < 2, case .expr(let expression) = body[0].kind {
                loadConstant(.string(try cleanedDocstring(docstring)), expression.range)
                try nameOperation(known.doc, .store, .none)
            }
        }
        for index in first..<max(first, body.count) { try visit(body[index]) }
    }

    /// The string that a body begins with.
    func docstring(_ body: NodeList<Statement>) -> PythonString? {
        guard let first = body.first, case .expr(let expression) = first.kind,
            case .constant(let index, _) = expression.kind, case .string(let text) = tree[index]
        else { return nil }
        return text
    }

    /// Whether there is an annotated assignment in these statements or in blocks within them.
    func hasAnnotations(_ statements: NodeList<Statement>) -> Bool {
        for statement in statements {
            let found: Bool =
                switch statement.kind {
                case .annAssign: true
                case .for_(_, _, let body, let orelse, _), .asyncFor(_, _, let body, let orelse, _),
                    .while_(_, let body, let orelse), .if_(_, let body, let orelse):
                    hasAnnotations(body) || hasAnnotations(orelse)
                case .with(_, let body, _), .asyncWith(_, let body, _): hasAnnotations(body)
                case .try_(let body, let handlers, let orelse, let finalbody),
                    .tryStar(let body, let handlers, let orelse, let finalbody):
                    handlers.contains { hasAnnotations($0.record.pointee.body) }
                        || hasAnnotations(body) || hasAnnotations(finalbody) || hasAnnotations(orelse)
                case .match(_, let cases): cases.contains { hasAnnotations($0.record.pointee.body) }
                default: false
                }
            if found { return true }
        }
        return false
    }

    private mutating func visitExpressionStatement(_ value: Expression, _ range: SourceRange) throws(CompileError) {
        if isInteractive && outer.isEmpty {
            try visit(value)
            emit(.callIntrinsic1, UnaryIntrinsic.print, range)
            emit(.popTop, .none)
            return
        }
        if case .constant = value.kind {
            emit(.nop, range)
            return
        }
        try visit(value)
        emit(.popTop, .none)
    }

    private mutating func visitIf(
        _ statement: Statement, _ test: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>
    ) throws(CompileError) {
        let end = newLabel()
        let next = orelse.isEmpty ? end : newLabel()
        try jump(to: next, if: false, test, statement.range)
        try visit(body)
        if !orelse.isEmpty {
            emit(.jumpNoInterrupt, to: end, .none)
            place(next)
            try visit(orelse)
        }
        place(end)
    }

    private mutating func visitFor(
        _ statement: Statement, _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>,
        _ orelse: NodeList<Statement>
    ) throws(CompileError) {
        let start = newLabel(), cleanup = newLabel(), end = newLabel()
        try pushBlock(.forLoop, statement.range, start: start, exit: end)
        try visit(iterable)
        emit(.getIter, iterable.range)
        place(start)
        emit(.forIter, to: cleanup, iterable.range)
        // A line for the target when it stands on another line than the iterable.
        emit(.nop, target.range)
        try visit(target)
        try visit(body)
        emit(.jump, to: start, .none)
        place(cleanup)
        emit(.endFor, .none)
        emit(.popTop, .none)
        popBlock()
        try visit(orelse)
        place(end)
    }

    private mutating func visitAsyncFor(
        _ statement: Statement, _ target: Expression, _ iterable: Expression, _ body: NodeList<Statement>,
        _ orelse: NodeList<Statement>
    ) throws(CompileError) {
        let range = statement.range
        if isTopLevelAwait {
            unit.isCoroutine = true
        } else if unit.kind != .asyncFunction {
            throw error("'async for' outside async function", range)
        }
        let start = newLabel(), except = newLabel(), end = newLabel()
        try visit(iterable)
        emit(.getAiter, iterable.range)
        place(start)
        try pushBlock(.forLoop, range, start: start, exit: end)
        emit(.setupFinally, to: except, range)
        emit(.getAnext, range)
        loadConstant(.none, range)
        emitYieldFrom(range, isAwait: true)
        emit(.popBlock, range)
        try visit(target)
        try visit(body)
        emit(.jump, to: start, .none)
        popBlock()
        place(except)
        emit(.endAsyncFor, iterable.range)
        try visit(orelse)
        place(end)
    }

    private mutating func visitWhile(
        _ statement: Statement, _ test: Expression, _ body: NodeList<Statement>, _ orelse: NodeList<Statement>
    ) throws(CompileError) {
        let loop = newLabel(), start = newLabel(), end = newLabel(), anchor = newLabel()
        place(loop)
        try pushBlock(.whileLoop, statement.range, start: loop, exit: end)
        try jump(to: anchor, if: false, test, statement.range)
        place(start)
        try visit(body)
        try jump(to: start, if: true, test, statement.range)
        popBlock()
        place(anchor)
        try visit(orelse)
        place(end)
    }

    private mutating func visitAssert(_ statement: Statement, _ test: Expression, _ message: Expression?) throws(CompileError) {
        switch test.kind {
        case .tuple(let elements, _) where !elements.isEmpty:
            try warn("assertion is always true, perhaps remove parentheses?", statement.range)
        case .constant(let index, _):
            if case .tuple(let elements) = tree[index], !elements.isEmpty {
                try warn("assertion is always true, perhaps remove parentheses?", statement.range)
            }
        default: break
        }
        if options.optimization > 0 { return }
        let end = newLabel()
        try jump(to: end, if: true, test, statement.range)
        emit(.loadAssertionError, statement.range)
        if let message {
            try visit(message)
            emit(.call, 0, statement.range)
        }
        emit(.raiseVarargs, 1, test.range)
        place(end)
    }

    // MARK: Import

    private mutating func visitImport(_ alias: Alias, _ range: SourceRange) throws(CompileError) {
        let name = alias.record.pointee.name
        loadConstant(.int(0), range)
        loadConstant(.none, range)
        emit(.importName, nameNumber(name), range)
        let parts = tree[name].utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let asName = alias.record.pointee.asName else {
            let bound = parts.count > 1 ? identifier(parts[0]) : name
            try nameOperation(bound, .store, range)
            return
        }
        // `import a.b.c as d` binds the innermost module, which the import does not return.
        for index in 1..<max(1, parts.count) {
            emit(.importFrom, unit.names.number(of: identifier(parts[index])), range)
            if index < parts.count - 1 {
                emit(.swap, 2, range)
                emit(.popTop, range)
            }
        }
        try nameOperation(asName, .store, range)
        if parts.count > 1 { emit(.popTop, range) }
    }

    private func identifier(_ bytes: ArraySlice<UInt8>) -> Identifier {
        tree.identifiers.intern(PythonString(uncheckedUTF8: Array(bytes)))
    }

    private mutating func visitImportFrom(
        _ statement: Statement, _ module: Identifier?, _ names: NodeList<Alias>, _ level: Int32
    ) throws(CompileError) {
        let range = statement.range
        loadConstant(.int(BigInt(level)), range)
        if level == 0, module == known.future, isAfterFutureStatements(range) {
            throw error("from __future__ imports must occur at the beginning of the file", range)
        }
        loadConstant(.tuple(names.map { .string(tree[$0.record.pointee.name]) }), range)
        emit(.importName, nameNumber(module ?? known.empty), range)
        for index in 0..<names.count {
            let alias = names[index].record.pointee
            if index == 0 && alias.name == known.star {
                emit(.callIntrinsic1, UnaryIntrinsic.importStar, range)
                emit(.popTop, .none)
                return
            }
            emit(.importFrom, nameNumber(alias.name), range)
            try nameOperation(alias.asName ?? alias.name, .store, range)
        }
        emit(.popTop, range)
    }

    private func isAfterFutureStatements(_ range: SourceRange) -> Bool {
        (range.line, range.column) > (futureRange.endLine, futureRange.endColumn)
    }
}
