import CKrait

/// Which weak references point to an object: a side table, so that objects need no field for it.
///
///     entries   (referent, head) | (referent, head) | …      in the order in which the first reference to each was made
///     places    number of an entry + 1, by the hash of its referent; 0 if free
///     head ─▶ weak reference ─▶ weak reference …             linked through their cells
///
/// A chain has the order in which CPython calls callbacks: the plain ones first, then the newest. The collector asks after marking: references to the
/// dead are cleared, and their callbacks queued.
struct WeakReferenceTable {
    private struct Entry {
        var referent: CellPointer
        var head: CellPointer?
    }
    private var entries: [Entry] = []
    /// Open addressing; never more than half full, the length is a power of two.
    private var places: [UInt32] = Array(repeating: 0, count: 64)

    var byteCount: Int { entries.capacity * MemoryLayout<Entry>.stride + places.count * 4 }

    /// The place of a referent, or the free one where it would be.
    private func place(of referent: CellPointer) -> Int {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: (UInt(bitPattern: referent) >> 3) &* 0x9E37_79B9_7F4A_7C15 >> 24) & mask
        while places[place] != 0, entries[Int(places[place]) - 1].referent != referent { place = (place + 1) & mask }
        return place
    }

    private mutating func rebuildPlaces() {
        var count = 64
        while count < entries.count * 2 { count *= 2 }
        places = Array(repeating: 0, count: count)
        for index in entries.indices { places[place(of: entries[index].referent)] = UInt32(index + 1) }
    }

    /// The references to an object, in the order of the chain.
    func references(to cell: CellPointer) -> [CellPointer] {
        let number = places[place(of: cell)]
        var found: [CellPointer] = []
        var next = number == 0 ? nil : entries[Int(number) - 1].head
        while let reference = next {
            found.append(reference)
            next = WeakReference(cell: reference).fields.pointee.next
        }
        return found
    }

    mutating func add(_ reference: WeakReference, to referent: CellPointer) {
        let place = self.place(of: referent)
        guard places[place] != 0 else {
            reference.fields.pointee.next = nil
            entries.append(Entry(referent: referent, head: reference.cell))
            if entries.count * 2 > places.count { rebuildPlaces() } else { places[place] = UInt32(entries.count) }
            return
        }
        let index = Int(places[place]) - 1
        let head = entries[index].head
        reference.fields.pointee.next = head
        // A plain proxy comes behind a plain reference, everything else behind both.
        let comesFirst = reference.isPlain && reference.shape.pointee.kind == .weakReference
        guard !comesFirst, var last = head, WeakReference(cell: last).isPlain else {
            entries[index].head = reference.cell
            return
        }
        while let next = WeakReference(cell: last).fields.pointee.next, WeakReference(cell: next).isPlain { last = next }
        reference.fields.pointee.next = WeakReference(cell: last).fields.pointee.next
        WeakReference(cell: last).fields.pointee.next = reference.cell
    }

    /// Clears the references to a dead object; the callbacks of those that are alive are queued.
    mutating func clear(_ referent: CellPointer, into queue: inout FinalizerQueue) {
        let number = places[place(of: referent)]
        guard number != 0 else { return }
        WeakReferenceTable.clear(entries[Int(number) - 1].head, into: &queue)
        // The next look at all of them removes it.
        entries[Int(number) - 1].head = nil
    }

    /// Clears the references of a chain; the callbacks of those that are alive are queued.
    private static func clear(_ head: CellPointer?, into queue: inout FinalizerQueue) {
        var next = head
        while let cell = next {
            let fields = WeakReference(cell: cell).fields
            next = fields.pointee.next
            fields.pointee.referent = .none
            fields.pointee.next = nil
            if !fields.pointee.callback.isNone, BlockHeader.isMarked(cell) { queue.append(.reference(Value(cell: cell))) }
        }
    }

    /// Forgets unmarked references, and clears those to unmarked objects; of these, the ones that are alive and have a callback are queued, object by object in the
    /// order in which their first references were made.
    mutating func clearDead(into queue: inout FinalizerQueue) {
        var keptCount = 0
        for index in entries.indices {
            let entry = entries[index]
            if index + 16 < entries.count {
                krait_prefetch(BlockHeader.markWord(of: entries[index + 16].referent))
                krait_prefetch(entries[index + 16].head)
            }
            guard BlockHeader.isMarked(entry.referent) else {
                WeakReferenceTable.clear(entry.head, into: &queue)
                continue
            }
            guard let head = WeakReferenceTable.livePart(of: entry.head) else { continue }
            entries[keptCount] = Entry(referent: entry.referent, head: head)
            keptCount += 1
        }
        if keptCount == entries.count { return }
        entries.removeLast(entries.count - keptCount)
        if entries.capacity > 1024, entries.count < entries.capacity / 4 { entries = Array(entries) }
        rebuildPlaces()
    }

    /// A chain without its unmarked references.
    private static func livePart(of head: CellPointer?) -> CellPointer? {
        var first: CellPointer?, last: CellPointer?, next = head
        while let cell = next {
            next = WeakReference(cell: cell).fields.pointee.next
            guard BlockHeader.isMarked(cell) else { continue }
            if let last { WeakReference(cell: last).fields.pointee.next = cell } else { first = cell }
            last = cell
        }
        if let last { WeakReference(cell: last).fields.pointee.next = nil }
        return first
    }
}
