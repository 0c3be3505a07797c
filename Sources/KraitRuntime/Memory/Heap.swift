import CKrait

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The memory of one machine: cells in size classes, never moved, found by a conservative collector.
///
///     chunk, 2 MiB, aligned   [ mark bits | block | block | … 127 blocks of 16 KiB ]
///     block                   [ BlockHeader: cell size | cell | cell | … ]
///     large object            [ BlockHeader: mark | cell …………………………… ]   of its own, aligned as a block
///
/// The block of a cell is its address with the low 14 bits cleared; its mark bit is the number of the 16-byte granule in the chunk. (Marks in the header of
/// each block would be in a page of their own each, and in the same few sets of the caches.) Cells of large objects begin in the middle of a granule, which
/// tells them from the others.
/// Free cells have a header of 0 and are linked through their second word. Everything that Python code can make grow lies here, so
/// ``bytesInUse`` is the memory used and ``limit`` holds.
public struct Heap {
    public static let blockSize = 16 << 10
    public static let chunkSize = 2 << 20
    static let chunkBits = 21
    public static let granule = 16
    /// Larger cells get an allocation of their own.
    public static let largestSmallSize = 8064
    static let sizeClassCount = 40

    /// Heads of the lists of free cells, one for each size class.
    public var freeLists: UnsafeMutablePointer<CellPointer?>
    /// Blocks of each size class that still wait for their sweep after a collection.
    var unswept: [[UnsafeMutablePointer<BlockHeader>]]
    var blocks: [[UnsafeMutablePointer<BlockHeader>]]
    /// Blocks for any size class; those that the system has taken the memory of are used last.
    var freeBlocks: [UnsafeMutableRawPointer] = []
    var returnedBlocks: [UnsafeMutableRawPointer] = []
    var chunks: [UnsafeMutableRawPointer] = []
    var chunkIndex = AddressSet()
    var large: [UnsafeMutablePointer<BlockHeader>] = []
    /// Memory of large objects that were freed, by size class; the next ones take it. What goes back to the system comes back page by page, each of them a fault.
    private var spares: [[UnsafeMutablePointer<BlockHeader>]] = []
    private var spareBytes = 0

    /// Bytes of blocks that hold cells and of large objects.
    public private(set) var bytesInUse = 0
    /// Bytes elsewhere that come with cells: compiled and lowered code, tables of the machine.
    public private(set) var outsideBytes = 0
    /// Of these, what the tables had when they were last looked at.
    private var tableBytes = 0
    public var usedBytes: Int { bytesInUse + outsideBytes }
    /// More than this is refused, after a collection was tried.
    public var limit = Int.max
    /// What the limit still allows. A little of it is for beginning a piece of work, so that a machine can be told to drop what fills it.
    var room: Int { room(beside: usedBytes) }
    /// What it would if live cells were all there is: right after a collection.
    var roomBesideLive: Int { room(beside: liveBytes + outsideBytes) }
    private func room(beside bytes: Int) -> Int {
        if isRunning, !waitsForFinalizers { return limit - min(limit, bytes + min(Heap.reserve, limit / 16)) }
        let allowed = max(limit, startLimit)
        return allowed - min(allowed, bytes)
    }
    /// The heap and what comes with it may not have more addresses than this: the rest of what the system allows is for those that abort when it refuses.
    var addressLimit = Int.max
    /// Bytes of addresses that chunks and large objects have, those that wait for their next use included. Only right where addresses are limited.
    private var addresses = 0
    /// What beginning a piece of work may use: tables can have grown beyond the limit, by as much as they double, and a machine is still to be told what to drop.
    private var startLimit = 0
    /// A piece of work begins.
    mutating func beginWork() {
        isRunning = false
        startLimit = limit == .max ? .max : min(usedBytes + min(Heap.reserve, limit / 16), limit + limit / 4)
    }
    static var reserve: Int { 256 << 10 }
    /// Python code runs.
    var isRunning = false
    /// What the last collection found dead waits for its finalizers, which run at the next safe point: getting there may use what is kept.
    var waitsForFinalizers = false
    /// How many collections in a row the limit forced, each soon after the one before.
    var meagreCollections = 0
    /// Bytes handed out as free cells or large objects since the last collection; the next one is due when they reach ``allowance``. (What is in
    /// use would not do: blocks that one live cell keeps would trigger collections that free nothing.)
    public internal(set) var allocatedBytes = 0
    public var allowance = Heap.allowances.lowerBound
    /// Less than this is not worth a collection.
    public var minimumAllowance = Heap.allowances.lowerBound
    /// What may be handed out between collections of a small heap. A collection costs what is live, so that little that lives should meet it rarely; but
    /// memory that comes back soon is still in the processor's cache (3 MiB instead of 16: binary trees, instances, exceptions 12 to 15 % faster).
    static var allowances: ClosedRange<Int> { 3 << 20...16 << 20 }

