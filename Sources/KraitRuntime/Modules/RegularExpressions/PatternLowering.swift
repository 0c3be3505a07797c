// From the words of `re._compiler` to instructions. What those words are is in `_compile` of Lib/re/_compiler.py; each that does not fit is refused.

/// What a pattern is lowered to.
struct LoweredPattern {
    var instructions: [PatternInstruction] = []
    var sets: [PatternSet] = []
    /// Registers that matching needs: two for each group, the last group, then those of loops and assertions.
    var registerCount: Int
    /// No match has fewer characters.
    var minimumWidth = 0
    /// Characters that every match begins with.
    var prefix: Range<Int> = 0..<0
    /// The set, plus 1, of the characters with which a match begins; 0 if not known.
    var firstSet = 0
    /// The instruction, plus 1, that takes the first character of a match; 0 if there is no such one.
    var firstInstruction = 0
}

struct PatternLowering {
    private let thread: Thread
    private let code: [UInt32]
    private let groups: Int
    private var result: LoweredPattern

    /// `code` is what `re._compiler` made.
    static func lower(_ code: [UInt32], groups: Int, _ thread: Thread) throws(Raised) -> LoweredPattern {
        // Registers and targets are numbers of 32 bits.
        guard groups + 2 * code.count < Int(Int32.max) / 4 else { throw thread.memoryError() }
        var lowering = PatternLowering(thread: thread, code: code, groups: groups, result: LoweredPattern(registerCount: 2 * groups + 1))
        var start = 0
        if lowering.code.first == PatternCode.info.rawValue { start = try lowering.readInfo() }
        guard code.last == PatternCode.success.rawValue else { throw lowering.invalid() }
        try lowering.lower(start, code.count - 1)
        lowering.emit(PatternInstruction(operation: .success))
        lowering.lookAhead()
        return lowering.result
    }

    private func invalid() -> Raised { thread.raise(.runtimeError, "invalid SRE code") }

    // MARK: - Reading

    private func word(_ index: Int) throws(Raised) -> UInt32 {
        guard code.indices.contains(index) else { throw invalid() }
        return code[index]
    }

    /// Where the word at `index`, a distance from itself, leads: not behind `end`.
    private func place(_ index: Int, _ end: Int) throws(Raised) -> Int {
        let place = index + Int(try word(index))
        guard place > index, place <= end else { throw invalid() }
        return place
    }

    private func group(_ index: Int) throws(Raised) -> UInt32 {
        let group = try word(index)
        guard group < groups else { throw invalid() }
        return group
    }

    /// The block before a pattern: what is known of all its matches. Returns where the pattern begins.
    private mutating func readInfo() throws(Raised) -> Int {
        let end = try place(1, code.count)
        let flags = try word(2)
        result.minimumWidth = Int(try word(3))
        if flags & 1 != 0 {
            let count = Int(try word(5))
            guard 7 + count <= end else { throw invalid() }
            result.prefix = 7..<7 + count
        } else if flags & 4 != 0 {
            result.firstSet = Int(try addSet(5, end, .none)) + 1
        }
        return end
    }

    // MARK: - Writing

    @discardableResult
    private mutating func emit(_ instruction: PatternInstruction) -> Int {
        result.instructions.append(instruction)
        return result.instructions.count - 1
    }

    private var next: Int32 { Int32(truncatingIfNeeded: result.instructions.count) }

    private mutating func takeRegisters(_ count: Int) -> Int32 {
        result.registerCount += count
        return Int32(truncatingIfNeeded: result.registerCount - count)
    }

