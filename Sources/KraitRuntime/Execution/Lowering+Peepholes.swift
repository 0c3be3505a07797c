import KraitBytecode

// The shorter forms that lowering finds by looking at the instructions around one. What each turns into what (register code on the right):
//
//     result of an instruction, STORE_FAST x           add x ← …                       the instruction writes the local itself       storeLocal
//     LOAD_CONST 3, BINARY_OP +                        addConstant … + 3               a constant is an operand                      binary
//     LOAD_CONST 1.5, BINARY_OP +                      addFloat … + 1.5                … and a float needs no test of its kind       binary
//     COMPARE_OP <, POP_JUMP_IF_FALSE                  jumpUnlessLess                  no bool is made                               compare
//     LOAD_CONST 3, COMPARE_OP <, POP_JUMP_IF_FALSE    jumpUnlessLessConstant                                                        compare
//     IS_OP, POP_JUMP_IF_FALSE                         jumpIfNotSame                                                                 identity
//     TO_BOOL, POP_JUMP_IF_TRUE                        jumpIfTrue                      the jump asks for the truth itself            toBool
//     UNPACK_SEQUENCE 2, STORE_FAST x, STORE_FAST x+1  unpackLocals x, x+1             locals in a row are stored at once            unpack
//     FOR_ITER, UNPACK_SEQUENCE                        forIterateUnpacking, unpack…    `zip` and the like make no tuple              unpack
//     jumpUnlessLess, jumpBackward                     loopIfLess, jumpBackward        the condition jumps back itself               fuseBackEdges
//     jumpUnlessLessConstant 1.5, jumpBackward         loopIfLessFloat, jumpBackward   … and a float needs no test of its kind       fuseBackEdges
//     jumpBackward to a forIterate                     forIterateAgain                 takes the next item without going there       fuseBackEdges
//     SEND, YIELD_VALUE                                send that yields                when nothing lies between the generators      markYields
//     addConstant … addConstant                        addConstant … addConstant (2)   the other entry point of the same              takeTurns
//
// A back-edge stays behind the condition that runs with it: it holds the distance.

