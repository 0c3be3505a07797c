import KraitBytecode

// Improvements within a block, looking at a few instructions at a time. In CPython: optimize_load_const, optimize_basic_block.

extension FlowGraph {
    /// Folds what follows the load of a constant: a conditional jump, a test for `None`, a return, a conversion to bool.
    mutating func foldConstantLoads() throws(CompileError) {
        var block = Self.entry
        while block != Self.none {
            try foldConstantLoads(in: block)
            block = blocks[block].next
        }
    }

    private mutating func foldConstantLoads(in block: Int32) throws(CompileError) {
        let first = Int(blocks[block].first), end = first + Int(blocks[block].count)
        var opcode = Opcode.cache
        var argument: Int32 = 0
        var index = first
        while index < end {
            defer { index += 1 }
            try stop.check()
            let instruction = instructions[index]
            // A copy of a constant is the constant.
            let isCopy = opcode == .loadConst && instruction.opcode == .copy && instruction.argument == 1
            if !isCopy {
                opcode = instruction.opcode
                argument = instruction.argument
            }
            guard opcode == .loadConst, index + 1 < end else { continue }
            switch instructions[index + 1].opcode {
            case .popJumpIfFalse, .popJumpIfTrue:
                let jumpsIfTrue = instructions[index + 1].opcode == .popJumpIfTrue
                instructions[index].makeNop()
                if try constant(at: argument).truth == jumpsIfTrue {
                    instructions[index + 1].opcode = .jump
                } else {
                    instructions[index + 1].makeNop()
                }
            case .isOp:
                if case .none = try constant(at: argument) { foldTestForNone(at: index, end: end) }
            case .returnValue:
                instructions[index].makeNop()
                index += 1
                instructions[index].set(.returnConst, argument)
            case .toBool:
                let value = try self.index(of: .bool(constant(at: argument).truth))
                instructions[index].makeNop()
                instructions[index + 1].set(.loadConst, value)
            default: break
            }
        }
    }

    /// `LOAD_CONST None`, `IS_OP`, perhaps `TO_BOOL`, then a conditional jump: one jump on `None` or not.
    private mutating func foldTestForNone(at index: Int, end: Int) {
        var jump = index + 2
        guard jump < end else { return }
        if instructions[jump].opcode == .toBool {
            instructions[jump].makeNop()
            jump += 1
            guard jump < end else { return }
        }
        var inverted = instructions[index + 1].argument != 0
        switch instructions[jump].opcode {
        case .popJumpIfFalse: inverted.toggle()
        case .popJumpIfTrue: break
        default: return
        }
        instructions[index].makeNop()
        instructions[index + 1].makeNop()
        instructions[jump].opcode = inverted ? .popJumpIfNotNone : .popJumpIfNone
    }

    mutating func optimizeBlocks() throws(CompileError) {
        var block = Self.entry
        while block != Self.none {
            try optimize(block)
            block = blocks[block].next
        }
    }

    private mutating func optimize(_ block: Int32) throws(CompileError) {
        var hasSwaps = false
        // Positions count from the beginning of the block, which moves when a threaded jump makes it grow.
        var position = 0
        while position < Int(blocks[block].count) {
            defer { position += 1 }
            try stop.check()
            let index = Int(blocks[block].first) + position
            let instruction = instructions[index]
            let hasNext = position + 1 < Int(blocks[block].count)
            let next = hasNext ? instructions[index + 1].opcode : .cache
            switch instruction.opcode {
            case .buildTuple:
                let count = instruction.argument
                if next == .unpackSequence, instructions[index + 1].argument == count, 1...3 ~= count {
                    instructions[index].makeNop()
                    if count == 1 {
                        instructions[index + 1].makeNop()
                    } else {
                        instructions[index + 1].opcode = .swap
                        hasSwaps = true
                    }
                } else if position >= Int(count) {
                    try foldTuple(at: index, count: Int(count))
                }
            case .popJumpIfNotNone, .popJumpIfNone, .popJumpIfFalse, .popJumpIfTrue:
                if firstOpcode(of: instruction.target) == .jump, threadJump(in: block, at: index, as: instruction.opcode) {
                    position -= 1
                }
            case .jump, .jumpNoInterrupt:
                let target = firstOpcode(of: instruction.target)
                if target == .jump {
                    if threadJump(in: block, at: index, as: .jump) { position -= 1 }
                } else if target == .jumpNoInterrupt {
                    if threadJump(in: block, at: index, as: instruction.opcode) { position -= 1 }
                }
            case .storeFast:
                if next == .storeFast, instructions[index + 1].argument == instruction.argument,
                    instructions[index + 1].range.line == instruction.range.line
                {
                    instructions[index].set(.popTop, 0)
                }
            case .swap:
                if instruction.argument == 1 { instructions[index].makeNop() } else { hasSwaps = true }
            case .loadGlobal:
                if next == .pushNull, instruction.argument & 1 == 0 {
                    instructions[index].argument |= 1
                    instructions[index + 1].makeNop()
                }
            case .compareOp:
                if next == .toBool {
                    instructions[index].makeNop()
                    instructions[index + 1].set(.compareOp, instruction.argument | ComparisonArgument.convertsToBool)
                }
            case .containsOp, .isOp:
                if next == .toBool {
                    instructions[index].makeNop()
                    instructions[index + 1].set(instruction.opcode, instruction.argument)
                }
            case .toBool:
                if next == .toBool { instructions[index].makeNop() }
            case .unaryNot:
                if next == .toBool {
                    instructions[index].makeNop()
                    instructions[index + 1].set(.unaryNot, 0)
                } else if next == .unaryNot {
                    instructions[index].makeNop()
                    instructions[index + 1].makeNop()
                }
            default: break
            }
        }
        if hasSwaps { optimizeSwaps(in: block) }
    }

