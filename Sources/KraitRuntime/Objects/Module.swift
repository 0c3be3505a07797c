/// `module`: a namespace.
///
///     header | dict
public struct Module: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var dict: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.module, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(Module(cell: cell).fields.pointee.dict)
    })

    public var dict: Dict { Dict(fields.pointee.dict) }

    /// A module with the attributes that every module has.
    public static func make(_ name: String, doc: Value = .none, _ thread: Thread) throws(Raised) -> Module {
        let dict = try Dict.make(capacity: 10, thread)
        let module = Module(cell: try thread.allocate(thread.machine.pointee.shapes.module, size: layout.size))
        module.fields.pointee.dict = dict.value
        try dict.set(interned: Str(thread.name(.dunderName)), try thread.intern(name).value, thread)
        try dict.set(interned: Str(thread.name(.dunderDoc)), doc, thread)
        try dict.set(interned: Str(thread.name(.dunderPackage)), .none, thread)
        try dict.set(interned: Str(thread.name(.dunderLoader)), .none, thread)
        try dict.set(interned: Str(thread.name(.dunderSpec)), .none, thread)
        return module
    }
}
