// `str.__format__`, `str.format`, `str.format_map`, `%`.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineStrFormatting(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("__format__", "($self, format_spec, /)", "Return the string as a format specification says.") { thread, arguments throws(Raised) in
            guard arguments[1].is(.str) else { throw thread.raise(.typeError, "__format__() argument must be str, not \(arguments[1].type(thread).name)") }
            return try thread.formatStr(arguments[0], Str(arguments[1]))
        }
        try builder.method("format", "($self, /, *args, **kwargs)", "Return the string with its fields, in braces, replaced by what they name.") { thread, arguments throws(Raised) in
            var fields = FormatArguments(positional: arguments[1], named: arguments[2])
            return try thread.formatFields(Str(arguments[0]), 0, Str(arguments[0]).count, &fields).value
        }
        try builder.method("format_map", "($self, mapping, /)", "Like format, with the names looked up in a mapping.") { thread, arguments throws(Raised) in
            var fields = FormatArguments(positional: .unbound, named: arguments[1])
            return try thread.formatFields(Str(arguments[0]), 0, Str(arguments[0]).count, &fields).value
        }
        try builder.method("__mod__", "($self, value, /)", "Return self%value.") { thread, arguments throws(Raised) in
            try thread.formatPercent(Str(arguments[0]), arguments[1])
        }
        try builder.method("__rmod__", "($self, value, /)", "Return value%self.") { thread, arguments throws(Raised) in
            arguments[1].is(.str) ? try thread.formatPercent(Str(arguments[1]), arguments[0]) : .notImplemented
        }
    }

    /// `format(string, text)`.
    private func formatStr(_ value: Value, _ text: Str) throws(Raised) -> Value {
        let string = Str(value)
        if text.count == 0 { return try str(value) }
        let specification = try formatSpecification(text, for: value, defaultType: 0x73, defaultAlignment: 0x3C)
        if specification.type != 0x73 { throw raiseUnknownFormat(specification, for: value) }
        if specification.sign != 0 {
            throw raise(.valueError, specification.sign == 0x20 ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier")
        }
        if specification.coercesNegativeZero { throw raise(.valueError, "Negative zero coercion (z) not allowed in string format specifier") }
        if specification.isAlternate { throw raise(.valueError, "Alternate form (#) not allowed in string format specifier") }
        if specification.alignment == 0x3D { throw raise(.valueError, "'=' alignment not allowed in string format specifier") }
        let shown = specification.precision >= 0 && specification.precision < string.count ? try string.substring(0, specification.precision, self) : try string.exact(self)
        return try pad(shown, specification)
    }
}
