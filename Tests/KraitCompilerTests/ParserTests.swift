import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// One line of `Fixtures/syntax_trees.jsonl`.
private struct RecordedParse: Decodable {
    var mode: String
    var version: Int
    var source: String
    var tree: String?
    var error: RecordedError?
}

/// Type, message, line, column, end line, end column, text of the line.
private struct RecordedError: Decodable, Equatable, CustomStringConvertible {
    var parts: [String]

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        parts = []
        while !container.isAtEnd {
            if try container.decodeNil() {
                parts.append("nil")
            } else if let number = try? container.decode(Int.self) {
                parts.append(String(number))
            } else {
                parts.append(try container.decode(String.self))
            }
        }
    }

    init(_ error: CompileError) {
        func text(_ value: Int?) -> String { value.map { String($0) } ?? "nil" }
        parts = [
            error.category.rawValue, error.message, text(error.line), text(error.column), text(error.endLine), text(error.endColumn),
            error.text ?? "nil",
        ]
    }

    var description: String { parts.joined(separator: " | ") }
}

private func parsed(
    _ text: String, mode: CompileOptions.Mode = .exec, _ change: (inout CompileOptions) -> Void = { _ in }
) throws(CompileError) -> SyntaxTree {
    var options = CompileOptions()
    options.mode = mode
    options.filename = "program.py"
    change(&options)
    let source = try Array(text.utf8).withUnsafeBufferPointer { bytes throws(CompileError) in
        try SourceText(UnsafeRawBufferPointer(bytes), origin: .bytes, filename: "program.py", mode: mode)
    }
    return try parse(source, options: options)
}

private func mode(_ name: String) -> CompileOptions.Mode {
    switch name {
    case "single": .single
    case "eval": .eval
    case "func_type": .functionType
    default: .exec
    }
}

private func dump(_ tree: SyntaxTree, indent: Int? = nil) throws -> String {
    String(decoding: try tree.dump(includeAttributes: indent == nil, indent: indent), as: UTF8.self)
}

/// The error of a program that is refused.
private func error(_ text: String, _ change: (inout CompileOptions) -> Void = { _ in }) -> CompileError? {
    do throws(CompileError) {
        _ = try parsed(text, change)
        return nil
    } catch {
        return error
    }
}

@Suite struct ParserTests {
    @Test func treesAndErrorsAreCPythons() throws {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/syntax_trees.jsonl")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 700)
        for line in lines {
            let record = try JSONDecoder().decode(RecordedParse.self, from: Data(line.utf8))
            let comment = Comment(rawValue: "\(record.mode) 3.\(record.version): \(record.source)")
            do throws(CompileError) {
                let tree = try parsed(record.source, mode: mode(record.mode)) {
                    $0.typeComments = true
                    $0.featureVersion = record.version
                }
                let text = try? dump(tree)
                #expect(text == record.tree, comment)
            } catch {
                #expect(RecordedError(error) == record.error, comment)
            }
        }
    }

    /// The text of `python3.13 -m ast`: short nodes on one line, empty fields left out.
    @Test func dumpIsIndentedAsCPythonIndents() throws {
        let tree = try parsed("def f(a, *, b=()): return [a, b]\n")
        #expect(
            try dump(tree, indent: 3) == """
                Module(
                   body=[
                      FunctionDef(
                         name='f',
                         args=arguments(
                            args=[
                               arg(arg='a')],
                            kwonlyargs=[
                               arg(arg='b')],
                            kw_defaults=[
                               Tuple(ctx=Load())]),
                         body=[
                            Return(
                               value=List(
                                  elts=[
                                     Name(id='a', ctx=Load()),
                                     Name(id='b', ctx=Load())],
                                  ctx=Load()))])])
                """)
    }

    @Test func typeCommentsAreCommentsUnlessAskedFor() throws {
        #expect(try dump(parsed("x = 1 # type: int\n")).contains("type_comment") == false)
        #expect(try dump(parsed("x = 1 # type: int\n") { $0.typeComments = true }).contains("type_comment='int'"))
    }

    /// PEP 401: by flag, or by an import, from the next comparison on.
    @Test func barryAsFLUFL() throws {
        #expect(try dump(parsed("from __future__ import barry_as_FLUFL\na <> b\n")).contains("NotEq()"))
        #expect(try dump(parsed("a <> b\n") { $0.futureFeatures = .futureBarryAsBDFL }).contains("NotEq()"))
        #expect(error("a <> b\n")?.message == "invalid syntax")
        #expect(error("from __future__ import barry_as_FLUFL\na != b\n")?.message == "with Barry as BDFL, use '<>' instead of '!='")
    }

    /// What `codeop` asks for: whether more lines could complete the program.
    @Test(arguments: ["if x:\n", "(a,\n", "def f(", "'''a\n", "try:\n  x\n", "for x in y:"])
    func incompleteInput(_ text: String) {
        let error = error(text) {
            $0.allowIncompleteInput = true
            $0.dontImplyDedent = true
        }
        #expect(error?.category == .incompleteInputError)
        #expect(error?.message == "incomplete input")
    }

    @Test func whatCannotBeCompletedIsNotIncomplete() {
        #expect(error("a b\n") { $0.allowIncompleteInput = true }?.category == .syntaxError)
    }

    /// CPython's limit of nested rules: the deepest program that passes, and one level more.
    @Test(arguments: [
        ("-", "a", "", 5969), ("not ", "a", "", 5969), ("lambda:", "a", "", 2984), ("a if b else ", "a", "", 5969), ("a**", "a", "", 2984),
    ])
    func recursionEndsWhereCPythonEndsIt(_ opening: String, _ middle: String, _ closing: String, _ depth: Int) throws {
        func program(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
        }
        _ = try parsed(program(depth))
        let error = error(program(depth + 1))
        #expect(error?.category == .memoryError)
        #expect(error?.message == "Parser stack overflowed - Python source too complex to parse")
    }

    @Test func chainsOfElif() throws {
        _ = try parsed("if a:pass\n" + String(repeating: "elif a:pass\n", count: 5900))
        #expect(error("if a:pass\n" + String(repeating: "elif a:pass\n", count: 6000))?.category == .memoryError)
    }

    /// Broken programs that a parser without a memo takes exponential time for.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("(", ")"), ("[", "]"), ("{", "}"), ("{a:", "}"), ("{a:(", ")}"), ("f(", ")"), ("f[", "]"), ("lambda x=(", ":1)"), ("[a for b in ", "]"),
            ("[a for b[", "] in b]"), ("[a for (b[", "], c) in b]"), ("[a for (", ") in b]"), ("(a:=", ")"), ("f\"{", "}\""), ("match(", ")"),
            ("x if (", ") else y"), ("(yield ", ")"), ("f(**", ")"),
        ])
    func nestingTakesLinearTime(_ opening: String, _ closing: String) {
        for depth in [20, 60] {
            let (start, end) = (String(repeating: opening, count: depth), String(repeating: closing, count: depth))
            for prefix in ["", "x = ", "for ", "with ", "del ", "print ", "[z for ", "def f(a="] {
                #expect(error(prefix + start + "a b" + end + "\n") != nil)
                #expect(error(prefix + start + "a" + end + " = = 1\n") != nil)
                #expect(error(prefix + start + "a") != nil)
            }
        }
    }
}
