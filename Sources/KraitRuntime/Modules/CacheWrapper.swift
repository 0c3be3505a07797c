/// What `functools.lru_cache` makes: a function that keeps its results by their arguments.
///
///     header | function | cache ─▶ key → result, the one used longest ago first | class of `cache_info()` | mark before keywords
///            | maximum, -1 for no limit | hits | misses | typed
///
/// The key is the only argument if that is an int or a str, else a tuple: arguments, then the mark and names and values of keywords, then types.
/// In CPython: Modules/_functoolsmodule.c, `lru_cache_object`.
struct CacheWrapper: CellHandle {
    struct Fields {
        var header: ShapePointer
        var function: Value
        var cache: Value
        var infoType: Value
        var mark: Value
        var maximum: Int
        var hits: Int
        var misses: Int
        var isTyped: Bool
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.cacheWrapper, size: MemoryLayout<Fields>.stride, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 4)
    })

    @inline(__always) private var cache: Dict { Dict(fields.pointee.cache) }

    // MARK: - Calling

    func beginCall(_ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Begun {
        if fields.pointee.maximum == 0 {
            fields.pointee.misses &+= 1
            return try thread.beginLaidOut(fields.pointee.function, given, keywordNames)
        }
        let first = given.count == 1 && keywordNames == nil && !fields.pointee.isTyped ? given.base[0] : .unbound
        // Keys that need no tuple; whether an int or a str is there already is known without `==`, unless keys of another class have the same hash.
        if first.isSmallInt || first.has(thread.machine.pointee.shapes.str), let hash = thread.hashPlain(first) {
            return .value(try result(key: first, hash: hash, given, keywordNames, thread))
        }
        let key = first.has(thread.machine.pointee.shapes.int) ? first : try makeKey(given, keywordNames, thread)
        return .value(try result(key: key, hash: try thread.hash(key), given, keywordNames, thread))
    }

    @inline(__always)
    private func result(key: Value, hash: Int, _ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Value {
        var position = cache.positionFast(of: key, hash: hash, thread)
        if position == Dict.Lookup.undecided { position = try cache.position(of: key, hash: hash, thread) ?? Dict.Lookup.absent }
        guard position >= 0 else { return try miss(key: key, hash: hash, given, keywordNames, thread) }
        fields.pointee.hits &+= 1
        let value = cache.table.entries[position].value
        if fields.pointee.maximum > 0 { try cache.moveToEnd(position, thread) }
        return value
    }

    @inline(never)
    private func miss(key: Value, hash: Int, _ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Value {
        fields.pointee.misses &+= 1
        let value = try thread.call(fields.pointee.function, given, keywordNames: keywordNames)
        // The function may have called the cache with the same arguments, or emptied it.
        let known = try cache.position(of: key, hash: hash, thread)
        if fields.pointee.maximum < 0 {
            if let known { cache.table.entries[known].value = value } else { try cache.appendOrdered(key, hash: hash, value, thread) }
            return value
        }
        if known != nil { return value }
        if cache.count >= fields.pointee.maximum, let oldest = cache.firstPosition() { cache.remove(at: oldest) }
        try cache.appendOrdered(key, hash: hash, value, thread)
        return value
    }

    private func makeKey(_ given: Arguments, _ keywordNames: Tuple?, _ thread: Thread) throws(Raised) -> Value {
        let keywordCount = keywordNames?.count ?? 0, isTyped = fields.pointee.isTyped
        if keywordCount == 0, !isTyped { return try Tuple.make(given.base, count: given.count, thread).value }
        let count = given.count + (keywordCount > 0 ? 1 + keywordCount * 2 : 0)
        let key = try Tuple.allocate(count: count + (isTyped ? given.count + keywordCount : 0), thread)
        key.base.update(from: given.base, count: given.count)
        var place = given.count
        if let keywordNames, keywordCount > 0 {
            key.base[place] = fields.pointee.mark
            place += 1
            for index in 0..<keywordCount {
                key.base[place] = keywordNames[index]
                key.base[place + 1] = given.base[given.count + index]
                place += 2
            }
        }
        if isTyped { for index in 0..<given.count + keywordCount { key.base[place + index] = given.base[index].type(thread).value } }
        return key.value
    }

    fileprivate func clear(_ thread: Thread) {
        fields.pointee.hits = 0
        fields.pointee.misses = 0
        cache.removeAll(thread)
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineCacheWrapper(_ module: NativeBuilder) throws(Raised) {
        try module.makeClass(
            "functools._lru_cache_wrapper", CacheWrapper.layout,
            "Make a function that keeps the results of another.\n\nmaxsize: how many results are kept; None for all of them\ntyped: whether f(3) and f(3.0) are different calls\ncache_info_type: called with hits, misses, maxsize and currsize",
            flags: [.hasWeakReferences], hasAttributes: true
        ) { builder throws(Raised) in
            try builder.staticMethod("__new__", "($type, user_function, maxsize, typed, cache_info_type)", "Make an instance.") { thread, arguments throws(Raised) in
                try thread.makeCacheWrapper(arguments)
            }
            try defineCall(builder)
            try builder.attributeDictionary()
            try builder.method("__get__", "($self, instance, owner=None, /)", "What access through an instance or class gives.") { thread, arguments throws(Raised) in
                if !arguments[1].isNone { return try BoundMethod.make(arguments[0], arguments[1], thread) }
                if arguments[2].isUnbound || arguments[2].isNone { throw thread.raise(.typeError, "__get__(None, None) is invalid") }
                return arguments[0]
            }
            try builder.method("cache_info", "($self, /)", "How often the cache was asked, and how full it is.") { thread, arguments throws(Raised) in
                let fields = CacheWrapper(arguments[0]).fields.pointee
                let base = try thread.freeRegisters(behind: arguments, keywords: 0, room: 4)
                base[0] = try thread.makeInt(fields.hits)
                base[1] = try thread.makeInt(fields.misses)
                base[2] = fields.maximum < 0 ? .none : try thread.makeInt(fields.maximum)
                base[3] = try thread.makeInt(Dict(fields.cache).count)
                return try thread.call(fields.infoType, Arguments(base: base, count: 4))
            }
            try builder.method("cache_clear", "($self, /)", "Forget all results.") { thread, arguments throws(Raised) in
                CacheWrapper(arguments[0]).clear(thread)
                return .none
            }
            try builder.method("__reduce__", "($self, /)", "What copies are made from.") { thread, arguments throws(Raised) in
                try thread.getAttribute(arguments[0], thread.name(.dunderQualname))
            }
            try builder.method("__copy__", "($self, /, *args)", "Return itself.") { thread, arguments throws(Raised) in arguments[0] }
            try builder.method("__deepcopy__", "($self, /, *args)", "Return itself.") { thread, arguments throws(Raised) in arguments[0] }
        }
    }

    private func makeCacheWrapper(_ arguments: Arguments) throws(Raised) -> Value {
        let isTyped = try isTrue(arguments[3])
        guard isCallable(arguments[1]) else { throw raise(.typeError, "the first argument must be callable") }
        var maximum = -1
        if !arguments[2].isNone {
            if arguments[2].type(self)[.index].isUnbound { throw raise(.typeError, "maxsize should be integer or None") }
            maximum = Swift.max(try index(arguments[2]), 0)
        }
        let cache = try Dict.make(self), mark = try makeInstance(of: Type(machine.pointee.types.object))
        let wrapper = CacheWrapper(try makeInstance(of: Type(arguments[0])))
        wrapper.fields.pointee.function = arguments[1]
        wrapper.fields.pointee.cache = cache.value
        wrapper.fields.pointee.infoType = arguments[4]
        wrapper.fields.pointee.mark = mark
        wrapper.fields.pointee.maximum = maximum
        wrapper.fields.pointee.isTyped = isTyped
        return wrapper.value
    }
}
