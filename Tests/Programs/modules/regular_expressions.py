# The engine of regular expressions: every pattern on every text, in every way. The patterns come compiled, so that the library is not needed.
import _sre
from _patterns import PATTERNS

TEXTS = [
    "", "a", "abc", "xabcabcx", "aabbab", "cdcdz abz", "foobar foo barfoo\nfoo", "aaab aab aaaac", "ababababc", "abab\nab\n", "hello  world again", "noon SeEs",
    "STRASSE straße STRASSE X", "ÀÉÿ÷àK\u212ak\u017fSsR", "ΚΌΣΜΕ κόσμε", "'x' \"x' x", "12.5 and ٣٤ 7.", "Привет 😀 а", "joe@mail.com, ann@web.com", "xxxxxxxxxx", "the fox, dog and foox",
    "aac abac aabc", "a\tb\u2028c\n", "\n", "aa\n",
]
BYTES = [b"", b"abc\xe0", b"ABCx abX \xc0\xe9", b"aabb\n\n", bytearray(b"a word_1 \xff"), memoryview(b"xxabyy")]


def spans(match):
    return match and (match.regs, match.lastindex, match.lastgroup, match.pos, match.endpos)


for arguments in PATTERNS:
    pattern = _sre.compile(*arguments)
    print(pattern, pattern.groups, dict(pattern.groupindex))
    for text in TEXTS if isinstance(pattern.pattern, str) else BYTES:
        found = pattern.findall(text)
        print(" ", spans(pattern.match(text)), spans(pattern.fullmatch(text)), spans(pattern.search(text)), spans(pattern.search(text, 1, 5)), spans(pattern.match(text, 2)))
        print("   ", found, [m.span() for m in pattern.finditer(text)] if found else "", pattern.split(text, 2) if found else "")
        if found:
            print("   ", pattern.subn(text[:0] if isinstance(text, str) else b"<>", text), pattern.sub(lambda m: m.group()[:1] + m.group(), text, 1))
