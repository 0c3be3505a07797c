// What the tree optimizer does with one node whose parts are folded already.

import KraitBytecode

extension TreeOptimizer {
    func replace(_ expression: Expression, with value: Constant) {
        expression.kind = .constant(tree.constant(value), isUnicodeKind: false)
    }

    private func constant(_ expression: Expression) -> ConstantIndex? {
        if case .constant(let index, _) = expression.kind { return index }
        return nil
    }

    func foldUnary(_ expression: Expression, _ operation: UnaryOperator, _ operand: Expression) {
        if let index = constant(operand) {
            if operation == .invert, case .bool = tree[index], !warnOfInvertedBool(expression.range) { return }
            if let value = tree[index].applying(operation) { replace(expression, with: value) }
            return
        }
        // `not a is b` is `a is not b`; the other comparisons need not be each other's opposites.
        guard operation == .not, case .compare(let left, let operations, let comparators) = operand.kind, operations.count == 1
        else { return }
        let opposite: ComparisonOperator
        switch operations[0] {
        case .is_: opposite = .isNot
        case .isNot: opposite = .is_
        case .in_: opposite = .notIn
        case .notIn: opposite = .in_
        default: return
        }
        operations[0] = opposite
        expression.kind = .compare(left: left, operations, comparators: comparators)
        expression.range = operand.range
    }

    /// The warning of the operator. Whether it remained one: as an error, it is left for run time.
    private func warnOfInvertedBool(_ range: SourceRange) -> Bool {
        do throws(CompileError) {
            try warn?(CompileWarning(.deprecationWarning, CompileWarning.ofInvertedBool, line: 0, range: range))
            return true
        } catch {
            return false
        }
    }

    mutating func foldBinary(_ expression: Expression, _ left: Expression, _ operation: BinaryOperator, _ right: Expression) {
        guard let leftIndex = constant(left) else { return }
        if operation == .modulo, case .tuple(let elements, _) = right.kind, case .string(let format) = tree[leftIndex],
            !elements.contains(where: \.isStarred)
        {
            return foldFormat(expression, format, elements)
        }
        guard let rightIndex = constant(right) else { return }
        if operation == .add && append(rightIndex, to: leftIndex) {
            expression.kind = .constant(leftIndex, isUnicodeKind: false)
        } else if room > 0, let value = Constant.apply(operation, tree[leftIndex], tree[rightIndex]) {
            room -= value.sizeEstimate
            replace(expression, with: value)
        }
    }

    /// Concatenates in place, if the left operand is itself a result of folding: `'…' + '…' + …` in linear time and memory.
    private func append(_ right: ConstantIndex, to left: ConstantIndex) -> Bool {
        let place = Int(left.rawValue)
        if place < firstFolded { return false }
        // Each value leaves the table before it grows, so that its buffer has one owner and is not copied.
        switch tree[right] {
        case .string(let addition):
            guard case .string(var value) = tree.constants[place] else { return false }
            tree.constants[place] = .none
            value.utf8 += addition.utf8
            tree.constants[place] = .string(value)
        case .bytes(let addition):
            guard case .bytes(var value) = tree.constants[place] else { return false }
            tree.constants[place] = .none
            value += addition
            tree.constants[place] = .bytes(value)
        case .tuple(let addition):
            guard case .tuple(var value) = tree.constants[place] else { return false }
            tree.constants[place] = .none
            value += addition
            tree.constants[place] = .tuple(value)
        default: return false
        }
        return true
    }

    func foldSubscript(_ expression: Expression, _ value: Expression, _ index: Expression) {
        guard let value = constant(value), let index = constant(index), let item = tree[value].item(at: tree[index]) else { return }
        replace(expression, with: item)
    }

    func constantTuple(_ elements: NodeList<Expression>) -> [Constant]? {
        for element in elements where constant(element) == nil { return nil }
        return elements.compactMap { constant($0).map { tree[$0] } }
    }

