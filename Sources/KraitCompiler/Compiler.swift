// The compiler from end to end.
//
//     tree ─▶ FutureFeatures ─▶ TreeOptimizer ─▶ SymbolTable ─▶ CodeGenerator ─▶ FlowGraph ─▶ CodeObject

import KraitBytecode

/// Compiles a program that was parsed. The tree is optimized in place: it can be compiled once.
///
/// - Throws: What CPython's `compile()` raises: `SyntaxError`, `RecursionError`, …; the errors carry no text of the line.
public func compile(tree: SyntaxTree, options: CompileOptions = CompileOptions()) throws(CompileError) -> CodeObject {
    try withCompilerStack(sourceSize: .max) { () throws(CompileError) -> CodeObject in
        try compileOnThisStack(tree, options)
    }
}

private func compileOnThisStack(_ tree: SyntaxTree, _ options: CompileOptions) throws(CompileError) -> CodeObject {
    let future = try FutureFeatures(of: tree)
    let features = future.flags.union(options.futureFeatures)
    try TreeOptimizer.optimize(tree, level: options.optimization, features)
    let table = try SymbolTable.build(tree, features)
    return try CodeGenerator.generate(tree, table, options: options, features: features, futureRange: future.lastStatement ?? .none)
}
