#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Methods of `bytes` and `bytearray` that take apart and put together.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBytesSplitting(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("split", "($self, /, sep=None, maxsplit=-1)", "Return a list of the parts between occurrences of sep (or runs of ASCII whitespace).") { thread, arguments throws(Raised) in
            try thread.splitBytes(arguments, fromEnd: false)
        }
        try builder.method("rsplit", "($self, /, sep=None, maxsplit=-1)", "Like split, but splits from the end.") { thread, arguments throws(Raised) in
            try thread.splitBytes(arguments, fromEnd: true)
        }
        try builder.method("splitlines", "($self, /, keepends=False)", "Return a list of the lines.") { thread, arguments throws(Raised) in
            let keepsEnds = arguments[1].isUnbound ? false : try thread.isTrue(arguments[1])
            let own = thread.ownBytes(arguments[0]), result = try List.make(thread)
            var position = 0
            try thread.charge(own.count >> 3)
            while position < own.count {
                let start = position
                while position < own.count, own[position] != 0x0A, own[position] != 0x0D { position += 1 }
                var end = position
                if position < own.count {
                    position += own[position] == 0x0D && position + 1 < own.count && own[position + 1] == 0x0A ? 2 : 1
                    if keepsEnds { end = position }
                }
                try result.append(try thread.bytesPart(arguments[0], start, end), thread)
            }
            return result.value
        }
        try builder.method("partition", "($self, sep, /)", "Return what is before the first sep, sep, and what is behind it.") { thread, arguments throws(Raised) in
            try thread.partitionBytes(arguments, fromEnd: false)
        }
        try builder.method("rpartition", "($self, sep, /)", "Return what is before the last sep, sep, and what is behind it.") { thread, arguments throws(Raised) in
            try thread.partitionBytes(arguments, fromEnd: true)
        }
        try builder.method("strip", "($self, bytes=None, /)", "Return the bytes without the ASCII whitespace (or the given bytes) at both ends.") { thread, arguments throws(Raised) in
            try thread.stripBytes(arguments, left: true, right: true)
        }
        try builder.method("lstrip", "($self, bytes=None, /)", "Return the bytes without the ASCII whitespace (or the given bytes) at the beginning.") { thread, arguments throws(Raised) in
            try thread.stripBytes(arguments, left: true, right: false)
        }
        try builder.method("rstrip", "($self, bytes=None, /)", "Return the bytes without the ASCII whitespace (or the given bytes) at the end.") { thread, arguments throws(Raised) in
            try thread.stripBytes(arguments, left: false, right: true)
        }
        try builder.method("join", "($self, iterable_of_bytes, /)", "Put bytes together, with this object between them.") { thread, arguments throws(Raised) in
            try thread.joinBytes(arguments[0], arguments[1])
        }
    }

    private func splitBytes(_ arguments: Arguments, fromEnd: Bool) throws(Raised) -> Value {
        var limit = arguments[2].isUnbound ? -1 : try index(arguments[2])
        if limit < 0 { limit = .max }
        let result = try List.make(self), value = arguments[0]
        var splits = 0
        if arguments[1].isUnbound || arguments[1].isNone {
            let own = ownBytes(value)
            try charge(own.count >> 3)
            var start = 0, end = own.count
            while true {
                if fromEnd {
                    while end > start, isByteSpace(own[end - 1]) { end -= 1 }
                } else {
                    while start < end, isByteSpace(own[start]) { start += 1 }
                }
                if start >= end { break }
                if splits >= limit {
                    try result.append(try bytesPart(value, start, end), self)
                    break
                }
                if fromEnd {
                    var position = end
                    while position > start, !isByteSpace(own[position - 1]) { position -= 1 }
                    try result.append(try bytesPart(value, position, end), self)
                    end = position
                } else {
                    var position = start
                    while position < end, !isByteSpace(own[position]) { position += 1 }
                    try result.append(try bytesPart(value, start, position), self)
                    start = position
                }
                splits += 1
            }
        } else {
            let separator = try buffer(arguments[1]), own = ownBytes(value)
            if separator.count == 0 { throw raise(.valueError, "empty separator") }
            try charge(own.count >> 4)
            var start = 0, end = own.count
            while splits < limit {
                let text = UnsafePointer(own.units + start), pattern = UnsafePointer(separator.units)
                let found = try fromEnd ? Search.last(text, end, pattern, separator.count, self) : Search.first(text, end - start, pattern, separator.count, self)
                if found < 0 { break }
                if fromEnd {
                    try result.append(try bytesPart(value, found + separator.count, end), self)
                    end = found
                } else {
                    try result.append(try bytesPart(value, start, start + found), self)
                    start += found + separator.count
                }
                splits += 1
            }
            try result.append(try bytesPart(value, start, end), self)
        }
        if fromEnd { result.reverse() }
        return result.value
    }

    /// Where the whitespace at the beginning ends.
    private func leading(_ view: BytesView) -> Int {
        var start = 0
        while start < view.count, isByteSpace(view[start]) { start += 1 }
        return start
    }

    private func partitionBytes(_ arguments: Arguments, fromEnd: Bool) throws(Raised) -> Value {
        let value = arguments[0]
        let separator = try buffer(arguments[1]), own = ownBytes(value)
        if separator.count == 0 { throw raise(.valueError, "empty separator") }
        try charge(own.count >> 4)
        let text = UnsafePointer(own.units), pattern = UnsafePointer(separator.units)
        let found = try fromEnd ? Search.last(text, own.count, pattern, separator.count, self) : Search.first(text, own.count, pattern, separator.count, self)
        let tuple = try Tuple.allocate(count: 3, self)
        if found < 0 {
            for index in 0..<3 { tuple.base[index] = try bytesPart(value, 0, index == (fromEnd ? 2 : 0) ? own.count : 0) }
            return tuple.value
        }
        tuple.base[0] = try bytesPart(value, 0, found)
        tuple.base[1] = value.is(.bytes) && arguments[1].has(machine.pointee.shapes.bytes) ? arguments[1] : try bytesPart(value, found, found + separator.count)
        tuple.base[2] = try bytesPart(value, found + separator.count, own.count)
        return tuple.value
    }

    private func stripBytes(_ arguments: Arguments, left: Bool, right: Bool) throws(Raised) -> Value {
        var start = 0
        if arguments[1].isUnbound || arguments[1].isNone {
            let own = ownBytes(arguments[0])
            var end = own.count
            if left { start = leading(own) }
            if right { while end > start, isByteSpace(own[end - 1]) { end -= 1 } }
            return try bytesPart(arguments[0], start, end)
        }
        let set = try buffer(arguments[1]), own = ownBytes(arguments[0])
        var end = own.count
        func isOne(_ byte: UInt8) -> Bool { Search.firstUnit(UnsafePointer(set.units), set.count, byte) >= 0 }
        if left { while start < end, isOne(own[start]) { start += 1 } }
        if right { while end > start, isOne(own[end - 1]) { end -= 1 } }
        try charge(own.count >> 3)
        return try bytesPart(arguments[0], start, end)
    }

    private func joinBytes(_ separator: Value, _ iterable: Value) throws(Raised) -> Value {
        guard separator.is(.byteArray) else { return try joinItems(separator, iterable) }
        // The iterable must not resize the separator meanwhile.
        let view = try makeMemoryView(separator)
        defer { release(view) }
        return try joinItems(separator, iterable)
    }

    private func joinItems(_ separator: Value, _ iterable: Value) throws(Raised) -> Value {
        let items: List
        if iterable.has(machine.pointee.shapes.list) {
            items = List(iterable)
        } else {
            guard let iterator = try iteratorOrNil(of: iterable) else { throw raise(.typeError, "can only join an iterable") }
            items = try List.make(self)
            while let item = try nextItem(iterator) { try items.append(item, self) }
        }
        let own = ownBytes(separator)
        if items.count == 1, separator.is(.bytes), items[0].has(machine.pointee.shapes.bytes) { return items[0] }
        var builder = try ByteBuilder(capacity: 256, self)
        var index = 0
        while index < items.count {
            let item = items[index]
            guard let view = try bufferOrNil(item) else {
                throw raise(.typeError, "sequence item \(index): expected a bytes-like object, \(item.type(self).name) found")
            }
            if index > 0 { try builder.append(own.base, own.count) }
            try builder.append(view.base, view.count)
            try charge(1)
            index += 1
        }
        return try builder.finish(like: separator)
    }
}

/// ASCII whitespace, as `bytes` sees it.
@inline(__always)
func isByteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }
