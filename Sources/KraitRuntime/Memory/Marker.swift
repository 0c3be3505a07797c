import CKrait

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The marking half of a collection: an explicit stack of cells whose fields are still to be looked at.
///
///     reference ─▶ edges ─▶ marked already? drop it
///                                  else ─▶ stack ─▶ queue ─▶ its fields are looked at: references
///                                            slices ─▲          large cells leave their values here
///
/// What a reference leads to is likely not in the caches: its mark bit comes while it waits in `edges`, and if it is to be looked at, its memory while it
/// waits in `queue`. So a cell that is marked is not touched again.
///
/// Exact values come through ``mark(_:)``; words of native stacks, which may be anything, through ``markConservatively(_:)``. Nothing is known to be marked
/// before ``drain()``.
public struct Marker {
    private var stack = CellBuffer(capacity: 1 << 12)
    /// References whose mark bits are on their way: a ring, of which those from `firstEdge` to `endEdge` are in use.
    private let edges: UnsafeMutablePointer<CellPointer>
    private var firstEdge = 0
    private var endEdge = 0
    private static var edgeCapacity: Int { 32 }
    /// Cells whose memory is on its way: a ring.
    private let queue: UnsafeMutablePointer<CellPointer>
    private static var queueCapacity: Int { 16 }
    /// Values of large cells that are looked at when the stack is empty, some at a time: else it would become as large as they.
    private var slices: [Slice] = []
    private struct Slice {
        var base: UnsafePointer<Value>
        var count: Int
        var stride: Int
        var width: Int
    }
    private static var sliceLength: Int { 128 }
    /// Large objects by address, for interior pointers.
    private let large: [UnsafeMutablePointer<BlockHeader>]
    private let chunks: AddressSet
    /// What reaching a cell means.
    enum Purpose {
        case marking
        /// Every cell is checked before it is marked, and what is wrong is written down: see ``HeapProblem``.
        case verifying
        /// Cells are written down, not marked: see ``visit(_:)``.
        case visiting
        /// References to unreachable cells are counted, without going on from there: see ``DeadObjects``.
        case counting
        /// The same, and cells that are reached for the first time become members, whose fields are looked at.
        case gathering
        /// References to members are taken back, and the fields of those that nobody refers to any more are looked at.
        case releasing
    }
    private let purpose: Purpose
    /// What counting, gathering and releasing write on.
    private let notes: DeadNotes?
    /// How many cells releasing has reached.
    private(set) var releasedCount = 0
    var problems: [HeapProblem] = []
    /// What a visiting marker found.
    var visited = CellBuffer(capacity: 64)
    /// The cell whose fields are being looked at.
    private(set) var current: CellPointer?

    init(_ heap: borrowing Heap, purpose: Purpose = .marking, notes: DeadNotes? = nil) {
        self.purpose = purpose
        self.notes = notes
        edges = .allocate(capacity: Marker.edgeCapacity)
        queue = .allocate(capacity: Marker.queueCapacity)
        large = purpose != .marking && purpose != .verifying ? [] : heap.large.sorted { UInt(bitPattern: $0) < UInt(bitPattern: $1) }
        chunks = heap.chunkIndex
    }

    func tearDown() {
        stack.tearDown()
        visited.tearDown()
        edges.deallocate()
        queue.deallocate()
    }

    /// Marks what a value refers to.
    @inline(__always)
    public mutating func mark(_ value: Value) { if value.isCell { mark(cell: value.cell) } }

    @inline(__always)
    public mutating func mark(cell: CellPointer) {
        if purpose != .marking, !reach(cell) { return }
        krait_prefetch(BlockHeader.markWord(of: cell))
        edges[endEdge & (Marker.edgeCapacity - 1)] = cell
        endEdge &+= 1
        if endEdge &- firstEdge == Marker.edgeCapacity { settleEdge() }
    }

    /// The stack could not grow: some of the marked cells have not been looked at.
    var isIncomplete: Bool {
        get { stack.isIncomplete }
        set { stack.isIncomplete = newValue }
    }

