#!/usr/bin/env python3.13
"""Records what CPython 3.13's tree optimizer makes of operators on constants: constant_operations.txt.

Each line: operator, operands, result; `-` where CPython leaves the operation for run time.
Values: N None, E Ellipsis, T/F booleans, i<decimal>, d<bits of the float>, c<bits>,<bits>, s<hex of UTF-8, surrogates passed>,
b<hex>, (<values separated by spaces>).
"""
import ast
import random
import struct

rng = random.Random(313)


def bits(x):
    return struct.pack(">d", x).hex()


def show(v):
    match v:
        case None: return "N"
        case True: return "T"
        case False: return "F"
        case int(): return f"i{v}"
        case float(): return "d" + bits(v)
        case complex(): return f"c{bits(v.real)},{bits(v.imag)}"
        case str(): return "s" + v.encode("utf-8", "surrogatepass").hex()
        case bytes(): return "b" + v.hex()
        case tuple(): return "(" + " ".join(map(show, v)) + ")"
    return "E"


def optimized(expression):
    tree = ast.fix_missing_locations(ast.Expression(expression))
    body = compile(tree, "", "eval", flags=ast.PyCF_OPTIMIZED_AST).body
    return show(body.value) if isinstance(body, ast.Constant) else "-"


def is_nan(text):
    return "7ff8000000000000" in text or "fff8000000000000" in text


integers = [0, 1, -1, 2, -2, 3, 5, -7, 10, 63, 64, 100, 127, 128, 255, -256, 2**31, -2**31, 2**53, 2**53 + 1, -2**53 - 1, 2**63,
            2**64 - 1, -2**63, 2**64, 10**18, 10**30, -10**30, 2**127, 2**128, 2**1023, 2**1024 - 2**970, 2**1024 - 2**970 - 1, 10**308, 10**400]
floats = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.0, -2.5, 3.0, 1e16, 1e22, 1e300, -1e300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
          float("inf"), float("-inf"), 0.1, 1 / 3, 1e-5, 101.0, 100.0]
complexes = [0j, 1j, -1j, complex(-0.0, 0.0), complex(0.0, -0.0), 1 + 2j, -3.5 + 0.25j, 1e300 + 1e300j, complex(2, 0), complex(-8, 0), 1e-320j]
sequences = ["", "a", "abc", "é𝄞z", "\ud800x", "x" * 64, "y" * 100, b"", b"a", b"\x00\xff", b"z" * 65, (), (1,), (1, "a", (2, 3)), ((1,) * 100,), (None, ...) * 20]
others = [None, True, False, ...]
numbers = integers + floats + complexes + others
everything = numbers + sequences
lines = []

for operator in (ast.Invert, ast.Not, ast.UAdd, ast.USub):
    for value in everything:
        lines.append(f"{operator.__name__} {show(value)} {optimized(ast.UnaryOp(operator(), ast.Constant(value)))}")

operators = [ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Mod, ast.Pow, ast.LShift, ast.RShift, ast.BitOr, ast.BitXor, ast.BitAnd, ast.FloorDiv]


def binary(operator, left, right):
    result = optimized(ast.BinOp(ast.Constant(left), operator(), ast.Constant(right)))
    if not is_nan(result):  # the sign of a NaN is the machine's choice
        lines.append(f"{operator.__name__} {show(left)} {show(right)} {result}")


def any_integer():
    return rng.choice([1, -1]) * rng.getrandbits(rng.choice([1, 3, 8, 30, 62, 64, 70, 130, 500, 1100]))


def any_float():
    return struct.unpack(">d", rng.randbytes(8))[0] if rng.random() < 0.3 else rng.uniform(-1, 1) * 10.0 ** rng.randint(-20, 20)


def any_number():
    return rng.choice([any_integer, any_integer, any_float, lambda: complex(any_float(), any_float())])()


for operator in operators:
    for _ in range(110):
        binary(operator, rng.choice(numbers), rng.choice(numbers))
    for _ in range(110):
        binary(operator, any_number(), any_number())
for _ in range(300):
    binary(ast.Div, any_integer(), any_integer())
    binary(rng.choice([ast.FloorDiv, ast.Mod, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor]), any_integer(), any_integer())
    binary(ast.Pow, rng.choice([rng.randint(-20, 20), rng.uniform(-9, 9), complex(rng.randint(-9, 9), rng.randint(-9, 9))]), rng.choice([rng.randint(-20, 20), rng.uniform(-9, 9)]))
for _ in range(60):  # subnormal quotients
    binary(ast.Div, rng.getrandbits(60), rng.getrandbits(60) << rng.randint(1010, 1080))
for sequence in sequences:
    for count in (0, 1, -1, True, 2, 4, 10, 11, 40, 41, 62, 63, 64, 256, 257, 4096, 4097, 2**63, -2**70, 10**30, 1.0, None):
        binary(ast.Mult, sequence, count)
        binary(ast.Mult, count, sequence)
    for other in sequences:
        binary(ast.Add, sequence, other)
    for index in (0, 1, 2, -1, -2, -3, -4, 3, True, False, 10**30, -10**30, 1.0, None, "a", (0,)):
        result = optimized(ast.Subscript(ast.Constant(sequence), ast.Constant(index), ast.Load()))
        lines.append(f"Subscript {show(sequence)} {show(index)} {result}")
for size in (1, 2, 3, 63, 64, 127, 128):
    for exponent in range(1, 130, 7):
        binary(ast.Pow, 2**size - 1, exponent)
        binary(ast.LShift, -(2**size - 1), exponent)
        binary(ast.Mult, 2**size - 1, 2**exponent - 1)

sets = [(1, 1.0, True, 1 + 0j), (0, -0.0, False, 0j, complex(-0.0, -0.0)), ("a", b"a", "a"), ((1, 2), (1.0, 2), (2, 1)), (None, ..., None),
        (2**64, float(2**64), 2**64 + 1), (1.5, 1.5, complex(1.5, 0), 1.5j), tuple(range(50)) * 3]
for items in sets:
    lines.append(f"frozenset {show(items)} {show(tuple(dict.fromkeys(items)))}")

lines = [line for line in lines if len(line) < 700]
with open(__file__.replace("record_constant_operations.py", "constant_operations.txt"), "w") as file:
    file.write("\n".join(dict.fromkeys(lines)) + "\n")
