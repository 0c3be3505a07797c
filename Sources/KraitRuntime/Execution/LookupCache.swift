/// What lookups of names in classes found: native code that asks for attributes, and instructions that meet one for the first time, need not go along the
/// method resolution order again.
///
///     entry   version of the class | name | value, unbound if there is none
///
/// A class gets a new version whenever a lookup may give something else, and no version comes twice. One entry for each hash, the latest; all are forgotten at
/// every collection, since they keep nothing alive. In CPython: `struct type_cache`.
struct LookupCache {
    struct Entry {
        var version: UInt64 = 0
        var name: UInt64 = 0
        var value = Value.unbound
    }

    private let entries: UnsafeMutablePointer<Entry>
    private static var log2Size: UInt64 { 9 }

    init() {
        entries = .allocate(capacity: 1 << LookupCache.log2Size)
        forget()
    }

    func tearDown() { entries.deallocate() }

    func forget() { entries.initialize(repeating: Entry(), count: 1 << LookupCache.log2Size) }

    @inline(__always)
    fileprivate func entry(_ version: UInt64, _ name: UInt64) -> UnsafeMutablePointer<Entry> {
        let mixed = (version &* 0x1_0000_0001 ^ name) &* 0x9E37_79B9_7F4A_7C15
        return entries + Int(truncatingIfNeeded: mixed >> (64 - LookupCache.log2Size))
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// What the lookup of a name along a class's method resolution order finds, or nil.
    @inline(__always)
    func lookUp(_ type: Type, _ name: Value) -> Value? {
        let version = type.fields.pointee.version, entry = machine.pointee.lookupCache.entry(version, name.bits)
        if entry.pointee.version == version, entry.pointee.name == name.bits { return entry.pointee.value.isUnbound ? nil : entry.pointee.value }
        return lookUpAndRemember(type, name)
    }

    @inline(never)
    private func lookUpAndRemember(_ type: Type, _ name: Value) -> Value? {
        let found = type.lookup(name)
        // A class that is being made changes without a new version.
        if type.flags.contains(.isReady) {
            let version = type.fields.pointee.version
            machine.pointee.lookupCache.entry(version, name.bits).pointee = LookupCache.Entry(version: version, name: name.bits, value: found ?? .unbound)
        }
        return found
    }
}
