# Calls of a Python function.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


assert fib(32) == 2_178_309
