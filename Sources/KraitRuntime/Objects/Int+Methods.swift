// The methods of `int`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineInt() throws(Raised) {
        let type = try define(\.int, "int", shape: \.int, layout: LongInt.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("int([x]) -> integer\nint(x, base=10) -> integer\n\nMake an integer of a number, or of text with digits of a base.\nBase 0 reads the prefix as literals do.")
            try defineIntConversion(builder)
            try defineIntArithmetic(builder)
            try defineIntMethods(builder)
            try defineIntBytes(builder)
        }
        // Subclasses are made from this one.
        type.fields.pointee.layout = machine.layout(LongInt.subclassLayout)
    }

    /// An exact int as an instance of a class.
    private func makeInt(_ int: Value, type: Type) throws(Raised) -> Value {
        if type.value == machine.pointee.types.int { return int }
        let instance = try makeInstance(of: type)
        LongInt(instance).number = int
        return instance
    }

    // MARK: - Conversion

    /// The value of `int(x)` for one argument (CPython: `PyNumber_Long`).
    func convertToInt(_ value: Value) throws(Raised) -> Value {
        if value.isSmallInt || value.has(machine.pointee.shapes.int) { return value }
        if value.has(machine.pointee.shapes.float) || value.isInlineFloat { return try intOfFloat(float(value) ?? 0, .towardZero) }
        if value.is(.str), value.type(self)[.int].isUnbound { return try parseInt(value, base: 10) }
        let type = value.type(self)
        if !type[.int].isUnbound {
            let result = try callSpecial(type[.int], value)
            return try exactInt(result, from: "__int__")
        }
        if !type[.index].isUnbound { return try indexValue(value) }
        if !type[.truncate].isUnbound {
            try warn(.deprecationWarning, "The delegation of int() to __trunc__ is deprecated.")
            let result = try callSpecial(type[.truncate], value)
            if let int = exactInt(result) { return int }
            if result.type(self)[.index].isUnbound {
                throw raise(.typeError, "__trunc__ returned non-Integral (type \(result.type(self).name))")
            }
            return try indexValue(result)
        }
        if let int = try parseIntBytes(value, base: 10) { return int }
        throw raise(.typeError, "int() argument must be a string, a bytes-like object or a real number, not '\(type.name)'")
    }

    private func defineIntConversion(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, x=0, /, base=10)", "Make an int from a number, or from a text in some base.") { thread, arguments throws(Raised) in
            let type = Type(arguments[0]), value = arguments[1]
            if value.isUnbound {
                if !arguments[2].isUnbound { throw thread.raise(.typeError, "int() missing string argument") }
                return try thread.makeInt(Value(smallInt: 0), type: type)
            }
            if arguments[2].isUnbound { return try thread.makeInt(try thread.convertToInt(value), type: type) }
            let base = thread.machineInteger(try thread.indexValue(arguments[2])) ?? -1
            if base != 0, base < 2 || base > 36 { throw thread.raise(.valueError, "int() base must be >= 2 and <= 36, or 0") }
            if value.is(.str) { return try thread.makeInt(try thread.parseInt(value, base: base), type: type) }
            if value.is(.bytes) || value.is(.byteArray), let int = try thread.parseIntBytes(value, base: base) { return try thread.makeInt(int, type: type) }
            throw thread.raise(.typeError, "int() can't convert non-string with explicit base")
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            try thread.repr(ofInt: thread.int(arguments[0])).value
        }
        try builder.method("__format__", "($self, format_spec, /)", "Format the number as a specification says.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
            return try thread.formatInt(arguments[0], Str(arguments[1]))
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            try thread.makeInt(thread.hashOfInt(arguments[0]) ?? 0)
        }
        try builder.method("__bool__", "($self, /)", "True if self else False") { t, a throws(Raised) in Value(t.signOfInt(t.int(a[0])) != 0) }
        try builder.method("__int__", "($self, /)", "int(self)") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__index__", "($self, /)", "The number as an exact int.") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__float__", "($self, /)", "float(self)") { t, a throws(Raised) in try t.makeFloat(try t.doubleOfInt(a[0])) }
        try builder.method("__trunc__", "($self, /)", "The number itself.") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__floor__", "($self, /)", "The number itself.") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__ceil__", "($self, /)", "The number itself.") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__round__", "($self, ndigits=None, /)", "Round half to even, to tens, hundreds … for negative digits.") { thread, arguments throws(Raised) in
            let int = thread.int(arguments[0])
            if arguments[1].isUnbound || arguments[1].isNone { return int }
            let digits = try thread.indexValue(arguments[1])
            return thread.signOfInt(digits) >= 0 ? int : try thread.round(int, toPowerOfTen: try thread.negateInt(digits))
        }
    }

    private func round(_ int: Value, toPowerOfTen exponent: Value) throws(Raised) -> Value {
        let bits = try withLimbs(int) { a throws(Raised) in a.bitCount }
        // Half of the power is larger than any number with so few bits.
        guard let count = machineInteger(exponent), count <= bits / 3 + 2 else { return Value(smallInt: 0) }
        let power = try powerInts(Value(smallInt: 10), Value(smallInt: count))
        let (floor, remainder) = try divideInts(int, power)
        var quotient = floor
        let order = compareInts(try shiftLeft(remainder, by: 1), power)
        if order > 0 || (order == 0 && isOdd(quotient)) { quotient = try addInts(quotient, Value(smallInt: 1)) }
        return try multiplyInts(quotient, power)
    }

    // MARK: - Arithmetic

    func operateOnInt(_ operation: BinaryOperation, _ arguments: Arguments, isReflected: Bool) throws(Raised) -> Value {
        guard let other = exactInt(arguments[1]) else { return .notImplemented }
        let own = int(arguments[0])
        return try intArithmetic(operation, isReflected ? other : own, isReflected ? own : other) ?? .notImplemented
    }

    private func compareInt(_ comparison: Comparison, _ arguments: Arguments) -> Value {
        guard let other = exactInt(arguments[1]) else { return .notImplemented }
        return Value(comparison.holds(compareInts(int(arguments[0]), other), 0))
    }

    private func powerWithModulus(_ base: Value, _ exponent: Value, _ modulus: Value) throws(Raised) -> Value {
        guard let base = exactInt(base), let exponent = exactInt(exponent) else { return .notImplemented }
        if modulus.isUnbound || modulus.isNone { return try intArithmetic(.power, base, exponent) ?? .notImplemented }
        guard let modulus = exactInt(modulus) else { return .notImplemented }
        return try powerInts(base, exponent, modulus: modulus)
    }

    private func divmod(_ arguments: Arguments, isReflected: Bool) throws(Raised) -> Value {
        guard let other = exactInt(arguments[1]) else { return .notImplemented }
        let own = int(arguments[0])
        let divisor = isReflected ? own : other
        if signOfInt(divisor) == 0 { throw raise(.zeroDivisionError, "integer division or modulo by zero") }
        let (quotient, remainder) = try divideInts(isReflected ? other : own, divisor)
        return try makePair(quotient, remainder)
    }

    private func defineIntArithmetic(_ builder: NativeBuilder) throws(Raised) {
        try defineArithmetic(builder, hasRemainder: true)
        try builder.method("__divmod__", "($self, value, /)", "Return divmod(self, value).") { t, a throws(Raised) in try t.divmod(a, isReflected: false) }
        try builder.method("__rdivmod__", "($self, value, /)", "Return divmod(value, self).") { t, a throws(Raised) in try t.divmod(a, isReflected: true) }
        try builder.method("__pow__", "($self, value, mod=None, /)", "Return pow(self, value, mod).") { t, a throws(Raised) in try t.powerWithModulus(a[0], a[1], a[2]) }
        try builder.method("__rpow__", "($self, value, mod=None, /)", "Return pow(value, self, mod).") { t, a throws(Raised) in try t.powerWithModulus(a[1], a[0], a[2]) }
        try builder.method("__lshift__", "($self, value, /)", "Return self<<value.") { t, a throws(Raised) in try t.operate(.leftShift, a) }
        try builder.method("__rlshift__", "($self, value, /)", "Return value<<self.") { t, a throws(Raised) in try t.operate(.leftShift, a, isReflected: true) }
        try builder.method("__rshift__", "($self, value, /)", "Return self>>value.") { t, a throws(Raised) in try t.operate(.rightShift, a) }
        try builder.method("__rrshift__", "($self, value, /)", "Return value>>self.") { t, a throws(Raised) in try t.operate(.rightShift, a, isReflected: true) }
        try builder.method("__and__", "($self, value, /)", "Return self&value.") { t, a throws(Raised) in try t.operate(.and, a) }
        try builder.method("__rand__", "($self, value, /)", "Return value&self.") { t, a throws(Raised) in try t.operate(.and, a, isReflected: true) }
        try builder.method("__or__", "($self, value, /)", "Return self|value.") { t, a throws(Raised) in try t.operate(.or, a) }
        try builder.method("__ror__", "($self, value, /)", "Return value|self.") { t, a throws(Raised) in try t.operate(.or, a, isReflected: true) }
        try builder.method("__xor__", "($self, value, /)", "Return self^value.") { t, a throws(Raised) in try t.operate(.xor, a) }
        try builder.method("__rxor__", "($self, value, /)", "Return value^self.") { t, a throws(Raised) in try t.operate(.xor, a, isReflected: true) }
        try builder.method("__neg__", "($self, /)", "-self") { t, a throws(Raised) in try t.negateInt(t.int(a[0])) }
        try builder.method("__pos__", "($self, /)", "+self") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("__abs__", "($self, /)", "abs(self)") { t, a throws(Raised) in try t.absoluteInt(t.int(a[0])) }
        try builder.method("__invert__", "($self, /)", "~self") { t, a throws(Raised) in try t.invertInt(t.int(a[0])) }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { t, a throws(Raised) in t.compareInt(.less, a) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { t, a throws(Raised) in t.compareInt(.lessOrEqual, a) }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { t, a throws(Raised) in t.compareInt(.equal, a) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { t, a throws(Raised) in t.compareInt(.notEqual, a) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { t, a throws(Raised) in t.compareInt(.greater, a) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { t, a throws(Raised) in t.compareInt(.greaterOrEqual, a) }
    }

    // MARK: - Methods

    private func defineIntMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("bit_length", "($self, /)", "Bits of the magnitude.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.withLimbs(thread.int(arguments[0])) { a throws(Raised) in a.bitCount })
        }
        try builder.method("bit_count", "($self, /)", "Ones among the bits of the magnitude.") { thread, arguments throws(Raised) in
            Value(smallInt: try thread.withLimbs(thread.int(arguments[0])) { a throws(Raised) in
                var count = 0
                for index in 0..<a.count { count += a.limbs[index].nonzeroBitCount }
                thread.noteWork(a.count >> 3)
                return count
            })
        }
        try builder.method("conjugate", "($self, /)", "The number itself.") { t, a throws(Raised) in t.int(a[0]) }
        try builder.method("is_integer", "($self, /)", "True.") { t, a throws(Raised) in .true }
        try builder.method("as_integer_ratio", "($self, /)", "The number and 1.") { t, a throws(Raised) in try t.makePair(t.int(a[0]), Value(smallInt: 1)) }
        try builder.method("__getnewargs__", "($self, /)") { thread, arguments throws(Raised) in
            let tuple = try Tuple.allocate(count: 1, thread)
            tuple.base[0] = thread.int(arguments[0])
            return tuple.value
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes in memory.") { thread, arguments throws(Raised) in
            let bits = try thread.withLimbs(thread.int(arguments[0])) { a throws(Raised) in a.bitCount }
            return Value(smallInt: 24 + 4 * Swift.max(1, (bits + 29) / 30))
        }
        try builder.property("real", "what does not belong to the imaginary unit", get: { t, a throws(Raised) in t.int(a[0]) })
        try builder.property("imag", "what belongs to the imaginary unit", get: { t, a throws(Raised) in Value(smallInt: 0) })
        try builder.property("numerator", "what is divided as a fraction: the number itself", get: { t, a throws(Raised) in t.int(a[0]) })
        try builder.property("denominator", "what it is divided by as a fraction: 1", get: { t, a throws(Raised) in Value(smallInt: 1) })
    }
}
