import KraitBytecode

/// The lines of a program as warnings show them, decoded when the first one asks. For one compilation: its calls of
/// ``CompileOptions/warn`` come one after the other.
public final class SourceLines: @unchecked Sendable {
    private let source: [UInt8]
    private let filename: PythonString
    private lazy var text: SourceText? = source.withUnsafeBytes { try? SourceText($0, origin: .file, filename: filename) }

    public init(_ source: [UInt8], filename: PythonString) {
        self.source = source
        self.filename = filename
    }

    /// A line (from 1) without its end; nil if the program can't be decoded.
    public subscript(_ number: Int) -> String? { text.map { String(decoding: $0.line(number), as: UTF8.self) } }
}
