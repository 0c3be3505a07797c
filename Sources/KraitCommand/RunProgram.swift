import CKrait
import KraitRuntime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `krait [options] [-c command | -m module | file | -] [argument…]`: the command line as Python reads it.
struct RunProgram {
    var configuration = Configuration()
    var program: Program?
    /// `-V` or `-VV`.
    var versionLevel = 0

    /// Reads the arguments behind the program's own name. Throws the text of a complaint.
    init(_ arguments: [String], executable: String) throws(UsageError) {
        configuration.originalArguments = [executable] + arguments
        configuration.executable = executable
        var rest = arguments[...]
        while let word = rest.first, word.hasPrefix("-"), word != "-" {
            rest = rest.dropFirst()
            if word == "--" { break }
            if word.hasPrefix("--") {
                if word == "--version" { versionLevel += 1; continue }
                throw RunProgram.complaint("unknown option \(word)")
            }
            var letters = word.dropFirst()[...]
            while let letter = letters.first {
                letters = letters.dropFirst()
                // The value is the rest of the word, or the next one.
                func value() throws(UsageError) -> String {
                    let value = letters.isEmpty ? rest.popFirst() : String(letters)
                    guard let value else { throw RunProgram.complaint("Argument expected for the -\(letter) option") }
                    letters = ""
                    return value
                }
                switch letter {
                case "c": program = .command(try value())
                case "m": program = .module(try value())
                case "W": configuration.warningOptions.append(try value())
                case "X": configuration.extraOptions.append(try value())
                case "O": configuration.optimization += 1
                case "B": configuration.writesNoBytecode = true
                case "E": configuration.ignoresEnvironment = true
                case "I":
                    configuration.isIsolated = true
                    configuration.ignoresEnvironment = true
                    configuration.hasNoUserSite = true
                    configuration.hasSafePath = true
                case "P": configuration.hasSafePath = true
                case "u": configuration.isUnbuffered = true
                case "s": configuration.hasNoUserSite = true
                case "S": configuration.hasNoSite = true
                case "i": configuration.inspects = true
                case "q": configuration.isQuiet = true
                case "v": configuration.verbosity += 1
                case "d": configuration.debugLevel += 1
                case "b": configuration.bytesWarning += 1
                case "x", "R": break
                case "V": versionLevel += 1
                default: throw RunProgram.complaint("Unknown option: -\(letter)")
                }
            }
            if program != nil { break }
        }
        if program == nil, let word = rest.popFirst() { program = word == "-" ? .standardInput : .file(word) }
        configuration.arguments = Array(rest)
    }

    private static func complaint(_ text: String) -> UsageError {
        UsageError(text: "\(text)\nusage: krait [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `krait -h' for more information.")
    }

    /// Runs, and ends the process.
    func run() -> Never {
        var configuration = self.configuration
        let host = SystemHost()
        if !configuration.ignoresEnvironment { configuration.read(host) }
        let machine: Machine, thread: Thread
        do {
            (machine, thread) = try Machine.make(host: host, configuration: configuration)
        } catch {
            try? writeBytes(Array("krait: no memory to start with\n".utf8), toDescriptor: 2)
            exit(1)
        }
        machine.pointee.interruptFlag = krait_watch_interrupts()
        let stress = configuration.extraOptions.compactMap { $0.hasPrefix("gcstress=") ? Int($0.dropFirst(9)) : nil }.last
        if let stress { machine.stressCollector(interval: stress) }
        let end = thread.run(program ?? .standardInput)
        if stress != nil {
            for problem in machine.verifyHeap(thread) { try? writeBytes(Array("krait: heap: \(problem)\n".utf8), toDescriptor: 2) }
        }
        switch end {
        case .status(let status): exit(status)
        case .interrupted:
            krait_die_of_interrupt()
            exit(130)
        }
    }
}

extension Configuration {
    /// Takes what variables of the environment say.
    fileprivate mutating func read(_ host: SystemHost) {
        func isSet(_ name: String) -> Bool { !(host.environmentVariable(name) ?? "").isEmpty }
        if isSet("PYTHONUNBUFFERED") { isUnbuffered = true }
        if isSet("PYTHONDONTWRITEBYTECODE") { writesNoBytecode = true }
        if isSet("PYTHONSAFEPATH") { hasSafePath = true }
        if isSet("PYTHONOPTIMIZE") { optimization = Swift.max(optimization, Int(host.environmentVariable("PYTHONOPTIMIZE") ?? "") ?? 1) }
        hashKey = nil
        if let text = host.environmentVariable("PYTHONHASHSEED"), let seed = UInt32(text) { hashKey = Self.hashKey(seed: seed) }
    }
}
