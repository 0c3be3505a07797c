/// `FrameLocalsProxy`: the variables of a function's frame as a mapping that reads and writes them (PEP 667).
///
///     header | frame
///
/// In CPython: Objects/frameobject.c.
public struct FrameLocals: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var frame: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.frameLocals, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(FrameLocals(cell: cell).fields.pointee.frame)
    })

    var frame: Frame { Frame(fields.pointee.frame) }

    /// The value of a name, or nil.
    func get(_ key: Value, _ thread: Thread) throws(Raised) -> Value? {
        if let index = try thread.variableIndex(key, in: frame, mustHaveValue: true) { return thread.variable(index, of: frame) }
        let extra = frame.fields.pointee.extraLocals
        return extra.is(.dict) ? try Dict(extra).get(key, thread) : nil
    }

    func set(_ key: Value, _ value: Value, _ thread: Thread) throws(Raised) {
        if let index = try thread.variableIndex(key, in: frame, mustHaveValue: false) { return thread.setVariable(index, of: frame, value) }
        if !frame.fields.pointee.extraLocals.is(.dict) { frame.fields.pointee.extraLocals = try Dict.make(thread).value }
        try Dict(frame.fields.pointee.extraLocals).set(key, value, thread)
    }

    func snapshot(_ thread: Thread) throws(Raised) -> Dict { try thread.localsSnapshot(of: frame) }

    /// Takes over the items of a dict or of another frame's variables; false for anything else.
    func update(_ other: Value, _ thread: Thread) throws(Raised) -> Bool {
        guard other.is(.dict) || other.is(.frameLocals) else { return false }
        let keys = try thread.makeTuple(of: other)
        for key in keys { try set(key, try thread.getItem(other, key), thread) }
        return true
    }

    /// The keys, values or items as a new list.
    fileprivate func list(_ thread: Thread, _ item: (Dict.Entry) throws(Raised) -> Value) throws(Raised) -> List {
        let dict = try snapshot(thread), list = try List.make(thread)
        var position = 0
        while let index = dict.nextPosition(from: position) {
            try list.append(try item(dict.table.entries[index]), thread)
            position = index + 1
        }
        return list
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFrameLocals() throws(Raised) {
        try define(\.frameLocals, "FrameLocalsProxy", shape: \.frameLocals, layout: FrameLocals.layout, flags: [.isMappingPattern]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, frame, /)") { thread, arguments throws(Raised) in
                guard arguments[1].is(.frame) else {
                    throw thread.raise(.typeError, "expect frame, not \(arguments[1].type(thread).name)")
                }
                let view = FrameLocals(cell: try thread.allocate(thread.machine.pointee.shapes.frameLocals, size: MemoryLayout<FrameLocals.Fields>.size))
                view.fields.pointee.frame = arguments[1]
                return view.value
            }
            try builder.method("__getitem__", "($self, key, /)") { thread, arguments throws(Raised) in
                if let value = try FrameLocals(arguments[0]).get(arguments[1], thread) { return value }
                let key = Str(try thread.repr(arguments[1])).text
                throw thread.raiseKeyError(try Str.make("local variable '\(key)' is not defined", thread).value)
            }
            try builder.method("__setitem__", "($self, key, value, /)") { thread, arguments throws(Raised) in
                try FrameLocals(arguments[0]).set(arguments[1], arguments[2], thread)
                return .none
            }
            try builder.method("__delitem__", "($self, key, /)") { thread, arguments throws(Raised) in
                throw thread.raise(.typeError, "cannot remove variables from FrameLocalsProxy")
            }
            try builder.method("__contains__", "($self, key, /)") { thread, arguments throws(Raised) in
                Value(try FrameLocals(arguments[0]).get(arguments[1], thread) != nil)
            }
            try builder.method("__len__", "($self, /)") { thread, arguments throws(Raised) in
                Value(smallInt: try FrameLocals(arguments[0]).snapshot(thread).count)
            }
            try builder.method("__iter__", "($self, /)") { thread, arguments throws(Raised) in
                try thread.iterator(of: try FrameLocals(arguments[0]).list(thread) { $0.key }.value)
            }
            try builder.method("__reversed__", "($self, /)") { thread, arguments throws(Raised) in
                let list = try FrameLocals(arguments[0]).list(thread) { $0.key }
                var low = 0, high = list.count - 1
                while low < high {
                    (list[low], list[high]) = (list[high], list[low])
                    low += 1
                    high -= 1
                }
                return list.value
            }
            try builder.method("keys", "($self, /)") { thread, arguments throws(Raised) in try FrameLocals(arguments[0]).list(thread) { $0.key }.value }
            try builder.method("values", "($self, /)") { thread, arguments throws(Raised) in try FrameLocals(arguments[0]).list(thread) { $0.value }.value }
            try builder.method("items", "($self, /)") { thread, arguments throws(Raised) in
                try FrameLocals(arguments[0]).list(thread) { entry throws(Raised) in try thread.tuple(entry.key, entry.value) }.value
            }
            try defineFrameLocalsMethods(builder)
        }
    }

    private func defineFrameLocalsMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("get", "($self, key, default=None, /)") { thread, arguments throws(Raised) in
            try FrameLocals(arguments[0]).get(arguments[1], thread) ?? (arguments[2].isUnbound ? .none : arguments[2])
        }
        try builder.method("setdefault", "($self, key, default=None, /)") { thread, arguments throws(Raised) in
            if let value = try FrameLocals(arguments[0]).get(arguments[1], thread) { return value }
            let value: Value = arguments[2].isUnbound ? .none : arguments[2]
            try FrameLocals(arguments[0]).set(arguments[1], value, thread)
            return value
        }
        try builder.method("update", "($self, object, /)") { thread, arguments throws(Raised) in
            guard try FrameLocals(arguments[0]).update(arguments[1], thread) else {
                throw thread.raise(.typeError, "update() argument must be dict or another FrameLocalsProxy")
            }
            return .none
        }
        try builder.method("copy", "($self, /)") { thread, arguments throws(Raised) in try FrameLocals(arguments[0]).snapshot(thread).value }
        try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
            guard try thread.beginRepr(arguments[0]) else { return try Str.make("{...}", thread).value }
            defer { thread.endRepr() }
            return try thread.repr(try FrameLocals(arguments[0]).snapshot(thread).value)
        }
        try builder.method("__eq__", "($self, value, /)") { thread, arguments throws(Raised) in
            if arguments[1].is(.frameLocals) {
                return Value(FrameLocals(arguments[0]).fields.pointee.frame == FrameLocals(arguments[1]).fields.pointee.frame)
            }
            guard arguments[1].is(.dict) else { return .notImplemented }
            return try thread.compare(.equal, try FrameLocals(arguments[0]).snapshot(thread).value, arguments[1])
        }
        try builder.method("__or__", "($self, value, /)") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) || arguments[1].is(.frameLocals) else { return .notImplemented }
            let result = try FrameLocals(arguments[0]).snapshot(thread)
            try thread.updateDisplay(result, arguments[1])
            return result.value
        }
        try builder.method("__ror__", "($self, value, /)") { thread, arguments throws(Raised) in
            guard arguments[1].is(.dict) || arguments[1].is(.frameLocals) else { return .notImplemented }
            let result = try Dict.make(thread)
            try thread.updateDisplay(result, arguments[1])
            try thread.updateDisplay(result, arguments[0])
            return result.value
        }
        try builder.method("__ior__", "($self, value, /)") { thread, arguments throws(Raised) in
            try FrameLocals(arguments[0]).update(arguments[1], thread) ? arguments[0] : .notImplemented
        }
    }
}
