import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// Optimized trees are CPython's, as recorded by Fixtures/record_optimized_trees.py.
@Suite struct TreeOptimizerTests {
    private static func parts(_ name: String) throws -> [String] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
        return try String(contentsOf: file, encoding: .utf8).components(separatedBy: "####\n")
    }

    private static func tree(_ program: String) throws -> SyntaxTree {
        try parse(SourceText(PythonString(program), filename: ""), options: CompileOptions())
    }

    @Test func treesAreThoseOfCPython() throws {
        let programs = try Self.parts("tree_programs.txt")
        let expected = try Self.parts("optimized_trees.txt")
        #expect(programs.count == expected.count && programs.count > 15)
        for (program, expected) in zip(programs, expected) {
            let level = program.hasPrefix("# level ") ? program.dropFirst(8).first?.wholeNumberValue ?? 0 : 0
            let tree = try Self.tree(program)
            try tree.optimize(level: level, features: FutureFeatures(of: tree).flags)
            let text = try tree.dump(includeAttributes: program.hasPrefix("# ranges"), indent: 1)
            #expect(String(decoding: text, as: UTF8.self) + "\n" == expected, "\(program)")
        }
    }

    /// CPython copies the whole text for each `+`.
    @Test func longConcatenationsAreFoldedInPlace() throws {
        let tree = try Self.tree("x = " + Array(repeating: "'a' * 4000", count: 300).joined(separator: " + ") + "\n")
        let before = tree.constants.count
        try withCompilerStack(sourceSize: .max) { () throws(CompileError) in try tree.optimize(level: 0) }
        let longest = tree.constants.map { if case .string(let text) = $0 { text.utf8.count } else { 0 } }.max()
        #expect(longest == 1_200_000)
        let total = tree.constants.reduce(0) { if case .string(let text) = $1 { $0 + text.utf8.count } else { $0 } }
        #expect(total < 2_600_000, "what was concatenated is not kept")
        #expect(tree.constants.count < before * 3)
    }
}

/// What nests too deeply is refused where CPython refuses it; what is merely large is not.
@Suite struct AnalysisLimitsTests {
    private func message(_ program: String) -> String? {
        do throws(CompileError) {
            try withCompilerStack(sourceSize: .max) { () throws(CompileError) in
                let source = try SourceText(PythonString(program), filename: "")
                let tree = try parse(source, options: CompileOptions())
                try tree.optimize(level: 0)
                _ = try SymbolTable.build(tree, [])
            }
            return nil
        } catch {
            return "\(error.category.rawValue): \(error.message)"
        }
    }

    private let tooDeep = "RecursionError: maximum recursion depth exceeded during compilation"

    /// `if`, the statement in it, and the name at the end of the chain take three of the 10,000 levels.
    @Test(arguments: [".b", "()", "[0]", " + b", " ** b"])
    func chainsAreDeepTrees(_ link: String) {
        let deepest = 9997
        guard link != " ** b" else {
            // Powers group to the right: here the parser is the first to refuse.
            #expect(message("if 0: a" + String(repeating: link, count: 100_000) + "\n")?.hasPrefix("MemoryError") == true)
            return
        }
        #expect(message("if 0: a" + String(repeating: link, count: deepest) + "\n") == nil)
        #expect(message("if 0: a" + String(repeating: link, count: deepest + 1) + "\n") == tooDeep)
        #expect(message("if 0: a" + String(repeating: link, count: 100_000) + "\n") == tooDeep)
    }

    @Test(arguments: [" or a", " < a", ", a"]) func listsAreFlatTrees(_ link: String) {
        #expect(message("a" + String(repeating: link, count: 50_000) + "\n") == nil)
    }

    @Test func largeDisplaysAndManyNamesAreCompiled() {
        let numbers = (0..<20_000).map(String.init)
        #expect(message("x in {" + numbers.joined(separator: ", ") + "}\n") == nil)
        #expect(message("{" + numbers.map { "\($0): \($0)" }.joined(separator: ", ") + "}\n") == nil)
        #expect(message(numbers.map { "a\($0) = b\($0)\n" }.joined()) == nil)
        #expect(message("def f(" + numbers.map { "a\($0)" }.joined(separator: ", ") + "): pass\n") == nil)
        #expect(message("class C:\n" + numbers.map { " __a\($0) = 1\n" }.joined()) == nil)
        let inner = numbers.prefix(5000).map { "a\($0)" }
        #expect(message("def f():\n" + inner.map { " \($0) = 1\n" }.joined() + " def g(): return " + inner.joined(separator: ", ") + "\n") == nil)
    }

    @Test func blocksNestToTheLimitOfIndentation() {
        let open = (0..<99).map { String(repeating: " ", count: $0) + "def f\($0)(a\($0)):\n" }.joined()
        let names = (0..<99).map { "a\($0)" }.joined(separator: " + ")
        #expect(message(open + String(repeating: " ", count: 99) + "return \(names)\n") == nil)
    }
}
