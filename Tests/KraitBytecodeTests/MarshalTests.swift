import Testing

@testable import KraitBytecode

/// Marshal against CPython 3.13 (`Fixtures/record_serialization.py`).
struct MarshalTests {
    @Test func readingGivesTheValueOrTheErrorOfCPython() throws {
        let rows = try fixture("marshal_reading.txt")
        #expect(rows.count > 500)
        var refused = 0
        for row in rows {
            let result: String
            do {
                let value = try Marshal.read(bytes(hex: row[0]))
                if holdsCode(value) {
                    result = "code"
                } else {
                    let text = ascii(String(decoding: try value.repr(), as: UTF8.self))
                    result = text.utf8.count < 2000 ? text : "long"
                }
            } catch let error as MarshalError {
                result = "!\(error)"
                // CPython reads on after what a code object cannot hold, and may find something else.
                if result.hasSuffix("in a code object)") {
                    refused += 1
                    continue
                }
            }
            #expect(result == row[1], "\(row[0].prefix(200))")
        }
        #expect(refused < 5)
    }

    private func holdsCode(_ value: Constant) -> Bool {
        switch value {
        case .code: true
        case .tuple(let items): items.contains { if case .code = $0 { true } else { false } }
        default: false
        }
    }

    /// `ascii()` of what `repr()` gave.
    private func ascii(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            let number = scalar.value
            if number < 0x80 { return String(scalar) }
            let digits = String(number, radix: 16)
            let (prefix, width) = number < 0x100 ? ("\\x", 2) : number < 0x10000 ? ("\\u", 4) : ("\\U", 8)
            return prefix + String(repeating: "0", count: width - digits.count) + digits
        }.joined()
    }

    @Test func writingGivesTheBytesOfCPython() throws {
        let rows = try fixture("marshal_files.txt")
        #expect(rows.count == 5)
        for row in rows {
            let expected = bytes(hex: row[0])
            let file = try PycFile(reading: expected, name: "file")
            #expect(try file.bytes() == expected)
        }
    }

    @Test func everyTruncationOfAFileIsAnError() throws {
        let whole = bytes(hex: try fixture("marshal_files.txt")[1][0])
        for count in 0..<whole.count {
            #expect(throws: MarshalError.self) { try PycFile(reading: Array(whole.prefix(count)), name: "file") }
        }
    }

    @Test(arguments: [
        Constant.none, .ellipsis, .bool(true), .bool(false), .int(0), .int(BigInt(Int32.min)), .int(BigInt(Int32.min) - 1), .int(BigInt(1) << 64),
        .int(-(BigInt(1) << 960)), .int((BigInt(1) << 75) - 1), .float(-0.0), .float(.infinity), .complex(real: -0.0, imaginary: 2), .string(""), .string("é"),
        .string(PythonString(codePoints: [0xD800, 0x61])), .bytes([]), .bytes([0, 255]),
        .tuple([]), .tuple([.int(1), .tuple([.string("a"), .string("a")])]),
        .frozenSet([.int(1), .float(1), .string("x")]),
    ])
    func whatIsWrittenIsReadAgain(_ value: Constant) throws { #expect(try Marshal.read(Marshal.write(value)) == value) }

    @Test(arguments: [255, 256, 70_000]) func longStringsAndTuplesAreReadAgain(_ count: Int) throws {
        let value = Constant.tuple(
            Array(repeating: .none, count: count) + [.string(PythonString(String(repeating: "x", count: count)))])
        #expect(try Marshal.read(Marshal.write(value)) == value)
    }

    @Test func nanKeepsItsBits() throws {
        let value = Constant.float(Double(bitPattern: 0xFFF8_0000_0000_0001))
        #expect(try Marshal.read(Marshal.write(.tuple([value, value]))) == .tuple([value, value]))
    }

    @Test func itemsOfFrozensetsAreSortedByTheirBytes() throws {
        let first = Constant.frozenSet([.string("b"), .int(3), .string("a"), .tuple([.int(1)])])
        let second = Constant.frozenSet([.tuple([.int(1)]), .string("a"), .int(3), .string("b")])
        #expect(try Marshal.write(first) == Marshal.write(second))
        // CPython: marshal.dumps(frozenset(["b", 3, "a", (1,)]))
        #expect(try Marshal.write(first) == bytes(hex: "be04000000a901e901000000da0161da0162e903000000"))
    }

    @Test func nestingHasCPythonsLimit() throws {
        func nested(_ depth: Int) -> Constant { (0..<depth).reduce(.none) { inner, _ in .tuple([inner]) } }
        let deep = try Marshal.write(nested(1999))
        #expect(try Marshal.write(Marshal.read(deep)) == deep)
        let error = #expect(throws: MarshalError.self) { try Marshal.write(nested(2001)) }
        #expect(error?.message == "object too deeply nested to marshal")
    }

    /// Sorting by marshalled items again and again at each level would never end.
    @Test func frozensetsMayNestDeep() throws {
        let deep = try Marshal.write((0..<200).reduce(.int(1)) { inner, _ in .frozenSet([inner, .none]) })
        #expect(try Marshal.write(Marshal.read(deep)) == deep)
    }

    /// CPython reads this as a tuple that holds itself.
    @Test func tuplesInThemselvesAreRefused() {
        let error = #expect(throws: MarshalError.self) { try Marshal.read(bytes(hex: "a901a9017201000000")) }
        #expect(error?.message == "bad marshal data (invalid reference)")
    }

    @Test func listsSetsAndTheLikeAreRefused() {
        for (data, what) in [("[", "list"), ("{", "dict"), ("<", "set"), ("S", "StopIteration")] {
            let error = #expect(throws: MarshalError.self) { try Marshal.read(Array(data.utf8)) }
            #expect(error?.message == "bad marshal data (\(what) in a code object)")
        }
    }

    /// Each tuple holds the one before twice: the last of 40 would stand for a million million items.
    @Test func objectsThatShareExponentiallyAreRefused() {
        var chain: [UInt8] = [UInt8(ascii: ")"), 41, UInt8(ascii: ")") | 0x80, 0]
        for level in 0..<UInt8(40) { chain += [UInt8(ascii: ")") | 0x80, 2] + [UInt8(ascii: "r"), level, 0, 0, 0] + [UInt8(ascii: "r"), level, 0, 0, 0] }
        let error = #expect(throws: MarshalError.self) { try Marshal.read(chain) }
        #expect(error?.message == "bad marshal data (objects shared too often)")
    }
}
