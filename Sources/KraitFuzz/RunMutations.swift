import KraitBytecode

/// Code that still verifies but does what no compiler would: other operands, other instructions of the same stack effect, values of another kind on the
/// stack, locals that are cleared, handlers elsewhere. What runs it must not take anything for granted.

func mutatedProgram(_ corpus: [[UInt8]], _ random: inout Random) -> [UInt8] {
    // Some that are broken in any way: most of them are refused.
    if random.below(8) == 0 { return mutatedPyc(corpus, &random) }
    let original = random.element(of: corpus, [])
    guard let file = try? PycFile(reading: original, name: "fuzz") else { return original }
    var code = file.code
    for _ in 0...random.below(4) { code = edited(code, &random) }
    return (try? PycFile(code, validation: file.validation).bytes()) ?? original
}

/// A copy in which one code object, found by walking down at random, has some changes.
private func edited(_ root: CodeObject, _ random: inout Random) -> CodeObject {
    let inner = root.fields.constants.indices.filter { if case .code = root.fields.constants[$0] { true } else { false } }
    if !inner.isEmpty, random.below(4) > 0 {
        let index = inner[random.below(inner.count)]
        if case .code(let code) = root.fields.constants[index] {
            let changed = edited(code, &random)
            return root.replacing { $0.constants[index] = .code(changed) }
        }
    }
    // Most changes at random places break a rule of the verifier: try again.
    for _ in 0..<12 {
        guard var editor = try? CodeEditor(root) else { return root }
        for _ in 0...random.below(3) { edit(&editor, &random) }
        if let result = try? editor.assemble(), result != root { return result }
    }
    return root
}

private func edit(_ editor: inout CodeEditor, _ random: inout Random) {
    let instructions = editor.instructions
    guard !instructions.isEmpty else { return }
    let (index, instruction) = instructions[random.below(instructions.count)]
    switch random.below(20) {
    case 0, 1, 2:
        var changed = instruction
        changed.argument = operand(for: instruction, editor.fields, &random)
        editor.replace(at: index, with: [changed])
    case 3, 4, 5:
        // Another instruction that takes and leaves as many items.
        let argument = Int(instruction.argument)
        let popped = instruction.opcode.popped(argument), pushed = instruction.opcode.pushed(argument)
        let alike = plainOpcodes.filter { $0.hasTarget == instruction.opcode.hasTarget && $0.popped(argument) == popped && $0.pushed(argument) == pushed }
        guard let opcode = alike.isEmpty ? nil : alike[random.below(alike.count)] else { return }
        var changed = instruction
        changed.opcode = opcode
        if !opcode.hasArgument { changed.argument = 0 } else if random.below(2) == 0 { changed.argument = operand(for: changed, editor.fields, &random) }
        editor.replace(at: index, with: [changed])
    case 6:
        let other = random.below(3) == 0 ? instructions[random.below(instructions.count)].index : index + 1
        if editor.elements.indices.contains(other) { editor.elements.swapAt(index, other) }
    case 7:
        editor.replace(at: index, with: [])
    case 8:
        editor.insert([instruction], at: index)
    case 9:
        var changed = instruction
        guard instruction.target != nil, let label = label(of: editor, &random) else { return }
        changed.target = label
        editor.replace(at: index, with: [changed])
    case 10:
        mutateRange(&editor, &random)
    case 11:
        guard !editor.fields.constants.isEmpty else { return }
        editor.fields.constants[random.below(editor.fields.constants.count)] = constant(&random)
    case 12:
        mutateFields(&editor.fields, &random)
    default:
        // After the first instructions, which belong to the prologue.
        editor.insert(snippet(&editor, at: instruction.range, &random), at: random.below(10) == 0 ? index : Swift.max(index, Swift.min(2, instructions.count)))
    }
}

private let plainOpcodes = Opcode.all.filter { $0.rawValue < 256 && !$0.isPseudo && !$0.isSpecialized && !$0.isInstrumented && $0.isAllowedInFiles }

/// A few instructions that leave the stack as deep as it was.
private func snippet(_ editor: inout CodeEditor, at range: SourceRange, _ random: inout Random) -> [CodeEditor.Instruction] {
    let local = UInt32(random.below(editor.fields.localsPlusNames.count)), small = UInt32(random.below(6))
    let constant = editor.index(of: constant(&random))
    func make(_ parts: [(Opcode, UInt32)]) -> [CodeEditor.Instruction] { parts.map { .init($0.0, $0.1, at: range) } }
    let sources: [(Opcode, UInt32)] = [(.loadConst, constant), (.loadFast, local), (.pushNull, 0), (.loadFastAndClear, local), (.loadDeref, local), (.loadFastCheck, local), (.copy, small + 1)]
    let source = sources[random.below(sources.count)]
    switch random.below(13) {
    case 0, 1, 2, 3: return make([source, (.swap, 2), (.popTop, 0)])
    case 4: return make([source, (.swap, small + 2), (.popTop, 0)])
    case 5, 6: return make([source, (.storeFast, local)])
    case 7: return make([(.deleteFast, local)])
    case 8: return make([(.makeCell, local)])
    case 9: return make([(.swap, small + 2)])
    case 10: return make([source, (.popExcept, 0)])
    case 11: return make([source, (.storeDeref, local)])
    default: return make([source, (.copy, 1), (.popTop, 0), (.popTop, 0)])
    }
}

