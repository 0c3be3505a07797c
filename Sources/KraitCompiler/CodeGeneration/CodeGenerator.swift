// Code generation: from a syntax tree and its symbol table to the instructions of every scope.
//
//     tree, table ─▶ CodeGenerator ─▶ CodeUnit per scope ─▶ flow graph and assembler ─▶ CodeObject
//                                          ▲                                              │
//                                          └────── constants of the scope around ◀────────┘
//
// This file: the stack of scopes, the names and constants of a scope, errors. The other files of this folder hold the code for
// each kind of node.
//
// In CPython: Python/compile.c.

import KraitBytecode

/// Makes the code object of a program.
///
/// A value, not a class: all state is reached through one `inout self`, without exclusivity checks or reference counts.
struct CodeGenerator: ~Copyable {
    typealias Label = InstructionSequence.Label

    let tree: SyntaxTree
    let table: SymbolTable
    let stop: StopFlag
    let options: CompileOptions
    /// Features of `from __future__` that are on, those of the options included.
    let features: CodeObject.Flags
    /// Where the last `from __future__` statement of the program is.
    let futureRange: SourceRange
    /// Optimizes and assembles the instructions of each scope when it is finished.
    var flowGraph: FlowGraph
    let known: KnownNames

    /// The scope that is being written.
    var unit: CodeUnitBuilder
    /// The scopes around it, outermost first.
    var outer: [CodeUnitBuilder] = []
    /// Empty sequences of finished scopes, with the room they had.
    private var spareSequences: [InstructionSequence] = []
    /// How many copies of `finally` bodies are being written, one within the other.
    var finallyDepth = 0
    /// The number of instructions of all finished scopes.
    private(set) var finishedInstructions = 0
    let isInteractive: Bool

    /// Makes the code object of a program. The tree is optimized already; `table` was built from it.
    static func generate(
        _ tree: SyntaxTree, _ table: SymbolTable, _ stop: StopFlag, options: CompileOptions, features: CodeObject.Flags, futureRange: SourceRange
    ) throws(CompileError) -> CodeObject {
        var generator = CodeGenerator(tree, table, stop, options, features, futureRange)
        return try generator.generateModule()
    }

    private init(
        _ tree: SyntaxTree, _ table: SymbolTable, _ stop: StopFlag, _ options: CompileOptions, _ features: CodeObject.Flags, _ futureRange: SourceRange
    ) {
        self.tree = tree
        self.table = table
        self.stop = stop
        flowGraph = FlowGraph(stop)
        self.options = options
        self.features = features
        self.futureRange = futureRange
        known = PreparedNames.shared.known
        unit = CodeUnitBuilder(
            scope: table.top, kind: .module, name: "<module>", firstLine: 1, privateName: nil,
            into: InstructionSequence(capacity: 256))
        if case .interactive = tree.root { isInteractive = true } else { isInteractive = false }
    }

    private mutating func generateModule() throws(CompileError) -> CodeObject {
        setUpCellsAndFrees()
        emit(.resume, Resumption.functionStart, SourceRange(line: 0, column: 0, endLine: 1, endColumn: 0))
        switch tree.root {
        case .module(let body, _):
            try visitBody(body, SourceRange(line: 1, column: 0, endLine: 1, endColumn: 0))
        case .interactive(let body):
            if hasAnnotations(body) { emit(.setupAnnotations, SourceRange(line: 1, column: 0, endLine: 1, endColumn: 0)) }
            try visit(body)
        case .expression(let expression):
            try visit(expression)
            return try finishUnit(returnsNone: false).code
        case .functionType:
            throw CompileError(.systemError, "module kind 4 should not be possible")
        }
        return try finishUnit(returnsNone: true).code
    }

    // MARK: Scopes

