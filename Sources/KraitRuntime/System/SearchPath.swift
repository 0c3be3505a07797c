// `sys.path`, and where the standard library lies.
//
//     the script's folder | PYTHONPATH | the standard library
//
// The modules of the standard library that are written in Python come from an installed Python 3.13: KRAIT_LIB names its lib folder; else it is the one
// beside the first `python3.13` on PATH, or at one of the usual places. Nothing is run to find it.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSearchPath(_ builder: NativeBuilder) throws(Raised) {
        let host = machine.pointee.host
        let path = try List.make(self)
        if !machine.pointee.configuration.ignoresEnvironment, let text = host.environmentVariable("PYTHONPATH"), !text.isEmpty {
            for entry in text.split(separator: ":", omittingEmptySubsequences: false) {
                try path.append(try Str.make(host.absolutePath(String(entry)), self).value, self)
            }
        }
        machine.pointee.standardLibrary = findStandardLibrary()
        var prefix = machine.pointee.emptyString
        if let library = machine.pointee.standardLibrary {
            let value = try Str.make(library, self).value
            try path.append(value, self)
            try builder.set("_stdlib_dir", value)
            let parts = library.split(separator: "/").dropLast(2)
            prefix = try Str.make("/" + parts.joined(separator: "/"), self).value
        } else {
            try builder.set("_stdlib_dir", .none)
        }
        try builder.set("path", path.value)
        try builder.set("prefix", prefix)
        try builder.set("exec_prefix", prefix)
        try builder.set("base_prefix", prefix)
        try builder.set("base_exec_prefix", prefix)
        try builder.set("meta_path", try List.make(self).value)
        try builder.set("path_hooks", try List.make(self).value)
        try builder.set("path_importer_cache", try Dict.make(self).value)
    }

    private func findStandardLibrary() -> String? {
        let host = machine.pointee.host
        func isLibrary(_ folder: String) -> Bool {
            do throws(HostError) { return try host.status(folder + "/os.py").kind == .file } catch { return false }
        }
        if !machine.pointee.configuration.ignoresEnvironment, let chosen = host.environmentVariable("KRAIT_LIB"), !chosen.isEmpty {
            return isLibrary(chosen) ? host.absolutePath(chosen) : nil
        }
        for folder in (host.environmentVariable("PATH") ?? "").split(separator: ":") {
            guard let program = host.resolvedPath(folder + "/python3.13") else { continue }
            // …/bin/python3.13 and …/lib/python3.13
            let library = "/" + program.split(separator: "/").dropLast(2).joined(separator: "/") + "/lib/python3.13"
            if isLibrary(library) { return library }
        }
        for prefix in ["/usr/local", "/usr", "/opt/homebrew/opt/python@3.13/Frameworks/Python.framework/Versions/3.13", "/Library/Frameworks/Python.framework/Versions/3.13"]
        where isLibrary(prefix + "/lib/python3.13") {
            return prefix + "/lib/python3.13"
        }
        guard let home = host.environmentVariable("HOME") else { return nil }
        for (folder, start) in [("/.pyenv/versions", "3.13"), ("/.local/share/uv/python", "cpython-3.13")] {
            guard let names = try? host.names(inFolder: home + folder) else { continue }
            for name in names.sorted() where name.hasPrefix(start) {
                let library = "\(home)\(folder)/\(name)/lib/python3.13"
                if isLibrary(library) { return library }
            }
        }
        return nil
    }
}
