/// Which weak references point to an object: a side table, so that objects need no field for it.
///
/// The collector asks after marking: references to the dead are cleared, and their callbacks queued, before any finalizer runs (PEP 442).
struct WeakReferenceTable {
    /// Referent → weak reference cells, newest first.
    private var references: [CellPointer: [CellPointer]] = [:]

    func references(to cell: CellPointer) -> [CellPointer] { references[cell] ?? [] }

    mutating func add(_ reference: CellPointer, to referent: CellPointer) { references[referent, default: []].insert(reference, at: 0) }

    mutating func remove(_ reference: CellPointer, to referent: CellPointer) {
        references[referent]?.removeAll { $0 == reference }
        if references[referent]?.isEmpty == true { references[referent] = nil }
    }

    /// Clears references to unmarked objects; those that are alive themselves and have a callback go to `callbacks`.
    mutating func clearDead(into callbacks: inout [Value]) {
        if references.isEmpty { return }
        var kept: [CellPointer: [CellPointer]] = [:]
        for (referent, list) in references {
            let isAlive = BlockHeader.isMarked(referent)
            var alive: [CellPointer] = []
            for cell in list.reversed() where BlockHeader.isMarked(cell) {
                if isAlive { alive.append(cell); continue }
                let fields = WeakReference(cell: cell).fields
                fields.pointee.referent = .none
                if !fields.pointee.callback.isNone { callbacks.append(Value(cell: cell)) }
            }
            if !alive.isEmpty { kept[referent] = alive.reversed() }
        }
        references = kept
    }
}
