// What an activation's names mean: the namespace of a class or module body, `locals()`, and errors about unbound variables.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The namespace in which the running module or class body binds its names.
    func locals() throws(Raised) -> Value {
        let activation = pointee.activation
        if activation.pointee.hasNamespace { return activation.pointee.second }
        return try localsSnapshot(of: try frame(of: activation)).value
    }

    /// A name from globals or builtins, whatever mappings they are.
    func loadGlobalGeneric(_ name: Value) throws(Raised) -> Value {
        let code = pointee.activation.pointee.code
        if let value = try getOptionalItem(code.pointee.globals, name) { return value }
        if let value = try getOptionalItem(code.pointee.builtins, name) { return value }
        throw raise(.nameError, "name '\(Str(name).text)' is not defined", name: name)
    }

    func raiseUnboundLocal(_ index: Int) {
        let name = localName(index)
        _ = raise(.unboundLocalError, "cannot access local variable '\(Str(name).text)' where it is not associated with a value", name: name)
    }

    func raiseUnboundCell(_ index: Int) {
        let name = localName(index)
        let kinds = Code(pointee.activation.pointee.code.pointee.codeObject).object.fields.localKinds
        if index < kinds.count, kinds[index].contains(.free) {
            _ = raise(.nameError, "cannot access free variable '\(Str(name).text)' where it is not associated with a value in enclosing scope", name: name)
        } else {
            raiseUnboundLocal(index)
        }
    }
}
