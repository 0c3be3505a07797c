import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// The flow graph against what CPython 3.13 makes of the same instruction sequences, as recorded in `Fixtures/FlowGraph.txt`.
///
/// `KRAIT_FLOWGRAPH_UNITS` names a larger file of the same form.
@Suite struct FlowGraphTests {
    @Test func recordedSequencesGiveCPythonsCode() throws {
        let path = ProcessInfo.processInfo.environment["KRAIT_FLOWGRAPH_UNITS"]
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/FlowGraph.txt").path
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var graph = FlowGraph()
        var checked = 0, failures: [String] = []
        for recorded in RecordedUnit.read(text) {
            checked += 1
            if let difference = recorded.difference(&graph) { failures.append("\(recorded.name): \(difference)") }
        }
        #expect(checked >= 16)
        #expect(failures.isEmpty, "\(failures.count) of \(checked) differ:\n\(failures.prefix(10).joined(separator: "\n"))")
    }

    @Test func sequencesThatAreNoGraphAreRefused() {
        var graph = FlowGraph()
        var unit = CodeUnit()
        #expect(throws: CompileError.self) { try graph.optimizeAndAssemble(unit) }

        // A jump to a label that stands nowhere.
        unit.instructions.append(.jump, to: unit.instructions.newLabel(), .none)
        #expect(throws: CompileError(.systemError, "jump to a label that was not placed")) { try graph.optimizeAndAssemble(unit) }

        // Popping from an empty stack.
        unit.instructions = InstructionSequence()
        unit.instructions.append(.popTop, 0, .none)
        unit.instructions.append(.returnConst, 0, .none)
        unit.constants = [.none]
        #expect(throws: CompileError(.valueError, "Invalid CFG, stack underflow")) { try graph.optimizeAndAssemble(unit) }

        // A constant that does not exist.
        unit.instructions = InstructionSequence()
        unit.instructions.append(.loadConst, 7, .none)
        unit.instructions.append(.returnValue, 0, .none)
        #expect(throws: CompileError.self) { try graph.optimizeAndAssemble(unit) }

        // A refused unit leaves nothing behind.
        unit.instructions = InstructionSequence()
        unit.instructions.append(.resume, 0, .none)
        unit.instructions.append(.loadConst, 0, .none)
        unit.instructions.append(.returnValue, 0, .none)
        #expect(throws: Never.self) {
            let fields = try graph.optimizeAndAssemble(unit).fields
            #expect(fields.code == [149, 0, 103, 0])
            #expect(fields.stackSize == 1)
        }
    }

    /// 40,000 statements `if x: y`, a jump over all of them, and code that is never reached.
    @Test func longUnitsTakeLinearTime() throws {
        var unit = CodeUnit()
        unit.constants = [.none]
        unit.names = ["x", "y"]
        let end = unit.instructions.newLabel()
        unit.instructions.append(.resume, 0, SourceRange(line: 0, column: 0, endLine: 1, endColumn: 0))
        unit.instructions.append(.loadName, 0, SourceRange(line: 1, column: 0, endLine: 1, endColumn: 1))
        unit.instructions.append(.popJumpIfTrue, to: end, SourceRange(line: 1, column: 0, endLine: 1, endColumn: 1))
        for index in 0..<40_000 {
            let range = SourceRange(line: Int32(index + 2), column: 0, endLine: Int32(index + 2), endColumn: 1)
            let skip = unit.instructions.newLabel()
            unit.instructions.append(.loadName, 0, range)
            unit.instructions.append(.popJumpIfFalse, to: skip, range)
            unit.instructions.append(.loadName, 1, range)
            unit.instructions.append(.popTop, 0, range)
            unit.instructions.place(skip)
            if index == 20_000 {
                unit.instructions.append(.loadConst, 0, range)
                unit.instructions.append(.returnValue, 0, range)
            }
        }
        unit.instructions.place(end)
        unit.instructions.append(.loadConst, 0, .none)
        unit.instructions.append(.returnValue, 0, .none)
        var graph = FlowGraph()
        let start = ContinuousClock.now
        let fields = try graph.optimizeAndAssemble(unit).fields
        #expect(ContinuousClock.now - start < .seconds(20))
        // Before the end only what precedes the first return: RESUME, LOAD_NAME, the long jump; then two loads, a pop and a jump each.
        #expect(200_000..<210_000 ~= fields.code.count)
    }
}

/// One instruction sequence and what CPython made of it.
///
///     U name firstLine flags parameters
///     V locals|cells
///     C constants
///     I opcode argument line endLine column endColumn;…
///     A stackSize code lineTable exceptionTable      what assembly gave, or
///     O opcode argument line …;…                     what optimization gave
///     D constants after that
private struct RecordedUnit {
    var name = ""
    var unit = CodeUnit()
    var assembled: [Substring]?
    var optimized: Substring?
    var constants: [Constant] = []

