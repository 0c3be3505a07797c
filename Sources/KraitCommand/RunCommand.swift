import ArgumentParser
import KraitBytecode
import KraitCompiler
import KraitRuntime

/// Runs a program on the engine as far as it goes today: hidden until it runs real programs.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a program on the unfinished engine.", shouldDisplay: false)

    @ArgumentParser.Argument(help: "A .py file.") var file: String

    func run() throws {
        var options = CompileOptions()
        options.filename = PythonString(file)
        let code = try compile(source: try readBytes(file), origin: .file, options: options)
        let (machine, thread) = try Machine.make()
        thread.enterNativeStack()
        defer { machine.tearDown() }
        do {
            _ = try thread.runModule(code, globals: try Dict.make(thread))
        } catch {
            try writeBytes(Array((thread.describeException() + "\n").utf8), toDescriptor: 2)
            throw ExitCode(1)
        }
    }
}
