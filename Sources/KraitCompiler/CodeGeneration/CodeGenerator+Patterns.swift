// `match` statements (PEP 634).
//
// A pattern consumes its subject from the top of the stack. On failure it jumps to a block that pops what the pattern has put on
// the stack by then; there is one such block for each number of values, one falling into the next:
//
//  failure[2]: POP_TOP
//  failure[1]: POP_TOP
//  failure[0]: the next case
//
// Captured values stay on the stack, below what is still to be matched, until the whole pattern has matched.
//
// In CPython: compiler_pattern and the functions around it, Python/compile.c.

import KraitBytecode

/// What is on the stack while a pattern is matched.
private struct PatternState {
    /// The names that captured values will be stored in, in the order of the values.
    var stores: [Identifier] = []
    /// A pattern that always matches may stand here.
    var allowsIrrefutable = false
    /// Where to jump on failure, by the number of values to pop.
    var failure: [InstructionSequence.Label] = []
    /// Values on top of the stack, above the captured ones, that are needed later.
    var onTop = 0
}

extension Pattern {
    /// `_`
    fileprivate var isWildcard: Bool {
        if case .as_(nil, nil) = record.pointee.kind { return true }
        return false
    }

    /// `*_`
    fileprivate var isStarWildcard: Bool {
        if case .star(nil) = record.pointee.kind { return true }
        return false
    }

    fileprivate var isStar: Bool {
        if case .star = record.pointee.kind { return true }
        return false
    }
}

extension CodeGenerator {
    mutating func visitMatch(_ subject: Expression, _ cases: NodeList<MatchCase>) throws(CompileError) {
        try visit(subject)
        let end = newLabel()
        guard let last = cases.last else { return }
        let hasDefault = last.record.pointee.pattern.isWildcard && cases.count > 1
        let tested = hasDefault ? cases.count - 1 : cases.count
        for index in 0..<tested {
            let matchCase = cases[index].record.pointee
            let range = matchCase.pattern.record.pointee.range
            let keepsSubject = index != tested - 1
            if keepsSubject { emit(.copy, 1, range) }
            var state = PatternState()
            state.allowsIrrefutable = matchCase.guardExpression != nil || index == cases.count - 1
            try visit(matchCase.pattern, &state)
            for name in state.stores { try nameOperation(name, .store, range) }
            if let condition = matchCase.guardExpression {
                growFailure(&state, to: 0)
                try jump(to: state.failure[0], if: false, condition, range)
            }
            if keepsSubject { emit(.popTop, range) }
            try visit(matchCase.body)
            emit(.jump, to: end, .none)
            placeFailure(&state, range)
        }
        if hasDefault {
            let matchCase = last.record.pointee
            let range = matchCase.pattern.record.pointee.range
            emit(.nop, range)
            if let condition = matchCase.guardExpression { try jump(to: end, if: false, condition, range) }
            try visit(matchCase.body)
        }
        place(end)
    }

    // MARK: Failure and captures

    private mutating func growFailure(_ state: inout PatternState, to count: Int) {
        while state.failure.count <= count { state.failure.append(newLabel()) }
    }

    private mutating func jumpToFailure(_ opcode: Opcode, _ state: inout PatternState, _ range: SourceRange) {
        let count = state.onTop + state.stores.count
        growFailure(&state, to: count)
        emit(opcode, to: state.failure[count], range)
    }

    private mutating func placeFailure(_ state: inout PatternState, _ range: SourceRange) {
        for index in state.failure.indices.reversed() {
            place(state.failure[index])
            if index > 0 { emit(.popTop, range) }
        }
        state.failure = []
    }

    /// Moves the top of the stack below the `count - 1` values under it.
    private mutating func rotate(_ count: Int, _ range: SourceRange) {
        for depth in stride(from: count, to: 1, by: -1) { emit(.swap, depth, range) }
    }

