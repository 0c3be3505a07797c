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
                if word == "--check-hash-based-pycs" {
                    // Source files are preferred to `.pyc` files that do not fit them, whatever this says.
                    guard let value = rest.popFirst() else { throw RunProgram.complaint("Argument expected for the \(word) option") }
                    if ["default", "always", "never"].contains(value) { continue }
                    throw RunProgram.complaint("\(word) must be one of 'default', 'always', or 'never'")
                }
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
                case "x": configuration.skipsFirstLine = true
                case "R": break
                case "V": versionLevel += 1
                default: throw RunProgram.complaint("Unknown option: -\(letter)")
                }
            }
            if program != nil { break }
        }
        if program == nil, let word = rest.popFirst() { program = word == "-" ? .standardInput(name: "-") : .file(word) }
        configuration.arguments = Array(rest)
    }

    private static func complaint(_ text: String) -> UsageError {
        UsageError(text: "\(text)\nusage: krait [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `krait -h' for more information.")
    }

    /// Runs, and ends the process.
    func run() -> Never {
        var configuration = self.configuration
        let host = SystemHost()
        do {
            try configuration.complete(host)
        } catch {
            try? writeBytes(Array("Fatal Python error: \(error.text)\nPython runtime state: preinitialized\n\n".utf8), toDescriptor: 2)
            exit(1)
        }
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
        let end = thread.run(program ?? .standardInput(name: ""))
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
    /// Takes what the environment and the values of `-X` say; throws what CPython calls a fatal error.
    fileprivate mutating func complete(_ host: SystemHost) throws(UsageError) {
        func variable(_ name: String) -> String? {
            guard !ignoresEnvironment, let text = host.environmentVariable(name), !text.isEmpty else { return nil }
            return text
        }
        func option(_ name: String) -> String? {
            extraOptions.last { $0 == name || $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.utf8.count + 1)) }
        }
        if variable("PYTHONUNBUFFERED") != nil { isUnbuffered = true }
        if variable("PYTHONDONTWRITEBYTECODE") != nil { writesNoBytecode = true }
        if variable("PYTHONNOUSERSITE") != nil { hasNoUserSite = true }
        if variable("PYTHONSAFEPATH") != nil { hasSafePath = true }
        if variable("PYTHONINSPECT") != nil { inspects = true }
        if let text = variable("PYTHONOPTIMIZE") { optimization = Swift.max(optimization, Int(text) ?? 1) }
        if let text = variable("PYTHONVERBOSE") { verbosity = Swift.max(verbosity, Int(text) ?? 1) }
        if let text = variable("PYTHONDEBUG") { debugLevel = Swift.max(debugLevel, Int(text) ?? 1) }
        isDevelopment = option("dev") != nil || variable("PYTHONDEVMODE") != nil
        isUTF8 = option("utf8").map { $0 != "0" } ?? (variable("PYTHONUTF8") == "1")
        hasNoColumns = option("no_debug_ranges") != nil || variable("PYTHONNODEBUGRANGES") != nil

        // The later ones count more.
        var warnings = isDevelopment ? ["default"] : []
        if let text = variable("PYTHONWARNINGS") { warnings += text.split(separator: ",").map(String.init) }
        warnings += warningOptions
        if bytesWarning > 0 { warnings.append(bytesWarning > 1 ? "error::BytesWarning" : "default::BytesWarning") }
        warningOptions = warnings

        hashKey = nil
        if let text = variable("PYTHONHASHSEED"), text != "random" {
            guard let seed = UInt32(text) else {
                throw UsageError(text: "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]")
            }
            hashKey = Self.hashKey(seed: seed)
        }
        for (source, text) in [("PYTHONINTMAXSTRDIGITS", variable("PYTHONINTMAXSTRDIGITS")), ("-X int_max_str_digits", option("int_max_str_digits"))] {
            guard let text else { continue }
            guard let digits = Int(text), digits == 0 || digits >= 640 else {
                throw UsageError(text: "config_init_int_max_str_digits: \(source): invalid limit; must be >= 640 or 0 for unlimited.")
            }
            maximumIntDigits = digits
        }
    }
}
