/// SipHash-1-3 with a key of 64 bits (the other half is 0): what CPython names the version of a source file with in `.pyc` files (PEP 552).
/// In CPython: Python/pyhash.c, _Py_KeyedHash.
enum SipHash {
    static func hash13(_ bytes: [UInt8], key: UInt64) -> UInt64 {
        var v0 = key ^ 0x736F_6D65_7073_6575
        var v1: UInt64 = 0x646F_7261_6E64_6F6D
        var v2 = key ^ 0x6C79_6765_6E65_7261
        var v3: UInt64 = 0x7465_6462_7974_6573

        func round() {
            v0 = v0 &+ v1
            v2 = v2 &+ v3
            v1 = rotate(v1, 13) ^ v0
            v3 = rotate(v3, 16) ^ v2
            v0 = rotate(v0, 32) &+ v3
            v2 = v2 &+ v1
            v3 = rotate(v3, 21) ^ v0
            v1 = rotate(v1, 17) ^ v2
            v2 = rotate(v2, 32)
        }

        bytes.withUnsafeBytes { buffer in
            var index = 0
            while index + 8 <= buffer.count {
                let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                v3 ^= word
                round()
                v0 ^= word
                index += 8
            }
            // The last word: what is left, and the size in the top byte.
            var last = UInt64(truncatingIfNeeded: buffer.count) << 56
            for (place, byte) in buffer[index...].enumerated() { last |= UInt64(byte) << UInt64(8 * place) }
            v3 ^= last
            round()
            v0 ^= last
        }
        v2 ^= 0xFF
        round()
        round()
        round()
        return v0 ^ v1 ^ v2 ^ v3
    }

    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 - count) }
}
