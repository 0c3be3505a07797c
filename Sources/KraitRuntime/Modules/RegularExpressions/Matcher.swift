// Matching: a backtracking machine with its own stacks, so that native recursion never depends on pattern or text.
//
//     registers   marks of the groups, last group, loops, assertions
//     choices     [ where to go on, and what with | how long the trail was ]      on failure the newest counts
//     trail       [ register, what it held ]                                     undone down to that length
//
// All three lie in one ByteStorage of the heap, which grows. Nothing here runs Python code; long work is charged, so that limits and Ctrl-C stop it.

/// What is searched: characters of 1, 2 or 4 bytes.
struct Subject {
    /// The object, and what keeps the characters alive.
    var value: Value
    var owner: Value
    var units: UnsafeRawPointer
    var width: Int
    var count: Int
    var isBytes: Bool
}

struct Matcher {
    /// Where to go on after a failure.
    private struct Choice {
        enum Kind: Int { case alternative, repeatOne, lazyRepeatOne }
        var kind: Kind
        var target: Int
        var position: Int
        /// Of a repetition: the lowest position; of a lazy one: how many more.
        var limit: Int
        var trail: Int
    }
    private struct Change {
        var register: Int
        var old: Int
    }

    let thread: Thread
    let pattern: Pattern
    let subject: Subject
    /// Positions between which is searched.
    private(set) var start: Int
    let end: Int
    /// An empty match at this position does not count; -1 for none.
    var mustAdvanceFrom = -1

    private let registers: UnsafeMutablePointer<Int>
    private var choices: UnsafeMutablePointer<Choice>
    private var choiceCapacity = Matcher.initialChoices
    private var trail: UnsafeMutablePointer<Change>
    private var changeCapacity = Matcher.initialChanges
    /// Where the last match ended.
    private(set) var matchEnd = 0

    /// How many characters are looked at in a tight loop before limits are.
    private static var piece: Int { 1 << 20 }
    private static var pieceMask: Int { piece - 1 }
    private static var initialChoices: Int { 16 }
    private static var initialChanges: Int { 32 }

    init(_ pattern: Pattern, _ subject: Subject, start: Int, end: Int, _ thread: Thread) throws(Raised) {
        self.thread = thread
        self.pattern = pattern
        self.subject = subject
        self.start = start
        self.end = end
        try thread.charge(pattern.fields.pointee.registerCount >> 6)
        let registerBytes = pattern.fields.pointee.registerCount * 8
        let choiceBytes = Matcher.initialChoices * MemoryLayout<Choice>.stride
        let size = registerBytes + choiceBytes + Matcher.initialChanges * MemoryLayout<Change>.stride
        let memory: UnsafeMutableRawPointer
        if pattern.fields.pointee.scratch.isNone {
            memory = try ByteStorage.make(capacity: size, thread).bytes
        } else {
            memory = ByteStorage(pattern.fields.pointee.scratch).bytes
            pattern.fields.pointee.scratch = .none
        }
        registers = memory.assumingMemoryBound(to: Int.self)
        choices = (memory + registerBytes).assumingMemoryBound(to: Choice.self)
        trail = (memory + registerBytes + choiceBytes).assumingMemoryBound(to: Change.self)
    }

    /// Leaves its memory to the next one. Matching again, or reading groups, is not possible any more.
    func finish() { pattern.fields.pointee.scratch = ByteStorage(cell: UnsafeMutableRawPointer(registers) - 16).value }

    // MARK: - What matched

    var matchStart: Int { start }
    var groupCount: Int { pattern.fields.pointee.groups }
    /// The number of the group that ended last; 0 for none.
    var lastGroup: Int { registers[2 * groupCount] }

    /// Where a group, from 1 on, matched; nil if it did not.
    func span(ofGroup group: Int) -> (start: Int, end: Int)? {
        let start = registers[2 * group - 2], end = registers[2 * group - 1]
        return start < 0 || end < 0 ? nil : (start, end)
    }

    /// Goes on behind the match.
    mutating func advance() {
        mustAdvanceFrom = matchEnd == start ? matchEnd : -1
        start = matchEnd
    }

    // MARK: - Entering

