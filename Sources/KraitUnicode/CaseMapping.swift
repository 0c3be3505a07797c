/// Case mappings of characters. A mapping can have up to three characters; whole strings, with their final sigma, are the
/// affair of `str`. In CPython: Objects/unicodectype.c.
import CKraitUnicode

/// What a case mapping gives: one to three code points, without an allocation.
public struct CaseMapping: Sendable, Equatable, RandomAccessCollection {
    @usableFromInline var first, second, third: UInt32
    public let count: Int

    @inlinable init(_ first: UInt32, _ second: UInt32, _ third: UInt32, count: Int) {
        self.first = first
        self.second = second
        self.third = third
        self.count = count
    }

    @usableFromInline init(place: Int32) {
        guard let casing = krait_unicode_casing(place) else {
            self.init(0, 0, 0, count: 0)
            return
        }
        let count = Swift.min(Int(casing[0]), 3)
        self.init(casing[1], count > 1 ? casing[2] : 0, count > 2 ? casing[3] : 0, count: count)
    }

    @inlinable init(_ c: UInt32, _ mapping: Int32, flags: UInt16) {
        if flags & UInt16(truncatingIfNeeded: KRAIT_UNICODE_SPECIAL_CASING) != 0 {
            self.init(place: mapping)
        } else {
            self.init(c &+ UInt32(bitPattern: mapping), 0, 0, count: 1)
        }
    }

    /// The mapping that leaves a character as it is.
    @inlinable public static func unchanged(_ c: UInt32) -> CaseMapping { CaseMapping(c, 0, 0, count: 1) }

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { count }
    /// The code point at `position`; 0 outside of the collection.
    @inlinable public subscript(position: Int) -> UInt32 {
        switch position {
        case 0: first
        case 1: second
        case 2: third
        default: 0
        }
    }
}

/// `str.lower` of one character, wherever it stands (a capital sigma at the end of a word is the caller's to see).
@inlinable public func lowercase(_ c: UInt32) -> CaseMapping {
    let character = krait_unicode_character_of(c)
    return CaseMapping(c, character.lower, flags: character.flags)
}

/// `str.upper` of one character.
@inlinable public func uppercase(_ c: UInt32) -> CaseMapping {
    let character = krait_unicode_character_of(c)
    return CaseMapping(c, character.upper, flags: character.flags)
}

/// `str.title` of the first character of a word.
@inlinable public func titlecase(_ c: UInt32) -> CaseMapping {
    let character = krait_unicode_character_of(c)
    return CaseMapping(c, character.title, flags: character.flags)
}

/// `str.casefold` of one character.
@inlinable public func casefold(_ c: UInt32) -> CaseMapping {
    let character = krait_unicode_character_of(c)
    return CaseMapping(c, character.fold, flags: character.flags)
}

/// The one-to-one mapping to lower case, which `re` uses.
@inlinable public func simpleLowercase(_ c: UInt32) -> UInt32 {
    c &+ UInt32(bitPattern: krait_unicode_character_of(c).simple_lower)
}

/// The one-to-one mapping to upper case, which `re` uses for ranges: the first character of several.
@inlinable public func simpleUppercase(_ c: UInt32) -> UInt32 { uppercase(c).first }

/// Whether `c` has case and is not case-ignorable: with such a letter before it, and none after, a sigma is final.
@inlinable public func isCased(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_CASED, c) }

/// Whether looking for the letters around a sigma goes past `c`.
@inlinable public func isCaseIgnorable(_ c: UInt32) -> Bool { hasFlag(KRAIT_UNICODE_CASE_IGNORABLE, c) }
