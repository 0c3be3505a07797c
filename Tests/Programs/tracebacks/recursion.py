def f(n):
    if n == 0:
        raise RuntimeError("deep")
    f(n - 1)

f(20)
