#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Starts workers until all inputs are done.
struct Driver {
    let options: Fuzz

    /// Returns whether there was no failure.
    func run() throws -> Bool {
        let inputs = try options.inputs()
        let statusPath = "/tmp/krait-fuzz.\(getpid())"
        defer { unlink(statusPath) }
        let start = seconds()
        let end = options.first + options.count
        var next = options.first
        var accepted = 0
        var failures = 0
        while next < end {
            let result = runWorker(from: next, count: min(end - next, 20_000), statusPath)
            guard let result else {
                print("the worker can't be started")
                return false
            }
            accepted += result.status.accepted
            if result.code == 0 {
                next = result.status.number
                continue
            }
            failures += 1
            let number = max(result.status.number, next)
            mkdir(options.save, 0o777)
            let path = "\(options.save)/\(options.kind.rawValue)-\(options.seed)-\(number)"
            let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
            writeAll(inputs.make(number), to: file)
            close(file)
            print("\(describe(result.code)): seed \(options.seed), number \(number), saved as \(path)")
            next = number + 1
        }
        let time = (seconds() - start).rounded()
        print("\(options.count) inputs (\(accepted) accepted), \(failures) failures, \(Int(time)) s")
        return failures == 0
    }

    private func runWorker(from first: Int, count: Int, _ statusPath: String) -> (code: Int32, status: Worker.Status)? {
        unlink(statusPath)
        var arguments = [
            CommandLine.arguments[0], options.kind.rawValue, "--first", "\(first)", "--count", "\(count)",
            "--seed", "\(options.seed)", "--time", "\(options.time)", "--memory", "\(options.memory)", "--worker", statusPath,
        ]
        if options.unchanged { arguments.append("--unchanged") }
        arguments += options.corpus
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var child: pid_t = 0
        let path = readlinkPath("/proc/self/exe") ?? arguments[0]
        guard posix_spawn(&child, path, nil, nil, &pointers, environ) == 0 else { return nil }
        var code: Int32 = 0
        while waitpid(child, &code, 0) < 0 { if errno != EINTR { return nil } }
        var status = Worker.Status(number: first, accepted: 0)
        if let bytes = readFile(statusPath), bytes.count == MemoryLayout<Worker.Status>.size {
            status = bytes.withUnsafeBytes { $0.loadUnaligned(as: Worker.Status.self) }
        }
        return (code, status)
    }

    private func describe(_ code: Int32) -> String {
        let signal = code & 0x7F
        if signal == SIGPROF { return "takes too long" }
        if signal != 0 { return "dies by signal \(signal)" }
        return "fails with exit status \(code >> 8 & 0xFF)"
    }

    private func readlinkPath(_ link: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { readlinkInto(link, $0) }
        return count > 0 ? String(decoding: buffer.prefix(count), as: UTF8.self) : nil
    }

    private func readlinkInto(_ link: String, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard let place = buffer.bindMemory(to: CChar.self).baseAddress else { return -1 }
        return readlink(link, place, buffer.count)
    }

    private func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
