import KraitUnicode

// Methods of `str` that map or ask about characters: case, classes of characters, translate.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStrCase(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("lower", "($self, /)", "Return the string in lower case.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }) { string, index in string.lowercase(at: index) }
        }
        try builder.method("upper", "($self, /)", "Return the string in upper case.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 }) { string, index in uppercase(string[index]) }
        }
        try builder.method("casefold", "($self, /)", "Return the string without differences of case, for comparing.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }) { string, index in casefold(string[index]) }
        }
        try builder.method("swapcase", "($self, /)", "Return the string with upper case for lower and the other way round.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: { $0 | 0x20 &- 0x61 < 26 ? $0 ^ 0x20 : $0 }) { string, index in
                let point = string[index]
                return isUppercase(point) ? string.lowercase(at: index) : isLowercase(point) ? uppercase(point) : .unchanged(point)
            }
        }
        try builder.method("capitalize", "($self, /)", "Return the string in lower case but for its first character, which has title case.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: nil) { string, index in index == 0 ? titlecase(string[0]) : string.lowercase(at: index) }
        }
        try builder.method("title", "($self, /)", "Return the string with words that begin in title case and go on in lower case.") { thread, arguments throws(Raised) in
            try Str(arguments[0]).mapped(thread, ascii: nil) { string, index in
                index > 0 && isCased(string[index - 1]) ? string.lowercase(at: index) : titlecase(string[index])
            }
        }
        try defineStrQuestions(builder)
        try builder.method("translate", "($self, table, /)", "Replace each character by what table gives for its ordinal: an ordinal, a string, or None to drop it.") { thread, arguments throws(Raised) in
            try thread.translate(Str(arguments[0]), arguments[1])
        }
        try builder.staticMethod("maketrans", "(x, y=None, z=None, /)", "Return a table for str.translate.") { thread, arguments throws(Raised) in
            try thread.makeTranslation(arguments[0], arguments[1], arguments[2])
        }
    }

    private func defineStrQuestions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("isalpha", "($self, /)", "Return whether all characters are letters and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isAlphabetic))
        }
        try builder.method("isalnum", "($self, /)", "Return whether all characters are letters or digits and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isAlphanumeric))
        }
        try builder.method("isdecimal", "($self, /)", "Return whether all characters are decimal digits and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isDecimal))
        }
        try builder.method("isdigit", "($self, /)", "Return whether all characters are digits and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isDigit))
        }
        try builder.method("isnumeric", "($self, /)", "Return whether all characters are numeric and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isNumeric))
        }
        try builder.method("isspace", "($self, /)", "Return whether all characters are whitespace and there is at least one.") { thread, arguments throws(Raised) in
            Value(try Str(arguments[0]).isAll(thread, isSpace))
        }
        try builder.method("isprintable", "($self, /)", "Return whether repr would show all characters as they are.") { thread, arguments throws(Raised) in
            Value(Str(arguments[0]).count == 0 ? true : try Str(arguments[0]).isAll(thread, isPrintable))
        }
        try builder.method("isascii", "($self, /)", "Return whether all characters are ASCII.") { thread, arguments throws(Raised) in
            Value(Str(arguments[0]).isASCII)
        }
        try builder.method("isidentifier", "($self, /)", "Return whether the string could be an identifier.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            guard string.count > 0, isIdentifierStart(string[0]) else { return .false }
            return Value(try string.isAll(thread, isIdentifierContinue))
        }
        try builder.method("islower", "($self, /)", "Return whether there is a cased character and none of them is upper case.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            var found = false
            for index in 0..<string.count {
                if index & 0xFFFF == 0xFFFF { try thread.charge(1 << 12) }
                let point = string[index]
                if isUppercase(point) || isTitlecase(point) { return .false }
                if isLowercase(point) { found = true }
            }
            return Value(found)
        }
        try builder.method("isupper", "($self, /)", "Return whether there is a cased character and none of them is lower case.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            var found = false
            for index in 0..<string.count {
                if index & 0xFFFF == 0xFFFF { try thread.charge(1 << 12) }
                let point = string[index]
                if isLowercase(point) || isTitlecase(point) { return .false }
                if isUppercase(point) { found = true }
            }
            return Value(found)
        }
        try builder.method("istitle", "($self, /)", "Return whether words begin in title case and go on in lower case.") { thread, arguments throws(Raised) in
            let string = Str(arguments[0])
            var found = false, previousIsCased = false
            for index in 0..<string.count {
                if index & 0xFFFF == 0xFFFF { try thread.charge(1 << 12) }
                let point = string[index]
                if isUppercase(point) || isTitlecase(point) {
                    if previousIsCased { return .false }
                    previousIsCased = true
                    found = true
                } else if isLowercase(point) {
                    if !previousIsCased { return .false }
                    found = true
                } else {
                    previousIsCased = false
                }
            }
            return Value(found)
        }
    }
}

