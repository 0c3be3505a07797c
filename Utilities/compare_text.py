#!/usr/bin/env python3.13
"""Hold the text of `krait dis` or `krait ast` against what CPython 3.13 prints for the same files.

    compare_text.py --krait PATH --command dis|ast [--options=-C -O] [--pyc] [--list N] [--show] FILE_OR_DIRECTORY...

Addresses of code objects are replaced by their order of appearance on both sides. With --pyc, `krait dis` reads a .pyc file that
CPython wrote, and CPython shows the code object that it reads from the same file. Runs under CPython 3.13, with PYTHONHASHSEED=0:
it decides the order of frozensets.
"""
import argparse, ast, contextlib, dis, difflib, io, marshal, os, pathlib, py_compile, re, subprocess, sys, tempfile, warnings

ADDRESS = re.compile(rb"(<code object [^\n]*? at )(0x[0-9a-fA-F]+)(, file )")


def normalized(text):
    """The text with the addresses counted in the order in which they appear."""
    numbers = {}
    return ADDRESS.sub(lambda match: match[1] + b"#%d" % numbers.setdefault(match[2], len(numbers)) + match[3], text)


def expected_text(command, options, file):
    """What CPython's module prints; None if it refuses the file."""
    module = {"dis": dis, "ast": ast}[command]
    output = io.StringIO()
    saved = sys.argv
    sys.argv = [command, *options, str(file)]
    try:
        with contextlib.redirect_stdout(output):
            module.main()
    except (SyntaxError, ValueError):
        return None
    finally:
        sys.argv = saved
    return output.getvalue().encode("utf-8", "surrogatepass")


def expected_text_of_pyc(options, file):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        dis.dis(marshal.loads(file.read_bytes()[16:]), show_caches="-C" in options, show_offsets="-O" in options)
    return output.getvalue().encode("utf-8", "surrogatepass")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--krait", required=True)
    parser.add_argument("--command", choices=["dis", "ast"], required=True)
    parser.add_argument("--options", default="", help="options for both, separated by spaces")
    parser.add_argument("--pyc", action="store_true")
    parser.add_argument("--list", type=int, default=15, help="how many differing files to name")
    parser.add_argument("--show", action="store_true", help="show the first lines of each difference named")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})
    warnings.simplefilter("ignore")
    options = arguments.options.split()
    files = sorted(file for each in arguments.files for file in (each.rglob("*.py") if each.is_dir() else [each]))
    same, different, refused = 0, [], 0
    with tempfile.TemporaryDirectory() as directory:
        for file in files:
            shown = file
            if arguments.pyc:
                shown = pathlib.Path(directory, "file.pyc")
                try:
                    py_compile.compile(file, shown, doraise=True)
                except py_compile.PyCompileError:
                    continue
                expected = expected_text_of_pyc(options, shown)
            else:
                expected = expected_text(arguments.command, options, file)
            run = subprocess.run([arguments.krait, arguments.command, *options, str(shown)], capture_output=True)
            if expected is None:
                if run.returncode == 0:
                    different.append((file, ["CPython refuses it, krait does not"]))
                else:
                    refused += 1
            elif run.returncode != 0:
                different.append((file, run.stderr.decode(errors="replace").splitlines()[-3:]))
            elif normalized(run.stdout) == normalized(expected):
                same += 1
            else:
                ours = normalized(run.stdout).decode(errors="replace").splitlines()
                theirs = normalized(expected).decode(errors="replace").splitlines()
                lines = [line for line in difflib.unified_diff(theirs, ours, lineterm="", n=0) if line[:3] not in ("---", "+++")] \
                    if len(theirs) < 50_000 else ["(long)"]
                different.append((file, lines[:8]))
    print(f"{same} of {len(files)} files have the same text, {refused} are refused by both, {len(different)} differ")
    for file, lines in different[:arguments.list]:
        print(" ", file)
        if arguments.show:
            for line in lines:
                print("     ", line[:200])
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
