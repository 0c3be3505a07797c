import KraitBytecode

/// `str`: a sequence of code points, stored with 1, 2 or 4 bytes each (PEP 393), so that indexing takes constant time.
///
///     header | hash | length | width, flags, where code units begin | attributes of a subclass … | code units …
///
/// The width is the smallest that holds every code point: two equal strings have equal bytes.
/// In CPython: Objects/unicodeobject.c.
public struct Str: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        /// 0 until it is asked for; a hash that would be 0 is kept as 1.
        public var hash: Int
        /// Code points.
        public var length: Int
        /// Bytes for each code point: 1, 2 or 4.
        public var width: UInt8
        public var isASCII: Bool
        /// The only string with this text that is interned: equal to another interned one only if it is the same cell.
        public var isInterned: Bool
        /// How often a text was appended to to make this one, as far as that matters. See ``appended(_:_:)``.
        var appends: UInt8
        /// Offset of the code units in the cell: `headerSize`, or more in an instance of a subclass that has attributes; 0 in a view.
        public var offset: UInt32
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }

    static let headerSize = 32
    static let layout = Layout(.str, size: headerSize, trace: { cell, marker in
        if Str(cell: cell).isView { marker.mark(Str(cell: cell).view.pointee.storage) }
    })

    @inlinable @inline(__always) public var count: Int { fields.pointee.length }
    @inlinable @inline(__always) public var width: Int { Int(fields.pointee.width) }
    @inlinable @inline(__always) public var isASCII: Bool { fields.pointee.isASCII }
    /// The code units.
    @inline(__always) public var bytes: UnsafeMutableRawPointer { isView ? view.pointee.units : cell + Int(fields.pointee.offset) }
    /// Whether the code units lie elsewhere, and where.
    @inline(__always) var isView: Bool { fields.pointee.offset == 0 }
    @inline(__always) var view: UnsafeMutablePointer<View> { (cell + Str.headerSize).assumingMemoryBound(to: View.self) }

    /// The code point at an index, which must be below `count`.
    @inline(__always)
    public subscript(_ index: Int) -> UInt32 {
        switch width {
        case 1: UInt32((bytes + index).load(as: UInt8.self))
        case 2: UInt32((bytes + index * 2).load(as: UInt16.self))
        default: (bytes + index * 4).load(as: UInt32.self)
        }
    }
}

// MARK: - Making

extension Str {
    /// An uninitialized string for `count` code points of at most `largest`. The caller fills it before anything else is allocated.
    public static func allocate(count: Int, largest: UInt32, _ thread: Thread) throws(Raised) -> Str {
        let width = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4
        guard count < Int.max / 8 else { throw thread.memoryError() }
        let string = Str(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.str, size: headerSize &+ count &* width))
        string.fields.pointee.hash = 0
        string.fields.pointee.isInterned = false
        string.fields.pointee.appends = 0
        string.fields.pointee.length = count
        string.fields.pointee.width = UInt8(width)
        string.fields.pointee.isASCII = largest < 0x80
        string.fields.pointee.offset = UInt32(headerSize)
        return string
    }

    /// An instance of a subclass of `str` with the text of `string`.
    static func make(_ string: Str, subclass type: Type, _ thread: Thread) throws(Raised) -> Value {
        let size = string.count * string.width
        let copy = Str(try thread.makeInstance(of: type, itemBytes: size))
        copy.fields.pointee.length = string.count
        copy.fields.pointee.width = string.fields.pointee.width
        copy.fields.pointee.isASCII = string.isASCII
        copy.fields.pointee.offset = UInt32(copy.shape.pointee.instanceSize)
        copy.bytes.copyMemory(from: string.bytes, byteCount: size)
        return copy.value
    }

    /// A string from UTF-8 in which lone surrogates take three bytes.
    public static func make(utf8 bytes: UnsafeBufferPointer<UInt8>, _ thread: Thread) throws(Raised) -> Str {
        var count = 0, largest: UInt32 = 0, index = 0
        while index < bytes.count {
            let end = Swift.min(bytes.count - index, Thread.piece) + index
            while index < end {
                let point = decode(bytes, &index)
                largest = max(largest, point)
                count += 1
            }
            if index < bytes.count { try thread.checkLimits() }
        }
        if count == 0 { return Str(thread.machine.pointee.emptyString) }
        if count == 1 {
            index = 0
            return try character(decode(bytes, &index), thread)
        }
        let string = try allocate(count: count, largest: largest, thread)
        if largest < 0x80 {
            if count > 0, let base = bytes.baseAddress { try thread.copyBytes(string.bytes, base, count) }
            return string
        }
        index = 0
        try thread.inPieces(count) { start, end in
            for position in start..<end { string.store(decode(bytes, &index), at: position) }
        }
        return string
    }

    public static func make(_ text: String, _ thread: Thread) throws(Raised) -> Str {
        try make(utf8: Array(text.utf8), thread)
    }

    public static func make(utf8 bytes: [UInt8], _ thread: Thread) throws(Raised) -> Str {
        try bytes.withUnsafeBufferPointer { buffer throws(Raised) in try make(utf8: buffer, thread) }
    }

    /// A string of one code point.
    public static func make(codePoint: UInt32, _ thread: Thread) throws(Raised) -> Str {
        let string = try allocate(count: 1, largest: codePoint, thread)
        string.store(codePoint, at: 0)
        return string
    }

    /// Writes a code point of a string that is being made; it must fit the width.
    @inline(__always)
    public func store(_ point: UInt32, at index: Int) {
        switch width {
        case 1: (bytes + index).storeBytes(of: UInt8(truncatingIfNeeded: point), as: UInt8.self)
        case 2: (bytes + index * 2).storeBytes(of: UInt16(truncatingIfNeeded: point), as: UInt16.self)
        default: (bytes + index * 4).storeBytes(of: point, as: UInt32.self)
        }
    }

    /// The code point that begins at `index`, which moves behind it. Malformed bytes stand for themselves.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
        let first = bytes[index]
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        if length == 1 || index + length > bytes.count { index += 1; return UInt32(first) }
        var point = UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<length { point = point << 6 | UInt32(bytes[index + offset] & 0x3F) }
        index += length
        return min(point, 0x10FFFF)
    }

    /// The text in UTF-8, lone surrogates as three bytes.
    public var utf8: [UInt8] {
        if isASCII { return Array(UnsafeRawBufferPointer(start: bytes, count: count)) }
        var text = PythonString(uncheckedUTF8: [])
        text.utf8.reserveCapacity(count * 2)
        for index in 0..<count { text.append(codePoint: self[index]) }
        return text.utf8
    }

    /// The same of a text that may be long.
    func utf8(_ thread: Thread) throws(Raised) -> [UInt8] {
        if count <= Thread.piece { return utf8 }
        var text = PythonString(uncheckedUTF8: [])
        text.utf8.reserveCapacity(isASCII ? count : count &* 2)
        try thread.inPieces(count) { start, end in
            if isASCII {
                text.utf8 += UnsafeRawBufferPointer(start: bytes + start, count: end - start)
            } else {
                for index in start..<end { text.append(codePoint: self[index]) }
            }
        }
        return text.utf8
    }

    /// The text as a Swift string, U+FFFD for lone surrogates.
    public var text: String { String(decoding: utf8, as: UTF8.self) }
}