    static func read(_ text: String) -> [RecordedUnit] {
        var units: [RecordedUnit] = []
        for line in text.split(separator: "\n") {
            let rest = line.dropFirst(2)
            switch line.first {
            case "U":
                let words = rest.split(separator: " ")
                var unit = RecordedUnit()
                unit.name = String(words[0])
                unit.unit.firstLine = Int(words[1]) ?? 1
                unit.unit.flags = .init(rawValue: UInt32(words[2]) ?? 0)
                unit.unit.argumentCount = Int(words[3]) ?? 0
                units.append(unit)
            case "V":
                let lists = rest.split(separator: "|", omittingEmptySubsequences: false)
                    .map { $0.split(separator: " ").map { PythonString(String($0)) } }
                units[units.count - 1].unit.variableNames = lists[0]
                units[units.count - 1].unit.cellNames = lists[1]
            case "C": units[units.count - 1].unit.constants = rest.split(separator: " ").map(constant)
            case "D": units[units.count - 1].constants = rest.split(separator: " ").map(constant)
            case "I":
                var sequence = InstructionSequence()
                for part in rest.split(separator: ";") {
                    let n = part.split(separator: " ").map { Int32($0) ?? 0 }
                    // A jump's operand is the number of an instruction: label i stands before instruction i.
                    sequence.place(sequence.newLabel())
                    sequence.append(
                        Opcode(rawValue: UInt16(n[0])), n[1], SourceRange(line: n[2], column: n[4], endLine: n[3], endColumn: n[5]))
                }
                units[units.count - 1].unit.instructions = sequence
            case "A": units[units.count - 1].assembled = rest.split(separator: " ")
            case "O": units[units.count - 1].optimized = rest
            default: break
            }
        }
        return units
    }

    private static func constant(_ word: Substring) -> Constant {
        var rest = word
        return constant(&rest)
    }

    private static func constant(_ rest: inout Substring) -> Constant {
        switch rest.removeFirst() {
        case "N": return .none
        case "T": return .bool(true)
        case "F": return .bool(false)
        case "E": return .ellipsis
        case "i": rest.removeFirst(); return .int(0)
        case "s": return .string("")
        case "b": return .bytes([])
        case "j": return .complex(real: 0, imaginary: 0)
        case "f":
            if rest.first == "-" { rest.removeFirst(); return .float(-0.0) }
            return .float(0)
        case "(":
            var elements: [Constant] = []
            while let next = rest.first, next != ")" {
                if next == "," { rest.removeFirst() }
                elements.append(constant(&rest))
            }
            rest.removeFirst()
            return .tuple(elements)
        default:
            // Any true value that is known by its spelling alone.
            let digits = rest.prefix { $0.isHexDigit }
            rest = rest[digits.endIndex...]
            return .string(PythonString(String(digits)))
        }
    }

    func difference(_ graph: inout FlowGraph) -> String? {
        do {
            if let assembled {
                let fields = try graph.optimizeAndAssemble(unit).fields
                let hex = { (bytes: [UInt8]) in bytes.isEmpty ? "-" : bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
                if hex(fields.code) != assembled[1] { return "code \(hex(fields.code)) instead of \(assembled[1])" }
                if String(fields.stackSize) != assembled[0] { return "stack size \(fields.stackSize) instead of \(assembled[0])" }
                if hex(fields.lineTable) != assembled[2] { return "line table \(hex(fields.lineTable)) instead of \(assembled[2])" }
                if hex(fields.exceptionTable) != assembled[3] { return "exceptions \(hex(fields.exceptionTable)) instead of \(assembled[3])" }
                return fields.constants == constants ? nil : "constants \(fields.constants) instead of \(constants)"
            }
            try graph.optimize(unit)
            let got = graph.listing
            if got != optimized ?? "" { return "optimized\n   \(got) instead of\n   \(optimized ?? "")" }
            return graph.constants == constants ? nil : "constants \(graph.constants) instead of \(constants)"
        } catch {
            return "\(error)"
        }
    }
}

extension FlowGraph {
    /// The instructions in the order of blocks, as `_testinternalcapi.optimize_cfg` lists them.
    fileprivate var listing: String {
        var positions: [Int32: Int] = [:]
        var position = 0
        var block = Self.entry
        while block != Self.none {
            positions[block] = position
            position += Int(blocks[block].count)
            block = blocks[block].next
        }
        var parts: [String] = []
        block = Self.entry
        while block != Self.none {
            let b = blocks[block]
            for index in b.first..<b.first + b.count {
                let i = instructions[index]
                let argument = i.opcode.hasTarget ? positions[i.target] ?? -1 : i.opcode.hasArgument ? Int(i.argument) : 0
                parts.append(
                    "\(i.opcode.rawValue) \(argument) \(i.range.line) \(i.range.endLine) \(i.range.column) \(i.range.endColumn)")
            }
            block = b.next
        }
        return parts.joined(separator: ";")
    }
}
