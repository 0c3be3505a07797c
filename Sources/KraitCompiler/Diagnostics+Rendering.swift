// The text of errors and warnings as `python3.13 FILE` prints them.
//
// In CPython: Lib/traceback.py, _format_syntax_error; Lib/warnings.py, _formatwarnmsg_impl.

import KraitBytecode
import KraitUnicode

extension CompileError {
    /// The lines on standard error after which `python3.13 FILE` ends, with the last line's end.
    ///
    /// - Parameters:
    ///   - filename: the path that the first line names.
    ///   - colored: with the terminal colours that CPython 3.13 uses.
    public func rendered(filename: PythonString, colored: Bool = false) -> String {
        let style = colored ? Style.terminal : Style.plain
        guard category.isSyntaxError else {
            let name = style.bold(category.rawValue)
            return message.isEmpty ? name + "\n" : "\(name): \(style.emphasized(message))\n"
        }
        var result = ""
        if let line {
            let name = filename.isEmpty ? "<string>" : filename.backslashEscaped
            result += "  File \(style.emphasized("\"\(name)\"")), line \(style.emphasized("\(line)"))\n"
        }
        let message = message.isEmpty ? "<no detail available>" : message
        return result + excerpt(style) + "\(style.bold(category.rawValue)): \(style.emphasized(message))\n"
    }

    /// The line of source and, below it, the carets.
    private func excerpt(_ style: Style) -> String {
        guard let text else { return "" }
        var shown = text.unicodeScalars[...]
        while shown.last == "\n" { shown.removeLast() }
        let length = shown.count
        shown = shown.drop { $0 == " " || $0 == "\n" || $0 == "\u{c}" }
        let indentation = length - shown.count
        guard var start = column else { return "    \(String(shown))\n" }
        var end = length + 1
        if line == endLine {
            if let endColumn, endColumn != 0 { end = endColumn } else { end = start }
        }
        let fullLength = text.unicodeScalars.count
        if fullLength > 0 {
            if start > fullLength { start = length + 1 }
            if end > fullLength { end = length + 1 }
        }
        if start >= end || end < 0 { end = start + 1 }

        // From columns, which count from 1, to places in what is shown.
        start -= 1 + indentation
        end -= 1 + indentation
        guard start >= 0 else { return "    \(String(shown))\n" }
        let before = shown.prefix(start)
        // Tabs and the like stay, so that the carets stand where they should.
        let margin = String.UnicodeScalarView(before.map { isSpace($0.value) ? $0 : " " })
        let marked = shown.dropFirst(start).prefix(end - start)
        let after = shown.dropFirst(end)
        let line = String(before) + style.marked(String(marked)) + String(after)
        return "    \(line)\n    \(String(margin))\(style.marked(String(repeating: "^", count: end - start)))\n"
    }
}

extension CompileError.Category {
    /// Whether the class is `SyntaxError` or derives from it.
    public var isSyntaxError: Bool {
        switch self {
        case .syntaxError, .indentationError, .tabError, .incompleteInputError: true
        case .valueError, .unicodeEncodeError, .unicodeDecodeError, .overflowError, .memoryError, .recursionError, .systemError, .abandoned: false
        }
    }
}

extension CompileWarning {
    /// The lines on standard error, with the last line's end.
    ///
    /// - Parameters:
    ///   - filename: the path that the warning names.
    ///   - sourceLine: line ``line`` of the source; nil when it can't be read.
    public func rendered(filename: PythonString, sourceLine: String?) -> String {
        var result = "\(filename.backslashEscaped):\(line): \(category.rawValue): \(message)\n"
        if let sourceLine, !sourceLine.isEmpty {
            var shown = sourceLine.unicodeScalars[...]
            while let last = shown.last, isSpace(last.value) { shown.removeLast() }
            result += "  \(String(shown.drop { isSpace($0.value) }))\n"
        }
        return result
    }
}

/// How the parts of a message stand out.
private struct Style {
    var isColored: Bool
    static let plain = Style(isColored: false), terminal = Style(isColored: true)

    func emphasized(_ text: String) -> String { wrapped(text, "35") }
    func bold(_ text: String) -> String { wrapped(text, "1;35") }
    func marked(_ text: String) -> String { wrapped(text, "1;31") }

    private func wrapped(_ text: String, _ code: String) -> String {
        isColored ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

extension PythonString {
    /// The text with lone surrogates as `\udcff`: what CPython's standard error shows (error handler `backslashreplace`).
    var backslashEscaped: String {
        var result: [UInt8] = []
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte == 0xED, index + 2 < utf8.count, utf8[index + 1] >= 0xA0 {
                let c = 0xD000 | UInt32(utf8[index + 1] & 0x3F) << 6 | UInt32(utf8[index + 2] & 0x3F)
                result += "\\u\(String(c, radix: 16))".utf8
                index += 3
            } else {
                result.append(byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
