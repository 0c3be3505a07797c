// Class definitions: the class body as a function, and the call of `__build_class__`.

import KraitBytecode

extension CodeGenerator {
    mutating func visitClass(_ statement: Statement, _ definition: ClassDefinition) throws(CompileError) {
        let record = definition.record.pointee
        let range = statement.range
        for decorator in record.decorators { try visit(decorator) }
        let firstLine = record.decorators.first?.range.line ?? range.line
        if record.typeParameters.isEmpty {
            try visitClassBody(statement, definition, firstLine)
            try call(range, pushed: 2, record.bases, record.keywords)
        } else {
            try enter(
                table.typeParameterScope(of: definition), .typeParameters, name: typeParameterScopeName(record.name),
                firstLine: firstLine, privateName: record.name)
            try visitTypeParameters(record.typeParameters)
            try nameOperation(known.typeParameters, .store, range)
            try visitClassBody(statement, definition, firstLine)
            try nameOperation(known.typeParameters, .load, range)
            emit(.callIntrinsic1, UnaryIntrinsic.subscriptGeneric, range)
            try nameOperation(known.genericBase, .store, range)
            let genericBase = tree.expression(.name(known.genericBase, .load), range)
            try call(range, pushed: 2, tree.list(Array(record.bases) + [genericBase]), record.keywords)
            try makeClosure(finishUnit(returnsNone: false), [], range)
            emit(.pushNull, range)
            emit(.call, 0, range)
        }
        applyDecorators(record.decorators)
        try nameOperation(record.name, .store, range)
    }

    /// Pushes the first two arguments of `__build_class__`: a function that runs the class body, and the name.
    private mutating func visitClassBody(
        _ statement: Statement, _ definition: ClassDefinition, _ firstLine: Int32
    ) throws(CompileError) {
        let record = definition.record.pointee
        try enter(
            table.scope(of: definition), .class_, name: tree[record.name], firstLine: firstLine, privateName: record.name)
        let start = SourceRange(line: firstLine, column: 0, endLine: firstLine, endColumn: 0)
        try nameOperation(known.name, .load, start)
        try nameOperation(known.module, .store, start)
        loadConstant(.string(unit.qualifiedName), start)
        try nameOperation(known.qualifiedName, .store, start)
        loadConstant(.int(BigInt(firstLine)), start)
        try nameOperation(known.firstLine, .store, start)
        if !record.typeParameters.isEmpty {
            try nameOperation(known.typeParameters, .load, start)
            try nameOperation(known.typeParametersAttribute, .store, start)
        }
        if unit.scope.needsClassDict {
            emit(.loadLocals, start)
            emit(.storeDeref, unit.cells.number(of: known.classDict), start)
        }
        try visitBody(record.body, start)

        let attributes = unit.staticAttributes.map { tree[$0] }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        loadConstant(.tuple(attributes.map { .string($0) }), .none)
        try nameOperation(known.staticAttributes, .store, .none)
        if unit.scope.needsClassDict {
            emit(.loadClosure, unit.cells.number(of: known.classDict), .none)
            try nameOperation(known.classDictCell, .store, .none)
        }
        if unit.scope.needsClassClosure {
            emit(.loadClosure, unit.cells.number(of: known.class_), .none)
            emit(.copy, 1, .none)
            try nameOperation(known.classCell, .store, .none)
        } else {
            loadConstant(.none, .none)
        }
        emit(.returnValue, .none)
        let body = try finishUnit(returnsNone: true)
        emit(.loadBuildClass, statement.range)
        emit(.pushNull, statement.range)
        try makeClosure(body, [], statement.range)
        loadConstant(.string(tree[record.name]), statement.range)
    }

    /// Notes an attribute that a method stores on `self`, for `__static_attributes__` of the class around.
    mutating func noteStaticAttribute(_ name: Identifier, of object: Expression) {
        guard case .name(known.self_, _) = object.kind,
            let index = outer.lastIndex(where: { $0.kind == .class_ })
        else { return }
        outer[index].staticAttributes.insert(name)
    }
}
