"""What reads formats: the module _string; the numbers of errors."""
import errno, _string
print(errno.ENOENT, errno.errorcode[2], errno.errorcode[11], len(errno.errorcode), errno.EWOULDBLOCK, errno.errorcode[95])
def show(f,*a):
    try: print('->', f(*a))
    except BaseException as e: print(type(e).__name__, e)
for f in ('', 'a', 'a{b}c', '{}', '{{', '}}', 'x{{y}}z', '{a!r:>{w}}', '{a:b:c}', '{', '}', '{a', 'a{b[', '{a!}', '{a!rx}', '{!s}', '{:}', '{a.b[c].d!r:{x}{y}}tail', '{0}{1}', '{\x00}', '{[}]}', 'é{ü}ß'):
    show(lambda: list(_string.formatter_parser(f)))
for n in ('', 'a', 'a.b', 'a[0]', 'a[b].c[1][x]', '0', '0.x', '12[3]', 'a.', 'a[', 'a[]', 'a[1]b', '.x', '[0]', '9'*40):
    def g():
        first, rest = _string.formatter_field_name_split(n)
        return first, list(rest)
    show(g)
show(_string.formatter_parser, 3); show(_string.formatter_field_name_split, b''); show(_string.formatter_parser)
