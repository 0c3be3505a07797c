/// Why edited bytecode cannot be assembled.
public enum AssemblyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A jump or protected range names a label that stands nowhere, or at the end where an instruction must follow.
    case labelNotPlaced(CodeEditor.Label)
    case labelPlacedTwice(CodeEditor.Label)
    /// The instruction with this number (labels not counted) needs a target and has none, or has one and does not jump.
    case wrongTarget(instruction: Int)
    /// Only unconditional jumps can go backward.
    case conditionalJumpBackward(instruction: Int)
    case overlappingProtectedRanges
    case tooLong
    /// What was assembled is malformed, or what was to be edited.
    case malformed(VerificationError)

    public var description: String {
        switch self {
        case .labelNotPlaced(let label): "label \(label.number) stands before no instruction"
        case .labelPlacedTwice(let label): "label \(label.number) stands in two places"
        case .wrongTarget(let number): "instruction \(number) has a target and is no jump, or the other way round"
        case .conditionalJumpBackward(let number): "instruction \(number) jumps backward, which only unconditional jumps can"
        case .overlappingProtectedRanges: "two protected ranges share instructions"
        case .tooLong: "the bytecode is longer than 2 GiB"
        case .malformed(let error): error.description
        }
    }
}

extension CodeEditor {
    /// The code object. What it returns is verified.
    public func assemble() throws(AssemblyError) -> CodeObject { try assemble(shrinkingRounds: 100) }

    /// In how many rounds jumps may lose EXTENDED_ARGs that they began with: see ``layOut(_:_:shrinkingRounds:)``.
    func assemble(shrinkingRounds: Int) throws(AssemblyError) -> CodeObject {
        var instructions: [Instruction] = []
        instructions.reserveCapacity(elements.count)
        // For each label the number of the instruction that it stands before, or -1.
        var places = [Int](repeating: -1, count: labels.count)
        for element in elements {
            switch element {
            case .instruction(let instruction): instructions.append(instruction)
            case .label(let label):
                guard labels.contains(label.number) else { throw .labelNotPlaced(label) }
                guard places[label.number] < 0 else { throw .labelPlacedTwice(label) }
                places[label.number] = instructions.count
            }
        }
        func place(of label: Label) throws(AssemblyError) -> Int {
            guard labels.contains(label.number), places[label.number] >= 0 else { throw .labelNotPlaced(label) }
            return places[label.number]
        }

        var targets = [Int](repeating: -1, count: instructions.count)
        for number in instructions.indices {
            guard instructions[number].opcode.hasTarget == (instructions[number].target != nil) else {
                throw .wrongTarget(instruction: number)
            }
            guard let label = instructions[number].target else { continue }
            let target = try place(of: label)
            guard target < instructions.count else { throw .labelNotPlaced(label) }
            targets[number] = target
            let isBackward = target <= number
            instructions[number].opcode = instructions[number].opcode.jump(backward: isBackward)
            guard instructions[number].opcode.isBackwardJump == isBackward else { throw .conditionalJumpBackward(instruction: number) }
        }

        let offsets = try Self.layOut(&instructions, targets, shrinkingRounds: shrinkingRounds)
        var result = fields
        result.code = Self.encode(instructions, offsets)

        var lines = LineTable.Encoder(firstLine: fields.firstLine)
        for number in instructions.indices {
            lines.append(instructions[number].range, units: offsets[number + 1] - offsets[number])
        }
        result.lineTable = lines.finish()

        var entries: [ExceptionTable.Entry] = []
        for range in protectedRanges {
            let start = try place(of: range.start), end = try place(of: range.end), handler = try place(of: range.handler)
            guard handler < instructions.count else { throw .labelNotPlaced(range.handler) }
            if start >= end { continue }
            entries.append(
                ExceptionTable.Entry(
                    start: 2 * offsets[start], end: 2 * offsets[end], target: 2 * offsets[handler], depth: range.depth,
                    pushesOffset: range.pushesOffset))
        }
        entries.sort { $0.start < $1.start }
        for (one, next) in zip(entries, entries.dropFirst()) where one.end > next.start { throw .overlappingProtectedRanges }
        result.exceptionTable = ExceptionTable(entries).encoded

        do {
            result.stackSize = Int(Int32.max)
            var verifier = try Verifier(CodeObject(result))
            try verifier.run()
            // CPython's compiler also counts paths that it drops later; what that added stays.
            let surplus = original.code.fields.stackSize - original.maximumStackDepth
            result.stackSize = min(verifier.maximumDepth + surplus, Int(Int32.max))
        } catch {
            throw .malformed(error)
        }
        return CodeObject(result)
    }

