import KraitBytecode
import KraitCompiler
import KraitRuntime

/// `krait dis FILE`: what `python3.13 -m dis FILE` prints.
struct DisassembleCommand: Subcommand {
    static let name = "dis", abstract = "Show bytecode, as `python3.13 -m dis` does."
    static let usage = "[-C] [-O] [--registers] [FILE]"
    static let details = """
        OPTIONS:
          -C, --show-caches   Show inline caches.
          -O, --show-offsets  Show instruction offsets.
          --registers         Show the register code that runs instead.

        FILE is a program or a .pyc file; - is a program on standard input. A file whose name ends in .pyc is read; every
        other one is compiled. Where Python prints the addresses of code objects, numbers count them from 1; frozensets
        have the order that they have in Python when PYTHONHASHSEED is 0.
        """

    private var showsCaches: Bool
    private var showsOffsets: Bool
    private var registers: Bool
    private var file: String

    init(_ words: inout Words) throws(UsageError) {
        showsCaches = words.flag("-C", "--show-caches") > 0
        showsOffsets = words.flag("-O", "--show-offsets") > 0
        registers = words.flag("--registers") > 0
        file = try words.file(default: "-")
    }

    func run() throws {
        if registers { return try writeBytes(Array(registerListing(of: try code()).utf8), toDescriptor: 1) }
        var options = Disassembler.Options()
        options.showsCaches = showsCaches
        options.showsOffsets = showsOffsets
        try writeBytes(try Disassembler.disassemble(try code(), options: options), toDescriptor: 1)
    }

    private func code() throws -> CodeObject {
        let bytes = try readBytes(file == "-" ? "/dev/stdin" : file)
        let name = PythonString(file == "-" ? "<stdin>" : file)
        if file.hasSuffix(".pyc") { return try PycFile(reading: bytes, name: name).code }
        var options = CompileOptions()
        options.filename = name
        do throws(CompileError) {
            return try compile(source: bytes, origin: .bytes, options: options)
        } catch {
            try writeBytes(Array(error.rendered(filename: name).utf8), toDescriptor: 2)
            throw ExitFailure()
        }
    }
}
