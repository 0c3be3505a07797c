/// Finds out whether a code object is well-formed; `Documentation/ControlFlow.md` lists the rules.
///
/// Instructions are visited once each: the depth of the stack with which one is reached first must be that of all other ways
/// to it. No step depends on the size of an operand.
struct Verifier {
    let code: CodeObject
    let instructions: [Instruction]
    /// For each code unit the index of the instruction that starts there, or -1.
    private(set) var indexOfUnit: [Int32]
    private(set) var protectedRanges: [ControlFlow.ProtectedRange] = []
    /// For each instruction the index of its protected range, or -1.
    private var rangeOfInstruction: [Int32]
    /// For each instruction whether something other than the instruction before leads to it.
    private var isTarget: [Bool]
    /// For each instruction the depth of the stack before it, or -1 while nothing leads there.
    private(set) var depths: [Int32]
    private(set) var maximumDepth = 0
    /// Instructions whose depth is known and which are to be visited.
    private var pending: [Int] = []
    /// What ``namesCount(_:)`` found, by where the tuple's items lie: many instructions can share one large tuple.
    private var namesCounts: [UInt: Int?] = [:]

    init(_ code: CodeObject) throws(VerificationError) {
        self.code = code
        instructions = try code.instructions()
        indexOfUnit = [Int32](repeating: -1, count: code.fields.code.count / 2)
        rangeOfInstruction = [Int32](repeating: -1, count: instructions.count)
        isTarget = [Bool](repeating: false, count: instructions.count)
        depths = [Int32](repeating: -1, count: instructions.count)
        for (index, instruction) in instructions.enumerated() { indexOfUnit[instruction.start / 2] = Int32(truncatingIfNeeded: index) }
    }

    mutating func run() throws(VerificationError) {
        try checkFields()
        try checkLineTable()
        try readExceptionTable()
        for index in instructions.indices { try checkOperand(of: index) }
        for index in instructions.indices { try checkPredecessors(of: index) }
        try checkPrologue()
        try checkStack()
    }

    private func failure(_ reason: VerificationError.Reason, at index: Int? = nil) -> VerificationError {
        VerificationError(reason, offset: index.map { instructions[$0].offset }, in: code)
    }

    // MARK: - Fields and tables

    private func checkFields() throws(VerificationError) {
        let fields = code.fields
        guard (0...Int(Int32.max)).contains(fields.stackSize) else { throw failure(.badStackSize(fields.stackSize)) }

        let kinds: CodeObject.Flags = [.generator, .coroutine, .asyncGenerator]
        guard fields.flags.intersection(kinds).rawValue.nonzeroBitCount <= 1 else { throw failure(.contradictoryFlags) }

        let counts = [fields.argumentCount, fields.positionalOnlyArgumentCount, fields.keywordOnlyArgumentCount]
        guard counts.allSatisfy({ (0...Int(Int32.max)).contains($0) }),
            fields.positionalOnlyArgumentCount <= fields.argumentCount
        else { throw failure(.badArgumentCount) }
        let arguments = fields.argumentCount + fields.keywordOnlyArgumentCount
            + (fields.flags.contains(.varArguments) ? 1 : 0) + (fields.flags.contains(.varKeywords) ? 1 : 0)

        // Local variables, then cells that are no local variables, then free variables.
        guard fields.localKinds.count == fields.localsPlusNames.count else { throw failure(.badLocals) }
        var locals = 0
        var previous = 0
        for kind in fields.localKinds {
            let order: Int
            switch kind.subtracting(.hidden) {
            case .local, [.local, .cell]: order = 0
            case .cell: order = 1
            case .free: order = 2
            default: throw failure(.badLocals)
            }
            guard order >= previous else { throw failure(.badLocals) }
            previous = order
            if order == 0 { locals += 1 }
        }
        guard arguments <= locals else { throw failure(.badArgumentCount) }
    }

