import Foundation

/// Machine code of some functions of a program, as llvm-objdump prints it (x86-64, AT&T syntax).
struct Disassembly {
    struct Instruction {
        var address: UInt64
        var mnemonic: String
        var operands: String

        /// The function that a call or jump names, without an offset: `jmp 0x3836f0 <name>`.
        var targetFunction: String? {
            guard let open = operands.firstIndex(of: "<"), operands.hasSuffix(">"), !operands.contains("+0x") else { return nil }
            return String(operands[operands.index(after: open)...].dropLast())
        }
        /// The address that a direct call or jump goes to.
        var targetAddress: UInt64? {
            guard operands.hasPrefix("0x") else { return nil }
            return UInt64(operands.dropFirst(2).prefix { $0.isHexDigit }, radix: 16)
        }
        var isCall: Bool { mnemonic.hasPrefix("call") }
        var isReturn: Bool { mnemonic.hasPrefix("ret") }
        var isUnconditionalJump: Bool { mnemonic == "jmp" || mnemonic == "jmpq" }
        var isConditionalJump: Bool { mnemonic.hasPrefix("j") && !isUnconditionalJump }
        var isIndirect: Bool { operands.hasPrefix("*") }
        /// What it writes, in AT&T's order the last operand.
        var destination: Substring { operands.split(separator: ",").last.map { $0.drop { $0 == " " } } ?? "" }
    }

    private(set) var functions: [String: [Instruction]] = [:]

    /// Reads the functions named, and those that they jump to at the end, and so on.
    init(of program: String, from roots: [String]) throws {
        var wanted = roots
        while !wanted.isEmpty {
            for name in wanted { functions[name] = [] }
            let arguments = ["--disassemble", "--no-show-raw-insn", "--disassemble-symbols=" + wanted.joined(separator: ","), program]
            read(try output(of: "llvm-objdump", arguments))
            wanted = Set(wanted.flatMap { functions[$0, default: []] }.filter(\.isUnconditionalJump).compactMap(\.targetFunction))
                .filter { functions[$0] == nil && !$0.hasSuffix("@plt") }.sorted()
        }
    }

    private mutating func read(_ text: String) {
        var name = ""
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            if line.first == UInt8(ascii: "0"), let open = line.firstIndex(of: UInt8(ascii: "<")) {
                name = String(Substring(line[line.index(after: open)...].dropLast(2)))
            } else if functions[name] != nil {
                let parts = line.split(separator: UInt8(ascii: "\t"), maxSplits: 2).map { String(Substring($0)) }
                guard parts.count >= 2, let address = UInt64(parts[0].filter(\.isHexDigit), radix: 16) else { continue }
                let operands = (parts.count > 2 ? parts[2] : "").split(separator: "#", maxSplits: 1).first ?? ""
                functions[name]?.append(Instruction(
                    address: address, mnemonic: parts[1].trimmingCharacters(in: .whitespaces),
                    operands: operands.trimmingCharacters(in: .whitespaces)))
            }
        }
    }
}

/// What a tool of the Swift toolchain prints.
func output(of tool: String, _ arguments: [String]) throws -> String {
    let process = Process(), pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ToolFailure(tool: tool) }
    return String(decoding: data, as: UTF8.self)
}

struct ToolFailure: Error, CustomStringConvertible {
    var tool: String
    var description: String { "\(tool) failed" }
}