    /// A list or set display that is only searched or iterated: a list becomes a tuple, and constants become one constant.
    func foldIterable(_ expression: Expression) {
        switch expression.kind {
        case .list(let elements, let context):
            if elements.contains(where: \.isStarred) { return }
            expression.kind = .tuple(elements, context)
            if let value = constantTuple(elements) { replace(expression, with: .tuple(value)) }
        case .set(let elements):
            if let value = constantTuple(elements) { replace(expression, with: .frozenSet(of: value)) }
        default: break
        }
    }
}

extension Expression {
    var isStarred: Bool {
        if case .starred = kind { return true }
        return false
    }
}

// MARK: Formats

extension TreeOptimizer {
    /// `'…%s…' % (a, b)` becomes an f-string if all conversions are `%s`, `%r` or `%a`, and as many as there are elements.
    private func foldFormat(_ expression: Expression, _ format: PythonString, _ elements: NodeList<Expression>) {
        var parts: [Expression] = []
        var rest = format.utf8[...]
        var remaining = elements[...]
        while true {
            if let literal = literalPart(&rest) {
                parts.append(tree.expression(.constant(tree.constant(.string(literal)), isUnicodeKind: false), .none))
            }
            if rest.isEmpty { break }
            guard let element = remaining.popFirst(), let conversion = Conversion(parsing: &rest) else { return }
            let specification = conversion.specification.map {
                tree.expression(.constant(tree.constant(.string(PythonString($0))), isUnicodeKind: false), .none)
            }
            parts.append(
                tree.expression(.formattedValue(element, conversion: conversion.letter, formatSpec: specification), element.range))
        }
        if !remaining.isEmpty { return }
        expression.kind = .joinedStr(tree.list(parts))
    }

    /// Takes what comes before the next conversion, with `%%` as `%`.
    private func literalPart(_ rest: inout ArraySlice<UInt8>) -> PythonString? {
        let percent = UInt8(ascii: "%")
        var bytes: [UInt8] = []
        while let byte = rest.first {
            if byte == percent {
                if rest.dropFirst().first != percent { break }
                rest.removeFirst()
            }
            bytes.append(byte)
            rest.removeFirst()
        }
        return bytes.isEmpty ? nil : PythonString(uncheckedUTF8: bytes)
    }

    /// `%[flags][width][.precision]letter`
    private struct Conversion {
        var letter: Int32
        /// The same as the format specification of an f-string.
        var specification: String?

        /// Nil for what f-strings cannot express, or too many digits.
        init?(parsing rest: inout ArraySlice<UInt8>) {
            rest.removeFirst()
            var isLeftAligned = false
            while let flag = rest.first, "-+ #0".utf8.contains(flag) {
                if flag == UInt8(ascii: "-") { isLeftAligned = true }
                rest.removeFirst()
            }
            guard let width = Self.digits(&rest) else { return nil }
            var precision = ""
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                guard let digits = Self.digits(&rest) else { return nil }
                precision = ".\(digits ?? 0)"
            }
            guard let letter = rest.popFirst(), "sra".utf8.contains(letter) else { return nil }
            self.letter = Int32(letter)
            let alignment = isLeftAligned || (width ?? 0) == 0 ? "" : ">"
            let text = alignment + (width.map(String.init) ?? "") + precision
            specification = text.isEmpty ? nil : text
        }

        /// A number of at most two digits: nil within if there is none, nil if there are more.
        private static func digits(_ rest: inout ArraySlice<UInt8>) -> Int?? {
            var value: Int?
            var count = 0
            while let byte = rest.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                count += 1
                if count > 2 { return .none }
                value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
                rest.removeFirst()
            }
            return .some(value)
        }
    }
}

extension Constant {
    /// About the bytes that a result of folding takes.
    fileprivate var sizeEstimate: Int {
        switch self {
        case .string(let text): text.utf8.count + 64
        case .bytes(let bytes): bytes.count + 64
        case .tuple(let items): items.reduce(64) { $0 + MemoryLayout<Constant>.stride + ($1.isAtom ? 0 : $1.sizeEstimate) }
        case .int: 64
        default: 32
        }
    }

    private var isAtom: Bool {
        switch self {
        case .none, .ellipsis, .bool, .int, .float: true
        default: false
        }
    }
}
