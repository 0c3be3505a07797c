#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

// Methods that `bytes` and `bytearray` share: the protocols of sequences and comparison, decoding, hexadecimal text. Results are of the built-in class
// of the receiver.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBytesProtocol(_ builder: NativeBuilder) throws(Raised) {
        try defineBytesSequence(builder)
        try defineBytesComparison(builder)
        try defineBytesText(builder)
    }

    private func defineBytesSequence(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__len__", "($self, /)", "Return len(self).") { thread, arguments throws(Raised) in
            Value(smallInt: thread.ownBytes(arguments[0]).count)
        }
        try builder.method("__getitem__", "($self, key, /)", "Return self[key].") { thread, arguments throws(Raised) in
            try thread.bytesItem(arguments[0], arguments[1])
        }
        try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in
            let types = thread.machine.pointee.types
            let type = Type(arguments[0].is(.bytes) ? types.bytesIterator : types.byteArrayIterator)
            let iterator = ByteIterator(cell: try thread.allocate(type.fields.pointee.instanceShape, size: ByteIterator.layout.size))
            iterator.fields.pointee.bytes = arguments[0]
            return iterator.value
        }
        try builder.method("__contains__", "($self, key, /)", "Return bool(key in self).") { thread, arguments throws(Raised) in
            let key = arguments[1]
            if !thread.isBytesLike(key), thread.hasIndex(key) {
                let byte = try thread.byteValue(key), view = thread.ownBytes(arguments[0])
                return Value(Search.firstUnit(UnsafePointer(view.units), view.count, byte) >= 0)
            }
            let needle = try thread.buffer(key), view = thread.ownBytes(arguments[0])
            try thread.charge(view.count >> 4)
            return Value(try Search.first(UnsafePointer(view.units), view.count, UnsafePointer(needle.units), needle.count, thread) >= 0)
        }
        try builder.method("__add__", "($self, value, /)", "Return self+value.") { thread, arguments throws(Raised) in
            let other = try thread.concatenated(arguments[1], to: arguments[0]), own = thread.ownBytes(arguments[0])
            if arguments[0].is(.bytes) {
                if own.count == 0, arguments[1].has(thread.machine.pointee.shapes.bytes) { return arguments[1] }
                if other.count == 0, arguments[0].has(thread.machine.pointee.shapes.bytes) { return arguments[0] }
            }
            let (total, overflow) = own.count.addingReportingOverflow(other.count)
            if overflow { throw thread.memoryError() }
            try thread.charge(total >> 6)
            return try thread.makeBytes(like: arguments[0], count: total) { target throws(Raised) in
                try thread.copyBytes(target, own.base, own.count)
                try thread.copyBytes(target + own.count, other.base, other.count)
            }
        }
        for name in ["__mul__", "__rmul__"] as [StaticString] {
            try builder.method(name, "($self, value, /)", "Return self*value.") { thread, arguments throws(Raised) in
                let times = Swift.max(0, try thread.repetitionCount(arguments[1])), own = thread.ownBytes(arguments[0])
                if times == 1, arguments[0].has(thread.machine.pointee.shapes.bytes) { return arguments[0] }
                let (total, overflow) = own.count.multipliedReportingOverflow(by: times)
                if overflow {
                    if arguments[0].is(.byteArray) { throw thread.memoryError() }
                    throw thread.raise(.overflowError, "repeated bytes are too long")
                }
                try thread.charge(total >> 4)
                return try thread.makeBytes(like: arguments[0], count: total) { target throws(Raised) in try thread.fillBytes(target, own.base, own.count, total) }
            }
        }
    }

    /// New bytes of the built-in class of `value`, filled by `fill`.
    @inline(__always)
    func makeBytes(like value: Value, count: Int, _ fill: (UnsafeMutableRawPointer) throws(Raised) -> Void) throws(Raised) -> Value {
        if value.is(.bytes) {
            if count == 0 { return machine.pointee.shortBytes[256] }
            let result = try Bytes.allocate(count: count, self)
            try fill(result.bytes)
            return count == 1 ? machine.pointee.shortBytes[Int(result.bytes.load(as: UInt8.self))] : result.value
        }
        guard count < Int.max / 4 else { throw memoryError() }
        let storage = try ByteStorage.make(capacity: count, self)
        try fill(storage.bytes)
        let array = ByteArray(cell: try allocate(machine.pointee.shapes.byteArray, size: ByteArray.layout.size))
        array.fields.pointee.storage = storage.value
        array.fields.pointee.count = count
        array.fields.pointee.views = .unbound
        return array.value
    }

    /// `self[key]`
    private func bytesItem(_ value: Value, _ key: Value) throws(Raised) -> Value {
        if key.is(.slice) {
            let (start, _, step, count) = try Slice(key).unpack(self).adjusted(to: ownBytes(value).count)
            if step == 1 { return try bytesPart(value, start, start + count) }
            let own = ownBytes(value)
            try charge(count)
            return try makeBytes(like: value, count: count) { target in
                var position = start
                for index in 0..<count {
                    target.storeBytes(of: own[position], toByteOffset: index, as: UInt8.self)
                    position &+= step
                }
            }
        }
        let isBytes = value.is(.bytes)
        guard hasIndex(key) else {
            throw raise(.typeError, "\(isBytes ? "byte" : "bytearray") indices must be integers or slices, not \(key.type(self).name)")
        }
        var index = try subscriptIndex(key)
        let own = ownBytes(value)
        if index < 0 { index &+= own.count }
        guard index >= 0, index < own.count else { throw raise(.indexError, isBytes ? "index out of range" : "bytearray index out of range") }
        return Value(smallInt: Int(own[index]))
    }

    // MARK: - Comparison

    private func defineBytesComparison(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: true) else { return .notImplemented }
            return Value(order == 0)
        }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: true) else { return .notImplemented }
            return Value(order != 0)
        }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: false) else { return .notImplemented }
            return Value(order < 0)
        }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: false) else { return .notImplemented }
            return Value(order <= 0)
        }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: false) else { return .notImplemented }
            return Value(order > 0)
        }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in
            guard let order = try thread.bytesOrder(arguments[0], arguments[1], equality: false) else { return .notImplemented }
            return Value(order >= 0)
        }
    }

    /// Negative, zero or positive; nil if `bytes` leaves the comparison to the other object.
    private func bytesOrder(_ left: Value, _ right: Value, equality: Bool) throws(Raised) -> Int? {
        guard right.is(.bytes) || (left.is(.byteArray) && isBytesLike(right)) else { return nil }
        let b = try buffer(right), a = ownBytes(left)
        if equality && a.count != b.count { return 1 }
        try charge(a.count >> 6)
        let order = compareBytes(a.base, b.base, Swift.min(a.count, b.count))
        return order != 0 ? order : a.count - b.count
    }

    // MARK: - Text

    private func defineBytesText(_ builder: NativeBuilder) throws(Raised) {
        for name in ["__repr__", "__str__"] as [StaticString] {
            try builder.method(name, "($self, /)", name.utf8CodeUnitCount == 8 ? "Return repr(self)." : "Return str(self).") { thread, arguments throws(Raised) in
                try thread.bytesRepr(arguments[0])
            }
        }
        try builder.method("decode", "($self, /, encoding='utf-8', errors='strict')", "Decode the bytes to text.") { thread, arguments throws(Raised) in
            for index in 1...2 where !arguments[index].isUnbound && !arguments[index].is(.str) {
                let type = arguments[index].isNone ? "None" : arguments[index].type(thread).name
                throw thread.raise(.typeError, "decode() argument '\(index == 1 ? "encoding" : "errors")' must be str, not \(type)")
            }
            return try thread.decode(arguments[0], encoding: arguments[1], errors: arguments[2])
        }
        try builder.method("hex", "($self, /, sep=None, bytes_per_sep=1)", "Return the bytes as hexadecimal digits, with sep after each group of them.") { thread, arguments throws(Raised) in
            let own = thread.ownBytes(arguments[0])
            return try thread.hex(own, separator: arguments[1], groupSize: arguments[2])
        }
        try builder.classMethod("fromhex", "($type, string, /)", "Make an object of pairs of hexadecimal digits; whitespace between them does not matter.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "fromhex() argument must be str, not \(arguments[1].isNone ? "None" : arguments[1].type(thread).name)")
            }
            var result = try thread.bytes(fromHex: Str(arguments[1]))
            let types = thread.machine.pointee.types, type = Type(arguments[0])
            let bytes = type.isSubtype(of: Type(types.byteArray)) ? try ByteArray.make(result.base, count: result.count, thread).value : try result.finish().value
            if type.value == types.bytes || type.value == types.byteArray { return bytes }
            return try thread.call(type.value, bytes)
        }
    }

    /// The bytes of hexadecimal digits.
    private func bytes(fromHex text: Str) throws(Raised) -> ByteBuilder {
        var builder = try ByteBuilder(capacity: text.count / 2, self)
        var position = 0
        func digit(_ index: Int) throws(Raised) -> UInt8 {
            let point = index < text.count ? text[index] : 0
            switch point {
            case 0x30...0x39: return UInt8(truncatingIfNeeded: point - 0x30)
            case 0x41...0x46: return UInt8(truncatingIfNeeded: point - 0x37)
            case 0x61...0x66: return UInt8(truncatingIfNeeded: point - 0x57)
            default: throw raise(.valueError, "non-hexadecimal number found in fromhex() arg at position \(index)")
            }
        }
        while true {
            while position < text.count, text[position] == 0x20 || text[position] &- 9 < 5 { position += 1 }
            if position >= text.count { return builder }
            let high = try digit(position)
            try builder.append(high << 4 | (try digit(position + 1)))
            position += 2
        }
    }

    /// `hex(separator, groupSize)` of bytes.
    func hex(_ view: BytesView, separator: Value, groupSize: Value) throws(Raised) -> Value {
        var mark: UInt8?
        var size = groupSize.isUnbound ? 1 : try index(groupSize)
        if !separator.isUnbound {
            if try length(separator) != 1 { throw raise(.valueError, "sep must be length 1.") }
            if separator.is(.str) {
                guard Str(separator).isASCII else { throw raise(.valueError, "sep must be ASCII.") }
                mark = UInt8(truncatingIfNeeded: Str(separator)[0])
            } else if separator.is(.bytes) {
                mark = ownBytes(separator)[0]
                if mark ?? 0 >= 0x80 { throw raise(.valueError, "sep must be ASCII.") }
            } else {
                throw raise(.typeError, "sep must be str or bytes.")
            }
        }
        let count = view.count
        if count == 0 { return machine.pointee.emptyString }
        if size == 0 || size == .min { mark = nil }
        let fromStart = size < 0
        size = abs(size == .min ? 1 : size)
        guard count < Int.max / 4 else { throw memoryError() }
        try charge(count >> 3)
        let separators = mark == nil ? 0 : (count - 1) / size
        let text = try Str.allocate(count: count * 2 + separators, largest: 0x7F, self)
        var place = 0
        for index in 0..<count {
            if index & 0xFFFF == 0xFFFF { try checkLimits() }
            if let mark, index > 0, (fromStart ? index : count - index) % size == 0 {
                text.units8[place] = mark
                place += 1
            }
            text.units8[place] = UInt8(truncatingIfNeeded: hexDigit(view[index] >> 4))
            text.units8[place + 1] = UInt8(truncatingIfNeeded: hexDigit(view[index] & 15))
            place += 2
        }
        return text.value
    }

    /// `b'…'`, and `bytearray(b'…')` with the name of a subclass.
    private func bytesRepr(_ value: Value) throws(Raised) -> Value {
        let isArray = value.is(.byteArray), view = ownBytes(value)
        var hasSingle = false, hasDouble = false
        for index in 0..<view.count {
            if view[index] == 0x27 { hasSingle = true }
            if view[index] == 0x22 { hasDouble = true }
        }
        let quote: UInt8 = hasSingle && !hasDouble ? 0x22 : 0x27
        try charge(view.count >> 3)
        var builder = try TextBuilder(capacity: view.count + 16, self)
        if isArray {
            try builder.append(Str(value.type(self).fields.pointee.name))
            try builder.append(0x28)
        }
        try builder.append(0x62)
        try builder.append(UInt32(quote))
        for index in 0..<view.count {
            let byte = view[index]
            switch byte {
            case 0x5C, quote:
                try builder.append(0x5C)
                try builder.append(UInt32(byte))
            // `bytearray` escapes single quotes within double quotes too.
            case 0x27 where isArray:
                try builder.append("\\'")
            case 0x09: try builder.append("\\t")
            case 0x0A: try builder.append("\\n")
            case 0x0D: try builder.append("\\r")
            case 0x20..<0x7F: try builder.append(UInt32(byte))
            default:
                try builder.append("\\x")
                try builder.append(hex: UInt32(byte), digits: 2)
            }
        }
        try builder.append(UInt32(quote))
        if isArray { try builder.append(0x29) }
        return try builder.finish().value
    }
}

