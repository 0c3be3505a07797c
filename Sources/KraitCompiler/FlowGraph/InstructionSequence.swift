import KraitBytecode

/// What code generation hands to the flow graph: instructions in source order, jumps by label.
///
/// Opcodes are those of 3.13 before assembly, pseudo instructions included (`SETUP_FINALLY`, `POP_BLOCK`, `JUMP`, `LOAD_CLOSURE`, …).
/// In CPython: Python/instruction_sequence.c.
struct InstructionSequence {
    struct Label: Hashable {
        var rawValue: Int32
        static let none = Label(rawValue: -1)
    }

    struct Entry {
        var opcode: Opcode
        /// The operand; for an instruction that has a target, the number of the label.
        var argument: Int32
        var range: SourceRange
    }

    private(set) var entries: [Entry] = []
    /// For each label the index of the instruction it stands before; -1 while it is not placed.
    private(set) var targets: [Int32] = []

    init() {}

    /// An empty sequence with room for some instructions.
    init(capacity: Int) { entries.reserveCapacity(capacity) }

    /// Makes the sequence empty, with room for as much as it held.
    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        targets.removeAll(keepingCapacity: true)
    }

    mutating func newLabel() -> Label {
        targets.append(-1)
        return Label(rawValue: Int32(truncatingIfNeeded: targets.count - 1))
    }

    /// Places `label` before the next instruction.
    mutating func place(_ label: Label) { targets[Int(label.rawValue)] = Int32(truncatingIfNeeded: entries.count) }

    mutating func append(_ opcode: Opcode, _ argument: Int32 = 0, _ range: SourceRange) {
        entries.append(Entry(opcode: opcode, argument: argument, range: range))
    }

    mutating func append(_ opcode: Opcode, to label: Label, _ range: SourceRange) {
        entries.append(Entry(opcode: opcode, argument: label.rawValue, range: range))
    }

    /// Inserts an instruction; labels at `index` or after move with what they stand before.
    mutating func insert(_ entry: Entry, at index: Int) {
        entries.insert(entry, at: index)
        for label in targets.indices where targets[label] >= Int32(truncatingIfNeeded: index) { targets[label] += 1 }
    }
}

/// One scope's instructions and tables, ready for ``FlowGraph/optimizeAndAssemble(_:)``, which makes the code object of it.
struct CodeUnit {
    var instructions = InstructionSequence()
    var name: PythonString = ""
    var qualifiedName: PythonString = ""
    var firstLine = 1
    var flags: CodeObject.Flags = []
    /// Arguments that can be given by position, positional-only ones included (`co_argcount`).
    var argumentCount = 0
    var positionalOnlyArgumentCount = 0
    var keywordOnlyArgumentCount = 0
    /// In the order of their indices. The flow graph removes unused ones and adds folded ones.
    var constants: [Constant] = []
    var names: [PythonString] = []
    var variableNames: [PythonString] = []
    /// Sorted as CPython's compiler sorts them.
    var cellNames: [PythonString] = []
    var freeNames: [PythonString] = []
    /// Names that are fast locals only inside an inlined comprehension (`u_fasthidden`).
    var hiddenNames: Set<PythonString> = []
    var filename: PythonString = ""

    /// The locals that are bound on entry: all arguments, `*` and `**` ones included.
    var parameterCount: Int {
        argumentCount + keywordOnlyArgumentCount + (flags.contains(.varArguments) ? 1 : 0) + (flags.contains(.varKeywords) ? 1 : 0)
    }
}
