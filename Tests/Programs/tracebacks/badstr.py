class Bad(Exception):
    def __str__(self):
        raise TypeError
raise Bad(1)