    /// Begins the instructions of a scope within the current one.
    mutating func enter(
        _ scope: Scope?, _ kind: CodeUnitBuilder.Kind, name: PythonString, firstLine: Int32, privateName: Identifier? = nil
    ) throws(CompileError) {
        guard let scope else { throw CompileError(.systemError, "no scope for \(name)") }
        var around = CodeUnitBuilder(
            scope: scope, kind: kind, name: name, firstLine: firstLine, privateName: privateName ?? unit.privateName,
            into: spareSequences.popLast() ?? InstructionSequence(capacity: 128))
        swap(&unit, &around)
        outer.append(around)
        setUpCellsAndFrees()
        setQualifiedName()
        emit(.resume, Resumption.functionStart, SourceRange(line: firstLine, column: 0, endLine: firstLine, endColumn: 0))
    }

    /// Numbers the cells and free variables of the new scope, in the order of their names.
    private mutating func setUpCellsAndFrees() {
        let scope = unit.scope
        var cells: [Identifier] = [], frees: [Identifier] = []
        for symbol in scope.symbols {
            if symbol.resolution == .cell || symbol.flags.contains(.comprehensionCell) { cells.append(symbol.name) }
            if symbol.resolution == .free || symbol.flags.contains(.freeInClass) { frees.append(symbol.name) }
        }
        for name in sorted(cells) { unit.cells.number(of: name) }
        if scope.needsClassClosure { unit.cells.number(of: known.class_) }
        if scope.needsClassDict { unit.cells.number(of: known.classDict) }
        for name in sorted(frees) { unit.frees.number(of: name) }
    }

    private func sorted(_ names: [Identifier]) -> [Identifier] {
        if names.count < 2 { return names }
        return names.sorted { tree[$0].utf8.lexicographicallyPrecedes(tree[$1].utf8) }
    }

    private mutating func setQualifiedName() {
        guard outer.count > 1 else { return }
        var parent = outer.count - 1
        if outer[parent].kind == .typeParameters {
            // Scopes of type parameters don't show: look at the one around.
            if outer.count == 2 { return }
            parent -= 1
        }
        switch unit.kind {
        case .function, .asyncFunction, .class_:
            let name = tree.identifiers.intern(unit.name)
            let mangled = tree.mangled(name, in: outer[parent].privateName)
            if outer[parent].scope.resolution(of: mangled) == .globalExplicit { return }
        default:
            break
        }
        var qualified = outer[parent].qualifiedName.utf8
        switch outer[parent].kind {
        case .function, .asyncFunction, .lambda: qualified += ".<locals>".utf8
        default: break
        }
        qualified.append(UInt8(ascii: "."))
        qualified += unit.name.utf8
        unit.qualifiedName = PythonString(uncheckedUTF8: qualified)
    }

    /// Ends the current scope and goes back to the one around it. Returns the code object and the names of its free variables.
    mutating func finishUnit(returnsNone: Bool) throws(CompileError) -> (code: CodeObject, frees: [Identifier]) {
        if returnsNone { loadConstant(.none, .none) }
        emit(.returnValue, .none)
        var result = CodeUnit()
        let scope = unit.scope
        if scope.isFunctionLike {
            result.flags.formUnion([.newLocals, .optimized])
            if scope.isNested { result.flags.insert(.nested) }
            if scope.isGenerator { result.flags.insert(unit.isCoroutine ? .asyncGenerator : .generator) }
            if scope.hasVarArguments { result.flags.insert(.varArguments) }
            if scope.hasVarKeywords { result.flags.insert(.varKeywords) }
        }
        if unit.isCoroutine && !scope.isGenerator { result.flags.insert(.coroutine) }
        result.flags.formUnion(features)
        result.name = unit.name
        result.qualifiedName = unit.qualifiedName
        result.firstLine = Int(unit.firstLine)
        result.argumentCount = unit.argumentCount + unit.positionalOnlyArgumentCount
        result.positionalOnlyArgumentCount = unit.positionalOnlyArgumentCount
        result.keywordOnlyArgumentCount = unit.keywordOnlyArgumentCount
        result.constants = unit.constants.values
        result.names = unit.names.names.map { tree[$0] }
        result.variableNames = unit.variables.names.map { tree[$0] }
        result.cellNames = unit.cells.names.map { tree[$0] }
        result.freeNames = unit.frees.names.map { tree[$0] }
        result.hiddenNames = Set(unit.hidden.keys.map { tree[$0] })
        result.filename = options.filename
        finishedInstructions += unit.code.entries.count
        swap(&result.instructions, &unit.code)
        let frees = unit.frees.names
        if let around = outer.popLast() { unit = around }
        let code = try flowGraph.optimizeAndAssemble(result)
        result.instructions.removeAll()
        spareSequences.append(result.instructions)
        return (code, frees)
    }