extension Lowering {
    /// Stores the top of the stack in a local.
    func storeLocal(_ local: Int) {
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
    func unpack(_ count: Int, _ index: Int, _ blockEnd: Int) -> Int {
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
    func consecutiveStores(_ count: Int, behind index: Int, blockEnd: Int) -> (first: Int, taken: Int, leavesOne: Bool)? {
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

    /// The constant on top of the stack, if one is there that an operand of 16 bits can name.
    var constantOperand: Int? {
        if case .constant(let constant) = stack.last, constant < 1 << 16 { constant } else { nil }
    }

    func binary(_ argument: Int) throws(LoweringError) {
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
    func isFloat(_ constant: Int) -> Bool {
        let index = constant - firstConstant
        guard fields.constants.indices.contains(index), case .float(let number) = fields.constants[index] else { return false }
        return Value(inlineFloat: number) != nil
    }

    func binaryHandlers(_ operation: Int) -> (register: Handler, constant: Handler?, float: Handler?)? {
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
    func jumpBehind(_ index: Int, _ blockEnd: Int) -> (ifTrue: Bool, target: Int)? {
        guard index + 1 < blockEnd else { return nil }
        let following = flow.instructions[index + 1]
        switch following.opcode {
        case .popJumpIfTrue: return (true, target(following))
        case .popJumpIfFalse: return (false, target(following))
        default: return nil
        }
    }

    func toBool(_ index: Int, _ blockEnd: Int) -> Int {
        guard let jump = jumpBehind(index, blockEnd) else {
            unary(krait_toBool)
            return 1
        }
        conditional(jump.ifTrue ? krait_jumpIfTrue : krait_jumpIfFalse, jump.target, cache: jump.ifTrue ? 1 : 0)
        return 2
    }

    /// Pops the condition and jumps.
    func conditional(_ handler: Handler, _ target: Int, cache: Int) {
        flushBelow(1)
        let condition = peek()
        drop()
        emitConditional(handler, condition, 0, to: target, cache: cache)
    }

    func compare(_ argument: Int, _ index: Int, _ blockEnd: Int) -> Int {
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

    func identity(_ argument: Int, _ index: Int, _ blockEnd: Int) -> Int {
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

    /// A back-edge runs together with the condition before it, which jumps over it, or the FOR_ITER that it goes to.
    func fuseBackEdges() {
        for index in output.instructions.indices where isSameHandler(output.instructions[index].handler, krait_jumpBackward) {
            let target = index + 1 + output.instructions[index].longOffset
            if isSameHandler(output.instructions[target].handler, krait_forIterate) { output.instructions[index].handler = krait_forIterateAgain }
            if index > 0, let fused = loopHandler(output.instructions[index - 1]) { output.instructions[index - 1].handler = fused }
        }
    }

    func loopHandler(_ condition: Instruction) -> Handler? {
        for (plain, withFloat) in floatLoopHandlers where isSameHandler(condition.handler, plain) && isFloat(condition.b.index) { return withFloat }
        for (plain, fused) in loopHandlers where isSameHandler(condition.handler, plain) { return fused }
        return nil
    }

    /// Gives the places of an instruction its two entry points in turn.
    func takeTurns() {
        var second: Set<UInt> = []
        for index in output.instructions.indices {
            let first = unsafeBitCast(output.instructions[index].handler, to: UInt.self)
            guard let other = otherHandlers[first] else { continue }
            if second.remove(first) != nil { output.instructions[index].handler = other } else { second.insert(first) }
        }
    }

    /// Tells each `YIELD_VALUE` whether a generator suspended there must be closed before it is forgotten, and each `SEND` whether what it gets is yielded
    /// by the instruction behind it.
    func markYields() {
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
    func isOnlyCleanup(_ instruction: Int) -> Bool {
        guard let outer = flow.protectedRanges.first(where: { $0.instructions.contains(instruction) }) else { return true }
        let target = flow.instructions[outer.handler]
        return target.opcode == .callIntrinsic1 && target.argument == UInt32(Intrinsic1.stopiterationError.rawValue)
    }
}

private let loopHandlers: [(Handler, Handler)] = [
    (krait_jumpUnlessLess, krait_loopIfLess), (krait_jumpUnlessLessConstant, krait_loopIfLessConstant),
    (krait_jumpUnlessLessOrEqual, krait_loopIfLessOrEqual), (krait_jumpUnlessLessOrEqualConstant, krait_loopIfLessOrEqualConstant),
    (krait_jumpUnlessEqual, krait_loopIfEqual), (krait_jumpUnlessEqualConstant, krait_loopIfEqualConstant),
    (krait_jumpUnlessGreater, krait_loopIfGreater), (krait_jumpUnlessGreaterConstant, krait_loopIfGreaterConstant),
    (krait_jumpUnlessGreaterOrEqual, krait_loopIfGreaterOrEqual), (krait_jumpUnlessGreaterOrEqualConstant, krait_loopIfGreaterOrEqualConstant),
]

/// For a bound that is a float.
private let floatLoopHandlers: [(Handler, Handler)] = [
    (krait_jumpUnlessLessConstant, krait_loopIfLessFloat), (krait_jumpUnlessLessOrEqualConstant, krait_loopIfLessOrEqualFloat),
    (krait_jumpUnlessGreaterConstant, krait_loopIfGreaterFloat), (krait_jumpUnlessGreaterOrEqualConstant, krait_loopIfGreaterOrEqualFloat),
]

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

/// The second entry point of each instruction that has one.
private let otherHandlers = Dictionary(uniqueKeysWithValues: secondHandlers.map { (unsafeBitCast($0.0, to: UInt.self), $0.1) })
