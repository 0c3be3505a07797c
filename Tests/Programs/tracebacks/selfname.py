class Thing:
    def __init__(self):
        self.colour = 1
    def show(self):
        return colour
Thing().show()