    // MARK: Instructions

    @inline(__always)
    mutating func emit(_ opcode: Opcode, _ range: SourceRange) { unit.code.append(opcode, 0, range) }

    @inline(__always)
    mutating func emit(_ opcode: Opcode, _ argument: Int, _ range: SourceRange) {
        unit.code.append(opcode, Int32(truncatingIfNeeded: argument), range)
    }

    @inline(__always)
    mutating func emit(_ opcode: Opcode, to label: Label, _ range: SourceRange) { unit.code.append(opcode, to: label, range) }

    @inline(__always)
    mutating func newLabel() -> Label { unit.code.newLabel() }

    @inline(__always)
    mutating func place(_ label: Label) { unit.code.place(label) }

    mutating func loadConstant(_ value: Constant, _ range: SourceRange) {
        emit(.loadConst, unit.constants.number(of: value), range)
    }

    mutating func loadConstant(_ index: ConstantIndex, _ range: SourceRange) {
        emit(.loadConst, unit.constants.number(of: index, in: tree), range)
    }

    func mangled(_ name: Identifier) -> Identifier {
        unit.privateName == nil ? name : tree.mangled(name, in: unit.privateName, unit.scope)
    }

    /// The number of an attribute or global name in `co_names`.
    mutating func nameNumber(_ name: Identifier) -> Int { unit.names.number(of: mangled(name)) }

    // MARK: Loading, storing and deleting names

    private enum Place { case fast, global, cell, name }

    mutating func nameOperation(
        _ name: Identifier, _ context: ExpressionContext, _ range: SourceRange
    ) throws(CompileError) {
        try checkForbidden(name, context, range)
        let mangled = mangled(name)
        let scope = unit.scope
        let resolution = scope.resolution(of: mangled)
        var place = Place.name
        switch resolution {
        case .free, .cell: place = .cell
        case .local:
            if scope.isFunctionLike || (!unit.hidden.isEmpty && unit.hidden[mangled] == true) { place = .fast }
        case .globalImplicit: if scope.isFunctionLike { place = .global }
        case .globalExplicit: place = .global
        case .unknown: break
        }

        switch place {
        case .fast:
            let opcode: Opcode = context == .load ? .loadFast : context == .store ? .storeFast : .deleteFast
            emit(opcode, unit.variables.number(of: mangled), range)
        case .cell:
            var opcode: Opcode = context == .load ? .loadDeref : context == .store ? .storeDeref : .deleteDeref
            if context == .load {
                if scope.kind == .class_ && unit.inlinedComprehensionDepth == 0 {
                    opcode = .loadFromDictOrDeref
                    emit(.loadLocals, range)
                } else if scope.canSeeClassScope {
                    opcode = .loadFromDictOrDeref
                    emit(.loadDeref, freeNumber(known.classDict), range)
                }
            }
            let number = resolution == .cell ? unit.cells.number(of: mangled) : freeNumber(mangled)
            emit(opcode, number, range)
        case .global:
            switch context {
            case .load:
                if scope.canSeeClassScope && resolution == .globalImplicit {
                    emit(.loadDeref, freeNumber(known.classDict), range)
                    emit(.loadFromDictOrGlobals, unit.names.number(of: mangled), range)
                } else {
                    emit(.loadGlobal, unit.names.number(of: mangled) << 1, range)
                }
            case .store: emit(.storeGlobal, unit.names.number(of: mangled), range)
            case .delete: emit(.deleteGlobal, unit.names.number(of: mangled), range)
            }
        case .name:
            switch context {
            case .load:
                if scope.kind == .class_ && unit.inlinedComprehensionDepth > 0 {
                    emit(.loadGlobal, unit.names.number(of: mangled) << 1, range)
                } else {
                    emit(.loadName, unit.names.number(of: mangled), range)
                }
            case .store: emit(.storeName, unit.names.number(of: mangled), range)
            case .delete: emit(.deleteName, unit.names.number(of: mangled), range)
            }
        }
    }

