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

/// Writes to the standard output (1) or the standard error (2).
func writeBytes(_ bytes: [UInt8], toDescriptor descriptor: Int32) throws(FileError) {
    var done = 0
    while done < bytes.count {
        let count = bytes[done...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw FileError(path: "<output>", number: errno) }
        done += count
    }
}
