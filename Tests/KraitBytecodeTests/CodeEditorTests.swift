import Testing

@testable import KraitBytecode

/// All code objects of the fixture.
private func allCode() throws -> [CodeObject] {
    var result = [try constructs()]
    var next = 0
    while next < result.count {
        for case .code(let nested) in result[next].fields.constants { result.append(nested) }
        next += 1
    }
    return result
}

private func codeObject(named name: PythonString) throws -> CodeObject {
    try #require(try allCode().first { $0.fields.name == name })
}

/// An editor for a function without instructions.
private func emptyEditor() throws -> CodeEditor {
    var editor = try CodeEditor(try codeObject(named: "far"))
    editor.elements = []
    editor.protectedRanges = []
    return editor
}

private let range = SourceRange(line: 3, column: 1, endLine: 3, endColumn: 9)

@Suite struct CodeEditorTests {
    @Test func withoutAChangeTheBytesAreTheSame() throws {
        for code in try allCode() {
            let result = try CodeEditor(code).assemble()
            #expect(result.fields.code == code.fields.code)
            #expect(result.fields.lineTable == code.fields.lineTable)
            #expect(result.fields.exceptionTable == code.fields.exceptionTable)
            #expect(result.fields.stackSize == code.fields.stackSize)
        }
    }

    @Test func rewritingReachesNestedCode() throws {
        let code = try constructs()
        var names: [PythonString] = []
        let result = try code.rewriting { (editor) throws(AssemblyError) in
            names.append(editor.fields.name)
            editor.fields.filename = "other.py"
        }
        #expect(names.count == Set(try allCode().map(ObjectIdentifier.init)).count)
        #expect(names.last == "<module>")
        var pending = [result]
        while let next = pending.popLast() {
            #expect(next.fields.filename == "other.py")
            for case .code(let nested) in next.fields.constants { pending.append(nested) }
        }
        #expect(result == code)
    }

    /// Instructions inserted everywhere: targets, protected ranges and lines move with the code, and taking them out again gives the original.
    @Test func insertedInstructionsMoveEverything() throws {
        for code in try allCode() {
            var editor = try CodeEditor(code)
            let prologue: Set<Opcode> = [.copyFreeVars, .makeCell, .returnGenerator]
            for (index, instruction) in editor.instructions.reversed()
            where !prologue.contains(instruction.opcode) && ![.endFor, .makeFunction, .setFunctionAttribute].contains(instruction.opcode) {
                if instruction.opcode.operand == .count || instruction.opcode == .matchKeys || instruction.opcode == .importName
                    || index > 0 && isConstant(editor.elements[index - 1])
                {
                    continue
                }
                editor.insert(Array(repeating: .init(.nop, at: instruction.range), count: 20), at: index)
            }
            let longer = try editor.assemble()
            #expect(longer.fields.code.count > code.fields.code.count)

            var again = try CodeEditor(longer)
            again.elements.removeAll { element in
                if case .instruction(let instruction) = element { instruction.opcode == .nop } else { false }
            }
            var expected = try CodeEditor(code)
            expected.elements.removeAll { element in
                if case .instruction(let instruction) = element { instruction.opcode == .nop } else { false }
            }
            #expect(try again.assemble().fields.code == expected.assemble().fields.code)
            #expect(try again.assemble().fields.lineTable == expected.assemble().fields.lineTable)
            #expect(try again.assemble().fields.exceptionTable == expected.assemble().fields.exceptionTable)
        }
    }

    private func isConstant(_ element: CodeEditor.Element) -> Bool {
        if case .instruction(let instruction) = element { instruction.opcode == .loadConst } else { false }
    }

    @Test func stackSizeFollowsTheCode() throws {
        var editor = try emptyEditor()
        let none = editor.index(of: .none)
        editor.elements = Array(repeating: .instruction(.init(.loadConst, none, at: range)), count: 50)
        editor.elements.append(.instruction(.init(.returnValue, at: range)))
        let surplus = editor.original.code.fields.stackSize - editor.original.maximumStackDepth
        #expect(try editor.assemble().fields.stackSize == 50 + surplus)
    }

