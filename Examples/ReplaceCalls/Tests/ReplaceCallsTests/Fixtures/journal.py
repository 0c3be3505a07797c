"""What the test puts in the place of print."""


def note(*values, sep=" "):
    print("journal:", *(value if isinstance(value, (str, int)) else getattr(value, "__name__", "nothing at all") for value in values), sep=sep)
