import KraitBytecode

// From the finished graph to bytes: stack depth, real instructions for pseudo ones, directions and sizes of jumps, tables.

extension FlowGraph {
    /// The largest depth of the stack on any path; sets the depth on entry of each block that is reached.
    mutating func computeStackDepth() throws(CompileError) -> Int {
        var maximum: Int32 = 0
        worklist.removeAll()
        try enter(Self.entry, depth: 0)
        while let block = worklist.popLast() {
            let b = blocks[block]
            var depth = b.startDepth
            var fallsThrough = true
            try stop.check()
            for index in b.first..<b.first + b.count {
                let instruction = instructions[index]
                let after = depth &+ traits.effect(instruction.opcode, instruction.argument)
                if after < 0 { throw CompileError(.valueError, "Invalid CFG, stack underflow") }
                maximum = max(maximum, after)
                let flags = traits[instruction.opcode]
                if flags.contains(.hasTarget) {
                    let effect = instruction.opcode.stackEffect(argument: Int(instruction.argument), jump: true)
                    let targetDepth = depth &+ Int32(truncatingIfNeeded: effect)
                    maximum = max(maximum, targetDepth)
                    try enter(instruction.target, depth: targetDepth)
                }
                depth = after
                if flags.contains(.endsFlow) {
                    fallsThrough = false
                    break
                }
            }
            if fallsThrough, b.next != Self.none { try enter(b.next, depth: depth) }
        }
        return Int(maximum)
    }

    @inline(__always)
    private mutating func enter(_ block: Int32, depth: Int32) throws(CompileError) {
        let known = blocks[block].startDepth
        if known == depth { return }
        if known >= 0 || depth < 0 { throw CompileError(.valueError, "Invalid CFG, inconsistent stackdepth") }
        blocks[block].startDepth = depth
        worklist.append(block)
    }

