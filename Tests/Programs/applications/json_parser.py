"""A JSON parser and printer written by hand, with errors that say where."""
class ParseError(ValueError):
    def __init__(self, message, position, text):
        super().__init__(message, position)
        self.message, self.position = message, position
        self.line = text.count('\n', 0, position) + 1
        self.column = position - (text.rfind('\n', 0, position) + 1) + 1
    def __str__(self):
        return f'{self.message} at line {self.line} column {self.column}'

class Parser:
    ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'r': '\r'}
    def __init__(self, text):
        self.text, self.pos = text, 0
    def fail(self, message):
        raise ParseError(message, self.pos, self.text)
    def peek(self):
        while self.pos < len(self.text) and self.text[self.pos] in ' \t\n\r':
            self.pos += 1
        return self.text[self.pos] if self.pos < len(self.text) else ''
    def expect(self, ch):
        if self.peek() != ch:
            self.fail(f'expected {ch!r}, got {self.peek()!r}')
        self.pos += 1
    def value(self):
        match self.peek():
            case '{': return self.object()
            case '[': return self.array()
            case '"': return self.string()
            case 't' if self.text.startswith('true', self.pos): self.pos += 4; return True
            case 'f' if self.text.startswith('false', self.pos): self.pos += 5; return False
            case 'n' if self.text.startswith('null', self.pos): self.pos += 4; return None
            case c if c == '-' or c.isdigit(): return self.number()
            case '': self.fail('unexpected end')
            case other: self.fail(f'unexpected {other!r}')
    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in '+-0123456789.eE':
            self.pos += 1
        text = self.text[start:self.pos]
        try:
            return int(text)
        except ValueError:
            try:
                return float(text)
            except ValueError as error:
                self.pos = start
                raise ParseError(f'bad number {text!r}', start, self.text) from error
    def string(self):
        self.expect('"')
        out = []
        while True:
            if self.pos >= len(self.text): self.fail('unterminated string')
            ch = self.text[self.pos]; self.pos += 1
            if ch == '"': return ''.join(out)
            if ch == '\\':
                ch = self.text[self.pos]; self.pos += 1
                if ch == 'u':
                    out.append(chr(int(self.text[self.pos:self.pos + 4], 16))); self.pos += 4
                else:
                    out.append(self.ESCAPES[ch])
            else:
                out.append(ch)
    def array(self):
        self.expect('['); items = []
        if self.peek() == ']': self.pos += 1; return items
        while True:
            items.append(self.value())
            if self.peek() == ',': self.pos += 1
            else: self.expect(']'); return items
    def object(self):
        self.expect('{'); members = {}
        if self.peek() == '}': self.pos += 1; return members
        while True:
            key = self.string() if self.peek() == '"' else self.fail('expected a key')
            self.expect(':')
            members[key] = self.value()
            if self.peek() == ',': self.pos += 1
            else: self.expect('}'); return members

def loads(text):
    parser = Parser(text)
    result = parser.value()
    if parser.peek(): parser.fail('extra data')
    return result

def dumps(value, indent=0):
    pad = '  ' * indent
    if isinstance(value, dict):
        if not value: return '{}'
        return '{\n' + ',\n'.join(f'{pad}  {dumps(k)}: {dumps(v, indent + 1)}' for k, v in value.items()) + f'\n{pad}}}'
    if isinstance(value, list):
        return '[' + ', '.join(dumps(v, indent) for v in value) + ']'
    if isinstance(value, str):
        return '"' + ''.join('\\u%04x' % ord(c) if ord(c) > 126 else {'"': '\\"', '\n': '\\n', '\\': '\\\\'}.get(c, c) for c in value) + '"'
    return {True: 'true', False: 'false', None: 'null'}.get(value) if value is None or isinstance(value, bool) else repr(value)

DOC = '{"name": "Zo\\u00eb", "tags": ["a", "b\\n", []], "n": [1, -2.5e3, 0, 1E+2], "ok": true, "none": null, "o": {"p": {}}}'
value = loads(DOC)
print(value)
print(dumps(value))
assert loads(dumps(value)) == value
for bad in ['', '[1, 2', '{"a" 1}', '{1: 2}', '[1]]', '"abc', '-', 'nul', '{"a":\n  [1,\n  }', '1.2.3']:
    try:
        print(loads(bad))
    except ParseError as e:
        print(type(e).__name__, e, '|', e.args, '|', repr(e.__cause__))
print(loads('[' * 50 + ']' * 50))
loads('{"deep": [1, 2, -]}')
