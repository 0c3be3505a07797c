// The Unicode 15.1 tables of KraitUnicode: C arrays, because they compile at once, lie in read-only memory and cost nothing
// at start. Utilities/generate_unicode_tables.py writes them and says how they are made.
//
// A table over code points is a trie of two levels:
//
//     first[c >> 7] ─▶ number of a block      second[block << 7 | c & 127] ─▶ number of a record
//
// Every function takes any number: what is no code point has the record of an unassigned one.

#ifndef CKRAIT_UNICODE_H
#define CKRAIT_UNICODE_H

#include <stdint.h>

/// What `str`'s methods ask. Case mappings are distances from the code point, or, with KRAIT_UNICODE_SPECIAL_CASING, places
/// in krait_unicode_casing (length, then that many code points).
typedef struct {
    uint16_t flags;
    int32_t lower, upper, title, fold;
    /// To the lower-case letter of the one-to-one mapping, which `re` uses.
    int32_t simple_lower;
    /// 255 where the character is no such digit.
    uint8_t decimal, digit;
    /// Place in krait_unicode_number.
    uint8_t numeric;
} krait_unicode_character;

enum {
    KRAIT_UNICODE_ALPHABETIC = 1 << 0,
    KRAIT_UNICODE_LOWERCASE = 1 << 1,
    KRAIT_UNICODE_UPPERCASE = 1 << 2,
    KRAIT_UNICODE_TITLECASE = 1 << 3,
    KRAIT_UNICODE_SPACE = 1 << 4,
    KRAIT_UNICODE_LINE_BREAK = 1 << 5,
    KRAIT_UNICODE_IDENTIFIER_START = 1 << 6,
    KRAIT_UNICODE_IDENTIFIER_CONTINUE = 1 << 7,
    KRAIT_UNICODE_PRINTABLE = 1 << 8,
    KRAIT_UNICODE_DECIMAL = 1 << 9,
    KRAIT_UNICODE_DIGIT = 1 << 10,
    KRAIT_UNICODE_NUMERIC = 1 << 11,
    /// Cased and not ignorable: what the final sigma looks for, past what is ignorable.
    KRAIT_UNICODE_CASED = 1 << 12,
    KRAIT_UNICODE_CASE_IGNORABLE = 1 << 13,
    KRAIT_UNICODE_SPECIAL_CASING = 1 << 14,
};

/// What `unicodedata` tells beside names. The numbers of categories, classes and widths are those of the Swift enums.
typedef struct {
    uint8_t category, bidirectional, combining, mirrored, east_asian_width;
    /// Two bits for each of NFD, NFKD, NFC, NFKC, from the lowest: 0 normalized, 1 perhaps (may compose), 2 not.
    uint8_t quick_check;
} krait_unicode_property;

typedef struct {
    uint32_t first, second, composed;
} krait_unicode_composition;

#define KRAIT_UNICODE_TRIE(NAME) \
    extern const uint16_t krait_unicode_##NAME##_first[0x110000 >> 7]; \
    extern const uint16_t krait_unicode_##NAME##_second[]; \
    static inline uint32_t krait_unicode_##NAME##_number(uint32_t c) { \
        if (c >= 0x110000) c = 0xFFFF; /* Unassigned for ever. */ \
        return krait_unicode_##NAME##_second[(uint32_t)krait_unicode_##NAME##_first[c >> 7] << 7 | (c & 127)]; \
    }

KRAIT_UNICODE_TRIE(character)
KRAIT_UNICODE_TRIE(property)
KRAIT_UNICODE_TRIE(decomposition)
KRAIT_UNICODE_TRIE(name)
#undef KRAIT_UNICODE_TRIE

extern const krait_unicode_character krait_unicode_characters[];
extern const krait_unicode_property krait_unicode_properties[];
extern const uint32_t krait_unicode_casings[];
extern const double krait_unicode_numbers[];
extern const uint32_t krait_unicode_decompositions[];
extern const uint32_t krait_unicode_composition_count;
extern const krait_unicode_composition krait_unicode_compositions[];
extern const uint8_t krait_unicode_name_graph[];
extern const uint32_t krait_unicode_name_count;
extern const uint32_t krait_unicode_name_codes[];
extern const uint32_t krait_unicode_name_sequences[];

static inline uint16_t krait_unicode_flags(uint32_t c) {
    return krait_unicode_characters[krait_unicode_character_number(c)].flags;
}

static inline krait_unicode_character krait_unicode_character_of(uint32_t c) {
    return krait_unicode_characters[krait_unicode_character_number(c)];
}

static inline krait_unicode_property krait_unicode_property_of(uint32_t c) {
    return krait_unicode_properties[krait_unicode_property_number(c)];
}

static inline double krait_unicode_number(uint8_t index) { return krait_unicode_numbers[index]; }

/// The length and the code points of a special casing.
static inline const uint32_t *krait_unicode_casing(int32_t place) { return krait_unicode_casings + place; }

/// One mapping step: the first element is tag << 8 | length, then come so many code points.
static inline const uint32_t *krait_unicode_decomposition(uint32_t c) {
    return krait_unicode_decompositions + krait_unicode_decomposition_number(c);
}

static inline krait_unicode_composition krait_unicode_composition_at(uint32_t index) {
    return krait_unicode_compositions[index];
}

/// The graph of names (`pack` in the generator says how it lies in memory).
static inline const uint8_t *krait_unicode_names(void) { return krait_unicode_name_graph; }

/// The code point that the name with this number from 0 has; 0x110000 + place for a named sequence.
static inline uint32_t krait_unicode_name_code(uint32_t number) { return krait_unicode_name_codes[number]; }

/// The length and the code points of a named sequence.
static inline const uint32_t *krait_unicode_name_sequence(uint32_t place) { return krait_unicode_name_sequences + place; }

#endif
