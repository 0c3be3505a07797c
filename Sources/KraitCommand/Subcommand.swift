/// What stands behind the name of a subcommand, and what it does.
protocol Subcommand {
    static var name: String { get }
    static var abstract: String { get }
    /// The arguments as the usage shows them.
    static var usage: String { get }
    /// Lines that say what the options are and what else there is to know.
    static var details: String { get }
    /// Whether the list of subcommands leaves it out.
    static var isHidden: Bool { get }
    init(_ words: inout Words) throws(UsageError)
    func run() throws
}

extension Subcommand {
    static var isHidden: Bool { false }

    static var help: String { "OVERVIEW: \(abstract)\n\nUSAGE: krait \(name) \(usage)\n\n\(details)\n" }

    /// Reads the arguments and runs.
    static func main(_ arguments: [String]) throws {
        if arguments.contains(where: { $0 == "-h" || $0 == "--help" }) { return print(help, terminator: "") }
        var words = Words(arguments)
        let command: Self
        do throws(UsageError) {
            command = try Self(&words)
            try words.checkNothingIsLeft()
        } catch {
            throw UsageError(text: "\(error.text)\nUsage: krait \(name) \(usage)\n  See 'krait \(name) --help' for more information.", status: 64)
        }
        try command.run()
    }
}

/// A command line that means nothing.
struct UsageError: Error {
    var text: String
    /// The exit status.
    var status: Int32 = 2
}

/// A failure that was told already.
struct ExitFailure: Error {}

/// The words of a command line, taken off one after the other: options with a value first, then flags, then what is left.
struct Words {
    private var words: [String]
    /// What stands behind `--`: no options.
    private let rest: [String]

    init(_ words: [String]) {
        let end = words.firstIndex(of: "--") ?? words.count
        self.words = Array(words[..<end])
        rest = end < words.count ? Array(words[(end + 1)...]) : []
    }

    /// The value of an option, `--name value`, `--name=value` or `-n value`; nil if it is not given.
    mutating func option(_ names: String...) throws(UsageError) -> String? {
        var value: String?
        var index = 0
        while index < words.count {
            let word = words[index]
            if names.contains(word) {
                guard index + 1 < words.count else { throw UsageError(text: "Error: Missing value for '\(word)'") }
                value = words[index + 1]
                words.removeSubrange(index...index + 1)
            } else if let equals = word.firstIndex(of: "="), word.hasPrefix("--"), names.contains(String(word[..<equals])) {
                value = String(word[word.index(after: equals)...])
                words.remove(at: index)
            } else {
                index += 1
            }
        }
        return value
    }

    /// The same for an int.
    mutating func integer(_ names: String...) throws(UsageError) -> Int? {
        var found: String?
        for name in names { if let text = try option(name) { found = text } }
        guard let found else { return nil }
        guard let number = Int(found) else { throw UsageError(text: "Error: The value '\(found)' is invalid for '\(names[0]) <n>'") }
        return number
    }

    /// How often a flag is given; short ones may stand together, as in `-OO`.
    mutating func flag(_ names: String...) -> Int {
        var count = 0
        words = words.compactMap { word in
            if names.contains(word) {
                count += 1
                return nil
            }
            guard word.hasPrefix("-"), !word.hasPrefix("--") else { return word }
            let others = word.dropFirst().filter { !names.contains("-\($0)") }
            count += word.count - 1 - others.count
            return others.isEmpty && word.count > 1 ? nil : "-" + others
        }
        return count
    }

    /// The arguments that are no options.
    mutating func files(atLeast least: Int = 1) throws(UsageError) -> [String] {
        let files = words.filter { !$0.hasPrefix("-") || $0 == "-" } + rest
        words.removeAll { !$0.hasPrefix("-") || $0 == "-" }
        if files.count < least { throw UsageError(text: "Error: Missing expected argument '<file>'") }
        return files
    }

    /// The one argument that is no option.
    mutating func file(default missing: String? = nil) throws(UsageError) -> String {
        let files = try files(atLeast: missing == nil ? 1 : 0)
        if files.count > 1 { throw UsageError(text: "Error: Unexpected argument '\(files[1])'") }
        return files.first ?? missing ?? ""
    }

    func checkNothingIsLeft() throws(UsageError) {
        if let word = words.first { throw UsageError(text: "Error: Unknown option '\(word)'") }
    }
}