    /// Looks at the fields of a marked cell again.
    mutating func markAgain(from cell: CellPointer) {
        scan(cell)
        drain()
    }

    /// Marks what the oldest waiting reference leads to.
    @inline(__always)
    private mutating func settleEdge() {
        let cell = edges[firstEdge & (Marker.edgeCapacity - 1)]
        firstEdge &+= 1
        if let notes {
            settle(cell, notes)
        } else if !BlockHeader.testAndMark(cell) {
            krait_prefetch(cell)
            push(cell)
        }
    }

    /// What else than marking reaching a cell means; returns whether to put it among the references that wait.
    @inline(never)
    private mutating func reach(_ cell: CellPointer) -> Bool {
        switch purpose {
        case .marking: return true
        case .verifying: return verify(cell)
        case .visiting:
            visited.append(cell)
            return false
        case .counting, .gathering, .releasing:
            if let notes { krait_prefetch(notes[cell]) }
            return true
        }
    }

    /// Counts a reference to an unreachable cell, or takes it back.
    @inline(never)
    private mutating func settle(_ cell: CellPointer, _ notes: DeadNotes) {
        if BlockHeader.isMarked(cell) { return }
        let note = notes[cell]
        if purpose == .releasing {
            if note.pointee.release() { pushReleased(cell) }
        } else {
            note.pointee.retain()
            if purpose == .gathering, note.pointee.add() { push(cell) }
        }
    }

    /// Releasing goes on from a cell that nobody refers to any more.
    mutating func pushReleased(_ cell: CellPointer) {
        releasedCount += 1
        krait_prefetch(cell)
        push(cell)
    }

    /// Counts the references that a cell holds: complete after ``drain()``. Only of a marker that counts.
    mutating func countReferences(of cell: CellPointer) { scan(cell) }

    /// Looks at the fields of a new member: complete after ``drain()``. Only of a marker that gathers.
    mutating func gather(from cell: CellPointer) { push(cell) }

    /// Makes ``visited`` the cells that a cell refers to, in the order of its fields, the shape first. Only of a marker that visits.
    mutating func visit(_ cell: CellPointer) {
        visited.removeAll()
        scan(cell)
    }

    /// Adds the cells that another one refers to.
    mutating func visitMore(_ cell: CellPointer) { scan(cell) }

    @inline(__always)
    private mutating func push(_ cell: CellPointer) { stack.append(cell) }

    /// Marks `count` values from `base` on.
    @inline(__always)
    public mutating func mark(_ base: UnsafePointer<Value>, count: Int) { mark(base, count: count, stride: 1, width: 1) }

    /// Marks the first `width` of each `stride` words from `base` on, `count` times.
    @inline(__always)
    mutating func mark(_ base: UnsafePointer<Value>, count: Int, stride: Int, width: Int) {
        if count > Marker.sliceLength, defersSlices { return slices.append(Slice(base: base, count: count, stride: stride, width: width)) }
        markAll(base, count: count, stride: stride, width: width)
    }

    /// Values that are looked at in the order of the fields cannot wait, nor need those that are only counted.
    private var defersSlices: Bool { purpose == .marking || purpose == .gathering || purpose == .releasing }

    @inline(__always)
    private mutating func markAll(_ base: UnsafePointer<Value>, count: Int, stride: Int, width: Int) {
        var element = base
        for _ in 0..<count {
            for index in 0..<width { mark(element[index]) }
            element += stride
        }
    }

    /// Marks some of the values that large cells left. Returns false if there are none.
    private mutating func markSlice() -> Bool {
        guard let slice = slices.popLast() else { return false }
        let count = Swift.min(slice.count, Marker.sliceLength)
        if count < slice.count {
            slices.append(Slice(base: slice.base + count * slice.stride, count: slice.count - count, stride: slice.stride, width: slice.width))
        }
        if slice.stride == 1 {
            markAll(slice.base, count: count, stride: 1, width: 1)
        } else {
            markAll(slice.base, count: count, stride: slice.stride, width: slice.width)
        }
        return true
    }