// MARK: - Hash and equality

extension Str {
    /// SipHash-1-3 of the bytes, as CPython computes it.
    @inline(__always)
    public func hash(_ thread: Thread) -> Int {
        let known = fields.pointee.hash
        return known != 0 ? known : computeHash(thread.machine.pointee.hashKey)
    }

    @inline(never)
    func computeHash(_ key: (UInt64, UInt64)) -> Int {
        if count == 0 { return 0 }
        var hash = Int(truncatingIfNeeded: SipHash.hash13(UnsafeRawBufferPointer(start: bytes, count: count * width), key: key))
        if hash == -1 { hash = -2 }
        fields.pointee.hash = hash
        return hash
    }

    @inline(__always)
    public static func == (left: Str, right: Str) -> Bool {
        if left.cell == right.cell { return true }
        let a = left.fields, b = right.fields
        if a.pointee.length != b.pointee.length || a.pointee.width != b.pointee.width { return false }
        if a.pointee.isInterned && b.pointee.isInterned { return false }
        return compareBytes(left.bytes, right.bytes, a.pointee.length * Int(a.pointee.width)) == 0
    }

    /// Negative, zero or positive as `left` comes before, is equal to or comes after `right` in code point order.
    public static func order(_ left: Str, _ right: Str) -> Int {
        let count = min(left.count, right.count)
        if left.width == 1 && right.width == 1 {
            let result = compareBytes(left.bytes, right.bytes, count)
            return result != 0 ? result : left.count - right.count
        }
        for index in 0..<count {
            let a = left[index], b = right[index]
            if a != b { return a < b ? -1 : 1 }
        }
        return left.count - right.count
    }
}

// MARK: - Interning

/// The interned strings: open addressing over cells, by hash. Dead ones leave at each collection.
public struct InternTable {
    private var slots: [CellPointer?] = Array(repeating: nil, count: 4096)
    private var count = 0
    var byteCount: Int { slots.count * 8 }

    /// The interned string with the text of `string`: that one itself if there was none.
    public mutating func intern(_ string: Str, key: (UInt64, UInt64)) -> Str {
        if string.fields.pointee.isInterned { return string }
        if (count + 1) * 4 > slots.count * 3 { rehash(slots.count * 2) }
        if string.fields.pointee.hash == 0 { _ = string.computeHash(key) }
        let hash = string.fields.pointee.hash
        var slot = hash & (slots.count - 1)
        while let cell = slots[slot] {
            let candidate = Str(cell: cell)
            if candidate.fields.pointee.hash == hash && candidate == string { return candidate }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = string.cell
        string.fields.pointee.isInterned = true
        count += 1
        return string
    }

    private mutating func rehash(_ capacity: Int) {
        let old = slots
        slots = Array(repeating: nil, count: capacity)
        for case let cell? in old {
            var slot = Str(cell: cell).fields.pointee.hash & (capacity - 1)
            while slots[slot] != nil { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = cell
        }
    }

    /// Forgets unmarked strings: called between marking and sweeping.
    mutating func removeDead() {
        var live: [CellPointer] = []
        for case let cell? in slots where BlockHeader.isMarked(cell) { live.append(cell) }
        count = live.count
        var capacity = 4096
        while live.count * 2 > capacity { capacity *= 2 }
        slots = live.map { $0 }
        rehash(capacity)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The interned string with a text.
    public func intern(_ text: String) throws(Raised) -> Str { intern(try Str.make(text, self)) }

    public func intern(_ text: StaticString) throws(Raised) -> Str {
        intern(try Str.make(utf8: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), self))
    }

    public func intern(_ string: Str) -> Str {
        machine.pointee.interned.intern(string, key: machine.pointee.hashKey)
    }

    /// A name that native code uses.
    @inline(__always)
    public func name(_ name: KnownName) -> Value { machine.pointee.names[Int(name.rawValue)] }
}
