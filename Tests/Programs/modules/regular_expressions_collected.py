# Small enough for a collection at every allocation.
import _sre
from _patterns import PATTERNS

for arguments in PATTERNS[6:12] + PATTERNS[28:30] + PATTERNS[-3:]:
    pattern = _sre.compile(*arguments)
    for text in ("aabbab", "aab Ää 'x'") if isinstance(pattern.pattern, str) else (b"aab", bytearray(b"xaab")):
        print(pattern.findall(text), pattern.split(text), pattern.sub(lambda m: m.group()[:1], text), [m.regs for m in pattern.finditer(text)])
