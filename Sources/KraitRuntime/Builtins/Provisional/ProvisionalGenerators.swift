// Provisional: stands in for generators, coroutines and with, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

enum SendResult { case yielded(Value), returned(Value) }

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineGenerators() throws(Raised) {
        try define(\.generator, "generator", shape: \.generator, layout: Generator.layout) { b throws(Raised) in
            try b.method("__iter__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__next__", "($self, /)") { t, a throws(Raised) in throw t.raise(.typeError, "x") }
        }
        try define(\.coroutine, "coroutine", shape: \.coroutine, layout: Generator.layout) { b throws(Raised) in }
        try define(\.asyncGenerator, "async_generator", shape: \.asyncGenerator, layout: Generator.layout) { b throws(Raised) in }
    }
    func enterContext(_ m: Value) throws(Raised) -> (Value, Value) {
        let type = m.type(self)
        let exit = try bind(type[.exit], m, type)
        return (exit, try callSpecial(type[.enter], m))
    }
    func enterAsyncContext(_ m: Value) throws(Raised) -> (Value, Value) { try enterContext(m) }
    func send(_ v: Value, to r: Value) throws(Raised) -> SendResult { throw raise(.typeError, "send") }
    func yieldFromIterator(_ v: Value) throws(Raised) -> Value { try iterator(of: v) }
    func awaitable(_ v: Value, origin: Int) throws(Raised) -> Value { v }
    func asyncIterator(of v: Value) throws(Raised) -> Value { v }
    func stopIterationError(_ v: Value) throws(Raised) -> Value { v }
    func wrapAsyncGeneratorValue(_ v: Value) throws(Raised) -> Value { v }
    func asyncNext(_ v: Value) throws(Raised) -> Value { v }
}
