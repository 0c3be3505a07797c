import KraitBytecode
import KraitCompiler

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// All inputs of a run, by number.
struct Inputs {
    let kind: Fuzz.Kind
    let seed: UInt64
    private let isUnchanged: Bool
    private let corpus: [[UInt8]]

    init(kind: Fuzz.Kind, corpus paths: [String], seed: UInt64, isUnchanged: Bool) throws {
        self.isUnchanged = isUnchanged
        self.kind = kind
        self.seed = seed
        var programs: [[UInt8]] = []
        var compiled: [[UInt8]] = []
        for path in paths.flatMap(filesIn).sorted() {
            guard let bytes = readFile(path) else { continue }
            if path.hasSuffix(".pyc") || isUnchanged {
                compiled.append(bytes)
            } else if path.hasSuffix(".txt") {
                programs += split(bytes, at: Array("----\n".utf8))
            } else {
                programs.append(bytes)
            }
        }
        if kind != .source, !isUnchanged, compiled.isEmpty {
            for program in programs {
                guard let code = try? compile(source: program) else { continue }
                let file = PycFile(code, validation: .timestamp(0, sourceSize: UInt32(truncatingIfNeeded: program.count)))
                if let bytes = try? file.bytes() { compiled.append(bytes) }
            }
        }
        corpus = kind == .source && !isUnchanged ? programs : compiled
        if corpus.isEmpty { throw CorpusIsEmpty() }
    }

    struct CorpusIsEmpty: Error, CustomStringConvertible { var description: String { "there is nothing in the corpus" } }

    func make(_ number: Int) -> [UInt8] {
        if isUnchanged { return corpus[number % corpus.count] }
        var random = Random(seed: seed, number: number)
        switch kind {
        case .source: return mutatedSource(corpus, &random)
        case .pyc: return mutatedPyc(corpus, &random)
        case .run: return mutatedProgram(corpus, &random)
        }
    }
}

/// SplitMix64.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64, number: Int) {
        state = seed &* 0xD134_2543_DE82_EF95 &+ UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 below `limit`; 0 if there is none.
    mutating func below(_ limit: Int) -> Int { limit <= 0 ? 0 : Int(next() % UInt64(limit)) }
    mutating func range(in count: Int, atMost length: Int) -> Range<Int> {
        let start = below(count + 1)
        return start..<min(count, start + below(length) + 1)
    }
    mutating func element<Element>(of array: [Element], _ standIn: Element) -> Element {
        array.isEmpty ? standIn : array[below(array.count)]
    }
}

// MARK: - Files

/// The paths of a folder's files, of all below it; or the path itself.
private func filesIn(_ path: String) -> [String] {
    guard let folder = opendir(path) else { return [path] }
    defer { closedir(folder) }
    var result: [String] = []
    while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        if name == "." || name == ".." { continue }
        let inner = filesIn("\(path)/\(name)")
        result += inner.count == 1 && ![".py", ".pyc", ".txt"].contains(where: inner[0].hasSuffix) ? [] : inner
    }
    return result
}

func readFile(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { $1 = fread($0.baseAddress, 1, $0.count, file) }
        if chunk.isEmpty { return ferror(file) == 0 ? bytes : nil }
        bytes += chunk
    }
}

func writeAll(_ bytes: [UInt8], to file: Int32) {
    bytes.withUnsafeBytes { bytes in
        var done = 0
        while done < bytes.count {
            let count = write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count <= 0 { return }
            done += count
        }
    }
}

private func split(_ bytes: [UInt8], at separator: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var start = 0
    var index = 0
    while index < bytes.count {
        if bytes[index...].starts(with: separator), index == 0 || bytes[index - 1] == UInt8(ascii: "\n") {
            result.append(Array(bytes[start..<index]))
            index += separator.count
            start = index
        } else {
            index += 1
        }
    }
    result.append(Array(bytes[start...]))
    return result
}
