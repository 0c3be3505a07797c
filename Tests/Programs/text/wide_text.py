class random:
    x = 12345
    @classmethod
    def bits(c): c.x = (c.x * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff; return c.x >> 33
    @classmethod
    def randrange(c, n): return c.bits() % n
    @classmethod
    def randint(c, a, b): return a + c.bits() % (b - a + 1)
    @classmethod
    def choice(c, s): return s[c.bits() % len(s)]
alph = ['a','b',' ','é','ü','\u20ac','\u0394','😀','\x85','\u2003','\n']
def rnd(n, k): return ''.join(random.choice(alph[:k]) for _ in range(n))
out = []
for k in (2,3,5,7,11):
  for n in (0, 1, 2, 3, 8, 40):
    for _ in range(3):
        s = rnd(n,k)
        o = rnd(random.randint(1,2), k); w = rnd(random.randint(0,3), random.choice((2,5,7,11)))
        for lim in (-1,0,1,2,5):
            r = s.replace(o, w, lim); out.append((r, r.isascii(), r == ''.join(r), hash(r) == hash(''.join(list(r)))))
        out.append(s.replace('', w)); out.append(s.split()); out.append(s.split(None, 2)); out.append(s.split(o)); out.append(s.split(o[0], 1)); out.append(s.split(o[0]))
        for st in (-1,-2,2,3,7): 
            r = s[::st]; out.append(r); out.append(r.isascii()); out.append(r == ''.join(list(r)))
        for c in ('utf-8','utf-16','utf-16-le','utf-16-be','utf-32','latin-1','ascii','UTF 8','Utf_16_LE','iso8859-1','646','u8','L1','us-ascii','cp65001'):
            for e in ('strict','replace','ignore'):
                try: b = s.encode(c, e)
                except Exception as x: out.append((c, str(x))); continue
                out.append(b)
                d = b.decode(c, e); out.append(d); out.append(d.isascii()); out.append(d == ''.join(list(d)))
        b = bytearray(s.encode())
        for _ in range(4):
            if b: b[random.randrange(len(b))] = random.choice((0x80,0xc0,0xc2,0xe0,0xed,0xa0,0xf0,0xf4,0x90,0xff,0x41))
            for e in ('strict','replace','ignore','surrogateescape','backslashreplace'):
                try: out.append(bytes(b).decode('utf-8', e))
                except UnicodeDecodeError as x: out.append(str(x))
                try: out.append(b.decode('utf-8', e))
                except UnicodeDecodeError as x: out.append(str(x))
for s in ('\ud800', 'a\udcff', 'é\ud800', '😀\udfff'):
    for c in ('utf-8','utf-16','utf-16-le','utf-32'):
        for e in ('strict','surrogatepass','surrogateescape','replace'):
            try: out.append(s.encode(c, e))
            except Exception as x: out.append(str(x))
assert 'é'.encode().decode() is 'é'.encode('latin-1').decode('latin-1')
s = 'abc'; assert s.replace('x', 'y') is s
t = ascii(out)
n = 0
for i in range(0, len(t), 2000): print(i, sum(map(ord, t[i:i+2000])), t[i:i+40])
