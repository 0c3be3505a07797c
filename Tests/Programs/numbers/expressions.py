# Operators, conversions and methods of numbers: values and errors.
inf, nan = float("inf"), float("nan")


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


class Float:
    def __init__(self, value):
        self.value = value

    def __float__(self):
        return self.value


class Complex:
    def __init__(self, value):
        self.value = value

    def __complex__(self):
        return self.value


class Int:
    def __init__(self, value):
        self.value = value

    def __int__(self):
        return self.value


class MyInt(int):
    def __add__(self, other):
        return "added"

    def __radd__(self, other):
        return "radded"


class MyFloat(float):
    pass


class MyComplex(complex):
    pass


def show(text):
    try:
        result = eval(text)
        print(text, "->", type(result).__name__, repr(result)[:200])
    except Exception as error:
        print(text, "->", type(error).__name__ + ":", str(error)[:250])


for text in r"""
1//0
1%0
divmod(1,0)
1/0
0**-1
0.0**-1
0.0**-1.0
1.0/0
1.0//0
1.0%0
divmod(1.0,0)
(-8)**0.5
(-8)**(1/3)
10.0**400
10**400/3
3/10**400
10**400*1.0
1j/0
1j//1
1j%1
divmod(1j,1)
0j**-1
0j**1j
1j**2
(1+1j)**100
(1+1j)**101
(1+1j)**-3
1e200j*1e200j
(1e200+1j)**3
1j<2
pow(2,-1,7)
pow(2,-1,4)
pow(2,3,0)
pow(2,3,1.5)
pow(2,3.0,5)
pow(2.0,3,5)
pow(1j,3,5)
pow(2,3,-5)
pow(0,0,1)
pow(True,2)
pow(2,-1,0)
pow('a',2)
pow(2,'a')
1<<-1
1>>-1
1<<(1<<70)
0<<(1<<70)
1>>(1<<70)
-1>>(1<<70)
1.0<<1
1&1.0
True&True
True|1
True^True
True+True
~1
-True
+True
1|'a'
int('12_3')
int('1__2')
int('_1')
int('1_')
int('0x1f',16)
int('0x_1f',16)
int('0x',16)
int('0x1f',0)
int('0b101',0)
int('0o17',0)
int('0b12',0)
int('010',0)
int('00',0)
int('-0',0)
int(' 12 ')
int('\t-12\n')
int('+ 1')
int('')
int('-')
int('abc')
int('1'*5000)
int('1'*5000,16)==0
int('1'*5000,3)
str(10**5000)
int('٣٤')
int('12',1)
int('12',37)
int('z',36)
int('Zz',36)
int(b'12')
int(b'\xff')
int(bytearray(b'7'))
int(memoryview(b'77'))
int(b'12',3)
int(1.5)
int(-1.5)
int(1e30)
int('1.5')
int(inf)
int(nan)
int(None)
int([],5)
int(5,5)
int(base=5)
int(x='5')
int('5',base=None)
int('5',base=Index(8))
int('5',10**30)
int('1\x00')
int('٣'*5+'x')
int('a'*300)
int(Index(5))
int(Index('a'))
int(Int(7))
int(Int(1.5))
int(Int(True))
int(MyInt(9))
type(int(MyInt(9)))
MyInt(5)+1
1+MyInt(5)
MyInt(5)*2
type(MyInt(5)*2)
MyInt('77',8)
MyInt(2**70)
MyInt(2**70)*2
MyInt(3)==3
hash(MyInt(2**70))==hash(2**70)
{3:1}[MyInt(3)]
[0,1,2][MyInt(2)]
str(MyInt(7))
f'{MyInt(7):>4}'
-MyInt(7)
MyInt(7).real
type(MyInt(7).real)
MyInt.from_bytes(b'\x05')
type(MyInt.from_bytes(b'\x05'))
MyInt()
float('1_0.5')
float('1__0')
float('_1')
float('1_')
float('1_.5')
float('nan ')
float('-inf')
float('Infinity')
float('infinit')
float('٣.٥')
float('')
float('.')
float('.5')
float('5.')
float('1e5')
float('1e')
float('1e+')
float('e5')
float('+-1')
float('abc')
float(b'1.5')
float(b'x')
float(None)
float([])
float('1e400')
float('-1e-400')
float('0x1p3')
float(10**400)
float('1'*400)
float('0.'+'0'*400+'1')
float('2.2250738585072011e-308')
float('4.9e-324')
float('2.4703282292062327e-324')
float('2.4703282292062328e-324')
float('1.7976931348623158e308')
float('1.7976931348623159e308')
float('9007199254740993')
float('9007199254740992.99999')
float('123456789012345678901234567890')
float('8.5')
float(Float(2.5))
float(Float(1))
float(Float('a'))
float(Index(3))
float(MyFloat(1.5))
type(float(MyFloat(1.5)))
MyFloat('2.5')
MyFloat(2.5)+1
type(MyFloat(2.5)+1)
MyFloat(2.5)
MyFloat()
complex('1+2j')
complex('(1+2j)')
complex(' ( 1+2j ) ')
complex('1+2')
complex('j')
complex('-j')
complex('1-j')
complex('1e5J')
complex('nan+infj')
complex('1 + 2j')
complex('1_0+2_0j')
complex('')
complex('()')
complex('1j+2')
complex(1,2)
complex(1j,2j)
complex('1',2)
complex(1,'2')
complex([])
complex(1,[])
complex(real=1)
complex(imag=3)
complex()
complex(Complex(1j))
complex(Complex(1))
complex(Float(1.5))
complex(Index(2),Float(3.0))
complex(1.5,-0.0)
complex(MyComplex(1,2))
MyComplex(1,2)
MyComplex(1,2)*1
type(MyComplex(1,2)+0)
(5).to_bytes()
(256).to_bytes()
(-1).to_bytes(2,'big',signed=True)
(-128).to_bytes(1,signed=True)
(-129).to_bytes(1,signed=True)
(128).to_bytes(1,signed=True)
(127).to_bytes(1,signed=True)
(2**100).to_bytes(13,'little')
(-2**100).to_bytes(14,'little',signed=True)
(0).to_bytes(0)
(1).to_bytes(0)
(-1).to_bytes(2)
(5).to_bytes(-1)
(5).to_bytes(3,'x')
(5).to_bytes(3,5)
int.from_bytes(b'\xff\x00','little',signed=True)
int.from_bytes(b'\xff\x00','big',signed=True)
int.from_bytes(b'')
int.from_bytes(b'\x80'*9,signed=True)
int.from_bytes(b'\x7f'*20,'little')
int.from_bytes([1,2,256])
int.from_bytes([1,2,25])
int.from_bytes(5)
int.from_bytes('abc')
int.from_bytes(b'12','mid')
(5).as_integer_ratio()
(0.1).as_integer_ratio()
(-1e300).as_integer_ratio()[1]
(5e-324).as_integer_ratio()[0]
(-0.0).as_integer_ratio()
inf.as_integer_ratio()
nan.as_integer_ratio()
(1234).__round__(-2)
round(1250,-2)
round(1350,-2)
round(15,-1)
round(25,-1)
round(-15,-1)
round(-25,-1)
round(10**30+5*10**9,-10)
round(5,10**30)
round(5,-20)
round(1.5)
round(2.5)
round(-0.5)
round(2.675,2)
round(0.5,0)
round(1e22,-21)
round(1234.5678,-2)
round(inf)
round(nan)
round(inf,2)
round(1.7e308,-308)
round(1.5,None)
round(1.5,'a')
round(5,'a')
round(1.5,10**30)
round(1.5,-10**30)
round(-1.5,-5)
(1.5).__round__(1.0)
round('a')
(0.1).hex()
(-1.0).hex()
(1e300).hex()
(5e-324).hex()
(0.0).hex()
(-0.0).hex()
inf.hex()
float.fromhex('0x1.8p1')
float.fromhex('-0x.8P-1')
float.fromhex('zz')
float.fromhex('0x')
float.fromhex('0x1p')
float.fromhex('0x1p10000')
float.fromhex('0x1p-10000')
float.fromhex('0x1.fffffffffffff8p1023')
float.fromhex('0x1.fffffffffffff7p1023')
float.fromhex('0x0.00000000000008p-1022')
float.fromhex('0x0.000000000000080000001p-1022')
float.fromhex('1.8')
float.fromhex(' inf ')
float.fromhex('-NAN')
float.fromhex('')
float.fromhex(5)
MyFloat.fromhex('0x1p1')
type(MyFloat.fromhex('0x1p1'))
(1.5).__getformat__('double')
(1.5).__getformat__('x')
(1.5).__floor__()
(-1.5).__ceil__()
(1e300).__trunc__()
(1.5).is_integer()
(2.0).is_integer()
inf.is_integer()
(2).is_integer()
(1.5).conjugate()
(1.5).real
(1.5).imag
hash(1.5)
hash(inf)
hash(-inf)
hash(1j)
hash(2**61-1)
hash(-1)
hash(-2**61)
hash(10**30)
hash(1e300)
hash(-1e300)
hash(5e-324)
hash(0.1)
hash(-1.0)
hash(1+0j)
hash(1.5-2j)
hash(2.0**61)
(5).__sizeof__()
(2**100).__sizeof__()
True.__sizeof__()
(1.5).__sizeof__()
(1j).__sizeof__()
(5).__getnewargs__()
(1.5).__getnewargs__()
(1j).__getnewargs__()
True.__getnewargs__()
True.__repr__()
bool('')
bool(1,2)
bool(x=1)
bool.__new__(int)
int.__new__(str)
int.__new__()
int.__add__(1,2.0)
int.__add__('a',1)
int.__pow__(2,3,5)
int.__rpow__(2,3)
int.__rpow__(2,3,5)
float.__pow__(2.0,3,5)
int.__divmod__(7,-2)
int.__rdivmod__(7,-2)
int.__lt__(1,2.0)
float.__lt__(1.0,2)
float.__rsub__(1.0,5)
complex.__rpow__(2j,3)
1<'a'
1.0<'a'
1+'a'
1.0+'a'
1j+'a'
1.0+None
2**-1
2**1000
(2**1000)**-1
(-2)**-3
2.0**1000000
2**0.5
(-1)**0.5
(2**5000)*1.5
10**308*10.0
1e308*10
2.0**-2000
(-2.0)**3
(-2.0)**-3
0.0**0
nan**0
1**nan
inf**-1
(-inf)**3
(-inf)**-3
(-1.0)**inf
0.5**inf
float.__eq__(1.0,'a')
-5//2
-5%2
5//-2
5%-2
-5.5//2
-5.5%2
5.5%-2
0.0%-2
-0.0%2
-0.0//1
1e300%7
inf//1
1//inf
-1//inf
-1%inf
inf%1
divmod(-0.0,1)
divmod(5.5,-2)
divmod(7,2.5)
divmod(7,'a')
(3).bit_length()
(-8).bit_length()
(255).bit_count()
(-255).bit_count()
int.__index__(True)
int.__int__(True)
int.__float__(5)
int.__bool__(0)
int.__ceil__(5)
complex.__complex__(1j)
(1+2j).conjugate()
(1+2j).real
(1+2j).imag
(1+2j)==(1+2j)
1+0j==1
1.5+0j==1.5
1j==1j.imag
2**53+1==complex(2**53)
1j!='a'
abs(3+4j)
abs(-5)
abs(-2.5)
abs(-2**70)
abs(1e308+1e308j)
abs(complex(inf,nan))
abs(complex(1.7e308,1.7e308))
-(1+2j)
+(1+2j)
bool(0j)
bool(-0.0)
bool(2**70)
repr(1e22)
repr(1e16)
repr(9999999999999998.0)
repr(123456789.123)
repr(1e-5)
repr(0.0001)
repr(-0.0)
repr(5e-324)
repr(1.7976931348623157e308)
repr(2.0**-1022)
repr(2.0**100)
repr(9007199254740993.0)
repr(0.1+0.2)
str(1j)
str(-1j)
str(1-0j)
str(-0-1j)
str(complex(-0.0,-0.0))
str(complex(1e100,-1e-100))
str(complex(inf,nan))
str(complex(nan,-inf))
hex(255)
hex(-2**70)
bin(-5)
oct(8)
hex(1.5)
bin(Index(5))
5 .real
5 .imag
5 .numerator
5 .denominator
True.real
type(True.real)
sum([0.1]*10)
sum([1,2.5,2**70])
sum([1e308,1e308])
isinstance(True,int)
float.__doc__ is None
(5).__format__('')
(5).__format__(5)
(1.5).__format__('.3f')
'%d' % 2**70
'%x' % -255
'%.3f' % 2.5
'%5.1e|%g|%G' % (12345.678, 1e-10, 1e20)
'%d' % 1.9
'%s' % 10**30
f'{2**70:,}'
f'{-1234567.891:_.2f}'
f'{1e10:g} {123456.0:g} {1234567.0:g} {0.0001:g} {0.00001:g}'
f'{1.5:%}'
f'{1+2j:.1f}'
f'{3.14159:10.2f}|{3.14159:<10.2f}|{3.14159:^10.2f}|{3.14159:+010.2f}'
""".strip().split("\n"):
    show(text)
