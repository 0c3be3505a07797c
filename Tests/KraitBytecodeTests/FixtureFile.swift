import Foundation

/// The bytes of a file in `Fixtures/`. The scripts there recorded them with CPython 3.13.
func fixtureBytes(_ name: String) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    return [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
}

/// The lines of a file in `Fixtures/`, each split at tabs.
func fixture(_ name: String) throws -> [[String]] {
    String(decoding: try fixtureBytes(name), as: UTF8.self).split(separator: "\n").map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
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
