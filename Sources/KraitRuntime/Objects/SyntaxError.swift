// `SyntaxError`, `IndentationError`, `TabError`: where in which file the source is wrong.
//
//     SyntaxError(message, (filename, line, offset, text[, end line, end offset]))

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineSyntaxError(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__init__", "($self, /, *args, **kwargs)") { thread, arguments throws(Raised) in
            let exception = try thread.initializeBaseException(arguments)
            let values = exception.arguments
            if values.count > 0 { exception[field: ExceptionField.message] = values[0] }
            if values.count == 2 { try thread.setLocation(exception, values[1]) }
            return .none
        }
        try builder.method("__str__", "($self, /)") { thread, arguments throws(Raised) in
            let exception = Exception(arguments[0])
            let message = Str(try thread.str(exception.field(ExceptionField.message))).utf8
            let file = exception[field: ExceptionField.syntaxFilename], line = exception[field: ExceptionField.line]
            let base: [UInt8]? = file.is(.str) ? Array(Str(file).utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).last ?? []) : nil
            let number: [UInt8]? = line.isSmallInt ? Array("line \(line.smallInt)".utf8) : nil
            if base == nil && number == nil { return try Str.make(utf8: message, thread).value }
            let place = [base, number].compactMap { $0 }.joined(separator: Array(", ".utf8))
            return try Str.make(utf8: message + Array(" (".utf8) + place + Array(")".utf8), thread).value
        }
        try builder.field("msg", ExceptionField.message, "exception msg")
        try builder.field("filename", ExceptionField.syntaxFilename, "exception filename")
        try builder.field("lineno", ExceptionField.line, "exception lineno")
        try builder.field("offset", ExceptionField.offset, "exception offset")
        try builder.field("text", ExceptionField.text, "exception text")
        try builder.field("end_lineno", ExceptionField.endLine, "exception end lineno")
        try builder.field("end_offset", ExceptionField.endOffset, "exception end offset")
        try builder.field("print_file_and_line", ExceptionField.printFileAndLine, "exception print_file_and_line")
    }

    private func setLocation(_ exception: Exception, _ location: Value) throws(Raised) {
        let items = Tuple(try tuple(of: location))
        guard (4...6).contains(items.count) else {
            throw raise(.typeError, "function takes at \(items.count < 4 ? "least 4" : "most 6") arguments (\(items.count) given)")
        }
        let fields = [
            ExceptionField.syntaxFilename, ExceptionField.line, ExceptionField.offset, ExceptionField.text, ExceptionField.endLine, ExceptionField.endOffset,
        ]
        for (index, field) in fields.enumerated() { exception[field: field] = index < items.count ? items[index] : .unbound }
        if items.count == 5 { throw raise(.typeError, "end_offset must be provided when end_lineno is provided") }
    }
}
