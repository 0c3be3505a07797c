"""A bank simulation with events, observers, enum-like classes, a random generator of our own and reports."""
import sys
class Random:
    def __init__(self, seed): self.state = seed
    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFF_FFFF_FFFF_FFFF
        return self.state >> 33
    def below(self, n): return self.next() % n
    def choice(self, seq): return seq[self.below(len(seq))]
    def shuffle(self, a):
        for i in range(len(a) - 1, 0, -1):
            j = self.below(i + 1); a[i], a[j] = a[j], a[i]
class EnumMeta(type):
    def __new__(m, name, bases, ns):
        members = {k: v for k, v in ns.items() if not k.startswith('_') and not callable(v) and not isinstance(v, (property, classmethod, staticmethod))}
        cls = super().__new__(m, name, bases, {k: v for k, v in ns.items() if k not in members})
        cls._members = {}
        for k, v in members.items():
            o = object.__new__(cls); o.name, o.value = k, v
            cls._members[k] = o; type.__setattr__(cls, k, o)
        return cls
    def __iter__(cls): yield from cls._members.values()
    def __len__(cls): return len(cls._members)
    def __getitem__(cls, n): return cls._members[n]
    def __call__(cls, value):
        for m in cls:
            if m.value == value: return m
        raise ValueError(f'{value!r} is not a valid {cls.__name__}')
    def __setattr__(cls, k, v):
        if k in getattr(cls, '_members', ()): raise AttributeError(f'cannot reassign member {k!r}')
        super().__setattr__(k, v)
class Enum(metaclass=EnumMeta):
    def __repr__(self): return f'<{type(self).__name__}.{self.name}: {self.value!r}>'
    def __hash__(self): return hash(self.name)
class Kind(Enum):
    DEPOSIT = 1
    WITHDRAW = 2
    TRANSFER = 3
    @property
    def sign(self): return -1 if self is not Kind.DEPOSIT else 1
class InsufficientFunds(Exception):
    def __init__(self, account, amount):
        self.account, self.amount = account, amount
        super().__init__(f'{account.owner} has {account.balance:,.2f}, needs {amount:,.2f}')
    def __reduce__(self): return type(self), (self.account, self.amount)
class Account:
    _next = iter(range(1000, 10**9, 7)).__next__
    def __init__(self, owner, balance=0.0): self.owner, self.balance, self.number, self.log = owner, balance, Account._next(), []
    def __lt__(self, o): return (self.balance, self.owner) < (o.balance, o.owner)
    def __str__(self): return f'{self.owner:<8}{self.balance:>12,.2f}'
    def apply(self, kind, amount):
        match kind:
            case Kind.DEPOSIT: self.balance += amount
            case Kind.WITHDRAW if amount > self.balance: raise InsufficientFunds(self, amount)
            case Kind.WITHDRAW: self.balance -= amount
            case _: raise NotImplementedError(kind)
        self.log.append((kind, amount))
class Bank:
    def __init__(self): self.accounts, self.observers, self.failed = {}, [], []
    def observe(self, f): self.observers.append(f); return f
    def __getitem__(self, owner): return self.accounts.setdefault(owner, Account(owner))
    def do(self, kind, *args):
        try:
            if kind is Kind.TRANSFER:
                a, b, amount = args
                self[a].apply(Kind.WITHDRAW, amount); self[b].apply(Kind.DEPOSIT, amount)
            else: self[args[0]].apply(kind, args[1])
        except InsufficientFunds as e: self.failed.append(e)
        else:
            for o in self.observers: o(kind, *args)
bank, random = Bank(), Random(42)
stats = {k: [0, 0.0] for k in Kind}
@bank.observe
def count(kind, *args, _s=stats): _s[kind][0] += 1; _s[kind][1] += args[-1]
@bank.observe
def big(kind, *args):
    if args[-1] > 985: print('big', kind, *args)
names = ['ada', 'bob', 'cyd', 'dee', 'eve']
for _ in range(2000):
    kind = random.choice(list(Kind)); amount = random.below(100000) / 100
    if kind is Kind.TRANSFER: bank.do(kind, *(random.choice(names) for _ in 'ab'), amount)
    else: bank.do(kind, random.choice(names), amount)
print(*sorted(bank.accounts.values(), reverse=True), sep='\n')
print(stats, len(bank.failed), bank.failed[0], bank.failed[-1], sep='\n')
print({k.name: f'{n}/{total:.1f}' for k, (n, total) in stats.items()}, Kind(2), Kind['TRANSFER'].sign, len(Kind), sum(len(a.log) for a in bank.accounts.values()))
deck = list(range(20)); random.shuffle(deck); print(deck)
for f in (lambda: Kind(9), lambda: setattr(Kind, 'DEPOSIT', 3), lambda: Kind['NO'], lambda: bank['ada'].apply('x', 1)):
    try: f()
    except Exception as e: print(type(e).__name__, e)
sys.exit(len(bank.failed) % 256)
