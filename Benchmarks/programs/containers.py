# Building lists, dicts and sets, and looking things up in them.
def run():
    total = 0
    for _ in range(10):
        items = [i for i in range(100_000)]
        for x in items:
            total += x
        table = {i: i for i in items}
        for i in items:
            total += table[i]
        names = {str(i): i for i in range(50_000)}
        for name in names:
            total += names[name]
        members = {i for i in items}
        for i in items:
            if i in members:
                total += 1
    return total


assert run() == 112_499_750_000
