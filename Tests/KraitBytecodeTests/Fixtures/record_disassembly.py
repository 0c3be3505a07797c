#!/usr/bin/env python3.13
"""Records what CPython 3.13 prints about constructs.py, and the repr of floats: run it in this folder with PYTHONHASHSEED=0."""
import contextlib, dis, io, marshal, os, py_compile, random, struct, types, warnings

assert os.environ.get("PYTHONHASHSEED") == "0"
warnings.simplefilter("ignore")
py_compile.compile("constructs.py", "constructs.pyc", dfile="constructs.py", doraise=True,
                   invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
code = marshal.loads(open("constructs.pyc", "rb").read()[16:])
for name, options in {"constructs.dis.txt": {}, "constructs.dis-CO.txt": {"show_caches": True, "show_offsets": True}}.items():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        dis.dis(code, **options)
    open(name, "wb").write(output.getvalue().encode("utf-8", "surrogatepass"))

numbers = [0.0, -0.0, 1.0, -1.5, 0.1, 1e15, 1e16, 1e17, 123456789012345678.0, 1e-4, 1e-5, 9.999e-5, 5e-324, 1.7976931348623157e308,
           2.2250738585072014e-308, float("inf"), float("-inf"), float("nan"), 1e22, 1e23, 2.0**53, 2.0**70, 1 / 3]
random.seed(13)
numbers += [struct.unpack("<d", random.randbytes(8))[0] for _ in range(150)]
numbers += [random.randrange(10**k) / 10**random.randrange(k + 4) for k in range(1, 18) for _ in range(6)]
with open("floats.txt", "w") as file:
    for number in numbers:
        print(struct.pack(">d", number).hex(), repr(number), repr(complex(1, number)), repr(complex(0.0, number)), repr(complex(number, -1)),
              file=file)