    /// Each entry is whole and begins with a marked byte, and together they cover the bytecode.
    private func checkLineTable() throws(VerificationError) {
        let bytes = code.fields.lineTable
        var position = 0
        var units = 0
        while position < bytes.count {
            let head = bytes[position]
            guard head & 0x80 != 0 else { throw failure(.badLineTable) }
            position += 1
            units += Int(head & 7) + 1
            let kind = head >> 3 & 15
            // The numbers of kinds 13 and 14 are of any length, all others one byte.
            let numbers = kind == 15 ? 0 : kind == 14 ? 4 : kind == 13 ? 1 : kind >= 10 ? 2 : 1
            for _ in 0..<numbers {
                var isContinued = true
                while isContinued {
                    guard position < bytes.count, bytes[position] & 0x80 == 0 else { throw failure(.badLineTable) }
                    isContinued = (kind == 13 || kind == 14) && bytes[position] & 0x40 != 0
                    position += 1
                }
            }
        }
        guard units == code.fields.code.count / 2 else { throw failure(.badLineTable) }
    }

    /// Entries are in order, do not overlap, and begin, end and lead where instructions start.
    private mutating func readExceptionTable() throws(VerificationError) {
        let table = ExceptionTable(code)
        guard !table.isMalformed else { throw failure(.badExceptionTable) }
        var previousEnd = 0
        for entry in table.entries {
            guard entry.start >= previousEnd, entry.start < entry.end, let start = index(startingAt: entry.start),
                let end = entry.end == code.fields.code.count ? instructions.count : index(startingAt: entry.end),
                let handler = index(startingAt: entry.target)
            else { throw failure(.badExceptionTable) }
            previousEnd = entry.end
            for index in start..<end { rangeOfInstruction[index] = Int32(truncatingIfNeeded: protectedRanges.count) }
            isTarget[handler] = true
            protectedRanges.append(
                ControlFlow.ProtectedRange(
                    instructions: start..<end, handler: handler, depth: entry.depth, pushesOffset: entry.pushesOffset))
        }
    }

    // MARK: - Instructions

    private mutating func checkOperand(of index: Int) throws(VerificationError) {
        let instruction = instructions[index]
        let opcode = instruction.opcode
        let argument = instruction.argument
        let fields = code.fields
        let isInRange: Bool
        switch opcode.operand {
        case .none, .unpackCounts, .highBits, .label: isInRange = true
        case .constant: isInRange = argument < fields.constants.count
        case .name: isInRange = argument < fields.names.count
        case .attribute, .global: isInRange = argument >> 1 < fields.names.count
        case .superAttribute: isInRange = argument >> 2 < fields.names.count
        case .local: isInRange = argument < fields.localKinds.count
        case .localPair: isInRange = argument >> 4 < fields.localKinds.count && argument & 15 < fields.localKinds.count
        case .cell:
            isInRange = argument < fields.localKinds.count
            if isInRange {
                let kind = fields.localKinds[Int(argument)]
                // MAKE_CELL on a free variable occurs where an inlined comprehension has a variable of the same name.
                guard kind.contains(.cell) || kind.contains(.free) else {
                    throw failure(.wrongKindOfVariable(opcode, argument), at: index)
                }
            }
        case .forward, .backward:
            guard let target = instruction.jumpTarget, let targetIndex = self.index(startingAt: target) else {
                throw failure(.badJumpTarget(instruction.jumpTarget ?? 0), at: index)
            }
            isTarget[targetIndex] = true
            if opcode == .forIter, instructions[targetIndex].opcode != .endFor { throw failure(.forLoopWithoutEnd, at: index) }
            isInRange = true
        case .count:
            switch opcode {
            case .buildSlice: isInRange = argument == 2 || argument == 3
            case .copyFreeVars: isInRange = argument == fields.localKinds.count { $0.contains(.free) }
            default: isInRange = true
            }
        case .position: isInRange = argument >= (opcode == .swap ? 2 : 1)
        case .binaryOperator: isInRange = UInt8(exactly: argument).flatMap(BinaryOperator.init) != nil
        case .comparison: isInRange = argument >> 5 < Comparison.masks.count && argument & 15 == Comparison.masks[Int(argument >> 5)]
        case .boolean: isInRange = argument <= 1
        case .conversion: isInRange = (1...3).contains(argument)
        case .intrinsic1: isInRange = argument > 0 && UInt8(exactly: argument).flatMap(Intrinsic1.init) != nil
        case .intrinsic2: isInRange = argument > 0 && UInt8(exactly: argument).flatMap(Intrinsic2.init) != nil
        case .functionAttribute: isInRange = UInt8(exactly: argument).flatMap(FunctionAttribute.init) != nil
        case .resume: isInRange = argument <= 7
        case .number:
            switch opcode {
            case .callFunctionEx, .yieldValue: isInRange = argument <= 1
            case .getAwaitable, .raiseVarargs, .reraise: isInRange = argument <= 2
            default: isInRange = true
            }
        }
        guard isInRange else { throw failure(.operandOutOfRange(opcode, argument), at: index) }
    }

