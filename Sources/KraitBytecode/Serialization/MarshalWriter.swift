/// Writes one object as CPython 3.13 would after compiling it.
///
/// CPython writes a reference where the same *object* occurs again, and sets the flag that gives a number to every object which anything else refers
/// to. Its compiler shares equal constants, names and tables within a module, so objects are told apart here by value:
///
/// - every different value is a *node*, found through a hash table. A node is written where it occurs first; later a reference stands for it.
///   NaNs are never the same, and code objects are told apart by identity.
/// - always numbered: interned strings (names, and constants that look like names), ints from -5 to 256, empty and one-byte bytes, the empty
///   tuple, items of a frozenset (all of them are shared by more than their container), and `co_code`, which is made anew for each code object.
/// - other objects are numbered only if they occur again. That is known at the end, so type bytes and references are patched then.
struct MarshalWriter {
    private var output: [UInt8] = []
    private var nodes: [Node] = []
    /// Items of tuples and frozensets: a node's `children` are a range of this. Its value is an empty container then.
    private var children: [Int32] = []
    /// Open addressing: node number + 1, 0 where free. The count is a power of two.
    private var table: [Int32] = Array(repeating: 0, count: 1024)
    /// Node numbers in the order in which they were written; -1 for an object that nothing can refer to.
    private var written: [Int32] = []
    private var references: [(position: Int, node: Int32)] = []
    private var codes: [ObjectIdentifier: Int32] = [:]
    // Stacks of the loops below: nesting takes no native stack.
    private var work: [Work] = []
    private var openContainers: [OpenContainer] = []
    private var items: [Int32] = []
    /// Makes collisions unpredictable; the output does not depend on it.
    private let key = UInt64.random(in: .min ... .max)

    private struct Node {
        var value: Constant
        var hash: UInt32
        var children: Range<Int32> = 0..<0
        /// Where its type byte is in the output; -1 before it is written.
        var position: Int32 = -1
        var isInterned = false
        /// A qualified name that is a constant as well.
        var isClassName = false
        var isNumbered = false
    }

    /// What is still to be written: a node, or what comes after the constants and names of a code object.
    private struct Work {
        var node: Int32
        var depth: Int32
        var isEndOfCode = false
    }

    /// A container whose node is looked for; the nodes of its first `next` constants are the last of `items`.
    private struct OpenContainer {
        var constants: [Constant]
        var isFrozenSet: Bool
        var next = 0
    }

    private static let tooDeep = MarshalError(.valueError, "object too deeply nested to marshal")

    // MARK: - Writing

    mutating func write(_ constant: Constant) throws(MarshalError) {
        let root = try node(for: constant)
        nodes[Int(root)].isNumbered = true  // Whoever has it written holds it.
        work.append(Work(node: root, depth: 1))
        while let next = work.popLast() {
            if next.isEndOfCode {
                if case .code(let code) = nodes[Int(next.node)].value { putEnd(of: code) }
            } else {
                try put(next)
            }
        }
    }

    mutating func finish() -> [UInt8] {
        var numbers = [Int32](repeating: -1, count: nodes.count)
        var next: Int32 = 0
        for number in written {
            if number < 0 {
                next += 1
                continue
            }
            let node = nodes[Int(number)]
            let position = Int(node.position)
            if node.isInterned { output[position] = interned(output[position]) }
            if node.isNumbered {
                output[position] |= Marshal.referenceFlag
                numbers[Int(number)] = next
                next += 1
            }
        }
        for reference in references { put(numbers[Int(reference.node)], at: reference.position) }
        return output
    }

    private func interned(_ typeCode: UInt8) -> UInt8 {
        switch typeCode {
        case Marshal.TypeCode.shortASCII: Marshal.TypeCode.shortASCIIInterned
        case Marshal.TypeCode.ascii: Marshal.TypeCode.asciiInterned
        default: Marshal.TypeCode.unicodeInterned
        }
    }

