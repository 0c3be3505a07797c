import KraitBytecode

// Register code as text: what `krait dis --registers` shows.
//
//     offset in the bytecode | instruction | a b c | cache or flag

/// The register code of a code object and of those among its constants. Malformed code gives the reason why it is refused.
public func registerListing(of code: CodeObject) -> String {
    var parts: [String] = [], pending = [code]
    while let code = pending.popLast() {
        parts.append(ownListing(of: code))
        for case .code(let nested) in code.fields.constants.reversed() { pending.append(nested) }
    }
    return parts.joined(separator: "\n")
}

private func ownListing(of code: CodeObject) -> String {
    func string(_ name: PythonString) -> String { String(decoding: name.utf8, as: UTF8.self) }
    var text = "\(string(code.fields.qualifiedName)), line \(code.fields.firstLine)\n"
    let names = code.fields.localsPlusNames
    if !names.isEmpty { text += "    registers  " + names.enumerated().map { "\($0) \(string($1))" }.joined(separator: ", ") + "\n" }
    do {
        let lowered = try Lowering.lower(code, try ControlFlow(code))
        for (instruction, offset) in zip(lowered.instructions, lowered.bytecodeOffsets) {
            text += padded("\(offset)", 8, right: true) + "  " + padded("\(handlerName(instruction.handler))", 28, right: false)
            let hasCache = instruction.cache != Instruction.noCache && handlersWithCache.contains(unsafeBitCast(instruction.handler, to: UInt.self))
            let last = hasCache ? InlineCache.number(instruction.cache) : instruction.cache.index
            text += [instruction.a.index, instruction.b.index, instruction.c.index, last].map { padded("\($0)", 6, right: true) }.joined() + "\n"
        }
    } catch {
        text += "    refused: \(error)\n"
    }
    return text
}

private func padded(_ text: String, _ width: Int, right: Bool) -> String {
    let space = String(repeating: " ", count: max(0, width - text.utf8.count))
    return right ? space + text : text + space
}
