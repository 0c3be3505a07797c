// What `sys` tells of the interpreter: versions, numbers, flags.

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func text(_ string: String) throws(Raised) -> Value { try Str.make(string, self).value }

    /// A struct sequence of a class that only `sys` has.
    private func makeInformation(_ name: String, _ doc: String, _ fields: [(String, Value)]) throws(Raised) -> Value {
        let values = try List.make(capacity: fields.count, self)
        for (_, value) in fields { try values.append(value, self) }
        let type = try makeStructSequenceType(name, module: "sys", fields: fields.map(\.0).joined(separator: " "), doc: doc)
        return try makeStructSequence(type, values)
    }

    func defineSystemInformation(_ builder: NativeBuilder) throws(Raised) {
        func number(_ int: Int) -> Value { Value(smallInt: int) }
        let version = try makeInformation("version_info", "sys.version_info\n\nVersion information as a named tuple.", [
            ("major", number(3)), ("minor", number(13)), ("micro", number(0)), ("releaselevel", try intern("final").value), ("serial", number(0)),
        ])
        try builder.set("version_info", version)
        try builder.set("version", try text("3.13.0 (Krait)"))
        try builder.set("hexversion", number(0x030D_00F0))
        try builder.set("api_version", number(1013))
        try builder.set("copyright", try text("Krait, a Python virtual machine."))
        try builder.set("_git", try tuple(try text("Krait"), machine.pointee.emptyString, machine.pointee.emptyString))
        try builder.set("_framework", machine.pointee.emptyString)
        try builder.set("abiflags", machine.pointee.emptyString)
        try builder.set("platlibdir", try text("lib"))
        #if os(macOS) || os(iOS)
            try builder.set("platform", try text("darwin"))
        #else
            try builder.set("platform", try text("linux"))
        #endif
        try builder.set("byteorder", try text("little"))
        try builder.set("maxsize", try makeInt(Int.max))
        try builder.set("maxunicode", number(0x10FFFF))
        try builder.set("float_repr_style", try text("short"))
        try defineNumberInformation(builder)
        try defineFlags(builder)

        let implementation = try call(machine.pointee.types.simpleNamespace)
        for (name, value) in [
            ("name", try text("krait")), ("cache_tag", try text("cpython-313")), ("version", version), ("hexversion", number(0x030D_00F0)),
        ] {
            try setAttribute(implementation, try intern(name).value, value)
        }
        try builder.set("implementation", implementation)

        let natives = try List.make(self)
        for name in (nativeModuleNames + ["builtins", "sys"]).sorted() { try natives.append(try intern(name).value, self) }
        try builder.set("builtin_module_names", try makeTuple(of: natives.value).value)
        let configuration = machine.pointee.configuration
        try builder.set("executable", try text(configuration.executable))
        try builder.set("_base_executable", try text(configuration.executable))
        try builder.set("orig_argv", try strings(configuration.originalArguments.map(\.utf8)))
        try builder.set("warnoptions", try strings(configuration.warningOptions.map { Array($0.utf8) }))
        let options = try Dict.make(self)
        for option in configuration.extraOptions {
            let parts = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try options.set(try text(String(parts[0])), parts.count > 1 ? try text(String(parts[1])) : .true, self)
        }
        try builder.set("_xoptions", options.value)
        try builder.set("pycache_prefix", .none)
        try builder.set("dont_write_bytecode", .true)
        let names = try List.make(capacity: 300, self)
        for name in standardLibraryNames.split(separator: " ") { try names.append(try text(String(name)), self) }
        try builder.set("stdlib_module_names", try call(machine.pointee.types.frozenSet, names.value))
    }

    private func strings(_ list: [[UInt8]]) throws(Raised) -> Value {
        let values = try List.make(self)
        for item in list { try values.append(try Str.make(utf8: item, self).value, self) }
        return values.value
    }

    private func defineNumberInformation(_ builder: NativeBuilder) throws(Raised) {
        func number(_ int: Int) -> Value { Value(smallInt: int) }
        try builder.set("float_info", try makeInformation("float_info", "sys.float_info\n\nThe range and precision of float.", [
            ("max", try makeFloat(Double.greatestFiniteMagnitude)), ("max_exp", number(1024)), ("max_10_exp", number(308)),
            ("min", try makeFloat(Double.leastNormalMagnitude)), ("min_exp", number(-1021)), ("min_10_exp", number(-307)), ("dig", number(15)),
            ("mant_dig", number(53)), ("epsilon", try makeFloat(Double.ulpOfOne)), ("radix", number(2)), ("rounds", number(1)),
        ]))
        try builder.set("int_info", try makeInformation("int_info", "sys.int_info\n\nHow ints are stored, in CPython's terms.", [
            ("bits_per_digit", number(30)), ("sizeof_digit", number(4)), ("default_max_str_digits", number(4300)), ("str_digits_check_threshold", number(640)),
        ]))
        try builder.set("hash_info", try makeInformation("hash_info", "sys.hash_info\n\nParameters of hashing.", [
            ("width", number(64)), ("modulus", try makeInt((1 << 61) - 1)), ("inf", number(314159)), ("nan", number(0)), ("imag", number(1_000_003)),
            ("algorithm", try text("siphash13")), ("hash_bits", number(64)), ("seed_bits", number(128)), ("cutoff", number(0)),
        ]))
        try builder.set("thread_info", try makeInformation("thread_info", "sys.thread_info\n\nHow threads are made.", [
            ("name", try text("pthread")), ("lock", try text("semaphore")), ("version", .none),
        ]))
    }

    private func defineFlags(_ builder: NativeBuilder) throws(Raised) {
        func number(_ int: Int) -> Value { Value(smallInt: int) }
        func flag(_ isOn: Bool) -> Value { Value(smallInt: isOn ? 1 : 0) }
        let configuration = machine.pointee.configuration
        try builder.set("flags", try makeInformation("flags", "sys.flags\n\nWhat the command line and the environment ask for.", [
            ("debug", number(configuration.debugLevel)), ("inspect", flag(configuration.inspects)), ("interactive", flag(configuration.inspects)),
            ("optimize", number(configuration.optimization)), ("dont_write_bytecode", flag(configuration.writesNoBytecode)),
            ("no_user_site", flag(configuration.hasNoUserSite)), ("no_site", flag(configuration.hasNoSite)),
            ("ignore_environment", flag(configuration.ignoresEnvironment)), ("verbose", number(configuration.verbosity)),
            ("bytes_warning", number(configuration.bytesWarning)), ("quiet", flag(configuration.isQuiet)),
            ("hash_randomization", flag(configuration.hashKey == nil || configuration.hashKey.map { $0 != (0, 0) } == true)),
            ("isolated", flag(configuration.isIsolated)), ("dev_mode", Value(configuration.isDevelopment)), ("utf8_mode", flag(configuration.isUTF8)),
            ("warn_default_encoding", number(0)), ("safe_path", Value(configuration.hasSafePath)), ("int_max_str_digits", number(configuration.maximumIntDigits)),
        ]))
    }
}
