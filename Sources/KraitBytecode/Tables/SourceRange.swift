/// Where a node or an instruction comes from: lines count from 1, columns are offsets in bytes of UTF-8 and count from 0,
/// as in CPython's `ast`.
public struct SourceRange: Hashable, Sendable, BitwiseCopyable {
    public var line, column, endLine, endColumn: Int32

    @inlinable public init(line: Int32, column: Int32, endLine: Int32, endColumn: Int32) {
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }

    /// No place in the source: the instruction belongs to no line.
    @inlinable public static var none: SourceRange { SourceRange(line: -1, column: -1, endLine: -1, endColumn: -1) }
    /// The place of the instruction that follows.
    @inlinable public static var next: SourceRange { SourceRange(line: -2, column: -2, endLine: -2, endColumn: -2) }

    /// From where this range begins to where `last` ends.
    @inlinable public func through(_ last: SourceRange) -> SourceRange {
        SourceRange(line: line, column: column, endLine: last.endLine, endColumn: last.endColumn)
    }
}
