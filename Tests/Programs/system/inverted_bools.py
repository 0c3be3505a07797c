# `~True` is folded while compiling: its warning names whoever called the compiler; as an error it is left for run time.
import sys, _warnings


class Out:
    def write(self, s):
        sys.stdout.write("ERR:" + s.replace((lambda: 0).__code__.co_filename, "FILE"))

    def flush(self): pass


sys.stderr = Out()


def filter_with(*pairs):
    _warnings.filters[:0] = [(action, None, category, None, 0) for action, category in pairs]
    _warnings._filters_mutated()


def run(source):
    try:
        exec(compile(source, "f", "exec"))
    except DeprecationWarning as e:
        print("at run time:", str(e)[:20])
    except SyntaxError as e:
        print("while compiling:", e, e.lineno)


filter_with(("always", Warning))
print(eval("~True"), eval("~(not 1)"))
compile("~False + 1\nx is 1\n'\\d'", "f", "exec")
filter_with(("error", DeprecationWarning))
run("~False")
run("~False is 5\n'\\d'\n~True is 1")
filter_with(("error", SyntaxWarning))
run("~True\nx is 1")
run("'\\d'\n~True")
