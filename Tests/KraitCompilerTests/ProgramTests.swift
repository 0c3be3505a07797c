import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// Whole programs, from source to code objects, errors and warnings, against what CPython 3.13 made of them (`Fixtures/Programs.txt`).
@Suite struct ProgramTests {
    @Test func recordedProgramsGiveCPythonsResult() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/Programs.txt")
        let programs = RecordedProgram.read(try String(contentsOf: url, encoding: .utf8))
        #expect(programs.count > 500)
        for program in programs {
            let result = program.compiled()
            #expect(result == program.result, "\(program.mode) \(program.level):\n\(program.source)")
        }
    }

    @Test func oneTreeAtATimeOnAnyThread() async throws {
        let source = Array("class A:\n    def f(self, *a): return [super().f(x) for x in a]\n".utf8)
        let expected = try compile(source: source)
        try await withThrowingTaskGroup(of: CodeObject.self) { group in
            for _ in 0..<8 { group.addTask { try compile(source: source) } }
            for try await code in group { #expect(code == expected) }
        }
    }

    /// A handler that throws turns a warning into an error, and no code comes out.
    @Test func warningsCanBecomeErrors() {
        var options = CompileOptions()
        options.warn = { warning throws(CompileError) in
            throw CompileError(.syntaxError, warning.message, line: warning.line)
        }
        #expect(throws: CompileError(.syntaxError, "assertion is always true, perhaps remove parentheses?", line: 2)) {
            try compile(source: Array("x\nassert (a, 'b')\n".utf8), options: options)
        }
    }

    /// `finally` in `finally`: twice the code for each level. CPython needs 3 GB for 20 levels.
    @Test(.timeLimit(.minutes(1))) func nestedFinallyBodiesDoNotFillTheMemory() throws {
        func program(_ levels: Int) -> [UInt8] {
            let blocks = (0..<levels).map { level in
                let indentation = String(repeating: " ", count: level)
                return indentation + "try: a\n" + indentation + "finally:\n"
            }
            return Array((blocks.joined() + String(repeating: " ", count: levels) + "b\n").utf8)
        }
        #expect(try compile(source: program(10)).fields.code.count == 18_422)
        #expect(throws: CompileError(.memoryError, "")) { try compile(source: program(40)) }
    }

    @Test func surrogatesInDocstringsAreRefused() {
        let error = CompileError(
            .unicodeEncodeError, "'utf-8' codec can't encode character '\\udc80' in position 2: surrogates not allowed")
        #expect(throws: error) { try compile(source: Array("def f(): 'é \\udc80'\n".utf8)) }
    }

    /// Many names, constants and keywords in one scope: time grows with their number, not with its square.
    @Test(.timeLimit(.minutes(1))) func largeScopes() throws {
        let names = (0..<60_000).map { "name\($0) = \($0)\n" }.joined()
        let code = try compile(source: Array(names.utf8))
        #expect(code.fields.names.count == 60_000)
        let keywords = (0..<60_000).map { "k\($0)=0" }.joined(separator: ", ")
        #expect(try compile(source: Array("f(\(keywords))\n".utf8)).fields.names == ["f"])
    }
}

/// A record of `Fixtures/Programs.txt`: see `record_programs.py`.
private struct RecordedProgram {
    var mode = CompileOptions.Mode.exec
    var level = 0
    var allowsAwait = false
    var source = ""
    var result: [String] = []

    static func read(_ text: String) -> [RecordedProgram] {
        var programs: [RecordedProgram] = []
        var isInSource = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("### ") {
                let words = line.split(separator: " ")
                var program = RecordedProgram()
                program.mode = words[1] == "exec" ? .exec : words[1] == "eval" ? .eval : .single
                program.level = Int(words[2]) ?? 0
                program.allowsAwait = words.count > 3
                programs.append(program)
                isInSource = true
            } else if programs.isEmpty {
                continue
            } else if line == "###" {
                isInSource = false
            } else if isInSource {
                programs[programs.count - 1].source += line + "\n"
            } else {
                programs[programs.count - 1].result.append(String(line))
            }
        }
        // The last line of the file ends in a newline.
        if programs.last?.result.last == "" { programs[programs.count - 1].result.removeLast() }
        return programs
    }

    /// What Krait makes of the program, in the words of the record.
    func compiled() -> [String] {
        let warnings = Warnings()
        var options = CompileOptions()
        options.mode = mode
        options.optimization = level
        options.allowTopLevelAwait = allowsAwait
        options.warn = { warning throws(CompileError) in
            warnings.lines.append("\(warning.category.rawValue) \(warning.line) \(warning.message)")
        }
        do throws(CompileError) {
            let code = try compile(source: Array(source.utf8), options: options)
            return warnings.lines + lines(of: code)
        } catch {
            guard let line = error.line else { return warnings.lines + ["\(error.category.rawValue) \(error.message)"] }
            func text(_ value: Int?) -> String { value.map { "\($0)" } ?? "None" }
            let place = "\(line):\(text(error.column))-\(text(error.endLine)):\(text(error.endColumn))"
            return warnings.lines + ["\(error.category.rawValue) \(place) \(error.message)"]
        }
    }

    private func lines(of code: CodeObject) -> [String] {
        let fields = code.fields
        func hexadecimal(_ bytes: [UInt8]) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
        func names(_ kind: CodeObject.LocalKind) -> String {
            zip(fields.localsPlusNames, fields.localKinds).filter { $1.contains(kind) }.map { $0.0.description }
                .joined(separator: " ")
        }
        func representation(_ constant: Constant) -> String {
            if case .code(let inner) = constant { return "<code \(inner.fields.name)>" }
            return String(decoding: (try? constant.repr()) ?? [], as: UTF8.self)
        }
        let constants = Constant.string(PythonString(fields.constants.map(representation).joined(separator: ", ")))
        var lines = [
            "code \(fields.qualifiedName): \(fields.argumentCount) \(fields.positionalOnlyArgumentCount) "
                + "\(fields.keywordOnlyArgumentCount) \(fields.stackSize) \(fields.flags.rawValue) \(fields.firstLine)",
            "names " + fields.names.map(\.description).joined(separator: " "),
            "locals " + [names(.local), names(.cell), names(.free)].joined(separator: " | "),
            "constants " + representation(constants),
            "code " + hexadecimal(fields.code),
            "lines " + hexadecimal(fields.lineTable),
            "exceptions " + hexadecimal(fields.exceptionTable),
        ]
        for case .code(let inner) in fields.constants { lines += self.lines(of: inner) }
        return lines
    }
}

/// The warnings of one compilation; only the thread that compiles touches it, while the caller waits.
private final class Warnings: @unchecked Sendable {
    var lines: [String] = []
}
