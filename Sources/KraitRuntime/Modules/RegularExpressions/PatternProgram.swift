import KraitUnicode

// What a regular expression becomes.
//
//     re._compiler ─▶ code words ─▶ verified, lowered ─▶ instructions | sets | code words        (one ByteStorage)
//
// The library compiles a pattern to words that CPython's engine interprets (Modules/_sre/sre_constants.h). They may come from anybody, so they are read once, checked,
// and turned into instructions with absolute targets; matching trusts those.

/// An instruction of a lowered pattern.
struct PatternInstruction {
    enum Operation: UInt8 {
        case success, fail
        // One character.
        case any, anyAll, character, notCharacter, foldedCharacter, notFoldedCharacter, set, category
        // None.
        case at, mark, jump
        /// Goes to `target` unless the group has matched.
        case ifGroup
        /// What a group matched, once more.
        case reference
        /// Goes on; on failure from `target`. If `first` is not 0, it is the only character's instruction to begin with.
        case split
        /// `minimum` to `maximum` of the character that the next instruction describes.
        case repeatOne, lazyRepeatOne, possessiveRepeatOne
        /// Begins a loop: its number of rounds and where the last began are `register` and the one behind.
        case loopStart
        /// Begins another round, at `target`, or leaves.
        case loopNext, lazyLoopNext
        /// Behind `lazyLoopNext`: begins a round after all.
        case lazyLoopRound
        /// `register`: rounds, where the last began, height of the choices.
        case possessiveStart, possessiveNext, possessiveEnd
        /// `register`: height of the choices.
        case atomicStart, atomicEnd
        /// `register`: height of the choices, where the assertion was. `minimum` characters back. `target` is behind the assertion.
        case assertStart, assertEnd, assertNotStart, assertNotEnd
    }

    var operation: Operation
    var fold = PatternFold.none
    /// Whether `look` is the only character that can follow.
    var hasLook = false
    var target: Int32 = 0
    /// A character, a category, a place, a group or the number of a set.
    var operand: UInt32 = 0
    var minimum: UInt32 = 0
    var maximum: UInt32 = 0
    var look: UInt32 = 0
    var register: Int32 = 0
    var first: Int32 = 0

    /// `maximum` for as many as there are.
    static var unlimited: UInt32 { .max }
}

/// What case-insensitive comparison does to a character first.
enum PatternFold: UInt8 {
    case none, ascii, unicode

    @inline(__always)
    func callAsFunction(_ character: UInt32) -> UInt32 {
        switch self {
        case .none: character
        case .ascii: character &- 0x41 < 26 ? character | 0x20 : character
        case .unicode: simpleLowercase(character)
        }
    }
}

/// A set of characters: those below 256 as bits, the others as the words that describe them.
struct PatternSet {
    var bits: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    /// Where its words begin.
    var words: Int
    var fold: PatternFold

    @inline(__always)
    func contains(_ character: UInt32, _ words: UnsafePointer<UInt32>) -> Bool {
        if character < 256 {
            let bits = character < 128 ? (character < 64 ? self.bits.0 : self.bits.1) : character < 192 ? self.bits.2 : self.bits.3
            return bits >> UInt64(character & 63) & 1 != 0
        }
        return PatternSet.evaluate(words + self.words, fold(character))
    }

    mutating func insert(_ character: UInt32) {
        let bit = (1 as UInt64) << UInt64(character & 63)
        switch character >> 6 {
        case 0: bits.0 |= bit
        case 1: bits.1 |= bit
        case 2: bits.2 |= bit
        default: bits.3 |= bit
        }
    }

