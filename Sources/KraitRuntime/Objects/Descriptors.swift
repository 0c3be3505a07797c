// The small cells that live in class namespaces: `property`, `staticmethod`, `classmethod`, members of `__slots__`, and `super` objects.

/// `property`: an attribute computed by functions.
public struct Property: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// None where there is none.
        public var getter: Value
        public var setter: Value
        public var deleter: Value
        public var doc: Value
        public var name: Value
        /// The doc is the getter's.
        public var inheritsDoc: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.property, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 6)
    })
}

/// `staticmethod` and `classmethod`: a function that binds to nothing, or to the class.
public struct StaticMethod: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var function: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.staticMethod, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(StaticMethod(cell: cell).fields.pointee.function)
    })
    static let classMethodLayout = Layout(.classMethod, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(StaticMethod(cell: cell).fields.pointee.function)
    })
}

/// `member_descriptor`: a slot of an instance at a fixed offset, made by `__slots__`.
public struct MemberDescriptor: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        public var owner: Value
        /// Bytes from the beginning of the cell.
        public var offset: Int
        /// A value that is unbound while the slot is empty, and can be set: nothing to compute or check.
        public var isPlainSlot: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.memberDescriptor, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })
}

/// `super`: looks attributes up behind a class in the method resolution order of an object.
public struct SuperObject: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var type: Value
        /// None if unbound.
        public var object: Value
        public var objectType: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.superObject, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })
}