    private mutating func capture(_ name: Identifier?, _ state: inout PatternState, _ range: SourceRange) throws(CompileError) {
        guard let name else {
            emit(.popTop, range)
            return
        }
        try checkForbidden(name, .store, range)
        if state.stores.contains(name) { throw duplicateCapture(name, range) }
        // One swap for each capture before it: thousands of captures are millions of swaps. CPython fills the memory with them.
        if state.stores.count > 1000 && (unit.code.entries.count > 1 << 21 || finishedInstructions > 1 << 23) {
            throw CompileError(.memoryError, "")
        }
        rotate(state.onTop + state.stores.count + 1, range)
        state.stores.append(name)
    }

    private func duplicateCapture(_ name: Identifier, _ range: SourceRange) -> CompileError {
        error("multiple assignments to name '\(tree[name])' in pattern", range)
    }

    // MARK: Patterns

    private mutating func visit(_ pattern: Pattern, _ state: inout PatternState) throws(CompileError) {
        let range = pattern.record.pointee.range
        switch pattern.record.pointee.kind {
        case .value(let value):
            switch value.kind {
            case .constant, .attribute: break
            default: throw error("patterns may only match literals and attribute lookups", range)
            }
            try visit(value)
            emitComparison(.equal, range)
            emit(.toBool, range)
            jumpToFailure(.popJumpIfFalse, &state, range)
        case .singleton(let value):
            loadConstant(tree[value], range)
            emitComparison(.is_, range)
            jumpToFailure(.popJumpIfFalse, &state, range)
        case .sequence(let patterns): try visitSequence(patterns, &state, range)
        case .mapping(let keys, let patterns, let rest): try visitMapping(keys, patterns, rest, &state, range)
        case .class_(let class_, let patterns, let names, let keywordPatterns):
            try visitClassPattern(class_, patterns, names, keywordPatterns, &state, range)
        case .star(let name): try capture(name, &state, range)
        case .as_(let inner, let name):
            guard let inner else {
                if !state.allowsIrrefutable {
                    guard let name else { throw error("wildcard makes remaining patterns unreachable", range) }
                    throw error("name capture '\(tree[name])' makes remaining patterns unreachable", range)
                }
                try capture(name, &state, range)
                return
            }
            state.onTop += 1
            emit(.copy, 1, range)
            try visit(inner, &state)
            state.onTop -= 1
            try capture(name, &state, range)
        case .or(let alternatives): try visitAlternatives(alternatives, &state, range)
        }
    }

    /// A pattern within another: it may match always.
    private mutating func visitInner(_ pattern: Pattern, _ state: inout PatternState) throws(CompileError) {
        let allowed = state.allowsIrrefutable
        state.allowsIrrefutable = true
        try visit(pattern, &state)
        state.allowsIrrefutable = allowed
    }

    private mutating func visitSequence(
        _ patterns: NodeList<Pattern>, _ state: inout PatternState, _ range: SourceRange
    ) throws(CompileError) {
        var star: Int?
        var onlyWildcards = true, starIsWildcard = false
        for index in 0..<patterns.count {
            if patterns[index].isStar {
                if star != nil { throw error("multiple starred names in sequence pattern", range) }
                starIsWildcard = patterns[index].isStarWildcard
                onlyWildcards = onlyWildcards && starIsWildcard
                star = index
            } else {
                onlyWildcards = onlyWildcards && patterns[index].isWildcard
            }
        }
        state.onTop += 1
        emit(.matchSequence, range)
        jumpToFailure(.popJumpIfFalse, &state, range)
        if star == nil {
            checkLength(patterns.count, .equal, &state, range)
        } else if patterns.count > 1 {
            checkLength(patterns.count - 1, .greaterOrEqual, &state, range)
        }
        state.onTop -= 1
        if onlyWildcards {
            emit(.popTop, range)
        } else if starIsWildcard, let star {
            try visitSequenceByIndex(patterns, star, &state, range)
        } else {
            try visitSequenceByUnpacking(patterns, &state, range)
        }
    }

