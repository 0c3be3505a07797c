/// Shows code objects as `python3.13 -m dis` does.
///
///     line  label  offset    instruction          operand (meaning)
///
///       3   L1:        12    POP_JUMP_IF_FALSE       5 (to L2)
///                      16    CACHE                   0 (counter: 0)
///
/// Any code object can be shown, well-formed or not: where an operand means nothing, its meaning is left out.
/// In CPython: Lib/dis.py. The addresses of code objects are those of ``CodeAddresses``.
public struct Disassembler: Sendable {
    public struct Options: Sendable {
        /// Show the inline caches (`-C`).
        public var showsCaches = false
        /// Show the offsets of instructions (`-O`).
        public var showsOffsets = false
        /// How long the text may get, in bytes. A small file can hold code objects that share constants in such a way that the
        /// whole text fills any memory.
        public var limit = 1 << 28
        public init() {}
    }

    private let options: Options
    private var output: [UInt8] = []
    private var addresses = CodeAddresses()

    /// The text for a code object and those nested in it, in UTF-8.
    public static func disassemble(_ code: CodeObject, options: Options = Options()) throws(ReprError) -> [UInt8] {
        var disassembler = Disassembler(options: options)
        try disassembler.appendAll(code)
        return disassembler.output
    }

    private init(options: Options) { self.options = options }

    /// In depth-first order, by a loop: code objects nest deeply.
    private mutating func appendAll(_ root: CodeObject) throws(ReprError) {
        var pending = [root]
        while let code = pending.popLast() {
            if code !== root {
                output.append("\nDisassembly of ")
                code.appendRepr(to: &output, addresses: &addresses)
                output.append(":\n")
            }
            try append(code)
            if output.count > options.limit { throw .textTooLong }
            for constant in code.fields.constants.reversed() {
                if case .code(let nested) = constant { pending.append(nested) }
            }
        }
    }

    // MARK: - One code object

    private mutating func append(_ code: CodeObject) throws(ReprError) {
        let bytes = code.fields.code
        let lineStarts = LineStarts(code)
        let entries = ExceptionTable(code).entries
        let labels = Labels(bytes, entries)
        let columns = Columns(
            lineNumber: lineStarts.width, label: 4 + decimalWidth(labels.count),
            offset: options.showsOffsets ? decimalWidth(max(bytes.count - 2, 9999)) : 0)

        var decoder = LenientDecoder(bytes)
        while let instruction = decoder.next() {
            let line = lineStarts[instruction.offset]
            appendPrefix(of: instruction.offset, line: line, label: labels[instruction.offset], columns)
            append(instruction.opcode.name, padding: 20)
            if let argument = instruction.argument {
                // A long name takes the room of the operand.
                output.append(" ")
                append(String(argument), width: 5 - max(0, instruction.opcode.name.utf8.count - 20))
                try appendMeaning(of: argument, of: instruction, in: code, labels)
            }
            endLine()
            if output.count > options.limit { throw .textTooLong }
            if options.showsCaches { appendCaches(of: instruction, bytes, columns) }
        }
        if !entries.isEmpty { output.append("ExceptionTable:\n") }
        for entry in entries {
            output.append("  L")
            output.append(contentsOf: "\(labels[entry.start] ?? 0) to L\(labels[entry.end] ?? 0) -> L\(labels[entry.target] ?? 0)".utf8)
            output.append(contentsOf: " [\(entry.depth)]\(entry.pushesOffset ? " lasti" : "")\n".utf8)
        }
    }

    private struct Columns {
        var lineNumber: Int
        var label: Int
        var offset: Int
    }

    /// Line number, label, offset and the gap after them.
    private mutating func appendPrefix(of offset: Int, line: LineStarts.Line?, label: Int?, _ columns: Columns) {
        if columns.lineNumber > 0 {
            if line != nil, offset > 0 { output.append("\n") }
            switch line {
            case nil: append("", width: columns.lineNumber)
            case .number(let number): append(String(number), width: columns.lineNumber)
            case .some(.none): append("  --", width: columns.lineNumber)
            }
            output.append(" ")
        }
        append(label.map { "L\($0):" } ?? "", width: columns.label)
        if columns.offset > 0 {
            output.append(" ")
            append(String(offset), width: columns.offset)
            output.append("  ")
        }
        output.append("     ")
    }

    private mutating func appendCaches(of instruction: LenientDecoder.Instruction, _ bytes: [UInt8], _ columns: Columns) {
        var offset = instruction.offset + 2
        for (name, size) in instruction.opcode.cacheFormat {
            for position in 0..<size {
                appendPrefix(of: offset, line: nil, label: nil, columns)
                append("CACHE", padding: 20)
                output.append("     0")
                if position == 0 {
                    let data = bytes[min(offset, bytes.count)..<min(offset + 2 * size, bytes.count)]
                    let value = data.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
                    output.append(contentsOf: " (\(name): \(value))".utf8)
                }
                endLine()
                offset += 2
            }
        }
    }

