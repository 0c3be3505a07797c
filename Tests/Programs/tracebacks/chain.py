class Odd(Exception):
    pass

def first():
    raise ValueError("first\nsecond line")

def second():
    try:
        first()
    except ValueError as error:
        error.add_note("a note\nin two lines")
        raise KeyError("key") from error

def third():
    try:
        second()
    except KeyError:
        raise Odd()

third()