    /// What may be handed out until the next collection: as much as lives, and four times as much where little does.
    var nextAllowance: Int {
        Swift.max(minimumAllowance, liveBytes, Swift.min(Heap.allowances.upperBound, liveBytes &* 4))
    }
    /// So much may lie idle after `gc.collect()` before the system gets it back.
    static var idleBytes: Int { 4 << 20 }
    /// After other collections so much may, beside what the program is about to take and half of that again; and so much goes back at a time.
    private static var leastSurplus: Int { 16 << 20 }
    private static var mostReturnedAtOnce: Int { 256 << 20 }
    /// In stress mode: collect at every n-th allocation, poison freed cells. 0: off. See ``HeapStress``.
    public internal(set) var stressInterval = 0
    var stressCountdown = 0
    /// In stress mode the free cells hide here, so that every allocation takes the slow path.
    var hiddenLists: UnsafeMutablePointer<CellPointer?>
    public var collectionCount = 0
    /// Bytes that live cells had at the end of the last collection.
    public var liveBytes = 0

    public init() {
        freeLists = .allocate(capacity: Heap.sizeClassCount)
        freeLists.initialize(repeating: nil, count: Heap.sizeClassCount)
        hiddenLists = .allocate(capacity: Heap.sizeClassCount)
        hiddenLists.initialize(repeating: nil, count: Heap.sizeClassCount)
        blocks = Array(repeating: [], count: Heap.sizeClassCount)
        unswept = Array(repeating: [], count: Heap.sizeClassCount)
    }

    /// Gives everything back. Destructors of cells run.
    public mutating func tearDown() {
        for sizeClass in blocks.indices {
            for block in blocks[sizeClass] where block.pointee.needsCare { destroyAll(in: block) }
        }
        for block in large where block.pointee.needsCare { destroyAll(in: block) }
        for chunk in chunks { munmap(chunk, Heap.chunkSize) }
        for block in large { giveBack(block) }
        for list in spares { for block in list { giveBack(block) } }
        freeLists.deallocate()
        hiddenLists.deallocate()
        chunks = []
        large = []
    }

    private func destroyAll(in block: UnsafeMutablePointer<BlockHeader>) {
        for index in 0..<block.pointee.cellCount {
            let cell = block.firstCell + index * block.pointee.cellSize
            if let header = cell.load(as: ShapePointer?.self) { _ = header.pointee.layout.pointee.destroy(cell) }
        }
    }
}

/// The beginning of every block and of every large object.
struct BlockHeader {
    /// The mark of a large object.
    var mark: UInt64 = 0
    var cellSize: Int
    var cellCount: Int
    var sizeClass: Int
    /// Bytes of the allocation.
    var byteCount: Int
    /// Index in `Heap.large`; -1 in a block of small cells.
    var largeIndex: Int
    /// Index in `Heap.blocks` of its size class.
    var blockIndex: Int
    /// Cells with something to do when they are freed may lie here: code, shapes. The dead of other blocks are not looked at.
    var needsCare = false
    /// A large object's memory came from the system page by page, not from `malloc`.
    var isMapped = false
    /// What `DeadObjects` notes of a large object.
    var note = DeadNote()

