/// `re.Match`: where a pattern and its groups matched.
///
///     header | pattern | string | regs, once asked for | pos | endpos | last group | [start, end] of the match and of each group
///
/// In CPython: Modules/_sre/sre.c.
struct PatternMatch: CellHandle {
    struct Fields {
        var header: ShapePointer
        var pattern: Value
        var string: Value
        /// The tuple of all spans, or unbound.
        var regions: Value
        var position: Int
        var end: Int
        var lastGroup: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    var pattern: Pattern { Pattern(fields.pointee.pattern) }
    /// Start and end of a group, -1 if it did not match.
    func span(_ group: Int) -> UnsafeMutablePointer<Int> { (cell + MemoryLayout<Fields>.stride).assumingMemoryBound(to: Int.self) + 2 * group }

    static func make(_ matcher: Matcher, from position: Int, _ thread: Thread) throws(Raised) -> PatternMatch {
        let groups = matcher.groupCount
        let match = PatternMatch(try thread.makeInstance(of: Type(thread.machine.pointee.types.patternMatch), itemBytes: (groups + 1) * 16))
        match.fields.pointee.pattern = matcher.pattern.value
        match.fields.pointee.string = matcher.subject.value
        match.fields.pointee.regions = .unbound
        match.fields.pointee.position = position
        match.fields.pointee.end = matcher.end
        match.fields.pointee.lastGroup = matcher.lastGroup
        match.span(0)[0] = matcher.matchStart
        match.span(0)[1] = matcher.matchEnd
        for group in 0..<groups {
            let span = matcher.span(ofGroup: group + 1)
            match.span(group + 1)[0] = span?.start ?? -1
            match.span(group + 1)[1] = span?.end ?? -1
        }
        return match
    }

    /// What a group matched, or `missing`.
    func part(_ group: Int, missing: Value = .none, _ thread: Thread) throws(Raised) -> Value {
        let span = self.span(group)
        return span[0] < 0 ? missing : try thread.part(of: fields.pointee.string, span[0], span[1])
    }

