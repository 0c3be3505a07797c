#!/usr/bin/env python3.13
"""Records CPython 3.13's symbol table, or its error, for each program of symbol_table_programs.txt: symbol_tables.txt.

Programs are separated by lines of `####`. Errors are recorded with their place: line, column, end line, end column.
"""
import pathlib
import _symtable

folder = pathlib.Path(__file__).parent


def lines(scope, indentation=""):
    yield f"{indentation}{scope.type} {scope.name} line={scope.lineno} nested={scope.nested} parameters={','.join(scope.varnames)}"
    names = [(name, flags) for name, flags in scope.symbols.items() if flags & 0xFFF]
    passing = sorted((name, flags) for name, flags in scope.symbols.items() if not flags & 0xFFF)
    for name, flags in names + passing:
        yield f"{indentation}- {name} {flags}"
    for child in scope.children:
        yield from lines(child, indentation + "  ")


def record(program):
    try:
        return "\n".join(lines(_symtable.symtable(program, "", "exec")))
    except SyntaxError as error:
        return f"{error.msg}\n{error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"


if __name__ == "__main__":
    programs = (folder / "symbol_table_programs.txt").read_text().split("####\n")
    (folder / "symbol_tables.txt").write_text("\n####\n".join(map(record, programs)) + "\n")
