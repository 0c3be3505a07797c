// Provisional: stands in for range, slice, iterators and the built-in functions, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineIteration() throws(Raised) {
        try defineSlice()
        try define(\.rangeIterator, "range_iterator", shape: \.rangeIterator, layout: RangeIterator.layout) { b throws(Raised) in
            try b.method("__iter__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__next__", "($self, /)") { t, a throws(Raised) in
                let f = RangeIterator(a[0]).fields
                if f.pointee.remaining <= 0 { return .unbound }
                f.pointee.remaining -= 1
                let v = f.pointee.current
                f.pointee.current &+= f.pointee.step
                return Value(smallInt: v)
            }
        }
        try define(\.range, "range") { b throws(Raised) in
            try b.staticMethod("__new__", "($type, stop, /)") { t, a throws(Raised) in try RangeIterator.make(start: 0, step: 1, count: a[1].smallInt, t) }
        }
    }
    func defineBuiltinFunctions(_ b: NativeBuilder) throws(Raised) {}
    func sequenceIterator(of v: Value) throws(Raised) -> Value { throw raise(.typeError, "seq") }
}
