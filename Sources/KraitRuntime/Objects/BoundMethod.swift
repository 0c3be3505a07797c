/// `method`: a callable bound to its first argument.
///
///     header | function | receiver
///
/// In CPython: Objects/classobject.c.
public struct BoundMethod: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var function: Value
        public var receiver: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.boundMethod, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = BoundMethod(cell: cell).fields
        marker.mark(fields.pointee.function)
        marker.mark(fields.pointee.receiver)
    })

    public static func make(_ function: Value, _ receiver: Value, _ thread: Thread) throws(Raised) -> Value {
        let method = BoundMethod(cell: try thread.allocate(thread.machine.pointee.shapes.boundMethod, size: MemoryLayout<Fields>.size))
        method.fields.pointee.function = function
        method.fields.pointee.receiver = receiver
        return method.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBoundMethod() throws(Raised) {
        try define(\.boundMethod, "method", shape: \.boundMethod) { builder throws(Raised) in
            try builder.doc("Bind a function to an instance.")
            try builder.staticMethod("__new__", "($type, function, instance, /)", "Create a bound instance method object.") { thread, arguments throws(Raised) in
                if arguments[1].type(thread)[.call].isUnbound { throw thread.raise(.typeError, "first argument must be callable") }
                if arguments[2].isNone { throw thread.raise(.typeError, "instance must not be None") }
                return try BoundMethod.make(arguments[1], arguments[2], thread)
            }
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                try thread.callSpread(arguments)
            }
            try builder.member("__func__") { thread, arguments throws(Raised) in BoundMethod(arguments[0]).fields.pointee.function }
            try builder.member("__self__") { thread, arguments throws(Raised) in BoundMethod(arguments[0]).fields.pointee.receiver }
            try builder.property("__doc__", get: { thread, arguments throws(Raised) in
                try thread.getAttributeOrNil(BoundMethod(arguments[0]).fields.pointee.function, thread.name(.dunderDoc)) ?? .none
            })
            try builder.method("__getattribute__", "($self, name, /)", "Return getattr(self, name).") { thread, arguments throws(Raised) in
                let name = try thread.attributeName(arguments[1]), type = arguments[0].type(thread)
                if let own = type.lookup(name) { return try thread.bind(own, arguments[0], type) }
                return try thread.getAttribute(BoundMethod(arguments[0]).fields.pointee.function, name)
            }
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                arguments[0]
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].is(.boundMethod) else { return .notImplemented }
                let left = BoundMethod(arguments[0]).fields.pointee, right = BoundMethod(arguments[1]).fields.pointee
                return Value(left.receiver.isIdentical(to: right.receiver) ? try thread.isEqual(left.function, right.function) : false)
            }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let fields = BoundMethod(arguments[0]).fields.pointee
                return try thread.makeInt(thread.identityHash(fields.receiver) ^ (try thread.hash(fields.function)))
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let fields = BoundMethod(arguments[0]).fields.pointee
                var name = try thread.getAttributeOrNil(fields.function, thread.name(.dunderQualname))
                if name == nil { name = try thread.getAttributeOrNil(fields.function, thread.name(.dunderName)) }
                let text = name.map { $0.is(.str) ? Str($0).text : "?" } ?? "?"
                return try Str.make("<bound method \(text) of \(Str(try thread.repr(fields.receiver)).text)>", thread).value
            }
            try builder.method("__reduce__", "($self, /)") { thread, arguments throws(Raised) in
                let fields = BoundMethod(arguments[0]).fields.pointee
                let inner = try Tuple.allocate(count: 2, thread)
                inner.base[0] = fields.receiver
                inner.base[1] = try thread.getAttribute(fields.function, thread.name(.dunderName))
                let result = try Tuple.allocate(count: 2, thread)
                result.base[0] = try thread.builtin("getattr")
                result.base[1] = inner.value
                return result.value
            }
        }
    }

    func defineCell() throws(Raised) {
        try define(\.cell, "cell", shape: \.cell) { builder throws(Raised) in
            try builder.doc("Make a cell, the place of a variable that functions share.")
            try builder.staticMethod("__new__", "($type, contents=None, /)", "Create a new cell object.") { thread, arguments throws(Raised) in
                try Cell.make(arguments[1], thread)
            }
            try builder.property("cell_contents", get: { thread, arguments throws(Raised) in
                let content = Cell(arguments[0]).fields.pointee.content
                if content.isUnbound { throw thread.raise(.valueError, "Cell is empty") }
                return content
            }, set: { thread, arguments throws(Raised) in
                Cell(arguments[0]).fields.pointee.content = arguments[1]
                return .none
            })
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let content = Cell(arguments[0]).fields.pointee.content, own = thread.address(of: arguments[0])
                if content.isUnbound { return try Str.make("<cell at 0x\(own): empty>", thread).value }
                return try Str.make("<cell at 0x\(own): \(content.type(thread).name) object at 0x\(thread.address(of: content))>", thread).value
            }
            try builder.set("__hash__", .none)
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.equal, arguments)
            }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.notEqual, arguments)
            }
            try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.less, arguments)
            }
            try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.lessOrEqual, arguments)
            }
            try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.greater, arguments)
            }
            try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in
                try thread.compareCells(.greaterOrEqual, arguments)
            }
        }
    }

    /// Cells compare by content; empty ones come first.
    private func compareCells(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        guard arguments[1].is(.cell) else { return .notImplemented }
        let left = Cell(arguments[0]).fields.pointee.content, right = Cell(arguments[1]).fields.pointee.content
        if !left.isUnbound, !right.isUnbound { return try compare(comparison, left, right) }
        return try compare(comparison, Value(smallInt: left.isUnbound ? 0 : 1), Value(smallInt: right.isUnbound ? 0 : 1))
    }
}
