import KraitBytecode

// What the registers of a code object may hold at each instruction, as far as handlers depend on it.
//
// Verification of the control flow (`ControlFlow`) knows how many items are on the stack, not what they are. Two facts more make the bytecode safe to run, for
// any `.pyc`: where a local or a stack slot may be *unbound* (no value at all), and where a local may hold something *other than a cell*. Both are found by
// one forward pass over the blocks, repeated until nothing changes; a fact that is possible on any way to an instruction is taken as possible.
//
//     bit set of a block    [ local 0 … local n-1 | stack slot 0 … ]     one bit each, for each of the two facts
//
// - LOAD_FAST of a local that may be unbound is lowered with a check, like LOAD_FAST_CHECK. (Compilers emit none such.)
// - An instruction that would take an unbound stack item, or a cell where there may be none, makes the code malformed.

/// The answer for one code object.
struct RegisterFacts {
    /// Instructions that load a local which may be unbound: bit 0 for the first local that they load, bit 1 for the second.
    var unsafeLoads: [Int: UInt8] = [:]
}

struct RegisterAnalysis {
    private let flow: ControlFlow
    private let localCount: Int
    private let freeCount: Int
    private let words: Int
    /// At the beginning of each block: `words` words of "may be unbound", then as many of "may be no cell".
    private var entries: [UInt64]
    private var isReached: [Bool]
    private var isDirty: [Bool]
    /// The same while a block is followed.
    private var state: [UInt64]
    private var facts = RegisterFacts()

    static func facts(of flow: ControlFlow) throws(LoweringError) -> RegisterFacts {
        let words = self.words(flow)
        guard flow.blocks.count.multipliedReportingOverflow(by: words * 2).partialValue < mostWords else { throw .tooLarge }
        var analysis = RegisterAnalysis(flow)
        try analysis.run()
        return analysis.facts
    }

    /// Words of a bit set of all locals and stack slots.
    private static func words(_ flow: ControlFlow) -> Int { (flow.code.fields.localsPlusNames.count + flow.maximumStackDepth + 2 + 63) / 64 }

    /// Many blocks with many registers each: no compiler makes them.
    private static let mostWords = 1 << 24
    /// Blocks that are followed again and again, too.
    private static let mostRounds = 100

    private init(_ flow: ControlFlow) {
        self.flow = flow
        let fields = flow.code.fields
        localCount = fields.localsPlusNames.count
        freeCount = fields.localKinds.reduce(0) { $1.contains(.free) ? $0 + 1 : $0 }
        words = Self.words(flow)
        entries = Array(repeating: 0, count: flow.blocks.count * words * 2)
        isReached = Array(repeating: false, count: flow.blocks.count)
        isDirty = isReached
        state = Array(repeating: 0, count: words * 2)
    }

    private mutating func run() throws(LoweringError) {
        guard !flow.blocks.isEmpty else { return }
        let fields = flow.code.fields
        var parameters = fields.argumentCount + fields.keywordOnlyArgumentCount
        if fields.flags.contains(.varArguments) { parameters += 1 }
        if fields.flags.contains(.varKeywords) { parameters += 1 }
        for local in 0..<localCount { set(local, unbound: local >= parameters, noCell: true) }
        merge(into: 0, depth: 0)
        // Blocks come in the order of the bytecode, so most facts are settled in one round and loops in two.
        var rounds = 0
        while isDirty.contains(true) {
            rounds += 1
            if rounds > Self.mostRounds { throw .tooLarge }
            for block in flow.blocks.indices where isDirty[block] {
                isDirty[block] = false
                try follow(block, isFinal: false)
            }
        }
        for block in flow.blocks.indices where isReached[block] { try follow(block, isFinal: true) }
    }

    // MARK: - Bits

    private func isUnbound(_ register: Int) -> Bool { state[register >> 6] & (1 << UInt64(register & 63)) != 0 }
    private func isNoCell(_ register: Int) -> Bool { state[words + register >> 6] & (1 << UInt64(register & 63)) != 0 }

    private mutating func set(_ register: Int, unbound: Bool, noCell: Bool) {
        let bit: UInt64 = 1 << UInt64(register & 63)
        if unbound { state[register >> 6] |= bit } else { state[register >> 6] &= ~bit }
        if noCell { state[words + register >> 6] |= bit } else { state[words + register >> 6] &= ~bit }
    }

    private mutating func copy(_ source: Int, to register: Int) { set(register, unbound: isUnbound(source), noCell: isNoCell(source)) }

    /// The state becomes possible at the beginning of a block, as far as locals and `depth` stack slots go.
    private mutating func merge(into block: Int, depth: Int) {
        let base = block * words * 2
        var changed = !isReached[block]
        isReached[block] = true
        for word in 0..<words {
            let covered = localCount + depth - word * 64
            let mask: UInt64 = covered >= 64 ? ~0 : covered <= 0 ? 0 : (1 << UInt64(covered)) - 1
            for place in [word, words + word] {
                let merged = entries[base + place] | (state[place] & mask)
                if merged != entries[base + place] {
                    entries[base + place] = merged
                    changed = true
                }
            }
        }
        if changed { isDirty[block] = true }
    }

    // MARK: - Following a block

    private mutating func follow(_ number: Int, isFinal: Bool) throws(LoweringError) {
        let block = flow.blocks[number]
        guard block.stackDepth != nil else { return }
        let base = number * words * 2
        for word in 0..<words * 2 { state[word] = entries[base + word] }
        let range = block.handler == nil ? nil : flow.protectedRange(of: block.instructions.lowerBound)
        for index in block.instructions {
            guard let depth = flow.stackDepth(before: index) else { break }
            if !isFinal, let handler = block.handler, let range { mergeIntoHandler(handler, range) }
            try step(flow.instructions[index], index, depth: depth, isFinal: isFinal)
        }
        guard !isFinal else { return }
        if let fall = block.fallThrough, let depth = flow.blocks[fall].stackDepth { merge(into: fall, depth: depth) }
        if let jump = block.jump, let depth = flow.blocks[jump].stackDepth { merge(into: jump, depth: depth) }
    }