    /// Notes the set that is described from `start` to `end`; returns its number. With `eitherCase` it has the letters too whose capital it has.
    private mutating func addSet(_ start: Int, _ end: Int, _ fold: PatternFold, eitherCase: Bool = false) throws(Raised) -> UInt32 {
        var index = start
        while index < end - 1 {
            switch PatternCode(rawValue: code[index]) {
            case .negate: index += 1
            case .literal: index += 2
            case .range, .rangeUnicodeIgnore: index += 3
            case .category:
                guard PatternCategory(rawValue: try word(index + 1)) != nil else { throw invalid() }
                index += 2
            case .charset: index += 9
            case .bigCharset:
                let blocks = try word(index + 1)
                for number in 0..<64 {
                    let four = try word(index + 2 + number)
                    for shift in [0, 8, 16, 24] as [UInt32] where four >> shift & 0xFF >= blocks { throw invalid() }
                }
                index += 66 + Int(blocks) * 8
            default: throw invalid()
            }
        }
        guard index == end - 1, code[index] == PatternCode.failure.rawValue else { throw invalid() }
        var set = PatternSet(words: start, fold: fold)
        code.withUnsafeBufferPointer { words in
            guard let base = words.baseAddress else { return }
            for character in 0..<256 as Range<UInt32> {
                let isLetter = eitherCase && (character | 0x20) &- 0x61 < 26
                if PatternSet.evaluate(base + start, fold(character)) || isLetter && PatternSet.evaluate(base + start, character & ~0x20) { set.insert(character) }
            }
        }
        result.sets.append(set)
        return UInt32(truncatingIfNeeded: result.sets.count - 1)
    }

    /// Lowers the words from `start` to before `end`. With `isBranch`, a jump may end them, which is left alone; returns where they ended.
    @discardableResult
    private mutating func lower(_ start: Int, _ end: Int, isBranch: Bool = false) throws(Raised) -> Int {
        try thread.checkNativeStack()
        guard start <= end else { throw invalid() }
        var index = start
        while index < end {
            if isBranch, index == end - 2, code[index] == PatternCode.jump.rawValue { return index }
            index = try lowerOne(index, end)
        }
        guard index == end else { throw invalid() }
        return index
    }

    /// Lowers what begins at `index`; returns where the next begins.
    private mutating func lowerOne(_ index: Int, _ end: Int) throws(Raised) -> Int {
        try thread.charge(1)
        if let next = try lowerCharacter(index, end) { return next }
        switch PatternCode(rawValue: code[index]) {
        case .failure:
            emit(PatternInstruction(operation: .fail))
            return index + 1
        case .at:
            guard PatternPlace(rawValue: try word(index + 1)) != nil else { throw invalid() }
            emit(PatternInstruction(operation: .at, operand: code[index + 1]))
            return index + 2
        case .mark:
            let mark = try word(index + 1)
            guard mark < 2 * groups else { throw invalid() }
            emit(PatternInstruction(operation: .mark, operand: mark))
            return index + 2
        case .groupReference: return try lowerReference(index, .none)
        case .groupReferenceIgnore, .groupReferenceLocaleIgnore: return try lowerReference(index, .ascii)
        case .groupReferenceUnicodeIgnore: return try lowerReference(index, .unicode)
        case .groupReferenceExists: return try lowerCondition(index, end)
        case .branch: return try lowerBranch(index, end)
        case .repeatOne: return try lowerRepeatOne(index, end, .repeatOne)
        case .minRepeatOne: return try lowerRepeatOne(index, end, .lazyRepeatOne)
        case .possessiveRepeatOne: return try lowerRepeatOne(index, end, .possessiveRepeatOne)
        case .repeat: return try lowerLoop(index, end)
        case .possessiveRepeat: return try lowerPossessiveLoop(index, end)
        case .atomicGroup:
            let after = try place(index + 1, end)
            let register = takeRegisters(1)
            emit(PatternInstruction(operation: .atomicStart, register: register))
            try lowerBody(index + 2, after)
            emit(PatternInstruction(operation: .atomicEnd, register: register))
            return after
        case .assert: return try lowerAssertion(index, end, .assertStart, .assertEnd)
        case .assertNot: return try lowerAssertion(index, end, .assertNotStart, .assertNotEnd)
        default: throw invalid()
        }
    }

    /// Words that end with `success`, which is left out.
    private mutating func lowerBody(_ start: Int, _ end: Int) throws(Raised) {
        guard start < end, code[end - 1] == PatternCode.success.rawValue else { throw invalid() }
        try lower(start, end - 1)
    }

