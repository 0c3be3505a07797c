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
        try builder.set("argv", try List.make(self).value)
        try defineStreams()
        try openStandardStreams(builder)
        try defineExceptionHooks(builder)
        try defineSearchPath(builder)
        try defineSystemInformation(builder)
        try defineSystemFunctions(builder)
        try defineSystemSettings(builder)
    }

    private func openStandardStreams(_ builder: NativeBuilder) throws(Raised) {
        let host = machine.pointee.host, configuration = machine.pointee.configuration
        func environment(_ name: String) -> String { host.environmentVariable(name) ?? "" }
        // Text is UTF-8 in the POSIX locale too, and other bytes pass through there and where it is replaced by another (PEP 538, PEP 540).
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.map(environment).first { !$0.isEmpty } ?? "C"
        var errors = ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"].contains(locale) ? "surrogateescape" : "strict"
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