    /// Whether a match begins at `start`; with `isWhole`, one that ends at `end`.
    mutating func match(isWhole: Bool = false) throws(Raised) -> Bool {
        switch subject.width {
        case 1: try match(UInt8.self, isWhole: isWhole)
        case 2: try match(UInt16.self, isWhole: isWhole)
        default: try match(UInt32.self, isWhole: isWhole)
        }
    }

    /// Looks for the first match from `start` on, which then is where it begins.
    mutating func search() throws(Raised) -> Bool {
        switch subject.width {
        case 1: try search(UInt8.self)
        case 2: try search(UInt16.self)
        default: try search(UInt32.self)
        }
    }

    private mutating func match<Unit: FixedWidthInteger & UnsignedInteger>(_ unit: Unit.Type, isWhole: Bool) throws(Raised) -> Bool {
        guard start <= end, end - start >= pattern.fields.pointee.minimumWidth else { return false }
        return try run(unit, isWhole: isWhole)
    }

    private mutating func search<Unit: FixedWidthInteger & UnsignedInteger>(_ unit: Unit.Type) throws(Raised) -> Bool {
        try thread.charge(1)
        let fields = pattern.fields
        let last = end - fields.pointee.minimumWidth
        let units = subject.units.assumingMemoryBound(to: Unit.self)
        let words = pattern.words
        let prefix = words + fields.pointee.prefixStart, prefixCount = fields.pointee.prefixCount
        let isAnchored = pattern.instructions[0].operation == .at
            && (pattern.instructions[0].operand == PatternPlace.beginning.rawValue || pattern.instructions[0].operand == PatternPlace.beginningString.rawValue)
        let first = fields.pointee.firstInstruction > 0 ? UnsafePointer(pattern.instructions + fields.pointee.firstInstruction - 1) : nil
        var charged = start
        while start <= last {
            if prefixCount > 0 {
                guard let first = Unit(exactly: prefix[0]) else { return false }
                if !find(first, units, last) { return false }
                var index = 1
                while index < prefixCount, start + index < end, UInt32(units[start + index]) == prefix[index] { index += 1 }
                if index < prefixCount {
                    start += 1
                    if start - charged > 1 << 14 {
                        try thread.charge((start - charged) >> 3)
                        charged = start
                    }
                    continue
                }
            } else if fields.pointee.firstSet > 0 {
                let set = pattern.sets + fields.pointee.firstSet - 1
                while start < end, !set.pointee.contains(UInt32(units[start]), words) {
                    start += 1
                    if start & Matcher.pieceMask == 0 { try thread.charge(Matcher.piece >> 4) }
                }
                if start > last || start == end { return false }
            }
            if let first, start < end {
                while start < end, !takes(first, UInt32(units[start])) {
                    start += 1
                    if start & Matcher.pieceMask == 0 { try thread.charge(Matcher.piece >> 4) }
                }
                if start > last || start == end { return false }
            }
            if try run(unit, isWhole: false) {
                thread.noteWork((matchEnd &- charged) >> 3)
                return true
            }
            if isAnchored { return false }
            start += 1
            if start - charged > 1 << 10 {
                try thread.charge(start - charged)
                charged = start
            }
        }
        return false
    }

    /// Moves `start` to the next place of a character, not behind `last`.
    @inline(__always)
    private mutating func find<Unit: FixedWidthInteger & UnsignedInteger>(_ first: Unit, _ units: UnsafePointer<Unit>, _ last: Int) -> Bool {
        if Unit.self == UInt8.self {
            guard start <= last, start < end, let found = findByte(UInt8(truncatingIfNeeded: first), subject.units + start, Swift.min(end, last + 1) - start) else { return false }
            start += found
            return true
        }
        while start <= last, start < end {
            if units[start] == first { return true }
            start += 1
        }
        return false
    }

    // MARK: - The stacks

    @inline(__always)
    private mutating func push(_ choice: Choice, _ count: inout Int) throws(Raised) {
        if count == choiceCapacity { try growChoices() }
        choices[count] = choice
        count &+= 1
    }

    @inline(never)
    private mutating func growChoices() throws(Raised) {
        let larger = try ByteStorage.make(capacity: choiceCapacity * 2 * MemoryLayout<Choice>.stride, thread).bytes.assumingMemoryBound(to: Choice.self)
        larger.update(from: choices, count: choiceCapacity)
        choices = larger
        choiceCapacity *= 2
    }

