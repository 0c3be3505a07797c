import Foundation
import KraitBytecode
import Testing

@testable import KraitCompiler

private func fixture(_ name: String) throws -> [String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    return try String(contentsOf: folder.appendingPathComponent("\(name).txt"), encoding: .utf8).components(separatedBy: "\n")
}

private func bytes(hexadecimal text: some StringProtocol) -> [UInt8] {
    let digits = Array(text.utf8).map { $0 <= UInt8(ascii: "9") ? $0 - UInt8(ascii: "0") : $0 - UInt8(ascii: "a") + 10 }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { KraitCompiler.hexadecimal($0) }.joined()
}

private func source(
    _ bytes: [UInt8], _ origin: SourceText.Origin = .bytes, mode: CompileOptions.Mode = .exec
) throws(CompileError) -> SourceText {
    try bytes.withUnsafeBufferPointer { (pointer) throws(CompileError) in
        try SourceText(UnsafeRawBufferPointer(pointer), origin: origin, filename: "t.py", mode: mode)
    }
}

/// The tokens of a program, as `Fixtures/record_tokens.py` writes them; the last line may be an error.
private func tokens(_ program: [UInt8]) -> [String] {
    var lines: [String] = []
    do throws(CompileError) {
        let source = try source(program)
        let tokenizer = Tokenizer(source, options: CompileOptions())
        while true {
            let token = try tokenizer.next()
            let kind =
                switch token.kind {
                case .endMarker, .name, .number, .string, .newline, .indent, .dedent, .fStringStart, .fStringMiddle, .fStringEnd:
                    "\(token.kind)"
                default: token.kind.isKeyword ? "name" : "operator"
                }
            let text = source.text(token)
            // CPython's iterator, with which the fixture was recorded, does not report these ends as the parser sees them.
            let isEndKnown = kind != "newline" && !(kind == "fStringMiddle" && (text.last == UInt8(ascii: "{") || text.last == UInt8(ascii: "}")))
            let end = isEndKnown ? "\(token.endColumn)" : "*"
            let shown = kind == "newline" ? "" : hexadecimal(text)
            lines.append("\(kind) \(token.line) \(token.column) \(token.endLine) \(end) \(shown)".trimmingCharacters(in: .whitespaces))
            if token.kind == .endMarker { return lines }
        }
    } catch {
        lines.append("ERROR \(error.category.rawValue): \(error.message) \(error.line ?? -9) \(error.column ?? -9) \(error.endColumn ?? -9)")
        return lines
    }
}

@Suite struct TokenizerTests {
    @Test func tokensAndErrorsAreThoseOfCPython() throws {
        var program: [UInt8]?
        var expected: [String] = []
        var count = 0
        func check() {
            guard let program else { return }
            count += 1
            // CPython's iterator gives no tokens at all for an empty program.
            if expected.isEmpty { return }
            let text = String(decoding: program, as: UTF8.self)
            #expect(tokens(program) == expected, "\(text.debugDescription)")
        }
        for line in try fixture("Tokens") {
            if line.hasPrefix("== ") || line == "==" {
                check()
                program = bytes(hexadecimal: line.dropFirst(3))
                expected = []
            } else if !line.isEmpty {
                expected.append(line)
            }
        }
        check()
        #expect(count > 160)
    }

    @Test func keywordsHaveKindsOfTheirOwn() throws {
        let text = "False None True and as assert async await break class continue def del elif else except finally for from global "
            + "if import in is lambda nonlocal not or pass raise return try while with yield"
        let source = try source(Array(text.utf8))
        let tokenizer = Tokenizer(source, options: CompileOptions())
        var kind = TokenKind.false_.rawValue
        for _ in text.split(separator: " ") {
            #expect(try tokenizer.next().kind.rawValue == kind)
            kind += 1
        }
        #expect(kind == TokenKind.yield.rawValue + 1)
        #expect(try tokenizer.next().kind == .newline)
    }

    @Test func softKeywordsAreNames() throws {
        let tokenizer = Tokenizer(try source(Array("match case type _ matched __".utf8)), options: CompileOptions())
        for expected in [SoftKeyword.match, .case_, .type, .underscore, .none, .none] {
            let token = try tokenizer.next()
            #expect(token.kind == .name)
            #expect(token.softKeyword == expected)
        }
    }