    @inline(__always)
    private func firstOpcode(of block: Int32) -> Opcode {
        blocks[block].count > 0 ? instructions[blocks[block].first].opcode : .cache
    }

    /// Makes the jump at `index`, whose target begins with a jump, go where that goes. The old jump stays as a `NOP` for its line.
    ///
    /// The new jump is under no handler: it can't raise.
    private mutating func threadJump(in block: Int32, at index: Int, as opcode: Opcode) -> Bool {
        let next = instructions[blocks[instructions[index].target].first]
        // The target jumps to itself: nothing would change, again and again.
        if instructions[index].target == next.target { return false }
        instructions[index].makeNop()
        append(Instruction(opcode: opcode, argument: 0, target: next.target, range: next.range), to: block)
        return true
    }

    /// `BUILD_TUPLE` of constants becomes one constant.
    private mutating func foldTuple(at index: Int, count: Int) throws(CompileError) {
        for load in index - count..<index where instructions[load].opcode != .loadConst { return }
        var elements: [Constant] = []
        elements.reserveCapacity(count)
        for load in index - count..<index { elements.append(try constant(at: instructions[load].argument)) }
        let constant = try self.index(of: .tuple(elements))
        for load in index - count..<index { instructions[load].makeNop() }
        instructions[index].set(.loadConst, constant)
    }
}

/// What the operand of `COMPARE_OP` says.
enum ComparisonArgument {
    static let convertsToBool: Int32 = 16
}

// MARK: - Swaps

extension FlowGraph {
    private mutating func optimizeSwaps(in block: Int32) {
        let first = Int(blocks[block].first), end = first + Int(blocks[block].count)
        var index = first
        while index < end {
            if instructions[index].opcode == .swap {
                index = shortenSwaps(at: index, end: end)
                applySwaps(before: index, first: first, end: end)
            }
            index += 1
        }
    }

    /// Replaces a run of `SWAP`s and `NOP`s by the shortest with the same effect; returns the last index of the run.
    ///
    /// The run permutes the top of the stack. A permutation is a set of cycles, and exchanging the top with the next element of
    /// the cycle, from the end of the run backwards, builds each cycle with the fewest swaps.
    private mutating func shortenSwaps(at start: Int, end: Int) -> Int {
        var depth = Int(instructions[start].argument)
        var length = 1
        var several = false
        while start + length < end {
            let instruction = instructions[start + length]
            if instruction.opcode == .swap {
                depth = max(depth, Int(instruction.argument))
                several = true
            } else if instruction.opcode != .nop {
                break
            }
            length += 1
        }
        guard several else { return start }

        // Where each element of the stack came from, the top first; `done` once it is in place.
        let done: Int32 = -1
        scratch.reset(count: depth, to: 0)
        for index in 0..<depth { scratch[index] = Int32(truncatingIfNeeded: index) }
        for index in start..<start + length where instructions[index].opcode == .swap {
            let other = instructions[index].argument - 1
            let top = scratch[0]
            scratch[0] = scratch[other]
            scratch[other] = top
        }
        var current = start + length - 1
        for index in 0..<depth where scratch[index] != done && scratch[index] != Int32(truncatingIfNeeded: index) {
            // Element 0 takes part in every cycle, as only the top can be swapped.
            var element = index
            while true {
                if element != 0, current >= start {
                    instructions[current].set(.swap, Int32(truncatingIfNeeded: element + 1))
                    current -= 1
                }
                let next = scratch[element]
                if next == done { break }
                scratch[element] = done
                element = Int(next)
            }
        }
        while current >= start {
            instructions[current].makeNop()
            current -= 1
        }
        return start + length - 1
    }

    /// Exchanges two stores instead of the values that they store, for the `SWAP`s up to `index` from right to left.
    private mutating func applySwaps(before index: Int, first: Int, end: Int) {
        var index = index
        while index >= first {
            defer { index -= 1 }
            let opcode = instructions[index].opcode
            guard opcode == .swap else {
                if opcode == .nop || isSwappable(opcode) { continue }
                return
            }
            guard let near = nextSwappable(after: index, end: end, line: -1) else { return }
            let line = instructions[near].range.line
            var far = near
            for _ in 1..<max(1, instructions[index].argument) {
                guard let next = nextSwappable(after: far, end: end, line: line) else { return }
                far = next
            }
            // Not if both store to one local, or something between stores to one of theirs.
            let a = storedLocal(near), b = storedLocal(far)
            if a >= 0 || b >= 0 {
                if a == b { return }
                for between in near + 1..<max(near + 1, far) {
                    let local = storedLocal(between)
                    if local >= 0, local == a || local == b { return }
                }
            }
            instructions[index].makeNop()
            let moved = instructions[near]
            instructions[near] = instructions[far]
            instructions[far] = moved
        }
    }

    /// Instructions that only take the top of the stack, can't raise or jump and run no code but finalizers.
    private func isSwappable(_ opcode: Opcode) -> Bool {
        opcode == .storeFast || opcode == .storeFastMaybeNull || opcode == .popTop
    }

    private func storedLocal(_ index: Int) -> Int32 {
        let opcode = instructions[index].opcode
        return opcode == .storeFast || opcode == .storeFastMaybeNull ? instructions[index].argument : -1
    }

    /// The next instruction that may change places, if nothing but `NOP`s of the same line comes before it.
    private func nextSwappable(after index: Int, end: Int, line: Int32) -> Int? {
        for next in index + 1..<max(index + 1, end) {
            let instruction = instructions[next]
            if line >= 0, instruction.range.line != line { return nil }
            if instruction.opcode == .nop { continue }
            return isSwappable(instruction.opcode) ? next : nil
        }
        return nil
    }
}
