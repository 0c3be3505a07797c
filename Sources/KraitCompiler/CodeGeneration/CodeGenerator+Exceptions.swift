// `try` with `except`, `except*` and `finally`; `with` and `async with`.
//
//     SETUP_FINALLY except          a handler that gets the exception
//     <body>                        FrameBlocks.swift: what `return` in here has to run
//     POP_BLOCK
//     JUMP end
//  except:
//     SETUP_CLEANUP cleanup         a handler that restores the exception that was being handled before
//     PUSH_EXC_INFO
//     <handlers>
//  cleanup:
//     COPY 3; POP_EXCEPT; RERAISE 1
//  end:
//
// In CPython: compiler_try_except and those after it, Python/compile.c.

import KraitBytecode

/// The parts of a `try` statement.
struct TryParts {
    let range: SourceRange
    let body: NodeList<Statement>
    let handlers: NodeList<ExceptHandler>
    let orelse: NodeList<Statement>
    let finalbody: NodeList<Statement>
    /// The handlers are `except*`.
    let isStar: Bool

    init(
        _ range: SourceRange, _ body: NodeList<Statement>, _ handlers: NodeList<ExceptHandler>, _ orelse: NodeList<Statement>,
        _ finalbody: NodeList<Statement>, isStar: Bool
    ) {
        self.range = range
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.finalbody = finalbody
        self.isStar = isStar
    }
}

extension CodeGenerator {
    mutating func visitTry(_ parts: TryParts) throws(CompileError) {
        if parts.finalbody.isEmpty {
            try visitTryExcept(parts)
        } else {
            try visitTryFinally(parts)
        }
    }

    private mutating func visitTryExcept(_ parts: TryParts) throws(CompileError) {
        if parts.isStar {
            try visitExceptStar(parts)
        } else {
            try visitExcept(parts)
        }
    }

    private mutating func popExceptAndReraise(_ range: SourceRange) {
        emit(.copy, 3, range)
        emit(.popExcept, range)
        emit(.reraise, 1, range)
    }

    private mutating func visitTryFinally(_ parts: TryParts) throws(CompileError) {
        let body = newLabel(), end = newLabel(), exit = newLabel(), cleanup = newLabel()
        emit(.setupFinally, to: end, parts.range)
        place(body)
        try pushBlock(.finallyTry(parts.finalbody), parts.range, start: body, exit: end)
        if parts.handlers.isEmpty {
            try visit(parts.body)
        } else {
            try visitTryExcept(parts)
        }
        emit(.popBlock, .none)
        popBlock()
        try visitFinally(parts.finalbody)
        emit(.jumpNoInterrupt, to: exit, .none)

        place(end)
        emit(.setupCleanup, to: cleanup, .none)
        emit(.pushExcInfo, .none)
        try pushBlock(.finallyEnd, .none, start: end)
        try visitFinally(parts.finalbody)
        popBlock()
        emit(.reraise, 0, .none)
        place(cleanup)
        popExceptAndReraise(.none)
        place(exit)
    }

    /// `name = None; del name`
    private mutating func unbind(_ name: Identifier) throws(CompileError) {
        loadConstant(.none, .none)
        try nameOperation(name, .store, .none)
        try nameOperation(name, .delete, .none)
    }

