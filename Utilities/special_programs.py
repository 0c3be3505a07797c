"""Programs that are too deep, too long or no text: each is a list of (text, how often)."""

NESTINGS = [
    ("(", "x", ")"), ("[", "x", "]"), ("{", "x", "}"), ("{1:", "x", "}"), ("f(", "x", ")"), ("x[", "x", "]"), ("f(a=", "x", ")"), ("f(*", "x", ")"),
    ("(", "", ")"), ("[", "", "]"), ("{", "", "}"), ("(", "x", ",)"), ("[", "x", ",]"), ("(", "", ""), ("[", "", ""), ("{", "", ""), ("([{", "", ""),
    ("-", "x", ""), ("+", "1", ""), ("~", "x", ""), ("not ", "x", ""), ("lambda: ", "x", ""), ("lambda x=", "x", ": x"), ("x if y else ", "x", ""),
    ("x + ", "x", ""), ("1 + ", "1", ""), ("x ** ", "x", ""), ("x and ", "x", ""), ("x or ", "x", ""), ("x < ", "x", ""), ("x | ", "x", ""), ("x @ ", "x", ""),
    ("x.", "x", ""), ("x", "", "[0]"), ("x", "", "()"), ("x", "", ".y"), ("x", "", "(y)[z].w"), ("x, ", "x", ""), ("*x, ", "x", ""), ("x = ", "x", ""),
    ("[x for x in ", "y", "]"), ("(x for x in ", "y", ")"), ("{x for x in ", "y", "}"), ("[", "x", " for x in y]"), ("[x", "", " for x in y"),
    ("(yield ", "x", ")"), ("(x := ", "x", ")"), ("(await ", "x", ")"), ("*", "x", ""), ("f(**", "x", ")"), ("print(*[", "x", "])"),
    ("f'{", "x", "}'"), ("f'{f\"{", "x", "}\"}'"), ("f'{x:{", "x", "}}'"), ("f'{x:", "", "}'"), ("f'{(", "x", ")}'"), ("f'''{\n", "x", "}'''"),
    ("'a' ", "'b'", ""), ("f'a{x}' ", "'b'", ""), ("b'a' ", "b'b'", ""), ("x: ", "x", ""), ("x; ", "x", ""), ("import a.", "b", ""), ("a.", "b = 1", ""),
    ("from ", "", "."), ("from .", "", " import x"), ("del (", "x", ")"), ("for ", "x in ", "y"), ("for (", "x", ") in y: pass"), ("with (", "x", "): pass"),
    ("with (", "x as y", "): pass"), ("with x, ", "y: pass", ""), ("global x, ", "y", ""), ("@x\n", "def f(): pass", ""), ("@", "x\ndef f(): pass", ""),
    ("if x: ", "y", ""), ("while x: ", "y", ""), ("else: ", "y", ""), ("try: ", "y", ""), ("class C: ", "pass", ""), ("def f(): ", "pass", ""),
    ("if x: pass\n", "y", ""), ("def f(): pass\n", "y", ""), ("\\\n", "x", ""), ("\n", "x", ""), ("#\n", "x", ""), (" \n", "x", ""), ("\f", "x", ""),
    ("def f[", "T", "](): pass"), ("class C[T: ", "x", "]: pass"), ("type X = ", "y", ""), ("x[a:b, ", "c", "]"), ("x[", "1", ":2]"), ("x[::", "1", "]"),
    ("assert x, ", "y", ""), ("raise x from ", "y", ""), ("return ", "y", ""), ("x += ", "y", ""), ("x: int = ", "y", ""), ("x -> ", "y", ""), ("async ", "x", ""),
    ("await ", "x", ""), ("yield ", "x", ""), ("yield from ", "x", ""), ("if ", "x: pass", ""), ("x else ", "y", ""), ("... ", "", ""), ("1 ", "", ""),
    ("x ", "", ""), ("'", "", ""), ('"""', "", ""), ("'''", "x", "'''"), ("\\", "", ""), ("$", "", ""), ("!", "", ""), ("\t", "x", ""), ("=", "", ""),
]
BLOCKS = [
    "if x:", "while x:", "for x in y:", "try:", "with x:", "def f():", "class C:", "async def f():", "if x: pass\n{}elif y:", "if x: pass\n{}else:",
    "try: pass\n{}except X:", "try: pass\n{}finally:", "def f[T]():", "try: pass\n{}except* X:",
]
COUNTS = [1, 2, 5, 19, 20, 21, 49, 50, 51, 95, 98, 99, 100, 101, 149, 150, 151, 198, 199, 200, 201, 202, 255, 256, 257]
LARGE_COUNTS = [300, 450, 600, 900, 990, 995, 1000, 1300, 1990, 2000, 2500, 3000, 3990, 4000, 5000, 6000, 9000, 10000, 12000, 40000]


