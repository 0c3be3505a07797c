import Foundation

/// The instructions of register code, as RegisterInstructions.spec lists them.
struct RegisterInstructions {
    struct Instruction {
        var name: String
        var effect: String
        var remark: String
        /// A call of Swift's function behind the entry point.
        var handler: String
        /// The instructions that it takes the place of.
        var general: String
        /// Whether it has a second entry point.
        var isTwice: Bool
    }
    struct Family {
        var title: String
        var instructions: [Instruction] = []
    }

    private(set) var families: [Family] = []

    init(parsing text: String) throws {
        var general = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("== ") {
                families.append(Family(title: String(line.dropFirst(3))))
                general = ""
            } else if line.hasPrefix("specialized: ") {
                general = String(line.dropFirst("specialized: ".count))
            } else {
                let columns = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
                guard !families.isEmpty, (2...4).contains(columns.count), !columns[0].isEmpty else { throw Mistake(line: number + 1, text: line) }
                let words = columns[0].split(separator: " ").map(String.init), name = words[0]
                guard words.count == 1 || words[1...] == ["twice"] else { throw Mistake(line: number + 1, text: line) }
                var call = name + "(pc.instruction, r.values, k.values, t.thread)"
                if columns.count == 4, let open = columns[3].firstIndex(of: "(") {
                    let arguments = columns[3][columns[3].index(after: open)...]
                    call = columns[3][..<open] + "(pc.instruction, r.values, k.values, t.thread, " + arguments
                }
                families[families.count - 1].instructions.append(Instruction(
                    name: name, effect: columns[1], remark: columns.count > 2 ? columns[2] : "", handler: call, general: general, isTwice: words.count == 2))
            }
        }
    }

    struct Mistake: Error {
        var line: Int
        var text: String
    }

    /// Handlers+Generated.swift
    func swiftSource() -> String {
        let instructions = families.flatMap(\.instructions).sorted { $0.name < $1.name }
        var out = """
            // Generated from RegisterInstructions.spec by Utilities/GenerateInstructions. Do not edit.
            //
            // C function pointers take no Swift types: each instruction has an entry point with raw pointers, into which its handler is inlined.

            import CKrait

            typealias Raw = UnsafeMutableRawPointer

            extension UnsafeMutableRawPointer {
                @inline(__always) fileprivate var instruction: PC { assumingMemoryBound(to: Instruction.self) }
                @inline(__always) fileprivate var values: Registers { assumingMemoryBound(to: Value.self) }
                @inline(__always) fileprivate var thread: Thread { assumingMemoryBound(to: ThreadState.self) }
            }


            """
        for instruction in instructions {
            out += "@c func krait_\(instruction.name)(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { \(instruction.handler) }\n"
            if instruction.isTwice {
                out += "@c func krait_\(instruction.name)_2(_ pc: Raw, _ r: Raw, _ k: Raw, _ t: Raw) -> UInt64 { krait_differ(); return \(instruction.handler) }\n"
            }
        }
        out += """

            /// The name of an instruction, for listings of register code.
            func handlerName(_ handler: Handler) -> StaticString {
                let address = unsafeBitCast(handler, to: UInt.self)
                for (entry, name) in handlerNames where unsafeBitCast(entry, to: UInt.self) == address { return name }
                return "?"
            }

            let handlerNames: [(Handler, StaticString)] = [

            """
        for instruction in instructions { out += "    (krait_\(instruction.name), \"\(instruction.name)\"),\n" }
        for instruction in instructions where instruction.isTwice { out += "    (krait_\(instruction.name)_2, \"\(instruction.name)\"),\n" }
        out += "]\n\n/// Each specialized instruction and the general one that it takes the place of.\nlet specializedHandlers: [(Handler, Handler)] = [\n"
        for instruction in instructions where !instruction.general.isEmpty { out += "    (krait_\(instruction.name), krait_\(instruction.general)),\n" }
        out += "]\n\n/// Entry points of instructions that have two.\nlet secondHandlers: [(Handler, Handler)] = [\n"
        for instruction in instructions where instruction.isTwice { out += "    (krait_\(instruction.name), krait_\(instruction.name)_2),\n" }
        return out + "]\n"
    }

    /// Documentation/RegisterCode.md
    func markdown() -> String {
        var out = """
            # Instructions of register code

            Generated from `Sources/KraitRuntime/Execution/Instructions/RegisterInstructions.spec`, whose head explains the columns. Do not edit.
            How bytecode becomes these: [Lowering.md](Lowering.md). How they run: [Dispatch.md](Dispatch.md).

            """
        for family in families {
            let hasGeneral = family.instructions.contains { !$0.general.isEmpty }
            out += "\n## \(family.title)\n\n| instruction | effect | |\(hasGeneral ? " in the place of |" : "")\n|---|---|---|\(hasGeneral ? "---|" : "")\n"
            for instruction in family.instructions {
                let effect = instruction.effect.isEmpty ? "" : "`\(instruction.effect)`"
                out += "| `\(instruction.name)` | \(effect) | \(instruction.remark) |"
                if hasGeneral { out += instruction.general.isEmpty ? " |" : " `\(instruction.general)` |" }
                out += "\n"
            }
        }
        return out
    }
}
