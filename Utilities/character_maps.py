"""Writes Sources/KraitCompiler/Tokenizer/CharacterMaps.swift from the codecs of the Python that runs this (3.13).

python3.13 Utilities/character_maps.py > Sources/KraitCompiler/Tokenizer/CharacterMaps.swift
"""
import encodings, pkgutil
from encodings.aliases import aliases
inv={}
for a,n in aliases.items(): inv.setdefault(n,[]).append(a)
out=['''// Eight-bit encodings: the code points of bytes 0x80 to 0xFF, four hexadecimal digits each, fffe where there is none.
//
// Written by Utilities/character_maps.py from the codecs of CPython 3.13. Do not edit.

struct CharacterMap: Sendable {
    /// All names, normalized: `encodings` and its aliases.
    var names: [String]
    var upperHalf: StaticString
}

let characterMaps: [CharacterMap] = [''']
for m in sorted(x.name for x in pkgutil.iter_modules(encodings.__path__)):
    try: mod=__import__('encodings.'+m,fromlist=['x'])
    except Exception: continue
    t=getattr(mod,'decoding_table',None)
    if t is None or m=='iso8859_1' or t[:128]!=''.join(map(chr,range(128))): continue
    t=t.ljust(256,'\ufffe')
    names=[m]+sorted(inv.get(m,[]))
    h=''.join('%04x'%ord(c) for c in t[128:])
    assert len(h)==512
    out.append('    CharacterMap(\n        names: ['+', '.join('"%s"'%n for n in names)+'],\n        upperHalf: """')
    out+= ['            '+h[i:i+128]+('\\' if i<384 else '') for i in range(0,512,128)]
    out.append('            """),')
out.append(']')
print('\n'.join(out))
