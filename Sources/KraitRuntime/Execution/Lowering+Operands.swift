// Where the values of the stack wait while code is lowered, and how instructions come by their registers.
//
//     stack     slot 0          slot 1            slot 2        as the bytecode sees it
//               register a      constant 3        home          where the value is
//     registers [ a | b | … | home 0 | home 1 | home 2 | … | scratch ]
//                 locals       one for each slot               for swaps
//
// A value goes home (is "materialized") when an instruction needs it there, at the edge of a block, and before the register it waits in is overwritten
// ("evicted").

extension Lowering {
    /// Where the value of a stack slot is.
    enum Operand: Equatable {
        /// In the slot's own home.
        case home
        /// In another register: a local, or the home of another slot.
        case register(Int)
        case constant(Int)
        /// The NULL that calls expect where there is no receiver.
        case null
    }

    // MARK: - Values on the stack

    func home(_ slot: Int) -> Int { localCount + slot }

    var scratch: Int { localCount + fields.stackSize }

    @discardableResult
    func emit(_ handler: Handler, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, cache: Int = 0) -> Int {
        output.instructions.append(Instruction(
            handler: handler, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b), c: UInt16(truncatingIfNeeded: c),
            cache: UInt16(truncatingIfNeeded: cache)))
        output.bytecodeOffsets.append(UInt32(truncatingIfNeeded: flow.instructions[current].offset))
        noteSlots()
        lastResult = nil
        return output.instructions.count - 1
    }

    /// Takes note of the homes that are in use now. The others hold leftovers, which would keep objects alive.
    func noteSlots() {
        guard stack.count <= 31 else {
            slotsInUse = .max
            return
        }
        for slot in stack.indices {
            switch stack[slot] {
            case .home: slotsInUse |= 1 << UInt32(slot)
            case .register(let register) where register >= localCount: slotsInUse |= 1 << UInt32(Swift.min(register - localCount, 31))
            case .register, .constant, .null: break
            }
        }
    }

    /// Notes for the instructions since the last call which slots count.
    func noteLiveSlots() {
        noteSlots()
        while output.liveSlots.count < output.instructions.count { output.liveSlots.append(slotsInUse) }
        slotsInUse = 0
    }

    /// The operand of an instruction that names its cache. Huge code has more instructions than there can be caches: the last ones stay general. Names of
    /// modules' bodies, which mostly run once, leave half of the caches to calls and attributes.
    func newCache(ofName isName: Bool = false) -> Int {
        guard output.cacheCount < (isName ? InlineCache.limit / 2 : InlineCache.limit) else { return Instruction.noCache.index }
        output.cacheCount += 1
        return InlineCache.operand(output.cacheCount - 1)
    }

    func emitLoadConstant(_ constant: Int, into register: Int) {
        emit(krait_loadConstant, register, constant & 0xFFFF, constant >> 16)
    }

    /// Materializes everything that waits in a register, except the slot whose home it is, before the register is overwritten.
    func evict(_ register: Int) {
        for slot in stack.indices where stack[slot] == .register(register) && home(slot) != register {
            materialize(slot)
        }
    }

    /// Brings the value of a slot to its home.
    func materialize(_ slot: Int) {
        let operand = stack[slot]
        if operand == .home { return }
        stack[slot] = .home
        evict(home(slot))
        switch operand {
        case .home: break
        case .register(let register): if register != home(slot) { emit(krait_move, home(slot), register) }
        case .constant(let constant): emitLoadConstant(constant, into: home(slot))
        case .null: emitLoadConstant(unboundConstant, into: home(slot))
        }
    }

    func flushAll() { for slot in stack.indices { materialize(slot) } }

    /// Brings the `count` topmost slots home and returns the register of the first of them.
    @discardableResult
    func flush(top count: Int) -> Int {
        let first = stack.count - count
        for slot in first..<stack.count { materialize(slot) }
        return home(first)
    }

    /// The register to read the value of a slot from.
    func read(_ slot: Int) -> Int {
        switch stack[slot] {
        case .home: return home(slot)
        case .register(let register): return register
        case .constant, .null:
            materialize(slot)
            return home(slot)
        }
    }

    /// The register to read the item `depth` below the top from.
    func peek(_ depth: Int = 0) -> Int { read(stack.count - 1 - depth) }

    /// Brings constants among the `count` topmost slots home, which may move other slots: to be done before more than one of them is read.
    func settle(_ count: Int) {
        for slot in max(0, stack.count - count)..<stack.count {
            switch stack[slot] {
            case .constant, .null: materialize(slot)
            case .home, .register: break
            }
        }
    }

    /// Brings all but the `count` topmost slots home, while those can still move out of the way.
    func flushBelow(_ count: Int) {
        for slot in 0..<max(0, stack.count - count) { materialize(slot) }
    }

    /// A new top of the stack whose home the last instruction has filled, or will fill.
    func appendHome() {
        stack.append(.home)
        evict(home(stack.count - 1))
    }

    func drop(_ count: Int = 1) { stack.removeLast(count) }

    /// Emits an instruction whose result becomes the new top of the stack.
    func push(_ handler: Handler, _ b: Int = 0, _ c: Int = 0, cache: Int = 0) {
        let slot = stack.count
        stack.append(.home)
        evict(home(slot))
        let index = emit(handler, home(slot), b, c, cache: cache)
        lastResult = index
    }

    /// Pushes a local, with a check where it may be unbound.
    func loadLocal(_ local: Int, _ index: Int, bit: UInt8) {
        if !facts.unsafeLoads.isEmpty, let unsafe = facts.unsafeLoads[index], unsafe & bit != 0 {
            push(krait_checkBound, local)
        } else {
            stack.append(.register(local))
        }
    }

    func emitJump(_ handler: Handler, to target: Int) {
        let index = emit(handler)
        fixups.append((index, target, true))
    }

    /// An instruction that jumps by `c`.
    func emitConditional(_ handler: Handler, _ a: Int, _ b: Int, to target: Int, cache: Int = 0) {
        let index = emit(handler, a, b, 0, cache: cache)
        if needsLongJumps {
            output.instructions[index].c = 1
            emit(krait_jump, 0, 1, 0)
            emitJump(krait_jump, to: target)
        } else {
            fixups.append((index, target, false))
        }
    }
}
