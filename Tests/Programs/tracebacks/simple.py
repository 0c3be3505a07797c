def f(x):
    return g(x) + 1

def g(x):
    values = {'a': [1, 2, 3]}
    return values['a'][x] / (x
                             - x)

f(1)
