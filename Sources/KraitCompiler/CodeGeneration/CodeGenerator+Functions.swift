// Function definitions and lambdas: defaults, annotations, the body, the closure.

import KraitBytecode

/// What belongs to a function besides its code: operands of `SET_FUNCTION_ATTRIBUTE`, ORed.
struct FunctionAttributes: OptionSet {
    let rawValue: Int
    static let defaults = FunctionAttributes(rawValue: 1)
    static let keywordDefaults = FunctionAttributes(rawValue: 2)
    static let annotations = FunctionAttributes(rawValue: 4)
    static let closure = FunctionAttributes(rawValue: 8)
}

extension CodeGenerator {
    mutating func visitFunction(_ statement: Statement, _ function: FunctionDefinition, isAsync: Bool) throws(CompileError) {
        let record = function.record.pointee
        let range = statement.range
        try checkDebugArguments(record.arguments)
        for decorator in record.decorators { try visit(decorator) }
        let firstLine = record.decorators.first?.range.line ?? range.line
        var attributes = try visitDefaults(record.arguments, range)

        let isGeneric = !record.typeParameters.isEmpty
        var passedDefaults = 0
        if isGeneric {
            // The defaults are evaluated outside of the scope of the type parameters, and passed to it.
            if attributes.contains(.defaults) { passedDefaults += 1 }
            if attributes.contains(.keywordDefaults) { passedDefaults += 1 }
            if passedDefaults == 2 { emit(.swap, 2, range) }
            try enter(
                table.typeParameterScope(of: function), .typeParameters, name: typeParameterScopeName(record.name),
                firstLine: firstLine)
            try visitTypeParameters(record.typeParameters)
            for index in 0..<passedDefaults { emit(.loadFast, index, range) }
        }
        if try visitAnnotations(record.arguments, record.returns, range) { attributes.insert(.annotations) }
        try visitFunctionBody(statement, function, isAsync: isAsync, attributes, firstLine)
        if isGeneric {
            emit(.swap, 2, range)
            emit(.callIntrinsic2, BinaryIntrinsic.setFunctionTypeParameters, range)
            unit.argumentCount = passedDefaults
            try makeClosure(finishUnit(returnsNone: false), [], range)
            if passedDefaults > 0 {
                emit(.swap, passedDefaults + 1, range)
                emit(.call, passedDefaults - 1, range)
            } else {
                emit(.pushNull, range)
                emit(.call, 0, range)
            }
        }
        applyDecorators(record.decorators)
        try nameOperation(record.name, .store, range)
    }

    mutating func applyDecorators(_ decorators: NodeList<Expression>) {
        for decorator in decorators.reversed() { emit(.call, 0, decorator.range) }
    }

    private mutating func visitFunctionBody(
        _ statement: Statement, _ function: FunctionDefinition, isAsync: Bool, _ attributes: FunctionAttributes, _ firstLine: Int32
    ) throws(CompileError) {
        let record = function.record.pointee
        try enter(
            table.scope(of: function), isAsync ? .asyncFunction : .function, name: tree[record.name], firstLine: firstLine)
        // The first constant is the docstring, or None.
        var first = 0
        if let text = docstring(record.body) {
            first = 1
            unit.constants.number(of: options.optimization < 2 ? .string(try cleanedDocstring(text)) : .none)
        } else {
            unit.constants.number(of: .none)
        }
        setArgumentCounts(record.arguments)
        let isGenerator = unit.isCoroutine || unit.scope.isGenerator
        let start = newLabel()
        place(start)
        if isGenerator { try pushBlock(.stopIteration, .none, start: start) }
        for index in first..<max(first, record.body.count) { try visit(record.body[index]) }
        if isGenerator {
            wrapInStopIterationHandler()
            popBlock()
        }
        try makeClosure(finishUnit(returnsNone: true), attributes, statement.range)
    }

    private mutating func setArgumentCounts(_ arguments: Arguments) {
        let record = arguments.record.pointee
        unit.argumentCount = record.positional.count
        unit.positionalOnlyArgumentCount = record.positionalOnly.count
        unit.keywordOnlyArgumentCount = record.keywordOnly.count
    }

    /// Puts a handler around all of a generator: `StopIteration` that leaves it becomes `RuntimeError` (PEP 479).
    mutating func wrapInStopIterationHandler() {
        let handler = newLabel()
        unit.code.insert(.init(opcode: .setupCleanup, argument: handler.rawValue, range: .none), at: 0)
        loadConstant(.none, .none)
        emit(.returnValue, .none)
        place(handler)
        emit(.callIntrinsic1, UnaryIntrinsic.stopIterationError, .none)
        emit(.reraise, 1, .none)
    }

    /// Makes a function of a code object that was just finished.
    mutating func makeClosure(
        _ finished: (code: CodeObject, frees: [Identifier]), _ attributes: FunctionAttributes, _ range: SourceRange
    ) throws(CompileError) {
        var attributes = attributes
        if !finished.frees.isEmpty {
            for name in finished.frees {
                emit(.loadClosure, try closureNumber(name, of: finished), range)
            }
            attributes.insert(.closure)
            emit(.buildTuple, finished.frees.count, range)
        }
        loadConstant(.code(finished.code), range)
        emit(.makeFunction, range)
        for attribute in [FunctionAttributes.closure, .annotations, .keywordDefaults, .defaults] where attributes.contains(attribute) {
            emit(.setFunctionAttribute, attribute.rawValue, range)
        }
    }

