/// Unicode 15.1 as Python 3.13 sees it: what `str`'s methods, `unicodedata` and the compiler ask of characters.
///
/// Characters are `UInt32`s. Every function takes any number; one that is no code point counts as unassigned.
///
///     KraitUnicode.swift     yes-or-no questions and the values of digits
///     CaseMapping.swift      lower, upper, title and folded case
///     Properties.swift       categories and the like, as `unicodedata` has them
///     Normalization.swift    NFC, NFD, NFKC, NFKD
///     Names.swift            names of characters, both ways
import CKraitUnicode

@inlinable @inline(__always)
func hasFlag(_ flag: Int, _ c: UInt32) -> Bool { krait_unicode_flags(c) & UInt16(truncatingIfNeeded: flag) != 0 }

// MARK: - Identifiers

/// Whether an identifier may begin with `c` before normalization: XID_Start or the underscore.
@inlinable public func isIdentifierStart(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_IDENTIFIER_START, c) }

/// Whether `c` may stand in an identifier after its first character: XID_Continue.
@inlinable public func isIdentifierContinue(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_IDENTIFIER_CONTINUE, c) }

// MARK: - What str's methods ask of each character

/// `str.isprintable`: what `repr` shows without an escape.
@inlinable public func isPrintable(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_PRINTABLE, c) }
/// `str.isalpha`.
@inlinable public func isAlphabetic(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_ALPHABETIC, c) }
/// `str.islower`.
@inlinable public func isLowercase(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_LOWERCASE, c) }
/// `str.isupper`.
@inlinable public func isUppercase(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_UPPERCASE, c) }
/// Whether `c` is a titlecase letter, such as U+01C5.
@inlinable public func isTitlecase(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_TITLECASE, c) }
/// `str.isspace`.
@inlinable public func isSpace(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_SPACE, c) }
/// Whether `str.splitlines` ends a line at `c`.
@inlinable public func isLineBreak(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_LINE_BREAK, c) }
/// `str.isdecimal`.
@inlinable public func isDecimal(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_DECIMAL, c) }
/// `str.isdigit`.
@inlinable public func isDigit(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_DIGIT, c) }
/// `str.isnumeric`.
@inlinable public func isNumeric(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_NUMERIC, c) }
/// `str.isalnum`.
@inlinable public func isAlphanumeric(_ c: UInt32) -> Bool {
    hasFlag(KRAIT_UNICODE_ALPHABETIC | KRAIT_UNICODE_DECIMAL | KRAIT_UNICODE_DIGIT | KRAIT_UNICODE_NUMERIC, c)
}

// MARK: - Values of digits

/// The value of a decimal digit: what `int` and `float` take, 0…9.
@inlinable public func decimalValue(_ c: UInt32) -> UInt8? {
    let value = krait_unicode_character_of(c).decimal
    return value == 255 ? nil : value
}

/// The value of a digit, superscripts and the like included, 0…9.
@inlinable public func digitValue(_ c: UInt32) -> UInt8? {
    let value = krait_unicode_character_of(c).digit
    return value == 255 ? nil : value
}

/// The value of a character that is a number, such as 0.5 for U+00BD.
@inlinable public func numericValue(_ c: UInt32) -> Double? {
    let character = krait_unicode_character_of(c)
    guard character.flags & UInt16(truncatingIfNeeded: KRAIT_UNICODE_NUMERIC) != 0 else { return nil }
    return krait_unicode_number(character.numeric)
}
