// The module `time`: clocks and sleeping. Calendars are beside this file. In CPython: Modules/timemodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineTimeModule(_ builder: NativeBuilder) throws(Raised) {
        try defineClocks(builder)
        try defineClockFunctions(builder)
        try defineCalendar(builder)
        try builder.method("sleep", "(object, /)", "Wait for a number of seconds.") { thread, arguments throws(Raised) in
            let nanoseconds = try thread.nanoseconds(arguments[0])
            if nanoseconds < 0 { throw thread.raise(.valueError, "sleep length must be non-negative") }
            try thread.sleep(nanoseconds: nanoseconds)
            return .none
        }
    }

    private func now(_ clock: HostClock) throws(Raised) -> Value { try makeFloat(Double(machine.pointee.host.now(clock)) / 1e9) }

    private func nowInNanoseconds(_ clock: HostClock) throws(Raised) -> Value { try makeInt(machine.pointee.host.now(clock)) }

    private func defineClocks(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("time", "()", "Seconds since 1970-01-01 00:00 UTC, by the clock of the system.") { t, a throws(Raised) in try t.now(.realTime) }
        try builder.method("time_ns", "()", "The same in nanoseconds, as an int.") { t, a throws(Raised) in try t.nowInNanoseconds(.realTime) }
        try builder.method("monotonic", "()", "Seconds of a clock that never goes backwards.") { t, a throws(Raised) in try t.now(.monotonic) }
        try builder.method("monotonic_ns", "()", "The same in nanoseconds, as an int.") { t, a throws(Raised) in try t.nowInNanoseconds(.monotonic) }
        try builder.method("perf_counter", "()", "Seconds of the clock that is best for measuring.") { t, a throws(Raised) in try t.now(.monotonic) }
        try builder.method("perf_counter_ns", "()", "The same in nanoseconds, as an int.") { t, a throws(Raised) in try t.nowInNanoseconds(.monotonic) }
        try builder.method("process_time", "()", "Seconds that processors have spent on this process.") { t, a throws(Raised) in try t.now(.processTime) }
        try builder.method("process_time_ns", "()", "The same in nanoseconds, as an int.") { t, a throws(Raised) in try t.nowInNanoseconds(.processTime) }
        try builder.method("thread_time", "()", "Seconds that processors have spent on this thread.") { t, a throws(Raised) in try t.now(.threadTime) }
        try builder.method("thread_time_ns", "()", "The same in nanoseconds, as an int.") { t, a throws(Raised) in try t.nowInNanoseconds(.threadTime) }
    }

    private func defineClockFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.set("CLOCK_REALTIME", Value(smallInt: 0))
        try builder.set("CLOCK_MONOTONIC", Value(smallInt: 1))
        try builder.set("CLOCK_PROCESS_CPUTIME_ID", Value(smallInt: 2))
        try builder.set("CLOCK_THREAD_CPUTIME_ID", Value(smallInt: 3))
        try builder.method("clock_gettime", "(clk_id, /)", "The time of a clock in seconds.") { thread, arguments throws(Raised) in
            try thread.now(try thread.clock(arguments[0]))
        }
        try builder.method("clock_gettime_ns", "(clk_id, /)", "The time of a clock in nanoseconds.") { thread, arguments throws(Raised) in
            try thread.nowInNanoseconds(try thread.clock(arguments[0]))
        }
        try builder.method("clock_getres", "(clk_id, /)", "The smallest step of a clock in seconds.") { thread, arguments throws(Raised) in
            try thread.makeFloat(Double(thread.machine.pointee.host.resolution(of: try thread.clock(arguments[0]))) / 1e9)
        }
        try builder.method("get_clock_info", "(name, /)", "What is known of a clock.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else {
                throw thread.raise(.typeError, "get_clock_info() argument 1 must be str, not \(thread.argumentName(arguments[0]))")
            }
            return try thread.clockInformation(Str(arguments[0]).text)
        }
    }

    /// The clock that a number names.
    private func clock(_ value: Value) throws(Raised) -> HostClock {
        guard exactInt(value) != nil || !value.type(self)[.index].isUnbound else {
            throw raise(.typeError, "clk_id should be integer, not \(value.type(self).name)")
        }
        switch try cInt(value) {
        case 0: return .realTime
        case 1: return .monotonic
        case 2: return .processTime
        case 3: return .threadTime
        default: throw raiseOSError(HostError(number: 22))
        }
    }

    private func clockInformation(_ name: String) throws(Raised) -> Value {
        let clock: HostClock, implementation: String
        switch name {
        case "time": (clock, implementation) = (.realTime, "clock_gettime(CLOCK_REALTIME)")
        case "monotonic", "perf_counter": (clock, implementation) = (.monotonic, "clock_gettime(CLOCK_MONOTONIC)")
        case "process_time": (clock, implementation) = (.processTime, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)")
        case "thread_time": (clock, implementation) = (.threadTime, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)")
        default: throw raise(.valueError, "unknown clock")
        }
        let namespace = try call(machine.pointee.types.simpleNamespace)
        try setAttribute(namespace, try intern("implementation").value, try Str.make(implementation, self).value)
        try setAttribute(namespace, try intern("monotonic").value, Value(clock != .realTime))
        try setAttribute(namespace, try intern("adjustable").value, Value(clock == .realTime))
        try setAttribute(namespace, try intern("resolution").value, try makeFloat(Double(machine.pointee.host.resolution(of: clock)) / 1e9))
        return namespace
    }

    /// How messages about arguments name the class of a value.
    func argumentName(_ value: Value) -> String { value.isNone ? "None" : value.type(self).name }

    // MARK: - Sleeping

    /// A number of seconds in nanoseconds, rounded away from zero.
    func nanoseconds(_ value: Value) throws(Raised) -> Int {
        if let number = float(value) {
            if number.isNaN { throw raise(.valueError, "Invalid value NaN (not a number)") }
            let nanoseconds = (number * 1e9).rounded(.awayFromZero)
            guard nanoseconds >= -0x1p63, nanoseconds < 0x1p63 else { throw raise(.overflowError, "timestamp out of range for platform time_t") }
            return Int(nanoseconds)
        }
        let int = try indexValue(value)
        guard let seconds = machineInteger(int) else { throw raise(.overflowError, "timestamp too large to convert to C PyTime_t") }
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { throw raise(.overflowError, "timestamp too large to convert to C PyTime_t") }
        return nanoseconds
    }

    /// Sleeps; interrupts and limits end it.
    func sleep(nanoseconds: Int) throws(Raised) {
        let host = machine.pointee.host
        let (end, overflow) = host.now(.monotonic).addingReportingOverflow(nanoseconds)
        let deadline = overflow ? Int.max : end
        while true {
            // What is asked of this thread without a signal is seen after a slice.
            let rest = deadline &- host.now(.monotonic)
            if rest > 0 || nanoseconds == 0 { host.sleep(nanoseconds: Swift.max(0, Swift.min(rest, 20_000_000))) }
            try safePoint()
            if host.now(.monotonic) >= deadline { return }
        }
    }
}
