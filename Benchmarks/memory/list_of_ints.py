items = [i + 1000 for i in range(1_000_000)]
