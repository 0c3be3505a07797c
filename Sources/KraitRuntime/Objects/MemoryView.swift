#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `memoryview`: the bytes of another object, seen as items of some format, in steps.
///
///     header | object | storage | first item | count, item size, stride | format | shape | hash | wrapper | exports | flags
///
/// The storage is the cell that the bytes lie in, which stays alive with the view. A view of several dimensions has its items in one piece.
/// In CPython: Objects/memoryobject.c.
public struct MemoryView: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// What the view was made of: None once it is released.
        public var object: Value
        public var storage: Value
        public var first: UnsafeMutableRawPointer
        /// Items in all dimensions.
        public var count: Int
        public var itemSize: Int
        /// Bytes from one item to the next; negative for a reversed view.
        public var stride: Int
        /// A str.
        public var format: Value
        /// A tuple of lengths; unbound in a view of one dimension.
        public var shape: Value
        /// None until it is asked for.
        public var hash: Value
        /// What calls `__release_buffer__` once the last view is released; unbound if nothing does.
        var wrapper: Value
        /// Views that were made of this one by way of an object's `__buffer__`: it is not released before them.
        var exports: Int
        /// The character of the format that says what items are.
        public var code: UInt8
        public var isReadOnly: Bool
        public var isReleased: Bool
        /// Made for a call of `__release_buffer__`.
        var isRestricted: Bool
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.memoryView, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        let fields = MemoryView(cell: cell).fields
        marker.mark(fields.pointee.object)
        marker.mark(fields.pointee.storage)
        marker.mark(fields.pointee.format)
        marker.mark(fields.pointee.shape)
        marker.mark(fields.pointee.hash)
        marker.mark(fields.pointee.wrapper)
    })

    var isContiguous: Bool { fields.pointee.stride == fields.pointee.itemSize || fields.pointee.count <= 1 }
    /// Items in the first dimension.
    var length: Int {
        guard fields.pointee.shape.is(.tuple) else { return fields.pointee.count }
        let shape = Tuple(fields.pointee.shape)
        return shape.count == 0 ? 0 : shape[0].smallInt
    }
    var dimensions: Int { fields.pointee.shape.is(.tuple) ? Tuple(fields.pointee.shape).count : 1 }

    @inline(__always)
    func place(_ index: Int) -> UnsafeMutableRawPointer { fields.pointee.first + index &* fields.pointee.stride }

    func checkReleased(_ thread: Thread) throws(Raised) {
        if fields.pointee.isReleased { throw thread.raise(.valueError, "operation forbidden on released memoryview object") }
    }

    /// The bytes, copied if they do not lie together.
    func contiguous(_ thread: Thread) throws(Raised) -> BytesView {
        try checkReleased(thread)
        let fields = self.fields.pointee
        if isContiguous { return BytesView(base: fields.first, count: fields.count * fields.itemSize, isReadOnly: fields.isReadOnly) }
        let copy = try ByteStorage.make(capacity: fields.count * fields.itemSize, thread)
        for index in 0..<fields.count { memcpy(copy.bytes + index * fields.itemSize, place(index), fields.itemSize) }
        return BytesView(base: copy.bytes, count: fields.count * fields.itemSize, isReadOnly: true)
    }

    /// Shows a part of the items.
    fileprivate func narrow(_ start: Int, _ step: Int, _ count: Int) {
        if count > 0 { fields.pointee.first = place(start) }
        fields.pointee.stride = fields.pointee.stride &* (count > 1 || step == 1 ? step : 1)
        if count <= 1, step != 1 { fields.pointee.stride = fields.pointee.stride &* step }
        fields.pointee.count = count
    }

    /// A view like another one: the caller changes what differs.
    static func make(like other: MemoryView, _ thread: Thread) throws(Raised) -> MemoryView {
        let view = MemoryView(cell: try thread.allocate(thread.memoryViewShape, size: layout.size))
        let header = view.fields.pointee.header
        view.fields.pointee = other.fields.pointee
        view.fields.pointee.header = header
        view.fields.pointee.hash = .none
        view.fields.pointee.exports = 0
        if view.fields.pointee.wrapper.isCell { BufferWrapper(view.fields.pointee.wrapper).fields.pointee.count += 1 }
        if other.fields.pointee.object.is(.byteArray) { try ByteArray(other.fields.pointee.object).addView(view, thread) }
        return view
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    var memoryViewShape: ShapePointer { Type(machine.pointee.types.memoryView).fields.pointee.instanceShape }

    /// `memoryview(object)`
    public func makeMemoryView(_ object: Value) throws(Raised) -> MemoryView { try makeMemoryView(object, flags: BufferFlags.everything) }

    func makeMemoryView(_ object: Value, flags: Int) throws(Raised) -> MemoryView {
        if object.is(.memoryView) {
            try MemoryView(object).checkUsable(self)
            return try MemoryView.make(like: MemoryView(object), self)
        }
        if hasOwnBuffer(object) {
            try checkOwnBuffer(object, flags)
            return try makeMemoryView(ofOwn: object)
        }
        guard isBytesLike(object) else { throw raise(.typeError, "memoryview: a bytes-like object is required, not '\(object.type(self).name)'") }
        return try wrappedView(of: object, flags: flags)
    }

    /// A view of the memory of a `bytes` or `bytearray`, whatever its class says.
    func makeMemoryView(ofOwn object: Value) throws(Raised) -> MemoryView {
        let view = try makeUnwatchedView(ofOwn: object)
        try watchRelease(of: view)
        return view
    }

    /// The same without telling the object when it is released.
    func makeUnwatchedView(ofOwn object: Value) throws(Raised) -> MemoryView {
        let storage = object.is(.bytes) ? object : ByteArray(object).fields.pointee.storage
        return try makeMemoryView(of: object, storage: storage, ownBytes(object), code: 0x42, itemSize: 1)
    }

    /// A view of memory that an object gives access to and the storage cell holds.
    public func makeMemoryView(of object: Value, storage: Value, _ bytes: BytesView, code: UInt8, itemSize: Int) throws(Raised) -> MemoryView {
        let view = MemoryView(cell: try allocate(memoryViewShape, size: MemoryView.layout.size))
        view.fields.pointee.object = object
        view.fields.pointee.storage = storage
        view.fields.pointee.first = bytes.base
        view.fields.pointee.count = bytes.count / itemSize
        view.fields.pointee.itemSize = itemSize
        view.fields.pointee.stride = itemSize
        view.fields.pointee.format = machine.pointee.characters[Int(code)]
        view.fields.pointee.shape = .unbound
        view.fields.pointee.hash = .none
        view.fields.pointee.wrapper = .unbound
        view.fields.pointee.code = code
        view.fields.pointee.isReadOnly = bytes.isReadOnly
        if object.is(.byteArray) { try ByteArray(object).addView(view, self) }
        return view
    }

    // MARK: - Items

    /// Bytes of an item of a native format; nil if it is none.
    func itemSize(ofFormat code: UInt8) -> Int? {
        switch code {
        case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "c"), UInt8(ascii: "?"): 1
        case UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "e"): 2
        case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "f"): 4
        case UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "q"), UInt8(ascii: "Q"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "d"), UInt8(ascii: "P"): 8
        default: nil
        }
    }

    func item(at place: UnsafeMutableRawPointer, code: UInt8) throws(Raised) -> Value {
        switch code {
        case UInt8(ascii: "B"): return Value(smallInt: Int(place.load(as: UInt8.self)))
        case UInt8(ascii: "b"): return Value(smallInt: Int(place.load(as: Int8.self)))
        case UInt8(ascii: "c"): return machine.pointee.shortBytes[Int(place.load(as: UInt8.self))]
        case UInt8(ascii: "?"): return Value(place.load(as: UInt8.self) != 0)
        case UInt8(ascii: "h"): return Value(smallInt: Int(place.loadUnaligned(as: Int16.self)))
        case UInt8(ascii: "H"): return Value(smallInt: Int(place.loadUnaligned(as: UInt16.self)))
        case UInt8(ascii: "i"): return Value(smallInt: Int(place.loadUnaligned(as: Int32.self)))
        case UInt8(ascii: "I"): return Value(smallInt: Int(place.loadUnaligned(as: UInt32.self)))
        case UInt8(ascii: "l"), UInt8(ascii: "q"), UInt8(ascii: "n"): return try makeInt(place.loadUnaligned(as: Int.self))
        case UInt8(ascii: "L"), UInt8(ascii: "Q"), UInt8(ascii: "N"), UInt8(ascii: "P"):
            return try makeInt(place.loadUnaligned(as: UInt.self))
        case UInt8(ascii: "f"): return try makeFloat(Double(place.loadUnaligned(as: Swift.Float.self)))
        case UInt8(ascii: "d"): return try makeFloat(place.loadUnaligned(as: Double.self))
        default: throw raise(.notImplementedError, "memoryview: format \(String(UnicodeScalar(code))) not supported")
        }
    }

    /// Writes an item.
    private func store(_ value: Value, to view: MemoryView, _ index: Int) throws(Raised) {
        let code = view.fields.pointee.code
        func invalid(_ what: ExceptionKind, _ word: String) -> Raised { raise(what, "memoryview: invalid \(word) for format '\(String(UnicodeScalar(code)))'") }
        func put<Number: FixedWidthInteger>(_ type: Number.Type) throws(Raised) {
            guard hasIndex(value) else { throw invalid(.typeError, "type") }
            let int = try indexValue(value)
            let number = machineInteger(int).flatMap { Number(exactly: $0) } ?? machineUnsigned(int).flatMap { Number(exactly: $0) }
            guard let number else { throw invalid(.valueError, "value") }
            try view.checkReleased(self)
            view.place(index).storeBytes(of: number, as: Number.self)
        }
        switch code {
        case UInt8(ascii: "B"): try put(UInt8.self)
        case UInt8(ascii: "b"): try put(Int8.self)
        case UInt8(ascii: "h"): try put(Int16.self)
        case UInt8(ascii: "H"): try put(UInt16.self)
        case UInt8(ascii: "i"): try put(Int32.self)
        case UInt8(ascii: "I"): try put(UInt32.self)
        case UInt8(ascii: "l"), UInt8(ascii: "q"), UInt8(ascii: "n"): try put(Int.self)
        case UInt8(ascii: "L"), UInt8(ascii: "Q"), UInt8(ascii: "N"), UInt8(ascii: "P"): try put(UInt.self)
        case UInt8(ascii: "?"):
            let isTrue = try isTrue(value)
            try view.checkReleased(self)
            view.place(index).storeBytes(of: isTrue ? 1 : 0, as: UInt8.self)
        case UInt8(ascii: "c"):
            guard value.is(.bytes) else { throw invalid(.typeError, "type") }
            guard Bytes(value).count == 1 else { throw invalid(.valueError, "value") }
            view.place(index).storeBytes(of: ownBytes(value)[0], as: UInt8.self)
        case UInt8(ascii: "f"), UInt8(ascii: "d"):
            let number: Double
            do throws(Raised) {
                number = try double(value)
            } catch {
                let exceptions = machine.pointee.types.exceptions
                if try takeException(matching: exceptions.typeError) { throw invalid(.typeError, "type") }
                if try takeException(matching: exceptions.overflowError) { throw invalid(.valueError, "value") }
                if try takeException(matching: exceptions.valueError) { throw invalid(.valueError, "value") }
                throw error
            }
            try view.checkReleased(self)
            if code == UInt8(ascii: "d") { view.place(index).storeBytes(of: number, as: Double.self) } else { view.place(index).storeBytes(of: Swift.Float(number), as: Swift.Float.self) }
        default: throw raise(.notImplementedError, "memoryview: format \(String(UnicodeScalar(code))) not supported")
        }
    }

    /// `view[key]`
    func getItem(of view: MemoryView, _ key: Value) throws(Raised) -> Value {
        try view.checkReleased(self)
        if view.dimensions == 0 {
            guard key == .ellipsis || (key.is(.tuple) && Tuple(key).count == 0) else { throw raise(.typeError, "invalid indexing of 0-dim memory") }
            return try key == .ellipsis ? view.value : item(at: view.place(0), code: view.fields.pointee.code)
        }
        if isTupleOfSlices(key) { throw raise(.notImplementedError, "multi-dimensional slicing is not implemented") }
        if key.is(.tuple) { return try item(at: view.place(try position(in: view, Tuple(key))), code: view.fields.pointee.code) }
        if key.is(.slice) {
            guard view.dimensions == 1 else { throw raise(.notImplementedError, "multi-dimensional slicing is not implemented") }
            // Made first, since finding the indices may release the view.
            try view.checkUsable(self)
            let part = try MemoryView.make(like: view, self)
            let (start, step, count) = try Slice(key).indices(view.length, self)
            part.narrow(start, step, count)
            return part.value
        }
        guard hasIndex(key) else { throw raise(.typeError, "memoryview: invalid slice key") }
        let index = try checkedIndex(try subscriptIndex(key), view.length, dimension: 1)
        try view.checkReleased(self)
        guard view.dimensions == 1 else { throw raise(.notImplementedError, "multi-dimensional sub-views are not implemented") }
        return try item(at: view.place(index), code: view.fields.pointee.code)
    }

    private func isTupleOfSlices(_ key: Value) -> Bool { key.is(.tuple) && Tuple(key).count > 0 && Tuple(key).allSatisfy { $0.is(.slice) } }

    private func checkedIndex(_ index: Int, _ length: Int, dimension: Int) throws(Raised) -> Int {
        let position = index < 0 ? index &+ length : index
        guard position >= 0, position < length else { throw raise(.indexError, "index out of bounds on dimension \(dimension)") }
        return position
    }

    /// The place of an item by one index for each dimension.
    private func position(in view: MemoryView, _ key: Tuple) throws(Raised) -> Int {
        for item in key where !hasIndex(item) { throw raise(.typeError, "memoryview: invalid slice key") }
        if key.count < view.dimensions { throw raise(.notImplementedError, "sub-views are not implemented") }
        if key.count > view.dimensions {
            throw raise(.typeError, "cannot index \(view.dimensions)-dimension view with \(key.count)-element tuple")
        }
        var position = 0
        for dimension in 0..<key.count {
            let length = view.fields.pointee.shape.is(.tuple) ? Tuple(view.fields.pointee.shape)[dimension].smallInt : view.length
            position = position &* length &+ (try checkedIndex(try subscriptIndex(key[dimension]), length, dimension: dimension + 1))
        }
        try view.checkReleased(self)
        return position
    }

    func setItem(of view: MemoryView, _ key: Value, _ value: Value) throws(Raised) {
        try view.checkReleased(self)
        if view.fields.pointee.isReadOnly { throw raise(.typeError, "cannot modify read-only memory") }
        if value.isUnbound { throw raise(.typeError, "cannot delete memory") }
        if isTupleOfSlices(key) { throw raise(.notImplementedError, "memoryview slice assignments are currently restricted to ndim = 1") }
        if key.is(.tuple) { return try store(value, to: view, try position(in: view, Tuple(key))) }
        if key.is(.slice) {
            guard view.dimensions == 1 else { throw raise(.notImplementedError, "memoryview slice assignments are currently restricted to ndim = 1") }
            guard isBytesLike(value) else { throw raise(.typeError, "a bytes-like object is required, not '\(value.type(self).name)'") }
            let source = try makeMemoryView(value)
            let (start, step, count) = try Slice(key).indices(view.length, self)
            try view.checkReleased(self)
            guard source.fields.pointee.count == count, source.fields.pointee.code == view.fields.pointee.code, source.dimensions == 1 else {
                release(source)
                throw raise(.valueError, "memoryview assignment: lvalue and rvalue have different structures")
            }
            var bytes = try source.contiguous(self)
            let size = view.fields.pointee.itemSize
            let copy = try ByteStorage.make(capacity: bytes.count, self)
            memcpy(copy.bytes, bytes.base, bytes.count)
            bytes.base = copy.bytes
            var position = start
            for index in 0..<count {
                memcpy(view.place(position), bytes.base + index * size, size)
                position &+= step
            }
            release(source)
            return
        }
        guard hasIndex(key) else { throw raise(.typeError, "memoryview: invalid slice key") }
        let index = try checkedIndex(try subscriptIndex(key), view.length, dimension: 1)
        guard view.dimensions == 1 else { throw raise(.notImplementedError, "sub-views are not implemented") }
        try store(value, to: view, index)
    }

    /// `tolist()`, from an item on, for the dimensions from one on.
    func list(of view: MemoryView, dimension: Int, from start: inout Int) throws(Raised) -> Value {
        if view.dimensions == 0 { return try item(at: view.place(0), code: view.fields.pointee.code) }
        let length = view.fields.pointee.shape.is(.tuple) ? Tuple(view.fields.pointee.shape)[dimension].smallInt : view.length
        let result = try List.make(capacity: length, self)
        try charge(length)
        for _ in 0..<length {
            if dimension + 1 == view.dimensions {
                try result.append(try item(at: view.place(start), code: view.fields.pointee.code), self)
                start += 1
            } else {
                try result.append(try list(of: view, dimension: dimension + 1, from: &start), self)
            }
        }
        return result.value
    }
}
