/// A text stream over a descriptor: what `sys.stdin`, `sys.stdout` and `sys.stderr` are.
///
///     TextStream   header | name, mode, errors | binary stream | storage | descriptor, begin, end, flags
///     storage      a cell of bytes: unread or unwritten ones lie from `begin` to `end`
///
/// The text is UTF-8. Text and binary writers share the storage. In CPython: Modules/_io/textio.c, bufferedio.c.
public struct TextStream: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var name: Value
        public var mode: Value
        public var errors: Value
        /// The ``BinaryStream`` over the same descriptor.
        public var binary: Value
        public var storage: Value
        public var descriptor: Int
        public var begin: Int
        public var end: Int
        public var isReader: Bool
        /// Flushes behind each line end.
        public var isLineBuffered: Bool
        /// Flushes after each write.
        public var writesThrough: Bool
        public var isClosed: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let capacity = 8192
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 5)
    })

    var bytes: UnsafeMutablePointer<UInt8> { (fields.pointee.storage.cell + 16).assumingMemoryBound(to: UInt8.self) }

    static func make(descriptor: Int, name: String, isReader: Bool, errors: String, _ thread: Thread) throws(Raised) -> TextStream {
        let shapes = thread.machine.pointee.shapes
        let nameValue = try Str.make(name, thread).value, mode = try thread.intern(isReader ? "r" : "w").value, errors = try thread.intern(errors).value
        let storage = try thread.allocate(shapes.bytesStorage, size: 16 + capacity)
        let stream = TextStream(cell: try thread.allocate(shapes.textStream, size: layout.size))
        stream.fields.pointee.name = nameValue
        stream.fields.pointee.mode = mode
        stream.fields.pointee.errors = errors
        stream.fields.pointee.storage = Value(cell: storage)
        stream.fields.pointee.descriptor = descriptor
        stream.fields.pointee.isReader = isReader
        let binary = BinaryStream(cell: try thread.allocate(shapes.binaryStream, size: BinaryStream.layout.size))
        binary.fields.pointee.text = stream.value
        stream.fields.pointee.binary = binary.value
        return stream
    }
}

/// The bytes below a text stream: `sys.stdout.buffer`.
///
///     header | text stream
public struct BinaryStream: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var text: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(BinaryStream(cell: cell).fields.pointee.text)
    })
    var text: TextStream { TextStream(fields.pointee.text) }
}

// MARK: - Writing

extension TextStream {
    /// Writes what waits. What could not be written waits on, unless it is to be forgotten: as what CPython's streams write past their buffers.
    func flush(forgetting: Bool = false, _ thread: Thread) throws(Raised) {
        while fields.pointee.begin < fields.pointee.end {
            let waiting = UnsafeRawBufferPointer(start: bytes + fields.pointee.begin, count: fields.pointee.end - fields.pointee.begin)
            do throws(HostError) {
                fields.pointee.begin += try thread.machine.pointee.host.write(Int32(truncatingIfNeeded: fields.pointee.descriptor), waiting)
            } catch {
                if error == .interrupted {
                    try thread.safePoint()
                    continue
                }
                if forgetting { fields.pointee.begin = fields.pointee.end }
                throw thread.raiseOSError(error)
            }
        }
        fields.pointee.begin = 0
        fields.pointee.end = 0
    }

    /// Makes room for `count` bytes, at most 16.
    @inline(__always)
    private func reserve(_ count: Int, _ thread: Thread) throws(Raised) {
        if fields.pointee.end + count > TextStream.capacity { try flush(forgetting: true, thread) }
    }

    func write(_ data: UnsafeRawBufferPointer, _ thread: Thread) throws(Raised) {
        guard let base = data.baseAddress else { return }
        var done = 0
        while done < data.count {
            try reserve(1, thread)
            let count = Swift.min(data.count - done, TextStream.capacity - fields.pointee.end)
            UnsafeMutableRawPointer(bytes + fields.pointee.end).copyMemory(from: base + done, byteCount: count)
            fields.pointee.end += count
            done += count
            try thread.charge(count >> 4)
        }
    }

    /// Encodes and writes a text.
    func write(_ text: Str, _ thread: Thread) throws(Raised) {
        try checkWritable(thread)
        if text.isASCII {
            try write(UnsafeRawBufferPointer(start: text.bytes, count: text.count), thread)
        } else {
            try writeEncoded(text, thread)
        }
        if fields.pointee.writesThrough || (fields.pointee.isLineBuffered && text.containsLineEnd) { try flush(forgetting: fields.pointee.writesThrough, thread) }
    }

