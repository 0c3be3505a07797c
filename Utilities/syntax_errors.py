#!/usr/bin/env python3.13
"""Holds the errors that `krait compile` prints against those of CPython 3.13.

    python3.13 Utilities/syntax_errors.py compare --krait .build/release/krait [--mutations N] [--seed N] [--list N]
    python3.13 Utilities/syntax_errors.py record

`compare` takes the programs of this folder (syntax-errors/*.txt), the same with tokens deleted, doubled, swapped and replaced, the
programs in the strings of CPython's own tests, and statements and files of its library with tokens changed. The last two are
read from the installed CPython whenever this runs; they are not ours and are not kept here.

`record` writes the first two, and the small ones of special_programs.py, with what CPython says of them to
Tests/KraitCompilerTests/Fixtures/{syntax_errors,special_programs}.jsonl, for the tests.

    python3.13 Utilities/syntax_errors.py special --krait .build/release/krait

compares all of special_programs.py; the large ones with a limit of 1 GiB of memory, and with the time that they take.
"""
import argparse
import ast
import collections
import doctest
import json
import os
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import textwrap

import oracle
import special_programs

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / "Tests" / "KraitCompilerTests" / "Fixtures"
LIBRARY = pathlib.Path(os.__file__).parent
TESTS = """
    test_syntax test_exceptions test_fstring test_grammar test_eof test_string_literals test_named_expressions test_patma
    test_positional_only_arg test_type_params test_unparse test_cmd_line_script test_compile test_ast/test_ast test_ast test_unpack_ex
    test_keywordonlyarg test_generators test_coroutines test_dictcomps test_listcomps test_genexps test_setcomps test_with test_global
    test_scope test_symtable test_type_comments test_tokenize test_codeop test_type_annotations test_except_star test_type_aliases
    test_unicode_identifiers test_source_encoding test_traceback test_future_stmt/test_future test_extcall test_int
    test_complex test_float test_asyncgen test_decorators test_super test_flufl test_unpack test_augassign test_strtod test_warnings
    test_bytes test_dis test_monitoring test_peepholer test_builtin test_pep646_syntax test_typing test_lambda test_metaclass
""".split()
TOKEN = re.compile(r"\n[ \t]*|[ \t]+|\w+|\"\"\"|'''|[^\w\s]|.", re.S)
WORDS = """( ) [ ] { } , : ; . = == := -> * ** / // @ + - ~ ! $ ? ' " \\ if else for in while with as def class lambda return yield await
    async from import not and or is None True print match case type global nonlocal del try except finally raise pass break f'{ 0 1a _
    ... \n \n\n  é""".split(" ")


# ---- Programs ----------------------------------------------------------------------------------------------------------------

def own(name):
    return (HERE / "syntax-errors" / f"{name}.txt").read_text().split("----\n")


def mutated(text, generator):
    """`text` with one or two tokens deleted, doubled, swapped or replaced."""
    tokens = TOKEN.findall(text)
    for _ in range(generator.choice((1, 1, 1, 2))):
        if not tokens:
            break
        place = generator.randrange(len(tokens))
        match generator.randrange(6):
            case 0 | 1: del tokens[place]
            case 2: tokens.insert(place, tokens[place])
            case 3:
                other = generator.randrange(len(tokens))
                tokens[place], tokens[other] = tokens[other], tokens[place]
            case 4: tokens[place] = generator.choice(WORDS).strip(" ") or " "
            case 5: tokens.insert(place, generator.choice(WORDS).strip(" ") or " ")
    return "".join(tokens)


def own_programs(count, seed):
    yield from own("invalid")
    generator = random.Random(seed)
    bases = own("valid") + own("invalid")
    for _ in range(count):
        yield mutated(generator.choice(bases), generator)


def strings_of_tests():
    """Whatever in the strings of CPython's tests could be a program."""
    parser = doctest.DocTestParser()
    for name in TESTS:
        path = LIBRARY / "test" / f"{name}.py"
        if not path.exists():
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or len(node.value) > 5000:
                continue
            text = node.value
            if ">>>" in text:
                try:
                    yield from (example.source for example in parser.get_examples(text))
                except ValueError:
                    pass
            else:
                yield text
                if text.startswith((" ", "\n", "\t")):
                    yield textwrap.dedent(text)
    for path in sorted((LIBRARY / "test").rglob("*bad*.py")) + sorted((LIBRARY / "test" / "tokenizedata").glob("*.py")):
        yield path.read_bytes()


