// Provisional: stands in for warnings and frames of generators, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func warn(_ kind: ExceptionKind, _ message: String) throws(Raised) {}
}
