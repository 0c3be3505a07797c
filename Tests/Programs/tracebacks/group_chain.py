try:
    raise KeyError("k")
except KeyError:
    try:
        raise ExceptionGroup("many", [ValueError(i) for i in range(18)])
    except ExceptionGroup as e:
        raise BaseExceptionGroup("outer", [e, KeyboardInterrupt()])
