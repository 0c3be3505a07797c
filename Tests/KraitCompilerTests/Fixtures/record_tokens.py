"""Records what CPython 3.13 makes of small programs: Tokens.txt, Numbers.txt, Strings.txt and FormattedStrings.txt.

python3.13 Tests/KraitCompilerTests/Fixtures/record_tokens.py
"""

import ast
import pathlib
import random
import struct
import sys
import warnings

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "Utilities"))
import compare_tokens

PROGRAMS = [
    # Names, keywords, operators
    "x = 1\n", "match case type _ async await\n", "nonlocal continue nonlocals continue_ iff i\n", "é = à\nx\u0301 = ª\n", "a\\\n  .b\n",
    "+ - * / // % @ ** & | ^ ~ << >> < > <= >= == != <> -> := = += -= *= /= //= %= @= **= &= |= ^= <<= >>= . ... , ; : !\n",
    "a.b...c..d\n", "$ ? `\n", "a<>b\n", "x=!a\n",
    # Lines and blocks
    "", "\n\n", "# only a comment", "x # comment\n", "if 1:\n  x\n\ny", "if 1:\n\tx\n\ty\nz\n", "if 1:\n  if 2:\n    x\n\n  # c\n y\n",
    "\fx\n", "if 1:\n  \f  y\n", "(\n1,\n\n  2\n)\n", "if 1:\n  (\nx\n  )\n", "  x\n", "if 1:\n \\\n   x\n", "x\\\n", "x\r\ny\rz\n",
    "if 1:\n    x\n  y\n", "if 1:\n\tx\n        y\n", "if 1:\n        x\n\ty\n", "".join(" " * i + "if 1:\n" for i in range(101)),
    "x\\ y\n", "x = \\ \n", "\\", "x = 1 \\", "\\\n\\ x\n", "(\\\n\\ x", "é\\ y\n", "if 1:\n \\ x\n",
    # Brackets
    "(]", "(\n]", ")", "(1,\n", "((((", "{(})", "(" * 201, "[" * 200 + "]" * 200 + "\n",
    # Numbers
    "0 00 0_0 0xfF_1 0o7_7 0b1_0 1_000 1. .5 1.5e-3 1e5 1E+5 1j 1.5J 0e0 00.5 08.5 09e1 1_0.0_1e1_0j 0j\n", "1if 2else 3\n", "0xfor x\n",
    "1or 2", "1in x", "1is x", "1not in x", "1and x", "0b1and x", "1jif x", "1_", "1__0", "1_a", "1a", "1.e", "1e", "1e+", "1e5x", "1.5abc",
    "1jx", "0x", "0xg", "0x_", "0xf_", "0o8", "0o", "0o1_8", "0o18", "0b", "0b2", "0b12", "0b1_", "08", "0_8", "0777", "00001", "é 08",
    "0_", "1.5_", "1e5_", "0b1a", "0o7x", "0xfz", "1ifx", "1é",
    # Strings
    "'a' \"b\" '''c''' \"\"\"d\"\"\" '' \"\" r'\\' b'x' Rb'y' bR'z' u'w' U'v'\n", "'a\\\nb' + c\n", "x = '''a\nb''' + 1\n", "'\\'' \"\\\"\"\n",
    "'''a'''''\n", "''''a'''\n", "bu'x' ur'y' fb'z'\n", "'abc", "'abc\\'", "x='abc\n", "'''abc\ndef", "'''abc\\'''", "'a\\\n", "'\\", "é='x",
    # f-strings
    "f'' F'a' fr'{x}' Rf'\\{x}' f'''\n''' f\"\"\"a\"b\"\"\"\n", "f'a{{b}}c{x!r:>{w}}d\\N{DIGIT ONE}e'\n", "f'''a\nb{x}\n c'''\n",
    "f'{a!=b}{a==b}{a<=b}{(a:=5)}{a:=5}'\n", "f'{a:\n}'\n", "f'''{a:\n}'''\n", "f'{x=}{y = !r}{z=:{w=}}'\n", "f'{x:{{1}}}'\n",
    "f'{ {1:2}[1]:{ {3:4}[3] } }'\n", "f'{x:\\}}'\n", "f'{a:b}}}'\n", "f'{a:b{{c}}}'\n", "f'{f\"{f'{1}'}\"}'\n", "f'a\\\nb{x}'\n",
    "f'{lambda x: 1}{(lambda x: 1)}'\n", "f'{x[1:2]:3}'\n", "f'{x:{y}{z}w}'\n", "f'\\{x}\\N{DASH}\\'{y}'\n", "f'{x!r}' 'b' f'{y}'\n",
    "f'{\nx\n}'\n", "f'{x # c\n}'\n", "rf'\\N{x}'\n", "f'\\Nx{y}'\n", "f'{x:%H:%M}'\n",
    "f'abc", "f'{a", "f'{a'", "f'{a]}'", "f'{a:", "f'}'", "f'{a}}'", "f'{{}'", "f'''{\na", "f'{a:{b:{c:{d}}}}'", "f'{)}'", "f'{(}'", "f'{[}'",
    "f'\\N{DIGIT ONE}{'", "f'{x:{y}'", "f'{x:{y'", "f\"{'\"}\"", "f'{a:b\\", "f'\\", "f'''abc\n", "f'{#}'", "f'{\\n}'", "f\"\"\"{'''\"\"\"",
    "f'{'", "f'{x:}}'\n", "f'{x:{{y}}}'\n", "f'{x:'", "f'{x!'", "f'{x='", "f'{x:\\\n}'\n", "f'" * 150,
    # Characters that are none
    "a\u00a0b", "€", "x = “abc”", "\u200bx", "x\n\u0300", "a·b\n", "\x01", "a\x7f", "x = 1 \u2028", "\ufeffx",
]


