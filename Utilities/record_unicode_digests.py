#!/usr/bin/env python3.13
"""Prints what Tests/KraitUnicodeTests/UnicodeDigestTests.swift expects: a digest of each property over all code points.

    python3.13 Utilities/record_unicode_digests.py

A tool for developers, run by CPython 3.13. The digest is FNV-1a over 64-bit numbers.
"""
import _sre
import struct
import sys
import unicodedata as u

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from generate_unicode_tables import COUNT, all_names

MASK = (1 << 64) - 1


def digest(numbers):
    result = 0xCBF29CE484222325
    for number in numbers:
        result = (result ^ number) * 0x100000001B3 & MASK
    return result


def text(string):
    return [len(string), *map(ord, string)]


def flags(c):
    final = ("1" + c + "Σ").lower().endswith("ς")
    tests = (
        c.isidentifier(), ("a" + c).isidentifier(), c.isprintable(), c.isalpha(), c.islower(),
        c.isupper() and u.category(c) != "Lt", u.category(c) == "Lt", c.isspace(), len(("a" + c + "a").splitlines()) == 2,
        c.isdecimal(), c.isdigit(), c.isnumeric(), c.isalnum(), final, not final and ("A" + c + "Σ").lower().endswith("ς"))
    return sum(test << bit for bit, test in enumerate(tests))


def case(c):
    return [*text(c.lower()), *text(c.upper()), *text(c.title()), *text(c.casefold()), _sre.unicode_tolower(ord(c))]


def properties(c):
    return [*text(u.category(c)), *text(u.bidirectional(c)), u.combining(c), u.mirrored(c), *text(u.east_asian_width(c))]


def decomposition(c):
    if 0xAC00 <= ord(c) < 0xAC00 + 11172:
        return text("")
    return text(u.decomposition(c))


def random_strings():
    """Strings of letters and marks that decompose, compose and block each other; the test makes the same."""
    pool = [c for c in map(chr, range(0x30000)) if u.combining(c) or u.decomposition(c) or "\uac00" <= c <= "\ud7a3"]
    pool += [chr(c) for c in range(0x1100, 0x1200)] + list("aeouAEOU" * 50)
    seed = 1
    for _ in range(20_000):
        string = ""
        for _ in range(8):
            seed = (seed * 6364136223846793005 + 1442695040888963407) & MASK
            string += pool[(seed >> 33) % len(pool)]
        yield string


def show(name, numbers):
    print(f'    "{name}": 0x{digest(numbers):016X},')


everything = [chr(code) for code in range(COUNT)]
show("flags", (flags(c) for c in everything))
show("digits", (u.decimal(c, 255) | u.digit(c, 255) << 8 for c in everything))
show("numbers", (struct.unpack("<Q", struct.pack("<d", u.numeric(c, -1.0)))[0] for c in everything))
show("case", (number for c in everything for number in case(c)))
show("properties", (number for c in everything for number in properties(c)))
show("decompositions", (number for c in everything for number in decomposition(c)))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    show(form, (number for c in everything for number in text(u.normalize(form, c))))
    show(form + " of random strings", (number for string in random_strings() for number in text(u.normalize(form, string))))
show("names", (number for c in everything for number in text(u.name(c, ""))))
names, _ = all_names()
show("words", (number for name in sorted(names) for number in text(name) + text(names[name])))
