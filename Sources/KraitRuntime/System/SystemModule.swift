// The module `sys`. In CPython: Python/sysmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// An attribute of `sys`, as it is now.
    func systemAttribute(_ known: KnownName) -> Value? {
        guard machine.pointee.system.is(.dict) else { return nil }
        return Dict(machine.pointee.system).get(interned: Str(name(known)))
    }

    func setSystemAttribute(_ text: String, _ value: Value) throws(Raised) {
        try Dict(machine.pointee.system).set(interned: try intern(text), value, self)
    }

    func builtinsModule() throws(Raised) -> Value {
        Dict(machine.pointee.modules).get(interned: Str(name(.builtins))) ?? .none
    }

    func defineSysModule() throws(Raised) {
        let module = try Module.make("sys", doc: try Str.make("The interpreter: its arguments, streams, modules and limits.", self).value, self)
        machine.pointee.system = module.fields.pointee.dict
        try Dict(machine.pointee.modules).set(interned: Str(name(.sys)), module.value, self)
        let builder = NativeBuilder(thread: self, namespace: module.dict, owner: name(.sys))
        try builder.set("modules", machine.pointee.modules)
        try builder.set("path", try List.make(self).value)
        try builder.set("argv", try List.make(self).value)
        try defineStreams()
        try openStandardStreams(builder)
        try defineExceptionHooks(builder)
        try builder.set("maxsize", try makeInt(Int.max))
        try defineAsyncHooks(builder)
        try builder.method("exit", "(status=None, /)", "Exit the interpreter by raising SystemExit(status).") { thread, arguments throws(Raised) in
            let type = thread.machine.pointee.types.exceptions.systemExit
            let exception = arguments[0].isUnbound ? try thread.call(type) : arguments[0].is(.tuple) ? try thread.call(type, Arguments(base: Tuple(arguments[0]).base, count: Tuple(arguments[0]).count)) : try thread.call(type, arguments[0])
            throw thread.raise(Exception(exception))
        }
    }

    private func openStandardStreams(_ builder: NativeBuilder) throws(Raised) {
        let host = machine.pointee.host, configuration = machine.pointee.configuration
        func environment(_ name: String) -> String { host.environmentVariable(name) ?? "" }
        // In the POSIX locale text is UTF-8 all the same, and other bytes pass through (PEP 540).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(environment).first { !$0.isEmpty } ?? "C"
        var errors = locale == "C" || locale == "POSIX" ? "surrogateescape" : "strict"
        let chosen = configuration.ignoresEnvironment ? "" : environment("PYTHONIOENCODING")
        if let colon = chosen.firstIndex(of: ":") { errors = String(chosen[chosen.index(after: colon)...]) }
        for (descriptor, label, name, hidden) in [
            (0, "<stdin>", "stdin", "__stdin__"), (1, "<stdout>", "stdout", "__stdout__"), (2, "<stderr>", "stderr", "__stderr__"),
        ] as [(Int, String, StaticString, StaticString)] {
            var value = Value.none
            if host.isOpen(Int32(descriptor)) {
                let stream = try TextStream.make(
                    descriptor: descriptor, name: label, isReader: descriptor == 0, errors: descriptor == 2 ? "backslashreplace" : errors, self)
                stream.fields.pointee.isLineBuffered = descriptor == 2 || (descriptor == 1 && host.isTerminal(1))
                stream.fields.pointee.writesThrough = configuration.isUnbuffered && descriptor > 0
                value = stream.value
            }
            try builder.set(name, value)
            try builder.set(hidden, value)
        }
    }
}
