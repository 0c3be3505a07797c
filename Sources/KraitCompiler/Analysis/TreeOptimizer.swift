// Folds constants in the tree, before the symbol table is built: exactly what CPython 3.13 folds there, since the result shows in
// the constants and the line table of code objects.
//
// In CPython: Python/ast_opt.c.

import KraitBytecode

extension SyntaxTree {
    /// Folds constants in place, for optimization level 0, 1 or 2, as `ast.parse(…, optimize=level)` does.
    /// Throws `RecursionError` for a tree that is too deep.
    public func optimize(level: Int, features: CodeObject.Flags = []) throws(CompileError) {
        try TreeOptimizer.optimize(self, level: level, features)
    }
}

struct TreeOptimizer {
    let tree: SyntaxTree
    let warn: CompileWarning.Handler?
    private let stop: StopFlag
    /// Bytes that folded constants may still take: a line of source can make kilobytes. Then nothing more is folded.
    var room: Int
    private let optimization: Int
    /// `from __future__ import annotations`: annotations become strings that show them as they were written.
    private let keepsAnnotations: Bool
    private let debugName: Identifier
    private var depth = 0

    /// Constants from here on were made by folding: exactly one node refers to each.
    let firstFolded: Int

    /// Optimizes `tree` in place, for optimization level 0, 1 or 2. Throws `RecursionError` for a tree that is too deep.
    static func optimize(
        _ tree: SyntaxTree, level: Int, _ features: CodeObject.Flags, room: Int = .max, warn: CompileWarning.Handler? = nil, _ stop: StopFlag = .never
    ) throws(CompileError) {
        var optimizer = TreeOptimizer(tree, level, features, room, warn, stop)
        switch tree.root {
        case .module(let body, _): try optimizer.foldBody(body)
        case .interactive(let body): try optimizer.fold(body)
        case .expression(let expression): try optimizer.fold(expression)
        case .functionType: break
        }
    }

    private init(
        _ tree: SyntaxTree, _ optimization: Int, _ features: CodeObject.Flags, _ room: Int, _ warn: CompileWarning.Handler?, _ stop: StopFlag
    ) {
        self.tree = tree
        self.room = room
        self.warn = warn
        self.stop = stop
        self.optimization = optimization
        keepsAnnotations = features.contains(.futureAnnotations)
        debugName = tree.identifiers.intern("__debug__")
        firstFolded = tree.constants.count
    }

    // MARK: Statements

    /// The body of a module, class or function.
    private mutating func foldBody(_ body: NodeList<Statement>) throws(CompileError) {
        let hadDocstring = docstring(of: body) != nil
        try fold(body)
        // An expression that only folding made a string must not become the docstring.
        if !hadDocstring, let value = docstring(of: body), let statement = body.first {
            statement.kind = .expr(tree.expression(.joinedStr(tree.list(CollectionOfOne(value))), statement.range))
        }
    }

    private func docstring(of body: NodeList<Statement>) -> Expression? {
        guard case .expr(let value)? = body.first?.kind, case .constant(let index, _) = value.kind, case .string = tree[index]
        else { return nil }
        return value
    }

    private mutating func fold(_ statements: NodeList<Statement>) throws(CompileError) {
        for statement in statements { try fold(statement) }
    }

    private mutating func fold(_ statement: Statement) throws(CompileError) {
        try descend()
        switch statement.kind {
        case .functionDef(let function), .asyncFunctionDef(let function):
            let fields = function.record.pointee
            try fold(fields.typeParameters)
            try fold(fields.arguments)
            try foldBody(fields.body)
            try fold(fields.decorators)
            if !keepsAnnotations { try fold(fields.returns) }
        case .classDef(let definition):
            let fields = definition.record.pointee
            try fold(fields.typeParameters)
            try fold(fields.bases)
            try fold(fields.keywords)
            try foldBody(fields.body)
            try fold(fields.decorators)
        case .return_(let value): try fold(value)
        case .delete(let targets): try fold(targets)
        case .assign(let targets, let value, _):
            try fold(targets)
            try fold(value)
        case .augAssign(let target, _, let value):
            try fold(target)
            try fold(value)
        case .annAssign(let target, let annotation, let value, _):
            try fold(target)
            if !keepsAnnotations { try fold(annotation) }
            try fold(value)
        case .typeAlias(let name, let parameters, let value):
            try fold(name)
            try fold(parameters)
            try fold(value)
        case .for_(let target, let iterable, let body, let orelse, _):
            try fold(target)
            try fold(iterable)
            try fold(body)
            try fold(orelse)
            foldIterable(iterable)
        case .asyncFor(let target, let iterable, let body, let orelse, _):
            try fold(target)
            try fold(iterable)
            try fold(body)
            try fold(orelse)
        case .while_(let test, let body, let orelse), .if_(let test, let body, let orelse):
            try fold(test)
            try fold(body)
            try fold(orelse)
        case .with(let items, let body, _), .asyncWith(let items, let body, _):
            for item in items {
                try fold(item.record.pointee.context)
                try fold(item.record.pointee.variable)
            }
            try fold(body)
        case .match(let subject, let cases):
            try fold(subject)
            for item in cases {
                let matchCase = item.record.pointee
                try fold(matchCase.pattern)
                try fold(matchCase.guardExpression)
                try fold(matchCase.body)
            }
        case .raise(let exception, let cause):
            try fold(exception)
            try fold(cause)
        case .try_(let body, let handlers, let orelse, let finalbody), .tryStar(let body, let handlers, let orelse, let finalbody):
            try fold(body)
            for handler in handlers {
                try fold(handler.record.pointee.type)
                try fold(handler.record.pointee.body)
            }
            try fold(orelse)
            try fold(finalbody)
        case .assert(let test, let message):
            try fold(test)
            try fold(message)
        case .expr(let value): try fold(value)
        case .import_, .importFrom, .global, .nonlocal, .pass, .break_, .continue_: break
        }
        depth -= 1
    }

