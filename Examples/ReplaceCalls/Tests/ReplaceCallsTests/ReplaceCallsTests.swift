import Foundation
import KraitBytecode
import Testing

@testable import ReplaceCalls

private let fixtures = Bundle.module.resourceURL?.appendingPathComponent("Fixtures") ?? URL(fileURLWithPath: "Fixtures")

private func hello() throws -> PycFile {
    try PycFile(reading: [UInt8](try Data(contentsOf: fixtures.appendingPathComponent("hello.pyc"))), name: "hello")
}

/// The opcodes of the function with this name.
private func instructions(of name: PythonString, in code: CodeObject) throws -> [String] {
    for case .code(let nested) in code.fields.constants where nested.fields.name == name {
        return try ControlFlow(nested).instructions.map(\.opcode.name)
    }
    return []
}

@Test func callsAreReplacedAndOtherUsesStay() throws {
    let file = try hello()
    let (code, count) = try replaceCalls(of: "print", by: "note", of: "journal", in: file.code)
    // All but `show = print`.
    #expect(count == 6)
    try code.verify()
    let before = try instructions(of: "function", in: file.code).filter { $0 == "IMPORT_NAME" }.count
    let after = try instructions(of: "function", in: code).filter { $0 == "IMPORT_NAME" }.count
    #expect((before, after) == (0, 4))
    #expect(try instructions(of: "function", in: code).starts(with: ["RESUME", "LOAD_GLOBAL", "STORE_FAST"]))
}

@Test func nothingToReplaceGivesTheSameFile() throws {
    let file = try hello()
    let (code, count) = try replaceCalls(of: "eval", by: "note", of: "journal", in: file.code)
    #expect(count == 0)
    #expect(try PycFile(code, validation: file.validation).bytes() == file.bytes())
}

@Test func argumentsAreUnderstood() throws {
    let replacement = try #require(Replacement("print=a.b.note"))
    #expect((replacement.old, replacement.module, replacement.function) == ("print", "a.b", "note"))
    for wrong in ["print", "print=note", "=a.b", "print=a.", "a=b=c.d"] { #expect(Replacement(wrong) == nil) }
}

/// Needs CPython 3.13: `python3.13`, or the path in the environment variable KRAIT_PYTHON.
@Test func cpythonRunsTheResult() throws {
    guard let python = pythonPath() else {
        print("skipped: no python3.13 here")
        return
    }
    var file = try hello()
    file.code = try replaceCalls(of: "print", by: "note", of: "journal", in: file.code).code
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ReplaceCalls-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: fixtures.appendingPathComponent("journal.py"), to: folder.appendingPathComponent("journal.py"))
    let changed = folder.appendingPathComponent("changed.pyc")
    try Data(try file.bytes()).write(to: changed)

    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [changed.path]
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(
        text == """
            journal: one
            journal: decorated
            journal:: value: 0
            journal: nothing
            journal: nothing at all 0
            shown
            journal:: value: 22
            journal: 2 22
            shown
            journal: 0
            journal: 22

            """)
}

private func pythonPath() -> String? {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let candidates = [environment["KRAIT_PYTHON"]].compactMap { $0 } + folders.map { "\($0)/python3.13" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) && isPython313($0) }
}

/// Whether a program is CPython 3.13: version managers put scripts of that name in the path that only say it is not chosen.
private func isPython313(_ path: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["-c", "import sys; sys.exit(sys.version_info[:2] != (3, 13))"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
}
