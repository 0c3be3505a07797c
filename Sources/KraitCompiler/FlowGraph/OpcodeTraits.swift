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
    }

    struct Entry: BitwiseCopyable {
        var flags: Flags = []
        var caches: UInt8 = 0
        /// Growth of the stack when no jump is taken; `dependsOnArgument` if it is not always the same.
        var effect: Int8 = 0
    }

    private static let dependsOnArgument = Int8.min
    /// Opcodes lie below; a power of two, so that a mask keeps every number inside.
    private static let size = 512
    private var entries = Arena<Entry>(capacity: 512)

    init() {
        entries.reset(count: Self.size, to: Entry())
        for opcode in Opcode.all {
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
            case .makeCell, .loadClosure, .loadDeref, .storeDeref, .deleteDeref, .loadFromDictOrDeref:
                flags.insert(.usesCell)
            default: break
            }
            let effects = (0..<8).map { opcode.stackEffect(argument: $0, jump: false) }
            let constant = effects.allSatisfy { $0 == effects[0] }
            entries[Int(opcode.rawValue)] = Entry(
                flags: flags, caches: UInt8(truncatingIfNeeded: opcode.cacheCount),
                effect: constant ? Int8(truncatingIfNeeded: effects[0]) : Self.dependsOnArgument)
        }
    }

    @inline(__always)
    subscript(opcode: Opcode) -> Flags { entries[Int(opcode.rawValue) & (Self.size - 1)].flags }

    /// By how much the stack grows when no jump is taken.
    @inline(__always)
    func effect(_ opcode: Opcode, _ argument: Int32) -> Int32 {
        let effect = entries[Int(opcode.rawValue) & (Self.size - 1)].effect
        if effect != Self.dependsOnArgument { return Int32(effect) }
        return Int32(truncatingIfNeeded: opcode.stackEffect(argument: Int(argument), jump: false))
    }

    @inline(__always)
    func caches(_ opcode: Opcode) -> Int32 { Int32(entries[Int(opcode.rawValue) & (Self.size - 1)].caches) }

    /// The size in code units, `EXTENDED_ARG`s and caches included.
    @inline(__always)
    func size(_ opcode: Opcode, _ argument: Int32) -> Int32 {
        1 + caches(opcode) + (argument > 0xFF ? argument > 0xFFFF ? argument > 0xFF_FFFF ? 3 : 2 : 1 : 0)
    }
}
