// Strings that grow at their end: `text += part`, again and again.
//
//     Str, a view   header | hash | length | width, flags, offset 0 | units | storage
//                                                                       │       │
//     ByteStorage   header | capacity | bytes used | code units … ◄─────┴───────┘  … room
//
// A string never changes, and nobody counts who refers to one, so that `text += part` must make a new string. A text that was made by appending
// several times is made as a view of storage with room behind it: the next part is written there, behind the units of all views that there are, and the
// new string is another view, longer by the part. Only the longest view of a storage can be appended to in this way; any other copies.
//
// CPython gets the same from its reference counts (Python/ceval.c, `unicode_concatenate`), for local variables. Not taken: ropes, which every other
// operation would have to flatten.

extension Str {
    /// What follows the fields of a view.
    struct View {
        var units: UnsafeMutableRawPointer
        var storage: Value
    }

    private static var viewSize: Int { headerSize + MemoryLayout<View>.stride }
    /// The bytes of storage before its code units: how many bytes of those are in use.
    private static var storageHeaderSize: Int { 8 }
    /// A text that was appended to so often and has so many bytes is likely to be appended to again.
    private static var fewestAppends: UInt8 { 4 }
    private static var fewestBytes: Int { 256 }

    /// The text followed by another, for an operation whose result takes the place of the text.
    func appended(_ other: Str, _ thread: Thread) throws(Raised) -> Str {
        if count == 0 || other.count == 0 { return try concatenated(other, thread) }
        let (total, overflow) = count.addingReportingOverflow(other.count)
        let appends = fields.pointee.appends
        guard !overflow, appends >= Str.fewestAppends, other.width <= width, total < Int.max / 16, total * width >= Str.fewestBytes else {
            let result = try concatenated(other, thread)
            result.fields.pointee.appends = min(appends, Str.fewestAppends - 1) + 1
            return result
        }
        let storage = try storageWithRoom(for: total * width, thread)
        try thread.charge(other.count >> 6)
        let result = Str(cell: try thread.allocateUnfilled(thread.machine.pointee.shapes.str, size: Str.viewSize))
        result.fields.pointee.hash = 0
        result.fields.pointee.length = total
        result.fields.pointee.width = fields.pointee.width
        result.fields.pointee.isASCII = isASCII && other.isASCII
        result.fields.pointee.isInterned = false
        result.fields.pointee.appends = appends
        result.fields.pointee.offset = 0
        result.view.pointee = View(units: storage.bytes + Str.storageHeaderSize, storage: storage.value)
        result.fill(from: other, 0, other.count, at: count)
        storage.bytes.storeBytes(of: total * width, as: Int.self)
        return result
    }

    /// Storage that begins with this text and has room for `size` bytes: its own, if nothing else was appended to it there, or new one.
    private func storageWithRoom(for size: Int, _ thread: Thread) throws(Raised) -> ByteStorage {
        let ownSize = count * width
        if isView {
            let storage = ByteStorage(view.pointee.storage)
            if storage.bytes.load(as: Int.self) == ownSize, size <= storage.capacity - Str.storageHeaderSize { return storage }
        }
        try thread.charge(ownSize >> 6)
        // Near the limit there is no room to waste.
        let capacity = size * 2 <= thread.machine.pointee.heap.room ? size * 2 : size
        let storage = try ByteStorage.make(capacity: Str.storageHeaderSize + capacity, thread)
        (storage.bytes + Str.storageHeaderSize).copyMemory(from: bytes, byteCount: ownSize)
        return storage
    }
}
