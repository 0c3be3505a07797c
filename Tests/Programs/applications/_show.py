def show(e, depth=0):
    pad = '  ' * depth
    print(f'{pad}{type(e).__module__}.{type(e).__qualname__}: {e}', getattr(e, '__notes__', ''), getattr(e, 'name', None))
    tb = e.__traceback__
    while tb is not None:
        code = tb.tb_frame.f_code
        print(f'{pad}  {code.co_qualname}:{tb.tb_lineno}')
        tb = tb.tb_next
    if e.__cause__ is not None: show(e.__cause__, depth + 1)
    elif e.__context__ is not None and not e.__suppress_context__: show(e.__context__, depth + 1)
