from collections import namedtuple
Token = namedtuple('Token', ['kind', 'text', 'line'])
def tokenize(source):
    i = line = 0
    line = 1
    while i < len(source):
        c = source[i]
        if c == '\n': line += 1
        if c.isspace(): i += 1; continue
        j = i + 1
        if c.isdigit():
            while j < len(source) and (source[j].isdigit() or source[j] == '.'): j += 1
            yield Token('num', source[i:j], line)
        elif c.isidentifier():
            while j < len(source) and source[i:j + 1].isidentifier(): j += 1
            yield Token('name', source[i:j], line)
        elif source[i:i + 2] in ('=>', '=='):
            j = i + 2
            yield Token('op', source[i:j], line)
        elif c in '+-*/%^()=<>,':
            yield Token('op', c, line)
        else:
            raise SyntaxError('bad character %a on line %d' % (c, line))
        i = j
    yield Token('end', '', line)
