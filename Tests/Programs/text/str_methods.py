def show(thunk):
    try:
        print(repr(thunk()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

for text in ['', 'a', 'hello world', 'Hello World', 'HELLO', 'ǅungla ßtraße ŉ', 'ΑΣ ΑΣΑ Σ ΑΣ. Σα', 'ﬁ ﬂ İ ı', '\U00010400\U00010428', "they're bill's", '123abc', '٣٤٥', '½²Ⅷ', ' \t\n\x1c\u2003', 'a_b', '_x', '9x', 'é', '\ud800', 'class', 'Ⅷ', 'ªº']:
    print(repr(text), repr(text.lower()), repr(text.upper()), repr(text.title()), repr(text.capitalize()), repr(text.swapcase()), repr(text.casefold()))
    print(text.isalpha(), text.isalnum(), text.isdecimal(), text.isdigit(), text.isnumeric(), text.isspace(), text.isprintable(), text.isascii(), text.isidentifier(), text.islower(), text.isupper(), text.istitle())
text = 'abracadabra é abra € abra'
for needle in ['abra', 'a', 'x', '', 'é', '€', '\U0001F600', text, text + 'x', 'bra ', ' a']:
    print(text.find(needle), text.rfind(needle), text.count(needle), needle in text, text.startswith(needle), text.endswith(needle), text.find(needle, 3), text.find(needle, -4), text.rfind(needle, 0, 10), text.count(needle, 2, -2), text.find(needle, 100), text.find(needle, 5, 2))
show(lambda: text.index('zz')); show(lambda: text.rindex('zz')); show(lambda: text.index('c')); show(lambda: text.rindex('c')); show(lambda: text.find(1)); show(lambda: text.find(None)); show(lambda: text.count(1)); show(lambda: text.find('a', 'x')); show(lambda: text.find('a', None, None)); show(lambda: text.find('a', 10**30)); show(lambda: text.find('a', -10**30))
show(lambda: text.find()); show(lambda: text.upper(1))
show(lambda: text.startswith(('x', 'ab'))); show(lambda: text.startswith(())); show(lambda: text.startswith(('x', 1))); show(lambda: text.startswith(1)); show(lambda: text.endswith(['a'])); show(lambda: ''.startswith('', 1)); show(lambda: 'a'.startswith('', 1)); show(lambda: 'a'.endswith('', 2)); show(lambda: 'abc'.startswith('bc', 1)); show(lambda: 'abc'.endswith('ab', 0, 2)); show(lambda: 'abc'.startswith('abc', -10, 10))
show(lambda: text.replace('abra', 'X')); show(lambda: text.replace('abra', 'é€')); show(lambda: text.replace('a', '')); show(lambda: text.replace('', '-')); show(lambda: text.replace('', '-', 3)); show(lambda: text.replace('a', 'b', 2)); show(lambda: text.replace('a', 'b', count=1)); show(lambda: text.replace('é', 'e').replace('€', 'E')); show(lambda: 'aaa'.replace('a', 'bb')); show(lambda: 'aaa'.replace('aa', 'b')); show(lambda: ''.replace('', 'x')); show(lambda: ''.replace('a', 'x')); show(lambda: 'a'.replace(1, 'b')); show(lambda: 'a'.replace('b', 2)); show(lambda: 'é'.replace('é', 'e').isascii()); show(lambda: 'aé'.replace('', '€', 0))
for s in ['a b c', '  a  b  c  ', '', ' ', 'a', 'a,b,,c', ',a,', 'a\u2003b\x1cc', 'é ü']:
    for args in [(), (None,), (None, 1), (None, 0), (',',), (',', 1), (',', 0), ('b',), ('a,',), (None, 100)]:
        print(s.split(*args), s.rsplit(*args), end=' ')
    print()
show(lambda: 'a'.split('')); show(lambda: 'a'.split(1)); show(lambda: 'a b'.split(maxsplit=1)); show(lambda: 'a b'.split(sep=' ')); show(lambda: 'a'.split(maxsplit='x')); show(lambda: 'a'.rsplit(''))
for s in ['', 'a', 'a\n', '\n', 'a\nb', 'a\r\nb\r\n', 'a\rb\n\nc', 'a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i', '\r\n', 'a\n\r']:
    print(s.splitlines(), s.splitlines(True), s.splitlines(keepends=1))
show(lambda: 'a.b.c'.partition('.')); show(lambda: 'a.b.c'.rpartition('.')); show(lambda: 'abc'.partition('.')); show(lambda: 'abc'.rpartition('.')); show(lambda: 'a'.partition('')); show(lambda: 'a'.partition(1)); show(lambda: 'a::b'.partition('::'))
show(lambda: '  a b '.strip()); show(lambda: '  a b '.lstrip()); show(lambda: '  a b '.rstrip()); show(lambda: 'xxaxx'.strip('x')); show(lambda: 'xyaxy'.strip('yx')); show(lambda: 'a'.strip('')); show(lambda: 'a'.strip(None)); show(lambda: 'a'.strip(1)); show(lambda: '€a€'.strip('€')); show(lambda: '\x1c\u2003 a\x85'.strip()); show(lambda: 'aaa'.strip('a')); show(lambda: 'a'.rstrip(2))
show(lambda: 'a'.center(5)); show(lambda: 'ab'.center(5)); show(lambda: 'ab'.center(5, '*')); show(lambda: 'a'.center(4, '€')); show(lambda: 'abc'.center(2)); show(lambda: 'a'.ljust(3) + '|'); show(lambda: 'a'.rjust(3)); show(lambda: 'a'.rjust(3, 'é')); show(lambda: 'a'.ljust(3, 'ab')); show(lambda: 'a'.ljust(3, 1)); show(lambda: 'a'.ljust('x')); show(lambda: 'é'.ljust(4, '-')); show(lambda: 'a'.center(-5))
show(lambda: '5'.zfill(3)); show(lambda: '-5'.zfill(4)); show(lambda: '+5'.zfill(4)); show(lambda: ''.zfill(3)); show(lambda: '--5'.zfill(5)); show(lambda: 'é'.zfill(3)); show(lambda: '55'.zfill(1)); show(lambda: '-'.zfill(3)); show(lambda: 'a'.zfill('x'))
show(lambda: 'a\tb'.expandtabs()); show(lambda: 'a\tb'.expandtabs(4)); show(lambda: 'a\tb\n\tc\r\td'.expandtabs(4)); show(lambda: 'a\tb'.expandtabs(0)); show(lambda: 'a\tb'.expandtabs(-1)); show(lambda: 'a\tb'.expandtabs(tabsize=2)); show(lambda: 'é\t€'.expandtabs(3)); show(lambda: 'a'.expandtabs('x')); show(lambda: '12345678\t9'.expandtabs())
show(lambda: 'abc'.translate({97: 'x', 98: None, 99: 100})); show(lambda: 'abc'.translate({97: '€€'})); show(lambda: 'abc'.translate({})); show(lambda: 'abc'.translate('xyz' * 50)); show(lambda: 'a'.translate({97: 2.5})); show(lambda: 'a'.translate({97: 0x110000})); show(lambda: 'a'.translate({97: -1})); show(lambda: 'a'.translate(1)); show(lambda: 'a'.translate({97: ''})); show(lambda: 'abc'.translate({97: 98, 98: 97}))
class T:
    def __getitem__(self, key):
        if key == 98: raise LookupError
        if key == 99: raise ValueError('no')
        return key + 1
show(lambda: 'ab'.translate(T())); show(lambda: 'abc'.translate(T()))
show(lambda: str.maketrans('ab', 'xy')); show(lambda: str.maketrans('ab', 'xy', 'cd')); show(lambda: str.maketrans({'a': 1, 98: 'x', 'é': None})); show(lambda: str.maketrans(1)); show(lambda: str.maketrans('a', 'bc')); show(lambda: str.maketrans('a', 1)); show(lambda: str.maketrans(1, 'a')); show(lambda: str.maketrans('a', 'b', 1)); show(lambda: str.maketrans({'ab': 1})); show(lambda: str.maketrans({1.5: 1})); show(lambda: ''.maketrans('a', 'b'))
show(lambda: 'prefix-x'.removeprefix('prefix-')); show(lambda: 'prefix-x'.removeprefix('no')); show(lambda: 'x.py'.removesuffix('.py')); show(lambda: 'x.py'.removesuffix('')); show(lambda: 'x'.removeprefix(1)); show(lambda: 'x'.removesuffix('xxxx')); show(lambda: 'é'.removeprefix('€'))
# Search in strings made to be hard.
n = 2000
show(lambda: ('a' * n).find('a' * 500 + 'b')); show(lambda: ('a' * n + 'b').find('a' * 500 + 'b')); show(lambda: ('ab' * n).find('ab' * 300 + 'a' + 'a')); show(lambda: ('é' * n + '€').find('é' * 500 + '€')); show(lambda: ('a' * n).count('a' * 7)); show(lambda: ('ab' * n + 'c').count('ba')); show(lambda: ('aab' * n + 'aac').find('aabaac')); show(lambda: ('b' + 'a' * n).rfind('b' + 'a' * 500)); show(lambda: ('x' * 999 + 'needle' + 'x' * 99).find('needle'))