    /// Finds the operands of jumps and how many EXTENDED_ARGs each instruction needs. Returns the offset of each instruction and of the end, in
    /// code units.
    ///
    /// Operands of jumps depend on sizes, and sizes on operands. Often several solutions are stable (a jump back over 255 units needs no
    /// EXTENDED_ARG; with one, it goes over 256 and needs it), so to find that of CPython's compiler the search begins where it begins:
    /// with the number of the target for an operand. In CPython: Python/assemble.c, resolve_jump_offsets.
    private static func layOut(
        _ instructions: inout [Instruction], _ targets: [Int], shrinkingRounds: Int
    ) throws(AssemblyError) -> [Int] {
        func size(of number: Int) -> Int {
            1 + instructions[number].opcode.cacheCount + prefixCount(instructions[number].argument)
        }
        for number in instructions.indices where targets[number] >= 0 {
            instructions[number].argument = UInt32(truncatingIfNeeded: targets[number])
        }
        var sizes = instructions.indices.map(size)
        var offsets = [Int](repeating: 0, count: instructions.count + 1)
        var hasChanged = true
        var round = 0
        while hasChanged {
            hasChanged = false
            round += 1
            for number in instructions.indices { offsets[number + 1] = offsets[number] + sizes[number] }
            guard offsets[instructions.count] <= Int(Int32.max) / 2 else { throw .tooLong }
            for number in instructions.indices where targets[number] >= 0 {
                let distance = abs(offsets[targets[number]] - offsets[number + 1])
                instructions[number].argument = UInt32(truncatingIfNeeded: distance)
                let needed = size(of: number)
                // Nothing says that this ends as long as jumps get both longer and shorter: after some rounds none gets shorter, and those
                // that could keep an EXTENDED_ARG 0.
                if needed > sizes[number] || needed < sizes[number] && round <= shrinkingRounds {
                    sizes[number] = needed
                    hasChanged = true
                }
            }
        }
        return offsets
    }

    private static func prefixCount(_ argument: UInt32) -> Int {
        argument < 1 << 8 ? 0 : argument < 1 << 16 ? 1 : argument < 1 << 24 ? 2 : 3
    }

    private static func encode(_ instructions: [Instruction], _ offsets: [Int]) -> [UInt8] {
        var code: [UInt8] = []
        code.reserveCapacity(2 * offsets[instructions.count])
        for (number, instruction) in instructions.enumerated() {
            let prefixCount = offsets[number + 1] - offsets[number] - 1 - instruction.opcode.cacheCount
            for position in (0...prefixCount).reversed() {
                let opcode = position > 0 ? Opcode.extendedArg : instruction.opcode
                code.append(UInt8(truncatingIfNeeded: opcode.rawValue))
                code.append(UInt8(truncatingIfNeeded: instruction.argument >> UInt32(8 * position)))
            }
            for _ in 0..<2 * instruction.opcode.cacheCount { code.append(0) }
        }
        return code
    }
}

extension Opcode {
    /// The form of an unconditional jump that goes in a direction; every other instruction is its own form.
    fileprivate func jump(backward: Bool) -> Opcode {
        switch self {
        case .jump, .jumpForward, .jumpBackward:
            backward ? .jumpBackward : .jumpForward
        case .jumpNoInterrupt, .jumpBackwardNoInterrupt: backward ? .jumpBackwardNoInterrupt : .jumpForward
        default: self
        }
    }
}

extension CodeObject {
    /// Edits this code object and all that are nested in it, the innermost first, and puts the results together.
    ///
    /// `change` is called once for each object; a loop goes through them, so that depth of nesting does not matter.
    public func rewriting(_ change: (inout CodeEditor) throws(AssemblyError) -> Void) throws(AssemblyError) -> CodeObject {
        var results: [ObjectIdentifier: CodeObject] = [:]
        // Objects are put on the list a second time after those nested in them.
        var pending = [(code: self, isReady: false)]
        while let (code, isReady) = pending.popLast() {
            if results[ObjectIdentifier(code)] != nil { continue }
            if !isReady {
                pending.append((code, true))
                for constant in code.fields.constants {
                    if case .code(let nested) = constant { pending.append((nested, false)) }
                }
                continue
            }
            var editor: CodeEditor
            do { editor = try CodeEditor(code) } catch { throw .malformed(error) }
            for index in editor.fields.constants.indices {
                if case .code(let nested) = editor.fields.constants[index], let result = results[ObjectIdentifier(nested)] {
                    editor.fields.constants[index] = .code(result)
                }
            }
            try change(&editor)
            results[ObjectIdentifier(code)] = try editor.assemble()
        }
        return results[ObjectIdentifier(self)] ?? self
    }
}
