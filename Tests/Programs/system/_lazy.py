def __getattr__(name):
    if name == "computed":
        return 42
    raise AttributeError(f"no {name} here")