    private mutating func put(_ next: Work) throws(MarshalError) {
        let index = Int(next.node)
        guard next.depth <= Marshal.depthLimit else { throw Self.tooDeep }
        guard nodes[index].position < 0 else { return putReference(next.node) }
        switch nodes[index].value {
        case .none: return output.append(Marshal.TypeCode.none)
        case .ellipsis: return output.append(Marshal.TypeCode.ellipsis)
        case .bool(let value): return output.append(value ? Marshal.TypeCode.true : Marshal.TypeCode.false)
        case .tuple:
            begin(next.node)
            let count = nodes[index].children.count
            if let count = UInt8(exactly: count) {
                output.append(Marshal.TypeCode.smallTuple)
                output.append(count)
            } else {
                output.append(Marshal.TypeCode.tuple)
                put(Int32(truncatingIfNeeded: count))
            }
            for child in nodes[index].children.reversed() { work.append(Work(node: children[Int(child)], depth: next.depth + 1)) }
        case .frozenSet:
            begin(next.node)
            output.append(Marshal.TypeCode.frozenSet)
            put(Int32(truncatingIfNeeded: nodes[index].children.count))
            for child in nodes[index].children.reversed() { work.append(Work(node: children[Int(child)], depth: next.depth + 1)) }
        case .code(let code):
            begin(next.node)
            try putStart(of: code, next)
        case let leaf:
            begin(next.node)
            Self.putLeaf(leaf, to: &output)
        }
    }

    private mutating func begin(_ node: Int32) {
        nodes[Int(node)].position = Int32(truncatingIfNeeded: output.count)
        written.append(node)
    }

    private mutating func putReference(_ node: Int32) {
        nodes[Int(node)].isNumbered = true
        output.append(Marshal.TypeCode.reference)
        references.append((output.count, node))
        put(0 as Int32)
    }

    /// A leaf, or a reference to it.
    private mutating func putLeaf(_ node: Int32) {
        guard nodes[Int(node)].position < 0 else { return putReference(node) }
        begin(node)
        Self.putLeaf(nodes[Int(node)].value, to: &output)
    }

    private mutating func putStart(of code: CodeObject, _ at: Work) throws(MarshalError) {
        output.append(Marshal.TypeCode.code)
        put(Int32(truncatingIfNeeded: code.fields.argumentCount))
        put(Int32(truncatingIfNeeded: code.fields.positionalOnlyArgumentCount))
        put(Int32(truncatingIfNeeded: code.fields.keywordOnlyArgumentCount))
        put(Int32(truncatingIfNeeded: code.fields.stackSize))
        put(Int32(bitPattern: code.fields.flags.rawValue))
        written.append(-1)
        putBytes(code.fields.code, flag: Marshal.referenceFlag)
        work.append(Work(node: at.node, depth: at.depth, isEndOfCode: true))
        work.append(Work(node: node(forNames: code.fields.localsPlusNames), depth: at.depth + 1))
        work.append(Work(node: node(forNames: code.fields.names), depth: at.depth + 1))
        work.append(Work(node: try node(forConstantsOf: code), depth: at.depth + 1))
    }

    private mutating func putEnd(of code: CodeObject) {
        // Not shared, unless empty.
        let kinds = code.fields.localKinds.map(\.rawValue)
        if kinds.isEmpty { putLeaf(node(forBytes: kinds)) } else { putBytes(kinds, flag: 0) }
        putLeaf(node(forName: code.fields.filename))
        putLeaf(node(forName: code.fields.name))
        putLeaf(node(forName: code.fields.qualifiedName))
        put(Int32(truncatingIfNeeded: code.fields.firstLine))
        putLeaf(node(forBytes: code.fields.lineTable))
        putLeaf(node(forBytes: code.fields.exceptionTable))
    }

    // MARK: - Nodes

    private mutating func node(for constant: Constant) throws(MarshalError) -> Int32 {
        switch constant {
        case .tuple(let constants): return try node(forItems: constants, isFrozenSet: false)
        case .frozenSet(let constants): return try node(forItems: constants, isFrozenSet: true)
        default: return node(forLeaf: constant)
        }
    }

    private mutating func node(forItems constants: [Constant], isFrozenSet: Bool) throws(MarshalError) -> Int32 {
        openContainers.append(OpenContainer(constants: constants, isFrozenSet: isFrozenSet))
        while let last = openContainers.indices.last {
            let next = openContainers[last].next
            if next < openContainers[last].constants.count {
                openContainers[last].next = next + 1
                switch openContainers[last].constants[next] {
                case .tuple(let inner): openContainers.append(OpenContainer(constants: inner, isFrozenSet: false))
                case .frozenSet(let inner): openContainers.append(OpenContainer(constants: inner, isFrozenSet: true))
                case let leaf: items.append(node(forLeaf: leaf))
                }
                guard openContainers.count <= Marshal.depthLimit else { throw Self.tooDeep }
            } else {
                let isFrozenSet = openContainers.removeLast().isFrozenSet
                let numbers = Array(items[(items.count - next)...])
                items.removeLast(next)
                items.append(
                    isFrozenSet
                        ? node(forFrozenSet: numbers) : container(.tuple([]), numbers, seed: Hash.tuple, isNumbered: numbers.isEmpty))
            }
        }
        return items.removeLast()
    }