    @Test func typeCommentsAreTokensWhenAskedFor() throws {
        let text = "x = 1 # type: int\n#type:ignore[a]\ny #  type:  ignore\nz # type: ignored\n"
        var options = CompileOptions()
        options.typeComments = true
        let source = try source(Array(text.utf8))
        let tokenizer = Tokenizer(source, options: options)
        var found: [String] = []
        while true {
            let token = try tokenizer.next()
            if token.kind == .endMarker { break }
            if token.kind == .typeComment || token.kind == .typeIgnore {
                found.append("\(token.kind) \(token.line) \(String(decoding: source.text(token), as: UTF8.self))")
            }
        }
        #expect(found == ["typeComment 1 int", "typeIgnore 2 [a]\n", "typeIgnore 3 ", "typeComment 4 ignored"])
        let plain = Tokenizer(source, options: CompileOptions())
        var count = 0
        while try plain.next().kind != .endMarker { count += 1 }
        #expect(count == 8)
    }

    @Test func anErrorIsThrownAgain() throws {
        let tokenizer = Tokenizer(try source(Array("x 08".utf8)), options: CompileOptions())
        #expect(try tokenizer.next().kind == .name)
        for _ in 0..<2 {
            #expect(throws: CompileError.self) { try tokenizer.next() }
        }
        #expect(tokenizer.hasFailed && !tokenizer.raisedByParser)
    }

    /// CPython warns of `1or 2`, and takes it.
    @Test func keywordsBehindNumbersGiveWarnings() throws {
        final class Log: @unchecked Sendable { var lines: [String] = [] }
        let log = Log()
        var options = CompileOptions()
        options.warn = { (warning) throws(CompileError) in log.lines.append("\(warning.line) \(warning.message)") }
        let tokenizer = Tokenizer(try source(Array("1or 2\n0xfor x\n1jif 1else 2\nf'\\{x}'\n".utf8)), options: options)
        while try tokenizer.next().kind != .endMarker {}
        #expect(
            log.lines == [
                "1 invalid decimal literal", "2 invalid hexadecimal literal", "3 invalid imaginary literal", "3 invalid decimal literal",
                "4 invalid escape sequence '\\{'",
            ])
    }
}

@Suite struct SourceTextTests {
    /// What tokenizing the bytes of a file to the end throws.
    private func error(_ bytes: [UInt8], _ origin: SourceText.Origin = .file) -> CompileError? {
        do throws(CompileError) {
            let tokenizer = Tokenizer(try source(bytes, origin), options: CompileOptions())
            while try tokenizer.next().kind != .endMarker {}
            return nil
        } catch {
            return error
        }
    }

    @Test func lineEndsBecomeNewlines() throws {
        let source = try source(Array("a\r\nb\rc\n\r\nd".utf8))
        #expect(Array(UnsafeBufferPointer(start: source.base, count: source.count)) == Array("a\nb\nc\n\nd\n".utf8))
        #expect(Array(source.line(3)) == Array("c".utf8))
        #expect(Array(source.line(5)) == Array("d".utf8))
        #expect(source.line(6).isEmpty)
        let expression = try KraitCompiler.SourceText("a + b", filename: "", mode: .eval)
        #expect(expression.count == 5)
    }

    @Test(arguments: ["latin-1", "iso-8859-1", "Latin_1-unix", "ISO_8859-1", "cp1252", "windows-1252"])
    func cookiesOfWesternEncodingsAreFollowed(name: String) throws {
        let source = try source(Array("# -*- coding: \(name) -*-\nx = '".utf8) + [0xE9] + Array("'\n".utf8), .file)
        #expect(Array(source.line(2)) == Array("x = 'é'".utf8))
    }

    @Test func cookiesOfOtherEncodingsAreFollowed() throws {
        for (name, byte, text) in [("koi8-r", UInt8(0xC1), "а"), ("iso-8859-15", 0xA4, "€"), ("cp437", 0x81, "ü"), ("mac-roman", 0x8E, "é")] {
            let source = try source(Array("\n\u{0C}#vim: set fileencoding=\(name) :\n".utf8) + [byte], .file)
            #expect(Array(source.line(3)) == Array(text.utf8), "\(name)")
        }
    }

