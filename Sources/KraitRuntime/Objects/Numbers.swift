// The built-in numbers together: what operators do with exact ints, bools, floats and complex numbers, without looking at their classes' methods.

/// A number of a built-in class itself, whose operators nobody can have replaced.
enum PlainNumber {
    case int(Value)
    case float(Double)
    case complex(Complex.Number)
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    @inline(__always)
    func plainNumber(_ value: Value) -> PlainNumber? {
        if value.isSmallInt { return .int(value) }
        if value.isInlineFloat { return .float(value.inlineFloat) }
        if value.isCell {
            let shape = value.shape, shapes = machine.pointee.shapes
            if shape == shapes.int { return .int(value) }
            if shape == shapes.float { return .float(Float(value).fields.pointee.number) }
            if shape == shapes.complex { return .complex(Complex(value).number) }
            return nil
        }
        return value.isBool ? .int(Value(smallInt: value == .true ? 1 : 0)) : nil
    }

    /// The value of an operator on two plain numbers; nil if one is not, or they do not have it.
    func arithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value? {
        guard let a = plainNumber(left), let b = plainNumber(right) else { return nil }
        switch (a, b) {
        case (.int(let x), .int(let y)):
            if left.isBool, right.isBool {
                switch operation {
                case .and: return Value(left == .true && right == .true)
                case .or: return Value(left == .true || right == .true)
                case .xor: return Value(left != right)
                default: break
                }
            }
            return try intArithmetic(operation, x, y)
        case (.float(let x), .float(let y)): return try floatArithmetic(operation, x, y)
        case (.float(let x), .int(let y)): return hasFloats(operation) ? try floatArithmetic(operation, x, try doubleOfInt(y)) : nil
        case (.int(let x), .float(let y)): return hasFloats(operation) ? try floatArithmetic(operation, try doubleOfInt(x), y) : nil
        case (.complex(let x), .complex(let y)): return try complexArithmetic(operation, x, y)
        case (.complex(let x), .float(let y)): return try complexArithmetic(operation, x, Complex.Number(y, 0))
        case (.float(let x), .complex(let y)): return try complexArithmetic(operation, Complex.Number(x, 0), y)
        case (.complex(let x), .int(let y)): return hasFloats(operation) ? try complexArithmetic(operation, x, Complex.Number(try doubleOfInt(y), 0)) : nil
        case (.int(let x), .complex(let y)): return hasFloats(operation) ? try complexArithmetic(operation, Complex.Number(try doubleOfInt(x), 0), y) : nil
        }
    }

    /// Whether floats have an operator.
    private func hasFloats(_ operation: BinaryOperation) -> Bool {
        switch operation {
        case .and, .or, .xor, .leftShift, .rightShift, .matrixMultiply: false
        default: true
        }
    }

    /// The value of an operator on two exact ints; nil if ints do not have it.
    func intArithmetic(_ operation: BinaryOperation, _ left: Value, _ right: Value) throws(Raised) -> Value? {
        switch operation {
        case .add: return try addInts(left, right)
        case .subtract: return try subtractInts(left, right)
        case .multiply: return try multiplyInts(left, right)
        case .floorDivide: return try floorDivideInts(left, right)
        case .modulo: return try moduloInts(left, right)
        case .divide: return try makeFloat(try trueDivideInts(left, right))
        case .power:
            if signOfInt(right) < 0 { return try floatPower(try doubleOfInt(left), try doubleOfInt(right)) }
            return try powerInts(left, right)
        case .leftShift: return try shiftLeftInts(left, right)
        case .rightShift: return try shiftRightInts(left, right)
        case .and, .or, .xor: return try bitwiseInts(operation, left, right)
        case .matrixMultiply: return nil
        }
    }

    /// The outcome of a comparison of two plain ints or floats, or of two plain strings; nil for anything else.
    @inline(__always)
    func comparePlain(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
        if left.isInlineFloat || right.isInlineFloat, let a = mixedFloat(left, self), let b = mixedFloat(right, self) { return comparison.holds(a, b) }
        if left.isCell {
            let kind = left.shape.pointee.kind
            guard kind == .str || kind == .int || kind == .float else { return nil }
        }
        return compareStringsOrNumbers(comparison, left, right)
    }

