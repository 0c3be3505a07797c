/// Growable storage for plain values, owned by one value and reused from unit to unit.
///
/// The flow graph touches every instruction in each of a score of passes. An `Array` would test in each write whether it is
/// shared; this storage cannot be shared. Indices are checked in every build: a wrong one stops the program and never reads foreign memory.
struct Arena<Element: BitwiseCopyable>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 64) {
        self.capacity = max(capacity, 1)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            return base[index]
        }
        _modify {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
            yield &base[index]
        }
    }

    @inline(__always)
    subscript(index: Int32) -> Element {
        get { self[Int(index)] }
        _modify { yield &self[Int(index)] }
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        base[count] = element
        count += 1
    }

    mutating func append(contentsOf elements: [Element]) {
        reserve(elements.count)
        elements.withUnsafeBufferPointer { source in
            if let start = source.baseAddress { (base + count).update(from: start, count: source.count) }
        }
        count += elements.count
    }

    @inline(__always)
    mutating func popLast() -> Element? {
        if count == 0 { return nil }
        count -= 1
        return base[count]
    }

    mutating func removeAll() { count = 0 }

    /// Makes room for `additional` more elements.
    mutating func reserve(_ additional: Int) {
        if capacity - count < additional { grow(to: count + additional) }
    }

    /// Makes the storage `count` times `element`.
    mutating func reset(count newCount: Int, to element: Element) {
        count = 0
        reserve(newCount)
        base.update(repeating: element, count: newCount)
        count = newCount
    }

    /// Appends `length` elements of unspecified value.
    mutating func appendUninitialized(_ length: Int, filler: Element) {
        reserve(length)
        (base + count).update(repeating: filler, count: length)
        count += length
    }

    /// Copies `length` elements from `source` to `destination`; the ranges may overlap.
    mutating func move(from source: Int, to destination: Int, length: Int) {
        precondition(source >= 0 && destination >= 0 && length >= 0 && source <= count - length && destination <= count - length)
        (base + destination).update(from: base + source, count: length)
    }

    /// Gives large storage back: a unit of a million statements must not be paid for by all that follow.
    mutating func trim(above limit: Int) {
        guard capacity > limit else { return }
        base.deallocate()
        capacity = 64
        base = .allocate(capacity: capacity)
        count = 0
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        let newCapacity = max(needed, capacity * 2)
        let new = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
        new.update(from: base, count: count)
        base.deallocate()
        base = new
        capacity = newCapacity
    }

    /// The bytes that the elements consist of.
    func bytes() -> [UInt8] { Array(UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Element>.stride)) }
}