    @Test func cookiesCountOnlyInCommentsOfTheFirstTwoLines() {
        #expect(error(Array("'''\n# coding: foo\n'''\n".utf8)) == nil)
        #expect(error(Array("x=1 # coding: foo\n".utf8)) == nil)
        #expect(error(Array("x=1\n# coding: foo\n".utf8)) == nil)
        #expect(error(Array("\n\n# coding: foo\n".utf8)) == nil)
        #expect(error(Array("\n# coding: foo\n".utf8)) == CompileError(.syntaxError, "encoding problem: foo"))
        #expect(error(Array("# coding: foo\n".utf8), .string) == nil)
    }

    @Test func unknownEncodingsAreRefused() {
        #expect(error(Array("# coding: foo\n".utf8)) == CompileError(.syntaxError, "encoding problem: foo"))
        #expect(error(Array("# coding: foo\n".utf8), .bytes) == CompileError(.syntaxError, "unknown encoding: foo", line: 0, column: -1))
        #expect(error(Array("# coding: utf-16\n".utf8)) == CompileError(.syntaxError, "encoding problem: utf-16"))
        #expect(error(Array("# coding: ascii\n'".utf8) + [0xFF]) == CompileError(.syntaxError, "encoding problem: ascii"))
        #expect(
            error(Array("# coding: ascii\nx='".utf8) + [0xFF], .bytes)
                == CompileError(.syntaxError, "'ascii' codec can't decode byte 0xff in position 19: ordinal not in range(128)", line: 0, column: -1))
        #expect(
            error(Array("# coding: cp1252\nx='".utf8) + [0x81], .bytes)
                == CompileError(
                    .syntaxError, "'charmap' codec can't decode byte 0x81 in position 20: character maps to <undefined>", line: 0, column: -1))
        #expect(error([0xEF, 0xBB, 0xBF] + Array("# coding: latin-1\n".utf8)) == CompileError(.syntaxError, "encoding problem: iso-8859-1 with BOM"))
        #expect(error([0xEF, 0xBB, 0xBF] + Array("# coding: utf-8\n".utf8)) == nil)
    }

    @Test func bytesThatAreNotUTF8AreRefusedWhereTheirLineIsRead() {
        let place = "in file t.py on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details"
        #expect(error(Array("x=1\n# abc".utf8) + [0xC3]) == CompileError(.syntaxError, "Non-UTF-8 code starting with '\\xc3' \(place)"))
        #expect(error(Array("x=1\n'".utf8) + [0xED, 0xA0, 0x80]) == CompileError(.syntaxError, "Non-UTF-8 code starting with '\\xed' \(place)"))
        // An error before that line comes first.
        #expect(error(Array("08\n".utf8) + [0xFF])?.line == 1)
        // Told that it is UTF-8, CPython looks only at names and strings.
        #expect(error(Array("# coding: utf-8\n# ".utf8) + [0xFF]) == nil)
        #expect(
            error(Array("# coding: utf-8\nx = ".utf8) + [0xFF, 0xFE])
                == CompileError(
                    .syntaxError, "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte", line: 2,
                    column: 5, endLine: 2, endColumn: -1, text: "x = \u{FFFD}\u{FFFD}"))
    }

    /// Of a line longer than 999 bytes, CPython shows the last part; where that cuts a character in two, the whole line.
    @Test func longLinesAreShownInParts() throws {
        func shown(_ count: Int, cookie: String = "") throws -> Int {
            let text = Array("\(cookie)\(String(repeating: "é", count: count)) $\n".utf8)
            return String(decoding: try source(text, .file).shownLine(cookie.isEmpty ? 1 : 2), as: UTF8.self).count
        }
        #expect(try shown(498) == 501)
        #expect(try shown(499) == 2)
        #expect(try shown(500) == 503)
        #expect(try shown(1200) == 204)
        #expect(try shown(500, cookie: "# coding: utf-8\n") == 4)
    }

    @Test func nullBytesAreRefused() {
        #expect(
            error(Array("x=1\ny=".utf8) + [0, 10])
                == CompileError(.syntaxError, "source code cannot contain null bytes", line: 2, column: 0, endLine: 2, endColumn: 0, text: "y="))
        #expect(error([0], .bytes) == CompileError(.syntaxError, "source code string cannot contain null bytes"))
    }
}

