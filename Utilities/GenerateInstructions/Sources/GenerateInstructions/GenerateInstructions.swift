import Foundation

/// Makes the opcode tables, the entry points of handlers and their documentation from `Instructions.spec` and `RegisterInstructions.spec`.
///
///     swift run --package-path Utilities/GenerateInstructions GenerateInstructions [--check] [ROOT]
///
/// Writes the files, or with `--check` only compares and exits with 1 if one is out of date. ROOT is the folder of the repository
/// (default: the current one).
@main
struct GenerateInstructions {
    static func main() throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        let isChecking = arguments.first == "--check"
        if isChecking { arguments.removeFirst() }
        let root = URL(fileURLWithPath: arguments.first ?? ".")
        let folder = root.appending(path: "Sources/KraitBytecode/Instructions")
        let specification = try Specification(parsing: String(contentsOf: folder.appending(path: "Instructions.spec"), encoding: .utf8))
        let registerFolder = root.appending(path: "Sources/KraitRuntime/Execution/Instructions")
        let registerInstructions = try RegisterInstructions(
            parsing: String(contentsOf: registerFolder.appending(path: "RegisterInstructions.spec"), encoding: .utf8))
        let outputs = [
            (folder.appending(path: "Opcode+Generated.swift"), specification.swiftSource()),
            (root.appending(path: "Documentation/Opcodes.md"), specification.markdown()),
            (registerFolder.appending(path: "Handlers+Generated.swift"), registerInstructions.swiftSource()),
            (root.appending(path: "Documentation/RegisterCode.md"), registerInstructions.markdown()),
        ]
        var isCurrent = true
        for (file, text) in outputs {
            if (try? String(contentsOf: file, encoding: .utf8)) == text { continue }
            isCurrent = false
            if isChecking {
                print("\(file.relativePath) is not what the specification says: run Utilities/GenerateInstructions")
            } else {
                try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try text.write(to: file, atomically: true, encoding: .utf8)
                print("wrote \(file.relativePath)")
            }
        }
        if isChecking && !isCurrent { exit(1) }
    }
}
