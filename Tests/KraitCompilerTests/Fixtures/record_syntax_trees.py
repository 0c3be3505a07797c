#!/usr/bin/env python3.13
"""Writes what CPython 3.13 parses the programs of parser_programs.txt to: syntax_trees.jsonl. Run it in this folder.

Each program stands behind a line `---- MODE FEATURE_VERSION` and is followed by a newline that is not its own.
"""
import ast
import json
import re
import warnings

warnings.simplefilter("ignore")
programs = re.split(r"^---- (\w+) (\d+)\n", open("parser_programs.txt", newline="").read(), flags=re.M)[1:]
with open("syntax_trees.jsonl", "w") as output:
    for mode, version, source in zip(programs[0::3], programs[1::3], programs[2::3]):
        source = source.removesuffix("\n")
        record = {"mode": mode, "version": int(version), "source": source}
        try:
            tree = ast.parse(source.encode(), "program.py", mode, type_comments=True, feature_version=(3, int(version)))
            record["tree"] = ast.dump(tree, include_attributes=True)
        except SyntaxError as error:
            record["error"] = [
                type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text]
        except (UnicodeDecodeError, ValueError, MemoryError) as error:
            record["error"] = [type(error).__name__, str(error), None, None, None, None, None]
        output.write(json.dumps(record, ensure_ascii=False) + "\n")
