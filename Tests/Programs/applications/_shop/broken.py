import sys
z = 1 / 0
