// What Python sees of the standard streams.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStreams() throws(Raised) {
        try define(\.textStream, "TextIOWrapper", shape: \.textStream, layout: TextStream.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.set("__module__", try intern("_io").value)
            try defineTextWriting(builder)
            try defineTextReading(builder)
            try defineTextState(builder)
        }
        try define(\.binaryStream, "BufferedWriter", shape: \.binaryStream, layout: BinaryStream.layout, flags: [.cannotInstantiate]) { builder throws(Raised) in
            try builder.set("__module__", try intern("_io").value)
            try defineBinaryMethods(builder)
        }
    }

    private func defineTextWriting(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("write", "($self, text, /)", "Write text, and return how many characters that were.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "write() argument must be str, not \(arguments[1].type(thread).name)") }
            try TextStream(arguments[0]).write(Str(arguments[1]), thread)
            return Value(smallInt: Str(arguments[1]).count)
        }
        try builder.method("writelines", "($self, lines, /)", "Write each string of an iterable.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            let lines = try thread.iterator(of: arguments[1])
            while let line = try thread.nextItem(lines) {
                guard line.is(.str) else { throw thread.raise(.typeError, "write() argument must be str, not \(line.type(thread).name)") }
                try TextStream(arguments[0]).write(Str(line), thread)
            }
            return .none
        }
        try builder.method("flush", "($self, /)", "Hand what was written to the system.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            if !TextStream(arguments[0]).fields.pointee.isReader { try TextStream(arguments[0]).flush(thread) }
            return .none
        }
        try builder.method("reconfigure", "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)", "Change how text is written.") { thread, arguments throws(Raised) in
            let stream = TextStream(arguments[0])
            if !stream.fields.pointee.isReader { try stream.flush(thread) }
            if arguments[2].is(.str) { stream.fields.pointee.errors = thread.intern(Str(arguments[2])).value }
            if !arguments[4].isUnbound, !arguments[4].isNone { stream.fields.pointee.isLineBuffered = try thread.isTrue(arguments[4]) }
            if !arguments[5].isUnbound, !arguments[5].isNone { stream.fields.pointee.writesThrough = try thread.isTrue(arguments[5]) }
            return .none
        }
    }

    private func defineTextReading(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("read", "($self, size=-1, /)", "Read up to size characters, or all.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).read(limit: try thread.streamLimit(arguments[1]), thread)
        }
        try builder.method("readline", "($self, size=-1, /)", "Read up to the end of a line.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).readLine(limit: try thread.streamLimit(arguments[1]), thread)
        }
        try builder.method("readlines", "($self, hint=-1, /)", "Read lines until the end, or until hint characters were read.") { thread, arguments throws(Raised) in
            let lines = try List.make(thread), limit = try thread.streamLimit(arguments[1])
            var total = 0
            while limit == 0 || total <= limit {
                let line = try TextStream(arguments[0]).readLine(limit: .max, thread)
                if Str(line).count == 0 { break }
                try lines.append(line, thread)
                total += Str(line).count
            }
            return lines.value
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return arguments[0]
        }
        try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
            let line = try TextStream(arguments[0]).readLine(limit: .max, thread)
            return Str(line).count == 0 ? .unbound : line
        }
    }

    private func defineTextState(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("fileno", "($self, /)", "The number of the descriptor.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return Value(smallInt: TextStream(arguments[0]).fields.pointee.descriptor)
        }
        try builder.method("isatty", "($self, /)", "Whether this is a terminal.") { thread, arguments throws(Raised) in
            let stream = TextStream(arguments[0])
            try stream.checkOpen(thread)
            return Value(thread.machine.pointee.host.isTerminal(Int32(truncatingIfNeeded: stream.fields.pointee.descriptor)))
        }
        try builder.method("readable", "($self, /)", "Whether it can be read.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return Value(TextStream(arguments[0]).fields.pointee.isReader)
        }
        try builder.method("writable", "($self, /)", "Whether it can be written.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return Value(!TextStream(arguments[0]).fields.pointee.isReader)
        }
        try builder.method("seekable", "($self, /)", "Whether its position can be changed.") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return .false
        }
        try builder.method("close", "($self, /)", "Flush, and accept nothing more.") { thread, arguments throws(Raised) in
            let stream = TextStream(arguments[0])
            if stream.fields.pointee.isClosed { return .none }
            if !stream.fields.pointee.isReader { try stream.flush(thread) }
            stream.fields.pointee.isClosed = true
            return .none
        }
        try builder.method("__enter__", "($self, /)") { thread, arguments throws(Raised) in
            try TextStream(arguments[0]).checkOpen(thread)
            return arguments[0]
        }
        try builder.method("__exit__", "($self, /, *args)") { thread, arguments throws(Raised) in
            let stream = TextStream(arguments[0])
            if !stream.fields.pointee.isReader, !stream.fields.pointee.isClosed { try stream.flush(thread) }
            stream.fields.pointee.isClosed = true
            return .none
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            let fields = TextStream(arguments[0]).fields.pointee
            return try Str.make("<_io.TextIOWrapper name='\(Str(fields.name).text)' mode='\(Str(fields.mode).text)' encoding='utf-8'>", thread).value
        }
        try builder.property("name", get: { thread, arguments throws(Raised) in TextStream(arguments[0]).fields.pointee.name })
        try builder.property("mode", get: { thread, arguments throws(Raised) in TextStream(arguments[0]).fields.pointee.mode })
        try builder.property("errors", get: { thread, arguments throws(Raised) in TextStream(arguments[0]).fields.pointee.errors })
        try builder.property("buffer", get: { thread, arguments throws(Raised) in TextStream(arguments[0]).fields.pointee.binary })
        try builder.property("encoding", get: { thread, arguments throws(Raised) in try thread.intern("utf-8").value })
        try builder.property("newlines", get: { thread, arguments throws(Raised) in .none })
        try builder.property("closed", get: { thread, arguments throws(Raised) in Value(TextStream(arguments[0]).fields.pointee.isClosed) })
        try builder.property("line_buffering", get: { thread, arguments throws(Raised) in Value(TextStream(arguments[0]).fields.pointee.isLineBuffered) })
        try builder.property("write_through", get: { thread, arguments throws(Raised) in Value(TextStream(arguments[0]).fields.pointee.writesThrough) })
    }

    private func defineBinaryMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("write", "($self, buffer, /)", "Write bytes, and return how many that were.") { thread, arguments throws(Raised) in
            let stream = BinaryStream(arguments[0]).text
            try stream.checkWritable(thread)
            if arguments[1].is(.str) { throw thread.raise(.typeError, "a bytes-like object is required, not 'str'") }
            let view = try thread.buffer(arguments[1])
            try stream.write(UnsafeRawBufferPointer(start: view.base, count: view.count), thread)
            if stream.fields.pointee.writesThrough { try stream.flush(thread) }
            return Value(smallInt: view.count)
        }
        for name in ["read", "read1"] as [StaticString] {
            try builder.method(name, "($self, size=-1, /)", "Read up to size bytes, or all.") { thread, arguments throws(Raised) in
                try thread.bytes(try BinaryStream(arguments[0]).text.readBytes(limit: try thread.streamLimit(arguments[1]), stopsAtLineEnd: false, thread))
            }
        }
        try builder.method("readline", "($self, size=-1, /)", "Read up to the end of a line.") { thread, arguments throws(Raised) in
            try thread.bytes(try BinaryStream(arguments[0]).text.readBytes(limit: try thread.streamLimit(arguments[1]), stopsAtLineEnd: true, thread))
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
        try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
            let line = try BinaryStream(arguments[0]).text.readBytes(limit: .max, stopsAtLineEnd: true, thread)
            return line.isEmpty ? .unbound : try thread.bytes(line)
        }
        try builder.method("flush", "($self, /)", "Hand what was written to the system.") { thread, arguments throws(Raised) in
            try BinaryStream(arguments[0]).text.checkOpen(thread)
            try BinaryStream(arguments[0]).text.flush(thread)
            return .none
        }
        try builder.method("fileno", "($self, /)", "The number of the descriptor.") { thread, arguments throws(Raised) in
            Value(smallInt: BinaryStream(arguments[0]).text.fields.pointee.descriptor)
        }
        try builder.method("isatty", "($self, /)", "Whether this is a terminal.") { thread, arguments throws(Raised) in
            Value(thread.machine.pointee.host.isTerminal(Int32(truncatingIfNeeded: BinaryStream(arguments[0]).text.fields.pointee.descriptor)))
        }
        try builder.property("name", get: { thread, arguments throws(Raised) in BinaryStream(arguments[0]).text.fields.pointee.name })
        try builder.property("closed", get: { thread, arguments throws(Raised) in Value(BinaryStream(arguments[0]).text.fields.pointee.isClosed) })
    }

    /// A bytes object.
    func bytes(_ bytes: [UInt8]) throws(Raised) -> Value {
        let result = try Bytes.allocate(count: bytes.count, self)
        bytes.withUnsafeBytes { buffer in
            if let base = buffer.baseAddress { result.bytes.copyMemory(from: base, byteCount: buffer.count) }
        }
        return result.value
    }

    /// How much to read: None and negative numbers mean everything.
    fileprivate func streamLimit(_ value: Value) throws(Raised) -> Int {
        if value.isUnbound || value.isNone { return .max }
        guard value.isSmallInt else { throw raise(.typeError, "argument should be integer or None, not '\(value.type(self).name)'") }
        return value.smallInt < 0 ? .max : value.smallInt
    }
}
