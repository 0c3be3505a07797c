import CKrait

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The real system, with all that the process may do. Subclasses replace or refuse parts of it.
open class SystemHost: Host, @unchecked Sendable {
    public init() {}

    // MARK: - Descriptors

    open func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(HostError) -> Int {
        #if canImport(Darwin)
            let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
        guard count >= 0 else { throw HostError(number: errno) }
        return count
    }

    open func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(HostError) -> Int {
        #if canImport(Darwin)
            let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
        guard count >= 0 else { throw HostError(number: errno) }
        return count
    }

    open func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) != 0 }

    open func isOpen(_ descriptor: Int32) -> Bool { fcntl(descriptor, F_GETFD) != -1 }

    // MARK: - Files

    open func readFile(_ path: String) throws(HostError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw HostError(number: errno) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw HostError(number: errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw HostError(number: EISDIR) }
        var bytes: [UInt8] = []
        // One more byte than the file has shows its end with the first read.
        var room = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) + 1 : 1 << 16
        while true {
            var failure: Int32 = 0
            let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                while true {
                    do throws(HostError) {
                        count = try self.read(file, into: UnsafeMutableRawBufferPointer(buffer))
                    } catch {
                        if error.number == EINTR { continue }
                        failure = error.number
                        count = 0
                    }
                    return
                }
            }
            if failure != 0 { throw HostError(number: failure) }
            if chunk.isEmpty { return bytes }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
            room = 1 << 16
        }
    }

    open func status(_ path: String) throws(HostError) -> FileStatus {
        var status = stat()
        guard stat(path, &status) == 0 else { throw HostError(number: errno) }
        let kind: FileStatus.Kind = status.st_mode & S_IFMT == S_IFREG ? .file : status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
        #if canImport(Darwin)
            let modified = status.st_mtimespec.tv_sec
        #else
            let modified = status.st_mtim.tv_sec
        #endif
        return FileStatus(kind: kind, size: Int(status.st_size), modified: modified)
    }

    open func names(inFolder path: String) throws(HostError) -> [String] {
        guard let folder = opendir(path) else { throw HostError(number: errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    open func absolutePath(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + (path.isEmpty ? "" : "/" + path)
    }

    open func resolvedPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    // MARK: - The process

    open func environmentVariable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    open var processIdentifier: Int { Int(getpid()) }

    open func message(of error: Int32) -> String { String(cString: strerror(error)) }

    open func fillWithRandom(_ buffer: UnsafeMutableRawBufferPointer) throws(HostError) {
        var generator = SystemRandomNumberGenerator()
        for index in 0..<buffer.count { buffer[index] = UInt8.random(in: 0...255, using: &generator) }
    }

    // MARK: - Time

    private func identifier(of clock: HostClock) -> clockid_t {
        switch clock {
        case .realTime: CLOCK_REALTIME
        case .monotonic: CLOCK_MONOTONIC
        case .processTime: CLOCK_PROCESS_CPUTIME_ID
        case .threadTime: CLOCK_THREAD_CPUTIME_ID
        }
    }

    open func now(_ clock: HostClock) -> Int {
        var time = timespec()
        clock_gettime(identifier(of: clock), &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }

    open func resolution(of clock: HostClock) -> Int {
        var time = timespec()
        clock_getres(identifier(of: clock), &time)
        return time.tv_sec &* 1_000_000_000 &+ time.tv_nsec
    }

    open func sleep(nanoseconds: Int) {
        var time = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        nanosleep(&time, nil)
    }

    open func localCalendar(_ seconds: Int) -> HostCalendar? {
        var time = time_t(seconds), fields = tm()
        guard localtime_r(&time, &fields) != nil else { return nil }
        return HostCalendar(fields)
    }

    open func utcCalendar(_ seconds: Int) -> HostCalendar? {
        var time = time_t(seconds), fields = tm()
        guard gmtime_r(&time, &fields) != nil else { return nil }
        return HostCalendar(fields)
    }

    open func seconds(ofLocal calendar: inout HostCalendar) -> Int? {
        var fields = calendar.fields
        // mktime sets the day of the week only if it succeeds: -1 is a time too.
        fields.tm_wday = -1
        let seconds = mktime(&fields)
        if seconds == -1 && fields.tm_wday == -1 { return nil }
        calendar = HostCalendar(fields)
        return Int(seconds)
    }

    open func formatted(_ calendar: HostCalendar, _ format: String) -> String {
        calendar.zone.withCString { zone in
            var fields = calendar.fields
            fields.tm_gmtoff = calendar.offset
            fields.tm_zone = UnsafePointer(zone)
            var room = 256
            // Nothing written means no room or nothing to write.
            while room <= 1 << 16 {
                var count = 0
                let bytes = [CChar](unsafeUninitializedCapacity: room) { buffer, used in
                    if let base = buffer.baseAddress { count = strftime(base, room, format, &fields) }
                    used = count
                }
                if count > 0 { return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self) }
                room *= 16
            }
            return ""
        }
    }
}

extension HostCalendar {
    fileprivate init(_ fields: tm) {
        self.init()
        second = Int(fields.tm_sec)
        minute = Int(fields.tm_min)
        hour = Int(fields.tm_hour)
        day = Int(fields.tm_mday)
        month = Int(fields.tm_mon)
        year = Int(fields.tm_year)
        weekday = Int(fields.tm_wday)
        dayOfYear = Int(fields.tm_yday)
        isDaylightSaving = Int(fields.tm_isdst)
        offset = fields.tm_gmtoff
        if let name = fields.tm_zone { zone = String(cString: name) }
    }

    fileprivate var fields: tm {
        var result = tm()
        result.tm_sec = Int32(truncatingIfNeeded: second)
        result.tm_min = Int32(truncatingIfNeeded: minute)
        result.tm_hour = Int32(truncatingIfNeeded: hour)
        result.tm_mday = Int32(truncatingIfNeeded: day)
        result.tm_mon = Int32(truncatingIfNeeded: month)
        result.tm_year = Int32(truncatingIfNeeded: year)
        result.tm_wday = Int32(truncatingIfNeeded: weekday)
        result.tm_yday = Int32(truncatingIfNeeded: dayOfYear)
        result.tm_isdst = Int32(truncatingIfNeeded: isDaylightSaving)
        return result
    }
}
