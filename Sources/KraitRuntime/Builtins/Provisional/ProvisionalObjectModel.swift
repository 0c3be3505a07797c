// Provisional: stands in for generic classes, type parameters, pattern matching, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSingletons() throws(Raised) {
        try define(\.none, "NoneType") { b throws(Raised) in try b.method("__repr__", "($self, /)") { t, a throws(Raised) in try Str.make("None", t).value } }
        try define(\.ellipsis, "ellipsis") { b throws(Raised) in }
        try define(\.notImplemented, "NotImplementedType") { b throws(Raised) in }
    }
    func isInstance(_ v: Value, of c: Value) throws(Raised) -> Bool { c.is(.type) && v.type(self).isSubtype(of: Type(c)) }
    func beginSpreadCall(_ c: Value, _ a: Tuple, keywords: Value) throws(Raised) -> Begun {
        .value(try withSpread(a, keywords: keywords) { x, n throws(Raised) in try call(c, x, keywordNames: n) })
    }
    func matchKeys(_ a: Value, _ b: Value) throws(Raised) -> Value { .none }
    func matchClass(_ a: Value, _ b: Value, positional: Int, names: Value) throws(Raised) -> Value { .none }
    func intrinsic(_ n: Int, _ v: Value) throws(Raised) -> Value { throw raise(.systemError, "intrinsic \(n)") }
    func intrinsic(_ n: Int, _ v: Value, _ w: Value) throws(Raised) -> Value { throw raise(.systemError, "intrinsic \(n)") }
    func classGetItem(_ t: Type, _ k: Value) throws(Raised) -> Value { throw raise(.typeError, "type '\(t.name)' is not subscriptable") }

}
