import KraitBytecode

// From verified bytecode to register code, in one pass over its instructions.
//
// The bytecode's value stack is followed symbolically. Slot k has a home register, `localCount + k`; what a slot holds may lie elsewhere until it
// is needed:
//
//     LOAD_FAST a      slot 0: register a            no code
//     LOAD_CONST 3     slot 1: constant 3            no code
//     BINARY_OP +      slot 0: home                  addConstant  home 0 ← a + 3
//     STORE_FAST c     –                             the instruction before is made to write c
//
// Whatever is pending goes home at the edges of basic blocks (which are also the edges of protected ranges), and before the register it waits in is
// overwritten.

/// Where the value of a stack slot is.
private enum Operand: Equatable {
    /// In the slot's own home.
    case home
    /// In another register: a local, or the home of another slot.
    case register(Int)
    case constant(Int)
    /// The NULL that calls expect where there is no receiver.
    case null
}

struct LoweredCode {
    var instructions: [Instruction] = []
    var bytecodeOffsets: [UInt32] = []
    /// Which stack slots may be in use while an instruction runs: a bit for each of the first 31, and one for all others.
    var liveSlots: [UInt32] = []
    var cacheCount = 0
    var handlers: [RegisterCode.HandlerRange] = []
}

final class Lowering {
    private let code: CodeObject
    private var fields: CodeObject.Fields { code.fields }
    private let flow: ControlFlow
    private let facts: RegisterFacts
    private var output = LoweredCode()
    private var stack: [Operand] = []
    private let localCount: Int
    /// Where names lie among the constants, and the constant "unbound".
    private let firstName: Int
    private let unboundConstant: Int
    /// The instruction of register code at which each instruction of bytecode begins.
    private var starts: [UInt32]
    private var fixups: [(instruction: Int, target: Int, isLong: Bool)] = []
    /// The last instruction, if its `a` is the home of the top of the stack and could be any register.
    private var lastResult: Int?
    private var current = 0
    /// The stack slots in use at any time since the lowering of the current instruction of bytecode began, as in `liveSlots`.
    private var slotsInUse: UInt32 = 0
    private var isUnreachable = false
    /// Conditional jumps may not reach: they jump over a long one.
    private let needsLongJumps: Bool

    /// Lowers verified code. The constants of the register code are those of the code, then its names, then "unbound".
    static func lower(_ code: CodeObject, _ flow: ControlFlow) throws(LoweringError) -> LoweredCode {
        let fields = code.fields
        guard fields.localsPlusNames.count + fields.stackSize + 8 < 1 << 15, fields.constants.count + fields.names.count < 1 << 16 else { throw .tooLarge }
        let lowering = Lowering(code, flow, try RegisterAnalysis.facts(of: flow))
        try lowering.run()
        return lowering.output
    }

    private init(_ code: CodeObject, _ flow: ControlFlow, _ facts: RegisterFacts) {
        self.code = code
        self.facts = facts
        self.flow = flow
        let fields = code.fields
        localCount = fields.localsPlusNames.count
        firstName = fields.constants.count
        unboundConstant = fields.constants.count + fields.names.count
        starts = Array(repeating: 0, count: flow.instructions.count + 1)
        needsLongJumps = flow.instructions.count > 8000
    }

    private func run() throws(LoweringError) {
        for block in flow.blocks {
            let first = block.instructions.lowerBound
            guard let depth = block.stackDepth else {
                for index in block.instructions { starts[index] = UInt32(output.instructions.count) }
                isUnreachable = true
                continue
            }
            if !isUnreachable { flushAll() }
            noteLiveSlots()
            stack = Array(repeating: .home, count: depth)
            lastResult = nil
            isUnreachable = false
            var index = first
            while index < block.instructions.upperBound {
                current = index
                starts[index] = UInt32(output.instructions.count)
                noteSlots()
                let used = try lower(flow.instructions[index], at: index, blockEnd: block.instructions.upperBound)
                noteLiveSlots()
                for skipped in 1..<max(used, 1) where skipped < used { starts[index + skipped] = UInt32(output.instructions.count) }
                index += used
            }
            if let fall = block.fallThrough, !isUnreachable, fall < flow.blocks.count { flushAll() }
            noteLiveSlots()
        }
        starts[flow.instructions.count] = UInt32(output.instructions.count)
        try fixJumps()
        fuseBackEdges()
        for range in flow.protectedRanges {
            output.handlers.append(RegisterCode.HandlerRange(
                start: starts[range.instructions.lowerBound], end: starts[range.instructions.upperBound], target: starts[range.handler],
                depth: UInt32(range.depth), pushesOffset: range.pushesOffset))
        }
        markYields()
        guard output.cacheCount < Instruction.noCache else { throw LoweringError.tooLarge }
    }

