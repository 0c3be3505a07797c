#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `memchr`: the index of the first such byte.
@inline(__always)
func findByte(_ byte: UInt8, _ text: UnsafeRawPointer, _ count: Int) -> Int? {
    guard count > 0, let found = memchr(text, Int32(byte), count) else { return nil }
    return UnsafeRawPointer(found) - text
}

/// `memcmp`.
@inline(__always)
func compareBytes(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, _ count: Int) -> Int { Int(memcmp(left, right, count)) }
