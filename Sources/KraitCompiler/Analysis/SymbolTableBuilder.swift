// First pass of the symbol table: walks the tree, opens a scope for every block, and notes what each block does with its names.
// The second pass (ScopeAnalysis.swift) concludes from that where each name is found.
//
// In CPython: Python/symtable.c, symtable_visit_stmt and its like. Errors come in the same order as there.

import KraitBytecode

extension SymbolTable {
    /// The symbol table of a program. Throws `SyntaxError` for what CPython's symbol table refuses, `RecursionError` for a tree that is too deep.
    ///
    /// Mangled names are added to the tree's identifiers.
    public static func build(_ tree: SyntaxTree, _ features: CodeObject.Flags) throws(CompileError) -> SymbolTable {
        try build(tree, features, .never)
    }

    static func build(_ tree: SyntaxTree, _ features: CodeObject.Flags, _ stop: StopFlag) throws(CompileError) -> SymbolTable {
        let builder = SymbolTableBuilder(tree, features, stop)
        try builder.visitRoot()
        var analysis = ScopeAnalysis(tree, builder.names, stop)
        try analysis.run(on: builder.table.top)
        return builder.table
    }
}

/// Identifiers that the language itself uses.
struct WellKnownNames: Sendable {
    let top, lambda, listComprehension, setComprehension, dictComprehension, generatorExpression, annotation: Identifier
    let iterable, typeParameters, genericBase, defaults, keywordDefaults: Identifier
    let class_, classDict, dunderTypeParameters, super_, star: Identifier

    init(_ table: inout IdentifierTable) {
        func name(_ text: PythonString) -> Identifier { table.intern(text) }
        top = name("top")
        lambda = name("lambda")
        listComprehension = name("listcomp")
        setComprehension = name("setcomp")
        dictComprehension = name("dictcomp")
        generatorExpression = name("genexpr")
        annotation = name("_annotation")
        iterable = name(".0")
        typeParameters = name(".type_params")
        genericBase = name(".generic_base")
        defaults = name(".defaults")
        keywordDefaults = name(".kwdefaults")
        class_ = name("__class__")
        classDict = name("__classdict__")
        dunderTypeParameters = name("__type_params__")
        super_ = name("super")
        star = name("*")
    }
}

final class SymbolTableBuilder {
    let tree: SyntaxTree
    let names: WellKnownNames
    let table: SymbolTable
    private let stop: StopFlag
    /// `from __future__ import annotations`: annotations are not evaluated.
    private let annotationsAreStrings: Bool
    /// The open scopes, the innermost last.
    @exclusivity(unchecked) private(set) var open: [Scope]
    @exclusivity(unchecked) private(set) var current: Scope
    @exclusivity(unchecked) private var scopeCount: Int32 = 1
    /// The class whose private names are mangled.
    @exclusivity(unchecked) private var className: Identifier?
    @exclusivity(unchecked) private var depth = 0
    /// For each identifier, where it was last found: most names are met several times in a row in one scope.
    @exclusivity(unchecked) private var lastPlaces: [Place]

    private struct Place {
        /// The number of the scope; -1 for none.
        var scope: Int32 = -1
        /// The position in its symbols.
        var index: Int32 = 0
    }

    init(_ tree: SyntaxTree, _ features: CodeObject.Flags, _ stop: StopFlag) {
        self.tree = tree
        self.stop = stop
        names = PreparedNames.shared.wellKnown
        let nowhere = SourceRange(line: 0, column: 0, endLine: 0, endColumn: 0)
        let top = Scope(kind: .module, name: names.top, range: nowhere, number: 0)
        table = SymbolTable(top: top)
        annotationsAreStrings = features.contains(.futureAnnotations)
        open = [top]
        current = top
        lastPlaces = Array(repeating: Place(), count: tree.identifiers.names.count)
    }

    func visitRoot() throws(CompileError) {
        switch tree.root {
        case .module(let body, _): try visit(body)
        case .interactive(let body): try visit(body)
        case .expression(let expression): try visit(expression)
        case .functionType: throw CompileError(.systemError, "this compiler does not handle FunctionTypes")
        }
    }

