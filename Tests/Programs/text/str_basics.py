def show(thunk):
    try:
        print(repr(thunk()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

s = 'hello wörld'
show(lambda: s[0]); show(lambda: s[-1]); show(lambda: s[7]); show(lambda: s[2:5]); show(lambda: s[::-1]); show(lambda: s[::2]); show(lambda: s[100:]); show(lambda: s[5:2])
show(lambda: s[11]); show(lambda: s[-12]); show(lambda: s['x']); show(lambda: s[1.5]); show(lambda: s[10**30]); show(lambda: s[True])
show(lambda: len(s)); show(lambda: len('')); show(lambda: len('\U0001F600a'))
show(lambda: 'a' + 'b'); show(lambda: 'a' + 'é' + '€' + '\U0001F600'); show(lambda: 'a' + 1); show(lambda: 1 + 'a'); show(lambda: 'a' * 3); show(lambda: 3 * 'ab'); show(lambda: 'é€' * 3)
show(lambda: 'a' * 2.5); show(lambda: 'a' * -1); show(lambda: 'a' * True); show(lambda: 'a' * 10**30); show(lambda: 'ab' * (1 << 62 ))
show(lambda: 'wö' in s); show(lambda: 'z' in s); show(lambda: '' in s); show(lambda: '' in ''); show(lambda: 1 in s); show(lambda: '€' in s)
show(lambda: 'a' < 'b'); show(lambda: 'a' < 'a'); show(lambda: 'a' <= 'a'); show(lambda: 'a' > 'B'); show(lambda: 'é' < '€'); show(lambda: '\uffff' < '\U00010000'); show(lambda: 'a' < 1); show(lambda: 'a' == 1); show(lambda: 'a' != 'a')
for c in 'aé€\U0001F600': print(c, repr(c))
for text in ["", "a", "'", '"', "'\"", "\\", "\n\r\t\0\x1f\x7f", "\x80\xa0\xad\xe9", "\u0100\u2028\u200b\ud800\udfff", "\U0001F600\U000e0001\U0010ffff", "it's", 'say "hi"', "both ' and \""]:
    print(repr(text), text.__repr__() == repr(text))
show(lambda: str()); show(lambda: str(object='x')); show(lambda: str(5)); show(lambda: str(None)); show(lambda: str('a', 'b'))
class A:
    def __str__(self): return 5
    def __repr__(self): return None
    def __format__(self, spec): return 7
show(lambda: str(A())); show(lambda: repr(A())); show(lambda: f'{A()}'); show(lambda: f'{A():x}')
class B:
    def __repr__(self): return 'B()'
show(lambda: str(B())); show(lambda: f'{B()} {B()!r} {B()!s} {B()!a}'); show(lambda: f'{B():>10}')
class C(str):
    def __str__(self): return 'C:' + self[:]
    x = 1
c = C('abc'); c.y = 5
show(lambda: c); show(lambda: str(c)); show(lambda: c + 'd'); show(lambda: (c[:], c[1], c.y, c.x, len(c))); show(lambda: type(c + '').__name__); show(lambda: type(c[:]).__name__); show(lambda: type(c.upper()).__name__); show(lambda: type(str.__str__(c)).__name__)
show(lambda: c == 'abc'); show(lambda: hash(c) == hash('abc')); show(lambda: {'abc': 1}[c]); show(lambda: f'{c}'); show(lambda: f'{c!r:>8}')
show(lambda: 'é' 'x' f'{5}{"a"}{2.5}{None}{True}'); show(lambda: f'{"abc":>6}|{"abc":<6}|{"abc":^6}|{"abc":*^7}|{"abcdef":.3}|{"é":€>3}|{"abc":06}')
for spec in ['d', '+', ' ', '#', '=5', ',', '_', 'z', '10.3s', '.', '>>>', 's', 'é', '05', '<05']:
    show(lambda: f'{"abc":{spec}}')
show(lambda: [x for x in C('xyz')]); show(lambda: ''.join(['a', 'é', '€'])); show(lambda: ', '.join(('a', 'b'))); show(lambda: '-'.join(c for c in 'abc')); show(lambda: '-'.join('')); show(lambda: 'x'.join(1)); show(lambda: 'x'.join(['a', 1])); show(lambda: 'x'.join([c])); show(lambda: type(''.join([c])).__name__)
show(lambda: iter('abc').__length_hint__()); show(lambda: type(iter('a')).__name__); show(lambda: type(iter('é')).__name__)
show(lambda: 'abc'.__getnewargs__()); show(lambda: 'a'.__add__(1)); show(lambda: str.__len__('abc')); show(lambda: str.__new__(C, 5) + 'x')
show(lambda: 'a' 'b' is 'ab'); show(lambda: 'hello'[1] is 'e')
