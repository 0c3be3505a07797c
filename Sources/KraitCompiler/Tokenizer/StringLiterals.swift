// What string tokens are worth, and how adjacent ones become one.
//
// In CPython: Parser/string_parser.c and Parser/action_helpers.c.

import KraitBytecode

/// Makes the nodes of literals. The parser calls it once a rule has matched, in the order of CPython's actions, since errors
/// and warnings come from here.
public final class LiteralBuilder {
    let tokenizer: Tokenizer
    let tree: SyntaxTree
    let options: CompileOptions
    let source: SourceText
    /// Warnings of escapes are given but in the parser's first pass; the second looks for an error to show.
    public var isSecondPass = false

    public init(tokenizer: Tokenizer, tree: SyntaxTree, options: CompileOptions) {
        self.tokenizer = tokenizer
        self.tree = tree
        self.options = options
        source = tokenizer.source
    }

    /// The constant of one string token. In CPython: _PyPegen_constant_from_string.
    public func string(_ token: Token) throws(CompileError) -> Expression {
        var text = source.text(token)
        var isBytes = false
        var isRaw = false
        // Only the small letter makes the kind.
        let isUnicodeKind = text.first == UInt8(ascii: "u")
        while let first = text.first, first != UInt8(ascii: "'"), first != UInt8(ascii: "\"") {
            if first | 0x20 == UInt8(ascii: "b") { isBytes = true }
            if first | 0x20 == UInt8(ascii: "r") { isRaw = true }
            text = UnsafeBufferPointer(rebasing: text.dropFirst())
        }
        let quoteSize = text.count >= 6 && text[0] == text[1] && text[1] == text[2] ? 3 : 1
        guard text.count >= 2 * quoteSize else { throw CompileError(.systemError, "string token without quotes") }
        let body = UnsafeBufferPointer(rebasing: text[quoteSize..<(text.count - quoteSize)])

        let constant: Constant
        if isBytes {
            if body.contains(where: { $0 >= 0x80 }) {
                throw source.error(.syntaxError, "bytes can only contain ASCII literal characters", at: token.range)
            }
            constant = .bytes(try isRaw ? Array(body) : decodeBytes(body, token))
        } else {
            constant = .string(try decode(body, isRaw: isRaw, token))
        }
        return tree.expression(.constant(tree.constant(constant), isUnicodeKind: isUnicodeKind), token.range)
    }

    /// The text of a string token or a piece of an f-string. In CPython: _PyPegen_decode_string.
    func decode(_ body: UnsafeBufferPointer<UInt8>, isRaw: Bool, _ token: Token) throws(CompileError) -> PythonString {
        if !source.isWellFormed, let message = decodeError(body, isRaw: isRaw) {
            throw tokenizer.error("(unicode error) \(message)")
        }
        if isRaw || !body.contains(UInt8(ascii: "\\")) { return PythonString(uncheckedUTF8: Array(body)) }
        var invalid: InvalidEscape?
        let result: PythonString
        do throws(EscapeError) {
            result = try EscapeSequences.decodeString(body, &invalid)
        } catch {
            throw tokenizer.error("(unicode error) \(error.message)")
        }
        if let invalid { try warn(of: invalid, token) }
        return result
    }

    private func decodeBytes(_ body: UnsafeBufferPointer<UInt8>, _ token: Token) throws(CompileError) -> [UInt8] {
        var invalid: InvalidEscape?
        let result: [UInt8]
        do throws(EscapeError) {
            result = try EscapeSequences.decodeBytes(body, &invalid)
        } catch {
            throw tokenizer.error("(value error) \(error.message)")
        }
        if let invalid { try warn(of: invalid, token) }
        return result
    }

