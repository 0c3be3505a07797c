// List, tuple, set and dictionary displays.

import KraitBytecode

extension CodeGenerator {
    enum Display { case list, tuple, set }

    /// Pushes a collection of `elements`, after `pushed` of them that are on the stack already.
    ///
    /// Constants go into one constant; displays with `*` and big ones are built piece by piece.
    mutating func visitElements(
        _ elements: NodeList<Expression>, pushed: Int, _ display: Display, _ range: SourceRange
    ) throws(CompileError) {
        let build: Opcode = display == .set ? .buildSet : .buildList
        let add: Opcode = display == .set ? .setAdd : .listAppend
        let extend: Opcode = display == .set ? .setUpdate : .listExtend
        if elements.count > 2, let constants = constantValues(elements) {
            if display == .tuple && pushed == 0 {
                loadConstant(.tuple(constants), range)
                return
            }
            emit(build, pushed, range)
            loadConstant(display == .set ? .frozenSet(of: constants) : .tuple(constants), range)
            emit(extend, 1, range)
            if display == .tuple { emit(.callIntrinsic1, UnaryIntrinsic.listToTuple, range) }
            return
        }
        let isBig = elements.count + pushed > Self.stackUseGuideline
        if !isBig && !elements.contains(where: { $0.isStarred }) {
            for element in elements { try visit(element) }
            emit(display == .tuple ? .buildTuple : build, elements.count + pushed, range)
            return
        }
        var isBuilt = false
        if isBig {
            emit(build, pushed, range)
            isBuilt = true
        }
        for index in 0..<elements.count {
            if case .starred(let value, _) = elements[index].kind {
                if !isBuilt {
                    emit(build, index + pushed, range)
                    isBuilt = true
                }
                try visit(value)
                emit(extend, 1, range)
            } else {
                try visit(elements[index])
                if isBuilt { emit(add, 1, range) }
            }
        }
        if display == .tuple { emit(.callIntrinsic1, UnaryIntrinsic.listToTuple, range) }
    }

    /// The values of expressions that are all constants.
    private func constantValues(_ expressions: NodeList<Expression>) -> [Constant]? {
        var values: [Constant] = []
        for expression in expressions {
            guard case .constant(let index, _) = expression.kind else { return nil }
            values.append(tree[index])
        }
        return values
    }

    mutating func visitDict(
        _ keys: NodeList<Expression?>, _ values: NodeList<Expression>, _ range: SourceRange
    ) throws(CompileError) {
        var hasDict = false
        var waiting = 0
        for index in 0..<values.count {
            if index < keys.count, keys[index] != nil {
                if waiting * 2 > Self.stackUseGuideline {
                    try visitPairs(keys, values, index - waiting..<index + 1, range)
                    if hasDict { emit(.dictUpdate, 1, range) }
                    hasDict = true
                    waiting = 0
                } else {
                    waiting += 1
                }
                continue
            }
            if waiting > 0 {
                try visitPairs(keys, values, index - waiting..<index, range)
                if hasDict { emit(.dictUpdate, 1, range) }
                hasDict = true
                waiting = 0
            }
            if !hasDict {
                emit(.buildMap, 0, range)
                hasDict = true
            }
            try visit(values[index])
            emit(.dictUpdate, 1, range)
        }
        if waiting > 0 {
            try visitPairs(keys, values, values.count - waiting..<values.count, range)
            if hasDict { emit(.dictUpdate, 1, range) }
            hasDict = true
        }
        if !hasDict { emit(.buildMap, 0, range) }
    }

    private mutating func visitPairs(
        _ keys: NodeList<Expression?>, _ values: NodeList<Expression>, _ indices: Range<Int>, _ range: SourceRange
    ) throws(CompileError) {
        let isBig = indices.count * 2 > Self.stackUseGuideline
        if indices.count > 1 && !isBig, let constants = constantKeys(keys, indices) {
            for index in indices { try visit(values[index]) }
            loadConstant(.tuple(constants), range)
            emit(.buildConstKeyMap, indices.count, range)
            return
        }
        if isBig { emit(.buildMap, 0, range) }
        for index in indices {
            if let key = keys[index] { try visit(key) }
            try visit(values[index])
            if isBig { emit(.mapAdd, 1, range) }
        }
        if !isBig { emit(.buildMap, indices.count, range) }
    }

    private func constantKeys(_ keys: NodeList<Expression?>, _ indices: Range<Int>) -> [Constant]? {
        var values: [Constant] = []
        for index in indices {
            guard let key = keys[index], case .constant(let number, _) = key.kind else { return nil }
            values.append(tree[number])
        }
        return values
    }
}
