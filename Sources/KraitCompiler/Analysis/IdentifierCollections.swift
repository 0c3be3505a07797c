// Ordered collections of names: small ones are scanned, large ones hashed, so that both ten names and a million are fast.
//
//     elements  [ … ]   in the order in which they were added
//     slots     positions in `elements` by hash of the name, once there are more than a few; -1 is free

/// Names with what is known about them, in the order of their first mention.
public struct SymbolList: RandomAccessCollection {
    private var symbols: [Symbol] = []
    private var slots = SlotTable()

    init() {}

    public var startIndex: Int { 0 }
    public var endIndex: Int { symbols.count }
    public internal(set) subscript(index: Int) -> Symbol {
        get { symbols[index] }
        _modify { yield &symbols[index] }
    }

    /// The position of `name`.
    public func index(of name: Identifier) -> Int? {
        if slots.isEmpty {
            return symbols.withUnsafeBufferPointer { symbols in
                for index in symbols.indices where symbols[index].name == name { return index }
                return nil
            }
        }
        return slots.index(of: name) { symbols[$0].name }
    }

    /// Adds a name that is not in the list and returns its position.
    @discardableResult
    mutating func append(_ symbol: Symbol) -> Int {
        symbols.append(symbol)
        slots.added(count: symbols.count) { symbols[$0].name }
        return symbols.count - 1
    }

    mutating func remove(at index: Int) {
        symbols.remove(at: index)
        slots.rebuild(count: symbols.count) { symbols[$0].name }
    }
}

/// A set of names that keeps the order in which they were added.
public struct IdentifierSet: RandomAccessCollection {
    private var names: [Identifier] = []
    private var slots = SlotTable()

    init() {}

    public var startIndex: Int { 0 }
    public var endIndex: Int { names.count }
    public subscript(index: Int) -> Identifier { names[index] }

    public func contains(_ name: Identifier) -> Bool {
        slots.isEmpty ? names.contains(name) : slots.index(of: name) { names[$0] } != nil
    }

    mutating func insert(_ name: Identifier) {
        if contains(name) { return }
        names.append(name)
        slots.added(count: names.count) { names[$0] }
    }

    mutating func formUnion(_ other: IdentifierSet) {
        if names.isEmpty { self = other } else { for name in other.names { insert(name) } }
    }

    mutating func removeAll(where isUnwanted: (Identifier) -> Bool) {
        let count = names.count
        names.removeAll(where: isUnwanted)
        if names.count != count { slots.rebuild(count: names.count) { names[$0] } }
    }
}

/// Positions by hash of the name, with open addressing. Empty while there are few.
private struct SlotTable {
    private var slots: [Int32] = []

    /// Up to so many elements, scanning them is as fast.
    private static let scanned = 12

    var isEmpty: Bool { slots.isEmpty }

    @inline(__always)
    private static func hash(_ name: Identifier) -> Int {
        Int(truncatingIfNeeded: (UInt32(bitPattern: name.rawValue) &* 0x9E37_79B1) >> 7)
    }

    @inline(__always)
    func index(of name: Identifier, _ nameAt: (Int) -> Identifier) -> Int? {
        let mask = slots.count - 1
        var slot = Self.hash(name) & mask
        while true {
            let entry = slots[slot]
            if entry < 0 { return nil }
            if nameAt(Int(entry)) == name { return Int(entry) }
            slot = (slot + 1) & mask
        }
    }

    @inline(__always)
    mutating func added(count: Int, _ nameAt: (Int) -> Identifier) {
        if count <= Self.scanned { return }
        if count * 2 > slots.count { rebuild(count: count, nameAt) } else { enter(nameAt(count - 1), count - 1) }
    }

    mutating func rebuild(count: Int, _ nameAt: (Int) -> Identifier) {
        if count <= Self.scanned {
            slots = []
            return
        }
        var size = 32
        while size < count * 3 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for index in 0..<count { enter(nameAt(index), index) }
    }

    private mutating func enter(_ name: Identifier, _ index: Int) {
        let mask = slots.count - 1
        var slot = Self.hash(name) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }
}