    /// Tells each `YIELD_VALUE` whether a generator suspended there must be closed before it is forgotten, and each `SEND` whether what it gets is yielded
    /// by the instruction behind it.
    private func markYields() {
        let yield = unsafeBitCast(krait_yieldValue as Handler, to: UInt.self), send = unsafeBitCast(krait_send as Handler, to: UInt.self)
        func handler(_ index: Int) -> UInt { unsafeBitCast(output.instructions[index].handler, to: UInt.self) }
        for (range, lowered) in zip(flow.protectedRanges, output.handlers) {
            // The handler around the whole body, which turns StopIteration into RuntimeError, does nothing for GeneratorExit.
            let target = flow.instructions[range.handler]
            if target.opcode == .callIntrinsic1, target.argument == UInt32(Intrinsic1.stopiterationError.rawValue) { continue }
            for index in Int(lowered.start)..<Int(lowered.end) where handler(index) == yield {
                // A handler for the iterator that is delegated to matters if an outer one does.
                if target.opcode == .cleanupThrow, isOnlyCleanup(range.handler) { continue }
                output.instructions[index].cache |= YieldFlag.mustClose
            }
        }
        for index in output.instructions.indices.dropLast() where handler(index) == send && handler(index + 1) == yield {
            let sender = output.instructions[index], behind = output.instructions[index + 1]
            // The receiver must be what the generator waits for: the topmost register that it keeps.
            if sender.a == behind.b, sender.b.index + 1 == localCount + behind.c.index { output.instructions[index].cache = 1 }
        }
    }

    /// Whether the handler of an exception raised by a CLEANUP_THROW is the one around the whole body.
    private func isOnlyCleanup(_ instruction: Int) -> Bool {
        guard let outer = flow.protectedRanges.first(where: { $0.instructions.contains(instruction) }) else { return true }
        let target = flow.instructions[outer.handler]
        return target.opcode == .callIntrinsic1 && target.argument == UInt32(Intrinsic1.stopiterationError.rawValue)
    }

    private func fixJumps() throws(LoweringError) {
        for fixup in fixups {
            let distance = Int(starts[fixup.target]) - (fixup.instruction + 1)
            if fixup.isLong {
                let bits = UInt32(bitPattern: Int32(truncatingIfNeeded: distance))
                output.instructions[fixup.instruction].b = UInt16(truncatingIfNeeded: bits)
                output.instructions[fixup.instruction].c = UInt16(truncatingIfNeeded: bits >> 16)
            } else {
                guard let short = Int16(exactly: distance) else { throw LoweringError.tooLarge }
                output.instructions[fixup.instruction].c = UInt16(bitPattern: short)
            }
        }
    }

    /// A back-edge runs together with the condition before it, which jumps over it, or the FOR_ITER that it goes to.
    private func fuseBackEdges() {
        for index in output.instructions.indices where isSameHandler(output.instructions[index].handler, krait_jumpBackward) {
            let target = index + 1 + output.instructions[index].longOffset
            if isSameHandler(output.instructions[target].handler, krait_forIterate) { output.instructions[index].handler = krait_forIterateAgain }
            if index > 0, let fused = loopHandler(output.instructions[index - 1].handler) { output.instructions[index - 1].handler = fused }
        }
    }

    private func loopHandler(_ condition: Handler) -> Handler? {
        for (plain, fused) in loopHandlers where isSameHandler(condition, plain) { return fused }
        return nil
    }

    // MARK: - Emitting

    private func home(_ slot: Int) -> Int { localCount + slot }
    private var scratch: Int { localCount + fields.stackSize }