private func operand(for instruction: CodeEditor.Instruction, _ fields: CodeObject.Fields, _ random: inout Random) -> UInt32 {
    switch instruction.opcode.operand {
    case .constant: return UInt32(random.below(fields.constants.count))
    case .name: return UInt32(random.below(fields.names.count))
    case .global, .attribute: return UInt32(random.below(fields.names.count * 2))
    case .superAttribute: return UInt32(random.below(fields.names.count * 4))
    case .local, .cell: return UInt32(random.below(fields.localsPlusNames.count))
    default: return UInt32(random.below(random.below(4) == 0 ? 256 : 8))
    }
}

private func label(of editor: CodeEditor, _ random: inout Random) -> CodeEditor.Label? {
    let labels = editor.elements.compactMap { if case .label(let label) = $0 { label } else { nil } }
    return labels.isEmpty ? nil : labels[random.below(labels.count)]
}

/// Places a new label somewhere.
private func newLabel(_ editor: inout CodeEditor, _ random: inout Random) -> CodeEditor.Label {
    let label = editor.newLabel()
    editor.elements.insert(.label(label), at: random.below(editor.elements.count))
    return label
}

private func mutateRange(_ editor: inout CodeEditor, _ random: inout Random) {
    guard !editor.protectedRanges.isEmpty else { return }
    let number = random.below(editor.protectedRanges.count)
    switch random.below(6) {
    case 0: editor.protectedRanges[number].depth = random.below(6)
    case 1: editor.protectedRanges[number].pushesOffset.toggle()
    case 2: editor.protectedRanges[number].handler = label(of: editor, &random) ?? editor.protectedRanges[number].handler
    case 3: editor.protectedRanges[number].start = newLabel(&editor, &random)
    case 4: editor.protectedRanges[number].end = newLabel(&editor, &random)
    default: editor.protectedRanges.remove(at: number)
    }
}

private func mutateFields(_ fields: inout CodeObject.Fields, _ random: inout Random) {
    switch random.below(7) {
    case 0: fields.flags.formSymmetricDifference(.init(rawValue: 1 << UInt32(random.below(10))))
    case 1: fields.argumentCount = random.below(fields.localsPlusNames.count + 1)
    case 2: fields.keywordOnlyArgumentCount = random.below(fields.localsPlusNames.count + 1)
    case 3: fields.positionalOnlyArgumentCount = random.below(fields.argumentCount + 1)
    case 4:
        if !fields.localKinds.isEmpty { fields.localKinds[random.below(fields.localKinds.count)].formSymmetricDifference(.cell) }
    case 5: fields.names.shuffle(using: &random)
    default: fields.stackSize += random.below(2) == 0 ? 1 : 1000
    }
}

private func constant(_ random: inout Random) -> Constant {
    switch random.below(16) {
    case 0: return .none
    case 1: return .ellipsis
    case 2: return .bool(random.below(2) == 0)
    case 3, 4: return .int(random.element(of: oddInts, 0))
    case 5: return .float(random.element(of: [0, -0.0, .nan, .infinity, 1e300, 0.5, -1e18], 0))
    case 6: return .complex(real: 0, imaginary: 1)
    case 7, 8: return .string(PythonString(random.element(of: ["", "a", "__init__", "é", "名𝔘", "%s %d", "{} {x}", "0", "__class__"], "")))
    case 9: return .bytes(random.element(of: [[], [0], Array("abc".utf8)], []))
    case 10: return .tuple([])
    case 11, 12: return .tuple((0..<random.below(4)).map { _ in .string(PythonString(random.element(of: ["a", "x", "key", "self"], ""))) })
    case 13: return .tuple([.int(1), .none, .string("x")])
    case 14: return .frozenSet([.int(1), .string("a")])
    default: return .int(Int(truncatingIfNeeded: random.next()))
    }
}

private let oddInts = [0, 1, -1, 2, 3, 255, 256, 1 << 31, 1 << 32, -(1 << 31), (1 << 61) - 1, 1 << 61, -(1 << 61), Int.max, Int.min, 1 << 20]
