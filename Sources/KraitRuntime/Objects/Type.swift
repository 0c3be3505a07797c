/// `type`: a class, built in or made by Python code.
///
///     header | names, bases, method resolution order | namespace | flags, version | layout of instances | special methods …
///
/// The special methods of the data model are looked up once, when the class or one of its bases changes, and kept in a table: calling
/// `len(x)` is one load of `__len__`'s place.
/// In CPython: Objects/typeobject.c.
public struct Type: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        public var qualifiedName: Value
        public var base: Value
        public var bases: Value
        /// A tuple; unbound while the class is being made.
        public var mro: Value
        /// The namespace, a dict whose keys are interned strings.
        public var namespace: Value
        /// Weak references to direct subclasses: a list.
        public var subclasses: Value
        /// What `__slots__` of this class and its bases made: a tuple of names; unbound if none.
        public var slotNames: Value
        /// Changes whenever a lookup on this class may give something else; caches compare it.
        public var version: UInt64
        public var flags: Flags
        /// Fields of instances before attributes.
        public var layout: UnsafePointer<Layout>
        /// The shape of a new instance.
        public var instanceShape: ShapePointer
        /// How many attributes instances had so far: room to make in new ones.
        public var expectedAttributes: UInt32
        /// The first of `SpecialMethod.count` values.
        public var specials: Value
    }

    public struct Flags: OptionSet, Sendable {
        public let rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        /// Made by a class statement or `type(...)`: attributes can be set.
        public static let isHeapType = Flags(rawValue: 1)
        /// Can be a base.
        public static let isBaseType = Flags(rawValue: 2)
        public static let hasDictionary = Flags(rawValue: 4)
        public static let hasWeakReferences = Flags(rawValue: 8)
        /// `__getattribute__` is `object`'s: attribute lookup is the standard one.
        public static let standardGetAttribute = Flags(rawValue: 16)
        /// `__setattr__` and `__delattr__` are `object`'s.
        public static let standardSetAttribute = Flags(rawValue: 32)
        public static let isAbstract = Flags(rawValue: 64)
        public static let isException = Flags(rawValue: 128)
        /// Patterns `[…]` and `{…}` match instances (PEP 634).
        public static let isSequencePattern = Flags(rawValue: 256)
        public static let isMappingPattern = Flags(rawValue: 512)
        /// `type(x)()` raises "cannot create 'x' instances".
        public static let cannotInstantiate = Flags(rawValue: 1024)
        /// Has a `__get__` : instances found in a class bind; and `__set__` or `__delete__`: they come before the instance's attributes.
        public static let isDescriptor = Flags(rawValue: 2048)
        public static let isDataDescriptor = Flags(rawValue: 4096)
        /// A Python class's `__new__` is `object`'s and `__init__` may run in a frame of its own.
        public static let plainConstruction = Flags(rawValue: 8192)
        /// `__new__` and `__init__` are BaseException's: nothing but the arguments is kept.
        public static let plainException = Flags(rawValue: 131072)
        /// Instances are types.
        public static let isMetaclass = Flags(rawValue: 16384)
        /// `+` and `*` are the sequence's own: they are tried last.
        public static let isBuiltinSequence = Flags(rawValue: 32768)
        /// Special methods were looked up: there may be instances, and caches that know them.
        public static let isReady = Flags(rawValue: 65536)
    }

    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    // Computed, so that they are constants in machine code: stored ones are made at first use, and each use asks whether they were.
    // `specials` is the last field.
    @inline(__always) static var specialsOffset: Int { MemoryLayout<Fields>.size - MemoryLayout<Value>.size }
    @inline(__always) static var size: Int { specialsOffset + SpecialMethod.count * MemoryLayout<Value>.size }

    static let layout = Layout(.type, size: size, trace: { cell, marker in
        let fields = Type(cell: cell).fields
        marker.mark(fields.pointee.name)
        marker.mark(fields.pointee.qualifiedName)
        marker.mark(fields.pointee.base)
        marker.mark(fields.pointee.bases)
        marker.mark(fields.pointee.mro)
        marker.mark(fields.pointee.namespace)
        marker.mark(fields.pointee.subclasses)
        marker.mark(fields.pointee.slotNames)
        if fields.pointee.instanceShape != Shapes.none { marker.mark(cell: CellPointer(fields.pointee.instanceShape)) }
        marker.mark(UnsafePointer(Type(cell: cell).specials), count: SpecialMethod.count)
    })

    @inline(__always)
    var specials: UnsafeMutablePointer<Value> { (cell + Type.specialsOffset).assumingMemoryBound(to: Value.self) }

    /// What the lookup of a special method finds; unbound if there is none.
    @inline(__always)
    public subscript(_ method: SpecialMethod) -> Value {
        get { specials[Int(method.rawValue)] }
        nonmutating set { specials[Int(method.rawValue)] = newValue }
    }

    @inline(__always) public var flags: Flags {
        get { fields.pointee.flags }
        nonmutating set { fields.pointee.flags = newValue }
    }

    /// The name for messages, without module.
    public var name: String { Str(fields.pointee.name).text }
}

extension Value {
    /// The class of a value.
    @inline(__always)
    public func type(_ thread: Thread) -> Type {
        if isCell { return Type(shape.pointee.type) }
        return immediateType(thread)
    }

    private func immediateType(_ thread: Thread) -> Type {
        let machine = thread.machine
        if isSmallInt { return Type(machine.pointee.types.int) }
        if isInlineFloat { return Type(machine.pointee.types.float) }
        switch self {
        case .true, .false: return Type(machine.pointee.types.bool)
        case .ellipsis: return Type(machine.pointee.types.ellipsis)
        case .notImplemented: return Type(machine.pointee.types.notImplemented)
        default: return Type(machine.pointee.types.none)
        }
    }

    /// The kind of the cell, or nil for values without one.
    @inline(__always)
    public var kind: CellKind? { isCell ? shape.pointee.kind : nil }

    /// Whether this is a cell with the fields of a kind: an instance of the built-in class or of a subclass.
    @inline(__always)
    public func `is`(_ kind: CellKind) -> Bool { isCell && shape.pointee.kind == kind }
}

extension Type {
    /// Whether `other` is in this class's method resolution order.
    public func isSubtype(of other: Type) -> Bool {
        if self == other { return true }
        let mro = fields.pointee.mro
        if mro.isUnbound {
            // Still being made: the bases' chain is all there is.
            var base = fields.pointee.base
            while base.isCell {
                if Type(base) == other { return true }
                base = Type(base).fields.pointee.base
            }
            return false
        }
        for item in Tuple(mro) where item == other.value { return true }
        return false
    }

    /// What the lookup of a name along the method resolution order finds, or nil (CPython: `_PyType_Lookup`).
    public func lookup(_ name: Value) -> Value? {
        let mro = fields.pointee.mro
        guard mro.isCell else { return nil }
        for item in Tuple(mro) {
            if let found = Dict(Type(item).fields.pointee.namespace).get(interned: Str(name)) { return found }
        }
        return nil
    }
}
