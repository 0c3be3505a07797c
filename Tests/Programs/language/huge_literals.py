# More constants than an operand of 16 bits can name, in a module's body and in a function.
entries = "".join(f"{number}: 'v{number}',\n" for number in range(35000))
rest = """
print(len(table), table[5], table[34999], table.get(35000, "nothing new"))
total = 34000.5 + len(table)
total = total * 2.25 - 34001.5
total += 900001
if total < 123456.75: print("small")
elif total >= 900002: print("large", total)
for a, b in ((900003, 900004), (900005, "a new text")): print(a, b)
class New:
    attribute = "in a class"
    def method(self, default=900006): return default, "in a method"
print(New.attribute, New().method(), New().method(default=900007))
def generator():
    yield 900008
    return "a result"
print(list(generator()), [number * 900009 for number in (1, 2)], f"{total:12.3f} formatted")
try:
    raise ValueError("a new message", 900010)
except (ValueError, KeyError) as error:
    print(error.args)
match total:
    case 900011: print("no")
    case float(): print("a float")
"""
exec(compile("table = {\n" + entries + "}\n" + rest, "<module>", "exec"))
source = "def function():\n    table = {\n" + entries + "}\n" + rest.replace("\n", "\n    ") + "\n    return 'the new end', 900012\n"
exec(compile(source, "<function>", "exec"))
print(function())
exec(compile("def constant():\n    {\n" + entries + "}\n    return 'a new constant'\n", "<constant>", "exec"))
print(constant())
