// Type parameters and `type` statements (PEP 695, PEP 696).
//
// What is generic gets a scope of its own around it, in which its type parameters are locals. Bounds, constraints, defaults and the
// values of aliases are evaluated when someone asks for them: each is a function.

import KraitBytecode

extension CodeGenerator {
    func typeParameterScopeName(_ name: Identifier) -> PythonString {
        PythonString(uncheckedUTF8: "<generic parameters of ".utf8 + tree[name].utf8 + ">".utf8)
    }

    /// Makes the type parameters, stores each in its name and pushes a tuple of them.
    mutating func visitTypeParameters(_ parameters: NodeList<TypeParameter>) throws(CompileError) {
        var seenDefault = false
        for parameter in parameters {
            let record = parameter.record.pointee
            loadConstant(.string(tree[record.name]), record.range)
            switch record.variety {
            case .typeVar:
                if let bound = record.bound {
                    try visitLazily(bound, table.boundScope(of: parameter), record.name, allowsStar: false)
                    var intrinsic = BinaryIntrinsic.typeVarWithBound
                    if case .tuple = bound.kind { intrinsic = BinaryIntrinsic.typeVarWithConstraints }
                    emit(.callIntrinsic2, intrinsic, record.range)
                } else {
                    emit(.callIntrinsic1, UnaryIntrinsic.typeVar, record.range)
                }
            case .typeVarTuple: emit(.callIntrinsic1, UnaryIntrinsic.typeVarTuple, record.range)
            case .paramSpec: emit(.callIntrinsic1, UnaryIntrinsic.paramSpec, record.range)
            }
            if let value = record.defaultValue {
                seenDefault = true
                try visitLazily(
                    value, table.defaultScope(of: parameter), record.name, allowsStar: record.variety == .typeVarTuple)
                emit(.callIntrinsic2, BinaryIntrinsic.setTypeParameterDefault, record.range)
            } else if seenDefault {
                throw error("non-default type parameter '\(tree[record.name])' follows default type parameter", record.range)
            }
            emit(.copy, 1, record.range)
            try nameOperation(record.name, .store, record.range)
        }
        if let first = parameters.first { emit(.buildTuple, parameters.count, first.record.pointee.range) }
    }

    /// Pushes a function that evaluates a bound or default.
    private mutating func visitLazily(
        _ expression: Expression, _ scope: Scope?, _ name: Identifier, allowsStar: Bool
    ) throws(CompileError) {
        let range = expression.range
        try enter(scope, .typeParameters, name: tree[name], firstLine: range.line)
        if allowsStar, case .starred(let value, _) = expression.kind {
            try visit(value)
            emit(.unpackSequence, 1, range)
        } else {
            try visit(expression)
        }
        emit(.returnValue, range)
        try makeClosure(finishUnit(returnsNone: true), [], range)
    }

    mutating func visitTypeAlias(
        _ statement: Statement, _ target: Expression, _ parameters: NodeList<TypeParameter>, _ value: Expression
    ) throws(CompileError) {
        guard case .name(let name, _) = target.kind else { throw CompileError(.systemError, "type alias without a name") }
        let range = statement.range
        let isGeneric = !parameters.isEmpty
        if isGeneric {
            try enter(
                table.typeParameterScope(ofTypeAlias: statement), .typeParameters, name: typeParameterScopeName(name),
                firstLine: range.line)
            loadConstant(.string(tree[name]), range)
            try visitTypeParameters(parameters)
        } else {
            loadConstant(.string(tree[name]), range)
            loadConstant(.none, range)
        }
        try enter(table.scope(ofTypeAlias: statement), .function, name: tree[name], firstLine: range.line)
        // So that no string becomes the docstring.
        unit.constants.number(of: .none)
        try visit(value)
        emit(.returnValue, range)
        try makeClosure(finishUnit(returnsNone: false), [], range)
        emit(.buildTuple, 3, range)
        emit(.callIntrinsic1, UnaryIntrinsic.typeAlias, range)
        if isGeneric {
            try makeClosure(finishUnit(returnsNone: false), [], range)
            emit(.pushNull, range)
            emit(.call, 0, range)
        }
        try nameOperation(name, .store, range)
    }
}
