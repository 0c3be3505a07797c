// The module `_thread`: locks, as long as a machine runs one thread. A lock that is held can then only be released by whoever waits for it:
// waiting without end goes on until it is interrupted. In CPython: Modules/_threadmodule.c.

/// `lock` and `RLock`.
///
///     header | how often it is held
struct Lock: CellHandle {
    struct Fields {
        var header: ShapePointer
        var holds: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size)

    /// What locks wait at most: nanoseconds in a signed 64-bit word.
    static let longestWait = 9_223_372_036.0

    /// Takes the lock, or waits for it as long as `blocking` and `timeout` say.
    fileprivate func acquire(_ blocking: Value, _ timeout: Value, isReentrant: Bool, _ thread: Thread) throws(Raised) -> Value {
        let isBlocking = blocking.isUnbound ? true : try thread.isTrue(blocking)
        let wait = timeout.isUnbound ? -1_000_000_000 : try thread.nanoseconds(timeout)
        if !isBlocking, wait != -1_000_000_000 { throw thread.raise(.valueError, "can't specify a timeout for a non-blocking call") }
        if wait < 0, wait != -1_000_000_000 { throw thread.raise(.valueError, "timeout value must be a non-negative number") }
        if fields.pointee.holds == 0 || isReentrant {
            let (holds, overflow) = fields.pointee.holds.addingReportingOverflow(1)
            if overflow { throw thread.raise(.overflowError, "Internal lock count overflowed") }
            fields.pointee.holds = holds
            return .true
        }
        if !isBlocking { return .false }
        // A finalizer or a signal's handler may release it meanwhile.
        let start = thread.machine.pointee.host.now(.monotonic)
        while fields.pointee.holds > 0 {
            let rest = wait &- (thread.machine.pointee.host.now(.monotonic) &- start)
            if wait >= 0, rest <= 0 { return .false }
            try thread.sleep(nanoseconds: wait < 0 ? 20_000_000 : Swift.min(rest, 20_000_000))
        }
        fields.pointee.holds = 1
        return .true
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineThreadModule(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("error", machine.pointee.types.exceptions.runtimeError)
        try builder.set("TIMEOUT_MAX", try makeFloat(Lock.longestWait))
        try defineLock(builder)
        try defineReentrantLock(builder)
        for name in ["get_ident", "_get_main_thread_ident", "get_native_id"] as [StaticString] {
            try builder.method(name, "()", "A number that names the running thread.") { thread, arguments throws(Raised) in
                Value(smallInt: thread.machine.pointee.host.processIdentifier)
            }
        }
        try builder.method("_count", "()", "How many threads were started and run.") { thread, arguments throws(Raised) in Value(smallInt: 0) }
        try builder.method("_is_main_interpreter", "()", "Whether this is the main interpreter.") { thread, arguments throws(Raised) in .true }
        try builder.method("daemon_threads_allowed", "()", "Whether daemon threads may be started.") { thread, arguments throws(Raised) in .false }
        for name in ["exit", "exit_thread"] as [StaticString] {
            try builder.method(name, "()", "End the running thread by raising SystemExit.") { thread, arguments throws(Raised) in
                throw thread.raise(Exception(try thread.call(thread.machine.pointee.types.exceptions.systemExit)))
            }
        }
        for name in ["start_new_thread", "start_new"] as [StaticString] {
            try builder.method(name, "(function, args, kwargs={}, /)", "There are no threads to start.") { thread, arguments throws(Raised) in
                throw thread.raise(.runtimeError, "can't start new thread")
            }
        }
    }

    private func defineLock(_ builder: NativeBuilder) throws(Raised) {
        let type = try builder.makeClass("_thread.lock", Lock.layout, "A lock that whoever likes may release.", flags: [.hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type)", "Create and return a new object.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            for name in ["acquire", "acquire_lock"] as [StaticString] {
                try builder.method(name, "($self, blocking=True, timeout=-1)", "Take the lock; whether that was possible.") { thread, arguments throws(Raised) in
                    try Lock(arguments[0]).acquire(arguments[1], arguments[2], isReentrant: false, thread)
                }
            }
            try builder.method("__enter__", "($self)", "Take the lock.") { thread, arguments throws(Raised) in
                try Lock(arguments[0]).acquire(.unbound, .unbound, isReentrant: false, thread)
            }
            for name in ["release", "release_lock"] as [StaticString] {
                try builder.method(name, "($self)", "Release the lock.") { thread, arguments throws(Raised) in try thread.release(Lock(arguments[0])) }
            }
            try builder.method("__exit__", "($self, /, *args)", "Release the lock.") { thread, arguments throws(Raised) in try thread.release(Lock(arguments[0])) }
            for name in ["locked", "locked_lock"] as [StaticString] {
                try builder.method(name, "($self)", "Whether the lock is held.") { thread, arguments throws(Raised) in Value(Lock(arguments[0]).fields.pointee.holds > 0) }
            }
            try builder.method("_at_fork_reinit", "($self)", "Make the lock free.") { thread, arguments throws(Raised) in
                Lock(arguments[0]).fields.pointee.holds = 0
                return .none
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let state = Lock(arguments[0]).fields.pointee.holds > 0 ? "locked" : "unlocked"
                let address = thread.address(of: arguments[0])
                return try Str.make("<\(state) \(thread.displayName(of: arguments[0].type(thread))) object at 0x\(address)>", thread).value
            }
        }
        try builder.set("LockType", type.value)
        try builder.set("allocate_lock", type.value)
        try builder.set("allocate", type.value)
    }

    private func defineReentrantLock(_ builder: NativeBuilder) throws(Raised) {
        try builder.makeClass("_thread.RLock", Lock.layout, "A lock that its holder may take again.", flags: [.isBaseType, .hasWeakReferences]) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Create and return a new object.") { thread, arguments throws(Raised) in
                try thread.makeInstance(of: Type(arguments[0]))
            }
            try builder.method("acquire", "($self, blocking=True, timeout=-1)", "Take the lock; whether that was possible.") { thread, arguments throws(Raised) in
                try Lock(arguments[0]).acquire(arguments[1], arguments[2], isReentrant: true, thread)
            }
            try builder.method("__enter__", "($self)", "Take the lock.") { thread, arguments throws(Raised) in
                Lock(arguments[0]).fields.pointee.holds &+= 1
                return .true
            }
            try builder.method("release", "($self)", "Release the lock once.") { thread, arguments throws(Raised) in try thread.releaseOnce(Lock(arguments[0])) }
            try builder.method("__exit__", "($self, /, *args)", "Release the lock once.") { thread, arguments throws(Raised) in try thread.releaseOnce(Lock(arguments[0])) }
            try builder.method("_is_owned", "($self)", "Whether this thread holds the lock.") { thread, arguments throws(Raised) in
                Value(Lock(arguments[0]).fields.pointee.holds > 0)
            }
            try builder.method("_recursion_count", "($self)", "How often this thread holds the lock.") { thread, arguments throws(Raised) in
                Value(smallInt: Lock(arguments[0]).fields.pointee.holds)
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let holds = Lock(arguments[0]).fields.pointee.holds, owner = holds > 0 ? thread.machine.pointee.host.processIdentifier : 0
                let address = thread.address(of: arguments[0]), name = thread.displayName(of: arguments[0].type(thread))
                return try Str.make("<\(holds > 0 ? "locked" : "unlocked") \(name) object owner=\(owner) count=\(holds) at 0x\(address)>", thread).value
            }
        }
    }

    private func release(_ lock: Lock) throws(Raised) -> Value {
        if lock.fields.pointee.holds == 0 { throw raise(.runtimeError, "release unlocked lock") }
        lock.fields.pointee.holds = 0
        return .none
    }

    private func releaseOnce(_ lock: Lock) throws(Raised) -> Value {
        if lock.fields.pointee.holds == 0 { throw raise(.runtimeError, "cannot release un-acquired lock") }
        lock.fields.pointee.holds -= 1
        return .none
    }
}
