import CKrait
import KraitRuntime

typealias Raised = KraitRuntime.Raised
typealias Thread = KraitRuntime.Thread
typealias Value = KraitRuntime.Value

/// The engine behind a `VirtualMachine` and its objects; it lives as long as one of them does.
///
/// Every touch of the engine goes through `perform`, which lets one native thread in at a time, counts limits, and turns exceptions into errors.
/// References are numbers of the engine's table of handles. They may be given back on any thread: they wait in `released` until a thread is in.
final class MachineCore {
    let machine: KraitRuntime.Machine
    let thread: Thread
    let host: any Host
    let cancellation = Cancellation()
    var limits: Limits { didSet { applyLimits() } }
    /// The work of the last outermost operation.
    private(set) var usedFuel = 0
    /// The namespace of `__main__`.
    private(set) var globals = 0
    /// The exception that was thrown last, and its number.
    private var lastException: (object: Int, identifier: Int)?
    private var exceptionCount = 0
    private var handlesMade = 0
    /// The thread that is in; 0 if none is.
    private let owner: UnsafeMutablePointer<Int>
    private let releaseLock: UnsafeMutablePointer<Int>
    private nonisolated(unsafe) var released: [Int] = []

    init(limits: Limits, environment: Environment) throws(PythonError) {
        var configuration = Configuration()
        configuration.hashKey = nil
        switch environment {
        case .sandbox(let sandbox):
            host = SandboxHost(sandbox)
            configuration.isUnbuffered = true
            configuration.isIsolated = true
            configuration.ignoresEnvironment = true
            configuration.hasSafePath = true
            configuration.writesNoBytecode = true
        case .system: host = SystemHost()
        }
        do throws(Raised) {
            (machine, thread) = try KraitRuntime.Machine.make(host: host, configuration: configuration)
        } catch {
            throw .outOfMemory
        }
        owner = .allocate(capacity: 1)
        owner.initialize(to: 0)
        releaseLock = .allocate(capacity: 1)
        releaseLock.initialize(to: 0)
        self.limits = limits
        machine.pointee.cancellationFlag = cancellation.flag
        globals = try perform { thread throws(Raised) in
            let module = try thread.makeMainModule()
            if case .sandbox(let sandbox) = environment { try thread.appendToSearchPath(sandbox.searchPath) }
            return machine.pointee.handles.insert(module.dict.value)
        }
        applyLimits()
    }

    deinit {
        machine.tearDown()
        owner.deallocate()
        releaseLock.deallocate()
    }

    private func applyLimits() {
        machine.pointee.heap.limit = min(limits.memory ?? .max, machine.pointee.systemMemory.limit)
        machine.pointee.highestRecursionLimit = max(limits.recursionDepth, 1)
        thread.setRecursionLimit(max(limits.recursionDepth, 1))
    }

    // MARK: - Work

    /// Lets the calling thread in, runs `body`, and throws what came out of it.
    func perform<Result>(_ body: (Thread) throws(Raised) -> Result) throws(PythonError) -> Result {
        try hold { () throws(PythonError) in
            do throws(Raised) {
                return try body(thread)
            } catch {
                throw pendingError()
            }
        }
    }

    /// Lets the calling thread in for several operations, which are then one piece of work.
    func hold<Result>(_ body: () throws(PythonError) -> Result) throws(PythonError) -> Result {
        // The frames from here on are the machine's. What an embedder's have on the stack, remains of earlier work among it, keeps nothing alive.
        var marker: UInt8 = 0
        return try withUnsafeMutablePointer(to: &marker) { marker throws(PythonError) in try hold(body, below: marker) }
    }

    /// A function of its own, so that its frame lies below `stackBase`.
    @inline(never)
    private func hold<Result>(_ body: () throws(PythonError) -> Result, below stackBase: UnsafeRawPointer) throws(PythonError) -> Result {
        let isOutermost = try enter(below: stackBase)
        let outcome: Swift.Result<Result, PythonError>
        do throws(PythonError) {
            outcome = .success(try body())
        } catch {
            outcome = .failure(error)
        }
        if let reason = isOutermost ? leave() : thread.pointee.stop { throw PythonError(reason) }
        return try outcome.get()
    }