    /// An exception may leave any instruction; the handler finds the stack cut, then what is pushed for it, which is bound.
    private mutating func mergeIntoHandler(_ handler: Int, _ range: ControlFlow.ProtectedRange) {
        let saved = state
        for slot in range.depth..<range.handlerDepth { set(localCount + slot, unbound: false, noCell: true) }
        merge(into: handler, depth: range.handlerDepth)
        state = saved
    }

    /// Takes note of a load of a local.
    private mutating func load(_ local: Int, to slot: Int, _ index: Int, bit: UInt8, isFinal: Bool) {
        if isFinal, isUnbound(local) { facts.unsafeLoads[index, default: 0] |= bit }
        set(localCount + slot, unbound: false, noCell: isNoCell(local))
    }

    private func needCell(_ local: Int) throws(LoweringError) {
        if isNoCell(local) { throw .malformed("a cell is read before it is made") }
    }

    private func needBound(_ slots: Range<Int>, _ depth: Int) throws(LoweringError) {
        for slot in slots where slot >= 0 && isUnbound(localCount + slot) { throw .malformed("a stack item has no value") }
    }

    private mutating func step(_ instruction: KraitBytecode.Instruction, _ index: Int, depth: Int, isFinal: Bool) throws(LoweringError) {
        let argument = Int(instruction.argument), stack = localCount
        switch instruction.opcode {
        case .nop, .resume, .cache, .extendedArg: break
        case .popTop, .endFor: break
        case .pushNull: set(stack + depth, unbound: true, noCell: true)
        case .copy: copy(stack + depth - argument, to: stack + depth)
        case .swap:
            let top = stack + depth - 1, other = stack + depth - argument
            let unbound = isUnbound(top), noCell = isNoCell(top)
            copy(other, to: top)
            set(other, unbound: unbound, noCell: noCell)
        case .loadFast: load(argument, to: depth, index, bit: 1, isFinal: isFinal)
        case .loadFastLoadFast:
            load(argument >> 4, to: depth, index, bit: 1, isFinal: isFinal)
            load(argument & 15, to: depth + 1, index, bit: 2, isFinal: isFinal)
        case .loadFastAndClear:
            copy(argument, to: stack + depth)
            set(argument, unbound: true, noCell: true)
        case .storeFast: copy(stack + depth - 1, to: argument)
        case .storeFastLoadFast:
            copy(stack + depth - 1, to: argument >> 4)
            load(argument & 15, to: depth - 1, index, bit: 2, isFinal: isFinal)
        case .storeFastStoreFast:
            copy(stack + depth - 1, to: argument >> 4)
            copy(stack + depth - 2, to: argument & 15)
        case .deleteFast: set(argument, unbound: true, noCell: true)
        case .makeCell: set(argument, unbound: false, noCell: false)
        case .copyFreeVars:
            guard argument == freeCount else { throw .malformed("COPY_FREE_VARS does not fit the free variables") }
            for local in localCount - argument..<localCount { set(local, unbound: false, noCell: false) }
        case .loadDeref, .deleteDeref, .storeDeref, .loadFromDictOrDeref:
            try needCell(argument)
            let popped = instruction.opcode.popped(argument), pushed = instruction.opcode.pushed(argument)
            try needBound(depth - popped..<depth, depth)
            if pushed > 0 { set(stack + depth - popped, unbound: false, noCell: true) }
        case .call, .callKw:
            // The slot of the receiver may be empty.
            let count = instruction.opcode == .call ? argument : argument + 1
            let receiver = depth - count - 1
            try needBound(receiver - 1..<receiver, depth)
            try needBound(receiver + 1..<depth, depth)
            set(stack + receiver - 1, unbound: false, noCell: true)
        case .callFunctionEx:
            let receiver = depth - (argument & 1) - 2
            try needBound(receiver - 1..<receiver, depth)
            try needBound(receiver + 1..<depth, depth)
            set(stack + receiver - 1, unbound: false, noCell: true)
        case .yieldValue where argument & 1 != 0:
            // The iterator that is waited for lies below the value.
            guard depth >= 2 else { throw .malformed("YIELD_VALUE without an iterator to wait for") }
            try needBound(depth - 2..<depth, depth)
            set(stack + depth - 1, unbound: false, noCell: true)
        case .listAppend, .setAdd, .listExtend, .setUpdate, .dictUpdate, .dictMerge:
            try needBound(depth - 1..<depth, depth)
            try needBound(depth - 1 - argument..<depth - argument, depth)
        case .mapAdd:
            try needBound(depth - 2..<depth, depth)
            try needBound(depth - 2 - argument..<depth - 1 - argument, depth)
        default:
            let popped = instruction.opcode.popped(argument), pushed = instruction.opcode.pushed(argument)
            try needBound(depth - popped..<depth, depth)
            for slot in 0..<pushed { set(stack + depth - popped + slot, unbound: false, noCell: true) }
            let top = stack + depth - popped + pushed - 1
            switch instruction.opcode {
            case .loadGlobal, .loadAttr, .loadSuperAttr:
                // The method form leaves the receiver, or nothing.
                if argument & 1 != 0 { set(top, unbound: true, noCell: true) }
            default: break
            }
        }
    }
}
