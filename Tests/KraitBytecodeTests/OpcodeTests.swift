import Testing

@testable import KraitBytecode

/// Opcode tables against what CPython 3.13 says (`Fixtures/record_opcodes.py`).
struct OpcodeTests {
    struct Row {
        var opcode: Opcode
        var name: String
        var cacheCount: Int
        var flags: Set<String>
        var counts: [String]
        var effects: [String]
    }

    static let arguments = [0, 1, 2, 3, 4, 5, 7, 8, 255, 256, 0x1234, 0x12345, 1 << 30]

    static func rows() throws -> [Row] {
        try fixture("opcodes.txt").map { line in
            let words = line[0].split(separator: " ").map(String.init)
            return Row(
                opcode: Opcode(rawValue: UInt16(words[0])!), name: words[1], cacheCount: Int(words[2])!,
                flags: Set(words[3].split(separator: ",").map(String.init)), counts: Array(words[4..<4 + arguments.count]),
                effects: Array(words[(4 + arguments.count)...]))
        }
    }

    @Test func namesAndNumbersAreCPythons() throws {
        let rows = try Self.rows()
        #expect(Opcode.all == rows.map(\.opcode))
        for row in rows {
            #expect(row.opcode.name == row.name)
            #expect(Opcode(name: row.name) == row.opcode)
        }
        #expect(Opcode.loadFastAndClear.name == "LOAD_FAST_AND_CLEAR")
        #expect(Opcode(rawValue: 119).name == "<119>")
        #expect(Opcode(rawValue: 60000).name == "<60000>")
        #expect(Opcode(name: "LOAD_NOTHING") == nil)
        #expect(!Opcode(rawValue: 60000).isDefined)
    }

    @Test func cachesAreCPythons() throws {
        for row in try Self.rows() {
            #expect(row.opcode.cacheCount == row.cacheCount, "\(row.name)")
            #expect(row.opcode.cacheFormat.reduce(0) { $0 + $1.size } == row.cacheCount, "\(row.name)")
        }
    }

    @Test func propertiesAreCPythons() throws {
        for row in try Self.rows() where row.name != "INSTRUMENTED_LINE" {
            let opcode = row.opcode, name = row.name
            for (flag, property) in [
                ("ERROR", Opcode.Properties.error), ("ERROR_NO_POP", .errorNoPop), ("ESCAPES", .escapes), ("EVAL_BREAK", .evalBreak),
                ("PURE", .pure), ("DEOPT", .deopt), ("EXIT", .exit),
            ] { #expect(opcode.properties.contains(property) == row.flags.contains(flag), "\(name) \(flag)") }
            // A specialized form keeps the operand of the general one here; CPython's table says only what the form looks at.
            guard !opcode.isSpecialized else { continue }
            #expect(opcode.hasArgument == row.flags.contains("ARG"), "\(name)")
            #expect(opcode.hasConstant == row.flags.contains("CONST"), "\(name)")
            #expect(opcode.hasName == row.flags.contains("NAME"), "\(name)")
            #expect(opcode.hasLocal == row.flags.contains("LOCAL"), "\(name)")
            #expect(opcode.hasFree == row.flags.contains("FREE"), "\(name)")
            #expect(opcode.hasJump == row.flags.contains("JUMP"), "\(name)")
            #expect(opcode.isPseudo == (opcode.rawValue >= 256), "\(name)")
        }
    }

    @Test func itemsPoppedAndPushedAreCPythons() throws {
        for row in try Self.rows() {
            for (argument, expected) in zip(Self.arguments, row.counts) where expected != "-" {
                #expect("\(row.opcode.popped(argument)):\(row.opcode.pushed(argument))" == expected, "\(row.name) \(argument)")
            }
        }
    }

    @Test func stackEffectsAreCPythons() throws {
        for row in try Self.rows() {
            for (argument, expected) in zip(Self.arguments, row.effects) where expected != "-:-:-" {
                let effects = [true, false, nil].map { String(row.opcode.stackEffect(argument: argument, jump: $0)) }
                #expect(effects.joined(separator: ":") == expected, "\(row.name) \(argument)")
            }
        }
    }

    @Test func controlFlowKinds() {
        let exits: [Opcode] = [.returnValue, .returnConst, .raiseVarargs, .reraise]
        #expect(Opcode.all.filter(\.isScopeExit) == exits.sorted { $0.rawValue < $1.rawValue })
        #expect(Opcode.all.filter(\.isBlockPush) == [.setupCleanup, .setupFinally, .setupWith])
        #expect(Opcode.all.filter(\.isUnconditionalJump) == [.jumpBackward, .jumpBackwardNoInterrupt, .jumpForward, .jump, .jumpNoInterrupt])
        #expect(Opcode.all.filter(\.isBackwardJump) == [.jumpBackward, .jumpBackwardNoInterrupt])
        #expect(Opcode.forIter.isTerminator && !Opcode.forIter.hasNoFallThrough)
        #expect(Opcode.setupWith.hasTarget && !Opcode.setupWith.isTerminator)
        #expect(Opcode.loadAttrSlot.general == .loadAttr && Opcode.instrumentedCall.general == .call)
        #expect(Opcode.jump.general == .jumpForward && Opcode.call.general == .call)
        #expect(Opcode.loadAttrSlot.operand == .attribute && Opcode.unpackEx.operand == .unpackCounts && Opcode.popTop.operand == .none)
    }

    @Test func operandValues() {
        #expect(BinaryOperator.inplaceTrueDivide.rawValue == 24 && BinaryOperator.inplaceTrueDivide.symbol == "/=")
        #expect(BinaryOperator(rawValue: 8)?.name == "NB_POWER")
        #expect(Intrinsic1.listToTuple.rawValue == 6 && Intrinsic1.listToTuple.name == "INTRINSIC_LIST_TO_TUPLE")
        #expect(Intrinsic2.allCases.count == 6)
        #expect(Comparison.greaterThanOrEqual.rawValue == 5 && Comparison.greaterThanOrEqual.symbol == ">=")
        #expect(FunctionAttribute.closure.rawValue == 8 && FunctionAttribute.closure.symbol == "closure")
    }

    @Test func numbersOfVersions() {
        #expect(BytecodeVersion.python313.opcode(83) == .loadConst)
        #expect(BytecodeVersion.python313.opcode(119) == nil)
        #expect(BytecodeVersion.python313.opcode(255) == nil)
        #expect(BytecodeVersion.python313.magicNumber == 3571)
    }
}
