import KraitBytecode
import KraitCompiler

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `krait tokens FILE…`: prints the tokens, for Utilities/compare_tokens.py.
struct TokensCommand: Subcommand {
    static let name = "tokens", abstract = "Print the tokens of Python files."
    static let usage = "[--time] FILE ..."
    static let details = """
        OPTIONS:
          --time  Print how long tokenizing took instead.
        """
    static let isHidden = true

    private var files: [String]
    private var time: Bool

    init(_ words: inout Words) throws(UsageError) {
        time = words.flag("--time") > 0
        files = try words.files()
    }

    func run() throws {
        var sources: [(name: String, bytes: [UInt8])] = []
        for file in files { sources.append((file, try readBytes(file))) }
        if time {
            var start = timespec()
            clock_gettime(CLOCK_MONOTONIC, &start)
            var tokens = 0
            for source in sources { tokens += try tokenize(source.bytes, source.name) { _, _ in } }
            var end = timespec()
            clock_gettime(CLOCK_MONOTONIC, &end)
            let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
            print("\(tokens) tokens in \(seconds) s")
            return
        }
        for source in sources {
            print("FILE", source.name)
            var lines = ""
            do {
                _ = try tokenize(source.bytes, source.name) { token, text in
                    let bytes = text.text(token).map { String($0, radix: 16) }.joined(separator: " ")
                    lines += "\(kind(token)) \(token.line) \(token.column) \(token.endLine) \(token.endColumn) \(bytes)\n"
                }
                print(lines, terminator: "")
            } catch let error as CompileError {
                print(lines, terminator: "")
                print("ERROR \(error.category.rawValue): \(error.message) \(error.line ?? -9) \(error.column ?? -9) \(error.endColumn ?? -9)")
            }
        }
    }

    private func tokenize(_ bytes: [UInt8], _ name: String, _ body: (Token, SourceText) -> Void) throws -> Int {
        try bytes.withUnsafeBytes { bytes in
            let source = try SourceText(bytes, origin: .file, filename: PythonString(name))
            let tokenizer = Tokenizer(source, options: CompileOptions())
            var count = 0
            while true {
                let token = try tokenizer.next()
                count += 1
                body(token, source)
                if token.kind == .endMarker { return count }
            }
        }
    }

    private func kind(_ token: Token) -> String {
        switch token.kind {
        case .endMarker, .number, .string, .newline, .indent, .dedent, .fStringStart, .fStringMiddle, .fStringEnd: "\(token.kind)"
        case .name: "name"
        default: token.kind.isKeyword ? "name" : "operator"
        }
    }
}
