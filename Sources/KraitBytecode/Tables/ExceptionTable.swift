/// The exception table of a code object (`co_exceptiontable`): which handler protects which instructions.
///
///     entry    start, length, target, depth << 1 | lasti     each a varint, offsets and length in code units
///     varint   s1 dddddd … 0 0 dddddd, high bits first; s is set in the first byte of an entry, so that a search can find one
///
/// When an instruction in a range raises, the stack is cut to the depth, the offset of the instruction is pushed if the entry asks for it, then the
/// exception, and execution goes on at the target. In CPython: InternalDocs/exception_handling.md.
public struct ExceptionTable: Sendable {
    public struct Entry: Hashable, Sendable {
        /// Offset of the first protected instruction, in bytes.
        public var start: Int
        /// Offset after the last protected instruction, in bytes.
        public var end: Int
        /// Offset of the handler, in bytes.
        public var target: Int
        /// How many items stay on the stack.
        public var depth: Int
        /// Whether the offset of the instruction that raised is pushed before the exception.
        public var pushesOffset: Bool

        public init(start: Int, end: Int, target: Int, depth: Int, pushesOffset: Bool) {
            self.start = start
            self.end = end
            self.target = target
            self.depth = depth
            self.pushesOffset = pushesOffset
        }
    }

    public var entries: [Entry]
    /// Whether the bytes this was read from ended in the middle of an entry, or a number did not fit in 32 bits. The entries before are there.
    public private(set) var isMalformed = false

    public init(_ entries: [Entry]) { self.entries = entries }

    /// Reads a table. Safe for any bytes.
    public init(decoding bytes: [UInt8]) {
        entries = []
        var position = 0
        func varint() -> Int? {
            var value = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                value = value << 6 | Int(byte & 63)
                guard value <= Int32.max else { return nil }
                if byte & 64 == 0 { return value }
            }
            return nil
        }
        while position < bytes.count {
            guard let start = varint(), let length = varint(), let target = varint(), let depth = varint() else {
                isMalformed = true
                return
            }
            entries.append(
                Entry(start: start * 2, end: (start + length) * 2, target: target * 2, depth: depth >> 1, pushesOffset: depth & 1 != 0))
        }
    }

    public init(_ code: CodeObject) { self.init(decoding: code.fields.exceptionTable) }

    /// The table as CPython's assembler writes it.
    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 6)
        for entry in entries {
            Self.append(entry.start / 2, to: &bytes, mark: 0x80)
            Self.append((entry.end &- entry.start) / 2, to: &bytes)
            Self.append(entry.target / 2, to: &bytes)
            Self.append(entry.depth &* 2 | (entry.pushesOffset ? 1 : 0), to: &bytes)
        }
        return bytes
    }

    private static func append(_ number: Int, to bytes: inout [UInt8], mark: UInt8 = 0) {
        let value = UInt32(truncatingIfNeeded: number)
        var mark = mark
        var shift: UInt32 = 30
        while shift > 0 {
            if value >> shift != 0 {
                bytes.append(UInt8(truncatingIfNeeded: value >> shift & 63) | 0x40 | mark)
                mark = 0
            }
            shift -= 6
        }
        bytes.append(UInt8(truncatingIfNeeded: value & 63) | mark)
    }
}
