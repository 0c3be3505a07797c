#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// What native code does with strings: parts, concatenation, repetition, joining, searching. Nothing here runs Python code.

// MARK: - Making strings from code units

extension Str {
    /// Whether the text is this one, which is ASCII.
    func has(_ text: StaticString) -> Bool {
        width == 1 && count == text.utf8CodeUnitCount && memcmp(bytes, text.utf8Start, count) == 0
    }

    /// The string of one code point: one that is kept if it is below 256.
    @inline(__always)
    public static func character(_ point: UInt32, _ thread: Thread) throws(Raised) -> Str {
        if point < 256 { return Str(thread.machine.pointee.characters[Int(point)]) }
        return try make(codePoint: point, thread)
    }

    /// A string of code units that lie anywhere, in the least width that holds them.
    static func make<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafePointer<Unit>, count: Int, _ thread: Thread) throws(Raised) -> Str {
        if count == 0 { return Str(thread.machine.pointee.emptyString) }
        if count == 1 { return try character(UInt32(truncatingIfNeeded: units[0]), thread) }
        let string = try allocate(count: count, largest: bitUnion(units, count), thread)
        string.fill(from: units, count: count, at: 0)
        return string
    }

    /// Latin-1 text.
    static func make(latin1 bytes: UnsafeRawPointer, count: Int, _ thread: Thread) throws(Raised) -> Str {
        try make(bytes.assumingMemoryBound(to: UInt8.self), count: count, thread)
    }

    /// All units or'ed together: as large as the largest as far as the width of a string and ASCII are concerned.
    @inline(__always)
    static func bitUnion<Unit: FixedWidthInteger & UnsignedInteger>(_ units: UnsafePointer<Unit>, _ count: Int) -> UInt32 {
        var union: Unit = 0
        var index = 0
        while index < count {
            union |= units[index]
            index &+= 1
        }
        return UInt32(truncatingIfNeeded: union)
    }

    /// Writes code units into a string that is being made. They must fit its width.
    @inline(__always)
    func fill<Unit: FixedWidthInteger & UnsignedInteger>(from units: UnsafePointer<Unit>, count: Int, at position: Int) {
        if width == MemoryLayout<Unit>.size {
            memcpy(bytes + position * width, units, count * width)
            return
        }
        switch width {
        case 1:
            let target = bytes.assumingMemoryBound(to: UInt8.self) + position
            for index in 0..<count { target[index] = UInt8(truncatingIfNeeded: units[index]) }
        case 2:
            let target = bytes.assumingMemoryBound(to: UInt16.self) + position
            for index in 0..<count { target[index] = UInt16(truncatingIfNeeded: units[index]) }
        default:
            let target = bytes.assumingMemoryBound(to: UInt32.self) + position
            for index in 0..<count { target[index] = UInt32(truncatingIfNeeded: units[index]) }
        }
    }

    /// Copies a part of another string into one that is being made.
    @inline(__always)
    func fill(from source: Str, _ start: Int, _ count: Int, at position: Int) {
        switch source.width {
        case 1: fill(from: source.units8 + start, count: count, at: position)
        case 2: fill(from: source.units16 + start, count: count, at: position)
        default: fill(from: source.units32 + start, count: count, at: position)
        }
    }

    @inline(__always) var units8: UnsafeMutablePointer<UInt8> { bytes.assumingMemoryBound(to: UInt8.self) }
    @inline(__always) var units16: UnsafeMutablePointer<UInt16> { bytes.assumingMemoryBound(to: UInt16.self) }
    @inline(__always) var units32: UnsafeMutablePointer<UInt32> { bytes.assumingMemoryBound(to: UInt32.self) }

    /// The largest code point that a string of this kind may have.
    @inline(__always) var bound: UInt32 {
        isASCII ? 0x7F : width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0x10FFFF
    }

    /// Decimal digits.
    public static func make(decimal number: Int, _ thread: Thread) throws(Raised) -> Str {
        if number >= 0 && number < 10 { return try character(UInt32(truncatingIfNeeded: 0x30 + number), thread) }
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        return try withUnsafeMutableBytes(of: &digits) { buffer throws(Raised) in
            var position = buffer.count, rest = number.magnitude
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                position -= 1
                buffer[position] = UInt8(truncatingIfNeeded: 0x30 + digit)
                rest = quotient
            } while rest > 0
            if number < 0 { position -= 1; buffer[position] = 0x2D }
            let string = try allocate(count: buffer.count - position, largest: 0x7F, thread)
            if let base = buffer.baseAddress { memcpy(string.bytes, base + position, buffer.count - position) }
            return string
        }
    }
}

