#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A run of bytes that another cell or a native function owns: the content of a bytearray, a text that is being built.
///
///     header | capacity | byte … byte
///
/// Whoever keeps a pointer into it in a local variable keeps it alive.
public struct ByteStorage: CellHandle {
    public struct Fields {
        public var header: ShapePointer
        public var capacity: Int
    }
    public let cell: CellPointer
    @inlinable @inline(__always) public init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.bytesStorage, size: 16)

    @inlinable @inline(__always) public var bytes: UnsafeMutableRawPointer { cell + 16 }
    @inlinable @inline(__always) public var capacity: Int { fields.pointee.capacity }

    /// Storage of zeros.
    public static func make(capacity: Int, _ thread: Thread) throws(Raised) -> ByteStorage {
        guard capacity >= 0, capacity < Int.max / 2 else { throw thread.memoryError() }
        let storage = ByteStorage(cell: try thread.allocate(thread.machine.pointee.shapes.bytesStorage, size: 16 + capacity))
        storage.fields.pointee.capacity = capacity
        return storage
    }
}

/// A text under construction: code units in a growing cell, as wide as the largest so far needs.
///
/// Keep it in a local variable (never captured by an escaping closure): the pointer in it is what keeps the storage alive.
struct TextBuilder {
    let thread: Thread
    private var units: UnsafeMutableRawPointer
    /// In code units.
    private var capacity: Int
    private(set) var count = 0
    private var width = 1
    /// All code points or'ed together.
    private var union: UInt32 = 0

    init(capacity: Int = 64, _ thread: Thread) throws(Raised) {
        self.thread = thread
        self.capacity = Swift.max(capacity, 16)
        units = try ByteStorage.make(capacity: self.capacity, thread).bytes
    }

    /// Makes room for `more` code points of at most `largest`.
    @inline(__always)
    mutating func reserve(_ more: Int, largest: UInt32) throws(Raised) {
        let needed = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4
        if needed > width || more > capacity &- count { try grow(more, Swift.max(needed, width)) }
        union |= largest
    }

    @inline(never)
    private mutating func grow(_ more: Int, _ newWidth: Int) throws(Raised) {
        let (least, overflow) = count.addingReportingOverflow(more)
        guard !overflow, least < Int.max / 16 else { throw thread.memoryError() }
        let room = least > capacity ? Swift.max(least, capacity * 2) : capacity
        let fresh = try ByteStorage.make(capacity: room * newWidth, thread).bytes
        try thread.charge(count >> 4)
        if newWidth == width {
            memcpy(fresh, units, count * width)
        } else {
            try thread.inPieces(count) { start, end in
                for index in start..<end {
                    let point = unit(index)
                    if newWidth == 2 { fresh.assumingMemoryBound(to: UInt16.self)[index] = UInt16(truncatingIfNeeded: point) } else { fresh.assumingMemoryBound(to: UInt32.self)[index] = point }
                }
            }
        }
        units = fresh
        capacity = room
        width = newWidth
    }

    private func unit(_ index: Int) -> UInt32 {
        switch width {
        case 1: UInt32(units.assumingMemoryBound(to: UInt8.self)[index])
        case 2: UInt32(units.assumingMemoryBound(to: UInt16.self)[index])
        default: units.assumingMemoryBound(to: UInt32.self)[index]
        }
    }

    @inline(__always)
    private mutating func put(_ point: UInt32) {
        switch width {
        case 1: units.assumingMemoryBound(to: UInt8.self)[count] = UInt8(truncatingIfNeeded: point)
        case 2: units.assumingMemoryBound(to: UInt16.self)[count] = UInt16(truncatingIfNeeded: point)
        default: units.assumingMemoryBound(to: UInt32.self)[count] = point
        }
        count &+= 1
    }

    @inline(__always)
    mutating func append(_ point: UInt32) throws(Raised) {
        try reserve(1, largest: point)
        put(point)
    }

    /// Appends Latin-1 text.
    mutating func append(latin1 bytes: UnsafeRawPointer, _ length: Int) throws(Raised) {
        let source = bytes.assumingMemoryBound(to: UInt8.self)
        try reserve(length, largest: Str.bitUnion(source, length))
        if width == 1 {
            (units + count).copyMemory(from: bytes, byteCount: length)
            count += length
        } else {
            for index in 0..<length { put(UInt32(source[index])) }
        }
    }

    /// Appends a part of a string.
    mutating func append(_ string: Str, _ start: Int, _ end: Int) throws(Raised) {
        if end <= start { return }
        let length = end - start
        if string.width == 1 {
            let source = string.units8 + start
            try reserve(length, largest: string.isASCII ? 0 : Str.bitUnion(source, length))
            if width == 1 {
                try thread.copyBytes(units + count, source, length)
                count += length
                return
            }
        } else {
            try reserve(length, largest: string.width == 2 ? Str.bitUnion(string.units16 + start, length) : Str.bitUnion(string.units32 + start, length))
        }
        try thread.inPieces(length) { first, last in
            for index in start + first..<start + last { put(string[index]) }
        }
    }

    mutating func append(_ string: Str) throws(Raised) { try append(string, 0, string.count) }

    /// Appends a code point `times` times.
    mutating func append(_ point: UInt32, times: Int) throws(Raised) {
        if times <= 0 { return }
        try thread.charge(times >> 4)
        try reserve(times, largest: point)
        if width == 1 {
            try thread.fillBytes(units + count, with: UInt8(truncatingIfNeeded: point), times)
            count &+= times
        } else {
            try thread.inPieces(times) { start, end in
                for _ in start..<end { put(point) }
            }
        }
    }

    /// Appends ASCII text.
    mutating func append(_ text: StaticString) throws(Raised) {
        try reserve(text.utf8CodeUnitCount, largest: 0)
        for index in 0..<text.utf8CodeUnitCount { put(UInt32(text.utf8Start[index])) }
    }

    /// Appends `digits` lower-case hexadecimal digits.
    mutating func append(hex number: UInt32, digits: Int) throws(Raised) {
        for digit in (0..<digits).reversed() { try append(hexDigit(UInt8(truncatingIfNeeded: number >> UInt32(digit * 4) & 15))) }
    }

    /// Keeps the low eight bits of the last code point.
    mutating func truncateLastToByte() throws(Raised) {
        let byte = unit(count - 1) & 0xFF
        count -= 1
        put(byte)
    }

    /// The text as a string.
    func finish() throws(Raised) -> Str {
        if count == 0 { return Str(thread.machine.pointee.emptyString) }
        if count == 1 { return try Str.character(unit(0), thread) }
        let string = try Str.allocate(count: count, largest: union, thread)
        // A unit larger than the union says cannot be there; a width can be more than is needed if room was reserved in vain.
        try thread.inPieces(count) { start, end in
            switch width {
            case 1: string.fill(from: units.assumingMemoryBound(to: UInt8.self) + start, count: end - start, at: start)
            case 2: string.fill(from: units.assumingMemoryBound(to: UInt16.self) + start, count: end - start, at: start)
            default: string.fill(from: units.assumingMemoryBound(to: UInt32.self) + start, count: end - start, at: start)
            }
        }
        return string
    }
}

/// The lower-case hexadecimal digit of a number below 16.
@inline(__always)
func hexDigit(_ number: UInt8) -> UInt32 { UInt32(number < 10 ? 0x30 + number : 0x57 + number) }