    private mutating func appendMeaning(
        of argument: Int, of instruction: LenientDecoder.Instruction, in code: CodeObject, _ labels: Labels
    ) throws(ReprError) {
        let mark = output.count
        output.append(" (")
        let start = output.count
        let fields = code.fields
        let operand = instruction.opcode.operand
        switch operand {
        case .constant:
            if fields.constants.indices.contains(argument) {
                try fields.constants[argument].appendRepr(to: &output, addresses: &addresses, limit: options.limit)
            }
        case .name: append(name: argument, of: fields.names)
        case .global:
            append(name: argument >> 1, of: fields.names)
            if argument & 1 != 0, output.count > start { output.append(" + NULL") }
        case .attribute:
            append(name: argument >> 1, of: fields.names)
            if argument & 1 != 0, output.count > start { output.append(" + NULL|self") }
        case .superAttribute:
            append(name: argument >> 2, of: fields.names)
            if argument & 1 != 0, output.count > start { output.append(" + NULL|self") }
        case .local, .cell: append(name: argument, of: fields.localsPlusNames)
        case .localPair:
            append(name: argument >> 4, of: fields.localsPlusNames)
            output.append(", ")
            append(name: argument & 15, of: fields.localsPlusNames)
        case .forward, .backward:
            output.append(contentsOf: "to L\(instruction.jumpTarget.flatMap { labels[$0] } ?? 0)".utf8)
        case .comparison:
            if let comparison = UInt8(exactly: argument >> 5).flatMap(Comparison.init) {
                output.append(contentsOf: (argument & 16 != 0 ? "bool(\(comparison.symbol))" : comparison.symbol).utf8)
            }
        case .conversion:
            if let conversion = UInt8(exactly: argument).flatMap(Conversion.init), conversion != .none {
                output.append(contentsOf: conversion.symbol.utf8)
            }
        case .functionAttribute:
            let names = FunctionAttribute.allCases.filter { argument & Int($0.rawValue) != 0 }.map(\.symbol)
            output.append(contentsOf: names.joined(separator: ", ").utf8)
        case .binaryOperator:
            if let name = UInt8(exactly: argument).flatMap(BinaryOperator.init)?.symbol { output.append(contentsOf: name.utf8) }
        case .intrinsic1:
            if let name = UInt8(exactly: argument).flatMap(Intrinsic1.init)?.name { output.append(contentsOf: name.utf8) }
        case .intrinsic2:
            if let name = UInt8(exactly: argument).flatMap(Intrinsic2.init)?.name { output.append(contentsOf: name.utf8) }
        case .none, .label, .count, .position, .unpackCounts, .boolean, .resume, .highBits, .number: break
        }
        if output.count == start { output.removeSubrange(mark...) } else { output.append(")") }
    }

    // MARK: - Text

    private mutating func append(name index: Int, of names: [PythonString]) {
        if names.indices.contains(index) { output.append(contentsOf: names[index].utf8) }
    }

    private mutating func append(_ text: String, width: Int) {
        for _ in 0..<max(0, width - text.utf8.count) { output.append(" ") }
        output.append(contentsOf: text.utf8)
    }

    private mutating func append(_ text: String, padding: Int) {
        output.append(contentsOf: text.utf8)
        for _ in 0..<max(0, padding - text.utf8.count) { output.append(" ") }
    }

    private mutating func endLine() {
        while output.last == UInt8(ascii: " ") { output.removeLast() }
        output.append("\n")
    }
}

private func decimalWidth(_ number: Int) -> Int { String(number).utf8.count }

/// Reads instructions as `dis` does: EXTENDED_ARG is one of its own, and nothing is an error.
private struct LenientDecoder {
    struct Instruction {
        var opcode: Opcode
        var offset: Int
        /// Nil where the opcode has no operand.
        var argument: Int?

        var jumpTarget: Int? {
            guard let argument, opcode.hasJump else { return nil }
            let next = offset + 2 + 2 * opcode.cacheCount
            return opcode.isBackwardJump ? next - 2 * argument : next + 2 * argument
        }
    }

    private let bytes: [UInt8]
    private var offset = 0
    private var prefix: Int32 = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Instruction? {
        guard offset + 1 < bytes.count else { return nil }
        let opcode = Opcode(rawValue: UInt16(bytes[offset]))
        var instruction = Instruction(opcode: opcode, offset: offset, argument: nil)
        if opcode.hasArgument {
            let argument = Int32(bytes[offset + 1]) | prefix
            instruction.argument = Int(argument)
            prefix = opcode == .extendedArg ? argument << 8 : 0
        } else {
            prefix = 0
        }
        offset += 2 + 2 * opcode.cacheCount
        return instruction
    }
}

/// The numbers of labels: every offset that a jump or the exception table mentions has one, in order.
private struct Labels {
    private var numbers: [Int: Int] = [:]
    var count: Int { numbers.count }

    init(_ bytes: [UInt8], _ entries: [ExceptionTable.Entry]) {
        var offsets: Set<Int> = []
        var decoder = LenientDecoder(bytes)
        while let instruction = decoder.next() {
            if let target = instruction.jumpTarget { offsets.insert(target) }
        }
        for entry in entries { offsets.formUnion([entry.start, entry.end, entry.target]) }
        for (index, offset) in offsets.sorted().enumerated() { numbers[offset] = index + 1 }
    }

    subscript(offset: Int) -> Int? { numbers[offset] }
}

/// Where the lines of the source begin in the bytecode.
private struct LineStarts {
    enum Line: Hashable {
        case number(Int)
        /// Instructions that belong to no line.
        case none
    }

    private var lines: [Int: Line] = [:]
    /// The width of the column of line numbers; 0 if there is none.
    let width: Int

    init(_ code: CodeObject) {
        var previous: Line?
        for range in LineTable(code).lines {
            let line = range.line.map(Line.number) ?? .none
            if line != previous { lines[range.start] = line }
            previous = line
        }
        var largest = 0
        for case .number(let number) in lines.values { largest = max(largest, number) }
        if largest == 0 {
            width = 0
        } else {
            let width = max(3, decimalWidth(largest))
            self.width = lines.values.contains(.none) ? max(width, 4) : width
        }
    }

    subscript(offset: Int) -> Line? { lines[offset] }
}