    private mutating func checkLength(
        _ length: Int, _ comparison: ComparisonOperator, _ state: inout PatternState, _ range: SourceRange
    ) {
        emit(.getLen, range)
        loadConstant(.int(BigInt(length)), range)
        emitComparison(comparison, range)
        jumpToFailure(.popJumpIfFalse, &state, range)
    }

    private mutating func visitSequenceByUnpacking(
        _ patterns: NodeList<Pattern>, _ state: inout PatternState, _ range: SourceRange
    ) throws(CompileError) {
        var hasStar = false
        for index in 0..<patterns.count where patterns[index].isStar {
            if hasStar { throw error("multiple starred expressions in sequence pattern", range) }
            let after = patterns.count - index - 1
            if index >= 1 << 8 || after >= Int(Int32.max) >> 8 {
                throw error("too many expressions in star-unpacking sequence pattern", range)
            }
            emit(.unpackEx, index + after << 8, range)
            hasStar = true
        }
        if !hasStar { emit(.unpackSequence, patterns.count, range) }
        state.onTop += patterns.count
        for pattern in patterns {
            state.onTop -= 1
            try visitInner(pattern, &state)
        }
    }

    /// `[first, *_, last]`: takes the elements one by one, so that the middle is not copied.
    private mutating func visitSequenceByIndex(
        _ patterns: NodeList<Pattern>, _ star: Int, _ state: inout PatternState, _ range: SourceRange
    ) throws(CompileError) {
        state.onTop += 1
        for index in 0..<patterns.count where index != star && !patterns[index].isWildcard {
            emit(.copy, 1, range)
            if index < star {
                loadConstant(.int(BigInt(index)), range)
            } else {
                // The subject need not know negative indices.
                emit(.getLen, range)
                loadConstant(.int(BigInt(patterns.count - index)), range)
                emit(.binaryOp, BinaryOperator.subtract.number, range)
            }
            emit(.binarySubscr, range)
            try visitInner(patterns[index], &state)
        }
        state.onTop -= 1
        emit(.popTop, range)
    }

    private mutating func visitClassPattern(
        _ class_: Expression, _ patterns: NodeList<Pattern>, _ names: NodeList<Identifier>, _ keywordPatterns: NodeList<Pattern>,
        _ state: inout PatternState, _ range: SourceRange
    ) throws(CompileError) {
        if names.count != keywordPatterns.count {
            throw error(
                "kwd_attrs (\(names.count)) / kwd_patterns (\(keywordPatterns.count)) length mismatch in class pattern", range)
        }
        try checkDistinct(
            Array(names), ranges: { keywordPatterns[$0].record.pointee.range },
            message: "attribute name repeated in class pattern: ")
        try visit(class_)
        loadConstant(.tuple(names.map { .string(tree[$0]) }), range)
        emit(.matchClass, patterns.count, range)
        emit(.copy, 1, range)
        loadConstant(.none, range)
        emit(.isOp, 1, range)
        state.onTop += 1
        jumpToFailure(.popJumpIfFalse, &state, range)
        let count = patterns.count + names.count
        emit(.unpackSequence, count, range)
        state.onTop += count - 1
        for index in 0..<count {
            state.onTop -= 1
            let pattern = index < patterns.count ? patterns[index] : keywordPatterns[index - patterns.count]
            if pattern.isWildcard {
                emit(.popTop, range)
            } else {
                try visitInner(pattern, &state)
            }
        }
    }

