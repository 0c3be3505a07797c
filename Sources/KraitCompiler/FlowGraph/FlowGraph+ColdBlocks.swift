import KraitBytecode

// Code that only runs after an exception goes to the end, so that the ordinary path falls through.

extension FlowGraph {
    mutating func moveColdBlocksToEnd() throws(CompileError) {
        guard blocks[Self.entry].next != Self.none else { return }
        markWarmBlocks()
        markColdBlocks()
        addJumpsFromColdToWarm()

        var firstCold = Self.none, lastCold = Self.none
        var block = Self.entry
        while blocks[block].next != Self.none {
            let next = blocks[block].next
            guard blocks[next].isCold else {
                block = next
                continue
            }
            var end = next
            while blocks[end].next != Self.none, blocks[blocks[end].next].isCold { end = blocks[end].next }
            if firstCold == Self.none { firstCold = next } else { blocks[lastCold].next = next }
            lastCold = end
            blocks[block].next = blocks[end].next
            blocks[end].next = Self.none
        }
        blocks[block].next = firstCold
        if firstCold != Self.none { try removeRedundantNopsAndJumps() }
    }

    /// Warm: reached from the entry without an exception.
    private mutating func markWarmBlocks() {
        clearVisited()
        visit(Self.entry)
        while let block = worklist.popLast() {
            blocks[block].isWarm = true
            visitSuccessors(of: block, onlyLukewarm: false)
        }
    }

    /// Cold: reached from a handler, and not warm.
    private mutating func markColdBlocks() {
        clearVisited()
        var block = Self.entry
        while block != Self.none {
            if blocks[block].isHandler { visit(block) }
            block = blocks[block].next
        }
        while let block = worklist.popLast() {
            blocks[block].isCold = true
            visitSuccessors(of: block, onlyLukewarm: true)
        }
    }

    private mutating func visitSuccessors(of block: Int32, onlyLukewarm: Bool) {
        let next = blocks[block].next
        if next != Self.none, fallsThrough(block), !(onlyLukewarm && blocks[next].isWarm) { visit(next) }
        if let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.jumps) {
            let target = instructions[last].target
            if !(onlyLukewarm && blocks[target].isWarm) { visit(target) }
        }
    }

    /// A cold block that falls through to a warm one will lie elsewhere, and needs a jump.
    private mutating func addJumpsFromColdToWarm() {
        var block = Self.entry
        while block != Self.none {
            let next = blocks[block].next
            if next != Self.none, blocks[block].isCold, blocks[next].isWarm, fallsThrough(block) {
                blocks[next].isLabeled = true
                let jump = newBlock()
                append(Instruction(opcode: .jumpNoInterrupt, argument: 0, target: next, range: .none), to: jump)
                blocks[jump].isCold = true
                blocks[jump].predecessors = 1
                blocks[jump].next = next
                blocks[block].next = jump
            }
            block = next
        }
    }
}
