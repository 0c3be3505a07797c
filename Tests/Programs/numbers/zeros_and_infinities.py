# Divisions of zero by ints of any size, and sums of products that overflow or begin with infinities.
import math

for divisor in 5, -5, 10**30, -(10**30), 2**61, -(2**61), 2**64, -(2**64):
    for zero in 0, False:
        print(divisor, zero / divisor, zero // divisor, zero % divisor)
inf, nan = math.inf, math.nan
for p, q in (
    ([10.1, inf], [20.2, 30.3]), ([10.1, inf], [inf, 30.3]), ([10.1, inf], [inf, inf]), ([10.1, -inf], [inf, inf]), ([10.1, -inf], [inf, -inf]), ([10.1, inf], [inf, 0.0]),
    ([1e308, 1e308], [2.0, 2.0]), ([1e308, -1e308], [2.0, 2.0]), ([1e200, 1.0], [1e200, 1.0]), ([nan, 1.0], [1.0, 1.0]), ([1.0, 2.0, inf, 3.0], [4.0, 5.0, 1.0, 6.0]),
    ([1, 2.0, inf], [3, 4, 5]), ([inf, 1], [1, 2]), ([1e16, 1.0, -1e16], [1.0, 1.0, 1.0]), ([0.1] * 10, [1.0] * 10),
):
    print(p, q, math.sumprod(p, q))