    /// One that takes exactly one character; nil if it is another.
    private mutating func lowerCharacter(_ index: Int, _ end: Int) throws(Raised) -> Int? {
        let operation: PatternInstruction.Operation, fold: PatternFold
        switch PatternCode(rawValue: code[index]) {
        case .any:
            emit(PatternInstruction(operation: .any))
            return index + 1
        case .anyAll:
            emit(PatternInstruction(operation: .anyAll))
            return index + 1
        case .category:
            guard PatternCategory(rawValue: try word(index + 1)) != nil else { throw invalid() }
            emit(PatternInstruction(operation: .category, operand: code[index + 1]))
            return index + 2
        case .in: return try lowerSet(index, end, .none)
        case .inIgnore: return try lowerSet(index, end, .ascii)
        case .inLocaleIgnore: return try lowerSet(index, end, .ascii, eitherCase: true)
        case .inUnicodeIgnore: return try lowerSet(index, end, .unicode)
        case .literal: (operation, fold) = (.character, .none)
        case .notLiteral: (operation, fold) = (.notCharacter, .none)
        case .literalIgnore, .literalLocaleIgnore: (operation, fold) = (.foldedCharacter, .ascii)
        case .notLiteralIgnore, .notLiteralLocaleIgnore: (operation, fold) = (.notFoldedCharacter, .ascii)
        case .literalUnicodeIgnore: (operation, fold) = (.foldedCharacter, .unicode)
        case .notLiteralUnicodeIgnore: (operation, fold) = (.notFoldedCharacter, .unicode)
        default: return nil
        }
        var character = try word(index + 1)
        // Where the library leaves a letter as it is, its case does not matter either.
        if code[index] == PatternCode.literalLocaleIgnore.rawValue || code[index] == PatternCode.notLiteralLocaleIgnore.rawValue { character = fold(character) }
        emit(PatternInstruction(operation: operation, fold: fold, operand: character))
        return index + 2
    }

    private mutating func lowerSet(_ index: Int, _ end: Int, _ fold: PatternFold, eitherCase: Bool = false) throws(Raised) -> Int {
        let after = try place(index + 1, end)
        let set = try addSet(index + 2, after, fold, eitherCase: eitherCase)
        emit(PatternInstruction(operation: .set, fold: fold, operand: set))
        return after
    }

    private mutating func lowerReference(_ index: Int, _ fold: PatternFold) throws(Raised) -> Int {
        emit(PatternInstruction(operation: .reference, fold: fold, operand: try group(index + 1)))
        return index + 2
    }

    /// `(?(group)yes|no)`: the distance counts from the group's number.
    private mutating func lowerCondition(_ index: Int, _ end: Int) throws(Raised) -> Int {
        let test = emit(PatternInstruction(operation: .ifGroup, operand: try group(index + 1)))
        let otherwise = index + 1 + Int(try word(index + 2))
        guard otherwise >= index + 3, otherwise <= end else { throw invalid() }
        let jump = try lower(index + 3, otherwise, isBranch: true)
        if jump == otherwise {
            result.instructions[test].target = next
            return otherwise
        }
        let after = try place(jump + 1, end)
        let skip = emit(PatternInstruction(operation: .jump))
        result.instructions[test].target = next
        try lower(otherwise, after)
        result.instructions[skip].target = next
        return after
    }

    private mutating func lowerBranch(_ index: Int, _ end: Int) throws(Raised) -> Int {
        var start = index + 1
        var jumps: [Int] = []
        var after: Int?
        while try word(start) != 0 {
            let alternative = try place(start, end)
            let isLast = try word(alternative) == 0
            let split = isLast ? nil : emit(PatternInstruction(operation: .split))
            let jump = try lower(start + 1, alternative, isBranch: true)
            guard jump == alternative - 2 else { throw invalid() }
            let target = try place(jump + 1, end)
            guard after ?? target == target else { throw invalid() }
            after = target
            if !isLast { jumps.append(emit(PatternInstruction(operation: .jump))) }
            if let split { result.instructions[split].target = next }
            start = alternative
        }
        guard after == start + 1 else { throw invalid() }
        for jump in jumps { result.instructions[jump].target = next }
        return start + 1
    }

    private func bounds(_ index: Int) throws(Raised) -> (UInt32, UInt32) {
        let minimum = try word(index), maximum = try word(index + 1)
        guard minimum <= maximum else { throw invalid() }
        return (minimum, maximum)
    }