    /// What an instruction takes from the instruction before it without looking at its type.
    private mutating func checkPredecessors(of index: Int) throws(VerificationError) {
        let argument = Int(instructions[index].argument)
        let opcode = instructions[index].opcode
        let isRight: Bool
        switch opcode {
        case .makeFunction:
            if case .code = constant(before: index) { isRight = true } else { isRight = false }
        case .setFunctionAttribute:
            let previous = predecessor(of: index)
            isRight = previous == .makeFunction || previous == .setFunctionAttribute
        case .callKw:
            isRight = namesCount(constant(before: index)).map { $0 <= argument } ?? false
        case .matchClass:
            isRight = namesCount(constant(before: index)) != nil
        case .buildConstKeyMap:
            if case .tuple(let keys) = constant(before: index) { isRight = keys.count == argument } else { isRight = false }
        case .matchKeys:
            if case .tuple = constant(before: index) { isRight = true } else { isRight = predecessor(of: index) == .buildTuple }
        case .importName:
            let fromList = constant(before: index)
            guard case .int(let level) = constant(before: index - 1), level >= 0, level <= BigInt(Int32.max) else {
                isRight = false
                break
            }
            if case .some(.none) = fromList { isRight = true } else { isRight = namesCount(fromList) != nil }
        default: return
        }
        guard isRight else { throw failure(.wrongPredecessor(opcode), at: index) }
    }

    /// The instruction that always comes right before, or nil.
    private func predecessor(of index: Int) -> Opcode? {
        index > 0 && index < instructions.count && !isTarget[index] ? instructions[index - 1].opcode : nil
    }

    private func constant(before index: Int) -> Constant? {
        guard predecessor(of: index) == .loadConst else { return nil }
        return code.fields.constants[Int(instructions[index - 1].argument)]
    }

    /// How many strings are in a tuple of strings; nil for everything else.
    private mutating func namesCount(_ constant: Constant?) -> Int? {
        guard case .tuple(let items) = constant else { return nil }
        let address = items.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        if let known = namesCounts[address] { return known }
        let areNames = items.allSatisfy {
            if case .string = $0 { true } else { false }
        }
        let count = areNames ? items.count : nil
        namesCounts[address] = .some(count)
        return count
    }

    /// What sets up the frame stands before the body and is executed once: COPY_FREE_VARS first, MAKE_CELLs, RETURN_GENERATOR.
    private func checkPrologue() throws(VerificationError) {
        let hasFreeVariables = code.fields.localKinds.last?.contains(.free) ?? false
        if hasFreeVariables, instructions[0].opcode != .copyFreeVars { throw failure(.missingPrologue(.copyFreeVars), at: 0) }

        let isGenerator = !code.fields.flags.isDisjoint(with: [.generator, .coroutine, .asyncGenerator])
        let start = instructions.firstIndex { ![.copyFreeVars, .makeCell, .nop].contains($0.opcode) } ?? 0
        if isGenerator, instructions[start].opcode != .returnGenerator { throw failure(.missingPrologue(.returnGenerator), at: start) }
        let last = instructions[..<(isGenerator ? start + 1 : start)].lastIndex { $0.opcode != .nop }
        let end = last.map { $0 + 1 } ?? 0
        for index in 0..<end where isTarget[index] { throw failure(.misplacedPrologue(instructions[index].opcode), at: index) }
        for index in instructions.indices {
            switch instructions[index].opcode {
            case .copyFreeVars where index > 0: throw failure(.misplacedPrologue(.copyFreeVars), at: index)
            case .returnGenerator where !isGenerator || index >= end: throw failure(.misplacedPrologue(.returnGenerator), at: index)
            case .yieldValue where !isGenerator: throw failure(.yieldOutsideGenerator, at: index)
            default: break
            }
        }
    }

    private func index(startingAt offset: Int) -> Int? {
        guard offset >= 0, offset & 1 == 0, offset / 2 < indexOfUnit.count else { return nil }
        let index = Int(indexOfUnit[offset / 2])
        return index >= 0 ? index : nil
    }

    // MARK: - Stack

