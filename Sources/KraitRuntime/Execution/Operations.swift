import KraitBytecode

// What the language does with any object: operators, truth, items, iteration, conversion. The methods that the types define decide; this file holds
// the protocols around them (data model reference, "Emulating numeric types" and the following sections; in CPython: Objects/abstract.c).

/// The operators of `BINARY_OP`, by its operand.
public enum BinaryOperation: UInt8, Sendable {
    case add, and, floorDivide, leftShift, matrixMultiply, multiply, modulo, or, power, rightShift, subtract, divide, xor

    var method: SpecialMethod {
        switch self {
        case .add: .add
        case .and: .and
        case .floorDivide: .floorDivide
        case .leftShift: .leftShift
        case .matrixMultiply: .matrixMultiply
        case .multiply: .multiply
        case .modulo: .modulo
        case .or: .or
        case .power: .power
        case .rightShift: .rightShift
        case .subtract: .subtract
        case .divide: .divide
        case .xor: .xor
        }
    }

    var reflectedMethod: SpecialMethod {
        switch self {
        case .add: .rightAdd
        case .and: .rightAnd
        case .floorDivide: .rightFloorDivide
        case .leftShift: .rightLeftShift
        case .matrixMultiply: .rightMatrixMultiply
        case .multiply: .rightMultiply
        case .modulo: .rightModulo
        case .or: .rightOr
        case .power: .rightPower
        case .rightShift: .rightRightShift
        case .subtract: .rightSubtract
        case .divide: .rightDivide
        case .xor: .rightXor
        }
    }

    var inPlaceMethod: SpecialMethod {
        switch self {
        case .add: .inPlaceAdd
        case .and: .inPlaceAnd
        case .floorDivide: .inPlaceFloorDivide
        case .leftShift: .inPlaceLeftShift
        case .matrixMultiply: .inPlaceMatrixMultiply
        case .multiply: .inPlaceMultiply
        case .modulo: .inPlaceModulo
        case .or: .inPlaceOr
        case .power: .inPlacePower
        case .rightShift: .inPlaceRightShift
        case .subtract: .inPlaceSubtract
        case .divide: .inPlaceDivide
        case .xor: .inPlaceXor
        }
    }

    var symbol: String {
        switch self {
        case .add: "+"
        case .and: "&"
        case .floorDivide: "//"
        case .leftShift: "<<"
        case .matrixMultiply: "@"
        case .multiply: "*"
        case .modulo: "%"
        case .or: "|"
        case .power: "** or pow()"
        case .rightShift: ">>"
        case .subtract: "-"
        case .divide: "/"
        case .xor: "^"
        }
    }
}

// MARK: - What an instruction's bytecode says

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The bytecode that the instruction of the running activation comes from.
    func bytecode(at pc: PC) -> (opcode: Opcode, argument: Int) {
        let code = pointee.activation.pointee.code
        let offset = code.bytecodeOffset(of: pc)
        let bytes = Code(code.pointee.codeObject).object.fields.code
        guard offset + 1 < bytes.count else { return (.nop, 0) }
        var argument = Int(bytes[offset + 1]), shift = 8, place = offset - 2
        while place >= 0, Opcode(rawValue: UInt16(bytes[place])) == .extendedArg {
            argument |= Int(bytes[place + 1]) << shift
            shift += 8
            place -= 2
        }
        return (Opcode(rawValue: UInt16(bytes[offset])), argument)
    }

    func opcode(at pc: PC) -> Opcode { bytecode(at: pc).opcode }

    /// The operator of an arithmetic instruction: it keeps the operand of its bytecode where others have the number of their cache.
    func binaryOperation(at pc: PC) -> (BinaryOperation, isInPlace: Bool) {
        let argument = pc.pointee.cache.index
        return (BinaryOperation(rawValue: UInt8(truncatingIfNeeded: argument % 13)) ?? .add, argument >= 13)
    }

    func comparison(at pc: PC) -> (Comparison, wantsBool: Bool) {
        let argument = bytecode(at: pc).argument
        return (Comparison(rawValue: UInt8(truncatingIfNeeded: argument >> 5)) ?? .equal, argument & 16 != 0)
    }

    /// Name, whether a method is wanted, and whether `super` had two arguments.
    func superOperand(at pc: PC) -> (name: Value, isMethod: Bool, hasTwoArguments: Bool) {
        let argument = bytecode(at: pc).argument
        let code = pointee.activation.pointee.code
        let names = Tuple(Code(code.pointee.codeObject).fields.pointee.names)
        let index = argument >> 2
        return (index < names.count ? names[index] : name(.dunderClass), argument & 1 != 0, argument & 2 != 0)
    }

    func localName(_ index: Int) -> Value {
        let names = Tuple(Code(pointee.activation.pointee.code.pointee.codeObject).fields.pointee.localNames)
        return index < names.count ? names[index] : name(.underscore)
    }
}

