// From an expression back to source text: what annotations become under `from __future__ import annotations`.
//
// In CPython: Python/ast_unparse.c. (`ast.unparse` is another one, with other parentheses.)

import KraitBytecode

/// Writes expressions as CPython's compiler writes annotations: one line, single spaces, only the parentheses that are needed.
struct Unparser {
    /// How tightly an operator binds. A looser expression within a tighter one gets parentheses.
    private struct Level: Comparable {
        let rawValue: Int
        static let tuple = Level(rawValue: 0)
        /// `if`–`else`, `lambda`
        static let test = Level(rawValue: 1)
        static let or = Level(rawValue: 2)
        static let and = Level(rawValue: 3)
        static let not = Level(rawValue: 4)
        static let comparison = Level(rawValue: 5)
        static let bitOr = Level(rawValue: 6)
        static let bitXor = Level(rawValue: 7)
        static let bitAnd = Level(rawValue: 8)
        static let shift = Level(rawValue: 9)
        static let arithmetic = Level(rawValue: 10)
        static let term = Level(rawValue: 11)
        static let factor = Level(rawValue: 12)
        static let power = Level(rawValue: 13)
        static let await = Level(rawValue: 14)
        static let atom = Level(rawValue: 15)

        var next: Level { Level(rawValue: rawValue + 1) }
        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    private let tree: SyntaxTree
    private var output: [UInt8] = []

    private init(_ tree: SyntaxTree) { self.tree = tree }

    /// The text of an expression. Throws `ValueError` for an integer of more than 4300 digits.
    static func text(of expression: Expression, in tree: SyntaxTree) throws(CompileError) -> PythonString {
        var unparser = Unparser(tree)
        try unparser.append(expression, .test)
        return PythonString(uncheckedUTF8: unparser.output)
    }