    /// The number of a free variable: they come after the cells.
    mutating func freeNumber(_ name: Identifier) -> Int { unit.cells.names.count + unit.frees.number(of: name) }

    /// How code of this scope reaches the variable of an inner scope's closure.
    func closureResolution(of name: Identifier) -> Resolution {
        if unit.kind == .class_ && (name == known.class_ || name == known.classDict) { return .cell }
        return unit.scope.resolution(of: name)
    }

    /// Refuses `__debug__` as a target.
    func checkForbidden(_ name: Identifier, _ context: ExpressionContext, _ range: SourceRange) throws(CompileError) {
        guard name == known.debug, context != .load else { return }
        throw error(context == .store ? "cannot assign to __debug__" : "cannot delete __debug__", range)
    }

    // MARK: Errors and warnings

    func error(_ message: String, _ range: SourceRange) -> CompileError { .syntaxError(message, range) }

    func warn(_ message: String, _ range: SourceRange) throws(CompileError) {
        try options.warn?(CompileWarning(.syntaxWarning, message, line: Int(range.line), range: range))
    }
}

/// Operands of `RESUME`.
enum Resumption {
    static let functionStart = 0
    static let afterYield = 1
    static let afterYieldFrom = 2
    static let afterAwait = 3
}

/// Operands of `CALL_INTRINSIC_1`.
enum UnaryIntrinsic {
    static let print = 1
    static let importStar = 2
    static let stopIterationError = 3
    static let asyncGeneratorWrap = 4
    static let unaryPositive = 5
    static let listToTuple = 6
    static let typeVar = 7
    static let paramSpec = 8
    static let typeVarTuple = 9
    static let subscriptGeneric = 10
    static let typeAlias = 11
}

/// Operands of `CALL_INTRINSIC_2`.
enum BinaryIntrinsic {
    static let prepareReraiseStar = 1
    static let typeVarWithBound = 2
    static let typeVarWithConstraints = 3
    static let setFunctionTypeParameters = 4
    static let setTypeParameterDefault = 5
}

/// Names that the compiler itself uses.
struct KnownNames: Sendable {
    let annotations, class_, classCell, classDict, classDictCell, debug, doc, empty, firstLine, future: Identifier
    let genericBase, join, module, name, qualifiedName, return_, self_, staticAttributes, super_, typeParameters: Identifier
    let typeParametersAttribute, star: Identifier

    init(_ table: inout IdentifierTable) {
        annotations = table.intern("__annotations__")
        class_ = table.intern("__class__")
        classCell = table.intern("__classcell__")
        classDict = table.intern("__classdict__")
        classDictCell = table.intern("__classdictcell__")
        debug = table.intern("__debug__")
        doc = table.intern("__doc__")
        empty = table.intern("")
        firstLine = table.intern("__firstlineno__")
        future = table.intern("__future__")
        genericBase = table.intern(".generic_base")
        join = table.intern("join")
        module = table.intern("__module__")
        name = table.intern("__name__")
        qualifiedName = table.intern("__qualname__")
        return_ = table.intern("return")
        self_ = table.intern("self")
        star = table.intern("*")
        staticAttributes = table.intern("__static_attributes__")
        super_ = table.intern("super")
        typeParameters = table.intern(".type_params")
        typeParametersAttribute = table.intern("__type_params__")
    }
}