// MARK: - Binary operators

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The value of an operator.
    public func binary(_ operation: BinaryOperation, isInPlace: Bool = false, _ left: Value, _ right: Value) throws(Raised) -> Value {
        let leftType = left.type(self), rightType = right.type(self)
        let inPlaceMethod = isInPlace ? leftType[operation.inPlaceMethod] : .unbound
        let isSequenceInPlace = isSequenceMethod(inPlaceMethod)
        if !inPlaceMethod.isUnbound && !isSequenceInPlace {
            let result = try callSpecial(inPlaceMethod, left, right)
            if result != .notImplemented { return result }
        }
        let method = leftType[operation.method]
        let reflected = leftType == rightType ? .unbound : rightType[operation.reflectedMethod]
        // The right operand of a subclass that brings its own reflected method goes first.
        let isRightFirst = !reflected.isUnbound && rightType != leftType && rightType.isSubtype(of: leftType)
            && reflected != leftType[operation.reflectedMethod]
        if isRightFirst {
            let result = try callSpecial(reflected, right, left)
            if result != .notImplemented { return result }
        }
        let isSequenceOperation = (operation == .add || operation == .multiply) && isSequenceMethod(method)
        if !method.isUnbound && !isSequenceOperation {
            let result = try callSpecial(method, left, right)
            if result != .notImplemented { return result }
        }
        if !reflected.isUnbound && !isRightFirst && !isSequenceMethod(reflected) {
            let result = try callSpecial(reflected, right, left)
            if result != .notImplemented { return result }
        }
        // Concatenation and repetition come last, as the sequence slots do in CPython.
        if isSequenceOperation || isSequenceInPlace {
            if operation == .multiply { try checkRepetitions(right) }
            let result = try callSpecial(isSequenceInPlace ? inPlaceMethod : method, left, right)
            if result != .notImplemented { return result }
        }
        if operation == .multiply, isSequenceMethod(rightType[.multiply]) {
            try checkRepetitions(left)
            let result = try callSpecial(rightType[.multiply], right, left)
            if result != .notImplemented { return result }
        }
        throw raiseUnsupported(operation, isInPlace: isInPlace, left, rightType)
    }

    private func raiseUnsupported(_ operation: BinaryOperation, isInPlace: Bool, _ left: Value, _ right: Type) -> Raised {
        let symbol = isInPlace ? (operation == .power ? "**=" : operation.symbol + "=") : operation.symbol
        // Python 2 printed to a file by `print >>file, text`.
        let isPrint = operation == .rightShift && !isInPlace && left.is(.nativeFunction) && Native(left).qualifiedName == "print"
        let hint = isPrint ? ". Did you mean \"print(<message>, file=<output_stream>)\"?" : ""
        return raise(.typeError, "unsupported operand type(s) for \(symbol): '\(left.type(self).name)' and '\(right.name)'" + hint)
    }

    /// What the method that `beginBinary` entered returned: there is no other to ask.
    func finishBinary(_ result: Value, _ left: Value, _ right: Value) throws(Raised) -> Value {
        if result != .notImplemented { return result }
        let (operation, isInPlace) = binaryOperation(at: pointee.activation.pointee.pc)
        throw raiseUnsupported(operation, isInPlace: isInPlace, left, right.type(self))
    }

    private func checkRepetitions(_ value: Value) throws(Raised) {
        if value.isSmallInt || value.isBool || value.is(.int) || !value.type(self)[.index].isUnbound { return }
        throw raise(.typeError, "can't multiply sequence by non-int of type '\(value.type(self).name)'")
    }

    /// Whether a method is the concatenation or repetition of a built-in sequence.
    private func isSequenceMethod(_ method: Value) -> Bool {
        method.is(.nativeFunction) && Native(method).fields.pointee.owner.is(.type)
            && Type(Native(method).fields.pointee.owner).flags.contains(.isBuiltinSequence)
    }

    /// The same from an instruction: a method written in Python gets an activation where nothing can come after it.
    func beginBinary(_ operation: BinaryOperation, isInPlace: Bool, _ left: Value, _ right: Value) throws(Raised) -> Begun {
        let leftType = left.type(self), rightType = right.type(self)
        if leftType == rightType, !isInPlace || leftType[operation.inPlaceMethod].isUnbound {
            let method = leftType[operation.method]
            if method.is(.function) {
                let base = freeRegisters
                base[0] = left
                base[1] = right
                try push(Function(method), registers: base, given: 2)
                pointee.activation.pointee.first = left
                pointee.activation.pointee.second = right
                pointee.activation.pointee.continuation = .binary
                return .entered
            }
            // A built-in class's own method; that of the right operand would be the same one.
            if operation != .multiply, method.is(.nativeFunction), Native(method).fields.pointee.owner == leftType.value {
                let result = try callSpecial(method, left, right)
                if result != .notImplemented { return .value(result) }
                throw raiseUnsupported(operation, isInPlace: isInPlace, left, rightType)
            }
        }
        return .value(try binary(operation, isInPlace: isInPlace, left, right))
    }

    func unary(_ method: SpecialMethod, _ operand: Value) throws(Raised) -> Value {
        let function = operand.type(self)[method]
        if function.isUnbound {
            let symbol = method == .negative ? "-" : method == .positive ? "+" : "~"
            throw raise(.typeError, "bad operand type for unary \(symbol): '\(operand.type(self).name)'")
        }
        return try callSpecial(function, operand)
    }
}

