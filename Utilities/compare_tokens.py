"""Compares the tokens of Krait with those of CPython, file by file.

python3.13 Utilities/compare_tokens.py .build/release/krait DIRECTORY-OR-FILE...
"""

import _tokenize
import io
import pathlib
import subprocess
import sys
import token

KINDS = {
    token.ENDMARKER: "endMarker", token.NAME: "name", token.NUMBER: "number", token.STRING: "string", token.NEWLINE: "newline",
    token.INDENT: "indent", token.DEDENT: "dedent", token.FSTRING_START: "fStringStart", token.FSTRING_MIDDLE: "fStringMiddle",
    token.FSTRING_END: "fStringEnd",
}


def expected(data):
    """The tokens of CPython, columns in bytes; the last one may be an error."""
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline=None).read()
    lines = io.StringIO(text).readlines()

    def column(line, characters):
        return characters if characters < 0 else len(lines[line - 1][:characters].encode())

    try:
        for kind, string, (line, start), (last, end), _ in _tokenize.TokenizerIter(io.StringIO(text).readline, extra_tokens=False):
            name = KINDS.get(kind, "operator")
            yield name, line, column(line, start), last, column(last, end), "" if name == "newline" else string
    except SyntaxError as error:
        yield "ERROR", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_offset}"


def actual(lines):
    for line in lines:
        if line.startswith("ERROR"):
            yield "ERROR", line[6:]
            continue
        kind, *rest = line.split(" ")
        numbers = [int(part) for part in rest[:4]]
        text = bytes(int(part, 16) for part in rest[4:] if part).decode("utf-8", "replace")
        yield kind, *numbers, "" if kind == "newline" else text


# What CPython's iterator says where the parser says something else, or places it elsewhere.
STATUS = {
    "unexpected EOF in multi-line statement": ("unexpected EOF while parsing", "was never closed"),
    "unindent does not match": ("unindent does not match",),
    "inconsistent use of tabs": ("inconsistent use of tabs",),
    "too many levels": ("too many levels",),
    "unexpected character after line continuation": ("unexpected character after line continuation",),
}


def same_error(wanted, found):
    for start, texts in STATUS.items():
        if start in wanted:
            return any(text in found for text in texts)
    return wanted == found


def simplify(tokens):
    """Leaves out what CPython's iterator does not report as its parser sees it."""
    for item in tokens:
        if item[0] == "newline" or (item[0] == "fStringMiddle" and item[5].endswith(("{", "}"))):
            item = (*item[:4], None, item[5])
        yield item


def main():
    krait, *arguments = sys.argv[1:]
    files = []
    for argument in map(pathlib.Path, arguments):
        files += sorted(argument.rglob("*.py")) if argument.is_dir() else [argument]
    wrong = 0
    for start in range(0, len(files), 200):
        part = files[start : start + 200]
        output = subprocess.run([krait, "tokens", *part], capture_output=True, check=True).stdout.decode()
        for block in output.split("FILE ")[1:]:
            name, *lines = block.splitlines()
            try:
                wanted = list(simplify(expected(pathlib.Path(name).read_bytes())))
            except (SyntaxError, UnicodeDecodeError) as error:
                print(f"{name}: not compared: {error}")
                continue
            found = list(simplify(actual(lines)))
            if not wanted:
                # CPython's iterator gives nothing for an empty file.
                continue
            if wanted[-1][0] == "ERROR" and found[-1][0] == "ERROR" and wanted[:-1] == found[:-1]:
                if same_error(wanted[-1][1], found[-1][1]):
                    continue
            if wanted != found:
                wrong += 1
                for one, other in zip(wanted + [None], found + [None]):
                    if one != other:
                        print(f"{name}:\n  CPython {one}\n  Krait   {other}")
                        break
    print(f"{len(files)} files, {wrong} differ")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
