// Ints to and from bytes, and from the text that bytes hold.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `int(bytes, base)`; nil if the value is not bytes.
    func parseIntBytes(_ value: Value, base: Int) throws(Raised) -> Value? {
        if base == 10, value.has(machine.pointee.shapes.bytes), let number = plainInt(Bytes(value).bytes.assumingMemoryBound(to: UInt8.self), Bytes(value).count) {
            return number
        }
        guard let (text, count) = try copyOfBytes(value) else { return nil }
        // Whatever the object is, errors show its bytes.
        return try parseInt(text, count: count, base: base, literal: value.is(.bytes) ? value : try Bytes.make(text, count: count, self).value)
    }

    /// `float(bytes)`; nil if the value is not bytes.
    func parseFloatBytes(_ value: Value) throws(Raised) -> Double? {
        guard let (text, count) = try copyOfBytes(value) else { return nil }
        if let number = parseFloat(text, count: count) { return number }
        throw raise(.valueError, "could not convert string to float: \(Str(try repr(value)).text)")
    }

    /// The content of a bytes-like object in scratch memory; nil for anything else.
    private func copyOfBytes(_ value: Value) throws(Raised) -> (UnsafeMutablePointer<UInt8>, Int)? {
        guard let view = try bufferOrNil(value) else { return nil }
        let copy = try allocateScratch(view.count)
        copy.update(from: view.units, count: view.count)
        return (copy, view.count)
    }

    func defineIntBytes(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("to_bytes", "($self, /, length=1, byteorder='big', *, signed=False)", "The number in bytes.") { thread, arguments throws(Raised) in
            let length = arguments[1].isUnbound ? 1 : try thread.index(arguments[1])
            let isLittle = try thread.isLittleEndian(arguments[2])
            let isSigned = arguments[3].isUnbound ? false : try thread.isTrue(arguments[3])
            if length < 0 { throw thread.raise(.valueError, "length argument must be non-negative") }
            if arguments[0].isSmallInt, arguments[0].smallInt >= 0, 1...8 ~= length, arguments[0].smallInt >> (length * 8 - (isSigned ? 1 : 0)) == 0 {
                var number = UInt64(UInt(bitPattern: arguments[0].smallInt))
                number = isLittle ? number.littleEndian : (number << UInt64(64 - length * 8)).bigEndian
                return try withUnsafeBytes(of: number) { bytes throws(Raised) in
                    guard let base = bytes.baseAddress else { return .none }
                    return try Bytes.make(base, count: length, thread).value
                }
            }
            let bytes = try thread.allocateScratch(length)
            try thread.write(int: thread.int(arguments[0]), to: bytes, count: length, isLittle: isLittle, isSigned: isSigned)
            return try Bytes.make(bytes, count: length, thread).value
        }
        try builder.classMethod("from_bytes", "($type, /, bytes, byteorder='big', *, signed=False)", "The number that bytes hold.") { thread, arguments throws(Raised) in
            let isLittle = try thread.isLittleEndian(arguments[2])
            let isSigned = arguments[3].isUnbound ? false : try thread.isTrue(arguments[3])
            if arguments[1].is(.bytes), Bytes(arguments[1]).count < 8, arguments[0] == thread.machine.pointee.types.int {
                return Value(smallInt: Int.shortNumber(Bytes(arguments[1]), isLittle: isLittle, isSigned: isSigned))
            }
            let content: Value
            if thread.isBytesLike(arguments[1]) {
                let view = try thread.buffer(arguments[1], flags: BufferFlags.everything)
                content = try Bytes.make(view.base, count: view.count, thread).value
            } else if arguments[1].type(thread)[.bytes].isUnbound, thread.hasIndex(arguments[1]) {
                // `bytes(5)` would be five zeros.
                throw thread.raise(.typeError, "cannot convert '\(arguments[1].type(thread).name)' object to bytes")
            } else {
                content = try thread.bytesOfObject(arguments[1])
            }
            guard let (bytes, count) = try thread.copyOfBytes(content) else {
                throw thread.raise(.typeError, "cannot convert '\(arguments[1].type(thread).name)' object to bytes")
            }
            let int = try thread.readInt(bytes, count: count, isLittle: isLittle, isSigned: isSigned)
            return arguments[0] == thread.machine.pointee.types.int ? int : try thread.call(arguments[0], int)
        }
    }

    /// What `PyObject_Bytes` gives: by `__bytes__`, or of an iterable of ints.
    private func bytesOfObject(_ value: Value) throws(Raised) -> Value {
        if value.is(.str) { throw raise(.typeError, "cannot convert 'str' object to bytes") }
        return try call(machine.pointee.types.bytes, value)
    }

    private func isLittleEndian(_ order: Value) throws(Raised) -> Bool {
        if order.isUnbound { return false }
        guard order.is(.str) else { throw raise(.typeError, "to_bytes() argument 'byteorder' must be str, not \(order.type(self).name)") }
        if Str(order).has("little") { return true }
        if Str(order).has("big") { return false }
        throw raise(.valueError, "byteorder must be either 'little' or 'big'")
    }

    /// Writes an int in two's complement; OverflowError if it does not fit.
    func write(int: Value, to bytes: UnsafeMutablePointer<UInt8>, count: Int, isLittle: Bool, isSigned: Bool) throws(Raised) {
        try withLimbs(int) { a throws(Raised) in
            if a.isNegative, !isSigned { throw raise(.overflowError, "can't convert negative int to unsigned") }
            try charge(count >> 4)
            var carry = true, index = 0, place = 0
            while index < count {
                var limb = place < a.count ? a.limbs[place] : 0
                if a.isNegative { (limb, carry) = (~limb).addingReportingOverflow(carry ? 1 : 0) }
                place &+= 1
                if index &+ 8 <= count {
                    let target = UnsafeMutableRawPointer(bytes + (isLittle ? index : count &- 8 &- index))
                    target.storeBytes(of: isLittle ? limb.littleEndian : limb.bigEndian, as: UInt.self)
                    index &+= 8
                    continue
                }
                while index < count {
                    bytes[isLittle ? index : count &- 1 &- index] = UInt8(truncatingIfNeeded: limb)
                    limb >>= 8
                    index &+= 1
                }
            }
            var fits = a.bitCount <= count * 8
            if isSigned, a.count > 0 {
                // One bit is the sign; -2^(n-1) needs no more.
                fits = a.bitCount < count * 8
                if count == 0, a.isNegative {
                    // -1 is nothing but sign (CPython: `_PyLong_AsByteArray`).
                    fits = a.bitCount == 1
                } else if !fits, a.isNegative, a.bitCount == count * 8 {
                    fits = a.limbs[a.count - 1].nonzeroBitCount == 1
                    for index in 0..<a.count - 1 where a.limbs[index] != 0 { fits = false }
                }
            }
            if !fits { throw raise(.overflowError, "int too big to convert") }
        }
    }

    /// The int that bytes hold.
    func readInt(_ bytes: UnsafePointer<UInt8>, count: Int, isLittle: Bool, isSigned: Bool) throws(Raised) -> Value {
        let limbCount = (count + 7) / 8
        let result = try allocateInt(limbCount)
        try charge(count >> 4)
        var index = 0, place = 0
        while index &+ 8 <= count {
            let limb = UnsafeRawPointer(bytes + (isLittle ? index : count &- 8 &- index)).loadUnaligned(as: UInt.self)
            result.limbs[place] = isLittle ? UInt(littleEndian: limb) : UInt(bigEndian: limb)
            place &+= 1
            index &+= 8
        }
        while index < count {
            result.limbs[place] |= UInt(bytes[isLittle ? index : count &- 1 &- index]) &<< UInt(index % 8 * 8)
            index &+= 1
        }
        guard isSigned, count > 0, bytes[isLittle ? count - 1 : 0] & 0x80 != 0 else { return finish(result, limbCount, isNegative: false) }
        // The magnitude is 2^bits minus what was read.
        var carry: UInt = 1
        for index in 0..<limbCount {
            let (sum, overflow) = (~result.limbs[index]).addingReportingOverflow(carry)
            result.limbs[index] = sum
            carry = overflow ? 1 : 0
        }
        if count % 8 != 0 { result.limbs[limbCount - 1] &= 1 << UInt(count % 8 * 8) - 1 }
        return finish(result, limbCount, isNegative: true)
    }
}

extension Int {
    /// The number in less than eight bytes.
    fileprivate static func shortNumber(_ content: Bytes, isLittle: Bool, isSigned: Bool) -> Int {
        let units = content.bytes.assumingMemoryBound(to: UInt8.self), count = content.count
        var number = 0
        for index in 0..<count { number = number << 8 | Int(units[isLittle ? count - 1 - index : index]) }
        if isSigned, count > 0, number >> (count * 8 - 1) != 0 { number -= 1 << (count * 8) }
        return number
    }
}
