from _circular1 import a
