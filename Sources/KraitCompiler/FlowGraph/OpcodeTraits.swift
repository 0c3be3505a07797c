import KraitBytecode

/// What the flow graph asks about instructions, in one load: ``Opcode``'s properties, combined as the passes need them.
struct OpcodeTraits: ~Copyable {
    struct Flags: OptionSet, BitwiseCopyable {
        let rawValue: UInt16
        /// Has a block as its operand: jumps and `SETUP_…`.
        static let hasTarget = Flags(rawValue: 1 << 0)
        static let jumps = Flags(rawValue: 1 << 1)
        static let unconditionalJump = Flags(rawValue: 1 << 2)
        /// Returns or raises.
        static let exitsScope = Flags(rawValue: 1 << 3)
        /// Must be the last of its block.
        static let terminator = Flags(rawValue: 1 << 4)
        /// The flow does not go on with the next instruction.
        static let endsFlow = Flags(rawValue: 1 << 5)
        /// Begins a protected region.
        static let pushesBlock = Flags(rawValue: 1 << 6)
        /// Looks whether signals or other threads want attention.
        static let checksSignals = Flags(rawValue: 1 << 7)
        static let usesConstant = Flags(rawValue: 1 << 8)
        /// Tells whether a local is bound: loads, stores and deletes of one local.
        static let bindsLocal = Flags(rawValue: 1 << 9)
        static let unbindsLocal = Flags(rawValue: 1 << 10)
        static let usesCell = Flags(rawValue: 1 << 11)
        /// A pseudo instruction that becomes another at the end; jumps are not counted.
        static let isReplaced = Flags(rawValue: 1 << 12)
    }

    struct Entry: BitwiseCopyable {
        var flags: Flags = []
        var caches: UInt8 = 0
        /// Growth of the stack when no jump is taken: `effect + effectPerArgument * argument + effectPerLowBit * (argument & 1)`.
        var effect: Int8 = 0
        var effectPerArgument: Int8 = 0
        var effectPerLowBit: Int8 = 0
        /// The growth is no such sum.
        var effectIsIrregular = false
    }

    /// Opcodes lie below; a power of two, so that a mask keeps every number inside.
    private static let size = 512
    /// Computed once in a process.
    private static let all: [Entry] = makeEntries()
    private var entries = Arena<Entry>(capacity: 512)

    init() { entries.append(contentsOf: Self.all) }

    private static func makeEntries() -> [Entry] {
        var entries = Array(repeating: Entry(), count: size)
        for opcode in Opcode.all where Int(opcode.rawValue) < size {
            var entry = Entry(flags: flags(of: opcode), caches: UInt8(truncatingIfNeeded: opcode.cacheCount))
            let effect = { opcode.stackEffect(argument: $0, jump: false) }
            let perTwo = effect(2) - effect(0), lowBit = effect(1) - effect(0) - perTwo / 2
            entry.effect = Int8(truncatingIfNeeded: effect(0))
            entry.effectPerArgument = Int8(truncatingIfNeeded: perTwo / 2)
            entry.effectPerLowBit = Int8(truncatingIfNeeded: lowBit)
            entry.effectIsIrregular = ![3, 4, 5, 6, 7, 255, 256, 257, 511, 65_536].allSatisfy {
                effect($0) == effect(0) + perTwo / 2 * $0 + lowBit * ($0 & 1)
            }
            entries[Int(opcode.rawValue)] = entry
        }
        return entries
    }

    private static func flags(of opcode: Opcode) -> Flags {
        var flags: Flags = []
        if opcode.hasTarget { flags.insert(.hasTarget) }
        if opcode.hasJump { flags.insert(.jumps) }
        if opcode.isUnconditionalJump { flags.insert(.unconditionalJump) }
        if opcode.isScopeExit { flags.insert(.exitsScope) }
        if opcode.isTerminator { flags.insert(.terminator) }
        if opcode.hasNoFallThrough { flags.insert(.endsFlow) }
        if opcode.isBlockPush { flags.insert(.pushesBlock) }
        if opcode.properties.contains(.evalBreak) { flags.insert(.checksSignals) }
        if opcode.hasConstant { flags.insert(.usesConstant) }
        switch opcode {
        case .loadFast, .loadFastCheck, .storeFast: flags.insert(.bindsLocal)
        case .loadFastAndClear, .storeFastMaybeNull, .deleteFast: flags.formUnion([.bindsLocal, .unbindsLocal])
        case .makeCell, .loadClosure, .loadDeref, .storeDeref, .deleteDeref, .loadFromDictOrDeref: flags.insert(.usesCell)
        default: break
        }
        switch opcode {
        case .loadClosure, .storeFastMaybeNull, .setupFinally, .setupCleanup, .setupWith: flags.insert(.isReplaced)
        default: break
        }
        return flags
    }

    @inline(__always)
    private func entry(_ opcode: Opcode) -> Entry { entries[Int(opcode.rawValue) & (Self.size - 1)] }

    @inline(__always)
    subscript(opcode: Opcode) -> Flags { entry(opcode).flags }

    /// By how much the stack grows when no jump is taken.
    @inline(__always)
    func effect(_ opcode: Opcode, _ argument: Int32) -> Int32 {
        let entry = entry(opcode)
        if entry.effectIsIrregular { return Int32(truncatingIfNeeded: opcode.stackEffect(argument: Int(argument), jump: false)) }
        return Int32(entry.effect) &+ Int32(entry.effectPerArgument) &* argument &+ Int32(entry.effectPerLowBit) &* (argument & 1)
    }

    @inline(__always)
    func caches(_ opcode: Opcode) -> Int32 { Int32(entry(opcode).caches) }

    /// The size in code units, `EXTENDED_ARG`s and caches included.
    @inline(__always)
    func size(_ opcode: Opcode, _ argument: Int32) -> Int32 {
        1 + caches(opcode) + (argument > 0xFF ? argument > 0xFFFF ? argument > 0xFF_FFFF ? 3 : 2 : 1 : 0)
    }
}
