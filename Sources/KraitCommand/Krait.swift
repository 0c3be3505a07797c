import KraitBytecode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `krait`: runs programs as `python3.13` does, unless the first word is the name of a subcommand.
///
/// A program that has such a name is run as `krait ./compile`. Command lines are read without a library: those that exist bring Foundation into the
/// process, which would double the time to start and the memory of every program.
@main
enum Krait {
    private static var subcommands: [any Subcommand.Type] {
        [CompileCommand.self, DisassembleCommand.self, PycCommand.self, SymbolTableCommand.self, SyntaxTreeCommand.self, TokensCommand.self, VerifyCommand.self]
    }

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let first = arguments.first {
                if let command = subcommand(first) { return try command.main(Array(arguments.dropFirst())) }
                if ["help", "-h", "--help", "-?"].contains(first) { return printHelp(of: arguments.dropFirst().first) }
            }
            let run = try RunProgram(words)
            if run.versionLevel > 0 { return print("Python 3.13.0") }
            run.run()
        } catch is ExitFailure {
            exit(1)
        } catch let error as UsageError {
            complain(error.text)
            exit(error.status)
        } catch {
            complain("Error: \(error)")
            exit(1)
        }
    }

    /// The command line: bytes that are no UTF-8 as lone surrogates, as Python has them.
    private static var words: [PythonString] {
        (0..<Int(CommandLine.argc)).compactMap { index in
            CommandLine.unsafeArgv[index].map { word in PythonString(escaping: UnsafeRawBufferPointer(start: word, count: strlen(word))) }
        }
    }

    private static func subcommand(_ name: String) -> (any Subcommand.Type)? { subcommands.first { $0.name == name } }

    private static func printHelp(of name: String?) {
        if let name, let command = subcommand(name) { return print(command.help, terminator: "") }
        print(
            """
            OVERVIEW: A Python virtual machine.

            Runs a program: a .py or .pyc file, a command, a module, or what standard input holds. Options are those of python3.13.
            A file with the name of a subcommand is run as ./NAME.

            USAGE: krait [options] [-c command | -m module | file | -] [argument ...]
                   krait <subcommand>

            SUBCOMMANDS:
            """)
        for command in subcommands where !command.isHidden { print("  \(command.name)\(String(repeating: " ", count: 24 - command.name.count))\(command.abstract)") }
        print("\n  See 'krait help <subcommand>' for detailed help.")
    }

    private static func complain(_ text: String) { try? writeBytes(Array((text + "\n").utf8), toDescriptor: 2) }
}
