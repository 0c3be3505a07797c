#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `bytearray`: a sequence of bytes that can be changed and grown.
///
///     header | storage | first byte in it | count | views
///
/// While a memoryview looks at it, its length cannot change. Taking bytes away at the front moves the beginning, not the rest.
/// In CPython: Objects/bytearrayobject.c.
public struct ByteArray: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// A cell of bytes.
        public var storage: Value
        public var start: Int
        public var count: Int
        /// Weak references to the memoryviews of this object: a list, or unbound.
        public var views: Value
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.byteArray, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(ByteArray(cell: cell).fields.pointee.storage)
        marker.mark(ByteArray(cell: cell).fields.pointee.views)
    })

    @inlinable @inline(__always) public var count: Int { fields.pointee.count }
    @inline(__always) public var bytes: UnsafeMutableRawPointer { ByteStorage(fields.pointee.storage).bytes + fields.pointee.start }
    @inline(__always) var units: UnsafeMutablePointer<UInt8> { bytes.assumingMemoryBound(to: UInt8.self) }

    /// A new bytearray with a copy of bytes that lie anywhere.
    public static func make(_ base: UnsafeRawPointer, count: Int, _ thread: Thread) throws(Raised) -> ByteArray {
        let storage = try ByteStorage.make(capacity: count, thread)
        memcpy(storage.bytes, base, count)
        let array = ByteArray(cell: try thread.allocate(thread.machine.pointee.shapes.byteArray, size: layout.size))
        array.fields.pointee.storage = storage.value
        array.fields.pointee.count = count
        array.fields.pointee.views = .unbound
        return array
    }

    /// BufferError if a memoryview looks at the bytes. Views that nobody can reach any more do not count.
    func checkResizable(_ thread: Thread) throws(Raised) {
        if !hasViews() { return }
        thread.machine.collect(thread)
        if hasViews() { throw thread.raise(.bufferError, "Existing exports of data: object cannot be re-sized") }
    }

    /// Whether there are views; forgets those that are gone or released.
    private func hasViews() -> Bool {
        guard fields.pointee.views.is(.list) else { return false }
        let list = List(fields.pointee.views)
        for index in (0..<list.count).reversed() {
            let referent = WeakReference(list[index]).fields.pointee.referent
            if referent.is(.memoryView), !MemoryView(referent).fields.pointee.isReleased { return true }
            list.fields.pointee.count = index
            list[index] = .none
        }
        return false
    }

    func addView(_ view: MemoryView, _ thread: Thread) throws(Raised) {
        _ = hasViews()
        if !fields.pointee.views.is(.list) { fields.pointee.views = try List.make(thread).value }
        try List(fields.pointee.views).append(try thread.makeWeakReference(to: view.value), thread)
    }

    /// Replaces `length` bytes at `position` by `replacement` others, whose content is unspecified: the caller fills them.
    func resize(at position: Int, _ length: Int, to replacement: Int, _ thread: Thread) throws(Raised) {
        if length == replacement { return }
        try checkResizable(thread)
        let old = count
        let (total, overflow) = (old - length).addingReportingOverflow(replacement)
        if overflow || total > Int.max / 4 { throw thread.memoryError() }
        let tail = old - position - length
        let storage = ByteStorage(fields.pointee.storage)
        if position == 0 && replacement < length {
            // From the front: the beginning moves.
            fields.pointee.start += length - replacement
        } else if fields.pointee.start + total <= storage.capacity {
            let base = bytes
            try thread.charge(tail >> 6)
            memmove(base + position + replacement, base + position + length, tail)
        } else {
            let room = total < old + old >> 3 || old == 0 ? total + total >> 3 + 6 : total + 8
            let fresh = try ByteStorage.make(capacity: Swift.max(room, old > 0 && total > old ? old + old >> 1 : 0), thread)
            try thread.charge(old >> 4)
            try thread.copyBytes(fresh.bytes, bytes, position)
            memcpy(fresh.bytes + position + replacement, bytes + position + length, tail)
            fields.pointee.storage = fresh.value
            fields.pointee.start = 0
        }
        fields.pointee.count = total
        if total == 0 { fields.pointee.start = 0 }
    }

    /// Replaces a part by other bytes, which may lie in this object.
    func replace(at position: Int, _ length: Int, with base: UnsafeRawPointer, _ replacement: Int, _ thread: Thread) throws(Raised) {
        // A copy first, if the source moves with what is replaced.
        let own = bytes, end = own + count
        var source = base
        if replacement > 0, source >= UnsafeRawPointer(own), source < UnsafeRawPointer(end) {
            let copy = try ByteStorage.make(capacity: replacement, thread)
            memcpy(copy.bytes, source, replacement)
            source = UnsafeRawPointer(copy.bytes)
        }
        try resize(at: position, length, to: replacement, thread)
        memcpy(bytes + position, source, replacement)
    }

    func append(_ byte: UInt8, _ thread: Thread) throws(Raised) {
        try resize(at: count, 0, to: 1, thread)
        units[count - 1] = byte
    }
}