def changed_library(count, seed):
    generator = random.Random(seed)
    files = sorted(path for path in LIBRARY.rglob("*.py") if path.stat().st_size < 60_000 and "bad" not in path.name)
    made = 0
    while made < count:
        path = generator.choice(files)
        try:
            text = path.read_text("utf-8")
            statements = ast.parse(text).body
        except (UnicodeDecodeError, SyntaxError):
            continue
        if not statements:
            continue
        for _ in range(5):
            statement = generator.choice(statements)
            part = "\n".join(text.split("\n")[statement.lineno - 1:statement.end_lineno]) + "\n"
            if generator.randrange(4) == 0 and len(text) < 12_000:
                part = text
            if len(part) < 12_000:
                yield mutated(part, generator)
                made += 1


# ---- Comparing ---------------------------------------------------------------------------------------------------------------

def shape(text):
    """An error without its names and numbers, for grouping."""
    lines = [line for line in text.strip().split("\n")]
    last = re.sub(r"'[^']*'|\"[^\"]*\"", "'…'", lines[-1]) if lines else ""
    return re.sub(r"\d+", "N", last)[:110]


def compare(options):
    sources = collections.OrderedDict()
    for group, programs in (
        ("own", own_programs(options.mutations, options.seed)),
        ("tests", strings_of_tests()),
        ("library", changed_library(options.mutations, options.seed)),
    ):
        for program in programs:
            data = program if isinstance(program, bytes) else program.encode("utf-8", "replace")
            sources.setdefault(data, group)
    directory = pathlib.Path(tempfile.mkdtemp(prefix="krait-syntax-"))
    path = directory / "program.py"
    expected = []
    for data, group in sources.items():
        path.write_bytes(data)
        expected.append((data, group, *oracle.standard_error(path)))
    refused = sum(not accepted for *_, accepted, _ in expected)
    print(f"{len(expected)} programs, CPython refuses {refused}")
    if not options.krait:
        return

    results = run_krait(os.path.abspath(options.krait), directory, path, expected)
    same = collections.Counter()
    groups = collections.defaultdict(list)
    accepted_wrongly, refused_wrongly, crashes, other_warnings = [], [], [], []
    totals = collections.Counter()
    for (data, group, accepted, text), (code, ours) in zip(expected, results):
        if code not in (0, 1):
            crashes.append((data, text, f"exit status {code}\n{ours}"))
        elif accepted and code != 0:
            refused_wrongly.append((data, text, ours))
        elif not accepted and code == 0:
            accepted_wrongly.append((data, text, ours))
        if accepted:
            if text == ours:
                totals["warned", group] += 1
            elif code == 0:
                other_warnings.append((data, text, ours))
            totals["accepted", group] += 1
            continue
        totals["refused", group] += 1
        if text == ours:
            same[group] += 1
        elif code == 1:
            groups[shape(text), shape(ours)].append((data, text, ours))
    for group in ("own", "tests", "library"):
        print(f"{group:8} refused: {same[group]} of {totals['refused', group]} the same; "
              f"accepted: {totals['warned', group]} of {totals['accepted', group]} with the same warnings")
    print(f"the same text: {100 * sum(same.values()) / max(refused, 1):.2f} %")
    for name, cases in ("crashes", crashes), ("accepted wrongly", accepted_wrongly), ("refused wrongly", refused_wrongly), \
            ("other warnings", other_warnings):
        print(f"{name}: {len(cases)}")
        for case in cases[:options.list]:
            show(case)
    print("differences:", sum(map(len, groups.values())))
    for (theirs, ours), cases in sorted(groups.items(), key=lambda item: -len(item[1]))[:options.list]:
        print(f"  {len(cases):5}  CPython: {theirs}\n         Krait:   {ours}")
        show(min(cases, key=lambda case: len(case[0])))


def run_krait(krait, directory, path, expected):
    """[(exit status, standard error)] of the programs.

    Starting a process takes longer than compiling, so that forty programs are compiled at once. Only where the whole output is
    not the expected one, or the exit status is not 0 or 1, each is compiled alone.
    """
    def compile_all(cases, folder):
        files = []
        for number, (data, *_) in cases:
            file = folder / str(number) / "program.py"
            file.parent.mkdir(parents=True)
            file.write_bytes(data)
            files.append(str(file))
        try:
            result = subprocess.run([krait, "compile", "--output-dir", str(folder), *files], stdin=subprocess.DEVNULL,
                                    capture_output=True, timeout=10 + 5 * len(files))
            code, text = result.returncode, result.stderr.decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            code, text = -99, "timeout"
        for file in files:
            text = text.replace(file, str(path))
        compiled = [(folder / (file.lstrip("/") + "c")).exists() for file in files]
        shutil.rmtree(folder)
        return code, text, compiled

    results = []
    numbered = list(enumerate(expected))
    for start in range(0, len(numbered), 40):
        cases = numbered[start:start + 40]
        code, text, compiled = compile_all(cases, directory / "batch")
        if (code == (not all(accepted for _, (*_, accepted, _) in cases))
                and text == "".join(theirs for _, (*_, theirs) in cases)
                and compiled == [accepted for _, (*_, accepted, _) in cases]):
            results += [(int(not accepted), theirs) for _, (*_, accepted, theirs) in cases]
        else:
            for case in cases:
                code, text, _ = compile_all([case], directory / "alone")
                results.append((code, text))
    return results


