# Where names are looked up, and instructions that few programs need.
import math

# Annotations of a module, of classes and of functions.
count: int = 3
undefined: "nothing"
(parenthesized): str = "no annotation kept"
print(__annotations__)


class Annotated:
    x: int
    y: list[int] = []
    if count:
        z: "later" = 1


print(Annotated.__annotations__, Annotated.z)


# Globals come and go.
def make_global(value):
    global created
    created = value


def delete_global():
    global created
    del created


make_global(5)
print(created)
delete_global()
for attempt in range(2):
    try:
        created
    except NameError as error:
        print("NameError:", error)
    try:
        delete_global()
    except NameError as error:
        print("NameError:", error)


# Cells come and go.
def cells():
    value = 1

    def read():
        return value

    print(read())
    del value
    try:
        read()
    except NameError as error:
        print("NameError:", error)
    try:
        del value
    except UnboundLocalError as error:
        print("UnboundLocalError:", error)
    value = 2
    print(read())

    def delete():
        nonlocal value
        del value

    delete()
    try:
        delete()
    except NameError as error:
        print("NameError:", error)


cells()

# Class bodies see their own names, then those around them.
outer = "global"


def enclosing():
    outer = "enclosing"
    other = "other"

    class Inner:
        seen = outer
        outer = "own"
        seen_again = outer
        del outer
        seen_last = outer
        comprehended = [outer + str(i) for i in range(2)]
        first = other

        class Deep:
            got = other

    return Inner


Inner = enclosing()
print(Inner.seen, Inner.seen_again, Inner.seen_last, Inner.comprehended, Inner.first, Inner.Deep.got)


class Scopes:
    outer = "class"
    math = math

    def generic[T: (outer, math)](self, x: T) -> T:
        return x

    type Alias[U: outer] = dict[U, outer]
    type Plain = outer


print(Scopes.generic.__type_params__[0].__constraints__[0], Scopes.Alias.__value__, Scopes.Alias.__type_params__[0].__bound__, Scopes.Plain.__value__)


def around():
    hidden = "hidden"

    class Owner:
        visible = "visible"
        type Both[T: (hidden, visible)] = (hidden, visible, T)

        def method[T: hidden](self): ...

    return Owner


owner = around()
print(owner.Both.__value__[:2], owner.Both.__type_params__[0].__constraints__, owner.method.__type_params__[0].__bound__)


class Namespace(dict):
    def __missing__(self, key):
        if key.startswith("magic"):
            return "conjured " + key
        raise KeyError(key)


class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases):
        return Namespace()


class Conjured(metaclass=Meta):
    found = magic_name
    type Late[T: found] = T
    listed = [len for _ in range(1)][0] is len


print(Conjured.found, Conjured.Late.__type_params__[0].__bound__, Conjured.listed)

# not, as a value.
for value in (0, 1, "", "x", [], None, 2.0):
    inverse = not value
    print(inverse, (not inverse) == bool(value), end=" ")
print()


class Truth:
    def __bool__(self):
        raise ValueError("no truth")


try:
    x = not Truth()
except ValueError as error:
    print("ValueError:", error)