    private mutating func visitMapping(
        _ keys: NodeList<Expression>, _ patterns: NodeList<Pattern>, _ rest: Identifier?, _ state: inout PatternState,
        _ range: SourceRange
    ) throws(CompileError) {
        if keys.count != patterns.count {
            throw error("keys (\(keys.count)) / patterns (\(patterns.count)) length mismatch in mapping pattern", range)
        }
        state.onTop += 1
        emit(.matchMapping, range)
        jumpToFailure(.popJumpIfFalse, &state, range)
        if keys.isEmpty && rest == nil {
            state.onTop -= 1
            emit(.popTop, range)
            return
        }
        if !keys.isEmpty { checkLength(keys.count, .greaterOrEqual, &state, range) }
        var seen: Set<Constant> = []
        for key in keys {
            switch key.kind {
            case .constant(let index, _):
                if !seen.insert(tree[index].equalityKey).inserted {
                    let key = String(decoding: try Unparser.representation(of: tree[index]), as: UTF8.self)
                    throw error("mapping pattern checks duplicate key (\(key))", range)
                }
            case .attribute: break
            default: throw error("mapping pattern keys may only match literals and attribute lookups", range)
            }
            try visit(key)
        }
        emit(.buildTuple, keys.count, range)
        emit(.matchKeys, range)
        // The tuple of keys and the tuple of values.
        state.onTop += 2
        emit(.copy, 1, range)
        loadConstant(.none, range)
        emit(.isOp, 1, range)
        jumpToFailure(.popJumpIfFalse, &state, range)
        emit(.unpackSequence, keys.count, range)
        state.onTop += keys.count - 1
        for pattern in patterns {
            state.onTop -= 1
            try visitInner(pattern, &state)
        }
        state.onTop -= 2
        guard let rest else {
            emit(.popTop, range)
            emit(.popTop, range)
            return
        }
        emit(.buildMap, 0, range)
        emit(.swap, 3, range)
        emit(.dictUpdate, 2, range)
        emit(.unpackSequence, keys.count, range)
        for remaining in stride(from: keys.count, to: 0, by: -1) {
            emit(.copy, 1 + remaining, range)
            emit(.swap, 2, range)
            emit(.deleteSubscr, range)
        }
        try capture(rest, &state, range)
    }

    private mutating func visitAlternatives(
        _ alternatives: NodeList<Pattern>, _ state: inout PatternState, _ range: SourceRange
    ) throws(CompileError) {
        let end = newLabel()
        // The names that the first alternative binds, in that order; the others have to bind the same.
        var control: [Identifier] = []
        for index in 0..<alternatives.count {
            let alternative = alternatives[index]
            let alternativeRange = alternative.record.pointee.range
            var inner = PatternState()
            inner.allowsIrrefutable = index == alternatives.count - 1 && state.allowsIrrefutable
            emit(.copy, 1, alternativeRange)
            try visit(alternative, &inner)
            if index == 0 {
                control = inner.stores
            } else if inner.stores.count != control.count {
                throw error("alternative patterns bind different names", range)
            } else {
                try reorder(&inner.stores, as: control, alternativeRange, range)
            }
            emit(.jump, to: end, alternativeRange)
            placeFailure(&inner, alternativeRange)
        }
        // No alternative has matched.
        emit(.popTop, range)
        jumpToFailure(.jump, &state, range)

        place(end)
        let rotations = control.count + 1 + state.onTop + state.stores.count
        for name in control {
            rotate(rotations, range)
            if state.stores.contains(name) { throw duplicateCapture(name, range) }
            state.stores.append(name)
        }
        emit(.popTop, range)
    }

    /// Brings captured values on the stack into the order of `control`.
    private mutating func reorder(
        _ stores: inout [Identifier], as control: [Identifier], _ range: SourceRange, _ errorRange: SourceRange
    ) throws(CompileError) {
        for wanted in control.indices.reversed() {
            guard let found = stores.firstIndex(of: control[wanted]) else {
                throw error("alternative patterns bind different names", errorRange)
            }
            if wanted == found { continue }
            let rotated = stores[0...found]
            stores.removeSubrange(0...found)
            stores.insert(contentsOf: Array(rotated), at: wanted - found)
            for _ in 0...found { rotate(wanted + 1, range) }
        }
    }
}
