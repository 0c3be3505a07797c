// `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: what part of which object a codec could not do, and why.
//
//     UnicodeEncodeError(encoding, str, start, end, reason)      UnicodeDecodeError(encoding, bytes, …)      UnicodeTranslateError(str, start, end, reason)

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineUnicodeEncodeError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            let (exception, values) = try thread.unicodeErrorArguments(arguments, count: 5)
            try thread.requireStr(values, 0)
            try thread.requireStr(values, 1)
            exception[field: ExceptionField.encoding] = values[0]
            exception[field: ExceptionField.unicodeObject] = values[1]
            try thread.setUnicodeRange(exception, values, 2)
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            guard exception[field: ExceptionField.unicodeObject].is(.str) else { return thread.machine.pointee.emptyString }
            let text = Str(exception[field: ExceptionField.unicodeObject])
            let (start, end) = exception.unicodeRange
            let codec = "'\(try thread.unicodeText(exception, ExceptionField.encoding))' codec can't encode character"
            let reason = try thread.unicodeText(exception, ExceptionField.reason)
            if start >= 0, start < text.count, end == start + 1 {
                return try Str.make("\(codec) '\(thread.escape(text[start]))' in position \(start): \(reason)", thread).value
            }
            return try Str.make("\(codec)s in position \(start)-\(end &- 1): \(reason)", thread).value
        }
        try defineUnicodeFields(builder, hasEncoding: true)
    }

    func defineUnicodeDecodeError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            let (exception, values) = try thread.unicodeErrorArguments(arguments, count: 5)
            try thread.requireStr(values, 0)
            exception[field: ExceptionField.encoding] = values[0]
            try thread.setUnicodeRange(exception, values, 2)
            exception[field: ExceptionField.unicodeObject] = try thread.bytesOfBuffer(values[1])
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            let object = exception[field: ExceptionField.unicodeObject]
            if object.isUnbound { return thread.machine.pointee.emptyString }
            let (start, end) = exception.unicodeRange
            let codec = "'\(try thread.unicodeText(exception, ExceptionField.encoding))' codec can't decode byte"
            let reason = try thread.unicodeText(exception, ExceptionField.reason)
            if start >= 0, end == start + 1, start < (try thread.length(object)) {
                let byte = try thread.index(try thread.getItem(object, Value(smallInt: start)))
                let digits = String(byte & 0xFF, radix: 16)
                return try Str.make("\(codec) 0x\(digits.count < 2 ? "0" : "")\(digits) in position \(start): \(reason)", thread).value
            }
            return try Str.make("\(codec)s in position \(start)-\(end &- 1): \(reason)", thread).value
        }
        try defineUnicodeFields(builder, hasEncoding: true)
    }

    func defineUnicodeTranslateError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            let (exception, values) = try thread.unicodeErrorArguments(arguments, count: 4)
            try thread.requireStr(values, 0)
            exception[field: ExceptionField.unicodeObject] = values[0]
            try thread.setUnicodeRange(exception, values, 1)
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            guard exception[field: ExceptionField.unicodeObject].is(.str) else { return thread.machine.pointee.emptyString }
            let text = Str(exception[field: ExceptionField.unicodeObject])
            let (start, end) = exception.unicodeRange
            let reason = try thread.unicodeText(exception, ExceptionField.reason)
            if start >= 0, start < text.count, end == start + 1 {
                return try Str.make("can't translate character '\(thread.escape(text[start]))' in position \(start): \(reason)", thread).value
            }
            return try Str.make("can't translate characters in position \(start)-\(end &- 1): \(reason)", thread).value
        }
        try defineUnicodeFields(builder, hasEncoding: false)
    }

    private func defineUnicodeFields(_ builder: NativeBuilder, hasEncoding: Bool) throws(Raised) {
        if hasEncoding { try builder.field("encoding", ExceptionField.encoding, "exception encoding") }
        try builder.field("object", ExceptionField.unicodeObject, "exception object")
        try builder.property("start", "exception start", get: { thread, arguments throws(Raised) in
            try thread.makeInt(Exception(arguments[0]).unicodeRange.start)
        }, set: { thread, arguments throws(Raised) in
            Exception(arguments[0])[field: ExceptionField.start] = try thread.unicodePosition(arguments[1])
            return .none
        })
        try builder.property("end", "exception end", get: { thread, arguments throws(Raised) in
            try thread.makeInt(Exception(arguments[0]).unicodeRange.end)
        }, set: { thread, arguments throws(Raised) in
            Exception(arguments[0])[field: ExceptionField.end] = try thread.unicodePosition(arguments[1])
            return .none
        })
        try builder.field("reason", ExceptionField.reason, "exception reason")
    }

    // MARK: - Arguments

    private func unicodeErrorArguments(_ arguments: Arguments, count: Int) throws(Raised) -> (Exception, Tuple) {
        let exception = try initializeBaseException(arguments)
        let values = exception.arguments
        if values.count != count { throw raise(.typeError, "function takes exactly \(count) arguments (\(values.count) given)") }
        return (exception, values)
    }

    private func requireStr(_ values: Tuple, _ index: Int) throws(Raised) {
        if !values[index].is(.str) { throw raise(.typeError, "argument \(index + 1) must be str, not \(nameForArgument(values[index]))") }
    }

    /// The class of an argument in messages of argument parsing: None is called by its value.
    func nameForArgument(_ value: Value) -> String { value.isNone ? "None" : value.type(self).name }

    private func setUnicodeRange(_ exception: Exception, _ values: Tuple, _ first: Int) throws(Raised) {
        let start = try index(values[first]), end = try index(values[first + 1])
        try requireStr(values, first + 2)
        exception[field: ExceptionField.start] = try makeInt(start)
        exception[field: ExceptionField.end] = try makeInt(end)
        exception[field: ExceptionField.reason] = values[first + 2]
    }

    private func unicodePosition(_ value: Value) throws(Raised) -> Value {
        if value.isUnbound { throw raise(.typeError, "can't delete numeric/char attribute") }
        guard value.isSmallInt || value.isBool || value.is(.int) else { throw raise(.typeError, "an integer is required") }
        return try makeInt(try index(value))
    }

    /// The bytes of a bytes-like object, as a `bytes` object.
    private func bytesOfBuffer(_ object: Value) throws(Raised) -> Value {
        if object.is(.bytes) { return object }
        guard object.is(.byteArray) || object.is(.memoryView) || !object.type(self)[.buffer].isUnbound else {
            throw raise(.typeError, "a bytes-like object is required, not '\(object.type(self).name)'")
        }
        return try call(machine.pointee.types.bytes, object)
    }

    private func unicodeText(_ exception: Exception, _ field: Int) throws(Raised) -> String {
        let value = exception[field: field]
        return value.isUnbound ? "<NULL>" : Str(try str(value)).text
    }

    private func escape(_ point: UInt32) -> String {
        let digits = String(point, radix: 16)
        let (letter, width) = point <= 0xFF ? ("x", 2) : point <= 0xFFFF ? ("u", 4) : ("U", 8)
        return "\\" + letter + String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}

extension Exception {
    /// `start` and `end` of a Unicode error; 0 where they were not set.
    fileprivate var unicodeRange: (start: Int, end: Int) {
        let start = self[field: ExceptionField.start], end = self[field: ExceptionField.end]
        return (start.isSmallInt ? start.smallInt : 0, end.isSmallInt ? end.smallInt : 0)
    }
}
