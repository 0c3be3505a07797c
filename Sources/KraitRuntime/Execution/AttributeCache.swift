/// What instructions learned about attributes, shared by those that meet more shapes than their inline cache remembers.
///
///     entry   generic handler | shape | name | special handler | the words behind the shape in the inline cache
///
/// An instruction whose inline cache misses asks here before it looks the attribute up: an entry is what the lookup would write into it. One entry for
/// each hash, the latest; all are forgotten whenever inline caches are, and at every collection, when shapes and names may die.
/// Without it, methods of a base class that run for instances of several classes look up every attribute anew: a third of the time of `richards`.
struct AttributeCache {
    struct Entry {
        var generic: UInt = 0
        var shape: UInt64 = 0
        var name: UInt64 = 0
        var handler: UInt = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }

    private let entries: UnsafeMutablePointer<Entry>
    private static var log2Size: UInt64 { 10 }

    init() {
        entries = .allocate(capacity: 1 << AttributeCache.log2Size)
        forget()
    }

    func tearDown() { entries.deallocate() }

    func forget() { entries.initialize(repeating: Entry(), count: 1 << AttributeCache.log2Size) }

    @inline(__always)
    private func entry(_ generic: UInt, _ shape: UInt64, _ name: UInt64) -> UnsafeMutablePointer<Entry> {
        let mixed = (shape ^ name &* 3 ^ UInt64(generic) &* 5) &* 0x9E37_79B9_7F4A_7C15
        return entries + Int(truncatingIfNeeded: mixed >> (64 - AttributeCache.log2Size))
    }

    /// Keeps what an instruction, whose generic form and name these are, has just specialized to for a shape.
    @inline(__always)
    func remember(_ pc: PC, _ k: Registers, _ name: Value, _ generic: Handler) {
        if pc.pointee.cache == Instruction.noCache { return }
        let cache = inlineCache(pc, k), generic = unsafeBitCast(generic, to: UInt.self)
        let entry = entry(generic, cache.pointee.first, name.bits)
        entry.pointee.generic = generic
        entry.pointee.shape = cache.pointee.first
        entry.pointee.name = name.bits
        entry.pointee.handler = unsafeBitCast(pc.pointee.handler, to: UInt.self)
        entry.pointee.second = cache.pointee.second
        entry.pointee.third = cache.pointee.third
        entry.pointee.fourth = cache.pointee.fourth
    }

    /// Specializes an instruction as was done before for this shape and name. Returns false if nothing is known, or nothing but what the instruction
    /// has already: then it was something else that missed.
    @inline(__always)
    func specialize(_ pc: PC, _ k: Registers, _ object: Value, _ name: Value, _ generic: Handler) -> Bool {
        guard object.isCell, pc.pointee.cache != Instruction.noCache else { return false }
        let generic = unsafeBitCast(generic, to: UInt.self), shape = UInt64(UInt(bitPattern: object.shape))
        let entry = entry(generic, shape, name.bits), cache = inlineCache(pc, k)
        guard entry.pointee.shape == shape, entry.pointee.name == name.bits, entry.pointee.generic == generic,
            cache.pointee.first != shape || unsafeBitCast(pc.pointee.handler, to: UInt.self) != entry.pointee.handler
        else { return false }
        pc.pointee.handler = unsafeBitCast(entry.pointee.handler, to: Handler.self)
        cache.pointee.first = shape
        cache.pointee.second = entry.pointee.second
        cache.pointee.third = entry.pointee.third
        cache.pointee.fourth = entry.pointee.fourth
        return true
    }
}
