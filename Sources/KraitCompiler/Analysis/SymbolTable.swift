// The scopes of a program, and the way from a node of the tree to its scope.
//
// In CPython: struct symtable, Python/symtable.c.

/// The scopes of a program (`symtable` in Python's library).
public final class SymbolTable {
    /// The scope of the module.
    public let top: Scope
    /// All scopes in the order in which the program opens them.
    @exclusivity(unchecked) public private(set) var scopes: [Scope] = []

    /// What a scope is to the node that makes it. Goes into the low bits of the node's address.
    enum Role: UInt { case body = 0, typeParameters, bound, defaultValue }

    /// Open addressing: a node's address and role, or 0, and the scope's number in `scopes`.
    @exclusivity(unchecked) private var keys: [UInt] = Array(repeating: 0, count: 64)
    @exclusivity(unchecked) private var numbers: [Int32] = Array(repeating: 0, count: 64)

    init(top: Scope) {
        self.top = top
        scopes.append(top)
    }

    func add(_ scope: Scope, for node: UnsafeRawPointer, _ role: Role) {
        scopes.append(scope)
        if scopes.count * 2 > keys.count { grow() }
        enter(UInt(bitPattern: node) | role.rawValue, Int32(truncatingIfNeeded: scopes.count - 1))
    }

    private func slot(of key: UInt) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key >> 3 ^ key) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
        while keys[slot] != 0 && keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private func enter(_ key: UInt, _ number: Int32) {
        let slot = slot(of: key)
        keys[slot] = key
        numbers[slot] = number
    }

    private func grow() {
        let oldKeys = keys
        let oldNumbers = numbers
        keys = Array(repeating: 0, count: oldKeys.count * 4)
        numbers = Array(repeating: 0, count: oldKeys.count * 4)
        for index in oldKeys.indices where oldKeys[index] != 0 { enter(oldKeys[index], oldNumbers[index]) }
    }

    private func scope(_ node: UnsafeRawPointer, _ role: Role) -> Scope? {
        let key = UInt(bitPattern: node) | role.rawValue
        let slot = slot(of: key)
        return keys[slot] == key ? scopes[Int(numbers[slot])] : nil
    }

    // MARK: From nodes to scopes

    /// The scope of a function's body.
    public func scope(of function: FunctionDefinition) -> Scope? { scope(function.record, .body) }
    /// The scope of a class's body.
    public func scope(of definition: ClassDefinition) -> Scope? { scope(definition.record, .body) }
    /// The scope of a lambda, a comprehension or a generator expression.
    public func scope(of expression: Expression) -> Scope? { scope(expression.record, .body) }
    /// The scope of the value of a `type` statement.
    public func scope(ofTypeAlias statement: Statement) -> Scope? { scope(statement.record, .body) }

    /// The scope of the type parameters of a generic function.
    public func typeParameterScope(of function: FunctionDefinition) -> Scope? { scope(function.record, .typeParameters) }
    /// The scope of the type parameters of a generic class.
    public func typeParameterScope(of definition: ClassDefinition) -> Scope? { scope(definition.record, .typeParameters) }
    /// The scope of the type parameters of a generic `type` statement.
    public func typeParameterScope(ofTypeAlias statement: Statement) -> Scope? { scope(statement.record, .typeParameters) }

    /// The scope of the bound or the constraints of a type variable.
    public func boundScope(of parameter: TypeParameter) -> Scope? { scope(parameter.record, .bound) }
    /// The scope of the default of a type parameter.
    public func defaultScope(of parameter: TypeParameter) -> Scope? { scope(parameter.record, .defaultValue) }
}
