import sys

out = sys.stdout


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


print(out.name, out.mode, out.encoding, out.fileno(), out.isatty(), out.readable(), out.writable(), out.closed)
print(sys.stdin.name, sys.stdin.mode, sys.stdin.fileno(), sys.stdin.readable(), sys.stdin.writable())
print(sys.stderr.name, sys.stderr.fileno(), sys.stderr.errors, sys.stderr.line_buffering)
print(repr(sys.stdout), repr(sys.__stderr__) == repr(sys.stderr))
attempt(out.write, "text é€😀\n")
attempt(out.write, 3)
attempt(out.write, b"x")
attempt(out.write)
attempt(out.writelines, ["a", "b\n"])
attempt(out.writelines, ["a", 3])
attempt(out.writelines, 3)
attempt(out.flush)
attempt(sys.stdin.write, "x")
attempt(out.write, "\udc80")
out.flush()
out.buffer.write(b"bytes\n")
out.buffer.flush()
attempt(out.buffer.write, "x")
out.flush()
n = out.buffer.write(bytearray(b"array\n"))
out.buffer.flush()
print(n)

# print
print()
print("a", "b", sep="")
print("a", "b", sep=None, end=None)
print()
print(1, 2.5, None, [1], sep="|", end="$\n")
attempt(print, "a", sep=3)
attempt(print, "a", end=b"")
attempt(print, "a", file=3)
attempt(print, "a", wrong=1)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        self.parts.append("FLUSH")


w = Writer()
print("x", 5, file=w)
print("y", end="", file=w, flush=True)
print(*"abc", sep=", ", file=w)
print(w.parts)


class Bad:
    def __str__(self):
        raise ValueError("no str")


attempt(print, "before", Bad())
saved = sys.stdout
sys.stdout = w
print("redirected")
sys.stdout = None
print("lost")
sys.stdout = saved
print(w.parts[-2:])
del sys.stdout
try:
    print("x")
except RuntimeError as error:
    sys.stdout = saved
    print(error)

# input
print(repr(sys.stdin.readline()), repr(sys.stdin.readline(2)), repr(sys.stdin.readline()))
print(repr(sys.stdin.read(3)))
for line in sys.stdin:
    print(repr(line))
    if "four" in line:
        break
print(sys.stdin.readlines(1), repr(sys.stdin.read()), repr(sys.stdin.read()), repr(sys.stdin.readline()))
attempt(sys.stdin.read, "x")
