/// An instruction's number in CPython 3.13, pseudo instructions (from 256) included.
///
/// Constants, tables and enumerations of operand values are in `Opcode+Generated.swift`, made from `Instructions.spec`.
/// All lookups are loads from tables and safe for any number; one without an instruction has no properties.
public struct Opcode: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
}

// MARK: - Names

extension Opcode: CustomStringConvertible {
    /// CPython's name, `LOAD_FAST`; `<119>` where the number has no instruction.
    public var name: String {
        let number = Int(rawValue)
        return number < Self.names.count ? Self.names[number] : "<\(number)>"
    }

    /// The instruction with CPython's name `name`, pseudo and specialized ones included; nil if there is none.
    public init?(name: String) {
        guard let opcode = Self.byName[name] else { return nil }
        self = opcode
    }

    private static let byName: [String: Opcode] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// All instructions in the order of their numbers.
    public static let all: [Opcode] = (0..<tableSize).lazy
        .map { Opcode(rawValue: UInt16(truncatingIfNeeded: $0)) }
        .filter(\.isDefined)

    public var description: String { name }
}

// MARK: - Properties

extension Opcode {
    /// The facts about an instruction that are yes or no. The names are those of CPython's flags; `Instructions.spec` explains them.
    public struct Properties: OptionSet, Hashable, Sendable {
        public let rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

        // The generator writes these bits; see `metadataWord` in Utilities/GenerateInstructions.
        @inlinable public static var defined: Properties { Properties(rawValue: 1 << 0) }
        @inlinable public static var argument: Properties { Properties(rawValue: 1 << 1) }
        @inlinable public static var constant: Properties { Properties(rawValue: 1 << 2) }
        @inlinable public static var name: Properties { Properties(rawValue: 1 << 3) }
        @inlinable public static var local: Properties { Properties(rawValue: 1 << 4) }
        @inlinable public static var free: Properties { Properties(rawValue: 1 << 5) }
        @inlinable public static var jump: Properties { Properties(rawValue: 1 << 6) }
        @inlinable public static var backward: Properties { Properties(rawValue: 1 << 7) }
        @inlinable public static var error: Properties { Properties(rawValue: 1 << 8) }
        @inlinable public static var errorNoPop: Properties { Properties(rawValue: 1 << 9) }
        @inlinable public static var escapes: Properties { Properties(rawValue: 1 << 10) }
        @inlinable public static var evalBreak: Properties { Properties(rawValue: 1 << 11) }
        @inlinable public static var pure: Properties { Properties(rawValue: 1 << 12) }
        @inlinable public static var deopt: Properties { Properties(rawValue: 1 << 13) }
        @inlinable public static var exit: Properties { Properties(rawValue: 1 << 14) }
        @inlinable public static var unconditional: Properties { Properties(rawValue: 1 << 15) }
        @inlinable public static var scopeExit: Properties { Properties(rawValue: 1 << 16) }
        @inlinable public static var blockPush: Properties { Properties(rawValue: 1 << 17) }
        @inlinable public static var pseudo: Properties { Properties(rawValue: 1 << 18) }
        @inlinable public static var specialized: Properties { Properties(rawValue: 1 << 19) }
        @inlinable public static var instrumented: Properties { Properties(rawValue: 1 << 20) }
    }

    /// All facts at once.
    @inlinable public var properties: Properties { Properties(rawValue: word & 0x00FF_FFFF) }

    /// Properties in bits 0-23, the size of the cache from bit 24 on.
    @inlinable @inline(__always) var word: UInt32 {
        let number = Int(rawValue)
        return number < Self.tableSize ? Self.properties[number] : 0
    }

    @inlinable @inline(__always) func has(_ property: Properties) -> Bool { word & property.rawValue != 0 }

