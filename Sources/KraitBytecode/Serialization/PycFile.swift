/// A `.pyc` file: a code object, and what says whether it still belongs to its source (PEP 552).
///
///      0  magic number, 2 bytes, then CR LF
///      4  flags: bit 0 says that the hash form follows, bit 1 that the hash is to be checked
///      8  modification time of the source, 4 bytes, and its size, 4 bytes    or    hash of the source, 8 bytes
///     16  the code object, marshalled
///
/// All numbers are little-endian. In CPython: Lib/importlib/_bootstrap_external.py.
public struct PycFile: Sendable {
    /// How an importer finds out that the source has changed.
    public enum Validation: Hashable, Sendable {
        /// By the modification time of the source, in seconds since 1970, and its size in bytes; both modulo 2³².
        case timestamp(UInt32, sourceSize: UInt32)
        /// By ``PycFile/sourceHash(_:version:)`` of the source; with `isChecked` false it is trusted without a look at the source.
        case hash(UInt64, isChecked: Bool)
    }

    public static let headerSize = 16

    public var version: BytecodeVersion
    public var validation: Validation
    public var code: CodeObject

    public init(_ code: CodeObject, validation: Validation, version: BytecodeVersion = .python313) {
        self.code = code
        self.validation = validation
        self.version = version
    }

    /// Reads a file. `name` is what messages call it: CPython's importer says the module's name in errors of the header, and the path where there
    /// is no code object.
    ///
    /// Throws what CPython's importer would raise: ImportError for a wrong header, EOFError and ValueError for a damaged file.
    public init(reading bytes: [UInt8], name: PythonString) throws(MarshalError) {
        (version, validation) = try Self.readHeader(bytes, name: name)
        guard case .code(let code) = try Marshal.read(bytes, from: Self.headerSize) else {
            throw MarshalError(.importError, "Non-code object in \(Self.text(name.repr))")
        }
        self.code = code
    }

    /// Reads the header alone, with the errors of ``init(reading:name:)``.
    public static func readHeader(_ bytes: [UInt8], name: PythonString) throws(MarshalError) -> (BytecodeVersion, Validation) {
        let magic = Array(bytes.prefix(4))
        guard let version = BytecodeVersion.all.first(where: { magicBytes($0) == magic }) else {
            var shown: [UInt8] = []
            appendBytesRepr(magic, to: &shown)
            throw MarshalError(.importError, "bad magic number in \(text(name.repr)): \(text(shown))")
        }
        guard bytes.count >= headerSize else {
            throw MarshalError(.eofError, "reached EOF while reading pyc header of \(text(name.repr))")
        }
        let flags = number(bytes, at: 4)
        guard flags & ~3 == 0 else { throw MarshalError(.importError, "invalid flags \(flags) in \(text(name.repr))") }
        let first = number(bytes, at: 8), second = number(bytes, at: 12)
        guard flags & 1 != 0 else { return (version, .timestamp(first, sourceSize: second)) }
        return (version, .hash(UInt64(second) << 32 | UInt64(first), isChecked: flags & 2 != 0))
    }

    /// The bytes of the file. Throws only where constants nest too deep.
    public func bytes() throws(MarshalError) -> [UInt8] {
        var bytes = Self.magicBytes(version)
        switch validation {
        case .timestamp(let time, let size):
            Self.append(0, to: &bytes)
            Self.append(time, to: &bytes)
            Self.append(size, to: &bytes)
        case .hash(let hash, let isChecked):
            Self.append(isChecked ? 3 : 1, to: &bytes)
            Self.append(UInt32(truncatingIfNeeded: hash), to: &bytes)
            Self.append(UInt32(truncatingIfNeeded: hash >> 32), to: &bytes)
        }
        bytes.append(contentsOf: try Marshal.write(.code(code)))
        return bytes
    }

    // MARK: - Is it up to date?

    /// Throws ImportError if a file with `validation` was not made from a source with this modification time and size.
    /// A file of the hash form passes.
    public static func check(
        _ validation: Validation, modificationTime: Int64, sourceSize: Int64, name: PythonString
    ) throws(MarshalError) {
        guard case .timestamp(let time, let size) = validation else { return }
        guard time == UInt32(truncatingIfNeeded: modificationTime), size == UInt32(truncatingIfNeeded: sourceSize) else {
            throw MarshalError(.importError, "bytecode is stale for \(text(name.repr))")
        }
    }

    /// Throws ImportError if a file with `validation` was not made from `source`. A file of the timestamp form passes.
    public static func check(
        _ validation: Validation, source: [UInt8], version: BytecodeVersion = .python313, name: PythonString
    ) throws(MarshalError) {
        guard case .hash(let hash, _) = validation else { return }
        guard hash == sourceHash(source, version: version) else {
            throw MarshalError(.importError, "hash in bytecode doesn't match hash of source \(text(name.repr))")
        }
    }

    /// The hash of a source file (`_imp.source_hash`): SipHash-1-3 keyed with the magic number.
    public static func sourceHash(_ source: [UInt8], version: BytecodeVersion = .python313) -> UInt64 {
        SipHash.hash13(source, key: UInt64(number(magicBytes(version), at: 0)))
    }

    // MARK: - Bytes

    private static func magicBytes(_ version: BytecodeVersion) -> [UInt8] {
        let magic = version.magicNumber
        return [UInt8(truncatingIfNeeded: magic), UInt8(truncatingIfNeeded: magic >> 8), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private static func number(_ bytes: [UInt8], at position: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[position + $1]) << UInt32(8 * $1) }
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func text(_ utf8: [UInt8]) -> String { String(decoding: utf8, as: UTF8.self) }
}
