import Foundation
import Testing

@testable import KraitBytecode

func constructs() throws -> CodeObject { try PycFile(reading: fixtureBytes("constructs.pyc"), name: "constructs").code }

/// Lines, with the addresses of code objects counted in the order of their appearance.
private func lines(_ text: [UInt8]) -> [String] {
    var numbers: [Substring: Int] = [:]
    return String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard let code = line.range(of: "<code object "), let mark = line.range(of: " at 0x", range: code.upperBound..<line.endIndex),
            let end = line[mark.upperBound...].firstIndex(of: ",")
        else { return String(line) }
        let address = line[mark.upperBound..<end]
        let number = numbers[address] ?? numbers.count
        numbers[address] = number
        return line[..<mark.upperBound] + "\(number)" + line[end...]
    }
}

@Suite struct DisassemblerTests {
    @Test(arguments: [("constructs.dis.txt", false), ("constructs.dis-CO.txt", true)])
    func showsWhatCPythonShows(recorded: String, withCachesAndOffsets: Bool) throws {
        var options = Disassembler.Options()
        options.showsCaches = withCachesAndOffsets
        options.showsOffsets = withCachesAndOffsets
        let got = lines(try Disassembler.disassemble(constructs(), options: options))
        let expected = lines(try fixtureBytes(recorded))
        #expect(got.count == expected.count)
        for (number, pair) in zip(got, expected).enumerated() where pair.0 != pair.1 {
            Issue.record("line \(number + 1): \(pair.0) instead of \(pair.1)")
        }
    }

    @Test func showsMalformedCode() throws {
        let code = CodeObject(CodeObject.Fields()).replacing {
            $0.code = [83, 200, 77, 9, 0, 0, 45, 99, 0, 0, 58, 255, 0, 0, 3, 7, 0, 0, 60, 9, 71]
            $0.exceptionTable = [0xFF]
        }
        let text = String(decoding: try Disassembler.disassemble(code), as: UTF8.self)
        #expect(
            text.split(separator: "\n").map { $0.drop { $0 == " " } } == [
                "LOAD_CONST             200", "JUMP_BACKWARD            9 (to L1)", "BINARY_OP               99",
                "COMPARE_OP             255", "BINARY_OP_INPLACE_ADD_UNICODE 7 (|)", "CONVERT_VALUE            9",
            ])
    }

    @Test func stopsAtTheLimit() throws {
        var code = CodeObject(CodeObject.Fields()).replacing { $0.code = [36, 0] }
        for _ in 0..<60 { code = code.replacing { $0.constants = [.code(code), .code(code)] } }
        var options = Disassembler.Options()
        options.limit = 100_000
        #expect(throws: ReprError.textTooLong) { try Disassembler.disassemble(code, options: options) }
    }
}

@Suite struct ReprTests {
    private func repr(_ constant: Constant) throws -> String { String(decoding: try constant.repr(), as: UTF8.self) }

    @Test func floatsAndComplexNumbersReadAsInCPython() throws {
        for line in String(decoding: try fixtureBytes("floats.txt"), as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ")
            let value = Double(bitPattern: try #require(UInt64(fields[0], radix: 16)))
            let text = try repr(.float(value))
            #expect(text == fields[1])
            #expect(try repr(.complex(real: 1, imaginary: value)) == fields[2])
            #expect(try repr(.complex(real: 0, imaginary: value)) == fields[3])
            #expect(try repr(.complex(real: value, imaginary: -1)) == fields[4])
        }
    }

    @Test func longIntsHaveNone() throws {
        let longest = "9" + String(repeating: "0", count: 4299)
        #expect(try repr(.int(try #require(BigInt(longest)))) == longest)
        #expect(throws: ReprError.integerTooLong) { try repr(.int(try #require(BigInt(longest + "0")))) }
        #expect(throws: ReprError.integerTooLong) { try repr(.int(BigInt(1) << 100_000)) }
    }

    @Test func textIsLimited() {
        var constant = Constant.tuple([.none])
        for _ in 0..<60 { constant = .tuple([constant, constant]) }
        #expect(throws: ReprError.textTooLong) { try constant.repr(limit: 10_000) }
    }

    @Test func deepNestingTakesNoStack() throws {
        var constant = Constant.none
        for _ in 0..<2000 { constant = .tuple([constant]) }
        #expect(try constant.repr().count == 2000 + 4 + 4000)
    }

    /// `list(frozenset(…))` under PYTHONHASHSEED=0.
    @Test func setsAreInTheOrderOfCPythonsHashTable() throws {
        #expect(
            try repr(.frozenSet(["spam", "eggs", "ham", "a", "b", "c"].map { .string($0) })) == "frozenset({'eggs', 'b', 'c', 'a', 'ham', 'spam'})")
        #expect(try repr(.frozenSet([1, 9, 17, 25, 2].map { .int($0) })) == "frozenset({1, 2, 9, 17, 25})")
        #expect(try repr(.frozenSet([.ellipsis, .int(1)])) == "frozenset({Ellipsis, 1})")
        #expect(try repr(.frozenSet([])) == "frozenset()")
    }

    /// What `compile()` makes of the displays under PYTHONHASHSEED=0: the first is copied twice, as its strings can be names.
    @Test func compiledSetsAreInTheOrderOfTheirCopies() throws {
        func compiled(_ elements: [PythonString]) -> Constant { .frozenSet(Constant.orderInCompiledSet(elements.map { .string($0) })) }
        #expect(
            try repr(compiled(["ignore", "error", "always", "default", "module", "once"]))
                == "frozenset({'always', 'ignore', 'module', 'once', 'error', 'default'})")
        #expect(try repr(compiled(["a b", "c d", "e f", "g h", "i j"])) == "frozenset({'i j', 'a b', 'e f', 'g h', 'c d'})")
    }
}
