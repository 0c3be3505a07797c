def leaf(n):
    raise ValueError(n)

def members():
    result = []
    for n in (1, 2):
        try:
            leaf(n)
        except ValueError as e:
            result.append(e)
    return result

try:
    1 / 0
except ZeroDivisionError:
    inner = ExceptionGroup("inner", members() + [TypeError("t")])
    inner.add_note("inner note")
    raise ExceptionGroup("outer", [inner, KeyError(1), ExceptionGroup("last", [OSError(2, "no", "f")])]) from None
