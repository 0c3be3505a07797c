// Provisional: stands in for str, bytes and formatting, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineText() throws(Raised) {
        try define(\.str, "str", shape: \.str, flags: [.isBaseType]) { b throws(Raised) in
            try b.method("__repr__", "($self, /)") { t, a throws(Raised) in try Str.make("'" + Str(a[0]).text + "'", t).value }
            try b.method("__str__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__len__", "($self, /)") { t, a throws(Raised) in Value(smallInt: Str(a[0]).count) }
        }
    }
    public func str(_ v: Value) throws(Raised) -> Value { try callSpecial(v.type(self)[.str], v) }
    public func repr(_ v: Value) throws(Raised) -> Value { try callSpecial(v.type(self)[.repr], v) }
    func ascii(_ v: Value) throws(Raised) -> Value { try repr(v) }
    func format(_ v: Value, specification: Value?) throws(Raised) -> Value { try str(v) }
}

extension Str {
    static func join(_ base: Registers, count: Int, _ t: Thread) throws(Raised) -> Value {
        var out: [UInt8] = []
        for i in 0..<count { out += Str(base[i]).utf8 }
        return try Str.make(utf8: out, t).value
    }
}
