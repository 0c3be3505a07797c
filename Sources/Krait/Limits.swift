import CKrait

/// How much a machine may use. Nil means no limit.
///
/// Fuel and time are for each piece of work: one call of ``VirtualMachine/run(_:filename:)``, ``VirtualMachine/evaluate(_:as:)``, ``PythonObject/call(_:keywords:as:)`` or
/// any other operation that Swift code begins. What is called within one, by a Swift function that Python called, belongs to it.
/// Python code cannot catch the end of fuel or time or a cancellation: no `except` or `finally` runs. The machine stays usable; generators that were
/// running have ended.
public struct Limits: Sendable, Equatable {
    /// Bytes of the machine's heap, and of compiled code and tables that come with it. The built-in classes and modules take about 2 MiB of it. Allocating more raises `MemoryError`.
    /// Without a limit, or with a larger one, it is what the system allows: most of the memory that there is, that the control group may have, or of the addresses that `ulimit` leaves.
    /// Not in it: 64 bytes and the local variables of each nested call.
    public var memory: Int?
    /// Units of work: about one for each call and each round of a loop, and for each element or 16 bytes that built-in functions handle. The same program
    /// takes the same fuel on every machine, unless it depends on the order of sets of text, which differs from one machine to the next.
    public var fuel: Int?
    /// Wall-clock time. Noticed within a millisecond of running Python code.
    public var time: Duration?
    /// How many Python calls may be nested before `RecursionError`; `sys.setrecursionlimit` can lower it, not raise it.
    public var recursionDepth: Int

    public init(memory: Int? = nil, fuel: Int? = nil, time: Duration? = nil, recursionDepth: Int = 1000) {
        self.memory = memory
        self.fuel = fuel
        self.time = time
        self.recursionDepth = recursionDepth
    }
}

/// Ends what a machine is doing, from any thread.
public final class Cancellation: Sendable {
    /// 0, or 1 while cancelling is asked for.
    nonisolated(unsafe) let flag: UnsafeMutablePointer<Int>

    init() {
        flag = .allocate(capacity: 1)
        flag.initialize(to: 0)
    }

    deinit { flag.deallocate() }

    /// The running work ends with ``PythonError/cancelled``, or the next one if none is running.
    public func cancel() { krait_store(flag, 1) }

    /// Takes back what ``cancel()`` asked for, if nothing was cancelled yet.
    public func reset() { krait_store(flag, 0) }

    /// Whether ``cancel()`` was called and nothing was cancelled yet.
    public var isRequested: Bool { krait_load(flag) != 0 }
}
