/// The modules that are written in Swift, by name. Import makes one when it is first wanted, so that starting costs nothing.
///
/// A new module is a case here, its doc, and the call of the function that fills its namespace. (A table of function pointers would be shorter; structs and
/// initializers with thin functions in them crash the optimizer of Swift 6.3.)
enum NativeModule: String, CaseIterable {
    case math
    case abc = "_abc"
    case typing = "_typing"
    case weakReference = "_weakref"
    case itertools

    var doc: StaticString {
        switch self {
        case .math: "Mathematical functions of real numbers."
        case .abc: "Acceleration of the module abc."
        case .typing: "Primitives of the module typing."
        case .weakReference: "Weak references."
        case .itertools: "Building blocks for iterators."
        }
    }

    /// Adds the module's attributes.
    func define(_ thread: Thread, _ builder: NativeBuilder) throws(Raised) {
        switch self {
        case .math: try thread.defineMathModule(builder)
        case .abc: try thread.defineAbcModule(builder)
        case .typing: try thread.defineTypingModule(builder)
        case .weakReference: try thread.defineWeakReferenceModule(builder)
        case .itertools: try thread.defineItertoolsModule(builder)
        }
    /// All of them.
    static var all: [NativeModule] {
        [
            NativeModule("math", "Mathematical functions of real numbers.") { thread, builder throws(Raised) in try thread.defineMathModule(builder) },
            NativeModule("_abc", "Acceleration of the module abc.") { thread, builder throws(Raised) in try thread.defineAbcModule(builder) },
            NativeModule("_typing", "Primitives of the module typing.") { thread, builder throws(Raised) in try thread.defineTypingModule(builder) },
            NativeModule("_weakref", "Weak references.") { thread, builder throws(Raised) in try thread.defineWeakReferenceModule(builder) },
            NativeModule("itertools", "Building blocks for iterators.") { thread, builder throws(Raised) in try thread.defineItertoolsModule(builder) },
            NativeModule("_collections", "High performance data structures.") { thread, builder throws(Raised) in try thread.defineCollectionsModule(builder) },
        ]
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The names of the native modules, for `sys.builtin_module_names`.
    public var nativeModuleNames: [String] { NativeModule.allCases.map(\.rawValue) }

    /// Makes a native module, without putting it into `sys.modules`; nil if there is none of that name.
    public func makeNativeModule(_ name: String) throws(Raised) -> Module? {
        guard let native = NativeModule(rawValue: name) else { return nil }
        let module = try Module.make(name, doc: try Str.make("\(native.doc)", self).value, self)
        try native.define(self, NativeBuilder(thread: self, namespace: module.dict, owner: try intern(name).value))
        return module
    }
}

extension NativeBuilder {
    /// A class of the module; `name` is `module.class`.
    @discardableResult
    func makeClass(
        _ name: StaticString, _ layout: Layout, _ doc: StaticString, base: Value? = nil, flags: Type.Flags = [.isBaseType], hasAttributes: Bool = false,
        _ define: (NativeBuilder) throws(Raised) -> Void
    ) throws(Raised) -> Type {
        let base = Type(base ?? thread.machine.pointee.types.object)
        let type = try thread.makeBuiltinType(
            "\(name)", base: base, layout: thread.machine.layout(layout), flags: flags, hasAttributes: hasAttributes
        ) { builder throws(Raised) in
            try builder.namespace.set(interned: Str(thread.name(.dunderDoc)), try Str.make("\(doc)", thread).value, thread)
            try define(builder)
        }
        try namespace.set(interned: Str(type.fields.pointee.qualifiedName), type.value, thread)
        return type
    }
}

extension Layout {
    /// A cell of the iterator kind whose fields begin with `count` values, at most six.
    static func iterator(values count: Int, size: Int) -> Layout {
        switch count {
        case 1: Layout(.iterator, size: size, trace: { cell, marker in marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 1) })
        case 2: Layout(.iterator, size: size, trace: { cell, marker in marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2) })
        case 3: Layout(.iterator, size: size, trace: { cell, marker in marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3) })
        case 4: Layout(.iterator, size: size, trace: { cell, marker in marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4) })
        default: Layout(.iterator, size: size, trace: { cell, marker in marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 6) })
        }
    }
}

/// An iterator of a native module: a cell whose fields begin with `valueCount` values.
protocol NativeIterator: CellHandle {
    static var valueCount: Int { get }
}

extension NativeIterator {
    static var layout: Layout { .iterator(values: valueCount, size: MemoryLayout<Fields>.stride) }

    /// A new instance of the class that `__new__` was called with.
    static func make(_ arguments: Arguments, _ thread: Thread) throws(Raised) -> Self { Self(try thread.makeInstance(of: Type(arguments[0]))) }
}
