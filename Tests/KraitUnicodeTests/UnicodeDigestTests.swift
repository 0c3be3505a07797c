// Every property over all 0x110000 code points, against digests that CPython 3.13 gave (Utilities/record_unicode_digests.py).
import Testing

@testable import KraitUnicode

private let recorded: [String: UInt64] = [
    "flags": 0x57A51DC091DFC02E,
    "digits": 0x100CCDC0F2CE5C4D,
    "numbers": 0x7C52BAAFC0B5067C,
    "case": 0xDC8EAE2DDF3619D5,
    "properties": 0x60DEAB0666DD0FB9,
    "decompositions": 0xB3469892A90CFFF8,
    "NFC": 0xA883C65EC05927F9,
    "NFC of random strings": 0x192131342C7B33A5,
    "NFD": 0x2606D0330BE9E2F8,
    "NFD of random strings": 0x6F692A21226C7828,
    "NFKC": 0x815EB9817C4CB0C1,
    "NFKC of random strings": 0x16B2650E05788D5C,
    "NFKD": 0x95ECE542E21757CF,
    "NFKD of random strings": 0xD6205A7FCE4F2084,
    "names": 0xC616ADEEAF8B367A,
    "words": 0x26ABAAB1267FEF69,
]

/// FNV-1a over 64-bit numbers.
private struct Digest {
    var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: some FixedWidthInteger) {
        value = (value ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01B3
    }

    mutating func add(text: some Collection<UInt32>) {
        add(text.count)
        for c in text { add(c) }
    }

    mutating func add(text: String) {
        add(text.utf8.count)
        for byte in text.utf8 { add(byte) }
    }
}

private func digestOfEverything(_ body: (UInt32, inout Digest) -> Void) -> UInt64 {
    var digest = Digest()
    for c in 0..<UInt32(0x110000) { body(c, &digest) }
    return digest.value
}

@Test func flagsOfAllCharacters() {
    let tests: [(UInt32) -> Bool] = [
        isIdentifierStart, isIdentifierContinue, isPrintable, isAlphabetic, isLowercase, isUppercase, isTitlecase, isSpace,
        isLineBreak, isDecimal, isDigit, isNumeric, isAlphanumeric, isCased, isCaseIgnorable,
    ]
    let digest = digestOfEverything { c, digest in
        var flags: UInt32 = 0
        for (bit, test) in tests.enumerated() where test(c) { flags |= 1 << UInt32(bit) }
        digest.add(flags)
    }
    #expect(digest == recorded["flags"])
}

@Test func valuesOfDigits() {
    let digits = digestOfEverything { c, digest in
        digest.add(UInt32(decimalValue(c) ?? 255) | UInt32(digitValue(c) ?? 255) << 8)
    }
    #expect(digits == recorded["digits"])
    #expect(digestOfEverything { c, digest in digest.add((numericValue(c) ?? -1).bitPattern) } == recorded["numbers"])
}

@Test func caseMappingsOfAllCharacters() {
    let digest = digestOfEverything { c, digest in
        digest.add(text: lowercase(c))
        digest.add(text: uppercase(c))
        digest.add(text: titlecase(c))
        digest.add(text: casefold(c))
        digest.add(simpleLowercase(c))
    }
    #expect(digest == recorded["case"])
}

@Test func propertiesOfAllCharacters() {
    let digest = digestOfEverything { c, digest in
        digest.add(text: generalCategory(c).abbreviation)
        digest.add(text: bidirectionalClass(c).abbreviation)
        digest.add(combiningClass(c))
        digest.add(isMirrored(c) ? 1 : 0)
        digest.add(text: eastAsianWidth(c).abbreviation)
    }
    #expect(digest == recorded["properties"])
}

