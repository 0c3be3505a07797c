import KraitBytecode

// From a sequence with labels to blocks, and from `SETUP_…`/`POP_BLOCK` to a handler for each instruction.

extension FlowGraph {
    /// Cuts the sequence into blocks: one begins at each label that an instruction refers to and after each jump and exit.
    mutating func build(from sequence: InstructionSequence) throws(CompileError) {
        instructions.removeAll()
        blocks.removeAll()
        openHandlers.removeAll()
        hasHandlers = false
        unbindsLocals = false
        hasPseudoInstructions = false
        let length = sequence.entries.count
        // Sizes and offsets are 32-bit numbers throughout; so many instructions would not fit in memory many times over.
        guard length > 0, length < 1 << 28 else { throw CompileError(.systemError, "instruction sequence of invalid length") }
        instructions.reserve(length)

        // The block that begins at each instruction: `none`, or `isTarget` until it is known.
        let isTarget: Int32 = -2
        scratch.reset(count: length, to: Self.none)
        var hasTargets = false
        if !sequence.targets.isEmpty {
            for entry in sequence.entries where traits[entry.opcode].contains(.hasTarget) {
                scratch[try sequence.position(of: entry.argument)] = isTarget
                hasTargets = true
            }
        }

        var current = newBlock()
        var afterTerminator = false
        for index in 0..<length {
            try stop.check()
            let entry = sequence.entries[index]
            let labeled = scratch[index] == isTarget
            if afterTerminator || labeled && index > 0 {
                finish(current)
                let next = newBlock()
                blocks[current].next = next
                current = next
            }
            if labeled {
                blocks[current].isLabeled = true
                scratch[index] = current
            }
            instructions.append(Instruction(opcode: entry.opcode, argument: entry.argument, range: entry.range))
            let trait = traits[entry.opcode]
            afterTerminator = trait.contains(.terminator)
            if trait.contains(.pushesBlock) { hasHandlers = true }
            if trait.contains(.unbindsLocal) { unbindsLocals = true }
            if trait.contains(.isReplaced) { hasPseudoInstructions = true }
        }
        finish(current)

        guard hasTargets else { return }
        for index in 0..<length where traits[instructions[index].opcode].contains(.hasTarget) {
            let target = scratch[try sequence.position(of: instructions[index].argument)]
            instructions[index].target = target
            if traits[instructions[index].opcode].contains(.pushesBlock) { blocks[target].isHandler = true }
        }
    }

    /// Closes a block that was filled at the end of the arena.
    private mutating func finish(_ block: Int32) {
        let count = Int32(truncatingIfNeeded: instructions.count) - blocks[block].first
        blocks[block].count = count
        blocks[block].capacity = count
    }

    /// Follows the flow from the entry with the stack of open protected regions, and gives each instruction its handler.
    mutating func labelExceptionTargets() {
        clearVisited()
        visit(Self.entry)
        while let block = worklist.popLast() {
            var top = blocks[block].handlers
            var handler = handlerBlock(top)
            var lastYieldDepth: Int32 = -1
            let first = Int(blocks[block].first), end = first + Int(blocks[block].count)
            for index in first..<end {
                let opcode = instructions[index].opcode
                let trait = traits[opcode]
                if trait.contains(.pushesBlock) {
                    let target = instructions[index].target
                    if !blocks[target].visited {
                        blocks[target].handlers = top
                        visit(target)
                    }
                    if opcode != .setupFinally { blocks[target].preservesLastInstruction = true }
                    let depth = top == Self.none ? 1 : openHandlers[top].depth &+ 1
                    openHandlers.append(OpenHandler(block: target, outer: top, depth: depth))
                    top = Int32(truncatingIfNeeded: openHandlers.count - 1)
                    handler = target
                } else if opcode == .popBlock {
                    if top != Self.none { top = openHandlers[top].outer }
                    handler = handlerBlock(top)
                    instructions[index].makeNop()
                } else {
                    instructions[index].handler = handler
                    if trait.contains(.jumps) {
                        let target = instructions[index].target
                        if !blocks[target].visited {
                            blocks[target].handlers = top
                            visit(target)
                        }
                    } else if opcode == .yieldValue {
                        lastYieldDepth = top == Self.none ? 0 : openHandlers[top].depth
                    } else if opcode == .resume, instructions[index].argument != ResumeArgument.functionStart {
                        // The generator can be closed without running it when nothing but its own outermost handler is in force.
                        if lastYieldDepth == 1 { instructions[index].argument |= ResumeArgument.atDepthOne }
                        lastYieldDepth = -1
                    }
                }
            }
            let next = blocks[block].next
            if next != Self.none, fallsThrough(block), !blocks[next].visited {
                blocks[next].handlers = top
                visit(next)
            }
        }
    }

    @inline(__always)
    private func handlerBlock(_ open: Int32) -> Int32 {
        open == Self.none ? Self.none : openHandlers[open].block
    }
}

/// What the operand of `RESUME` says.
enum ResumeArgument {
    static let functionStart: Int32 = 0
    static let atDepthOne: Int32 = 4
}

extension InstructionSequence {
    /// Where the label of that number stands.
    fileprivate func position(of label: Int32) throws(CompileError) -> Int {
        if label >= 0, Int(label) < targets.count {
            let position = Int(targets[Int(label)])
            if position >= 0, position < entries.count { return position }
        }
        throw CompileError(.systemError, "jump to a label that was not placed")
    }
}