// MARK: - Parts

extension Str {
    /// An exact `str` with this text: itself unless it is an instance of a subclass.
    @inline(__always)
    func exact(_ thread: Thread) throws(Raised) -> Str {
        shape == thread.machine.pointee.shapes.str ? self : try substring(0, count, thread)
    }

    /// The part from `start` to before `end`, which must lie in the string in this order.
    func substring(_ start: Int, _ end: Int, _ thread: Thread) throws(Raised) -> Str {
        let length = end - start
        if length == count && shape == thread.machine.pointee.shapes.str { return self }
        if isASCII {
            if length <= 1 { return length <= 0 ? Str(thread.machine.pointee.emptyString) : try Str.character(UInt32(units8[start]), thread) }
            let part = try Str.allocate(count: length, largest: 0x7F, thread)
            try thread.copyBytes(part.bytes, bytes + start, length)
            return part
        }
        switch width {
        case 1: return try Str.make(units8 + start, count: length, thread)
        case 2: return try Str.make(units16 + start, count: length, thread)
        default: return try Str.make(units32 + start, count: length, thread)
        }
    }

    /// Every `step`th code point from `start` on.
    func stride(_ start: Int, _ step: Int, _ length: Int, _ thread: Thread) throws(Raised) -> Str {
        if step == 1 { return try substring(start, start + length, thread) }
        if length <= 0 { return Str(thread.machine.pointee.emptyString) }
        try thread.charge(length)
        if length == 1 { return try Str.character(self[start], thread) }
        switch width {
        case 1: return try stride(units8, start, step, length, thread)
        case 2: return try stride(units16, start, step, length, thread)
        default: return try stride(units32, start, step, length, thread)
        }
    }

    @inline(__always)
    private func stride<Unit: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, _ start: Int, _ step: Int, _ length: Int, _ thread: Thread
    ) throws(Raised) -> Str {
        var union: Unit = 0x7F, position = start
        if !isASCII {
            for _ in 0..<length { union |= units[position]; position &+= step }
        }
        let string = try Str.allocate(count: length, largest: UInt32(truncatingIfNeeded: union), thread)
        position = start
        try thread.inPieces(length) { first, end in
            switch string.width {
            case MemoryLayout<Unit>.size: gather(units, &position, step, string.bytes.assumingMemoryBound(to: Unit.self), first, end)
            case 1: gather(units, &position, step, string.units8, first, end)
            default: gather(units, &position, step, string.units16, first, end)
            }
        }
        return string
    }

    /// Copies every `step`th unit.
    @inline(__always)
    private func gather<Unit: FixedWidthInteger & UnsignedInteger, Target: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, _ position: inout Int, _ step: Int, _ target: UnsafeMutablePointer<Target>, _ first: Int, _ end: Int
    ) {
        for index in first..<end {
            target[index] = Target(truncatingIfNeeded: units[position])
            position &+= step
        }
    }
}

// MARK: - Putting together

extension Str {
    /// This text and then the other.
    func concatenated(_ other: Str, _ thread: Thread) throws(Raised) -> Str {
        if other.count == 0 { return try exact(thread) }
        if count == 0 { return try other.exact(thread) }
        let (total, overflow) = count.addingReportingOverflow(other.count)
        if overflow { throw thread.raise(.overflowError, "strings are too large to concat") }
        let string = try Str.allocate(count: total, largest: max(bound, other.bound), thread)
        if total <= Thread.piece || width != string.width || other.width != string.width {
            string.fill(from: self, 0, count, at: 0)
            string.fill(from: other, 0, other.count, at: count)
        } else {
            try thread.copyBytes(string.bytes, bytes, count * width)
            try thread.copyBytes(string.bytes + count * width, other.bytes, other.count * width)
        }
        try thread.charge(total >> 6)
        return string
    }

