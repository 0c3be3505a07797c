// The module `atexit`: functions that run when the program ends, the last registered first. In CPython: Modules/atexitmodule.c.
//
//     machine.exitFunctions   list of (function, arguments, keywords), None where one was taken back

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineExitModule(_ builder: NativeBuilder) throws(Raised) {
        if machine.pointee.exitFunctions.isUnbound { machine.pointee.exitFunctions = try List.make(self).value }
        try builder.method("register", "(*args, **kwargs)", "Have a function called at the end of the program; returns it.") { thread, arguments throws(Raised) in
            let given = Tuple(arguments[0])
            if given.count == 0 { throw thread.raise(.typeError, "register() takes at least 1 argument (0 given)") }
            guard thread.isCallable(given[0]) else { throw thread.raise(.typeError, "the first argument must be callable") }
            let entry = try Tuple.allocate(count: 3, thread)
            entry.base[0] = given[0]
            entry.base[1] = try Tuple.make(given.base + 1, count: given.count - 1, thread).value
            entry.base[2] = arguments[1].isUnbound ? .none : arguments[1]
            try List(thread.machine.pointee.exitFunctions).append(entry.value, thread)
            return given[0]
        }
        try builder.method("unregister", "(func, /)", "Take back all registrations of a function.") { thread, arguments throws(Raised) in
            let list = List(thread.machine.pointee.exitFunctions)
            var index = 0
            while index < list.count {
                if list[index].is(.tuple) {
                    let isEqual = try thread.isEqual(arguments[0], Tuple(list[index])[0])
                    if isEqual, index < list.count { list[index] = .none }
                }
                index += 1
            }
            return .none
        }
        try builder.method("_clear", "()", "Take back all registrations.") { thread, arguments throws(Raised) in
            thread.machine.pointee.exitFunctions = try List.make(thread).value
            return .none
        }
        try builder.method("_run_exitfuncs", "()", "Call all registered functions now, and forget them.") { thread, arguments throws(Raised) in
            thread.runExitFunctions()
            if thread.pointee.stop != nil { throw Raised() }
            return .none
        }
        try builder.method("_ncallbacks", "()", "How many functions were registered.") { thread, arguments throws(Raised) in
            Value(smallInt: List(thread.machine.pointee.exitFunctions).count)
        }
    }

    /// Calls what was registered, the newest first. What they raise is reported; those that are registered meanwhile are forgotten.
    func runExitFunctions() {
        guard machine.pointee.exitFunctions.is(.list) else { return }
        var index = List(machine.pointee.exitFunctions).count - 1
        while index >= 0, pointee.stop == nil {
            let list = List(machine.pointee.exitFunctions)
            if index < list.count, list[index].is(.tuple) {
                let entry = Tuple(list[index])
                do throws(Raised) {
                    _ = try withSpread(Tuple(entry[1]), keywords: entry[2]) { arguments, names throws(Raised) in try call(entry[0], arguments, keywordNames: names) }
                } catch {
                    reportExitFunction(entry[0])
                }
            }
            index -= 1
        }
        List(machine.pointee.exitFunctions).fields.pointee.count = 0
    }

    private func reportExitFunction(_ function: Value) {
        guard pointee.stop == nil else { return }
        let exception = pointee.exception
        pointee.exception = .unbound
        var message = "Exception ignored in atexit callback"
        do throws(Raised) {
            message += " " + Str(try repr(function)).text
        } catch {
            pointee.exception = .unbound
        }
        pointee.exception = exception
        reportUnraisable(.none, message)
    }
}
