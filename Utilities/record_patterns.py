#!/usr/bin/env python3.13
"""Writes Tests/Programs/modules/_patterns.py: regular expressions as CPython's library compiles them, so that tests of the engine need no library."""
import pathlib
from re import _compiler, _parser

PATTERNS = [
    (r"abc", ""), (r"a.c", ""), (r"a.c", "s"), (r"[a-c]+", ""), (r"[^a-c]*", ""), (r"a*?b", ""), (r"(a|b|cd)*z", ""), (r"((a)|(b))*", ""), (r"(a)(b)?(c)?", ""),
    (r"(?P<first>\w+)\s+(?P<second>\w+)", ""), (r"(\w)\1", ""), (r"(\w)\1", "i"), (r"(?i:straße)|x", ""), (r"[à-ÿ]+", "i"), (r"[r-t]+", "i"), (r"[^k]+", "i"), (r"κόσμε", "i"),
    (r"^\w+$", "m"), (r"^\w+$", ""), (r"\Aab|cd\Z", ""), (r"\bfoo\b", ""), (r"\Boo\B", ""), (r"\bfoo\b", "a"), (r"foo(?=bar)", ""), (r"foo(?!bar)", ""), (r"(?<=foo)bar", ""),
    (r"(?<!foo)bar", ""), (r"(?>a+)b", ""), (r"(?>a|ab)c", ""), (r"a++b", ""), (r"(?:ab)*+c", ""), (r"(?:a|ab){2,3}+c", ""), (r"a{2,4}", ""), (r"a{2,4}?", ""), (r"(?:ab){2,4}", ""),
    (r"(?:ab){2,4}?b?", ""), (r"(a)?(?(1)b|c)", ""), (r"(?P<q>['\"])?x(?(q)(?P=q))", ""), (r"(?:x|y|)*z", ""), (r"(?:a*)*b", ""), (r"(?:a*?)*?b", ""), (r"(a*)+", ""), (r"(?:(a)|b)*", ""),
    (r"(?=(a+))a*b\1", ""), (r"(?!(a))\w", ""), (r"\d+(?:\.\d+)?", ""), (r"\d+", "a"), (r"[\W\d]+", ""), (r"\S+\s", "a"), (r"", ""), (r"x*", ""), (r"$", "m"), (r"(?m:^)", ""),
    (r"[\u0400-\u04ff\U0001F600]+", ""), (r"[ab\u0430]", ""), (r"\N{GRINNING FACE}?", ""), (r"(\w+)@(\w+)\.com", ""), (r"(x+x+)+y", ""), (r"fox|dog|cat", ""), (r"(?:fo|f)(?:o|ox)+", ""),
    (rb"[a-c\xe0]+", ""), (rb"[A-C]+x", "iL"), (rb"\w+", "L"), (rb"ab*", "i"), (rb"(?P<a>.)(?P=a)", "s"), (rb"", ""), (rb"[^a]", "iL"),
]


def compiled(source, flags):
    parsed = _parser.parse(source, sum(_parser.FLAGS[flag] for flag in flags))
    names = [None] * parsed.state.groups
    for name, number in parsed.state.groupdict.items():
        names[number] = name
    return source, parsed.state.flags, [int(word) for word in _compiler._code(parsed, parsed.state.flags)], parsed.state.groups - 1, parsed.state.groupdict, tuple(names)


target = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Programs" / "modules" / "_patterns.py"
lines = [f"# Written by Utilities/{pathlib.Path(__file__).name}: arguments of _sre.compile.\nPATTERNS = [\n"]
lines += [f"    {compiled(*pattern)!a},\n".replace("(None,)", "()") for pattern in PATTERNS]
target.write_text("".join(lines) + "]\n")
