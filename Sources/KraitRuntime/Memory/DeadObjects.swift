import CKrait

/// What reference counts would have done with unreachable objects: frees those outside of cycles, from whoever nobody refers to on to what only that one
/// referred to. The order is that of CPython's `dealloc` functions where a finalizer shows it, and what remains is what its collector would find.
///
/// Every reference is followed twice, to be counted and to be taken back. Where the order does not matter, ``Marker`` does both: it knows how to wait for memory.
struct DeadObjects {
    private let machine: Machine
    private let notes: DeadNotes
    private let finalizable: [CellPointer]
    /// Every unreachable cell is a member. Otherwise only what can be reached from those with a finalizer.
    private let isComplete: Bool
    /// The blocks that a complete graph has members in, and how many.
    private var memberBlocks: [UnsafeMutablePointer<BlockHeader>] = []
    private var memberCount = 0
    private var releasedCount = 0
    private var visitor: Marker
    private var stack: CellBuffer
    /// Objects with a finalizer that reference counts would have freed, in that order.
    private(set) var released: [CellPointer] = []

    /// The graph of the unreachable objects. To be made after marking, before sweeping. Nil if the system has no room for it.
    init?(finalizable: [CellPointer], _ machine: Machine, isComplete: Bool) {
        guard let notes = DeadNotes(machine.pointee.heap) else { return nil }
        self.machine = machine
        self.notes = notes
        // An object whose class was another for a while may be there twice.
        self.finalizable = finalizable.filter { notes[$0].pointee.noteFinalizer() }
        self.isComplete = isComplete
        stack = CellBuffer(capacity: 64)
        visitor = Marker(machine.pointee.heap, purpose: .visiting)
        if isComplete { addAll() } else { gather() }
    }

    func tearDown() {
        visitor.tearDown()
        stack.tearDown()
        notes.tearDown()
    }

    /// Makes all unreachable cells members and counts references to them.
    private mutating func addAll() {
        var marker = Marker(machine.pointee.heap, purpose: .counting, notes: notes)
        machine.pointee.heap.forEachBlock { block in
            if block.markCount == block.pointee.cellCount { return }
            let count = memberCount
            for index in 0..<block.pointee.cellCount {
                let cell = block.firstCell + index * block.pointee.cellSize
                if BlockHeader.isMarked(cell) || cell.load(as: UInt.self) == 0 { continue }
                _ = notes[cell].pointee.add()
                memberCount += 1
                marker.countReferences(of: cell)
            }
            if memberCount > count { memberBlocks.append(block) }
        }
        marker.drain()
        marker.tearDown()
    }

    /// Makes what can be reached from objects with a finalizer members and counts references among them.
    private func gather() {
        var marker = Marker(machine.pointee.heap, purpose: .gathering, notes: notes)
        for cell in finalizable where notes[cell].pointee.add() {
            marker.gather(from: cell)
            marker.drain()
        }
        marker.tearDown()
    }

    /// Frees what is outside of cycles.
    mutating func release() {
        for cell in finalizable where notes[cell].pointee.releaseIfUnused() { release(from: cell) }
        // Of the others in an incomplete graph, each is referred to by one that is not released.
        guard isComplete else { return }
        var marker = Marker(machine.pointee.heap, purpose: .releasing, notes: notes)
        for block in memberBlocks {
            for index in 0..<block.pointee.cellCount {
                let cell = block.firstCell + index * block.pointee.cellSize
                guard notes[cell].pointee.releaseIfUnused() else { continue }
                if released.count < finalizable.count { release(from: cell) } else { marker.pushReleased(cell) }
            }
            marker.drain()
        }
        releasedCount += marker.releasedCount
        marker.tearDown()
    }

    /// Releases what a released cell refers to, in CPython's order.
    private mutating func release(from root: CellPointer) {
        stack.append(root)
        while let cell = stack.popLast() {
            releasedCount += 1
            if notes[cell].pointee.hasFinalizer { released.append(cell) }
            visitInOrder(cell)
            for index in 0..<visitor.visited.count { krait_prefetch(notes[visitor.visited[index]]) }
            let bottom = stack.count
            for index in 0..<visitor.visited.count {
                let target = visitor.visited[index]
                if BlockHeader.isMarked(target) || !notes[target].pointee.release() { continue }
                krait_prefetch(target)
                stack.append(target)
            }
            stack.reverse(from: bottom)
        }
    }

    /// Visits what a cell refers to in the order in which CPython lets go of it.
    private mutating func visitInOrder(_ cell: CellPointer) {
        visitor.visit(cell)
        let shape = cell.load(as: ShapePointer.self)
        // Attributes that did not fit into the instance come after those that did.
        if shape.pointee.hasAttributes, !shape.pointee.isDictionaryMode, let store = Instance(Value(cell: cell)).overflow {
            visitor.visited.remove(store)
            visitor.visited.append(store)
        }
        // Lists and tuples let go of their items from the last to the first.
        switch shape.pointee.kind {
        case .tuple: visitor.visited.reverse(from: 0)
        case .list:
            let storage = List(cell: cell).fields.pointee.items.cell
            guard !BlockHeader.isMarked(storage) else { return }
            visitor.visited.remove(storage)
            releasedCount += 1
            notes[storage].pointee.noteReleased()
            let bottom = visitor.visited.count
            visitor.visitMore(storage)
            visitor.visited.reverse(from: bottom)
        default: break
        }
    }

    /// Objects with a finalizer in cycles, or reachable from cycles, the oldest first.
    var finalizableInCycles: [CellPointer] { finalizable.filter { !notes[$0].pointee.isReleased } }

    /// Calls `body` with all objects that CPython's collector would have found. Only of a complete graph.
    func forEachContainerInCycles(_ body: (CellPointer) -> Void) {
        if releasedCount == memberCount { return }
        for block in memberBlocks {
            for index in 0..<block.pointee.cellCount {
                let cell = block.firstCell + index * block.pointee.cellSize
                if notes[cell].pointee.isUnreleasedMember, cell.isTracked { body(cell) }
            }
        }
    }
}

extension CellPointer {
    /// Whether CPython's collector knows such an object: containers and instances of classes made by programs. See `gc.is_tracked`.
    var isTracked: Bool {
        let shape = load(as: ShapePointer.self)
        let type = shape.pointee.type
        let isOfProgram = type.isCell && type.is(.type) && Type(type).flags.contains(.isHeapType)
        switch shape.pointee.kind {
        case .values, .bytesStorage, .dictTable, .setTable, .shape: return false
        case .int, .float, .complex, .str, .bytes, .byteArray, .range, .code: return isOfProgram
        case .instance: return isOfProgram || shape.pointee.hasAttributes
        case .type: return Type(cell: self).flags.contains(.isHeapType)
        case .tuple: return isOfProgram || Tuple(cell: self).count > 0
        case .dict: return isOfProgram || Dict(cell: self).hasTrackedContent
        default: return true
        }
    }
}

extension Value {
    /// Whether the object may be part of a cycle.
    var isTracked: Bool { isCell && cell.isTracked }
}

extension Dict {
    /// A dict of atoms is none of the collector's business.
    fileprivate var hasTrackedContent: Bool {
        var position = 0
        while let index = nextPosition(from: position) {
            let entry = table.entries[index]
            // Dicts in dicts are taken as they come: no walk through deep data.
            if mayBeTracked(entry.key) || mayBeTracked(entry.value) { return true }
            position = index + 1
        }
        return false
    }

    private func mayBeTracked(_ value: Value) -> Bool { value.isCell && (value.is(.dict) || value.cell.isTracked) }
}
