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

    /// Reads up to the end of the line, of the file, or `limit` characters, whatever comes first.
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
            taken.append(first)
            if first & 0xC0 != 0x80 { characters += 1 }
            if stopsAtLineEnd, first == 10 { break }
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
    /// Text of UTF-8 bytes, by the error handler where they are none.
    func decode(_ bytes: [UInt8], errors: String) throws(Raised) -> Value {
        if bytes.allSatisfy({ $0 < 0x80 }) { return try Str.make(utf8: bytes, self).value }
        return try decode(try self.bytes(bytes), .utf8, errors: try intern(errors).value).value
    }
}
