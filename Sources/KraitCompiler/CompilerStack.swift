// A stack for the recursion of parser and compiler.
//
// The passes recurse with the nesting of the program. How deep that may be is limited by counters, as in CPython; this stack is large
// enough for these limits, whatever the stack of the caller is. The caller meanwhile asks now and then whether the work is still wanted.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells the passes that nobody wants what they make any more: a word that each of them looks at for every token, node or block.
struct StopFlag: @unchecked Sendable {
    private let word: UnsafeMutablePointer<Bool>

    /// Where nobody watches.
    static let never = StopFlag()

    fileprivate init() {
        word = .allocate(capacity: 1)
        word.initialize(to: false)
    }

    fileprivate func set() { word.pointee = true }
    fileprivate func deallocate() { word.deallocate() }

    @inline(__always)
    var isSet: Bool { word.pointee }

    @inline(__always)
    func check() throws(CompileError) { if word.pointee { throw .abandoned } }
}

extension CompileError {
    /// What compiling ends with when it is not wanted any more.
    static var abandoned: CompileError { CompileError(.abandoned, "compilation was given up") }
}

/// Runs `body` on a stack of 256 MiB and returns what it returns.
///
/// A source of less than `100` bytes cannot nest deeply, and runs on the stack of the caller.
public func withCompilerStack<Result>(
    sourceSize: Int, _ body: () throws(CompileError) -> Result
) throws(CompileError) -> Result {
    try withCompilerStack(sourceSize: sourceSize, isWanted: nil) { _ throws(CompileError) in try body() }
}

/// The same for work that may be given up.
///
/// - Parameter isWanted: Asked on the thread of the caller, every ten milliseconds. When it says no, the flag that `body` gets is set.
func withCompilerStack<Result>(
    sourceSize: Int, isWanted: (() -> Bool)?, _ body: (StopFlag) throws(CompileError) -> Result
) throws(CompileError) -> Result {
    if sourceSize < 100 { return try body(.never) }
    let stop = StopFlag()
    defer { stop.deallocate() }
    var result: Swift.Result<Result, CompileError>?
    let isStarted = withoutActuallyEscaping(body) { body in
        withUnsafeMutablePointer(to: &result) { place in
            runOnLargeStack(stop, isWanted) {
                do throws(CompileError) {
                    place.pointee = .success(try body(stop))
                } catch {
                    place.pointee = .failure(error)
                }
            }
        }
    }
    guard isStarted, let result else { throw CompileError(.memoryError, "no thread with a large stack could be started") }
    return try result.get()
}

/// What the new thread runs, and how it says that it has ended.
private final class Work {
    private let body: () -> Void
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var hasEnded = false

    init(_ body: @escaping () -> Void) {
        self.body = body
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func run() {
        body()
        pthread_mutex_lock(mutex)
        hasEnded = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits for the end; sets the flag as soon as the result is not wanted any more.
    func wait(_ stop: StopFlag, _ isWanted: () -> Bool) {
        pthread_mutex_lock(mutex)
        while !hasEnded {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            time.tv_nsec += 10_000_000
            if time.tv_nsec >= 1_000_000_000 {
                time.tv_nsec -= 1_000_000_000
                time.tv_sec += 1
            }
            pthread_cond_timedwait(condition, mutex, &time)
            if !hasEnded, !stop.isSet, !isWanted() { stop.set() }
        }
        pthread_mutex_unlock(mutex)
    }
}

/// Runs `body` on a new thread and waits for its end. Returns false if no thread could be started.
private func runOnLargeStack(_ stop: StopFlag, _ isWanted: (() -> Bool)?, _ body: () -> Void) -> Bool {
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
                Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().run()
                return nil
            }, work.toOpaque())
            guard started == 0, let thread else { return false }
        #else
            var thread = pthread_t()
            let started = pthread_create(&thread, &attributes, { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().run() }
                return nil
            }, work.toOpaque())
            guard started == 0 else { return false }
        #endif
        if let isWanted { work.takeUnretainedValue().wait(stop, isWanted) }
        return pthread_join(thread, nil) == 0
    }
}
