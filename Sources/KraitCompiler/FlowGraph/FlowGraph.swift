import KraitBytecode

/// The control-flow graph of one unit, and the passes that turn a ``CodeUnit`` into a ``CodeObject``.
///
///     instructions   | block 0 ........ | block 1 . | block 3 ..... | block 1, grown ....
///     blocks         [0] first=0  count=…  next=1      a block is a run of instructions and its successor by falling
///                    [1] first=…  count=…  next=3      through; one that outgrows its run moves to the end
///                    …
///
/// Blocks and instructions are plain values in two arenas and refer to each other by index; `none` (-1) stands for no block.
/// One graph serves all units of a compilation, so that its storage is allocated once.
/// Order and purpose of the passes: Documentation/Compiler.md, "Flow graph".
/// In CPython: Python/flowgraph.c and Python/assemble.c.
struct FlowGraph: ~Copyable {
    static let none: Int32 = -1
    static let entry: Int32 = 0

    struct Instruction: BitwiseCopyable {
        var opcode: Opcode
        var argument: Int32
        /// The block that a jump goes to or a `SETUP_…` protects by.
        var target: Int32 = none
        /// The block that handles an exception raised here.
        var handler: Int32 = none
        var range: SourceRange

        /// Whether this is a `NOP` that only carries a line.
        @inline(__always) mutating func makeNop() { opcode = .nop; argument = 0 }
        @inline(__always) mutating func set(_ opcode: Opcode, _ argument: Int32) { self.opcode = opcode; self.argument = argument }
    }

    struct Block: BitwiseCopyable {
        /// The run of instructions in the arena, and how long it may grow in place.
        var first: Int32
        var count: Int32 = 0
        var capacity: Int32 = 0
        /// The block that follows in the order of emission, and is reached by falling through.
        var next: Int32 = none
        var predecessors: Int32 = 0
        /// Stack depth on entry; `Int32.min` while it is unknown.
        var startDepth: Int32 = .min
        /// On emission: its place among the blocks, where it begins in instructions and in code units, and its size without the jump at its end.
        var ordinal: Int32 = 0
        var position: Int32 = 0
        var offset: Int32 = 0
        var bodySize: Int32 = 0
        /// Exception handlers in force on entry: index of the innermost in `handlerStack`.
        var handlers: Int32 = none
        /// Bit i: local i may be unbound on entry.
        var unboundLocals: UInt64 = 0
        var isLabeled = false
        var visited = false
        var isHandler = false
        var preservesLastInstruction = false
        var isCold = false
        var isWarm = false
    }

    /// A protected region that is open: its handler, and the region around it.
    struct OpenHandler: BitwiseCopyable {
        var block: Int32
        var outer: Int32
        var depth: Int32
    }

    var instructions = Arena<Instruction>(capacity: 1024)
    var blocks = Arena<Block>(capacity: 128)
    var openHandlers = Arena<OpenHandler>()
    var worklist = Arena<Int32>()
    /// Room for numbers by instruction, label, constant or local, as a pass needs it.
    var scratch = Arena<Int32>()
    var constants: [Constant] = []
    /// Filled when comparing with one constant after the other has become too much work.
    var constantIndices: [Constant: Int32] = [:]
    var comparisons = 0
    /// Whether the unit has protected regions.
    var hasHandlers = false
    /// Whether the unit has instructions that may leave a local unbound.
    var unbindsLocals = false
    /// Whether ``replacePseudoInstructions()`` has something to do.
    var hasPseudoInstructions = false
    /// The code units that are being written.
    var code = Arena<UInt16>(capacity: 2048)
    var lines = LineTable.Encoder(firstLine: 1)
    let traits = OpcodeTraits()
    /// Looked at in each pass.
    let stop: StopFlag

    init(_ stop: StopFlag = .never) { self.stop = stop }

    /// Optimizes the instructions of `unit` and makes its code object.
    ///
    /// - Throws: `SystemError` for a sequence that is no valid graph: a jump to a label that was never placed, inconsistent stack depth.
    mutating func optimizeAndAssemble(_ unit: borrowing CodeUnit) throws(CompileError) -> CodeObject {
        defer {
            constants = []
            constantIndices = [:]
            instructions.trim(above: 1 << 16)
            blocks.trim(above: 1 << 14)
            code.trim(above: 1 << 16)
        }
        try optimize(unit)
        return try assemble(unit)
    }

    /// Builds the graph of `unit` and improves it; the order of its blocks is final then. In CPython: _PyCfg_OptimizeCodeUnit.
    mutating func optimize(_ unit: borrowing CodeUnit) throws(CompileError) {
        constants = unit.constants
        constantIndices = [:]
        comparisons = 0
        try build(from: unit.instructions)
        if hasHandlers { labelExceptionTargets() }

        try simplify()
        try removeUnusedConstants()
        try stop.check()
        addChecksForUnboundLocals(localCount: unit.variableNames.count, parameterCount: unit.parameterCount)
        try stop.check()
        insertSuperinstructions()
        if hasHandlers { try moveColdBlocksToEnd() }
        try stop.check()
        resolveLines()
        try stop.check()
    }

