// The module `math`. In CPython: Modules/mathmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineMathModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("pi", try makeFloat(.pi))
        try builder.set("e", try makeFloat(2.718281828459045))
        try builder.set("tau", try makeFloat(2 * .pi))
        try builder.set("inf", try makeFloat(.infinity))
        try builder.set("nan", try makeFloat(.nan))
    }
}