    static let size = 64
    /// Where the cell of a large object begins.
    static let largeOffset = 72
    /// Words of marks of a block.
    static let markWords = Heap.blockSize / Heap.granule / 64

    @inline(__always)
    static func of(_ cell: CellPointer) -> UnsafeMutablePointer<BlockHeader> {
        UnsafeMutablePointer(bitPattern: UInt(bitPattern: cell) & ~UInt(Heap.blockSize - 1)).unsafelyUnwrapped
    }

    /// The word with the mark of a cell.
    @inline(__always)
    static func markWord(of cell: CellPointer) -> UnsafeMutablePointer<UInt64> {
        let address = UInt(bitPattern: cell)
        if address & 8 != 0 { return UnsafeMutablePointer(bitPattern: address & ~UInt(Heap.blockSize - 1)).unsafelyUnwrapped }
        let chunk = address & ~UInt(Heap.chunkSize - 1)
        return UnsafeMutablePointer(bitPattern: chunk &+ ((address &- chunk) >> 10) &* 8).unsafelyUnwrapped
    }

    @inline(__always)
    private static func markBit(of cell: CellPointer) -> UInt64 { 1 &<< UInt64(UInt(bitPattern: cell) >> 4) }

    /// Sets the mark of a cell; returns whether it was already set.
    @inline(__always)
    static func testAndMark(_ cell: CellPointer) -> Bool {
        let word = markWord(of: cell), bit = markBit(of: cell)
        let marks = word.pointee
        if marks & bit != 0 { return true }
        word.pointee = marks | bit
        return false
    }

    @inline(__always)
    static func isMarked(_ cell: CellPointer) -> Bool { markWord(of: cell).pointee & markBit(of: cell) != 0 }

    /// Says that a cell has something to do when it is freed.
    static func noteCare(for cell: CellPointer) { of(cell).pointee.needsCare = true }
}

extension UnsafeMutablePointer where Pointee == BlockHeader {
    @inline(__always)
    var firstCell: CellPointer { UnsafeMutableRawPointer(self) + (pointee.largeIndex == -1 ? BlockHeader.size : BlockHeader.largeOffset) }

    /// The marks of its cells.
    @inline(__always)
    private var marks: UnsafeMutableBufferPointer<UInt64> {
        if pointee.largeIndex != -1 { return UnsafeMutableBufferPointer(start: UnsafeMutableRawPointer(self).assumingMemoryBound(to: UInt64.self), count: 1) }
        return UnsafeMutableBufferPointer(start: BlockHeader.markWord(of: UnsafeMutableRawPointer(self)), count: BlockHeader.markWords)
    }

    /// How many cells are marked.
    var markCount: Int {
        var count = 0
        for word in marks { count += word.nonzeroBitCount }
        return count
    }

    func clearMarks() { marks.update(repeating: 0) }
}

// MARK: - Size classes

extension Heap {
    /// Bytes of the cells of a class: steps of 16 up to 256, then four steps to each doubling.
    static func cellSize(ofClass index: Int) -> Int {
        if index < 16 { return (index + 1) * 16 }
        let doubling = (index - 16) / 4, step = (index - 16) % 4
        let base = 256 << doubling
        return min((base + base / 4 * (step + 1) + 15) & ~15, largestSmallSize)
    }

    @inlinable @inline(__always)
    public static func sizeClass(of size: Int) -> Int {
        if size <= 256 { return (size + 15) >> 4 - 1 }
        let top = Int.bitWidth - 1 - (size - 1).leadingZeroBitCount
        return 16 + (top - 8) * 4 + ((size - 1) >> (top - 2) & 3)
    }
}

// MARK: - Allocation

extension Heap {
    /// A cell of at least `size` bytes if one is free at once: header 0, the rest unspecified. The caller writes the header before
    /// anything else is allocated.
    @inline(__always)
    mutating func allocateFast(sizeClass: Int) -> CellPointer? {
        guard let cell = freeLists[sizeClass] else { return nil }
        let following = (cell + 8).load(as: CellPointer?.self)
        freeLists[sizeClass] = following
        // The next allocation reads and fills a line of memory that was last used a collection ago.
        krait_prefetch(following)
        return cell
    }

