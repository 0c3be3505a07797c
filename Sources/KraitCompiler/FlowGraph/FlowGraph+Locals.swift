import KraitBytecode

// Local variables: which loads must check, and where cells lie among the locals.

// MARK: - Unbound locals

extension FlowGraph {
    /// Locals that are tracked from block to block; one bit for each. Further ones are tracked within a block only.
    private static let trackedLocals = 64

    /// Turns `LOAD_FAST` into `LOAD_FAST_CHECK` where the local may be unbound.
    mutating func addChecksForUnboundLocals(localCount: Int, parameterCount: Int) {
        // Arguments are bound, and stay so if nothing unbinds them.
        guard localCount > parameterCount || unbindsLocals, localCount > 0 else { return }
        if localCount > Self.trackedLocals { checkLoadsWithinBlocks(localCount: localCount) }
        let tracked = min(localCount, Self.trackedLocals)
        let below: (Int) -> UInt64 = { $0 >= 64 ? .max : 1 << UInt64(truncatingIfNeeded: $0) - 1 }

        // Each block once, as locals are unbound inside of it as well (`del`); then all that learnt something new, until none does.
        // A block is marked as visited while its turn is still to come.
        worklist.removeAll()
        var block = Self.entry
        while block != Self.none {
            blocks[block].visited = true
            block = blocks[block].next
        }
        reach(Self.entry, unbound: below(tracked) & ~below(min(parameterCount, tracked)))
        block = Self.entry
        while block != Self.none {
            blocks[block].visited = false
            checkLoads(in: block)
            block = blocks[block].next
        }
        while let block = worklist.popLast() {
            blocks[block].visited = false
            checkLoads(in: block)
        }
    }

    @inline(__always)
    private mutating func reach(_ block: Int32, unbound: UInt64) {
        let known = blocks[block].unboundLocals
        if known | unbound != known {
            blocks[block].unboundLocals = known | unbound
            visit(block)
        }
    }

    private mutating func checkLoads(in block: Int32) {
        let b = blocks[block]
        var unbound = b.unboundLocals
        for index in b.first..<b.first + b.count {
            let instruction = instructions[index]
            if instruction.handler != Self.none { reach(instruction.handler, unbound: unbound) }
            guard traits[instruction.opcode].contains(.bindsLocal), instruction.argument < 64 else { continue }
            let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: instruction.argument)
            switch instruction.opcode {
            case .deleteFast, .loadFastAndClear, .storeFastMaybeNull:
                unbound |= bit
            case .loadFast:
                if unbound & bit != 0 { instructions[index].opcode = .loadFastCheck }
                unbound &= ~bit
            default:
                unbound &= ~bit
            }
        }
        if b.next != Self.none, fallsThrough(block) { reach(b.next, unbound: unbound) }
        if let last = lastIndex(of: block), traits[instructions[last].opcode].contains(.jumps) {
            reach(instructions[last].target, unbound: unbound)
        }
    }

    /// The same for locals from 64, with no knowledge of other blocks: linear in time whatever their number.
    private mutating func checkLoadsWithinBlocks(localCount: Int) {
        // The number of the last block in which the local is known to be bound.
        scratch.reset(count: localCount, to: -1)
        var number: Int32 = 0
        var block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            number &+= 1
            for index in b.first..<b.first + b.count {
                let instruction = instructions[index]
                let local = Int(instruction.argument)
                guard traits[instruction.opcode].contains(.bindsLocal), local >= Self.trackedLocals, local < localCount else { continue }
                switch instruction.opcode {
                case .deleteFast, .loadFastAndClear, .storeFastMaybeNull:
                    scratch[local] = number - 1
                case .loadFast:
                    if scratch[local] != number { instructions[index].opcode = .loadFastCheck }
                    scratch[local] = number
                case .storeFast:
                    scratch[local] = number
                default: break
                }
            }
            block = b.next
        }
    }
}

// MARK: - Cells

