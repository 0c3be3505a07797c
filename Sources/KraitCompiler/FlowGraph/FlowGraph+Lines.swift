import KraitBytecode

// PEP 626: a frame that ends or is interrupted must know its line, so exits and places where the interpreter looks at
// signals need one. Exits without a line that several blocks reach are copied, one for each, and the copy takes the line of the jump.

extension FlowGraph {
    mutating func resolveLines() {
        if blocks[Self.entry].next != Self.none { duplicateExitsWithoutLine() }
        propagateLines()
    }

    private mutating func duplicateExitsWithoutLine() {
        var block = Self.entry
        while block != Self.none {
            if let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.jumps) {
                let target = nextNonEmpty(instructions[last].target)
                if target != Self.none, blocks[target].predecessors > 1, needsLine(target) {
                    let copy = newBlock()
                    appendInstructions(of: target, to: copy)
                    instructions[blocks[copy].first].range = instructions[last].range
                    instructions[last].target = copy
                    blocks[target].predecessors -= 1
                    blocks[copy].predecessors = 1
                    blocks[copy].isLabeled = true
                    blocks[copy].next = blocks[target].next
                    blocks[target].next = copy
                }
            }
            block = blocks[block].next
        }
        // What is left is reached by falling through alone, so from one place.
        block = Self.entry
        while block != Self.none {
            let next = blocks[block].next
            if next != Self.none, let last = lastIndex(of: block), fallsThrough(block), needsLine(next) {
                instructions[blocks[next].first].range = instructions[last].range
            }
            block = next
        }
    }

    /// Whether the block leaves the scope or may be interrupted, and has no line.
    private func needsLine(_ block: Int32) -> Bool {
        let b = blocks[block]
        guard b.count > 0, instructions[b.first].range.line < 0, hasNoLine(block) else { return false }
        if exitsScope(block) { return true }
        for index in b.first..<b.first + b.count where traits[instructions[index].opcode].contains(.checksSignals) { return true }
        return false
    }

    /// Gives instructions without a line that of their predecessor in the block, and blocks with one predecessor the last line of that.
    private mutating func propagateLines() {
        var block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            if b.count > 0 {
                var range = SourceRange.none
                for index in b.first..<b.first + b.count {
                    if instructions[index].range.line < 0 {
                        instructions[index].range = range
                    } else {
                        range = instructions[index].range
                    }
                }
                if b.next != Self.none, fallsThrough(block) { inherit(range, by: b.next) }
                let last = instructions[b.first + b.count - 1]
                if traits[last.opcode].contains(.jumps) { inherit(range, by: last.target) }
            }
            block = b.next
        }
    }

    private mutating func inherit(_ range: SourceRange, by block: Int32) {
        let b = blocks[block]
        if b.predecessors == 1, b.count > 0, instructions[b.first].range.line < 0 { instructions[b.first].range = range }
    }
}
