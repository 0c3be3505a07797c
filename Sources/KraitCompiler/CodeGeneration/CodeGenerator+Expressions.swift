// Expressions, but for calls (CodeGenerator+Calls) and comprehensions (CodeGenerator+Comprehensions).

import KraitBytecode

extension CodeGenerator {
    mutating func visit(_ expression: Expression) throws(CompileError) {
        try stop.check()
        let range = expression.range
        switch expression.kind {
        case .name(let name, let context):
            try nameOperation(name, context, range)
        case .constant(let index, _):
            loadConstant(index, range)
        case .attribute(let object, let name, let context):
            try visitAttribute(expression, object, name, context)
        case .call(let function, let arguments, let keywords):
            try visitCall(expression, function, arguments, keywords)
        case .subscript_(let object, let index, let context):
            try visitSubscript(object, index, context, range)
        case .binOp(let left, let operation, let right):
            try visit(left)
            try visit(right)
            emit(.binaryOp, operation.number, range)
        case .unaryOp(let operation, let operand):
            try visit(operand)
            switch operation {
            case .plus: emit(.callIntrinsic1, UnaryIntrinsic.unaryPositive, range)
            case .not:
                emit(.toBool, range)
                emit(.unaryNot, range)
            case .invert: emit(.unaryInvert, range)
            case .minus: emit(.unaryNegative, range)
            }
        case .boolOp(let operation, let values): try visitBooleanOperation(operation, values, range)
        case .compare(let left, let operators, let comparators):
            try visitComparison(expression, left, operators, comparators)
        case .namedExpr(let target, let value):
            try visit(value)
            emit(.copy, 1, range)
            try visit(target)
        case .ifExp(let test, let body, let orelse):
            let end = newLabel(), next = newLabel()
            try jump(to: next, if: false, test, range)
            try visit(body)
            emit(.jumpNoInterrupt, to: end, .none)
            place(next)
            try visit(orelse)
            place(end)
        case .lambda(let arguments, let body): try visitLambda(expression, arguments, body)
        case .list(let elements, let context):
            switch context {
            case .store: try unpack(into: elements, range)
            case .load: try visitElements(elements, pushed: 0, .list, range)
            case .delete: for element in elements { try visit(element) }
            }
        case .tuple(let elements, let context):
            switch context {
            case .store: try unpack(into: elements, range)
            case .load: try visitElements(elements, pushed: 0, .tuple, range)
            case .delete: for element in elements { try visit(element) }
            }
        case .set(let elements): try visitElements(elements, pushed: 0, .set, range)
        case .dict(let keys, let values): try visitDict(keys, values, range)
        case .listComp(let element, let generators):
            try visitComprehension(
                expression, .init(kind: .list, element: element, value: nil, generators: generators, range: range))
        case .setComp(let element, let generators):
            try visitComprehension(
                expression, .init(kind: .set, element: element, value: nil, generators: generators, range: range))
        case .dictComp(let key, let value, let generators):
            try visitComprehension(
                expression, .init(kind: .dict, element: key, value: value, generators: generators, range: range))
        case .generatorExp(let element, let generators):
            try visitComprehension(
                expression, .init(kind: .generator, element: element, value: nil, generators: generators, range: range))
        case .await(let value): try visitAwait(value, range)
        case .yield(let value):
            if !unit.scope.isFunctionLike { throw error("'yield' outside function", range) }
            if let value {
                try visit(value)
            } else {
                loadConstant(.none, range)
            }
            emitYield(range)
        case .yieldFrom(let value):
            if !unit.scope.isFunctionLike { throw error("'yield from' outside function", range) }
            if unit.kind == .asyncFunction { throw error("'yield from' inside async function", range) }
            try visit(value)
            emit(.getYieldFromIter, range)
            loadConstant(.none, range)
            emitYieldFrom(range, isAwait: false)
        case .joinedStr(let values): try visitJoinedString(values, range)
        case .formattedValue(let value, let conversion, let formatSpec):
            try visitFormattedValue(value, conversion, formatSpec, range)
        case .starred(_, let context):
            throw error(
                context == .store ? "starred assignment target must be in a list or tuple" : "can't use starred expression here",
                range)
        case .slice(_, _, let step):
            try visitSliceParts(expression)
            emit(.buildSlice, step == nil ? 2 : 3, range)
        }
    }

    // MARK: Attributes and subscripts

    private mutating func visitAttribute(
        _ expression: Expression, _ object: Expression, _ name: Identifier, _ context: ExpressionContext
    ) throws(CompileError) {
        if context == .load, let arguments = optimizableSuperCall(object, name) {
            try loadSuperArguments(object, arguments)
            emit(.loadSuperAttr, nameNumber(name) << 2 | (arguments.isEmpty ? 0 : 2), expression.range)
            emit(.nop, rangeOfAttribute(expression, name))
            return
        }
        if context == .store { noteStaticAttribute(name, of: object) }
        try visit(object)
        let range = rangeOfAttribute(expression, name)
        switch context {
        case .load: emit(.loadAttr, nameNumber(name) << 1, range)
        case .store:
            try checkForbidden(name, .store, range)
            emit(.storeAttr, nameNumber(name), range)
        case .delete: emit(.deleteAttr, nameNumber(name), range)
        }
    }