extension FlowGraph {
    /// Lays out locals, cells and free variables, rewrites the operands that refer to cells, and puts the instructions that
    /// every call begins with before the first.
    ///
    ///     operand of LOAD_DEREF before:   cells 0 ..< c, free variables c ..< c + f
    ///     after:                          locals | cells that are no locals | free variables
    mutating func fixLocals(of unit: borrowing CodeUnit, into fields: inout CodeObject.Fields) {
        let localCount = unit.variableNames.count
        let cellCount = unit.cellNames.count
        let freeCount = unit.freeNames.count
        fields.localsPlusNames = unit.variableNames
        fields.localKinds = Array(repeating: .local, count: localCount)
        if !unit.hiddenNames.isEmpty {
            for index in 0..<localCount where unit.hiddenNames.contains(unit.variableNames[index]) {
                fields.localKinds[index].insert(.hidden)
            }
        }

        // The place of each cell and free variable: that of the local of that name, or one after the locals.
        scratch.reset(count: cellCount + freeCount, to: 0)
        var position = localCount
        if cellCount > 0 {
            let places = LocalPlaces(names: unit.variableNames, lookups: cellCount)
            for cell in 0..<cellCount {
                if let place = places.place(of: unit.cellNames[cell]) {
                    fields.localKinds[place].insert(.cell)
                    scratch[cell] = Int32(truncatingIfNeeded: place)
                } else {
                    fields.localsPlusNames.append(unit.cellNames[cell])
                    fields.localKinds.append(.cell)
                    scratch[cell] = Int32(truncatingIfNeeded: position)
                    position += 1
                }
            }
        }
        for free in 0..<freeCount {
            fields.localsPlusNames.append(unit.freeNames[free])
            fields.localKinds.append(.free)
            scratch[cellCount + free] = Int32(truncatingIfNeeded: position)
            position += 1
        }

        if cellCount + freeCount > 0 {
            var block = Self.entry
            while block != Self.none {
                let b = blocks[block]
                for index in b.first..<b.first + b.count where traits[instructions[index].opcode].contains(.usesCell) {
                    let cell = instructions[index].argument
                    if cell >= 0, Int(cell) < scratch.count { instructions[index].argument = scratch[cell] }
                }
                block = b.next
            }
        }
        insertPrefix(of: unit, cellCount: cellCount, freeCount: freeCount)
    }

    /// `COPY_FREE_VARS`, `MAKE_CELL`s in the order of their places, and for generators `RETURN_GENERATOR`.
    private mutating func insertPrefix(of unit: borrowing CodeUnit, cellCount: Int, freeCount: Int) {
        var prefix: [Instruction] = []
        if freeCount > 0 {
            prefix.append(Instruction(opcode: .copyFreeVars, argument: Int32(truncatingIfNeeded: freeCount), range: .none))
        }
        if cellCount > 0 {
            var places: [Int32] = []
            for cell in 0..<cellCount { places.append(scratch[cell]) }
            places.sort()
            for place in places { prefix.append(Instruction(opcode: .makeCell, argument: place, range: .none)) }
        }
        if unit.flags.contains(.generator) || unit.flags.contains(.coroutine) || unit.flags.contains(.asyncGenerator) {
            let line = Int32(truncatingIfNeeded: unit.firstLine)
            let range = SourceRange(line: line, column: -1, endLine: line, endColumn: -1)
            prefix.append(Instruction(opcode: .returnGenerator, argument: 0, range: range))
            prefix.append(Instruction(opcode: .popTop, argument: 0, range: range))
        }
        if !prefix.isEmpty { insert(prefix, before: Self.entry) }
    }
}

/// Finds locals by name: by comparing for few, by hash table for many.
private struct LocalPlaces {
    private let names: [PythonString]
    private var places: [PythonString: Int] = [:]

    init(names: [PythonString], lookups: Int) {
        self.names = names
        if names.count * lookups > 1024 {
            for (place, name) in names.enumerated() { places[name] = place }
        }
    }

    func place(of name: PythonString) -> Int? {
        places.isEmpty ? names.firstIndex(of: name) : places[name]
    }
}
