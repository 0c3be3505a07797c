"""Collections of about 1 GiB of live objects, then of as much garbage, for several kinds of heaps: seconds of processor time.

    for kind in records instances tuples dicts shuffled scattered linked strings; do krait live_heap.py $kind 1024; done
"""
import gc
import sys
import time


class Node:
    def __init__(self, key, next):
        self.key = key
        self.next = next


def records(size):
    """Instances, dicts, lists, tuples and strings that refer to each other: about 450 bytes a turn."""
    rows = []
    for i in range(size // 450):
        row = (i, str(i), float(i))
        rows.append(Node({"id": i, "row": row, "tags": [i, row]}, rows[i // 2] if rows else None))
    return rows


def instances(size):
    return [Node(i, None) for i in range(size // 56)]


def tuples(size):
    return [(i, (i,)) for i in range(size // 72)]


def dicts(size):
    return [{"a": i, "b": i, "c": i} for i in range(size // 260)]


def shuffled(size):
    """Each refers to one that lies anywhere: a cache miss for each object."""
    nodes = [Node(i, None) for i in range(size // 56)]
    place, count = 1, len(nodes)
    for node in nodes:
        place = (place * 1103515245 + 12345) % count
        node.next = nodes[place]
    return nodes


def scattered(size):
    """Lists of references to three that lie anywhere, found in an order that is not the one in memory."""
    lists = [[i, None, None, None] for i in range(size // 104)]
    place, count = 1, len(lists)
    for item in lists:
        for index in range(1, 4):
            place = (place * 1103515245 + 12345) % count
            item[index] = lists[place]
    # Two small primes: neighbours end far from each other.
    return [lists[i * 7919 % count] for i in range(count)] if count % 7919 else lists


def linked(size):
    """A list of 20 million links has no width: the mark stack never holds more than one."""
    node = None
    for i in range(size // 48):
        node = Node(i, node)
    return node


def strings(size):
    return [str(i) * 5 for i in range(size // 104)]


def measure(name, action):
    start = time.process_time()
    result = action()
    print(f"{name:12}{time.process_time() - start:8.3f} s", flush=True)
    return result


kind = sys.argv[1] if len(sys.argv) > 1 else "records"
size = (int(sys.argv[2]) if len(sys.argv) > 2 else 1024) << 20
gc.disable()
live = measure("build", lambda: globals()[kind](size))
for _ in range(3):
    measure("collect", gc.collect)
live = None
measure("garbage", gc.collect)
measure("again", gc.collect)