    private mutating func fold(_ parameters: NodeList<TypeParameter>) throws(CompileError) {
        for parameter in parameters {
            try fold(parameter.record.pointee.bound)
            try fold(parameter.record.pointee.defaultValue)
        }
    }

    private mutating func fold(_ arguments: Arguments) throws(CompileError) {
        let fields = arguments.record.pointee
        if !keepsAnnotations {
            for argument in fields.positionalOnly { try fold(argument.record.pointee.annotation) }
            for argument in fields.positional { try fold(argument.record.pointee.annotation) }
            try fold(fields.varArgument?.record.pointee.annotation)
            for argument in fields.keywordOnly { try fold(argument.record.pointee.annotation) }
            try fold(fields.keywordArgument?.record.pointee.annotation)
        }
        for value in fields.keywordDefaults { try fold(value) }
        try fold(fields.defaults)
    }

    private mutating func fold(_ keywords: NodeList<Keyword>) throws(CompileError) {
        for keyword in keywords { try fold(keyword.record.pointee.value) }
    }

    private mutating func fold(_ pattern: Pattern) throws(CompileError) {
        try descend()
        switch pattern.record.pointee.kind {
        case .value(let value): try fold(value)
        case .singleton, .star: break
        case .sequence(let patterns), .or(let patterns): for pattern in patterns { try fold(pattern) }
        case .mapping(let keys, let patterns, _):
            try fold(keys)
            for pattern in patterns { try fold(pattern) }
        case .class_(let type, let patterns, _, let keywordPatterns):
            try fold(type)
            for pattern in patterns { try fold(pattern) }
            for pattern in keywordPatterns { try fold(pattern) }
        case .as_(let pattern, _): if let pattern { try fold(pattern) }
        }
        depth -= 1
    }

    // MARK: Expressions

    @inline(__always)
    private mutating func descend() throws(CompileError) {
        depth += 1
        if depth * stop.depthDivisor > maximumTreeDepth { throw .nestingTooDeep }
        try stop.check()
    }

    private mutating func fold(_ expressions: NodeList<Expression>) throws(CompileError) {
        for expression in expressions { try fold(expression) }
    }

    @inline(__always)
    private mutating func fold(_ expression: Expression?) throws(CompileError) {
        if let expression { try fold(expression) }
    }

    private mutating func fold(_ expression: Expression) throws(CompileError) {
        try descend()
        switch expression.kind {
        case .constant: break
        case .name(let name, let context):
            if name == debugName && context == .load { replace(expression, with: .bool(optimization == 0)) }
        case .attribute(let value, _, _), .starred(let value, _), .await(let value), .yieldFrom(let value), .namedExpr(_, let value):
            try fold(value)
        case .yield(let value): try fold(value)
        case .call(let function, let arguments, let keywords):
            try fold(function)
            try fold(arguments)
            try fold(keywords)
        case .binOp(let left, let operation, let right):
            try fold(left)
            try fold(right)
            foldBinary(expression, left, operation, right)
        case .unaryOp(let operation, let operand):
            try fold(operand)
            foldUnary(expression, operation, operand)
        case .subscript_(let value, let index, let context):
            try fold(value)
            try fold(index)
            if context == .load { foldSubscript(expression, value, index) }
        case .compare(let left, let operations, let comparators):
            try fold(left)
            try fold(comparators)
            if let operation = operations.last, operation == .in_ || operation == .notIn, let collection = comparators.last {
                foldIterable(collection)
            }
        case .tuple(let elements, let context):
            try fold(elements)
            if context == .load, let value = constantTuple(elements) { replace(expression, with: .tuple(value)) }
        case .boolOp(_, let values), .set(let values), .joinedStr(let values), .list(let values, _): try fold(values)
        case .ifExp(let test, let body, let orelse):
            try fold(test)
            try fold(body)
            try fold(orelse)
        case .dict(let keys, let values):
            for key in keys { try fold(key) }
            try fold(values)
        case .slice(let lower, let upper, let step):
            try fold(lower)
            try fold(upper)
            try fold(step)
        case .formattedValue(let value, _, let format):
            try fold(value)
            try fold(format)
        case .lambda(let arguments, let body):
            try fold(arguments)
            try fold(body)
        case .listComp(let element, let generators), .setComp(let element, let generators), .generatorExp(let element, let generators):
            try fold(element)
            try fold(generators)
        case .dictComp(let key, let value, let generators):
            try fold(key)
            try fold(value)
            try fold(generators)
        }
        depth -= 1
    }

    private mutating func fold(_ generators: NodeList<Comprehension>) throws(CompileError) {
        for generator in generators {
            let fields = generator.record.pointee
            try fold(fields.target)
            try fold(fields.iterable)
            try fold(fields.conditions)
            foldIterable(fields.iterable)
        }
    }
}
