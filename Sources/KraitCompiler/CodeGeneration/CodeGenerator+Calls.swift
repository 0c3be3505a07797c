// Calls: plain ones, methods, `super()`, and those with `*` and `**`.

import KraitBytecode

extension CodeGenerator {
    /// From how many values on the stack on a display or call is built piece by piece (`STACK_USE_GUIDELINE`).
    static let stackUseGuideline = 30

    mutating func visitCall(
        _ expression: Expression, _ function: Expression, _ arguments: NodeList<Expression>, _ keywords: NodeList<Keyword>
    ) throws(CompileError) {
        try checkKeywords(keywords)
        if try visitMethodCall(expression, function, arguments, keywords) { return }
        try warnAboutCaller(function)
        try visit(function)
        emit(.pushNull, function.range)
        try call(expression.range, pushed: 0, arguments, keywords)
    }

    /// Evaluates the arguments and calls. `pushed` arguments are on the stack already.
    mutating func call(
        _ range: SourceRange, pushed: Int, _ arguments: NodeList<Expression>, _ keywords: NodeList<Keyword>
    ) throws(CompileError) {
        try checkKeywords(keywords)
        let isSimple =
            arguments.count + keywords.count * 2 <= Self.stackUseGuideline && !arguments.contains { $0.isStarred }
            && !keywords.contains { $0.record.pointee.name == nil }
        if isSimple {
            for argument in arguments { try visit(argument) }
            if keywords.isEmpty {
                emit(.call, pushed + arguments.count, range)
            } else {
                for keyword in keywords { try visit(keyword.record.pointee.value) }
                loadKeywordNames(keywords, range)
                emit(.callKw, pushed + arguments.count + keywords.count, range)
            }
            return
        }
        if pushed == 0, arguments.count == 1, case .starred(let value, _) = arguments[0].kind {
            try visit(value)
        } else {
            try visitElements(arguments, pushed: pushed, .tuple, range)
        }
        if !keywords.isEmpty { try visitKeywordsAsDict(keywords, range) }
        emit(.callFunctionEx, keywords.isEmpty ? 0 : 1, range)
    }

    /// Pushes a dictionary of keyword arguments with `**` among them.
    private mutating func visitKeywordsAsDict(_ keywords: NodeList<Keyword>, _ range: SourceRange) throws(CompileError) {
        var hasDict = false
        var waiting = 0
        for index in 0..<keywords.count {
            let keyword = keywords[index].record.pointee
            guard keyword.name == nil else {
                waiting += 1
                continue
            }
            if waiting > 0 {
                try visitNamedKeywords(keywords, index - waiting..<index, range)
                if hasDict { emit(.dictMerge, 1, range) }
                hasDict = true
                waiting = 0
            }
            if !hasDict {
                emit(.buildMap, 0, range)
                hasDict = true
            }
            try visit(keyword.value)
            emit(.dictMerge, 1, range)
        }
        if waiting > 0 {
            try visitNamedKeywords(keywords, keywords.count - waiting..<keywords.count, range)
            if hasDict { emit(.dictMerge, 1, range) }
        }
    }

    private mutating func visitNamedKeywords(
        _ keywords: NodeList<Keyword>, _ indices: Range<Int>, _ range: SourceRange
    ) throws(CompileError) {
        let isBig = indices.count * 2 > Self.stackUseGuideline
        if indices.count > 1 && !isBig {
            for index in indices { try visit(keywords[index].record.pointee.value) }
            loadConstant(.tuple(indices.map { keywordName(keywords[$0]) }), range)
            emit(.buildConstKeyMap, indices.count, range)
            return
        }
        if isBig { emit(.buildMap, 0, .none) }
        for index in indices {
            loadConstant(keywordName(keywords[index]), range)
            try visit(keywords[index].record.pointee.value)
            if isBig { emit(.mapAdd, 1, .none) }
        }
        if !isBig { emit(.buildMap, indices.count, range) }
    }

    private func keywordName(_ keyword: Keyword) -> Constant {
        .string(keyword.record.pointee.name.map { tree[$0] } ?? "")
    }

    private mutating func loadKeywordNames(_ keywords: NodeList<Keyword>, _ range: SourceRange) {
        loadConstant(.tuple(keywords.map { keywordName($0) }), range)
    }

    private func checkKeywords(_ keywords: NodeList<Keyword>) throws(CompileError) {
        if keywords.isEmpty { return }
        var names: [Identifier?] = []
        for keyword in keywords { names.append(keyword.record.pointee.name) }
        try checkDistinct(names, ranges: { keywords[$0].record.pointee.range }, message: "keyword argument repeated: ")
    }

