import KraitBytecode

/// The bytes of a code object under construction; storage is kept from one to the next.
struct TableWriter: ~Copyable {
    var code = Arena<UInt8>(capacity: 4096)
    var locations = Arena<UInt8>(capacity: 1024)
    var exceptions = Arena<UInt8>(capacity: 256)
    private var line: Int32 = 0

    mutating func begin(firstLine: Int) {
        code.removeAll()
        locations.removeAll()
        exceptions.removeAll()
        line = Int32(truncatingIfNeeded: firstLine)
    }

    @inline(__always)
    mutating func addUnit(_ opcode: Opcode, _ argument: UInt32) {
        code.append(UInt8(truncatingIfNeeded: opcode.rawValue))
        code.append(UInt8(truncatingIfNeeded: argument))
    }

    // MARK: Locations

    /// Adds the place of the next `length` code units. An entry covers eight at most.
    mutating func addLocation(_ range: SourceRange, length: Int32) {
        var length = length
        while length > 8 {
            addEntry(range, length: 8)
            length -= 8
        }
        if length > 0 { addEntry(range, length: length) }
    }

    private mutating func addEntry(_ range: SourceRange, length: Int32) {
        if range.line < 0 { return begin(.none, length) }
        let delta = range.line &- line
        let column = range.column, endColumn = range.endColumn
        if column < 0 || endColumn < 0 {
            if range.endLine == range.line || range.endLine == -1 {
                begin(.noColumns, length)
                addSigned(delta)
                line = range.line
                return
            }
        } else if range.endLine == range.line {
            if delta == 0, column < 80, endColumn >= column, endColumn - column < 16 {
                begin(UInt8(truncatingIfNeeded: column >> 3), length)
                locations.append(UInt8(truncatingIfNeeded: (column & 7) << 4 | (endColumn - column)))
                return
            }
            if delta >= 0, delta < 3, column < 128, endColumn < 128 {
                begin(Form.oneLine.rawValue + UInt8(truncatingIfNeeded: delta), length)
                locations.append(UInt8(truncatingIfNeeded: column))
                locations.append(UInt8(truncatingIfNeeded: endColumn))
                line = range.line
                return
            }
        }
        begin(.long, length)
        addSigned(delta)
        addVariable(UInt32(bitPattern: range.endLine &- range.line))
        addVariable(UInt32(bitPattern: column &+ 1))
        addVariable(UInt32(bitPattern: endColumn &+ 1))
        line = range.line
    }

    /// Codes of entries; those below hold short forms, by column / 8.
    private enum Form: UInt8 {
        case oneLine = 10, noColumns = 13, long, none
    }

    private mutating func begin(_ form: Form, _ length: Int32) { begin(form.rawValue, length) }

    private mutating func begin(_ code: UInt8, _ length: Int32) {
        locations.append(0x80 | code << 3 | UInt8(truncatingIfNeeded: length - 1))
    }

    private mutating func addVariable(_ value: UInt32) {
        var value = value
        while value >= 64 {
            locations.append(0x40 | UInt8(truncatingIfNeeded: value & 0x3F))
            value >>= 6
        }
        locations.append(UInt8(truncatingIfNeeded: value))
    }

    private mutating func addSigned(_ value: Int32) {
        addVariable(value < 0 ? value.magnitude << 1 | 1 : UInt32(bitPattern: value) << 1)
    }

    // MARK: Exceptions

    mutating func addException(start: Int32, end: Int32, handler: Int32, depth: Int32, lastInstruction: Bool) {
        addItem(start, flag: 0x80)
        addItem(end &- start, flag: 0)
        addItem(handler, flag: 0)
        addItem(depth << 1 | (lastInstruction ? 1 : 0), flag: 0)
    }

    /// Six bits a byte, the most significant first; the flag marks the first byte of an entry.
    private mutating func addItem(_ value: Int32, flag: UInt8) {
        var flag = flag
        var shift: Int32 = 24
        while shift > 0 {
            if value >= 1 << shift {
                exceptions.append(UInt8(truncatingIfNeeded: value >> shift & 0x3F) | 0x40 | flag)
                flag = 0
            }
            shift -= 6
        }
        exceptions.append(UInt8(truncatingIfNeeded: value & 0x3F) | flag)
    }
}
