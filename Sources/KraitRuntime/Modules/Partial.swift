/// `functools.partial`: a callable with some of its arguments.
///
///     header | function | arguments, a tuple | keywords, a dict
///
/// In CPython: Modules/_functoolsmodule.c, `partialobject`.
struct Partial: CellHandle {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var arguments: Value
        var keywords: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.partial, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 3)
    })

    // MARK: - Calling

    /// Begins the call with the arguments that were given and those that are kept.
    func beginCall(_ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Begun {
        let own = Tuple(fields.pointee.arguments), givenKeywords = keywordNames?.count ?? 0
        if Dict(fields.pointee.keywords).count > 0 { return try beginCallMerging(given, keywordNames, thread) }
        let count = own.count + given.count
        let base = try thread.freeRegisters(behind: given, keywords: givenKeywords, room: count + givenKeywords)
        base.update(from: own.base, count: own.count)
        (base + own.count).update(from: given.base, count: given.count + givenKeywords)
        return try thread.beginLaidOut(fields.pointee.function, Arguments(base: base, count: count), keywordNames)
    }

    /// The same with keywords: those that are kept come first, with the values that the call gives them.
    private func beginCallMerging(_ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Begun {
        let own = Tuple(fields.pointee.arguments), keywords = Dict(fields.pointee.keywords), kept = keywords.count
        let givenCount = keywordNames?.count ?? 0
        try thread.charge(kept * (givenCount + 1) >> 2)
        var added = 0
        for index in 0..<givenCount {
            if let keywordNames, try keywords.get(keywordNames[index], thread) == nil { added += 1 }
        }
        let names = try Tuple.allocate(count: kept + added, thread)
        let count = own.count + given.count
        let base = try thread.freeRegisters(behind: given, keywords: givenCount, room: count + kept + added)
        let values = base + count
        var index = 0, position = 0
        while index < kept, let entry = keywords.nextPosition(from: position) {
            let item = keywords.table.entries[entry]
            guard item.key.is(.str) else { throw thread.raise(.typeError, "keywords must be strings") }
            names.base[index] = item.key
            values[index] = item.value
            index += 1
            position = entry + 1
        }
        var end = index
        for place in 0..<givenCount {
            guard let keywordNames, keywordNames[place].is(.str) else { continue }
            let name = keywordNames[place], value = given.base[given.count + place]
            var target = 0
            while target < kept, names[target] != name, !names[target].is(.str) || Str(names[target]) != Str(name) { target += 1 }
            if target == kept {
                guard end < kept + added else { continue }
                target = end
                names.base[end] = name
                end += 1
            }
            values[target] = value
        }
        base.update(from: own.base, count: own.count)
        (base + own.count).update(from: given.base, count: given.count)
        return try thread.beginLaidOut(fields.pointee.function, Arguments(base: base, count: count), names)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func definePartial(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass(
            "functools.partial", Partial.layout, "Make a function of one that gets some arguments and keywords in advance.", flags: [.isBaseType, .hasWeakReferences],
            hasAttributes: true
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, *args, **kwargs)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makePartial(Type(arguments[0]), Tuple(arguments[1]), keywords: arguments[2])
            }
            try defineCall(builder)
            try builder.member("func", "function object to use in future partial calls") { thread, arguments throws(Raised) in Partial(arguments[0]).fields.pointee.function }
            try builder.member("args", "tuple of arguments to future partial calls") { thread, arguments throws(Raised) in Partial(arguments[0]).fields.pointee.arguments }
            try builder.member("keywords", "dictionary of keyword arguments to future partial calls") { thread, arguments throws(Raised) in Partial(arguments[0]).fields.pointee.keywords }
            try builder.attributeDictionary()
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                if !arguments[1].isNone {
                    try thread.warn(
                        .futureWarning,
                        "functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior")
                }
                return arguments[0]
            }
            try builder.method("__repr__", "($self, /)", "Return repr(self).") { thread, arguments throws(Raised) in
                let partial = arguments[0]
                return try thread.withReprGuard(partial, "...") { () throws(Raised) in try thread.reprOfPartial(Partial(partial)) }
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                let partial = Partial(arguments[0]), fields = partial.fields.pointee
                let attributes = partial.hasOwnAttributes ? try Instance(arguments[0]).makeDictionary(thread).value : .none
                let state = try Tuple.allocate(count: 4, thread)
                state.base[0] = fields.function
                state.base[1] = fields.arguments
                state.base[2] = fields.keywords
                state.base[3] = attributes
                return try thread.tuple(arguments[0].type(thread).value, try thread.tuple(fields.function), state.value)
            }
            try builder.method("__setstate__", "($self, state, /)", "Take over what __reduce__() gave.") { thread, arguments throws(Raised) in
                try thread.setState(of: Partial(arguments[0]), arguments[1])
                return .none
            }
            try builder.classMethod("__class_getitem__", "($type, object, /)", "See PEP 585") { thread, arguments throws(Raised) in
                try GenericAlias.make(arguments[0], arguments[1], thread)
            }
        }
    }

    private func makePartial(_ type: Type, _ given: Tuple, keywords: Value) throws(Raised) -> Value {
        if given.count == 0 { throw raise(.typeError, "type 'partial' takes at least one argument") }
        var function = given[0], own = Value.unbound, ownKeywords = Value.unbound
        // A partial of a partial is one of what that calls, unless it has attributes of its own.
        if function.is(.partial), !Partial(function).hasOwnAttributes {
            let inner = Partial(function).fields.pointee
            own = inner.arguments
            ownKeywords = inner.keywords
            function = inner.function
        }
        guard isCallable(function) else { throw raise(.typeError, "the first argument must be callable") }
        let ownCount = own.isUnbound ? 0 : Tuple(own).count
        var arguments = Tuple(machine.pointee.emptyTuple)
        if ownCount > 0, given.count == 1 {
            arguments = Tuple(own)
        } else if ownCount + given.count > 1 {
            arguments = try Tuple.allocate(count: ownCount + given.count - 1, self)
            if ownCount > 0 { arguments.base.update(from: Tuple(own).base, count: ownCount) }
            (arguments.base + ownCount).update(from: given.base + 1, count: given.count - 1)
        }
        var merged = keywords.is(.dict) ? Dict(keywords) : try Dict.make(self)
        if ownKeywords.is(.dict), Dict(ownKeywords).count > 0 {
            let added = merged
            merged = try Dict(ownKeywords).copy(self)
            try merged.merge(mapping: added.value, overrides: true, self)
        }
        let partial = Partial(try makeInstance(of: type))
        partial.fields.pointee.function = function
        partial.fields.pointee.arguments = arguments.value
        partial.fields.pointee.keywords = merged.value
        return partial.value
    }

    private func reprOfPartial(_ partial: Partial) throws(Raised) -> Value {
        let fields = partial.fields.pointee, type = partial.value.type(self)
        var text = try TextBuilder(capacity: 64, self)
        let module = try getAttribute(type.value, name(.dunderModule))
        try text.append(Str(try str(module)))
        try text.append(".")
        try text.append(Str(type.fields.pointee.qualifiedName))
        try text.append("(")
        try text.append(Str(try repr(fields.function)))
        for item in Tuple(fields.arguments) {
            try text.append(", ")
            try text.append(Str(try repr(item)))
        }
        var position = 0
        while let index = Dict(fields.keywords).nextPosition(from: position) {
            let entry = Dict(fields.keywords).table.entries[index]
            try text.append(", ")
            try text.append(Str(try str(entry.key)))
            try text.append("=")
            try text.append(Str(try repr(entry.value)))
            position = index + 1
        }
        try text.append(")")
        return try text.finish().value
    }

    private func setState(of partial: Partial, _ state: Value) throws(Raised) {
        guard state.is(.tuple), Tuple(state).count == 4, isCallable(Tuple(state)[0]), Tuple(state)[1].is(.tuple),
            Tuple(state)[2].isNone || Tuple(state)[2].is(.dict)
        else { throw raise(.typeError, "invalid partial state") }
        let items = Tuple(state), shapes = machine.pointee.shapes
        let arguments = items[1].has(shapes.tuple) ? items[1] : try Tuple.make(Tuple(items[1]).base, count: Tuple(items[1]).count, self).value
        var keywords = items[2]
        if keywords.isNone {
            keywords = try Dict.make(self).value
        } else if !keywords.has(shapes.dict) {
            keywords = try Dict(keywords).copyAsMapping(self).value
        }
        if items[3].is(.dict) {
            try Instance(partial.value).setDictionary(Dict(items[3]), self)
        } else if partial.hasOwnAttributes {
            try Instance(partial.value).setDictionary(try Dict.make(self), self)
        }
        partial.fields.pointee.function = items[0]
        partial.fields.pointee.arguments = arguments
        partial.fields.pointee.keywords = keywords
    }
}

extension Partial {
    /// Whether there are attributes besides those of all partials, or someone holds the dict of them.
    fileprivate var hasOwnAttributes: Bool { shape.pointee.attributeCount > 0 || shape.pointee.isDictionaryMode }
}