    /// Takes cells for a size class by sweeping a block or taking a new one. Returns false if the limit does not allow it.
    mutating func refill(sizeClass: Int) -> Bool {
        while let block = unswept[sizeClass].popLast() {
            sweep(block)
            if freeLists[sizeClass] != nil { return true }
        }
        guard Heap.blockSize <= room, let memory = takeBlock() else { return false }
        let cellSize = Heap.cellSize(ofClass: sizeClass)
        let count = (Heap.blockSize - BlockHeader.size) / cellSize
        let block = memory.bindMemory(to: BlockHeader.self, capacity: 1)
        block.initialize(to: BlockHeader(cellSize: cellSize, cellCount: count, sizeClass: sizeClass, byteCount: Heap.blockSize, largeIndex: -1,
            blockIndex: blocks[sizeClass].count))
        blocks[sizeClass].append(block)
        bytesInUse += Heap.blockSize
        var next: CellPointer? = freeLists[sizeClass]
        for index in stride(from: count - 1, through: 0, by: -1) {
            let cell = memory + BlockHeader.size + index * cellSize
            cell.storeBytes(of: 0, as: UInt.self)
            (cell + 8).storeBytes(of: next, as: CellPointer?.self)
            next = cell
        }
        freeLists[sizeClass] = next
        allocatedBytes += count * cellSize
        return true
    }

    /// Memory of at least that many bytes that a large object left, and not much more.
    private mutating func takeSpare(_ byteCount: Int) -> UnsafeMutablePointer<BlockHeader>? {
        let sizeClass = Heap.sizeClass(of: byteCount)
        guard sizeClass < spares.count, let spare = spares[sizeClass].last, spare.pointee.byteCount >= byteCount, spare.pointee.byteCount <= room else { return nil }
        spares[sizeClass].removeLast()
        spareBytes -= spare.pointee.byteCount
        return spare
    }

    /// Keeps the memory of a large object for others, or gives it back.
    private mutating func freeLarge(_ block: UnsafeMutablePointer<BlockHeader>) {
        let byteCount = block.pointee.byteCount
        bytesInUse -= byteCount
        guard byteCount <= 1 << 20, spareBytes + byteCount <= Heap.allowances.upperBound else { return giveBack(block) }
        let sizeClass = Heap.sizeClass(of: byteCount)
        while spares.count <= sizeClass { spares.append([]) }
        spares[sizeClass].append(block)
        spareBytes += byteCount
    }

    private mutating func takeBlock() -> UnsafeMutableRawPointer? {
        if let block = freeBlocks.popLast() ?? returnedBlocks.popLast() { return block }
        guard Heap.chunkSize <= addressRoom else { return nil }
        let twice = Heap.chunkSize * 2
        guard let memory = mmap(nil, twice, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0), memory != MAP_FAILED else { return nil }
        let address = UInt(bitPattern: memory)
        let aligned = (address + UInt(Heap.chunkSize) - 1) & ~UInt(Heap.chunkSize - 1)
        let before = Int(aligned - address)
        guard let chunk = UnsafeMutableRawPointer(bitPattern: aligned) else { return nil }
        if before > 0 { munmap(memory, before) }
        if before < Heap.chunkSize { munmap(chunk + Heap.chunkSize, Heap.chunkSize - before) }
        addresses += Heap.chunkSize
        chunks.append(chunk)
        chunkIndex.insert(aligned >> UInt(Heap.chunkBits))
        // The marks lie where the first block would.
        for offset in stride(from: Heap.chunkSize - Heap.blockSize, through: Heap.blockSize, by: -Heap.blockSize) { freeBlocks.append(chunk + offset) }
        return freeBlocks.popLast()
    }

