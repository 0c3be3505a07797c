/// The four normalization forms (Unicode Standard Annex 15): decompose, put combining marks in order, and for NFC and NFKC
/// compose again.
import CKraitUnicode

public enum NormalizationForm: UInt8, Sendable, CaseIterable {
    // The raw value is the place of the form's two bits in a quick check.
    case nfd, nfkd, nfc, nfkc

    var isCompatibility: Bool { self == .nfkd || self == .nfkc }
    var composes: Bool { self == .nfc || self == .nfkc }
}

private enum Hangul {
    static let firstSyllable: UInt32 = 0xAC00, firstLeading: UInt32 = 0x1100, firstVowel: UInt32 = 0x1161
    /// One before the first trailing consonant: syllables without one have index 0.
    static let trailingBase: UInt32 = 0x11A7
    static let leadingCount: UInt32 = 19, vowelCount: UInt32 = 21, trailingCount: UInt32 = 28, syllableCount: UInt32 = 11_172
}

/// Whether `codePoints` are in `form` for sure. False means that they may not be.
public func isSurelyNormalized(_ codePoints: some Sequence<UInt32>, _ form: NormalizationForm) -> Bool {
    var last: UInt8 = 0
    for c in codePoints where c >= 0x80 || last != 0 {
        let property = krait_unicode_property_of(c)
        if property.quick_check >> (2 * form.rawValue) & 3 != 0 { return false }
        if property.combining != 0 && property.combining < last { return false }
        last = property.combining
    }
    return true
}

/// `unicodedata.normalize`.
public func normalize(_ codePoints: [UInt32], to form: NormalizationForm) -> [UInt32] {
    if isSurelyNormalized(codePoints, form) { return codePoints }
    var result: [UInt32] = []
    result.reserveCapacity(codePoints.count + codePoints.count / 2)
    for c in codePoints { appendDecomposition(of: c, compatibility: form.isCompatibility, to: &result) }
    orderMarks(&result)
    if form.composes { compose(&result) }
    return result
}

/// NFKC of an identifier in UTF-8 (lone surrogates and broken sequences stay as they are).
public func nfkc(_ utf8: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var codePoints: [UInt32] = []
    codePoints.reserveCapacity(utf8.count)
    var index = 0
    while let c = decodeUTF8(utf8, &index) { codePoints.append(c) }
    if isSurelyNormalized(codePoints, .nfkc) { return Array(utf8) }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for c in normalize(codePoints, to: .nfkc) { appendUTF8(c, to: &result) }
    return result
}

/// NFKC of an identifier in UTF-8.
public func nfkc(_ utf8: [UInt8]) -> [UInt8] { utf8.withUnsafeBufferPointer { nfkc($0) } }

// MARK: - The three steps

private func appendDecomposition(of c: UInt32, compatibility: Bool, to result: inout [UInt32]) {
    let syllable = c &- Hangul.firstSyllable
    if syllable < Hangul.syllableCount {
        result.append(Hangul.firstLeading + syllable / (Hangul.vowelCount * Hangul.trailingCount))
        result.append(Hangul.firstVowel + syllable / Hangul.trailingCount % Hangul.vowelCount)
        let trailing = syllable % Hangul.trailingCount
        if trailing != 0 { result.append(Hangul.trailingBase + trailing) }
        return
    }
    // Mappings are one step each; the deepest chain in the tables has five.
    guard let mapping = krait_unicode_decomposition(c), mapping[0] != 0, compatibility || mapping[0] >> 8 == 0 else {
        result.append(c)
        return
    }
    for index in 1...Int(mapping[0] & 0xFF) {
        appendDecomposition(of: mapping[index], compatibility: compatibility, to: &result)
    }
}

/// Sorts each run of combining marks by class, keeping the order of equals.
private func orderMarks(_ codePoints: inout [UInt32]) {
    var index = 0
    while index < codePoints.count {
        guard combiningClass(codePoints[index]) != 0 else { index += 1; continue }
        let start = index
        var inOrder = true
        var last: UInt8 = 0
        while index < codePoints.count, case let own = combiningClass(codePoints[index]), own != 0 {
            inOrder = inOrder && own >= last
            last = own
            index += 1
        }
        if inOrder { continue }
        // Class, place and code point in one number: the sort is stable and takes n log n steps also for a million marks.
        var keys = codePoints[start..<index].enumerated().map { place, c in
            (UInt64(combiningClass(c)) << 32 | UInt64(truncatingIfNeeded: place), c)
        }
        keys.sort { $0.0 < $1.0 }
        for (place, key) in keys.enumerated() { codePoints[start + place] = key.1 }
    }
}

/// Composes in place: each mark with the last starter unless something between blocks it.
private func compose(_ codePoints: inout [UInt32]) {
    var output = 0
    var starter = -1
    var lastClass = 0  // Of what stands between the starter and here; -1 when nothing does.
    for index in codePoints.indices {
        let c = codePoints[index]
        let ownClass = Int(combiningClass(c))
        if starter >= 0, lastClass < ownClass, let composed = composition(codePoints[starter], c) {
            codePoints[starter] = composed
            continue
        }
        if ownClass == 0 {
            starter = output
            lastClass = -1
        } else {
            lastClass = ownClass
        }
        codePoints[output] = c
        output += 1
    }
    codePoints.removeSubrange(output...)
}

/// The primary composite of two characters.
private func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let leading = first &- Hangul.firstLeading, vowel = second &- Hangul.firstVowel
    if leading < Hangul.leadingCount, vowel < Hangul.vowelCount {
        return Hangul.firstSyllable + (leading * Hangul.vowelCount + vowel) * Hangul.trailingCount
    }
    let syllable = first &- Hangul.firstSyllable, trailing = second &- Hangul.trailingBase
    if syllable < Hangul.syllableCount, syllable % Hangul.trailingCount == 0, trailing > 0, trailing < Hangul.trailingCount {
        return first + trailing
    }
    var low: UInt32 = 0, high = krait_unicode_composition_count
    while low < high {
        let middle = (low + high) / 2
        let candidate = krait_unicode_composition_at(middle)
        if (candidate.first, candidate.second) == (first, second) { return candidate.composed }
        if (candidate.first, candidate.second) < (first, second) { low = middle + 1 } else { high = middle }
    }
    return nil
}

// MARK: - UTF-8

/// The code point at `index`, which moves past it; nil at the end. Takes surrogates, and gives U+FFFD for a byte that begins
/// nothing.
func decodeUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32? {
    guard index < bytes.count else { return nil }
    let first = UInt32(bytes[index])
    index += 1
    let more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    if first < 0x80 { return first }
    guard more > 0, first < 0xF8, index + more <= bytes.count else { return 0xFFFD }
    var c = first & (0x3F >> UInt32(more))
    for _ in 0..<more {
        c = c << 6 | UInt32(bytes[index] & 0x3F)
        index += 1
    }
    return c
}

func appendUTF8(_ c: UInt32, to bytes: inout [UInt8]) {
    if c < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: c))
        return
    }
    if c < 0x800 {
        bytes.append(UInt8(truncatingIfNeeded: 0xC0 | c >> 6))
    } else {
        if c < 0x10000 {
            bytes.append(UInt8(truncatingIfNeeded: 0xE0 | c >> 12))
        } else {
            bytes.append(UInt8(truncatingIfNeeded: 0xF0 | c >> 18 & 7))
            bytes.append(UInt8(truncatingIfNeeded: 0x80 | c >> 12 & 0x3F))
        }
        bytes.append(UInt8(truncatingIfNeeded: 0x80 | c >> 6 & 0x3F))
    }
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | c & 0x3F))
}
