/// Writes `Opcode+Generated.swift`.
extension Specification {
    func swiftSource() -> String {
        var out = """
            // Generated from Instructions.spec by Utilities/GenerateInstructions. Do not edit.


            """
        out += constants() + "\n" + metadata() + "\n" + effects() + "\n" + names() + "\n" + caches() + "\n" + versionTables()
        for enumeration in enumerations { out += "\n" + source(of: enumeration) }
        return out
    }

    private func constants() -> String {
        var out = "extension Opcode {\n"
        for family in families {
            out += "    // MARK: \(family.title)\n"
            for instruction in family.instructions where instruction.number >= 0 {
                out += "    /// \(instruction.documentation)\n"
                out += "    @inlinable public static var \(camelCase(instruction.name)): Opcode { Opcode(rawValue: \(instruction.number)) }\n"
            }
        }
        return out + "}\n"
    }

    private var byNumber: [Int: Instruction] {
        Dictionary(instructions.filter { $0.number >= 0 }.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }
    private var limit: Int { (instructions.map(\.number).max() ?? 0) + 1 }

    private func metadata() -> String {
        let table = (0..<limit).map { byNumber[$0] }
        let numbers = Dictionary(instructions.map { ($0.name, $0.number) }, uniquingKeysWith: { first, _ in first })
        let words = table.map { $0.map(metadataWord) ?? 0 }
        let general = table.enumerated().map { number, instruction in
            instruction.flatMap { $0.standsFor.first }.flatMap { numbers[$0] } ?? number
        }
        return """
            extension Opcode {
                /// How many numbers the tables cover.
                @usableFromInline static let tableSize = \(limit)
                /// ``Properties`` of each number; 0 for numbers without an instruction.
                @usableFromInline static let properties: [UInt32] = [
            \(rows(words.map { "0x" + String($0, radix: 16) }, 16))
                ]
                /// ``Operand`` of each number.
                @usableFromInline static let operands: [UInt8] = [
            \(rows(table.map { String($0.flatMap { Self.operands.firstIndex(of: $0.operand) } ?? 0) }, 32))
                ]
                /// The instruction that each number is a special form of, or itself.
                @usableFromInline static let generalForms: [UInt16] = [
            \(rows(general.map(String.init), 24))
                ]
            }

            """
    }

    /// Bits as `Opcode.Properties` in Opcode.swift names them.
    private func metadataWord(_ instruction: Instruction) -> UInt32 {
        let bits: [Bool] = [
            true,
            instruction.operand != "-",
            instruction.operand == "constant",
            ["name", "attribute", "global", "super-attribute"].contains(instruction.operand),
            ["local", "local-pair"].contains(instruction.operand),
            instruction.operand == "cell",
            ["forward", "backward"].contains(instruction.operand) || (instruction.operand == "label" && !instruction.flags.contains("block-push")),
            instruction.operand == "backward",
            instruction.flags.contains("error"),
            instruction.flags.contains("error-no-pop"),
            instruction.flags.contains("escapes"),
            instruction.flags.contains("eval-break"),
            instruction.flags.contains("pure"),
            instruction.flags.contains("deopt"),
            instruction.flags.contains("exit"),
            instruction.flags.contains("unconditional"),
            instruction.flags.contains("scope-exit"),
            instruction.flags.contains("block-push"),
            instruction.isPseudo,
            instruction.isSpecialized,
            instruction.isInstrumented,
        ]
        var word = UInt32(instruction.cache.reduce(0) { $0 + $1.size }) << 24
        for (bit, isSet) in bits.enumerated() where isSet { word |= 1 << UInt32(bit) }
        return word
    }

    private func effects() -> String {
        func table(_ name: String, _ comment: String, _ count: (Instruction) -> Count) -> String {
            let values = (0..<limit).map { number in
                guard let instruction = byNumber[number] else { return "0" }
                return count(instruction).expressions.isEmpty ? String(count(instruction).constant) : "-1"
            }
            var cases: [String: [Instruction]] = [:]
            for instruction in instructions where instruction.number >= 0 && !count(instruction).expressions.isEmpty {
                cases[swiftExpression(count(instruction)), default: []].append(instruction)
            }
            var out = """
                    /// \(comment); -1 where the operand decides.
                    @usableFromInline static let \(name)Counts: [Int8] = [
                \(rows(values, 32))
                    ]

                    /// The counts that depend on the operand.
                    @usableFromInline func \(name)DependingOn(_ oparg: Int) -> Int {
                        switch rawValue {

                """
            for (expression, group) in cases.sorted(by: { ($0.value[0].number, $0.key) < ($1.value[0].number, $1.key) }) {
                let names = group.sorted { $0.number < $1.number }
                out += "        case \(names.map { String($0.number) }.joined(separator: ", ")): \(expression)"
                out += "  // \(names[0].name)\(names.count > 1 ? " …" : "")\n"
            }
            return out + "        default: 0\n        }\n    }\n"
        }
        var out = "extension Opcode {\n"
        out += table("popped", "How many items each number takes from the stack") { $0.effect.inputs } + "\n"
        out += table("pushed", "How many items each number leaves on the stack") { $0.effect.outputs } + "\n"
        out += "    /// How much the stack grows on the way to the handler; nil where the jump makes no difference.\n"
        out += "    @usableFromInline var jumpEffect: Int? {\n        switch rawValue {\n"
        for instruction in instructions {
            guard let effect = instruction.jumpEffect else { continue }
            out += "        case \(instruction.number): \(effect.outputs.constant - effect.inputs.constant)  // \(instruction.name)\n"
        }
        return out + "        default: nil\n        }\n    }\n}\n"
    }

    /// The count as wrapping Swift arithmetic: an operand can be any 32-bit number.
    private func swiftExpression(_ count: Count) -> String {
        var constant = count.constant
        var terms: [String] = []
        for expression in count.expressions {
            let words = expression.filter { $0 != " " }
            if words.hasPrefix("oparg-"), let less = Int(words.dropFirst(6)) {
                constant -= less
                terms.append("oparg")
            } else if words.hasPrefix("oparg=="), let value = Int(words.dropFirst(7)) {
                terms.append("(oparg == \(value) ? 1 : 0)")
            } else if words == "oparg" {
                terms.append("oparg")
            } else {
                terms.append("(\(expression.replacing("oparg*", with: "oparg &* ")))")
            }
        }
        if constant != 0 { terms.append(String(constant)) }
        return terms.joined(separator: " &+ ")
    }

    private func names() -> String {
        let values = (0..<limit).map { byNumber[$0].map { "\"\($0.name)\"" } ?? "\"<\($0)>\"" }
        return """
            extension Opcode {
                /// Names of all numbers.
                static let names: [String] = [
            \(rows(values, 6))
                ]
            }

            """
    }

    private func caches() -> String {
        var out = "extension Opcode {\n    /// The parts of the inline cache with their sizes in code units, in order.\n"
        out += "    public var cacheFormat: [(name: String, size: Int)] {\n        switch isSpecialized ? general.rawValue : rawValue {\n"
        for instruction in instructions where !instruction.cache.isEmpty && !instruction.isSpecialized {
            let parts = instruction.cache.map { "(\"\($0.name)\", \($0.size))" }.joined(separator: ", ")
            out += "        case \(instruction.number): [\(parts)]  // \(instruction.name)\n"
        }
        return out + "        default: []\n        }\n    }\n}\n"
    }

    private func versionTables() -> String {
        var out = """
            extension BytecodeVersion {
                /// All versions that can be read.
                public static let all: [BytecodeVersion] = [\(versions.map { "python" + $0.replacing(".", with: "") }.joined(separator: ", "))]


            """
        for (column, version) in versions.enumerated() {
            let inVersion = Dictionary(
                instructions.compactMap { instruction in instruction.numbers[column].map { ($0, instruction) } }, uniquingKeysWith: { first, _ in first })
            let last = inVersion.keys.filter { $0 < 256 }.max() ?? 0
            let values = (0...last).map { inVersion[$0].map { String($0.number) } ?? "none" }
            out += """
                    public static let python\(version.replacing(".", with: "")) = BytecodeVersion(
                        name: "\(version)", magicNumber: \(magicNumbers[column]),
                        opcodes: [
                \(rows(values, 24, indentation: "            "))
                        ])

                """
        }
        return out + "}\n"
    }

    private func source(of enumeration: Enumeration) -> String {
        let prefixes = ["NB_", "INTRINSIC_1_", "INTRINSIC_2_", "INTRINSIC_"]
        func caseName(_ name: String) -> String {
            let prefix = prefixes.first { name.hasPrefix($0) } ?? ""
            return camelCase(String(name.dropFirst(prefix.count)))
        }
        var out = "/// \(enumeration.documentation)\npublic enum \(enumeration.name): UInt8, CaseIterable, Sendable {\n"
        for value in enumeration.values {
            let name = caseName(value.name)
            out += "    case \(name == "typealias" ? "`typealias`" : name) = \(value.number)\n"
        }
        out += "\n    /// The name in CPython's headers.\n    public var name: String {\n        switch self {\n"
        for value in enumeration.values { out += "        case .\(caseName(value.name)): \"\(value.name)\"\n" }
        out += "        }\n    }\n"
        if enumeration.values.contains(where: { $0.shown != nil }) {
            out += "\n    /// What `dis` shows.\n    public var symbol: String {\n        switch self {\n"
            for value in enumeration.values { out += "        case .\(caseName(value.name)): \"\(value.shown ?? "")\"\n" }
            out += "        }\n    }\n"
        }
        return out + "}\n"
    }

    private func rows(_ values: [String], _ perRow: Int, indentation: String = "        ") -> String {
        stride(from: 0, to: values.count, by: perRow).map { start in
            indentation + values[start..<min(start + perRow, values.count)].joined(separator: ", ") + ","
        }.joined(separator: "\n")
    }
}

/// `LOAD_FAST_AND_CLEAR` → `loadFastAndClear`
func camelCase(_ name: String) -> String {
    let words = name.lowercased().split(separator: "_").map(String.init)
    return words[0] + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
}
