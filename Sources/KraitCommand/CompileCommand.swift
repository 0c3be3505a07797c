import KraitBytecode
import KraitCompiler

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `krait compile FILE…`: writes `.pyc` files, as `python3.13 -m py_compile` does; prints errors as `python3.13 FILE` does.
struct CompileCommand: Subcommand {
    static let name = "compile", abstract = "Compile Python files to .pyc files."
    static let usage = "[-O | -OO] [--output-dir DIR] FILE ..."
    static let details = """
        OPTIONS:
          -O                  Leave assertions out; twice (-OO), docstrings as well.
          --output-dir <dir>  Write DIR/<path of FILE without its leading slash>c.

        Goes on after a file that cannot be compiled; the exit status is then 1. Without --output-dir,
        the output is __pycache__/NAME.cpython-313.pyc beside the source.
        """

    private var optimization: Int
    private var outputDir: String?
    private var files: [String]

    init(_ words: inout Words) throws(UsageError) {
        outputDir = try words.option("--output-dir")
        optimization = words.flag("-O")
        files = try words.files()
    }

    func run() throws {
        let isColored = standardErrorShowsColors()
        var hasFailed = false
        for path in files {
            do throws(CompileFailure) {
                try compileFile(path, isColored: isColored)
            } catch {
                printToStandardError(error.text)
                hasFailed = true
            }
        }
        if hasFailed { throw ExitFailure() }
    }

    private func compileFile(_ path: String, isColored: Bool) throws(CompileFailure) {
        // CPython's messages name the main script by its absolute path.
        let shownPath = PythonString(path.hasPrefix("/") ? path : currentFolder() + "/" + path)
        var status = stat()
        let source: [UInt8]
        do throws(FileError) {
            guard stat(path, &status) == 0 else { throw FileError(path: path, number: errno) }
            source = try readBytes(path)
        } catch {
            throw CompileFailure(
                text: "krait: can't open file '\(shownPath)': [Errno \(error.number)] \(String(cString: strerror(error.number)))\n")
        }

        var options = CompileOptions()
        options.filename = PythonString(path)
        options.optimization = min(optimization, 2)
        let lines = SourceLines(source, filename: options.filename)
        options.warn = { warning throws(CompileError) in
            // The filters that Python starts with show no other warnings of the compiler.
            guard warning.category == .syntaxWarning else { return }
            printToStandardError(
                warning.rendered(filename: shownPath, sourceLine: lines[warning.line]))
        }
        let bytes: [UInt8]
        do throws(CompileError) {
            let code = try compile(source: source, origin: .file, options: options)
            let validation = PycFile.Validation.timestamp(
                UInt32(truncatingIfNeeded: modificationTime(status)), sourceSize: UInt32(truncatingIfNeeded: status.st_size))
            do throws(MarshalError) {
                bytes = try PycFile(code, validation: validation).bytes()
            } catch {
                throw CompileError(.valueError, error.message)
            }
        } catch {
            throw CompileFailure(text: error.rendered(filename: shownPath, colored: isColored))
        }
        let target = outputPath(for: path)
        do throws(FileError) {
            try makeFolders(of: target)
            try replaceFile(target, with: bytes, permissions: (status.st_mode | 0o200) & 0o666)
        } catch {
            throw CompileFailure(text: "krait: \(error)\n")
        }
    }

    private func outputPath(for path: String) -> String {
        if let outputDir { return "\(outputDir)/\(path.drop { $0 == "/" })c" }
        let (folder, name) = splitPath(path)
        // As importlib.util.cache_from_source: without the last suffix, unless that is all there is.
        var stem = name[...]
        if let dot = name.lastIndex(of: "."), dot != name.startIndex { stem = name[..<dot] }
        let suffix = optimization == 0 ? "" : ".opt-\(min(optimization, 2))"
        return "\(folder)__pycache__/\(stem).cpython-313\(suffix).pyc"
    }
}

/// Why a file was not compiled: the text to print, with its line end.
private struct CompileFailure: Error {
    var text: String
}

// MARK: - Files and folders

/// Makes or replaces a file so that no one ever sees a part of it.
private func replaceFile(_ path: String, with bytes: [UInt8], permissions: mode_t) throws(FileError) {
    // What is no regular file, such as a device, is not to be replaced by one. In CPython: py_compile.compile.
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { throw FileError(path: path, number: EEXIST) }
    let temporary = "\(path).\(getpid())"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, permissions)
    guard file >= 0 else { throw FileError(path: temporary, number: errno) }
    var isWritten = writeAll(bytes, to: file)
    var number = errno
    if close(file) != 0, isWritten {
        number = errno
        isWritten = false
    }
    if isWritten, rename(temporary, path) != 0 {
        number = errno
        isWritten = false
    }
    if !isWritten {
        unlink(temporary)
        throw FileError(path: path, number: number)
    }
}

/// Writes until everything is written. Returns false if that fails; `errno` then says why.
private func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
            let count = write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count > 0 { done += count } else if errno != EINTR { return false }
        }
        return true
    }
}

/// Makes the folders in which a file is to lie.
private func makeFolders(of path: String) throws(FileError) {
    let folder = splitPath(path).folder
    if folder.isEmpty || access(folder, F_OK) == 0 { return }
    let trimmed = String(folder.dropLast())
    try makeFolders(of: trimmed)
    if mkdir(trimmed, 0o777) != 0, errno != EEXIST { throw FileError(path: trimmed, number: errno) }
}

/// The folder with its slash, empty if there is none, and the name.
private func splitPath(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    let name = path.index(after: slash)
    return (String(path[..<name]), String(path[name...]))
}

private func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "" }
    defer { free(path) }
    return String(cString: path)
}

private func modificationTime(_ status: stat) -> Int {
    #if canImport(Darwin)
        status.st_mtimespec.tv_sec
    #else
        status.st_mtim.tv_sec
    #endif
}

// MARK: - Standard error

private func printToStandardError(_ text: String) {
    _ = writeAll(Array(text.utf8), to: STDERR_FILENO)
}

/// Whether CPython would colour what it prints there. In CPython: Lib/_colorize.py, can_colorize.
private func standardErrorShowsColors() -> Bool {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    switch variable("PYTHON_COLORS") {
    case "0": return false
    case "1": return true
    default: break
    }
    if variable("NO_COLOR") != nil { return false }
    if variable("FORCE_COLOR") != nil { return true }
    return variable("TERM") != "dumb" && isatty(STDERR_FILENO) != 0
}
