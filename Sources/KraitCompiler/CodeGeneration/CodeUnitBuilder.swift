// What code generation keeps while it works on one scope: the instructions so far and the numbers of constants and names.
//
//     CodeGenerator ── unit ──▶ CodeUnitBuilder   the scope that is being written
//                  └── outer ─▶ [ module, class, function … ]   those around it, outermost first
//
// In CPython: struct compiler_unit, Python/compile.c.

import KraitBytecode

/// The state of one scope while its instructions are made.
struct CodeUnitBuilder {
    enum Kind { case module, class_, function, asyncFunction, lambda, comprehension, typeParameters }

    var code: InstructionSequence
    let scope: Scope
    let kind: Kind
    let name: PythonString
    var qualifiedName: PythonString
    let firstLine: Int32
    /// The class whose private names are mangled here.
    let privateName: Identifier?

    /// Arguments without the positional-only ones.
    var argumentCount = 0
    var positionalOnlyArgumentCount = 0
    var keywordOnlyArgumentCount = 0

    var constants = ConstantNumbers()
    /// `co_names`.
    var names = NameNumbers()
    var variables = NameNumbers()
    var cells = NameNumbers()
    /// Numbered after the cells.
    var frees = NameNumbers()
    /// Names that inlined comprehensions make fast locals, and whether they are that now.
    var hidden: [Identifier: Bool] = [:]

    var frameBlocks: [FrameBlock] = []
    var inlinedComprehensionDepth = 0
    /// In a class: the attributes that its methods store on `self`.
    var staticAttributes: Set<Identifier> = []
    /// `await` at the top level has made a coroutine of this scope.
    var isCoroutine: Bool

    init(
        scope: Scope, kind: Kind, name: PythonString, firstLine: Int32, privateName: Identifier?, into sequence: InstructionSequence
    ) {
        code = sequence
        self.scope = scope
        self.kind = kind
        self.name = name
        qualifiedName = name
        self.firstLine = firstLine
        self.privateName = privateName
        isCoroutine = scope.isCoroutine
        for parameter in scope.parameters { variables.number(of: parameter) }
    }
}

/// Names in the order of their first use, each with its number.
///
/// Open addressing by identifier once there are more than a few.
struct NameNumbers {
    private(set) var names: [Identifier] = []
    private var slots: [Int32] = []

    private static let scanned = 10

    @inline(__always)
    private static func hash(_ name: Identifier) -> Int {
        Int(truncatingIfNeeded: UInt32(bitPattern: name.rawValue) &* 0x9E37_79B1 >> 7)
    }

    /// The number of `name`, if it has one.
    func existingNumber(of name: Identifier) -> Int? {
        if slots.isEmpty {
            for index in names.indices where names[index] == name { return index }
            return nil
        }
        let mask = slots.count - 1
        var slot = Self.hash(name) & mask
        while true {
            let entry = Int(slots[slot])
            if entry < 0 { return nil }
            if names[entry] == name { return entry }
            slot = (slot + 1) & mask
        }
    }

    /// The number of `name`, the next one if it is new.
    @discardableResult
    mutating func number(of name: Identifier) -> Int {
        if let number = existingNumber(of: name) { return number }
        names.append(name)
        if names.count > Self.scanned {
            if names.count * 2 > slots.count {
                slots = Array(repeating: -1, count: max(32, slots.count * 2))
                for index in names.indices { enter(index) }
            } else {
                enter(names.count - 1)
            }
        }
        return names.count - 1
    }

    private mutating func enter(_ index: Int) {
        let mask = slots.count - 1
        var slot = Self.hash(names[index]) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }
}

/// The constants of a scope in the order of their first use, equal ones once.
struct ConstantNumbers {
    private(set) var values: [Constant] = []
    private var hashes: [UInt32] = []
    private var slots: [Int32] = []

    /// The numbers of NaNs, by their place in the tree.
    private var notANumbers: [ConstantIndex: Int] = [:]

    private static let scanned = 8

    /// The number of a constant of the tree. As in CPython, a NaN is equal only to itself: two of them are two constants.
    mutating func number(of index: ConstantIndex, in tree: SyntaxTree) -> Int {
        let value = tree[index]
        if !value.isNaN { return number(of: value) }
        if let number = notANumbers[index] { return number }
        append(value, hash: Self.hash(value))
        notANumbers[index] = values.count - 1
        return values.count - 1
    }

    /// The number of `value`, the next one if it is new.
    @discardableResult
    mutating func number(of value: Constant) -> Int {
        let hash = Self.hash(value)
        if slots.isEmpty {
            for index in hashes.indices where hashes[index] == hash && values[index] == value { return index }
        } else {
            let mask = slots.count - 1
            var slot = Int(hash) & mask
            while slots[slot] >= 0 {
                let entry = Int(slots[slot])
                if hashes[entry] == hash && values[entry] == value { return entry }
                slot = (slot + 1) & mask
            }
        }
        append(value, hash: hash)
        return values.count - 1
    }

    private mutating func append(_ value: Constant, hash: UInt32) {
        values.append(value)
        hashes.append(hash)
        if values.count > Self.scanned {
            if values.count * 2 > slots.count {
                slots = Array(repeating: -1, count: max(32, slots.count * 2))
                for index in values.indices { enter(index) }
            } else {
                enter(values.count - 1)
            }
        }
    }

    private mutating func enter(_ index: Int) {
        let mask = slots.count - 1
        var slot = Int(hashes[index]) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index)
    }

    private static func hash(_ value: Constant) -> UInt32 {
        switch value {
        case .none: return 1
        case .ellipsis: return 2
        case .bool(let value): return value ? 3 : 4
        case .int(let value): return value.magnitude.words.reduce(value.signum() < 0 ? 13 : 5) { mix($0, UInt64($1)) }
        case .float(let value): return mix(6, value.bitPattern)
        case .complex(let real, let imaginary): return mix(mix(7, real.bitPattern), imaginary.bitPattern)
        case .string(let value): return hash(8, value.utf8)
        case .bytes(let value): return hash(9, value)
        case .tuple(let elements): return elements.reduce(10) { mix($0, UInt64(hash($1))) }
        case .frozenSet(let elements): return elements.reduce(11) { $0 &+ hash($1) }
        case .code(let code):
            // Lambdas on one line differ in their columns alone.
            return mix(hash(12, code.fields.name.utf8) ^ hash(14, code.fields.lineTable), UInt64(truncatingIfNeeded: code.fields.firstLine))
        }
    }

    /// Different in each process, so that no program can be written whose constants all fall into one slot.
    private static let key = UInt64.random(in: .min ... .max)

    private static func mix(_ seed: UInt32, _ value: UInt64) -> UInt32 {
        var mixed = (value ^ key ^ UInt64(seed) &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 31
        return UInt32(truncatingIfNeeded: mixed)
    }

    private static func hash(_ seed: UInt32, _ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { bytes in
            var hash = mix(seed, UInt64(bytes.count))
            var index = 0
            while index + 8 <= bytes.count {
                hash = mix(hash, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            var rest: UInt64 = 0
            while index < bytes.count {
                rest = rest << 8 | UInt64(bytes[index])
                index += 1
            }
            return mix(hash, rest)
        }
    }
}
