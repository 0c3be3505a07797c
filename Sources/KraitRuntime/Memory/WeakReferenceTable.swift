/// Which weak references point to an object: a side table, so that objects need no field for it.
///
///     heads   referent ─▶ weak reference ─▶ weak reference …      linked through their cells
///
/// A chain has the order in which CPython calls callbacks: the plain ones first, then the newest. The collector asks after marking: references to the
/// dead are cleared, and their callbacks queued.
struct WeakReferenceTable {
    private var heads: [CellPointer: CellPointer] = [:]
    private var nextSerial = 0
    /// A dictionary has at least 4 slots for 3 entries.
    var byteCount: Int { heads.capacity * 22 }

    /// The references to an object, in the order of the chain.
    func references(to cell: CellPointer) -> [CellPointer] {
        var found: [CellPointer] = []
        var next = heads[cell]
        while let reference = next {
            found.append(reference)
            next = WeakReference(cell: reference).fields.pointee.next
        }
        return found
    }

    mutating func add(_ reference: WeakReference, to referent: CellPointer) {
        nextSerial += 1
        reference.fields.pointee.serial = nextSerial
        let head = heads[referent]
        reference.fields.pointee.next = head
        // A plain proxy comes behind a plain reference, everything else behind both.
        let comesFirst = reference.isPlain && reference.shape.pointee.kind == .weakReference
        guard !comesFirst, var last = head, WeakReference(cell: last).isPlain else {
            heads[referent] = reference.cell
            return
        }
        while let next = WeakReference(cell: last).fields.pointee.next, WeakReference(cell: next).isPlain { last = next }
        reference.fields.pointee.next = WeakReference(cell: last).fields.pointee.next
        WeakReference(cell: last).fields.pointee.next = reference.cell
    }

    /// Clears the references to a dead object; the callbacks of those that are alive are queued.
    mutating func clear(_ referent: CellPointer, into queue: inout FinalizerQueue) {
        for cell in references(to: referent) {
            let fields = WeakReference(cell: cell).fields
            fields.pointee.referent = .none
            fields.pointee.next = nil
            if BlockHeader.isMarked(cell), !fields.pointee.callback.isNone { queue.append(.reference(Value(cell: cell))) }
        }
        heads[referent] = nil
    }

    /// Forgets unmarked references, and clears those to unmarked objects; of these, the ones that are alive and have a callback are queued, object by object in the
    /// order in which their first references were made.
    mutating func clearDead(into queue: inout FinalizerQueue) {
        var changed: [(referent: CellPointer, head: CellPointer?)] = []
        var due: [(serial: Int, references: [CellPointer])] = []
        for (referent, head) in heads {
            let isAlive = BlockHeader.isMarked(referent)
            var kept: CellPointer?, last: CellPointer?
            var callbacks: [CellPointer] = []
            var serial = Int.max
            var next: CellPointer? = head
            while let cell = next {
                let fields = WeakReference(cell: cell).fields
                next = fields.pointee.next
                guard BlockHeader.isMarked(cell) else { continue }
                if isAlive {
                    if let last { WeakReference(cell: last).fields.pointee.next = cell } else { kept = cell }
                    last = cell
                    continue
                }
                fields.pointee.referent = .none
                fields.pointee.next = nil
                if !fields.pointee.callback.isNone {
                    callbacks.append(cell)
                    serial = Swift.min(serial, fields.pointee.serial)
                }
            }
            if let last { WeakReference(cell: last).fields.pointee.next = nil }
            if kept != head || !isAlive { changed.append((referent, isAlive ? kept : nil)) }
            if !callbacks.isEmpty { due.append((serial, callbacks)) }
        }
        for (referent, head) in changed { heads[referent] = head }
        if heads.capacity > 1024, heads.count < heads.capacity / 4 { heads = Dictionary(uniqueKeysWithValues: Array(heads)) }
        due.sort { $0.serial < $1.serial }
        for (_, references) in due { for cell in references { queue.append(.reference(Value(cell: cell))) } }
    }
}
