// What the `repr` of containers needs: noticing that an object is inside itself, and putting the parts together.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The `repr` of an object that may contain itself: what `body` makes, or `recursive` if the object's `repr` is being made already.
    public func withReprGuard(_ object: Value, _ recursive: StaticString, _ body: () throws(Raised) -> Value) throws(Raised) -> Value {
        guard try beginRepr(object) else { return try Str.make("\(recursive)", self).value }
        defer { endRepr() }
        return try body()
    }

    /// Notes that an object's `repr` is being made; false if it is already (CPython: `Py_ReprEnter`).
    func beginRepr(_ object: Value) throws(Raised) -> Bool {
        try checkNativeStack(.repr)
        if pointee.reprInProgress.isUnbound { pointee.reprInProgress = try List.make(self).value }
        let list = List(pointee.reprInProgress)
        for index in 0..<list.count where list[index] == object { return false }
        try list.append(object, self)
        return true
    }

    func endRepr() {
        let list = List(pointee.reprInProgress)
        list.fields.pointee.count &-= 1
        list.base[list.count] = Value(smallInt: 0)
    }
}

extension Str {
    /// The strings of a list between a prefix and a suffix, with two separators by turns. Anything but a `str` in the list is left out.
    static func joining(
        _ parts: List, _ prefix: StaticString, _ separators: (StaticString, StaticString), _ suffix: StaticString, _ thread: Thread
    ) throws(Raised) -> Str {
        var count = prefix.utf8CodeUnitCount + suffix.utf8CodeUnitCount
        var largest: UInt32 = 0x7F
        for index in 0..<parts.count where parts[index].is(.str) {
            let part = Str(parts[index])
            if index > 0 { count += (index & 1 == 1 ? separators.0 : separators.1).utf8CodeUnitCount }
            count += part.count
            largest = Swift.max(largest, part.width == 1 ? (part.isASCII ? 0x7F : 0xFF) : part.width == 2 ? 0xFFFF : 0x10FFFF)
        }
        try thread.charge(count >> 4)
        let result = try Str.allocate(count: count, largest: largest, thread)
        var place = 0
        func write(_ text: StaticString) {
            for offset in 0..<text.utf8CodeUnitCount {
                result.store(UInt32(text.utf8Start[offset]), at: place)
                place += 1
            }
        }
        write(prefix)
        for index in 0..<parts.count where parts[index].is(.str) {
            if index > 0 { write(index & 1 == 1 ? separators.0 : separators.1) }
            let part = Str(parts[index])
            if part.width == result.width {
                (result.bytes + place * result.width).copyMemory(from: part.bytes, byteCount: part.count * part.width)
            } else {
                for offset in 0..<part.count { result.store(part[offset], at: place + offset) }
            }
            place += part.count
        }
        write(suffix)
        return result
    }
}
