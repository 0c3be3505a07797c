#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that could not be read or written.
struct FileError: Error, CustomStringConvertible {
    var path: String
    var number: Int32
    var description: String { "\(path): \(String(cString: strerror(number)))" }
}

/// The contents of a file.
func readBytes(_ path: String) throws(FileError) -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw FileError(path: path, number: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
        let chunk = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        if chunk.isEmpty {
            guard ferror(file) == 0 else { throw FileError(path: path, number: errno) }
            return bytes
        }
        bytes += chunk
    }
}

/// Makes or replaces a file.
func writeBytes(_ bytes: [UInt8], _ path: String) throws(FileError) {
    guard let file = fopen(path, "wb") else { throw FileError(path: path, number: errno) }
    let isWritten = fwrite(bytes, 1, bytes.count, file) == bytes.count
    let isClosed = fclose(file) == 0
    guard isWritten, isClosed else { throw FileError(path: path, number: errno) }
}
