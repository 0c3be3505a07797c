"""Writes Programs.txt: what CPython 3.13 makes of the programs in it.

    PYTHONHASHSEED=0 python3.13 record_programs.py Programs.txt

Reads the programs of the file and writes it again with the results of the running CPython. A program begins after a line
`### MODE LEVEL [await]` and ends before a line `###`; its result follows. New programs need no result.
"""
import ast, sys, types, warnings


def code_lines(code):
    constants = [f"<code {c.co_name}>" if isinstance(c, types.CodeType) else repr(c) for c in code.co_consts]
    yield (f"code {code.co_qualname}: {code.co_argcount} {code.co_posonlyargcount} {code.co_kwonlyargcount} "
           f"{code.co_stacksize} {code.co_flags} {code.co_firstlineno}")
    yield "names " + " ".join(code.co_names)
    yield "locals " + " ".join(code.co_varnames) + " | " + " ".join(code.co_cellvars) + " | " + " ".join(code.co_freevars)
    yield "constants " + repr(", ".join(constants))
    yield "code " + code.co_code.hex()
    yield "lines " + code.co_linetable.hex()
    yield "exceptions " + code.co_exceptiontable.hex()
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from code_lines(constant)


def result(source, mode, level, allows_await):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if allows_await else 0
            code = compile(source.encode(), "<program>", mode, flags=flags, dont_inherit=True, optimize=level)
            lines = list(code_lines(code))
        except SyntaxError as error:
            lines = [f"{type(error).__name__} {error.lineno}:{error.offset}-{error.end_lineno}:{error.end_offset} {error.msg}"]
        except (ValueError, RecursionError, SystemError) as error:
            lines = [f"{type(error).__name__} {error}"]
    return [f"{w.category.__name__} {w.lineno} {w.message}" for w in caught] + lines


def main(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    output, index = [], 0
    while index < len(lines) and not lines[index].startswith("### "):
        output.append(lines[index])
        index += 1
    while index < len(lines):
        header = lines[index]
        end = lines.index("###", index)
        source = "\n".join(lines[index + 1:end]) + "\n"
        _, mode, level, *flags = header.split()
        output += [header] + lines[index + 1:end + 1] + result(source, mode, int(level), "await" in flags)
        index = end + 1
        while index < len(lines) and not lines[index].startswith("### "):
            index += 1
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(output) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
