/// Programs that are almost right, or not at all.

/// The largest piece of a program of the corpus that is taken.
private let pieceSize = 6000

func mutatedSource(_ corpus: [[UInt8]], _ random: inout Random) -> [UInt8] {
    var bytes = piece(of: random.element(of: corpus, []), &random)
    for _ in 0...random.below(random.below(4) + 1) { mutate(&bytes, corpus, &random) }
    return bytes
}

/// Lines of a program that may stand alone: from the beginning of one statement at the left margin to that of another.
private func piece(of program: [UInt8], _ random: inout Random) -> [UInt8] {
    if program.count <= pieceSize { return program }
    func statement(after place: Int) -> Int {
        let newline = UInt8(ascii: "\n")
        var place = place
        while let end = program[place...].firstIndex(of: newline), end + 1 < program.count {
            if program[end + 1] > 0x2A { return end + 1 }
            place = end + 1
        }
        return program.count
    }
    let start = statement(after: random.below(program.count - pieceSize))
    return Array(program[start..<statement(after: min(program.count, start + 200 + random.below(pieceSize)))].prefix(4 * pieceSize))
}

private func mutate(_ bytes: inout [UInt8], _ corpus: [[UInt8]], _ random: inout Random) {
    switch random.below(16) {
    case 0, 1:
        for _ in 0...random.below(8) where !bytes.isEmpty { bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8)) }
    case 2:
        if !bytes.isEmpty { bytes[random.below(bytes.count)] = random.element(of: oddBytes, 0) }
    case 3:
        bytes.removeLast(random.below(bytes.count))
    case 4:
        bytes.removeSubrange(random.range(in: bytes.count, atMost: 100))
    case 5:
        let other = piece(of: random.element(of: corpus, []), &random)
        bytes.insert(contentsOf: other[random.range(in: other.count, atMost: 400)], at: random.below(bytes.count + 1))
    case 6:
        let chunk = Array(bytes[random.range(in: bytes.count, atMost: 200)])
        bytes.insert(contentsOf: chunk, at: random.below(bytes.count + 1))
    case 7:
        // Deep nesting, with or without its ends.
        let (opening, closing) = random.element(of: nestings, ("(", ")"))
        let depth = 1 << random.below(13)
        let place = random.below(bytes.count + 1)
        let inner = random.range(in: bytes.count, atMost: 10)
        var nested = repeated(Array(opening.utf8), depth) + bytes[inner]
        if random.below(4) > 0 { nested += repeated(Array(closing.utf8), depth) }
        bytes.insert(contentsOf: nested, at: place)
    case 8:
        let chunk = Array(bytes[random.range(in: bytes.count, atMost: 20)])
        bytes.insert(contentsOf: repeated(chunk, 1 << random.below(12)), at: random.below(bytes.count + 1))
    case 9:
        let text = random.element(of: hugeLiterals, "9")
        bytes.insert(contentsOf: repeated(Array(text.utf8), 1 << random.below(14)), at: random.below(bytes.count + 1))
    case 10:
        // Deeper and deeper blocks.
        var block: [UInt8] = []
        let head = random.element(of: blockHeads, "if x:")
        for depth in 0...random.below(120) { block += Array((String(repeating: " ", count: depth) + head + "\n").utf8) }
        bytes = block + bytes
    default:
        mutateToken(&bytes, &random)
    }
}

/// Deletes, doubles, replaces or inserts one token, or swaps two.
private func mutateToken(_ bytes: inout [UInt8], _ random: inout Random) {
    let token = tokenRange(at: random.below(bytes.count), in: bytes)
    switch random.below(5) {
    case 0: bytes.removeSubrange(token)
    case 1: bytes.insert(contentsOf: Array(bytes[token]), at: token.upperBound)
    case 2: bytes.replaceSubrange(token, with: Array(random.element(of: words, "").utf8))
    case 3: bytes.insert(contentsOf: Array(random.element(of: words, "").utf8), at: token.lowerBound)
    default:
        let other = tokenRange(at: random.below(bytes.count), in: bytes)
        guard token.upperBound <= other.lowerBound else { return }
        let first = Array(bytes[token]), second = Array(bytes[other])
        bytes.replaceSubrange(other, with: first)
        bytes.replaceSubrange(token, with: second)
    }
}

/// The letters and digits around a place, or the one character there.
private func tokenRange(at place: Int, in bytes: [UInt8]) -> Range<Int> {
    func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x80 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
    guard place < bytes.count else { return bytes.count..<bytes.count }
    guard isWord(bytes[place]) else { return place..<place + 1 }
    var start = place
    var end = place + 1
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    return start..<end
}

private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    var result: [UInt8] = []
    let count = min(count, 60_000 / max(bytes.count, 1))
    result.reserveCapacity(bytes.count * count)
    for _ in 0..<count { result += bytes }
    return result
}

private let oddBytes: [UInt8] = [
    0, 0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x22, 0x27, 0x28, 0x29, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0xBF, 0xC0, 0xC3, 0xE2, 0xED,
    0xEF, 0xF0, 0xF4, 0xF8, 0xFE, 0xFF,
]

private let nestings = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("x[", "]"), ("{1:", "}"), ("-", ""), ("not ", ""), ("~", ""), ("await ", ""),
    ("lambda: ", ""), ("1 + ", ""), ("2 ** ", ""), ("a.", "b"), ("x if y else ", ""), ("a < ", ""), ("a and ", ""), ("*", ""),
    ("f'{", "}'"), ("f\"{x:{", "}}\""), ("[x for x in ", "]"), ("(yield ", ")"), ("a := ", ""), ("(a := ", ")"), ("\"\" ", ""),
    ("x = ", ""), ("x, ", ""), ("@x\n", ""), ("a: ", ""), ("def f(x=", "): pass"), ("case [", "]"), ("(x)", ""), ("x[0]", ""),
    ("x.y", ""), ("if x: ", ""), ("else: ", ""), ("\\\n", ""), ("import a.", ""), ("with (a, ", "): pass"), ("print(*", ")"),
    ("try:\n ", ""), ("x: int = ", ""), ("global x\n", ""), ("elif x: pass\n", ""), ("except X: pass\n", ""), (";", ""), ("\n ", ""),
]

private let blockHeads = [
    "if x:", "while x:", "for x in y:", "try:", "with x:", "def f():", "class C:", "async def f():", "match x:", "case 1:", "else:",
    "finally:", "except X:", "async for x in y:", "async with x:", "def f[T]():", "except* X:", "elif x:",
]

private let hugeLiterals = [
    "9", "0", "1_0", "0x", "f", "1e", "1j", "'", "\"\"\"", "\\x41", "\\N{DIGIT ONE}", "\\ud800", "é", "名", "e", ".5", "x ",
]

private let words = """
    ( ) [ ] { } , : ; . = == := -> * ** / // @ + - ~ ! $ ? ` < > <= <> != >> <<= ... ' " ''' \\ if elif else for in while with as def
    class lambda return yield await async from import not and or is None True False __debug__ print match case type _ global nonlocal del
    try except finally raise pass break continue assert f' f" rb' f'{ {x!r:>{y}} }}' 0 1a 0x 1_ 1e5 1j 0777 999999999999999999999 é 𝔘 x __class__
    super
    """.split { $0 == " " || $0 == "\n" }.map(String.init) + moreWords
private let moreWords = ["\n", "\n    ", "\t", " ", "\n\n\n", "\u{c}", "#", "from __future__ import annotations\n"]