    /// Changes a register; what it held comes back on failure, if there is a choice to go back to.
    @inline(__always)
    private mutating func set(_ register: Int, _ value: Int, _ choices: Int, _ changes: inout Int) throws(Raised) {
        if choices > 0 {
            if changes == changeCapacity { try growTrail() }
            trail[changes] = Change(register: register, old: registers[register])
            changes &+= 1
        }
        registers[register] = value
    }

    @inline(never)
    private mutating func growTrail() throws(Raised) {
        let larger = try ByteStorage.make(capacity: changeCapacity * 2 * MemoryLayout<Change>.stride, thread).bytes.assumingMemoryBound(to: Change.self)
        larger.update(from: trail, count: changeCapacity)
        trail = larger
        changeCapacity *= 2
    }

    @inline(never)
    private func charge(_ work: inout Int) throws(Raised) {
        try thread.charge(work)
        work = 0
    }

    // MARK: - Running

    /// Whether an instruction that takes one character takes this one.
    @inline(__always)
    private func takes(_ instruction: UnsafePointer<PatternInstruction>, _ character: UInt32) -> Bool {
        switch instruction.pointee.operation {
        case .anyAll: true
        case .any: character != 0x0A
        case .character: character == instruction.pointee.operand
        case .notCharacter: character != instruction.pointee.operand
        case .foldedCharacter: instruction.pointee.fold(character) == instruction.pointee.operand
        case .notFoldedCharacter: instruction.pointee.fold(character) != instruction.pointee.operand
        case .set: pattern.sets[Int(instruction.pointee.operand)].contains(character, pattern.words)
        case .category: PatternCategory(rawValue: instruction.pointee.operand)?.contains(character) ?? false
        default: false
        }
    }

    /// How many characters from `position` on, at most `limit`, an instruction takes one after the other.
    @inline(__always)
    private func count<Unit: FixedWidthInteger & UnsignedInteger>(
        _ instruction: UnsafePointer<PatternInstruction>, _ units: UnsafePointer<Unit>, _ position: Int, _ limit: Int
    ) -> Int {
        let stop = position &+ limit
        var place = position
        switch instruction.pointee.operation {
        case .anyAll: return limit
        case .any:
            if Unit.self == UInt8.self { return findByte(0x0A, units + position, limit) ?? limit }
            while place < stop, units[place] != 0x0A { place &+= 1 }
        case .set:
            let set = pattern.sets + Int(instruction.pointee.operand), words = pattern.words
            while place < stop, set.pointee.contains(UInt32(units[place]), words) { place &+= 1 }
        case .character:
            let character = instruction.pointee.operand
            while place < stop, UInt32(units[place]) == character { place &+= 1 }
        case .notCharacter:
            let character = instruction.pointee.operand
            while place < stop, UInt32(units[place]) != character { place &+= 1 }
        default:
            while place < stop, takes(instruction, UInt32(units[place])) { place &+= 1 }
        }
        return place &- position
    }

    /// The same, where there may be so many that limits have to be looked at meanwhile.
    @inline(__always)
    private func countAll<Unit: FixedWidthInteger & UnsignedInteger>(
        _ instruction: UnsafePointer<PatternInstruction>, _ units: UnsafePointer<Unit>, _ position: Int, _ limit: Int
    ) throws(Raised) -> Int {
        var total = 0
        while true {
            let piece = Swift.min(limit &- total, Matcher.piece)
            let number = count(instruction, units, position &+ total, piece)
            total &+= number
            if number < Matcher.piece { return total }
            try thread.charge(Matcher.piece >> 4)
        }
    }

