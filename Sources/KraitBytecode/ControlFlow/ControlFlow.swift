/// The control flow of a code object: instructions, the operand-stack depth before each of them, basic blocks and the edges
/// between them. There is one only for well-formed code: making it *is* the verification (``Verifier``).
///
///     0  RESUME             ┌───────────┐
///     2  LOAD_FAST          │  block 0  │──── exception edge, where a protected range covers the block ───┐
///     4  POP_JUMP_IF_FALSE  └───┬───┬───┘                                                                 │
///                  fall-through │   │ jump                                                                │
///     8  LOAD_CONST         ┌───▼───┴───┐ …                                                         ┌─────▼─────┐
///        …                  │  block 1  │                                                           │  handler  │
///                           └───────────┘                                                           └───────────┘
///
/// Time and memory are proportional to the size of the code object, whatever it holds.
public struct ControlFlow: Sendable {
    public let code: CodeObject
    public let instructions: [Instruction]
    /// The entries of the exception table, ordered by the instructions that they cover; no two cover the same one.
    public let protectedRanges: [ProtectedRange]
    /// In the order of the bytecode; the first one is the entry.
    public let blocks: [BasicBlock]
    /// How deep the stack gets; ``CodeObject/Fields/stackSize`` is at least that.
    public let maximumStackDepth: Int

    let depths: [Int32]
    let indexOfUnit: [Int32]

    /// Instructions that have the same handler: an entry of the exception table.
    public struct ProtectedRange: Hashable, Sendable {
        /// Indices of ``ControlFlow/instructions``.
        public let instructions: Range<Int>
        /// The index of the handler's first instruction.
        public let handler: Int
        /// How many stack items stay when an exception is raised.
        public let depth: Int
        /// Whether the offset of the raising instruction is pushed before the exception ("lasti").
        public let pushesOffset: Bool

        /// How many items are on the stack when the handler begins.
        public var handlerDepth: Int { depth + (pushesOffset ? 2 : 1) }
    }

    /// Instructions that are executed one after the other, all in one protected range or in none.
    public struct BasicBlock: Hashable, Sendable {
        /// Indices of ``ControlFlow/instructions``.
        public let instructions: Range<Int>
        /// How many items are on the stack at its beginning; nil if nothing leads here.
        public let stackDepth: Int?
        /// The block that comes next when the last instruction does not jump.
        public let fallThrough: Int?
        /// The block to which the last instruction jumps.
        public let jump: Int?
        /// The block that handles exceptions.
        public let handler: Int?

        public enum EdgeKind: Sendable { case fallThrough, jump, exception }

        /// Where execution can go on.
        public var edges: [(kind: EdgeKind, block: Int)] {
            var edges: [(EdgeKind, Int)] = []
            if let fallThrough { edges.append((.fallThrough, fallThrough)) }
            if let jump { edges.append((.jump, jump)) }
            if let handler { edges.append((.exception, handler)) }
            return edges
        }
    }

    /// Verifies the code object itself, not those among its constants: ``CodeObject/verify()`` does both.
    public init(_ code: CodeObject) throws(VerificationError) {
        var verifier = try Verifier(code)
        try verifier.run()
        self.code = code
        instructions = verifier.instructions
        protectedRanges = verifier.protectedRanges
        maximumStackDepth = verifier.maximumDepth
        depths = verifier.depths
        indexOfUnit = verifier.indexOfUnit
        blocks = verifier.basicBlocks()
    }

    /// How many items are on the stack before an instruction; nil if it is never reached.
    public func stackDepth(before index: Int) -> Int? {
        depths.indices.contains(index) && depths[index] >= 0 ? Int(depths[index]) : nil
    }

    /// The index of the instruction that starts at an offset; nil if none does.
    public func instruction(startingAt offset: Int) -> Int? {
        guard offset >= 0, offset & 1 == 0, indexOfUnit.indices.contains(offset / 2) else { return nil }
        let index = Int(indexOfUnit[offset / 2])
        return index >= 0 ? index : nil
    }

    /// The index of the block that holds an instruction.
    public func block(of instruction: Int) -> Int? {
        guard instructions.indices.contains(instruction) else { return nil }
        var low = 0
        var high = blocks.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if blocks[middle].instructions.lowerBound <= instruction { low = middle } else { high = middle }
        }
        return low
    }

    /// The protected range that covers an instruction.
    public func protectedRange(of instruction: Int) -> ProtectedRange? {
        var low = 0
        var high = protectedRanges.count
        while low < high {
            let middle = (low + high) / 2
            if protectedRanges[middle].instructions.upperBound <= instruction { low = middle + 1 } else { high = middle }
        }
        return low < protectedRanges.count && protectedRanges[low].instructions.contains(instruction) ? protectedRanges[low] : nil
    }
}

extension CodeObject {
    /// Verifies this code object and the ones nested in it: those among its constants, theirs, and so on. Code objects inside
    /// of tuples are values like others, and not looked at. A loop, not recursion; an object met twice is verified once.
    public func verify() throws(VerificationError) {
        var known: Set<ObjectIdentifier> = [ObjectIdentifier(self)]
        var pending = [self]
        while let code = pending.popLast() {
            var verifier = try Verifier(code)
            try verifier.run()
            for constant in code.fields.constants {
                if case .code(let nested) = constant, known.insert(ObjectIdentifier(nested)).inserted { pending.append(nested) }
            }
        }
    }
}
