// Second pass of the symbol table: where is each name found? In the block itself (local, or cell if a block within uses it), in a
// block around it (free), or nowhere around (global). Decides as well which comprehensions run inside the block around them (PEP 709).
//
// In CPython: Python/symtable.c, analyze_block and its helpers. There, each block copies the sets of names that are visible around
// it; here, one table by identifier holds what is visible now, and every block puts back what it changed.

import KraitBytecode

struct ScopeAnalysis {
    private let tree: SyntaxTree
    private let names: WellKnownNames
    private let stop: StopFlag
    /// For each identifier, whether a function around the current block binds it.
    private var bound: [Bool]
    /// For each identifier, whether that binding is a type parameter.
    private var typeParameters: [Bool]
    private var changes: [Change] = []

    /// What `bound` and `typeParameters` said before.
    private struct Change {
        var name: Identifier
        var bound: Bool
        var typeParameter: Bool
    }

    init(_ tree: SyntaxTree, _ names: WellKnownNames, _ stop: StopFlag) {
        self.tree = tree
        self.names = names
        self.stop = stop
        bound = Array(repeating: false, count: tree.identifiers.names.count)
        typeParameters = bound
    }

    mutating func run(on top: Scope) throws(CompileError) { _ = try analyze(top, nil) }

    private func isBound(_ name: Identifier) -> Bool { bound[Int(name.rawValue)] }
    private func isTypeParameter(_ name: Identifier) -> Bool { typeParameters[Int(name.rawValue)] }

    private mutating func set(_ name: Identifier, bound isBound: Bool, typeParameter isTypeParameter: Bool) {
        let index = Int(name.rawValue)
        if bound[index] == isBound && typeParameters[index] == isTypeParameter { return }
        changes.append(Change(name: name, bound: bound[index], typeParameter: typeParameters[index]))
        bound[index] = isBound
        typeParameters[index] = isTypeParameter
    }

    /// Resolves the names of `scope` and of all scopes in it. `classScope` is the class whose names it can see.
    /// Returns the names that are free in it.
    private mutating func analyze(_ scope: Scope, _ classScope: Scope?) throws(CompileError) -> IdentifierSet {
        let mark = changes.count
        var free = IdentifierSet()
        // Bindings of functions are visible in the blocks within; those of modules and classes are not.
        for index in scope.symbols.indices {
            try stop.check()
            let symbol = scope.symbols[index]
            let resolution = try resolve(symbol, scope, classScope)
            scope.symbols[index].resolution = resolution
            if resolution == .free { free.insert(symbol.name) }
        }
        for symbol in scope.symbols {
            let isTypeParameter = symbol.flags.contains(.typeParameter)
            if symbol.resolution == .local {
                set(
                    symbol.name, bound: scope.isFunctionLike || isBound(symbol.name), typeParameter: isTypeParameter)
            } else if symbol.resolution == .globalExplicit && symbol.flags.contains(.global) && scope.kind != .class_ {
                set(symbol.name, bound: false, typeParameter: self.isTypeParameter(symbol.name))
            }
        }
        if scope.kind == .class_ {
            set(names.class_, bound: true, typeParameter: isTypeParameter(names.class_))
            set(names.classDict, bound: true, typeParameter: isTypeParameter(names.classDict))
        }

        var freeWithin = IdentifierSet()
        var inlinedCells = IdentifierSet()
        var hasInlined = false
        for child in scope.children {
            let visibleClass = child.canSeeClassScope ? (scope.kind == .class_ ? scope : classScope) : nil
            var freeInChild = try analyze(child, visibleClass)
            // Generator expressions keep a frame of their own, and so does all in a type scope that sees a class.
            if child.comprehension != .none && !child.isGenerator && !scope.canSeeClassScope {
                inline(child, into: scope, &freeInChild, &inlinedCells)
                child.isInlined = true
                hasInlined = true
            }
            freeWithin.formUnion(freeInChild)
        }
        if hasInlined { scope.children = scope.children.flatMap { $0.isInlined ? $0.children : [$0] } }

        if scope.isFunctionLike {
            makeCells(scope, &freeWithin, inlinedCells)
        } else if scope.kind == .class_ {
            scope.needsClassClosure = freeWithin.contains(names.class_)
            scope.needsClassDict = freeWithin.contains(names.classDict)
            if scope.needsClassClosure || scope.needsClassDict {
                let (class_, classDict) = (names.class_, names.classDict)
                freeWithin.removeAll { $0 == class_ || $0 == classDict }
            }
        }
        passThrough(freeWithin, scope, inlinedCells)
        free.formUnion(freeWithin)

        while changes.count > mark {
            let change = changes.removeLast()
            bound[Int(change.name.rawValue)] = change.bound
            typeParameters[Int(change.name.rawValue)] = change.typeParameter
        }
        return free
    }

