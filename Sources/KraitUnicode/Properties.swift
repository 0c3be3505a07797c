/// The properties of characters that `unicodedata` tells. Raw values are the numbers in the tables.
import CKraitUnicode

/// The general category (Unicode Standard, table 4-4).
public enum GeneralCategory: UInt8, Sendable, CaseIterable {
    case unassigned, uppercaseLetter, lowercaseLetter, titlecaseLetter, nonspacingMark, spacingMark, enclosingMark,
        decimalNumber, letterNumber, otherNumber, spaceSeparator, lineSeparator, paragraphSeparator, control, format, surrogate,
        privateUse, modifierLetter, otherLetter, connectorPunctuation, dashPunctuation, openPunctuation, closePunctuation,
        initialPunctuation, finalPunctuation, otherPunctuation, mathSymbol, currencySymbol, modifierSymbol, otherSymbol

    /// The two letters that `unicodedata.category` gives.
    public var abbreviation: String {
        let letters = "CnLuLlLtMnMcMeNdNlNoZsZlZpCcCfCsCoLmLoPcPdPsPePiPfPoSmScSkSo".utf8.dropFirst(2 * Int(rawValue))
        return String(decoding: letters.prefix(2), as: UTF8.self)
    }
}

/// The bidirectional class (Unicode Standard Annex 9).
public enum BidirectionalClass: UInt8, Sendable, CaseIterable {
    case unassigned, l, lre, lro, r, al, rle, rlo, pdf, en, es, et, an, cs, nsm, bn, b, s, ws, on, lri, rli, fsi, pdi

    /// The letters that `unicodedata.bidirectional` gives; empty for an unassigned character.
    public var abbreviation: String { self == .unassigned ? "" : "\(self)".uppercased() }
}

/// The East Asian width (Unicode Standard Annex 11).
public enum EastAsianWidth: UInt8, Sendable, CaseIterable {
    case fullwidth, halfwidth, wide, narrow, ambiguous, neutral

    /// The letters that `unicodedata.east_asian_width` gives.
    public var abbreviation: String {
        switch self {
        case .fullwidth: "F"
        case .halfwidth: "H"
        case .wide: "W"
        case .narrow: "Na"
        case .ambiguous: "A"
        case .neutral: "N"
        }
    }
}

/// How a character and its decomposition are related: the tag that `unicodedata.decomposition` puts first.
public enum DecompositionKind: UInt8, Sendable, CaseIterable {
    case canonical, noBreak, compat, `super`, fraction, sub, font, circle, wide, vertical, square, isolated, final, initial, medial,
        small, narrow
}

public func generalCategory(_ c: UInt32) -> GeneralCategory {
    GeneralCategory(rawValue: krait_unicode_property_of(c).category) ?? .unassigned
}

public func bidirectionalClass(_ c: UInt32) -> BidirectionalClass {
    BidirectionalClass(rawValue: krait_unicode_property_of(c).bidirectional) ?? .unassigned
}

/// The canonical combining class; 0 for a starter.
@inlinable public func combiningClass(_ c: UInt32) -> UInt8 { krait_unicode_property_of(c).combining }

/// Whether the character is mirrored in bidirectional text.
@inlinable public func isMirrored(_ c: UInt32) -> Bool { krait_unicode_property_of(c).mirrored != 0 }

public func eastAsianWidth(_ c: UInt32) -> EastAsianWidth {
    EastAsianWidth(rawValue: krait_unicode_property_of(c).east_asian_width) ?? .neutral
}

/// One step of decomposition, as `unicodedata.decomposition` gives it; nil where there is none (Hangul syllables, which follow a
/// rule, included).
public func decomposition(_ c: UInt32) -> (kind: DecompositionKind, codePoints: [UInt32])? {
    guard let mapping = krait_unicode_decomposition(c), mapping[0] != 0 else { return nil }
    let kind = DecompositionKind(rawValue: UInt8(truncatingIfNeeded: mapping[0] >> 8)) ?? .compat
    return (kind, Array(UnsafeBufferPointer(start: mapping + 1, count: Int(mapping[0] & 0xFF))))
}
