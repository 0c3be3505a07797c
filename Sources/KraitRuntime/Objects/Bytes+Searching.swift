#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Methods of `bytes` and `bytearray` that search and replace.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBytesSearching(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("find", "($self, sub, start=None, end=None, /)", "Where sub comes first between start and end; -1 if it does not.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.findInBytes(arguments, fromEnd: false))
        }
        try builder.method("rfind", "($self, sub, start=None, end=None, /)", "Where sub comes last between start and end; -1 if it does not.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.findInBytes(arguments, fromEnd: true))
        }
        try builder.method("index", "($self, sub, start=None, end=None, /)", "Like find, but raise ValueError if sub is not found.") { thread, arguments throws(Raised) in
            let found = try thread.findInBytes(arguments, fromEnd: false)
            if found < 0 { throw thread.raise(.valueError, "subsection not found") }
            return Value(smallInt: found)
        }
        try builder.method("rindex", "($self, sub, start=None, end=None, /)", "Like rfind, but raise ValueError if sub is not found.") { thread, arguments throws(Raised) in
            let found = try thread.findInBytes(arguments, fromEnd: true)
            if found < 0 { throw thread.raise(.valueError, "subsection not found") }
            return Value(smallInt: found)
        }
        try builder.method("count", "($self, sub, start=None, end=None, /)", "Return how often sub occurs in self[start:end] without overlap.") { thread, arguments throws(Raised) in
            let (start, end) = try thread.bounds(arguments[2], arguments[3], count: thread.ownBytes(arguments[0]).count)
            let needle = try thread.needle(arguments[1]), own = thread.ownBytes(arguments[0])
            if start > end || end > own.count { return Value(smallInt: 0) }
            if needle.count == 0 { return Value(smallInt: end - start + 1) }
            try thread.charge((end - start) >> 4)
            return Value(smallInt: try Search.occurrences(own.units + start, end - start, needle.units, needle.count, limit: .max, thread))
        }
        try builder.method("startswith", "($self, prefix, start=None, end=None, /)", "Return whether self[start:end] begins with prefix, or with one of a tuple of prefixes.") { thread, arguments throws(Raised) in
            Value(try thread.bytesAffix(arguments, "startswith", isPrefix: true))
        }
        try builder.method("endswith", "($self, suffix, start=None, end=None, /)", "Return whether self[start:end] ends with suffix, or with one of a tuple of suffixes.") { thread, arguments throws(Raised) in
            Value(try thread.bytesAffix(arguments, "endswith", isPrefix: false))
        }
        try builder.method("removeprefix", "($self, prefix, /)", "Return the bytes without the prefix, if they begin with it.") { thread, arguments throws(Raised) in
            let part = try thread.buffer(arguments[1]), own = thread.ownBytes(arguments[0])
            let matches = part.count <= own.count && memcmp(own.base, part.base, part.count) == 0
            return try thread.bytesPart(arguments[0], matches ? part.count : 0, own.count)
        }
        try builder.method("removesuffix", "($self, suffix, /)", "Return the bytes without the suffix, if they end with it.") { thread, arguments throws(Raised) in
            let part = try thread.buffer(arguments[1]), own = thread.ownBytes(arguments[0])
            let matches = part.count <= own.count && memcmp(own.base + (own.count - part.count), part.base, part.count) == 0
            return try thread.bytesPart(arguments[0], 0, matches ? own.count - part.count : own.count)
        }
        try builder.method("replace", "($self, old, new, count=-1, /)", "Return a copy in which new stands for each occurrence of old, or for the first count of them.") { thread, arguments throws(Raised) in
            let limit = arguments[3].isUnbound ? -1 : try thread.index(arguments[3])
            let old = try thread.buffer(arguments[1]), new = try thread.buffer(arguments[2])
            return try thread.replaceBytes(arguments[0], old, new, limit: limit < 0 ? .max : limit)
        }
    }

    /// What `find` and its like look for: bytes, or one byte as an int.
    private func needle(_ value: Value) throws(Raised) -> BytesView {
        if isBytesLike(value) { return try buffer(value) }
        guard hasIndex(value) else {
            throw raise(.typeError, "argument should be integer or bytes-like object, not '\(value.type(self).name)'")
        }
        return ownBytes(machine.pointee.shortBytes[Int(try byteValue(value))])
    }

    private func findInBytes(_ arguments: Arguments, fromEnd: Bool) throws(Raised) -> Int {
        let (start, end) = try bounds(arguments[2], arguments[3], count: ownBytes(arguments[0]).count)
        let part = try needle(arguments[1]), own = ownBytes(arguments[0])
        if start > end || end > own.count { return -1 }
        try charge((end - start) >> 4)
        let text = UnsafePointer(own.units + start), pattern = UnsafePointer(part.units)
        let found = try fromEnd ? Search.last(text, end - start, pattern, part.count, self) : Search.first(text, end - start, pattern, part.count, self)
        return found < 0 ? -1 : start + found
    }

    private func bytesAffix(_ arguments: Arguments, _ name: StaticString, isPrefix: Bool) throws(Raised) -> Bool {
        let (start, end) = try bounds(arguments[2], arguments[3], count: ownBytes(arguments[0]).count)
        func matches(_ value: Value) throws(Raised) -> Bool {
            let part = try buffer(value), own = ownBytes(arguments[0])
            if start > end || end > own.count || end - start < part.count { return false }
            return memcmp(own.base + (isPrefix ? start : end - part.count), part.base, part.count) == 0
        }
        if arguments[1].is(.tuple) {
            for item in Tuple(arguments[1]) where try matches(item) { return true }
            return false
        }
        guard isBytesLike(arguments[1]) else {
            throw raise(.typeError, "\(name) first arg must be bytes or a tuple of bytes, not \(arguments[1].type(self).name)")
        }
        return try matches(arguments[1])
    }

    private func replaceBytes(_ value: Value, _ old: BytesView, _ new: BytesView, limit: Int) throws(Raised) -> Value {
        let own = ownBytes(value)
        if limit == 0 || old.count > own.count || (old.count == 0 && new.count == 0) { return try bytesPart(value, 0, own.count) }
        try charge(own.count >> 4)
        var builder = try ByteBuilder(capacity: own.count, self)
        var position = 0, number = 0
        if old.count == 0 {
            while position <= own.count, number < limit {
                try builder.append(new.base, new.count)
                number += 1
                if position < own.count { try builder.append(own[position]) }
                position += 1
            }
        } else {
            while number < limit {
                let found = try Search.first(UnsafePointer(own.units + position), own.count - position, UnsafePointer(old.units), old.count, self)
                if found < 0 { break }
                try builder.append(own.base + position, found)
                try builder.append(new.base, new.count)
                position += found + old.count
                number += 1
            }
            if number == 0 { return try bytesPart(value, 0, own.count) }
        }
        if position < own.count { try builder.append(own.base + position, own.count - position) }
        return try builder.finish(like: value)
    }
}
