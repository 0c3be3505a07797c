// What the engine's core calls and does not have yet, just far enough that its tests run. Each piece goes to a file of its own as it is written;
// the engine is done when this file is gone. See Documentation/Engine.md.

import KraitBytecode

public struct PythonSet: CellHandle {
    public struct Fields { public var header: ShapePointer; public var dict: Value }
    public let cell: CellPointer
    public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.set, size: 16, trace: { cell, marker in marker.mark(PythonSet(cell: cell).fields.pointee.dict) })
    static func make(_ t: Thread, isFrozen: Bool = false) throws(Raised) -> PythonSet {
        let d = try Dict.make(t)
        let s = PythonSet(cell: try t.allocate(isFrozen ? t.machine.pointee.shapes.frozenSet : t.machine.pointee.shapes.set, size: 16))
        s.fields.pointee.dict = d.value
        return s
    }
    func insert(_ v: Value, _ t: Thread) throws(Raised) -> Bool { try Dict(fields.pointee.dict).set(v, .none, t); return true }
    func update(_ v: Value, _ t: Thread) throws(Raised) { for x in try t.unpackAll(v) { _ = try insert(x, t) } }
}

enum SendResult { case yielded(Value), returned(Value) }

extension Str {
    static func join(_ base: Registers, count: Int, _ t: Thread) throws(Raised) -> Value {
        var out: [UInt8] = []
        for i in 0..<count { out += Str(base[i]).utf8 }
        return try Str.make(utf8: out, t).value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineText() throws(Raised) {
        try define(\.str, "str", shape: \.str, flags: [.isBaseType]) { b throws(Raised) in
            try b.method("__repr__", "($self, /)") { t, a throws(Raised) in try Str.make("'" + Str(a[0]).text + "'", t).value }
            try b.method("__str__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__len__", "($self, /)") { t, a throws(Raised) in Value(smallInt: Str(a[0]).count) }
        }
    }
    func defineContainers() throws(Raised) {
        try define(\.list, "list", shape: \.list, flags: [.isBaseType]) { b throws(Raised) in
            try b.method("__iter__", "($self, /)") { t, a throws(Raised) in
                let i = ListIterator(cell: try t.allocate(t.machine.pointee.shapes.listIterator, size: 24))
                i.fields.pointee.list = a[0]
                return i.value
            }
            try b.method("__len__", "($self, /)") { t, a throws(Raised) in Value(smallInt: List(a[0]).count) }
            try b.method("append", "($self, object, /)") { t, a throws(Raised) in try List(a[0]).append(a[1], t); return .none }
        }
        try define(\.listIterator, "list_iterator", shape: \.listIterator, layout: ListIterator.layout) { b throws(Raised) in
            try b.method("__iter__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__next__", "($self, /)") { t, a throws(Raised) in ListIterator(a[0]).nextFast() ?? .unbound }
        }
        try define(\.tuple, "tuple", shape: \.tuple, flags: [.isBaseType]) { b throws(Raised) in }
        try define(\.dict, "dict", shape: \.dict, flags: [.isBaseType]) { b throws(Raised) in
            try b.method("__getitem__", "($self, key, /)") { t, a throws(Raised) in
                if let v = try Dict(a[0]).get(a[1], t) { return v }
                throw t.raiseKeyError(a[1])
            }
            try b.method("__setitem__", "($self, key, value, /)") { t, a throws(Raised) in try Dict(a[0]).set(a[1], a[2], t); return .none }
        }
        try define(\.set, "set", shape: \.set, layout: PythonSet.layout, flags: [.isBaseType]) { b throws(Raised) in }
        try define(\.frozenSet, "frozenset", shape: \.frozenSet, layout: Layout(.frozenSet, size: 16, trace: { cell, marker in marker.mark(PythonSet(cell: cell).fields.pointee.dict) }), flags: [.isBaseType]) { b throws(Raised) in }
        try define(\.slice, "slice", shape: \.slice, layout: Slice.layout) { b throws(Raised) in }
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
    func defineSingletons() throws(Raised) {
        try define(\.none, "NoneType") { b throws(Raised) in try b.method("__repr__", "($self, /)") { t, a throws(Raised) in try Str.make("None", t).value } }
        try define(\.ellipsis, "ellipsis") { b throws(Raised) in }
        try define(\.notImplemented, "NotImplementedType") { b throws(Raised) in }
    }
    func defineExceptions() throws(Raised) {
        let base = try makeBuiltinType("BaseException", base: Type(machine.pointee.types.object), layout: machine.layout(Exception.layout), flags: [.isBaseType, .isException], hasAttributes: true)
        for kind in ExceptionKind.allCases { machine.pointee.types.exceptions[kind] = base.value }
        for kind in ExceptionKind.allCases where kind != .baseException {
            machine.pointee.types.exceptions[kind] = try makeBuiltinType(kind.name, base: base, flags: [.isBaseType]).value
        }
    }
    func defineGenerators() throws(Raised) {
        try define(\.generator, "generator", shape: \.generator, layout: Generator.layout) { b throws(Raised) in
            try b.method("__iter__", "($self, /)") { t, a throws(Raised) in a[0] }
            try b.method("__next__", "($self, /)") { t, a throws(Raised) in throw t.raise(.typeError, "x") }
        }
        try define(\.coroutine, "coroutine", shape: \.coroutine, layout: Generator.layout) { b throws(Raised) in }
        try define(\.asyncGenerator, "async_generator", shape: \.asyncGenerator, layout: Generator.layout) { b throws(Raised) in }
    }
    func defineIntrospection() throws(Raised) { try define(\.code, "code", shape: \.code) { b throws(Raised) in } }
    func defineBuiltinFunctions(_ b: NativeBuilder) throws(Raised) {}
    func defineSysModule() throws(Raised) {}
    func print(_ items: Tuple, separator: Value, end: Value, file: Value, flush: Value) throws(Raised) {
        var line = ""
        for (i, x) in items.enumerated() { line += (i > 0 ? " " : "") + Str(try str(x)).text }
        Swift.print(line)
    }
    func isInstance(_ v: Value, of c: Value) throws(Raised) -> Bool { c.is(.type) && v.type(self).isSubtype(of: Type(c)) }
    public func str(_ v: Value) throws(Raised) -> Value { try callSpecial(v.type(self)[.str], v) }
    public func repr(_ v: Value) throws(Raised) -> Value { try callSpecial(v.type(self)[.repr], v) }
    func ascii(_ v: Value) throws(Raised) -> Value { try repr(v) }
    func format(_ v: Value, specification: Value?) throws(Raised) -> Value { try str(v) }
    func unpack(_ v: Value, before: Int, after: Int?) throws(Raised) -> Tuple {
        let items = try unpackAll(v)
        let t = try Tuple.allocate(count: items.count, self)
        for (i, x) in items.enumerated() { t.base[i] = x }
        return t
    }
    func unpackAll(_ v: Value) throws(Raised) -> [Value] {
        var out: [Value] = []
        if v.is(.tuple) { return Array(Tuple(v)) }
        let i = try iterator(of: v)
        while let x = try nextItem(i) { out.append(x) }
        return out
    }
    func extendDisplay(_ l: List, _ v: Value) throws(Raised) { for x in try unpackAll(v) { try l.append(x, self) } }
    func updateDisplay(_ d: Dict, _ v: Value) throws(Raised) {}
    func mergeKeywords(_ d: Dict, _ v: Value, callable: Value) throws(Raised) {}
    func spreadArguments(_ v: Value, of: Value) throws(Raised) -> Tuple { try unpack(v, before: 0, after: nil) }
    func beginSpreadCall(_ c: Value, _ a: Tuple, keywords: Value) throws(Raised) -> Begun {
        .value(try withSpread(a, keywords: keywords) { x, n throws(Raised) in try call(c, x, keywordNames: n) })
    }
    func sequenceIterator(of v: Value) throws(Raised) -> Value { throw raise(.typeError, "seq") }
    func matchKeys(_ a: Value, _ b: Value) throws(Raised) -> Value { .none }
    func matchClass(_ a: Value, _ b: Value, positional: Int, names: Value) throws(Raised) -> Value { .none }
    func checkMatch(_ e: Value, _ c: Value) throws(Raised) -> Bool { c.is(.type) && e.type(self).isSubtype(of: Type(c)) }
    func splitGroup(_ a: Value, _ b: Value) throws(Raised) -> (Value, Value) { (a, .none) }
    func reraiseHandled() throws(Raised) { throw raise(.runtimeError, "No active exception to reraise") }
    func raiseValue(_ v: Value, cause: Value?) throws(Raised) {
        let e = v.is(.type) ? try call(v) : v
        throw raise(Exception(e))
    }
    func enterContext(_ m: Value) throws(Raised) -> (Value, Value) {
        let type = m.type(self)
        let exit = try bind(type[.exit], m, type)
        return (exit, try callSpecial(type[.enter], m))
    }
    func enterAsyncContext(_ m: Value) throws(Raised) -> (Value, Value) { try enterContext(m) }
    func addTraceback() {}
    func detachFrame(_ a: UnsafeMutablePointer<Activation>) {}
    func reportUnraisable(_ v: Value) { pointee.exception = .unbound }
    func addNote(_ text: String) -> Raised { Raised() }
    func send(_ v: Value, to r: Value) throws(Raised) -> SendResult { throw raise(.typeError, "send") }
    func yieldFromIterator(_ v: Value) throws(Raised) -> Value { try iterator(of: v) }
    func awaitable(_ v: Value, origin: Int) throws(Raised) -> Value { v }
    func asyncIterator(of v: Value) throws(Raised) -> Value { v }
    func asyncNext(_ v: Value) throws(Raised) -> Value { v }
    func importName(_ n: Value, names: Value, level: Value) throws(Raised) -> Value { throw raise(.importError, "import") }
    func importFrom(_ m: Value, _ n: Value) throws(Raised) -> Value { try getAttribute(m, n) }
    func intrinsic(_ n: Int, _ v: Value) throws(Raised) -> Value { throw raise(.systemError, "intrinsic \(n)") }
    func intrinsic(_ n: Int, _ v: Value, _ w: Value) throws(Raised) -> Value { throw raise(.systemError, "intrinsic \(n)") }
    func classGetItem(_ t: Type, _ k: Value) throws(Raised) -> Value { throw raise(.typeError, "type '\(t.name)' is not subscriptable") }

    /// Class and first argument of the pending exception.
    public func describeException() -> String {
        guard pointee.exception.is(.exception) else { return "stopped" }
        let exception = Exception(pointee.exception)
        let arguments = exception.fields.pointee.arguments
        let message = arguments.is(.tuple) && Tuple(arguments).count > 0 && Tuple(arguments)[0].is(.str) ? ": " + Str(Tuple(arguments)[0]).text : ""
        return pointee.exception.type(self).name + message
    }

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
