#!/usr/bin/env python3.13
"""CPython's symbol tables, in the text of `krait symtable`.

    symbol_tables.py --compare KRAIT FILE_OR_DIRECTORY...     hold `KRAIT symtable` against CPython, file by file
    symbol_tables.py FILE...                                  print CPython's
"""
import difflib
import pathlib
import subprocess
import sys
import warnings
import _symtable

sys.path.append(str(pathlib.Path(__file__).parent.parent / "Tests/KraitCompilerTests/Fixtures"))
from record_symbol_tables import lines


def expected(source, name):
    """The text, or the error."""
    try:
        return list(lines(_symtable.symtable(source, name, "exec")))
    except SyntaxError as error:
        return [f"{type(error).__name__}: {error.msg}", f"{error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"]
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return [f"{type(error).__name__}: {error}"]


def main():
    warnings.simplefilter("ignore")
    arguments = sys.argv[1:]
    krait = None
    if arguments[:1] == ["--compare"]:
        krait, arguments = arguments[1], arguments[2:]
    files = sorted(file for each in map(pathlib.Path, arguments) for file in (each.rglob("*.py") if each.is_dir() else [each]))
    if not krait:
        for file in files:
            print(*expected(file.read_bytes(), str(file)), sep="\n")
        return
    ours = {}
    for start in range(0, len(files), 200):
        batch = files[start:start + 200]
        output = subprocess.run([krait, "symtable", *map(str, batch)], stdout=subprocess.PIPE).stdout.decode("utf-8", "surrogatepass")
        for part in output.split("\n=== ")[0 if output.startswith("=== ") else 1:]:
            name, _, text = part.removeprefix("=== ").partition("\n")
            ours[name] = text.splitlines()
    same = refused = 0
    for file in files:
        theirs = expected(file.read_bytes(), str(file))
        mine = ours.get(str(file), [])
        if theirs == mine:
            same += 1
            refused += "Error" in theirs[0]
        else:
            difference = list(difflib.unified_diff(theirs, mine, "CPython", "Krait", lineterm="", n=1))
            print(file, *difference[:12], sep="\n")
    print(f"{same} of {len(files)} files have the same symbol table ({refused} refused by both)")


main()
