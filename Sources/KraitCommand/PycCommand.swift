import KraitBytecode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `krait pyc FILE…`: what the headers say, and how much is in the files; or reads and writes them again.
struct PycCommand: Subcommand {
    static let name = "pyc", abstract = "Show the headers of .pyc files, or write the files again."
    static let usage = "[--rewrite-into DIR] FILE ..."
    static let details = """
        OPTIONS:
          --rewrite-into <dir>  Write each file again, with a name that is its path with `/` as `_`.
        """

    private var rewriteInto: String?
    private var files: [String]

    init(_ words: inout Words) throws(UsageError) {
        rewriteInto = try words.option("--rewrite-into")
        files = try words.files()
    }

    func run() throws {
        var hasFailed = false
        for path in files {
            do {
                let bytes = try readBytes(path)
                let file = try PycFile(reading: bytes, name: PythonString(path))
                if let folder = rewriteInto {
                    try writeBytes(try file.bytes(), "\(folder)/\(path.map { $0 == "/" ? "_" : String($0) }.joined())")
                } else {
                    print("\(path): \(describe(file, size: bytes.count))")
                }
            } catch {
                print("\(path): \(error)")
                hasFailed = true
            }
        }
        if hasFailed { throw ExitFailure() }
    }

    private func describe(_ file: PycFile, size: Int) -> String {
        let validation =
            switch file.validation {
            case .timestamp(let time, let size): "source of \(size) bytes, modified at \(time)"
            case .hash(let hash, let isChecked): "source hash \(String(hash, radix: 16)), \(isChecked ? "checked" : "unchecked")"
            }
        return "CPython \(file.version.name) (magic \(file.version.magicNumber)), \(validation); \(countCode(file.code)) code objects"
    }

    private func countCode(_ code: CodeObject) -> Int {
        var count = 0
        var pending = [code]
        while let next = pending.popLast() {
            count += 1
            for case .code(let inner) in next.fields.constants { pending.append(inner) }
        }
        return count
    }
}
