import ArgumentParser
import KraitBytecode
import KraitCompiler
import KraitRuntime

/// `krait dis FILE`: what `python3.13 -m dis FILE` prints.
struct DisassembleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dis",
        abstract: "Show bytecode, as `python3.13 -m dis` does.",
        discussion: """
            A file whose name ends in .pyc is read; every other one is compiled. Where Python prints the addresses of code objects, numbers \
            count them from 1; frozensets have the order that they have in Python when PYTHONHASHSEED is 0.
            """)

    @Flag(name: [.customShort("C"), .customLong("show-caches")], help: "Show inline caches.")
    var showsCaches = false

    @Flag(name: [.customShort("O"), .customLong("show-offsets")], help: "Show instruction offsets.")
    var showsOffsets = false

    @Flag(help: "Show the register code that runs instead.")
    var registers = false

    @ArgumentParser.Argument(help: "A program or a .pyc file; - is a program on standard input.")
    var file = "-"

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
            throw ExitCode.failure
        }
    }
}
