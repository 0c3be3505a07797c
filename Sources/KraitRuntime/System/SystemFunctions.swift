// The functions of `sys`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSystemFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("exit", "(status=None, /)", "Raise SystemExit: the program ends with a status.") { thread, arguments throws(Raised) in
            let type = thread.machine.pointee.types.exceptions.systemExit
            let status: Value = arguments[0].isUnbound ? .none : arguments[0]
            let exception: Value
            if status.isNone {
                exception = try thread.call(type)
            } else if status.is(.tuple) {
                exception = try thread.call(type, Arguments(base: Tuple(status).base, count: Tuple(status).count))
            } else {
                exception = try thread.call(type, status)
            }
            throw thread.raise(Exception(exception))
        }
        try builder.method("displayhook", "(object, /)", "Show the value of a statement at the prompt, and keep it as `_`.") { thread, arguments throws(Raised) in
            try thread.displayResult(arguments[0])
            return .none
        }
        if let hook = systemAttribute(.displayhook) { try builder.set("__displayhook__", hook) }
        try builder.method("intern", "(string, /)", "Return the one string that is interned with this text.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "intern() argument must be str, not \(arguments[0].type(thread).name)") }
            guard arguments[0].has(thread.machine.pointee.shapes.str) else { throw thread.raise(.typeError, "can't intern \(arguments[0].type(thread).name)") }
            return thread.intern(Str(arguments[0])).value
        }
        try builder.method("_is_interned", "(string, /)", "Whether a string is interned.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.str) else { throw thread.raise(.typeError, "_is_interned() argument must be str, not \(arguments[0].type(thread).name)") }
            return Value(Str(arguments[0]).fields.pointee.isInterned)
        }
        try builder.method("getsizeof", "(object, default=None)", "The size of an object in bytes.") { thread, arguments throws(Raised) in
            try thread.sizeOf(arguments[0], default: arguments[1])
        }
        try builder.method("getrefcount", "(object, /)", "Objects are not counted: a small number.") { thread, arguments throws(Raised) in Value(smallInt: 2) }
        try builder.method("getdefaultencoding", "()", "The encoding of str.encode() and bytes.decode().") { thread, arguments throws(Raised) in
            try thread.intern("utf-8").value
        }
        try builder.method("getfilesystemencoding", "()", "The encoding of file names.") { thread, arguments throws(Raised) in try thread.intern("utf-8").value }
        try builder.method("getfilesystemencodeerrors", "()", "The error handler for file names.") { thread, arguments throws(Raised) in
            try thread.intern("surrogateescape").value
        }
        try builder.method("is_finalizing", "()", "Whether the interpreter is shutting down.") { thread, arguments throws(Raised) in
            Value(thread.machine.pointee.isShuttingDown)
        }
        try builder.method("audit", "(*args)", "Pass an event to the audit hooks.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[0])
            guard given.count > 0 else { throw thread.raise(.typeError, "audit() missing 1 required positional argument: 'event'") }
            guard let hooks = Dict(thread.machine.pointee.system).get(interned: try thread.intern("_audit_hooks")), hooks.is(.list) else { return .none }
            guard given[0].is(.str) else { throw thread.raise(.typeError, "expected str for argument 'event', not \(given[0].type(thread).name)") }
            let details = try Tuple.make(given.base + 1, count: given.count - 1, thread).value
            var index = 0
            while index < List(hooks).count {
                _ = try thread.call(List(hooks)[index], given[0], details)
                index += 1
            }
            return .none
        }
        try builder.method("addaudithook", "(hook)", "Add a hook that audit() calls.") { thread, arguments throws(Raised) in
            let name = try thread.intern("_audit_hooks"), system = Dict(thread.machine.pointee.system)
            if system.get(interned: name) == nil { try system.set(interned: name, try List.make(thread).value, thread) }
            if let hooks = system.get(interned: name), hooks.is(.list) { try List(hooks).append(arguments[0], thread) }
            return .none
        }
        try builder.method("_getframemodulename", "(depth=0)", "The name of the module of a caller's frame.") { thread, arguments throws(Raised) in
            let depth = arguments[0].isUnbound ? 0 : try thread.index(arguments[0])
            var activation = thread.pointee.activation, rest = Swift.max(0, depth)
            while rest > 0, activation > thread.pointee.activationBase {
                activation -= 1
                rest -= 1
            }
            guard activation > thread.pointee.activationBase, activation.pointee.function.is(.function) else { return .none }
            return Function(activation.pointee.function).fields.pointee.module
        }
        try builder.method("_current_frames", "()", "The running frame of each thread.") { thread, arguments throws(Raised) in
            let frames = try Dict.make(thread)
            try frames.set(Value(smallInt: 1), try thread.currentFrame(depth: 0), thread)
            return frames.value
        }
        for name in ["_clear_type_cache", "_clear_internal_caches", "_debugmallocstats"] as [StaticString] {
            try builder.method(name, "()") { thread, arguments throws(Raised) in .none }
        }
        try builder.method("_is_gil_enabled", "()") { thread, arguments throws(Raised) in .true }
        try builder.method("getallocatedblocks", "()", "How many cells are in use, about.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.machine.pointee.heap.bytesInUse / 32)
        }
    }

    /// `sys.displayhook`: `None` is not shown; anything else is, and is remembered as `_`.
    private func displayResult(_ value: Value) throws(Raised) {
        if value.isNone { return }
        let builtins = Dict(machine.pointee.builtins)
        try builtins.set(interned: Str(name(.underscore)), .none, self)
        guard let stream = systemAttribute(.stdout), !stream.isNone else { throw raise(.runtimeError, "lost sys.stdout") }
        try write(try repr(value), to: stream)
        try write(try Str.make("\n", self).value, to: stream)
        try builtins.set(interned: Str(name(.underscore)), value, self)
    }

    /// `sys.getsizeof`: what `__sizeof__` says.
    private func sizeOf(_ object: Value, default fallback: Value) throws(Raised) -> Value {
        let method = object.type(self)[.sizeof]
        do throws(Raised) {
            if method.isUnbound { throw raise(.typeError, "Type \(object.type(self).name) doesn't define __sizeof__") }
            let size = try callSpecial(method, object)
            guard size.isSmallInt else { throw raise(.typeError, "an integer is required") }
            if size.smallInt < 0 { throw raise(.valueError, "__sizeof__() should return >= 0") }
            return size
        } catch {
            if fallback.isUnbound { throw error }
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            return fallback
        }
    }

    // MARK: - Settings

    func defineSystemSettings(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("getrecursionlimit", "()", "How many Python calls may be nested.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.pointee.recursionLimit)
        }
        try builder.method("setrecursionlimit", "(limit, /)", "Set how many Python calls may be nested.") { thread, arguments throws(Raised) in
            let limit = try thread.cInt(arguments[0])
            if limit < 1 { throw thread.raise(.valueError, "recursion limit must be greater or equal than 1") }
            let depth = thread.pointee.activation - thread.pointee.activationBase
            if depth >= limit {
                throw thread.raise(.recursionError, "cannot set the recursion limit to \(limit) at the recursion depth \(depth): the limit is too low")
            }
            thread.setRecursionLimit(limit)
            return .none
        }
        try builder.method("getswitchinterval", "()", "How long a thread runs until others may, in seconds.") { thread, arguments throws(Raised) in
            try thread.makeFloat(0.005)
        }
        try builder.method("setswitchinterval", "(interval, /)", "Set how long a thread runs until others may.") { thread, arguments throws(Raised) in
            guard arguments[0].is(.float) || arguments[0].is(.int) || arguments[0].isSmallInt || arguments[0].isInlineFloat else {
                throw thread.raise(.typeError, "must be real number, not \(arguments[0].type(thread).name)")
            }
            return .none
        }
        try builder.method("get_int_max_str_digits", "()", "The limit of digits in conversions between int and str.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.machine.pointee.maximumIntDigits)
        }
        try builder.method("set_int_max_str_digits", "(maxdigits)", "Set the limit of digits in conversions between int and str.") { thread, arguments throws(Raised) in
            let count = try thread.cInt(arguments[0])
            guard count == 0 || count >= 640 else { throw thread.raise(.valueError, "maxdigits must be 0 or larger than 640") }
            thread.machine.pointee.maximumIntDigits = count
            return .none
        }
        for name in ["gettrace", "getprofile"] as [StaticString] {
            try builder.method(name, "()", "There is no such function.") { thread, arguments throws(Raised) in .none }
        }
        for name in ["settrace", "setprofile"] as [StaticString] {
            try builder.method(name, "(function, /)", "Only None can be set.") { thread, arguments throws(Raised) in
                if arguments[0].isNone { return .none }
                throw thread.raise(.notImplementedError, "tracing is not supported")
            }
        }
        try defineAsyncHooks(builder)
    }

    /// An argument that is a C int.
    func cInt(_ value: Value) throws(Raised) -> Int {
        let number = try index(value)
        guard number == Int(Int32(truncatingIfNeeded: number)) else { throw raise(.overflowError, "Python int too large to convert to C int") }
        return number
    }
}
