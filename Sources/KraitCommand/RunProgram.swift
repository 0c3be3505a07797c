import CKrait
import KraitBytecode
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

    /// Reads the words of a command line, of which the first is the program's own name. Throws the text of a complaint.
    init(_ words: [PythonString]) throws(UsageError) {
        configuration.originalArguments = words
        configuration.programName = words.first?.description ?? "krait"
        let arguments = words.dropFirst().map(\.description)
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
                case "c":
                    program = .command(try value())
                    // The last word that was taken, without the letters of options in front.
                    let word = words[words.count - rest.count - 1]
                    try RunProgram.checkEncodable(word.utf8.starts(with: [UInt8(ascii: "-")]) ? PythonString(uncheckedUTF8: Array(word.utf8.drop { $0 != UInt8(ascii: "c") }.dropFirst())) : word)
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
        configuration.arguments = words.suffix(rest.count)
    }

    /// A command is text.
    private static func checkEncodable(_ command: PythonString) throws(UsageError) {
        let bytes = command.utf8
        func isSurrogate(_ index: Int) -> Bool { index + 2 < bytes.count && bytes[index] == 0xED && bytes[index + 1] >= 0xA0 }
        guard let start = bytes.indices.first(where: isSurrogate) else { return }
        var end = start
        while isSurrogate(end) { end += 3 }
        let first = bytes[..<start].count { $0 & 0xC0 != 0x80 }, last = first + (end - start) / 3 - 1
        let number = 0xD000 | Int(bytes[start + 1] & 0x3F) << 6 | Int(bytes[start + 2] & 0x3F)
        let place = first == last ? "character '\\u\(String(number, radix: 16))' in position \(first)" : "characters in position \(first)-\(last)"
        throw UsageError(text: "Unable to decode the command from the command line:\nUnicodeEncodeError: 'utf-8' codec can't encode \(place): surrogates not allowed", status: 1)
    }

    private static func complaint(_ text: String) -> UsageError {
        UsageError(text: "\(text)\nusage: krait [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `krait -h' for more information.")
    }

    /// The file that the program's own name means: a path, or what is found along `PATH`; nothing if there is none.
    private static func executable(_ name: String, _ host: SystemHost) -> String {
        if name.contains("/") { return host.absolutePath(String(name.hasPrefix("./") ? name.dropFirst(2) : name[...])) }
        for folder in (host.environmentVariable("PATH") ?? "").split(separator: ":") where !name.isEmpty {
            let path = host.absolutePath("\(folder == "." ? "" : folder + "/")\(name)")
            var file = stat()
            if stat(path, &file) == 0, file.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        return ""
    }

    /// Runs, and ends the process.
    func run() -> Never {
        var configuration = self.configuration
        let host = SystemHost()
        configuration.executable = Self.executable(configuration.programName, host)
        var input = stat()
        if fstat(0, &input) == 0, input.st_mode & S_IFMT == S_IFDIR {
            let thread = String(UInt(bitPattern: krait_thread_number()), radix: 16)
            let text = """
                Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue
                Python runtime state: core initialized

                Current thread 0x\(String(repeating: "0", count: max(0, 16 - thread.count)))\(thread) (most recent call first):
                  <no Python frame>

                """
            try? writeBytes(Array(text.utf8), toDescriptor: 2)
            exit(1)
        }
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
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { host.environmentVariable($0) }.first { !$0.isEmpty }
        isUTF8 = option("utf8").map { $0 != "0" } ?? variable("PYTHONUTF8").map { $0 == "1" } ?? (locale == nil || locale == "C" || locale == "POSIX")
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
