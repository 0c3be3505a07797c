// Provisional: stands in for exceptions, tracebacks, frames and code objects, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineExceptions() throws(Raised) {
        let base = try makeBuiltinType("BaseException", base: Type(machine.pointee.types.object), layout: machine.layout(Exception.layout), flags: [.isBaseType, .isException], hasAttributes: true)
        for kind in ExceptionKind.allCases { machine.pointee.types.exceptions[kind] = base.value }
        for kind in ExceptionKind.allCases where kind != .baseException {
            machine.pointee.types.exceptions[kind] = try makeBuiltinType(kind.name, base: base, flags: [.isBaseType]).value
        }
    }
    func defineIntrospection() throws(Raised) { try define(\.code, "code", shape: \.code) { b throws(Raised) in } }
    func checkMatch(_ e: Value, _ c: Value) throws(Raised) -> Bool { c.is(.type) && e.type(self).isSubtype(of: Type(c)) }
    func splitGroup(_ a: Value, _ b: Value) throws(Raised) -> (Value, Value) { (a, .none) }
    func reraiseHandled() throws(Raised) { throw raise(.runtimeError, "No active exception to reraise") }
    func raiseValue(_ v: Value, cause: Value?) throws(Raised) {
        let e = v.is(.type) ? try call(v) : v
        throw raise(Exception(e))
    }
    func addTraceback() {}
    func detachFrame(_ a: UnsafeMutablePointer<Activation>) {}
    func reportUnraisable(_ v: Value) { pointee.exception = .unbound }
    func addNote(_ text: String) -> Raised { Raised() }
    /// Class and first argument of the pending exception.
    public func describeException() -> String {
        guard pointee.exception.is(.exception) else { return "stopped" }
        let exception = Exception(pointee.exception)
        let arguments = exception.fields.pointee.arguments
        let message = arguments.is(.tuple) && Tuple(arguments).count > 0 && Tuple(arguments)[0].is(.str) ? ": " + Str(Tuple(arguments)[0]).text : ""
        return pointee.exception.type(self).name + message
    }

}
