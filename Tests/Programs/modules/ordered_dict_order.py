from collections import OrderedDict as OD

# Against a list of pairs.
state = 3
def number(n):
    global state
    state = (state * 1103515245 + 12345) % 2**31
    return (state >> 8) % n

def find(model, key): return next((i for i, (k, v) in enumerate(model) if k == key), None)
for size, rounds in ((3, 300), (20, 2000), (200, 3000)):
    od, model = OD(), []
    for turn in range(rounds):
        act = number(12)
        key = number(size) if number(3) else str(number(size))
        place = find(model, key)
        if act < 4:
            od[key] = turn
            if place is None: model.append((key, turn))
            else: model[place] = key, turn
        elif act < 7:
            last = bool(number(2))
            try: od.move_to_end(key, last)
            except KeyError as e: assert place is None and e.args == (key,)
            else: model.insert(len(model) - 1 if last else 0, model.pop(place))
        elif act == 7:
            last = bool(number(2))
            if model: assert od.popitem(last) == model.pop(-1 if last else 0)
        elif act == 8:
            assert od.pop(key, None) == (None if place is None else model.pop(place)[1])
        elif act == 9:
            if place is None: od.setdefault(key, turn); model.append((key, turn))
            else: assert od.setdefault(key, turn) == model[place][1]
        elif act == 10:
            if place is not None: del od[key]; del model[place]
        elif turn % 50 == 0:
            od = [od.copy, lambda: OD(od), lambda: od | {}, lambda: OD(list(od.items()))][number(4)]()
        assert len(od) == len(model)
        if turn % 7 == 0:
            assert list(od.items()) == model and list(reversed(od.items())) == model[::-1] and list(od) == [k for k, v in model]
            assert list(od.values()) == [v for k, v in model] and list(reversed(od)) == [k for k, v in model][::-1]
            assert od == OD(model) and dict(od) == dict(model) and all(od[k] == v for k, v in model)
    print(len(od), list(od.items())[:5])
od = OD.fromkeys(range(1000))
for i in range(0, 1000, 3): od.move_to_end(i, last=False)
for i in range(1, 1000, 3): od.move_to_end(i)
print(list(od)[:5], list(od)[-5:], len(od), sum(od))
for i in range(3000): od.move_to_end(i % 10)
for i in range(3000): od.move_to_end(i % 10, False)
print(list(od)[:12], next(reversed(od)), od.popitem(), od.popitem(False))
# A queue of limited length.
od = OD()
for i in range(5000):
    od[i] = i
    if len(od) > 7: od.popitem(last=False)
print(od)
while od: del od[next(iter(od))]
for i in range(100): od[i] = i
while od: del od[next(reversed(od))]
print(od, list(od), list(reversed(od)))
