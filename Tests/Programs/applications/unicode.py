# -*- coding: utf-8 -*-
"""Unicode: widths, normalizing, cases, encodings, surrogates, formatting of tables with wide characters, templating."""
words = ['naïve', 'Straße', 'ΣΊΣΥΦΟΣ', 'İstanbul', 'ﬁnal', '日本語', '👩‍👩‍👧', 'e\u0301', '\x7f\t', 'a\u200bb', '\ud800', 'Ǆ', '٣٤', '½', 'ʰ']
for w in words:
    print(ascii(w), len(w), *map(ascii, (w.upper(), w.lower(), w.title(), w.casefold(), w.swapcase(), w.capitalize())), w.isalpha(), w.isdigit(), w.isnumeric(), w.isdecimal(), w.isprintable(), w.isidentifier(), w.isspace(), w.isupper(), w.istitle())
    for codec in 'utf-8', 'utf-16-le', 'latin-1', 'ascii', 'cp1252' if 0 else 'utf-32-be':
        try: b = w.encode(codec); print(' ', codec, b, b.decode(codec) == w)
        except UnicodeEncodeError as e: print(' ', codec, e.reason, e.start, e.end, ascii(str(e)))
for handler in 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace' if 0 else 'surrogatepass':
    try: print(handler, 'aé日\ud800z'.encode('ascii' if handler != 'surrogatepass' else 'utf-8', handler))
    except UnicodeError as e: print(handler, ascii(str(e)))
for data in b'\xff\xfeab', b'a\xc3', b'\xe6\x97', b'\xf0\x9f\x91\xa9', b'\xed\xa0\x80', b'\x80abc':
    for handler in 'strict', 'replace', 'ignore', 'backslashreplace', 'surrogateescape':
        try: print(handler, ascii(data.decode('utf-8', handler)), end=' ')
        except UnicodeDecodeError as e: print(e, end=' ')
    print()
template = 'Dear {name!r:>10}, you owe {amount:{width}.{digits}f}{0[currency]} since {when.year}; {{literal}} {0[items][1]}'
class When: year = 1999
print(template.format({'currency': '€', 'items': [1, 'two']}, name='Zoë', amount=12.3456, width=10, digits=2, when=When))
x, items = 42, {'k': [1, 2]}
print(f"{x=} {x!r:^8} {x:#06x} {items['k'][0]=:>5} {'nested ' + f'{x + 1}'} {x if x else 'no'} {'\n'.join(['a', 'b'])!r} {lambda_(3) if (lambda_ := lambda n: n * 2) else 0} {x:{'>' if x else '<'}{10}} {{}} {3.0:.1%} {1e9:,.0f} {-5:=+6}")
print('%(a)s %(b)05.1f %(c)-5d| %(a)r' % {'a': 'x', 'b': 2.25, 'c': 7}, '%5s|%-5s|%.2s' % ('ab', 'cd', 'efg'), '%c%c' % (65, 'B'), '%i %u %o %X %e %G' % (1, 2, 8, 255, 12345.678, 1e-10))
text = 'one, two;three  four\tfive\n\nsix\x0bseven\u2028eight'
print(text.split(), text.split(' '), text.rsplit(None, 2), text.splitlines(), text.partition(';'), text.rpartition('zz'), text.split(', ', 1), ''.split(), ''.split(','), sep='\n')
print('abc'.center(10, '*'), 'abc'.zfill(6), '-42'.zfill(6), 'x'.ljust(3, '.') + '|', 'aXbXc'.replace('X', '--', 1), 'mississippi'.count('issi'), 'abcabc'.find('c', 3), 'test.py'.removesuffix('.py'), 'xxabcxx'.strip('x'), 'TitLe'.istitle(), 'a\tb'.expandtabs(4))
print('äöü' < 'z', 'a' * 3 < 'ab', sorted(['b', 'A', 'ä', 'Z', 'z'], key=str.casefold), max('hello', key='olleh'.index), '日' in '日本', 'ab' 'cd', r'\n\x', b'\x00\xff'.hex(' '), bytes.fromhex('de ad'), 'ß'.upper().lower(), ord('€'), chr(0x1F600), '\N{GREEK SMALL LETTER PI}')
for bad in (lambda: 'a'.join([1]), lambda: 'abc'.index('x'), lambda: '{} {0}'.format(1), lambda: '{x}'.format(), lambda: '{'.format(), lambda: '%d' % 'x', lambda: '%s %s' % 1, lambda: 'a' % 1, lambda: f'{3:q}', lambda: format('s', 'd'), lambda: chr(-1), lambda: ord('ab'), lambda: b'a' + 'a', lambda: 'x'.encode('nope'), lambda: 'a'.center(), lambda: str(b'\xff', 'ascii'), lambda: 'é'.encode('ascii')):
    try: print(bad())
    except Exception as e: print(type(e).__name__, ascii(str(e)))
