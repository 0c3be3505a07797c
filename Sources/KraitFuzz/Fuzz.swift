// The fuzzer: `swift run -c release krait-fuzz source|pyc|run`.
//
//     driver ──starts──▶ worker: for each number of its range, makes an input; compiles, reads or runs it
//        ◀── exit status, number of the last input (a file)
//
// Inputs follow from the seed, their number and the corpus. When a worker dies, the driver saves the input and starts the next
// worker behind it. The limits are the worker's: time by a timer that kills it, memory by the limit of its address space.

import ArgumentParser

@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "krait-fuzz", abstract: "Find programs and .pyc files that crash Krait, take too long or too much memory.",
        discussion: """
            The corpus are files and folders with .py, .pyc and .txt files (programs between lines of four hyphens). \
            Prints each failure, and saves its input. The exit status is 1 if there was one.
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable { case source, pyc, run }

    @ArgumentParser.Argument(help: "source, pyc or run.")
    var kind: Kind

    @ArgumentParser.Argument(help: "Files and folders to begin with.")
    var corpus: [String]

    @Option(help: "How many inputs.")
    var count = 1000

    @Option(help: "The number of the first one.")
    var first = 0

    @Option(help: "Another seed gives other inputs.")
    var seed: UInt64 = 1

    @Option(help: "Seconds of processor time for one input.")
    var time = 5

    @Option(help: "MiB of memory for one input, beside what the worker and its compiler's stack need.")
    var memory = 1024

    @Option(help: "The folder for the inputs of failures.")
    var save = "fuzz-failures"

    @Flag(help: "Write the input with the number --first to standard output, and do nothing else.")
    var show = false

    @Flag(help: "Take the files of the corpus as they are, such as those of earlier failures.")
    var unchanged = false

    @Option(help: .private)
    var worker: String?

    func inputs() throws -> Inputs { try Inputs(kind: kind, corpus: corpus, seed: seed, isUnchanged: unchanged) }

    func run() throws {
        if show {
            let inputs = try self.inputs()
            writeAll(inputs.make(first), to: 1)
        } else if let worker {
            try Worker(inputs: inputs(), statusPath: worker)
                .run(first..<first + count, time: time, memory: memory)
        } else {
            guard try Driver(options: self).run() else { throw ExitCode.failure }
        }
    }
}
