// The first pass of the symbol table over expressions and patterns.

extension SymbolTableBuilder {
    func visit(_ expressions: NodeList<Expression>) throws(CompileError) {
        for expression in expressions { try visit(expression) }
    }

    func visit(_ expression: Expression) throws(CompileError) {
        try descend()
        switch expression.kind {
        case .name(let name, let context):
            try note(name, context == .load ? .used : .local, expression.range)
            // `super()` without arguments reads `__class__`.
            if name == names.super_ && context == .load && current.isFunctionLike {
                try define(names.class_, .used, expression.range)
            }
        case .constant: break
        case .attribute(let value, _, _), .starred(let value, _), .unaryOp(_, let value): try visit(value)
        case .call(let function, let arguments, let keywords):
            try visit(function)
            try visit(arguments)
            for keyword in keywords { try visit(keyword.record.pointee.value) }
        case .binOp(let left, _, let right), .subscript_(let left, let right, _):
            try visit(left)
            try visit(right)
        case .boolOp(_, let values), .set(let values), .joinedStr(let values), .list(let values, _), .tuple(let values, _):
            try visit(values)
        case .compare(let left, _, let comparators):
            try visit(left)
            try visit(comparators)
        case .ifExp(let test, let body, let orelse):
            try visit(test)
            try visit(body)
            try visit(orelse)
        case .dict(let keys, let values):
            for key in keys { if let key { try visit(key) } }
            try visit(values)
        case .slice(let lower, let upper, let step):
            if let lower { try visit(lower) }
            if let upper { try visit(upper) }
            if let step { try visit(step) }
        case .formattedValue(let value, _, let format):
            try visit(value)
            if let format { try visit(format) }
        case .namedExpr(let target, let value):
            try refuseInAnnotation("named expression", expression)
            try visitNamedExpression(expression, target, value)
        case .lambda(let arguments, let body):
            try visitDefaults(arguments.record.pointee)
            enter(.function, names.lambda, expression.range, node: expression.record)
            try visitParameters(arguments.record.pointee)
            try visit(body)
            leave()
        case .listComp(let element, let generators):
            try visitComprehension(expression, .list, names.listComprehension, generators, element, nil)
        case .setComp(let element, let generators):
            try visitComprehension(expression, .set, names.setComprehension, generators, element, nil)
        case .dictComp(let key, let value, let generators):
            try visitComprehension(expression, .dict, names.dictComprehension, generators, key, value)
        case .generatorExp(let element, let generators):
            try visitComprehension(expression, .generator, names.generatorExpression, generators, element, nil)
        case .yield(let value):
            try refuseInAnnotation("yield expression", expression)
            if let value { try visit(value) }
            try noteYield(expression)
        case .yieldFrom(let value):
            try refuseInAnnotation("yield expression", expression)
            try visit(value)
            try noteYield(expression)
        case .await(let value):
            try refuseInAnnotation("await expression", expression)
            try visit(value)
            current.isCoroutine = true
        }
        ascend()
    }

    private func noteYield(_ expression: Expression) throws(CompileError) {
        current.isGenerator = true
        let kind: String
        switch current.comprehension {
        case .none: return
        case .list: kind = "list comprehension"
        case .set: kind = "set comprehension"
        case .dict: kind = "dict comprehension"
        case .generator: kind = "generator expression"
        }
        throw .syntaxError("'yield' inside \(kind)", expression.range)
    }

    private func refuseInAnnotation(_ what: String, _ expression: Expression) throws(CompileError) {
        let place: String
        switch current.kind {
        case .function, .class_, .module: return
        case .annotation: place = "within an annotation"
        case .typeVariable: place = "within \(current.errorPlace ?? "a TypeVar bound")"
        case .typeAlias: place = "within a type alias"
        case .typeParameters: place = "within the definition of a generic"
        }
        throw .syntaxError("\(what) cannot be used \(place)", expression.range)
    }

    // MARK: Comprehensions