    /// A cell with an allocation of its own, zeroed if so wished; nil if the limit or the system refuses.
    mutating func allocateLarge(size: Int, isZeroed: Bool) -> CellPointer? {
        guard size >= 0, size <= Int.max - (1 << 20) else { return nil }
        var byteCount = (size + BlockHeader.largeOffset + 4095) & ~4095
        if byteCount > room { finishSweep() }
        guard byteCount <= room else { return nil }
        // What lies idle counts too, in the end.
        if room - byteCount < idleMemory { returnIdleMemory() }
        let memory: UnsafeMutableRawPointer
        var isMapped = byteCount >= mappedSize
        if let spare = takeSpare(byteCount) {
            isMapped = spare.pointee.isMapped
            byteCount = spare.pointee.byteCount
            memory = UnsafeMutableRawPointer(spare)
            if isZeroed { memset(memory + BlockHeader.largeOffset, 0, size) }
        } else {
            guard hasAddresses(byteCount), let fresh = takeMemory(byteCount, isZeroed: isZeroed) else { return nil }
            memory = fresh
        }
        let block = memory.bindMemory(to: BlockHeader.self, capacity: 1)
        block.initialize(to: BlockHeader(cellSize: byteCount - BlockHeader.largeOffset, cellCount: 1, sizeClass: -1, byteCount: byteCount, largeIndex: large.count,
            blockIndex: -1, isMapped: isMapped))
        large.append(block)
        bytesInUse += byteCount
        allocatedBytes += byteCount
        return memory + BlockHeader.largeOffset
    }
}

extension Heap {
    /// From this size on memory comes from the system page by page: it is zero without being touched, and goes back at once. What comes and goes more
    /// often is better left to `malloc`, which keeps it: with 1 MiB here, dicts of 100,000 entries made again and again took a fifth longer. Where addresses are few, though,
    /// `malloc` would waste up to half of them to align.
    private var mappedSize: Int { addressLimit == .max ? 8 << 20 : 0 }

    /// Memory of a large object, aligned as a block, zeroed if so wished.
    private mutating func takeMemory(_ byteCount: Int, isZeroed: Bool) -> UnsafeMutableRawPointer? {
        if byteCount < mappedSize {
            var memory: UnsafeMutableRawPointer?
            guard posix_memalign(&memory, Heap.blockSize, byteCount) == 0, let memory else { return nil }
            if isZeroed { memset(memory, 0, byteCount) }
            return memory
        }
        let size = byteCount + Heap.blockSize
        guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0), memory != MAP_FAILED else { return nil }
        let address = UInt(bitPattern: memory)
        let before = Int((address + UInt(Heap.blockSize) - 1) & ~UInt(Heap.blockSize - 1) - address)
        let aligned = memory + before
        if before > 0 { munmap(memory, before) }
        munmap(aligned + byteCount, size - before - byteCount)
        #if canImport(Glibc)
            // Larger pages cost much less to take.
            if byteCount >= 8 << 20 { madvise(aligned, byteCount, MADV_HUGEPAGE) }
        #endif
        addresses += byteCount
        return aligned
    }

    /// Gives the memory of a large object back.
    fileprivate mutating func giveBack(_ block: UnsafeMutablePointer<BlockHeader>) {
        let byteCount = block.pointee.byteCount
        guard block.pointee.isMapped else { return free(block) }
        munmap(block, byteCount)
        addresses -= byteCount
    }

    private var addressRoom: Int { addressLimit == .max ? .max : addressLimit - Swift.min(addressLimit, addresses + outsideBytes) }

    /// Whether so many more bytes may be mapped, or taken elsewhere; gives back what lies idle if need be.
    mutating func hasAddresses(_ bytes: Int) -> Bool {
        if bytes > addressRoom {
            finishSweep()
            returnIdleMemory()
        }
        return bytes <= addressRoom
    }
}

// MARK: - Memory elsewhere

extension Heap {
    /// Counts memory that was taken elsewhere.
    mutating func countOutside(_ bytes: Int) {
        outsideBytes += bytes
        allocatedBytes += bytes
    }

