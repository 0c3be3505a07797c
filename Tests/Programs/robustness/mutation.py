# Arguments that change what is being changed.
def kind(action):
    try:
        action()
    except BaseException as error:
        print(type(error).__name__)
    else:
        print('ok')


l = [3, 1, 2] * 10
kind(lambda: l.sort(key=lambda x: l.clear() or x))
l = [3, 1, 2] * 10
class C:
    def __lt__(s, o): l.append(1); return True
l = [C() for _ in range(20)]
kind(lambda: l.sort())

b = bytearray(b'abcdef' * 10)
class I:
    def __index__(s): b.clear(); return 1
kind(lambda: b.__setitem__(5, I())); b = bytearray(b'abcdef' * 10)
kind(lambda: b.__setitem__(slice(I(), 50), b'xyz')); b = bytearray(b'abcdef' * 10)
kind(lambda: b.__delitem__(slice(I(), 50, 2))); b = bytearray(b'abcdef' * 10)
kind(lambda: b.insert(I(), I())); b = bytearray(b'abcdef' * 10)
kind(lambda: b.pop(I())); b = bytearray(b'abc' * 100)
kind(lambda: b.extend([I(), I()])); b = bytearray(b'abc' * 100)
kind(lambda: b.find(b'c', I(), 200)); b = bytearray(b'abc' * 100); m = memoryview(b)
kind(lambda: m.__setitem__(3, I()))

l = list(range(100))
class I:
    def __index__(s): l.clear(); return 1
kind(lambda: l[I()]); l = list(range(100)); kind(lambda: l.__setitem__(slice(I(), 90), [1])); l = list(range(100)); kind(lambda: l.__setitem__(slice(I(), 90, 2), [1]*45)); l = list(range(100)); kind(lambda: l.__delitem__(slice(I(), 90, 3))); l = list(range(100)); kind(lambda: l.insert(I(), 1)); kind(lambda: l * I()); l = list(range(100)); kind(lambda: l[I():50])
class It:
    def __iter__(s): l.clear(); return iter([1,2,3])
    def __length_hint__(s): return 10**9
l = list(range(100)); kind(lambda: l.__setitem__(slice(0, 90), It())); l = list(range(100)); kind(lambda: l.extend(It()))

