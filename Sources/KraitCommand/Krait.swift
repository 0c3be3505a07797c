import ArgumentParser

@main
struct Krait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "krait", abstract: "A Python virtual machine.",
        subcommands: [
            CompileCommand.self,
            DisassembleCommand.self,
            PycCommand.self,
            RunCommand.self,
            SymbolTableCommand.self,
            SyntaxTreeCommand.self,
            TokensCommand.self,
            VerifyCommand.self,
        ])
}
