/// `_buffer_wrapper`: memory that an object written in Python gives access to, until the last view of it is released (PEP 688).
///
///     header | object | view | views in use          object.__buffer__(flags) ─▶ view;   object.__release_buffer__(view) at the end
///
/// The view is unbound where the memory is the object's own, as of a `bytearray` whose class has a `__release_buffer__`: that gets a restricted view then, of which no
/// other can be made. Views that are thrown away without being released count until the collector finds that nobody refers to the wrapper.
/// In CPython: Objects/typeobject.c, slot_bf_getbuffer and releasebuffer_call_python.
struct BufferWrapper: CellHandle {
    struct Fields {
        var header: ShapePointer
        var object: Value
        var view: Value
        var count: Int
        var isReleased: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })
}

/// What a request for a buffer asks for.
enum BufferFlags {
    static var simple: Int { 0 }
    static var writable: Int { 1 }
    static var format: Int { 4 }
    static var shape: Int { 8 }
    static var strides: Int { 0x18 }
    static var everything: Int { 0x11C }
    /// Of `PyMemoryView`, no requests to objects.
    static var read: Int { 0x100 }
    static var write: Int { 0x200 }

    /// Those of an argument of `__buffer__`.
    static func flags(_ value: Value, _ thread: Thread) throws(Raised) -> Int {
        let flags = try thread.indexOrOverflow(value)
        if flags > Int(Int32.max) { throw thread.raise(.overflowError, "buffer flags too large") }
        return flags
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBufferWrapper() throws(Raised) {
        try define(\.bufferWrapper, "_buffer_wrapper", layout: BufferWrapper.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.method("__del__", "($self, /)", "Nobody refers to a view any more.") { thread, arguments throws(Raised) in
                thread.release(BufferWrapper(arguments[0]))
                return .none
            }
        }
    }

    fileprivate func indexOrOverflow(_ value: Value) throws(Raised) -> Int {
        let int = try indexValue(value)
        guard let number = machineInteger(int) else { throw raise(.overflowError, "cannot fit '\(value.type(self).name)' into an index-sized integer") }
        return number
    }

    /// Whether a class has a method for buffers that is not a built-in class's own.
    private func isPython(_ method: Value) -> Bool { !method.isUnbound && !method.is(.nativeFunction) }

    /// Whether the memory of a `bytes` or `bytearray` is what access to its buffer gives: no subclass says otherwise.
    @inline(__always)
    func hasOwnBuffer(_ value: Value) -> Bool {
        guard value.isCell else { return false }
        let shapes = machine.pointee.shapes
        if value.shape == shapes.bytes || value.shape == shapes.byteArray { return true }
        return (value.is(.bytes) || value.is(.byteArray)) && !isPython(value.type(self)[.buffer])
    }

    // MARK: - Getting

    /// A view of what `__buffer__` of an object gives.
    func wrappedView(of object: Value, flags: Int) throws(Raised) -> MemoryView {
        let returned = try callSpecial(object.type(self)[.buffer], object, Value(smallInt: flags))
        guard returned.is(.memoryView) else { throw raise(.typeError, "__buffer__ returned non-memoryview object") }
        let inner = MemoryView(returned)
        try inner.checkExport(flags, self)
        let wrapper = try makeWrapper(object, returned)
        let view = MemoryView(cell: try allocate(memoryViewShape, size: MemoryView.layout.size))
        view.copyFields(of: inner)
        view.fields.pointee.object = wrapper.value
        view.fields.pointee.wrapper = wrapper.value
        if flags & BufferFlags.format == 0 { view.showBytes(self) }
        inner.fields.pointee.exports += 1
        return view
    }

    /// Has `__release_buffer__` of a subclass of `bytearray` called once a view of its own memory is released.
    func watchRelease(of view: MemoryView) throws(Raised) {
        let object = view.fields.pointee.object
        guard object.is(.byteArray), !object.has(machine.pointee.shapes.byteArray), isPython(object.type(self)[.releaseBuffer]) else { return }
        view.fields.pointee.wrapper = try makeWrapper(object, .unbound).value
    }

    private func makeWrapper(_ object: Value, _ view: Value) throws(Raised) -> BufferWrapper {
        let wrapper = BufferWrapper(try makeInstance(of: Type(machine.pointee.types.bufferWrapper)))
        wrapper.fields.pointee.object = object
        wrapper.fields.pointee.view = view
        wrapper.fields.pointee.count = 1
        if isPython(object.type(self)[.releaseBuffer]) { machine.pointee.finalizable.append(wrapper.cell) }
        return wrapper
    }

    // MARK: - Releasing

    /// `view.release()`
    func releaseView(_ view: MemoryView) throws(Raised) {
        let exports = view.fields.pointee.exports
        if !view.fields.pointee.isReleased, exports > 0 { throw raise(.bufferError, "memoryview has \(exports) exported buffer\(exports == 1 ? "" : "s")") }
        release(view)
    }

    /// Releases a view that nobody else has. Errors of `__release_buffer__` are reported, not raised.
    func release(_ view: MemoryView) {
        if view.fields.pointee.isReleased { return }
        let wrapper = view.fields.pointee.wrapper
        view.fields.pointee.isReleased = true
        view.fields.pointee.object = .none
        view.fields.pointee.storage = .none
        view.fields.pointee.wrapper = .unbound
        guard wrapper.isCell else { return }
        BufferWrapper(wrapper).fields.pointee.count -= 1
        if BufferWrapper(wrapper).fields.pointee.count <= 0 { release(BufferWrapper(wrapper)) }
    }

    fileprivate func release(_ wrapper: BufferWrapper) {
        let fields = wrapper.fields
        if fields.pointee.isReleased { return }
        fields.pointee.isReleased = true
        let object = fields.pointee.object, method = object.type(self)[.releaseBuffer]
        if fields.pointee.view.is(.memoryView) {
            let inner = MemoryView(fields.pointee.view)
            inner.fields.pointee.exports -= 1
            if inner.fields.pointee.object == object {
                // The view of `super().__buffer__()`: its own end calls `__release_buffer__`.
                if inner.fields.pointee.wrapper.isCell, inner.fields.pointee.exports == 0 { release(inner) }
            } else if isPython(method) {
                callRelease(method, object, inner)
            }
        } else if isPython(method), object.is(.byteArray) {
            guard let view = quietly({ () throws(Raised) in try makeUnwatchedView(ofOwn: object) }) else { return }
            view.fields.pointee.isRestricted = true
            callRelease(method, object, view)
            release(view)
        }
    }

    private func callRelease(_ method: Value, _ object: Value, _ view: MemoryView) {
        let saved = pointee.exception
        pointee.exception = .unbound
        do throws(Raised) { _ = try callSpecial(method, object, view.value) } catch {
            if pointee.stop != nil { return }
            reportUnraisable(.none, "Exception ignored in __release_buffer__ of \(object.type(self).name)")
        }
        pointee.exception = saved
    }

    // MARK: - Python methods

    /// `__release_buffer__` of the built-in classes.
    func defineReleaseBuffer(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__release_buffer__", "($self, buffer, /)", "Release a view of the memory.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.memoryView) else { throw thread.raise(.typeError, "expected a memoryview object") }
            let view = MemoryView(arguments[1])
            if view.fields.pointee.isReleased { throw thread.raise(.valueError, "memoryview's buffer has already been released") }
            if view.fields.pointee.object != arguments[0] { throw thread.raise(.valueError, "memoryview's buffer is not this object") }
            try thread.releaseView(view)
            return .none
        }
    }

    /// `__buffer__` of `bytes` and `bytearray`.
    func defineOwnBuffer(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__buffer__", "($self, flags, /)", "A view of the memory.") { thread, arguments throws(Raised) in
            let flags = try BufferFlags.flags(arguments[1], thread)
            try thread.checkOwnBuffer(arguments[0], flags)
            return try thread.makeMemoryView(ofOwn: arguments[0]).value
        }
    }

    /// Whether a `bytes` or `bytearray` gives what is asked for.
    func checkOwnBuffer(_ object: Value, _ flags: Int) throws(Raised) {
        guard object.is(.bytes) else { return }
        if flags == BufferFlags.read || flags == BufferFlags.write { throw raise(.systemError, "bad argument to internal function") }
        if flags & BufferFlags.writable != 0 { throw raise(.bufferError, "Object is not writable.") }
    }
}