    mutating func giveBackOutside(_ bytes: Int) { outsideBytes -= bytes }

    /// Counts what the machine's tables have become.
    mutating func countTables(_ bytes: Int) {
        if bytes > tableBytes { countOutside(bytes - tableBytes) } else { giveBackOutside(tableBytes - bytes) }
        tableBytes = bytes
    }
}

extension UnsafeMutablePointer where Pointee == MachineState {
    /// Bytes of the tables that grow with the number of certain cells. They are asked for whenever the heap takes a block, which is soon enough: no entry
    /// comes without a cell.
    func countTables() {
        let pointers = pointee.finalizable.capacity + pointee.lowered.capacity
        // To find out in which order objects go and to queue them takes memory when there is none: it is counted while they live, and free when it is needed.
        let finalization = pointee.finalizable.count * FinalizerQueue.bytesForEach
        pointee.heap.countTables(pointee.interned.byteCount + pointee.weakReferences.byteCount + pointers * 8 + finalization)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Makes sure that there is room for memory elsewhere, such as for a table of the machine that is to grow.
    func reserveOutside(_ bytes: Int) throws(Raised) {
        let machine = self.machine
        if bytes <= machine.pointee.heap.room, machine.pointee.heap.hasAddresses(bytes) { return }
        try collectForRoom()
        machine.pointee.heap.finishSweep()
        guard bytes <= machine.pointee.heap.room, machine.pointee.heap.hasAddresses(bytes) else { throw memoryError() }
    }

    /// Notes an object whose class has `__del__`.
    func noteFinalizable(_ cell: CellPointer) throws(Raised) {
        let machine = self.machine
        if machine.pointee.finalizable.count == machine.pointee.finalizable.capacity {
            try reserveOutside(machine.pointee.finalizable.capacity * 2 * MemoryLayout<CellPointer>.stride)
            machine.pointee.finalizable.append(cell)
            machine.countTables()
        } else {
            machine.pointee.finalizable.append(cell)
        }
    }

    /// Takes memory elsewhere that cells will own, or work will need; raises MemoryError if the limit does not allow it.
    func takeOutside(_ bytes: Int) throws(Raised) {
        let machine = self.machine
        if machine.pointee.heap.allocatedBytes >= machine.pointee.heap.allowance { machine.collect(self) }
        try reserveOutside(bytes)
        machine.pointee.heap.countOutside(bytes)
    }

    /// Collects because the limit, or the system, refused. Raises MemoryError if there is next to nothing to be had: a program at the end of its memory would
    /// else spend its time with collections that free a few cells each.
    func collectForRoom() throws(Raised) {
        let machine = self.machine
        let enough = machine.pointee.heap.limit / 64
        let isMeagre = machine.pointee.heap.allocatedBytes < enough
        machine.collect(self)
        if machine.pointee.heap.waitsForFinalizers { return }
        machine.pointee.heap.meagreCollections = isMeagre ? machine.pointee.heap.meagreCollections + 1 : 0
        guard machine.pointee.heap.roomBesideLive >= enough, machine.pointee.heap.meagreCollections < 4 else {
            machine.pointee.heap.meagreCollections = 0
            throw memoryError()
        }
    }

    /// Counts memory that was taken already, room for which was taken before.
    func countOutside(_ bytes: Int) { machine.pointee.heap.countOutside(bytes) }

    func giveBackOutside(_ bytes: Int) { machine.pointee.heap.giveBackOutside(bytes) }
}

// MARK: - Sweeping

extension Heap {
    /// Frees the unmarked cells of a block and clears its marks. A block without live cells goes back to the pool.
    mutating func sweep(_ block: UnsafeMutablePointer<BlockHeader>) {
        if block.pointee.needsCare { outsideBytes -= destroyDead(in: block) }
        let live = block.markCount
        if live == 0, stressInterval == 0 { return release(block) }
        if live < block.pointee.cellCount { freeUnmarked(of: block) }
        block.clearMarks()
        if live == 0 { return release(block) }
        allocatedBytes += (block.pointee.cellCount - live) * block.pointee.cellSize
    }

