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
        let type = try makeStructSequenceType("asyncgen_hooks", module: "builtins", fields: "firstiter finalizer", doc: "The hooks of asynchronous generators.")
        try builder.set("_asyncgen_hooks", type.value)
        try builder.method("get_asyncgen_hooks", "()", "Return the hooks of asynchronous generators.") { thread, arguments throws(Raised) in
            guard let type = Dict(thread.machine.pointee.system).get(interned: try thread.intern("_asyncgen_hooks")), type.is(.type) else { return .none }
            let hooks = try List.make(thread)
            try hooks.append(thread.pointee.asyncFirstIteration, thread)
            try hooks.append(thread.pointee.asyncFinalizer, thread)
            return try thread.makeStructSequence(Type(type), hooks)
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
