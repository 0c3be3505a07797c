import KraitBytecode

/// Files that are almost right: half of them broken in their bytes, half well-marshalled with broken code objects.

func mutatedPyc(_ corpus: [[UInt8]], _ random: inout Random) -> [UInt8] {
    let original = random.element(of: corpus, [])
    if random.below(2) == 0, let file = try? PycFile(reading: original, name: "fuzz") {
        let changed = PycFile(mutated(file.code, &random), validation: file.validation)
        if let bytes = try? changed.bytes() { return bytes }
    }
    var bytes = original
    for _ in 0...random.below(4) { mutate(&bytes, corpus, &random) }
    return bytes
}

private func mutate(_ bytes: inout [UInt8], _ corpus: [[UInt8]], _ random: inout Random) {
    // The header is short, and seldom of interest.
    let start = random.below(20) == 0 ? 0 : min(PycFile.headerSize, bytes.count)
    func place(_ random: inout Random) -> Int { start + random.below(bytes.count - start) }
    guard start < bytes.count else { return }
    switch random.below(9) {
    case 0, 1, 2:
        for _ in 0...random.below(8) { bytes[place(&random)] ^= 1 << UInt8(random.below(8)) }
    case 3:
        bytes[place(&random)] = random.element(of: typeCodes, 0) | (random.below(2) == 0 ? 0x80 : 0)
    case 4:
        bytes.removeLast(random.below(bytes.count - start))
    case 5:
        // A length or a reference.
        let number = random.element(of: oddNumbers, 0)
        let at = place(&random)
        for byte in 0..<4 where at + byte < bytes.count {
            bytes[at + byte] = UInt8(truncatingIfNeeded: number >> (8 * UInt32(byte)))
        }
    case 6:
        let other = random.element(of: corpus, [])
        bytes.insert(contentsOf: other[random.range(in: other.count, atMost: 300)], at: place(&random))
    case 7:
        let from = place(&random)
        bytes.removeSubrange(from..<min(bytes.count, from + random.below(40)))
    default:
        // Containers within containers.
        let opening = random.element(of: containers, [])
        var nested: [UInt8] = []
        for _ in 0..<(1 << random.below(13)) { nested += opening }
        bytes.insert(contentsOf: nested, at: place(&random))
    }
}

private func mutated(_ root: CodeObject, _ random: inout Random) -> CodeObject {
    // One of the code objects, found by walking down at random.
    let inner = root.fields.constants.indices.filter { if case .code = root.fields.constants[$0] { true } else { false } }
    if !inner.isEmpty, random.below(3) > 0 {
        let index = inner[random.below(inner.count)]
        if case .code(let code) = root.fields.constants[index] {
            let changed = mutated(code, &random)
            return root.replacing { $0.constants[index] = .code(changed) }
        }
    }
    var fields = root.fields
    for _ in 0...random.below(3) { mutate(&fields, &random) }
    return CodeObject(fields)
}

private func mutate(_ fields: inout CodeObject.Fields, _ random: inout Random) {
    switch random.below(12) {
    case 0, 1, 2, 3:
        // Another opcode, another operand.
        for _ in 0...random.below(4) where !fields.code.isEmpty {
            fields.code[random.below(fields.code.count)] = UInt8(truncatingIfNeeded: random.next())
        }
    case 4:
        let range = random.range(in: fields.code.count, atMost: 20)
        fields.code.insert(contentsOf: Array(fields.code[range]), at: random.below(fields.code.count + 1) & ~1)
    case 5:
        let start = random.below(fields.code.count) & ~1
        fields.code.removeSubrange(start..<min(fields.code.count, start + 2 * random.below(8)))
    case 6:
        mutateTable(&fields.exceptionTable, &random)
    case 7:
        mutateTable(&fields.lineTable, &random)
    case 8:
        fields.stackSize = random.element(of: [0, 1, -1, fields.stackSize - 1, 1 << 20, Int(Int32.max)], 0)
    case 9:
        if !fields.constants.isEmpty {
            fields.constants[random.below(fields.constants.count)] = random.element(of: [.none, .bool(true), .tuple([.none])], .none)
        }
    case 10:
        if !fields.localKinds.isEmpty {
            fields.localKinds[random.below(fields.localKinds.count)] = .init(rawValue: UInt8(truncatingIfNeeded: random.next()))
        }
    default:
        if random.below(2) == 0, !fields.names.isEmpty { fields.names.removeLast() }
        if random.below(2) == 0 { fields.flags = .init(rawValue: UInt32(truncatingIfNeeded: random.next())) }
        if random.below(2) == 0 { fields.argumentCount = random.element(of: [0, 1, 255, -1, Int(Int32.max)], 0) }
    }
}

private func mutateTable(_ table: inout [UInt8], _ random: inout Random) {
    switch random.below(3) {
    case 0:
        for _ in 0...random.below(4) where !table.isEmpty {
            table[random.below(table.count)] = UInt8(truncatingIfNeeded: random.next())
        }
    case 1:
        table.removeLast(random.below(table.count + 1))
    default:
        for _ in 0...random.below(30) { table.append(UInt8(truncatingIfNeeded: random.next())) }
    }
}

private let containers: [[UInt8]] = [[0xA9, 1], [0x28, 1, 0, 0, 0], [0x3E, 1, 0, 0, 0], [0x5B, 1, 0, 0, 0], [0x7B], [0xE3]]
private let typeCodes = Array("0NFTSE.ifgIlyxsturaAzZ()[{c<>R?".utf8)
private let oddNumbers: [UInt32] = [
    0, 1, 0x7F, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0xFFFF_FFFE,
]