    /// The number of the group with a number or name.
    func group(_ key: Value, _ thread: Thread) throws(Raised) -> Int {
        var number: Int?
        if key.isSmallInt {
            number = key.smallInt
        } else if thread.hasIndex(key) {
            number = thread.machineInteger(try thread.indexValue(key))
        } else {
            let names = Dict(pattern.fields.pointee.groupIndex)
            if names.count > 0, let found = try names.get(key, thread) { number = thread.machineInteger(found) }
        }
        guard let number, number >= 0, number <= pattern.fields.pointee.groups else { throw thread.raise(.indexError, "no such group") }
        return number
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    private func group(_ arguments: Arguments) throws(Raised) -> UnsafeMutablePointer<Int> {
        let match = PatternMatch(arguments[0])
        return match.span(arguments[1].isUnbound ? 0 : try match.group(arguments[1], self))
    }

    func definePatternMatch() throws(Raised) {
        machine.pointee.types.patternMatch = try makeHiddenClass("re.Match", PatternMatch.layout, "What a pattern matched.") { builder throws(Raised) in
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                let text = Str(try thread.repr(try match.part(0, thread)))
                let shown = try text.substring(0, Swift.min(50, text.count), thread)
                return try Str.make("<re.Match object; span=(\(match.span(0)[0]), \(match.span(0)[1])), match=\(shown.text)>", thread).value
            }
            try builder.method("group", "($self, /, *groups)", "The text of a group by its number or name; a tuple for several groups; the whole match for none.") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0]), groups = Tuple(arguments[1])
                switch groups.count {
                case 0: return try match.part(0, thread)
                case 1: return try match.part(try match.group(groups[0], thread), thread)
                default:
                    let result = try Tuple.allocate(count: groups.count, thread)
                    for index in 0..<groups.count { result.base[index] = try match.part(try match.group(groups[index], thread), thread) }
                    return result.value
                }
            }
            try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                return try match.part(try match.group(arguments[1], thread), thread)
            }
            try builder.method("start", "($self, group=0, /)", "Where a group begins, -1 if it did not match.") { thread, arguments throws(Raised) in
                try thread.makeInt(try thread.group(arguments)[0])
            }
            try builder.method("end", "($self, group=0, /)", "Where a group ends, -1 if it did not match.") { thread, arguments throws(Raised) in
                try thread.makeInt(try thread.group(arguments)[1])
            }
            try builder.method("span", "($self, group=0, /)", "Where a group begins and ends.") { thread, arguments throws(Raised) in
                let span = try thread.group(arguments)
                return try thread.tuple(Value(smallInt: span[0]), Value(smallInt: span[1]))
            }
            try builder.method("groups", "($self, /, default=None)", "The texts of all groups, from 1 on; default for those that did not match.") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                let result = try Tuple.allocate(count: match.pattern.fields.pointee.groups, thread)
                for index in 0..<result.count { result.base[index] = try match.part(index + 1, missing: arguments[1].isUnbound ? .none : arguments[1], thread) }
                return result.value
            }
            try builder.method("groupdict", "($self, /, default=None)", "The texts of the groups that have names, by name; default for those that did not match.") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                let result = try Dict.make(thread)
                let names = Dict(match.pattern.fields.pointee.groupIndex)
                var position = 0
                while let index = names.nextPosition(from: position) {
                    position = index + 1
                    let entry = names.table.entries[index]
                    let part = try match.part(try match.group(entry.value, thread), missing: arguments[1].isUnbound ? .none : arguments[1], thread)
                    try result.set(entry.key, part, thread)
                }
                return result.value
            }
            try builder.method("expand", "($self, /, template)", "The template with its references to groups replaced, as sub() does it.") { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                let filter = try thread.compileTemplate(match.pattern, arguments[1])
                return try PatternTemplate(filter).expand(match, thread)
            }
            try builder.method("__copy__", "($self, /)") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__deepcopy__", "($self, memo, /)") { thread, arguments throws(Raised) in arguments[0] }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
            try builder.member("string", "What was searched.") { thread, arguments throws(Raised) in PatternMatch(arguments[0]).fields.pointee.string }
            try builder.member("re", "The pattern.") { thread, arguments throws(Raised) in PatternMatch(arguments[0]).fields.pointee.pattern }
            try builder.member("pos", "Where the search began.") { thread, arguments throws(Raised) in Value(smallInt: PatternMatch(arguments[0]).fields.pointee.position) }
            try builder.member("endpos", "Where the search was to end.") { thread, arguments throws(Raised) in Value(smallInt: PatternMatch(arguments[0]).fields.pointee.end) }
            try builder.property("lastindex", "The number of the group that ended last, or None.", get: { thread, arguments throws(Raised) in
                let group = PatternMatch(arguments[0]).fields.pointee.lastGroup
                return group == 0 ? .none : Value(smallInt: group)
            })
            try builder.property("lastgroup", "The name of the group that ended last, or None.", get: { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0]), group = match.fields.pointee.lastGroup
                let names = Tuple(match.pattern.fields.pointee.indexGroup)
                return group > 0 && group < names.count ? names[group] : .none
            })
            try builder.property("regs", get: { thread, arguments throws(Raised) in
                let match = PatternMatch(arguments[0])
                if match.fields.pointee.regions.isUnbound {
                    let result = try Tuple.allocate(count: match.pattern.fields.pointee.groups + 1, thread)
                    for index in 0..<result.count { result.base[index] = try thread.tuple(Value(smallInt: match.span(index)[0]), Value(smallInt: match.span(index)[1])) }
                    match.fields.pointee.regions = result.value
                }
                return match.fields.pointee.regions
            })
        }.value
    }

    /// A class of the module that its namespace does not show, and that cannot be instantiated.
    func makeHiddenClass(
        _ name: StaticString, _ layout: Layout, _ doc: StaticString?, flags: Type.Flags = [.cannotInstantiate],
        _ define: (NativeBuilder) throws(Raised) -> Void
    ) throws(Raised) -> Type {
        try makeBuiltinType("\(name)", base: Type(machine.pointee.types.object), layout: machine.layout(layout), flags: flags, hasAttributes: false) { builder throws(Raised) in
            if let doc { try builder.doc(doc) }
            try define(builder)
        }
    }
}