    @Test func jumpsTakeTheDirectionThatTheyNeed() throws {
        var editor = try emptyEditor()
        let start = editor.newLabel(), end = editor.newLabel()
        let none = editor.index(of: .none)
        editor.elements = [
            .instruction(.init(.resume, 0, at: range)), .label(start), .instruction(.init(.jumpBackward, to: end, at: range)),
            .instruction(.init(.jumpForward, to: start, at: range)), .label(end), .instruction(.init(.jumpNoInterrupt, to: start, at: range)),
            .instruction(.init(.returnConst, none, at: range)),
        ]
        let flow = try ControlFlow(try editor.assemble())
        #expect(
            flow.instructions.map(\.opcode) == [.resume, .jumpForward, .jumpBackward, .jumpBackwardNoInterrupt, .returnConst])
        #expect(flow.instructions.map(\.jumpTarget) == [nil, 8, 2, 2, nil])
    }

    @Test func longJumpsGetPrefixes() throws {
        for (count, prefixes) in [(255, 0), (256, 1), (65535, 1), (65536, 2)] as [(Int, UInt8)] {
            var editor = try emptyEditor()
            let end = editor.newLabel()
            let none = editor.index(of: .none)
            editor.elements = [.instruction(.init(.jumpForward, to: end, at: range))]
            editor.insert(Array(repeating: .init(.nop, at: range), count: count), at: 1)
            editor.elements += [.label(end), .instruction(.init(.returnConst, none, at: range))]
            let flow = try ControlFlow(try editor.assemble())
            #expect(flow.instructions[0].prefixCount == prefixes)
            #expect(flow.instructions[0].argument == count)
        }
    }

    /// The search for sizes begins with a prefix for this jump, because its target has a number above 255.
    @Test(arguments: [(0, 1), (1, 0)] as [(Int, UInt8)])
    func jumpsThatMayNotShrinkKeepPrefixes(rounds: Int, prefixes: UInt8) throws {
        var editor = try emptyEditor()
        let end = editor.newLabel()
        let none = editor.index(of: .none)
        editor.insert(Array(repeating: .init(.nop, at: range), count: 300), at: 0)
        editor.elements += [
            .instruction(.init(.jumpForward, to: end, at: range)), .instruction(.init(.nop, at: range)), .label(end),
            .instruction(.init(.returnConst, none, at: range)),
        ]
        let flow = try ControlFlow(try editor.assemble(shrinkingRounds: rounds))
        #expect(flow.instructions[300].prefixCount == prefixes)
        #expect(flow.instructions[300].jumpTarget == flow.instructions[302].start)
    }

    @Test func emptyProtectedRangesVanish() throws {
        var editor = try CodeEditor(try codeObject(named: "generators"))
        let before = editor.original.protectedRanges.count
        let label = editor.newLabel(), other = editor.newLabel()
        editor.elements.insert(contentsOf: [.label(label), .label(other)], at: 3)
        editor.protectedRanges.append(.init(from: label, to: other, handler: editor.protectedRanges[0].handler, depth: 0, pushesOffset: true))
        #expect(ExceptionTable(try editor.assemble()).entries.count == before)
    }

    @Test func whatCannotBeAssembledIsRefused() throws {
        func failure(_ change: (inout CodeEditor) -> Void) throws -> AssemblyError? {
            var editor = try emptyEditor()
            change(&editor)
            do throws(AssemblyError) {
                _ = try editor.assemble()
                return nil
            } catch {
                return error
            }
        }
        let end = CodeEditor.Element.instruction(.init(.returnConst, 0, at: range))
        #expect(try failure { $0.elements = [end] } == nil)
        var label = CodeEditor.Label(number: 0)
        #expect(
            try failure {
                label = $0.newLabel()
                $0.elements = [.instruction(.init(.jumpForward, to: label, at: range)), end]
            } == .labelNotPlaced(label))
        #expect(
            try failure {
                label = $0.newLabel()
                $0.elements = [.instruction(.init(.jumpForward, to: label, at: range)), end, .label(label)]
            } == .labelNotPlaced(label))
        #expect(
            try failure {
                label = $0.newLabel()
                $0.elements = [.label(label), .label(label), end]
            } == .labelPlacedTwice(label))
        #expect(try failure { $0.elements = [.instruction(.init(.jumpForward, at: range)), end] } == .wrongTarget(instruction: 0))
        #expect(
            try failure {
                label = $0.newLabel()
                $0.elements = [.instruction(.init(.nop, to: label, at: range)), .label(label), end]
            } == .wrongTarget(instruction: 0))
        #expect(
            try failure {
                label = $0.newLabel()
                $0.elements = [
                    .label(label), .instruction(.init(.loadFast, 0, at: range)), .instruction(.init(.popJumpIfNone, to: label, at: range)), end,
                ]
            } == .conditionalJumpBackward(instruction: 1))
        #expect(
            try failure {
                let start = $0.newLabel(), stop = $0.newLabel(), handler = $0.newLabel()
                $0.elements = [.label(start), end, .label(stop), .label(handler), .instruction(.init(.reraise, 0, at: range))]
                for _ in 0..<2 {
                    $0.protectedRanges.append(.init(from: start, to: stop, handler: handler, depth: 0, pushesOffset: false))
                }
            } == .overlappingProtectedRanges)
        let malformed = try failure { $0.elements = [.instruction(.init(.returnValue, at: range))] }
        guard case .malformed(let error) = malformed else {
            Issue.record("\(String(describing: malformed))")
            return
        }
        #expect(error.reason == .stackUnderflow(depth: 0, needed: 1))
    }

    @Test func operandsByName() throws {
        var editor = try CodeEditor(try codeObject(named: "method"))
        let superLoad = try #require(editor.instructions.first { $0.instruction.opcode == .loadSuperAttr }).instruction
        #expect(editor.name(of: superLoad) == "method")
        let nameCount = editor.fields.names.count
        #expect(editor.index(ofName: "method") < nameCount)
        #expect(editor.index(ofName: "not there yet") == nameCount)
        let constantCount = editor.fields.constants.count
        #expect(editor.index(of: .float(0.125)) == constantCount)
        #expect(editor.constant(of: .init(.loadConst, UInt32(constantCount), at: range)) == .float(0.125))
        #expect(editor.variable(of: .init(.loadFast, 0, at: range)) == "self")
        #expect(editor.variable(of: .init(.nop, at: range)) == nil)
    }
}
