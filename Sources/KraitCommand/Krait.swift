import ArgumentParser

/// `krait`: runs programs as `python3.13` does, unless the first word is the name of a subcommand.
///
/// A program that has such a name is run as `krait ./compile`.
@main
struct Krait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "krait", abstract: "A Python virtual machine.",
        usage: """
            krait [options] [-c command | -m module | file | -] [argument ...]
            krait <subcommand>
            """,
        discussion: """
            Runs a program: a .py or .pyc file, a command, a module, or what standard input holds. Options are those of python3.13. \
            A file with the name of a subcommand is run as ./NAME.
            """,
        version: "Python 3.13.0",
        subcommands: [
            CompileCommand.self,
            DisassembleCommand.self,
            PycCommand.self,
            SymbolTableCommand.self,
            SyntaxTreeCommand.self,
            TokensCommand.self,
            VerifyCommand.self,
        ])

    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if let first = arguments.first, ["help", "-h", "--help", "-?", "--generate-completion-script"].contains(first) || isSubcommand(first) { return main(Array(arguments)) }
        do throws(RunProgram.UsageError) {
            let run = try RunProgram(Array(arguments), executable: CommandLine.arguments.first ?? "krait")
            if run.versionLevel > 0 { return print("Python 3.13.0") }
            run.run()
        } catch {
            try? writeBytes(Array("\(error.text)\nusage: krait [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `krait -h' for more information.\n".utf8), toDescriptor: 2)
            exit(withError: ExitCode(2))
        }
    }

    private static func isSubcommand(_ word: String) -> Bool {
        configuration.subcommands.contains { $0.configuration.commandName == word }
    }
}
