import KraitBytecode

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `bytes`: an immutable sequence of bytes.
///
///     header | hash | count | where bytes begin | attributes of a subclass … | byte …
///
/// In CPython: Objects/bytesobject.c.
public struct Bytes: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// 0 until it is asked for; a hash that would be 0 is kept as 1.
        public var hash: Int
        public var count: Int
        /// Offset of the bytes in the cell: `headerSize`, or more in an instance of a subclass that has attributes.
        public var offset: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 32
    static let layout = Layout(.bytes, size: headerSize)

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inlinable @inline(__always) public var bytes: UnsafeMutableRawPointer { cell + fields.pointee.offset }

    /// Bytes that the caller fills before anything else is allocated; there are at least two.
    static func allocate(count: Int, _ thread: Thread) throws(Raised) -> Bytes {
        guard count >= 0, count < Int.max / 2 else { throw thread.memoryError() }
        let bytes = Bytes(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.bytes, size: headerSize + count))
        bytes.fields.pointee.hash = 0
        bytes.fields.pointee.count = count
        bytes.fields.pointee.offset = headerSize
        return bytes
    }

    /// A copy of bytes that lie anywhere. Those of length 0 and 1 are made once.
    public static func make(_ base: UnsafeRawPointer, count: Int, _ thread: Thread) throws(Raised) -> Bytes {
        if count == 0 { return Bytes(thread.machine.pointee.shortBytes[256]) }
        if count == 1 { return Bytes(thread.machine.pointee.shortBytes[Int(base.load(as: UInt8.self))]) }
        let bytes = try allocate(count: count, thread)
        memcpy(bytes.bytes, base, count)
        return bytes
    }

    /// An instance of a subclass with the bytes of `bytes`.
    static func make(_ bytes: Bytes, subclass type: Type, _ thread: Thread) throws(Raised) -> Value {
        let copy = Bytes(try thread.makeInstance(of: type, itemBytes: bytes.count))
        copy.fields.pointee.count = bytes.count
        copy.fields.pointee.offset = copy.shape.pointee.instanceSize
        memcpy(copy.bytes, bytes.bytes, bytes.count)
        return copy.value
    }

    /// SipHash of the bytes: the same as of an equal ASCII string.
    func hash(_ thread: Thread) -> Int {
        if fields.pointee.hash != 0 || count == 0 { return fields.pointee.hash }
        var hash = Int(truncatingIfNeeded: SipHash.hash13(UnsafeRawBufferPointer(start: bytes, count: count), key: thread.machine.pointee.hashKey))
        if hash == -1 { hash = -2 }
        fields.pointee.hash = hash
        return hash
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A `bytes` object of an array's bytes.
    public func makeBytes(_ bytes: [UInt8]) throws(Raised) -> Value {
        try bytes.withUnsafeBufferPointer { buffer throws(Raised) in
            guard let base = buffer.baseAddress else { return machine.pointee.shortBytes[256] }
            return try Bytes.make(base, count: buffer.count, self).value
        }
    }

    /// The classes `bytes`, `bytearray` and `memoryview`, and the short `bytes` that are made once.
    func defineBytes() throws(Raised) {
        try defineBytesClass()
        for byte in 0..<256 {
            let bytes = try Bytes.allocate(count: 1, self)
            bytes.bytes.storeBytes(of: UInt8(byte), as: UInt8.self)
            machine.pointee.shortBytes[byte] = bytes.value
        }
        machine.pointee.shortBytes[256] = try Bytes.allocate(count: 0, self).value
        try defineByteArray()
        try defineMemoryView()
        try defineBufferWrapper()
    }

    private func defineBytesClass() throws(Raised) {
        try define(\.bytes, "bytes", shape: \.bytes, layout: Bytes.layout, flags: [.isBaseType, .isBuiltinSequence]) { builder throws(Raised) in
            try builder.set(
                "__doc__",
                try Str.make("bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> bytes\nbytes(int) -> bytes\n\nAn immutable sequence of bytes; of an int, that many zeros.", self).value)
            try builder.staticMethod("__new__", "($type, source=b'', encoding='utf-8', errors='strict')", "Make an instance.") { thread, arguments throws(Raised) in
                let type = Type(arguments[0])
                let result = try thread.makeBytes(arguments[1], encoding: arguments[2], errors: arguments[3])
                if type.value == thread.machine.pointee.types.bytes { return result }
                return try Bytes.make(Bytes(result), subclass: type, thread)
            }
            try defineOwnBuffer(builder)
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                try thread.makeInt(Bytes(arguments[0]).hash(thread))
            }
            try builder.method("__bytes__", "($self, /)", "Return the bytes as an object of exactly this class.") { thread, arguments throws(Raised) in
                try thread.bytesPart(arguments[0], 0, Bytes(arguments[0]).count)
            }
            try builder.method("__getnewargs__", "($self, /)") { thread, arguments throws(Raised) in
                let tuple = try Tuple.allocate(count: 1, thread)
                tuple.base[0] = try Bytes.make(Bytes(arguments[0]).bytes, count: Bytes(arguments[0]).count, thread).value
                return tuple.value
            }
            try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
                Value(smallInt: 33 + Bytes(arguments[0]).count)
            }
            try defineBytesProtocol(builder)
            try defineBytesSearching(builder)
            try defineBytesSplitting(builder)
            try defineBytesCharacters(builder)
        }
        try defineByteIterator(\.bytesIterator, "bytes_iterator")
    }

    /// `bytes(source, encoding, errors)`
    private func makeBytes(_ source: Value, encoding: Value, errors: Value) throws(Raised) -> Value {
        if source.isUnbound {
            _ = try encodedArgument(source, encoding, errors, function: "bytes")
            return machine.pointee.shortBytes[256]
        }
        let method = source.type(self)[.bytes], isPlain = encoding.isUnbound && errors.isUnbound
        if isPlain, !method.isUnbound {
            let result = try callSpecial(method, source)
            guard result.is(.bytes) else { throw raise(.typeError, "__bytes__ returned non-bytes (type \(result.type(self).name))") }
            return result
        }
        if let encoded = try encodedArgument(source, encoding, errors, function: "bytes") { return encoded }
        var builder = try byteContent(of: source, class: "bytes")
        return try builder.finish().value
    }

    /// What `bytes` and `bytearray` make of a string and an encoding; nil if the source is no string.
    func encodedArgument(_ source: Value, _ encoding: Value, _ errors: Value, function: StaticString) throws(Raised) -> Value? {
        for (name, value) in [("encoding", encoding), ("errors", errors)] as [(StaticString, Value)] where !value.isUnbound && !value.is(.str) {
            throw raise(.typeError, "\(function)() argument '\(name)' must be str, not \(value.isNone ? "None" : value.type(self).name)")
        }
        if source.is(.str) {
            if encoding.isUnbound { throw raise(.typeError, "string argument without an encoding") }
            return try encode(Str(source), encoding: encoding, errors: errors)
        }
        if !encoding.isUnbound { throw raise(.typeError, "encoding without a string argument") }
        if !errors.isUnbound { throw raise(.typeError, "errors without a string argument") }
        return nil
    }

    /// The bytes that a count, a buffer or an iterable of ints stands for.
    func byteContent(of source: Value, class name: StaticString) throws(Raised) -> ByteBuilder {
        if hasIndex(source) {
            do throws(Raised) {
                let count = try repetitionCount(source)
                if count < 0 { throw raise(.valueError, "negative count") }
                var builder = try ByteBuilder(capacity: count, self)
                try builder.append(0, times: count)
                return builder
            } catch {
                if !(try takeException(matching: machine.pointee.types.exceptions.typeError)) { throw error }
            }
        }
        if isBytesLike(source) {
            let view = try buffer(source, flags: BufferFlags.everything)
            var builder = try ByteBuilder(capacity: view.count, self)
            try builder.append(view.base, view.count)
            return builder
        }
        guard !source.is(.str), let iterator = try iteratorOrNil(of: source) else {
            throw raise(.typeError, "cannot convert '\(source.type(self).name)' object to \(name)")
        }
        var builder = try ByteBuilder(capacity: 16, self)
        let isBytes = name.utf8CodeUnitCount == 5
        // Nothing needs the hint, but asking for it can raise.
        if isBytes { _ = try lengthHint(source) }
        while let item = try nextItem(iterator) {
            try builder.append(try byteValue(item, isBytes ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)"))
        }
        return builder
    }

    /// Whether `operator.index` would take a value.
    func hasIndex(_ value: Value) -> Bool {
        value.isSmallInt || value.isBool || value.is(.int) || !value.type(self)[.index].isUnbound
    }

    /// An int from 0 to 255; ValueError beyond.
    func byteValue(_ value: Value, _ message: StaticString = "byte must be in range(0, 256)") throws(Raised) -> UInt8 {
        let int = try indexValue(value)
        guard int.isSmallInt, int.smallInt >= 0, int.smallInt < 256 else { throw raise(.valueError, "\(message)") }
        return UInt8(truncatingIfNeeded: int.smallInt)
    }
}

