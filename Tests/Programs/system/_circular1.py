import _circular2
a = 1