    /// The number of a cell or free variable of this scope that an inner scope refers to.
    private func closureNumber(_ name: Identifier, of inner: (code: CodeObject, frees: [Identifier])) throws(CompileError) -> Int {
        let resolution = closureResolution(of: name)
        if resolution == .cell {
            if let number = unit.cells.existingNumber(of: name) { return number }
        } else if let number = unit.frees.existingNumber(of: name) {
            return unit.cells.names.count + number
        }
        // CPython 3.13 comes here too: `class C: [(lambda: __class__) for x in y]` with `__class__` elsewhere in the class.
        let frees = Constant.tuple(inner.frees.map { .string(tree[$0]) })
        throw CompileError(
            .systemError,
            "compiler_lookup_arg(name='\(tree[name])') with reftype=\(resolution.rawValue) failed in \(unit.name); "
                + "freevars of code \(inner.code.fields.name): "
                + String(decoding: try Unparser.representation(of: frees), as: UTF8.self))
    }

    mutating func visitLambda(_ expression: Expression, _ arguments: Arguments, _ body: Expression) throws(CompileError) {
        let range = expression.range
        try checkDebugArguments(arguments)
        let attributes = try visitDefaults(arguments, range)
        try enter(table.scope(of: expression), .lambda, name: "<lambda>", firstLine: range.line)
        // So that no string becomes the docstring.
        unit.constants.number(of: .none)
        setArgumentCounts(arguments)
        try visit(body)
        let isGenerator = unit.scope.isGenerator
        if !isGenerator {
            emit(.returnValue, body.range)
        }
        try makeClosure(finishUnit(returnsNone: !isGenerator), attributes, range)
    }

    // MARK: Defaults and annotations

    private mutating func visitDefaults(_ arguments: Arguments, _ range: SourceRange) throws(CompileError) -> FunctionAttributes {
        let record = arguments.record.pointee
        var attributes: FunctionAttributes = []
        if !record.defaults.isEmpty {
            attributes.insert(.defaults)
            for value in record.defaults { try visit(value) }
            emit(.buildTuple, record.defaults.count, range)
        }
        var names: [Constant] = []
        for (argument, value) in zip(record.keywordOnly, record.keywordDefaults) {
            guard let value else { continue }
            names.append(.string(tree[mangled(argument.record.pointee.name)]))
            try visit(value)
        }
        if !names.isEmpty {
            attributes.insert(.keywordDefaults)
            let count = names.count
            loadConstant(.tuple(names), range)
            emit(.buildConstKeyMap, count, range)
        }
        return attributes
    }

    /// Pushes a tuple of names and annotations. Returns whether there are any.
    private mutating func visitAnnotations(
        _ arguments: Arguments, _ returns: Expression?, _ range: SourceRange
    ) throws(CompileError) -> Bool {
        let record = arguments.record.pointee
        var count = 0
        // In CPython positional-only arguments come second: Python/compile.c, compiler_visit_annotations.
        for argument in record.positional { try visitAnnotation(argument, range, &count) }
        for argument in record.positionalOnly { try visitAnnotation(argument, range, &count) }
        if let argument = record.varArgument { try visitAnnotation(argument, range, &count) }
        for argument in record.keywordOnly { try visitAnnotation(argument, range, &count) }
        if let argument = record.keywordArgument { try visitAnnotation(argument, range, &count) }
        if let returns { try visitAnnotation(known.return_, returns, range, &count) }
        if count > 0 { emit(.buildTuple, count, range) }
        return count > 0
    }

    private mutating func visitAnnotation(_ argument: Argument, _ range: SourceRange, _ count: inout Int) throws(CompileError) {
        let record = argument.record.pointee
        if let annotation = record.annotation { try visitAnnotation(record.name, annotation, range, &count) }
    }

    private mutating func visitAnnotation(
        _ name: Identifier, _ annotation: Expression, _ range: SourceRange, _ count: inout Int
    ) throws(CompileError) {
        loadConstant(.string(tree[tree.mangled(name, in: unit.privateName)]), range)
        if features.contains(.futureAnnotations) {
            try visitAnnotationText(annotation)
        } else if case .starred(let value, _) = annotation.kind {
            // `*args: *Ts`
            try visit(value)
            emit(.unpackSequence, 1, range)
        } else {
            try visit(annotation)
        }
        count += 2
    }

    private func checkDebugArguments(_ arguments: Arguments) throws(CompileError) {
        let record = arguments.record.pointee
        for argument in record.positionalOnly { try checkDebugArgument(argument) }
        for argument in record.positional { try checkDebugArgument(argument) }
        if let argument = record.varArgument { try checkDebugArgument(argument) }
        for argument in record.keywordOnly { try checkDebugArgument(argument) }
        if let argument = record.keywordArgument { try checkDebugArgument(argument) }
    }

    private func checkDebugArgument(_ argument: Argument) throws(CompileError) {
        try checkForbidden(argument.record.pointee.name, .store, argument.record.pointee.range)
    }
}
