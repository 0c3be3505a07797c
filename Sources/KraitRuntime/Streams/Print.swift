// `print`: writes straight into a standard stream, and calls `write` of anything else.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func print(_ items: Tuple, separator: Value, end: Value, file: Value, flush: Value) throws(Raised) {
        var stream = file
        if stream.isUnbound || stream.isNone {
            guard let standard = systemAttribute(.stdout) else { throw raise(.runtimeError, "lost sys.stdout") }
            if standard.isNone { return }
            stream = standard
        }
        for (value, name) in [(separator, "sep"), (end, "end")] where !value.isUnbound && !value.isNone && !value.is(.str) {
            throw raise(.typeError, "\(name) must be None or a string, not \(value.type(self).name)")
        }
        for index in 0..<items.count {
            if index > 0 {
                if separator.is(.str) { try write(separator, to: stream) } else { try write(ascii: UInt8(ascii: " "), to: stream) }
            }
            try write(try str(items[index]), to: stream)
        }
        if end.is(.str) { try write(end, to: stream) } else { try write(ascii: UInt8(ascii: "\n"), to: stream) }
        if !flush.isUnbound, try isTrue(flush) { _ = try call(try getAttribute(stream, name(.flush))) }
    }

    /// Writes a string to a stream.
    func write(_ text: Value, to stream: Value) throws(Raised) {
        if stream.has(machine.pointee.shapes.textStream) { return try TextStream(stream).write(Str(text), self) }
        _ = try call(try getAttribute(stream, name(.write)), text)
    }

    private func write(ascii byte: UInt8, to stream: Value) throws(Raised) {
        try write(try Str.make(codePoint: UInt32(byte), self).value, to: stream)
    }
}