def tokens():
    for program in PROGRAMS:
        data = program.encode()
        result = list(compare_tokens.expected(data))
        if result and result[-1][0] == "ERROR" and any(start in result[-1][1] for start in compare_tokens.STATUS):
            # The parser makes these errors.
            try:
                compile(data, "<string>", "exec")
            except SyntaxError as error:
                if not compare_tokens.same_error(result[-1][1], error.msg):
                    continue
                result[-1] = ("ERROR", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_offset}")
        yield "== " + data.hex()
        for item in compare_tokens.simplify(result):
            if item[0] == "ERROR":
                yield " ".join(item)
            else:
                yield " ".join(["*" if part is None else str(part) for part in item[:5]]) + " " + item[5].encode().hex()


def number_literals():
    generator = random.Random(13)
    yield from "0 00 1 10 0_0 1_0 9223372036854775807 9223372036854775808 18446744073709551616 0.0 0. .0 0e0 0e99999999999 1e0 1e22 1e23 1e-22".split()
    yield from "1e-23 9007199254740993.0 9007199254740992.0 123456789012345678 1234567890123456789 12345678901234567890 000000000000000000000".split()
    yield from "1e308 1.7976931348623157e308 1.7976931348623159e308 1e309 1e400 1e99999999999 4.9e-324 2.4e-324 2.5e-324 1e-400 1e-99999999999".split()
    yield from "2.2250738585072011e-308 2.2250738585072014e-308 0j 1j 1.5e3J 00j 0x0 0XfF 0xdead_beef 0o777 0O1_7 0b0 0B1_1 0e-5 08e1 0_1.5".split()
    yield from ["0x" + "f" * n for n in (15, 16, 17, 31, 32, 33, 100)] + ["0b" + "1" * n for n in (63, 64, 65, 128, 129)]
    yield from ["0o" + "7" * n for n in (20, 21, 22, 42, 43, 44)] + ["0o1" + "0" * n for n in (20, 21, 22, 42, 43, 44)]
    yield from ["9" * n for n in (17, 18, 19, 20, 36, 37, 100)] + ["1" + "0" * n for n in (17, 18, 19, 36, 37)]
    for _ in range(200):
        digits = "".join(generator.choice("0123456789") for _ in range(generator.randrange(1, 25)))
        place = generator.randrange(len(digits) + 1)
        yield digits[:place] + "." + digits[place:] + generator.choice(["", f"e{generator.randrange(-330, 310)}"])
    for _ in range(50):
        yield str(generator.getrandbits(generator.randrange(1, 400)))


def numbers():
    for text in number_literals():
        value = ast.literal_eval(text)
        if isinstance(value, int):
            yield f"{text} int {value:x}"
        elif isinstance(value, float):
            yield f"{text} float {struct.pack('>d', value).hex()}"
        else:
            yield f"{text} complex {struct.pack('>d', value.imag).hex()}"


