// `from __future__ import …` at the beginning of a program (Language Reference 7.11.1).
//
// In CPython: Python/future.c.

import KraitBytecode

/// The features that a program asks for.
public struct FutureFeatures: Sendable {
    /// The features that change code: only `annotations` and `barry_as_FLUFL` do; the others are in the language by now.
    public var flags: CodeObject.Flags = []
    /// The last of the statements; nil if there is none. A `from __future__` after it comes too late.
    public var lastStatement: SourceRange?

    /// Reads the statements at the beginning of `tree`. Throws `SyntaxError` for a feature that does not exist.
    public init(of tree: SyntaxTree) throws(CompileError) {
        let body: NodeList<Statement>
        switch tree.root {
        case .module(let statements, _): body = statements
        case .interactive(let statements): body = statements
        case .expression, .functionType: return
        }
        var isFirst = true
        for statement in body {
            // Only a docstring and other future statements may come before.
            switch statement.kind {
            case .importFrom(let module?, let names, level: 0) where tree[module] == "__future__":
                for name in names { try add(tree[name.record.pointee.name], statement.range) }
                lastStatement = statement.range
            case .expr(let value) where isFirst:
                guard case .constant(let constant, _) = value.kind, case .string = tree[constant] else { return }
            default:
                return
            }
            isFirst = false
        }
    }

    private mutating func add(_ name: PythonString, _ range: SourceRange) throws(CompileError) {
        switch name {
        case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
            "unicode_literals", "generator_stop": break
        case "barry_as_FLUFL": flags.insert(.futureBarryAsBDFL)
        case "annotations": flags.insert(.futureAnnotations)
        case "braces":
            throw CompileError(
                .syntaxError, "not a chance", line: Int(range.line), column: Int(range.column) + 1, endLine: Int(range.line))
        default:
            // CPython quotes the first 100 bytes of the name.
            let quoted = String(decoding: name.utf8.prefix(100), as: UTF8.self)
            throw CompileError(
                .syntaxError, "future feature \(quoted) is not defined", line: Int(range.line), column: Int(range.column) + 1,
                endLine: Int(range.line))
        }
    }
}

extension CompileError {
    /// A `SyntaxError` of the stages after the parser. As in CPython, its columns count bytes of UTF-8 (from 1).
    public static func syntaxError(_ message: String, _ range: SourceRange) -> CompileError {
        CompileError(
            .syntaxError, message, line: Int(range.line), column: Int(range.column) + 1, endLine: Int(range.endLine),
            endColumn: Int(range.endColumn) + 1)
    }

    /// Nesting deeper than what CPython compiles.
    static let nestingTooDeep = CompileError(.recursionError, "maximum recursion depth exceeded during compilation")
}

/// How deep statements and expressions may nest in the passes over the tree: CPython's `Py_C_RECURSION_LIMIT`.
let maximumTreeDepth = 10000
