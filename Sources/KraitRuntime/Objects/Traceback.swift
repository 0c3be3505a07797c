/// `traceback`: one activation that an exception went through, and where it was.
///
///     header | next, towards where it was raised | frame | offset in the bytecode | line
///
/// In CPython: Python/traceback.c.
public struct Traceback: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// A traceback or None.
        public var next: Value
        public var frame: Value
        public var offset: Int
        /// -1 until someone asks.
        public var line: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.traceback, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = Traceback(cell: cell).fields
        marker.mark(fields.pointee.next)
        marker.mark(fields.pointee.frame)
    })

    public var next: Traceback? { fields.pointee.next.is(.traceback) ? Traceback(fields.pointee.next) : nil }
    public var frame: Frame { Frame(fields.pointee.frame) }

    /// The line, or None.
    public var line: Value {
        let known = fields.pointee.line
        if known >= 0 { return Value(smallInt: known) }
        let line = frame.code.line(at: fields.pointee.offset)
        if line.isSmallInt { fields.pointee.line = line.smallInt }
        return line
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The running activation joins the traceback of the pending exception. Not if the exception is raised again: it was here before.
    func addTraceback() {
        if pointee.isReraising {
            pointee.isReraising = false
            return
        }
        let exception = pointee.exception
        guard exception.is(.exception) else { return }
        let activation = pointee.activation
        do throws(Raised) {
            let frame = try self.frame(of: activation)
            let traceback = Traceback(cell: try allocate(machine.pointee.shapes.traceback, size: MemoryLayout<Traceback.Fields>.size))
            traceback.fields.pointee.next = Exception(exception).traceback
            traceback.fields.pointee.frame = frame.value
            traceback.fields.pointee.offset = activation.pointee.code.bytecodeOffset(of: activation.pointee.pc)
            traceback.fields.pointee.line = -1
            Exception(exception).traceback = traceback.value
        } catch {
            // No memory for it: the exception goes on without.
            pointee.exception = exception
        }
    }

    func defineTraceback() throws(Raised) {
        try define(\.traceback, "traceback", shape: \.traceback, layout: Traceback.layout) { builder throws(Raised) in
            try builder.doc("Make a traceback object.")
            try builder.staticMethod("__new__", "($type, tb_next, tb_frame, tb_lasti, tb_lineno)", "Create a new traceback object.") { thread, arguments throws(Raised) in
                guard arguments[1].isNone || arguments[1].is(.traceback) else {
                    throw thread.raise(.typeError, "expected traceback object or None, got '\(arguments[1].type(thread).name)'")
                }
                guard arguments[2].is(.frame) else {
                    throw thread.raise(.typeError, "traceback() argument 'tb_frame' must be frame, not \(thread.nameForArgument(arguments[2]))")
                }
                let offset = try thread.index(arguments[3]), line = try thread.index(arguments[4])
                let traceback = Traceback(cell: try thread.allocate(thread.machine.pointee.shapes.traceback, size: MemoryLayout<Traceback.Fields>.size))
                traceback.fields.pointee.next = arguments[1]
                traceback.fields.pointee.frame = arguments[2]
                traceback.fields.pointee.offset = offset
                traceback.fields.pointee.line = line
                return traceback.value
            }
            try builder.property("tb_next", get: { thread, arguments throws(Raised) in Traceback(arguments[0]).fields.pointee.next }, set: { thread, arguments throws(Raised) in
                if arguments[1].isUnbound { throw thread.raise(.typeError, "can't delete tb_next attribute") }
                guard arguments[1].isNone || arguments[1].is(.traceback) else {
                    throw thread.raise(.typeError, "expected traceback object, got '\(arguments[1].type(thread).name)'")
                }
                var link = arguments[1]
                while link.is(.traceback) {
                    if link == arguments[0] { throw thread.raise(.valueError, "traceback loop detected") }
                    link = Traceback(link).fields.pointee.next
                }
                Traceback(arguments[0]).fields.pointee.next = arguments[1]
                return .none
            })
            try builder.property("tb_frame", get: { thread, arguments throws(Raised) in Traceback(arguments[0]).fields.pointee.frame })
            try builder.property("tb_lasti", get: { thread, arguments throws(Raised) in try thread.makeInt(Traceback(arguments[0]).fields.pointee.offset) })
            try builder.property("tb_lineno", get: { thread, arguments throws(Raised) in Traceback(arguments[0]).line })
            try builder.method("__dir__", "($self, /)") { thread, arguments throws(Raised) in
                let list = try List.make(thread)
                for name in ["tb_frame", "tb_next", "tb_lasti", "tb_lineno"] { try list.append(try thread.intern(name).value, thread) }
                return list.value
            }
        }
    }
}
