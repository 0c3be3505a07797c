// What encloses a statement within its scope, and the code that leaves it: `return`, `break` and `continue` run the
// `finally` bodies, close the `with` blocks and pop the values of all blocks they jump out of.
//
// In CPython: compiler_push_fblock, compiler_unwind_fblock, Python/compile.c.

import KraitBytecode

/// A loop, `try` or `with` around the code that is being generated.
struct FrameBlock {
    enum Kind {
        case whileLoop, forLoop
        case tryExcept
        /// The body of a `try` with this `finally`.
        case finallyTry(NodeList<Statement>)
        case finallyEnd
        case with, asyncWith
        /// The body of `except … as name`.
        case handlerCleanup(Identifier?)
        /// A value on the stack that leaving has to pop.
        case popValue
        case exceptionHandler
        case exceptionGroupHandler
        case asyncComprehension
        /// The handler around a generator that turns `StopIteration` into `RuntimeError`.
        case stopIteration
    }

    var kind: Kind
    /// Where `continue` goes.
    var start: InstructionSequence.Label
    /// Where `break` goes.
    var exit: InstructionSequence.Label
    var range: SourceRange

    var isLoop: Bool {
        switch kind {
        case .whileLoop, .forLoop: true
        default: false
        }
    }
}

extension CodeGenerator {
    /// How deep blocks may nest in one scope (`CO_MAXBLOCKS`).
    private static let frameBlockLimit = 21

    mutating func pushBlock(
        _ kind: FrameBlock.Kind, _ range: SourceRange, start: InstructionSequence.Label = .none,
        exit: InstructionSequence.Label = .none
    ) throws(CompileError) {
        if unit.frameBlocks.count >= Self.frameBlockLimit { throw error("too many statically nested blocks", range) }
        unit.frameBlocks.append(FrameBlock(kind: kind, start: start, exit: exit, range: range))
    }

    mutating func popBlock() { unit.frameBlocks.removeLast() }

    /// Leaves all blocks, or, for `break` and `continue`, those within the innermost loop, which is returned.
    ///
    /// With `preservesTop`, the value on top of the stack survives. `range` becomes ``SourceRange/none`` after a `finally`
    /// or a `with` was left, so that what follows does not look like code of that block.
    @discardableResult
    mutating func unwind(
        _ range: inout SourceRange, preservesTop: Bool, toLoop: Bool
    ) throws(CompileError) -> FrameBlock? {
        guard let top = unit.frameBlocks.last else { return nil }
        if case .exceptionGroupHandler = top.kind {
            throw error("'break', 'continue' and 'return' cannot appear in an except* block", range)
        }
        if toLoop && top.isLoop { return top }
        unit.frameBlocks.removeLast()
        try leave(top, &range, preservesTop: preservesTop)
        let loop = try unwind(&range, preservesTop: preservesTop, toLoop: toLoop)
        unit.frameBlocks.append(top)
        return loop
    }

    /// The code that leaves one block.
    mutating func leave(_ block: FrameBlock, _ range: inout SourceRange, preservesTop: Bool) throws(CompileError) {
        switch block.kind {
        case .whileLoop, .exceptionHandler, .exceptionGroupHandler, .asyncComprehension, .stopIteration:
            break
        case .forLoop, .popValue:
            if preservesTop { emit(.swap, 2, range) }
            emit(.popTop, range)
        case .tryExcept:
            emit(.popBlock, range)
        case .finallyTry(let body):
            emit(.popBlock, range)
            if preservesTop { try pushBlock(.popValue, range) }
            try visitFinally(body)
            if preservesTop { popBlock() }
            range = .none
        case .finallyEnd:
            if preservesTop { emit(.swap, 2, range) }
            emit(.popTop, range)
            if preservesTop { emit(.swap, 2, range) }
            emit(.popBlock, range)
            emit(.popExcept, range)
        case .with, .asyncWith:
            range = block.range
            emit(.popBlock, range)
            if preservesTop { emit(.swap, 2, range) }
            callExitWithNones(range)
            if case .asyncWith = block.kind {
                emit(.getAwaitable, 2, range)
                loadConstant(.none, range)
                emitYieldFrom(range, isAwait: true)
            }
            emit(.popTop, range)
            range = .none
        case .handlerCleanup(let name):
            if name != nil { emit(.popBlock, range) }
            if preservesTop { emit(.swap, 2, range) }
            emit(.popBlock, range)
            emit(.popExcept, range)
            if let name {
                loadConstant(.none, range)
                try nameOperation(name, .store, range)
                try nameOperation(name, .delete, range)
            }
        }
    }

    /// Writes a copy of a `finally` body.
    ///
    /// Each is written at least twice, so nested ones grow as powers of two: CPython fills the memory with them. We stop before.
    mutating func visitFinally(_ body: NodeList<Statement>) throws(CompileError) {
        finallyDepth += 1
        if finallyDepth > 6 && (unit.code.entries.count > 1 << 21 || finishedInstructions > 1 << 23) {
            throw CompileError(.memoryError, "")
        }
        try visit(body)
        finallyDepth -= 1
    }

    mutating func callExitWithNones(_ range: SourceRange) {
        loadConstant(.none, range)
        loadConstant(.none, range)
        loadConstant(.none, range)
        emit(.call, 2, range)
    }

    mutating func visitReturn(_ statement: Statement, _ value: Expression?) throws(CompileError) {
        var range = statement.range
        if !unit.scope.isFunctionLike { throw error("'return' outside function", range) }
        if value != nil && unit.scope.isAsyncGenerator { throw error("'return' with value in async generator", range) }
        var constant: ConstantIndex?
        if let value {
            if case .constant(let index, _) = value.kind {
                constant = index
                range = value.range
                emit(.nop, range)
            } else {
                try visit(value)
            }
        }
        if value == nil || value?.range.line != statement.range.line {
            range = statement.range
            emit(.nop, range)
        }
        let preservesTop = value != nil && constant == nil
        try unwind(&range, preservesTop: preservesTop, toLoop: false)
        if let constant {
            loadConstant(constant, range)
        } else if value == nil {
            loadConstant(.none, range)
        }
        emit(.returnValue, range)
    }

    mutating func visitBreak(_ origin: SourceRange) throws(CompileError) {
        var range = origin
        emit(.nop, range)
        guard let loop = try unwind(&range, preservesTop: false, toLoop: true) else {
            throw error("'break' outside loop", origin)
        }
        try leave(loop, &range, preservesTop: false)
        emit(.jump, to: loop.exit, range)
    }

    mutating func visitContinue(_ origin: SourceRange) throws(CompileError) {
        var range = origin
        emit(.nop, range)
        guard let loop = try unwind(&range, preservesTop: false, toLoop: true) else {
            throw error("'continue' not properly in loop", origin)
        }
        emit(.jump, to: loop.start, range)
    }
}
