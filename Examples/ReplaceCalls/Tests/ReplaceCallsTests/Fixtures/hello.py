# Compiled with python3.13 -c "import py_compile; py_compile.compile('hello.py', 'hello.pyc', 'hello.py', invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)"
print("one")


def function(values):
    show = print
    for value in values:
        try:
            print("value", value, sep=": ")
            print(*[len(str(value)) if value else print("nothing"), value], **{})
        finally:
            show("shown")
    return [print(value) for value in values]


@print
def decorated():
    pass


function([0, 22])
