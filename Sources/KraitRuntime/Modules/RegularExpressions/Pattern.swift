import KraitUnicode

/// `re.Pattern`: a compiled regular expression.
///
///     header | pattern | group names ─▶ numbers | names by number | ByteStorage [instructions | sets | words] | numbers …
///
/// In CPython: Modules/_sre/sre.c.
struct Pattern: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// What was compiled: str, bytes-like, or None.
        var pattern: Value
        /// A dict.
        var groupIndex: Value
        /// A tuple.
        var indexGroup: Value
        var storage: Value
        /// A ByteStorage that a matcher may take; none while one has it.
        var scratch: Value
        var flags: Int
        var groups: Int
        var kind: Kind
        var instructionCount: Int
        var setCount: Int
        var wordCount: Int
        var registerCount: Int
        var minimumWidth: Int
        var prefixStart: Int
        var prefixCount: Int
        var firstSet: Int
        var firstInstruction: Int
    }
    /// What the pattern can be applied to.
    enum Kind: Int { case text, bytes, both }

    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 5)
    })

    @inline(__always) private var storage: UnsafeMutableRawPointer { ByteStorage(fields.pointee.storage).bytes }
    @inline(__always) var instructions: UnsafeMutablePointer<PatternInstruction> { storage.assumingMemoryBound(to: PatternInstruction.self) }
    @inline(__always) var sets: UnsafeMutablePointer<PatternSet> {
        (storage + fields.pointee.instructionCount &* MemoryLayout<PatternInstruction>.stride).assumingMemoryBound(to: PatternSet.self)
    }
    @inline(__always) var words: UnsafeMutablePointer<UInt32> {
        (UnsafeMutableRawPointer(sets) + fields.pointee.setCount &* MemoryLayout<PatternSet>.stride).assumingMemoryBound(to: UInt32.self)
    }

    static func make(_ lowered: LoweredPattern, _ code: [UInt32], _ thread: Thread) throws(Raised) -> Pattern {
        let instructionBytes = lowered.instructions.count * MemoryLayout<PatternInstruction>.stride
        let setBytes = lowered.sets.count * MemoryLayout<PatternSet>.stride
        let storage = try ByteStorage.make(capacity: instructionBytes + setBytes + code.count * 4, thread)
        let pattern = Pattern(try thread.makeInstance(of: Type(thread.machine.pointee.types.pattern)))
        pattern.fields.pointee.pattern = .none
        pattern.fields.pointee.storage = storage.value
        pattern.fields.pointee.instructionCount = lowered.instructions.count
        pattern.fields.pointee.setCount = lowered.sets.count
        pattern.fields.pointee.wordCount = code.count
        pattern.fields.pointee.registerCount = lowered.registerCount
        pattern.fields.pointee.minimumWidth = lowered.minimumWidth
        pattern.fields.pointee.prefixStart = lowered.prefix.lowerBound
        pattern.fields.pointee.prefixCount = lowered.prefix.count
        pattern.fields.pointee.firstSet = lowered.firstSet
        pattern.fields.pointee.firstInstruction = lowered.firstInstruction
        pattern.fields.pointee.scratch = .none
        lowered.instructions.withUnsafeBytes { storage.bytes.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(storage.bytes), byteCount: $0.count) }
        lowered.sets.withUnsafeBytes { (storage.bytes + instructionBytes).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(storage.bytes), byteCount: setBytes) }
        code.withUnsafeBytes { (storage.bytes + instructionBytes + setBytes).copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(storage.bytes), byteCount: $0.count) }
        return pattern
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineRegularExpressionModule(_ builder: NativeBuilder) throws(Raised) {
        try definePattern()
        try definePatternMatch()
        try definePatternScanner()
        try definePatternTemplate()
        try builder.set("MAGIC", try makeInt(20_230_612))
        try builder.set("CODESIZE", try makeInt(4))
        try builder.set("MAXREPEAT", try makeInt(Int(UInt32.max)))
        try builder.set("MAXGROUPS", try makeInt(Self.maximumGroups))
        try builder.set("copyright", try Str.make(" Krait's engine for regular expressions ", self).value)
        try builder.method("getcodesize", "()", "Bytes of a word of compiled code.") { thread, arguments throws(Raised) in try thread.makeInt(4) }
        try builder.method("ascii_iscased", "(character, /)", "Whether an ASCII character has case.") { thread, arguments throws(Raised) in
            Value((try thread.characterArgument(arguments[0]) | 0x20) &- 0x61 < 26)
        }
        try builder.method("unicode_iscased", "(character, /)", "Whether a character has case.") { thread, arguments throws(Raised) in
            let character = try thread.characterArgument(arguments[0])
            return Value(simpleLowercase(character) != character || simpleUppercase(character) != character)
        }
        try builder.method("ascii_tolower", "(character, /)", "An ASCII character in lower case.") { thread, arguments throws(Raised) in
            try thread.makeInt(Int(PatternFold.ascii(try thread.characterArgument(arguments[0]))))
        }
        try builder.method("unicode_tolower", "(character, /)", "A character in lower case.") { thread, arguments throws(Raised) in
            try thread.makeInt(Int(simpleLowercase(try thread.characterArgument(arguments[0]))))
        }
        try builder.method("compile", "(pattern, flags, code, groups, groupindex, indexgroup)", "Make a pattern of what re._compiler made.") { thread, arguments throws(Raised) in
            try thread.makePattern(arguments)
        }
        try builder.method("template", "(pattern, template, /)", "Make a template of what re._parser made.") { thread, arguments throws(Raised) in
            try thread.makePatternTemplate(arguments[1])
        }
    }

    private static var maximumGroups: Int { Int(Int32.max) / 2 }

    private func characterArgument(_ value: Value) throws(Raised) -> UInt32 {
        let number = try index(value)
        guard let character = Int32(exactly: number) else { throw raise(.overflowError, "Python int too large to convert to C int") }
        return UInt32(bitPattern: character)
    }

    private func makePattern(_ arguments: Arguments) throws(Raised) -> Value {
        let flags = try index(arguments[1])
        guard Int32(exactly: flags) != nil else { throw raise(.overflowError, "Python int too large to convert to C int") }
        func check(_ index: Int, _ name: StaticString, _ isRight: Bool, _ type: StaticString) throws(Raised) {
            if !isRight { throw raise(.typeError, "compile() argument '\(name)' must be \(type), not \(arguments[index].type(self).name)") }
        }
        try check(2, "code", arguments[2].is(.list), "list")
        let groups = try index(arguments[3])
        try check(4, "groupindex", arguments[4].is(.dict), "dict")
        try check(5, "indexgroup", arguments[5].is(.tuple), "tuple")
        let list = List(arguments[2])
        // The words, and what is made of them, at most.
        let memory = list.count &* 64
        try takeOutside(memory)
        defer { giveBackOutside(memory) }
        var code: [UInt32] = []
        code.reserveCapacity(list.count)
        for index in 0..<list.count {
            guard let int = exactInt(list[index]) else { throw raise(.typeError, "an integer is required") }
            if signOfInt(int) < 0 { throw raise(.overflowError, "can't convert negative value to unsigned int") }
            guard let number = machineInteger(int), let word = UInt32(exactly: number) else { throw raise(.overflowError, "regular expression code size limit exceeded") }
            code.append(word)
        }
        var kind = Pattern.Kind.both
        if !arguments[0].isNone { kind = try subject(arguments[0]).isBytes ? .bytes : .text }
        guard groups >= 0, groups <= Self.maximumGroups else { throw raise(.runtimeError, "invalid SRE code") }
        let pattern = try Pattern.make(try PatternLowering.lower(code, groups: groups, self), code, self)
        pattern.fields.pointee.pattern = arguments[0]
        pattern.fields.pointee.groupIndex = arguments[4]
        pattern.fields.pointee.indexGroup = arguments[5]
        pattern.fields.pointee.flags = flags
        pattern.fields.pointee.groups = groups
        pattern.fields.pointee.kind = kind
        return pattern.value
    }

    /// The characters of a str or bytes-like object, for as long as no Python code runs.
    func subject(_ value: Value) throws(Raised) -> Subject {
        if value.is(.str) {
            let string = Str(value)
            return Subject(value: value, owner: value, units: UnsafeRawPointer(string.bytes), width: string.width, count: string.count, isBytes: false)
        }
        if value.is(.bytes) || value.is(.byteArray) {
            let view = ownBytes(value)
            return Subject(value: value, owner: value, units: UnsafeRawPointer(view.base), width: 1, count: view.count, isBytes: true)
        }
        guard let owner = try bytesLikeOrNil(value) else {
            throw raise(.typeError, "expected string or bytes-like object, got '\(value.type(self).name)'")
        }
        let view = try buffer(owner)
        return Subject(value: value, owner: owner, units: UnsafeRawPointer(view.base), width: 1, count: view.count, isBytes: true)
    }

    /// A view that keeps a bytearray from changing its size until it is released.
    func lock(_ value: Value) throws(Raised) -> MemoryView? { value.is(.byteArray) ? try makeMemoryView(value) : nil }

    /// A machine for a pattern and what is searched, from `position` to `end` of it.
    func matcher(_ pattern: Pattern, _ value: Value, _ position: Int = 0, _ end: Int = .max) throws(Raised) -> Matcher {
        let subject = try subject(value)
        switch (pattern.fields.pointee.kind, subject.isBytes) {
        case (.text, true): throw raise(.typeError, "cannot use a string pattern on a bytes-like object")
        case (.bytes, false): throw raise(.typeError, "cannot use a bytes pattern on a string-like object")
        default: break
        }
        return try Matcher(pattern, subject, start: Swift.min(Swift.max(position, 0), subject.count), end: Swift.min(Swift.max(end, 0), subject.count), self)
    }

    /// The part of what is searched that a match refers to: of a mutable object, what of it is still there.
    func part(of value: Value, _ start: Int, _ end: Int) throws(Raised) -> Value {
        if value.is(.str) { return try Str(value).substring(start, Swift.max(start, end), self).value }
        let subject = try subject(value)
        let first = Swift.min(start, subject.count), last = Swift.max(first, Swift.min(end, subject.count))
        if value.has(machine.pointee.shapes.bytes), first == 0, last == subject.count { return value }
        return try Bytes.make(subject.units + first, count: last - first, self).value
    }
}