    /// Refuses `__debug__` and a name that is there twice; nil is no name.
    func checkDistinct(_ names: [Identifier?], ranges: (Int) -> SourceRange, message: String) throws(CompileError) {
        // To look for a pair costs the square of the number; so only when there is one.
        let isRepeated = names.count > 1 && Set(names.compactMap { $0 }).count < names.reduce(0) { $1 == nil ? $0 : $0 + 1 }
        for index in names.indices {
            guard let name = names[index] else { continue }
            try checkForbidden(name, .store, ranges(index))
            if isRepeated, let other = names[(index + 1)...].firstIndex(of: name) {
                throw error(message + tree[name].description, ranges(other))
            }
        }
    }

    // MARK: Methods

    /// Calls a method without making a bound method, where that is possible. Returns whether it was.
    private mutating func visitMethodCall(
        _ expression: Expression, _ function: Expression, _ arguments: NodeList<Expression>, _ keywords: NodeList<Keyword>
    ) throws(CompileError) -> Bool {
        guard case .attribute(let object, let name, .load) = function.kind, !isImported(object) else { return false }
        let count = arguments.count + keywords.count
        if count + (keywords.isEmpty ? 0 : 1) >= Self.stackUseGuideline { return false }
        if arguments.contains(where: { $0.isStarred }) || keywords.contains(where: { $0.record.pointee.name == nil }) { return false }

        var range = function.range
        if let superArguments = optimizableSuperCall(object, name) {
            try loadSuperArguments(object, superArguments)
            emit(.loadSuperAttr, nameNumber(name) << 2 | (superArguments.isEmpty ? 1 : 3), range)
            range = rangeOfAttribute(function, name)
            emit(.nop, range)
        } else {
            try visit(object)
            range = rangeOfAttribute(function, name)
            emit(.loadAttr, nameNumber(name) << 1 | 1, range)
        }
        for argument in arguments { try visit(argument) }
        if !keywords.isEmpty {
            for keyword in keywords { try visit(keyword.record.pointee.value) }
            loadKeywordNames(keywords, range)
        }
        emit(keywords.isEmpty ? .call : .callKw, count, rangeOfAttribute(function, name, within: expression.range))
        return true
    }

    /// Whether an expression is a name that the module imports: a function of a module is not a method.
    private func isImported(_ expression: Expression) -> Bool {
        guard case .name(let name, _) = expression.kind else { return false }
        return table.top.flags(of: name).contains(.imported)
    }

    /// The range of an instruction that works on an attribute: of the name alone, if the expression spans several lines.
    func rangeOfAttribute(_ attribute: Expression, _ name: Identifier, within outer: SourceRange? = nil) -> SourceRange {
        var range = outer ?? attribute.range
        let end = attribute.range
        if range.line == end.endLine { return range }
        range.line = end.endLine
        let length = tree[name].utf8.reduce(0 as Int32) { $1 & 0xC0 == 0x80 ? $0 : $0 &+ 1 }
        if length <= end.endColumn {
            range.column = end.endColumn - length
        } else {
            range.column = -1
            range.endColumn = -1
        }
        range.endLine = max(range.line, range.endLine)
        if range.line == range.endLine { range.endColumn = max(range.column, range.endColumn) }
        return range
    }

    // MARK: super()

    /// The arguments of a call `super()` or `super(type, object)` whose attribute can be loaded without making the `super` object;
    /// nil if `object` is not one.
    func optimizableSuperCall(_ object: Expression, _ attribute: Identifier) -> NodeList<Expression>? {
        guard case .call(let function, let arguments, let keywords) = object.kind,
            case .name(known.super_, _) = function.kind, attribute != known.class_, keywords.isEmpty,
            unit.scope.resolution(of: known.super_) == .globalImplicit, table.top.resolution(of: known.super_) == .unknown
        else { return nil }
        if arguments.count == 2 { return arguments.contains { $0.isStarred } ? nil : arguments }
        guard arguments.isEmpty, unit.argumentCount > 0 || unit.positionalOnlyArgumentCount > 0,
            closureResolution(of: known.class_) == .free
        else { return nil }
        return arguments
    }

    mutating func loadSuperArguments(_ object: Expression, _ arguments: NodeList<Expression>) throws(CompileError) {
        guard case .call(let function, _, _) = object.kind else { return }
        try nameOperation(known.super_, .load, function.range)
        if arguments.count == 2 {
            try visit(arguments[0])
            try visit(arguments[1])
            return
        }
        try nameOperation(known.class_, .load, object.range)
        if let first = unit.variables.names.first { try nameOperation(first, .load, object.range) }
    }
}
