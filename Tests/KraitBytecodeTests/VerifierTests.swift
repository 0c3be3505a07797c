import Testing

@testable import KraitBytecode

/// A function of one argument with the bytecode given, everything else fitting: stack of 4, one constant of each kind.
private func function(_ code: [(Opcode, UInt8)], _ change: (inout CodeObject.Fields) -> Void = { _ in }) -> CodeObject {
    var fields = CodeObject.Fields()
    fields.code = code.flatMap { opcode, argument in
        [UInt8(truncatingIfNeeded: opcode.rawValue), argument] + [UInt8](repeating: 0, count: 2 * opcode.cacheCount)
    }
    fields.name = "f"
    fields.qualifiedName = "f"
    fields.argumentCount = 1
    fields.localsPlusNames = ["x", "c"]
    fields.localKinds = [.local, .cell]
    fields.constants = [.none, .int(0), .tuple([.string("a")])]
    fields.names = ["name"]
    fields.stackSize = 4
    fields.flags = [.optimized, .newLocals]
    var lines = LineTable.Encoder(firstLine: 1)
    lines.append(.none, units: fields.code.count / 2)
    fields.lineTable = lines.finish()
    // Constant 3.
    fields.constants.append(.code(CodeObject(fields).replacing { $0.code = [103, 0]; $0.lineTable = [0xF8] }))
    change(&fields)
    return CodeObject(fields)
}

private func reason(_ code: CodeObject) -> VerificationError.Reason? {
    do {
        try code.verify()
        return nil
    } catch {
        return error.reason
    }
}

@Suite struct VerifierTests {
    @Test func acceptsWhatCPythonCompiled() throws {
        try constructs().verify()
        #expect(reason(function([(.resume, 0), (.returnConst, 0)])) == nil)
    }

    @Test func bytecodeIsASequenceOfInstructions() {
        #expect(reason(function([])) == .badCodeLength(0))
        #expect(reason(function([(.returnConst, 0)]) { $0.code.append(0) }) == .badCodeLength(3))
        #expect(reason(function([(.cache, 0), (.returnConst, 0)])) == .badOpcode(.cache))
        #expect(reason(function([(.loadAttrSlot, 0), (.returnConst, 0)])) == .badOpcode(.loadAttrSlot))
        #expect(reason(function([(.interpreterExit, 0)])) == .badOpcode(.interpreterExit))
        #expect(reason(function([(.instrumentedLine, 0)])) == .badOpcode(.instrumentedLine))
        #expect(reason(function([(Opcode(rawValue: 140), 0)])) == .badOpcode(Opcode(rawValue: 140)))
        #expect(reason(function([(.returnConst, 0), (.nop, 1)])) == .unexpectedOperand)
        #expect(reason(function([(.extendedArg, 0), (.nop, 0)])) == .unexpectedOperand)
        #expect(reason(function([(.returnConst, 0), (.extendedArg, 0)])) == .truncatedInstruction)
        #expect(reason(function([(.returnConst, 0), (.toBool, 0)]) { $0.code.removeLast(2) }) == .truncatedInstruction)
        #expect(reason(function([(.returnConst, 0), (.toBool, 0)]) { $0.code[5] = 1 }) == .filledCache)
        let prefixes = [(Opcode, UInt8)](repeating: (.extendedArg, 0), count: 4)
        #expect(reason(function(prefixes + [(.returnConst, 0)])) == .tooManyPrefixes)
    }

    @Test func fieldsFitTogether() {
        let code: [(Opcode, UInt8)] = [(.resume, 0), (.returnConst, 0)]
        #expect(reason(function(code) { $0.stackSize = -1 }) == .badStackSize(-1))
        #expect(reason(function(code) { $0.argumentCount = 2 }) == .badArgumentCount)
        #expect(reason(function(code) { $0.keywordOnlyArgumentCount = -1 }) == .badArgumentCount)
        #expect(reason(function(code) { $0.positionalOnlyArgumentCount = 2 }) == .badArgumentCount)
        #expect(reason(function(code) { $0.flags.insert(.varKeywords) }) == .badArgumentCount)
        #expect(reason(function(code) { $0.localKinds = [.cell, .local] }) == .badLocals)
        #expect(reason(function(code) { $0.localKinds = [.local] }) == .badLocals)
        #expect(reason(function(code) { $0.localKinds = [.local, []] }) == .badLocals)
        #expect(reason(function(code) { $0.flags.formUnion([.generator, .coroutine]) }) == .contradictoryFlags)
    }

