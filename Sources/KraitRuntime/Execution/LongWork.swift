#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Native work on much memory, in pieces: between two of them limits and interrupts can end it, but no Python code runs, so that nothing that is worked on
// changes. What is short is one piece and costs a comparison more.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// How much native code does between two looks: bytes to move, or elements to look at.
    static var piece: Int {
        #if DEBUG
            1 << 14
        #else
            1 << 18
        #endif
    }

    /// `memcpy`.
    @inline(__always)
    func copyBytes(_ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int) throws(Raised) {
        if count <= Self.piece { memcpy(target, source, count) } else { try copyManyBytes(target, source, count) }
    }

    @inline(never)
    private func copyManyBytes(_ target: UnsafeMutableRawPointer, _ source: UnsafeRawPointer, _ count: Int) throws(Raised) {
        try inPieces(count) { start, end in memcpy(target + start, source + start, end - start) }
    }

    /// Copies values to other memory.
    @inline(__always)
    func copyValues(_ target: UnsafeMutablePointer<Value>, _ source: UnsafePointer<Value>, _ count: Int) throws(Raised) {
        try copyBytes(target, source, count &* MemoryLayout<Value>.size)
    }

    /// Fills `total` bytes with a pattern of `count` bytes again and again. The pattern may be the beginning of the target.
    func fillBytes(_ target: UnsafeMutableRawPointer, _ pattern: UnsafeRawPointer, _ count: Int, _ total: Int) throws(Raised) {
        if total <= 0 || count <= 0 { return }
        if count == 1 { return try fillBytes(target, with: pattern.load(as: UInt8.self), total) }
        let first = Swift.min(count, total)
        if target != pattern { try copyBytes(target, pattern, first) }
        // What is filled doubles until it is a piece.
        var done = first, unit = first
        while done < total {
            if unit < Self.piece { unit = done }
            let part = Swift.min(unit, total - done)
            try copyBytes(target + done, target, part)
            done += part
            if done > Self.piece { try checkLimits() }
        }
    }

    /// `memset`.
    func fillBytes(_ target: UnsafeMutableRawPointer, with byte: UInt8, _ total: Int) throws(Raised) {
        try inPieces(total) { start, end in memset(target + start, Int32(byte), end - start) }
    }

    /// Calls `body` with the ranges that `count` elements consist of.
    @inline(__always)
    func inPieces(_ count: Int, _ body: (Int, Int) throws(Raised) -> Void) throws(Raised) {
        if count <= Self.piece { return try body(0, count) }
        var start = 0
        while start < count {
            let end = Swift.min(start + Self.piece, count)
            try body(start, end)
            start = end
            try checkLimits()
        }
    }
}

extension Str {
    /// Makes a run of characters the same.
    func fill(_ point: UInt32, from start: Int, count: Int, _ thread: Thread) throws(Raised) {
        if width == 1 { return try thread.fillBytes(bytes + start, with: UInt8(truncatingIfNeeded: point), count) }
        try thread.inPieces(count) { first, end in for index in first..<end { store(point, at: start + index) } }
    }
}

extension Search {
    /// ``first(_:_:_:_:)``, in pieces.
    static func first<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int, _ thread: Thread
    ) throws(Raised) -> Int {
        // Each piece looks at the needle anew.
        let piece = Swift.max(Thread.piece, needleCount &* 8)
        if count <= piece &* 2 { return first(text, count, needle, needleCount) }
        var start = 0
        while start <= count - needleCount {
            let found = first(text + start, Swift.min(piece + needleCount - 1, count - start), needle, needleCount)
            if found >= 0 { return start + found }
            start += piece
            try thread.checkLimits()
        }
        return -1
    }

    /// ``last(_:_:_:_:)``, in pieces.
    static func last<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int, _ thread: Thread
    ) throws(Raised) -> Int {
        // A piece may compare the whole needle at each place.
        let piece = Swift.max(Thread.piece / Swift.max(needleCount, 1), 64)
        if needleCount > count || count <= piece { return last(text, count, needle, needleCount) }
        var end = count
        while end >= needleCount {
            let start = Swift.max(0, end - needleCount - piece + 1)
            let found = last(text + start, end - start, needle, needleCount)
            if found >= 0 { return start + found }
            end = start + needleCount - 1
            try thread.checkLimits()
        }
        return -1
    }

    /// ``occurrences(_:_:_:_:limit:)``, in pieces.
    static func occurrences<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafePointer<Unit>, _ count: Int, _ needle: UnsafePointer<Unit>, _ needleCount: Int, limit: Int, _ thread: Thread
    ) throws(Raised) -> Int {
        if count <= Thread.piece { return occurrences(text, count, needle, needleCount, limit: limit) }
        var number = 0
        if needleCount == 1, limit >= count {
            try thread.inPieces(count) { start, end in number += occurrences(text + start, end - start, needle, 1, limit: Int.max) }
            return number
        }
        var position = 0, watched = 0
        while number < limit {
            let found = try first(text + position, count - position, needle, needleCount, thread)
            if found < 0 { break }
            number += 1
            position += found + needleCount
            if position - watched > Thread.piece {
                watched = position
                try thread.checkLimits()
            }
        }
        return number
    }
}