    private mutating func visitSubscript(
        _ object: Expression, _ index: Expression, _ context: ExpressionContext, _ range: SourceRange
    ) throws(CompileError) {
        if context == .load {
            try warnAboutSubscripted(object)
            try warnAboutIndex(object, index)
        }
        try visit(object)
        if context != .delete && isTwoElementSlice(index) {
            try visitSliceParts(index)
            emit(context == .load ? .binarySlice : .storeSlice, range)
            return
        }
        try visit(index)
        switch context {
        case .load: emit(.binarySubscr, range)
        case .store: emit(.storeSubscr, range)
        case .delete: emit(.deleteSubscr, range)
        }
    }

    func isTwoElementSlice(_ index: Expression) -> Bool {
        if case .slice(_, _, nil) = index.kind { return true }
        return false
    }

    /// Pushes the bounds of a slice, and its step if there is one.
    mutating func visitSliceParts(_ slice: Expression) throws(CompileError) {
        guard case .slice(let lower, let upper, let step) = slice.kind else { return }
        for bound in [lower, upper] {
            if let bound {
                try visit(bound)
            } else {
                loadConstant(.none, slice.range)
            }
        }
        if let step { try visit(step) }
    }

    // MARK: Conditions

    /// Evaluates a condition and jumps to `next` if its truth is `condition`.
    mutating func jump(
        to next: Label, if condition: Bool, _ expression: Expression, _ range: SourceRange
    ) throws(CompileError) {
        switch expression.kind {
        case .unaryOp(.not, let operand):
            try jump(to: next, if: !condition, operand, range)
            return
        case .boolOp(let operation, let values):
            let shortCircuit = operation == .or
            let other = shortCircuit == condition ? next : newLabel()
            for index in 0..<values.count - 1 { try jump(to: other, if: shortCircuit, values[index], range) }
            try jump(to: next, if: condition, values[values.count - 1], range)
            if other != next { place(other) }
            return
        case .ifExp(let test, let body, let orelse):
            let end = newLabel(), elseLabel = newLabel()
            try jump(to: elseLabel, if: false, test, range)
            try jump(to: next, if: condition, body, range)
            emit(.jumpNoInterrupt, to: end, .none)
            place(elseLabel)
            try jump(to: next, if: condition, orelse, range)
            place(end)
            return
        case .compare(let left, let operators, let comparators) where operators.count > 1:
            let range = expression.range
            try warnAboutIdentity(expression, left, operators, comparators)
            let cleanup = newLabel()
            try visit(left)
            let last = operators.count - 1
            for index in 0..<last {
                try visit(comparators[index])
                emit(.swap, 2, range)
                emit(.copy, 2, range)
                emitComparison(operators[index], range)
                emit(.toBool, range)
                emit(.popJumpIfFalse, to: cleanup, range)
            }
            try visit(comparators[last])
            emitComparison(operators[last], range)
            emit(.toBool, range)
            emit(condition ? .popJumpIfTrue : .popJumpIfFalse, to: next, range)
            let end = newLabel()
            emit(.jumpNoInterrupt, to: end, .none)
            place(cleanup)
            emit(.popTop, range)
            if !condition { emit(.jumpNoInterrupt, to: next, .none) }
            place(end)
            return
        default:
            break
        }
        try visit(expression)
        emit(.toBool, expression.range)
        emit(condition ? .popJumpIfTrue : .popJumpIfFalse, to: next, expression.range)
    }

    private mutating func visitBooleanOperation(
        _ operation: BooleanOperator, _ values: NodeList<Expression>, _ range: SourceRange
    ) throws(CompileError) {
        let end = newLabel()
        for index in 0..<values.count - 1 {
            try visit(values[index])
            emit(.copy, 1, range)
            emit(.toBool, range)
            emit(operation == .and ? .popJumpIfFalse : .popJumpIfTrue, to: end, range)
            emit(.popTop, range)
        }
        try visit(values[values.count - 1])
        place(end)
    }

    private mutating func visitComparison(
        _ expression: Expression, _ left: Expression, _ operators: NodeList<ComparisonOperator>, _ comparators: NodeList<Expression>
    ) throws(CompileError) {
        let range = expression.range
        try warnAboutIdentity(expression, left, operators, comparators)
        try visit(left)
        let last = operators.count - 1
        if last == 0 {
            try visit(comparators[0])
            emitComparison(operators[0], range)
            return
        }
        let cleanup = newLabel()
        for index in 0..<last {
            try visit(comparators[index])
            emit(.swap, 2, range)
            emit(.copy, 2, range)
            emitComparison(operators[index], range)
            emit(.copy, 1, range)
            emit(.toBool, range)
            emit(.popJumpIfFalse, to: cleanup, range)
            emit(.popTop, range)
        }
        try visit(comparators[last])
        emitComparison(operators[last], range)
        let end = newLabel()
        emit(.jumpNoInterrupt, to: end, .none)
        place(cleanup)
        emit(.swap, 2, range)
        emit(.popTop, range)
        place(end)
    }

