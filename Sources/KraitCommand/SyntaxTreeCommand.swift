import ArgumentParser
import KraitBytecode
import KraitCompiler

/// `krait ast FILE`: the text of `python3.13 -m ast FILE`.
struct SyntaxTreeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ast", abstract: "Show the syntax tree of a program.")

    enum Mode: String, ExpressibleByArgument, CaseIterable {
        case exec, single, eval
        case functionType = "func_type"

        var mode: CompileOptions.Mode {
            switch self {
            case .exec: .exec
            case .single: .single
            case .eval: .eval
            case .functionType: .functionType
            }
        }
    }

    @Option(name: .shortAndLong, help: "What kind of program it is.")
    var mode: Mode = .exec

    @Flag(help: "Leave out type comments.")
    var noTypeComments = false

    @Flag(name: [.customShort("a"), .long], help: "Show lines and columns.")
    var includeAttributes = false

    @Option(name: .shortAndLong, help: "The number of spaces by which a level is indented.")
    var indent = 3

    @Option(help: ArgumentHelp("Fold constants as for this optimization level.", visibility: .hidden))
    var optimize: Int?

    @ArgumentParser.Argument(help: "The program.")
    var file: String

    func run() throws {
        let bytes = try readBytes(file)
        let name = PythonString(file)
        var options = CompileOptions()
        options.mode = mode.mode
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
            throw ExitCode(1)
        }
        try writeBytes(text + [UInt8(ascii: "\n")], toDescriptor: 1)
    }
}
