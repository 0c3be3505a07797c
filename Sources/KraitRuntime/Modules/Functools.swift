// The module `_functools`: `reduce` and `cmp_to_key`; `partial` and the cache of `lru_cache` have their own files. In CPython: Modules/_functoolsmodule.c.

/// What `cmp_to_key` makes: a function that wraps objects, and a wrapped object, which compares as the function of two arguments says.
///
///     header | comparison | object, unbound in the function
struct ComparisonKey: CellHandle {
    struct Fields {
        var header: ShapePointer
        var comparison: Value
        var object: Value
    }
    let cell: CellPointer
    @inline(__always) init(cell: CellPointer) { self.cell = cell }
    static let layout = Layout(.native, size: MemoryLayout<Fields>.size, trace: { cell, marker in
        marker.mark(UnsafePointer((cell + 8).assumingMemoryBound(to: Value.self)), count: 2)
    })

    static func make(of type: Type, _ comparison: Value, _ object: Value, _ thread: Thread) throws(Raised) -> Value {
        let key = ComparisonKey(try thread.makeInstance(of: type))
        key.fields.pointee.comparison = comparison
        key.fields.pointee.object = object
        return key.value
    }
}

extension UnsafeMutablePointer where Pointee == ThreadState {
    func defineFunctoolsModule(_ builder: NativeBuilder) throws(Raised) {
        try definePartial(builder)
        try defineCacheWrapper(builder)
        try defineComparisonKey(builder)
        try builder.method(
            "reduce", "(function, iterable, initial=<unrepresentable>, /)",
            "Combine the items of an iterable from left to right by a function of two arguments,\nbeginning with the initial value or else with the first item."
        ) { thread, arguments throws(Raised) in
            try thread.reduce(arguments[0], arguments[1], initial: arguments[2])
        }
    }

    // MARK: - reduce

    private func reduce(_ function: Value, _ iterable: Value, initial: Value) throws(Raised) -> Value {
        let iterator: Value
        do throws(Raised) {
            iterator = try self.iterator(of: iterable)
        } catch {
            guard try takeException(matching: machine.pointee.types.exceptions.typeError) else { throw error }
            throw raise(.typeError, "reduce() arg 2 must support iteration")
        }
        var result = initial
        try consume(iterator) { item in
            guard result.isUnbound else { return false }
            result = item
            return true
        } slow: { item throws(Raised) in
            result = try call(function, result, item)
            return true
        }
        if result.isUnbound { throw raise(.typeError, "reduce() of empty iterable with no initial value") }
        return result
    }

    // MARK: - cmp_to_key

    private func defineComparisonKey(_ module: NativeBuilder) throws(Raised) {
        let type = try makeBuiltinType(
            "functools.KeyWrapper", base: Type(machine.pointee.types.object), layout: machine.layout(ComparisonKey.layout), flags: .cannotInstantiate
        ) { builder throws(Raised) in
            try builder.method("__call__", "($self, /, *args, **kwargs)", "What a call does.") { thread, arguments throws(Raised) in
                let given = Tuple(arguments[1]), keywords = arguments[2]
                let count = given.count + (keywords.is(.dict) ? Dict(keywords).count : 0)
                if count > 1 { throw thread.raise(.typeError, "K() takes at most 1 argument (\(count) given)") }
                var object = given.count == 1 ? given[0] : Value.unbound
                if keywords.is(.dict), let named = Dict(keywords).get(interned: try thread.intern("obj")) { object = named }
                if object.isUnbound { throw thread.raise(.typeError, "K() missing required argument 'obj' (pos 1)") }
                return try ComparisonKey.make(of: arguments[0].type(thread), ComparisonKey(arguments[0]).fields.pointee.comparison, object, thread)
            }
            try builder.property("obj", "the wrapped object", get: { thread, arguments throws(Raised) in
                let object = ComparisonKey(arguments[0]).fields.pointee.object
                return object.isUnbound ? .none : object
            }, set: { thread, arguments throws(Raised) in
                ComparisonKey(arguments[0]).fields.pointee.object = arguments[1]
                return .none
            })
            try builder.set("__hash__", .none)
            try builder.method("__lt__", "($self, value, /)", "Return self<value.") { thread, arguments throws(Raised) in try thread.compareKeys(.less, arguments) }
            try builder.method("__le__", "($self, value, /)", "Return self<=value.") { thread, arguments throws(Raised) in try thread.compareKeys(.lessOrEqual, arguments) }
            try builder.method("__eq__", "($self, value, /)", "Return self==value.") { thread, arguments throws(Raised) in try thread.compareKeys(.equal, arguments) }
            try builder.method("__ne__", "($self, value, /)", "Return self!=value.") { thread, arguments throws(Raised) in try thread.compareKeys(.notEqual, arguments) }
            try builder.method("__gt__", "($self, value, /)", "Return self>value.") { thread, arguments throws(Raised) in try thread.compareKeys(.greater, arguments) }
            try builder.method("__ge__", "($self, value, /)", "Return self>=value.") { thread, arguments throws(Raised) in try thread.compareKeys(.greaterOrEqual, arguments) }
        }
        try Dict(type.fields.pointee.namespace).set(interned: Str(name(.dunderModule)), try intern("functools").value, self)
        machine.pointee.types.comparisonKey = type.value
        try module.method("cmp_to_key", "(mycmp)", "Return a key function that makes objects compare as mycmp says.") { thread, arguments throws(Raised) in
            try ComparisonKey.make(of: Type(thread.machine.pointee.types.comparisonKey), arguments[0], .unbound, thread)
        }
    }

    private func compareKeys(_ comparison: Comparison, _ arguments: Arguments) throws(Raised) -> Value {
        let left = ComparisonKey(arguments[0]).fields
        guard arguments[1].isCell, arguments[1].shape == arguments[0].shape else { throw raise(.typeError, "other argument must be K instance") }
        let right = ComparisonKey(arguments[1]).fields
        if left.pointee.object.isUnbound || right.pointee.object.isUnbound { throw raise(.attributeError, "object") }
        let order = try call(left.pointee.comparison, left.pointee.object, right.pointee.object)
        if order.isSmallInt { return Value(comparison.holds(order.smallInt, 0)) }
        return try compare(comparison, order, Value(smallInt: 0))
    }
}
