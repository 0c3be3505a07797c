// The compiler from end to end.
//
//     source ─▶ SourceText ─▶ Tokenizer ─▶ Parser ─┐
//     ┌─────────────────── tree ◀──────────────────┘
//     └▶ FutureFeatures ─▶ TreeOptimizer ─▶ SymbolTable ─▶ CodeGenerator ─▶ FlowGraph ─▶ CodeObject

import KraitBytecode

/// Compiles a program.
///
/// - Parameters:
///   - source: The bytes as they are in the file: decoded as PEP 263 says, unless they come from a `str`.
///   - isWanted: Asked every ten milliseconds, on the calling thread. When it says no, compiling ends with an error of the category `abandoned`.
/// - Throws: What CPython raises: `SyntaxError`, `RecursionError`, …
public func compile(
    source: [UInt8], origin: SourceText.Origin = .bytes, options: CompileOptions = CompileOptions(), isWanted: (() -> Bool)? = nil
) throws(CompileError) -> CodeObject {
    // Whoever gives up does not wait: the compiler keeps what it reads.
    try withCompilerStack(sourceSize: source.count, stackSize: options.stackSize, isWanted: isWanted) { stop throws(CompileError) -> CodeObject in
        let text = try source.withUnsafeBufferPointer { bytes throws(CompileError) in
            try SourceText(UnsafeRawBufferPointer(bytes), origin: origin, filename: options.filename, mode: options.mode)
        }
        let tree = try parseOnThisStack(text, options, stop)
        do throws(CompileError) {
            return try compileOnThisStack(tree, options, stop)
        } catch {
            // Behind the parser, CPython looks the line up in the file; for other sources there is none.
            var error = error
            if origin == .file, error.category.isSyntaxError, error.text == nil, let line = error.line {
                error.text = programText(line, in: source)
            }
            throw error
        }
    }
}

/// A line of a file as errors of the compiler show it: read as UTF-8, whatever the encoding of the program; nil if it is not.
///
/// In CPython: Python/errors.c, err_programtext.
private func programText(_ number: Int, in source: [UInt8]) -> String? {
    guard number > 0 else { return nil }
    var start = 0
    var line = 1
    while line < number, start < source.count {
        let byte = source[start]
        start += 1
        let isPairContinued = byte == UInt8(ascii: "\r") && start < source.count && source[start] == UInt8(ascii: "\n")
        if (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")) && !isPairContinued { line += 1 }
    }
    guard start < source.count else { return nil }
    var text: [UInt8] = []
    for byte in source[start...] {
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            text.append(UInt8(ascii: "\n"))
            break
        }
        text.append(byte)
    }
    guard let chunk = SourceText.lastChunk(of: text) else { return nil }
    text.removeFirst(chunk)
    if number == 1, text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    return String(validating: text, as: UTF8.self)
}

/// Compiles a program that was parsed. The tree is optimized in place: it can be compiled once.
///
/// - Throws: What CPython's `compile()` raises: `SyntaxError`, `RecursionError`, …; the errors carry no text of the line.
public func compile(tree: SyntaxTree, options: CompileOptions = CompileOptions()) throws(CompileError) -> CodeObject {
    try withCompilerStack(sourceSize: .max, stackSize: .max, isWanted: nil) { stop throws(CompileError) -> CodeObject in
        try compileOnThisStack(tree, options, stop)
    }
}

private func compileOnThisStack(_ tree: SyntaxTree, _ options: CompileOptions, _ stop: StopFlag) throws(CompileError) -> CodeObject {
    let future = try FutureFeatures(of: tree)
    let features = future.flags.union(options.futureFeatures)
    try TreeOptimizer.optimize(tree, level: options.optimization, features, room: options.foldingBytes, warn: options.warn, stop)
    let table = try SymbolTable.build(tree, features, stop)
    return try CodeGenerator.generate(tree, table, stop, options: options, features: features, futureRange: future.lastStatement ?? .none)
}