    @Test func operandsAreInRange() {
        func check(_ opcode: Opcode, _ operand: UInt8) -> VerificationError.Reason? {
            reason(function([(.resume, 0), (opcode, operand), (.returnConst, 0)]))
        }
        for (opcode, operand) in [
            (Opcode.loadConst, 4), (.loadName, 1), (.loadGlobal, 2), (.loadFast, 2), (.loadFastLoadFast, 0x02), (.loadFastLoadFast, 0x20),
            (.loadDeref, 2), (.copy, 0), (.swap, 1), (.binaryOp, 26), (.compareOp, 0xC0), (.compareOp, 0x43), (.isOp, 2),
            (.convertValue, 0), (.convertValue, 4), (.callIntrinsic1, 0), (.callIntrinsic1, 12), (.callIntrinsic2, 6),
            (.setFunctionAttribute, 3), (.raiseVarargs, 3), (.reraise, 3), (.buildSlice, 4), (.copyFreeVars, 1), (.listAppend, 0),
        ] as [(Opcode, UInt8)] {
            #expect(check(opcode, operand) == .operandOutOfRange(opcode, UInt32(operand)))
        }
        #expect(check(.loadDeref, 0) == .wrongKindOfVariable(.loadDeref, 0))
        #expect(check(.makeCell, 0) == .wrongKindOfVariable(.makeCell, 0))
    }

    @Test func jumpsGoToInstructions() {
        #expect(reason(function([(.resume, 0), (.jumpForward, 0), (.returnConst, 0)])) == nil)
        #expect(reason(function([(.resume, 0), (.jumpForward, 1), (.returnConst, 0)])) == .badJumpTarget(6))
        #expect(reason(function([(.resume, 0), (.jumpBackward, 9), (.returnConst, 0)])) == .badJumpTarget(-12))
        // Into a cache, and behind an EXTENDED_ARG.
        #expect(reason(function([(.jumpForward, 1), (.jumpBackward, 0), (.returnConst, 0)])) == .badJumpTarget(4))
        #expect(reason(function([(.jumpForward, 1), (.extendedArg, 0), (.returnConst, 0)])) == .badJumpTarget(4))
        #expect(reason(function([(.loadFast, 0), (.getIter, 0), (.forIter, 0), (.returnConst, 0)])) == .forLoopWithoutEnd)
        #expect(reason(function([(.resume, 0), (.nop, 0)])) == .fallsOffTheEnd)
    }

