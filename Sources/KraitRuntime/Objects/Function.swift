/// `function`: Python code with its globals, defaults and closure.
///
///     header | code, lowered code | globals, builtins | name … | defaults, keyword defaults | closure | attributes
///
/// In CPython: Objects/funcobject.c.
public struct Function: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var code: Value
        public var globals: Value
        public var builtins: Value
        public var name: Value
        public var qualifiedName: Value
        /// A tuple, or None.
        public var defaults: Value
        /// A dict, or None.
        public var keywordDefaults: Value
        /// A tuple of cells, or None.
        public var closure: Value
        public var doc: Value
        public var module: Value
        public var annotations: Value
        public var typeParameters: Value
        /// The register code bound to these globals; nil before the first call.
        public var lowered: UnsafeMutablePointer<RegisterCode>?
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.function, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        // Twelve values behind the header.
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 12)
    })
}

/// `builtin_function_or_method`, `method_descriptor`, `wrapper_descriptor`: a function written in Swift, perhaps bound.
///
///     header | pointer | definition | bound object | module
public struct Native: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var function: NativePointer
        /// Name, parameters and doc; lives as long as the machine.
        public var definition: UnsafeMutablePointer<NativeDefinition>
        /// The object that a method is bound to, or unbound.
        public var boundSelf: Value
        /// The class that a method descriptor belongs to, or the name of the module.
        public var owner: Value
        /// Called without what it is bound to: `__new__`, static methods.
        public var isStatic: Bool
        /// Binds to the class.
        public var isClassMethod: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let layout = Layout(.nativeFunction, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = Native(cell: cell).fields
        marker.mark(fields.pointee.boundSelf)
        marker.mark(fields.pointee.owner)
    })
}

/// `cell`: a variable that closures share.
public struct Cell: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// Unbound while empty.
        public var content: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.cell, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(Cell(cell: cell).fields.pointee.content)
    })

    public static func make(_ content: Value, _ thread: Thread) throws(Raised) -> Value {
        let cell = Cell(cell: try thread.allocate(thread.machine.pointee.shapes.cell, size: MemoryLayout<Fields>.size))
        cell.fields.pointee.content = content
        return cell.value
    }
}
