import KraitBytecode

// Removing what is never reached or does nothing.

extension FlowGraph {
    /// Blocks up to this size are copied instead of jumped to, if they leave the scope.
    private static let maximumCopySize = 4

    /// Replaces jumps to small exits, and to blocks without lines that end the flow, by copies of them, until there are none.
    /// Each round removes a jump, so this ends.
    mutating func inlineSmallOrLinelessBlocks() throws(CompileError) {
        guard blocks[Self.entry].next != Self.none else { return }
        var changed: Bool
        repeat {
            changed = false
            try stop.check()
            var block = Self.entry
            while block != Self.none {
                if inlineTarget(of: block) { changed = true }
                block = blocks[block].next
            }
        } while changed
    }

    private mutating func inlineTarget(of block: Int32) -> Bool {
        guard let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.unconditionalJump) else { return false }
        let target = instructions[last].target
        if target == block { return false }
        let smallExit = exitsScope(target) && blocks[target].count <= Self.maximumCopySize
        let lineless = !fallsThrough(target) && hasNoLine(target)
        guard smallExit || lineless else { return false }
        let removed = instructions[last].opcode
        instructions[last].makeNop()
        appendInstructions(of: target, to: block)
        // An interruptible jump must not become one that never looks at signals.
        if lineless, removed == .jump, let last = lastIndex(of: block), instructions[last].opcode == .jumpNoInterrupt {
            instructions[last].opcode = .jump
        }
        blocks[target].predecessors -= 1
        return true
    }

    /// Counts predecessors and empties the blocks that have none.
    ///
    /// They stay in the order of blocks: once a jump over them is found redundant, the flow falls through them, and lines are not
    /// passed on through an empty block.
    mutating func removeUnreachableBlocks() {
        var block = Self.entry
        worklist.removeAll()
        while block != Self.none {
            blocks[block].predecessors = 0
            blocks[block].visited = false
            block = blocks[block].next
        }
        blocks[Self.entry].predecessors = 1
        visit(Self.entry)
        while let block = worklist.popLast() {
            let next = blocks[block].next
            if next != Self.none, fallsThrough(block) {
                visit(next)
                blocks[next].predecessors += 1
            }
            // Jumps stand last; only protected regions begin in the middle.
            guard let last = lastIndex(of: block) else { continue }
            for index in (hasHandlers ? Int(blocks[block].first) : last)...last
            where traits[instructions[index].opcode].contains(.hasTarget) {
                let target = instructions[index].target
                visit(target)
                blocks[target].predecessors += 1
            }
        }
        block = Self.entry
        while block != Self.none {
            if blocks[block].predecessors == 0 {
                blocks[block].count = 0
                blocks[block].isHandler = false
            }
            block = blocks[block].next
        }
    }

    /// Removes the `NOP`s of a block whose line is carried by an instruction beside them. Returns how many.
    @discardableResult
    mutating func removeRedundantNops(in block: Int32) -> Int {
        let first = Int(blocks[block].first), end = first + Int(blocks[block].count)
        var source = first
        while source < end, instructions[source].opcode != .nop { source += 1 }
        if source == end { return 0 }
        var destination = source
        var previousLine = source > first ? instructions[source - 1].range.line : -1
        while source < end {
            let line = instructions[source].range.line
            if instructions[source].opcode == .nop, nopIsRedundant(at: source, end: end, of: block, previousLine: previousLine) {
                source += 1
                continue
            }
            if destination != source { instructions[destination] = instructions[source] }
            destination += 1
            source += 1
            previousLine = line
        }
        blocks[block].count = Int32(truncatingIfNeeded: destination - first)
        return end - destination
    }

    private mutating func nopIsRedundant(at index: Int, end: Int, of block: Int32, previousLine: Int32) -> Bool {
        let line = instructions[index].range.line
        if line < 0 || line == previousLine { return true }
        if index + 1 < end {
            let nextLine = instructions[index + 1].range.line
            if nextLine == line { return true }
            if nextLine < 0 {
                instructions[index + 1].range = instructions[index].range
                return true
            }
            return false
        }
        let next = nextNonEmpty(blocks[block].next)
        guard next != Self.none else { return false }
        let first = Int(blocks[next].first)
        for index in first..<first + Int(blocks[next].count) {
            // `NOP`s without a line go away themselves.
            if instructions[index].opcode == .nop, instructions[index].range.line == -1 { continue }
            return instructions[index].range.line == line
        }
        return false
    }

    private mutating func removeRedundantNops() -> Int {
        var removed = 0
        var block = Self.entry
        while block != Self.none {
            removed += removeRedundantNops(in: block)
            block = blocks[block].next
        }
        return removed
    }

    /// Removes `NOP`s, and values that are loaded or copied only to be popped.
    mutating func removeRedundantNopsAndPairs() throws(CompileError) {
        var done = false
        while !done {
            done = true
            try stop.check()
            var previous = -1
            var block = Self.entry
            while block != Self.none {
                removeRedundantNops(in: block)
                if blocks[block].isLabeled { previous = -1 }
                let first = Int(blocks[block].first)
                for index in first..<first + Int(blocks[block].count) {
                    if instructions[index].opcode == .popTop, previous >= 0 {
                        let opcode = instructions[previous].opcode
                        if opcode == .loadConst || opcode == .copy && instructions[previous].argument == 1 {
                            instructions[previous].makeNop()
                            instructions[index].makeNop()
                            done = false
                        }
                    }
                    previous = index
                }
                if !fallsThrough(block) || previous >= 0 && traits[instructions[previous].opcode].contains(.jumps) { previous = -1 }
                block = blocks[block].next
            }
        }
    }

    /// Turns jumps to where the flow goes anyway into `NOP`s. Returns how many.
    private mutating func removeRedundantJumps() throws(CompileError) -> Int {
        var removed = 0
        var block = Self.entry
        while block != Self.none {
            if let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.unconditionalJump) {
                let target = nextNonEmpty(instructions[last].target)
                if target == Self.none { throw CompileError(.systemError, "jump with NULL target") }
                if target == nextNonEmpty(blocks[block].next) {
                    instructions[last].makeNop()
                    removed += 1
                }
            }
            block = blocks[block].next
        }
        return removed
    }

    mutating func removeRedundantNopsAndJumps() throws(CompileError) {
        var removed: Int
        repeat {
            try stop.check()
            removed = removeRedundantNops()
            removed += try removeRedundantJumps()
        } while removed > 0
    }

    /// Fuses neighbours that read or write low-numbered locals on one line.
    mutating func insertSuperinstructions() {
        var inserted = false
        var block = Self.entry
        while block != Self.none {
            let first = Int(blocks[block].first), end = first + Int(blocks[block].count)
            var index = first
            while index + 1 < end {
                defer { index += 1 }
                let fused: Opcode
                switch (instructions[index].opcode, instructions[index + 1].opcode) {
                case (.loadFast, .loadFast): fused = .loadFastLoadFast
                case (.storeFast, .loadFast): fused = .storeFastLoadFast
                case (.storeFast, .storeFast): fused = .storeFastStoreFast
                default: continue
                }
                let a = instructions[index], b = instructions[index + 1]
                if a.range.line >= 0, b.range.line >= 0, a.range.line != b.range.line { continue }
                if a.argument >= 16 || b.argument >= 16 { continue }
                instructions[index].set(fused, a.argument << 4 | b.argument)
                instructions[index + 1].makeNop()
                inserted = true
            }
            block = blocks[block].next
        }
        if inserted { _ = removeRedundantNops() }
    }
}
