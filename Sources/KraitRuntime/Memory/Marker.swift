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
/// Exact values come through ``mark(_:)``; words of native stacks, which may be anything, through ``markConservatively(_:)``.
public struct Marker {
    private var stack: UnsafeMutablePointer<CellPointer>
    private var count = 0
    private var capacity: Int
    /// See ``drain()``.
    private let queue: UnsafeMutablePointer<CellPointer>
    private static var queueCapacity: Int { 8 }
    /// Large objects by address, for interior pointers.
    private let large: [UnsafeMutablePointer<BlockHeader>]
    private let chunks: AddressSet
    public private(set) var markedBytes = 0
    /// What reaching a cell means.
    enum Purpose {
        case marking
        /// Every cell is checked before it is marked, and what is wrong is written down: see ``HeapProblem``.
        case verifying
        /// Cells are written down, not marked: see ``visit(_:)``.
        case visiting
    }
    private let purpose: Purpose
    var problems: [HeapProblem] = []
    /// What a visiting marker found.
    var visited: [CellPointer] = []
    /// The cell whose fields are being looked at.
    private(set) var current: CellPointer?

    init(_ heap: borrowing Heap, purpose: Purpose = .marking) {
        self.purpose = purpose
        capacity = 1 << 12
        stack = .allocate(capacity: capacity)
        queue = .allocate(capacity: Marker.queueCapacity)
        large = purpose == .visiting ? [] : heap.large.sorted { UInt(bitPattern: $0) < UInt(bitPattern: $1) }
        chunks = heap.chunkIndex
    }

    func tearDown() {
        stack.deallocate()
        queue.deallocate()
    }

    /// Marks what a value refers to.
    @inline(__always)
    public mutating func mark(_ value: Value) { if value.isCell { mark(cell: value.cell) } }

    @inline(__always)
    public mutating func mark(cell: CellPointer) {
        if purpose != .marking, !reach(cell) { return }
        if !BlockHeader.testAndMark(cell) { push(cell) }
    }

    /// What else than marking reaching a cell means; returns whether to mark it.
    @inline(never)
    private mutating func reach(_ cell: CellPointer) -> Bool {
        if purpose == .verifying { return verify(cell) }
        visited.append(cell)
        return false
    }

    /// Makes ``visited`` the cells that a cell refers to, in the order of its fields, the shape first. Only of a marker that visits.
    mutating func visit(_ cell: CellPointer) {
        visited.removeAll(keepingCapacity: true)
        scan(cell)
    }

    /// Adds the cells that another one refers to.
    mutating func visitMore(_ cell: CellPointer) { scan(cell) }

    @inline(__always)
    private mutating func push(_ cell: CellPointer) {
        if count == capacity { grow() }
        stack[count] = cell
        count += 1
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<CellPointer>.allocate(capacity: capacity * 2)
        larger.update(from: stack, count: count)
        stack.deallocate()
        stack = larger
        capacity *= 2
    }

    /// Marks `count` values from `base` on.
    @inline(__always)
    public mutating func mark(_ base: UnsafePointer<Value>, count: Int) {
        for index in 0..<count { mark(base[index]) }
    }

    /// Looks at the fields of marked cells until none is left.
    ///
    /// Cells that come off the stack wait in a short queue while their memory is on its way into the caches.
    mutating func drain() {
        var first = 0, waiting = 0
        while true {
            while waiting < Marker.queueCapacity, count > 0 {
                count -= 1
                krait_prefetch(stack[count])
                queue[(first &+ waiting) & (Marker.queueCapacity - 1)] = stack[count]
                waiting += 1
            }
            if waiting == 0 { return }
            let cell = queue[first]
            first = (first + 1) & (Marker.queueCapacity - 1)
            waiting -= 1
            if purpose == .verifying { current = cell }
            markedBytes += BlockHeader.of(cell).pointee.cellSize
            scan(cell)
        }
    }

    /// Looks at the fields of a cell.
    @inline(__always)
    private mutating func scan(_ cell: CellPointer) {
        let shape = cell.load(as: ShapePointer.self)
        mark(cell: UnsafeMutableRawPointer(shape))
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
        if chunks.contains(address >> 20) {
            guard let memory = UnsafeMutableRawPointer(bitPattern: address & ~UInt(Heap.blockSize - 1)) else { return nil }
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
        let first = UnsafeMutableRawPointer(block) + BlockHeader.size
        guard address >= UInt(bitPattern: first), address <= UInt(bitPattern: block) + UInt(block.pointee.byteCount) else { return nil }
        return first.load(as: UInt.self) == 0 ? nil : first
    }
}
