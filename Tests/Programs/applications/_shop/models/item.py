class Item:
    def __init__(self, name, price): self.name, self.price = name, price
    def __repr__(self): return f'<{self.name} {self.price:.2f}>'