    private mutating func node(forLeaf constant: Constant) -> Int32 {
        switch constant {
        case .string(let string): return node(forString: string)
        case .bytes(let bytes): return node(forBytes: bytes)
        case .code(let code):
            // Equal code objects are one object only if the compiler made them so: it compares less than all fields.
            if let known = codes[ObjectIdentifier(code)] { return known }
            let number = add(Node(value: constant, hash: 0))
            codes[ObjectIdentifier(code)] = number
            return number
        case .int(let value):
            let small = Int64(exactly: value)
            let seed = key ^ Hash.int
            let hash = small.map { Hash.mix(seed, UInt64(bitPattern: $0)) }
                ?? value.magnitude.words.reduce(value.signum() < 0 ? ~seed : seed) { Hash.mix($0, UInt64($1)) }
            return find(hash) { node in
                if case .int(let other) = node.value { other == value } else { false }
            } make: { hash in
                Node(value: constant, hash: hash, isNumbered: small.map { -5...256 ~= $0 } ?? false)
            }
        case .float(let value):
            if value.isNaN { return add(Node(value: constant, hash: 0)) }  // Not equal to itself, so never shared.
            return find(Hash.mix(key ^ Hash.float, value.bitPattern)) { $0.value == constant } make: { Node(value: constant, hash: $0) }
        case .complex(let real, let imaginary):
            return find(Hash.mix(Hash.mix(key ^ Hash.complex, real.bitPattern), imaginary.bitPattern)) { $0.value == constant } make: {
                Node(value: constant, hash: $0)
            }
        case .none, .ellipsis, .bool, .tuple, .frozenSet:
            return find(Hash.mix(key ^ Hash.singleton, constant == .none ? 0 : constant == .ellipsis ? 1 : 2)) { $0.value == constant } make: {
                Node(value: constant, hash: $0)
            }
        }
    }

    private mutating func node(forString string: PythonString) -> Int32 {
        if Self.isInternedConstant(string.utf8) { return node(forString: string, isInterned: true) }
        let (_, className) = lookup(Hash.short(Hash.bytes(string.utf8, seed: key ^ Hash.name))) { node in
            if case .string(let other) = node.value { node.isClassName && other.utf8 == string.utf8 } else { false }
        }
        return className ?? node(forString: string, isInterned: false)
    }

    /// A name: interned whatever it looks like. A constant with the same text that does not look like a name is another object.
    private mutating func node(forName name: PythonString) -> Int32 { node(forString: name, isInterned: true) }

    private mutating func node(forString string: PythonString, isInterned: Bool) -> Int32 {
        find(Hash.bytes(string.utf8, seed: key ^ (isInterned ? Hash.name : Hash.string))) { node in
            if case .string(let other) = node.value { node.isInterned == isInterned && other.utf8 == string.utf8 } else { false }
        } make: { hash in
            Node(value: .string(string), hash: hash, isInterned: isInterned, isNumbered: isInterned)
        }
    }

    private mutating func node(forBytes bytes: [UInt8]) -> Int32 {
        find(Hash.bytes(bytes, seed: key ^ Hash.bytes)) { node in
            if case .bytes(let other) = node.value { other == bytes } else { false }
        } make: { hash in
            Node(value: .bytes(bytes), hash: hash, isNumbered: bytes.count <= 1)
        }
    }

    /// The constant that a class body binds to `__qualname__` is the code object's qualified name itself, and equal constants are one with it.
    private mutating func node(forConstantsOf code: CodeObject) throws(MarshalError) -> Int32 {
        var numbers: [Int32] = []
        numbers.reserveCapacity(code.fields.constants.count)
        for item in code.fields.constants {
            if case .string(let string) = item, string == code.fields.qualifiedName {
                let name = node(forName: string)
                nodes[Int(name)].isClassName = true
                numbers.append(name)
            } else {
                numbers.append(try node(for: item))
            }
        }
        return container(.tuple([]), numbers, seed: Hash.tuple, isNumbered: numbers.isEmpty)
    }

    private mutating func node(forNames names: [PythonString]) -> Int32 {
        var numbers: [Int32] = []
        numbers.reserveCapacity(names.count)
        for name in names { numbers.append(node(forName: name)) }
        return container(.tuple([]), numbers, seed: Hash.tuple, isNumbered: numbers.isEmpty)
    }

    /// CPython sorts the items by what each would be if marshalled alone, so that a file does not depend on hashes.
    private mutating func node(forFrozenSet numbers: [Int32]) -> Int32 {
        var keyed = numbers.map { (key: sortKey($0), number: $0) }
        keyed.sort { $0.key.lexicographicallyPrecedes($1.key) }
        for item in keyed { nodes[Int(item.number)].isNumbered = true }
        return container(.frozenSet([]), keyed.map(\.number), seed: Hash.frozenSet, isNumbered: false)
    }

