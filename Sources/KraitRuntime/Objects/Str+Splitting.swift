import KraitUnicode

// Methods of `str` that take text apart and put it together: split, splitlines, partition, strip, join.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStrSplitting(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("split", "($self, /, sep=None, maxsplit=-1)", "Return a list of the words in the string, with sep (or runs of whitespace) between them.") { thread, arguments throws(Raised) in
            let (separator, limit) = try thread.splitArguments(arguments)
            let string = Str(arguments[0])
            guard let separator else { return try string.splitWhitespace(limit: limit, thread).value }
            return try string.split(separator, limit: limit, thread).value
        }
        try builder.method("rsplit", "($self, /, sep=None, maxsplit=-1)", "Like split, but splits from the end.") { thread, arguments throws(Raised) in
            let (separator, limit) = try thread.splitArguments(arguments)
            let string = Str(arguments[0])
            guard let separator else { return try string.splitWhitespaceFromEnd(limit: limit, thread).value }
            return try string.splitFromEnd(separator, limit: limit, thread).value
        }
        try builder.method("splitlines", "($self, /, keepends=False)", "Return a list of the lines in the string.") { thread, arguments throws(Raised) in
            let keepsEnds = arguments[1].isUnbound ? false : try thread.isTrue(arguments[1])
            return try Str(arguments[0]).splitLines(keepsEnds: keepsEnds, thread).value
        }
        try builder.method("partition", "($self, sep, /)", "Return what is before the first sep, sep, and what is behind it.") { thread, arguments throws(Raised) in
            let (string, separator) = try thread.partitionArguments(arguments)
            let found = try string.find(separator, 0, string.count, thread)
            return try thread.partition(string, separator, at: found, emptyFirst: false)
        }
        try builder.method("rpartition", "($self, sep, /)", "Return what is before the last sep, sep, and what is behind it.") { thread, arguments throws(Raised) in
            let (string, separator) = try thread.partitionArguments(arguments)
            let found = try string.find(separator, 0, string.count, fromEnd: true, thread)
            return try thread.partition(string, separator, at: found, emptyFirst: true)
        }
        try builder.method("strip", "($self, chars=None, /)", "Return the string without the whitespace (or chars) at both ends.") { thread, arguments throws(Raised) in
            try thread.strip(arguments, "strip", left: true, right: true)
        }
        try builder.method("lstrip", "($self, chars=None, /)", "Return the string without the whitespace (or chars) at its beginning.") { thread, arguments throws(Raised) in
            try thread.strip(arguments, "lstrip", left: true, right: false)
        }
        try builder.method("rstrip", "($self, chars=None, /)", "Return the string without the whitespace (or chars) at its end.") { thread, arguments throws(Raised) in
            try thread.strip(arguments, "rstrip", left: false, right: true)
        }
        try builder.method("join", "($self, iterable, /)", "Put the strings of the iterable together, with this one between them.") { thread, arguments throws(Raised) in
            try thread.join(Str(arguments[0]), arguments[1])
        }
    }

    private func splitArguments(_ arguments: Arguments) throws(Raised) -> (separator: Str?, limit: Int) {
        let limit = arguments[2].isUnbound ? -1 : try index(arguments[2])
        if arguments[1].isUnbound || arguments[1].isNone { return (nil, limit < 0 ? .max : limit) }
        guard arguments[1].is(.str) else { throw raise(.typeError, "must be str or None, not \(arguments[1].type(self).name)") }
        if Str(arguments[1]).count == 0 { throw raise(.valueError, "empty separator") }
        return (Str(arguments[1]), limit < 0 ? .max : limit)
    }

    private func partitionArguments(_ arguments: Arguments) throws(Raised) -> (Str, Str) {
        guard arguments[1].is(.str) else { throw raise(.typeError, "must be str, not \(arguments[1].type(self).name)") }
        if Str(arguments[1]).count == 0 { throw raise(.valueError, "empty separator") }
        return (Str(arguments[0]), Str(arguments[1]))
    }

    private func partition(_ string: Str, _ separator: Str, at found: Int, emptyFirst: Bool) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 3, self)
        for index in 0..<3 { tuple.base[index] = machine.pointee.emptyString }
        if found < 0 {
            tuple.base[emptyFirst ? 2 : 0] = try string.exact(self).value
        } else {
            tuple.base[0] = try string.substring(0, found, self).value
            tuple.base[1] = try separator.exact(self).value
            tuple.base[2] = try string.substring(found + separator.count, string.count, self).value
        }
        return tuple.value
    }

    private func strip(_ arguments: Arguments, _ name: StaticString, left: Bool, right: Bool) throws(Raised) -> Value {
        let string = Str(arguments[0])
        var start = 0, end = string.count
        if arguments[1].isUnbound || arguments[1].isNone {
            if left { while start < end, isSpace(string[start]) { start += 1; try chargeNowAndThen(start) } }
            if right { while end > start, isSpace(string[end - 1]) { end -= 1; try chargeNowAndThen(end) } }
        } else {
            guard arguments[1].is(.str) else { throw raise(.typeError, "\(name) arg must be None or str") }
            let characters = Str(arguments[1])
            func isOne(_ point: UInt32) -> Bool {
                for index in 0..<characters.count where characters[index] == point { return true }
                return false
            }
            if left { while start < end, isOne(string[start]) { start += 1; try chargeNowAndThen(start, characters.count) } }
            if right { while end > start, isOne(string[end - 1]) { end -= 1; try chargeNowAndThen(end, characters.count) } }
        }
        return try string.substring(start, end, self).value
    }

    /// Charges what it takes to look at 4096 characters with `work` comparisons each, when a loop comes to a multiple of that.
    @inline(__always)
    private func chargeNowAndThen(_ index: Int, _ work: Int = 1) throws(Raised) {
        if index & 0xFFF == 0 { try charge(work << 8) }
    }

    /// `separator.join(iterable)`
    func join(_ separator: Str, _ iterable: Value) throws(Raised) -> Value {
        if iterable.has(machine.pointee.shapes.list) {
            let list = List(iterable)
            return try Str.join(separator, list.base, count: list.count, self).value
        }
        if iterable.is(.tuple) { return try Str.join(separator, Tuple(iterable).base, count: Tuple(iterable).count, self).value }
        guard let iterator = try iteratorOrNil(of: iterable) else { throw raise(.typeError, "can only join an iterable") }
        let items = try List.make(self)
        try items.extend(iterator: iterator, self)
        return try Str.join(separator, items.base, count: items.count, self).value
    }
}

