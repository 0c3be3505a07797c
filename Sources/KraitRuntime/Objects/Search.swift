#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Substring search, for the code units of `str` (1, 2 or 4 bytes) and the bytes of `bytes`.
//
// Short work first: look for the first unit, compare the rest. When that has compared too much in vain, the two-way algorithm of Crochemore and
// Perrin takes over, whose time is linear whatever the input is.

enum Search {
    /// The index of the first occurrence of `needle` in `text`, or -1. An empty needle occurs at 0.
    @inline(__always)
    static func first<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int
    ) -> Int {
        if needleCount > count { return -1 }
        if needleCount == 0 { return 0 }
        if needleCount == 1 { return firstUnit(text, count, needle[0]) }
        let last = count - needleCount, rest = (needleCount - 1) * MemoryLayout<Unit>.size
        var position = 0, wasted = 0
        while position <= last {
            let found = firstUnit(text + position, last - position + 1, needle[0])
            if found < 0 { return -1 }
            position += found
            if text[position + 1] == needle[1], memcmp(text + position + 1, needle + 1, rest) == 0 { return position }
            position += 1
            // Each comparison in vain may have read the whole needle.
            wasted += found < 8 ? needleCount : 8
            if wasted > 512 + position * 4 {
                let found = twoWay(text + position, count - position, needle, needleCount)
                return found < 0 ? -1 : position + found
            }
        }
        return -1
    }

    /// The index of a unit, or -1.
    @inline(__always)
    static func firstUnit<Unit: FixedWidthInteger & UnsignedInteger>(_ text: UnsafePointer<Unit>, _ count: Int, _ unit: Unit) -> Int {
        if MemoryLayout<Unit>.size == 1 {
            guard let found = memchr(text, Int32(truncatingIfNeeded: unit), count) else { return -1 }
            return UnsafeRawPointer(found) - UnsafeRawPointer(text)
        }
        var index = 0
        while index < count {
            if text[index] == unit { return index }
            index &+= 1
        }
        return -1
    }

    /// The index of the last occurrence, or -1. An empty needle occurs at the end.
    @inline(__always)
    static func last<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int
    ) -> Int {
        if needleCount > count { return -1 }
        if needleCount == 0 { return count }
        let size = needleCount * MemoryLayout<Unit>.size, first = needle[0]
        var position = count - needleCount
        while position >= 0 {
            if text[position] == first, memcmp(text + position, needle, size) == 0 { return position }
            position &-= 1
        }
        return -1
    }

    /// How often `needle` occurs without overlap, at most `limit` times. The needle is not empty.
    @inline(__always)
    static func occurrences<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int, limit: Int
    ) -> Int {
        var position = 0, number = 0
        if needleCount == 1 {
            let unit = needle[0]
            if limit >= count {
                while position < count {
                    if text[position] == unit { number &+= 1 }
                    position &+= 1
                }
                return number
            }
        }
        while number < limit {
            let found = first(text + position, count - position, needle, needleCount)
            if found < 0 { break }
            number += 1
            position += found + needleCount
        }
        return number
    }

    // MARK: - Two-way search

    /// Where the greatest suffix of `needle` in the order of units (or the reverse order) begins, and its period.
    private static func maximalSuffix<Unit: FixedWidthInteger & UnsignedInteger>(
        _ needle: UnsafePointer<Unit>, _ count: Int, reversed: Bool
    ) -> (start: Int, period: Int) {
        var best = 0, candidate = 1, length = 0, period = 1
        while candidate + length < count {
            let a = needle[candidate + length], b = needle[best + length]
            if a == b {
                if length + 1 != period { length += 1 } else { candidate += period; length = 0 }
            } else if reversed ? b < a : a < b {
                candidate += length + 1
                length = 0
                period = candidate - best
            } else {
                best = candidate
                candidate += 1
                length = 0
                period = 1
            }
        }
        return (best, period)
    }

    @inline(never)
    static func twoWay<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int
    ) -> Int {
        let one = maximalSuffix(needle, needleCount, reversed: false), other = maximalSuffix(needle, needleCount, reversed: true)
        let (cut, suffixPeriod) = one.start > other.start ? one : other
        let size = MemoryLayout<Unit>.size
        let isPeriodic = cut + suffixPeriod <= needleCount && memcmp(needle, needle + suffixPeriod, cut * size) == 0
        let period = isPeriodic ? suffixPeriod : max(cut, needleCount - cut) + 1
        var position = 0, known = 0
        while position <= count - needleCount {
            var index = max(cut, known)
            while index < needleCount, needle[index] == text[position + index] { index += 1 }
            if index < needleCount {
                position += index - cut + 1
                known = 0
                continue
            }
            index = cut - 1
            while index >= known, needle[index] == text[position + index] { index -= 1 }
            if index < known { return position }
            position += period
            known = isPeriodic ? needleCount - period : 0
        }
        return -1
    }
}