    private mutating func checkStack() throws(VerificationError) {
        depths[0] = 0
        pending.append(0)
        while let start = pending.popLast() {
            var index = start
            while true {
                let instruction = instructions[index]
                let opcode = instruction.opcode
                let argument = Int(instruction.argument)
                let depth = Int(depths[index])
                let popped = opcode.popped(argument)
                guard popped <= depth else { throw failure(.stackUnderflow(depth: depth, needed: popped), at: index) }
                let depthAfter = depth - popped + opcode.pushed(argument)

                if rangeOfInstruction[index] >= 0 {
                    let range = protectedRanges[Int(rangeOfInstruction[index])]
                    // An exception thrown into a generator is raised by the YIELD_VALUE, after it pushed something.
                    let lowest = opcode == .yieldValue ? depthAfter
                        : opcode.mayRaise ? depth - popped + opcode.keptWhenRaising(argument) : depth
                    guard lowest >= range.depth else {
                        throw failure(.depthBelowHandler(depth: lowest, handler: range.depth), at: index)
                    }
                    try reach(range.handler, with: range.handlerDepth, from: index)
                }
                if opcode.hasJump, let target = instruction.jumpTarget, let targetIndex = self.index(startingAt: target) {
                    try reach(targetIndex, with: depthAfter, from: index)
                }
                if opcode.hasNoFallThrough { break }
                guard index + 1 < instructions.count else { throw failure(.fallsOffTheEnd, at: index) }
                // Goes straight on, without the detour over `pending`, where nobody was before.
                let isNew = depths[index + 1] < 0
                try reach(index + 1, with: depthAfter, from: index)
                if !isNew { break }
                pending.removeLast()
                index += 1
            }
        }
    }

    /// Notes that an instruction is reached with so many items on the stack.
    private mutating func reach(_ index: Int, with depth: Int, from source: Int) throws(VerificationError) {
        let known = Int(depths[index])
        if known == depth { return }
        guard known < 0 else { throw failure(.inconsistentDepth(known, depth), at: index) }
        guard depth <= code.fields.stackSize else {
            throw failure(.stackOverflow(depth: depth, limit: code.fields.stackSize), at: source)
        }
        maximumDepth = max(maximumDepth, depth)
        depths[index] = Int32(truncatingIfNeeded: depth)
        pending.append(index)
    }

    // MARK: - Blocks

    /// The basic blocks; for use after ``run()``.
    func basicBlocks() -> [ControlFlow.BasicBlock] {
        // The index of each instruction's block, from where blocks begin.
        var blockOfInstruction = [Int32](repeating: 0, count: instructions.count)
        var starts: [Int] = []
        for index in instructions.indices {
            if index == 0 || isTarget[index] || instructions[index - 1].opcode.isTerminator
                || rangeOfInstruction[index] != rangeOfInstruction[index - 1]
            {
                starts.append(index)
            }
            blockOfInstruction[index] = Int32(truncatingIfNeeded: starts.count - 1)
        }
        return starts.indices.map { number in
            let end = number + 1 < starts.count ? starts[number + 1] : instructions.count
            let last = instructions[end - 1]
            let target = last.jumpTarget.flatMap { index(startingAt: $0) }
            let depth = depths[starts[number]]
            let range = rangeOfInstruction[starts[number]]
            return ControlFlow.BasicBlock(
                instructions: starts[number]..<end, stackDepth: depth >= 0 ? Int(depth) : nil,
                fallThrough: last.opcode.hasNoFallThrough || number + 1 == starts.count ? nil : number + 1,
                jump: target.map { Int(blockOfInstruction[$0]) },
                handler: range >= 0 ? Int(blockOfInstruction[protectedRanges[Int(range)].handler]) : nil)
        }
    }
}

extension Opcode {
    /// How many of the items that it pops and pushes never leave the stack, for those that may raise and have some.
    fileprivate func keptWhenRaising(_ argument: Int) -> Int {
        switch self {
        case .withExceptStart, .matchKeys, .checkExcMatch, .getLen, .importFrom, .getAnext, .forIter, .send: pushed(argument) - 1
        case .listAppend, .listExtend, .setAdd, .setUpdate, .mapAdd, .dictUpdate, .dictMerge, .reraise: pushed(argument)
        default: 0
        }
    }
}

extension Comparison {
    /// The outcomes for which each operator is true, as COMPARE_OP's operand has them: 1 unordered, 2 less, 4 greater, 8 equal.
    static let masks: [UInt32] = [2, 10, 8, 7, 4, 12]
}
