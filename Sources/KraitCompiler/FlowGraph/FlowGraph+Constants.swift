import KraitBytecode

// The table of constants: adding folded ones, dropping unused ones.

extension FlowGraph {
    /// After so many comparisons in a unit a hash table takes over.
    private static let comparisonLimit = 4096

    /// The index of `constant`, which is added if it is not there.
    mutating func index(of constant: Constant) throws(CompileError) -> Int32 {
        if comparisons < Self.comparisonLimit {
            comparisons += constants.count
            if let found = constants.firstIndex(of: constant) { return Int32(truncatingIfNeeded: found) }
        } else {
            if constantIndices.isEmpty {
                for (index, constant) in constants.enumerated() { constantIndices[constant] = Int32(truncatingIfNeeded: index) }
            }
            if let found = constantIndices[constant] { return found }
        }
        let index = Int32(truncatingIfNeeded: constants.count)
        constants.append(constant)
        if !constantIndices.isEmpty { constantIndices[constant] = index }
        return index
    }

    func constant(at index: Int32) throws(CompileError) -> Constant {
        guard index >= 0, Int(index) < constants.count else {
            throw CompileError(.systemError, "Internal error: failed to get value of a constant")
        }
        return constants[Int(index)]
    }

    /// Drops constants that no instruction loads any more. The first stays: it may be the docstring.
    mutating func removeUnusedConstants() throws(CompileError) {
        // First the mark of use, then the new index.
        scratch.reset(count: constants.count, to: 0)
        var used = 0
        if !constants.isEmpty {
            scratch[0] = 1
            used = 1
        }
        var block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            for index in b.first..<b.first + b.count where traits[instructions[index].opcode].contains(.usesConstant) {
                let constant = instructions[index].argument
                guard constant >= 0, Int(constant) < constants.count else {
                    throw CompileError(.systemError, "constant index out of range")
                }
                if scratch[constant] == 0 {
                    scratch[constant] = 1
                    used += 1
                }
            }
            block = b.next
        }
        if used == constants.count { return }

        var kept: [Constant] = []
        kept.reserveCapacity(used)
        for index in 0..<constants.count where scratch[index] == 1 {
            scratch[index] = Int32(truncatingIfNeeded: kept.count)
            kept.append(constants[index])
        }
        constants = kept
        block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            for index in b.first..<b.first + b.count where traits[instructions[index].opcode].contains(.usesConstant) {
                instructions[index].argument = scratch[instructions[index].argument]
            }
            block = b.next
        }
    }
}

extension Constant {
    /// What `bool()` of the constant is.
    var truth: Bool {
        switch self {
        case .none: false
        case .ellipsis, .code: true
        case .bool(let value): value
        case .int(let value): value != 0
        case .float(let value): value != 0
        case .complex(let real, let imaginary): real != 0 || imaginary != 0
        case .string(let value): !value.isEmpty
        case .bytes(let value): !value.isEmpty
        case .tuple(let elements), .frozenSet(let elements): !elements.isEmpty
        }
    }
}