    private func visitComprehension(
        _ expression: Expression, _ kind: Scope.ComprehensionKind, _ name: Identifier, _ generators: NodeList<Comprehension>,
        _ element: Expression, _ value: Expression?
    ) throws(CompileError) {
        guard let outermost = generators.first?.record.pointee else { return }
        // The outermost iterable is evaluated around the comprehension.
        current.comprehensionIterableDepth += 1
        try visit(outermost.iterable)
        current.comprehensionIterableDepth -= 1
        enter(.function, name, expression.range, node: expression.record)
        let scope = current
        scope.comprehension = kind
        scope.isCoroutine = outermost.isAsync
        try define(names.iterable, .parameter, expression.range)
        try visitTarget(outermost.target)
        try visit(outermost.conditions)
        for generator in generators.dropFirst() {
            let fields = generator.record.pointee
            try visitTarget(fields.target)
            scope.comprehensionIterableDepth += 1
            try visit(fields.iterable)
            scope.comprehensionIterableDepth -= 1
            try visit(fields.conditions)
            if fields.isAsync { scope.isCoroutine = true }
        }
        if let value { try visit(value) }
        try visit(element)
        scope.isGenerator = kind == .generator
        leave()
        if scope.isCoroutine && kind != .generator { current.isCoroutine = true }
    }

    private func visitTarget(_ target: Expression) throws(CompileError) {
        current.isInComprehensionTarget = true
        try visit(target)
        current.isInComprehensionTarget = false
    }

    private func visitNamedExpression(_ expression: Expression, _ target: Expression, _ value: Expression) throws(CompileError) {
        if current.comprehensionIterableDepth > 0 {
            throw .syntaxError("assignment expression cannot be used in a comprehension iterable expression", expression.range)
        }
        if current.comprehension != .none, case .name(let name, _) = target.kind { try bindOutside(name, target.range) }
        try visit(value)
        try visit(target)
    }

    /// `name := …` in a comprehension binds in the nearest scope around that is not a comprehension (PEP 572).
    private func bindOutside(_ name: Identifier, _ range: SourceRange) throws(CompileError) {
        for scope in open.reversed() {
            if scope.comprehension != .none {
                if flags(of: name, in: scope).isSuperset(of: [.comprehensionTarget, .local]) {
                    throw .syntaxError(
                        "assignment expression cannot rebind comprehension iteration variable '\(tree[name])'", range)
                }
                continue
            }
            let message: String
            switch scope.kind {
            case .function:
                try define(name, flags(of: name, in: scope).contains(.global) ? .global : .nonlocal, range)
                recordDirective(name, range)
                _ = try define(name, .local, in: scope, range)
                return
            case .module:
                try define(name, .global, range)
                recordDirective(name, range)
                _ = try define(name, .global, in: scope, range)
                return
            case .annotation: continue
            case .class_: message = "assignment expression within a comprehension cannot be used in a class body"
            case .typeParameters:
                message = "assignment expression within a comprehension cannot be used within the definition of a generic"
            case .typeAlias: message = "assignment expression within a comprehension cannot be used in a type alias"
            case .typeVariable: message = "assignment expression within a comprehension cannot be used in a TypeVar bound"
            }
            throw .syntaxError(message, range)
        }
    }

    // MARK: Patterns

    private func visit(_ patterns: NodeList<Pattern>) throws(CompileError) {
        for pattern in patterns { try visit(pattern) }
    }

    func visit(_ pattern: Pattern) throws(CompileError) {
        try descend()
        let range = pattern.record.pointee.range
        switch pattern.record.pointee.kind {
        case .value(let value): try visit(value)
        case .singleton: break
        case .sequence(let patterns), .or(let patterns): try visit(patterns)
        case .star(let name): if let name { try define(name, .local, range) }
        case .mapping(let keys, let patterns, let rest):
            try visit(keys)
            try visit(patterns)
            if let rest { try define(rest, .local, range) }
        case .class_(let type, let patterns, _, let keywordPatterns):
            try visit(type)
            try visit(patterns)
            try visit(keywordPatterns)
        case .as_(let inner, let name):
            if let inner { try visit(inner) }
            if let name { try define(name, .local, range) }
        }
        ascend()
    }
}