    /// Python's `repr()` of a constant.
    static func representation(of constant: Constant) throws(CompileError) -> [UInt8] {
        do {
            return try constant.repr()
        } catch .integerTooLong {
            throw CompileError(
                .valueError,
                "Exceeds the limit (4300 digits) for integer string conversion; "
                    + "use sys.set_int_max_str_digits() to increase the limit")
        } catch {
            throw CompileError(.memoryError, "")
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private mutating func append(_ name: Identifier) { output.append(contentsOf: tree[name].utf8) }

    private mutating func append(_ expression: Expression, _ level: Level) throws(CompileError) {
        switch expression.kind {
        case .boolOp(let operation, let values):
            let own = operation == .and ? Level.and : .or
            try parenthesized(level > own) { (unparser) throws(CompileError) in
                for index in 0..<values.count {
                    if index > 0 { unparser.append(operation == .and ? " and " : " or ") }
                    try unparser.append(values[index], own.next)
                }
            }
        case .namedExpr(let target, let value):
            try parenthesized(level > .tuple) { (unparser) throws(CompileError) in
                try unparser.append(target, .atom)
                unparser.append(" := ")
                try unparser.append(value, .atom)
            }
        case .binOp(let left, let operation, let right):
            let (text, own) = Self.operatorText(operation)
            let isRightAssociative = operation == .power
            try parenthesized(level > own) { (unparser) throws(CompileError) in
                try unparser.append(left, isRightAssociative ? own.next : own)
                unparser.append(text)
                try unparser.append(right, isRightAssociative ? own : own.next)
            }
        case .unaryOp(let operation, let operand):
            let own = operation == .not ? Level.not : .factor
            try parenthesized(level > own) { (unparser) throws(CompileError) in
                switch operation {
                case .invert: unparser.append("~")
                case .not: unparser.append("not ")
                case .plus: unparser.append("+")
                case .minus: unparser.append("-")
                }
                try unparser.append(operand, own)
            }
        case .lambda(let arguments, let body):
            try parenthesized(level > .test) { (unparser) throws(CompileError) in
                let record = arguments.record.pointee
                // A space only before positional arguments: `lambda*a: a`.
                unparser.append(record.positional.isEmpty && record.positionalOnly.isEmpty ? "lambda" : "lambda ")
                try unparser.append(record)
                unparser.append(": ")
                try unparser.append(body, .test)
            }
        case .ifExp(let test, let body, let orelse):
            try parenthesized(level > .test) { (unparser) throws(CompileError) in
                try unparser.append(body, .or)
                unparser.append(" if ")
                try unparser.append(test, .or)
                unparser.append(" else ")
                try unparser.append(orelse, .test)
            }
        case .dict(let keys, let values): try appendDict(keys, values)
        case .set(let elements):
            append("{")
            try appendList(elements)
            append("}")
        case .listComp(let element, let generators):
            append("[")
            try append(element, .test)
            try append(generators)
            append("]")
        case .setComp(let element, let generators):
            append("{")
            try append(element, .test)
            try append(generators)
            append("}")
        case .dictComp(let key, let value, let generators):
            append("{")
            try append(key, .test)
            append(": ")
            try append(value, .test)
            try append(generators)
            append("}")
        case .generatorExp(let element, let generators):
            append("(")
            try append(element, .test)
            try append(generators)
            append(")")
        case .await(let value):
            try parenthesized(level > .await) { (unparser) throws(CompileError) in
                unparser.append("await ")
                try unparser.append(value, .atom)
            }
        case .yield(let value):
            append("(yield")
            if let value {
                append(" ")
                try append(value, .test)
            }
            append(")")
        case .yieldFrom(let value):
            append("(yield from ")
            try append(value, .test)
            append(")")
        case .compare(let left, let operators, let comparators):
            try parenthesized(level > .comparison) { (unparser) throws(CompileError) in
                try unparser.append(left, Level.comparison.next)
                for index in 0..<comparators.count {
                    unparser.append(Self.operatorText(operators[index]))
                    try unparser.append(comparators[index], Level.comparison.next)
                }
            }
        case .call(let function, let arguments, let keywords): try appendCall(function, arguments, keywords)
        case .formattedValue(let value, let conversion, let formatSpec):
            try appendFormattedValue(value, conversion, formatSpec)
        case .joinedStr(let values): try appendJoinedString(values, isFormatSpec: false)
        case .constant(let index, let isUnicodeKind):
            if isUnicodeKind { append("u") }
            if case .ellipsis = tree[index] {
                append("...")
            } else {
                try append(tree[index])
            }
        case .attribute(let object, let name, _):
            try append(object, .atom)
            // `1 .real`: a dot right after digits would belong to the number.
            if case .constant(let index, _) = object.kind, case .int = tree[index] { append(" ") }
            append(".")
            append(name)
        case .subscript_(let object, let index, _):
            try append(object, .atom)
            append("[")
            try append(index, .tuple)
            append("]")
        case .starred(let value, _):
            append("*")
            try append(value, .bitOr)
        case .name(let name, _): append(name)
        case .list(let elements, _):
            append("[")
            try appendList(elements)
            append("]")
        case .tuple(let elements, _):
            if elements.isEmpty {
                append("()")
                return
            }
            try parenthesized(level > .tuple) { (unparser) throws(CompileError) in
                try unparser.appendList(elements)
                if elements.count == 1 { unparser.append(",") }
            }
        case .slice(let lower, let upper, let step):
            if let lower { try append(lower, .test) }
            append(":")
            if let upper { try append(upper, .test) }
            if let step {
                append(":")
                try append(step, .test)
            }
        }
    }

    private mutating func parenthesized(
        _ isNeeded: Bool, _ body: (inout Unparser) throws(CompileError) -> Void
    ) throws(CompileError) {
        if isNeeded { append("(") }
        try body(&self)
        if isNeeded { append(")") }
    }

    private mutating func appendList(_ elements: NodeList<Expression>) throws(CompileError) {
        for index in 0..<elements.count {
            if index > 0 { append(", ") }
            try append(elements[index], .test)
        }
    }

    private mutating func appendDict(_ keys: NodeList<Expression?>, _ values: NodeList<Expression>) throws(CompileError) {
        append("{")
        for index in 0..<values.count {
            if index > 0 { append(", ") }
            guard index < keys.count, let key = keys[index] else {
                append("**")
                try append(values[index], .bitOr)
                continue
            }
            try append(key, .test)
            append(": ")
            try append(values[index], .test)
        }
        append("}")
    }

    private mutating func append(_ generators: NodeList<Comprehension>) throws(CompileError) {
        for generator in generators {
            let record = generator.record.pointee
            append(record.isAsync ? " async for " : " for ")
            try append(record.target, .tuple)
            append(" in ")
            try append(record.iterable, .or)
            for condition in record.conditions {
                append(" if ")
                try append(condition, .or)
            }
        }
    }

    private mutating func appendCall(
        _ function: Expression, _ arguments: NodeList<Expression>, _ keywords: NodeList<Keyword>
    ) throws(CompileError) {
        try append(function, .atom)
        if arguments.count == 1, keywords.isEmpty, case .generatorExp = arguments[0].kind {
            try append(arguments[0], .test)
            return
        }
        append("(")
        try appendList(arguments)
        for index in 0..<keywords.count {
            if index > 0 || !arguments.isEmpty { append(", ") }
            let keyword = keywords[index].record.pointee
            if let name = keyword.name {
                append(name)
                append("=")
            } else {
                append("**")
            }
            try append(keyword.value, .test)
        }
        append(")")
    }

    // MARK: Arguments of lambdas

    private mutating func append(_ arguments: Arguments.Record) throws(CompileError) {
        var isFirst = true
        let positional = Array(arguments.positionalOnly) + Array(arguments.positional)
        for index in positional.indices {
            appendComma(&isFirst)
            try append(positional[index])
            let defaultIndex = index - positional.count + arguments.defaults.count
            if defaultIndex >= 0 {
                append("=")
                try append(arguments.defaults[defaultIndex], .test)
            }
            if index + 1 == arguments.positionalOnly.count { append(", /") }
        }
        if arguments.varArgument != nil || !arguments.keywordOnly.isEmpty {
            appendComma(&isFirst)
            append("*")
            if let argument = arguments.varArgument { try append(argument) }
        }
        for (argument, value) in zip(arguments.keywordOnly, arguments.keywordDefaults) {
            appendComma(&isFirst)
            try append(argument)
            if let value {
                append("=")
                try append(value, .test)
            }
        }
        if let argument = arguments.keywordArgument {
            appendComma(&isFirst)
            append("**")
            try append(argument)
        }
    }

    private mutating func appendComma(_ isFirst: inout Bool) {
        if !isFirst { append(", ") }
        isFirst = false
    }

    private mutating func append(_ argument: Argument) throws(CompileError) {
        append(argument.record.pointee.name)
        if let annotation = argument.record.pointee.annotation {
            append(": ")
            try append(annotation, .test)
        }
    }

    // MARK: Constants and f-strings

    private mutating func append(_ constant: Constant) throws(CompileError) {
        switch constant {
        case .tuple(let elements):
            append("(")
            for index in elements.indices {
                if index > 0 { append(", ") }
                try append(elements[index])
            }
            append(elements.count == 1 ? ",)" : ")")
        case .float(let value) where value.isInfinite, .complex(let value, _) where value.isInfinite:
            try appendWithoutInfinity(constant)
        case .complex(_, let value) where value.isInfinite:
            try appendWithoutInfinity(constant)
        default:
            output.append(contentsOf: try Self.representation(of: constant))
        }
    }

    /// `inf` is a name in Python; `1e309` is the number.
    private mutating func appendWithoutInfinity(_ constant: Constant) throws(CompileError) {
        let text = try Self.representation(of: constant)
        var index = 0
        while index < text.count {
            if text[index...].starts(with: "inf".utf8) {
                append("1e309")
                index += 3
            } else {
                output.append(text[index])
                index += 1
            }
        }
    }

    private mutating func appendJoinedString(_ values: NodeList<Expression>, isFormatSpec: Bool) throws(CompileError) {
        let start = output.count
        for value in values { try appendElement(value, isFormatSpec: isFormatSpec) }
        if isFormatSpec { return }
        let body = PythonString(uncheckedUTF8: Array(output[start...]))
        output.removeSubrange(start...)
        append("f")
        output.append(contentsOf: try Self.representation(of: .string(body)))
    }

    private mutating func appendElement(_ element: Expression, isFormatSpec: Bool) throws(CompileError) {
        switch element.kind {
        case .constant(let index, _):
            guard case .string(let text) = tree[index] else { return }
            for byte in text.utf8 {
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") { output.append(byte) }
                output.append(byte)
            }
        case .joinedStr(let values): try appendJoinedString(values, isFormatSpec: isFormatSpec)
        case .formattedValue(let value, let conversion, let formatSpec):
            try appendFormattedValue(value, conversion, formatSpec)
        default: throw CompileError(.systemError, "unknown expression kind inside f-string")
        }
    }

    private mutating func appendFormattedValue(
        _ value: Expression, _ conversion: Int32, _ formatSpec: Expression?
    ) throws(CompileError) {
        append("{")
        // Tighter than needed, so that a lambda gets parentheses around its colon.
        let start = output.count
        try append(value, .or)
        // Two braces would be a brace in the text.
        if start < output.count && output[start] == UInt8(ascii: "{") { output.insert(UInt8(ascii: " "), at: start) }
        switch conversion {
        case 0x61: append("!a")
        case 0x72: append("!r")
        case 0x73: append("!s")
        default: break
        }
        if let formatSpec {
            append(":")
            try appendElement(formatSpec, isFormatSpec: true)
        }
        append("}")
    }

    // MARK: Operators

    private static func operatorText(_ operation: BinaryOperator) -> (StaticString, Level) {
        switch operation {
        case .add: (" + ", .arithmetic)
        case .subtract: (" - ", .arithmetic)
        case .multiply: (" * ", .term)
        case .matrixMultiply: (" @ ", .term)
        case .divide: (" / ", .term)
        case .modulo: (" % ", .term)
        case .floorDivide: (" // ", .term)
        case .leftShift: (" << ", .shift)
        case .rightShift: (" >> ", .shift)
        case .bitOr: (" | ", .bitOr)
        case .bitXor: (" ^ ", .bitXor)
        case .bitAnd: (" & ", .bitAnd)
        case .power: (" ** ", .power)
        }
    }

    private static func operatorText(_ operation: ComparisonOperator) -> StaticString {
        switch operation {
        case .equal: " == "
        case .notEqual: " != "
        case .less: " < "
        case .lessOrEqual: " <= "
        case .greater: " > "
        case .greaterOrEqual: " >= "
        case .is_: " is "
        case .isNot: " is not "
        case .in_: " in "
        case .notIn: " not in "
        }
    }
}
