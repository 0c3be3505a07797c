def compute():
    counter = 1
    return countre

compute()
