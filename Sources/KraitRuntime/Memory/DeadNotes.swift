#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A word about an unreachable cell: flags, and how many references other unreachable cells hold to it.
struct DeadNote {
    private var bits: UInt32 = 0
    private static let member: UInt32 = 1 << 31
    private static let released: UInt32 = 1 << 30
    private static let finalizer: UInt32 = 1 << 29
    /// The count. So many references are never taken back: there may be more.
    private static let count: UInt32 = finalizer - 1

    var hasFinalizer: Bool { bits & DeadNote.finalizer != 0 }
    var isReleased: Bool { bits & DeadNote.released != 0 }
    var isUnreleasedMember: Bool { bits & (DeadNote.member | DeadNote.released) == DeadNote.member }

    /// Returns false if that was known.
    mutating func noteFinalizer() -> Bool {
        if hasFinalizer { return false }
        bits |= DeadNote.finalizer
        return true
    }

    mutating func noteReleased() { bits |= DeadNote.released }

    /// Makes the cell a member; returns false if it was one.
    mutating func add() -> Bool {
        if bits & DeadNote.member != 0 { return false }
        bits |= DeadNote.member
        return true
    }

    @inline(__always)
    mutating func retain() { if bits & DeadNote.count != DeadNote.count { bits += 1 } }

    /// Takes a reference back; returns whether it was the last one to a member, which is released then.
    @inline(__always)
    mutating func release() -> Bool {
        let count = bits & DeadNote.count
        if count != 0, count != DeadNote.count { bits -= 1 }
        return releaseIfUnused()
    }

    /// Returns whether nobody refers to a member, which is released then.
    @inline(__always)
    mutating func releaseIfUnused() -> Bool {
        guard bits & (DeadNote.member | DeadNote.released | DeadNote.count) == DeadNote.member else { return false }
        bits |= DeadNote.released
        return true
    }
}

/// The notes of all unreachable cells.
///
///     cells    chunk [ granule of 16 bytes | granule | … ]  …  chunk [ … ]        large object [ header: note | … ]
///     notes          [ note                | note    | … ]  …        [ … ]
///
/// They are address space as wide as the chunks lie apart; a page of them comes to be for each block with something dead in it.
struct DeadNotes {
    private let memory: UnsafeMutableRawPointer
    private let byteCount: Int
    /// Where the note of a cell at address 0 would lie.
    private let base: UInt

    /// Nil if the system has no room.
    init?(_ heap: borrowing Heap) {
        var lowest = UInt.max, highest = UInt.min
        for chunk in heap.chunks {
            lowest = min(lowest, UInt(bitPattern: chunk))
            highest = max(highest, UInt(bitPattern: chunk))
        }
        guard lowest <= highest else { return nil }
        byteCount = Int((highest - lowest + UInt(Heap.chunkSize)) / DeadNotes.bytesPerNote)
        guard let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0), memory != MAP_FAILED else { return nil }
        self.memory = memory
        base = UInt(bitPattern: memory) &- lowest / DeadNotes.bytesPerNote
        for block in heap.large { block.pointee.note = DeadNote() }
    }

    func tearDown() { munmap(memory, byteCount) }

    /// How many bytes of cells there are for each byte of notes.
    private static var bytesPerNote: UInt { UInt(Heap.granule / MemoryLayout<DeadNote>.stride) }

    @inline(__always)
    subscript(cell: CellPointer) -> UnsafeMutablePointer<DeadNote> {
        let address = UInt(bitPattern: cell)
        if address & 8 != 0 { return withUnsafeMutablePointer(to: &BlockHeader.of(cell).pointee.note) { $0 } }
        return UnsafeMutablePointer(bitPattern: base &+ address / DeadNotes.bytesPerNote).unsafelyUnwrapped
    }
}