    /// Where there are escapes, CPython decodes each run of bytes beyond ASCII alone, and counts from its start.
    private func decodeError(_ body: UnsafeBufferPointer<UInt8>, isRaw: Bool) -> String? {
        if isRaw || !body.contains(UInt8(ascii: "\\")) { return UTF8Decoding.errorMessage(body) }
        var index = 0
        while index < body.count {
            let start = index
            while index < body.count && body[index] >= 0x80 { index += 1 }
            if index > start, let message = UTF8Decoding.errorMessage(UnsafeBufferPointer(rebasing: body[start..<index])) { return message }
            index += 1
        }
        return nil
    }

    private func warn(of invalid: InvalidEscape, _ token: Token) throws(CompileError) {
        guard !isSecondPass, let warn = options.warn else { return }
        if token.kind == .fStringMiddle || token.kind == .fStringEnd, invalid.text == "{" || invalid.text == "}" {
            // The tokenizer did it.
            return
        }
        try warn(CompileWarning(tokenizer.escapeWarningCategory, invalid.message, line: Int(token.line), range: token.range))
    }

    // MARK: - Concatenation

    /// Adjacent strings and f-strings (results of ``string(_:)`` and ``joinedString(start:parts:end:)``) as one node: a
    /// constant or a joined string. In CPython: _PyPegen_concatenate_strings.
    public func concatenate(_ strings: [Expression], _ range: SourceRange) throws(CompileError) -> Expression {
        var hasFormatted = false
        var hasText = false
        var hasBytes = false
        for string in strings {
            switch string.kind {
            case .constant(let index, _):
                if case .bytes = tree[index] { hasBytes = true } else { hasText = true }
            default: hasFormatted = true
            }
        }
        if hasBytes && (hasText || hasFormatted) { throw tokenizer.error("cannot mix bytes and nonbytes literals") }
        if hasBytes {
            if strings.count == 1 && strings[0].range == range { return strings[0] }
            var value: [UInt8] = []
            for string in strings {
                if case .constant(let index, _) = string.kind, case .bytes(let part) = tree[index] { value += part }
            }
            return tree.expression(.constant(tree.constant(.bytes(value)), isUnicodeKind: false), range)
        }
        if !hasFormatted {
            return strings.count == 1 ? strings[0] : join(strings[...])
        }
        return tree.expression(.joinedStr(tree.list(merge(strings))), range)
    }

    /// The parts of f-strings and strings in one list, neighbouring constants merged, empty ones left out.
    func merge(_ strings: [Expression]) -> [Expression] {
        var parts: [Expression] = []
        for string in strings {
            if case .joinedStr(let values) = string.kind { parts.append(contentsOf: values) } else { parts.append(string) }
        }
        var merged: [Expression] = []
        merged.reserveCapacity(parts.count)
        var index = 0
        while index < parts.count {
            guard parts[index].isConstant else {
                merged.append(parts[index])
                index += 1
                continue
            }
            let start = index
            while index < parts.count && parts[index].isConstant { index += 1 }
            let constant = index - start == 1 ? parts[start] : join(parts[start..<index])
            if !isEmptyString(constant) { merged.append(constant) }
        }
        return merged
    }

    /// String constants as one: its kind is that of the first, its range goes from the first to the last.
    private func join(_ constants: ArraySlice<Expression>) -> Expression {
        guard let first = constants.first, let last = constants.last, case .constant(_, let isUnicodeKind) = first.kind else {
            return tree.expression(.joinedStr(.empty), .none)
        }
        var value: [UInt8] = []
        for constant in constants {
            if case .constant(let index, _) = constant.kind, case .string(let part) = tree[index] { value += part.utf8 }
        }
        let string = Constant.string(PythonString(uncheckedUTF8: value))
        return tree.expression(.constant(tree.constant(string), isUnicodeKind: isUnicodeKind), first.range.through(last.range))
    }

    func isEmptyString(_ expression: Expression) -> Bool {
        guard case .constant(let index, _) = expression.kind, case .string(let text) = tree[index] else { return false }
        return text.isEmpty
    }
}

extension Expression {
    fileprivate var isConstant: Bool {
        if case .constant = kind { return true }
        return false
    }
}