// MARK: - Buffers

/// Bytes of an object, for as long as nothing else runs that may change it. The pointer itself stays good while it is in a local variable.
public struct BytesView {
    public var base: UnsafeMutableRawPointer
    public var count: Int
    public var isReadOnly: Bool

    @inline(__always) var units: UnsafeMutablePointer<UInt8> { base.assumingMemoryBound(to: UInt8.self) }
    @inline(__always) subscript(_ index: Int) -> UInt8 { base.load(fromByteOffset: index, as: UInt8.self) }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Whether an object gives access to its bytes.
    public func isBytesLike(_ value: Value) -> Bool {
        value.is(.bytes) || value.is(.byteArray) || value.is(.memoryView) || (value.isCell && !value.type(self)[.buffer].isUnbound)
    }

    /// The bytes of an object that is known to be `bytes` or `bytearray`.
    @inline(__always)
    func ownBytes(_ value: Value) -> BytesView {
        if value.is(.bytes) { return BytesView(base: Bytes(value).bytes, count: Bytes(value).count, isReadOnly: true) }
        return BytesView(base: ByteArray(value).bytes, count: ByteArray(value).count, isReadOnly: false)
    }

    /// The bytes of a bytes-like object (a copy of them if they do not lie together); TypeError for any other.
    public func buffer(_ value: Value) throws(Raised) -> BytesView { try buffer(value, flags: BufferFlags.simple) }