    private mutating func visitExcept(_ parts: TryParts) throws(CompileError) {
        let body = newLabel(), except = newLabel(), end = newLabel(), cleanup = newLabel()
        emit(.setupFinally, to: except, parts.range)
        place(body)
        try pushBlock(.tryExcept, parts.range, start: body)
        try visit(parts.body)
        popBlock()
        emit(.popBlock, .none)
        try visit(parts.orelse)
        emit(.jumpNoInterrupt, to: end, .none)

        place(except)
        emit(.setupCleanup, to: cleanup, .none)
        emit(.pushExcInfo, .none)
        try pushBlock(.exceptionHandler, parts.range)
        for index in 0..<parts.handlers.count {
            let handler = parts.handlers[index].record.pointee
            let range = handler.range
            if handler.type == nil && index < parts.handlers.count - 1 { throw error("default 'except:' must be last", range) }
            let next = newLabel()
            if let type = handler.type {
                try visit(type)
                emit(.checkExcMatch, range)
                emit(.popJumpIfFalse, to: next, range)
            }
            if let name = handler.name {
                let cleanupEnd = newLabel(), cleanupBody = newLabel()
                try nameOperation(name, .store, range)
                emit(.setupCleanup, to: cleanupEnd, range)
                place(cleanupBody)
                try pushBlock(.handlerCleanup(name), range, start: cleanupBody)
                try visit(handler.body)
                popBlock()
                emit(.popBlock, .none)
                emit(.popBlock, .none)
                emit(.popExcept, .none)
                try unbind(name)
                emit(.jumpNoInterrupt, to: end, .none)
                place(cleanupEnd)
                try unbind(name)
                emit(.reraise, 1, .none)
            } else {
                let cleanupBody = newLabel()
                emit(.popTop, range)
                place(cleanupBody)
                try pushBlock(.handlerCleanup(nil), range, start: cleanupBody)
                try visit(handler.body)
                popBlock()
                emit(.popBlock, .none)
                emit(.popExcept, .none)
                emit(.jumpNoInterrupt, to: end, .none)
            }
            place(next)
        }
        popBlock()
        emit(.reraise, 0, .none)
        place(cleanup)
        popExceptAndReraise(.none)
        place(end)
    }

    /// `except*`: each handler takes its part of the group; what handlers raise and what no handler took is put together again.
    ///
    /// On the stack while handlers run: the group as raised, the list of what they raised, the part not handled so far.
    private mutating func visitExceptStar(_ parts: TryParts) throws(CompileError) {
        let body = newLabel(), except = newLabel(), orelse = newLabel(), end = newLabel(), cleanup = newLabel()
        let reraiseStar = newLabel()
        emit(.setupFinally, to: except, parts.range)
        place(body)
        try pushBlock(.tryExcept, parts.range, start: body)
        try visit(parts.body)
        popBlock()
        emit(.popBlock, .none)
        emit(.jumpNoInterrupt, to: orelse, .none)

        place(except)
        emit(.setupCleanup, to: cleanup, .none)
        emit(.pushExcInfo, .none)
        try pushBlock(.exceptionGroupHandler, parts.range)
        for index in 0..<parts.handlers.count {
            let handler = parts.handlers[index].record.pointee
            let range = handler.range
            let next = newLabel(), withError = newLabel(), noMatch = newLabel()
            if index == 0 {
                emit(.buildList, 0, range)
                emit(.copy, 2, range)
            }
            if let type = handler.type {
                try visit(type)
                emit(.checkEgMatch, range)
                emit(.copy, 1, range)
                emit(.popJumpIfNone, to: noMatch, range)
            }
            let cleanupEnd = newLabel(), cleanupBody = newLabel()
            if let name = handler.name {
                try nameOperation(name, .store, range)
            } else {
                emit(.popTop, range)
            }
            emit(.setupCleanup, to: cleanupEnd, range)
            place(cleanupBody)
            try pushBlock(.handlerCleanup(handler.name), range, start: cleanupBody)
            try visit(handler.body)
            popBlock()
            emit(.popBlock, .none)
            if let name = handler.name { try unbind(name) }
            emit(.jumpNoInterrupt, to: next, .none)

            place(cleanupEnd)
            if let name = handler.name { try unbind(name) }
            emit(.listAppend, 3, .none)
            emit(.popTop, .none)
            emit(.jumpNoInterrupt, to: withError, .none)

            place(next)
            emit(.nop, .none)
            emit(.jumpNoInterrupt, to: withError, .none)
            place(noMatch)
            emit(.popTop, range)
            place(withError)
            if index == parts.handlers.count - 1 {
                emit(.listAppend, 1, .none)
                emit(.jumpNoInterrupt, to: reraiseStar, .none)
            }
        }
        popBlock()
        let reraise = newLabel()
        place(reraiseStar)
        emit(.callIntrinsic2, BinaryIntrinsic.prepareReraiseStar, .none)
        emit(.copy, 1, .none)
        emit(.popJumpIfNotNone, to: reraise, .none)
        emit(.popTop, .none)
        emit(.popBlock, .none)
        emit(.popExcept, .none)
        emit(.jumpNoInterrupt, to: end, .none)

        place(reraise)
        emit(.popBlock, .none)
        emit(.swap, 2, .none)
        emit(.popExcept, .none)
        emit(.reraise, 0, .none)
        place(cleanup)
        popExceptAndReraise(.none)
        place(orelse)
        try visit(parts.orelse)
        place(end)
    }