    @discardableResult
    private func emit(_ handler: Handler, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, cache: Int = 0) -> Int {
        output.instructions.append(Instruction(
            handler: handler, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b), c: UInt16(truncatingIfNeeded: c),
            cache: UInt16(truncatingIfNeeded: cache)))
        output.bytecodeOffsets.append(UInt32(truncatingIfNeeded: flow.instructions[current].offset))
        noteSlots()
        lastResult = nil
        return output.instructions.count - 1
    }

    /// Takes note of the homes that are in use now. The others hold leftovers, which would keep objects alive.
    private func noteSlots() {
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
    private func noteLiveSlots() {
        noteSlots()
        while output.liveSlots.count < output.instructions.count { output.liveSlots.append(slotsInUse) }
        slotsInUse = 0
    }

    private func newCache() -> Int {
        output.cacheCount += 1
        return output.cacheCount - 1
    }

    /// A cache for an instruction that can do without: the bodies of huge modules leave the caches to their calls and attributes.
    private func newCacheIfRoom() -> Int { output.cacheCount < 1 << 15 ? newCache() : Int(Instruction.noCache) }

    private func emitLoadConstant(_ constant: Int, into register: Int) {
        emit(krait_loadConstant, register, constant & 0xFFFF, constant >> 16)
    }

    /// Materializes everything that waits in a register, except the slot whose home it is, before the register is overwritten.
    private func evict(_ register: Int) {
        for slot in stack.indices where stack[slot] == .register(register) && home(slot) != register {
            materialize(slot)
        }
    }

    /// Brings the value of a slot to its home.
    private func materialize(_ slot: Int) {
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

    private func flushAll() { for slot in stack.indices { materialize(slot) } }

    /// Brings the `count` topmost slots home and returns the register of the first of them.
    @discardableResult
    private func flush(top count: Int) -> Int {
        let first = stack.count - count
        for slot in first..<stack.count { materialize(slot) }
        return home(first)
    }

    /// The register to read the value of a slot from.
    private func read(_ slot: Int) -> Int {
        switch stack[slot] {
        case .home: return home(slot)
        case .register(let register): return register
        case .constant, .null:
            materialize(slot)
            return home(slot)
        }
    }

    /// The register to read the item `depth` below the top from.
    private func peek(_ depth: Int = 0) -> Int { read(stack.count - 1 - depth) }

    /// Brings constants among the `count` topmost slots home, which may move other slots: to be done before more than one of them is read.
    private func settle(_ count: Int) {
        for slot in max(0, stack.count - count)..<stack.count {
            switch stack[slot] {
            case .constant, .null: materialize(slot)
            case .home, .register: break
            }
        }
    }

    /// Brings all but the `count` topmost slots home, while those can still move out of the way.
    private func flushBelow(_ count: Int) {
        for slot in 0..<max(0, stack.count - count) { materialize(slot) }
    }

    /// A new top of the stack whose home the last instruction has filled, or will fill.
    private func appendHome() {
        stack.append(.home)
        evict(home(stack.count - 1))
    }

    private func drop(_ count: Int = 1) { stack.removeLast(count) }

    /// Emits an instruction whose result becomes the new top of the stack.
    private func push(_ handler: Handler, _ b: Int = 0, _ c: Int = 0, cache: Int = 0) {
        let slot = stack.count
        stack.append(.home)
        evict(home(slot))
        let index = emit(handler, home(slot), b, c, cache: cache)
        lastResult = index
    }

    /// Pushes a local, with a check where it may be unbound.
    private func loadLocal(_ local: Int, _ index: Int, bit: UInt8) {
        if !facts.unsafeLoads.isEmpty, let unsafe = facts.unsafeLoads[index], unsafe & bit != 0 {
            push(krait_checkBound, local)
        } else {
            stack.append(.register(local))
        }
    }

    /// Stores the top of the stack in a local.
    private func storeLocal(_ local: Int) {
        let slot = stack.count - 1
        let result = lastResult
        let before = output.instructions.count
        // What waits in the local goes home while the value is still on the stack: the value may lie there, and must move then.
        for other in 0..<slot where stack[other] == .register(local) { materialize(other) }
        let operand = stack[slot]
        stack.removeLast()
        if operand == .home, let result, output.instructions.count == before, Int(output.instructions[result].a) == home(slot) {
            output.instructions[result].a = UInt16(truncatingIfNeeded: local)
            lastResult = nil
            return
        }
        switch operand {
        case .home: emit(krait_move, local, home(slot))
        case .register(let register): if register != local { emit(krait_move, local, register) }
        case .constant(let constant): emitLoadConstant(constant, into: local)
        case .null: emitLoadConstant(unboundConstant, into: local)
        }
    }

    /// UNPACK_SEQUENCE, with the stores behind it if they are to locals in a row.
    private func unpack(_ count: Int, _ index: Int, _ blockEnd: Int) -> Int {
        let stores = count > 0 ? consecutiveStores(count, behind: index, blockEnd: blockEnd) : nil
        settle(1)
        if let stores {
            // What waits in the locals goes home while the source, which may lie there, is still on the stack.
            for local in stores.first..<(stores.first + count) { for slot in 0..<(stack.count - 1) where stack[slot] == .register(local) { materialize(slot) } }
        }
        // What a loop's iterator gives need not become a tuple first.
        let isTemporary = stack.last == .home
        let source = peek()
        drop()
        let slot = stack.count
        if stores == nil { for _ in 0..<count { appendHome() } }
        let place = emit(stores == nil ? krait_unpackSequence : krait_unpackLocals, stores?.first ?? home(slot), source, count)
        if isTemporary, place > 0, isSameHandler(output.instructions[place - 1].handler, krait_forIterate), Int(output.instructions[place - 1].a) == source {
            output.instructions[place - 1].handler = krait_forIterateUnpacking
        }
        guard let stores else { return 1 }
        let last = flow.instructions[index + stores.taken]
        if last.opcode == .storeFastLoadFast { loadLocal(Int(last.argument) & 15, index + stores.taken, bit: 2) }
        if stores.leavesOne { storeLocal(Int(last.argument) & 15) }
        return 1 + stores.taken
    }

    /// Where the instructions behind an index store the upper `count` items of the stack: the first of as many locals in a row, and how many instructions that
    /// takes. The last of them may store one item more.
    private func consecutiveStores(_ count: Int, behind index: Int, blockEnd: Int) -> (first: Int, taken: Int, leavesOne: Bool)? {
        var first = 0, stored = 0, place = index, leavesOne = false
        func store(_ local: Int) -> Bool {
            if stored == 0 { first = local }
            stored += 1
            return local == first + stored - 1
        }
        while stored < count {
            place += 1
            guard place < blockEnd else { return nil }
            let argument = Int(flow.instructions[place].argument)
            switch flow.instructions[place].opcode {
            case .storeFast: if !store(argument) { return nil }
            case .storeFastStoreFast:
                if !store(argument >> 4) { return nil }
                leavesOne = stored == count
                if !leavesOne, !store(argument & 15) { return nil }
            case .storeFastLoadFast: if stored + 1 < count || !store(argument >> 4) { return nil }
            default: return nil
            }
        }
        return (first, place - index, leavesOne)
    }

    // MARK: - Jumps

    /// The index of the instruction that an instruction jumps to.
    private func target(_ instruction: KraitBytecode.Instruction) -> Int {
        instruction.jumpTarget.flatMap { flow.instruction(startingAt: $0) } ?? flow.instructions.count
    }

    private func emitJump(_ handler: Handler, to target: Int) {
        let index = emit(handler)
        fixups.append((index, target, true))
    }

    /// An instruction that jumps by `c`.
    private func emitConditional(_ handler: Handler, _ a: Int, _ b: Int, to target: Int, cache: Int = 0) {
        let index = emit(handler, a, b, 0, cache: cache)
        if needsLongJumps {
            output.instructions[index].c = 1
            emit(krait_jump, 0, 1, 0)
            emitJump(krait_jump, to: target)
        } else {
            fixups.append((index, target, false))
        }
    }

    // MARK: - Instructions

    /// Lowers the instruction at an index, perhaps with the ones behind it; returns how many it took.
    private func lower(_ instruction: KraitBytecode.Instruction, at index: Int, blockEnd: Int) throws(LoweringError) -> Int {
        let argument = Int(instruction.argument)
        switch instruction.opcode {
        // Stack and locals
        case .nop, .cache, .extendedArg: break
        case .resume:
            // Behind a `yield` there is nothing to begin.
            if argument & 3 == 0 { emit(krait_resume) }
        case .popTop: drop()
        case .pushNull: stack.append(.null)
        case .copy:
            let slot = stack.count - argument
            stack.append(stack[slot] == .home ? .register(home(slot)) : stack[slot])
        case .swap: swap(argument)
        case .loadConst: stack.append(.constant(argument))
        case .loadFast: loadLocal(argument, index, bit: 1)
        case .loadFastLoadFast:
            loadLocal(argument >> 4, index, bit: 1)
            loadLocal(argument & 15, index, bit: 2)
        case .loadFastCheck: push(krait_checkBound, argument)
        case .loadFastAndClear:
            evict(argument)
            push(krait_moveAndClear, argument)
            lastResult = nil
        case .storeFast: storeLocal(argument)
        case .storeFastLoadFast:
            storeLocal(argument >> 4)
            loadLocal(argument & 15, index, bit: 2)
        case .storeFastStoreFast:
            storeLocal(argument >> 4)
            storeLocal(argument & 15)
        case .deleteFast:
            evict(argument)
            emit(krait_deleteLocal, 0, argument)

        // Cells and names
        case .makeCell:
            evict(argument)
            emit(krait_makeCell, argument)
        case .copyFreeVars: emit(krait_copyFree, argument, localCount - argument)
        case .loadDeref: push(krait_loadCell, argument)
        case .storeDeref:
            emit(krait_storeCell, argument, peek())
            drop()
        case .deleteDeref: emit(krait_deleteCell, 0, argument)
        case .loadFromDictOrDeref:
            let dict = peek()
            drop()
            push(krait_loadFromDictOrCell, argument, dict)
        case .loadGlobal:
            push(krait_loadGlobal, firstName + argument >> 1, cache: newCache())
            if argument & 1 != 0 {
                lastResult = nil
                stack.append(.null)
            }
        case .storeGlobal:
            emit(krait_storeGlobal, peek(), firstName + argument, cache: newCacheIfRoom())
            drop()
        case .deleteGlobal: emit(krait_deleteGlobal, 0, firstName + argument)
        case .loadName: push(krait_loadName, firstName + argument, cache: newCacheIfRoom())
        case .storeName:
            emit(krait_storeName, peek(), firstName + argument, cache: newCacheIfRoom())
            drop()
        case .deleteName: emit(krait_deleteName, 0, firstName + argument)
        case .loadFromDictOrGlobals:
            let dict = peek()
            drop()
            push(krait_loadFromDictOrGlobals, firstName + argument, dict)
        case .loadLocals: push(krait_loadLocals)
        case .loadBuildClass: push(krait_loadBuildClass)
        case .loadAssertionError: push(krait_loadAssertionError)
        case .setupAnnotations: emit(krait_setupAnnotations)

        // Operators
        case .binaryOp: try binary(argument)
        case .unaryNegative: unary(krait_negate)
        case .unaryInvert: unary(krait_invert)
        case .unaryNot: unary(krait_not)
        case .toBool: return toBool(index, blockEnd)
        case .unpackSequence: return unpack(argument, index, blockEnd)
        case .compareOp: return compare(argument, index, blockEnd)
        case .isOp: return identity(argument, index, blockEnd)
        case .containsOp: binaryPush(argument == 0 ? krait_contains : krait_containsNot)
        case .binarySubscr:
            if let key = constantOperand {
                let container = peek(1)
                drop(2)
                push(krait_loadItemConstant, container, key)
            } else {
                binaryPush(krait_loadItem)
            }
        case .storeSubscr:
            if let key = constantOperand {
                drop()
                settle(2)
                emit(krait_storeItemConstant, peek(1), peek(0), key)
                drop(2)
            } else {
                settle(3)
                emit(krait_storeItem, peek(2), peek(1), peek(0))
                drop(3)
            }
        case .deleteSubscr:
            settle(2)
            emit(krait_deleteItem, 0, peek(1), peek(0))
            drop(2)
        case .binarySlice:
            let base = flush(top: 3)
            drop(3)
            push(krait_loadSlice, base)
        case .storeSlice:
            emit(krait_storeSlice, 0, flush(top: 4))
            drop(4)

        // Jumps
        case .jumpForward:
            flushAll()
            emitJump(krait_jump, to: target(instruction))
            isUnreachable = true
        case .jumpBackward, .jumpBackwardNoInterrupt:
            // The second kind too: only limits see to it that a loop which a file made of it ends.
            flushAll()
            emitJump(krait_jumpBackward, to: target(instruction))
            isUnreachable = true
        case .popJumpIfTrue: conditional(krait_jumpIfTrue, target(instruction), cache: 1)
        case .popJumpIfFalse: conditional(krait_jumpIfFalse, target(instruction), cache: 0)
        case .popJumpIfNone: conditional(krait_jumpIfNone, target(instruction), cache: 0)
        case .popJumpIfNotNone: conditional(krait_jumpIfNotNone, target(instruction), cache: 0)
        case .returnValue:
            emit(krait_returnValue, peek())
            drop()
            isUnreachable = true
        case .returnConst:
            if argument < 1 << 16 {
                emit(krait_returnConstant, argument)
            } else {
                stack.append(.constant(argument))
                emit(krait_returnValue, peek())
                drop()
            }
            isUnreachable = true

        // Attributes
        case .loadAttr: loadAttribute(argument)
        case .storeAttr:
            settle(2)
            emit(krait_storeAttribute, peek(0), peek(1), firstName + argument, cache: newCache())
            drop(2)
        case .deleteAttr:
            emit(krait_deleteAttribute, peek(), 0, firstName + argument)
            drop()
        case .loadSuperAttr:
            let base = flush(top: 3)
            drop(3)
            push(krait_loadSuperAttribute, base, cache: newCache())
            if argument & 1 != 0 {
                lastResult = nil
                appendHome()
            }

        default: try lowerRest(instruction, argument)
        }
        return 1
    }

    /// Everything that works on the homes of the topmost slots.
    private func lowerRest(_ instruction: KraitBytecode.Instruction, _ argument: Int) throws(LoweringError) {
        switch instruction.opcode {
        // Calls
        case .call: call(argument)
        case .callKw:
            let base = flush(top: argument + 3)
            drop(argument + 3)
            push(krait_callKeywords, base, argument)
        case .callFunctionEx:
            let count = 3 + (argument & 1)
            let base = flush(top: count)
            drop(count)
            push(krait_callSpread, base, argument & 1)
        // Values that an asynchronous generator yields are told from what it awaits by the flag of the YIELD_VALUE.
        case .callIntrinsic1 where argument == Int(Intrinsic1.asyncGenWrap.rawValue): break
        case .callIntrinsic1:
            let operand = peek()
            drop()
            push(krait_intrinsicOne, operand, argument)
        case .callIntrinsic2:
            let base = flush(top: 2)
            drop(2)
            push(krait_intrinsicTwo, base, argument)
        case .makeFunction: unary(krait_makeFunction)
        case .setFunctionAttribute:
            // The value lies below the function, in the slot that the function moves to.
            let base = flush(top: 2)
            emit(krait_setFunctionAttribute, base, base + 1, argument)
            drop()

        // Containers
        case .buildTuple: build(krait_buildTuple, argument)
        case .buildList: build(krait_buildList, argument)
        case .buildSet: build(krait_buildSet, argument)
        case .buildMap: build(krait_buildMap, argument * 2, count: argument)
        case .buildConstKeyMap: build(krait_buildConstantKeyMap, argument + 1, count: argument)
        case .buildString: build(krait_buildString, argument)
        case .buildSlice: build(krait_buildSlice, argument)
        case .listAppend: addTo(krait_listAppend, argument)
        case .setAdd: addTo(krait_setAdd, argument)
        case .listExtend: addTo(krait_listExtend, argument)
        case .setUpdate: addTo(krait_setUpdate, argument)
        case .dictUpdate: addTo(krait_dictUpdate, argument)
        case .dictMerge:
            // The callable, for messages, lies three below the dict.
            let callable = stack.count - 1 - argument - 3
            settle(1)
            let dict = read(stack.count - 1 - argument), source = peek()
            emit(krait_dictMerge, dict, source, callable >= 0 ? read(callable) : dict)
            drop()
        case .mapAdd:
            settle(2)
            let dict = read(stack.count - 2 - argument)
            emit(krait_mapAdd, dict, peek(1), peek(0))
            drop(2)
        case .unpackEx:
            let source = peek()
            drop()
            let before = argument & 0xFF, after = argument >> 8
            let slot = stack.count
            for _ in 0..<(before + 1 + after) { appendHome() }
            emit(krait_unpackStar, home(slot), source, before, cache: after)
        case .getLen:
            let operand = peek()
            push(krait_length, operand)
        case .formatSimple: unary(krait_formatSimple)
        case .formatWithSpec: binaryPush(krait_formatWithSpecification)
        case .convertValue:
            let operand = peek()
            drop()
            push(krait_convertValue, operand, argument)

        // Iteration
        case .getIter: unary(krait_getIterator)
        case .getYieldFromIter: unary(krait_getYieldFromIterator)
        case .forIter:
            let slot = stack.count
            evict(home(slot))
            flushAll()
            let iterator = peek()
            let index = emit(krait_forIterate, home(slot), iterator, 0, cache: newCache())
            if needsLongJumps {
                output.instructions[index].c = 1
                emit(krait_jump, 0, 1, 0)
                emitJump(krait_jump, to: target(instruction))
                appendHome()
            } else {
                fixups.append((index, target(instruction), false))
                appendHome()
                lastResult = index
            }
        case .endFor: drop()
        case .endSend:
            let value = stack.count - 1
            let register = read(value)
            drop(2)
            stack.append(.register(register))
            materialize(stack.count - 1)
        case .send:
            flush(top: 2)
            let receiver = home(stack.count - 2)
            flushAll()
            emitConditional(krait_send, home(stack.count - 1), receiver, to: target(instruction))
        case .yieldValue:
            flushAll()
            let operand = home(stack.count - 1)
            // The value that is sent when it goes on takes the place of the one yielded.
            emit(krait_yieldValue, operand, operand, stack.count - 1, cache: argument & 1)
        case .returnGenerator:
            flushAll()
            emit(krait_returnGenerator, home(stack.count))
            appendHome()
        case .getAwaitable: unary(krait_getAwaitable, argument)
        case .getAiter: unary(krait_getAsyncIterator)
        case .getAnext:
            let operand = peek()
            push(krait_getAsyncNext, operand)
        case .endAsyncFor:
            settle(2)
            emit(krait_endAsyncFor, peek(1), peek(0))
            drop(2)
        case .cleanupThrow:
            let base = flush(top: 3)
            emit(krait_cleanupThrow, base)
            drop(3)
            appendHome()
            appendHome()

        // Exceptions and with
        case .pushExcInfo:
            let base = flush(top: 1)
            emit(krait_pushExceptionInfo, base)
            appendHome()
        case .popExcept:
            emit(krait_popException, peek())
            drop()
        case .checkExcMatch:
            settle(2)
            let type = peek(0), exception = peek(1)
            drop()
            push(krait_checkExceptionMatch, exception, type)
        case .checkEgMatch:
            let base = flush(top: 2)
            emit(krait_checkGroupMatch, base)
        case .raiseVarargs:
            let base = argument > 0 ? flush(top: argument) : 0
            emit(krait_raise, base, argument)
            drop(argument)
            isUnreachable = true
        case .reraise:
            settle(argument + 1)
            let exception = peek()
            // The offset to report lies below, if there is one.
            emit(krait_reraise, exception, argument > 0 ? read(stack.count - 1 - argument) : 0, argument)
            isUnreachable = true
        case .beforeWith:
            let operand = peek()
            drop()
            // `__exit__` goes to the register below.
            appendHome()
            push(krait_beforeWith, operand)
            lastResult = nil
        case .beforeAsyncWith:
            let operand = peek()
            drop()
            // `__exit__` goes to the register below.
            appendHome()
            push(krait_beforeAsyncWith, operand)
            lastResult = nil
        case .withExceptStart:
            flush(top: 4)
            let base = home(stack.count - 4)
            push(krait_withExceptStart, base)

        // Imports and patterns
        case .importName:
            let base = flush(top: 2)
            drop(2)
            push(krait_importName, base, firstName + argument)
        case .importFrom:
            let module = peek()
            push(krait_importFrom, module, firstName + argument)
        case .matchMapping:
            let operand = peek()
            push(krait_matchMapping, operand)
        case .matchSequence:
            let operand = peek()
            push(krait_matchSequence, operand)
        case .matchKeys:
            settle(2)
            let subject = peek(1), keys = peek(0)
            push(krait_matchKeys, subject, keys)
        case .matchClass:
            let base = flush(top: 3)
            drop(3)
            push(krait_matchClass, base, argument)
        default:
            throw LoweringError.unknownInstruction(instruction.opcode)
        }
    }

    private func swap(_ argument: Int) {
        let top = stack.count - 1, other = stack.count - argument
        func isTemporary(_ slot: Int) -> Bool {
            switch stack[slot] {
            case .home: return true
            case .register(let register): return register >= localCount
            case .constant, .null: return false
            }
        }
        if isTemporary(top) && isTemporary(other) {
            materialize(other)
            materialize(top)
            evict(home(other))
            evict(home(top))
            emit(krait_move, scratch, home(top))
            emit(krait_move, home(top), home(other))
            emit(krait_move, home(other), scratch)
        } else {
            // At most one value lies in the home of another slot: otherwise bringing them home could go in circles.
            if isTemporary(top) || isTemporary(other) {
                for slot in stack.indices where slot != top && slot != other && stack[slot] != .home && isTemporary(slot) { materialize(slot) }
            }
            let left = stack[top] == .home ? .register(home(top)) : stack[top]
            let right = stack[other] == .home ? .register(home(other)) : stack[other]
            stack[top] = right
            stack[other] = left
            lastResult = nil
        }
    }

    private func unary(_ handler: Handler, _ c: Int = 0) {
        let operand = peek()
        drop()
        push(handler, operand, c)
    }

    /// The constant on top of the stack, if one is there that an operand of 16 bits can name.
    private var constantOperand: Int? {
        if case .constant(let constant) = stack.last, constant < 1 << 16 { constant } else { nil }
    }

    private func binaryPush(_ handler: Handler) {
        settle(2)
        let left = peek(1), right = peek(0)
        drop(2)
        push(handler, left, right, cache: 0)
    }

    private func binary(_ argument: Int) throws(LoweringError) {
        guard let handlers = binaryHandlers(argument % 13) else { throw LoweringError.unknownInstruction(.binaryOp) }
        if let withConstant = handlers.constant, let constant = constantOperand {
            let left = peek(1)
            drop(2)
            push(handlers.float.flatMap { isFloat(constant) ? $0 : nil } ?? withConstant, left, constant, cache: argument)
        } else {
            settle(2)
            let left = peek(1), right = peek(0)
            drop(2)
            push(handlers.register, left, right, cache: argument)
        }
    }

    /// Whether a constant is a float without a cell.
    private func isFloat(_ constant: Int) -> Bool {
        guard constant < fields.constants.count, case .float(let number) = fields.constants[constant] else { return false }
        return Value(inlineFloat: number) != nil
    }

    private func binaryHandlers(_ operation: Int) -> (register: Handler, constant: Handler?, float: Handler?)? {
        switch BinaryOperation(rawValue: UInt8(operation)) {
        case .add: (krait_add, krait_addConstant, krait_addFloat)
        case .and: (krait_bitAnd, krait_bitAndConstant, nil)
        case .floorDivide: (krait_floorDivide, krait_floorDivideConstant, nil)
        case .leftShift: (krait_leftShift, krait_leftShiftConstant, nil)
        case .matrixMultiply: (krait_matrixMultiply, nil, nil)
        case .multiply: (krait_multiply, krait_multiplyConstant, krait_multiplyFloat)
        case .modulo: (krait_modulo, krait_moduloConstant, nil)
        case .or: (krait_bitOr, nil, nil)
        case .power: (krait_power, nil, nil)
        case .rightShift: (krait_rightShift, krait_rightShiftConstant, nil)
        case .subtract: (krait_subtract, krait_subtractConstant, krait_subtractFloat)
        case .divide: (krait_divide, krait_divideConstant, krait_divideFloat)
        case .xor: (krait_bitXor, nil, nil)
        case nil: nil
        }
    }

    /// The conditional jump behind an instruction in the same block: whether it jumps when true, and where.
    private func jumpBehind(_ index: Int, _ blockEnd: Int) -> (ifTrue: Bool, target: Int)? {
        guard index + 1 < blockEnd else { return nil }
        let following = flow.instructions[index + 1]
        switch following.opcode {
        case .popJumpIfTrue: return (true, target(following))
        case .popJumpIfFalse: return (false, target(following))
        default: return nil
        }
    }

    private func toBool(_ index: Int, _ blockEnd: Int) -> Int {
        guard let jump = jumpBehind(index, blockEnd) else {
            unary(krait_toBool)
            return 1
        }
        conditional(jump.ifTrue ? krait_jumpIfTrue : krait_jumpIfFalse, jump.target, cache: jump.ifTrue ? 1 : 0)
        return 2
    }

    /// Pops the condition and jumps.
    private func conditional(_ handler: Handler, _ target: Int, cache: Int) {
        flushBelow(1)
        let condition = peek()
        drop()
        emitConditional(handler, condition, 0, to: target, cache: cache)
    }

    private func compare(_ argument: Int, _ index: Int, _ blockEnd: Int) -> Int {
        guard let comparison = Comparison(rawValue: UInt8(truncatingIfNeeded: argument >> 5)) else { return 1 }
        guard argument & 16 != 0, let jump = jumpBehind(index, blockEnd) else {
            let handler: Handler
            switch comparison {
            case .less: handler = krait_less
            case .lessOrEqual: handler = krait_lessOrEqual
            case .equal: handler = krait_equal
            case .notEqual: handler = krait_notEqual
            case .greater: handler = krait_greater
            case .greaterOrEqual: handler = krait_greaterOrEqual
            }
            binaryPush(handler)
            return 1
        }
        let constant = constantOperand
        flushBelow(2)
        if constant == nil { settle(2) }
        let left = peek(1), right = constant ?? peek(0)
        drop(2)
        emitConditional(
            comparison.jumpHandler(ifTrue: jump.ifTrue, withConstant: constant != nil), left, right, to: jump.target,
            cache: (jump.ifTrue ? JumpFlag.ifTrue : 0) | (comparison == .notEqual ? JumpFlag.notEqual : 0))
        return 2
    }

    private func identity(_ argument: Int, _ index: Int, _ blockEnd: Int) -> Int {
        guard let jump = jumpBehind(index, blockEnd) else {
            binaryPush(argument == 0 ? krait_isSame : krait_isNotSame)
            return 1
        }
        flushBelow(2)
        settle(2)
        let left = peek(1), right = peek(0)
        drop(2)
        emitConditional(jump.ifTrue == (argument == 0) ? krait_jumpIfSame : krait_jumpIfNotSame, left, right, to: jump.target)
        return 2
    }

    private func loadAttribute(_ argument: Int) {
        let object = peek(), name = firstName + argument >> 1
        drop()
        if argument & 1 == 0 {
            push(krait_loadAttribute, object, name, cache: newCache())
        } else {
            evict(home(stack.count + 1))
            push(krait_loadMethod, object, name, cache: newCache())
            lastResult = nil
            appendHome()
        }
    }

    private func call(_ count: Int) {
        let receiver = stack.count - count - 1
        let hasNoReceiver = stack[receiver] == .null
        if hasNoReceiver { stack[receiver] = .home }
        let base = flush(top: count + 2)
        drop(count + 2)
        push(hasNoReceiver ? krait_call : krait_callWithReceiver, base, count, cache: newCache())
    }

    private func build(_ handler: Handler, _ operands: Int, count: Int? = nil) {
        let base = flush(top: operands)
        drop(operands)
        push(handler, base, count ?? operands)
    }

    /// Adds the top of the stack to the container `depth` below it.
    private func addTo(_ handler: Handler, _ depth: Int) {
        settle(1)
        let container = read(stack.count - 1 - depth)
        emit(handler, container, peek())
        drop()
    }
}

private let loopHandlers: [(Handler, Handler)] = [
    (krait_jumpUnlessLess, krait_loopIfLess), (krait_jumpUnlessLessConstant, krait_loopIfLessConstant),
    (krait_jumpUnlessLessOrEqual, krait_loopIfLessOrEqual), (krait_jumpUnlessLessOrEqualConstant, krait_loopIfLessOrEqualConstant),
    (krait_jumpUnlessEqual, krait_loopIfEqual), (krait_jumpUnlessEqualConstant, krait_loopIfEqualConstant),
    (krait_jumpUnlessGreater, krait_loopIfGreater), (krait_jumpUnlessGreaterConstant, krait_loopIfGreaterConstant),
    (krait_jumpUnlessGreaterOrEqual, krait_loopIfGreaterOrEqual), (krait_jumpUnlessGreaterOrEqualConstant, krait_loopIfGreaterOrEqualConstant),
]

/// Whether a code object can run, as far as its instructions go: throws what is wrong (``VerificationError``, or a description).
public func checkLowering(_ code: CodeObject) throws {
    _ = try Lowering.lower(code, try ControlFlow(code))
}

enum LoweringError: Error {
    case tooLarge
    case unknownInstruction(Opcode)
    case malformed(String)
}

extension Comparison {
    /// The fused compare and jump. `!=` jumps as `==` does, the other way round.
    fileprivate func jumpHandler(ifTrue: Bool, withConstant: Bool) -> Handler {
        switch (self, ifTrue, withConstant) {
        case (.less, true, false): krait_jumpIfLess
        case (.less, false, false): krait_jumpUnlessLess
        case (.less, true, true): krait_jumpIfLessConstant
        case (.less, false, true): krait_jumpUnlessLessConstant
        case (.lessOrEqual, true, false): krait_jumpIfLessOrEqual
        case (.lessOrEqual, false, false): krait_jumpUnlessLessOrEqual
        case (.lessOrEqual, true, true): krait_jumpIfLessOrEqualConstant
        case (.lessOrEqual, false, true): krait_jumpUnlessLessOrEqualConstant
        case (.equal, true, false), (.notEqual, false, false): krait_jumpIfEqual
        case (.equal, false, false), (.notEqual, true, false): krait_jumpUnlessEqual
        case (.equal, true, true), (.notEqual, false, true): krait_jumpIfEqualConstant
        case (.equal, false, true), (.notEqual, true, true): krait_jumpUnlessEqualConstant
        case (.greater, true, false): krait_jumpIfGreater
        case (.greater, false, false): krait_jumpUnlessGreater
        case (.greater, true, true): krait_jumpIfGreaterConstant
        case (.greater, false, true): krait_jumpUnlessGreaterConstant
        case (.greaterOrEqual, true, false): krait_jumpIfGreaterOrEqual
        case (.greaterOrEqual, false, false): krait_jumpUnlessGreaterOrEqual
        case (.greaterOrEqual, true, true): krait_jumpIfGreaterOrEqualConstant
        case (.greaterOrEqual, false, true): krait_jumpUnlessGreaterOrEqualConstant
        }
    }
}