    /// Makes the code object of the optimized graph. In CPython: _PyCfg_OptimizedCfgToInstructionSequence, _PyAssemble_MakeCodeObject.
    private mutating func assemble(_ unit: borrowing CodeUnit) throws(CompileError) -> CodeObject {
        let stackDepth = try computeStackDepth()
        var fields = CodeObject.Fields()
        fixLocals(of: unit, into: &fields)
        if hasPseudoInstructions { replacePseudoInstructions() }
        try stop.check()
        try removeRedundantNopsAndJumps()
        normalizeJumps()

        let size = try layOut()
        try stop.check()
        emit(size: size, firstLine: unit.firstLine, into: &fields)
        fields.argumentCount = unit.argumentCount
        fields.positionalOnlyArgumentCount = unit.positionalOnlyArgumentCount
        fields.keywordOnlyArgumentCount = unit.keywordOnlyArgumentCount
        // A frame has room for one value at least.
        fields.stackSize = max(1, stackDepth)
        fields.flags = unit.flags
        fields.constants = constants
        fields.names = unit.names
        fields.filename = unit.filename
        fields.name = unit.name
        fields.qualifiedName = unit.qualifiedName
        fields.firstLine = unit.firstLine
        return CodeObject(fields)
    }

    /// The optimizations proper. Passes that remove code leave `NOP`s, which later passes take out.
    private mutating func simplify() throws(CompileError) {
        try inlineSmallOrLinelessBlocks()
        removeUnreachableBlocks()
        try stop.check()
        resolveLines()
        try foldConstantLoads()
        try optimizeBlocks()
        try removeRedundantNopsAndPairs()
        removeUnreachableBlocks()
        try stop.check()
        try removeRedundantNopsAndJumps()
    }
}

// MARK: - Blocks

extension FlowGraph {
    @inline(__always)
    func lastIndex(of block: Int32) -> Int? {
        let b = blocks[block]
        return b.count > 0 ? Int(b.first) + Int(b.count) - 1 : nil
    }

    /// The opcode of the last instruction, `CACHE` for an empty block.
    @inline(__always)
    func lastOpcode(of block: Int32) -> Opcode {
        if let last = lastIndex(of: block) { return instructions[last].opcode }
        return .cache
    }

    @inline(__always)
    func fallsThrough(_ block: Int32) -> Bool {
        !traits[lastOpcode(of: block)].contains(.endsFlow)
    }

    @inline(__always)
    func exitsScope(_ block: Int32) -> Bool {
        traits[lastOpcode(of: block)].contains(.exitsScope)
    }

    /// `block` or the first after it that has instructions; `none` if there is none.
    func nextNonEmpty(_ block: Int32) -> Int32 {
        var block = block
        while block != Self.none, blocks[block].count == 0 { block = blocks[block].next }
        return block
    }

    func hasNoLine(_ block: Int32) -> Bool {
        let first = Int(blocks[block].first)
        for index in first..<first + Int(blocks[block].count) where instructions[index].range.line >= 0 { return false }
        return true
    }

    mutating func newBlock() -> Int32 {
        let index = Int32(truncatingIfNeeded: blocks.count)
        blocks.append(Block(first: Int32(truncatingIfNeeded: instructions.count)))
        return index
    }

    /// Makes room for `additional` instructions at the end of a block.
    private mutating func reserve(_ additional: Int, in block: Int32) {
        let b = blocks[block]
        let needed = Int(b.count) + additional
        if needed <= Int(b.capacity) { return }
        let capacity = max(needed, Int(b.capacity) * 2)
        let first = instructions.count
        instructions.appendUninitialized(capacity, filler: Instruction(opcode: .nop, argument: 0, range: .none))
        instructions.move(from: Int(b.first), to: first, length: Int(b.count))
        blocks[block].first = Int32(truncatingIfNeeded: first)
        blocks[block].capacity = Int32(truncatingIfNeeded: capacity)
    }

    mutating func append(_ instruction: Instruction, to block: Int32) {
        reserve(1, in: block)
        let end = blocks[block].first + blocks[block].count
        instructions[end] = instruction
        blocks[block].count += 1
    }

    mutating func appendInstructions(of source: Int32, to block: Int32) {
        let length = Int(blocks[source].count)
        reserve(length, in: block)
        let end = Int(blocks[block].first + blocks[block].count)
        instructions.move(from: Int(blocks[source].first), to: end, length: length)
        blocks[block].count += Int32(truncatingIfNeeded: length)
    }

    /// Puts instructions at the beginning of a block.
    mutating func insert(_ prefix: [Instruction], before block: Int32) {
        reserve(prefix.count, in: block)
        let first = Int(blocks[block].first)
        instructions.move(from: first, to: first + prefix.count, length: Int(blocks[block].count))
        for (index, instruction) in prefix.enumerated() { instructions[first + index] = instruction }
        blocks[block].count += Int32(truncatingIfNeeded: prefix.count)
    }

    mutating func clearVisited() {
        var block = Self.entry
        while block != Self.none {
            blocks[block].visited = false
            block = blocks[block].next
        }
        worklist.removeAll()
    }

    /// Puts a block on the work list, once.
    @inline(__always)
    mutating func visit(_ block: Int32) {
        if block != Self.none, !blocks[block].visited {
            blocks[block].visited = true
            worklist.append(block)
        }
    }
}
