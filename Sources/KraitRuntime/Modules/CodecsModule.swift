// The module `_codecs`: the registry of codecs and error handlers, and the built-in codecs as functions that also tell how much they took.
// In CPython: Modules/_codecsmodule.c.

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCodecsModule(_ builder: NativeBuilder) throws(Raised) {
        try defineCodecRegistry(builder)
        try defineUnicodeCodecs(builder)
        try defineEscapeCodecs(builder)
        try defineCharacterMaps(builder)
    }

    /// A tuple of a result and how much input it stands for.
    private func pair(_ result: Value, _ length: Int) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 2, self)
        tuple.base[0] = result
        tuple.base[1] = Value(smallInt: length)
        return tuple.value
    }

    private func requireStr(_ value: Value, _ function: StaticString, _ place: Int) throws(Raised) -> Str {
        if value.is(.str) { return Str(value) }
        throw raise(.typeError, "\(function)() argument \(place) must be str, not \(value.isNone ? "None" : value.type(self).name)")
    }

    /// An argument of errors: None stands for none.
    private func errorsArgument(_ value: Value) -> Value { value.isNone ? .unbound : value }

    // MARK: - Registry

    private func defineCodecRegistry(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("register", "(search_function, /)", "Register a function that finds codecs by name.") { thread, arguments throws(Raised) in
            guard thread.isCallable(arguments[0]) else { throw thread.raise(.typeError, "argument must be callable") }
            try thread.registerCodec(arguments[0])
            return .none
        }
        try builder.method("unregister", "(search_function, /)", "Forget a function that finds codecs, and what was found.") { thread, arguments throws(Raised) in
            try thread.unregisterCodec(arguments[0])
            return .none
        }
        try builder.method("lookup", "(encoding, /)", "Find a codec.") { thread, arguments throws(Raised) in
            _ = try thread.requireStr(arguments[0], "lookup", 1)
            return try thread.lookUpCodec(arguments[0]).value
        }
        try builder.method("register_error", "(errors, handler, /)", "Register a function that deals with what a codec cannot do.") { thread, arguments throws(Raised) in
            _ = try thread.requireStr(arguments[0], "register_error", 1)
            guard thread.isCallable(arguments[1]) else { throw thread.raise(.typeError, "handler must be callable") }
            try thread.registerErrorHandler(arguments[0], arguments[1])
            return .none
        }
        try builder.method("lookup_error", "(name, /)", "Find the error handler of a name.") { thread, arguments throws(Raised) in
            let name = try thread.requireStr(arguments[0], "lookup_error", 1)
            if let found = try thread.registeredHandler(arguments[0]) { return found }
            // The built-in ones are functions of this module too, made when they are first asked for.
            if ErrorHandler(arguments[0]) != .other, let module = try thread.makeErrorHandler(name) { return module }
            return try thread.errorHandler(arguments[0])
        }
        try builder.method("encode", "(obj, encoding='utf-8', errors='strict')", "Encode with a codec, from anything to anything.") { thread, arguments throws(Raised) in
            try thread.code(arguments, part: 0, name: "encode")
        }
        try builder.method("decode", "(obj, encoding='utf-8', errors='strict')", "Decode with a codec, from anything to anything.") { thread, arguments throws(Raised) in
            try thread.code(arguments, part: 1, name: "decode")
        }
        try builder.method("_forget_codec", "(encoding, /)") { thread, arguments throws(Raised) in .none }
    }

    private func code(_ arguments: Arguments, part: Int, name: StaticString) throws(Raised) -> Value {
        let encoding = arguments[1].isUnbound ? try Str.make("utf-8", self).value : arguments[1]
        _ = try requireStr(encoding, name, 2)
        let codec = try lookUpCodec(encoding)
        let result = arguments[2].isUnbound ? try call(codec[part], arguments[0]) : try call(codec[part], arguments[0], arguments[2])
        guard result.is(.tuple), Tuple(result).count == 2 else {
            throw raise(.typeError, part == 0 ? "encoder must return a tuple (object, integer)" : "decoder must return a tuple (object,integer)")
        }
        return Tuple(result)[0]
    }

    // MARK: - Error handlers as functions

    /// A built-in error handler as a function of an exception.
    private func makeErrorHandler(_ name: Str) throws(Raised) -> Value? {
        func make(_ name: StaticString, _ function: @escaping NativeFunction) throws(Raised) -> Value {
            try makeNative(name, "(exception, /)", "Deals with what a codec cannot do.", owner: try intern("_codecs").value, function).value
        }
        let value: Value
        switch name.text {
        case "strict": value = try make("strict_errors") { thread, arguments throws(Raised) in
            guard arguments[0].is(.exception) else { throw thread.raise(.typeError, "codec must pass exception instance") }
            throw thread.raise(Exception(arguments[0]))
        }
        case "ignore": value = try make("ignore_errors") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .ignore) }
        case "replace": value = try make("replace_errors") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .replace) }
        case "backslashreplace": value = try make("backslashreplace_errors") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .backslashReplace) }
        case "xmlcharrefreplace": value = try make("xmlcharrefreplace_errors") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .xmlCharacterReference) }
        case "namereplace": value = try make("namereplace_errors") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .nameReplace) }
        case "surrogateescape": value = try make("surrogateescape") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .surrogateEscape) }
        case "surrogatepass": value = try make("surrogatepass") { thread, arguments throws(Raised) in try thread.handle(arguments[0], .surrogatePass) }
        default: return nil
        }
        try registerErrorHandler(name.value, value)
        return value
    }

    /// What a built-in handler answers to an exception: a replacement and where to go on.
    private func handle(_ exception: Value, _ handler: ErrorHandler) throws(Raised) -> Value {
        let types = machine.pointee.types.exceptions
        let isEncoding = matches(exception, types.unicodeEncodeError), isDecoding = matches(exception, types.unicodeDecodeError)
        let isTranslating = matches(exception, types.unicodeTranslateError)
        let isForTranslating = handler == .ignore || handler == .replace || handler == .backslashReplace
        guard isEncoding || isDecoding || isTranslating && isForTranslating else {
            throw raise(.typeError, "don't know how to handle \(exception.type(self).name) in error callback")
        }
        let object = try getAttribute(exception, try intern("object").value)
        // Taken back to where the object is, but for an empty one.
        let count = object.is(.str) ? Str(object).count : try buffer(object).count
        let start = Swift.min(Swift.max(0, try index(try getAttribute(exception, try intern("start").value))), Swift.max(0, count - 1))
        let end = Swift.min(Swift.max(1, try index(try getAttribute(exception, try intern("end").value))), count)
        var builder = try TextBuilder(self)
        if isDecoding {
            let view = try buffer(object), last = Swift.min(end, view.count)
            switch handler {
            case .ignore: break
            case .replace: try builder.append(0xFFFD)
            case .backslashReplace:
                for index in start..<Swift.max(start, last) {
                    try builder.append("\\x")
                    try builder.append(hex: UInt32(view[index]), digits: 2)
                }
            case .surrogateEscape:
                var position = start
                while position < last, position < start + 4, view[position] >= 0x80 {
                    try builder.append(0xDC00 + UInt32(view[position]))
                    position += 1
                }
                if position == start { throw raise(Exception(exception)) }
                return try pair(try builder.finish().value, position)
            case .surrogatePass:
                guard let codec = try codec(of: exception), let (point, length) = surrogate(codec, view, start) else { throw raise(Exception(exception)) }
                try builder.append(point)
                return try pair(try builder.finish().value, start + length)
            default: throw raise(.typeError, "don't know how to handle UnicodeDecodeError in error callback")
            }
            return try pair(try builder.finish().value, end)
        }
        guard object.is(.str) else { throw raise(.typeError, "object attribute must be str") }
        let text = Str(object), last = Swift.min(end, text.count)
        switch handler {
        case .ignore: break
        case .replace: try builder.append(isEncoding ? 0x3F : 0xFFFD, times: last - start)
        case .surrogatePass:
            guard let codec = try codec(of: exception) else { throw raise(Exception(exception)) }
            var encoder = TextEncoder(codec: codec, builder: try ByteBuilder(self))
            for index in start..<Swift.max(start, last) {
                guard text[index] & 0x1F_F800 == 0xD800 else { throw raise(Exception(exception)) }
                try encoder.put(text[index])
            }
            return try pair(try encoder.builder.finish().value, end)
        case .surrogateEscape:
            var bytes = try ByteBuilder(self)
            for index in start..<Swift.max(start, last) {
                guard text[index] >= 0xDC80, text[index] <= 0xDCFF else { throw raise(Exception(exception)) }
                try bytes.append(UInt8(truncatingIfNeeded: text[index] - 0xDC00))
            }
            return try pair(try bytes.finish().value, end)
        default:
            for index in start..<Swift.max(start, last) { try builder.append(replacing: text[index], handler) }
        }
        return try pair(try builder.finish().value, end)
    }

    /// The Unicode encoding that an exception names; nil if it is another one.
    private func codec(of exception: Value) throws(Raised) -> Codec? {
        let name = try getAttribute(exception, try intern("encoding").value)
        guard name.is(.str), let codec = Codec(name: Str(name)), codec != .ascii, codec != .latin1 else { return nil }
        return codec
    }

    // MARK: - UTF-8, UTF-16, UTF-32, ASCII, Latin-1

    private func encodePair(_ arguments: Arguments, _ codec: Codec, _ name: StaticString) throws(Raised) -> Value {
        let text = try requireStr(arguments[0], name, 1)
        return try pair(try encode(text, codec, errors: errorsArgument(arguments[1])).value, text.count)
    }

    /// `decode(data, errors, final)`
    private func decodePair(_ arguments: Arguments, _ codec: Codec) throws(Raised) -> Value {
        let isFinal = arguments[2].isUnbound ? codec == .ascii || codec == .latin1 : try isTrue(arguments[2])
        var order = codec
        let (text, consumed) = try decode(arguments[0], &order, errors: errorsArgument(arguments[1]), isFinal: isFinal)
        return try pair(text.value, consumed)
    }

    private func defineUnicodeCodecs(_ builder: NativeBuilder) throws(Raised) {
        try builder.method("utf_8_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .utf8, "utf_8_encode") }
        try builder.method("utf_8_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf8) }
        try builder.method("ascii_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .ascii, "ascii_encode") }
        try builder.method("ascii_decode", "(data, errors=None, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .ascii) }
        try builder.method("latin_1_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .latin1, "latin_1_encode") }
        try builder.method("latin_1_decode", "(data, errors=None, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .latin1) }
        try builder.method("utf_16_encode", "(str, errors=None, byteorder=0, /)") { thread, arguments throws(Raised) in
            let order = arguments[2].isUnbound ? 0 : try thread.index(arguments[2])
            return try thread.encodePair(arguments, order == 0 ? .utf16 : order < 0 ? .utf16LittleEndian : .utf16BigEndian, "utf_16_encode")
        }
        try builder.method("utf_16_le_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .utf16LittleEndian, "utf_16_le_encode") }
        try builder.method("utf_16_be_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .utf16BigEndian, "utf_16_be_encode") }
        try builder.method("utf_16_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf16) }
        try builder.method("utf_16_le_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf16LittleEndian) }
        try builder.method("utf_16_be_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf16BigEndian) }
        try builder.method("utf_32_encode", "(str, errors=None, byteorder=0, /)") { thread, arguments throws(Raised) in
            let order = arguments[2].isUnbound ? 0 : try thread.index(arguments[2])
            return try thread.encodePair(arguments, order == 0 ? .utf32 : order < 0 ? .utf32LittleEndian : .utf32BigEndian, "utf_32_encode")
        }
        try builder.method("utf_32_le_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .utf32LittleEndian, "utf_32_le_encode") }
        try builder.method("utf_32_be_encode", "(str, errors=None, /)") { thread, arguments throws(Raised) in try thread.encodePair(arguments, .utf32BigEndian, "utf_32_be_encode") }
        try builder.method("utf_32_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf32) }
        try builder.method("utf_32_le_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf32LittleEndian) }
        try builder.method("utf_32_be_decode", "(data, errors=None, final=False, /)") { thread, arguments throws(Raised) in try thread.decodePair(arguments, .utf32BigEndian) }
        // These also tell which byte order was found.
        try builder.method("utf_16_ex_decode", "(data, errors=None, byteorder=0, final=False, /)") { thread, arguments throws(Raised) in
            let given = arguments[2].isUnbound ? 0 : try thread.index(arguments[2])
            var codec: Codec = given == 0 ? .utf16 : given < 0 ? .utf16LittleEndian : .utf16BigEndian
            let isFinal = arguments[3].isUnbound ? false : try thread.isTrue(arguments[3])
            let (text, consumed) = try thread.decode(arguments[0], &codec, errors: thread.errorsArgument(arguments[1]), isFinal: isFinal)
            return try thread.triple(text, consumed, codec == .utf16 ? 0 : codec == .utf16LittleEndian ? -1 : 1)
        }
        try builder.method("utf_32_ex_decode", "(data, errors=None, byteorder=0, final=False, /)") { thread, arguments throws(Raised) in
            let given = arguments[2].isUnbound ? 0 : try thread.index(arguments[2])
            var codec: Codec = given == 0 ? .utf32 : given < 0 ? .utf32LittleEndian : .utf32BigEndian
            let isFinal = arguments[3].isUnbound ? false : try thread.isTrue(arguments[3])
            let (text, consumed) = try thread.decode(arguments[0], &codec, errors: thread.errorsArgument(arguments[1]), isFinal: isFinal)
            return try thread.triple(text, consumed, codec == .utf32 ? 0 : codec == .utf32LittleEndian ? -1 : 1)
        }
        try builder.method("readbuffer_encode", "(data, errors=None, /)") { thread, arguments throws(Raised) in
            if arguments[0].is(.str) {
                let bytes = try thread.encode(Str(arguments[0]), .utf8, errors: .unbound)
                return try thread.pair(bytes.value, bytes.count)
            }
            let view = try thread.buffer(arguments[0])
            return try thread.pair(try Bytes.make(view.base, count: view.count, thread).value, view.count)
        }
    }

    private func triple(_ text: Str, _ consumed: Int, _ order: Int) throws(Raised) -> Value {
        let tuple = try Tuple.allocate(count: 3, self)
        tuple.base[0] = text.value
        tuple.base[1] = Value(smallInt: consumed)
        tuple.base[2] = Value(smallInt: order)
        return tuple.value
    }
}
