import Foundation

/// What `Instructions.spec` says, checked. The format is described at the top of that file.
struct Specification {
    var versions: [String] = []
    var magicNumbers: [Int] = []
    var families: [Family] = []
    var enumerations: [Enumeration] = []

    var instructions: [Instruction] { families.flatMap(\.instructions) }

    struct Family {
        var title: String
        var instructions: [Instruction] = []
    }

    struct Instruction {
        var name: String
        /// One for each version; nil where the version does not have the instruction.
        var numbers: [Int?]
        var standsFor: [String]
        var operand: String
        var effect: StackEffect
        /// The effect when the jump is taken, where it differs.
        var jumpEffect: StackEffect?
        var flags: Set<String>
        var cache: [(name: String, size: Int)]
        var documentation = ""

        /// The number in the newest version.
        var number: Int { numbers.last.flatMap { $0 } ?? -1 }
        var isPseudo: Bool { number >= 256 }
        var isInstrumented: Bool { name.hasPrefix("INSTRUMENTED_") }
        var isSpecialized: Bool { !isPseudo && !isInstrumented && !standsFor.isEmpty }
    }

    struct StackEffect {
        var text: String
        var inputs: Count
        var outputs: Count
    }

    /// How many items: a constant and expressions of `oparg`.
    struct Count {
        var constant = 0
        var expressions: [String] = []
    }

    struct Enumeration {
        var name: String
        var operand: String
        var documentation: String
        var values: [(number: Int, name: String, shown: String?)] = []
    }
}

struct SpecificationError: Error, CustomStringConvertible {
    var line: Int
    var message: String
    var description: String { "Instructions.spec:\(line): \(message)" }
}

extension Specification {
    static let operands = [
        "-", "constant", "name", "attribute", "global", "super-attribute", "local", "local-pair", "cell", "forward", "backward", "label", "count",
        "position", "unpack-counts", "binary-operator", "comparison", "boolean", "conversion", "intrinsic-1", "intrinsic-2", "function-attribute",
        "resume", "high-bits", "number",
    ]
    static let flags: Set<String> = [
        "error", "error-no-pop", "escapes", "eval-break", "pure", "deopt", "exit", "unconditional", "scope-exit", "block-push",
    ]

    init(parsing text: String) throws {
        var inEnumeration = false
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            func fail(_ message: String) -> SpecificationError { SpecificationError(line: index + 1, message: message) }
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            if line.hasPrefix("##") {
                families.append(Family(title: words.dropFirst().joined(separator: " ")))
            } else if line.hasPrefix("#") {
                continue
            } else if first == "versions" {
                versions = Array(words.dropFirst())
            } else if first == "magic" {
                magicNumbers = words.dropFirst().compactMap { Int($0) }
            } else if first == "enumeration", words.count > 4, words[3] == "|" {
                enumerations.append(Enumeration(name: words[1], operand: words[2], documentation: words.dropFirst(4).joined(separator: " ")))
                inEnumeration = true
            } else if line.hasPrefix("    "), inEnumeration {
                guard words.count >= 2, let number = Int(first) else { throw fail("expected: number name [shown]") }
                enumerations[enumerations.count - 1].values.append(
                    (number, words[1], words.count > 2 ? words.dropFirst(2).joined(separator: " ") : nil))
            } else if line.hasPrefix("    ") {
                guard let family = families.indices.last, let instruction = families[family].instructions.indices.last,
                    families[family].instructions[instruction].documentation.isEmpty
                else { throw fail("a sentence without an instruction") }
                families[family].instructions[instruction].documentation = words.joined(separator: " ")
            } else {
                guard let family = families.indices.last else { throw fail("an instruction before the first heading") }
                do { families[family].instructions.append(try instruction(String(line))) } catch let problem as Problem { throw fail(problem.message) }
            }
        }
        families.removeAll { $0.instructions.isEmpty }
        try check()
    }

    private struct Problem: Error {
        var message: String
    }

    /// `NAME numbers [: stands for] | operand | effect | flags`
    private func instruction(_ line: String) throws -> Instruction {
        let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { trimmed($0) }
        guard fields.count == 4 else { throw Problem(message: "expected four fields between |") }
        let head = fields[0].split(separator: ":").map { trimmed($0) }
        let words = head[0].split(separator: " ").map(String.init)
        guard words.count == versions.count + 1 else { throw Problem(message: "expected a name and \(versions.count) numbers") }
        let standsFor = head.count > 1 ? head[1].split(separator: ",").map { trimmed($0) } : []

        var operand = fields[1]
        var flags: Set<String> = []
        var cache: [(name: String, size: Int)] = []
        for flag in fields[3].split(separator: " ").map(String.init) {
            if flag.hasPrefix("cache=") {
                for entry in flag.dropFirst(6).split(separator: ",") {
                    let parts = entry.split(separator: ":")
                    cache.append((String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 0 : 1))
                }
            } else {
                guard Self.flags.contains(flag) else { throw Problem(message: "unknown flag \(flag)") }
                flags.insert(flag)
            }
        }
        if operand == "same" {
            guard let general = instructions.first(where: { $0.name == standsFor.first }) else {
                throw Problem(message: "`same` as what?")
            }
            operand = general.operand
            cache = general.cache
        }
        guard Self.operands.contains(operand) else { throw Problem(message: "unknown operand \(operand)") }

        let effects = fields[2].split(separator: ";").map { trimmed($0) }
        return Instruction(
            name: words[0], numbers: words.dropFirst().map { Int($0) }, standsFor: standsFor, operand: operand, effect: try effect(effects[0]),
            jumpEffect: effects.count > 1 ? try effect(trimmed(effects[1].dropFirst("jump".count))) : nil, flags: flags, cache: cache)
    }

    /// `inputs -- outputs`
    private func effect(_ text: String) throws -> StackEffect {
        guard let dashes = text.range(of: "--") else { throw Problem(message: "no -- in the stack effect") }
        return StackEffect(text: text, inputs: count(text[..<dashes.lowerBound]), outputs: count(text[dashes.upperBound...]))
    }

    private func count(_ items: Substring) -> Count {
        var count = Count()
        for item in items.split(separator: ",").map({ trimmed($0) }) where !item.isEmpty {
            if let open = item.firstIndex(of: "["), item.hasSuffix("]") {
                count.expressions.append(String(item[item.index(after: open)...].dropLast()))
            } else {
                count.constant += 1
            }
        }
        return count
    }

    private func check() throws {
        var numbers: Set<Int> = [], names: Set<String> = []
        for instruction in instructions {
            func fail(_ message: String) -> SpecificationError { SpecificationError(line: 0, message: "\(instruction.name): \(message)") }
            guard names.insert(instruction.name).inserted else { throw fail("named twice") }
            guard instruction.number < 0 || numbers.insert(instruction.number).inserted else { throw fail("number used twice") }
            guard !instruction.documentation.isEmpty else { throw fail("no sentence") }
        }
        for instruction in instructions {
            for name in instruction.standsFor where !names.contains(name) {
                throw SpecificationError(line: 0, message: "\(instruction.name): stands for unknown \(name)")
            }
        }
        guard magicNumbers.count == versions.count else { throw SpecificationError(line: 0, message: "a magic number for each version") }
    }
}

func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
}
