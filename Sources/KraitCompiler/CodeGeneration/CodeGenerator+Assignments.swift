// Augmented and annotated assignment, and unpacking into targets.

import KraitBytecode

extension CodeGenerator {
    /// Stores into the elements of a list or tuple of targets.
    mutating func unpack(into targets: NodeList<Expression>, _ range: SourceRange) throws(CompileError) {
        var hasStar = false
        for index in 0..<targets.count {
            guard case .starred = targets[index].kind else { continue }
            if hasStar { throw error("multiple starred expressions in assignment", range) }
            let after = targets.count - index - 1
            if index >= 1 << 8 || after >= Int(Int32.max) >> 8 {
                throw error("too many expressions in star-unpacking assignment", range)
            }
            emit(.unpackEx, index + after << 8, range)
            hasStar = true
        }
        if !hasStar { emit(.unpackSequence, targets.count, range) }
        for target in targets {
            if case .starred(let value, _) = target.kind {
                try visit(value)
            } else {
                try visit(target)
            }
        }
    }

    mutating func visitAugmentedAssignment(
        _ statement: Statement, _ target: Expression, _ operation: BinaryOperator, _ value: Expression
    ) throws(CompileError) {
        let range = target.range
        var isSlice = false
        switch target.kind {
        case .attribute(let object, let name, _):
            try visit(object)
            emit(.copy, 1, range)
            emit(.loadAttr, nameNumber(name) << 1, rangeOfAttribute(target, name))
        case .subscript_(let object, let index, _):
            try visit(object)
            isSlice = isTwoElementSlice(index)
            if isSlice {
                try visitSliceParts(index)
                emit(.copy, 3, range)
                emit(.copy, 3, range)
                emit(.copy, 3, range)
                emit(.binarySlice, range)
            } else {
                try visit(index)
                emit(.copy, 2, range)
                emit(.copy, 2, range)
                emit(.binarySubscr, range)
            }
        case .name(let name, _):
            try nameOperation(name, .load, range)
        default:
            throw CompileError(.systemError, "invalid node type for augmented assignment")
        }

        try visit(value)
        emit(.binaryOp, operation.number + BinaryOperator.inPlaceOffset, statement.range)

        switch target.kind {
        case .attribute(_, let name, _):
            let range = rangeOfAttribute(target, name)
            emit(.swap, 2, range)
            emit(.storeAttr, nameNumber(name), range)
        case .subscript_ where isSlice:
            emit(.swap, 4, range)
            emit(.swap, 3, range)
            emit(.swap, 2, range)
            emit(.storeSlice, range)
        case .subscript_:
            emit(.swap, 3, range)
            emit(.swap, 2, range)
            emit(.storeSubscr, range)
        case .name(let name, _):
            try nameOperation(name, .store, range)
        default:
            break
        }
    }

    mutating func visitAnnotatedAssignment(
        _ statement: Statement, _ target: Expression, _ annotation: Expression, _ value: Expression?, isSimple: Bool
    ) throws(CompileError) {
        let range = statement.range
        let keepsAnnotations = unit.kind == .module || unit.kind == .class_
        if let value {
            try visit(value)
            try visit(target)
        }
        switch target.kind {
        case .name(let name, _):
            try checkForbidden(name, .store, range)
            if isSimple && keepsAnnotations {
                if features.contains(.futureAnnotations) {
                    try visitAnnotationText(annotation)
                } else {
                    try visit(annotation)
                }
                emit(.loadName, nameNumber(known.annotations), range)
                loadConstant(.string(tree[tree.mangled(name, in: unit.privateName)]), range)
                emit(.storeSubscr, range)
            }
        case .attribute(let object, let name, _):
            try checkForbidden(name, .store, range)
            if value == nil { try evaluateAndDrop(object) }
        case .subscript_(let object, let index, _):
            if value == nil {
                try evaluateAndDrop(object)
                try evaluateIndexAndDrop(index)
            }
        default:
            throw CompileError(.systemError, "invalid node type for annotated assignment")
        }
        if !isSimple && keepsAnnotations && !features.contains(.futureAnnotations) { try evaluateAndDrop(annotation) }
    }

    private mutating func evaluateAndDrop(_ expression: Expression) throws(CompileError) {
        try visit(expression)
        emit(.popTop, expression.range)
    }

    private mutating func evaluateIndexAndDrop(_ index: Expression) throws(CompileError) {
        switch index.kind {
        case .slice(let lower, let upper, let step):
            if let lower { try evaluateAndDrop(lower) }
            if let upper { try evaluateAndDrop(upper) }
            if let step { try evaluateAndDrop(step) }
        case .tuple(let elements, _):
            for element in elements { try evaluateIndexAndDrop(element) }
        default:
            try evaluateAndDrop(index)
        }
    }

    /// Under `from __future__ import annotations`: the source text of an annotation.
    mutating func visitAnnotationText(_ annotation: Expression) throws(CompileError) {
        loadConstant(.string(try Unparser.text(of: annotation, in: tree)), annotation.range)
    }
}
