// Comprehensions and generator expressions.
//
// List, set and dictionary comprehensions run in the frame of the scope around them if the symbol table allows it (PEP 709); their
// names are isolated: what a name held before is put on the stack and restored afterwards, also when an exception passes.

import KraitBytecode

/// A comprehension or generator expression that is being generated.
struct ComprehensionParts {
    enum Kind { case list, set, dict, generator }
    let kind: Kind
    let element: Expression
    /// The value of a dictionary comprehension; `element` is the key.
    let value: Expression?
    let generators: NodeList<Comprehension>
    let range: SourceRange
}

/// What inlining a comprehension changed in the scope around, to be undone after it.
private struct InlinedState {
    /// Names whose values are on the stack, in that order.
    var pushed: [Identifier] = []
    /// Symbols as they are outside; nil where the name is unknown there.
    var replaced: [(name: Identifier, symbol: Symbol?)] = []
    var hidden: [Identifier] = []
    var cleanup = InstructionSequence.Label.none
    var end = InstructionSequence.Label.none
}

extension CodeGenerator {
    mutating func visitComprehension(_ expression: Expression, _ parts: ComprehensionParts) throws(CompileError) {
        let range = expression.range
        guard let scope = table.scope(of: expression) else { throw CompileError(.systemError, "no scope for comprehension") }
        let outerKind = unit.kind
        let isTopLevelAwait = isTopLevelAwait
        let isInlined = scope.isInlined
        let isAsync = scope.isCoroutine
        let outermost = parts.generators[0]

        var state = InlinedState()
        if isInlined {
            try visitIterable(outermost)
            state = pushInlinedState(scope, range)
        } else {
            let name: PythonString =
                switch parts.kind {
                case .list: "<listcomp>"
                case .set: "<setcomp>"
                case .dict: "<dictcomp>"
                case .generator: "<genexpr>"
                }
            try enter(scope, .comprehension, name: name, firstLine: range.line)
        }
        if isAsync && parts.kind != .generator && outerKind != .asyncFunction && outerKind != .comprehension && !isTopLevelAwait {
            throw error("asynchronous comprehension outside of an asynchronous function", range)
        }
        switch parts.kind {
        case .list: emit(.buildList, 0, range)
        case .set: emit(.buildSet, 0, range)
        case .dict: emit(.buildMap, 0, range)
        case .generator: break
        }
        if parts.kind != .generator && isInlined { emit(.swap, 2, range) }
        try visitGenerator(parts, 0, depth: 0, iterableIsPushed: isInlined)
        if isInlined {
            popInlinedState(state, range)
            return
        }
        if parts.kind == .generator {
            wrapInStopIterationHandler()
        } else {
            emit(.returnValue, range)
        }
        let finished = try finishUnit(returnsNone: true)
        if isTopLevelAwait && isAsync { unit.isCoroutine = true }
        try makeClosure(finished, [], range)
        try visitIterable(outermost)
        emit(.call, 0, range)
        if isAsync && parts.kind != .generator { emitAwait(0, range) }
    }

    private mutating func visitIterable(_ generator: Comprehension) throws(CompileError) {
        let record = generator.record.pointee
        try visit(record.iterable)
        emit(record.isAsync ? .getAiter : .getIter, record.iterable.range)
    }

    /// One `for` with its conditions, and all that is within it.
    private mutating func visitGenerator(
        _ parts: ComprehensionParts, _ index: Int, depth: Int, iterableIsPushed: Bool
    ) throws(CompileError) {
        if parts.generators[index].record.pointee.isAsync {
            try visitAsyncGenerator(parts, index, depth: depth, iterableIsPushed: iterableIsPushed)
        } else {
            try visitSyncGenerator(parts, index, depth: depth, iterableIsPushed: iterableIsPushed)
        }
    }

    private mutating func visitSyncGenerator(
        _ parts: ComprehensionParts, _ index: Int, depth: Int, iterableIsPushed: Bool
    ) throws(CompileError) {
        let generator = parts.generators[index].record.pointee
        let start = newLabel(), ifCleanup = newLabel(), anchor = newLabel()
        var loops = true
        if !iterableIsPushed {
            if index == 0 {
                unit.argumentCount = 1
                emit(.loadFast, 0, parts.range)
            } else if let only = onlyElement(generator.iterable) {
                // `for y in [f(x)]` is an assignment.
                try visit(only)
                loops = false
            } else {
                try visit(generator.iterable)
                emit(.getIter, generator.iterable.range)
            }
        }
        if loops {
            place(start)
            emit(.forIter, to: anchor, generator.iterable.range)
        }
        let depth = loops ? depth + 1 : depth
        try visit(generator.target)
        for condition in generator.conditions { try jump(to: ifCleanup, if: false, condition, parts.range) }
        let elementRange = try visitInnerGenerator(parts, index + 1, depth: depth)
        place(ifCleanup)
        if loops {
            emit(.jump, to: start, elementRange)
            place(anchor)
            emit(.endFor, .none)
            emit(.popTop, .none)
        }
    }

