/// The location table of a code object (`co_linetable`): for each code unit, where in the source it comes from.
///
///     entry    1 kkkk lll   lll + 1 code units, of kind kkkk
///     kind 0-9              same line; one byte: column = kind << 3 | byte >> 4, end column = column + (byte & 15)
///          10, 11, 12       line + kind - 10; two bytes: column, end column
///          13               line + signed; no columns
///          14               line + signed; end line = line + varint; column + 1, end column + 1: varints, 0 for none
///          15               no location
///     varint   x1 dddddd … x0 dddddd, low bits first; signed: the sign is the lowest bit
///
/// The line counts on from `co_firstlineno`. In CPython: InternalDocs/code_objects.md, Python/assemble.c, Objects/codeobject.c.
/// Reading is safe for any bytes: what is cut off reads as zero, numbers wrap at 32 bits.
public struct LineTable: Sendable {
    public let bytes: [UInt8]
    public let firstLine: Int

    public init(_ bytes: [UInt8], firstLine: Int) {
        self.bytes = bytes
        self.firstLine = firstLine
    }

    public init(_ code: CodeObject) { self.init(code.fields.lineTable, firstLine: code.fields.firstLine) }

    /// A stretch of bytecode that has one source range: one entry of the table.
    public struct Run: Hashable, Sendable {
        /// Offset of the first code unit, in bytes.
        public var start: Int
        /// Offset after the last code unit, in bytes.
        public var end: Int
        /// `SourceRange.none` where there is no location; -1 for single columns that are not known.
        public var range: SourceRange
    }

    /// A stretch of bytecode on one line, as `co_lines()` gives it.
    public struct Line: Hashable, Sendable {
        public var start: Int
        public var end: Int
        /// nil where there is no location.
        public var line: Int?
    }

    /// The entries in order.
    public var runs: Runs { Runs(self) }

    /// `co_lnotab`, the form of Python 3.10 and before: pairs of a distance in bytes of code, and of the distance in lines that begins there.
    public var lineDeltas: [UInt8] {
        var result: [UInt8] = [], offset = 0, line = firstLine
        for run in runs where run.range.line >= 0 && Int(run.range.line) != line {
            var bytes = run.start - offset, lines = Int(run.range.line) - line
            while bytes > 255 {
                result += [255, 0]
                bytes -= 255
            }
            while lines > 127 || lines < -128 {
                let step = lines > 0 ? 127 : -128
                result += [UInt8(bytes), UInt8(bitPattern: Int8(step))]
                bytes = 0
                lines -= step
            }
            result += [UInt8(bytes), UInt8(bitPattern: Int8(lines))]
            offset = run.start
            line = Int(run.range.line)
        }
        return result
    }

    public struct Runs: Sequence, IteratorProtocol, Sendable {
        private let bytes: [UInt8]
        private var position = 0
        private var offset = 0
        private var line: Int32

        init(_ table: LineTable) {
            bytes = table.bytes
            line = Int32(truncatingIfNeeded: table.firstLine)
        }

        public mutating func next() -> Run? {
            guard position < bytes.count else { return nil }
            let head = bytes[position]
            position += 1
            let start = offset
            offset += (Int(head & 7) + 1) * 2
            var range = SourceRange.none
            let kind = head >> 3 & 15
            switch kind {
            case 15: break
            case 14:
                line = line &+ signed()
                range.line = line
                range.endLine = line &+ Int32(truncatingIfNeeded: varint())
                range.column = Int32(truncatingIfNeeded: varint()) &- 1
                range.endColumn = Int32(truncatingIfNeeded: varint()) &- 1
            case 13:
                line = line &+ signed()
                range.line = line
                range.endLine = line
            case 10...12:
                line = line &+ Int32(kind - 10)
                range = SourceRange(line: line, column: Int32(byte()), endLine: line, endColumn: Int32(byte()))
            default:
                let packed = byte()
                let column = Int32(kind) << 3 | Int32(packed >> 4)
                range = SourceRange(line: line, column: column, endLine: line, endColumn: column + Int32(packed & 15))
            }
            return Run(start: start, end: offset, range: range)
        }

        private mutating func byte() -> UInt8 {
            guard position < bytes.count else { return 0 }
            defer { position += 1 }
            return bytes[position]
        }

        private mutating func varint() -> UInt32 {
            var value: UInt32 = 0
            var shift: UInt32 = 0
            while true {
                let part = byte()
                value |= UInt32(part & 63) << shift  // A shift of 32 or more gives 0.
                guard part & 64 != 0 else { return value }
                shift += 6
            }
        }