    /// Whether the words, which were verified, describe a character.
    static func evaluate(_ words: UnsafePointer<UInt32>, _ character: UInt32) -> Bool {
        var word = words
        var result = true
        while true {
            switch PatternCode(rawValue: word[0]) {
            case .literal:
                if character == word[1] { return result }
                word += 2
            case .category:
                if PatternCategory(rawValue: word[1])?.contains(character) ?? false { return result }
                word += 2
            case .charset:
                if character < 256, word[1 + Int(character >> 5)] >> (character & 31) & 1 != 0 { return result }
                word += 9
            case .bigCharset:
                if character < 0x10000 {
                    // 256 bytes that say which block, and the blocks of 256 bits.
                    let number = Int(word[2 + Int(character >> 10)] >> ((character >> 8 & 3) * 8) & 0xFF)
                    if word[66 + number * 8 + Int(character >> 5 & 7)] >> (character & 31) & 1 != 0 { return result }
                }
                word += 66 + Int(word[1]) * 8
            case .range:
                if word[1] <= character, character <= word[2] { return result }
                word += 3
            case .rangeUnicodeIgnore:
                if word[1] <= character, character <= word[2] { return result }
                let upper = simpleUppercase(character)
                if word[1] <= upper, upper <= word[2] { return result }
                word += 3
            case .negate:
                result.toggle()
                word += 1
            default:
                return !result
            }
        }
    }
}

/// The kinds of words, as `re._constants` numbers them.
enum PatternCode: UInt32 {
    case failure, success, any, anyAll, assert, assertNot, at, branch, category, charset, bigCharset, groupReference, groupReferenceExists, `in`, info, jump
    case literal, mark, maxUntil, minUntil, notLiteral, negate, range, `repeat`, repeatOne, subpattern, minRepeatOne, atomicGroup, possessiveRepeat
    case possessiveRepeatOne
    case groupReferenceIgnore, inIgnore, literalIgnore, notLiteralIgnore
    case groupReferenceLocaleIgnore, inLocaleIgnore, literalLocaleIgnore, notLiteralLocaleIgnore
    case groupReferenceUnicodeIgnore, inUnicodeIgnore, literalUnicodeIgnore, notLiteralUnicodeIgnore, rangeUnicodeIgnore
}

/// Places between characters.
enum PatternPlace: UInt32 {
    case beginning, beginningLine, beginningString, boundary, nonBoundary, end, endLine, endString, localeBoundary, localeNonBoundary, unicodeBoundary
    case unicodeNonBoundary
}

/// Categories of characters. Those of the locale are ASCII's: programs run in the C locale or in UTF-8, whose bytes above 127 are no letters.
enum PatternCategory: UInt32 {
    case digit, notDigit, space, notSpace, word, notWord, lineBreak, notLineBreak, localeWord, notLocaleWord
    case unicodeDigit, notUnicodeDigit, unicodeSpace, notUnicodeSpace, unicodeWord, notUnicodeWord, unicodeLineBreak, notUnicodeLineBreak

    @inline(__always)
    func contains(_ character: UInt32) -> Bool {
        switch self {
        case .digit: PatternCategory.isDigit(character)
        case .notDigit: !PatternCategory.isDigit(character)
        case .space: PatternCategory.isSpace(character)
        case .notSpace: !PatternCategory.isSpace(character)
        case .word, .localeWord: PatternCategory.isWord(character)
        case .notWord, .notLocaleWord: !PatternCategory.isWord(character)
        case .lineBreak: character == 0x0A
        case .notLineBreak: character != 0x0A
        case .unicodeDigit: isDecimal(character)
        case .notUnicodeDigit: !isDecimal(character)
        case .unicodeSpace: KraitUnicode.isSpace(character)
        case .notUnicodeSpace: !KraitUnicode.isSpace(character)
        case .unicodeWord: PatternCategory.isUnicodeWord(character)
        case .notUnicodeWord: !PatternCategory.isUnicodeWord(character)
        case .unicodeLineBreak: isLineBreak(character)
        case .notUnicodeLineBreak: !isLineBreak(character)
        }
    }

    @inline(__always) static func isDigit(_ character: UInt32) -> Bool { character &- 0x30 < 10 }
    @inline(__always) static func isSpace(_ character: UInt32) -> Bool { character == 0x20 || character &- 9 < 5 }
    @inline(__always) static func isWord(_ character: UInt32) -> Bool { isDigit(character) || (character | 0x20) &- 0x61 < 26 || character == 0x5F }
    @inline(__always) static func isUnicodeWord(_ character: UInt32) -> Bool {
        character < 0x80 ? isWord(character) : isAlphanumeric(character)
    }
}
