# Changing bytearrays; memoryviews.
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__ + ':', e)
b=bytearray(b'hello')
def s(k,v):
    b=bytearray(b'hello'); b[k]=v; return b
t(lambda:s(0,300));t(lambda:s(0,'a'));t(lambda:s(9,1));t(lambda:s('a',1));t(lambda:s(slice(0,2),b'xyz'));t(lambda:s(slice(0,2),[1,2]));t(lambda:s(slice(0,2),5));t(lambda:s(slice(0,2),'ab'));t(lambda:s(slice(0,4,2),b'abc'));t(lambda:s(slice(0,4,2),b'ab'));t(lambda:s(slice(0,2),[300]));t(lambda:s(slice(0,2),1.5));t(lambda:s(0,-1));t(lambda:s(10**30,1));t(lambda:s(slice(3,1),b'xx'))
def d(k):
    b=bytearray(b'hello'); del b[k]; return b
t(lambda:d(0));t(lambda:d(9));t(lambda:d(slice(0,2)));t(lambda:d(slice(0,5,2)));t(lambda:d(slice(None,None,-2)));t(lambda:d('a'))
t(lambda:b.append(300));t(lambda:b.append('a'));t(lambda:b.extend(1));t(lambda:b.extend('a'));t(lambda:b.extend([1,300]));t(lambda:b.insert(0,300));t(lambda:b.insert('a',3));t(lambda:b.pop(99));t(lambda:bytearray().pop());t(lambda:b.remove(0));t(lambda:b.remove(300));t(lambda:b.remove('a'));t(lambda:b.pop('a'))
m=memoryview(b)
t(lambda:b.append(1));t(lambda:b.clear());t(lambda:b.pop());t(lambda:b.__init__(3))
def iadd():
    global b
    b+=b'x'
t(iadd)
m.release()
t(lambda:m[0]);t(lambda:m.tobytes());t(lambda:len(m));t(lambda:m.release())
m=memoryview(b'abcdef')
t(lambda:m[0]);t(lambda:m[1:3].tobytes());t(lambda:m['a']);t(lambda:m[9]);t(lambda:memoryview(1));t(lambda:memoryview());t(lambda:m.cast('H')[0]);t(lambda:m.cast('I'));t(lambda:m.cast('x'));t(lambda:m.cast(1));t(lambda:m.tolist());t(lambda:m[::2].tolist());t(lambda:m==b'abcdef');t(lambda:m=='a');t(lambda:hash(m)==hash(b'abcdef'));t(lambda:hash(memoryview(bytearray(b'a'))));t(lambda:m<m)
def ms(k,v):
    b=bytearray(b'hello'); memoryview(b)[k]=v; return b
t(lambda:ms(0,65));t(lambda:ms(0,300));t(lambda:ms(0,'a'));t(lambda:ms(slice(0,2),b'ab'));t(lambda:ms(slice(0,2),b'abc'));t(lambda:ms(slice(0,2),5));t(lambda:ms(9,1));t(lambda:ms(slice(0,4,2),b'XY'))
def mro():
    m[0]=1
t(mro)
def mdel(): del m[0]
t(mdel)
t(lambda:(m.nbytes,m.itemsize,m.format,m.ndim,m.shape,m.strides,m.suboffsets,m.readonly,m.contiguous,m.c_contiguous,m.f_contiguous,m.obj,len(m)));t(lambda:m[::2].contiguous);t(lambda:m[::2].cast('B'));t(lambda:m.hex(':'));t(lambda:m.toreadonly().readonly);t(lambda:m[::2].strides)
t(lambda:m.cast('B',[2,3]).tolist());t(lambda:m.cast('B',[2,3]).shape);t(lambda:m.cast('B',[2,4]));t(lambda:m.cast('c')[0]);t(lambda:m.cast('c').tolist());t(lambda:m.tobytes('F'));t(lambda:m.tobytes('x'))
with m as q: t(lambda:q is m)
t(lambda:m[0]); t(lambda:repr(memoryview(b'a'))[:14]);t(lambda:list(memoryview(b'ab')));t(lambda:memoryview(b'ab').index(97));t(lambda:memoryview(b'ab').count(97))
t(lambda:memoryview(b'ab').cast('h').cast('i')); t(lambda:memoryview(b'abcd').cast('h').cast('i')); t(lambda:1 in memoryview(b'\1')); t(lambda:memoryview(b'a')[1.5]); t(lambda:memoryview(b'a')[...].tolist()); t(lambda:memoryview(b'a')[0,0]);t(lambda:memoryview(b'a')[()])
t(lambda:memoryview(bytearray(b'abcd')).cast('f').format); t(lambda:b''.fromhex('  ')); t(lambda: b'%s' % memoryview(b'a'));t(lambda: bytes(memoryview(b'abcd').cast('H')))
