"""Records what CPython 3.13 says about its opcodes. Run with that CPython:

    python3.13 record_opcodes.py > opcodes.txt

A line for each opcode: number, name, cache units, flags, then for each of ARGUMENTS the items popped and pushed (from CPython's header), then
for each of them the stack effect with jump=True, False and None (from dis). `-` where CPython has no answer.
"""

import _opcode
import opcode
import pathlib
import re
import sysconfig

ARGUMENTS = [0, 1, 2, 3, 4, 5, 7, 8, 255, 256, 0x1234, 0x12345, 2**30]

header = (pathlib.Path(sysconfig.get_path("include")) / "internal/pycore_opcode_metadata.h").read_text()


def counts(function):
    body = header[header.index("int " + function + "(int opcode, int oparg)  {"):]
    body = body[:body.index("default:")]
    found = {}
    for name, expression in re.findall(r"case (\w+):\s+return ([^;]+);", body):
        expression = re.sub(r"\(\(oparg == 3\) \? 1 : 0\)", "(1 if oparg == 3 else 0)", expression)
        found[name] = eval("lambda oparg: " + expression)
    return found


popped, pushed = counts("_PyOpcode_num_popped"), counts("_PyOpcode_num_pushed")
flags = {
    name: [flag.removeprefix("HAS_").removesuffix("_FLAG") for flag in text.split(" | ") if flag != "0"]
    for name, text in re.findall(r"\[(\w+)\] = \{ true, [\w-]+, ([\w |]+) \}", header)
}
for name, number in sorted((opcode.opmap | opcode._specialized_opmap).items(), key=lambda item: item[1]):
    general = next((base for base, forms in opcode._specializations.items() if name in forms), name)

    def effect(argument, jump):
        try:
            return _opcode.stack_effect(number, argument, jump=jump)
        except ValueError:
            return "-"

    print(
        number, name, opcode._inline_cache_entries.get(general, 0), ",".join(flags.get(name, [])) or "-",
        " ".join(f"{popped[name](a)}:{pushed[name](a)}" if name in popped else "-" for a in ARGUMENTS),
        " ".join(f"{effect(a, True)}:{effect(a, False)}:{effect(a, None)}" for a in ARGUMENTS))
