// Provisional: stands in for exceptions, tracebacks, frames and code objects, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func reportUnraisable(_ v: Value) { pointee.exception = .unbound }
    /// Class and first argument of the pending exception.
    public func describeException() -> String {
        guard pointee.exception.is(.exception) else { return "stopped" }
        let exception = Exception(pointee.exception)
        let arguments = exception.fields.pointee.arguments
        let message = arguments.is(.tuple) && Tuple(arguments).count > 0 && Tuple(arguments)[0].is(.str) ? ": " + Str(Tuple(arguments)[0]).text : ""
        return pointee.exception.type(self).name + message
    }

}