    // MARK: With

    mutating func visitWith(
        _ statement: Statement, _ items: NodeList<WithItem>, _ position: Int, _ body: NodeList<Statement>
    ) throws(CompileError) {
        let item = items[position].record.pointee
        let range = item.context.range
        let block = newLabel(), final = newLabel(), exit = newLabel(), cleanup = newLabel()
        try visit(item.context)
        emit(.beforeWith, range)
        emit(.setupWith, to: final, range)
        place(block)
        try pushBlock(.with, range, start: block, exit: final)
        if let variable = item.variable {
            try visit(variable)
        } else {
            emit(.popTop, range)
        }
        if position + 1 == items.count {
            try visit(body)
        } else {
            try visitWith(statement, items, position + 1, body)
        }
        emit(.popBlock, .none)
        popBlock()
        callExitWithNones(range)
        emit(.popTop, range)
        emit(.jump, to: exit, range)

        place(final)
        emit(.setupCleanup, to: cleanup, range)
        emit(.pushExcInfo, range)
        emit(.withExceptStart, range)
        finishWithExcept(cleanup)
        place(exit)
    }

    mutating func visitAsyncWith(
        _ statement: Statement, _ items: NodeList<WithItem>, _ position: Int, _ body: NodeList<Statement>
    ) throws(CompileError) {
        if isTopLevelAwait {
            unit.isCoroutine = true
        } else if unit.kind != .asyncFunction {
            throw error("'async with' outside async function", statement.range)
        }
        let item = items[position].record.pointee
        let range = item.context.range
        let block = newLabel(), final = newLabel(), exit = newLabel(), cleanup = newLabel()
        try visit(item.context)
        emit(.beforeAsyncWith, range)
        emitAwait(1, range)
        emit(.setupWith, to: final, range)
        place(block)
        try pushBlock(.asyncWith, range, start: block, exit: final)
        if let variable = item.variable {
            try visit(variable)
        } else {
            emit(.popTop, range)
        }
        if position + 1 == items.count {
            try visit(body)
        } else {
            try visitAsyncWith(statement, items, position + 1, body)
        }
        popBlock()
        emit(.popBlock, range)
        callExitWithNones(range)
        emitAwait(2, range)
        emit(.popTop, range)
        emit(.jump, to: exit, range)

        place(final)
        emit(.setupCleanup, to: cleanup, range)
        emit(.pushExcInfo, range)
        emit(.withExceptStart, range)
        emitAwait(2, range)
        finishWithExcept(cleanup)
        place(exit)
    }

    /// After `__exit__` got an exception: goes on if it returned something true, raises again if not.
    private mutating func finishWithExcept(_ cleanup: Label) {
        let suppress = newLabel()
        emit(.toBool, .none)
        emit(.popJumpIfTrue, to: suppress, .none)
        emit(.reraise, 2, .none)
        place(suppress)
        emit(.popTop, .none)
        emit(.popBlock, .none)
        emit(.popExcept, .none)
        emit(.popTop, .none)
        emit(.popTop, .none)
        let exit = newLabel()
        emit(.jumpNoInterrupt, to: exit, .none)
        place(cleanup)
        popExceptAndReraise(.none)
        place(exit)
    }
}