// MARK: - Iteration

/// Iterates over the bytes of `bytes` or `bytearray`.
struct ByteIterator: CellHandle {
    struct Fields {
        var header: ShapePointer
        /// None once it is exhausted.
        var bytes: Value
        var index: Int
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.iterator, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(ByteIterator(cell: cell).fields.pointee.bytes)
    })
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineByteIterator(_ path: ReferenceWritableKeyPath<Types, Value>, _ name: String) throws(Raised) {
        try define(path, name, layout: ByteIterator.layout) { builder throws(Raised) in
            try builder.method("__iter__", "($self, /)", "Implement iter(self).") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__next__", "($self, /)", "Implement next(self).") { thread, arguments throws(Raised) in
                let fields = ByteIterator(arguments[0]).fields
                guard fields.pointee.bytes.isCell else { return .unbound }
                let view = thread.ownBytes(fields.pointee.bytes), index = fields.pointee.index
                guard index < view.count else {
                    fields.pointee.bytes = .none
                    return .unbound
                }
                fields.pointee.index = index + 1
                return Value(smallInt: Int(view[index]))
            }
            try builder.method("__length_hint__", "($self, /)", "Return an estimate of how many items are left.") { thread, arguments throws(Raised) in
                let fields = ByteIterator(arguments[0]).fields
                return Value(smallInt: fields.pointee.bytes.isCell ? Swift.max(0, thread.ownBytes(fields.pointee.bytes).count - fields.pointee.index) : 0)
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let iter = try thread.builtin("iter"), fields = ByteIterator(arguments[0]).fields
                return try thread.reduceIterator(iter, fields.pointee.bytes, index: fields.pointee.index, empty: thread.machine.pointee.emptyTuple)
            }
            try builder.method("__setstate__", "($self, state, /)", "Take the state of the original over.") { thread, arguments throws(Raised) in
                let fields = ByteIterator(arguments[0]).fields, index = try thread.index(arguments[1])
                if fields.pointee.bytes.isCell { fields.pointee.index = Swift.max(0, Swift.min(index, thread.ownBytes(fields.pointee.bytes).count)) }
                return .none
            }
        }
    }
}
