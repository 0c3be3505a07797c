// A scope: what one block of a program (module, class, function, comprehension, …) knows about the names in it.
//
//     SymbolTable ─▶ Scope "top" ─┬▶ Scope "C" ──▶ Scope "method"
//                                 └▶ Scope "f" ──▶ Scope "<listcomp>"
//
// In CPython: PySTEntryObject, Include/internal/pycore_symtable.h.

/// What a block does with a name, as found by walking the tree. The bits are those of CPython's symbol table
/// (`_symtable.DEF_GLOBAL`, …).
public struct SymbolFlags: OptionSet, Hashable, Sendable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Named by a `global` statement.
    public static let global = SymbolFlags(rawValue: 1)
    /// Assigned in the block.
    public static let local = SymbolFlags(rawValue: 1 << 1)
    public static let parameter = SymbolFlags(rawValue: 1 << 2)
    /// Named by a `nonlocal` statement.
    public static let nonlocal = SymbolFlags(rawValue: 1 << 3)
    /// Read in the block.
    public static let used = SymbolFlags(rawValue: 1 << 4)
    /// Free in a block within this class, and bound in the class.
    public static let freeInClass = SymbolFlags(rawValue: 1 << 6)
    public static let imported = SymbolFlags(rawValue: 1 << 7)
    public static let annotated = SymbolFlags(rawValue: 1 << 8)
    /// The target of a comprehension's `for`.
    public static let comprehensionTarget = SymbolFlags(rawValue: 1 << 9)
    public static let typeParameter = SymbolFlags(rawValue: 1 << 10)
    /// A cell of a comprehension that is inlined into this block.
    public static let comprehensionCell = SymbolFlags(rawValue: 1 << 11)

    public static let bound: SymbolFlags = [.local, .parameter, .imported]
}

/// Where code finds the value of a name. The numbers are those of CPython (`_symtable.LOCAL`, …).
public enum Resolution: UInt8, Sendable {
    /// The block does not know the name.
    case unknown = 0
    case local = 1
    case globalExplicit = 2
    case globalImplicit = 3
    case free = 4
    case cell = 5
}

/// A name in a scope.
public struct Symbol: Hashable {
    /// The name, mangled (`_C__x`).
    public var name: Identifier
    public var flags: SymbolFlags
    public var resolution: Resolution
}

/// The names of a block, and what the block is.
public final class Scope {
    public enum Kind: UInt8, Sendable {
        case function, class_, module
        /// An annotation under `from __future__ import annotations`: nothing in it is evaluated.
        case annotation
        /// The value of a `type` statement.
        case typeAlias
        /// The type parameters of a generic function, class or alias.
        case typeParameters
        /// The bound, constraints or default of one type parameter.
        case typeVariable
    }

    public enum ComprehensionKind: UInt8, Sendable { case none, list, dict, set, generator }

    /// A name of a `global` or `nonlocal` statement.
    public struct Directive {
        public var name: Identifier
        public var range: SourceRange
    }

    public let kind: Kind
    /// The name of the function or class; `top`, `lambda`, `listcomp`, `genexpr`, … for blocks without one.
    public let name: Identifier
    /// Where the block begins: the statement or expression that makes it. Line 0 for the module.
    public let range: SourceRange
    // Without run-time checks of exclusive access: they would cost more than the accesses.
    @exclusivity(unchecked) public internal(set) var children: [Scope] = []
    /// The names in the order in which the block first mentions them.
    @exclusivity(unchecked) public internal(set) var symbols = SymbolList()
    /// The parameters in the order of CPython's `co_varnames`.
    @exclusivity(unchecked) public internal(set) var parameters: [Identifier] = []
    @exclusivity(unchecked) public internal(set) var directives: [Directive] = []
    /// If not nil, only these names are mangled in the scope: the type parameters of a generic class.
    /// Scopes within share it, so that parameters declared later are known to earlier bounds.
    @exclusivity(unchecked) public internal(set) var mangledNames: NameSet?
    @exclusivity(unchecked) public internal(set) var comprehension = ComprehensionKind.none
    /// Words for an error in a type parameter's bound or default, such as `a TypeVar bound`.
    @exclusivity(unchecked) var errorPlace: StaticString?

    /// Within a function, directly or not.
    @exclusivity(unchecked) public internal(set) var isNested = false
    @exclusivity(unchecked) public internal(set) var isGenerator = false
    @exclusivity(unchecked) public internal(set) var isCoroutine = false
    @exclusivity(unchecked) public internal(set) var hasVarArguments = false
    @exclusivity(unchecked) public internal(set) var hasVarKeywords = false
    /// There is a `return` with a value.
    @exclusivity(unchecked) public internal(set) var returnsValue = false
    /// A class whose methods refer to `__class__`.
    @exclusivity(unchecked) public internal(set) var needsClassClosure = false
    /// A class with type scopes in it that look names up in the class.
    @exclusivity(unchecked) public internal(set) var needsClassDict = false
    /// The comprehension runs in the frame of the block around it (PEP 709).
    @exclusivity(unchecked) public internal(set) var isInlined = false
    /// Names of the class around can be seen from this scope.
    @exclusivity(unchecked) public internal(set) var canSeeClassScope = false
    /// Set while the targets of a comprehension's `for` are walked.
    @exclusivity(unchecked) var isInComprehensionTarget = false
    /// How many iterables of a comprehension are being walked.
    @exclusivity(unchecked) var comprehensionIterableDepth = 0

    /// A set of names that several scopes share.
    public final class NameSet {
        public internal(set) var names = IdentifierSet()
    }

    /// How many scopes were opened before.
    let number: Int32

    init(kind: Kind, name: Identifier, range: SourceRange, number: Int32) {
        self.number = number
        self.kind = kind
        self.name = name
        self.range = range
    }

    /// An `async def` with `yield`, or a generator expression with asynchronous parts.
    public var isAsyncGenerator: Bool { isGenerator && isCoroutine }

    /// Functions, and the scopes that behave like them: all but modules and classes.
    public var isFunctionLike: Bool { kind != .class_ && kind != .module }

    /// Where code in this block finds `name`, given as it is after mangling.
    public func resolution(of name: Identifier) -> Resolution {
        symbols.index(of: name).map { symbols[$0].resolution } ?? .unknown
    }

    /// What this block does with `name`, given as it is after mangling.
    public func flags(of name: Identifier) -> SymbolFlags {
        symbols.index(of: name).map { symbols[$0].flags } ?? []
    }
}
