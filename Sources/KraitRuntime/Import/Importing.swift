import KraitBytecode

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `import name` and `from name import …`.
    func importName(_ name: Value, names: Value, level: Value) throws(Raised) -> Value {
        if let loaded = Dict(machine.pointee.modules).get(interned: Str(name)) { return loaded }
        let text = Str(name).text
        guard let module = try makeNativeModule(text) else { throw raise(.moduleNotFoundError, "No module named '\(text)'", name: name) }
        try Dict(machine.pointee.modules).set(interned: Str(name), module.value, self)
        return module.value
    }

    func importFrom(_ module: Value, _ name: Value) throws(Raised) -> Value { try getAttribute(module, name) }

    /// Runs a module's code in a namespace.
    public func runModule(_ object: CodeObject, globals: Dict) throws(Raised) -> Value {
        let code = try Code.make(object, self)
        if globals.get(interned: Str(name(.dunderBuiltins))) == nil { try globals.set(interned: Str(name(.dunderBuiltins)), machine.pointee.builtins, self) }
        let function = try Function.make(code, globals: globals.value, self)
        try push(function, registers: freeRegisters, given: 0)
        pointee.activation.pointee.second = globals.value
        pointee.activation.pointee.hasNamespace = true
        return try run()
    }
}