    /// Replaces the pseudo instructions that are left, jumps excepted.
    mutating func replacePseudoInstructions() {
        var block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            for index in b.first..<b.first + b.count {
                switch instructions[index].opcode {
                case .setupFinally, .setupCleanup, .setupWith: instructions[index].makeNop()
                case .loadClosure: instructions[index].opcode = .loadFast
                case .storeFastMaybeNull: instructions[index].opcode = .storeFast
                default: break
                }
            }
            block = b.next
        }
    }

    /// Conditional jumps go forward only. One that would go back becomes its opposite over a jump back.
    mutating func normalizeJumps() {
        var block = Self.entry
        while block != Self.none {
            blocks[block].visited = false
            block = blocks[block].next
        }
        block = Self.entry
        while block != Self.none {
            blocks[block].visited = true
            let next = blocks[block].next
            if let last = lastIndex(of: block), blocks[block].next != Self.none, let opposite = opposite(of: instructions[last].opcode),
                blocks[instructions[last].target].visited
            {
                let back = newBlock()
                append(
                    Instruction(opcode: .jump, argument: 0, target: instructions[last].target, range: instructions[last].range), to: back)
                instructions[last].opcode = opposite
                instructions[last].target = next
                blocks[back].isCold = blocks[block].isCold
                blocks[back].next = next
                blocks[block].next = back
            }
            block = next
        }
    }

    private func opposite(of opcode: Opcode) -> Opcode? {
        switch opcode {
        case .popJumpIfNotNone: .popJumpIfNone
        case .popJumpIfNone: .popJumpIfNotNone
        case .popJumpIfFalse: .popJumpIfTrue
        case .popJumpIfTrue: .popJumpIfFalse
        default: nil
        }
    }

    /// Gives jumps their direction and distance, and blocks their offsets. Returns the size of all, in code units.
    ///
    /// The size of a jump depends on its distance, and that on sizes: repeat until nothing changes. As in CPython, the first guess
    /// at a distance is the number of instructions before the target; which fixed point is found may depend on that.
    mutating func layOut() throws(CompileError) -> Int32 {
        // The blocks in order.
        worklist.removeAll()
        var position: Int32 = 0
        var block = Self.entry
        while block != Self.none {
            blocks[block].ordinal = Int32(truncatingIfNeeded: worklist.count)
            blocks[block].position = position
            position &+= blocks[block].count
            worklist.append(block)
            block = blocks[block].next
        }
        for ordinal in 0..<worklist.count {
            let block = worklist[ordinal]
            let b = blocks[block]
            var size: Int32 = 0
            for index in b.first..<b.first + b.count {
                let opcode = instructions[index].opcode
                guard traits[opcode].contains(.jumps) else {
                    size &+= traits.size(opcode, instructions[index].argument)
                    continue
                }
                let target = blocks[instructions[index].target]
                instructions[index].argument = target.position
                let forward = target.ordinal > b.ordinal
                if opcode == .jump {
                    instructions[index].opcode = forward ? .jumpForward : .jumpBackward
                } else if opcode == .jumpNoInterrupt {
                    instructions[index].opcode = forward ? .jumpForward : .jumpBackwardNoInterrupt
                }
            }
            blocks[block].bodySize = size
        }

        var offset: Int32 = 0
        var round = 0
        var changed: Bool
        repeat {
            changed = false
            try stop.check()
            round += 1
            offset = 0
            for ordinal in 0..<worklist.count {
                let block = worklist[ordinal]
                blocks[block].offset = offset
                offset &+= blocks[block].bodySize
                if let jump = finalJump(of: block) { offset &+= traits.size(instructions[jump].opcode, instructions[jump].argument) }
            }
            for ordinal in 0..<worklist.count {
                let block = worklist[ordinal]
                guard let index = finalJump(of: block) else { continue }
                let jump = instructions[index]
                let size = traits.size(jump.opcode, jump.argument)
                let end = blocks[block].offset &+ blocks[block].bodySize &+ size
                let distance = blocks[jump.target].offset &- end
                instructions[index].argument = distance < 0 ? 0 &- distance : distance
                if traits.size(jump.opcode, instructions[index].argument) != size { changed = true }
            }
            // Only a cycle of growing and shrinking could last so long; no program is known that makes one.
            if round == 1000 { throw CompileError(.systemError, "distances of jumps do not settle") }
        } while changed
        return offset
    }

    @inline(__always)
    private func finalJump(of block: Int32) -> Int? {
        guard let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.jumps) else { return nil }
        return last
    }

    /// Writes bytecode, location table and exception table.
    mutating func emit(size: Int32, firstLine: Int, into fields: inout CodeObject.Fields) {
        // Caches are zero.
        code.reset(count: Int(size), to: 0)
        lines.begin(firstLine: firstLine)
        var exceptions: [ExceptionTable.Entry] = []
        var range = SourceRange.none
        var rangeStart: Int32 = 0
        var handler = Self.none
        var handlerStart: Int32 = 0
        var offset: Int32 = 0
        for ordinal in 0..<worklist.count {
            let b = blocks[worklist[ordinal]]
            for index in b.first..<b.first + b.count {
                let instruction = instructions[index]
                if instruction.range != range {
                    lines.append(range, units: Int(offset &- rangeStart))
                    range = instruction.range
                    rangeStart = offset
                }
                if instruction.handler != handler {
                    if handler != Self.none { exceptions.append(exception(handler, from: handlerStart, to: offset)) }
                    handler = instruction.handler
                    handlerStart = offset
                }
                let argument = UInt32(bitPattern: instruction.argument)
                if argument > 0xFF {
                    if argument > 0xFF_FFFF { write(.extendedArg, argument >> 24, at: &offset) }
                    if argument > 0xFFFF { write(.extendedArg, argument >> 16, at: &offset) }
                    write(.extendedArg, argument >> 8, at: &offset)
                }
                write(instruction.opcode, argument, at: &offset)
                offset &+= traits.caches(instruction.opcode)
            }
        }
        lines.append(range, units: Int(offset &- rangeStart))
        if handler != Self.none { exceptions.append(exception(handler, from: handlerStart, to: offset)) }
        fields.code = code.bytes()
        fields.lineTable = lines.finish()
        if !exceptions.isEmpty { fields.exceptionTable = ExceptionTable(exceptions).encoded }
    }

    @inline(__always)
    private mutating func write(_ opcode: Opcode, _ argument: UInt32, at offset: inout Int32) {
        code[offset] = (opcode.rawValue & 0xFF | UInt16(truncatingIfNeeded: argument) << 8).littleEndian
        offset &+= 1
    }

    private func exception(_ handler: Int32, from start: Int32, to end: Int32) -> ExceptionTable.Entry {
        let b = blocks[handler]
        // The exception lies on the stack when the handler begins, and the offset if it is asked for.
        let depth = Int(b.startDepth) - 1 - (b.preservesLastInstruction ? 1 : 0)
        return ExceptionTable.Entry(
            start: Int(start) * 2, end: Int(end) * 2, target: Int(b.offset) * 2, depth: max(0, depth),
            pushesOffset: b.preservesLastInstruction)
    }
}
