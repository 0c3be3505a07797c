import KraitBytecode
import KraitCompiler

/// `krait symtable FILE…`: the scopes of programs and their names.
struct SymbolTableCommand: Subcommand {
    static let name = "symtable", abstract = "Show the scopes of programs and their names."
    static let usage = "FILE ..."
    static let details = "For each scope a line with its type, then its names with the flags that CPython's _symtable module has for them."
    static let isHidden = true

    private var files: [String]

    init(_ words: inout Words) throws(UsageError) { files = try words.files() }

    func run() throws {
        for file in files { print("=== \(file)\n\(try text(of: file))", terminator: "") }
    }

    private func text(of file: String) throws -> String {
        let bytes = try readBytes(file)
        do throws(CompileError) {
            return try withCompilerStack(sourceSize: bytes.count) { () throws(CompileError) -> String in
                let source = try bytes.withUnsafeBufferPointer { bytes throws(CompileError) in
                    try SourceText(UnsafeRawBufferPointer(bytes), origin: .file, filename: PythonString(file))
                }
                let tree = try KraitCompiler.parse(source, options: CompileOptions())
                return try SymbolTable.build(tree, FutureFeatures(of: tree).flags).text(of: tree)
            }
        } catch {
            let text = "\(error.category.rawValue): \(error.message)\n"
            if error.line == nil { return text }
            let place = [error.line, error.column, error.endLine, error.endColumn].map { $0.map(String.init) ?? "None" }
            return text + place.joined(separator: " ") + "\n"
        }
    }
}
