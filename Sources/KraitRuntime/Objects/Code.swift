import KraitBytecode

// `code`: what Python sees of a code object. The cell itself is in `Execution/RegisterCode.swift`.
// In CPython: Objects/codeobject.c; data model reference, "Code objects".

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineIntrospection() throws(Raised) {
        try define(\.code, "code", shape: \.code) { builder throws(Raised) in
            try builder.doc("Make a code object. Meant for those who know the bytecode.")
            try defineCodeFields(builder)
            try defineCodeMethods(builder)
        }
        try defineFrame()
        try defineTraceback()
    }

    private func defineCodeFields(_ builder: NativeBuilder) throws(Raised) {
        try builder.property("co_argcount", get: { thread, arguments throws(Raised) in Value(smallInt: Code(arguments[0]).object.fields.argumentCount) })
        try builder.property("co_posonlyargcount", get: { thread, arguments throws(Raised) in
            Value(smallInt: Code(arguments[0]).object.fields.positionalOnlyArgumentCount)
        })
        try builder.property("co_kwonlyargcount", get: { thread, arguments throws(Raised) in
            Value(smallInt: Code(arguments[0]).object.fields.keywordOnlyArgumentCount)
        })
        try builder.property("co_nlocals", get: { thread, arguments throws(Raised) in
            Value(smallInt: Code(arguments[0]).object.fields.localKinds.lazy.filter { $0.contains(.local) }.count)
        })
        try builder.property("co_stacksize", get: { thread, arguments throws(Raised) in Value(smallInt: Code(arguments[0]).object.fields.stackSize) })
        try builder.property("co_flags", get: { thread, arguments throws(Raised) in Value(smallInt: Int(Code(arguments[0]).object.fields.flags.rawValue)) })
        try builder.property("co_firstlineno", get: { thread, arguments throws(Raised) in Value(smallInt: Code(arguments[0]).object.fields.firstLine) })
        try builder.property("co_code", get: { thread, arguments throws(Raised) in try thread.makeBytes(Code(arguments[0]).object.fields.code) })
        try builder.property("_co_code_adaptive", get: { thread, arguments throws(Raised) in try thread.makeBytes(Code(arguments[0]).object.fields.code) })
        try builder.property("co_linetable", get: { thread, arguments throws(Raised) in try thread.makeBytes(Code(arguments[0]).object.fields.lineTable) })
        try builder.property("co_exceptiontable", get: { thread, arguments throws(Raised) in
            try thread.makeBytes(Code(arguments[0]).object.fields.exceptionTable)
        })
        try builder.property("co_consts", get: { thread, arguments throws(Raised) in Code(arguments[0]).fields.pointee.constants })
        try builder.property("co_names", get: { thread, arguments throws(Raised) in Code(arguments[0]).fields.pointee.names })
        try builder.property("co_varnames", get: { thread, arguments throws(Raised) in try thread.localNames(of: Code(arguments[0]), .local) })
        try builder.property("co_cellvars", get: { thread, arguments throws(Raised) in try thread.localNames(of: Code(arguments[0]), .cell) })
        try builder.property("co_freevars", get: { thread, arguments throws(Raised) in try thread.localNames(of: Code(arguments[0]), .free) })
        try builder.property("co_name", get: { thread, arguments throws(Raised) in Code(arguments[0]).fields.pointee.name })
        try builder.property("co_qualname", get: { thread, arguments throws(Raised) in Code(arguments[0]).fields.pointee.qualifiedName })
        try builder.property("co_filename", get: { thread, arguments throws(Raised) in Code(arguments[0]).fields.pointee.filename })
    }

    private func defineCodeMethods(_ builder: NativeBuilder) throws(Raised) {
        try builder.staticMethod(
            "__new__",
            "($type, argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)"
        ) { thread, arguments throws(Raised) in
            try thread.makeCode(arguments)
        }
        try builder.method("__repr__", "($self, /)") { thread, arguments throws(Raised) in
            let code = Code(arguments[0])
            let line = code.object.fields.firstLine
            let name = Str(code.fields.pointee.name).text, file = Str(code.fields.pointee.filename).text
            return try Str.make("<code object \(name) at 0x\(thread.address(of: arguments[0])), file \"\(file)\", line \(line == 0 ? -1 : line)>", thread).value
        }
        try builder.method("__eq__", "($self, value, /)") { thread, arguments throws(Raised) in
            arguments[1].is(.code) ? Value(try thread.isEqual(Code(arguments[0]), Code(arguments[1]))) : .notImplemented
        }
        try builder.method("__hash__", "($self, /)") { thread, arguments throws(Raised) in
            Value(smallInt: Code(arguments[0]).object.hashValue >> 3)
        }
        try builder.property("co_lnotab", get: { thread, arguments throws(Raised) in
            try thread.warn(.deprecationWarning, "co_lnotab is deprecated, use co_lines instead.")
            return try thread.makeBytes(LineTable(Code(arguments[0]).object).lineDeltas)
        })
        try builder.method("co_lines", "($self, /)", "Return an iterator of (start, end, line).") { thread, arguments throws(Raised) in
            let list = try List.make(thread)
            for line in LineTable(Code(arguments[0]).object).lines {
                let number: Value = line.line.map { Value(smallInt: $0) } ?? .none
                try list.append(try thread.tuple(Value(smallInt: line.start), Value(smallInt: line.end), number), thread)
            }
            return try thread.iterator(of: list.value)
        }
        try builder.method("co_positions", "($self, /)", "Return an iterator of (line, end line, column, end column).") { thread, arguments throws(Raised) in
            func value(_ number: Int32) -> Value { number < 0 ? .none : Value(smallInt: Int(number)) }
            let list = try List.make(thread)
            for range in LineTable(Code(arguments[0]).object).positions {
                let tuple = try Tuple.allocate(count: 4, thread)
                tuple.base[0] = value(range.line)
                tuple.base[1] = value(range.endLine)
                tuple.base[2] = value(range.column)
                tuple.base[3] = value(range.endColumn)
                try list.append(tuple.value, thread)
            }
            return try thread.iterator(of: list.value)
        }
        try builder.method("_varname_from_oparg", "($self, oparg)") { thread, arguments throws(Raised) in
            let names = Tuple(Code(arguments[0]).fields.pointee.localNames), index = try thread.index(arguments[1])
            guard names.indices.contains(index) else { throw thread.raise(.indexError, "tuple index out of range") }
            return names[index]
        }
        try builder.method("replace", Self.replaceSignature, "Return a copy with other values for some fields.") { thread, arguments throws(Raised) in
            try thread.replace(Code(arguments[0]), arguments)
        }
        try builder.method("__replace__", Self.replaceSignature) { thread, arguments throws(Raised) in try thread.replace(Code(arguments[0]), arguments) }
    }

    private static var replaceSignature: StaticString {
        "($self, /, *, co_argcount=None, co_posonlyargcount=None, co_kwonlyargcount=None, co_nlocals=None, co_stacksize=None, co_flags=None, co_firstlineno=None, co_code=None, co_consts=None, co_names=None, co_varnames=None, co_freevars=None, co_cellvars=None, co_filename=None, co_name=None, co_qualname=None, co_linetable=None, co_exceptiontable=None)"
    }

    /// The names of the variables of a kind.
    private func localNames(of code: Code, _ kind: CodeObject.LocalKind) throws(Raised) -> Value {
        let names = Tuple(code.fields.pointee.localNames), kinds = code.object.fields.localKinds
        let count = kinds.lazy.filter { $0.contains(kind) }.count
        let tuple = try Tuple.allocate(count: count, self)
        var position = 0
        for index in 0..<Swift.min(names.count, kinds.count) where kinds[index].contains(kind) {
            tuple.base[position] = names[index]
            position += 1
        }
        return tuple.value
    }

    /// Equality of code: all but the file's name and the qualified name. Constants are compared by value and type.
    private func isEqual(_ left: Code, _ right: Code) throws(Raised) -> Bool {
        left == right || left.object == right.object
    }

    // MARK: - Changed copies

    /// The text of a str.
    private func text(_ value: Value, _ what: String) throws(Raised) -> PythonString {
        guard value.is(.str) else { throw raise(.typeError, "\(what) must be str, not \(nameForArgument(value))") }
        return PythonString(uncheckedUTF8: Str(value).utf8)
    }

    private func texts(_ value: Value, _ what: String) throws(Raised) -> [PythonString] {
        guard value.is(.tuple) else { throw raise(.typeError, "\(what) must be tuple, not \(nameForArgument(value))") }
        var result: [PythonString] = []
        for item in Tuple(value) {
            guard item.is(.str) else { throw raise(.typeError, "name tuples must contain only strings, not '\(item.type(self).name)'") }
            result.append(PythonString(uncheckedUTF8: Str(item).utf8))
        }
        return result
    }

    private func bytes(_ value: Value, _ what: String) throws(Raised) -> [UInt8] {
        guard value.is(.bytes) else { throw raise(.typeError, "\(what) must be bytes, not \(nameForArgument(value))") }
        var result: [UInt8] = []
        let count = try length(value)
        result.reserveCapacity(count)
        for position in 0..<count { result.append(UInt8(truncatingIfNeeded: try index(try getItem(value, Value(smallInt: position))))) }
        return result
    }

    private func count(_ value: Value, _ what: String) throws(Raised) -> Int {
        let number = try index(value)
        if number < 0 { throw raise(.valueError, "code: \(what) must not be negative") }
        return Swift.min(number, Int(Int32.max))
    }

    /// A constant as the compiler has it; None for objects that no source can write: those are only kept as values.
    private func constant(of value: Value) throws(Raised) -> Constant {
        try checkNativeStack()
        if value.isSmallInt { return .int(value.smallInt) }
        switch value {
        case .none: return .none
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .ellipsis: return .ellipsis
        default: break
        }
        if value.is(.str) { return .string(PythonString(uncheckedUTF8: Str(value).utf8)) }
        if value.has(machine.pointee.shapes.tuple) { return .tuple(try constants(of: Tuple(value))) }
        if value.is(.code) { return .code(Code(value).object) }
        if let double = float(value), value.isInlineFloat || value.is(.float) { return .float(double) }
        return .none
    }

    private func constants(of values: Tuple) throws(Raised) -> [Constant] {
        var result: [Constant] = []
        for value in values { result.append(try constant(of: value)) }
        return result
    }

    /// `code.replace(…)`.
    private func replace(_ code: Code, _ arguments: Arguments) throws(Raised) -> Value {
        var fields = code.object.fields
        func given(_ index: Int) -> Value? { arguments[index].isUnbound ? nil : arguments[index] }
        if let value = given(1) { fields.argumentCount = try count(value, "argcount") }
        if let value = given(2) { fields.positionalOnlyArgumentCount = try count(value, "posonlyargcount") }
        if let value = given(3) { fields.keywordOnlyArgumentCount = try count(value, "kwonlyargcount") }
        if let value = given(5) { fields.stackSize = try count(value, "stacksize") }
        if let value = given(6) { fields.flags = CodeObject.Flags(rawValue: UInt32(truncatingIfNeeded: try index(value))) }
        if let value = given(7) { fields.firstLine = try index(value) }
        if let value = given(8) { fields.code = try bytes(value, "replace() argument 'co_code'") }
        var constants = code.fields.pointee.constants
        if let value = given(9) {
            guard value.is(.tuple) else { throw raise(.typeError, "replace() argument 'co_consts' must be tuple, not \(nameForArgument(value))") }
            constants = value
            fields.constants = try self.constants(of: Tuple(value))
        }
        if let value = given(10) { fields.names = try texts(value, "replace() argument 'co_names'") }
        if given(11) != nil || given(12) != nil || given(13) != nil {
            func names(_ index: Int, _ kind: CodeObject.LocalKind) throws(Raised) -> Value {
                if let value = given(index) { return value }
                return try localNames(of: code, kind)
            }
            try setLocals(
                &fields, variables: try texts(try names(11, .local), "replace() argument 'co_varnames'"),
                cells: try texts(try names(13, .cell), "replace() argument 'co_cellvars'"),
                free: try texts(try names(12, .free), "replace() argument 'co_freevars'"))
        }
        if let value = given(4) {
            try checkLocalCount(fields.localKinds, try count(value, "nlocals"))
        } else if given(11) != nil {
            try checkLocalCount(fields.localKinds, code.object.fields.localKinds.lazy.filter { $0.contains(.local) }.count)
        }
        if let value = given(14) { fields.filename = try text(value, "replace() argument 'co_filename'") }
        if let value = given(15) { fields.name = try text(value, "replace() argument 'co_name'") }
        if let value = given(16) { fields.qualifiedName = try text(value, "replace() argument 'co_qualname'") }
        if let value = given(17) { fields.lineTable = try bytes(value, "replace() argument 'co_linetable'") }
        if let value = given(18) { fields.exceptionTable = try bytes(value, "replace() argument 'co_exceptiontable'") }
        return try makeCode(CodeObject(fields), constants: constants)
    }

    /// `code(…)`.
    private func makeCode(_ arguments: Arguments) throws(Raised) -> Value {
        var fields = CodeObject.Fields()
        func argument(_ index: Int) -> String { "code() argument \(index)" }
        fields.argumentCount = try count(arguments[1], "argcount")
        fields.positionalOnlyArgumentCount = try count(arguments[2], "posonlyargcount")
        fields.keywordOnlyArgumentCount = try count(arguments[3], "kwonlyargcount")
        let localCount = try count(arguments[4], "nlocals")
        fields.stackSize = try count(arguments[5], "stacksize")
        fields.flags = CodeObject.Flags(rawValue: UInt32(truncatingIfNeeded: try index(arguments[6])))
        fields.code = try bytes(arguments[7], argument(7))
        guard arguments[8].is(.tuple) else { throw raise(.typeError, "\(argument(8)) must be tuple, not \(nameForArgument(arguments[8]))") }
        fields.constants = try constants(of: Tuple(arguments[8]))
        fields.names = try texts(arguments[9], argument(9))
        fields.filename = try text(arguments[11], argument(11))
        fields.name = try text(arguments[12], argument(12))
        fields.qualifiedName = try text(arguments[13], argument(13))
        fields.firstLine = try index(arguments[14])
        fields.lineTable = try bytes(arguments[15], argument(15))
        fields.exceptionTable = try bytes(arguments[16], argument(16))
        let empty = machine.pointee.emptyTuple
        try setLocals(
            &fields, variables: try texts(arguments[10], argument(10)),
            cells: try texts(arguments[18].isUnbound ? empty : arguments[18], argument(18)),
            free: try texts(arguments[17].isUnbound ? empty : arguments[17], argument(17)))
        try checkLocalCount(fields.localKinds, localCount)
        return try makeCode(CodeObject(fields), constants: arguments[8])
    }

    private func setLocals(_ fields: inout CodeObject.Fields, variables: [PythonString], cells: [PythonString], free: [PythonString]) throws(Raised) {
        fields.localsPlusNames = variables
        fields.localKinds = variables.map { cells.contains($0) ? [.local, .cell] : .local }
        for name in cells where !variables.contains(name) {
            fields.localsPlusNames.append(name)
            fields.localKinds.append(.cell)
        }
        for name in free {
            fields.localsPlusNames.append(name)
            fields.localKinds.append(.free)
        }
    }

    private func checkLocalCount(_ kinds: [CodeObject.LocalKind], _ count: Int) throws(Raised) {
        if kinds.lazy.filter({ $0.contains(.local) }).count != count {
            throw raise(.valueError, "code: co_nlocals != len(co_varnames)")
        }
    }

    /// A code object whose constants are given as values.
    private func makeCode(_ object: CodeObject, constants: Value) throws(Raised) -> Value {
        let fields = object.fields
        let parameters = fields.argumentCount + fields.keywordOnlyArgumentCount
            + (fields.flags.contains(.varArguments) ? 1 : 0) + (fields.flags.contains(.varKeywords) ? 1 : 0)
        if parameters > fields.localKinds.lazy.filter({ $0.contains(.local) }).count { throw raise(.valueError, "code: varnames is too small") }
        if fields.positionalOnlyArgumentCount > fields.argumentCount { throw raise(.valueError, "code: varnames is too small") }
        if fields.code.count & 1 != 0 { throw raise(.valueError, "code: co_code is malformed") }
        let code = try Code.make(object, self)
        code.fields.pointee.constants = constants
        return code.value
    }

    // MARK: - function.__code__

    /// Gives a function other code, with as many free variables.
    func setCode(_ function: Function, _ value: Value) throws(Raised) {
        guard value.is(.code) else { throw raise(.typeError, "__code__ must be set to a code object") }
        let free = Code(value).object.fields.localKinds.lazy.filter { $0.contains(.free) }.count
        let closure = function.fields.pointee.closure
        let cells = closure.is(.tuple) ? Tuple(closure).count : 0
        if free != cells {
            let name = Str(function.fields.pointee.name).text
            throw raise(.valueError, "\(name)() requires a code object with \(cells) free vars, not \(free)")
        }
        let kinds: CodeObject.Flags = [.generator, .coroutine, .asyncGenerator]
        if Code(value).object.fields.flags.intersection(kinds) != Code(function.fields.pointee.code).object.fields.flags.intersection(kinds) {
            try warn(.deprecationWarning, "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)")
        }
        function.fields.pointee.code = value
        function.fields.pointee.lowered = nil
        machine.resetCaches()
    }
}
