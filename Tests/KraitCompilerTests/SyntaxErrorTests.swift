// What is printed on standard error for programs, most of them wrong, against what CPython 3.13 prints
// (Utilities/syntax_errors.py record).

import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// A line of a fixture.
private struct Recorded: Decodable {
    /// The program in one of three forms: text, hexadecimal digits, or texts with how often each stands.
    var source: String?
    var bytes: String?
    var parts: [Part]?
    var accepted: Bool
    /// All of it; or, where it is long, "…" and the last line.
    var stderr: String

    struct Part: Decodable {
        var text: String
        var count: Int

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            text = try values.decode(String.self)
            count = try values.decode(Int.self)
        }
    }

    var program: [UInt8] {
        if let bytes {
            let digits = Array(bytes)
            return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
        }
        return Array((source ?? (parts ?? []).map { String(repeating: $0.text, count: $0.count) }.joined()).utf8)
    }
}

private func recorded(_ name: String) throws -> [Recorded] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let decoder = JSONDecoder()
    return try Data(contentsOf: folder.appendingPathComponent(name)).split(separator: UInt8(ascii: "\n")).map {
        try decoder.decode(Recorded.self, from: Data($0))
    }
}

/// What `krait compile` prints on standard error.
private func standardError(_ program: [UInt8]) -> (accepted: Bool, text: String) {
    final class Output: @unchecked Sendable { var text = "" }
    let output = Output()
    var options = CompileOptions()
    options.filename = "program.py"
    let lines = SourceLines(program, filename: "program.py")
    options.warn = { warning throws(CompileError) in
        guard warning.category == .syntaxWarning else { return }
        output.text += warning.rendered(filename: "program.py", sourceLine: lines[warning.line])
    }
    do {
        _ = try compile(source: program, origin: .file, options: options)
        return (true, output.text)
    } catch {
        return (false, output.text + error.rendered(filename: "program.py"))
    }
}

@Test(arguments: [("syntax_errors.jsonl", 3900), ("special_programs.jsonl", 900)])
func standardErrorEqualsCPythons(fixture: String, count: Int) throws {
    let programs = try recorded(fixture)
    #expect(programs.count >= count)
    for recorded in programs {
        let (accepted, text) = standardError(recorded.program)
        #expect(accepted == recorded.accepted, "\(String(decoding: recorded.program.prefix(200), as: UTF8.self))")
        if recorded.stderr.hasPrefix("…") {
            let lastLine = text.split(separator: "\n").last.map { "…\($0)\n" }
            #expect(lastLine == recorded.stderr)
        } else {
            #expect(text == recorded.stderr, "\(String(decoding: recorded.program.prefix(200), as: UTF8.self))")
        }
    }
}

@Test func errorsHaveColors() {
    let error = CompileError(.syntaxError, "invalid syntax", line: 2, column: 5, endLine: 2, endColumn: 7, text: "  x yz\n")
    #expect(
        error.rendered(filename: "a.py", colored: true) == """
              File \u{1b}[35m"a.py"\u{1b}[0m, line \u{1b}[35m2\u{1b}[0m
                x \u{1b}[1;31myz\u{1b}[0m
                  \u{1b}[1;31m^^\u{1b}[0m
            \u{1b}[1;35mSyntaxError\u{1b}[0m: \u{1b}[35minvalid syntax\u{1b}[0m

            """)
    #expect(CompileError(.memoryError, "").rendered(filename: "a.py", colored: true) == "\u{1b}[1;35mMemoryError\u{1b}[0m\n")
}

@Test func surrogatesOfFilenamesAreEscaped() {
    let filename = PythonString(codePoints: [0x61, 0xDCFF, 0xE4])
    #expect(CompileError(.syntaxError, "m", line: 1).rendered(filename: filename) == "  File \"a\\udcff\u{e4}\", line 1\nSyntaxError: m\n")
}
