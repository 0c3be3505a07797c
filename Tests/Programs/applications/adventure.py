"""A text adventure driven by a script, with pickled-like save states by repr/eval, and a command registry built by a metaclass."""
class Command(type):
    table = {}
    def __init__(cls, name, bases, ns, aliases=()):
        super().__init__(name, bases, ns)
        if bases:
            for a in (name.lower(), *aliases): Command.table[a] = cls
    def __new__(m, name, bases, ns, aliases=()): return super().__new__(m, name, bases, ns)
class Base(metaclass=Command):
    def __init__(self, world): self.world = world
    def run(self, *args): raise NotImplementedError(type(self).__name__)
    def __call__(self, *args):
        try: return self.run(*args)
        except TypeError as e: return f'usage error: {str(e).replace(type(self).__name__ + ".", "")}'
class Go(Base, aliases=('g', 'walk')):
    def run(self, direction):
        here = self.world['rooms'][self.world['at']]
        if (to := here['exits'].get(direction[:1])) is None: return f'no way {direction}'
        self.world['at'] = to
        return Look(self.world)()
class Look(Base, aliases='l'):
    def run(self):
        r = self.world['rooms'][self.world['at']]
        return f"{self.world['at']}: {', '.join(sorted(r['items'])) or 'nothing'} (exits {' '.join(sorted(r['exits']))})"
class Take(Base):
    def run(self, *what):
        items = self.world['rooms'][self.world['at']]['items']
        taken = [w for w in what if w in items]
        for w in taken: items.remove(w); self.world['bag'].append(w)
        return f'took {taken}' if taken else 'nothing such'
class Save(Base):
    def run(self): self.world['saved'] = repr({k: v for k, v in self.world.items() if k != 'saved'}); return f"{len(self.world['saved'])} characters"
class Load(Base):
    def run(self): saved = self.world['saved']; self.world.clear(); self.world.update(eval(saved, {'__builtins__': {}})); return 'loaded'
class Dance(Base): pass
world = {'at': 'hall', 'bag': [], 'saved': '', 'rooms': {'hall': {'items': {'lamp', 'key'}, 'exits': {'n': 'attic', 'e': 'yard'}}, 'attic': {'items': set(), 'exits': {'s': 'hall'}}, 'yard': {'items': {'cat'}, 'exits': {'w': 'hall'}}}}
for line in 'look;take lamp sword;save;go north;l;g south;take key;walk east;take cat;bag;load;l;go;go a b;dance;xyzzy'.split(';'):
    verb, *rest = line.split()
    match Command.table.get(verb):
        case None if verb in world: print('>', line, '|', world[verb])
        case None: print('>', line, '| what?')
        case cls:
            try: print('>', line, '|', cls(world)(*rest))
            except NotImplementedError as e: print('>', line, '| not yet:', e)
print(sorted(Command.table), Command.__mro__[1].__name__)
