// The functions of `builtins` that ask one object for something: attributes, items, conversion, iteration. In CPython: Python/bltinmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineBuiltinFunctions(_ builder: NativeBuilder) throws(Raised) {
        try defineObjectFunctions(builder)
        try defineAttributeFunctions(builder)
        try defineNumberFunctions(builder)
        try defineTextFunctions(builder)
        try defineIterationFunctions(builder)
        try defineNamespaceFunctions(builder)
        try defineReductions(builder)
        try defineCompileFunctions(builder)
    }

    private func defineObjectFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("callable", "(obj, /)", "Whether an object can be called.") { thread, arguments throws(Raised) in
            Value(thread.isCallable(arguments[0]))
        }
        try builder.method("hash", "(obj, /)", "The hash of an object: equal objects have the same.") { thread, arguments throws(Raised) in
            try thread.makeInt(try thread.hash(arguments[0]))
        }
        try builder.method("id", "(obj, /)", "A number that no other living object has.") { thread, arguments throws(Raised) in
            try thread.makeInt(thread.identity(of: arguments[0]))
        }
        try builder.method("issubclass", "(cls, class_or_tuple, /)", "Whether one class comes from another, or from one of several.") { thread, arguments throws(Raised) in
            Value(try thread.isSubclass(arguments[0], of: arguments[1]))
        }
        try builder.method("breakpoint", "(*args, **kws)", "Call sys.breakpointhook(*args, **kws).") { thread, arguments throws(Raised) in
            guard let hook = try thread.systemAttribute("breakpointhook") else { throw thread.raise(.runtimeError, "lost sys.breakpointhook") }
            return try thread.withSpread(Tuple(arguments[0]), keywords: arguments[1]) { sorted, names throws(Raised) in
                try thread.call(hook, sorted, keywordNames: names)
            }
        }
    }

    func isCallable(_ value: Value) -> Bool {
        switch value.kind {
        case .function?, .nativeFunction?, .boundMethod?, .type?: true
        default: !value.type(self)[.call].isUnbound
        }
    }

    /// An attribute of the module `sys`, or nil.
    func systemAttribute(_ name: String) throws(Raised) -> Value? {
        guard let module = Dict(machine.pointee.modules).get(interned: Str(self.name(.sys))), module.is(.module) else { return nil }
        return Module(module).dict.get(interned: try intern(name))
    }

    // MARK: - Attributes

    private func defineAttributeFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("getattr", "(object, name, default=None, /)", "What `object.name` gives, by name; the default if there is nothing.") { thread, arguments throws(Raised) in
            let name = try thread.attributeName(arguments[1])
            if arguments[2].isUnbound { return try thread.getAttribute(arguments[0], name) }
            return try thread.getAttributeOrNil(arguments[0], name) ?? arguments[2]
        }
        try builder.method("hasattr", "(obj, name, /)", "Whether getattr() would find something.") { thread, arguments throws(Raised) in
            Value(try thread.getAttributeOrNil(arguments[0], try thread.attributeName(arguments[1])) != nil)
        }
        try builder.method("setattr", "(obj, name, value, /)", "What `object.name = value` does, by name.") { thread, arguments throws(Raised) in
            try thread.setAttribute(arguments[0], try thread.attributeName(arguments[1]), arguments[2])
            return .none
        }
        try builder.method("delattr", "(obj, name, /)", "What `del object.name` does, by name.") { thread, arguments throws(Raised) in
            try thread.deleteAttribute(arguments[0], try thread.attributeName(arguments[1]))
            return .none
        }
    }

    // MARK: - Numbers

    private func defineNumberFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("abs", "(x, /)", "The size of a number, whatever its sign.") { thread, arguments throws(Raised) in
            try thread.absolute(arguments[0])
        }
        try builder.method("divmod", "(x, y, /)", "Quotient and remainder as a pair.") { thread, arguments throws(Raised) in
            try thread.divmod(arguments[0], arguments[1])
        }
        try builder.method("pow", "(base, exp, mod=None)", "A power, or its remainder if a modulus is given.") { thread, arguments throws(Raised) in
            if arguments[2].isUnbound || arguments[2].isNone { return try thread.binary(.power, arguments[0], arguments[1]) }
            return try thread.power(arguments[0], arguments[1], modulo: arguments[2])
        }
        try builder.method("round", "(number, ndigits=None)", "A number with so many digits behind the point; without digits an integer.") { thread, arguments throws(Raised) in
            let method = arguments[0].type(thread)[.round]
            if method.isUnbound { throw thread.raise(.typeError, "type \(arguments[0].type(thread).name) doesn't define __round__ method") }
            if arguments[1].isUnbound || arguments[1].isNone { return try thread.callSpecial(method, arguments[0]) }
            return try thread.callSpecial(method, arguments[0], arguments[1])
        }
        try builder.method("bin", "(number, /)", "An integer in base 2, with the prefix 0b.") { thread, arguments throws(Raised) in
            try thread.prefixedDigits(try thread.indexValue(arguments[0]), letter: UInt8(ascii: "b"))
        }
        try builder.method("oct", "(number, /)", "An integer in base 8, with the prefix 0o.") { thread, arguments throws(Raised) in
            try thread.prefixedDigits(try thread.indexValue(arguments[0]), letter: UInt8(ascii: "o"))
        }
        try builder.method("hex", "(number, /)", "An integer in base 16, with the prefix 0x.") { thread, arguments throws(Raised) in
            try thread.prefixedDigits(try thread.indexValue(arguments[0]), letter: UInt8(ascii: "x"))
        }
    }

    /// `abs(number)`.
    func absolute(_ number: Value) throws(Raised) -> Value {
        if number.isSmallInt { return try makeInt(Int(number.smallInt.magnitude)) }
        if number.isInlineFloat { return try makeFloat(number.inlineFloat.magnitude) }
        let method = number.type(self)[.absolute]
        if method.isUnbound { throw raise(.typeError, "bad operand type for abs(): '\(number.type(self).name)'") }
        return try callSpecial(method, number)
    }

    func divmod(_ left: Value, _ right: Value) throws(Raised) -> Value {
        let leftType = left.type(self), rightType = right.type(self)
        let reflected = leftType == rightType ? .unbound : rightType[.rightDivmod]
        let isRightFirst = !reflected.isUnbound && rightType.isSubtype(of: leftType) && reflected != leftType[.rightDivmod]
        if isRightFirst {
            let result = try callSpecial(reflected, right, left)
            if result != .notImplemented { return result }
        }
        if !leftType[.divmod].isUnbound {
            let result = try callSpecial(leftType[.divmod], left, right)
            if result != .notImplemented { return result }
        }
        if !reflected.isUnbound && !isRightFirst {
            let result = try callSpecial(reflected, right, left)
            if result != .notImplemented { return result }
        }
        throw raise(.typeError, "unsupported operand type(s) for divmod(): '\(leftType.name)' and '\(rightType.name)'")
    }

    /// `pow(base, exponent, modulus)`: only the base's `__pow__` is asked.
    func power(_ base: Value, _ exponent: Value, modulo: Value) throws(Raised) -> Value {
        let method = base.type(self)[.power]
        if !method.isUnbound {
            let result = try callSpecial(method, base, exponent, modulo)
            if result != .notImplemented { return result }
        }
        for operand in [exponent, modulo] {
            if float(operand) != nil { throw raise(.typeError, "pow() 3rd argument not allowed unless all arguments are integers") }
            if operand.is(.complex) { throw raise(.valueError, "complex modulo") }
        }
        throw raise(
            .typeError,
            "unsupported operand type(s) for ** or pow(): '\(base.type(self).name)', '\(exponent.type(self).name)', '\(modulo.type(self).name)'")
    }

    /// `-0x…`: the digits of an int in base 2, 8 or 16.
    private func prefixedDigits(_ int: Value, letter: UInt8) throws(Raised) -> Value {
        if int.isSmallInt {
            let isNegative = int.smallInt < 0, bits = letter == UInt8(ascii: "x") ? 4 : letter == UInt8(ascii: "o") ? 3 : 1
            var magnitude = int.smallInt.magnitude
            let digitCount = Swift.max(1, (UInt.bitWidth - magnitude.leadingZeroBitCount + bits - 1) / bits), prefixCount = isNegative ? 3 : 2
            let text = try Str.allocate(count: prefixCount + digitCount, largest: 0x7F, self), units = text.units8
            if isNegative { units[0] = UInt8(ascii: "-") }
            units[prefixCount - 2] = UInt8(ascii: "0")
            units[prefixCount - 1] = letter
            for index in stride(from: prefixCount + digitCount - 1, through: prefixCount, by: -1) {
                let digit = UInt8(truncatingIfNeeded: magnitude & (1 << UInt(bits) - 1))
                units[index] = digit < 10 ? digit + 0x30 : digit + 0x57
                magnitude >>= UInt(bits)
            }
            return text.value
        }
        var specification = FormatSpecification(type: UInt32(letter), alignment: UInt8(ascii: ">"))
        specification.isAlternate = true
        return try formatInt(int, specification)
    }

    // MARK: - Text

    private func defineTextFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("ascii", "(obj, /)", "Like repr(), with escapes for all that is not ASCII.") { thread, arguments throws(Raised) in
            try thread.ascii(arguments[0])
        }
        try builder.method("format", "(value, format_spec='', /)", "Ask the value for its text by a format specification.") { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { return try thread.format(arguments[0], specification: nil) }
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "format() argument 2 must be str, not \(arguments[1].type(thread).name)") }
            return try thread.format(arguments[0], specification: arguments[1])
        }
        try builder.method("chr", "(i, /)", "The character with a code point, up to 0x10ffff.") { thread, arguments throws(Raised) in
            let int = try thread.indexValue(arguments[0])
            guard int.isSmallInt, int.smallInt >= 0, int.smallInt <= 0x10FFFF else { throw thread.raise(.valueError, "chr() arg not in range(0x110000)") }
            return try Str.make(codePoint: UInt32(int.smallInt), thread).value
        }
        try builder.method("ord", "(c, /)", "The code point of a character.") { thread, arguments throws(Raised) in
            let text = arguments[0]
            if text.is(.str) {
                guard Str(text).count == 1 else {
                    throw thread.raise(.typeError, "ord() expected a character, but string of length \(Str(text).count) found")
                }
                return Value(smallInt: Int(Str(text)[0]))
            }
            guard text.is(.bytes) || text.is(.byteArray) else {
                throw thread.raise(.typeError, "ord() expected string of length 1, but \(text.type(thread).name) found")
            }
            let count = try thread.length(text)
            guard count == 1 else { throw thread.raise(.typeError, "ord() expected a character, but string of length \(count) found") }
            return try thread.getItem(text, Value(smallInt: 0))
        }
        try builder.method("input", "(prompt='', /)", "Read a line from standard input, without the newline at its end.") { thread, arguments throws(Raised) in
            try thread.input(prompt: arguments[0])
        }
    }

    /// `input(prompt)`, through `sys.stdin` and `sys.stdout`.
    private func input(prompt: Value) throws(Raised) -> Value {
        func stream(_ name: String) throws(Raised) -> Value {
            guard let stream = try systemAttribute(name), !stream.isNone else { throw raise(.runtimeError, "input(): lost sys.\(name)") }
            return stream
        }
        let standardInput = try stream("stdin"), standardOutput = try stream("stdout")
        _ = try stream("stderr")
        if !prompt.isUnbound { _ = try call(try getAttribute(standardOutput, name(.write)), try str(prompt)) }
        _ = try call(try getAttribute(standardOutput, name(.flush)))
        let line = try call(try getAttribute(standardInput, try intern("readline").value))
        guard line.is(.str) else { throw raise(.typeError, "object.readline() returned non-string") }
        let count = Str(line).count
        if count == 0 { throw raise(.eofError, "EOF when reading a line") }
        guard Str(line)[count - 1] == 0x0A else { return line }
        return try getItem(line, try Slice.make(.none, Value(smallInt: -1), .none, self).value)
    }

    // MARK: - Iteration

    private func defineIterationFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("iter", "(object, sentinel=None, /)", "Get an iterator from an object, or from a function that is called until it returns the sentinel.") { thread, arguments throws(Raised) in
            if arguments[1].isUnbound { return try thread.iterator(of: arguments[0]) }
            guard thread.isCallable(arguments[0]) else { throw thread.raise(.typeError, "iter(v, w): v must be callable") }
            return try thread.callableIterator(arguments[0], sentinel: arguments[1])
        }
        try builder.method("next", "(iterator, default=None, /)", "What an iterator gives next; the default at its end.") { thread, arguments throws(Raised) in
            let iterator = arguments[0]
            if iterator.type(thread)[.next].isUnbound { throw thread.raise(.typeError, "'\(iterator.type(thread).name)' object is not an iterator") }
            if arguments[1].isUnbound { return try thread.advanceOrRaise(iterator) }
            let item = try thread.advance(iterator)
            return item.isUnbound ? arguments[1] : item
        }
    }

    // MARK: - Namespaces

    private func defineNamespaceFunctions(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("globals", "()", "The namespace of the module whose code runs.") { thread, arguments throws(Raised) in
            thread.currentGlobals
        }
        try builder.method("locals", "()", "The local variables of the code that runs.") { thread, arguments throws(Raised) in
            try thread.currentLocals()
        }
        try builder.method("vars", "(object=None, /)", "Return the __dict__ of an object, or the local variables without one.") { thread, arguments throws(Raised) in
            if arguments[0].isUnbound { return try thread.currentLocals() }
            if let dict = try thread.getAttributeOrNil(arguments[0], thread.name(.dunderDict)) { return dict }
            throw thread.raise(.typeError, "vars() argument must have __dict__ attribute")
        }
        try builder.method("dir", "(object=None, /)", "Return the sorted names of an object's attributes, or of the current scope without one.") { thread, arguments throws(Raised) in
            let names: List
            if arguments[0].isUnbound {
                let locals = try thread.currentLocals()
                let keys = try thread.call(try thread.getAttribute(locals, thread.name(.keys)))
                names = try thread.collect(keys)
            } else {
                let method = arguments[0].type(thread)[.dir]
                if method.isUnbound { throw thread.raise(.typeError, "object does not provide __dir__") }
                names = try thread.collect(try thread.callSpecial(method, arguments[0]))
            }
            try names.sort(key: .none, isReversed: false, thread)
            return names.value
        }
    }

    /// The globals of the running function; None where no Python code runs.
    var currentGlobals: Value { pointee.activation.pointee.code.pointee.globals }

    func currentLocals() throws(Raised) -> Value {
        if !currentGlobals.is(.dict) { throw raise(.systemError, "frame does not exist") }
        // In a comprehension in the body of a class or module, only its own variables are local (in CPython: `_PyFrame_GetLocals`).
        if pointee.activation.pointee.hasNamespace, let own = try comprehensionLocals() { return own.value }
        return try locals()
    }

    /// The variables of the comprehensions in a class or module body that are running; nil if there are none.
    private func comprehensionLocals() throws(Raised) -> Dict? {
        let activation = pointee.activation, code = activation.pointee.code
        let kinds = Code(code.pointee.codeObject).object.fields.localKinds, names = Tuple(Code(code.pointee.codeObject).fields.pointee.localNames)
        var dict: Dict?
        for index in 0..<Swift.min(kinds.count, names.count, code.pointee.localCount) where kinds[index].contains(.hidden) {
            var value = activation.pointee.registers[index]
            if kinds[index].contains(.cell), value.is(.cell) { value = Cell(value).fields.pointee.content }
            if value.isUnbound { continue }
            let result = if let dict { dict } else { try Dict.make(self) }
            try result.set(interned: Str(names[index]), value, self)
            dict = result
        }
        return dict
    }
}
