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
// overwritten: `Lowering+Operands.swift`. Where the instructions around one make a shorter form of it: `Lowering+Peepholes.swift`.

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
    let fields: CodeObject.Fields
    let flow: ControlFlow
    let facts: RegisterFacts
    // One thread at a time lowers; run-time checks of exclusive access would cost more than the accesses.
    @exclusivity(unchecked) var output = LoweredCode()
    @exclusivity(unchecked) var stack: [Operand] = []
    let localCount: Int
    /// Where the code's constants lie behind its names, and the constant "unbound".
    let firstConstant: Int
    let unboundConstant: Int
    /// The instruction of register code at which each instruction of bytecode begins.
    @exclusivity(unchecked) private var starts: [UInt32]
    @exclusivity(unchecked) var fixups: [(instruction: Int, target: Int, isLong: Bool)] = []
    /// The last instruction, if its `a` is the home of the top of the stack and could be any register.
    @exclusivity(unchecked) var lastResult: Int?
    @exclusivity(unchecked) var current = 0
    /// The stack slots in use at any time since the lowering of the current instruction of bytecode began, as in `liveSlots`.
    @exclusivity(unchecked) var slotsInUse: UInt32 = 0
    @exclusivity(unchecked) private var isUnreachable = false
    /// Conditional jumps may not reach: they jump over a long one.
    let needsLongJumps: Bool

    /// Lowers verified code. The constants of the register code are the names of the code, its constants, then "unbound".
    static func lower(_ code: CodeObject, _ flow: ControlFlow) throws(LoweringError) -> LoweredCode {
        let fields = code.fields
        guard fields.localsPlusNames.count + fields.stackSize + 8 < 1 << 16, fields.names.count <= 1 << 16 else { throw .tooLarge }
        let lowering = Lowering(code, flow, try RegisterAnalysis.facts(of: flow))
        try lowering.run()
        return lowering.output
    }

    private init(_ code: CodeObject, _ flow: ControlFlow, _ facts: RegisterFacts) {
        self.code = code
        self.facts = facts
        self.flow = flow
        fields = code.fields
        localCount = fields.localsPlusNames.count
        firstConstant = fields.names.count
        unboundConstant = fields.names.count + fields.constants.count
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
        takeTurns()
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

    /// The index of the instruction that an instruction jumps to.
    func target(_ instruction: KraitBytecode.Instruction) -> Int {
        instruction.jumpTarget.flatMap { flow.instruction(startingAt: $0) } ?? flow.instructions.count
    }

    // MARK: - Instructions

    /// Lowers the instruction at an index, perhaps with the ones behind it; returns how many it took.
    private func lower(_ instruction: KraitBytecode.Instruction, at index: Int, blockEnd: Int) throws(LoweringError) -> Int {
        let argument = Int(instruction.argument)
        switch instruction.opcode {
        // Stack and locals
        case .nop, .cache, .extendedArg, .resume: break
        case .popTop: drop()
        case .pushNull: stack.append(.null)
        case .copy:
            let slot = stack.count - argument
            stack.append(stack[slot] == .home ? .register(home(slot)) : stack[slot])
        case .swap: swap(argument)
        case .loadConst: stack.append(.constant(firstConstant + argument))
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
            push(krait_loadGlobal, argument >> 1, cache: newCache())
            if argument & 1 != 0 {
                lastResult = nil
                stack.append(.null)
            }
        case .storeGlobal:
            emit(krait_storeGlobal, peek(), argument, cache: newCache(ofName: true))
            drop()
        case .deleteGlobal: emit(krait_deleteGlobal, 0, argument)
        case .loadName: push(krait_loadName, argument, cache: newCache(ofName: true))
        case .storeName:
            emit(krait_storeName, peek(), argument, cache: newCache(ofName: true))
            drop()
        case .deleteName: emit(krait_deleteName, 0, argument)
        case .loadFromDictOrGlobals:
            let dict = peek()
            drop()
            push(krait_loadFromDictOrGlobals, argument, dict)
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
            if firstConstant + argument < 1 << 16 {
                emit(krait_returnConstant, firstConstant + argument)
            } else {
                stack.append(.constant(firstConstant + argument))
                emit(krait_returnValue, peek())
                drop()
            }
            isUnreachable = true

        // Attributes
        case .loadAttr: loadAttribute(argument)
        case .storeAttr:
            settle(2)
            emit(krait_storeAttribute, peek(0), peek(1), argument, cache: newCache())
            drop(2)
        case .deleteAttr:
            emit(krait_deleteAttribute, peek(), 0, argument)
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
            push(krait_importName, base, argument)
        case .importFrom:
            let module = peek()
            push(krait_importFrom, module, argument)
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

    func unary(_ handler: Handler, _ c: Int = 0) {
        let operand = peek()
        drop()
        push(handler, operand, c)
    }

    func binaryPush(_ handler: Handler) {
        settle(2)
        let left = peek(1), right = peek(0)
        drop(2)
        push(handler, left, right, cache: 0)
    }

    private func loadAttribute(_ argument: Int) {
        let object = peek(), name = argument >> 1
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

/// Whether a code object can run, as far as its instructions go: throws what is wrong (``VerificationError``, or a description).
public func checkLowering(_ code: CodeObject) throws {
    _ = try Lowering.lower(code, try ControlFlow(code))
}

enum LoweringError: Error {
    case tooLarge
    case unknownInstruction(Opcode)
    case malformed(String)
}

