#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Methods of `bytes` and `bytearray` that treat bytes as ASCII characters, and those that fill to a width.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBytesCharacters(_ builder: NativeBuilder) throws(Raised) {
        try defineBytesCase(builder)
        try defineBytesQuestions(builder)
        try defineBytesLayout(builder)
        try builder.method("translate", "($self, table, /, delete=b'')", "Replace each byte by the one that a table of 256 has for it; bytes in delete are dropped.") { thread, arguments throws(Raised) in
            try thread.translateBytes(arguments)
        }
        try builder.staticMethod("maketrans", "(frm, to, /)", "Return a table for translate.") { thread, arguments throws(Raised) in
            let from = try thread.buffer(arguments[0]), to = try thread.buffer(arguments[1])
            if from.count != to.count { throw thread.raise(.valueError, "maketrans arguments must have same length") }
            let table = try Bytes.allocate(count: 256, thread)
            let units = table.bytes.assumingMemoryBound(to: UInt8.self)
            for byte in 0..<256 { units[byte] = UInt8(byte) }
            for index in 0..<from.count { units[Int(from[index])] = to[index] }
            return table.value
        }
        try builder.method("__mod__", "($self, value, /)", "Return self%value.") { thread, arguments throws(Raised) in
            try thread.formatBytes(arguments[0], arguments[1])
        }
        try builder.method("__rmod__", "($self, value, /)", "Return value%self.") { thread, arguments throws(Raised) in .notImplemented }
    }

    // MARK: - Case

    /// The bytes with each one mapped; `map` also gets whether the byte before is a letter.
    @inline(__always)
    private func mapBytes(_ value: Value, _ map: (_ byte: UInt8, _ index: Int, _ followsLetter: Bool) -> UInt8) throws(Raised) -> Value {
        let own = ownBytes(value)
        try charge(own.count >> 4)
        return try makeBytes(like: value, count: own.count) { target in
            var followsLetter = false
            for index in 0..<own.count {
                let byte = own[index]
                target.storeBytes(of: map(byte, index, followsLetter), toByteOffset: index, as: UInt8.self)
                followsLetter = isByteLetter(byte)
            }
        }
    }

    private func defineBytesCase(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("lower", "($self, /)", "Return a copy with ASCII letters in lower case.") { thread, arguments throws(Raised) in
            try thread.mapBytes(arguments[0]) { byte, _, _ in byte &- 0x41 < 26 ? byte | 0x20 : byte }
        }
        try builder.method("upper", "($self, /)", "Return a copy with ASCII letters in upper case.") { thread, arguments throws(Raised) in
            try thread.mapBytes(arguments[0]) { byte, _, _ in byte &- 0x61 < 26 ? byte & 0xDF : byte }
        }
        try builder.method("swapcase", "($self, /)", "Return a copy with upper case for lower and the other way round.") { thread, arguments throws(Raised) in
            try thread.mapBytes(arguments[0]) { byte, _, _ in isByteLetter(byte) ? byte ^ 0x20 : byte }
        }
        try builder.method("capitalize", "($self, /)", "Return a copy in lower case but for the first byte, which is in upper case.") { thread, arguments throws(Raised) in
            try thread.mapBytes(arguments[0]) { byte, index, _ in isByteLetter(byte) ? (index == 0 ? byte & 0xDF : byte | 0x20) : byte }
        }
        try builder.method("title", "($self, /)", "Return a copy with words that begin in upper case and go on in lower case.") { thread, arguments throws(Raised) in
            try thread.mapBytes(arguments[0]) { byte, _, followsLetter in isByteLetter(byte) ? (followsLetter ? byte | 0x20 : byte & 0xDF) : byte }
        }
    }

    // MARK: - Questions

    @inline(__always)
    private func isAll(_ value: Value, _ question: (UInt8) -> Bool) -> Bool {
        let own = ownBytes(value)
        for index in 0..<own.count where !question(own[index]) { return false }
        return own.count > 0
    }

    private func defineBytesQuestions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("isalnum", "($self, /)", "Whether there are bytes, and all are ASCII letters or digits.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { isByteLetter($0) || $0 &- 0x30 < 10 })
        }
        try builder.method("isalpha", "($self, /)", "Whether there are bytes, and all are ASCII letters.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { isByteLetter($0) })
        }
        try builder.method("isascii", "($self, /)", "Return whether all bytes are ASCII.") { thread, arguments throws(Raised) in
            Value(thread.ownBytes(arguments[0]).count == 0 || thread.isAll(arguments[0]) { $0 < 0x80 })
        }
        try builder.method("isdigit", "($self, /)", "Whether there are bytes, and all are ASCII digits.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { $0 &- 0x30 < 10 })
        }
        try builder.method("isspace", "($self, /)", "Whether there are bytes, and all are ASCII whitespace.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { isByteSpace($0) })
        }
        try builder.method("islower", "($self, /)", "Return whether there is a letter and none is in upper case.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { $0 &- 0x41 >= 26 } && !thread.isAll(arguments[0]) { $0 &- 0x61 >= 26 })
        }
        try builder.method("isupper", "($self, /)", "Return whether there is a letter and none is in lower case.") { thread, arguments throws(Raised) in
            Value(thread.isAll(arguments[0]) { $0 &- 0x61 >= 26 } && !thread.isAll(arguments[0]) { $0 &- 0x41 >= 26 })
        }
        try builder.method("istitle", "($self, /)", "Return whether words begin in upper case and go on in lower case.") { thread, arguments throws(Raised) in
            let own = thread.ownBytes(arguments[0])
            var found = false, followsLetter = false
            for index in 0..<own.count {
                let byte = own[index]
                if isByteLetter(byte) {
                    if (byte & 0x20 == 0) == followsLetter { return .false }
                    found = true
                }
                followsLetter = isByteLetter(byte)
            }
            return Value(found)
        }
    }

    // MARK: - Layout

    private func defineBytesLayout(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("center", "($self, width, fillchar=b' ', /)", "Return the bytes in the middle of at least that many.") { thread, arguments throws(Raised) in
            let (margin, width, fill) = try thread.bytesPadding(arguments, "center")
            let left = margin / 2 + (margin & width & 1)
            return try thread.padBytes(arguments[0], left: left, right: margin - left, fill)
        }
        try builder.method("ljust", "($self, width, fillchar=b' ', /)", "Return the bytes at the left of at least that many.") { thread, arguments throws(Raised) in
            let (margin, _, fill) = try thread.bytesPadding(arguments, "ljust")
            return try thread.padBytes(arguments[0], left: 0, right: margin, fill)
        }
        try builder.method("rjust", "($self, width, fillchar=b' ', /)", "Return the bytes at the right of at least that many.") { thread, arguments throws(Raised) in
            let (margin, _, fill) = try thread.bytesPadding(arguments, "rjust")
            return try thread.padBytes(arguments[0], left: margin, right: 0, fill)
        }
        try builder.method("zfill", "($self, width, /)", "Fill with zeros on the left, behind a sign, up to that width.") { thread, arguments throws(Raised) in
            let width = try thread.index(arguments[1]), own = thread.ownBytes(arguments[0])
            if width <= own.count { return try thread.bytesPart(arguments[0], 0, own.count) }
            let margin = width - own.count
            guard width < Int.max / 4 else { throw thread.memoryError() }
            return try thread.makeBytes(like: arguments[0], count: width) { target in
                memset(target, 0x30, margin)
                memcpy(target + margin, own.base, own.count)
                if own.count > 0, own[0] == 0x2B || own[0] == 0x2D {
                    target.storeBytes(of: own[0], as: UInt8.self)
                    target.storeBytes(of: 0x30, toByteOffset: margin, as: UInt8.self)
                }
            }
        }
        try builder.method("expandtabs", "($self, /, tabsize=8)", "Return a copy in which spaces up to the next column stand for each tab.") { thread, arguments throws(Raised) in
            let size = arguments[1].isUnbound ? 8 : try thread.index(arguments[1]), own = thread.ownBytes(arguments[0])
            guard size <= Int(Int32.max), size >= Int(Int32.min) else { throw thread.raise(.overflowError, "Python int too large to convert to C int") }
            var builder = try ByteBuilder(capacity: own.count + 16, thread)
            var column = 0
            for index in 0..<own.count {
                let byte = own[index]
                if byte == 0x09 {
                    let spaces = size > 0 ? size - column % size : 0
                    try builder.append(0x20, times: spaces)
                    column += spaces
                } else {
                    column = byte == 0x0A || byte == 0x0D ? 0 : column + 1
                    try builder.append(byte)
                }
            }
            return try builder.finish(like: arguments[0])
        }
    }

    private func bytesPadding(_ arguments: Arguments, _ name: StaticString) throws(Raised) -> (margin: Int, width: Int, fill: UInt8) {
        let width = try index(arguments[1])
        var fill: UInt8 = 0x20
        if !arguments[2].isUnbound {
            guard arguments[2].is(.bytes) || arguments[2].is(.byteArray), ownBytes(arguments[2]).count == 1 else {
                throw raise(.typeError, "\(name)() argument 2 must be a byte string of length 1, not \(arguments[2].isNone ? "None" : arguments[2].type(self).name)")
            }
            fill = ownBytes(arguments[2])[0]
        }
        let count = ownBytes(arguments[0]).count
        return (width > count ? width - count : 0, width, fill)
    }

    private func padBytes(_ value: Value, left: Int, right: Int, _ fill: UInt8) throws(Raised) -> Value {
        let own = ownBytes(value)
        if left == 0 && right == 0 { return try bytesPart(value, 0, own.count) }
        guard left < Int.max / 8, right < Int.max / 8 else { throw memoryError() }
        try charge((left + right) >> 4)
        return try makeBytes(like: value, count: own.count + left + right) { target throws(Raised) in
            try fillBytes(target, with: fill, left)
            try copyBytes(target + left, own.base, own.count)
            try fillBytes(target + left + own.count, with: fill, right)
        }
    }

    // MARK: - Translation

    private func translateBytes(_ arguments: Arguments) throws(Raised) -> Value {
        var table: BytesView?
        if !arguments[1].isNone {
            let view = try buffer(arguments[1])
            if view.count != 256 { throw raise(.valueError, "translation table must be 256 characters long") }
            table = view
        }
        let dropped: BytesView? = arguments[2].isUnbound ? nil : try buffer(arguments[2])
        let own = ownBytes(arguments[0])
        try charge(own.count >> 3)
        guard let dropped, dropped.count > 0 else {
            guard let table else { return try bytesPart(arguments[0], 0, own.count) }
            return try makeBytes(like: arguments[0], count: own.count) { target in
                for index in 0..<own.count { target.storeBytes(of: table[Int(own[index])], toByteOffset: index, as: UInt8.self) }
            }
        }
        var isDropped: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        return try withUnsafeMutableBytes(of: &isDropped) { bits throws(Raised) in
            for index in 0..<dropped.count { bits[Int(dropped[index]) >> 3] |= 1 << (dropped[index] & 7) }
            var builder = try ByteBuilder(capacity: own.count, self)
            for index in 0..<own.count {
                let byte = own[index]
                if bits[Int(byte) >> 3] & (1 << (byte & 7)) != 0 { continue }
                try builder.append(table.map { $0[Int(byte)] } ?? byte)
            }
            return try builder.finish(like: arguments[0])
        }
    }
}

@inline(__always)
func isByteLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