    /// Whether a place is of a kind.
    private func isPlace<Unit: FixedWidthInteger & UnsignedInteger>(_ place: UInt32, _ units: UnsafePointer<Unit>, _ position: Int) -> Bool {
        func isBoundary(_ isWord: (UInt32) -> Bool) -> Bool {
            (position > 0 && isWord(UInt32(units[position - 1]))) != (position < end && isWord(UInt32(units[position])))
        }
        switch PatternPlace(rawValue: place) {
        case .beginning, .beginningString: return position == 0
        case .beginningLine: return position == 0 || units[position - 1] == 0x0A
        case .end: return position == end || position == end - 1 && units[position] == 0x0A
        case .endLine: return position == end || units[position] == 0x0A
        case .endString: return position == end
        // In an empty text there is neither, which CPython keeps up for the sake of old programs.
        case .boundary, .localeBoundary: return end > 0 && isBoundary(PatternCategory.isWord)
        case .nonBoundary, .localeNonBoundary: return end > 0 && !isBoundary(PatternCategory.isWord)
        case .unicodeBoundary: return end > 0 && isBoundary(PatternCategory.isUnicodeWord)
        case .unicodeNonBoundary: return end > 0 && !isBoundary(PatternCategory.isUnicodeWord)
        case nil: return false
        }
    }

