import Foundation

/// Checks in the machine code of a release build that handlers continue by jumps.
///
///     swift run --package-path Utilities/CheckHandlers CheckHandlers [--verbose] PROGRAM
///
/// Swift optimizes tail calls but does not promise them: a local variable whose address escapes, or a cleanup, turns `return next(…)` into a
/// call, and the native stack grows with every instruction that runs. So for each entry point `krait_…`, and for all that they jump to:
///
/// - nothing is left on the stack where it jumps to another function;
/// - it never returns what a function it called returned.
///
/// And entry points, which hold the fast paths, count no references and allocate no objects of Swift. Exits with 1 if anything is found.
@main
struct CheckHandlers {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let isVerbose = arguments.first == "--verbose"
        if isVerbose { arguments.removeFirst() }
        guard let program = arguments.first else {
            print("usage: CheckHandlers [--verbose] PROGRAM")
            exit(2)
        }
        guard try output(of: "llvm-objdump", ["--file-headers", program]).contains("x86-64") else {
            print("not checked: only the machine code of x86-64 is understood")
            return
        }
        let symbols = Set(try output(of: "llvm-nm", [program]).split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) })
        let entries = try entryPoints().filter(symbols.contains)
        guard !entries.isEmpty else {
            print("\(program) has no handlers")
            exit(1)
        }
        let disassembly = try Disassembly(of: program, from: entries)
        var violations = 0
        var saving = 0
        for (name, code) in disassembly.functions.sorted(by: { $0.key < $1.key }) where !code.isEmpty {
            let check = FunctionCheck(code)
            var found = check.violations
            if entries.contains(name) {
                found += check.calls.filter(isReferenceCounting).map { "calls \($0)" }
                if check.savedRegisters > 0 { saving += 1 }
                if isVerbose, check.savedRegisters > 0 { print("\(name) saves \(check.savedRegisters) registers before it does anything") }
            }
            for violation in found { print("\(name): \(violation)") }
            violations += found.count
        }
        print("\(entries.count) entry points and \(disassembly.functions.count - entries.count) functions that they continue in: \(violations) violations; "
            + "\(saving) entry points save registers on their fast path")
        if violations > 0 { exit(1) }
    }

    /// The entry points of Handlers+Generated.swift.
    private static func entryPoints() throws -> [String] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/KraitRuntime/Execution/Instructions/Handlers+Generated.swift")
        return try String(contentsOf: file, encoding: .utf8).matches(of: /@c func (krait_\w+)/).map { String($0.output.1) }
    }

    private static func isReferenceCounting(_ function: String) -> Bool {
        ["swift_retain", "swift_release", "swift_alloc", "swift_bridgeObject", "swift_beginAccess", "swift_once"].contains { function.hasPrefix($0) }
    }
}
