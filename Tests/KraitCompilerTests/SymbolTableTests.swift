import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

/// The symbol tables and their errors are CPython's, as recorded by Fixtures/record_symbol_tables.py.
@Suite struct SymbolTableTests {
    struct Program: CustomTestStringConvertible {
        var source: String
        var expected: String
        var testDescription: String { source }
    }

    static let programs: [Program] = {
        func parts(_ name: String) -> [String] {
            let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
            return (try? String(contentsOf: file, encoding: .utf8).components(separatedBy: "####\n")) ?? []
        }
        return zip(parts("symbol_table_programs.txt"), parts("symbol_tables.txt")).map(Program.init)
    }()

    @Test func thereArePrograms() { #expect(Self.programs.count > 70) }

    @Test(arguments: programs) func scopesAreThoseOfCPython(_ program: Program) throws {
        let source = try SourceText(PythonString(program.source), filename: "")
        let options = CompileOptions()
        #expect(symbolTable(source, options) == program.expected)
    }

    private func symbolTable(_ source: SourceText, _ options: CompileOptions) -> String {
        do throws(CompileError) {
            let tree = try parse(source, options: options)
            let features = try FutureFeatures(of: tree).flags
            return try SymbolTable.build(tree, features).text(of: tree)
        } catch {
            func show(_ number: Int?) -> String { number.map(String.init) ?? "None" }
            return "\(error.message)\n\(show(error.line)) \(show(error.column)) \(show(error.endLine)) \(show(error.endColumn))\n"
        }
    }

    @Test func scopesAreFoundByTheNodeThatMakesThem() throws {
        let source = try SourceText("class C[T: int = str]:\n  type A[U] = [x for x in T]\n", filename: "")
        let tree = try parse(source, options: CompileOptions())
        let table = try SymbolTable.build(tree, [])
        guard case .module(let body, _) = tree.root, case .classDef(let definition)? = body.first?.kind else {
            Issue.record("no class")
            return
        }
        let parameter = try #require(definition.record.pointee.typeParameters.first)
        let alias = try #require(definition.record.pointee.body.first)
        #expect(table.scope(of: definition)?.kind == .class_)
        #expect(table.typeParameterScope(of: definition)?.kind == .typeParameters)
        #expect(table.boundScope(of: parameter)?.range.column == 11)
        #expect(table.defaultScope(of: parameter)?.range.column == 17)
        #expect(table.scope(ofTypeAlias: alias)?.kind == .typeAlias)
        #expect(table.typeParameterScope(ofTypeAlias: alias)?.children.first === table.scope(ofTypeAlias: alias))
        guard case .typeAlias(_, _, let value) = alias.kind else { return }
        #expect(table.scope(of: value)?.comprehension == .list)
        #expect(table.scope(of: value)?.isInlined == false)
    }
}
