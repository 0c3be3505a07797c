import KraitBytecode

/// What the compiler raises: the Python exception, with the attributes that CPython's `SyntaxError` has.
public struct CompileError: Error, Sendable, Equatable {
    /// The Python class of the exception.
    public enum Category: String, Sendable {
        case syntaxError = "SyntaxError"
        case indentationError = "IndentationError"
        case tabError = "TabError"
        case incompleteInputError = "_IncompleteInputError"
        case valueError = "ValueError"
        case unicodeEncodeError = "UnicodeEncodeError"
        case unicodeDecodeError = "UnicodeDecodeError"
        case overflowError = "OverflowError"
        case memoryError = "MemoryError"
        case recursionError = "RecursionError"
        case systemError = "SystemError"
        /// Whoever asked for the program does not want it any more; Python code never sees this.
        case abandoned = "KeyboardInterrupt"
    }

    public var category: Category
    public var message: String
    /// Line from 1; nil where the exception has no place (`ValueError`, `MemoryError`, …).
    public var line: Int?
    /// Columns from 1 in code points; 0 and -1 as CPython has them.
    public var column: Int?
    public var endLine: Int?
    public var endColumn: Int?
    /// The line of source that the exception shows.
    public var text: String?

    public init(
        _ category: Category, _ message: String, line: Int? = nil, column: Int? = nil, endLine: Int? = nil,
        endColumn: Int? = nil, text: String? = nil
    ) {
        self.category = category
        self.message = message
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
        self.text = text
    }
}

/// A warning that compiling gives: what CPython passes to `warnings.warn_explicit`.
public struct CompileWarning: Sendable, Equatable {
    public enum Category: String, Sendable {
        case syntaxWarning = "SyntaxWarning"
        case deprecationWarning = "DeprecationWarning"
    }
    /// What is told of a warning. It throws to turn the warning into an error.
    public typealias Handler = @Sendable (CompileWarning) throws(CompileError) -> Void

    public var category: Category
    public var message: String
    /// The line of the program; 0 where CPython names the place from where the compiler was called.
    public var line: Int
    /// Where CPython would put a `SyntaxError` when a filter turns the warning into an error.
    public var range: SourceRange

    /// What `~` of a bool warns of, here and at run time.
    public static let ofInvertedBool = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion "
        + "of the underlying int object and is usually not what you expect from negating a bool. "
        + "Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."

    public init(_ category: Category, _ message: String, line: Int, range: SourceRange) {
        self.category = category
        self.message = message
        self.line = line
        self.range = range
    }
}

/// How to compile.
public struct CompileOptions: Sendable {
    public enum Mode: Sendable { case exec, eval, single, functionType }

    public var mode: Mode = .exec
    /// 0, 1 (no `assert`, `__debug__` is False) or 2 (no docstrings as well).
    public var optimization = 0
    /// Features of `from __future__` that are on from the start.
    public var futureFeatures: CodeObject.Flags = []
    /// What `co_filename` says, and errors.
    public var filename: PythonString = "<string>"
    /// Parse type comments (`ast.parse(type_comments=True)`).
    public var typeComments = false
    /// Raise `incompleteInputError` where more lines could complete the program (`codeop`).
    public var allowIncompleteInput = false
    /// Allow `await`, `async for` and `async with` at the top level.
    public var allowTopLevelAwait = false
    /// Leave a trailing newline out of what is needed (`PyCF_DONT_IMPLY_DEDENT`).
    public var dontImplyDedent = false
    /// Grammar of an older minor version to be held to (`ast.parse(feature_version=)`); nil for the newest.
    public var featureVersion: Int?
    /// How many bytes constants may take that are folded.
    public var foldingBytes = Int.max
    /// How many bytes the stack may have that the compiler runs on. Below 128 MiB, less may be nested.
    public var stackSize = Int.max
    /// Called for each warning, in CPython's order.
    public var warn: CompileWarning.Handler?

    public init() {}
}
