// Provisional: stands in for list, tuple, dict and set, just far enough that tests run. It goes as the real files come; see Documentation/Engine.md.

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

extension UnsafeMutablePointer where Pointee == ThreadState {
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
    }
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
}
