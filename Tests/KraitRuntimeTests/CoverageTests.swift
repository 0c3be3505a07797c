import Foundation
import KraitBytecode
import KraitCompiler
import Testing

@testable import KraitRuntime

/// The programs of Tests/Programs contain every instruction of bytecode that the compiler emits, and run every handler of register code.
@Suite struct CoverageTests {
    /// Instructions of CPython 3.13 that no compiler emits: made at run time, for other tools, or left over.
    static let neverEmitted: Set<String> = [
        "CACHE", "RESERVED", "RESUME_CHECK", "ENTER_EXECUTOR", "INTERPRETER_EXIT", "EXIT_INIT_CHECK", "INSTRUMENTED_LINE",
    ]

    static let emitted: [Opcode] = Opcode.all.filter { opcode in
        opcode.rawValue < 256 && !opcode.name.hasPrefix("INSTRUMENTED_") && !opcode.isSpecialized && !neverEmitted.contains(opcode.name)
    }

    @Test func programsContainEveryOpcode() throws {
        var found: Set<Opcode> = []
        for program in RecordedProgram.all {
            let source = Array(try Data(contentsOf: URL(fileURLWithPath: program.path)))
            guard let code = try? compile(source: source, origin: .file, options: CompileOptions()) else { continue }
            Self.collect(code, into: &found)
        }
        let missing = Self.emitted.filter { !found.contains($0) }.map(\.name)
        #expect(missing.isEmpty, "no program has \(missing.joined(separator: ", "))")
    }

    private static func collect(_ code: CodeObject, into found: inout Set<Opcode>) {
        for offset in stride(from: 0, to: code.fields.code.count, by: 2) { found.insert(Opcode(rawValue: UInt16(code.fields.code[offset]))) }
        for case .code(let inner) in code.fields.constants { collect(inner, into: &found) }
    }

    #if DEBUG
        /// What is no instruction of programs: a path of `forIterate` that other handlers call.
        static let unreachable: Set<String> = ["forIterateGenerator"]

        /// Release builds do not come back between instructions: only debug builds can tell what ran.
        @Test func programsRunEveryHandler() throws {
            var missing = Dictionary(handlerNames.map { (unsafeBitCast($0.0, to: UInt.self), "\($0.1)") }, uniquingKeysWith: { first, _ in first })
            for name in Self.unreachable { missing = missing.filter { $0.value != name } }
            // Those of one area cover much of each other: the ones about the language come first.
            for program in RecordedProgram.all.sorted(by: { $0.path.contains("/language/") && !$1.path.contains("/language/") }) {
                if missing.isEmpty { break }
                for address in try executed(program.path) { missing[address] = nil }
            }
            let names = missing.values.sorted()
            #expect(names.isEmpty, "no program runs \(names.joined(separator: ", "))")
        }

        private final class Box: @unchecked Sendable { var addresses: Set<UInt> = [] }

        private func executed(_ path: String) throws -> Set<UInt> {
            let box = Box(), done = DispatchSemaphore(value: 0)
            let native = Foundation.Thread {
                defer { done.signal() }
                guard let (machine, thread) = try? Machine.make(host: CapturingHost(input: [], files: [:])) else { return }
                thread.enterNativeStack()
                machine.pointee.executedHandlers = []
                _ = thread.run(.file(path))
                box.addresses = machine.pointee.executedHandlers ?? []
                machine.tearDown()
            }
            native.stackSize = 16 << 20
            native.start()
            done.wait()
            return box.addresses
        }
    #endif
}
