import Testing

@testable import KraitBytecode

/// Location and exception tables against CPython 3.13 (`Fixtures/record_serialization.py`).
struct TableTests {
    private static func lineTables() throws -> [(table: LineTable, lines: String, positions: String)] {
        try fixture("tables.txt").filter { $0[0] == "L" }.map { row in
            (LineTable(bytes(hex: row[2]), firstLine: Int(row[1])!), row[3], row[4])
        }
    }

    @Test func linesAreThoseOfCoLines() throws {
        for (table, lines, _) in try Self.lineTables() {
            let found = table.lines.map { "\($0.start),\($0.end),\($0.line.map(String.init) ?? "None")" }
            #expect(found.joined(separator: " ") == lines)
        }
    }

    @Test func positionsAreThoseOfCoPositions() throws {
        for (table, _, positions) in try Self.lineTables() {
            var runs: [(range: SourceRange, count: Int)] = []
            for range in table.positions {
                if let last = runs.last, last.range == range { runs[runs.count - 1].count += 1 } else { runs.append((range, 1)) }
            }
            let found = runs.map { "\($0.count):\($0.range.line),\($0.range.endLine),\($0.range.column),\($0.range.endColumn)" }
            #expect(found.joined(separator: " ") == positions)
        }
    }

    @Test func encodingGivesTheBytesOfCPython() throws {
        // Tables of compiled code only: the random ones do not have the shortest form.
        for row in try fixture("marshal_files.txt") {
            var pending = [try PycFile(reading: bytes(hex: row[0]), name: "m").code]
            while let code = pending.popLast() {
                for case .code(let inner) in code.fields.constants { pending.append(inner) }
                var encoder = LineTable.Encoder(firstLine: code.fields.firstLine)
                for run in LineTable(code).runs { encoder.append(run.range, units: (run.end - run.start) / 2) }
                #expect(encoder.finish() == code.fields.lineTable)
            }
        }
    }

    @Test func rangeAtAnOffset() {
        let first = SourceRange(line: 3, column: 4, endLine: 3, endColumn: 9), second = SourceRange(line: 9, column: 100, endLine: 12, endColumn: 2)
        var encoder = LineTable.Encoder(firstLine: 3)
        encoder.append(first, units: 10)
        encoder.append(.none, units: 1)
        encoder.append(second, units: 2)
        let table = LineTable(encoder.finish(), firstLine: 3)
        #expect(table.range(at: 0) == first && table.range(at: 19) == first && table.range(at: 20) == .none)
        #expect(table.range(at: 22) == second && table.range(at: 26) == .none && table.range(at: -1) == .none)
    }

    @Test(arguments: [[0xF0], [0xF0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x00], [0xE8], [0xFF, 0xD0]] as [[UInt8]])
    func brokenLocationTablesAreReadToTheirEnd(_ bytes: [UInt8]) {
        #expect(LineTable(bytes, firstLine: Int(Int32.max)).positions.count <= bytes.count * 8)
    }

    @Test func exceptionEntriesAreCPythons() throws {
        let rows = try fixture("tables.txt").filter { $0[0] == "E" }
        #expect(rows.count > 10)
        for row in rows {
            let table = ExceptionTable(decoding: bytes(hex: row[1]))
            let found = table.entries.map { "\($0.start),\($0.end),\($0.target),\($0.depth),\($0.pushesOffset ? 1 : 0)" }
            #expect((found.isEmpty ? "-" : found.joined(separator: " ")) == row[2])
            #expect(!table.isMalformed)
            #expect(table.encoded == bytes(hex: row[1]))
        }
    }

    @Test func brokenExceptionTablesAreNoticed() {
        #expect(ExceptionTable(decoding: [0x81, 0x02, 0x03]).isMalformed)
        #expect(ExceptionTable(decoding: [0x81, 0x02, 0x03, 0x04, 0xC1]).isMalformed)
        #expect(ExceptionTable(decoding: [0x81, 0x02, 0x03, 0x04, 0xC1]).entries.count == 1)
        #expect(ExceptionTable(decoding: Array(repeating: 0xFF, count: 40)).isMalformed)
    }

    @Test(arguments: [0, 63, 64, 4095, 4096, 1 << 18, 1 << 24, 1 << 29])
    func exceptionEntriesOfAnySizeAreReadAsWritten(_ units: Int) {
        let entry = ExceptionTable.Entry(start: units * 2, end: units * 4, target: units * 2, depth: units / 2, pushesOffset: true)
        #expect(ExceptionTable(decoding: ExceptionTable([entry]).encoded).entries == [entry])
    }
}
