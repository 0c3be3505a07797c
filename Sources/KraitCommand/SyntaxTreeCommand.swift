import KraitBytecode
import KraitCompiler

/// `krait ast FILE`: the text of `python3.13 -m ast FILE`.
struct SyntaxTreeCommand: Subcommand {
    static let name = "ast", abstract = "Show the syntax tree of a program."
    static let usage = "[-m MODE] [--no-type-comments] [-a] [-i INDENT] FILE"
    static let details = """
        OPTIONS:
          -m, --mode <mode>         What kind of program it is: exec, single, eval or func_type. (default: exec)
          --no-type-comments        Leave out type comments.
          -a, --include-attributes  Show lines and columns.
          -i, --indent <indent>     The number of spaces by which a level is indented. (default: 3)
        """

    private var mode = CompileOptions.Mode.exec
    private var noTypeComments: Bool
    private var includeAttributes: Bool
    private var indent: Int
    /// Fold constants as for this optimization level.
    private var optimize: Int?
    private var file: String

    init(_ words: inout Words) throws(UsageError) {
        if let text = try words.option("-m", "--mode") {
            switch text {
            case "exec": mode = .exec
            case "single": mode = .single
            case "eval": mode = .eval
            case "func_type": mode = .functionType
            default: throw UsageError(text: "Error: The value '\(text)' is invalid for '--mode <mode>'")
            }
        }
        indent = try words.integer("-i", "--indent") ?? 3
        optimize = try words.integer("--optimize")
        noTypeComments = words.flag("--no-type-comments") > 0
        includeAttributes = words.flag("-a", "--include-attributes") > 0
        file = try words.file()
    }

    func run() throws {
        let bytes = try readBytes(file)
        let name = PythonString(file)
        var options = CompileOptions()
        options.mode = mode
        options.filename = name
        options.typeComments = !noTypeComments
        let (includeAttributes, indent, optimize) = (includeAttributes, indent, optimize)
        let text: [UInt8]
        do throws(CompileError) {
            let source = try bytes.withUnsafeBufferPointer { bytes throws(CompileError) in
                try SourceText(UnsafeRawBufferPointer(bytes), origin: .bytes, filename: name, mode: options.mode)
            }
            text = try withCompilerStack(sourceSize: .max) { () throws(CompileError) -> [UInt8] in
                let tree = try KraitCompiler.parse(source, options: options)
                if let optimize { try tree.optimize(level: optimize, features: FutureFeatures(of: tree).flags) }
                return try tree.dump(includeAttributes: includeAttributes, indent: indent)
            }
        } catch {
            try writeBytes(Array(error.rendered(filename: name).utf8), toDescriptor: 2)
            throw ExitFailure()
        }
        try writeBytes(text + [UInt8(ascii: "\n")], toDescriptor: 1)
    }
}