def nested(counts):
    for opening, inner, closing in NESTINGS:
        for count in counts:
            yield [(opening, count), (inner, 1), (closing, count), ("\n", 1)]


def match_patterns(counts):
    for opening, inner, closing in [("[", "x", "]"), ("(", "x", ")"), ("{1: ", "x", "}"), ("C(", "x", ")"), ("C(a=", "x", ")"), ("1 | ", "2", ""),
                                    ("x.", "y", ""), ("[*", "x", "]"), ("(", "1", " as x)"), ("[1, ", "2", "]"), ("-", "1", ""), ("'a' ", "'b'", "")]:
        for count in counts:
            yield [("match x:\n case ", 1), (opening, count), (inner, 1), (closing, count), (": pass\n", 1)]


def blocks(counts):
    for head in BLOCKS:
        for count in counts:
            if "finally" in head and count > 10:
                continue  # Each level doubles the code; CPython takes minutes, or all memory.
            yield [("".join(" " * depth + head.replace("{}", " " * depth) + "\n" for depth in range(count)) + " " * count + "pass\n", 1)]


def no_text():
    """Encodings, byte order marks, zero bytes, line ends."""
    programs = [
        b"", b"\0", b"x\0", b"x = 1\0\n", b"\0x\n", b"x = 1\n\0", b"x\ny\0z\nw\n", b"# \0\n", b"'\0'\n", b"'''\n\0'''\n", b"\xff", b"x = '\xff'\n", b"# \xff\n",
        b"x = 1\ny = '\xe4'\n", b"\xc3", b"'\xc3'\n", b"'\xe2\x82'\n", b"'\xed\xa0\x80'\n", b"'\xf4\x90\x80\x80'\n", b"'\xc0\x80'\n", b"'\xf8\x88\x80\x80\x80'\n",
        b"x\xa0= 1\n", "x\u00a0= 1\n".encode(), "\u3000x\n".encode(), "x = \u200b1\n".encode(), "\ufeffx 1\n".encode(), "\ufeff\ufeffx\n".encode(),
        b"\xef\xbb\xbf", b"\xef\xbbx\n", b"\xef\xbb\xbf# coding: latin-1\nx\n", b"\xef\xbb\xbf# coding: utf-8\nx y\n", b"\xff\xfex\0\n\0", b"\xfe\xff\0x\0\n",
        b"# coding: latin-1\nx = '\xe4' y\n", b"# coding: iso-8859-15\nx = '\xa4' y\n", b"# coding: nope\nx\n", b"#!x\n# coding: nope\nx\n",
        b"\n\n# coding: nope\nx y\n", b"x = 1\n# coding: nope\nx y\n", b"# coding: utf-8\nx = '\xe4'\n", b"# coding: ascii\nx = '\xe4'\n", b"# coding: utf-16\nx\n",
        b"# -*- coding: UTF-8 -*-\nx y\n", b"# vim: set fileencoding=latin-1 :\nx = '\xe4\xf6' y\n", b"# coding: cp1252\nx = '\x80' y\n",
        b"# coding: latin-1\nreturn '\xe4'\n", b"# coding: latin-1\n\xe4 = = 1\n", b"x\r", b"x\ry z\r", b"x\r\ny z\r\n", b"x\n\ry z\n", b"x = '\r'\n", b"x = '''\r\r\n'''y\n",
        b"if x:\r\n  y\r\n z\r\n", b"x \\\r\ny z", b"x \\", b"x \\\n", b"x = (\\\n", b"\\", b"\\\n", b"\\\n\\\n", b"#", b"# \\\nx y", b"\f\fx\n\f y\n", b"\x1a", b"x\x1a\n",
        b"\x7f\n", b"x\x0by\n", b"x = 1;\x0c y z\n", b"'abc", b"'abc\\", b"'abc\\\n", b"'abc\\\n\n", b"'''abc\\", b'f"{', b'f"{x', b'f"{x:', b'f"{x:\n}"', b"f'''{\n", b"f'''{x:\n", b"f'{x!",
        b"(", b"(\n", b"(\n\n\n", b"x = (1,\n# comment\n", b"def f(", b"def f(\n", b"def f():", b"def f():\n", b"def f():\n ", b"def f():\n #", b"class C:\n\n\n",
        b"if x:\n\ty\n        z\n", b"if x:\n        y\n\tz\n", b"if x:\n\ty\n\t    z\n", b"if x:\n  \ty\n\tz\n", b" x\n", b"\tx\n", b"  \\\nx\n", b"if x:\n  y\n \\\n z\n",
        b"x = 0x" + b"f" * 6000 + b" y\n", b"x = " + b"9" * 4300 + b" y\n", b"x = " + b"9" * 4301 + b"\n", b"x = 1\ny = [" + b"9" * 5000 + b",\n1]\n", b"x = -" + b"1_0" * 2200 + b"\n",
        b"1e" + b"9" * 400 + b" y\n", b"x = 1e400\n", b"x = 0e" + b"0" * 5000 + b" y\n", b"x" * 3000 + b" y\n", b"x = '" + b"a" * 3000 + b"' y\n", b"x = 1" + b" " * 3000 + b"y\n",
        b"x = '" + "\u00e4".encode() * 1500 + b"' y\n", b"x = '" + "\u00e4".encode() * 2000, b"(" + b"x, " * 600 + b"y z)\n", b"f(" + b"a=1, " * 300 + b"b c)\n",
    ]
    for program in programs:
        yield program


