/// The bytecode of a code object as a list that can be changed: jumps and protected ranges name labels instead of offsets.
///
///     elements   label A │ FOR_ITER → B │ STORE_FAST 0 │ … │ JUMP_BACKWARD → A │ label B │ END_FOR │ …
///     protectedRanges   from A to B, handler C, …
///     fields     constants, names and everything else; its bytecode and tables are not looked at
///
/// ``assemble()`` makes a code object of it with jump distances, EXTENDED_ARGs, caches, line table, exception table and stack size as they
/// must be. Without a change that gives the same bytes again.
///
/// ```swift
/// var editor = try CodeEditor(code)
/// for (index, instruction) in editor.instructions where instruction.opcode == .binaryOp {
///     editor.elements[index] = .instruction(.init(.binaryOp, UInt32(BinaryOperator.multiply.rawValue), at: instruction.range))
/// }
/// let changed = try editor.assemble()
/// ```
public struct CodeEditor: Sendable {
    /// A place between instructions. It is where the element ``Element/label(_:)`` stands.
    public struct Label: Hashable, Sendable {
        let number: Int
    }

    public struct Instruction: Hashable, Sendable {
        public var opcode: Opcode
        /// The operand; without meaning for jumps.
        public var argument: UInt32
        /// Where a jump goes. Whether that is forward or backward does not matter to unconditional jumps.
        public var target: Label?
        /// What the line table says.
        public var range: SourceRange

        public init(_ opcode: Opcode, _ argument: UInt32 = 0, at range: SourceRange) {
            self.opcode = opcode
            self.argument = argument
            self.range = range
        }

        public init(_ opcode: Opcode, to target: Label, at range: SourceRange) {
            self.init(opcode, at: range)
            self.target = target
        }
    }

    public enum Element: Hashable, Sendable {
        case label(Label)
        case instruction(Instruction)
    }

    /// Instructions whose exceptions one handler handles.
    public struct ProtectedRange: Hashable, Sendable {
        public var start: Label
        public var end: Label
        public var handler: Label
        /// How many stack items stay when an exception is raised.
        public var depth: Int
        /// Whether the offset of the raising instruction is pushed before the exception ("lasti").
        public var pushesOffset: Bool

        public init(from start: Label, to end: Label, handler: Label, depth: Int, pushesOffset: Bool) {
            self.start = start
            self.end = end
            self.handler = handler
            self.depth = depth
            self.pushesOffset = pushesOffset
        }
    }

    /// The code that the editor was made of. Its instructions are those of ``instructions`` as long as nothing was changed.
    public let original: ControlFlow
    /// All other fields of the code object.
    public var fields: CodeObject.Fields
    public var elements: [Element] = []
    /// In any order; no instruction may be in two of them.
    public var protectedRanges: [ProtectedRange] = []
    private var labelCount = 0
    /// Takes a code object apart. Throws if it is malformed.
    public init(_ code: CodeObject) throws(VerificationError) {
        let flow = try ControlFlow(code)
        original = flow
        fields = code.fields

        // Labels for all places that are mentioned, numbered in order.
        var isMentioned = [Bool](repeating: false, count: flow.instructions.count + 1)
        for instruction in flow.instructions {
            if let target = instruction.jumpTarget.flatMap(flow.instruction(startingAt:)) { isMentioned[target] = true }
        }
        for range in flow.protectedRanges {
            isMentioned[range.instructions.lowerBound] = true
            isMentioned[range.instructions.upperBound] = true
            isMentioned[range.handler] = true
        }
        var labels = [Label](repeating: Label(number: -1), count: isMentioned.count)
        for place in isMentioned.indices where isMentioned[place] { labels[place] = newLabel() }

        elements.reserveCapacity(flow.instructions.count + labelCount)
        var runs = LineTable(code).runs
        var run = runs.next()
        for (index, instruction) in flow.instructions.enumerated() {
            if isMentioned[index] { elements.append(.label(labels[index])) }
            while let current = run, current.end <= instruction.start { run = runs.next() }
            var item = Instruction(instruction.opcode, instruction.argument, at: run?.range ?? .none)
            if let target = instruction.jumpTarget.flatMap(flow.instruction(startingAt:)) {
                item.target = labels[target]
                item.argument = 0
            }
            elements.append(.instruction(item))
        }
        if let last = labels.last, isMentioned[isMentioned.count - 1] { elements.append(.label(last)) }
        protectedRanges = flow.protectedRanges.map {
            ProtectedRange(
                from: labels[$0.instructions.lowerBound], to: labels[$0.instructions.upperBound], handler: labels[$0.handler],
                depth: $0.depth, pushesOffset: $0.pushesOffset)
        }
    }

    /// A label that stands nowhere yet.
    public mutating func newLabel() -> Label {
        labelCount += 1
        return Label(number: labelCount - 1)
    }

    /// How many labels there are: all numbers are below that.
    var labels: Range<Int> { 0..<labelCount }

    // MARK: - Instructions

    /// The instructions with their indices in ``elements``, as they are now.
    public var instructions: [(index: Int, instruction: Instruction)] {
        elements.enumerated().compactMap { index, element in
            if case .instruction(let instruction) = element { (index, instruction) } else { nil }
        }
    }

    /// Inserts instructions before an element.
    public mutating func insert(_ instructions: [Instruction], at index: Int) {
        elements.insert(contentsOf: instructions.map(Element.instruction), at: index)
    }

    /// Puts instructions in the place of an element; none to remove it.
    public mutating func replace(at index: Int, with instructions: [Instruction]) {
        elements.replaceSubrange(index...index, with: instructions.map(Element.instruction))
    }

    // MARK: - Operands

    /// The index of a constant, which is added if it is not there.
    public mutating func index(of constant: Constant) -> UInt32 {
        if let index = fields.constants.firstIndex(of: constant) { return UInt32(truncatingIfNeeded: index) }
        fields.constants.append(constant)
        return UInt32(truncatingIfNeeded: fields.constants.count - 1)
    }

    /// The index of a global, attribute or module name, which is added if it is not there. The operands of LOAD_GLOBAL, LOAD_ATTR and
    /// LOAD_SUPER_ATTR hold more than the index.
    public mutating func index(ofName name: PythonString) -> UInt32 {
        if let index = fields.names.firstIndex(of: name) { return UInt32(truncatingIfNeeded: index) }
        fields.names.append(name)
        return UInt32(truncatingIfNeeded: fields.names.count - 1)
    }

    /// The constant that an instruction loads or returns; nil if it does neither.
    public func constant(of instruction: Instruction) -> Constant? {
        guard instruction.opcode.hasConstant, fields.constants.indices.contains(Int(instruction.argument)) else { return nil }
        return fields.constants[Int(instruction.argument)]
    }

    /// The global, attribute or module name that an instruction has; nil if it has none.
    public func name(of instruction: Instruction) -> PythonString? {
        let index: UInt32
        switch instruction.opcode.operand {
        case .name: index = instruction.argument
        case .global, .attribute: index = instruction.argument >> 1
        case .superAttribute: index = instruction.argument >> 2
        default: return nil
        }
        return fields.names.indices.contains(Int(index)) ? fields.names[Int(index)] : nil
    }

    /// The local, cell or free variable that an instruction uses; nil if it uses none, or two.
    public func variable(of instruction: Instruction) -> PythonString? {
        guard instruction.opcode.operand == .local || instruction.opcode.operand == .cell,
            fields.localsPlusNames.indices.contains(Int(instruction.argument))
        else { return nil }
        return fields.localsPlusNames[Int(instruction.argument)]
    }
}
