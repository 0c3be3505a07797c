// Python's operators on constants, with the limits that keep folded constants small. Nil means: left for run time, because the
// operation fails there or because its result would be too large.
//
// In CPython: Python/ast_opt.c, safe_multiply, safe_power, safe_lshift and safe_mod.

import KraitBytecode

extension Constant {
    /// What folding may produce.
    private enum Limit {
        static let integerBits = 128
        static let collectionSize = 256
        static let stringLength = 4096
        /// Items of a tuple, those of nested tuples included.
        static let totalItems = 1024
    }

    /// `bool(self)`.
    var isTrue: Bool {
        switch self {
        case .none: false
        case .ellipsis, .code: true
        case .bool(let value): value
        case .int(let value): !value.isZero
        case .float(let value): value != 0
        case .complex(let real, let imaginary): real != 0 || imaginary != 0
        case .string(let value): !value.isEmpty
        case .bytes(let value): !value.isEmpty
        case .tuple(let items), .frozenSet(let items): !items.isEmpty
        }
    }

    /// The value of an `int` or `bool`.
    private var integer: BigInt? {
        switch self {
        case .int(let value): value
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }

    /// An operand of arithmetic; nil for what is not a number.
    private var number: Number? {
        switch self {
        case .int(let value): .integer(value)
        case .bool(let value): .integer(value ? 1 : 0)
        case .float(let value): .float(value)
        case .complex(let real, let imaginary): .complex(Complex(real, imaginary))
        default: nil
        }
    }

    private init(_ number: Number) {
        switch number {
        case .integer(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .complex(let value): self = .complex(real: value.real, imaginary: value.imaginary)
        }
    }

    /// `operator self`.
    func applying(_ operation: UnaryOperator) -> Constant? {
        switch operation {
        case .not: return .bool(!isTrue)
        case .invert: return integer.map { .int(-$0 - 1) }
        case .plus: return number.map(Constant.init)
        case .minus: return number.map { Constant($0.negated) }
        }
    }

    /// `left operator right`.
    static func apply(_ operation: BinaryOperator, _ left: Constant, _ right: Constant) -> Constant? {
        switch operation {
        case .add: return left.adding(right)
        case .multiply: return left.multiplied(by: right)
        case .bitOr: return left.combined(with: right, { $0 | $1 }, { $0 || $1 })
        case .bitXor: return left.combined(with: right, { $0 ^ $1 }, { $0 != $1 })
        case .bitAnd: return left.combined(with: right, { $0 & $1 }, { $0 && $1 })
        case .leftShift: return left.shiftedLeft(by: right)
        case .rightShift: return left.shiftedRight(by: right)
        case .matrixMultiply: return nil
        case .subtract, .divide, .floorDivide, .modulo, .power:
            guard let a = left.number, let b = right.number else { return nil }
            let result: Number?
            switch operation {
            case .subtract: result = Number.subtract(a, b)
            case .divide: result = Number.divide(a, b)
            case .floorDivide: result = Number.floorDivide(a, b)
            case .modulo: result = Number.modulo(a, b)
            default:
                if case .integer(let base) = a, case .integer(let exponent) = b, !base.isZero, exponent > 0 {
                    guard let exponent = Int(exactly: exponent), base.magnitude.bitWidth <= Limit.integerBits / exponent else { return nil }
                }
                result = Number.power(a, b)
            }
            return result.map(Constant.init)
        }
    }

    private func adding(_ right: Constant) -> Constant? {
        if let a = number, let b = right.number { return Number.add(a, b).map(Constant.init) }
        switch (self, right) {
        case (.string(var a), .string(let b)):
            a.utf8 += b.utf8
            return .string(a)
        case (.bytes(let a), .bytes(let b)): return .bytes(a + b)
        case (.tuple(let a), .tuple(let b)): return .tuple(a + b)
        default: return nil
        }
    }

    private func multiplied(by right: Constant) -> Constant? {
        if let a = number, let b = right.number {
            if case .integer(let a) = a, case .integer(let b) = b, !a.isZero, !b.isZero,
                a.magnitude.bitWidth + b.magnitude.bitWidth > Limit.integerBits
            {
                return nil
            }
            return Number.multiply(a, b).map(Constant.init)
        }
        if let count = integer { return right.repeated(count) }
        if let count = right.integer { return repeated(count) }
        return nil
    }

    /// `self * count` for sequences.
    private func repeated(_ count: BigInt) -> Constant? {
        guard let count = Int(exactly: count) else { return nil }
        func fits(_ size: Int, _ limit: Int) -> Bool { size == 0 || (count >= 0 && count <= limit / size) }
        func items<Item>(_ sequence: [Item]) -> [Item] {
            sequence.isEmpty ? [] : Array(repeatElement(sequence, count: max(count, 0)).joined())
        }
        switch self {
        case .tuple(let elements):
            if !fits(elements.count, Limit.collectionSize) { return nil }
            if count > 0 && !elements.isEmpty && remainingItems(Limit.totalItems / count) < 0 { return nil }
            return .tuple(items(elements))
        case .string(let value):
            return fits(value.codePointCount, Limit.stringLength) ? .string(PythonString(uncheckedUTF8: items(value.utf8))) : nil
        case .bytes(let value):
            return fits(value.count, Limit.stringLength) ? .bytes(items(value)) : nil
        default: return nil
        }
    }

    /// What is left of `limit` after taking off the items of this tuple and of those in it; negative if it is not enough.
    private func remainingItems(_ limit: Int) -> Int {
        guard case .tuple(let items) = self else { return limit }
        var limit = limit - items.count
        for item in items where limit >= 0 { limit = item.remainingItems(limit) }
        return limit
    }

    /// A bitwise operator: of two booleans it makes a boolean.
    private func combined(
        with right: Constant, _ integers: (BigInt, BigInt) -> BigInt, _ booleans: (Bool, Bool) -> Bool
    ) -> Constant? {
        if case .bool(let a) = self, case .bool(let b) = right { return .bool(booleans(a, b)) }
        guard let a = integer, let b = right.integer else { return nil }
        return .int(integers(a, b))
    }

    private func shiftedLeft(by right: Constant) -> Constant? {
        guard let value = integer, let shift = right.integer, shift >= 0 else { return nil }
        if value.isZero || shift.isZero { return .int(value) }
        guard let shift = Int(exactly: shift), shift <= Limit.integerBits,
            value.magnitude.bitWidth <= Limit.integerBits - shift
        else { return nil }
        return .int(value << shift)
    }

    private func shiftedRight(by right: Constant) -> Constant? {
        guard let value = integer, let shift = right.integer, shift >= 0 else { return nil }
        let distance = Int(exactly: shift) ?? Int.max
        // The shift rounds towards minus infinity: for a negative number, it works on the complement.
        let magnitude = value < 0 ? (-value - 1).magnitude : value.magnitude
        let shifted = distance >= magnitude.bitWidth ? 0 : BigInt(magnitude >> distance)
        return .int(value < 0 ? -shifted - 1 : shifted)
    }

    /// `self[index]`.
    func item(at index: Constant) -> Constant? {
        guard let position = index.integer.flatMap({ Int(exactly: $0) }) else { return nil }
        func resolved(_ count: Int) -> Int? {
            let position = position < 0 ? position &+ count : position
            return position >= 0 && position < count ? position : nil
        }
        switch self {
        case .string(let value): return resolved(value.codePointCount).map { .string(value.codePoint(at: $0)) }
        case .bytes(let value): return resolved(value.count).map { .int(BigInt(value[$0])) }
        case .tuple(let items): return resolved(items.count).map { items[$0] }
        default: return nil
        }
    }

    /// `frozenset(items)`: the first of elements that are equal in Python stays.
    static func frozenSet(of items: [Constant]) -> Constant {
        var seen: Set<Constant> = []
        return .frozenSet(Constant.orderInCompiledSet(items.filter { item in item.isNaN || seen.insert(item.equalityKey).inserted }))
    }

    /// Not equal to itself.
    var isNaN: Bool {
        switch self {
        case .float(let value): value.isNaN
        case .complex(let real, let imaginary): real.isNaN || imaginary.isNaN
        case .tuple(let items): items.contains { $0.isNaN }
        default: false
        }
    }

    /// A constant that is the same for all that are equal in Python, as `1`, `1.0` and `True` are.
    var equalityKey: Constant {
        switch self {
        case .bool(let value): .int(value ? 1 : 0)
        case .float(let value): BigInt(exactly: value).map { .int($0) } ?? self
        case .complex(let real, let imaginary):
            imaginary == 0 ? Constant.float(real).equalityKey : .complex(real: real == 0 ? 0 : real, imaginary: imaginary)
        case .tuple(let items): .tuple(items.map(\.equalityKey))
        default: self
        }
    }
}

extension PythonString {
    /// `len(self)`.
    var codePointCount: Int { utf8.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

    /// The code point at `position`, which is less than their count.
    func codePoint(at position: Int) -> PythonString {
        var position = position
        var start = 0
        for (index, byte) in utf8.enumerated() where byte & 0xC0 != 0x80 {
            if position == 0 { start = index }
            if position < 0 { return PythonString(uncheckedUTF8: Array(utf8[start..<index])) }
            position -= 1
        }
        return PythonString(uncheckedUTF8: Array(utf8[start...]))
    }
}
