import Foundation
import KraitBytecode
import KraitCompiler
import Testing

@testable import KraitRuntime

/// Runs every program of Tests/Programs on a machine of its own and compares what it prints with what CPython printed (Utilities/record_programs.py).
@Suite struct ProgramsTests {
    @Test(arguments: RecordedProgram.all) func source(_ program: RecordedProgram) throws {
        try program.check(try program.run(program.path))
    }

    /// The same from a `.pyc` that the compiler made.
    @Test(arguments: RecordedProgram.all) func compiled(_ program: RecordedProgram) throws {
        var options = CompileOptions()
        options.filename = PythonString(program.path)
        let code: CodeObject
        do {
            code = try compile(source: Array(try Data(contentsOf: URL(fileURLWithPath: program.path))), origin: .file, options: options)
        } catch {
            // Programs with syntax errors are compared when they run from source.
            return
        }
        let bytes = try PycFile(code, validation: .timestamp(0, sourceSize: 0)).bytes()
        try program.check(try program.run(program.path + "c", files: [program.path + "c": bytes]), isCompiled: true)
    }

    /// The same with the release build, if it is there and up to date.
    @Test(.enabled(if: ReleaseBuild.isCurrent), arguments: RecordedProgram.all) func released(_ program: RecordedProgram) throws {
        try program.check(try program.runReleased())
    }

    /// Jumps from handler to handler leave nothing on the native stack.
    @Test(.enabled(if: ReleaseBuild.isCurrent)) func aLongLoopNeedsNoStack() throws {
        let result = try ReleaseBuild.run(["-c", "i = 0\nwhile i < 100_000_000: i += 1\nprint(i)"], folder: RecordedProgram.folder)
        #expect(result.output == "100000000\n" && result.status == "")
    }
}

/// A program with its recorded output.
struct RecordedProgram: CustomTestStringConvertible, Sendable {
    var path: String
    var testDescription: String { String(path.dropFirst(Self.folder.count + 1)) }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Programs"

    static let all: [RecordedProgram] = {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return paths.sorted().filter { path in
            path.hasSuffix(".py") && !path.split(separator: "/").contains { $0.hasPrefix("_") } && FileManager.default.fileExists(atPath: "\(folder)/\(path.dropLast(3)).out")
        }.map { RecordedProgram(path: "\(folder)/\($0)") }
    }()

    struct Result: Sendable {
        var output = "", errors = "", status = ""
        /// What the heap verifier found.
        var problems: [String] = []
    }

    /// Runs on a native thread with a stack of its own, so that recursion gets as far as in a process.
    func run(_ path: String, files: [String: [UInt8]] = [:], stress interval: Int = 0) throws -> Result {
        let host = CapturingHost(input: (try? Array(Data(contentsOf: URL(fileURLWithPath: recorded("in"))))) ?? [], files: files)
        let box = ResultBox()
        let done = DispatchSemaphore(value: 0)
        let thread = Foundation.Thread {
            defer { done.signal() }
            guard let (machine, thread) = try? Machine.make(host: host) else { return }
            thread.enterNativeStack()
            if interval != 0 { machine.stressCollector(interval: interval) }
            let end = thread.run(.file(path))
            let problems = interval != 0 ? machine.verifyHeap(thread) : []
            machine.tearDown()
            let folder = (self.path as NSString).deletingLastPathComponent
            func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: folder, with: "<folder>") }
            box.result = Result(output: text(host.output), errors: text(host.errors), status: end == .status(0) ? "" : "\(end.number)\n", problems: problems.map(\.description))
        }
        thread.stackSize = 16 << 20
        thread.start()
        done.wait()
        return try #require(box.result)
    }

    private func recorded(_ suffix: String) -> String { path.dropLast(2) + suffix }

    /// Runs it with the release build, in a process of its own.
    func runReleased() throws -> Result {
        let folder = (path as NSString).deletingLastPathComponent
        let input = FileManager.default.fileExists(atPath: recorded("in")) ? recorded("in") : "/dev/null"
        return try ReleaseBuild.run([path], folder: folder, input: input)
    }

    func check(_ result: Result, isCompiled: Bool = false) throws {
        if RecordedProgram.knownFailures.contains(testDescription) {
            // One that passes must leave the list.
            withKnownIssue { compare(result, isCompiled: isCompiled) }
        } else {
            compare(result, isCompiled: isCompiled)
        }
    }

    var recordsErrors: Bool { FileManager.default.fileExists(atPath: recorded("err")) }

    /// Bytes of source.
    var size: Int { (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0 }

    /// A warning of the compiler and the line that it shows: who runs a `.pyc` does not see them.
    private func droppingSyntaxWarnings(_ text: String) -> String {
        var lines = text.components(separatedBy: "\n")
        while let index = lines.firstIndex(where: { $0.contains(": SyntaxWarning: ") }) {
            lines.removeSubrange(index..<min(index + 2, lines.count))
        }
        return lines.joined(separator: "\n")
    }

    private func compare(_ result: Result, isCompiled: Bool) {
        for problem in result.problems { Issue.record("\(testDescription): \(problem)") }
        for (suffix, text) in [("out", result.output), ("err", result.errors), ("status", result.status)] {
            // Programs may write what is no UTF-8: it is compared as what replaces it.
            var expected = (try? Data(contentsOf: URL(fileURLWithPath: recorded(suffix)))).map { String(decoding: $0, as: UTF8.self) } ?? ""
            if isCompiled, suffix == "err" { expected = droppingSyntaxWarnings(expected) }
            if text != expected { Issue.record("\(testDescription): .\(suffix) differs\n\(difference(expected, text))") }
        }
    }

    /// Programs that do not pass yet; the list may only shrink.
    static let knownFailures = Set(((try? String(contentsOfFile: folder + "/known-failures.txt", encoding: .utf8)) ?? "").split(separator: "\n").map(String.init))

    /// The lines around the first difference, `-` recorded and `+` printed.
    private func difference(_ expected: String, _ text: String) -> String {
        let before = expected.components(separatedBy: "\n"), after = text.components(separatedBy: "\n")
        var first = 0
        while first < before.count, first < after.count, before[first] == after[first] { first += 1 }
        var last = 0
        while last < before.count - first, last < after.count - first, before[before.count - 1 - last] == after[after.count - 1 - last] { last += 1 }
        let shown = before[max(0, first - 3)..<first].map { "  " + $0 } + before[first..<(before.count - last)].prefix(12).map { "- " + $0 }
            + after[first..<(after.count - last)].prefix(12).map { "+ " + $0 }
        return "line \(first + 1):\n" + shown.joined(separator: "\n")
    }
}

