#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `memcmp`.
@inline(__always)
func compareBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Int { Int(memcmp(left, right, count)) }

/// SipHash with one compression and three finalization rounds: CPython's hash of `str` and `bytes` (PEP 456).
func sipHash13(_ bytes: UnsafeRawBufferPointer, key: (UInt64, UInt64)) -> Int {
    var v0 = key.0 ^ 0x736f_6d65_7073_6575, v1 = key.1 ^ 0x646f_7261_6e64_6f6d
    var v2 = key.0 ^ 0x6c79_6765_6e65_7261, v3 = key.1 ^ 0x7465_6462_7974_6573

    @inline(__always) func rotate(_ x: UInt64, _ by: UInt64) -> UInt64 { x << by | x >> (64 &- by) }
    @inline(__always) func round() {
        v0 = v0 &+ v1; v1 = rotate(v1, 13) ^ v0; v0 = rotate(v0, 32)
        v2 = v2 &+ v3; v3 = rotate(v3, 16) ^ v2
        v0 = v0 &+ v3; v3 = rotate(v3, 21) ^ v0
        v2 = v2 &+ v1; v1 = rotate(v1, 17) ^ v2; v2 = rotate(v2, 32)
    }

    var offset = 0
    while offset + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        v3 ^= word
        round()
        v0 ^= word
        offset += 8
    }
    var last = UInt64(truncatingIfNeeded: bytes.count) << 56
    var shift: UInt64 = 0
    while offset < bytes.count {
        last |= UInt64(bytes[offset]) << shift
        shift += 8
        offset += 1
    }
    v3 ^= last
    round()
    v0 ^= last
    v2 ^= 0xFF
    round()
    round()
    round()
    return Int(truncatingIfNeeded: v0 ^ v1 ^ v2 ^ v3)
}
