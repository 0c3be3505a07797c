/// What reference counts would have done with unreachable objects: frees those outside of cycles, from whoever nobody refers to on to what only that one
/// referred to. The order is that of CPython's `dealloc` functions, and what remains is what its collector would find.
///
///     cells     [ unreachable cell … ]
///     counts    [ references to it from the others … ]
///     slots     hash table from a cell to its index
struct DeadObjects {
    private var cells: [CellPointer] = []
    private var counts: [Int32] = []
    private var slots: [Int32] = []
    private let finalizable: [CellPointer]
    private var isFinalizable: Set<CellPointer>
    private var isReleased: [Bool] = []
    private var visitor: Marker
    /// Objects with a finalizer that reference counts would have freed, in that order.
    private(set) var released: [CellPointer] = []

    /// The graph of the unreachable objects: all of them, or only what can be reached from those with a finalizer. To be made after marking, before sweeping.
    init(finalizable: [CellPointer], _ heap: borrowing Heap, isComplete: Bool) {
        self.finalizable = finalizable
        isFinalizable = Set(finalizable)
        visitor = Marker(heap, purpose: .visiting)
        slots = Array(repeating: -1, count: 64)
        for cell in finalizable { add(cell) }
        if isComplete {
            var found: [CellPointer] = []
            heap.forEachCell { cell in if !BlockHeader.isMarked(cell) { found.append(cell) } }
            for cell in found { add(cell) }
        }
        // The list grows while it is walked.
        var index = 0
        while index < cells.count {
            for target in visitor.references(of: cells[index]) where !BlockHeader.isMarked(target) { counts[add(target)] &+= 1 }
            index += 1
        }
        isReleased = Array(repeating: false, count: cells.count)
    }

    /// The index of a cell, which is added if it is not there.
    @discardableResult
    private mutating func add(_ cell: CellPointer) -> Int {
        if (cells.count + 1) * 2 > slots.count { grow() }
        let slot = slot(of: cell)
        if slots[slot] >= 0 { return Int(slots[slot]) }
        slots[slot] = Int32(truncatingIfNeeded: cells.count)
        cells.append(cell)
        counts.append(0)
        return cells.count - 1
    }

    private func slot(of cell: CellPointer) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: UInt(bitPattern: cell) >> 4 &* 0x9E37_79B9_7F4A_7C15 >> 20) & mask
        while slots[slot] >= 0, cells[Int(slots[slot])] != cell { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for index in cells.indices { slots[slot(of: cells[index])] = Int32(truncatingIfNeeded: index) }
    }

    /// Frees what is outside of cycles.
    mutating func release() {
        let roots = cells.indices.filter { counts[$0] == 0 }
        for root in roots { release(from: root) }
    }

    private mutating func release(from root: Int) {
        var stack = [root]
        while let index = stack.popLast() {
            let cell = cells[index]
            isReleased[index] = true
            if isFinalizable.contains(cell) { released.append(cell) }
            var references = visitor.references(of: cell)
            let shape = cell.load(as: ShapePointer.self)
            // Attributes that did not fit into the instance come after those that did.
            if shape.pointee.hasAttributes, !shape.pointee.isDictionaryMode, let store = Instance(Value(cell: cell)).overflow {
                references = references.filter { $0 != store } + [store]
            }
            // Lists and tuples let go of their items from the last to the first.
            switch shape.pointee.kind {
            case .tuple: references.reverse()
            case .list:
                let list = List(cell: cell)
                references = references.filter { $0 != list.fields.pointee.items.cell } + releaseStorage(of: list)
            default: break
            }
            var freed: [Int] = []
            for target in references where !BlockHeader.isMarked(target) {
                let index = add(target)
                counts[index] &-= 1
                if counts[index] == 0 { freed.append(index) }
            }
            stack.append(contentsOf: freed.reversed())
        }
    }

    /// The items of a list in the order in which they are freed; its storage goes with it.
    private mutating func releaseStorage(of list: List) -> [CellPointer] {
        let storage = list.fields.pointee.items.cell
        guard !BlockHeader.isMarked(storage) else { return [] }
        isReleased[add(storage)] = true
        return visitor.references(of: storage).reversed()
    }

    /// Objects with a finalizer in cycles, or reachable from cycles, the oldest first.
    var finalizableInCycles: [CellPointer] { finalizable.filter { !isReleased[Int(slots[slot(of: $0)])] } }

    /// All objects that CPython's collector would have found.
    var containersInCycles: [CellPointer] { cells.indices.lazy.filter { !isReleased[$0] && cells[$0].isTracked }.map { cells[$0] } }

    func tearDown() { visitor.tearDown() }
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