/// The release build of the command, where handlers continue by tail calls and not by a trampoline: `swift build -c release --product krait`.
enum ReleaseBuild {
    static let root = URL(fileURLWithPath: RecordedProgram.folder).deletingLastPathComponent().deletingLastPathComponent()
    static let program = root.appending(path: ".build/release/krait")

    /// Whether it was built after the last change.
    static let isCurrent: Bool = {
        func date(_ url: URL) -> Date? { try? url.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate }
        guard let built = date(program), let sources = FileManager.default.enumerator(at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        else { return false }
        return sources.allSatisfy { ($0 as? URL).flatMap(date).map { $0 <= built } ?? true }
    }()

    /// Runs the command; `kilobytes` are what it may have of addresses.
    static func run(_ arguments: [String], folder: String, input: String = "/dev/null", kilobytes: Int? = nil) throws -> RecordedProgram.Result {
        let process = Process()
        let output = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString), errors = output.appendingPathExtension("errors")
        defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
        for file in [output, errors] { FileManager.default.createFile(atPath: file.path, contents: nil) }
        if let kilobytes {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "ulimit -v \(kilobytes); exec \"$0\" \"$@\"", program.path] + arguments
        } else {
            process.executableURL = program
            process.arguments = arguments
        }
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        // What Utilities/record_programs.py records with.
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PYTHON") }
            .merging(["PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"]) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: input)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        process.waitUntilExit()
        func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self).replacingOccurrences(of: folder, with: "<folder>") }
        // What a signal ends is not to be taken for an exit status.
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return RecordedProgram.Result(output: try text(output), errors: try text(errors), status: status == 0 ? "" : "\(status)\n")
    }
}

extension ProgramEnd {
    fileprivate var number: Int32 {
        switch self {
        case .status(let status): status
        case .interrupted: -2
        }
    }
}

private final class ResultBox: @unchecked Sendable {
    var result: RecordedProgram.Result?
}

/// The real system, but for the standard streams and some files.
final class CapturingHost: SystemHost, @unchecked Sendable {
    private var input: ArraySlice<UInt8>
    private let files: [String: [UInt8]]
    private(set) var output: [UInt8] = [], errors: [UInt8] = []

    init(input: [UInt8], files: [String: [UInt8]]) {
        self.input = input[...]
        self.files = files
    }

    override func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        guard descriptor == 0 else { return try super.read(descriptor, into: buffer) }
        let count = min(buffer.count, input.count)
        buffer.copyBytes(from: input.prefix(count))
        input = input.dropFirst(count)
        return count
    }

    override func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(HostError) -> Int {
        switch descriptor {
        case 1: output += bytes
        case 2: errors += bytes
        default: return try super.write(descriptor, bytes)
        }
        return bytes.count
    }

    override func isTerminal(_ descriptor: Int32) -> Bool { false }
    override func isOpen(_ descriptor: Int32) -> Bool { true }

    override func readFile(_ path: String) throws(HostError) -> [UInt8] {
        if let bytes = files[path] { return bytes }
        return try super.readFile(path)
    }

    /// Nothing of the environment that the tests run in shows.
    override func environmentVariable(_ name: String) -> String? {
        switch name {
        case "LC_ALL": "C.UTF-8"
        // Where the standard library is.
        case "PATH", "HOME", "KRAIT_LIB": super.environmentVariable(name)
        default: nil
        }
    }
}
