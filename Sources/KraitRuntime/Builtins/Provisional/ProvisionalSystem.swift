// Provisional: stands in for sys, import and streams, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

import KraitBytecode

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSysModule() throws(Raised) {}
    func print(_ items: Tuple, separator: Value, end: Value, file: Value, flush: Value) throws(Raised) {
        var line = ""
        for (i, x) in items.enumerated() { line += (i > 0 ? " " : "") + Str(try str(x)).text }
        Swift.print(line)
    }
    func importName(_ n: Value, names: Value, level: Value) throws(Raised) -> Value { throw raise(.importError, "import") }
    func importFrom(_ m: Value, _ n: Value) throws(Raised) -> Value { try getAttribute(m, n) }
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