// MARK: - Splitting

extension Str {
    /// Words between runs of whitespace, at most `limit` splits.
    func splitWhitespace(limit: Int, _ thread: Thread) throws(Raised) -> List {
        try thread.charge(count >> 3)
        switch width {
        case 1 where isASCII: return try splitWhitespace(units8, limit: limit, thread) { isASCIISpace(UInt8(truncatingIfNeeded: $0)) }
        case 1: return try splitWhitespace(units8, limit: limit, thread, isSpace)
        case 2: return try splitWhitespace(units16, limit: limit, thread, isSpace)
        default: return try splitWhitespace(units32, limit: limit, thread, isSpace)
        }
    }

    @inline(__always)
    private func splitWhitespace<Unit: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, limit: Int, _ thread: Thread, _ isSpace: (UInt32) -> Bool
    ) throws(Raised) -> List {
        let result = try List.make(thread)
        // In local variables: appending might have changed fields, as far as the optimizer knows.
        let count = self.count
        var position = 0, splits = 0
        while true {
            while position < count, isSpace(UInt32(truncatingIfNeeded: units[position])) { position &+= 1 }
            if position >= count { return result }
            let start = position
            if splits >= limit {
                try result.append(try substring(start, count, thread).value, thread)
                return result
            }
            while position < count, !isSpace(UInt32(truncatingIfNeeded: units[position])) { position &+= 1 }
            try result.append(try substring(start, position, thread).value, thread)
            splits += 1
        }
    }

    func splitWhitespaceFromEnd(limit: Int, _ thread: Thread) throws(Raised) -> List {
        let result = try List.make(thread)
        var position = count, splits = 0
        try thread.charge(count >> 3)
        while true {
            while position > 0, isSpace(self[position - 1]) { position -= 1 }
            if position <= 0 { break }
            let end = position
            if splits >= limit {
                try result.append(try substring(0, end, thread).value, thread)
                break
            }
            while position > 0, !isSpace(self[position - 1]) { position -= 1 }
            try result.append(try substring(position, end, thread).value, thread)
            splits += 1
        }
        result.reverse()
        return result
    }

    /// Parts between occurrences of a separator, at most `limit` splits.
    func split(_ separator: Str, limit: Int, _ thread: Thread) throws(Raised) -> List {
        let result = try List.make(thread)
        var position = 0, splits = 0
        if separator.count == 1 {
            switch width {
            case 1: position = try splitAtUnit(units8, separator[0], limit: limit, into: result, thread)
            case 2: position = try splitAtUnit(units16, separator[0], limit: limit, into: result, thread)
            default: position = try splitAtUnit(units32, separator[0], limit: limit, into: result, thread)
            }
            splits = limit
        }
        while splits < limit {
            let found = try find(separator, position, count, thread)
            if found < 0 { break }
            try result.append(try substring(position, found, thread).value, thread)
            position = found + separator.count
            splits += 1
        }
        try result.append(try substring(position, count, thread).value, thread)
        return result
    }

    /// Appends the parts before the first `limit` occurrences of a character; returns where the rest begins.
    @inline(__always)
    private func splitAtUnit<Unit: FixedWidthInteger & UnsignedInteger>(
        _ units: UnsafePointer<Unit>, _ separator: UInt32, limit: Int, into result: List, _ thread: Thread
    ) throws(Raised) -> Int {
        guard let separator = Unit(exactly: separator) else { return 0 }
        // In a local variable, as above.
        let count = self.count
        var start = 0, position = 0, splits = 0
        while position < count, splits < limit {
            if units[position] == separator {
                try result.append(try substring(start, position, thread).value, thread)
                start = position &+ 1
                splits &+= 1
            }
            position &+= 1
            if position & 0xFFFF == 0 { try thread.charge(0x1000) }
        }
        return start
    }

    func splitFromEnd(_ separator: Str, limit: Int, _ thread: Thread) throws(Raised) -> List {
        let result = try List.make(thread)
        var end = count, splits = 0
        while splits < limit {
            let found = try find(separator, 0, end, fromEnd: true, thread)
            if found < 0 { break }
            try result.append(try substring(found + separator.count, end, thread).value, thread)
            end = found
            splits += 1
        }
        try result.append(try substring(0, end, thread).value, thread)
        result.reverse()
        return result
    }

    func splitLines(keepsEnds: Bool, _ thread: Thread) throws(Raised) -> List {
        let result = try List.make(thread)
        var position = 0
        try thread.charge(count >> 3)
        while position < count {
            let start = position
            while position < count, !isLineBreak(self[position]) { position &+= 1 }
            var end = position
            if position < count {
                let isPair = self[position] == 0x0D && position + 1 < count && self[position + 1] == 0x0A
                position += isPair ? 2 : 1
                if keepsEnds { end = position }
            }
            try result.append(try substring(start, end, thread).value, thread)
            try thread.charge(1)
        }
        return result
    }
}

/// Whether `str.split` ends words at an ASCII character: control characters 0x1C…0x1F included.
@inline(__always)
func isASCIISpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 || byte &- 0x1C < 4 }

extension List {
    /// Turns the order of the items around.
    func reverse() {
        var low = 0, high = count - 1
        while low < high {
            let item = base[low]
            base[low] = base[high]
            base[high] = item
            low += 1
            high -= 1
        }
    }
}