    /// A node marshalled alone, numbered itself, its items where that is known. A code object, which no compiled frozenset holds, is its name.
    private func sortKey(_ root: Int32) -> [UInt8] {
        var key: [UInt8] = []
        var numbered: [Int32: Int32] = [:]
        var pending = [root]
        while let number = pending.popLast() {
            let node = nodes[Int(number)]
            if let reference = numbered[number] {
                key.append(Marshal.TypeCode.reference)
                Self.put(reference, to: &key)
                continue
            }
            let start = key.count
            var canBeNumbered = true
            switch node.value {
            case .none: key.append(Marshal.TypeCode.none)
            case .ellipsis: key.append(Marshal.TypeCode.ellipsis)
            case .bool(let value): key.append(value ? Marshal.TypeCode.true : Marshal.TypeCode.false)
            case .tuple where node.children.count < 256:
                key.append(Marshal.TypeCode.smallTuple)
                key.append(UInt8(truncatingIfNeeded: node.children.count))
            case .tuple:
                key.append(Marshal.TypeCode.tuple)
                Self.put(Int32(truncatingIfNeeded: node.children.count), to: &key)
            case .frozenSet:
                key.append(Marshal.TypeCode.frozenSet)
                Self.put(Int32(truncatingIfNeeded: node.children.count), to: &key)
            case .code(let code):
                key.append(Marshal.TypeCode.code)
                key.append(contentsOf: code.fields.qualifiedName.utf8)
            default: Self.putLeaf(node.value, to: &key)
            }
            switch node.value {
            case .none, .ellipsis, .bool: canBeNumbered = false
            default: break
            }
            if node.isInterned { key[start] = interned(key[start]) }
            if canBeNumbered, node.isNumbered || number == root {
                key[start] |= Marshal.referenceFlag
                numbered[number] = Int32(truncatingIfNeeded: numbered.count)
            }
            for child in node.children.reversed() { pending.append(children[Int(child)]) }
        }
        return key
    }

    /// A node for a tuple or frozenset, `empty` being one without items.
    private mutating func container(_ empty: Constant, _ numbers: [Int32], seed: UInt64, isNumbered: Bool) -> Int32 {
        var long = key ^ seed
        for number in numbers { long = Hash.mix(long, UInt64(UInt32(bitPattern: number))) }
        let hash = Hash.short(long)
        let (slot, known) = lookup(hash) { node in
            node.children.count == numbers.count && node.value == empty
                && zip(node.children, numbers).allSatisfy { children[Int($0)] == $1 }
        }
        if let known { return known }
        let start = Int32(truncatingIfNeeded: children.count)
        children.append(contentsOf: numbers)
        return insert(
            Node(value: empty, hash: hash, children: start..<Int32(truncatingIfNeeded: children.count), isNumbered: isNumbered), at: slot)
    }

    @inline(__always)
    private mutating func find(_ hash: UInt64, _ matches: (Node) -> Bool, make: (UInt32) -> Node) -> Int32 {
        let short = Hash.short(hash)
        let (slot, known) = lookup(short, matches)
        return known ?? insert(make(short), at: slot)
    }

    @inline(__always)
    private func lookup(_ hash: UInt32, _ matches: (Node) -> Bool) -> (slot: Int, number: Int32?) {
        let mask = table.count - 1
        var slot = Int(hash) & mask
        while table[slot] != 0 {
            let number = table[slot] - 1
            if nodes[Int(number)].hash == hash, matches(nodes[Int(number)]) { return (slot, number) }
            slot = (slot + 1) & mask
        }
        return (slot, nil)
    }

    private mutating func insert(_ node: Node, at slot: Int) -> Int32 {
        let number = add(node)
        table[slot] = number + 1
        if nodes.count * 2 > table.count { grow() }
        return number
    }

    private mutating func add(_ node: Node) -> Int32 {
        nodes.append(node)
        return Int32(truncatingIfNeeded: nodes.count - 1)
    }

    private mutating func grow() {
        let old = table
        table = Array(repeating: 0, count: old.count * 4)
        let mask = table.count - 1
        for entry in old where entry != 0 {
            var slot = Int(nodes[Int(entry - 1)].hash) & mask
            while table[slot] != 0 { slot = (slot + 1) & mask }
            table[slot] = entry
        }
    }