// MARK: - Methods

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineByteArray() throws(Raised) {
        try define(\.byteArray, "bytearray", shape: \.byteArray, layout: ByteArray.layout, flags: [.isBaseType, .isBuiltinSequence]) { builder throws(Raised) in
            try builder.set(
                "__doc__",
                try Str.make("bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> bytearray\n\nA sequence of bytes that can be changed.", self).value)
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                let storage = try ByteStorage.make(capacity: 0, thread)
                let array = ByteArray(try thread.makeInstance(of: Type(arguments[0])))
                array.fields.pointee.storage = storage.value
                array.fields.pointee.views = .unbound
                return array.value
            }
            try builder.method("__init__", "($self, /, source=b'', encoding='utf-8', errors='strict')", "Initialize an instance.") { thread, arguments throws(Raised) in
                let array = ByteArray(arguments[0])
                if array.count > 0 { try array.resize(at: 0, array.count, to: 0, thread) }
                if let encoded = try thread.encodedArgument(arguments[1], arguments[2], arguments[3], function: "bytearray") {
                    try array.replace(at: 0, array.count, with: Bytes(encoded).bytes, Bytes(encoded).count, thread)
                } else if !arguments[1].isUnbound {
                    let content = try thread.byteContent(of: arguments[1], class: "bytearray")
                    try array.replace(at: 0, array.count, with: content.base, content.count, thread)
                }
                return .none
            }
            try builder.set("__hash__", .none)
            try builder.method("__sizeof__", "($self, /)", "Bytes of memory that it takes.") { thread, arguments throws(Raised) in
                let array = ByteArray(arguments[0])
                return Value(smallInt: 56 + (array.count > 0 ? array.count + 1 : 0))
            }
            try defineByteArrayReduction(builder)
            try defineOwnBuffer(builder)
            try defineReleaseBuffer(builder)
            try defineBytesProtocol(builder)
            try defineBytesSearching(builder)
            try defineBytesSplitting(builder)
            try defineBytesCharacters(builder)
            try defineByteArrayItems(builder)
            try defineByteArrayChanges(builder)
        }
        try defineByteIterator(\.byteArrayIterator, "bytearray_iterator")
    }

    private func defineByteArrayReduction(_ builder: NativeBuilder) throws(Raised) {
        for name in ["__reduce__", "__reduce_ex__"] as [StaticString] {
            try builder.method(name, name.utf8CodeUnitCount == 10 ? "($self, /)" : "($self, proto=0, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let array = ByteArray(arguments[0])
                let inner = try Tuple.allocate(count: 2, thread)
                inner.base[0] = try Str.make(latin1: array.bytes, count: array.count, thread).value
                inner.base[1] = try Str.make("latin-1", thread).value
                let state = try thread.stateForCopying(arguments[0])
                let result = try Tuple.allocate(count: 3, thread)
                result.base[0] = arguments[0].type(thread).value
                result.base[1] = inner.value
                result.base[2] = state
                return result.value
            }
        }
    }

    private func defineByteArrayItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__setitem__", "($self, key, value, /)", "Set self[key] to value.") { thread, arguments throws(Raised) in
            try thread.setItem(of: ByteArray(arguments[0]), arguments[1], arguments[2])
            return .none
        }
        try builder.method("__delitem__", "($self, key, /)", "Delete self[key].") { thread, arguments throws(Raised) in
            try thread.deleteItem(of: ByteArray(arguments[0]), arguments[1])
            return .none
        }
        try builder.method("__iadd__", "($self, value, /)", "Implement self+=value.") { thread, arguments throws(Raised) in
            let view = try thread.concatenated(arguments[1], to: arguments[0]), array = ByteArray(arguments[0])
            try array.replace(at: array.count, 0, with: view.base, view.count, thread)
            return arguments[0]
        }
        try builder.method("__imul__", "($self, value, /)", "Implement self*=value.") { thread, arguments throws(Raised) in
            let times = Swift.max(0, try thread.repetitionCount(arguments[1])), array = ByteArray(arguments[0]), old = array.count
            let (total, overflow) = old.multipliedReportingOverflow(by: times)
            if overflow { throw thread.memoryError() }
            try thread.charge(total >> 4)
            if total < old { try array.resize(at: total, old - total, to: 0, thread) } else { try array.resize(at: old, 0, to: total - old, thread) }
            if total > old { try thread.fillBytes(array.bytes, array.bytes, old, total) }
            return arguments[0]
        }
    }

    private func setItem(of array: ByteArray, _ key: Value, _ value: Value) throws(Raised) {
        if !key.is(.slice) {
            guard hasIndex(key) else { throw raise(.typeError, "bytearray indices must be integers or slices, not \(key.type(self).name)") }
            var index = try subscriptIndex(key)
            let byte: UInt8 = try { () throws(Raised) in
                if index < 0 { index &+= array.count }
                guard index >= 0, index < array.count else { throw raise(.indexError, "bytearray index out of range") }
                return try byteValue(value)
            }()
            guard index < array.count else { throw raise(.indexError, "bytearray index out of range") }
            array.units[index] = byte
            return
        }
        var content: BytesView
        if isBytesLike(value) {
            content = try buffer(value, flags: BufferFlags.everything)
        } else {
            var isIterable = false
            if !hasIndex(value) && !value.is(.str) { isIterable = try iteratorOrNil(of: value) != nil }
            if !isIterable {
                throw raise(.typeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
            }
            let builder = try byteContent(of: value, class: "bytearray")
            content = BytesView(base: builder.base, count: builder.count, isReadOnly: true)
        }
        let (start, _, step, count) = try Slice(key).unpack(self).adjusted(to: array.count)
        if step == 1 { return try array.replace(at: start, count, with: content.base, content.count, self) }
        if content.count == 0 { return try deleteItem(of: array, key) }
        guard content.count == count else {
            throw raise(.valueError, "attempt to assign bytes of size \(content.count) to extended slice of size \(count)")
        }
        if content.base >= array.bytes, content.base < array.bytes + array.count {
            let copy = try ByteStorage.make(capacity: count, self)
            memcpy(copy.bytes, content.base, count)
            content.base = copy.bytes
        }
        var position = start
        for index in 0..<count { array.units[position] = content[index]; position &+= step }
    }

    private func deleteItem(of array: ByteArray, _ key: Value) throws(Raised) {
        if !key.is(.slice) {
            guard hasIndex(key) else { throw raise(.typeError, "bytearray indices must be integers or slices, not \(key.type(self).name)") }
            var index = try subscriptIndex(key)
            if index < 0 { index &+= array.count }
            guard index >= 0, index < array.count else { throw raise(.indexError, "bytearray index out of range") }
            return try array.resize(at: index, 1, to: 0, self)
        }
        var (start, _, step, count) = try Slice(key).unpack(self).adjusted(to: array.count)
        if count == 0 { return }
        if step == 1 { return try array.resize(at: start, count, to: 0, self) }
        try array.checkResizable(self)
        if step < 0 {
            start += step &* (count - 1)
            step = -step
        }
        // What stays moves to the front, gap by gap.
        let bytes = array.units, total = array.count
        var target = start, gap = start, gaps = 0
        for index in start..<total {
            if index == gap, gaps < count {
                gaps += 1
                gap = gaps < count ? gap &+ step : total
            } else {
                bytes[target] = bytes[index]
                target += 1
            }
        }
        array.fields.pointee.count = total - count
        try charge(total >> 4)
    }

    private func defineByteArrayChanges(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("append", "($self, item, /)", "Append one byte.") { thread, arguments throws(Raised) in
            try ByteArray(arguments[0]).append(try thread.byteValue(arguments[1]), thread)
            return .none
        }
        try builder.method("extend", "($self, iterable_of_ints, /)", "Append all the bytes of a buffer or an iterable of ints.") { thread, arguments throws(Raised) in
            let array = ByteArray(arguments[0]), source = arguments[1]
            if thread.isBytesLike(source) {
                guard let view = try thread.bufferOrNil(source) else {
                    throw thread.raise(.typeError, "can't set bytearray slice from \(source.type(thread).name)")
                }
                try array.replace(at: array.count, 0, with: view.base, view.count, thread)
                return .none
            }
            guard let iterator = try thread.iteratorOrNil(of: source) else {
                throw thread.raise(.typeError, "can't extend bytearray with \(source.type(thread).name)")
            }
            _ = try thread.lengthHint(source)
            var builder = try ByteBuilder(thread)
            while let item = try thread.nextItem(iterator) {
                if source.is(.str) { throw thread.raise(.typeError, "expected iterable of integers; got: 'str'") }
                try builder.append(try thread.byteValue(item))
            }
            try array.replace(at: array.count, 0, with: builder.base, builder.count, thread)
            return .none
        }
        try builder.method("insert", "($self, index, item, /)", "Insert one byte before an index.") { thread, arguments throws(Raised) in
            let array = ByteArray(arguments[0])
            var index = try thread.index(arguments[1])
            let byte = try thread.byteValue(arguments[2])
            if index < 0 { index = Swift.max(0, index &+ array.count) }
            index = Swift.min(index, array.count)
            try array.resize(at: index, 0, to: 1, thread)
            array.units[index] = byte
            return .none
        }
        try builder.method("pop", "($self, index=-1, /)", "Remove the byte at an index and return it.") { thread, arguments throws(Raised) in
            let array = ByteArray(arguments[0])
            var index = arguments[1].isUnbound ? -1 : try thread.index(arguments[1])
            if array.count == 0 { throw thread.raise(.indexError, "pop from empty bytearray") }
            if index < 0 { index &+= array.count }
            guard index >= 0, index < array.count else { throw thread.raise(.indexError, "pop index out of range") }
            let byte = array.units[index]
            try array.resize(at: index, 1, to: 0, thread)
            return Value(smallInt: Int(byte))
        }
        try builder.method("remove", "($self, value, /)", "Take out the first byte of a value.") { thread, arguments throws(Raised) in
            let array = ByteArray(arguments[0]), byte = try thread.byteValue(arguments[1])
            let found = Search.firstUnit(UnsafePointer(array.units), array.count, byte)
            if found < 0 { throw thread.raise(.valueError, "value not found in bytearray") }
            try array.resize(at: found, 1, to: 0, thread)
            return .none
        }
        try builder.method("clear", "($self, /)", "Remove all bytes.") { thread, arguments throws(Raised) in
            try ByteArray(arguments[0]).resize(at: 0, ByteArray(arguments[0]).count, to: 0, thread)
            return .none
        }
        try builder.method("copy", "($self, /)", "Return a copy.") { thread, arguments throws(Raised) in
            try ByteArray.make(ByteArray(arguments[0]).bytes, count: ByteArray(arguments[0]).count, thread).value
        }
        try builder.method("reverse", "($self, /)", "Turn the order of the bytes around.") { thread, arguments throws(Raised) in
            let buffer = UnsafeMutableBufferPointer(start: ByteArray(arguments[0]).units, count: ByteArray(arguments[0]).count)
            for index in 0..<(buffer.count / 2) { buffer.swapAt(index, buffer.count - 1 - index) }
            try thread.charge(buffer.count >> 4)
            return .none
        }
        try builder.method("__alloc__", "($self, /)", "How much room there is.") { thread, arguments throws(Raised) in
            let array = ByteArray(arguments[0])
            return Value(smallInt: array.count == 0 ? 0 : Swift.max(ByteStorage(array.fields.pointee.storage).capacity, array.count + 1))
        }
    }
}
