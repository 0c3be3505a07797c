/// A heap cell: a header of one word that names its shape, then what the shape's layout says.
///
///     cell ─▶ shape | fields of the layout … | member slots … | attribute store | inline attributes … | items …
///
/// Items are what kinds of variable size end with: the code units of a str, the bytes of bytes, the values of a tuple. In an instance of the built-in
/// class itself they follow the fields; in one of a subclass its attributes come between (`Shape.instanceSize` is where items begin).
/// A header of 0 marks a free cell.
public typealias CellPointer = UnsafeMutableRawPointer

public typealias ShapePointer = UnsafeMutablePointer<Shape>

/// What the first bytes of a cell hold. Subclasses written in Python share the kind of the built-in type they extend, so one
/// test of the kind tells that the fields of, say, a list are there.
public enum CellKind: UInt8, Sendable {
    /// Nothing but attributes.
    case instance
    // Storage that another cell owns.
    case values, bytesStorage, dictTable, setTable
    // The machinery.
    case shape, type, code, function, nativeFunction, boundMethod, cell, module, frame, traceback, weakReference, native
    // Numbers.
    case int, float, complex
    // Text and bytes.
    case str, bytes, byteArray, memoryView
    // Containers.
    case list, tuple, dict, set, frozenSet, range, slice, dictView
    // Iteration.
    case iterator, generator, coroutine, asyncGenerator, asyncGeneratorStep
    // Descriptors.
    case property, staticMethod, classMethod, memberDescriptor, getSetDescriptor, superObject, mappingProxy
    case exception, genericAlias, union, typeVariable, namespace
    case frameLocals
    // Callables whose calls need no method: see Callables.swift.
    case itemGetter, attributeGetter, methodCaller, partial, cacheWrapper
}

/// How the collector deals with the cells of one kind: written once by the type that lays them out.
public struct Layout: Sendable {
    /// Passes every value that the fields hold to the marker. Nil if there are none.
    public typealias Trace = @convention(thin) @Sendable (CellPointer, inout Marker) -> Void
    /// Gives back what lies outside of the heap, when the cell is swept; returns how many bytes the heap counted for it.
    public typealias Destroy = @convention(thin) @Sendable (CellPointer) -> Int

    public var kind: CellKind
    /// Bytes of header and fields.
    public var size: Int
    // Addresses of the functions: structs with thin functions in them crash the optimizer of Swift 6.3.
    private nonisolated(unsafe) var traceAddress: UnsafeRawPointer?
    private nonisolated(unsafe) var destroyAddress: UnsafeRawPointer?

    public init(_ kind: CellKind, size: Int) {
        self.kind = kind
        self.size = size
        traceAddress = nil
        destroyAddress = nil
    }

    // Never inlined, as `NativePointer.init`.
    @inline(never)
    public init(_ kind: CellKind, size: Int, trace: Trace) {
        self.init(kind, size: size)
        traceAddress = unsafeBitCast(trace, to: UnsafeRawPointer.self)
    }

    @inline(never)
    public init(_ kind: CellKind, size: Int, trace: Trace, destroy: Destroy) {
        self.init(kind, size: size, trace: trace)
        destroyAddress = unsafeBitCast(destroy, to: UnsafeRawPointer.self)
    }

    @inline(__always)
    func trace(_ cell: CellPointer, _ marker: inout Marker) {
        if let traceAddress { unsafeBitCast(traceAddress, to: Trace.self)(cell, &marker) }
    }

    @inline(__always)
    func destroy(_ cell: CellPointer) -> Int {
        destroyAddress.map { unsafeBitCast($0, to: Destroy.self)(cell) } ?? 0
    }
}

/// What all cells with the same class and the same attributes in the same places have in common. Itself a cell.
///
///     Shape   header | layout | type | attribute table … | transitions
///
/// One compare of a cell's header with a shape proves the type, the place of each attribute, and that no attribute of the
/// instance hides one of the class (maps in PyPy, hidden classes in JavaScriptCore).
public struct Shape {
    public var header: ShapePointer
    /// Lives as long as the machine.
    public var layout: UnsafePointer<Layout>
    /// The class.
    public var type: Value
    public var kind: CellKind
    /// Whether instances have an attribute store (a `__dict__`).
    public var hasAttributes: Bool
    /// Attributes lie in a dict in the attribute store, not in slots.
    public var isDictionaryMode: Bool
    /// Byte offset of the first traced word after the layout's own fields: member slots, attribute store, inline attributes.
    public var valuesOffset: UInt32
    /// Number of those words.
    public var valuesCount: UInt32
    /// Byte offset of the attribute store; inline attributes follow it.
    public var storeOffset: UInt32
    /// How many attributes fit behind the store; further ones go to a cell of values that the store points to.
    public var inlineCapacity: UInt32
    /// How many attributes instances of this shape have.
    public var attributeCount: UInt32
    /// The attribute that this shape added to its parent, and the parent: the chain is the attribute table.
    public var addedName: Value
    public var parent: ShapePointer?
    /// Name → index, built when the chain gets long (a dict of small ints); unbound before.
    public var table: Value
    /// Shapes with one attribute more: a cell of values (name, shape, name, shape, …); unbound if none.
    public var transitions: Value
    /// Found dead once already. Instances that died with it may be swept after it and ask for its layout: it is freed a collection later.
    public var isForgotten: Bool
    /// Bytes of an instance without items, and so where items begin.
    @inlinable public var instanceSize: Int { Int(valuesOffset) + Int(valuesCount) * 8 }
}