    /// Whether CPython interns a constant: when it could be a name, and all strings of one Latin-1 character.
    private static func isInternedConstant(_ utf8: [UInt8]) -> Bool {
        if utf8.count == 1 || (utf8.count == 2 && 0xC2...0xC3 ~= utf8[0]) { return true }
        return utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    // MARK: - Bytes

    private static func putLeaf(_ value: Constant, to output: inout [UInt8]) {
        switch value {
        case .int(let value): putInt(value, to: &output)
        case .float(let value):
            output.append(Marshal.TypeCode.float)
            put(value.bitPattern, to: &output)
        case .complex(let real, let imaginary):
            output.append(Marshal.TypeCode.complex)
            put(real.bitPattern, to: &output)
            put(imaginary.bitPattern, to: &output)
        case .string(let string):
            if !string.isASCII {
                output.append(Marshal.TypeCode.unicode)
                put(Int32(truncatingIfNeeded: string.utf8.count), to: &output)
            } else if let count = UInt8(exactly: string.utf8.count) {
                output.append(Marshal.TypeCode.shortASCII)
                output.append(count)
            } else {
                output.append(Marshal.TypeCode.ascii)
                put(Int32(truncatingIfNeeded: string.utf8.count), to: &output)
            }
            output.append(contentsOf: string.utf8)
        case .bytes(let bytes):
            output.append(Marshal.TypeCode.bytes)
            put(Int32(truncatingIfNeeded: bytes.count), to: &output)
            output.append(contentsOf: bytes)
        case .none, .ellipsis, .bool, .tuple, .frozenSet, .code: break  // `put` writes these.
        }
    }

    private static func putInt(_ value: BigInt, to output: inout [UInt8]) {
        if let small = Int32(exactly: value) {
            output.append(Marshal.TypeCode.int)
            return put(small, to: &output)
        }
        output.append(Marshal.TypeCode.long)
        let bits = value.magnitude.bitWidth
        let count = Int32(truncatingIfNeeded: (bits + 14) / 15)
        put(value.sign == .minus ? -count : count, to: &output)
        var pending: UInt = 0
        var filled: UInt = 0
        var digits = 0
        // Digits of 15 bits do not line up with words: what is left of one word is the low part of the next digit.
        for word in value.magnitude.words {
            var rest = word
            var available = UInt(UInt.bitWidth)
            while available > 0 {
                let taken = min(15 - filled, available)
                pending |= (rest & ((1 << taken) - 1)) << filled
                rest >>= taken
                available -= taken
                filled += taken
                if filled == 15, digits < count {
                    put(UInt16(truncatingIfNeeded: pending), to: &output)
                    digits += 1
                    pending = 0
                    filled = 0
                }
                if digits == count { return }
            }
        }
        if digits < count { put(UInt16(truncatingIfNeeded: pending), to: &output) }
    }

    private mutating func putBytes(_ bytes: [UInt8], flag: UInt8) {
        output.append(Marshal.TypeCode.bytes | flag)
        put(Int32(truncatingIfNeeded: bytes.count))
        output.append(contentsOf: bytes)
    }

    private mutating func put(_ value: Int32) { Self.put(value, to: &output) }

    @inline(__always)
    private static func put<Number: FixedWidthInteger>(_ value: Number, to output: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { output.append(contentsOf: $0) }
    }

    private mutating func put(_ value: Int32, at position: Int) {
        withUnsafeBytes(of: value.littleEndian) { bytes in
            for index in 0..<4 { output[position + index] = bytes[index] }
        }
    }
}

/// A quick hash for the writer's table. The numbers keep kinds of objects apart.
private enum Hash {
    static let string: UInt64 = 1
    static let bytes: UInt64 = 2
    static let int: UInt64 = 3
    static let float: UInt64 = 4
    static let complex: UInt64 = 5
    static let tuple: UInt64 = 6
    static let frozenSet: UInt64 = 9
    static let singleton: UInt64 = 7
    static let name: UInt64 = 8

    @inline(__always)
    static func mix(_ hash: UInt64, _ value: UInt64) -> UInt64 {
        let (high, low) = (hash ^ value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return high ^ low ^ (hash << 1)
    }

    /// The part of a hash that a node keeps.
    static func short(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }

    @inline(__always)
    static func bytes(_ bytes: [UInt8], seed: UInt64) -> UInt64 {
        bytes.withUnsafeBytes { buffer in
            var hash = mix(seed, UInt64(truncatingIfNeeded: buffer.count))
            var index = 0
            while index + 8 <= buffer.count {
                hash = mix(hash, buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            var rest: UInt64 = 0
            while index < buffer.count {
                rest = rest << 8 | UInt64(buffer[index])
                index += 1
            }
            return mix(hash, rest)
        }
    }
}
