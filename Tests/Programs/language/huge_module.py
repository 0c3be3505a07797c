# The body of a module with more names than there are inline caches.
code = compile("x = y\ny = x\nz = x\n" * 12000 + "x += 1\n", "<huge>", "exec")
namespace = {"y": 1}
for _ in range(3):
    exec(code, namespace)
    print(namespace["x"], namespace["y"], namespace["z"])