STRINGS = [
    r"'plain'", r"'\n\t\r\a\b\f\v\\\'\"'", r"'\0\00\000\1234\12\8'", r"'\x41\u0041\U00000041'", r"'\U0010ffff'", r"'\ud800'", r"'\N{DIGIT ONE}'",
    r"'\N{greek small letter alpha}é'", "'a\\\nb'", "'''a\nb'''", r"r'\x41\d'", r"R'\\'", "'é€😀'", "'\\é'", r"'\377\400\777'", r"'\d'", r"'a\ b\c'",
    r"'\8\9'", r"'\x'", r"'\x1'", r"'\xg1'", r"'é\x1'", "'\\é\\x1'", r"'\u12'", r"'\u123g'", r"'\U1234567'", r"'\Uffffffff'", r"'\U00110000'",
    r"'\N'", r"'\Nx'", r"'\N{'", r"'\N{}'", r"'\N{foo}'", r"'ab\N{foo}'", r"'\d\x1'", r"b'abc\x41\101\n\d'", r"b'\777'", r"b'\x'", r"b'\x1'", r"b'ab\xg1'",
    "b'é'", r"rb'\x1'", r"br'\d'", r"b'\u0041\N{x}'", "u'x'", "U'x'", "u'''x'''", '""" " """', "''", "''''''", "b''", "'\ud7ff'", "b'\\\n'",
]


def strings():
    for literal in STRINGS:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                node = ast.parse(literal, mode="eval").body
            except SyntaxError as error:
                result = f"error {error.msg} {error.lineno} {error.offset} {error.end_offset}"
            else:
                if isinstance(node.value, bytes):
                    result = "bytes " + node.value.hex()
                else:
                    result = ("u-string " if node.kind else "string ") + node.value.encode("utf-8", "surrogatepass").hex()
        messages = "".join(f"\n  {warning.category.__name__}: {warning.message}" for warning in caught)
        yield literal.encode().hex() + "\n  " + result.rstrip() + messages


FORMATTED = [
    "f''", "f'a'", "f'a{x}b'", "f'{x}{y}'", "f'{{'", "f'a{{b}}c'", "f'{{{x}}}'", "f'a\\n{b}\\n'", "f'\\\n'", "rf'\\n{x}\\d'", "f'\\N{EN DASH}{x}\\x41'",
    "f'{x!r}{x!s}{x!a}'", "f'{x:>10}'", "f'{x:}'", "f'{x!r:}'", "f'{x!r:^{w}}'", "f'{x:{y:{z}}}'", "f'{x:a{y}b{z}c}'", "f'{x:\\x41{y}\\n}'",
    "rf'{x:\\x41{y}\\n}'", "f'{x:{{1}}}'", "f'{x:\n}'", "f'''{x:\n}'''", "f'{x=}'", "f'{x = }'", "f'{x=!s}'", "f'{x = :>10}'", "f'{x=!r:>{w}}'",
    "f'{ f(a=1) = }'", "f'{a!=b=}'", "f'{x=:{y=}}'", "f'{x:{y=}}'", "f'{x=!s:{y}{z=}}'", "f'''{\nx\n=\n}'''", "f'''{a=#x\n}'''", "f'''{a #x'}\n = }'''",
    "f'{\"#\"=}'", "f'{x, y}{*a,}{yield}{(lambda: 1)}{ {1: 2} }{x:=5}{(x:=5)}'", "f'é{ü}€'", "f'''a\n{b}\n c'''", "f'{f\"{f'{1}'}\"}'",
    "'a' 'b'", "'a'\\\n  'b'", "('a'\n'b')", "u'a' 'b' u'c'", "'b' u'c'", "U'a'", "b'a' B'b'", "f'' ''", "'' f''", "'' '' f'{x}'", "f'a' 'b' f'{c}' 'd' f''",
    "u'a' f'{b}' 'c'", "f'{a}' 'b' u'c' f'd{e}'", "'a' f'b{c=}d' 'e'", "(f'a'\n'b'\nf'{c}'\n)",
]


def formatted_strings():
    for text in FORMATTED:
        yield text.encode().hex()
        yield "  " + ast.dump(ast.parse(text, mode="eval"), include_attributes=True)


def main():
    for name, lines in (
        ("Tokens", tokens()), ("Numbers", numbers()), ("Strings", strings()), ("FormattedStrings", formatted_strings())
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (HERE / f"{name}.txt").write_text("\n".join(line.rstrip() for line in lines) + "\n")


if __name__ == "__main__":
    main()