    // MARK: Scopes

    /// Opens a scope; `node` finds it again later.
    func enter(
        _ kind: Scope.Kind, _ name: Identifier, _ range: SourceRange, node: UnsafeRawPointer, _ role: SymbolTable.Role = .body
    ) {
        let scope = Scope(kind: kind, name: name, range: range, number: scopeCount)
        scopeCount += 1
        scope.isNested = current.isNested || current.isFunctionLike
        // Assignment expressions are forbidden in the iterable of a comprehension, and in all scopes within it.
        scope.comprehensionIterableDepth = current.comprehensionIterableDepth
        if kind != .class_ { scope.mangledNames = current.mangledNames }
        if kind != .annotation {
            current.children.append(scope)
            table.add(scope, for: node, role)
        }
        open.append(scope)
        current = scope
    }

    func leave() {
        open.removeLast()
        if let scope = open.last { current = scope }
    }

    @inline(__always)
    func descend() throws(CompileError) {
        depth += 1
        if depth * stop.depthDivisor > maximumTreeDepth { throw .nestingTooDeep }
        try stop.check()
    }

    @inline(__always)
    func ascend() { depth -= 1 }

    // MARK: Names

    @inline(__always)
    private func mangled(_ name: Identifier) -> Identifier {
        className == nil ? name : tree.mangled(name, in: className, current)
    }

    func flags(of name: Identifier, in scope: Scope) -> SymbolFlags { scope.flags(of: tree.mangled(name, in: className, scope)) }

    /// A name in an expression is read or assigned.
    @inline(__always)
    func note(_ name: Identifier, _ flags: SymbolFlags, _ range: SourceRange) throws(CompileError) {
        let scope = current
        let place = Int(name.rawValue)
        if place < lastPlaces.count && lastPlaces[place].scope == scope.number && !scope.isInComprehensionTarget {
            scope.symbols[Int(lastPlaces[place].index)].flags.formUnion(flags)
            return
        }
        let index = try define(name, flags, in: scope, range)
        if place < lastPlaces.count { lastPlaces[place] = Place(scope: scope.number, index: Int32(truncatingIfNeeded: index)) }
    }

    func define(_ name: Identifier, _ flags: SymbolFlags, _ range: SourceRange) throws(CompileError) {
        _ = try define(name, flags, in: current, range)
    }

    /// Adds to what `scope` does with a name. Returns the name's position in the scope.
    func define(_ name: Identifier, _ flags: SymbolFlags, in scope: Scope, _ range: SourceRange) throws(CompileError) -> Int {
        let mangledName = mangled(name)
        let position: Int
        if let index = scope.symbols.index(of: mangledName) {
            position = index
            var known = scope.symbols[index].flags
            if flags.contains(.parameter) && known.contains(.parameter) {
                throw .syntaxError("duplicate argument '\(tree[name])' in function definition", range)
            }
            if flags.contains(.typeParameter) && known.contains(.typeParameter) {
                throw .syntaxError("duplicate type parameter '\(tree[name])'", range)
            }
            known.formUnion(flags)
            if scope.isInComprehensionTarget {
                if !known.isDisjoint(with: [.global, .nonlocal]) {
                    throw .syntaxError("comprehension inner loop cannot rebind assignment expression target '\(tree[name])'", range)
                }
                known.insert(.comprehensionTarget)
            }
            scope.symbols[index].flags = known
        } else {
            let known = scope.isInComprehensionTarget ? flags.union(.comprehensionTarget) : flags
            position = scope.symbols.append(Symbol(name: mangledName, flags: known, resolution: .unknown))
        }
        if flags.contains(.parameter) {
            scope.parameters.append(mangledName)
        } else if flags.contains(.global) {
            // The module knows what is declared global anywhere.
            let top = table.top
            if let index = top.symbols.index(of: mangledName) {
                top.symbols[index].flags.insert(.global)
            } else {
                top.symbols.append(Symbol(name: mangledName, flags: .global, resolution: .unknown))
            }
        }
        return position
    }

    func recordDirective(_ name: Identifier, _ range: SourceRange) {
        current.directives.append(Scope.Directive(name: mangled(name), range: range))
    }

