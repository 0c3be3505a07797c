# Encoding and decoding with the built-in codecs, and what error handlers do.
def t(f):
    try: print(repr(f()))
    except UnicodeError as e: print(type(e).__name__ + ':', e, e.encoding, repr(e.object)[:40], e.start, e.end, e.reason)
    except Exception as e: print(type(e).__name__ + ':', e)
texts = ['', 'abc', 'é', '€', '\U0001F600', 'aé€\U0001F600z', '\ud800', 'a\udc80b', 'a\udfff\ud800b', '\udc80\udcff', 'ÿ\x80']
encodings = ['utf-8', 'ascii', 'latin-1', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be']
errors = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'namereplace']
for text in texts:
    for encoding in encodings:
        for error in errors:
            t(lambda: text.encode(encoding, error))
data = [b'', b'abc', b'\x80', b'a\xffb', b'\xc3\xa9', b'\xc3', b'\xe2\x82', b'\xe2\x82x', b'\xf0\x9f\x98\x80', b'\xf0\x9f\x98', b'\xed\xa0\x80', b'\xc0\x80', b'\xe0\x80\x80', b'\xf4\x90\x80\x80', b'\xf8\x88', b'abc\xe2\x28\xa1', b'\xff\xfea\0', b'\xfe\xff\0a', b'a\0b', b'\0\xd8', b'\0\xdc', b'\0\xd8\0\xdc', b'\0\xd8a\0', b'\xff\xfe\0\0a\0\0\0', b'\0\0\xfe\xff\0\0\0a', b'a\0\0\0', b'\0\0\x11\0', b'\0\xd8\0\0', b'a\0\0', b'\xef\xbb\xbfa']
for bytes_ in data:
    for encoding in encodings:
        for error in errors[:7]:
            t(lambda: bytes_.decode(encoding, error))
for name in ['UTF8', 'utf_8', 'U8', 'UTF', 'Latin1', 'iso-8859-1', 'L1', 'US-ASCII', 'utf16', 'UTF-32BE', 'utf 8']:
    t(lambda: 'é'.encode(name, 'replace'))
t(lambda: 'é'.encode('ascii', 'unheard')); t(lambda: 'e'.encode('ascii', 'unheard')); t(lambda: b'\xff'.decode('utf-8', 'unheard')); t(lambda: 'x'.encode(errors='ignore')); t(lambda: b'x'.decode(errors='ignore', encoding='ascii'))
t(lambda: str(b'abc', 'ascii')); t(lambda: str(bytearray(b'\xc3\xa9'), 'utf-8')); t(lambda: str(memoryview(b'abc'), errors='strict')); t(lambda: bytes('é', 'utf-8')); t(lambda: bytearray('é', 'latin-1')); t(lambda: bytes('é', 'ascii', 'replace'))