def joined(parts):
    if isinstance(parts, bytes):
        return parts
    return "".join(text * count for text, count in parts).encode()


def small():
    """Up to some kilobytes."""
    yield from no_text()
    yield from nested([2, 20, 21, 100, 149, 150, 200, 201])
    yield from match_patterns([2, 99, 100, 199, 200, 201])
    yield from blocks([2, 20, 21, 99, 100])


def middle():
    yield from nested(COUNTS + LARGE_COUNTS)
    yield from match_patterns(COUNTS + LARGE_COUNTS)
    yield from blocks(COUNTS)


def large():
    """What needs an eye on time and memory."""
    million = 1_000_000
    yield "50 MB of a string", [("x = '", 1), ("a" * 50, million), ("'\n", 1)]
    yield "50 MB of a string of escapes", [("x = '", 1), ("\\x41\\n\\u00e4" * 5, million), ("'\n", 1)]
    yield "50 MB of a comment", [("# ", 1), ("a" * 50, million), ("\n", 1)]
    yield "50 MB of a name", [("a" * 50, million), ("\n", 1)]
    yield "50 MB of digits", [("9" * 50, million), ("\n", 1)]
    yield "50 MB of hexadecimal digits", [("x = 0x", 1), ("f" * 50, million // 10), ("\n", 1)]
    yield "50 MB of blanks", [("x =", 1), (" " * 50, million), ("1 1\n", 1)]
    yield "50 MB of blanks before a statement", [(" " * 50, million), ("x\n", 1)]
    yield "50 MB of line ends", [("\n" * 50, million), ("x y\n", 1)]
    yield "50 MB of brackets", [("(" * 50, million), ("\n", 1)]
    yield "50 MB of minus signs", [("-" * 50, million), ("1\n", 1)]
    yield "50 MB in one line that ends wrong", [("x = '", 1), ("a" * 50, million), ("' y\n", 1)]
    yield "50 MB of an f-string", [("x = f'", 1), ("a" * 50, million), ("'\n", 1)]
    yield "50 MB of an open string", [("x = '''", 1), ("a" * 50, million), ("\n", 1)]
    yield "a million names", [("".join(f"n{number} = {number}\n" for number in range(million)), 1)]
    yield "a million names in one list", [("x = [" + ", ".join(f"n{number}" for number in range(million)) + "]\n", 1)]
    yield "a million names in one function", [("def f():\n" + "".join(f" n{number} = 0\n" for number in range(million)), 1)]
    yield "a million constants", [("x = [" + ", ".join(map(str, range(million))) + "]\n", 1)]
    yield "a million strings", [("x = [" + ", ".join(f"'s{number}'" for number in range(million)) + "]\n", 1)]
    yield "a million parameters", [("def f(" + ", ".join(f"n{number}" for number in range(million)) + "): pass\n", 1)]
    yield "a million arguments", [("f(", 1), ("x, ", million), (")\n", 1)]
    yield "a million keys", [("x = {", 1), ("'a': 1, ", million), ("}\n", 1)]
    yield "a million additions", [("x = 1", 1), (" + y", million), ("\n", 1)]
    yield "a million strings side by side", [("x = ", 1), ("'a' ", million), ("\n", 1)]
    yield "a million targets", [("x = ", million), ("1\n", 1)]
    yield "a million comparisons", [("x", 1), (" < y", million), ("\n", 1)]
    yield "a million attributes", [("x", 1), (".y", million), ("\n", 1)]
    yield "a million statements in one line", [("x; ", million), ("\n", 1)]
    yield "a million functions", [("def f(): pass\n", million // 10)]
    yield "a million elifs", [("if x: pass\n", 1), ("elif x: pass\n", million // 10)]
    yield "a million open f-strings", [("f'{", million)]
    yield "a million unclosed calls", [("f(", million)]
    yield "a huge product of strings", [("x = 'a' * 1000 * 1000 * 1000 * 1000\n", 1)]
    yield "a huge power", [("x = 9 ** 9 ** 9 ** 9\n", 1)]
    yield "a huge shift", [("x = 1 << 1000000000\n", 1)]
    yield "nested tuples of constants", [("x = ", 1), ("(1, ", 90), ("2", 1), (")", 90), (" * 100\n", 1)]
    yield "a thousand nested comprehensions", [("[x for x in ", 100), ("y", 1), ("]", 100), ("\n", 1)]
    yield "dictionaries that fail", [("{1: ", 99), ("x y", 1), ("}", 99), ("\n", 1)]
    yield "calls that fail", [("f(a, ", 99), ("x y", 1), (")", 99), ("\n", 1)]
    yield "subscripts that fail", [("a[b, ", 99), ("x y", 1), ("]", 99), ("\n", 1)]
    yield "lambdas that fail", [("lambda x=", 300), ("1 1", 1), (": x", 300), ("\n", 1)]
    yield "with statements that fail", [("with (a as b, (", 90), ("x y", 1), (")): pass", 90), ("\n", 1)]
    yield "targets that fail", [("(a, [", 90), ("x y", 1), ("])", 90), (" = 1\n", 1)]
    yield "attribute chains that fail", [("x.y[z](w)", 20000), (" y = 1\n", 1)]
