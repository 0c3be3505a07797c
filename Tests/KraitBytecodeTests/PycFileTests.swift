import Testing

@testable import KraitBytecode

struct PycFileTests {
    private let code = CodeObject(CodeObject.Fields())

    @Test(arguments: [
        PycFile.Validation.timestamp(1_700_000_000, sourceSize: 12), .hash(0x0123_4567_89AB_CDEF, isChecked: true), .hash(1, isChecked: false),
    ])
    func headersAreReadAsTheyWereWritten(_ validation: PycFile.Validation) throws {
        let bytes = try PycFile(code, validation: validation).bytes()
        #expect(Array(bytes[0..<4]) == [0xF3, 0x0D, 0x0D, 0x0A])
        let file = try PycFile(reading: bytes, name: "m")
        #expect(file.validation == validation)
        #expect(file.version.magicNumber == 3571)
        #expect(file.code == code)
    }

    @Test func headerBytes() throws {
        let timestamp = try PycFile(code, validation: .timestamp(0x0102_0304, sourceSize: 5)).bytes()
        #expect(Array(timestamp[4..<16]) == [0, 0, 0, 0, 4, 3, 2, 1, 5, 0, 0, 0])
        let checked = try PycFile(code, validation: .hash(0x0807_0605_0403_0201, isChecked: true)).bytes()
        #expect(Array(checked[4..<16]) == [3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
        let unchecked = try PycFile(code, validation: .hash(0, isChecked: false)).bytes()
        #expect(unchecked[4] == 1)
    }

    /// Messages of importlib._bootstrap_external.
    @Test(arguments: [
        ([], "ImportError: bad magic number in 'm': b''"),
        ([0xF3, 0x0D, 0x0D], "ImportError: bad magic number in 'm': b'\\xf3\\r\\r'"),
        ([0xCB, 0x0D, 0x0D, 0x0A, 0, 0], "ImportError: bad magic number in 'm': b'\\xcb\\r\\r\\n'"),
        ([0xF3, 0x0D, 0x0D, 0x0A, 0, 0], "EOFError: reached EOF while reading pyc header of 'm'"),
        ([0xF3, 0x0D, 0x0D, 0x0A, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "ImportError: invalid flags 4 in 'm'"),
        ([0xF3, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "EOFError: EOF read where object expected"),
        ([0xF3, 0x0D, 0x0D, 0x0A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x4E], "ImportError: Non-code object in 'm'"),
    ] as [([UInt8], String)])
    func wrongFilesGiveTheErrorsOfImportlib(_ bytes: [UInt8], _ message: String) {
        let error = #expect(throws: MarshalError.self) { try PycFile(reading: bytes, name: "m") }
        #expect(error?.description == message)
    }

    @Test func sourceHashesAreCPythons() throws {
        let rows = try fixture("source_hashes.txt")
        #expect(rows.count == 24)
        for row in rows {
            let hash = PycFile.sourceHash(bytes(hex: row[0]))
            #expect((0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * $0)) } == bytes(hex: row[1]))
        }
    }

    @Test func staleFilesAreFound() throws {
        let timestamp = PycFile.Validation.timestamp(100, sourceSize: 7)
        try PycFile.check(timestamp, modificationTime: 100 + 1 << 32, sourceSize: 7, name: "m")
        let stale = #expect(throws: MarshalError.self) { try PycFile.check(timestamp, modificationTime: 101, sourceSize: 7, name: "m") }
        #expect(stale?.description == "ImportError: bytecode is stale for 'm'")
        let source = Array("x = 1\n".utf8)
        let hash = PycFile.Validation.hash(PycFile.sourceHash(source), isChecked: true)
        try PycFile.check(hash, source: source, name: "m")
        let wrong = #expect(throws: MarshalError.self) { try PycFile.check(hash, source: [], name: "m") }
        #expect(wrong?.description == "ImportError: hash in bytecode doesn't match hash of source 'm'")
    }
}