extension MemoryView {
    /// Raises BufferError unless a view of this one gives what is asked for (CPython: `memory_getbuf`).
    func checkExport(_ flags: Int, _ thread: Thread) throws(Raised) {
        try checkUsable(thread)
        if flags & BufferFlags.writable != 0, fields.pointee.isReadOnly { throw thread.raise(.bufferError, "memoryview: underlying buffer is not writable") }
        let isOneBlock = isContiguous
        let needsOneBlock = flags & 0x38 == 0x38 || flags & 0x58 == 0x58 || flags & 0x98 == 0x98 || flags & BufferFlags.strides != BufferFlags.strides
        if needsOneBlock, !isOneBlock { throw thread.raise(.bufferError, "memoryview: underlying buffer is not C-contiguous") }
        if flags & BufferFlags.shape == 0, flags & BufferFlags.format != 0 {
            throw thread.raise(.bufferError, "memoryview: cannot cast to unsigned bytes if the format flag is present")
        }
    }

    /// Released views cannot be used, and of a restricted one no other can be made.
    func checkUsable(_ thread: Thread) throws(Raised) {
        try checkReleased(thread)
        if fields.pointee.isRestricted { throw thread.raise(.valueError, "cannot create new view on restricted memoryview") }
    }

    /// The view of bytes that is made where the format is not asked for.
    func showBytes(_ thread: Thread) {
        let code = UInt8(ascii: "B")
        fields.pointee.format = thread.machine.pointee.characters[Int(code)]
        fields.pointee.code = code
    }

    fileprivate func copyFields(of other: MemoryView) {
        let header = fields.pointee.header
        fields.pointee = other.fields.pointee
        fields.pointee.header = header
        fields.pointee.hash = .none
        fields.pointee.exports = 0
        fields.pointee.wrapper = .unbound
    }
}
