#!/usr/bin/env python3
"""Records what CPython prints for the programs in Tests/Programs, or checks an interpreter against the records.

    record_programs.py [PROGRAM…]                  record with python3.13 (or --with PYTHON) what is not recorded yet; --all for everything again
    record_programs.py --check [PROGRAM…]          compare instead, and print the differences
    record_programs.py --check --with .build/debug/krait [PROGRAM…]

NAME.out holds the standard output, NAME.err the standard error if there is any, NAME.status the exit status unless it is 0. In all of them `<folder>`
stands for the folder of the program. PROGRAM is a part of the path. Files and folders whose name begins with `_` are no programs but what programs
import. A program is run in its own folder; NAME.in, if there, is its standard input.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Programs"


def programs(parts):
    for path in sorted(ROOT.rglob("*.py")):
        relative = path.relative_to(ROOT)
        if any(part.startswith("_") for part in relative.parts):
            continue
        if not parts or any(part in str(relative) for part in parts):
            yield path


def run(interpreter, path, timeout):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment |= {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    given = path.with_suffix(".in")
    try:
        done = subprocess.run(
            [interpreter, path.name], cwd=path.parent, env=environment, capture_output=True, timeout=timeout,
            input=given.read_bytes() if given.exists() else b"")
    except subprocess.TimeoutExpired as late:
        return {".out": late.stdout or b"", ".err": b"", ".status": b"timeout\n"}
    folder = os.fsencode(path.parent)
    return {
        ".out": done.stdout.replace(folder, b"<folder>"),
        ".err": done.stderr.replace(folder, b"<folder>"),
        ".status": b"" if done.returncode == 0 else b"%d\n" % done.returncode,
    }


def read(path):
    return path.read_bytes() if path.exists() else b""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of recording")
    parser.add_argument("--all", action="store_true", help="record again what is recorded")
    parser.add_argument("--with", dest="interpreter", default=os.environ.get("PYTHON313") or shutil.which("python3.13") or "python3.13")
    parser.add_argument("--timeout", type=float, default=60)
    parser.add_argument("--lines", type=int, default=25, help="how many lines of a difference to show")
    parser.add_argument("program", nargs="*")
    options = parser.parse_args()
    interpreter = options.interpreter
    if os.sep in interpreter:
        interpreter = os.path.abspath(interpreter)
    chosen = [p for p in programs(options.program) if options.check or options.all or options.program or not p.with_suffix(".out").exists()]
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = pool.map(lambda path: (path, run(interpreter, path, options.timeout)), chosen)
        for path, result in results:
            name = path.relative_to(ROOT)
            if not options.check:
                for suffix, content in result.items():
                    target = path.with_suffix(suffix)
                    if content or suffix == ".out":
                        target.write_bytes(content)
                    elif target.exists():
                        target.unlink()
                print("recorded", name)
                continue
            lines = []
            for suffix, content in result.items():
                expected = read(path.with_suffix(suffix))
                if content != expected:
                    before, after = (x.decode("utf-8", "backslashreplace").splitlines() for x in (expected, content))
                    lines += difflib.unified_diff(before, after, f"recorded {name.with_suffix(suffix)}", "got", lineterm="", n=1)
            if lines:
                failures += 1
                print(f"FAILED {name}")
                print("\n".join("    " + line for line in lines[: options.lines]))
    if options.check:
        print(f"{len(chosen) - failures} of {len(chosen)} programs agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