extension Str {
    @inline(__always)
    fileprivate func isAll(_ thread: Thread, _ question: (UInt32) -> Bool) throws(Raised) -> Bool {
        if count == 0 { return false }
        try thread.charge(count >> 4)
        var isTrue = true
        try thread.inPieces(count) { start, end in
            var index = start
            while isTrue, index < end {
                isTrue = question(self[index])
                index &+= 1
            }
        }
        return isTrue
    }

    /// The string with each character mapped; `ascii` says how, if all are ASCII and the place does not matter.
    @inline(__always)
    fileprivate func mapped(_ thread: Thread, ascii: ((UInt8) -> UInt8)?, _ map: (Str, Int) -> CaseMapping) throws(Raised) -> Value {
        try thread.charge(count >> 4)
        if isASCII {
            if count == 0 { return thread.machine.pointee.emptyString }
            if count == 1 { return try Str.character(map(self, 0)[0], thread).value }
            let result = try Str.allocate(count: count, largest: 0x7F, thread)
            if let ascii {
                let source = units8, target = result.units8
                try thread.inPieces(count) { start, end in
                    for index in start..<end { target[index] = ascii(source[index]) }
                }
            } else {
                try thread.inPieces(count) { start, end in
                    for index in start..<end { result.units8[index] = UInt8(truncatingIfNeeded: map(self, index)[0]) }
                }
            }
            return result.value
        }
        var builder = try TextBuilder(capacity: count + 4, thread)
        for index in 0..<count {
            for point in map(self, index) { try builder.append(point) }
            if index & 0xFFFF == 0xFFFF { try thread.checkLimits() }
        }
        return try builder.finish().value
    }

    /// Lower case of the character at an index: a capital sigma at the end of a word has a form of its own.
    fileprivate func lowercase(at index: Int) -> CaseMapping {
        let point = self[index]
        if point != 0x3A3 { return KraitUnicode.lowercase(point) }
        var before = index - 1
        while before >= 0, isCaseIgnorable(self[before]) { before -= 1 }
        guard before >= 0, isCased(self[before]) else { return KraitUnicode.lowercase(point) }
        var after = index + 1
        while after < count, isCaseIgnorable(self[after]) { after += 1 }
        if after < count, isCased(self[after]) { return KraitUnicode.lowercase(point) }
        // The small letter of another small final sigma is itself.
        return KraitUnicode.lowercase(0x3C2)
    }
}

// MARK: - Translation

extension UnsafeMutablePointer where Pointee == ThreadState {
    fileprivate func translate(_ string: Str, _ table: Value) throws(Raised) -> Value {
        var builder = try TextBuilder(capacity: string.count, self)
        let done = table.has(machine.pointee.shapes.dict) && string.width == 1 ? try translateBytes(string, Dict(table), &builder) : 0
        for index in done..<string.count {
            let point = string[index]
            try charge(1)
            guard let mapped = try translation(of: point, table) else {
                try builder.append(point)
                continue
            }
            if mapped.isNone { continue }
            if mapped.is(.str) { try builder.append(Str(mapped)); continue }
            guard mapped.isSmallInt || mapped.isBool || mapped.is(.int) else { throw raise(.typeError, "character mapping must return integer, None or str") }
            let number = mapped.isBool ? (mapped == .true ? 1 : 0) : mapped.isSmallInt ? mapped.smallInt : -1
            guard number >= 0, number <= 0x10FFFF else { throw raise(.valueError, "character mapping must be in range(0x110000)") }
            try builder.append(UInt32(number))
        }
        return try builder.finish().value
    }