@Suite struct LiteralTests {
    @Test func numbersHaveCPythonsValues() throws {
        var count = 0
        for line in try fixture("Numbers") where !line.isEmpty {
            let parts = line.split(separator: " ")
            let result = Array(parts[0].utf8).withUnsafeBufferPointer { NumberLiteral.value(of: $0) }
            let expected: Constant =
                switch parts[1] {
                case "int": .int(try #require(BigInt(String(parts[2]), radix: 16)))
                case "float": .float(Double(bitPattern: try #require(UInt64(parts[2], radix: 16))))
                default: .complex(real: 0, imaginary: Double(bitPattern: try #require(UInt64(parts[2], radix: 16))))
                }
            guard case .value(let value) = result else {
                Issue.record("\(parts[0]) has too many digits")
                continue
            }
            #expect(value == expected, "\(parts[0])")
            count += 1
        }
        #expect(count > 300)
    }

    @Test func decimalsHaveALimitOfDigits() {
        func digitsRefused(_ text: String) -> Int? {
            if case .tooManyDigits(let count) = Array(text.utf8).withUnsafeBufferPointer({ NumberLiteral.value(of: $0) }) { return count }
            return nil
        }
        #expect(digitsRefused(String(repeating: "9", count: 4300)) == nil)
        #expect(digitsRefused(String(repeating: "9", count: 4301)) == 4301)
        #expect(digitsRefused(String(repeating: "1_0", count: 3000)) == 6000)
        #expect(digitsRefused(String(repeating: "0", count: 5000)) == nil)
        #expect(digitsRefused("0x" + String(repeating: "f", count: 5000)) == nil)
    }

    /// The value, or the error, and the warnings.
    private func string(_ literal: [UInt8]) throws -> [String] {
        final class Log: @unchecked Sendable { var lines: [String] = [] }
        let log = Log()
        var options = CompileOptions()
        options.mode = .eval
        options.warn = { (warning) throws(CompileError) in log.lines.append("  \(warning.category.rawValue): \(warning.message)") }
        let tree = SyntaxTree()
        var result: String
        do throws(CompileError) {
            let tokenizer = Tokenizer(try source(literal, mode: .eval), options: options)
            let builder = LiteralBuilder(tokenizer: tokenizer, tree: tree, options: options)
            guard case .constant(let index, let isUnicodeKind) = try builder.string(try tokenizer.next()).kind else { return [] }
            switch tree[index] {
            case .bytes(let value): result = "bytes \(hexadecimal(value))"
            case .string(let value): result = "\(isUnicodeKind ? "u-" : "")string \(hexadecimal(value.utf8))"
            default: return []
            }
        } catch {
            result = "error \(error.message) \(error.line ?? -9) \(error.column ?? -9) \(error.endColumn ?? -9)"
        }
        return ["  " + result.trimmingCharacters(in: .whitespaces)] + log.lines
    }

    @Test func stringsHaveCPythonsValuesErrorsAndWarnings() throws {
        var literal: [UInt8] = []
        var expected: [String] = []
        var count = 0
        for line in try fixture("Strings") + ["end"] {
            if line.hasPrefix("  ") {
                expected.append(line)
                continue
            }
            if !literal.isEmpty {
                #expect(try string(literal) == expected, "\(String(decoding: literal, as: UTF8.self).debugDescription)")
                count += 1
            }
            literal = line == "end" ? [] : bytes(hexadecimal: line)
            expected = []
        }
        #expect(count == 53)
    }

    /// Concatenation and f-strings: the nodes, their ranges and the texts of `{x = }`.
    @Test func formattedStringsHaveCPythonsTrees() throws {
        var options = CompileOptions()
        options.mode = .eval
        var program: [UInt8] = []
        var count = 0
        for line in try fixture("FormattedStrings") where !line.isEmpty {
            guard line.hasPrefix("  ") else {
                program = bytes(hexadecimal: line)
                continue
            }
            let tree = try parse(try source(program, .string, mode: .eval), options: options)
            let dump = String(decoding: try tree.dump(includeAttributes: true, indent: nil), as: UTF8.self)
            #expect(dump == line.dropFirst(2), "\(String(decoding: program, as: UTF8.self).debugDescription)")
            count += 1
        }
        #expect(count > 50)
    }
}