        private mutating func signed() -> Int32 {
            let value = varint()
            let magnitude = Int32(truncatingIfNeeded: value >> 1)
            return value & 1 != 0 ? 0 &- magnitude : magnitude
        }
    }

    /// The source range of each code unit, as `co_positions()` gives them: element `i` is for byte offset `2 * i`.
    public var positions: [SourceRange] {
        var result: [SourceRange] = []
        for run in runs { result.append(contentsOf: repeatElement(run.range, count: (run.end - run.start) / 2)) }
        return result
    }

    /// The stretches that have one line, as `co_lines()` gives them: neighbours on the same line are merged.
    public var lines: [Line] {
        var result: [Line] = []
        for run in runs {
            let line = run.range.line == -1 ? nil : Int(run.range.line)
            if let last = result.indices.last, result[last].line == line {
                result[last].end = run.end
            } else {
                result.append(Line(start: run.start, end: run.end, line: line))
            }
        }
        return result
    }

    /// The source range of the code unit at a byte offset; none outside of the table.
    public func range(at offset: Int) -> SourceRange {
        guard offset >= 0 else { return .none }
        for run in runs where offset < run.end { return run.range }
        return .none
    }
}

extension LineTable {
    /// Writes a location table with the bytes that CPython's assembler would write.
    ///
    /// Append the instructions in order, then take ``finish()``. Neighbours with equal ranges become one run. The storage stays for the
    /// next table: ``begin(firstLine:)``.
    public struct Encoder {
        private var bytes: [UInt8] = []
        private var line: Int32
        private var pending = SourceRange.none
        private var pendingUnits = 0

        public init(firstLine: Int) { line = Int32(truncatingIfNeeded: firstLine) }

        public mutating func begin(firstLine: Int) {
            bytes.removeAll(keepingCapacity: bytes.capacity < 1 << 16)
            line = Int32(truncatingIfNeeded: firstLine)
            pending = .none
            pendingUnits = 0
        }

        /// Adds an instruction of `units` code units, its cache and EXTENDED_ARGs counted.
        @inline(__always)
        public mutating func append(_ range: SourceRange, units: Int) {
            if range != pending {
                flush()
                pending = range
            }
            pendingUnits += units
        }

        public mutating func finish() -> [UInt8] {
            flush()
            // A copy, of just the size.
            return bytes.withUnsafeBufferPointer { Array($0) }
        }

        private mutating func flush() {
            while pendingUnits > 0 {
                let units = Swift.min(pendingUnits, 8)
                write(pending, units)
                pendingUnits -= units
            }
        }

        private mutating func write(_ range: SourceRange, _ units: Int) {
            guard range.line != -1 else { return head(15, units) }
            let delta = range.line &- line
            let column = range.column, endColumn = range.endColumn
            line = range.line
            if column < 0 || endColumn < 0 {
                if range.endLine == range.line || range.endLine == -1 {
                    head(13, units)
                    return signed(delta)
                }
            } else if range.endLine == range.line {
                if delta == 0, column < 80, endColumn >= column, endColumn - column < 16 {
                    head(UInt8(truncatingIfNeeded: column >> 3), units)
                    return bytes.append(UInt8(truncatingIfNeeded: column & 7) << 4 | UInt8(truncatingIfNeeded: endColumn - column))
                }
                if 0..<3 ~= delta, column < 128, endColumn < 128 {
                    head(10 + UInt8(truncatingIfNeeded: delta), units)
                    bytes.append(UInt8(truncatingIfNeeded: column))
                    return bytes.append(UInt8(truncatingIfNeeded: endColumn))
                }
            }
            head(14, units)
            signed(delta)
            varint(UInt32(truncatingIfNeeded: range.endLine &- range.line))
            varint(UInt32(truncatingIfNeeded: column &+ 1))
            varint(UInt32(truncatingIfNeeded: endColumn &+ 1))
        }

        private mutating func head(_ kind: UInt8, _ units: Int) {
            bytes.append(0x80 | kind << 3 | UInt8(truncatingIfNeeded: units - 1))
        }

        private mutating func varint(_ value: UInt32) {
            var rest = value
            while rest >= 64 {
                bytes.append(0x40 | UInt8(truncatingIfNeeded: rest & 63))
                rest >>= 6
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }

        private mutating func signed(_ value: Int32) {
            varint(value < 0 ? value.magnitude << 1 | 1 : value.magnitude << 1)
        }
    }
}