    /// The same for the beginning of a Latin-1 text: what a dict says of a character is looked up once. Returns the index of the first character that does not
    /// become one Latin-1 character, or none.
    private func translateBytes(_ string: Str, _ table: Dict, _ builder: inout TextBuilder) throws(Raised) -> Int {
        /// Of each character: the one that it becomes; 256 if it is dropped; -1 if that is not known yet.
        let known = UnsafeMutableRawPointer(try allocateScratch(512)).assumingMemoryBound(to: Int16.self)
        for point in 0..<256 { known[point] = -1 }
        let piece = try allocateScratch(Swift.min(string.count, 0x1000))
        let units = string.units8, count = string.count
        var index = 0, pieceCount = 0
        while index < count {
            if pieceCount == 0x1000 || index & 0xFFF == 0 {
                try charge(Swift.min(count - index, 0x1000))
                try builder.append(latin1: piece, pieceCount)
                pieceCount = 0
            }
            let point = units[index]
            var mapped = known[Int(point)]
            if mapped < 0 {
                guard let number = try table.get(Value(smallInt: Int(point)), self) else {
                    mapped = Int16(point)
                    known[Int(point)] = mapped
                    continue
                }
                if number.isNone { mapped = 256 } else if number.isSmallInt, number.smallInt >= 0, number.smallInt < 256 { mapped = Int16(number.smallInt) } else {
                    try builder.append(latin1: piece, pieceCount)
                    return index
                }
                known[Int(point)] = mapped
            }
            if mapped < 256 {
                piece[pieceCount] = UInt8(truncatingIfNeeded: mapped)
                pieceCount &+= 1
            }
            index &+= 1
        }
        try builder.append(latin1: piece, pieceCount)
        return count
    }

    /// What the table says of a character; nil where it raises LookupError.
    private func translation(of point: UInt32, _ table: Value) throws(Raised) -> Value? {
        let key = Value(smallInt: Int(point))
        if table.has(machine.pointee.shapes.dict) { return try Dict(table).get(key, self) }
        do throws(Raised) {
            return try getItem(table, key)
        } catch {
            if try takeException(matching: machine.pointee.types.exceptions.lookupError) { return nil }
            throw error
        }
    }

    fileprivate func makeTranslation(_ first: Value, _ second: Value, _ third: Value) throws(Raised) -> Value {
        let result = try Dict.make(self)
        if second.isUnbound {
            guard first.has(machine.pointee.shapes.dict) else { throw raise(.typeError, "if you give only one argument to maketrans it must be a dict") }
            let source = Dict(first)
            var position = source.nextPosition(from: 0)
            while let place = position {
                let entry = source.table.entries[place]
                var key = entry.key
                if key.is(.str) {
                    guard Str(key).count == 1 else { throw raise(.valueError, "string keys in translate table must be of length 1") }
                    key = Value(smallInt: Int(Str(key)[0]))
                } else if !key.isSmallInt && !key.isBool && !key.is(.int) {
                    throw raise(.typeError, "keys in translate table must be strings or integers")
                }
                try result.set(key, entry.value, self)
                position = source.nextPosition(from: place + 1)
            }
            return result.value
        }
        guard first.is(.str) else { throw raise(.typeError, "first maketrans argument must be a string if there is a second argument") }
        let from = Str(first), to = try strArgument(second, "maketrans", 2)
        let dropped = third.isUnbound ? nil : try strArgument(third, "maketrans", 3)
        guard from.count == to.count else { throw raise(.valueError, "the first two maketrans arguments must have equal length") }
        for index in 0..<from.count { try result.set(Value(smallInt: Int(from[index])), Value(smallInt: Int(to[index])), self) }
        if let dropped { for index in 0..<dropped.count { try result.set(Value(smallInt: Int(dropped[index])), .none, self) } }
        return result.value
    }
}