    private mutating func freeUnmarked(of block: UnsafeMutablePointer<BlockHeader>) {
        let cellSize = block.pointee.cellSize, sizeClass = block.pointee.sizeClass
        let isEmpty = block.markCount == 0
        var next = freeLists[sizeClass]
        for index in stride(from: block.pointee.cellCount - 1, through: 0, by: -1) {
            let cell = block.firstCell + index * cellSize
            if BlockHeader.isMarked(cell) { continue }
            if stressInterval != 0, cell.load(as: UInt.self) != 0 { memset(cell + 16, 0xDB, cellSize - 16) }
            cell.storeBytes(of: 0, as: UInt.self)
            (cell + 8).storeBytes(of: next, as: CellPointer?.self)
            next = cell
        }
        // Those of a block that is given up are on no list.
        if !isEmpty { freeLists[sizeClass] = next }
    }

    /// Lets the dead of a block do what they have to. Shapes stay for one more collection: the dead that they describe may not be swept yet.
    private func destroyDead(in block: UnsafeMutablePointer<BlockHeader>) -> Int {
        var bytes = 0
        for index in 0..<block.pointee.cellCount {
            let cell = block.firstCell + index * block.pointee.cellSize
            guard !BlockHeader.isMarked(cell), let header = cell.load(as: ShapePointer?.self) else { continue }
            if header.pointee.kind == .shape, !cell.assumingMemoryBound(to: Shape.self).pointee.isForgotten {
                cell.assumingMemoryBound(to: Shape.self).forget()
                _ = BlockHeader.testAndMark(cell)
            } else {
                bytes += header.pointee.layout.pointee.destroy(cell)
            }
        }
        return bytes
    }

    /// A block without live cells may serve any size class.
    private mutating func release(_ block: UnsafeMutablePointer<BlockHeader>) {
        let index = block.pointee.blockIndex, sizeClass = block.pointee.sizeClass
        // The last block takes its place.
        if let last = blocks[sizeClass].popLast(), last != block, index < blocks[sizeClass].count {
            blocks[sizeClass][index] = last
            last.pointee.blockIndex = index
        }
        // No word on a native stack leads to a cell of it any more.
        block.pointee.cellSize = 0
        freeBlocks.append(UnsafeMutableRawPointer(block))
        bytesInUse -= Heap.blockSize
    }

    /// Sweeps all blocks that still wait.
    public mutating func finishSweep() {
        for sizeClass in unswept.indices {
            while let block = unswept[sizeClass].popLast() { sweep(block) }
        }
    }

    /// Bytes of blocks and large objects that wait for their next use.
    var idleMemory: Int { freeBlocks.count * Heap.blockSize + spareBytes }

    /// Gives what waits for its next use back to the system; the addresses of free blocks stay.
    mutating func returnIdleMemory() {
        for list in spares { for block in list { giveBack(block) } }
        spares = []
        spareBytes = 0
        returnFreeBlocks(freeBlocks.count)
        if addressLimit != .max { returnChunks() }
        krait_trim_allocator()
    }

    /// After a collection: gives back free blocks that will not be needed until the next, some at a time, so that nobody waits for long.
    mutating func returnSurplus() {
        let surplus = freeBlocks.count * Heap.blockSize - allowance
        if surplus >= Swift.max(Heap.leastSurplus, allowance / 2) { returnFreeBlocks(Swift.min(surplus, Heap.mostReturnedAtOnce) / Heap.blockSize) }
    }

    /// Gives the `count` free blocks at the highest addresses back to the system.
    private mutating func returnFreeBlocks(_ count: Int) {
        // The lowest come first again, so that chunks fill up.
        freeBlocks.sort { UInt(bitPattern: $0) > UInt(bitPattern: $1) }
        var first = 0
        while first < count {
            var end = first + 1
            while end < count, freeBlocks[end] == freeBlocks[end - 1] - Heap.blockSize { end += 1 }
            madvise(freeBlocks[end - 1], (end - first) * Heap.blockSize, Int32(MADV_DONTNEED))
            first = end
        }
        returnedBlocks += freeBlocks[..<count]
        freeBlocks.removeFirst(count)
    }

