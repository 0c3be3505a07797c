import ArgumentParser

@main
struct Krait: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "krait", abstract: "A Python virtual machine.", subcommands: [PycCommand.self, TokensCommand.self, SyntaxTreeCommand.self])
}
