// The methods of patterns, and scanners: what searches one text again and again.

/// `_sre.SRE_Scanner`
///
///     header | pattern | string | view of a bytearray, which keeps its size meanwhile, or None | where to go on | end | where an empty match does not count, or -1 | whether it is at its end
struct PatternScanner: CellHandle {
    struct Fields {
        var header: ShapePointer
        var pattern: Value
        var string: Value
        var lock: Value
        var position: Int
        var end: Int
        var mustAdvanceFrom: Int
        var isAtEnd: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    /// The next match, or None.
    func next(_ thread: Thread, isSearch: Bool) throws(Raised) -> Value {
        if fields.pointee.isAtEnd { return .none }
        var matcher = try thread.matcher(Pattern(fields.pointee.pattern), fields.pointee.string, fields.pointee.position, fields.pointee.end)
        matcher.mustAdvanceFrom = fields.pointee.mustAdvanceFrom
        let position = matcher.matchStart
        guard isSearch ? try matcher.search() : try matcher.match() else {
            fields.pointee.isAtEnd = true
            matcher.finish()
            if !fields.pointee.lock.isNone { thread.release(MemoryView(fields.pointee.lock)) }
            return .none
        }
        let match = try PatternMatch.make(matcher, from: position, thread)
        matcher.advance()
        fields.pointee.position = matcher.matchEnd
        fields.pointee.mustAdvanceFrom = matcher.mustAdvanceFrom
        matcher.finish()
        return match.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    private enum Mode { case match, fullMatch, search }

    /// `arguments` are the pattern, the string, and where to begin and end.
    private func find(_ mode: Mode, _ arguments: Arguments) throws(Raised) -> Value {
        var matcher = try makeMatcher(arguments)
        let position = matcher.matchStart
        let isFound = switch mode {
        case .match: try matcher.match()
        case .fullMatch: try matcher.match(isWhole: true)
        case .search: try matcher.search()
        }
        let result = isFound ? try PatternMatch.make(matcher, from: position, self).value : .none
        matcher.finish()
        return result
    }

    private func makeMatcher(_ arguments: Arguments) throws(Raised) -> Matcher {
        let position = arguments[2].isUnbound ? 0 : try index(arguments[2])
        let end = arguments[3].isUnbound ? Int.max : try index(arguments[3])
        return try matcher(Pattern(arguments[0]), arguments[1], position, end)
    }

    /// What `findall` gives for a match: the match, its only group, or a tuple of its groups.
    private func found(_ matcher: Matcher) throws(Raised) -> Value {
        let string = matcher.subject.value
        let empty = { () throws(Raised) -> Value in try part(of: string, 0, 0) }
        switch matcher.groupCount {
        case 0: return try part(of: string, matcher.matchStart, matcher.matchEnd)
        case 1:
            guard let (start, end) = matcher.span(ofGroup: 1) else { return try empty() }
            return try part(of: string, start, end)
        default:
            let groups = try Tuple.allocate(count: matcher.groupCount, self)
            for index in 0..<groups.count {
                if let (start, end) = matcher.span(ofGroup: index + 1) {
                    groups.base[index] = try part(of: string, start, end)
                } else {
                    groups.base[index] = try empty()
                }
            }
            return groups.value
        }
    }

    private func split(_ arguments: Arguments) throws(Raised) -> Value {
        let limit = arguments[2].isUnbound ? 0 : try index(arguments[2])
        let string = arguments[1]
        var matcher = try matcher(Pattern(arguments[0]), string)
        let result = try List.make(self)
        var last = 0, count = 0
        while limit == 0 || count < limit, try matcher.search() {
            try result.append(try part(of: string, last, matcher.matchStart), self)
            for group in 0..<matcher.groupCount {
                let span = matcher.span(ofGroup: group + 1)
                try result.append(span == nil ? .none : try part(of: string, span?.start ?? 0, span?.end ?? 0), self)
            }
            count += 1
            last = matcher.matchEnd
            matcher.advance()
        }
        try result.append(try part(of: string, last, matcher.end), self)
        matcher.finish()
        return result.value
    }

    /// The text with matches replaced, and how many there were.
    private func substitute(_ arguments: Arguments) throws(Raised) -> (text: Value, count: Int) {
        let pattern = Pattern(arguments[0]), string = arguments[2]
        let limit = arguments[3].isUnbound ? 0 : try index(arguments[3])
        var filter = arguments[1]
        let isFunction = isCallable(filter)
        var isTemplate = false
        if !isFunction, try !isLiteral(filter) {
            filter = try compileTemplate(pattern, filter)
            isTemplate = PatternTemplate(filter).parts.count > 1
            if !isTemplate { filter = PatternTemplate(filter).parts[0] }
        }
        var matcher = try matcher(pattern, string)
        // The function may be about to change what is searched.
        let lock = isFunction ? try lock(string) : nil
        defer { if let lock { release(lock) } }
        let result = try List.make(self)
        var last = 0, count = 0
        while limit == 0 || count < limit, try matcher.search() {
            let start = matcher.matchStart, end = matcher.matchEnd
            if last < start { try result.append(try part(of: string, last, start), self) }
            var item = filter
            if isFunction || isTemplate {
                let match = try PatternMatch.make(matcher, from: 0, self)
                item = isTemplate ? try PatternTemplate(filter).expand(match, self) : try call(filter, match.value)
            }
            if !item.isNone { try result.append(item, self) }
            last = end
            count += 1
            matcher.advance()
        }
        if last < matcher.end { try result.append(try part(of: string, last, matcher.end), self) }
        matcher.finish()
        if result.count == 0 { return (try part(of: string, 0, 0), count) }
        return (try joinParts(result, like: string), count)
    }

    /// Whether a replacement is a text without references.
    private func isLiteral(_ value: Value) throws(Raised) -> Bool {
        guard value.is(.str) || isBytesLike(value) else { return false }
        let subject = try subject(value)
        if subject.width == 1 { return findByte(0x5C, subject.units, subject.count) == nil }
        try charge(subject.count >> 4)
        for index in 0..<subject.count where Str(value)[index] == 0x5C { return false }
        return true
    }

    private func describe(_ pattern: Pattern) throws(Raised) -> Value {
        let names: [(Int, String)] = [
            (2, "re.IGNORECASE"), (4, "re.LOCALE"), (8, "re.MULTILINE"), (16, "re.DOTALL"), (32, "re.UNICODE"), (64, "re.VERBOSE"), (128, "re.DEBUG"), (256, "re.ASCII"),
        ]
        var flags = pattern.fields.pointee.flags
        // Patterns of text are Unicode's unless they say otherwise.
        if pattern.fields.pointee.kind == .text, flags & (4 | 32 | 256) == 32 { flags &= ~32 }
        var shown: [String] = []
        for (flag, name) in names where flags & flag != 0 {
            shown.append(name)
            flags &= ~flag
        }
        if flags != 0 { shown.append("0x" + String(UInt32(truncatingIfNeeded: flags), radix: 16)) }
        let text = Str(try repr(pattern.fields.pointee.pattern))
        let start = try text.substring(0, Swift.min(200, text.count), self)
        return try Str.make("re.compile(\(start.text)\(shown.isEmpty ? "" : ", " + shown.joined(separator: "|")))", self).value
    }

    private func isEqual(_ left: Pattern, _ right: Pattern) throws(Raised) -> Bool {
        if left == right { return true }
        let a = left.fields, b = right.fields
        guard a.pointee.flags == b.pointee.flags, a.pointee.kind == b.pointee.kind, a.pointee.wordCount == b.pointee.wordCount,
            compareBytes(left.words, right.words, a.pointee.wordCount * 4) == 0
        else { return false }
        return try isEqual(a.pointee.pattern, b.pointee.pattern)
    }

    func definePattern() throws(Raised) {
        machine.pointee.types.pattern = try makeHiddenClass(
            "re.Pattern", Pattern.layout, "A compiled regular expression.", flags: [.cannotInstantiate, .hasWeakReferences]
        ) { builder throws(Raised) in
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in try thread.describe(Pattern(arguments[0])) }
            try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
                let fields = Pattern(arguments[0]).fields
                var hash = try thread.hash(fields.pointee.pattern)
                for index in 0..<fields.pointee.wordCount { hash = (hash &* 1_000_003) ^ Int(Pattern(arguments[0]).words[index]) }
                hash ^= fields.pointee.flags ^ fields.pointee.kind.rawValue ^ fields.pointee.groups
                return try thread.makeInt(hash == -1 ? -2 : hash)
            }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
                guard arguments[1].type(thread).value == thread.machine.pointee.types.pattern else { return .notImplemented }
                return Value(try thread.isEqual(Pattern(arguments[0]), Pattern(arguments[1])))
            }
            try builder.method("match", "($self, /, string, pos=0, endpos=sys.maxsize)", "A match at the beginning of the string, or None.") { thread, arguments throws(Raised) in
                try thread.find(.match, arguments)
            }
            try builder.method("fullmatch", "($self, /, string, pos=0, endpos=sys.maxsize)", "A match of the whole string, or None.") { thread, arguments throws(Raised) in
                try thread.find(.fullMatch, arguments)
            }
            try builder.method("search", "($self, /, string, pos=0, endpos=sys.maxsize)", "The first match in the string, or None.") { thread, arguments throws(Raised) in
                try thread.find(.search, arguments)
            }
            try builder.method("findall", "($self, /, string, pos=0, endpos=sys.maxsize)", "A list of all matches that do not overlap: their groups if the pattern has any.") { thread, arguments throws(Raised) in
                var matcher = try thread.makeMatcher(arguments)
                let result = try List.make(thread)
                while try matcher.search() {
                    try result.append(try thread.found(matcher), thread)
                    matcher.advance()
                }
                matcher.finish()
                return result.value
            }
            try builder.method("finditer", "($self, /, string, pos=0, endpos=sys.maxsize)", "An iterator over the matches that do not overlap.") { thread, arguments throws(Raised) in
                let scanner = try thread.makeScanner(arguments)
                return try thread.callableIterator(try thread.getAttribute(scanner, try thread.intern("search").value), sentinel: .none)
            }
            try builder.method("scanner", "($self, /, string, pos=0, endpos=sys.maxsize)") { thread, arguments throws(Raised) in try thread.makeScanner(arguments) }
            try builder.method("split", "($self, /, string, maxsplit=0)", "Split a string where the pattern matches.") { thread, arguments throws(Raised) in try thread.split(arguments) }
            try builder.method("sub", "($self, /, repl, string, count=0)", "The string with matches replaced, at most count of them unless it is 0.") { thread, arguments throws(Raised) in
                try thread.substitute(arguments).text
            }
            try builder.method("subn", "($self, /, repl, string, count=0)", "What sub() returns, and how many matches were replaced.") { thread, arguments throws(Raised) in
                let (text, count) = try thread.substitute(arguments)
                return try thread.tuple(text, try thread.makeInt(count))
            }
            try builder.method("__copy__", "($self, /)") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__deepcopy__", "($self, memo, /)") { thread, arguments throws(Raised) in arguments[0] }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
            try builder.member("pattern", "What was compiled.") { thread, arguments throws(Raised) in Pattern(arguments[0]).fields.pointee.pattern }
            try builder.member("flags", "How it was compiled.") { thread, arguments throws(Raised) in Value(smallInt: Pattern(arguments[0]).fields.pointee.flags) }
            try builder.member("groups", "The number of groups.") { thread, arguments throws(Raised) in Value(smallInt: Pattern(arguments[0]).fields.pointee.groups) }
            try builder.property("groupindex", "The numbers of the groups that have names.", get: { thread, arguments throws(Raised) in
                let names = Pattern(arguments[0]).fields.pointee.groupIndex
                return Dict(names).count == 0 ? try Dict.make(thread).value : try MappingProxy.make(names, thread)
            })
        }.value
    }

    private func makeScanner(_ arguments: Arguments) throws(Raised) -> Value {
        let matcher = try makeMatcher(arguments)
        let scanner = PatternScanner(try makeInstance(of: Type(machine.pointee.types.patternScanner)))
        scanner.fields.pointee.pattern = arguments[0]
        scanner.fields.pointee.string = arguments[1]
        scanner.fields.pointee.lock = .none
        if let lock = try lock(arguments[1]) { scanner.fields.pointee.lock = lock.value }
        scanner.fields.pointee.position = matcher.matchStart
        scanner.fields.pointee.end = matcher.end
        scanner.fields.pointee.mustAdvanceFrom = -1
        matcher.finish()
        return scanner.value
    }

    func definePatternScanner() throws(Raised) {
        machine.pointee.types.patternScanner = try makeHiddenClass("_sre.SRE_Scanner", PatternScanner.layout, nil) { builder throws(Raised) in
            try builder.method("match", "($self, /)") { thread, arguments throws(Raised) in try PatternScanner(arguments[0]).next(thread, isSearch: false) }
            try builder.method("search", "($self, /)") { thread, arguments throws(Raised) in try PatternScanner(arguments[0]).next(thread, isSearch: true) }
            try builder.member("pattern") { thread, arguments throws(Raised) in PatternScanner(arguments[0]).fields.pointee.pattern }
        }.value
    }
}
