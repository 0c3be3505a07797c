// A stack for the recursion of parser and compiler.
//
// The passes recurse with the nesting of the program. How deep that may be is limited by counters, as in CPython; this stack is large
// enough for these limits, whatever the stack of the caller is.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs `body` on a stack of 256 MiB and returns what it returns.
///
/// A source of less than `100` bytes cannot nest deeply, and runs on the stack of the caller.
public func withCompilerStack<Result>(
    sourceSize: Int, _ body: () throws(CompileError) -> Result
) throws(CompileError) -> Result {
    if sourceSize < 100 { return try body() }
    var result: Swift.Result<Result, CompileError>?
    let isStarted = withoutActuallyEscaping(body) { body in
        withUnsafeMutablePointer(to: &result) { place in
            runOnLargeStack {
                do throws(CompileError) {
                    place.pointee = .success(try body())
                } catch {
                    place.pointee = .failure(error)
                }
            }
        }
    }
    guard isStarted, let result else { throw CompileError(.memoryError, "no thread with a large stack could be started") }
    return try result.get()
}

/// What the new thread runs.
private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
}

/// Runs `body` on a new thread and waits for its end. Returns false if no thread could be started.
private func runOnLargeStack(_ body: () -> Void) -> Bool {
    withoutActuallyEscaping(body) { body in
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, 256 << 20) == 0 else { return false }
        let work = Unmanaged.passRetained(Work(body))
        defer { work.release() }
        #if canImport(Darwin)
            var thread: pthread_t?
            let started = pthread_create(&thread, &attributes, { context in
                Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body()
                return nil
            }, work.toOpaque())
            guard started == 0, let thread else { return false }
        #else
            var thread = pthread_t()
            let started = pthread_create(&thread, &attributes, { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body() }
                return nil
            }, work.toOpaque())
            guard started == 0 else { return false }
        #endif
        return pthread_join(thread, nil) == 0
    }
}
