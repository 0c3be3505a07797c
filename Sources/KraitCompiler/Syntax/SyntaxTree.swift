import KraitBytecode

/// A parsed program: the nodes and fields of CPython's `ast` (PEP 657 ranges included), in one arena.
///
///     SyntaxTree ── arena ──▶ [ chunk | chunk | … ]     every node, and every list of nodes, side by side
///               ├── identifiers  names and type comments, each once
///               └── constants    values of `Constant` nodes
///
/// Nodes are plain records behind one-word handles (``Expression``, ``Statement``, …): no reference counts, freed together,
/// without recursion however deep the tree is. A handle is valid as long as its tree lives.
public final class SyntaxTree {
    public enum Root {
        case module(body: NodeList<Statement>, typeIgnores: NodeList<TypeIgnore>)
        case interactive(body: NodeList<Statement>)
        case expression(Expression)
        case functionType(arguments: NodeList<Expression>, returns: Expression)
    }

    // One thread at a time works on a tree; run-time checks of exclusive access would cost more than the accesses.
    public var root: Root = .module(body: .empty, typeIgnores: .empty)
    @exclusivity(unchecked) public var identifiers = IdentifierTable()
    @exclusivity(unchecked) public var constants: [Constant] = []

    @exclusivity(unchecked) private var chunks: [UnsafeMutableRawPointer] = []
    @exclusivity(unchecked) private var free: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var remaining = 0

    public init() { free = UnsafeMutableRawPointer(bitPattern: 16).unsafelyUnwrapped }

    deinit { for chunk in chunks { chunk.deallocate() } }

    /// Room for `count` records, uninitialized, that lives as long as the tree. Records are trivial types.
    @inline(__always)
    func allocate<Record>(_ type: Record.Type, count: Int) -> UnsafeMutablePointer<Record> {
        let size = (count * MemoryLayout<Record>.stride + 7) & ~7
        if size > remaining { addChunk(for: size) }
        let place = free
        free += size
        remaining -= size
        return place.bindMemory(to: Record.self, capacity: count)
    }

    private func addChunk(for size: Int) {
        let capacity = max(size, chunks.isEmpty ? 16 << 10 : 256 << 10)
        free = .allocate(byteCount: capacity, alignment: 16)
        chunks.append(free)
        remaining = capacity
    }

    /// A list with the given elements.
    public func list<Element>(_ elements: some Collection<Element>) -> NodeList<Element> {
        if elements.isEmpty { return .empty }
        let place = allocate(Element.self, count: elements.count)
        var index = 0
        for element in elements {
            (place + index).initialize(to: element)
            index += 1
        }
        return NodeList(base: place, count: index)
    }

    public func constant(_ value: Constant) -> ConstantIndex {
        constants.append(value)
        return ConstantIndex(rawValue: Int32(truncatingIfNeeded: constants.count - 1))
    }

    public subscript(_ index: ConstantIndex) -> Constant { constants[Int(index.rawValue)] }
    public subscript(_ name: Identifier) -> PythonString { identifiers[name] }
}

/// The place of a value in ``SyntaxTree/constants``.
public struct ConstantIndex: Hashable { public var rawValue: Int32 }

/// A fixed sequence of nodes in the arena of a tree. The elements can be replaced, not added to.
public struct NodeList<Element>: RandomAccessCollection {
    @usableFromInline let base: UnsafeMutablePointer<Element>?
    public let count: Int

    @inlinable init(base: UnsafeMutablePointer<Element>?, count: Int) {
        self.base = base
        self.count = count
    }

    public static var empty: NodeList { NodeList(base: nil, count: 0) }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(index: Int) -> Element {
        @inlinable get {
            precondition(index >= 0 && index < count)
            return base.unsafelyUnwrapped[index]
        }
        nonmutating set {
            precondition(index >= 0 && index < count)
            base.unsafelyUnwrapped[index] = newValue
        }
    }
}

/// A name in a tree: equal names are equal numbers.
public struct Identifier: Sendable, Hashable {
    public let rawValue: Int32
    @inlinable init(rawValue: Int32) { self.rawValue = rawValue }
}

/// All names of a tree, each once.
public struct IdentifierTable: Sendable {
    public private(set) var names: [PythonString] = []
    private var hashes: [UInt32] = []
    /// Open addressing; -1 is free. The size is a power of two.
    private var slots: [Int32] = Array(repeating: -1, count: 256)
    /// Different in each process, so that no program can be written whose names all fall into one slot.
    private let seed: UInt64

    fileprivate init(seed: UInt64) { self.seed = seed }

    /// A table with the names that the compiler itself uses.
    public init() { self = PreparedNames.shared.table }

    public subscript(_ name: Identifier) -> PythonString { names[Int(name.rawValue)] }

    public mutating func intern(_ name: PythonString) -> Identifier {
        name.utf8.withUnsafeBufferPointer { intern($0) }
    }

    /// The identifier of a name given by its bytes of UTF-8.
    public mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> Identifier {
        var hash = seed
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash ^= hash >> 29
        let short = UInt32(truncatingIfNeeded: hash)
        if names.count * 2 >= slots.count { grow() }
        let mask = slots.count - 1
        var slot = Int(short) & mask
        while true {
            let entry = slots[slot]
            if entry < 0 { break }
            if hashes[Int(entry)] == short, names[Int(entry)].utf8.withUnsafeBufferPointer({ Self.areEqual($0, bytes) }) {
                return Identifier(rawValue: entry)
            }
            slot = (slot + 1) & mask
        }
        let index = Int32(truncatingIfNeeded: names.count)
        slots[slot] = index
        names.append(PythonString(uncheckedUTF8: Array(bytes)))
        hashes.append(short)
        return Identifier(rawValue: index)
    }

    @inline(__always)
    private static func areEqual(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for index in 0..<a.count where a[index] != b[index] { return false }
        return true
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 4)
        let mask = slots.count - 1
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: index)
        }
    }
}

/// The names that the compiler itself uses, in a table that those of all trees begin as: small programs have fewer names of their own.
struct PreparedNames: Sendable {
    let table: IdentifierTable
    let known: KnownNames
    let wellKnown: WellKnownNames

    static let shared = PreparedNames()

    private init() {
        var table = IdentifierTable(seed: .random(in: .min ... .max))
        known = KnownNames(&table)
        wellKnown = WellKnownNames(&table)
        self.table = table
    }
}