    @Test func stackDepthIsDefiniteAndWithinBounds() {
        #expect(reason(function([(.popTop, 0), (.returnConst, 0)])) == .stackUnderflow(depth: 0, needed: 1))
        #expect(reason(function([(.loadFast, 0), (.swap, 2), (.returnValue, 0)])) == .stackUnderflow(depth: 1, needed: 2))
        #expect(
            reason(function([(.loadFast, 0), (.unpackSequence, 5), (.returnConst, 0)])) == .stackOverflow(depth: 5, limit: 4))
        // Needs about 16 million items, from eight bytes.
        #expect(
            reason(function([(.loadFast, 0), (.extendedArg, 255), (.extendedArg, 255), (.unpackSequence, 255), (.returnConst, 0)]))
                == .stackOverflow(depth: 0xFF_FFFF, limit: 4))
        #expect(
            reason(function([(.loadFast, 0), (.loadFast, 0), (.popJumpIfNone, 1), (.popTop, 0), (.returnConst, 0)]))
                == .inconsistentDepth(1, 0))
        // A loop that pushes each time round.
        #expect(reason(function([(.resume, 0), (.loadFast, 0), (.jumpBackward, 3)])) == .inconsistentDepth(0, 1))
        // What is never reached has no depth.
        #expect(reason(function([(.returnConst, 0), (.popTop, 0)])) == nil)
    }

    @Test func someInstructionsNeedConstantsBeforeThem() {
        let good: [(Opcode, UInt8)] = [(.loadFast, 0), (.pushNull, 0), (.loadFast, 0), (.loadConst, 2), (.callKw, 1), (.returnValue, 0)]
        #expect(reason(function(good)) == nil)
        for constant in [0, 1, 3] as [UInt8] {
            var bad = good
            bad[3].1 = constant
            #expect(reason(function(bad)) == .wrongPredecessor(.callKw))
        }
        #expect(reason(function([(.loadConst, 1), (.makeFunction, 0), (.returnValue, 0)])) == .wrongPredecessor(.makeFunction))
        #expect(
            reason(function([(.loadFast, 0), (.loadFast, 0), (.setFunctionAttribute, 1), (.returnValue, 0)]))
                == .wrongPredecessor(.setFunctionAttribute))
        #expect(
            reason(function([(.loadConst, 1), (.loadConst, 1), (.importName, 0), (.returnValue, 0)])) == .wrongPredecessor(.importName))
        // The constant is there, but a jump comes in between.
        #expect(
            reason(function([(.loadConst, 0), (.jumpForward, 1), (.loadConst, 3), (.makeFunction, 0), (.returnValue, 0)]))
                == .wrongPredecessor(.makeFunction))
    }

    @Test func framesAreSetUpOnce() {
        func generator(_ code: [(Opcode, UInt8)]) -> VerificationError.Reason? {
            reason(function(code) { $0.flags.insert(.generator) })
        }
        #expect(generator([(.makeCell, 1), (.returnGenerator, 0), (.popTop, 0), (.returnConst, 0)]) == nil)
        #expect(generator([(.returnConst, 0)]) == .missingPrologue(.returnGenerator))
        #expect(generator([(.resume, 0), (.returnGenerator, 0), (.popTop, 0), (.returnConst, 0)]) == .missingPrologue(.returnGenerator))
        #expect(
            generator([(.returnGenerator, 0), (.returnGenerator, 0), (.returnConst, 0)]) == .misplacedPrologue(.returnGenerator))
        #expect(generator([(.returnGenerator, 0), (.popTop, 0), (.jumpBackward, 4)]) == .misplacedPrologue(.returnGenerator))
        #expect(reason(function([(.returnGenerator, 0), (.returnConst, 0)])) == .misplacedPrologue(.returnGenerator))
        #expect(reason(function([(.loadFast, 0), (.yieldValue, 0), (.returnValue, 0)])) == .yieldOutsideGenerator)
        let free: (inout CodeObject.Fields) -> Void = { $0.localKinds = [.local, .free] }
        #expect(reason(function([(.copyFreeVars, 1), (.returnConst, 0)], free)) == nil)
        #expect(reason(function([(.resume, 0), (.returnConst, 0)], free)) == .missingPrologue(.copyFreeVars))
        #expect(
            reason(function([(.copyFreeVars, 1), (.copyFreeVars, 1), (.returnConst, 0)], free)) == .misplacedPrologue(.copyFreeVars))
    }

    @Test func tablesAreWellFormed() {
        let code: [(Opcode, UInt8)] = [(.resume, 0), (.loadFast, 0), (.popTop, 0), (.returnConst, 0), (.popTop, 0), (.returnConst, 0)]
        func check(_ entries: [ExceptionTable.Entry]) -> VerificationError.Reason? {
            reason(function(code) { $0.exceptionTable = ExceptionTable(entries).encoded })
        }
        let entry = ExceptionTable.Entry(start: 0, end: 4, target: 8, depth: 0, pushesOffset: false)
        #expect(check([entry]) == nil)
        func changed(_ change: (inout ExceptionTable.Entry) -> Void) -> ExceptionTable.Entry {
            var copy = entry
            change(&copy)
            return copy
        }
        #expect(check([changed { $0.end = 0 }]) == .badExceptionTable)
        #expect(check([changed { $0.end = 14 }]) == .badExceptionTable)
        #expect(check([changed { $0.target = 12 }]) == .badExceptionTable)
        #expect(check([entry, entry]) == .badExceptionTable)
        #expect(check([changed { $0.start = 4; $0.end = 6 }, entry]) == .badExceptionTable)
        #expect(check([changed { $0.depth = 1 }]) == .depthBelowHandler(depth: 0, handler: 1))
        #expect(check([changed { $0.pushesOffset = true }]) == nil)
        #expect(check([entry, changed { $0.start = 4; $0.end = 6; $0.pushesOffset = true }]) == .inconsistentDepth(1, 2))
        #expect(reason(function(code) { $0.exceptionTable = [0x80, 0x42] }) == .badExceptionTable)

        #expect(reason(function(code) { $0.lineTable = [] }) == .badLineTable)
        #expect(reason(function(code) { $0.lineTable.append(0xF8) }) == .badLineTable)
        #expect(reason(function(code) { $0.lineTable[0] &= 0x7F }) == .badLineTable)
        // A line of six code units whose number is cut off.
        #expect(reason(function(code) { $0.lineTable = [0x80 | 13 << 3 | 5, 0x40] }) == .badLineTable)
    }

    @Test func nestedCodeIsVerifiedOnce() {
        let bad = function([(.popTop, 0), (.returnConst, 0)])
        var code = function([(.returnConst, 0)]) { $0.constants[3] = .code(bad) }
        for _ in 0..<60 {
            let inner = code
            code = function([(.returnConst, 0)]) { $0.constants = [.code(inner), .code(inner)] }
        }
        #expect(reason(code) == .stackUnderflow(depth: 0, needed: 1))
    }

    /// Every byte of a real file changed in turn: accepted or refused, nothing else.
    @Test func survivesDamage() throws {
        let code = try constructs()
        for case .code(let function) in code.fields.constants {
            for index in function.fields.code.indices {
                for bit in [0, 3, 6] {
                    let damaged = function.replacing { $0.code[index] ^= 1 << UInt8(bit) }
                    if let flow = try? ControlFlow(damaged) { #expect(flow.maximumStackDepth <= function.fields.stackSize) }
                }
            }
            for index in function.fields.exceptionTable.indices {
                _ = try? ControlFlow(function.replacing { $0.exceptionTable[index] ^= 0x15 })
            }
        }
    }
}