    private mutating func visitAsyncGenerator(
        _ parts: ComprehensionParts, _ index: Int, depth: Int, iterableIsPushed: Bool
    ) throws(CompileError) {
        let generator = parts.generators[index].record.pointee
        let range = parts.range
        let start = newLabel(), except = newLabel(), ifCleanup = newLabel()
        if !iterableIsPushed {
            if index == 0 {
                unit.argumentCount = 1
                emit(.loadFast, 0, range)
            } else {
                try visit(generator.iterable)
                emit(.getAiter, generator.iterable.range)
            }
        }
        place(start)
        try pushBlock(.asyncComprehension, range, start: start)
        emit(.setupFinally, to: except, range)
        emit(.getAnext, range)
        loadConstant(.none, range)
        emitYieldFrom(range, isAwait: true)
        emit(.popBlock, range)
        try visit(generator.target)
        for condition in generator.conditions { try jump(to: ifCleanup, if: false, condition, range) }
        let elementRange = try visitInnerGenerator(parts, index + 1, depth: depth + 1)
        place(ifCleanup)
        emit(.jump, to: start, elementRange)
        popBlock()
        place(except)
        emit(.endAsyncFor, range)
    }

    /// The next `for`, or after the last one the element. Returns the range for the jump back.
    private mutating func visitInnerGenerator(_ parts: ComprehensionParts, _ index: Int, depth: Int) throws(CompileError) -> SourceRange {
        var range = parts.element.range
        if index < parts.generators.count {
            try visitGenerator(parts, index, depth: depth, iterableIsPushed: false)
            return range
        }
        try visit(parts.element)
        switch parts.kind {
        case .generator:
            emitYield(range)
            emit(.popTop, range)
        case .list: emit(.listAppend, depth + 1, range)
        case .set: emit(.setAdd, depth + 1, range)
        case .dict:
            if let value = parts.value {
                try visit(value)
                range = range.through(value.range)
            }
            emit(.mapAdd, depth + 1, range)
        }
        return range
    }

    /// The element of a list or tuple display with one element.
    private func onlyElement(_ expression: Expression) -> Expression? {
        switch expression.kind {
        case .list(let elements, _), .tuple(let elements, _):
            guard elements.count == 1 else { return nil }
            if case .starred = elements[0].kind { return nil }
            return elements[0]
        default: return nil
        }
    }

    // MARK: Inlining

    private mutating func pushInlinedState(_ inner: Scope, _ range: SourceRange) -> InlinedState {
        var state = InlinedState()
        let outerScope = unit.scope
        let isInClass = outerScope.kind == .class_ && unit.inlinedComprehensionDepth == 0
        unit.inlinedComprehensionDepth += 1
        for symbol in inner.symbols {
            let isBound = symbol.flags.contains(.local) && !symbol.flags.contains(.nonlocal)
            let outerResolution = outerScope.resolution(of: symbol.name)
            let isDifferent =
                symbol.resolution != outerResolution && symbol.resolution != .free
                && !(symbol.resolution == .cell && outerResolution == .free)
            if isDifferent || isInClass {
                // For the time of the comprehension the name means what it means within it.
                if let index = outerScope.symbols.index(of: symbol.name) {
                    state.replaced.append((symbol.name, outerScope.symbols[index]))
                    outerScope.symbols[index] = symbol
                } else {
                    state.replaced.append((symbol.name, nil))
                    outerScope.symbols.append(symbol)
                }
            }
            guard isBound || isInClass else { continue }
            if !outerScope.isFunctionLike && unit.hidden[symbol.name] != true {
                unit.hidden[symbol.name] = true
                state.hidden.append(symbol.name)
            }
            let name = mangled(symbol.name)
            emit(.loadFastAndClear, unit.variables.number(of: name), range)
            if symbol.resolution == .cell {
                // The cell itself is saved, and the comprehension gets a new one.
                emit(.makeCell, outerResolution == .free ? freeNumber(name) : unit.cells.number(of: name), range)
            }
            state.pushed.append(symbol.name)
        }
        if !state.pushed.isEmpty {
            // The iterable goes back on top.
            emit(.swap, state.pushed.count + 1, range)
            state.cleanup = newLabel()
            state.end = newLabel()
            emit(.setupFinally, to: state.cleanup, range)
        }
        return state
    }

    private mutating func restoreInlinedNames(_ state: InlinedState, _ range: SourceRange) {
        emit(.swap, state.pushed.count + 1, range)
        for name in state.pushed.reversed() {
            emit(.storeFastMaybeNull, unit.variables.number(of: mangled(name)), range)
        }
    }

    private mutating func popInlinedState(_ state: InlinedState, _ range: SourceRange) {
        unit.inlinedComprehensionDepth -= 1
        let scope = unit.scope
        for (name, symbol) in state.replaced.reversed() {
            guard let index = scope.symbols.index(of: name) else { continue }
            if let symbol {
                scope.symbols[index] = symbol
            } else {
                // Unknown outside: the entry stays, as one that says nothing.
                scope.symbols[index].flags = []
                scope.symbols[index].resolution = .unknown
            }
        }
        if !state.pushed.isEmpty {
            emit(.popBlock, .none)
            emit(.jumpNoInterrupt, to: state.end, .none)
            place(state.cleanup)
            emit(.swap, 2, .none)
            emit(.popTop, .none)
            restoreInlinedNames(state, range)
            emit(.reraise, 0, .none)
            place(state.end)
            restoreInlinedNames(state, range)
        }
        for name in state.hidden { unit.hidden[name] = false }
    }
}