    private mutating func lowerRepeatOne(_ index: Int, _ end: Int, _ operation: PatternInstruction.Operation) throws(Raised) -> Int {
        let after = try place(index + 1, end)
        let (minimum, maximum) = try bounds(index + 2)
        emit(PatternInstruction(operation: operation, minimum: minimum, maximum: maximum))
        guard index + 4 < after, try lowerCharacter(index + 4, after) == after - 1, code[after - 1] == PatternCode.success.rawValue else { throw invalid() }
        return after
    }

    private mutating func lowerLoop(_ index: Int, _ end: Int) throws(Raised) -> Int {
        let until = try place(index + 1, end)
        let (minimum, maximum) = try bounds(index + 2)
        let register = takeRegisters(2)
        let start = emit(PatternInstruction(operation: .loopStart, register: register))
        let body = next
        try lower(index + 4, until)
        result.instructions[start].target = next
        var instruction = PatternInstruction(operation: .loopNext, target: body, minimum: minimum, maximum: maximum, register: register)
        switch PatternCode(rawValue: try word(until)) {
        case .maxUntil: emit(instruction)
        case .minUntil:
            instruction.operation = .lazyLoopNext
            emit(instruction)
            instruction.operation = .lazyLoopRound
            emit(instruction)
        default: throw invalid()
        }
        return until + 1
    }

    private mutating func lowerPossessiveLoop(_ index: Int, _ end: Int) throws(Raised) -> Int {
        let until = try place(index + 1, end)
        let (minimum, maximum) = try bounds(index + 2)
        let register = takeRegisters(3)
        emit(PatternInstruction(operation: .possessiveStart, register: register))
        let round = emit(PatternInstruction(operation: .possessiveNext, minimum: minimum, maximum: maximum, register: register))
        try lower(index + 4, until)
        emit(PatternInstruction(operation: .possessiveEnd, target: Int32(truncatingIfNeeded: round), register: register))
        result.instructions[round].target = next
        guard try word(until) == PatternCode.success.rawValue else { throw invalid() }
        return until + 1
    }

    private mutating func lowerAssertion(
        _ index: Int, _ end: Int, _ first: PatternInstruction.Operation, _ last: PatternInstruction.Operation
    ) throws(Raised) -> Int {
        let after = try place(index + 1, end)
        let register = takeRegisters(2)
        let start = emit(PatternInstruction(operation: first, minimum: try word(index + 2), register: register))
        try lowerBody(index + 3, after)
        emit(PatternInstruction(operation: last, register: register))
        result.instructions[start].target = next
        return after
    }

    // MARK: - What follows

    /// Notes the characters that alternatives must begin with, and that must follow repetitions.
    private mutating func lookAhead() {
        if result.prefix.isEmpty, result.firstSet == 0, let first = firstCharacter(0) {
            if result.instructions[first].operation == .set {
                result.firstSet = Int(result.instructions[first].operand) + 1
            } else {
                result.firstInstruction = first + 1
            }
        }
        for index in result.instructions.indices {
            switch result.instructions[index].operation {
            case .split:
                if let first = firstCharacter(index + 1) { result.instructions[index].first = Int32(truncatingIfNeeded: first) }
            case .repeatOne, .lazyRepeatOne:
                let follower = result.instructions[skipMarks(index + 2)]
                if follower.operation == .character {
                    result.instructions[index].hasLook = true
                    result.instructions[index].look = follower.operand
                }
            default: break
            }
        }
    }

    /// The instruction that takes the first character from `index` on, if there is only one that can.
    private func firstCharacter(_ index: Int) -> Int? {
        var first = skipMarks(index)
        switch result.instructions[first].operation {
        case .repeatOne, .lazyRepeatOne, .possessiveRepeatOne:
            if result.instructions[first].minimum == 0 { return nil }
            first += 1
        default: break
        }
        return result.instructions[first].operation.takesCharacter ? first : nil
    }

    /// The first instruction from `index` on that is neither a mark nor a jump.
    private func skipMarks(_ index: Int) -> Int {
        var index = index
        // The last instruction is neither; jumps lead forward.
        while true {
            switch result.instructions[index].operation {
            case .mark: index += 1
            case .jump: index = Int(result.instructions[index].target)
            default: return index
            }
        }
    }
}

extension PatternInstruction.Operation {
    /// Whether it takes exactly one character.
    var takesCharacter: Bool { rawValue >= Self.any.rawValue && rawValue <= Self.category.rawValue }
}