@Suite struct ControlFlowTests {
    /// `def f(x): return 1 if x else 2`, with a handler around the test.
    @Test func blocksEdgesAndDepths() throws {
        let code = function([
            (.resume, 0), (.loadFast, 0), (.popJumpIfNone, 2), (.loadConst, 1), (.returnValue, 0), (.returnConst, 0),
            (.pushExcInfo, 0), (.popExcept, 0), (.reraise, 0),
        ]) { $0.exceptionTable = ExceptionTable([.init(start: 2, end: 8, target: 14, depth: 0, pushesOffset: false)]).encoded }
        let flow = try ControlFlow(code)
        #expect(flow.instructions.map(\.start) == [0, 2, 4, 8, 10, 12, 14, 16, 18])
        #expect(flow.instructions.indices.map { flow.stackDepth(before: $0) } == [0, 0, 1, 0, 1, 0, 1, 2, 1])
        #expect(flow.maximumStackDepth == 2)
        #expect(
            flow.blocks == [
                .init(instructions: 0..<1, stackDepth: 0, fallThrough: 1, jump: nil, handler: nil),
                .init(instructions: 1..<3, stackDepth: 0, fallThrough: 2, jump: 3, handler: 4),
                .init(instructions: 3..<5, stackDepth: 0, fallThrough: nil, jump: nil, handler: nil),
                .init(instructions: 5..<6, stackDepth: 0, fallThrough: nil, jump: nil, handler: nil),
                .init(instructions: 6..<9, stackDepth: 1, fallThrough: nil, jump: nil, handler: nil),
            ])
        #expect(flow.block(of: 4) == 2)
        #expect(flow.protectedRange(of: 2)?.handler == 6)
        #expect(flow.protectedRange(of: 3) == nil)
        #expect(flow.instruction(startingAt: 6) == nil)
        #expect(flow.instruction(startingAt: 8) == 3)
    }

    @Test func everyEdgeOfRealCodeLeadsToABlockWithADepth() throws {
        for case .code(let code) in try constructs().fields.constants {
            let flow = try ControlFlow(code)
            #expect(flow.maximumStackDepth <= code.fields.stackSize)
            for block in flow.blocks where block.stackDepth != nil {
                for edge in block.edges { #expect(flow.blocks[edge.block].stackDepth != nil) }
            }
        }
    }
}
