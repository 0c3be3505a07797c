/// What the code of a handler may not do. Follows every path through it and knows at each instruction how much the stack holds.
struct FunctionCheck {
    private let code: [Disassembly.Instruction]
    private let indices: [UInt64: Int]
    /// Bytes on the stack before each instruction; nil where no path leads.
    private var depths: [Int?]
    private(set) var violations: [String] = []
    /// Registers saved on the way to the first branch: what every execution pays.
    private(set) var savedRegisters = 0
    /// Functions called, in the order of their addresses.
    var calls: [String] { code.filter { $0.isCall }.map { $0.targetFunction ?? $0.operands } }

    init(_ code: [Disassembly.Instruction]) {
        self.code = code
        indices = Dictionary(code.enumerated().map { ($1.address, $0) }, uniquingKeysWith: { first, _ in first })
        depths = Array(repeating: nil, count: code.count)
        followStack()
        followResults()
        for instruction in code {
            if instruction.isConditionalJump || instruction.isUnconditionalJump || instruction.isCall { break }
            if instruction.mnemonic.hasPrefix("push"), instruction.operands != "%rbp" { savedRegisters += 1 }
        }
    }

    private func at(_ index: Int) -> String { String(code[index].address, radix: 16) }

    /// The stack must hold nothing of the function when it jumps away.
    private mutating func followStack() {
        var tableDepth: Int?
        var work = code.isEmpty ? [] : [(0, 0)]
        var unseen = 0
        while true {
            while let (start, depth) = work.popLast() {
                if depths[start] != nil { continue }
                depths[start] = depth
                let instruction = code[start]
                if instruction.isReturn || instruction.mnemonic == "ud2" { continue }
                if instruction.isUnconditionalJump || instruction.isConditionalJump {
                    if let target = instruction.targetAddress.flatMap({ indices[$0] }) {
                        work.append((target, depth))
                    } else if isTableJump(start) {
                        tableDepth = depth
                    } else if depth != 0 {
                        violations.append("\(at(start)): jumps to \(instruction.targetFunction ?? instruction.operands) with \(depth) bytes on the stack")
                    }
                    if instruction.isUnconditionalJump { continue }
                }
                if start + 1 < code.count { work.append((start + 1, depth + growth(instruction, depth))) }
            }
            // What only a table of jumps leads to begins with as much on the stack as there is at the jump.
            guard let tableDepth else { return }
            while unseen < code.count, depths[unseen] != nil || code[unseen].mnemonic.hasPrefix("nop") { unseen += 1 }
            guard unseen < code.count else { return }
            work.append((unseen, tableDepth))
        }
    }

    /// `movslq (table, index, 4), x; addq table, x; jmpq *x`
    private func isTableJump(_ index: Int) -> Bool {
        guard code[index].isIndirect, index >= 2 else { return false }
        return code[max(0, index - 4)..<index].contains { $0.mnemonic == "movslq" }
    }

    private func growth(_ instruction: Disassembly.Instruction, _ depth: Int) -> Int {
        if instruction.mnemonic.hasPrefix("push") { return 8 }
        if instruction.mnemonic.hasPrefix("pop"), instruction.mnemonic != "popcnt", !instruction.mnemonic.hasPrefix("popcnt") { return -8 }
        if instruction.mnemonic.hasPrefix("leave") { return -depth }
        guard instruction.destination == "%rsp" else { return 0 }
        let operand = instruction.operands.split(separator: ",").first ?? ""
        if instruction.mnemonic.hasPrefix("lea") {
            // leaq -40(%rbp), %rsp: all but what was saved above.
            guard operand.hasSuffix("(%rbp)") else { return 0 }
            let offset = operand.prefix { $0 != "(" }
            return 8 - (number(offset) ?? 0) - depth
        }
        guard operand.hasPrefix("$"), let amount = number(operand.dropFirst()) else { return instruction.operands == "%rbp, %rsp" ? 8 - depth : 0 }
        if instruction.mnemonic.hasPrefix("sub") { return amount }
        if instruction.mnemonic.hasPrefix("add") { return -amount }
        return 0
    }

    private func number(_ text: Substring) -> Int? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative ? text.dropFirst() : text
        let value = digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits)
        return value.map { isNegative ? -$0 : $0 }
    }

    /// What a called function returned must not be what this one returns: that call should have been a jump.
    private mutating func followResults() {
        for index in code.indices where code[index].isCall && depths[index] != nil && mayBeHandler(code[index]) {
            var seen: Set<Int> = [], work = [index + 1]
            while let next = work.popLast() {
                guard next < code.count, seen.insert(next).inserted else { continue }
                let instruction = code[next]
                if instruction.isReturn {
                    violations.append("\(at(index)): returns what \(code[index].targetFunction ?? code[index].operands) returned, which is a call and no jump")
                    break
                }
                if instruction.isCall || instruction.mnemonic == "ud2" || ["%rax", "%eax", "%al"].contains(instruction.destination) && writes(instruction) { continue }
                if let target = instruction.targetAddress.flatMap({ indices[$0] }), instruction.isUnconditionalJump || instruction.isConditionalJump { work.append(target) }
                if !instruction.isUnconditionalJump { work.append(next + 1) }
            }
        }
    }

    /// A pointer, an entry point, or a function that gives a UInt64, by its mangled name.
    private func mayBeHandler(_ call: Disassembly.Instruction) -> Bool {
        guard let name = call.targetFunction else { return true }
        return name.hasPrefix("krait_") || name.hasPrefix("$s") && name.contains("s6UInt64V")
    }

    private func writes(_ instruction: Disassembly.Instruction) -> Bool { !instruction.mnemonic.hasPrefix("test") && !instruction.mnemonic.hasPrefix("cmp") }
}