// MARK: - Comparison, truth, hash

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// A rich comparison; the result can be any object.
    public func compare(_ comparison: Comparison, _ left: Value, _ right: Value) throws(Raised) -> Value {
        try checkNativeStack(.comparison)
        if areExactSets(left, right) { return try PythonSet(left).compare(comparison, right, self) }
        let leftType = left.type(self), rightType = right.type(self)
        let reflected = rightType[comparison.reflected.method]
        let isRightFirst = leftType != rightType && rightType.isSubtype(of: leftType) && !reflected.isUnbound
        if isRightFirst {
            let result = try callComparison(reflected, right, left)
            if result != .notImplemented { return result }
        }
        let method = leftType[comparison.method]
        if comparison == .equal, method == reflected, method == Type(machine.pointee.types.object)[.equal] { return Value(left.isIdentical(to: right)) }
        if !method.isUnbound {
            let result = try callComparison(method, left, right)
            if result != .notImplemented { return result }
        }
        if !isRightFirst && !reflected.isUnbound {
            let result = try callComparison(reflected, right, left)
            if result != .notImplemented { return result }
        }
        switch comparison {
        case .equal: return Value(left.isIdentical(to: right))
        case .notEqual: return Value(!left.isIdentical(to: right))
        default:
            let symbols = ["<", "<=", "==", "!=", ">", ">="]
            throw raise(
                .typeError,
                "'\(symbols[Int(comparison.rawValue)])' not supported between instances of '\(leftType.name)' and '\(rightType.name)'")
        }
    }

    /// A descriptor that fails to give the method counts as one that does not implement the comparison (in CPython: `slot_tp_richcompare`).
    private func callComparison(_ method: Value, _ object: Value, _ other: Value) throws(Raised) -> Value {
        if takesReceiver(method) { return try callSpecial(method, object, other) }
        guard let bound = try bindOrNil(method, object) else { return .notImplemented }
        return try call(bound, other)
    }

    /// What a special method becomes for an object; nil where its descriptor raises, whatever it is.
    private func bindOrNil(_ method: Value, _ object: Value) throws(Raised) -> Value? {
        do throws(Raised) {
            return try bind(method, object, object.type(self))
        } catch {
            if pointee.stop != nil { throw error }
            pointee.exception = .unbound
            return nil
        }
    }

    /// `left is right or left == right`, as containers compare.
    public func isEqual(_ left: Value, _ right: Value) throws(Raised) -> Bool {
        if left.isIdentical(to: right) { return true }
        if left.isSmallInt(with: right) { return left == right }
        if let isEqual = areEqualFast(left, right) { return isEqual }
        return try isTrue(try compare(.equal, left, right))
    }

    @inline(__always)
    func areExactStrings(_ left: Value, _ right: Value) -> Bool {
        let shape = machine.pointee.shapes.str
        return left.has(shape) && right.has(shape)
    }

    /// The truth of a value (language reference, "Truth value testing").
    public func isTrue(_ value: Value) throws(Raised) -> Bool {
        if value.isBool { return value == .true }
        if value.isSmallInt { return value.bits != 0 }
        if value.isInlineFloat { return true }
        if value.isNone { return false }
        let type = value.type(self)
        let method = type[.bool]
        if !method.isUnbound {
            let result = try callSpecial(method, value)
            guard result.isBool else { throw raise(.typeError, "__bool__ should return bool, returned \(result.type(self).name)") }
            return result == .true
        }
        if !type[.length].isUnbound { return try length(value) != 0 }
        return true
    }

    /// The hash of a value; TypeError if it has none.
    public func hash(_ value: Value) throws(Raised) -> Int {
        if value.isSmallInt { return hashOfSmallInt(value.smallInt) }
        if value.has(machine.pointee.shapes.str) { return Str(value).hash(self) }
        if value.has(machine.pointee.shapes.tuple) { return try Tuple(value).hash(self) }
        let method = value.type(self)[.hash]
        if method.isUnbound || method.isNone { throw raise(.typeError, "unhashable type: '\(value.type(self).name)'") }
        if method == Type(machine.pointee.types.object)[.hash] { return identityHash(value) }
        let result: Value
        if takesReceiver(method) {
            result = try callSpecial(method, value)
        } else {
            guard let bound = try bindOrNil(method, value) else { throw raise(.typeError, "unhashable type: '\(value.type(self).name)'") }
            result = try call(bound)
        }
        if result.isSmallInt { return result.smallInt == -1 ? -2 : result.smallInt }
        if let hash = machineInteger(result) { return hash == -1 ? -2 : hash }
        guard let hash = hashOfInt(result) else { throw raise(.typeError, "__hash__ method should return an integer") }
        return hash
    }

    /// Ints hash to themselves modulo 2^61 - 1.
    @inline(__always)
    func hashOfSmallInt(_ int: Int) -> Int {
        let modulus = (1 << 61) - 1
        if int >= 0 { return int < modulus ? int : int - modulus }
        if int == -1 { return -2 }
        let negated = int > -modulus ? int : -((-int) % modulus)
        return negated == -1 ? -2 : negated
    }
}