    /// Names of a `global` or `nonlocal` statement.
    private func declare(_ declared: NodeList<Identifier>, _ flag: SymbolFlags, _ statement: Statement) throws(CompileError) {
        let what = flag == .global ? "global" : "nonlocal"
        for name in declared {
            let known = flags(of: name, in: current)
            if !known.isDisjoint(with: [.parameter, .local, .used, .annotated]) {
                let name = tree[name]
                let message =
                    if known.contains(.parameter) { "name '\(name)' is parameter and \(what)" }
                    else if known.contains(.used) { "name '\(name)' is used prior to \(what) declaration" }
                    else if known.contains(.annotated) { "annotated name '\(name)' can't be \(what)" }
                    else { "name '\(name)' is assigned to before \(what) declaration" }
                throw .syntaxError(message, statement.range)
            }
            try define(name, flag, statement.range)
            recordDirective(name, statement.range)
        }
    }

    // MARK: Statements

    func visit(_ statements: NodeList<Statement>) throws(CompileError) {
        for statement in statements { try visit(statement) }
    }

    func visit(_ statement: Statement) throws(CompileError) {
        try descend()
        switch statement.kind {
        case .functionDef(let function): try visitFunction(function, statement, isAsync: false)
        case .asyncFunctionDef(let function): try visitFunction(function, statement, isAsync: true)
        case .classDef(let definition): try visitClass(definition, statement)
        case .return_(let value):
            if let value {
                try visit(value)
                current.returnsValue = true
            }
        case .delete(let targets): try visit(targets)
        case .assign(let targets, let value, _):
            try visit(targets)
            try visit(value)
        case .typeAlias(let name, let parameters, let value): try visitTypeAlias(statement, name, parameters, value)
        case .augAssign(let target, _, let value):
            try visit(target)
            try visit(value)
        case .annAssign(let target, let annotation, let value, let isSimple):
            try visitAnnotatedAssignment(statement, target, annotation, value, isSimple)
        case .for_(let target, let iterable, let body, let orelse, _), .asyncFor(let target, let iterable, let body, let orelse, _):
            try visit(target)
            try visit(iterable)
            try visit(body)
            try visit(orelse)
        case .while_(let test, let body, let orelse), .if_(let test, let body, let orelse):
            try visit(test)
            try visit(body)
            try visit(orelse)
        case .with(let items, let body, _), .asyncWith(let items, let body, _):
            for item in items {
                try visit(item.record.pointee.context)
                if let variable = item.record.pointee.variable { try visit(variable) }
            }
            try visit(body)
        case .match(let subject, let cases):
            try visit(subject)
            for item in cases {
                let matchCase = item.record.pointee
                try visit(matchCase.pattern)
                if let guardExpression = matchCase.guardExpression { try visit(guardExpression) }
                try visit(matchCase.body)
            }
        case .raise(let exception, let cause):
            if let exception {
                try visit(exception)
                if let cause { try visit(cause) }
            }
        case .try_(let body, let handlers, let orelse, let finalbody), .tryStar(let body, let handlers, let orelse, let finalbody):
            try visit(body)
            for handler in handlers {
                let fields = handler.record.pointee
                if let type = fields.type { try visit(type) }
                if let name = fields.name { try define(name, .local, fields.range) }
                try visit(fields.body)
            }
            try visit(orelse)
            try visit(finalbody)
        case .assert(let test, let message):
            try visit(test)
            if let message { try visit(message) }
        case .import_(let aliases), .importFrom(_, let aliases, _): for alias in aliases { try visit(alias) }
        case .global(let declared): try declare(declared, .global, statement)
        case .nonlocal(let declared): try declare(declared, .nonlocal, statement)
        case .expr(let expression): try visit(expression)
        case .pass, .break_, .continue_: break
        }
        ascend()
    }

