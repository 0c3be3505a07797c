/// Writes `Documentation/Opcodes.md`.
extension Specification {
    func markdown() -> String {
        var out = """
            # Instructions of CPython \(versions.joined(separator: ", "))

            Generated from `Sources/KraitBytecode/Instructions/Instructions.spec`, whose head explains the columns. Do not edit.

            The stack effect lists items from the bottom to the top, before and after `--`; `args[oparg]` are as many items as the expression in
            brackets says.

            """
        for family in families {
            out += "\n## \(family.title)\n\n"
            out += "| number | instruction | operand | stack effect | cache | flags | |\n|--:|---|---|---|--:|---|---|\n"
            for instruction in family.instructions {
                let cache = instruction.cache.reduce(0) { $0 + $1.size }
                var name = "`\(instruction.name)`"
                if !instruction.standsFor.isEmpty { name += " → " + instruction.standsFor.map { "`\($0)`" }.joined(separator: ", ") }
                let numbers = instruction.numbers.map { $0.map(String.init) ?? "–" }.joined(separator: ", ")
                let effect = instruction.effect.text + (instruction.jumpEffect.map { "; jump " + $0.text } ?? "")
                out += "| \(numbers) | \(name) | \(instruction.operand == "-" ? "" : instruction.operand) | `\(effect)` "
                out += "| \(cache == 0 ? "" : String(cache)) | \(instruction.flags.sorted().joined(separator: ", ")) | \(instruction.documentation) |\n"
            }
        }
        for enumeration in enumerations {
            out += "\n## \(enumeration.name)\n\n\(enumeration.documentation)\n\n| number | name | shown as |\n|--:|---|---|\n"
            for value in enumeration.values {
                out += "| \(value.number) | `\(value.name)` | \(value.shown.map { "`\($0.replacing("|", with: "\\|"))`" } ?? "") |\n"
            }
        }
        return out
    }
}
