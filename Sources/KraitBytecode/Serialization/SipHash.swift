/// SipHash with one compression and three finalization rounds: the hash of `str` and `bytes` (PEP 456), and, keyed with a magic number, what names the
/// version of a source file in `.pyc` files (PEP 552).
/// In CPython: Python/pyhash.c.
public enum SipHash {
    static func hash13(_ bytes: [UInt8], key: UInt64) -> UInt64 { bytes.withUnsafeBytes { hash13($0, key: (key, 0)) } }

    public static func hash13(_ bytes: UnsafeRawBufferPointer, key: (UInt64, UInt64)) -> UInt64 {
        var v0 = key.0 ^ 0x736F_6D65_7073_6575, v1 = key.1 ^ 0x646F_7261_6E64_6F6D
        var v2 = key.0 ^ 0x6C79_6765_6E65_7261, v3 = key.1 ^ 0x7465_6462_7974_6573

        @inline(__always) func round() {
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

        var offset = 0
        while offset &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            v3 ^= word
            round()
            v0 ^= word
            offset &+= 8
        }
        // The last word: what is left, and the size in the top byte.
        var last = UInt64(truncatingIfNeeded: bytes.count) << 56, shift: UInt64 = 0
        while offset < bytes.count {
            last |= UInt64(bytes[offset]) << shift
            shift &+= 8
            offset &+= 1
        }
        v3 ^= last
        round()
        v0 ^= last
        v2 ^= 0xFF
        round()
        round()
        round()
        return v0 ^ v1 ^ v2 ^ v3
    }

    @inline(__always)
    private static func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 { word << count | word >> (64 &- count) }
}