extension Value {
    /// `is`: the same object. Floats and ints without a cell are the same if they are equal.
    @inline(__always)
    public func isIdentical(to other: Value) -> Bool { bits == other.bits }
}

// MARK: - Containers

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `len(value)`.
    public func length(_ value: Value) throws(Raised) -> Int {
        if let length = lengthFast(value) { return length }
        let method = value.type(self)[.length]
        if method.isUnbound { throw raise(.typeError, "object of type '\(value.type(self).name)' has no len()") }
        let result = try callSpecial(method, value)
        if result.isSmallInt, result.smallInt >= 0 { return result.smallInt }
        let int = try indexValue(result)
        if signOfInt(int) < 0 { throw raise(.valueError, "__len__() should return >= 0") }
        guard let length = machineInteger(int) else {
            throw raise(.overflowError, "cannot fit '\(result.type(self).name)' into an index-sized integer")
        }
        return length
    }

    /// `container[key]`.
    public func getItem(_ container: Value, _ key: Value) throws(Raised) -> Value {
        let method = container.type(self)[.getItem]
        if !method.isUnbound { return try callSpecial(method, container, key) }
        if container.is(.type) { return try classGetItem(Type(container), key) }
        throw raise(.typeError, "'\(container.type(self).name)' object is not subscriptable")
    }

    /// The item, or nil where KeyError would be raised.
    func getOptionalItem(_ container: Value, _ key: Value) throws(Raised) -> Value? {
        if container.has(machine.pointee.shapes.dict) { return try Dict(container).get(key, self) }
        do throws(Raised) {
            return try getItem(container, key)
        } catch {
            if try takeException(matching: machine.pointee.types.exceptions.keyError) { return nil }
            throw error
        }
    }

    public func setItem(_ container: Value, _ key: Value, _ value: Value) throws(Raised) {
        let method = container.type(self)[.setItem]
        if method.isUnbound { throw raise(.typeError, "'\(container.type(self).name)' object does not support item assignment") }
        _ = try callSpecial(method, container, key, value)
    }

    public func deleteItem(_ container: Value, _ key: Value) throws(Raised) {
        let method = container.type(self)[.delItem]
        if method.isUnbound { throw raiseUndeletable(container, key) }
        _ = try callSpecial(method, container, key)
    }

    /// What has the slots of a sequence says it in other words where the key is an index (in CPython: `PyObject_DelItem`).
    private func raiseUndeletable(_ container: Value, _ key: Value) -> Raised {
        let type = container.type(self)
        let isSequence = type.flags.contains(.isHeapType) || !type[.length].isUnbound || !type[.contains].isUnbound
        let isIndex = !key.type(self)[.index].isUnbound
        return raise(.typeError, "'\(type.name)' object \(isSequence && isIndex ? "doesn't" : "does not") support item deletion")
    }

    /// `item in container`.
    public func contains(_ container: Value, _ item: Value) throws(Raised) -> Bool {
        if let answer = containsFast(container, item) { return answer }
        let method = container.type(self)[.contains]
        if method.isNone { throw raise(.typeError, "'\(container.type(self).name)' object is not a container") }
        if !method.isUnbound { return try isTrue(try callSpecial(method, container, item)) }
        let iterator: Value
        do throws(Raised) {
            iterator = try self.iterator(of: container)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            throw raise(.typeError, "argument of type '\(container.type(self).name)' is not iterable")
        }
        while let candidate = try nextItem(iterator) {
            if try isEqual(candidate, item) { return true }
        }
        return false
    }
}