    /// Runs the pattern at `start`.
    private mutating func run<Unit: FixedWidthInteger & UnsignedInteger>(_: Unit.Type, isWhole: Bool) throws(Raised) -> Bool {
        let program = pattern.instructions
        let units = subject.units.assumingMemoryBound(to: Unit.self)
        let end = self.end
        let groups = groupCount
        for register in 0..<2 * groups { registers[register] = -1 }
        registers[2 * groups] = 0
        var pc = program
        var position = start
        var choiceCount = 0, changeCount = 0
        var work = 0
        while true {
            var isFailure = false
            switch pc.pointee.operation {
            case .success:
                if (isWhole && position != end) || position == mustAdvanceFrom {
                    isFailure = true
                } else {
                    matchEnd = position
                    thread.noteWork(work)
                    return true
                }
            case .fail: isFailure = true
            case .character:
                if position < end, UInt32(units[position]) == pc.pointee.operand {
                    position &+= 1
                    pc += 1
                } else {
                    isFailure = true
                }
            case .any, .anyAll, .notCharacter, .foldedCharacter, .notFoldedCharacter, .set, .category:
                if position < end, takes(pc, UInt32(units[position])) {
                    position &+= 1
                    pc += 1
                } else {
                    isFailure = true
                }
            case .at:
                if isPlace(pc.pointee.operand, units, position) { pc += 1 } else { isFailure = true }
            case .mark:
                let mark = Int(pc.pointee.operand)
                try set(mark, position, choiceCount, &changeCount)
                if mark & 1 != 0 { try set(2 * groups, mark >> 1 + 1, choiceCount, &changeCount) }
                pc += 1
            case .jump: pc = program + Int(pc.pointee.target)
            case .ifGroup: pc = span(ofGroup: Int(pc.pointee.operand) + 1) == nil ? program + Int(pc.pointee.target) : pc + 1
            case .reference:
                if let length = try repeated(pc, units, position) {
                    position &+= length
                    work &+= length >> 3
                    pc += 1
                } else {
                    isFailure = true
                }
            case .split:
                let target = Int(pc.pointee.target)
                if pc.pointee.first != 0, position >= end || !takes(program + Int(pc.pointee.first), UInt32(units[position])) {
                    pc = program + target
                } else {
                    try push(Choice(kind: .alternative, target: target, position: position, limit: 0, trail: changeCount), &choiceCount)
                    pc += 1
                }

            // Repetitions of one character.
            case .repeatOne:
                let minimum = Int(pc.pointee.minimum)
                let limit = Swift.min(pc.pointee.maximum == PatternInstruction.unlimited ? Int.max : Int(pc.pointee.maximum), end &- position)
                let number = limit < minimum ? -1 : try countAll(pc + 1, units, position, limit)
                work &+= number >> 4
                let lowest = position &+ minimum
                var place = position &+ number
                if number >= minimum, pc.pointee.hasLook { place = try back(to: pc.pointee.look, units, place, lowest) }
                if place < lowest {
                    isFailure = true
                } else {
                    if place > lowest { try push(Choice(kind: .repeatOne, target: pc - program, position: place, limit: lowest, trail: changeCount), &choiceCount) }
                    position = place
                    pc += 2
                }
            case .possessiveRepeatOne:
                let minimum = Int(pc.pointee.minimum)
                let limit = Swift.min(pc.pointee.maximum == PatternInstruction.unlimited ? Int.max : Int(pc.pointee.maximum), end &- position)
                let number = limit < minimum ? -1 : try countAll(pc + 1, units, position, limit)
                work &+= number >> 4
                if number < minimum {
                    isFailure = true
                } else {
                    position &+= number
                    pc += 2
                }
            case .lazyRepeatOne:
                let minimum = Int(pc.pointee.minimum)
                let number = end &- position < minimum ? -1 : try countAll(pc + 1, units, position, minimum)
                var more = pc.pointee.maximum == PatternInstruction.unlimited ? Int.max : Int(pc.pointee.maximum) &- minimum
                isFailure = number < minimum
                if !isFailure {
                    position &+= minimum
                    if pc.pointee.hasLook { isFailure = try !forward(pc, units, &position, &more) }
                }
                if !isFailure {
                    if more > 0 { try push(Choice(kind: .lazyRepeatOne, target: pc - program, position: position, limit: more, trail: changeCount), &choiceCount) }
                    pc += 2
                }

            // Loops.
            case .loopStart:
                let register = Int(pc.pointee.register)
                try set(register, -1, choiceCount, &changeCount)
                try set(register + 1, -1, choiceCount, &changeCount)
                pc = program + Int(pc.pointee.target)
            case .loopNext:
                let register = Int(pc.pointee.register)
                let rounds = registers[register] &+ 1
                if rounds < pc.pointee.minimum {
                    try set(register, rounds, choiceCount, &changeCount)
                    pc = program + Int(pc.pointee.target)
                } else if pc.pointee.maximum == PatternInstruction.unlimited || rounds < pc.pointee.maximum, position != registers[register + 1] {
                    try push(Choice(kind: .alternative, target: pc - program + 1, position: position, limit: 0, trail: changeCount), &choiceCount)
                    try set(register, rounds, choiceCount, &changeCount)
                    try set(register + 1, position, choiceCount, &changeCount)
                    pc = program + Int(pc.pointee.target)
                } else {
                    pc += 1
                }
                work &+= 1
                if work > 1 << 12 { try charge(&work) }
            case .lazyLoopNext:
                let register = Int(pc.pointee.register)
                let rounds = registers[register] &+ 1
                if rounds < pc.pointee.minimum {
                    try set(register, rounds, choiceCount, &changeCount)
                    pc = program + Int(pc.pointee.target)
                } else {
                    try push(Choice(kind: .alternative, target: pc - program + 1, position: position, limit: 0, trail: changeCount), &choiceCount)
                    pc += 2
                }
                work &+= 1
                if work > 1 << 12 { try charge(&work) }
            case .lazyLoopRound:
                let register = Int(pc.pointee.register)
                let rounds = registers[register] &+ 1
                if pc.pointee.maximum == PatternInstruction.unlimited || rounds < pc.pointee.maximum, position != registers[register + 1] {
                    try set(register, rounds, choiceCount, &changeCount)
                    try set(register + 1, position, choiceCount, &changeCount)
                    pc = program + Int(pc.pointee.target)
                } else {
                    isFailure = true
                }
            case .possessiveStart:
                registers[Int(pc.pointee.register)] = 0
                registers[Int(pc.pointee.register) + 1] = -1
                pc += 1
            case .possessiveNext:
                let register = Int(pc.pointee.register)
                registers[register + 2] = choiceCount
                if registers[register] < pc.pointee.minimum {
                    pc += 1
                } else if pc.pointee.maximum == PatternInstruction.unlimited || registers[register] < pc.pointee.maximum, position != registers[register + 1] {
                    try push(Choice(kind: .alternative, target: Int(pc.pointee.target), position: position, limit: 0, trail: changeCount), &choiceCount)
                    registers[register + 1] = position
                    pc += 1
                } else {
                    pc = program + Int(pc.pointee.target)
                }
                work &+= 1
                if work > 1 << 12 { try charge(&work) }
            case .possessiveEnd:
                let register = Int(pc.pointee.register)
                choiceCount = registers[register + 2]
                registers[register] &+= 1
                pc = program + Int(pc.pointee.target)

            // What is tried on its own.
            case .atomicStart:
                registers[Int(pc.pointee.register)] = choiceCount
                pc += 1
            case .atomicEnd:
                choiceCount = registers[Int(pc.pointee.register)]
                pc += 1
            case .assertStart, .assertNotStart:
                let register = Int(pc.pointee.register), isNegative = pc.pointee.operation == .assertNotStart
                registers[register] = choiceCount
                registers[register + 1] = position
                if position < Int(pc.pointee.minimum) {
                    if isNegative { pc = program + Int(pc.pointee.target) } else { isFailure = true }
                } else {
                    if isNegative {
                        try push(Choice(kind: .alternative, target: Int(pc.pointee.target), position: position, limit: 0, trail: changeCount), &choiceCount)
                    }
                    position &-= Int(pc.pointee.minimum)
                    pc += 1
                }
            case .assertEnd:
                choiceCount = registers[Int(pc.pointee.register)]
                position = registers[Int(pc.pointee.register) + 1]
                pc += 1
            case .assertNotEnd:
                choiceCount = registers[Int(pc.pointee.register)]
                isFailure = true
            }
            if !isFailure { continue }

            work &+= 1
            if work > 1 << 12 { try charge(&work) }
            // Back to the newest choice that has something left.
            while true {
                if choiceCount == 0 {
                    thread.noteWork(work)
                    return false
                }
                let choice = choices + (choiceCount &- 1)
                while changeCount > choice.pointee.trail {
                    changeCount &-= 1
                    registers[trail[changeCount].register] = trail[changeCount].old
                }
                pc = program + choice.pointee.target
                position = choice.pointee.position
                switch choice.pointee.kind {
                case .alternative: choiceCount &-= 1
                case .repeatOne:
                    position &-= 1
                    if pc.pointee.hasLook { position = try back(to: pc.pointee.look, units, position, choice.pointee.limit) }
                    if position <= choice.pointee.limit { choiceCount &-= 1 } else { choice.pointee.position = position }
                    if position < choice.pointee.limit { continue }
                    pc += 2
                case .lazyRepeatOne:
                    var more = choice.pointee.limit &- 1
                    guard position < end, takes(pc + 1, UInt32(units[position])) else {
                        choiceCount &-= 1
                        continue
                    }
                    position &+= 1
                    if pc.pointee.hasLook, try !forward(pc, units, &position, &more) {
                        choiceCount &-= 1
                        continue
                    }
                    if more == 0 {
                        choiceCount &-= 1
                    } else {
                        choice.pointee.position = position
                        choice.pointee.limit = more
                    }
                    pc += 2
                }
                break
            }
        }
    }

