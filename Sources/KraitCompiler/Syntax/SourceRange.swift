import KraitBytecode

/// Where a node or an instruction comes from: see `KraitBytecode.SourceRange`.
public typealias SourceRange = KraitBytecode.SourceRange
