// The module `_operator`: the operators of the language as functions. `itemgetter` and its like are in Operator+Getters.swift.
// In CPython: Modules/_operator.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineOperatorModule(_ builder: NativeBuilder) throws(Raised) {
        try defineOperatorTests(builder)
        try defineOperatorArithmetic(builder)
        try defineInPlaceArithmetic(builder)
        try defineOperatorSequences(builder)
        try defineOperatorItems(builder)
        try defineGetters(builder)
    }

    // MARK: - Comparison, truth and identity

    private func defineOperatorTests(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("lt", "(a, b, /)", "Same as a < b.") { thread, arguments throws(Raised) in try thread.comparison(.less, arguments) }
        try builder.method("le", "(a, b, /)", "Same as a <= b.") { thread, arguments throws(Raised) in try thread.comparison(.lessOrEqual, arguments) }
        try builder.method("eq", "(a, b, /)", "Same as a == b.") { thread, arguments throws(Raised) in try thread.comparison(.equal, arguments) }
        try builder.method("ne", "(a, b, /)", "Same as a != b.") { thread, arguments throws(Raised) in try thread.comparison(.notEqual, arguments) }
        try builder.method("gt", "(a, b, /)", "Same as a > b.") { thread, arguments throws(Raised) in try thread.comparison(.greater, arguments) }
        try builder.method("ge", "(a, b, /)", "Same as a >= b.") { thread, arguments throws(Raised) in try thread.comparison(.greaterOrEqual, arguments) }
        try builder.method("truth", "(a, /)", "Whether a is true.") { thread, arguments throws(Raised) in Value(try thread.isTrue(arguments[0])) }
        try builder.method("not_", "(a, /)", "Same as not a.") { thread, arguments throws(Raised) in Value(!(try thread.isTrue(arguments[0]))) }
        try builder.method("is_", "(a, b, /)", "Same as a is b.") { thread, arguments throws(Raised) in Value(arguments[0].isIdentical(to: arguments[1])) }
        try builder.method("is_not", "(a, b, /)", "Same as a is not b.") { thread, arguments throws(Raised) in
            Value(!arguments[0].isIdentical(to: arguments[1]))
        }
        try builder.method("_compare_digest", "(a, b, /)", "Whether two strings or bytes are equal, in a time that does not tell where they differ.") { thread, arguments throws(Raised) in
            try thread.compareDigests(arguments[0], arguments[1])
        }
    }

    @inline(__always)
    private func comparison(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let left = arguments[0], right = arguments[1]
        if left.isSmallInt(with: right) { return Value(comparison.holds(Int64(bitPattern: left.bits), Int64(bitPattern: right.bits))) }
        if let outcome = comparePlain(comparison, left, right) { return Value(outcome) }
        return try compare(comparison, left, right)
    }

    private func compareDigests(_ left: Value, _ right: Value) throws(Raised) -> Value {
        if left.is(.str), right.is(.str) {
            guard Str(left).isASCII, Str(right).isASCII else { throw raise(.typeError, "comparing strings with non-ASCII characters is not supported") }
            let first = Str(left), second = Str(right)
            try charge(second.count >> 4)
            return Value(areSame(UnsafeRawPointer(first.bytes), first.count, UnsafeRawPointer(second.bytes), second.count))
        }
        guard isBytesLike(left) || isBytesLike(right) else {
            throw raise(.typeError, "unsupported operand types(s) or combination of types: '\(left.type(self).name)' and '\(right.type(self).name)'")
        }
        let first = try buffer(left), second = try buffer(right)
        try charge(second.count >> 4)
        return Value(areSame(UnsafeRawPointer(first.base), first.count, UnsafeRawPointer(second.base), second.count))
    }

    /// Looks at every byte of the second, whatever it finds.
    private func areSame(_ left: UnsafeRawPointer, _ leftCount: Int, _ right: UnsafeRawPointer, _ rightCount: Int) -> Bool {
        let other = leftCount == rightCount ? left : right
        var difference: UInt8 = leftCount == rightCount ? 0 : 1
        for index in 0..<rightCount { difference |= other.load(fromByteOffset: index, as: UInt8.self) ^ right.load(fromByteOffset: index, as: UInt8.self) }
        return difference == 0
    }

    // MARK: - Arithmetic

    private func defineOperatorArithmetic(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("add", "(a, b, /)", "Same as a + b.") { thread, arguments throws(Raised) in try thread.operation(.add, arguments) }
        try builder.method("sub", "(a, b, /)", "Same as a - b.") { thread, arguments throws(Raised) in try thread.operation(.subtract, arguments) }
        try builder.method("mul", "(a, b, /)", "Same as a * b.") { thread, arguments throws(Raised) in try thread.operation(.multiply, arguments) }
        try builder.method("matmul", "(a, b, /)", "Same as a @ b.") { thread, arguments throws(Raised) in try thread.operation(.matrixMultiply, arguments) }
        try builder.method("truediv", "(a, b, /)", "Same as a / b.") { thread, arguments throws(Raised) in try thread.operation(.divide, arguments) }
        try builder.method("floordiv", "(a, b, /)", "Same as a // b.") { thread, arguments throws(Raised) in try thread.operation(.floorDivide, arguments) }
        try builder.method("mod", "(a, b, /)", "Same as a % b.") { thread, arguments throws(Raised) in try thread.operation(.modulo, arguments) }
        try builder.method("pow", "(a, b, /)", "Same as a ** b.") { thread, arguments throws(Raised) in try thread.operation(.power, arguments) }
        try builder.method("lshift", "(a, b, /)", "Same as a << b.") { thread, arguments throws(Raised) in try thread.operation(.leftShift, arguments) }
        try builder.method("rshift", "(a, b, /)", "Same as a >> b.") { thread, arguments throws(Raised) in try thread.operation(.rightShift, arguments) }
        try builder.method("and_", "(a, b, /)", "Same as a & b.") { thread, arguments throws(Raised) in try thread.operation(.and, arguments) }
        try builder.method("or_", "(a, b, /)", "Same as a | b.") { thread, arguments throws(Raised) in try thread.operation(.or, arguments) }
        try builder.method("xor", "(a, b, /)", "Same as a ^ b.") { thread, arguments throws(Raised) in try thread.operation(.xor, arguments) }
        try builder.method("neg", "(a, /)", "Same as -a.") { thread, arguments throws(Raised) in
            if arguments[0].isSmallInt, let result = Value(smallInt: 0).subtractingSmallInt(arguments[0]) { return result }
            return try thread.unary(.negative, arguments[0])
        }
        try builder.method("pos", "(a, /)", "Same as +a.") { thread, arguments throws(Raised) in try thread.unary(.positive, arguments[0]) }
        for name in ["invert", "inv"] as [StaticString] {
            try builder.method(name, "(a, /)", "Same as ~a.") { thread, arguments throws(Raised) in try thread.unary(.invert, arguments[0]) }
        }
        try builder.method("abs", "(a, /)", "Same as abs(a).") { thread, arguments throws(Raised) in try thread.absolute(arguments[0]) }
        try builder.method("index", "(a, /)", "Same as a.__index__().") { thread, arguments throws(Raised) in
            arguments[0].isSmallInt ? arguments[0] : try thread.indexValue(arguments[0])
        }
    }

    @inline(__always)
    private func operation(_ operation: BinaryOperation, _ arguments: Arguments) throws(Raised) -> Value {
        if let result = fastArithmetic(operation, arguments[0], arguments[1]) { return result }
        return try operate(operation, isInPlace: false, arguments[0], arguments[1])
    }

    @inline(__always)
    private func inPlace(_ operation: BinaryOperation, _ arguments: Arguments) throws(Raised) -> Value {
        if let result = fastArithmetic(operation, arguments[0], arguments[1]) { return result }
        return try operate(operation, isInPlace: true, arguments[0], arguments[1])
    }

    /// The value of an operator; plain numbers and strings are dealt with first.
    @inline(never)
    func operate(_ operation: BinaryOperation, isInPlace: Bool, _ left: Value, _ right: Value) throws(Raised) -> Value {
        if left.has(machine.pointee.shapes.str) {
            if let value = try operateOnStr(operation, left, right) { return value }
        } else if let value = try arithmetic(operation, left, right) {
            return value
        }
        return try binary(operation, isInPlace: isInPlace, left, right)
    }

    private func defineInPlaceArithmetic(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("iadd", "(a, b, /)", "Same as a += b.") { thread, arguments throws(Raised) in try thread.inPlace(.add, arguments) }
        try builder.method("isub", "(a, b, /)", "Same as a -= b.") { thread, arguments throws(Raised) in try thread.inPlace(.subtract, arguments) }
        try builder.method("imul", "(a, b, /)", "Same as a *= b.") { thread, arguments throws(Raised) in try thread.inPlace(.multiply, arguments) }
        try builder.method("imatmul", "(a, b, /)", "Same as a @= b.") { thread, arguments throws(Raised) in try thread.inPlace(.matrixMultiply, arguments) }
        try builder.method("itruediv", "(a, b, /)", "Same as a /= b.") { thread, arguments throws(Raised) in try thread.inPlace(.divide, arguments) }
        try builder.method("ifloordiv", "(a, b, /)", "Same as a //= b.") { thread, arguments throws(Raised) in try thread.inPlace(.floorDivide, arguments) }
        try builder.method("imod", "(a, b, /)", "Same as a %= b.") { thread, arguments throws(Raised) in try thread.inPlace(.modulo, arguments) }
        try builder.method("ipow", "(a, b, /)", "Same as a **= b.") { thread, arguments throws(Raised) in try thread.inPlace(.power, arguments) }
        try builder.method("ilshift", "(a, b, /)", "Same as a <<= b.") { thread, arguments throws(Raised) in try thread.inPlace(.leftShift, arguments) }
        try builder.method("irshift", "(a, b, /)", "Same as a >>= b.") { thread, arguments throws(Raised) in try thread.inPlace(.rightShift, arguments) }
        try builder.method("iand", "(a, b, /)", "Same as a &= b.") { thread, arguments throws(Raised) in try thread.inPlace(.and, arguments) }
        try builder.method("ior", "(a, b, /)", "Same as a |= b.") { thread, arguments throws(Raised) in try thread.inPlace(.or, arguments) }
        try builder.method("ixor", "(a, b, /)", "Same as a ^= b.") { thread, arguments throws(Raised) in try thread.inPlace(.xor, arguments) }
    }

    // MARK: - Sequences

    private func defineOperatorSequences(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("concat", "(a, b, /)", "Same as a + b, for sequences.") { thread, arguments throws(Raised) in
            try thread.concatenate(arguments[0], arguments[1], isInPlace: false)
        }
        try builder.method("iconcat", "(a, b, /)", "Same as a += b, for sequences.") { thread, arguments throws(Raised) in
            try thread.concatenate(arguments[0], arguments[1], isInPlace: true)
        }
        try builder.method("contains", "(a, b, /)", "Same as b in a.") { thread, arguments throws(Raised) in
            Value(try thread.contains(arguments[0], arguments[1]))
        }
        try builder.method("countOf", "(a, b, /)", "How often b comes in a.") { thread, arguments throws(Raised) in
            let sought = arguments[1]
            var count = 0
            try thread.consume(try thread.iteratorForSearch(arguments[0])) { _ in
                false
            } slow: { item throws(Raised) in
                if try thread.isEqual(item, sought) { count += 1 }
                return true
            }
            return try thread.makeInt(count)
        }
        try builder.method("indexOf", "(a, b, /)", "The first index of b in a.") { thread, arguments throws(Raised) in
            let sought = arguments[1]
            var index = 0, isFound = false
            try thread.consume(try thread.iteratorForSearch(arguments[0])) { _ in
                false
            } slow: { item throws(Raised) in
                isFound = try thread.isEqual(item, sought)
                if !isFound { index += 1 }
                return !isFound
            }
            if !isFound { throw thread.raise(.valueError, "sequence.index(x): x not in sequence") }
            return try thread.makeInt(index)
        }
        try builder.method("length_hint", "(obj, default=0, /)", "About how many items an object has: its length, what __length_hint__() says, or the default.") { thread, arguments throws(Raised) in
            let fallback = arguments[1].isUnbound ? 0 : try thread.index(arguments[1])
            return try thread.makeInt(try thread.lengthHint(arguments[0], default: fallback))
        }
    }

    private func iteratorForSearch(_ sequence: Value) throws(Raised) -> Value {
        do throws(Raised) {
            return try iterator(of: sequence)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            throw raise(.typeError, "argument of type '\(sequence.type(self).name)' is not iterable")
        }
    }

    /// `+` of sequences alone. Classes of programs have but one `+`: what has items counts as a sequence (in CPython: `PySequence_Concat`).
    private func concatenate(_ left: Value, _ right: Value, isInPlace: Bool) throws(Raised) -> Value {
        let type = left.type(self)
        if isSequence(left), type.flags.contains(.isBuiltinSequence) || isConcatenation(type[.add]) {
            let inPlace = isInPlace ? type[.inPlaceAdd] : .unbound
            return try callSpecial(inPlace.isUnbound ? type[.add] : inPlace, left, right)
        }
        guard isSequence(left), isSequence(right), !type[.add].isUnbound || !right.type(self)[.rightAdd].isUnbound || isInPlace && !type[.inPlaceAdd].isUnbound else {
            throw raise(.typeError, "'\(type.name)' object can't be concatenated")
        }
        return try binary(.add, isInPlace: isInPlace, left, right)
    }

    /// Whether `+` is that of a built-in sequence.
    private func isConcatenation(_ method: Value) -> Bool {
        guard method.is(.nativeFunction), Native(method).fields.pointee.owner.is(.type) else { return false }
        let owner = Native(method).fields.pointee.owner
        return Type(owner).flags.contains(.isBuiltinSequence) || owner == machine.pointee.types.deque
    }

    // MARK: - Items and calls

    private func defineOperatorItems(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("getitem", "(a, b, /)", "Same as a[b].") { thread, arguments throws(Raised) in
            if let item = thread.itemFast(arguments[0], arguments[1]) { return item }
            return try thread.getItem(arguments[0], arguments[1])
        }
        try builder.method("setitem", "(a, b, c, /)", "Same as a[b] = c.") { thread, arguments throws(Raised) in
            try thread.setItem(arguments[0], arguments[1], arguments[2])
            return .none
        }
        try builder.method("delitem", "(a, b, /)", "Same as del a[b].") { thread, arguments throws(Raised) in
            try thread.deleteItem(arguments[0], arguments[1])
            return .none
        }
        try builder.method("call", "(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs).") { thread, arguments throws(Raised) in
            try thread.callSpread(arguments)
        }
    }

    /// The item of a list, tuple or dict where no method is to be asked; nil for anything else.
    @inline(__always)
    func itemFast(_ container: Value, _ key: Value) -> Value? {
        guard container.isCell else { return nil }
        let shape = container.shape, shapes = machine.pointee.shapes
        if shape == shapes.tuple { return key.isSmallInt ? Tuple(container).item(at: key.smallInt) : nil }
        if shape == shapes.list { return key.isSmallInt ? List(container).item(at: key.smallInt) : nil }
        return shape == shapes.dict ? Dict(container).getFast(key, self) : nil
    }
}