    /// The text `times` times.
    func repeated(_ times: Int, _ thread: Thread) throws(Raised) -> Str {
        if times <= 0 || count == 0 { return Str(thread.machine.pointee.emptyString) }
        if times == 1 { return try exact(thread) }
        let (total, overflow) = count.multipliedReportingOverflow(by: times)
        if overflow { throw thread.raise(.overflowError, "repeated string is too long") }
        try thread.charge(total >> 4)
        let string = try Str.allocate(count: total, largest: bound, thread)
        try thread.fillBytes(string.bytes, bytes, count * width, total * width)
        return string
    }

    /// The texts of `count` values that are known to be strings, one after the other.
    static func join(_ base: Registers, count: Int, _ thread: Thread) throws(Raised) -> Value {
        var total = 0, largest: UInt32 = 0x7F
        for index in 0..<count {
            guard base[index].is(.str) else { throw thread.raise(.systemError, "bad operand of BUILD_STRING") }
            total &+= Str(base[index]).count
            largest = max(largest, Str(base[index]).bound)
        }
        if total == 0 { return thread.machine.pointee.emptyString }
        if total < 0 { throw thread.raise(.overflowError, "join() result is too long for a Python string") }
        let string = try allocate(count: total, largest: largest, thread)
        var position = 0
        for index in 0..<count {
            let part = Str(base[index])
            string.fill(from: part, 0, part.count, at: position)
            position += part.count
        }
        return string.value
    }