    /// The same for a request with flags. What `__buffer__` of an object gave is released before this returns: the storage stays alive.
    func buffer(_ value: Value, flags: Int) throws(Raised) -> BytesView {
        if hasOwnBuffer(value) { return ownBytes(value) }
        if value.is(.memoryView) {
            if flags != BufferFlags.everything { try MemoryView(value).checkExport(flags, self) }
            return try MemoryView(value).contiguous(self)
        }
        let method = value.type(self)[.buffer]
        if method.isUnbound { throw raise(.typeError, "a bytes-like object is required, not '\(value.type(self).name)'") }
        let view = try wrappedView(of: value, flags: flags)
        defer { release(view) }
        return try view.contiguous(self)
    }

    /// The right operand of `+`; one that does not give its bytes raises TypeError, whatever it raised.
    func concatenated(_ value: Value, to left: Value) throws(Raised) -> BytesView {
        if let view = try bufferOrNil(value) { return view }
        throw raise(.typeError, "can't concat \(value.type(self).name) to \(left.type(self).name)")
    }

    /// A `bytes`, `bytearray` or contiguous `memoryview`, or a `bytes` of what another object gives; nil if it gives nothing.
    func bytesLikeOrNil(_ value: Value) throws(Raised) -> Value? {
        guard let view = try bufferOrNil(value) else { return nil }
        return hasOwnBuffer(value) || value.is(.memoryView) ? value : try Bytes.make(view.base, count: view.count, self).value
    }

    /// The bytes of an object, or nil if it gives none: what it raised is forgotten.
    func bufferOrNil(_ value: Value) throws(Raised) -> BytesView? {
        guard isBytesLike(value) else { return nil }
        do throws(Raised) {
            return try buffer(value)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.baseException) else { throw error }
            return nil
        }
    }

    /// A part of an object that is `bytes` or `bytearray`, of the same built-in class.
    func bytesPart(_ value: Value, _ start: Int, _ end: Int) throws(Raised) -> Value {
        let view = ownBytes(value)
        if value.is(.bytes) {
            if end - start == view.count, value.has(machine.pointee.shapes.bytes) { return value }
            return try Bytes.make(view.base + start, count: Swift.max(0, end - start), self).value
        }
        return try ByteArray.make(view.base + start, count: Swift.max(0, end - start), self).value
    }
}

/// Bytes under construction in a growing cell. Keep it in a local variable: the pointer in it is what keeps the storage alive.
struct ByteBuilder {
    let thread: Thread
    private(set) var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 64, _ thread: Thread) throws(Raised) {
        self.thread = thread
        self.capacity = Swift.max(capacity, 16)
        base = try ByteStorage.make(capacity: self.capacity, thread).bytes.assumingMemoryBound(to: UInt8.self)
    }

    @inline(__always)
    mutating func reserve(_ more: Int) throws(Raised) { if more > capacity &- count { try grow(more) } }

    @inline(never)
    private mutating func grow(_ more: Int) throws(Raised) {
        let (least, overflow) = count.addingReportingOverflow(more)
        guard !overflow, least < Int.max / 4 else { throw thread.memoryError() }
        let room = Swift.max(least, capacity * 2)
        let fresh = try ByteStorage.make(capacity: room, thread).bytes.assumingMemoryBound(to: UInt8.self)
        memcpy(fresh, base, count)
        try thread.charge(count >> 4)
        base = fresh
        capacity = room
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) throws(Raised) {
        try reserve(1)
        base[count] = byte
        count &+= 1
    }

    mutating func append(_ source: UnsafeRawPointer, _ length: Int) throws(Raised) {
        if length <= 0 { return }
        try reserve(length)
        memcpy(base + count, source, length)
        count += length
    }

    mutating func append(_ byte: UInt8, times: Int) throws(Raised) {
        if times <= 0 { return }
        try reserve(times)
        try thread.charge(times >> 4)
        let target = base + count
        try thread.inPieces(times) { start, end in memset(target + start, Int32(byte), end - start) }
        count += times
    }

    /// Appends the code points of a string that are known to be below 256.
    mutating func append(_ string: Str) throws(Raised) {
        if string.width == 1 { return try append(string.bytes, string.count) }
        for index in 0..<string.count { try append(UInt8(truncatingIfNeeded: string[index])) }
    }

    /// A `bytes` object.
    mutating func finish() throws(Raised) -> Bytes { try Bytes.make(base, count: count, thread) }

    /// An object like another: `bytearray` for a bytearray, else `bytes`.
    mutating func finish(like value: Value) throws(Raised) -> Value {
        value.is(.byteArray) ? try ByteArray.make(base, count: count, thread).value : try finish().value
    }
}
