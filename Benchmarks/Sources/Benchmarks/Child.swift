import CSpawn

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What one run of a program took.
struct Usage {
    /// Seconds of processor time, user and system.
    var processor = 0.0
    /// Seconds on the clock.
    var elapsed = 0.0
    /// The most bytes that were resident.
    var resident = 0
    var status: Int32 = 0
    var output = ""
}

/// Runs a program to its end. What it writes to standard output is returned; standard error is this process's.
func run(_ command: [String], environment: [String: String] = [:]) -> Usage {
    var usage = Usage()
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return Usage(status: -1) }
    for (name, value) in environment { setenv(name, value, 1) }
    defer { for name in environment.keys { unsetenv(name) } }
    let words = command.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let start = ContinuousClock.now
    let process = spawn(words, ends[1], ends[0])
    close(ends[1])
    defer { close(ends[0]) }
    guard process > 0 else { return Usage(status: -1) }
    var bytes: [UInt8] = [], buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(ends[0], &buffer, buffer.count)
        if count <= 0 { break }
        bytes += buffer[..<count]
    }
    var status: Int32 = 0, resources = rusage()
    wait4(process, &status, 0, &resources)
    let elapsed = ContinuousClock.now - start
    usage.elapsed = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    usage.processor = resources.ru_utime.seconds + resources.ru_stime.seconds
    #if canImport(Glibc)
        usage.resident = resources.ru_maxrss * 1024
    #else
        usage.resident = resources.ru_maxrss
    #endif
    usage.status = status
    usage.output = String(decoding: bytes, as: UTF8.self)
    return usage
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