    private func visitFunction(_ function: FunctionDefinition, _ statement: Statement, isAsync: Bool) throws(CompileError) {
        let fields = function.record.pointee
        let arguments = fields.arguments.record.pointee
        try define(fields.name, .local, statement.range)
        try visitDefaults(arguments)
        try visit(fields.decorators)
        if !fields.typeParameters.isEmpty {
            try enterTypeParameters(fields.name, statement.range, node: function.record, isClass: false)
            // CPython has this parameter also when there are no defaults to pass.
            try define(names.defaults, .parameter, statement.range)
            if arguments.keywordDefaults.contains(where: { $0 != nil }) {
                try define(names.keywordDefaults, .parameter, statement.range)
            }
            for parameter in fields.typeParameters { try visit(parameter) }
        }
        try visitAnnotations(arguments, fields.returns, statement)
        enter(.function, fields.name, statement.range, node: function.record)
        current.isCoroutine = isAsync
        try visitParameters(arguments)
        try visit(fields.body)
        leave()
        if !fields.typeParameters.isEmpty { leave() }
    }

    private func visitClass(_ definition: ClassDefinition, _ statement: Statement) throws(CompileError) {
        let fields = definition.record.pointee
        try define(fields.name, .local, statement.range)
        try visit(fields.decorators)
        let outerClass = className
        if !fields.typeParameters.isEmpty {
            try enterTypeParameters(fields.name, statement.range, node: definition.record, isClass: true)
            // Type parameters are mangled as names of the class; other names in the bases are not.
            className = fields.name
            current.mangledNames = Scope.NameSet()
            for parameter in fields.typeParameters { try visit(parameter) }
        }
        try visit(fields.bases)
        for keyword in fields.keywords { try visit(keyword.record.pointee.value) }
        enter(.class_, fields.name, statement.range, node: definition.record)
        className = fields.name
        if !fields.typeParameters.isEmpty {
            try define(names.dunderTypeParameters, .local, statement.range)
            try define(names.typeParameters, .used, statement.range)
        }
        try visit(fields.body)
        leave()
        if !fields.typeParameters.isEmpty { leave() }
        className = outerClass
    }

    private func visitAnnotatedAssignment(
        _ statement: Statement, _ target: Expression, _ annotation: Expression, _ value: Expression?, _ isSimple: Bool
    ) throws(CompileError) {
        if case .name(let name, _) = target.kind {
            let known = flags(of: name, in: current)
            if isSimple && !known.isDisjoint(with: [.global, .nonlocal]) && current !== table.top {
                let what = known.contains(.global) ? "global" : "nonlocal"
                throw .syntaxError("annotated name '\(tree[name])' can't be \(what)", statement.range)
            }
            if isSimple {
                try define(name, [.annotated, .local], target.range)
            } else if value != nil {
                try define(name, .local, target.range)
            }
        } else {
            try visit(target)
        }
        try visitAnnotation(annotation)
        if let value { try visit(value) }
    }

    private func visit(_ alias: Alias) throws(CompileError) {
        let fields = alias.record.pointee
        let name = fields.asName ?? fields.name
        if name == names.star {
            if current.kind != .module { throw .syntaxError("import * only allowed at module level", fields.range) }
            return
        }
        // `import a.b` binds `a`.
        let text = tree[name].utf8
        if let dot = text.firstIndex(of: UInt8(ascii: ".")) {
            try define(tree.identifiers.intern(PythonString(uncheckedUTF8: Array(text[..<dot]))), .imported, fields.range)
        } else {
            try define(name, .imported, fields.range)
        }
    }

    // MARK: Functions

    func visitDefaults(_ arguments: Arguments.Record) throws(CompileError) {
        try visit(arguments.defaults)
        for value in arguments.keywordDefaults { if let value { try visit(value) } }
    }

    func visitParameters(_ arguments: Arguments.Record) throws(CompileError) {
        func visit(_ arguments: NodeList<Argument>) throws(CompileError) {
            for argument in arguments { try define(argument.record.pointee.name, .parameter, argument.record.pointee.range) }
        }
        try visit(arguments.positionalOnly)
        try visit(arguments.positional)
        try visit(arguments.keywordOnly)
        if let argument = arguments.varArgument {
            try define(argument.record.pointee.name, .parameter, argument.record.pointee.range)
            current.hasVarArguments = true
        }
        if let argument = arguments.keywordArgument {
            try define(argument.record.pointee.name, .parameter, argument.record.pointee.range)
            current.hasVarKeywords = true
        }
    }

