import KraitBytecode
import KraitRuntime

/// `krait verify FILE.pyc…`: whether files are well-formed.
struct VerifyCommand: Subcommand {
    static let name = "verify", abstract = "Check that .pyc files are well-formed."
    static let usage = "[--verbose] FILE ..."
    static let details = """
        OPTIONS:
          --verbose  Say how much was verified.

        Verifies all code objects of each file, and that the engine accepts them; then takes each apart and assembles it
        again, and says so if that does not give the same bytes. Prints what is wrong; the exit status is 1 if anything is.
        """

    private var verbose: Bool
    private var files: [String]

    init(_ words: inout Words) throws(UsageError) {
        verbose = words.flag("--verbose") > 0
        files = try words.files()
    }

    func run() throws {
        var codeCount = 0
        var failureCount = 0
        for path in files {
            do {
                let file = try PycFile(reading: try readBytes(path), name: PythonString(path))
                try file.code.verify()
                for code in allCode(in: file.code) {
                    codeCount += 1
                    if let field = changedField(of: code) {
                        print("\(path): \(code.fields.qualifiedName.description): reassembled, it has another \(field)")
                        failureCount += 1
                    }
                    do {
                        try checkLowering(code)
                    } catch {
                        print("\(path): \(code.fields.qualifiedName.description): \(error)")
                        failureCount += 1
                    }
                }
            } catch {
                print("\(path): \(error)")
                failureCount += 1
            }
        }
        if verbose { print("\(files.count) files, \(codeCount) code objects, \(failureCount) failures") }
        if failureCount > 0 { throw ExitFailure() }
    }

    /// The code object and all nested in it, each once.
    private func allCode(in root: CodeObject) -> [CodeObject] {
        var result = [root]
        var known: Set<ObjectIdentifier> = [ObjectIdentifier(root)]
        var next = 0
        while next < result.count {
            for case .code(let nested) in result[next].fields.constants where known.insert(ObjectIdentifier(nested)).inserted {
                result.append(nested)
            }
            next += 1
        }
        return result
    }

    /// The field that reassembly changes; nil if it changes none.
    private func changedField(of code: CodeObject) -> String? {
        let before = code.fields
        let after: CodeObject.Fields
        do { after = try CodeEditor(code).assemble().fields } catch { return "defect: \(error)" }
        if after.code != before.code { return "co_code" }
        if after.lineTable != before.lineTable { return "co_linetable" }
        if after.exceptionTable != before.exceptionTable { return "co_exceptiontable" }
        if after.stackSize != before.stackSize { return "co_stacksize" }
        return nil
    }
}
