// The order in which a frozenset of CPython gives its elements follows from their hashes. The hashes of strings are keyed with
// a number that is random unless the environment variable PYTHONHASHSEED is set; here it is what PYTHONHASHSEED=0 makes it.
//
// In CPython: Objects/setobject.c, Python/pyhash.c, Objects/tupleobject.c.

extension Constant {
    /// The elements of a frozenset in the order in which CPython iterates over it, when they were added in the order given. Elements
    /// whose hash depends on their address (Ellipsis, NaN, code) leave the order as it is.
    public static func orderInSet(_ elements: [Constant]) -> [Constant] {
        if elements.count < 2 { return elements }
        var hashes: [UInt64] = []
        hashes.reserveCapacity(elements.count)
        var budget = 1 << 20
        for element in elements {
            guard let hash = element.pythonHash(budget: &budget, depth: 0) else { return elements }
            hashes.append(UInt64(bitPattern: hash))
        }
        var table = SetTable()
        for (index, hash) in hashes.enumerated() { table.insert(index, hash: hash, hashes: hashes) }
        return table.elements.map { elements[$0] }
    }

    /// The order of adding that stands for how CPython's compiler makes a frozenset of the elements given. It adds them to a set, and copies
    /// it when it merges constants (Python/compile.c, merge_consts_recursive); where a string can be a name, it copies it again to put an
    /// interned string in its place (Objects/codeobject.c, intern_constants). That depends on which strings the process has interned before;
    /// here, all have been.
    public static func orderInCompiledSet(_ elements: [Constant]) -> [Constant] {
        let hasName = elements.contains {
            if case .string(let string) = $0 { string.utf8.count > 1 && string.utf8.allSatisfy(isNameCharacter) } else { false }
        }
        let first = orderInSet(elements)
        return hasName ? orderInSet(first) : first
    }

    /// `hash()` of the value, or nil where that is no function of the value or would take more steps than the budget.
    private func pythonHash(budget: inout Int, depth: Int) -> Int64? {
        budget -= 1
        if budget < 0 || depth > 100 { return nil }
        switch self {
        case .none: return 0xFCA8_6420
        case .ellipsis, .code: return nil
        case .bool(let value): return value ? 1 : 0
        case .int(let value): return hashOfInt(value)
        case .float(let value): return hashOfFloat(value)
        case .complex(let real, let imaginary):
            guard let first = hashOfFloat(real), let second = hashOfFloat(imaginary) else { return nil }
            let sum = UInt64(bitPattern: first) &+ 1_000_003 &* UInt64(bitPattern: second)
            return withoutMinusOne(sum)
        case .string(let value):
            budget -= value.utf8.count
            return hashOfBytes(value.storageOfCPython)
        case .bytes(let value):
            budget -= value.count
            return hashOfBytes(value)
        case .tuple(let items):
            var accumulator: UInt64 = 2_870_177_450_012_600_261
            for item in items {
                guard let hash = item.pythonHash(budget: &budget, depth: depth + 1) else { return nil }
                accumulator &+= UInt64(bitPattern: hash) &* 14_029_467_366_897_019_727
                accumulator = accumulator << 31 | accumulator >> 33
                accumulator &*= 11_400_714_785_074_694_791
            }
            accumulator &+= UInt64(items.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
            return accumulator == .max ? 1_546_275_796 : Int64(bitPattern: accumulator)
        case .frozenSet(let items):
            var hash: UInt64 = 0
            for item in items {
                guard let each = item.pythonHash(budget: &budget, depth: depth + 1) else { return nil }
                let bits = UInt64(bitPattern: each)
                hash ^= ((bits ^ 89_869_747) ^ (bits << 16)) &* 3_644_798_167
            }
            hash ^= UInt64(items.count + 1) &* 1_927_868_237
            hash ^= (hash >> 11) ^ (hash >> 25)
            hash = hash &* 69069 &+ 907_133_923
            return hash == .max ? 590_923_713 : Int64(bitPattern: hash)
        }
    }
}

/// The open-addressing table of CPython's sets, with indices for elements.
private struct SetTable {
    private var slots = [Int](repeating: -1, count: 8)
    private var used = 0

    var elements: [Int] { slots.filter { $0 >= 0 } }

    mutating func insert(_ element: Int, hash: UInt64, hashes: [UInt64]) {
        place(element, hash: hash)
        used += 1
        if used * 5 < (slots.count - 1) * 3 { return }
        let wanted = used > 50_000 ? used * 2 : used * 4
        var size = 8
        while size <= wanted { size *= 2 }
        let old = elements
        slots = [Int](repeating: -1, count: size)
        for element in old { place(element, hash: hashes[element]) }
    }

    /// Looks at up to ten neighbours before it goes on elsewhere.
    private mutating func place(_ element: Int, hash: UInt64) {
        let mask = slots.count - 1
        var perturbation = hash
        var index = Int(truncatingIfNeeded: hash) & mask
        while true {
            let last = index + 9 <= mask ? index + 9 : index
            for slot in index...last where slots[slot] < 0 {
                slots[slot] = element
                return
            }
            perturbation >>= 5
            index = (index &* 5 &+ 1 &+ Int(truncatingIfNeeded: perturbation)) & mask
        }
    }
}

private func isNameCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
    default: false
    }
}

private let hashModulus: UInt64 = (1 << 61) - 1

/// -1 is how C functions signal an error, so no hash is -1.
private func withoutMinusOne(_ hash: UInt64) -> Int64 { hash == .max ? -2 : Int64(bitPattern: hash) }

private func hashOfInt(_ value: BigInt) -> Int64 {
    let remainder = UInt64(truncatingIfNeeded: value.magnitude % BigUInt(hashModulus))
    return withoutMinusOne(value.signum() < 0 ? 0 &- remainder : remainder)
}

/// The number modulo 2^61 - 1, as a fraction in that field. In CPython: Python/pyhash.c, _Py_HashDouble.
private func hashOfFloat(_ value: Double) -> Int64? {
    if value.isNaN { return nil }
    if value.isInfinite { return value > 0 ? 314_159 : -314_159 }
    if value == 0 { return 0 }
    // value = significand × 2^exponent with an integer significand; multiplying by 2^k rotates the 61 bits by k.
    let magnitude = value.magnitude
    let exponent = magnitude.exponent - 52
    let significand = UInt64(magnitude.significand * 0x1p52) % hashModulus
    let rotation = UInt64(((exponent % 61) + 61) % 61)
    let hash = rotation == 0 ? significand : (significand << rotation & hashModulus) | significand >> (61 - rotation)
    return withoutMinusOne(value < 0 ? 0 &- hash : hash)
}

private func hashOfBytes(_ bytes: [UInt8]) -> Int64 {
    bytes.isEmpty ? 0 : withoutMinusOne(SipHash.hash13(bytes, key: 0))
}

extension PythonString {
    /// The bytes that CPython's string object holds (PEP 393): one, two or four for each code point, little-endian.
    fileprivate var storageOfCPython: [UInt8] {
        if isASCII { return utf8 }
        var points: [UInt32] = []
        var index = 0
        while index < utf8.count {
            let (point, length) = codePoint(at: index)
            points.append(point)
            index += length
        }
        let largest = points.max() ?? 0
        let width = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4
        return points.flatMap { point in (0..<width).map { UInt8(truncatingIfNeeded: point >> UInt32(8 * $0)) } }
    }
}