    private func visitAnnotations(
        _ arguments: Arguments.Record, _ returns: Expression?, _ statement: Statement
    ) throws(CompileError) {
        func visit(_ arguments: NodeList<Argument>) throws(CompileError) {
            for argument in arguments { if let annotation = argument.record.pointee.annotation { try self.visit(annotation) } }
        }
        if annotationsAreStrings { enter(.annotation, names.annotation, statement.range, node: statement.record) }
        try visit(arguments.positionalOnly)
        try visit(arguments.positional)
        if let annotation = arguments.varArgument?.record.pointee.annotation { try self.visit(annotation) }
        if let annotation = arguments.keywordArgument?.record.pointee.annotation { try self.visit(annotation) }
        try visit(arguments.keywordOnly)
        if annotationsAreStrings { leave() }
        if let returns { try visitAnnotation(returns) }
    }

    private func visitAnnotation(_ annotation: Expression) throws(CompileError) {
        if annotationsAreStrings { enter(.annotation, names.annotation, annotation.range, node: annotation.record) }
        try visit(annotation)
        if annotationsAreStrings { leave() }
    }

    // MARK: Type parameters

    private func enterTypeParameters(
        _ name: Identifier, _ range: SourceRange, node: UnsafeRawPointer, isClass: Bool
    ) throws(CompileError) {
        let isInClass = current.kind == .class_
        enter(.typeParameters, name, range, node: node, .typeParameters)
        if isInClass {
            current.canSeeClassScope = true
            try define(names.classDict, .used, range)
        }
        if isClass {
            try define(names.typeParameters, .local, range)
            try define(names.typeParameters, .used, range)
            try define(names.genericBase, .local, range)
            try define(names.genericBase, .used, range)
        }
    }

    private func visit(_ parameter: TypeParameter) throws(CompileError) {
        try descend()
        let fields = parameter.record.pointee
        current.mangledNames?.names.insert(fields.name)
        try define(fields.name, [.typeParameter, .local], fields.range)
        let defaultPlace: StaticString
        switch fields.variety {
        case .typeVar:
            if let bound = fields.bound {
                var place: StaticString = "a TypeVar bound"
                if case .tuple = bound.kind { place = "a TypeVar constraint" }
                try visitLazily(bound, fields.name, place, node: parameter.record, .bound)
            }
            defaultPlace = "a TypeVar default"
        case .typeVarTuple: defaultPlace = "a TypeVarTuple default"
        case .paramSpec: defaultPlace = "a ParamSpec default"
        }
        if let value = fields.defaultValue {
            try visitLazily(value, fields.name, defaultPlace, node: parameter.record, .defaultValue)
        }
        ascend()
    }

    /// The bound or default of a type parameter: evaluated when asked for, in a scope of its own.
    private func visitLazily(
        _ value: Expression, _ name: Identifier, _ place: StaticString, node: UnsafeRawPointer, _ role: SymbolTable.Role
    ) throws(CompileError) {
        let seesClass = current.canSeeClassScope
        enter(.typeVariable, name, value.range, node: node, role)
        current.canSeeClassScope = seesClass
        if seesClass { try define(names.classDict, .used, value.range) }
        current.errorPlace = place
        try visit(value)
        leave()
    }

    private func visitTypeAlias(
        _ statement: Statement, _ target: Expression, _ parameters: NodeList<TypeParameter>, _ value: Expression
    ) throws(CompileError) {
        try visit(target)
        guard case .name(let name, _) = target.kind else { return }
        let isInClass = current.kind == .class_
        if !parameters.isEmpty {
            try enterTypeParameters(name, statement.range, node: statement.record, isClass: false)
            for parameter in parameters { try visit(parameter) }
        }
        enter(.typeAlias, name, statement.range, node: statement.record)
        current.canSeeClassScope = isInClass
        if isInClass { try define(names.classDict, .used, value.range) }
        try visit(value)
        leave()
        if !parameters.isEmpty { leave() }
    }
}
