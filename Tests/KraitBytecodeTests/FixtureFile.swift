#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines of a file in `Fixtures`, each split at tabs. The scripts there recorded them with CPython 3.13.
func fixture(_ name: String, in test: StaticString = #filePath) throws -> [[String]] {
    let folder = String(describing: test).split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = "\(folder)/Fixtures/\(name)"
    guard let file = fopen(path, "rb") else { throw MissingFixture(path: path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var byte = getc(file)
    while byte != EOF {
        bytes.append(UInt8(truncatingIfNeeded: byte))
        byte = getc(file)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
}

struct MissingFixture: Error {
    var path: String
}

/// The bytes that hexadecimal digits say; `-` is none.
func bytes(hex: String) -> [UInt8] {
    var result: [UInt8] = []
    var digits = hex.utf8.makeIterator()
    while let high = digits.next(), let low = digits.next() {
        func value(_ digit: UInt8) -> UInt8 { digit < 0x3A ? digit - 0x30 : digit - 0x57 }
        result.append(value(high) << 4 | value(low))
    }
    return result
}