    /// `separator.join(items)`: the items are strings, or the error names the first that is not.
    static func join(_ separator: Str, _ base: UnsafePointer<Value>, count: Int, _ thread: Thread) throws(Raised) -> Str {
        if count == 0 { return Str(thread.machine.pointee.emptyString) }
        var total = 0, largest: UInt32 = separator.count > 0 && count > 1 ? separator.bound : 0x7F
        for index in 0..<count {
            let item = base[index]
            guard item.is(.str) else {
                throw thread.raise(.typeError, "sequence item \(index): expected str instance, \(item.type(thread).name) found")
            }
            let (sum, overflow) = total.addingReportingOverflow(Str(item).count &+ (index > 0 ? separator.count : 0))
            if overflow { throw thread.raise(.overflowError, "join() result is too long for a Python string") }
            total = sum
            largest = max(largest, Str(item).bound)
        }
        if count == 1 && base[0].has(thread.machine.pointee.shapes.str) { return Str(base[0]) }
        if total == 0 { return Str(thread.machine.pointee.emptyString) }
        try thread.charge(count + total >> 4)
        let string = try allocate(count: total, largest: largest, thread)
        var position = 0
        let separatorCount = separator.count
        if string.width == 1 {
            // All bytes: the common case, without looking at widths.
            let target = string.bytes
            for index in 0..<count {
                if index > 0 && separatorCount > 0 {
                    memcpy(target + position, separator.bytes, separatorCount)
                    position &+= separatorCount
                }
                let part = Str(base[index]), length = part.count
                memcpy(target + position, part.bytes, length)
                position &+= length
            }
            return string
        }
        for index in 0..<count {
            if index > 0 && separatorCount > 0 {
                string.fill(from: separator, 0, separatorCount, at: position)
                position += separatorCount
            }
            let part = Str(base[index])
            string.fill(from: part, 0, part.count, at: position)
            position += part.count
        }
        return string
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `+`, `*` and `%` of a plain string with an operand that has no say in it; nil for other operators and operands.
    func operateOnStr(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value? {
        switch operation {
        case .add where right.has(machine.pointee.shapes.str): return try Str(left).concatenated(Str(right), self).value
        case .multiply where right.isSmallInt: return try Str(left).repeated(right.smallInt, self).value
        case .modulo where right.has(machine.pointee.shapes.tuple) || right.has(machine.pointee.shapes.str) || right.isSmallInt:
            return try formatPercent(Str(left), right)
        default: return nil
        }
    }
}

// MARK: - Searching

extension Str {
    /// The same text in a wider form, for searching in a string of that width: a cell of bytes that keeps nothing else.
    func widened(to target: Int, _ thread: Thread) throws(Raised) -> UnsafeMutableRawPointer {
        if width == target { return bytes }
        let storage = try ByteStorage.make(capacity: count * target, thread)
        if target == 2 {
            let units = storage.bytes.assumingMemoryBound(to: UInt16.self)
            for index in 0..<count { units[index] = UInt16(units8[index]) }
        } else {
            let units = storage.bytes.assumingMemoryBound(to: UInt32.self)
            for index in 0..<count { units[index] = self[index] }
        }
        return storage.bytes
    }

    /// The index of `needle` in the part from `start` to `end`, or -1: the first, or the last one.
    func find(_ needle: Str, _ start: Int = 0, _ end: Int, fromEnd: Bool = false, _ thread: Thread) throws(Raised) -> Int {
        let length = end - start
        if length < needle.count || needle.width > width { return -1 }
        if needle.count == 0 { return fromEnd ? end : start }
        let other = try needle.widened(to: width, thread)
        let found: Int
        switch width {
        case 1:
            let text = UnsafePointer(units8 + start), pattern = UnsafePointer(other.assumingMemoryBound(to: UInt8.self))
            found = try fromEnd ? Search.last(text, length, pattern, needle.count, thread) : Search.first(text, length, pattern, needle.count, thread)
        case 2:
            let text = UnsafePointer(units16 + start), pattern = UnsafePointer(other.assumingMemoryBound(to: UInt16.self))
            found = try fromEnd ? Search.last(text, length, pattern, needle.count, thread) : Search.first(text, length, pattern, needle.count, thread)
        default:
            let text = UnsafePointer(units32 + start), pattern = UnsafePointer(other.assumingMemoryBound(to: UInt32.self))
            found = try fromEnd ? Search.last(text, length, pattern, needle.count, thread) : Search.first(text, length, pattern, needle.count, thread)
        }
        // What was looked at.
        try thread.charge((found < 0 ? length : fromEnd ? length - found : found) >> 4)
        return found < 0 ? -1 : start + found
    }

    /// How often `needle`, which is not empty, occurs without overlap from `start` to `end`.
    func occurrences(of needle: Str, _ start: Int, _ end: Int, limit: Int = .max, _ thread: Thread) throws(Raised) -> Int {
        let length = end - start
        if length < needle.count || needle.width > width { return 0 }
        try thread.charge(length >> 4)
        let other = try needle.widened(to: width, thread)
        switch width {
        case 1: return try Search.occurrences(units8 + start, length, other.assumingMemoryBound(to: UInt8.self), needle.count, limit: limit, thread)
        case 2: return try Search.occurrences(units16 + start, length, other.assumingMemoryBound(to: UInt16.self), needle.count, limit: limit, thread)
        default: return try Search.occurrences(units32 + start, length, other.assumingMemoryBound(to: UInt32.self), needle.count, limit: limit, thread)
        }
    }

    func contains(_ needle: Str, _ thread: Thread) throws(Raised) -> Bool {
        if count > 1 << 12 { thread.noteWork(count >> 6) }
        if needle.count == 1, width == 1, needle.width == 1 { return Search.firstUnit(UnsafePointer(units8), count, needle.units8[0]) >= 0 }
        return try find(needle, 0, count, thread) >= 0
    }

    /// The same where it is found out quickly, in strings of one byte a character; nil if not.
    func containsFast(_ needle: Str) -> Bool? {
        guard width == 1, count < 4096, needle.count <= 64 else { return nil }
        if needle.width != 1 { return false }
        return Search.first(UnsafePointer(units8), count, UnsafePointer(needle.units8), needle.count) >= 0
    }

    /// Whether `part` lies at an index; the index may be anything.
    func has(_ part: Str, at index: Int) -> Bool {
        guard index >= 0, part.count <= count, index <= count - part.count, part.width <= width else { return false }
        if part.width == width { return memcmp(bytes + index * width, part.bytes, part.count * width) == 0 }
        for offset in 0..<part.count where self[index + offset] != part[offset] { return false }
        return true
    }
}