    /// The last place from `place` down to `lowest` where a character stands; less than `lowest` if there is none.
    @inline(__always)
    private func back<Unit: FixedWidthInteger & UnsignedInteger>(to look: UInt32, _ units: UnsafePointer<Unit>, _ place: Int, _ lowest: Int) throws(Raised) -> Int {
        var place = place
        while place >= lowest, place >= end || UInt32(units[place]) != look {
            place &-= 1
            if place & Matcher.pieceMask == 0 { try thread.charge(Matcher.piece >> 4) }
        }
        return place
    }

    /// Goes on with a lazy repetition up to the character that must follow. False if it does not come.
    @inline(__always)
    private func forward<Unit: FixedWidthInteger & UnsignedInteger>(
        _ pc: UnsafePointer<PatternInstruction>, _ units: UnsafePointer<Unit>, _ position: inout Int, _ more: inout Int
    ) throws(Raised) -> Bool {
        while position < end {
            let character = UInt32(units[position])
            if character == pc.pointee.look { return true }
            if more == 0 || !takes(pc + 1, character) { return false }
            position &+= 1
            more &-= 1
            if position & Matcher.pieceMask == 0 { try thread.charge(Matcher.piece >> 4) }
        }
        return false
    }

    /// How many characters at `position` are those that a group matched; nil if they are not.
    private func repeated<Unit: FixedWidthInteger & UnsignedInteger>(
        _ pc: UnsafePointer<PatternInstruction>, _ units: UnsafePointer<Unit>, _ position: Int
    ) throws(Raised) -> Int? {
        guard let (first, last) = span(ofGroup: Int(pc.pointee.operand) + 1), first <= last, last - first <= end - position else { return nil }
        let fold = pc.pointee.fold
        for index in 0..<last - first {
            if fold(UInt32(units[first + index])) != fold(UInt32(units[position + index])) { return nil }
            if index & Matcher.pieceMask == Matcher.pieceMask { try thread.charge(Matcher.piece >> 4) }
        }
        return last - first
    }
}
