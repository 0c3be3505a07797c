// What an activation's names mean: the namespace of a class or module body, `locals()`, and errors about unbound variables.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The namespace in which the running module or class body binds its names.
    func locals() throws(Raised) -> Value {
        let activation = pointee.activation
        if activation.pointee.hasNamespace { return activation.pointee.second }
        return try localsSnapshot(activation)
    }

    /// The variables of a function's activation as a new dict (PEP 667: a snapshot).
    func localsSnapshot(_ activation: UnsafeMutablePointer<Activation>) throws(Raised) -> Value {
        let code = Code(activation.pointee.code.pointee.codeObject)
        let names = Tuple(code.fields.pointee.localNames), kinds = code.object.fields.localKinds
        let dict = try Dict.make(self)
        for index in 0..<names.count {
            var value = activation.pointee.registers[index]
            if kinds[index].contains(.hidden) { continue }
            if !kinds[index].isDisjoint(with: [.cell, .free]) {
                if !value.is(.cell) { continue }
                value = Cell(value).fields.pointee.content
            }
            if !value.isUnbound { try dict.set(interned: Str(names[index]), value, self) }
        }
        return dict.value
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
