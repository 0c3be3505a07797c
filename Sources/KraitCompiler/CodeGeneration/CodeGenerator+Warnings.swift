// The `SyntaxWarning`s of code generation: code that is valid and surely wrong.

import KraitBytecode

extension CodeGenerator {
    /// `x is 1`
    func warnAboutIdentity(
        _ expression: Expression, _ left: Expression, _ operators: NodeList<ComparisonOperator>, _ comparators: NodeList<Expression>
    ) throws(CompileError) {
        var left = left
        for index in 0..<operators.count {
            let right = comparators[index]
            switch operators[index] {
            case .is_, .isNot:
                let literal = isPlainLiteral(left) ? left : right
                if isPlainLiteral(literal) {
                    let (what, instead) = operators[index] == .is_ ? ("is", "==") : ("is not", "!=")
                    try warn(
                        "\"\(what)\" with '\(typeName(literal) ?? "")' literal. Did you mean \"\(instead)\"?", expression.range)
                    return
                }
            default: break
            }
            left = right
        }
    }

    /// A constant that is not one of a kind, as None, True, False and Ellipsis are.
    private func isPlainLiteral(_ expression: Expression) -> Bool {
        guard case .constant(let index, _) = expression.kind else { return false }
        switch tree[index] {
        case .none, .bool, .ellipsis: return false
        default: return true
        }
    }

    /// `"text" (argument)`
    func warnAboutCaller(_ function: Expression) throws(CompileError) {
        switch function.kind {
        case .constant, .tuple, .list, .listComp, .dict, .dictComp, .set, .setComp, .generatorExp, .joinedStr, .formattedValue:
            try warn(
                "'\(typeName(function) ?? "")' object is not callable; perhaps you missed a comma?", function.range)
        default: break
        }
    }

    /// `1 [index]`
    func warnAboutSubscripted(_ object: Expression) throws(CompileError) {
        switch object.kind {
        case .constant(let index, _):
            switch tree[index] {
            case .none, .ellipsis, .int, .bool, .float, .complex, .frozenSet: break
            default: return
            }
        case .set, .setComp, .generatorExp, .lambda: break
        default: return
        }
        try warn("'\(typeName(object) ?? "")' object is not subscriptable; perhaps you missed a comma?", object.range)
    }

    /// `[1, 2] ["key"]`
    func warnAboutIndex(_ object: Expression, _ index: Expression) throws(CompileError) {
        guard let indexType = typeName(index), indexType != "int", indexType != "bool" else { return }
        switch object.kind {
        case .constant(let number, _):
            switch tree[number] {
            case .string, .bytes, .tuple: break
            default: return
            }
        case .tuple, .list, .listComp, .joinedStr, .formattedValue: break
        default: return
        }
        try warn(
            "\(typeName(object) ?? "") indices must be integers or slices, not \(indexType); perhaps you missed a comma?",
            object.range)
    }

    /// The name of the type that an expression surely has.
    private func typeName(_ expression: Expression) -> String? {
        switch expression.kind {
        case .tuple: "tuple"
        case .list, .listComp: "list"
        case .dict, .dictComp: "dict"
        case .set, .setComp: "set"
        case .generatorExp: "generator"
        case .lambda: "function"
        case .joinedStr, .formattedValue: "str"
        case .constant(let index, _):
            switch tree[index] {
            case .none: "NoneType"
            case .ellipsis: "ellipsis"
            case .bool: "bool"
            case .int: "int"
            case .float: "float"
            case .complex: "complex"
            case .string: "str"
            case .bytes: "bytes"
            case .tuple: "tuple"
            case .frozenSet: "frozenset"
            case .code: "code"
            }
        default: nil
        }
    }
}
