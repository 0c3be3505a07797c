"""What CPython 3.13 says of a program, for the developer tools in this folder (run them with python3.13)."""
import ctypes
import io
import os
import linecache
import sys
import traceback

assert sys.version_info[:2] == (3, 13), "run this with python3.13"


class Compiled(BaseException):
    """The program compiled; it was not run."""


_program = None


def _stop_before_running(event, arguments):
    # Showing warnings and decoding import modules, which is "exec" too.
    if event == "exec" and arguments[0].co_filename == _program:
        raise Compiled


sys.addaudithook(_stop_before_running)
_libc = ctypes.CDLL(None)
_libc.fopen.restype = ctypes.c_void_p
_run = ctypes.pythonapi.PyRun_FileExFlags
_run.restype = ctypes.py_object
_run.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.py_object, ctypes.py_object, ctypes.c_int, ctypes.c_void_p]
_FILE_INPUT = 257


def standard_error(path):
    """(accepted, text): whether `python3.13 path` would compile the file, and what it prints on standard error until then.

    The file goes through the same function as the main script does, which reads it in another way than compile() does; an audit
    hook stops what compiles before it runs.
    """
    global _program
    file = _libc.fopen(str(path).encode(), b"rb")
    if not file:
        raise FileNotFoundError(path)
    # Warnings show the line of the file as it is now.
    linecache.clearcache()
    saved, sys.stderr = sys.stderr, io.StringIO()
    scope = {"__name__": "__main__"}
    _program = str(path)
    try:
        _run(file, str(path).encode(), _FILE_INPUT, scope, scope, 1, None)
        accepted = True
    except Compiled:
        accepted = True
    except BaseException as error:
        _program = None
        accepted = False
        traceback.print_exception(error.with_traceback(None), file=sys.stderr)
    finally:
        _program = None
        text, sys.stderr = sys.stderr.getvalue(), saved
    return accepted, text


def standard_error_in_child(path):
    """As standard_error, in a process of its own; (None, signal) where CPython itself crashes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            accepted, text = standard_error(path)
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(b"01"[accepted:accepted + 1] + text.encode("utf-8", "backslashreplace"))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    status = os.waitpid(child, 0)[1]
    if not answer:
        return None, f"signal {status & 0x7F}"
    return answer[:1] == b"1", answer[1:].decode()


if __name__ == "__main__":
    accepted, text = standard_error(sys.argv[1])
    sys.stderr.write(text)
    sys.exit(not accepted)