    /// Looks at the fields of marked cells until none is left.
    mutating func drain() {
        var first = 0, waiting = 0
        while true {
            while waiting < Marker.queueCapacity {
                if let cell = stack.popLast() {
                    // What a table begins with is not what is looked for.
                    krait_prefetch(cell)
                    krait_prefetch(cell + 64)
                    queue[(first &+ waiting) & (Marker.queueCapacity - 1)] = cell
                    waiting += 1
                } else if firstEdge != endEdge {
                    settleEdge()
                } else {
                    break
                }
            }
            if waiting == 0 {
                if markSlice() { continue }
                return
            }
            let cell = queue[first]
            first = (first + 1) & (Marker.queueCapacity - 1)
            waiting -= 1
            if purpose == .verifying { current = cell }
            scan(cell)
        }
    }

    /// Looks at the fields of a cell.
    @inline(__always)
    private mutating func scan(_ cell: CellPointer) {
        let shape = cell.load(as: ShapePointer.self)
        // Shapes are few: their marks are in the cache.
        if purpose == .marking {
            if !BlockHeader.testAndMark(CellPointer(shape)) { push(CellPointer(shape)) }
        } else if notes == nil || !BlockHeader.isMarked(CellPointer(shape)) {
            mark(cell: CellPointer(shape))
        }
        shape.pointee.layout.pointee.trace(cell, &self)
        let valuesCount = Int(shape.pointee.valuesCount)
        if valuesCount > 0 {
            mark((cell + Int(shape.pointee.valuesOffset)).assumingMemoryBound(to: Value.self), count: valuesCount)
        }
    }

    /// Marks the cell that a word points to or into, if it does.
    mutating func markConservatively(_ word: UInt) {
        if let cell = cell(containing: word) { mark(cell: cell) }
    }

    /// Treats each word of a range of memory as a possible pointer.
    mutating func markConservatively(from start: UnsafeRawPointer, to end: UnsafeRawPointer) {
        var place = UnsafeRawPointer(bitPattern: (UInt(bitPattern: start) + 7) & ~7) ?? start
        while place + 8 <= end {
            markConservatively(place.load(as: UInt.self))
            place += 8
        }
    }

    /// Whether a word points to or into a cell that marking, now complete, has not reached.
    @inline(__always)
    func isDead(_ word: UInt64) -> Bool {
        if word < 1 << 16 { return false }
        guard let cell = cell(containing: UInt(word)) else { return false }
        return !BlockHeader.isMarked(cell)
    }

    /// The live cell that holds the byte at an address.
    func cell(containing address: UInt) -> CellPointer? {
        if address < 1 << 16 { return nil }
        if chunks.contains(address >> UInt(Heap.chunkBits)) {
            // The first block's place holds marks.
            guard address & UInt(Heap.chunkSize - 1) >= UInt(Heap.blockSize),
                let memory = UnsafeMutableRawPointer(bitPattern: address & ~UInt(Heap.blockSize - 1)) else { return nil }
            let block = memory.assumingMemoryBound(to: BlockHeader.self)
            let offset = Int(address & UInt(Heap.blockSize - 1)) - BlockHeader.size
            let cellSize = block.pointee.cellSize
            guard offset >= 0, cellSize > 0, block.pointee.largeIndex == -1 else { return nil }
            let index = offset / cellSize
            guard index < block.pointee.cellCount else { return nil }
            let cell = memory + BlockHeader.size + index * cellSize
            return cell.load(as: UInt.self) == 0 ? nil : cell
        }
        var low = 0, high = large.count
        while low < high {
            let middle = (low + high) / 2
            if UInt(bitPattern: large[middle]) <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return nil }
        let block = large[low - 1]
        let first = block.firstCell
        guard address >= UInt(bitPattern: first), address <= UInt(bitPattern: block) + UInt(block.pointee.byteCount) else { return nil }
        return first.load(as: UInt.self) == 0 ? nil : first
    }
}
