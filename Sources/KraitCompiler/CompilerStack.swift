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
    /// How much less than on a full stack the passes may recurse.
    private(set) var depthDivisor = 1

    /// Where nobody watches.
    static let never = StopFlag()

    fileprivate init() {
        word = .allocate(capacity: 1)
        word.initialize(to: false)
    }

    /// The same for passes that run on a stack of that many bytes.
    fileprivate func onStack(_ size: Int) -> StopFlag {
        var flag = self
        flag.depthDivisor = max(1, CompilerStack.fullSize / size)
        return flag
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

/// Sizes of stacks, in bytes.
private enum CompilerStack {
    /// For all the nesting that is allowed. At most 60 MiB of it were ever used, and three times as much without optimization.
    static var fullSize: Int {
        #if DEBUG
            256 << 20
        #else
            128 << 20
        #endif
    }
    /// With less there is no compiling.
    static var leastSize: Int { 4 << 20 }
}

/// Runs `body` on a large stack and returns what it returns.
///
/// A source of less than `100` bytes cannot nest deeply, and runs on the stack of the caller.
public func withCompilerStack<Result>(
    sourceSize: Int, _ body: () throws(CompileError) -> Result
) throws(CompileError) -> Result {
    if sourceSize < 100 { return try body() }
    let outcome = Outcome<Result>()
    withoutActuallyEscaping(body) { body in
        _ = runOnLargeStack(.max, isWanted: nil) { _ in outcome.take(body) }
    }
    return try outcome.get()
}

/// The same for work that may be given up.
///
/// - Parameters:
///   - stackSize: What the stack may have. If the system refuses that, it is made smaller, and what may be nested is less.
///   - isWanted: Asked on the thread of the caller, every ten milliseconds. When it says no, the flag that `body` gets is set, and this ends with
///     `abandoned` at once, while `body` runs on until it looks at the flag: it must own what it works with.
func withCompilerStack<Result>(
    sourceSize: Int, stackSize: Int, isWanted: (() -> Bool)?, _ body: @escaping (StopFlag) throws(CompileError) -> Result
) throws(CompileError) -> Result {
    if sourceSize < 100 { return try body(.never) }
    let outcome = Outcome<Result>()
    guard runOnLargeStack(stackSize, isWanted: isWanted, { stop in outcome.take { () throws(CompileError) in try body(stop) } }) else { throw .abandoned }
    return try outcome.get()
}

/// What work ended with.
private final class Outcome<Result> {
    private var result: Swift.Result<Result, CompileError>?

    func take(_ body: () throws(CompileError) -> Result) {
        do throws(CompileError) {
            result = .success(try body())
        } catch {
            result = .failure(error)
        }
    }

    func get() throws(CompileError) -> Result {
        guard let result else { throw CompileError(.memoryError, "no thread with a large stack could be started") }
        return try result.get()
    }
}

/// What the new thread runs, and how it says that it has ended. Whoever is the last to need it frees it.
private final class Work {
    private let body: (StopFlag) -> Void
    private let stop: StopFlag
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var hasEnded = false

    init(_ stop: StopFlag, _ body: @escaping (StopFlag) -> Void) {
        self.stop = stop
        self.body = body
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
        stop.deallocate()
    }

    func run() {
        body(stop)
        pthread_mutex_lock(mutex)
        hasEnded = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits for the end, or until the result is not wanted any more; returns whether it ended.
    func wait(_ isWanted: () -> Bool) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while !hasEnded {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            time.tv_nsec += 10_000_000
            if time.tv_nsec >= 1_000_000_000 {
                time.tv_nsec -= 1_000_000_000
                time.tv_sec += 1
            }
            pthread_cond_timedwait(condition, mutex, &time)
            if hasEnded || isWanted() { continue }
            stop.set()
            return false
        }
        return true
    }
}

/// Runs `body` on a new thread and waits for its end, as long as it is wanted; returns whether it is. Does not run it if no thread can be started.
private func runOnLargeStack(_ largest: Int, isWanted: (() -> Bool)?, _ body: @escaping (StopFlag) -> Void) -> Bool {
    var size = min(largest, CompilerStack.fullSize)
    while size >= CompilerStack.leastSize {
        let work = Work(StopFlag().onStack(size), body)
        if let thread = start(work, stackSize: size) {
            if let isWanted, !work.wait(isWanted) {
                pthread_detach(thread)
                return false
            }
            pthread_join(thread, nil)
            return true
        }
        size /= 2
    }
    return true
}

/// Starts a thread that runs work; nil if the system refuses.
private func start(_ work: Work, stackSize: Int) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    guard pthread_attr_setstacksize(&attributes, stackSize) == 0 else { return nil }
    let context = Unmanaged.passRetained(work)
    #if canImport(Darwin)
        var thread: pthread_t?
        let failure = pthread_create(&thread, &attributes, { context in
            Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }, context.toOpaque())
    #else
        var thread = pthread_t()
        let failure = pthread_create(&thread, &attributes, { context in
            if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
            return nil
        }, context.toOpaque())
    #endif
    if failure == 0 { return thread }
    context.release()
    return nil
}