    /// Gives the addresses of chunks back that nothing lies in.
    private mutating func returnChunks() {
        var counts: [UInt: Int] = [:]
        for block in returnedBlocks { counts[UInt(bitPattern: block) >> UInt(Heap.chunkBits), default: 0] += 1 }
        func isIdle(_ memory: UnsafeMutableRawPointer) -> Bool { counts[UInt(bitPattern: memory) >> UInt(Heap.chunkBits)] == Heap.chunkSize / Heap.blockSize - 1 }
        returnedBlocks.removeAll(where: isIdle)
        for chunk in chunks where isIdle(chunk) {
            munmap(chunk, Heap.chunkSize)
            addresses -= Heap.chunkSize
        }
        chunks.removeAll(where: isIdle)
        chunkIndex = AddressSet()
        for chunk in chunks { chunkIndex.insert(UInt(bitPattern: chunk) >> UInt(Heap.chunkBits)) }
    }

    /// After marking: frees unmarked large objects and blocks without live cells, and lets the other blocks wait for their sweep.
    mutating func beginSweep() {
        liveBytes = 0
        for sizeClass in blocks.indices {
            // The last block takes the place of one that is released.
            for index in blocks[sizeClass].indices.reversed() {
                let block = blocks[sizeClass][index], live = block.markCount
                liveBytes += live * block.pointee.cellSize
                if live == 0, !block.pointee.needsCare, stressInterval == 0 { release(block) }
            }
        }
        var kept: [UnsafeMutablePointer<BlockHeader>] = []
        for block in large {
            let cell = block.firstCell
            if BlockHeader.isMarked(cell) {
                liveBytes += block.pointee.cellSize
                block.clearMarks()
                block.pointee.largeIndex = kept.count
                kept.append(block)
            } else {
                if block.pointee.needsCare, let shape = cell.load(as: ShapePointer?.self) { outsideBytes -= shape.pointee.layout.pointee.destroy(cell) }
                freeLarge(block)
            }
        }
        large = kept
        for sizeClass in blocks.indices {
            freeLists[sizeClass] = nil
            hiddenLists[sizeClass] = nil
            unswept[sizeClass] = blocks[sizeClass]
        }
    }

    /// Clears all marks: after marking for another reason than a collection.
    func clearMarks() {
        for list in blocks { for block in list { block.clearMarks() } }
        for block in large { block.clearMarks() }
    }

    /// Calls `body` with every block and every large object.
    func forEachBlock(_ body: (UnsafeMutablePointer<BlockHeader>) -> Void) {
        for list in blocks { for block in list { body(block) } }
        for block in large { body(block) }
    }

    /// Calls `body` with every cell that is not free. Only between collections, after ``finishSweep()``.
    func forEachCell(_ body: (CellPointer) -> Void) {
        forEachBlock { block in
            for index in 0..<block.pointee.cellCount {
                let cell = block.firstCell + index * block.pointee.cellSize
                if cell.load(as: UInt.self) != 0 { body(cell) }
            }
        }
    }
}

/// A set of addresses, for the question "is this chunk ours?": open addressing, 0 is free.
struct AddressSet {
    private var slots: [UInt] = Array(repeating: 0, count: 64)
    private var count = 0

    mutating func insert(_ address: UInt) {
        if (count + 1) * 2 > slots.count {
            let old = slots
            slots = Array(repeating: 0, count: old.count * 2)
            count = 0
            for entry in old where entry != 0 { insert(entry) }
        }
        var slot = Int(truncatingIfNeeded: address &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = address
        count += 1
    }

    func contains(_ address: UInt) -> Bool {
        var slot = Int(truncatingIfNeeded: address &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slots.count - 1)
        while slots[slot] != 0 {
            if slots[slot] == address { return true }
            slot = (slot + 1) & (slots.count - 1)
        }
        return false
    }
}
