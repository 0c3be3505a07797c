/// Addresses of cells in plain memory, for loops that an array's reference counts and checks would slow down. Not looked at by the collector.
struct CellBuffer: RandomAccessCollection {
    private var base: UnsafeMutablePointer<CellPointer>
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        base = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    func tearDown() { base.deallocate() }

    var startIndex: Int { 0 }
    var endIndex: Int { count }
    @inline(__always) subscript(index: Int) -> CellPointer { base[index] }

    @inline(__always)
    mutating func append(_ cell: CellPointer) {
        if count == capacity { grow() }
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

    private mutating func grow() {
        let larger = UnsafeMutablePointer<CellPointer>.allocate(capacity: capacity * 2)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