def show(case):
    data, theirs, ours = case
    print("      ┌ source: " + ascii(data.decode("utf-8", "replace"))[:300])
    for name, text in ("CPython", theirs), ("Krait  ", ours):
        print(f"      │ {name} " + "\n                ".join(text.rstrip().split("\n")[-5:])[:600])


def record(options):
    """Own programs with CPython's answer; the path is `program.py`."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="krait-syntax-")) / "program.py"

    def write(name, programs):
        seen, refused = set(), 0
        with (FIXTURES / name).open("w") as output:
            for description, data in programs:
                if data in seen:
                    continue
                seen.add(data)
                path.write_bytes(data)
                accepted, text = oracle.standard_error_in_child(path)
                if accepted is None:
                    continue  # CPython crashes.
                refused += not accepted
                text = text.replace(str(path), "program.py")
                if len(text) > 1000:
                    text = "…" + text.split("\n")[-2] + "\n"
                output.write(json.dumps({**description, "accepted": accepted, "stderr": text}, ensure_ascii=False) + "\n")
        print(f"{name}: {len(seen)} programs, {refused} refused, {(FIXTURES / name).stat().st_size} bytes")

    write("syntax_errors.jsonl", (({"source": program}, program.encode()) for program in own_programs(3500, 1)))
    write("special_programs.jsonl", (
        ({"bytes": parts.hex()} if isinstance(parts, bytes) else {"parts": parts}, special_programs.joined(parts))
        for parts in special_programs.small()))


# ---- Programs that are too deep, too long or no text -------------------------------------------------------------------------

def special(options):
    krait = os.path.abspath(options.krait)
    directory = pathlib.Path(tempfile.mkdtemp(prefix="krait-special-"))
    path = directory / "program.py"
    programs = list(dict.fromkeys(map(special_programs.joined, [*special_programs.small(), *special_programs.middle()])))
    expected = []
    for data in programs:
        path.write_bytes(data)
        expected.append((data, "special", *oracle.standard_error_in_child(path)))
    # Where CPython crashes, Krait may say anything, and must not.
    crashing = [case for case in expected if case[2] is None]
    expected = [case for case in expected if case[2] is not None]
    results = run_krait(krait, directory, path, expected) + run_krait(krait, directory, path, crashing)
    groups = collections.defaultdict(list)
    for (data, _, accepted, theirs), (code, ours) in zip(expected + crashing, results):
        if code not in (0, 1) or accepted is not None and (accepted != (code == 0) or theirs != ours):
            groups[code, accepted, shape(theirs), shape(ours)].append((data, theirs, ours))
    print(f"{len(programs)} programs ({len(crashing)} crash CPython), {sum(map(len, groups.values()))} differences")
    for key, cases in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(len(cases), *key)
        show(min(cases, key=lambda case: len(case[0])))

    for name, parts in special_programs.large():
        path.write_bytes(special_programs.joined(parts))
        theirs = run_limited([sys.executable, str(HERE / "oracle.py"), str(path)], None)
        ours = run_limited([krait, "compile", "--output-dir", str(directory), str(path)], 1 << 30)
        same = theirs[0] == ours[0] and theirs[1] == ours[1]
        last = [text.strip().split("\n")[-1][-90:] for text in (theirs[1], ours[1])]
        print(f"{'same' if same else 'DIFFERENT':9} {name:45} CPython {theirs[2]:5.1f} s {theirs[3]:5} MB, Krait {ours[2]:5.1f} s {ours[3]:5} MB"
              f"  {last[0] if same else (theirs[0], last[0], ours[0], last[1])}", flush=True)


def run_limited(command, memory):
    """(exit status, standard error, processor seconds, MB at most)"""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory + (320 << 20), memory + (320 << 20)))
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=limit)
    text = process.stderr.read().decode("utf-8", "replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main():
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("compare")
    command.add_argument("--krait")
    command.add_argument("--mutations", type=int, default=2000)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--list", type=int, default=25)
    command.set_defaults(run=compare)
    command = commands.add_parser("special")
    command.add_argument("--krait", required=True)
    command.set_defaults(run=special)
    commands.add_parser("record").set_defaults(run=record)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