    /// Whether the calling thread was not in yet.
    private func enter(below stackBase: UnsafeRawPointer) throws(PythonError) -> Bool {
        let number = krait_thread_number()
        if krait_load(owner) == number { return false }
        guard krait_exchange(owner, 0, number) else { throw .machineInUse }
        dropReleased()
        thread.beginWork(below: stackBase, fuel: limits.fuel, nanoseconds: limits.time.map(\.nanoseconds))
        return true
    }

    private func leave() -> StopReason? {
        usedFuel = thread.consumedWork
        let reason = thread.endWork()
        if reason == .cancelled { cancellation.reset() }
        thread.flushStandardStreams()
        krait_store(owner, 0)
        return reason
    }

    /// The pending exception as an error.
    private func pendingError() -> PythonError {
        // A limit: `perform` throws it.
        if thread.pointee.stop != nil { return .cancelled }
        let (exception, description) = thread.describeException()
        if let exit = description.exit { return .exit(status: exit.status, message: exit.message) }
        if description.isMemoryLimit { return .outOfMemory }
        if let lastException { machine.pointee.handles.remove(lastException.object) }
        exceptionCount += 1
        lastException = (machine.pointee.handles.insert(exception), exceptionCount)
        return .exception(PythonException(
            typeName: description.typeName, message: description.message, traceback: description.traceback, identifier: exceptionCount))
    }

    /// Makes an error of a Swift function pending for its Python caller.
    func raise(_ error: any Error, _ thread: Thread) -> Raised {
        switch error {
        case PythonError.exception(let exception):
            if let lastException, lastException.identifier == exception.identifier { return thread.raiseAgain(machine.pointee.handles[lastException.object]) }
            return thread.raise(named: exception.typeName, exception.message)
        case let exception as PythonException: return raise(PythonError.exception(exception), thread)
        case PythonError.exit(let status, let message): return thread.raiseExit(status: Int(status), message: message)
        case PythonError.outOfMemory: return thread.memoryError()
        case PythonError.conversion(let text): return thread.raise(.typeError, text)
        default: return thread.raise(.runtimeError, "\(error)")
        }
    }

    func object(ofException exception: PythonException) -> PythonObject? {
        guard let lastException, lastException.identifier == exception.identifier else { return nil }
        return PythonObject(self, machine.pointee.handles[lastException.object])
    }

    // MARK: - References

    func release(_ number: Int) {
        lockReleased()
        released.append(number)
        krait_store(releaseLock, 0)
    }

    private func dropReleased() {
        lockReleased()
        let numbers = released
        released.removeAll(keepingCapacity: true)
        krait_store(releaseLock, 0)
        for number in numbers { machine.pointee.handles.remove(number) }
    }

    /// Held for a few instructions only.
    private func lockReleased() { while !krait_exchange(releaseLock, 0, 1) { krait_yield() } }

    /// A number for a value; now and then, numbers that wait are given back first.
    func handle(_ value: Value) -> Int {
        handlesMade &+= 1
        if handlesMade & 1023 == 0 { dropReleased() }
        return machine.pointee.handles.insert(value)
    }

    func value(_ object: PythonObject) throws(PythonError) -> Value {
        guard object.core === self else { throw .conversion("an object of another machine") }
        return machine.pointee.handles[object.number]
    }

    /// How many references there are, for tests.
    var referenceCount: Int {
        dropReleased()
        return machine.pointee.handles.count
    }
}

extension PythonError {
    fileprivate init(_ reason: StopReason) {
        switch reason {
        case .fuelLimit: self = .outOfFuel
        case .timeLimit: self = .deadlineExceeded
        case .cancelled: self = .cancelled
        }
    }
}

extension Duration {
    /// No more than `Int` holds.
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = components
        guard seconds >= 0 else { return 0 }
        guard seconds < 9_000_000_000 else { return .max }
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
