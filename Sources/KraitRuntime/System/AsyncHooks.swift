// What `sys` says of coroutines: hooks of asynchronous generators, and how much is remembered of where a coroutine was made.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineAsyncHooks(_ builder: NativeBuilder) throws(Raised) {
        try builder.method(
            "set_asyncgen_hooks", "(firstiter=None, finalizer=None)", "Set what is called when an asynchronous generator is first iterated, and when it is forgotten."
        ) { thread, arguments throws(Raised) in
            let first = arguments[0], finalizer = arguments[1]
            if !finalizer.isUnbound, !finalizer.isNone, !thread.isCallable(finalizer) {
                throw thread.raise(.typeError, "callable finalizer expected, got \(finalizer.type(thread).name)")
            }
            if !first.isUnbound, !first.isNone, !thread.isCallable(first) {
                throw thread.raise(.typeError, "callable firstiter expected, got \(first.type(thread).name)")
            }
            if !finalizer.isUnbound { thread.pointee.asyncFinalizer = finalizer }
            if !first.isUnbound { thread.pointee.asyncFirstIteration = first }
            return .none
        }
        try builder.method("get_asyncgen_hooks", "()", "Return the hooks of asynchronous generators.") { thread, arguments throws(Raised) in
            let hooks = try Tuple.allocate(count: 2, thread)
            hooks.base[0] = thread.pointee.asyncFirstIteration
            hooks.base[1] = thread.pointee.asyncFinalizer
            return hooks.value
        }
        try builder.method(
            "set_coroutine_origin_tracking_depth", "(depth)", "Set how many frames a new coroutine remembers of where it was made."
        ) { thread, arguments throws(Raised) in
            let depth = try thread.index(arguments[0])
            if depth < 0 { throw thread.raise(.valueError, "depth must be >= 0") }
            thread.pointee.coroutineOriginDepth = depth
            return .none
        }
        try builder.method("get_coroutine_origin_tracking_depth", "()", "Return how many frames a new coroutine remembers.") { thread, arguments throws(Raised) in
            Value(smallInt: thread.pointee.coroutineOriginDepth)
        }
    }
}
