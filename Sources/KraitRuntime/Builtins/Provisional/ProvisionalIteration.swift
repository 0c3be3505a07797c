// Provisional: stands in for range, slice, iterators and the built-in functions, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBuiltinFunctions(_ b: NativeBuilder) throws(Raised) {}
}
