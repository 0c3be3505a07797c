#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Addresses of cells in plain memory, for loops that an array's reference counts and checks would slow down. Not looked at by the collector.
struct CellBuffer: RandomAccessCollection {
    private var base: UnsafeMutablePointer<CellPointer>
    private(set) var count = 0
    private var capacity: Int
    /// The system refused more memory, and a cell was left out.
    var isIncomplete = false

    init(capacity: Int) {
        base = malloc(capacity * MemoryLayout<CellPointer>.stride)?.assumingMemoryBound(to: CellPointer.self) ?? .allocate(capacity: capacity)
        self.capacity = capacity
    }

    func tearDown() { free(base) }

    var startIndex: Int { 0 }
    var endIndex: Int { count }
    @inline(__always) subscript(index: Int) -> CellPointer { base[index] }

    @inline(__always)
    mutating func append(_ cell: CellPointer) {
        if count == capacity, !grow() { return }
        base[count] = cell
        count += 1
    }

    @inline(__always)
    mutating func popLast() -> CellPointer? {
        if count == 0 { return nil }
        count -= 1
        return base[count]
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Removes a cell wherever it is.
    mutating func remove(_ cell: CellPointer) {
        var kept = 0
        for index in 0..<count where base[index] != cell {
            base[kept] = base[index]
            kept += 1
        }
        count = kept
    }

    /// Reverses those from `start` on.
    @inline(__always)
    mutating func reverse(from start: Int) {
        var first = start, last = count - 1
        while first < last {
            (base[first], base[last]) = (base[last], base[first])
            first += 1
            last -= 1
        }
    }

    @inline(never)
    private mutating func grow() -> Bool {
        guard let memory = malloc(capacity * 2 * MemoryLayout<CellPointer>.stride) else {
            isIncomplete = true
            return false
        }
        let larger = memory.assumingMemoryBound(to: CellPointer.self)
        larger.update(from: base, count: count)
        free(base)
        base = larger
        capacity *= 2
        return true
    }
}