    @inline(never)
    private func compareStringsOrNumbers(_ comparison: Comparison, _ left: Value, _ right: Value) -> Bool? {
        if areExactStrings(left, right) {
            noteComparison(Str(left), Str(right))
            switch comparison {
            case .equal: return Str(left) == Str(right)
            case .notEqual: return !(Str(left) == Str(right))
            default: return comparison.holds(Str.order(Str(left), Str(right)), 0)
            }
        }
        guard let a = plainNumber(left), let b = plainNumber(right) else { return nil }
        switch (a, b) {
        case (.int(let x), .int(let y)): return comparison.holds(compareInts(x, y), 0)
        case (.float(let x), .float(let y)): return comparison.holds(x, y)
        case (.int(let x), .float(let y)):
            guard let order = compareInt(x, with: y) else { return comparison == .notEqual }
            return comparison.holds(order, 0)
        case (.float(let x), .int(let y)):
            guard let order = compareInt(y, with: x) else { return comparison == .notEqual }
            return comparison.holds(0, order)
        default: return nil
        }
    }

    func defineNumbers() throws(Raised) {
        try defineInt()
        try defineBool()
        try defineFloat()
        try defineComplex()
    }
}

// MARK: - Methods

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The methods of `+ - * /`, and of `// %` for numbers that have a remainder.
    func defineArithmetic(_ builder: NativeBuilder, hasRemainder: Bool) throws(Raised) {
        try builder.method("__add__", "($self, value, /)", "Return self+value.") { t, a throws(Raised) in try t.operate(.add, a) }
        try builder.method("__radd__", "($self, value, /)", "Return value+self.") { t, a throws(Raised) in try t.operate(.add, a, isReflected: true) }
        try builder.method("__sub__", "($self, value, /)", "Return self-value.") { t, a throws(Raised) in try t.operate(.subtract, a) }
        try builder.method("__rsub__", "($self, value, /)", "Return value-self.") { t, a throws(Raised) in try t.operate(.subtract, a, isReflected: true) }
        try builder.method("__mul__", "($self, value, /)", "Return self*value.") { t, a throws(Raised) in try t.operate(.multiply, a) }
        try builder.method("__rmul__", "($self, value, /)", "Return value*self.") { t, a throws(Raised) in try t.operate(.multiply, a, isReflected: true) }
        try builder.method("__truediv__", "($self, value, /)", "Return self/value.") { t, a throws(Raised) in try t.operate(.divide, a) }
        try builder.method("__rtruediv__", "($self, value, /)", "Return value/self.") { t, a throws(Raised) in try t.operate(.divide, a, isReflected: true) }
        guard hasRemainder else { return }
        try builder.method("__floordiv__", "($self, value, /)", "Return self//value.") { t, a throws(Raised) in try t.operate(.floorDivide, a) }
        try builder.method("__rfloordiv__", "($self, value, /)", "Return value//self.") { t, a throws(Raised) in try t.operate(.floorDivide, a, isReflected: true) }
        try builder.method("__mod__", "($self, value, /)", "Return self%value.") { t, a throws(Raised) in try t.operate(.modulo, a) }
        try builder.method("__rmod__", "($self, value, /)", "Return value%self.") { t, a throws(Raised) in try t.operate(.modulo, a, isReflected: true) }
    }

    /// The value of a method of an operator. The receiver is a number, perhaps of a subclass.
    func operate(_ operation: BinaryOperation, _ arguments: Arguments, isReflected: Bool = false) throws(Raised) -> Value {
        let own = arguments[0]
        if own.isInlineFloat || own.is(.float) { return try operateOnFloat(operation, arguments, isReflected: isReflected) }
        if own.is(.complex) { return try operateOnComplex(operation, arguments, isReflected: isReflected) }
        return try operateOnInt(operation, arguments, isReflected: isReflected)
    }
}