@Test func decompositionsOfAllCharacters() {
    let digest = digestOfEverything { c, digest in
        guard let (kind, codePoints) = decomposition(c) else {
            digest.add(0)
            return
        }
        var parts = kind == .canonical ? [] : ["<\(kind)>"]
        for point in codePoints {
            let digits = String(point, radix: 16, uppercase: true)
            parts.append(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
        }
        digest.add(text: parts.joined(separator: " "))
    }
    #expect(digest == recorded["decompositions"])
}

@Test(arguments: [("NFC", NormalizationForm.nfc), ("NFD", .nfd), ("NFKC", .nfkc), ("NFKD", .nfkd)])
func normalization(name: String, form: NormalizationForm) {
    #expect(digestOfEverything { c, digest in digest.add(text: normalize([c], to: form)) } == recorded[name])

    var pool = (0..<UInt32(0x30000)).filter { combiningClass($0) != 0 || decomposition($0) != nil || $0 &- 0xAC00 < 11_172 }
    pool += 0x1100..<0x1200
    for _ in 0..<50 { pool += "aeouAEOU".unicodeScalars.map(\.value) }
    var digest = Digest()
    var seed: UInt64 = 1
    for _ in 0..<20_000 {
        var text: [UInt32] = []
        for _ in 0..<8 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text.append(pool[Int(seed >> 33) % pool.count])
        }
        digest.add(text: normalize(text, to: form))
    }
    #expect(digest.value == recorded["\(name) of random strings"])
}

@Test func namesOfAllCharacters() {
    var wrong: [UInt32] = []
    let digest = digestOfEverything { c, digest in
        guard let text = name(of: c) else {
            digest.add(0)
            return
        }
        digest.add(text: text.map(UInt32.init))
        if codePoint(named: text) != c { wrong.append(c) }
    }
    #expect(digest == recorded["names"])
    #expect(wrong.isEmpty)
}

@Test func aliasesAndNamedSequences() {
    var digest = Digest()
    var number: UInt32 = 0
    while let text = word(number) {
        digest.add(text: text.map(UInt32.init))
        let found = text.withUnsafeBufferPointer { codePoints(named: $0) }
        digest.add(text: found ?? [])
        // `\N{…}` in source code knows no sequences.
        #expect(codePoint(named: text) == (found?.count == 1 ? found?.first : nil))
        number += 1
    }
    #expect(digest.value == recorded["words"])
}

@Test(arguments: [
    ("latin small letter a", 0x61), ("Latin Small Letter A ", nil), ("", nil), ("nul", 0), ("BELL", 0x1F514), ("ALERT", 7),
    ("CJK UNIFIED IDEOGRAPH-4E00", 0x4E00), ("cjk unified ideograph-4e00", nil), ("CJK UNIFIED IDEOGRAPH-04E00", 0x4E00),
    ("CJK UNIFIED IDEOGRAPH-1F600", nil), ("CJK UNIFIED IDEOGRAPH-004E00", nil), ("CJK UNIFIED IDEOGRAPH-", nil),
    ("HANGUL SYLLABLE GA", 0xAC00), ("HANGUL SYLLABLE A", 0xC544), ("HANGUL SYLLABLE G", nil), ("HANGUL SYLLABLE ", nil),
    ("HANGUL SYLLABLE GAGX", nil), ("hangul syllable ga", nil), ("KEYCAP NUMBER SIGN", nil), ("LATIN SMALL LETTER", nil),
    ("LATIN SMALL LETTER \u{e4}", nil),
] as [(String, UInt32?)])
func lookupOfOneName(name: String, expected: UInt32?) {
    #expect(codePoint(named: Array(name.utf8)) == expected)
}

@Test func nfkcOfIdentifiers() {
    #expect(nfkc(Array("\u{1d517}\u{212b}e\u{301}x".utf8)) == Array("T\u{c5}\u{e9}x".utf8))
    #expect(nfkc(Array("\u{fb01}n".utf8)) == Array("fin".utf8))
    #expect(nfkc([0x61, 0xED, 0xA0, 0x80]) == [0x61, 0xED, 0xA0, 0x80])
    #expect(nfkc([0xFF, 0xE2, 0x84]) == [0xFF, 0xE2, 0x84])
    #expect(nfkc([]) == [])
}

@Test func numbersThatAreNoCodePoints() {
    for c in [0x110000, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32] {
        #expect(!isIdentifierStart(c) && !isPrintable(c))
        #expect(generalCategory(c) == .unassigned)
        #expect(name(of: c) == nil)
        #expect(Array(lowercase(c)) == [c])
        #expect(normalize([c], to: .nfkd) == [c])
    }
}

@Test func millionMarksAreOrderedInTime() {
    let marks: [UInt32] = (0..<1_000_000).map { $0 % 2 == 0 ? 0x301 : 0x327 }
    let result = normalize([0x61] + marks, to: .nfd)
    #expect(result[1] == 0x327 && result[500_000] == 0x327 && result[500_001] == 0x301)
}
