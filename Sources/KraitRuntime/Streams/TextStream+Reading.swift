// Reading text and bytes from a stream.

extension TextStream {
    /// Reads more bytes into the empty storage; false at the end of the file.
    private func fill(_ thread: Thread) throws(Raised) -> Bool {
        while true {
            let room = UnsafeMutableRawBufferPointer(start: bytes, count: TextStream.capacity)
            do throws(HostError) {
                let count = try thread.machine.pointee.host.read(Int32(truncatingIfNeeded: fields.pointee.descriptor), into: room)
                fields.pointee.begin = 0
                fields.pointee.end = count
                return count > 0
            } catch {
                guard error == .interrupted else { throw thread.raiseOSError(error) }
                try thread.safePoint()
            }
        }
    }

    /// The next byte, which stays unread; nil at the end.
    @inline(__always)
    private func peek(_ thread: Thread) throws(Raised) -> UInt8? {
        if fields.pointee.begin == fields.pointee.end, !(try fill(thread)) { return nil }
        return bytes[fields.pointee.begin]
    }

    /// Reads up to the end of the line, of the file, or `limit` characters, whatever comes first. Line ends become `\n`.
    func readLine(limit: Int, _ thread: Thread) throws(Raised) -> Value { try read(limit: limit, stopsAtLineEnd: true, thread) }

    /// Reads `limit` characters, or all.
    func read(limit: Int, _ thread: Thread) throws(Raised) -> Value { try read(limit: limit, stopsAtLineEnd: false, thread) }

    private func read(limit: Int, stopsAtLineEnd: Bool, _ thread: Thread) throws(Raised) -> Value {
        try checkReadable(thread)
        var taken: [UInt8] = [], characters = 0
        while let first = try peek(thread) {
            // A byte that continues a character is taken even where the limit is reached.
            if characters >= limit, first & 0xC0 != 0x80 { break }
            fields.pointee.begin += 1
            try thread.charge(1)
            if fields.pointee.skipsLineFeed {
                fields.pointee.skipsLineFeed = false
                if first == 10 { continue }
            }
            if first == 13 { fields.pointee.skipsLineFeed = true }
            taken.append(first == 13 ? 10 : first)
            if first & 0xC0 != 0x80 { characters += 1 }
            if stopsAtLineEnd, first == 10 || first == 13 { break }
        }
        return try thread.decode(taken, errors: Str(fields.pointee.errors).text)
    }

    /// Reads bytes: up to `limit`, and to the end of a line if asked.
    func readBytes(limit: Int, stopsAtLineEnd: Bool, _ thread: Thread) throws(Raised) -> [UInt8] {
        try checkReadable(thread)
        var taken: [UInt8] = []
        while taken.count < limit, let byte = try peek(thread) {
            fields.pointee.begin += 1
            try thread.charge(1)
            taken.append(byte)
            if stopsAtLineEnd, byte == 10 { break }
        }
        return taken
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// Text of UTF-8 bytes. `surrogateescape` keeps bytes that are none; otherwise they raise UnicodeDecodeError.
    func decode(_ bytes: [UInt8], errors: String) throws(Raised) -> Value {
        if bytes.allSatisfy({ $0 < 0x80 }) { return try Str.make(utf8: bytes, self).value }
        var points: [UInt32] = [], index = 0
        while index < bytes.count {
            let first = bytes[index]
            let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
            var point = UInt32(length == 1 ? first : first & (0x7F >> UInt8(length))), valid = Swift.min(length, 1)
            while valid > 0, valid < length, index + valid < bytes.count {
                let next = bytes[index + valid]
                var isValid = next & 0xC0 == 0x80
                if valid == 1 {
                    // The second byte tells overlong forms, surrogates and what lies behind the last code point.
                    switch first {
                    case 0xE0: isValid = isValid && next >= 0xA0
                    case 0xED: isValid = isValid && next < 0xA0
                    case 0xF0: isValid = isValid && next >= 0x90
                    case 0xF4: isValid = isValid && next < 0x90
                    default: break
                    }
                }
                if !isValid { break }
                point = point << 6 | UInt32(next & 0x3F)
                valid += 1
            }
            if length > 0 && valid == length {
                points.append(point)
                index += length
                continue
            }
            let end = index + Swift.max(1, valid)
            switch errors {
            case "surrogateescape": for byte in bytes[index..<end] { points.append(0xDC00 | UInt32(byte)) }
            case "ignore": break
            case "replace": points.append(0xFFFD)
            default:
                let reason = length == 0 ? "invalid start byte" : end == bytes.count ? "unexpected end of data" : "invalid continuation byte"
                throw raise(.unicodeDecodeError, "'utf-8' codec can't decode byte 0x\(String(bytes[index], radix: 16)) in position \(index): \(reason)")
            }
            index = end
        }
        let text = try Str.allocate(count: points.count, largest: points.max() ?? 0, self)
        for (index, point) in points.enumerated() { text.store(point, at: index) }
        return text.value
    }
}
