# bytes and bytearray: construction, sequence operations, methods, errors.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__ + ':', e)
for B in (bytes, bytearray):
    b=B(b'hello')
    print('##',B)
    t(lambda:B(-1));t(lambda:B('a'));t(lambda:B('a','ascii',1));t(lambda:B(1,'ascii'));t(lambda:B(1,errors='x'));t(lambda:B([256]));t(lambda:B(['a']));t(lambda:B(1.5));t(lambda:B(None));t(lambda:B(encoding='utf8'));t(lambda:B(10**30));t(lambda:B(source=b'a'));t(lambda:B([-1]));t(lambda:B(1,2,3,4));t(lambda:B(foo=1));t(lambda:B([10**30]));t(lambda:B(b'a','utf8'))
    t(lambda:b['a']);t(lambda:b[9]);t(lambda:b[10**30]);t(lambda:b+1);t(lambda:b+'a');t(lambda:b*1.5);t(lambda:b*10**30);t(lambda:b<1);t(lambda:'a' in b);t(lambda:300 in b);t(lambda:1.5 in b);t(lambda:-1 in b)
    t(lambda:b.find('a'));t(lambda:b.find(300));t(lambda:b.find(None));t(lambda:b.index(b'z'));t(lambda:b.rindex(b'z'));t(lambda:b.count('a'));t(lambda:b.startswith('a'));t(lambda:b.startswith(('a',)));t(lambda:b.endswith(1))
    t(lambda:b.join([1]));t(lambda:b.join(['a']));t(lambda:b.join(1));t(lambda:b.split('a'));t(lambda:b.split(b''));t(lambda:b.split(1));t(lambda:b.partition('a'));t(lambda:b.partition(b''));t(lambda:b.strip('a'));t(lambda:b.strip(1));t(lambda:b.replace('a','b'));t(lambda:b.replace(b'l','b'));t(lambda:b.center(9,'a'));t(lambda:b.center(9,b'ab'));t(lambda:b.center('a'));t(lambda:b.zfill('a'));t(lambda:b.ljust(7,1))
    t(lambda:b.translate('a'));t(lambda:b.translate(b'a'));t(lambda:b.translate(None,'a'));t(lambda:b.translate(None,b'l'));t(lambda:b.translate(None,delete=b'l'));t(lambda:b.translate(1));t(lambda:B.maketrans(b'a',b'bc'));t(lambda:B.maketrans(b'a',1))
    t(lambda:B.fromhex('a'));t(lambda:B.fromhex('zz'));t(lambda:B.fromhex('ab cd'));t(lambda:B.fromhex('ab c d'));t(lambda:B.fromhex(1));t(lambda:B.fromhex('ab\u20ac'));t(lambda:b.hex('-',2));t(lambda:b.hex(':',-2));t(lambda:b.hex('--'));t(lambda:b.hex('\u20ac'));t(lambda:b.hex(1));t(lambda:b.hex(b':'));t(lambda:b.hex(sep=':',bytes_per_sep=0));t(lambda:b.hex(b'\xff'))
    t(lambda:b.decode('xx'));t(lambda:b.decode(1));t(lambda:b.removeprefix('a'));t(lambda:b.removeprefix(1));t(lambda:b.expandtabs('a'));t(lambda:b.splitlines('a'))
    t(lambda:B(b'it\'s "x"\\ \n\r\t\0\x7f\xff'));t(lambda:B(b"it's"));t(lambda:b.__getnewargs__());t(lambda:b.__sizeof__())
    t(lambda:type(iter(b)).__name__);t(lambda:iter(b).__reduce__());t(lambda:b.isascii());t(lambda:b.find(b'l',None,None));t(lambda:b.find(108));t(lambda:b.count(108));t(lambda:b.count(b''));t(lambda:b.rfind(b''))
    t(lambda:str(b));t(lambda:b'x'.join([b,b]));t(lambda:B(3));t(lambda:B(memoryview(b'abc')[::2]))