    @inline(never)
    private func writeEncoded(_ text: Str, _ thread: Thread) throws(Raised) {
        let errors = Str(fields.pointee.errors).text
        if text.width > 1, errors == "strict" || errors == "surrogateescape" {
            // All of it is encoded before any of it is written.
            for index in 0..<text.count where text[index] & ~0x7FF == 0xD800 {
                if errors == "surrogateescape", 0xDC80...0xDCFF ~= text[index] { continue }
                throw try thread.raiseUnencodable(text, at: index)
            }
        }
        try thread.charge(text.count >> 3)
        for index in 0..<text.count {
            try reserve(16, thread)
            let point = text[index], end = bytes + fields.pointee.end
            if point < 0x80 {
                end[0] = UInt8(truncatingIfNeeded: point)
                fields.pointee.end += 1
            } else if point < 0x800 {
                end[0] = UInt8(truncatingIfNeeded: 0xC0 | point >> 6)
                end[1] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
                fields.pointee.end += 2
            } else if point & ~0x7FF == 0xD800 {
                fields.pointee.end += writeSurrogate(point, errors, end)
            } else if point < 0x10000 {
                end[0] = UInt8(truncatingIfNeeded: 0xE0 | point >> 12)
                end[1] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F)
                end[2] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
                fields.pointee.end += 3
            } else {
                end[0] = UInt8(truncatingIfNeeded: 0xF0 | point >> 18)
                end[1] = UInt8(truncatingIfNeeded: 0x80 | point >> 12 & 0x3F)
                end[2] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F)
                end[3] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
                fields.pointee.end += 4
            }
        }
    }

    /// Writes what an error handler makes of a lone surrogate; returns the number of bytes.
    private func writeSurrogate(_ point: UInt32, _ errors: String, _ end: UnsafeMutablePointer<UInt8>) -> Int {
        switch errors {
        case "surrogateescape":
            end[0] = UInt8(truncatingIfNeeded: point)
            return 1
        case "surrogatepass":
            end[0] = UInt8(truncatingIfNeeded: 0xE0 | point >> 12)
            end[1] = UInt8(truncatingIfNeeded: 0x80 | point >> 6 & 0x3F)
            end[2] = UInt8(truncatingIfNeeded: 0x80 | point & 0x3F)
            return 3
        case "ignore":
            return 0
        case "replace":
            end[0] = UInt8(ascii: "?")
            return 1
        default:
            let text = "\\u" + String(point, radix: 16)
            for (index, byte) in text.utf8.enumerated() { end[index] = byte }
            return 6
        }
    }

    func checkOpen(_ thread: Thread) throws(Raised) {
        if fields.pointee.isClosed { throw thread.raise(.valueError, "I/O operation on closed file.") }
    }

    func checkWritable(_ thread: Thread) throws(Raised) {
        try checkOpen(thread)
        if fields.pointee.isReader { throw thread.raiseUnsupported("not writable") }
    }

    func checkReadable(_ thread: Thread) throws(Raised) {
        try checkOpen(thread)
        if !fields.pointee.isReader { throw thread.raiseUnsupported("not readable") }
    }
}

extension Str {
    /// Whether there is a `\n` or `\r`.
    fileprivate var containsLineEnd: Bool {
        for index in 0..<count where self[index] == 10 || self[index] == 13 { return true }
        return false
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// OSError of what the host said no with.
    public func raiseOSError(_ error: HostError, filename: Value = .unbound) -> Raised {
        raiseOSError(Int(error.number), machine.pointee.host.message(of: error.number), filename: filename)
    }

    /// `io.UnsupportedOperation`, which is an OSError and a ValueError.
    func raiseUnsupported(_ message: String) -> Raised {
        do throws(Raised) {
            return raise(Exception(try call(try unsupportedOperation(), try Str.make(message, self).value)))
        } catch {
            return error
        }
    }

    /// The class, which is made when it is first wanted.
    func unsupportedOperation() throws(Raised) -> Value {
        if machine.pointee.types.unsupportedOperation.isCell { return machine.pointee.types.unsupportedOperation }
        let exceptions = machine.pointee.types.exceptions
        let namespace = try Dict.make(self)
        try namespace.set(interned: Str(name(.dunderModule)), try intern("io").value, self)
        let bases = try tuple(exceptions.osError, exceptions.valueError)
        let type = try call(machine.pointee.types.type, try intern("UnsupportedOperation").value, bases, namespace.value)
        machine.pointee.types.unsupportedOperation = type
        return type
    }

    fileprivate func raiseUnencodable(_ text: Str, at index: Int) throws(Raised) -> Raised {
        let arguments = try Tuple.allocate(count: 5, self)
        arguments.base[0] = try Str.make("utf-8", self).value
        arguments.base[1] = text.value
        arguments.base[2] = Value(smallInt: index)
        arguments.base[3] = Value(smallInt: index + 1)
        arguments.base[4] = try Str.make("surrogates not allowed", self).value
        let exception = try call(machine.pointee.types.exceptions.unicodeEncodeError, Arguments(base: arguments.base, count: 5))
        return raise(Exception(exception))
    }
}
