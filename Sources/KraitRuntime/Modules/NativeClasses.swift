// What native modules define their classes with.

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