// MARK: - Iteration

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// `iter(value)`.
    public func iterator(of value: Value) throws(Raised) -> Value {
        if let iterator = try iteratorFast(of: value) { return iterator }
        if let iterator = try iteratorOrNil(of: value) { return iterator }
        throw raise(.typeError, "'\(value.type(self).name)' object is not iterable")
    }

    /// The iterator, or nil if the value has none.
    public func iteratorOrNil(of value: Value) throws(Raised) -> Value? {
        let type = value.type(self)
        let method = type[.iterate]
        if method.isNone { return nil }
        var iterator = Value.unbound
        if takesReceiver(method) {
            iterator = try callSpecial(method, value)
        } else if !method.isUnbound, let bound = try bindOrNil(method, value) {
            iterator = try call(bound)
        } else {
            let getItem = type[.getItem]
            if getItem.isUnbound || value.is(.dict) { return nil }
            // Where there is no `__iter__` at all, only the iterator binds the other (in CPython: `slot_tp_iter`).
            if !method.isUnbound, !takesReceiver(getItem), try bindOrNil(getItem, value) == nil { return nil }
            return try sequenceIterator(of: value)
        }
        if iterator.type(self)[.next].isUnbound {
            throw raise(.typeError, "iter() returned non-iterator of type '\(iterator.type(self).name)'")
        }
        return iterator
    }

    /// The next item of an iterator, or nil at its end.
    public func nextItem(_ iterator: Value) throws(Raised) -> Value? {
        // Every loop of native code over an iterator can be stopped.
        try chargeStep()
        let item = try advance(iterator)
        return item.isUnbound ? nil : item
    }
}
