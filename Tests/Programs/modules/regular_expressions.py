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


# What is refused, and what the objects are.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


by_source = {(a[0], a[1]): _sre.compile(*a) for a in PATTERNS}
abc, names, raw = by_source["abc", 32], by_source[r"(?P<first>\w+)\s+(?P<second>\w+)", 32], by_source[b"ab*", 2]
match = names.match("hello  world again")
for f in [
    lambda: abc.match(5), lambda: abc.match(b"abc"), lambda: raw.match("abc"), lambda: abc.search("abc", "x"), lambda: abc.search(),
    lambda: abc.sub(b"x", "abcd"), lambda: abc.sub(lambda m: 5, "abcd"), lambda: abc.sub(lambda m: None, "abcd"), lambda: abc.split("abc", "x"), lambda: abc.search("xabc", -5, 100),
    lambda: match.group(3), lambda: match["third"], lambda: match[[]], lambda: match[-1], lambda: match[1 << 100], lambda: match["first"], lambda: match.group(0, "second", 1),
    lambda: match.start("second"), lambda: match.end(2), lambda: match.span(), lambda: match.groups(), lambda: match.groupdict(), lambda: match.lastgroup, lambda: match,
    lambda: (match.string, match.re is names, match.pos, match.endpos), lambda: match.__copy__() is match, lambda: abc.__deepcopy__({}) is abc,
    lambda: abc == _sre.compile(*PATTERNS[0]), lambda: hash(abc) == hash(_sre.compile(*PATTERNS[0])), lambda: abc == names, lambda: abc != 5, lambda: abc < names,
    lambda: type(abc)(), lambda: type(match)(), lambda: type(abc)[str], lambda: type(match)[bytes], lambda: names.groupindex, lambda: abc.flags, lambda: setattr(abc, "x", 1),
    lambda: _sre.compile("a", 0, [1], 0, {}, ()), lambda: _sre.compile("a", 0, [], 0, {}, ()), lambda: _sre.compile("a", 0, [16, 97], 0, {}, ()), lambda: _sre.compile("a", 0, [17, 5, 1], 0, {}, ()),
    lambda: _sre.compile("a", 0, [1 << 32], 0, {}, ()), lambda: _sre.compile("a", 0, [-1], 0, {}, ()), lambda: _sre.compile("a", 0, (), 0, {}, ()), lambda: _sre.compile(5, 0, [1], 0, {}, ()),
    lambda: _sre.compile("a" * 300, 2 | 1 << 20, [1], 0, {}, ()), lambda: _sre.template(abc, []), lambda: _sre.template(abc, ["a", "b", "c"]), lambda: _sre.template(abc, ["a", -1, "c"]),
    lambda: _sre.template(abc, 5), lambda: (_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.getcodesize()), lambda: _sre.unicode_tolower(0x130),
    lambda: [_sre.unicode_iscased(ord(c)) for c in "aA1ßŉǰ"], lambda: [_sre.ascii_iscased(c) for c in (65, 48, 200)], lambda: _sre.ascii_tolower(90), lambda: _sre.ascii_tolower("a"),
]:
    show(f)
scanner = by_source["(a)(b)?(c)?", 32].scanner("xabcab")
print(scanner.match(), scanner.search(), scanner.pattern.pattern, [m.span() for m in iter(scanner.search, None)], scanner.search())

# A bytearray keeps its size while it is searched.
data = bytearray(b"ab abb")
found = raw.finditer(data)
show(lambda: data.append(1))
print(list(found), data.append(1), data)
show(lambda: raw.sub(lambda m: data.append(2) or b"", data))
print(data, raw.sub(lambda m: raw.sub(b"<>", m.group()) + b"!", data))

# Explosions end, and long texts need no native stack.
print(by_source[r"(x+x+)+y", 32].search("x" * 16), by_source["(a|b|cd)*z", 32].fullmatch("abcd" * 20000 + "z").span(1), by_source["((a)|(b))*", 32].match("ab" * 50000).span())
print(by_source[r"(?:a*)*b", 32].search("a" * 14), by_source["(?:ab){2,4}", 32].findall("ab" * 10))