    /// Where `scope` finds a name of its own.
    private func resolve(_ symbol: Symbol, _ scope: Scope, _ classScope: Scope?) throws(CompileError) -> Resolution {
        let (name, flags) = (symbol.name, symbol.flags)
        if flags.contains(.global) {
            if flags.contains(.nonlocal) { throw error("name '\(tree[name])' is nonlocal and global", name, scope) }
            return .globalExplicit
        }
        if flags.contains(.nonlocal) {
            if scope.kind == .module { throw error("nonlocal declaration not allowed at module level", name, scope) }
            if !isBound(name) { throw error("no binding for nonlocal '\(tree[name])' found", name, scope) }
            if isTypeParameter(name) {
                throw error("nonlocal binding not allowed for type parameter '\(tree[name])'", name, scope)
            }
            return .free
        }
        if !flags.isDisjoint(with: .bound) { return .local }
        // A name of the class that is seen is looked up there first, then among the globals.
        if let classScope {
            let flags = classScope.flags(of: name)
            if flags.contains(.global) { return .globalExplicit }
            if !flags.isDisjoint(with: .bound) && !flags.contains(.nonlocal) { return .globalImplicit }
        }
        return isBound(name) ? .free : .globalImplicit
    }

    private func error(_ message: String, _ name: Identifier, _ scope: Scope) -> CompileError {
        .syntaxError(message, scope.directives.first { $0.name == name }?.range ?? scope.range)
    }

    /// Makes the names of a comprehension names of the scope in whose frame it runs.
    private func inline(
        _ comprehension: Scope, into scope: Scope, _ freeInComprehension: inout IdentifierSet, _ inlinedCells: inout IdentifierSet
    ) {
        var noLongerFree = IdentifierSet()
        var dunderClass: Int?
        for index in comprehension.symbols.indices {
            let symbol = comprehension.symbols[index]
            if symbol.flags.contains(.parameter) { continue }
            if symbol.resolution == .cell || symbol.flags.contains(.comprehensionCell) { inlinedCells.insert(symbol.name) }
            var resolution = symbol.resolution
            // A class does not close over its own `__class__`.
            if resolution == .free && scope.kind == .class_ && symbol.name == names.class_ {
                resolution = .globalImplicit
                noLongerFree.insert(symbol.name)
                dunderClass = index
            }
            if let existing = scope.symbols.index(of: symbol.name) {
                // What was free in the comprehension is a local of the frame now, unless a block within needs it as a cell.
                if !scope.symbols[existing].flags.isDisjoint(with: .bound) && scope.kind != .class_
                    && !comprehension.children.contains(where: { $0.resolution(of: symbol.name) == .free })
                {
                    noLongerFree.insert(symbol.name)
                }
            } else {
                scope.symbols.append(Symbol(name: symbol.name, flags: symbol.flags, resolution: resolution))
            }
        }
        if !noLongerFree.isEmpty { freeInComprehension.removeAll { noLongerFree.contains($0) } }
        if let dunderClass { comprehension.symbols.remove(at: dunderClass) }
    }

    /// Locals that blocks within use become cells.
    private func makeCells(_ scope: Scope, _ freeWithin: inout IdentifierSet, _ inlinedCells: IdentifierSet) {
        var cells = IdentifierSet()
        func makeCells(of set: IdentifierSet) {
            for name in set {
                if let index = scope.symbols.index(of: name), scope.symbols[index].resolution == .local {
                    scope.symbols[index].resolution = .cell
                    cells.insert(name)
                }
            }
        }
        makeCells(of: freeWithin)
        makeCells(of: inlinedCells)
        if !cells.isEmpty { freeWithin.removeAll { cells.contains($0) } }
    }

    /// Names that are free in blocks within, and not bound here, pass through this scope.
    private func passThrough(_ freeWithin: IdentifierSet, _ scope: Scope, _ inlinedCells: IdentifierSet) {
        for name in inlinedCells {
            if let index = scope.symbols.index(of: name) { scope.symbols[index].flags.insert(.comprehensionCell) }
        }
        for name in freeWithin {
            if let index = scope.symbols.index(of: name) {
                if scope.kind == .class_ || scope.canSeeClassScope { scope.symbols[index].flags.insert(.freeInClass) }
            } else if scope.kind == .module || isBound(name) {
                scope.symbols.append(Symbol(name: name, flags: [], resolution: .free))
            }
        }
    }
}
