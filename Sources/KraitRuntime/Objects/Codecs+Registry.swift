// The registry behind `codecs.register` and `codecs.register_error`: search functions, what they found, and error handlers.

extension UnsafeMutablePointer where Pointee == ThreadState {
    /// The list of search functions, the dict of what they found, the dict of error handlers: kept in one tuple among the machine's roots.
    private var registry: Tuple? {
        machine.pointee.codecRegistry.is(.tuple) ? Tuple(machine.pointee.codecRegistry) : nil
    }

    private func makeRegistry() throws(Raised) -> Tuple {
        if let registry { return registry }
        let registry = try Tuple.allocate(count: 3, self)
        registry.base[0] = try List.make(self).value
        registry.base[1] = try Dict.make(self).value
        registry.base[2] = try Dict.make(self).value
        machine.pointee.codecRegistry = registry.value
        return registry
    }

    /// `codecs.register(function)`
    public func registerCodec(_ function: Value) throws(Raised) { try List(try makeRegistry()[0]).append(function, self) }

    /// `codecs.unregister(function)`
    public func unregisterCodec(_ function: Value) throws(Raised) {
        let registry = try makeRegistry(), list = List(registry[0])
        for index in 0..<list.count where list[index] == function {
            for place in index..<(list.count - 1) { list[place] = list[place + 1] }
            list.fields.pointee.count -= 1
            Dict(registry[1]).removeAll(self)
            return
        }
    }

    /// `codecs.lookup(encoding)`: what a search function gave, a tuple of at least four.
    public func lookUpCodec(_ encoding: Value) throws(Raised) -> Tuple {
        let registry = try makeRegistry()
        let text = Str(encoding)
        var builder = try TextBuilder(capacity: text.count, self)
        for index in 0..<text.count {
            let point = text[index]
            try builder.append(point == 0x20 ? 0x5F : point &- 0x41 < 26 ? point | 0x20 : point)
        }
        let name = try builder.finish().value
        if let found = try Dict(registry[1]).get(name, self), found.is(.tuple) { return Tuple(found) }
        let functions = List(registry[0])
        if functions.count == 0 {
            // The package registers its search function when it is imported. While it is on its way, there is none.
            do throws(Raised) {
                _ = try importName(try intern("encodings").value, names: .none, level: Value(smallInt: 0))
            } catch {
                if !(try takeException(matching: machine.pointee.types.exceptions.importError)) { throw error }
            }
        }
        var index = 0
        while index < functions.count {
            let found = try call(functions[index], name)
            if found.is(.tuple), Tuple(found).count == 4 {
                try Dict(registry[1]).set(name, found, self)
                return Tuple(found)
            }
            if !found.isNone { throw raise(.typeError, "codec search functions must return 4-tuples") }
            index += 1
        }
        throw raise(.lookupError, "unknown encoding: \(text.text)")
    }

    /// Encodes (0) or decodes (1) with a codec from the registry.
    func callCodec(_ encoding: Value, _ part: Int, _ object: Value, _ errors: Value) throws(Raised) -> Value {
        let codec = try lookUpCodec(encoding)
        let isText = try getAttributeOrNil(codec.value, try intern("_is_text_encoding").value)
        if let isText, isText == .false {
            let name = Str(encoding).text
            throw raise(
                .lookupError, part == 0
                    ? "'\(name)' is not a text encoding; use codecs.encode() to handle arbitrary codecs"
                    : "'\(name)' is not a text encoding; use codecs.decode() to handle arbitrary codecs")
        }
        let result = try errors.isUnbound ? call(codec[part], object) : call(codec[part], object, errors)
        guard result.is(.tuple), Tuple(result).count == 2 else {
            throw raise(.typeError, part == 0 ? "encoder must return a tuple (object, integer)" : "decoder must return a tuple (object,integer)")
        }
        return Tuple(result)[0]
    }

    // MARK: - Error handlers

    /// `codecs.register_error(name, function)`
    public func registerErrorHandler(_ name: Value, _ function: Value) throws(Raised) { try Dict(try makeRegistry()[2]).set(name, function, self) }

    /// The handler that was registered under a name; nil if none was.
    func registeredHandler(_ name: Value) throws(Raised) -> Value? {
        guard let registry, name.is(.str) else { return nil }
        return try Dict(registry[2]).get(name, self)
    }

    /// The same, LookupError if there is none.
    func errorHandler(_ name: Value) throws(Raised) -> Value {
        if let found = try registeredHandler(name) { return found }
        throw raise(.lookupError, "unknown error handler name '\(Str(name).text)'")
    }

    /// Calls a handler with an exception: what stands for the part that could not be coded, and where to go on.
    func callErrorHandler(_ function: Value, _ error: Value, isEncoding: Bool) throws(Raised) -> HandlerResult {
        let result = try call(function, error)
        func isGood(_ value: Value) -> Bool { value.is(.str) || (isEncoding && value.is(.bytes)) }
        guard result.is(.tuple), Tuple(result).count == 2, isGood(Tuple(result)[0]), hasIndex(Tuple(result)[1]) else {
            throw raise(.typeError, isEncoding ? "encoding error handler must return (str/bytes, int) tuple" : "decoding error handler must return (str, int) tuple")
        }
        return HandlerResult(replacement: Tuple(result)[0], given: try index(Tuple(result)[1]))
    }
}

/// What an error handler returned.
struct HandlerResult {
    var replacement: Value
    /// Where to go on; negative from the end.
    var given: Int

    func position(in count: Int, _ thread: Thread) throws(Raised) -> Int {
        let position = given < 0 ? given &+ count : given
        guard position >= 0, position <= count else { throw thread.raise(.indexError, "position \(given) from error handler out of bounds") }
        return position
    }
}
