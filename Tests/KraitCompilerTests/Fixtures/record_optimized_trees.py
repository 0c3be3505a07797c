#!/usr/bin/env python3.13
"""Records the trees that CPython 3.13 makes of the programs of tree_programs.txt, constants folded: optimized_trees.txt.

Programs are separated by lines of `####`; one that begins with `# level N` is optimized for that level. Sets have the order of
PYTHONHASHSEED=0.
"""
import ast
import os
import pathlib
import sys

if os.environ.get("PYTHONHASHSEED") != "0":
    os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})

folder = pathlib.Path(__file__).parent


def record(program):
    level = int(program[8]) if program.startswith("# level ") else 0
    tree = compile(program, "", "exec", flags=ast.PyCF_OPTIMIZED_AST, optimize=level)
    return ast.dump(tree, include_attributes=program.startswith("# ranges"), indent=1)


programs = (folder / "tree_programs.txt").read_text().split("####\n")
(folder / "optimized_trees.txt").write_text("\n####\n".join(map(record, programs)) + "\n")