    /// The operand of `COMPARE_OP` is the comparison's number, shifted by 5, and a mask of the outcomes for which it is true:
    /// 2 less, 4 greater, 8 equal, 1 unordered.
    mutating func emitComparison(_ comparison: ComparisonOperator, _ range: SourceRange) {
        switch comparison {
        case .less: emit(.compareOp, 0 << 5 | 2, range)
        case .lessOrEqual: emit(.compareOp, 1 << 5 | 10, range)
        case .equal: emit(.compareOp, 2 << 5 | 8, range)
        case .notEqual: emit(.compareOp, 3 << 5 | 7, range)
        case .greater: emit(.compareOp, 4 << 5 | 4, range)
        case .greaterOrEqual: emit(.compareOp, 5 << 5 | 12, range)
        case .is_: emit(.isOp, 0, range)
        case .isNot: emit(.isOp, 1, range)
        case .in_: emit(.containsOp, 0, range)
        case .notIn: emit(.containsOp, 1, range)
        }
    }

    // MARK: await and yield

    /// `await` works here although this is the top level of a module.
    var isTopLevelAwait: Bool { options.allowTopLevelAwait && unit.scope.kind == .module }

    private mutating func visitAwait(_ value: Expression, _ range: SourceRange) throws(CompileError) {
        if !isTopLevelAwait {
            if !unit.scope.isFunctionLike { throw error("'await' outside function", range) }
            if unit.kind != .asyncFunction && unit.kind != .comprehension { throw error("'await' outside async function", range) }
        }
        try visit(value)
        emitAwait(0, range)
    }

    /// Awaits the top of the stack. `origin` is 1 after `__aenter__`, 2 after `__aexit__`.
    mutating func emitAwait(_ origin: Int, _ range: SourceRange) {
        emit(.getAwaitable, origin, range)
        loadConstant(.none, range)
        emitYieldFrom(range, isAwait: true)
    }

    mutating func emitYield(_ range: SourceRange) {
        if unit.scope.isGenerator && unit.isCoroutine { emit(.callIntrinsic1, UnaryIntrinsic.asyncGeneratorWrap, range) }
        emit(.yieldValue, 0, range)
        emit(.resume, Resumption.afterYield, range)
    }

    mutating func emitYieldFrom(_ range: SourceRange, isAwait: Bool) {
        let send = newLabel(), fail = newLabel(), exit = newLabel()
        place(send)
        emit(.send, to: exit, range)
        // For a StopIteration that close() or throw() of the inner iterator raises.
        emit(.setupFinally, to: fail, range)
        emit(.yieldValue, 1, range)
        emit(.popBlock, .none)
        emit(.resume, isAwait ? Resumption.afterAwait : Resumption.afterYieldFrom, range)
        emit(.jumpNoInterrupt, to: send, range)
        place(fail)
        emit(.cleanupThrow, range)
        place(exit)
        emit(.endSend, range)
    }

    // MARK: f-strings

    private mutating func visitJoinedString(_ values: NodeList<Expression>, _ range: SourceRange) throws(CompileError) {
        if values.count > Self.stackUseGuideline {
            loadConstant(.string(""), range)
            emit(.loadAttr, nameNumber(known.join) << 1 | 1, range)
            emit(.buildList, 0, range)
            for value in values {
                try visit(value)
                emit(.listAppend, 1, range)
            }
            emit(.call, 1, range)
            return
        }
        for value in values { try visit(value) }
        if values.count > 1 {
            emit(.buildString, values.count, range)
        } else if values.isEmpty {
            loadConstant(.string(""), range)
        }
    }

    private mutating func visitFormattedValue(
        _ value: Expression, _ conversion: Int32, _ formatSpec: Expression?, _ range: SourceRange
    ) throws(CompileError) {
        try visit(value)
        switch conversion {
        case -1: break
        case 0x73: emit(.convertValue, 1, range)
        case 0x72: emit(.convertValue, 2, range)
        case 0x61: emit(.convertValue, 3, range)
        default: throw CompileError(.systemError, "Unrecognized conversion character \(conversion)")
        }
        if let formatSpec {
            try visit(formatSpec)
            emit(.formatWithSpec, range)
        } else {
            emit(.formatSimple, range)
        }
    }
}

extension BinaryOperator {
    /// The operand of `BINARY_OP`.
    var number: Int {
        switch self {
        case .add: 0
        case .bitAnd: 1
        case .floorDivide: 2
        case .leftShift: 3
        case .matrixMultiply: 4
        case .multiply: 5
        case .modulo: 6
        case .bitOr: 7
        case .power: 8
        case .rightShift: 9
        case .subtract: 10
        case .divide: 11
        case .bitXor: 12
        }
    }

    /// What the operand is more for `+=` than for `+`.
    static let inPlaceOffset = 13
}
