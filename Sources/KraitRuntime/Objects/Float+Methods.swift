// The methods of `float`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFloat() throws(Raised) {
        try define(\.float, "float", shape: \.float, layout: Float.layout, flags: [.isBaseType]) { builder throws(Raised) in
            try builder.doc("Make a floating-point number of a number or of text.")
            try defineFloatConversion(builder)
            try defineFloatArithmetic(builder)
            try defineFloatMethods(builder)
        }
        machine.pointee.zeroFloat = try makeFloat(0)
    }

    /// A float, or an instance of a subclass of `float`.
    private func makeFloat(_ number: Double, type: Type) throws(Raised) -> Value {
        if type.value == machine.pointee.types.float { return try makeFloat(number) }
        let instance = try makeInstance(of: type)
        Float(instance).fields.pointee.number = number
        return instance
    }

    private func number(_ arguments: Arguments) -> Double { float(arguments[0]) ?? 0 }

    func operateOnFloat(_ operation: BinaryOperation, _ arguments: Arguments, isReflected: Bool) throws(Raised) -> Value {
        guard let other = try floatOperand(arguments[1]) else { return .notImplemented }
        let own = number(arguments)
        return try floatArithmetic(operation, isReflected ? other : own, isReflected ? own : other) ?? .notImplemented
    }

    private func compareFloat(_ comparison: Comparison, _ arguments: Arguments) -> Value {
        let own = number(arguments)
        if let other = float(arguments[1]) { return Value(comparison.holds(own, other)) }
        guard let int = exactInt(arguments[1]) else { return .notImplemented }
        guard let order = compareInt(int, with: own) else { return Value(comparison == .notEqual) }
        return Value(comparison.holds(0, order))
    }

    /// The value of `float(x)`.
    private func convertToFloat(_ value: Value) throws(Raised) -> Double {
        let type = value.type(self)
        if type[.float].isUnbound, type[.index].isUnbound {
            if value.is(.str) { return try parseFloat(value) }
            if let number = try parseFloatBytes(value) { return number }
        }
        if float(value) == nil, exactInt(value) == nil, type[.float].isUnbound, type[.index].isUnbound {
            throw raise(.typeError, "float() argument must be a string or a real number, not '\(type.name)'")
        }
        if value.is(.float), !value.has(machine.pointee.shapes.float), !type[.float].isUnbound {
            let result = try callSpecial(type[.float], value)
            return try floatResult(result, of: type)
        }
        return try double(value)
    }

    private func defineFloatConversion(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod("__new__", "($type, x=0, /)", "Make a float from a number or a text.") { thread, arguments throws(Raised) in
            let number = arguments[1].isUnbound ? 0 : try thread.convertToFloat(arguments[1])
            return try thread.makeFloat(number, type: Type(arguments[0]))
        }
        try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
            try thread.repr(ofFloat: thread.number(arguments)).value
        }
        try builder.method("__format__", "($self, format_spec, /)", "Format the number as a specification says.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
            return try thread.formatFloat(arguments[0], Str(arguments[1]))
        }
        try builder.method("__hash__", "($self, /)", "Return hash(self).") { thread, arguments throws(Raised) in
            try thread.makeInt(thread.hash(ofFloat: thread.number(arguments), arguments[0]))
        }
        try builder.method("__bool__", "($self, /)", "True if self else False") { thread, arguments throws(Raised) in Value(thread.number(arguments) != 0) }
        try builder.method("__int__", "($self, /)", "int(self)") { thread, arguments throws(Raised) in
            try thread.intOfFloat(thread.number(arguments), .towardZero)
        }
        try builder.method("__trunc__", "($self, /)", "The whole part.") { thread, arguments throws(Raised) in
            try thread.intOfFloat(thread.number(arguments), .towardZero)
        }
        try builder.method("__floor__", "($self, /)", "The largest int that is not greater.") { thread, arguments throws(Raised) in
            try thread.intOfFloat(thread.number(arguments), .down)
        }
        try builder.method("__ceil__", "($self, /)", "The smallest int that is not less.") { thread, arguments throws(Raised) in
            try thread.intOfFloat(thread.number(arguments), .up)
        }
        try builder.method("__float__", "($self, /)", "float(self)") { thread, arguments throws(Raised) in try thread.makeFloat(thread.number(arguments)) }
        try builder.method("__round__", "($self, ndigits=None, /)", "Round half to even, to an int or to a number of digits.") { thread, arguments throws(Raised) in
            let number = thread.number(arguments)
            if arguments[1].isUnbound || arguments[1].isNone { return try thread.intOfFloat(number, .toNearestOrEven) }
            let digits = try thread.indexValue(arguments[1])
            return try thread.makeFloat(try thread.round(number, digits: thread.machineInteger(digits) ?? (thread.signOfInt(digits) < 0 ? -1000 : 1000)))
        }
    }

    /// A double as an int; infinities and NaNs have none.
    func intOfFloat(_ number: Double, _ rule: FloatingPointRoundingRule) throws(Raised) -> Value {
        if number.isNaN { throw raise(.valueError, "cannot convert float NaN to integer") }
        if number.isInfinite { throw raise(.overflowError, "cannot convert float infinity to integer") }
        return try makeInt(truncating: number.rounded(rule))
    }

    private func defineFloatArithmetic(_ builder: NativeBuilder) throws(Raised) {
        try defineArithmetic(builder, hasRemainder: true)
        try builder.method("__pow__", "($self, value, mod=None, /)", "Return pow(self, value, mod).") { t, a throws(Raised) in
            try t.refuseModulus(a[2])
            return try t.operate(.power, a)
        }
        try builder.method("__rpow__", "($self, value, mod=None, /)", "Return pow(value, self, mod).") { t, a throws(Raised) in
            try t.refuseModulus(a[2])
            return try t.operate(.power, a, isReflected: true)
        }
        try builder.method("__divmod__", "($self, value, /)", "Return divmod(self, value).") { t, a throws(Raised) in try t.divmod(a, isReflected: false) }
        try builder.method("__rdivmod__", "($self, value, /)", "Return divmod(value, self).") { t, a throws(Raised) in try t.divmod(a, isReflected: true) }
        try builder.method("__neg__", "($self, /)", "-self") { t, a throws(Raised) in try t.makeFloat(-t.number(a)) }
        try builder.method("__pos__", "($self, /)", "+self") { t, a throws(Raised) in try t.makeFloat(t.number(a)) }
        try builder.method("__abs__", "($self, /)", "abs(self)") { t, a throws(Raised) in try t.makeFloat(t.number(a).magnitude) }
        try builder.method("__lt__", "($self, value, /)", "Return self<value.") { t, a throws(Raised) in t.compareFloat(.less, a) }
        try builder.method("__le__", "($self, value, /)", "Return self<=value.") { t, a throws(Raised) in t.compareFloat(.lessOrEqual, a) }
        try builder.method("__eq__", "($self, value, /)", "Return self==value.") { t, a throws(Raised) in t.compareFloat(.equal, a) }
        try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { t, a throws(Raised) in t.compareFloat(.notEqual, a) }
        try builder.method("__gt__", "($self, value, /)", "Return self>value.") { t, a throws(Raised) in t.compareFloat(.greater, a) }
        try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { t, a throws(Raised) in t.compareFloat(.greaterOrEqual, a) }
    }

    /// TypeError for a third argument of `pow` where not all are ints.
    func refuseModulus(_ modulus: Value) throws(Raised) {
        if !modulus.isUnbound, !modulus.isNone { throw raise(.typeError, "pow() 3rd argument not allowed unless all arguments are integers") }
    }

    private func divmod(_ arguments: Arguments, isReflected: Bool) throws(Raised) -> Value {
        guard let other = try floatOperand(arguments[1]) else { return .notImplemented }
        let own = number(arguments)
        let a = isReflected ? other : own, b = isReflected ? own : other
        if b == 0 { throw raise(.zeroDivisionError, "float divmod()") }
        let (quotient, remainder) = Double.floorDivision(a, b)
        return try makePair(try makeFloat(quotient), try makeFloat(remainder))
    }

    /// A tuple of two.
    func makePair(_ first: Value, _ second: Value) throws(Raised) -> Value {
        let pair = try Tuple.allocate(count: 2, self)
        pair.base[0] = first
        pair.base[1] = second
        return pair.value
    }

    private func defineFloatMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("as_integer_ratio", "($self, /)", "Two ints whose exact quotient is this number, the second positive.") { thread, arguments throws(Raised) in
            let number = thread.number(arguments)
            if number.isNaN { throw thread.raise(.valueError, "cannot convert NaN to integer ratio") }
            if number.isInfinite { throw thread.raise(.overflowError, "cannot convert Infinity to integer ratio") }
            if number == 0 { return try thread.makePair(Value(smallInt: 0), Value(smallInt: 1)) }
            let significand = number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)
            let zeros = significand.trailingZeroBitCount
            let odd = Int(significand >> UInt64(zeros))
            let exponent = Swift.max(Int(number.exponentBitPattern), 1) - 1075 + zeros
            let numerator = Value(smallInt: number < 0 ? -odd : odd), one = Value(smallInt: 1)
            if exponent >= 0 { return try thread.makePair(try thread.shiftLeft(numerator, by: exponent), one) }
            return try thread.makePair(numerator, try thread.shiftLeft(one, by: -exponent))
        }
        try builder.method("is_integer", "($self, /)", "Whether nothing is behind the point.") { thread, arguments throws(Raised) in
            let number = thread.number(arguments)
            return Value(number.isFinite && number == number.rounded(.down))
        }
        try builder.method("conjugate", "($self, /)", "The number itself.") { thread, arguments throws(Raised) in try thread.makeFloat(thread.number(arguments)) }
        try builder.method("hex", "($self, /)", "The number in hexadecimal.") { thread, arguments throws(Raised) in
            try thread.hexadecimal(ofFloat: thread.number(arguments)).value
        }
        try builder.classMethod("fromhex", "($type, string, /)", "Make a float from a hexadecimal text.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "bad argument type for built-in operation") }
            let number = try thread.makeFloat(try thread.parseHexadecimalFloat(Str(arguments[1])))
            return arguments[0] == thread.machine.pointee.types.float ? number : try thread.call(arguments[0], number)
        }
        try builder.classMethod("__getformat__", "($type, typestr, /)", "How doubles or single-precision floats lie in memory.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else {
                throw thread.raise(.typeError, "__getformat__() argument must be str, not \(arguments[1].type(thread).name)")
            }
            let kind = Str(arguments[1]).text
            guard kind == "double" || kind == "float" else { throw thread.raise(.valueError, "__getformat__() argument 1 must be 'double' or 'float'") }
            return try Str.make("IEEE, little-endian", thread).value
        }
        try builder.method("__getnewargs__", "($self, /)") { thread, arguments throws(Raised) in
            let tuple = try Tuple.allocate(count: 1, thread)
            tuple.base[0] = try thread.makeFloat(thread.number(arguments))
            return tuple.value
        }
        try builder.method("__sizeof__", "($self, /)", "Bytes in memory.") { thread, arguments throws(Raised) in Value(smallInt: 24) }
        try builder.property("real", "what does not belong to the imaginary unit", get: { thread, arguments throws(Raised) in try thread.makeFloat(thread.number(arguments)) })
        try builder.property("imag", "what belongs to the imaginary unit", get: { thread, arguments throws(Raised) in try thread.makeFloat(0) })
    }
}
