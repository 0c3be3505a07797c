#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What reference counts would have done with unreachable objects: frees those outside of cycles, from whoever nobody refers to on to what only that one
/// referred to. The order is that of CPython's `dealloc` functions, and what remains is what its collector would find.
///
///     notes    block 0 [ a word for each granule: flags | references from other unreachable cells ]  block 1 […]  …
///
/// The notes are address space; a page of them comes to be for each block with something dead in it.
struct DeadObjects {
    private static let notesPerBlock = Heap.blockSize / Heap.granule
    private static let isMember: UInt32 = 1 << 31
    private static let isReleased: UInt32 = 1 << 30
    private static let hasFinalizer: UInt32 = 1 << 29
    private static let countMask: UInt32 = hasFinalizer - 1

    private let machine: Machine
    private let notes: UnsafeMutablePointer<UInt32>
    private let noteBytes: Int
    private let finalizable: [CellPointer]
    /// Every unreachable cell is a member. Otherwise only `members`: what can be reached from those with a finalizer.
    private let isComplete: Bool
    private var members: [CellPointer] = []
    /// The blocks that a complete graph has members in.
    private var memberBlocks: [UnsafeMutablePointer<BlockHeader>] = []
    private var visitor: Marker
    private var stack: [CellPointer] = []
    /// Objects with a finalizer that reference counts would have freed, in that order.
    private(set) var released: [CellPointer] = []

    /// The graph of the unreachable objects. To be made after marking, before sweeping. Nil if the system has no room for it.
    init?(finalizable: [CellPointer], _ machine: Machine, isComplete: Bool) {
        self.machine = machine
        self.finalizable = finalizable
        self.isComplete = isComplete
        noteBytes = Swift.max(1, machine.pointee.heap.numberBlocks()) * DeadObjects.notesPerBlock * 4
        guard let memory = mmap(nil, noteBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON | MAP_NORESERVE, -1, 0), memory != MAP_FAILED else { return nil }
        notes = memory.assumingMemoryBound(to: UInt32.self)
        visitor = Marker(machine.pointee.heap, purpose: .visiting)
        for cell in finalizable {
            add(cell)
            note(of: cell).pointee |= DeadObjects.hasFinalizer
        }
        if isComplete {
            machine.pointee.heap.forEachBlock { block in
                if block.markCount == block.pointee.cellCount { return }
                var hasMembers = false
                for index in 0..<block.pointee.cellCount {
                    let cell = block.firstCell + index * block.pointee.cellSize
                    if BlockHeader.isMarked(cell) || cell.load(as: UInt.self) == 0 { continue }
                    note(of: cell).pointee |= DeadObjects.isMember
                    hasMembers = true
                    visitor.visit(cell)
                    for target in visitor.visited where !BlockHeader.isMarked(target) { note(of: target).pointee &+= 1 }
                }
                if hasMembers { memberBlocks.append(block) }
            }
        } else {
            // The list grows while it is walked.
            var index = 0
            while index < members.count {
                visitor.visit(members[index])
                for target in visitor.visited where !BlockHeader.isMarked(target) {
                    add(target)
                    note(of: target).pointee &+= 1
                }
                index += 1
            }
        }
    }

    func tearDown() {
        visitor.tearDown()
        munmap(notes, noteBytes)
    }

    @inline(__always)
    private func note(of cell: CellPointer) -> UnsafeMutablePointer<UInt32> {
        let block = BlockHeader.of(cell)
        return notes + (Int(block.pointee.number) * DeadObjects.notesPerBlock + (cell - UnsafeMutableRawPointer(block)) / Heap.granule)
    }

    private mutating func add(_ cell: CellPointer) {
        let note = note(of: cell)
        if note.pointee & DeadObjects.isMember != 0 { return }
        note.pointee |= DeadObjects.isMember
        if !isComplete { members.append(cell) }
    }

    /// Frees what is outside of cycles.
    mutating func release() {
        for cell in finalizable { releaseIfUnused(cell) }
        if isComplete {
            for block in memberBlocks {
                for index in 0..<block.pointee.cellCount {
                    let cell = block.firstCell + index * block.pointee.cellSize
                    if note(of: cell).pointee & DeadObjects.isMember != 0 { releaseIfUnused(cell) }
                }
            }
        } else {
            for cell in members { releaseIfUnused(cell) }
        }
    }

    @inline(__always)
    private mutating func releaseIfUnused(_ cell: CellPointer) {
        if note(of: cell).pointee & (DeadObjects.countMask | DeadObjects.isReleased) == 0 { release(from: cell) }
    }

    private mutating func release(from root: CellPointer) {
        note(of: root).pointee |= DeadObjects.isReleased
        stack.append(root)
        while let cell = stack.popLast() {
            if note(of: cell).pointee & DeadObjects.hasFinalizer != 0 { released.append(cell) }
            visitInOrder(cell)
            let bottom = stack.count
            for target in visitor.visited {
                let note = note(of: target)
                guard note.pointee & DeadObjects.isMember != 0 else { continue }
                note.pointee &-= 1
                if note.pointee & (DeadObjects.countMask | DeadObjects.isReleased) == 0 {
                    note.pointee |= DeadObjects.isReleased
                    stack.append(target)
                }
            }
            if stack.count - bottom > 1 { stack[bottom...].reverse() }
        }
    }

    /// Visits what a cell refers to in the order in which CPython lets go of it.
    private mutating func visitInOrder(_ cell: CellPointer) {
        visitor.visit(cell)
        let shape = cell.load(as: ShapePointer.self)
        // Attributes that did not fit into the instance come after those that did.
        if shape.pointee.hasAttributes, !shape.pointee.isDictionaryMode, let store = Instance(Value(cell: cell)).overflow {
            visitor.visited.removeAll { $0 == store }
            visitor.visited.append(store)
        }
        // Lists and tuples let go of their items from the last to the first.
        switch shape.pointee.kind {
        case .tuple: visitor.visited.reverse()
        case .list:
            let storage = List(cell: cell).fields.pointee.items.cell
            guard note(of: storage).pointee & DeadObjects.isMember != 0 else { return }
            visitor.visited.removeAll { $0 == storage }
            note(of: storage).pointee |= DeadObjects.isReleased
            let bottom = visitor.visited.count
            visitor.visitMore(storage)
            visitor.visited[bottom...].reverse()
        default: break
        }
    }

    /// Objects with a finalizer in cycles, or reachable from cycles, the oldest first.
    var finalizableInCycles: [CellPointer] { finalizable.filter { note(of: $0).pointee & DeadObjects.isReleased == 0 } }

    /// Calls `body` with all objects that CPython's collector would have found. Only of a complete graph.
    func forEachContainerInCycles(_ body: (CellPointer) -> Void) {
        for block in memberBlocks {
            for index in 0..<block.pointee.cellCount {
                let cell = block.firstCell + index * block.pointee.cellSize
                if note(of: cell).pointee & (DeadObjects.isMember | DeadObjects.isReleased) == DeadObjects.isMember, cell.isTracked { body(cell) }
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
