import KraitBytecode

/// How a machine is set up: what CPython takes from its command line and the environment.
public struct Configuration: Sendable {
    /// `sys.argv` behind the program's own name.
    public var arguments: [PythonString] = []
    /// `sys.orig_argv`.
    public var originalArguments: [PythonString] = []
    /// What complaints about the program begin with.
    public var programName = ""
    /// `sys.executable`.
    public var executable = ""
    /// `-O` and `-OO`: 0, 1 or 2.
    public var optimization = 0
    /// `-I`: neither the script's folder nor the environment add to the search path.
    public var isIsolated = false
    /// `-E`: variables whose name begins with PYTHON mean nothing.
    public var ignoresEnvironment = false
    /// `-P`: the script's folder is not searched.
    public var hasSafePath = false
    /// `-B`.
    public var writesNoBytecode = false
    /// `-u`: the standard streams pass everything on at once.
    public var isUnbuffered = false
    /// `-i`, `-q`, `-v`, `-d`, `-b`, `-s`, `-S`: only `sys.flags` shows them.
    public var inspects = false, isQuiet = false, verbosity = 0, debugLevel = 0, bytesWarning = 0, hasNoUserSite = false, hasNoSite = false
    /// `-W` and `-X`, as given.
    public var warningOptions: [String] = []
    public var extraOptions: [String] = []
    /// `-x`: the first line of the program is for somebody else.
    public var skipsFirstLine = false
    /// `-X dev`, `PYTHONDEVMODE`.
    public var isDevelopment = false
    /// `-X utf8`, `PYTHONUTF8`: only `sys.flags` shows it, since text is UTF-8 anyway.
    public var isUTF8 = false
    /// `-X no_debug_ranges`: tracebacks show no columns.
    public var hasNoColumns = false
    /// `-X int_max_str_digits`: ints with more digits are not converted; 0 for no limit.
    public var maximumIntDigits = 4300
    /// The key of string hashes; nil for a random one. See ``hashKey(seed:)``.
    public var hashKey: (UInt64, UInt64)? = (0, 0)

    public init() {}

    /// The key that `PYTHONHASHSEED=seed` means. In CPython: Python/bootstrap_hash.c, lcg_urandom.
    public static func hashKey(seed: UInt32) -> (UInt64, UInt64) {
        if seed == 0 { return (0, 0) }
        var state = seed
        func word() -> UInt64 {
            var result: UInt64 = 0
            for shift in 0..<8 {
                state = state &* 214013 &+ 2531011
                result |= UInt64(state >> 16 & 0xFF) << UInt64(shift * 8)
            }
            return result
        }
        let first = word()
        return (first, word())
    }
}