    /// Whether 3.13 has an instruction with this number.
    @inlinable public var isDefined: Bool { has(.defined) }
    /// Whether the operand means something (`dis.hasarg`).
    @inlinable public var hasArgument: Bool { has(.argument) }
    /// Whether the operand is an index of `co_consts` (`dis.hasconst`).
    @inlinable public var hasConstant: Bool { has(.constant) }
    /// Whether the operand holds an index of `co_names` (`dis.hasname`).
    @inlinable public var hasName: Bool { has(.name) }
    /// Whether the operand holds indices of local variables (`dis.haslocal`).
    @inlinable public var hasLocal: Bool { has(.local) }
    /// Whether the operand is the index of a cell or free variable (`dis.hasfree`).
    @inlinable public var hasFree: Bool { has(.free) }
    /// Whether the operand is the target of a jump (`dis.hasjump`).
    @inlinable public var hasJump: Bool { has(.jump) }
    /// Whether the jump goes towards the beginning.
    @inlinable public var isBackwardJump: Bool { has(.backward) }
    /// Whether it jumps whatever happens.
    @inlinable public var isUnconditionalJump: Bool { has(.unconditional) }
    /// Whether it leaves the frame: return and raise (CPython: `IS_SCOPE_EXIT_OPCODE`).
    @inlinable public var isScopeExit: Bool { has(.scopeExit) }
    /// Whether it must be the last of a basic block: jumps and scope exits (CPython: `IS_TERMINATOR_OPCODE`).
    @inlinable public var isTerminator: Bool { word & (Properties.jump.rawValue | Properties.scopeExit.rawValue) != 0 }
    /// Whether the instruction after it is never reached from it.
    @inlinable public var hasNoFallThrough: Bool { word & (Properties.unconditional.rawValue | Properties.scopeExit.rawValue) != 0 }
    /// Whether it may raise an exception.
    @inlinable public var mayRaise: Bool { has(.error) }
    /// Whether it begins a protected range: the pseudo instructions `SETUP_…` (`dis.hasexc`).
    @inlinable public var isBlockPush: Bool { has(.blockPush) }
    /// Whether its operand is a label before assembly: jumps and `SETUP_…` (CPython: `HAS_TARGET`).
    @inlinable public var hasTarget: Bool { word & (Properties.jump.rawValue | Properties.blockPush.rawValue) != 0 }
    /// Whether it exists only inside the compiler.
    @inlinable public var isPseudo: Bool { has(.pseudo) }
    /// Whether a running interpreter writes it over ``general``; never in a file.
    @inlinable public var isSpecialized: Bool { has(.specialized) }
    /// Whether monitoring writes it over another; never in a file.
    @inlinable public var isInstrumented: Bool { has(.instrumented) }

    /// How many code units of inline cache follow.
    @inlinable public var cacheCount: Int { Int(word >> 24) }

    /// The instruction that this one is a special form of, `LOAD_ATTR` for `LOAD_ATTR_SLOT`; for a pseudo instruction the first one that it
    /// stands for; else itself.
    @inlinable public var general: Opcode {
        let number = Int(rawValue)
        return number < Self.tableSize ? Opcode(rawValue: Self.generalForms[number]) : self
    }

    /// What the operand means.
    @inlinable public var operand: Operand {
        let number = Int(rawValue)
        return number < Self.tableSize ? Operand(rawValue: Self.operands[number]) ?? .none : .none
    }

    /// What an operand means; `Instructions.spec` explains each. In the generator's order.
    public enum Operand: UInt8, Sendable {
        case none, constant, name, attribute, global, superAttribute, local, localPair, cell, forward, backward, label, count
        case position, unpackCounts, binaryOperator, comparison, boolean, conversion, intrinsic1, intrinsic2, functionAttribute
        case resume, highBits, number
    }
}

// MARK: - Stack effect

extension Opcode {
    /// How many items the instruction takes from the stack. What stays in place counts here and in ``pushed(_:)``.
    @inlinable public func popped(_ argument: Int) -> Int {
        let number = Int(rawValue)
        guard number < Self.tableSize else { return 0 }
        let count = Self.poppedCounts[number]
        return count >= 0 ? Int(count) : poppedDependingOn(argument)
    }

    /// How many items the instruction leaves on the stack.
    @inlinable public func pushed(_ argument: Int) -> Int {
        let number = Int(rawValue)
        guard number < Self.tableSize else { return 0 }
        let count = Self.pushedCounts[number]
        return count >= 0 ? Int(count) : pushedDependingOn(argument)
    }

    /// By how many items the stack grows, as `dis.stack_effect(opcode, argument, jump=jump)`: with `jump` true when the jump is taken or the
    /// handler entered, nil for the larger of both.
    @inlinable public func stackEffect(argument: Int, jump: Bool? = nil) -> Int {
        if has(.blockPush) {
            return jump == false ? 0 : jumpEffect ?? 0
        }
        return pushed(argument) &- popped(argument)
    }
}

/// The numbers of one CPython version's instructions: data for whoever reads its `.pyc` files.
public struct BytecodeVersion: Sendable {
    /// `3.13`
    public let name: String
    /// The number that `.pyc` files of this version begin with.
    public let magicNumber: UInt16
    private let opcodes: [UInt16]

    /// What stands in the table for a number without an instruction.
    static let none: UInt16 = 0xFFFF

    init(name: String, magicNumber: UInt16, opcodes: [UInt16]) {
        self.name = name
        self.magicNumber = magicNumber
        self.opcodes = opcodes
    }

    /// The instruction with this version's number `number`; nil if there is none.
    public func opcode(_ number: UInt8) -> Opcode? {
        guard Int(number) < opcodes.count, opcodes[Int(number)] != Self.none else { return nil }
        return Opcode(rawValue: opcodes[Int(number)])
    }
}
