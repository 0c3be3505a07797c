"""Writes Execution/Instructions/Handlers+Generated.swift: a C entry point for each handler. Run it from the project's root."""
import re,glob
names=[]
for f in sorted(glob.glob('Sources/KraitRuntime/Execution/Instructions/*.swift')):
    if 'Generated' in f: continue
    s=open(f).read()
    for m in re.finditer(r"^(@inline\(__always\)|@inline\(never\))?\s*\n?(private )?func (\w+)\(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread\) -> Outcome",s,re.M):
        if m.group(2): continue
        if m.group(3) in('binarySlow','safePoint'): continue
        names.append(m.group(3))
    for m in re.finditer(r"^@inline\(__always\) func (\w+)\(_ pc: PC, _ r: Registers, _ k: Registers, _ t: Thread\) -> Outcome",s,re.M):
        if m.group(1) not in names: names.append(m.group(1))
out="// One entry point for each handler beside this file, by Utilities/generate_handlers.py.\n//\n// C function pointers take no Swift types: each handler has an entry point with raw pointers, into which it is inlined.\n\n"
for n in sorted(set(names)):
    out+=f"""@c func krait_{n}(_ pc: UnsafeMutableRawPointer, _ r: UnsafeMutableRawPointer, _ k: UnsafeMutableRawPointer, _ t: UnsafeMutableRawPointer) -> UInt64 {{
    {n}(pc.assumingMemoryBound(to: Instruction.self), r.assumingMemoryBound(to: Value.self), k.assumingMemoryBound(to: Value.self), t.assumingMemoryBound(to: ThreadState.self))
}}
"""
out+="\n/// The name of a handler, for listings of register code.\nfunc handlerName(_ handler: Handler) -> StaticString {\n    let address = unsafeBitCast(handler, to: UInt.self)\n    for (entry, name) in handlerNames where unsafeBitCast(entry, to: UInt.self) == address { return name }\n    return \"?\"\n}\n\nprivate let handlerNames: [(Handler, StaticString)] = [\n"
for n in sorted(set(names)): out+=f'    (krait_{n}, "{n}"),\n'
out+="]\n"
open('Sources/KraitRuntime/Execution/Instructions/Handlers+Generated.swift','w').write(out)
print(len(set(names)))
