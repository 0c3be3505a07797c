import time
def t(f,*a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
t(time.sleep,-1); t(time.sleep,"a"); t(time.sleep,float('nan')); t(time.sleep,1e300); t(time.sleep,10**30); t(time.sleep, None); t(time.sleep, -10**30); t(time.sleep)
t(time.gmtime,0); t(time.gmtime,1e300); t(time.gmtime,10**18);t(time.gmtime,10**30); t(time.gmtime,"a"); t(time.gmtime,float('nan')); t(time.gmtime,-1.5); t(time.gmtime, True);t(time.gmtime, 1.5)
t(time.mktime,(1,2)); t(time.mktime,1); t(time.mktime,(10**20,)+(0,)*8); t(time.mktime,('a',)+(0,)*8); t(time.mktime,(2020,1.5,1,0,0,0,0,0,0)); t(time.mktime, (-2**31,)+(1,)*8)
t(time.asctime,(1,2)); t(time.asctime,1); t(time.asctime,(2020,13,1,0,0,0,0,0,0)); t(time.asctime,(2020,0,0,0,0,0,0,0,0)); t(time.asctime,(2020,1,32,0,0,0,0,0,0)); t(time.asctime,(2020,1,1,25,0,0,0,0,0)); t(time.asctime,(2020,1,1,0,60,0,0,0,0)); t(time.asctime,(2020,1,1,0,0,62,0,0,0)); t(time.asctime,(2020,1,1,0,0,0,-2,0,0)); t(time.asctime,(2020,1,1,0,0,0,0,367,0)); t(time.asctime,(12020,1,1,0,0,0,0,0,0)); t(time.asctime,(-5,1,1,0,0,0,0,0,0))
t(time.strftime,"%Y-%m-%d é %H:%M:%S %j %a %A %b %B %p %% %y %Z", time.gmtime(1e9)); t(time.strftime,"", time.gmtime(0)); t(time.strftime,1); t(time.strftime,"a\0b%Y\0",time.gmtime(0)); t(time.strftime,"%",time.gmtime(0)); t(time.strftime,"%Q%",time.gmtime(0)); t(time.strftime,"\udc80%Y\ud800",time.gmtime(0)); t(time.strftime,"%Y",(2**31-1,)+(1,)*8); t(time.strftime,"%Y",(5,)+(1,)*8); t(time.strftime,"%010Y",(5,)+(1,)*8);t(time.strftime,"%Y",(-5,)+(1,)*8)
t(time.ctime,1e300)
s=time.gmtime(0); print(s[:], s.tm_zone, s.tm_gmtoff, len(s), type(s), s==tuple(s), hash(s)==hash(tuple(s)))
t(time.struct_time,(1,2)); t(time.struct_time,range(9)); t(time.struct_time,range(11)); t(time.struct_time,range(12)); t(time.struct_time,1); print(time.struct_time(range(11)).tm_zone, time.struct_time(range(9)).tm_zone)
t(time.get_clock_info,'monotonic'); t(time.get_clock_info,'x'); t(time.get_clock_info,'time');t(time.get_clock_info,'process_time');t(time.get_clock_info,'perf_counter');t(time.get_clock_info,'thread_time')
t(time.clock_gettime, 99); t(time.clock_getres, 1); t(time.clock_gettime_ns,'a'); 

now = 1_600_000_000.75
s = time.localtime(now)
print(time.mktime(s), time.mktime(tuple(s)), time.asctime(s) == time.ctime(now), isinstance(s, tuple))
a = time.monotonic(); time.sleep(0.02); b = time.monotonic()
print(b - a >= 0.02, time.monotonic_ns() // 10**9 >= int(b), abs(time.time() - time.time_ns() / 1e9) < 1)
print(time.perf_counter() <= time.perf_counter(), time.process_time() >= 0, time.thread_time_ns() >= 0, type(time.perf_counter_ns()))
time.sleep(0); time.sleep(False)
print(time.tzname[0] == time.tzname[0], type(time.timezone), time.daylight in (0, 1))
class I:
    def __index__(self): return 5
t(time.gmtime, I())
import bisect
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect_right([], 1), bisect.bisect((1, 5, 9), 6, 1, 3), bisect.bisect_left("abcd", "c"))
t(bisect.bisect, [1], 1, -1); t(bisect.bisect, [1, 2], "a"); t(bisect.bisect, 5, 1); t(bisect.bisect_left, [1, 2], 3, 0, 9); t(bisect.bisect, [3, 2, 1], 2)
l = []
for x in [5, 1, 4, 1, 3]: bisect.insort(l, x)
print(l)
bisect.insort_left(l, -3, key=lambda v: -v); print(l)
bisect.insort_right(l, 4, key=abs); print(l)
print(bisect.bisect(l, 4, key=None), bisect.bisect([(1, 2), (3, 4)], 3, key=lambda p: p[0]), bisect.bisect_left(range(10**15), 12345678901))
class S(list):
    def insert(self, i, x): print("insert", i, x); super().insert(i, x)
s = S([1, 3]); bisect.insort(s, 2); print(s)
