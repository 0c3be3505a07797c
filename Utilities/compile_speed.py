#!/usr/bin/env python3.13
"""How long `krait compile` and CPython 3.13 take for the whole library of CPython, in one run.

    python3.13 Utilities/compile_speed.py --krait .build/release/krait [--rounds N]

CPython's time is that of compile() alone, the files being read before. Krait's is that of the whole process: it reads the files
and writes the .pyc files too.
"""
import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time
import warnings


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--krait", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sources = {}
    for path in sorted(pathlib.Path(os.__file__).parent.rglob("*.py")):
        data = path.read_bytes()
        try:
            compile(data, str(path), "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            continue
        sources[path] = data
    size = sum(map(len, sources.values()))
    print(f"{len(sources)} files, {size / 1e6:.1f} MB")
    directory = tempfile.mkdtemp(prefix="krait-speed-")
    best = {}
    for _ in range(options.rounds):
        start = time.perf_counter(), time.process_time()
        for path, data in sources.items():
            compile(data, str(path), "exec", dont_inherit=True)
        report("CPython's compile()", best, time.perf_counter() - start[0], time.process_time() - start[1])
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run([options.krait, "compile", "--output-dir", directory, *map(str, sources)], stderr=subprocess.DEVNULL, check=True)
        elapsed = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        report("krait compile", best, elapsed, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    shutil.rmtree(directory)
    theirs, ours = best["CPython's compile()"], best["krait compile"]
    print(f"best processor time: CPython {theirs:.2f} s, Krait {ours:.2f} s: {theirs / ours:.2f} times as fast")


def report(name, best, elapsed, processor):
    print(f"  {name:20} {elapsed:6.2f} s, processor {processor:6.2f} s")
    best[name] = min(processor, best.get(name, processor))


if __name__ == "__main__":
    main()
