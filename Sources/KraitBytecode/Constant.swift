/// A value that code objects and `.pyc` files can hold.
///
/// Equality is CPython's for merging constants (`_PyCode_ConstantKey`): by type and value, `0.0` and `-0.0` apart, NaNs by
/// their bits, so that `1`, `1.0` and `True` are three constants.
public enum Constant: Sendable {
    case none
    case ellipsis
    case bool(Bool)
    indirect case int(BigInt)
    case float(Double)
    indirect case complex(real: Double, imaginary: Double)
    case string(PythonString)
    case bytes([UInt8])
    case tuple([Constant])
    /// The elements in the order in which they were added, each once.
    case frozenSet([Constant])
    case code(CodeObject)

    public static func int(_ value: Int) -> Constant { .int(BigInt(value)) }
}

extension Constant: Hashable {
    public static func == (left: Constant, right: Constant) -> Bool {
        switch (left, right) {
        case (.none, .none), (.ellipsis, .ellipsis): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
        case (.complex(let a, let b), .complex(let c, let d)): a.bitPattern == c.bitPattern && b.bitPattern == d.bitPattern
        case (.string(let a), .string(let b)): a == b
        case (.bytes(let a), .bytes(let b)): a == b
        case (.tuple(let a), .tuple(let b)): a == b
        case (.frozenSet(let a), .frozenSet(let b)): a.count == b.count && Set(a) == Set(b)
        case (.code(let a), .code(let b)): a == b
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        switch self {
        case .none: hasher.combine(0 as UInt8)
        case .ellipsis: hasher.combine(1 as UInt8)
        case .bool(let value): hasher.combine(2 as UInt8); hasher.combine(value)
        case .int(let value): hasher.combine(3 as UInt8); hasher.combine(value)
        case .float(let value): hasher.combine(4 as UInt8); hasher.combine(value.bitPattern)
        case .complex(let real, let imaginary):
            hasher.combine(5 as UInt8); hasher.combine(real.bitPattern); hasher.combine(imaginary.bitPattern)
        case .string(let value): hasher.combine(6 as UInt8); hasher.combine(value)
        case .bytes(let value): hasher.combine(7 as UInt8); hasher.combine(value)
        case .tuple(let value): hasher.combine(8 as UInt8); hasher.combine(value)
        case .frozenSet(let value):
            // Hashing a `Set` of them would hash each item twice, which doubles with each level of nesting.
            hasher.combine(9 as UInt8)
            hasher.combine(value.reduce(0) { $0 &+ $1.hashValue })
        case .code(let value): hasher.combine(10 as UInt8); hasher.combine(value)
        }
    }
}
