/// Names of characters, both ways, in one graph without any table built at start.
///
/// The graph is the smallest acyclic automaton of all names, aliases and named sequences. Each node tells how many words lie
/// below it, so the way to a word adds up to its number in sorted order, and a number leads back to its word:
///
///     node   count << 2 | ends a word << 1 | has edges      (seven bits a byte, low ones first)
///     edge   last 0x80 | to the end node 0x40 | length      letters      distance from this number to the edge's node
///
/// Names of Hangul syllables and unified ideographs follow a rule. In CPython: Modules/unicodedata.c, _getcode and _getucname.
import CKraitUnicode

/// The code point that `\N{name}` stands for: a name or alias in any case, or a name that follows a rule in capitals.
/// nil where there is none; named sequences have none here.
public func codePoint(named name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if let c = ruledCodePoint(named: name) { return c }
    guard let number = wordNumber(of: name), case let c = krait_unicode_name_code(number), c < 0x110000 else { return nil }
    return c
}

/// The code point that `\N{name}` stands for.
public func codePoint(named name: [UInt8]) -> UInt32? { name.withUnsafeBufferPointer { codePoint(named: $0) } }

/// What `unicodedata.lookup` finds: as `codePoint(named:)`, and named sequences.
public func codePoints(named name: UnsafeBufferPointer<UInt8>) -> [UInt32]? {
    if let c = ruledCodePoint(named: name) { return [c] }
    guard let number = wordNumber(of: name) else { return nil }
    let c = krait_unicode_name_code(number)
    guard c >= 0x110000, let sequence = krait_unicode_name_sequence(c - 0x110000) else { return [c] }
    return Array(UnsafeBufferPointer(start: sequence + 1, count: Int(sequence[0])))
}

/// `unicodedata.name`, in ASCII; nil where the character has none.
public func name(of c: UInt32) -> [UInt8]? {
    let syllable = c &- 0xAC00
    if syllable < 11_172 {
        var text = hangulPrefix
        text += leadingConsonants[Int(syllable / 588)].utf8
        text += vowels[Int(syllable / 28 % 21)].utf8
        text += trailingConsonants[Int(syllable % 28)].utf8
        return text
    }
    if isUnifiedIdeograph(c) { return ideographPrefix + String(c, radix: 16, uppercase: true).utf8 }
    let number = krait_unicode_name_number(c)
    return number == 0 ? nil : word(number - 1)
}

// MARK: - Names that follow a rule

private let hangulPrefix = Array("HANGUL SYLLABLE ".utf8)
private let ideographPrefix = Array("CJK UNIFIED IDEOGRAPH-".utf8)
private let leadingConsonants = [
    "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H",
]
private let vowels = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I",
]
private let trailingConsonants = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J",
    "C", "K", "T", "P", "H",
]

private func isUnifiedIdeograph(_ c: UInt32) -> Bool {
    switch c {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0x20000...0x2A6DF, 0x2A700...0x2B739, 0x2B740...0x2B81D, 0x2B820...0x2CEA1,
        0x2CEB0...0x2EBE0, 0x2EBF0...0x2EE5D, 0x30000...0x3134A, 0x31350...0x323AF:
        true
    default: false
    }
}

private func ruledCodePoint(named name: UnsafeBufferPointer<UInt8>) -> UInt32? {
    if name.starts(with: ideographPrefix) {
        let digits = name.dropFirst(ideographPrefix.count)
        guard digits.count == 4 || digits.count == 5 else { return nil }
        var c: UInt32 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: c = c << 4 | UInt32(digit - 0x30)
            case 0x41...0x46: c = c << 4 | UInt32(digit - 0x41 + 10)
            default: return nil
            }
        }
        return isUnifiedIdeograph(c) ? c : nil
    }
    if name.starts(with: hangulPrefix) {
        var rest = name.dropFirst(hangulPrefix.count)
        guard let leading = takeLongest(leadingConsonants, &rest), let vowel = takeLongest(vowels, &rest),
            let trailing = takeLongest(trailingConsonants, &rest), rest.isEmpty
        else { return nil }
        return 0xAC00 + (leading * 21 + vowel) * 28 + trailing
    }
    return nil
}

/// The index of the longest part that `rest` begins with; takes it away.
private func takeLongest(_ parts: [String], _ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    var best: Int?
    for (index, part) in parts.enumerated() where rest.starts(with: part.utf8) {
        if let best, parts[best].utf8.count >= part.utf8.count { continue }
        best = index
    }
    guard let best else { return nil }
    rest = rest.dropFirst(parts[best].utf8.count)
    return UInt32(best)
}

// MARK: - The graph

/// A place in the graph that reads on.
private struct GraphReader {
    var place: UnsafePointer<UInt8>

    mutating func byte() -> UInt8 {
        defer { place += 1 }
        return place.pointee
    }

    mutating func number() -> UInt32 {
        var result: UInt32 = 0
        var shift: UInt32 = 0
        while true {
            let next = byte()
            result |= UInt32(next & 0x7F) << shift
            if next < 0x80 { return result }
            shift += 7
        }
    }

    /// How many words lie below the node here.
    func wordCount() -> UInt32 {
        var reader = self
        return reader.number() >> 2
    }
}

/// An edge, read but for its letters.
private struct Edge {
    let isLast: Bool
    let letters: UnsafeBufferPointer<UInt8>
    /// nil for the end node: one word, no edges.
    let node: GraphReader?
    var wordCount: UInt32 { node?.wordCount() ?? 1 }

    init(_ reader: inout GraphReader) {
        let head = reader.byte()
        isLast = head & 0x80 != 0
        letters = UnsafeBufferPointer(start: reader.place, count: Int(head & 0x3F))
        reader.place += letters.count
        if head & 0x40 != 0 {
            node = nil
        } else {
            let place = reader.place
            node = GraphReader(place: place + Int(reader.number()))
        }
    }
}

/// The number of a word in sorted order, whatever the case of its letters.
private func wordNumber(of word: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard !word.isEmpty, let start = krait_unicode_names() else { return nil }
    var number: UInt32 = 0
    var index = 0
    var node = GraphReader(place: start)
    nodes: while true {
        let head = node.number()
        if index == word.count { return head & 2 != 0 ? number : nil }
        if head & 2 != 0 { number += 1 }
        if head & 1 == 0 { return nil }
        // Sibling edges begin with different letters.
        let first = uppercased(word[index])
        while true {
            let edge = Edge(&node)
            guard edge.letters.first == first else {
                number += edge.wordCount
                if edge.isLast { return nil }
                continue
            }
            guard word.count - index >= edge.letters.count else { return nil }
            for letter in edge.letters {
                if uppercased(word[index]) != letter { return nil }
                index += 1
            }
            guard let next = edge.node else { return index == word.count ? number : nil }
            node = next
            continue nodes
        }
    }
}

/// The word with a number that is in the graph.
func word(_ number: UInt32) -> [UInt8]? {
    guard number < krait_unicode_name_count, let start = krait_unicode_names() else { return nil }
    var number = number
    var result: [UInt8] = []
    var node = GraphReader(place: start)
    nodes: while true {
        let head = node.number()
        if head & 2 != 0 {
            if number == 0 { return result }
            number -= 1
        }
        while true {
            let edge = Edge(&node)
            let count = edge.wordCount
            if number >= count, !edge.isLast {
                number -= count
                continue
            }
            result += edge.letters
            guard let next = edge.node else { return result }
            node = next
            continue nodes
        }
    }
}

@inline(__always)
private func uppercased(_ letter: UInt8) -> UInt8 { letter &- 0x61 < 26 ? letter - 32 : letter }
